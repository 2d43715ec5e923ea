"""Lists in running text: A、B和C等三家企业.

A list is a run of items joined by 、 and closed by 和/与/及/以及; what follows it (等 N 家企业, 两个专业)
says what its items are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extract.edges import HARD

Span = tuple[int, int]

_NUMERAL = r"[\d一二三四五六七八九十百千两数多几余]"
#: The class stands twice so that the engine skips to its first character.
_NUMBER = rf"{_NUMERAL}{_NUMERAL}*"
#: What closes a list: 等86家企业, 等企业, 三家单位, 等 (group 1 the noun, if there is one).
CLOSING: Final = re.compile(
    rf"(?:等(?:地|国)?(?:的)?(?:{_NUMBER}[余多]?(?:家|所|个|名|类|门|省|种|项)?)?|{_NUMBER}[余多]?(?:家|所|个|名|门|大))"
    r"(?P<modifier>[^，。；：、\n和与及“”\"下入进]{0,12}?)"
    r"(?P<noun>企业|公司|单位|院校|学校|高校|职校|中职|专业群|专业|二级学院|学院|系部|医院|机构|协会|银行|酒店|部门|集团|成员|伙伴|政府|科研院所)"
    r"|等(?=[，。；：、\n共联合开签建实进设与和）)在为]|$)"
)
_CLAUSE_MARK: Final = re.compile(r"[（(）)，。；：！？\n\t;—…]")
_ITEM_MARK: Final = re.compile(r"[（(）)、]")
_AND: Final = re.compile(r"以及|和|与|及|暨")


@dataclass(frozen=True, slots=True)
class Series:
    """A list: the offsets of its raw items (edges not trimmed), and the noun that closes it, if any."""

    items: tuple[Span, ...]
    noun: str
    end: int


def clauses(text: str, start: int, end: int) -> list[Span]:
    """Split ``text[start:end]`` at hard delimiters other than 、, brackets kept whole."""
    out = []
    depth = 0
    begin = start
    for match in _CLAUSE_MARK.finditer(text, start, end):
        at, char = match.start(), match.group()
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 or char in "。\n\t":
            if at > begin:
                out.append((begin, at))
            begin = at + 1
            depth = 0
    if end > begin:
        out.append((begin, end))
    return out


def split_commas(text: str, start: int, end: int) -> list[Span]:
    """Split at 、 outside brackets."""
    if text.find("、", start, end) < 0:
        return [(start, end)] if end > start else []
    out = []
    depth = 0
    begin = start
    for match in _ITEM_MARK.finditer(text, start, end):
        at, char = match.start(), match.group()
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0:
            out.append((begin, at))
            begin = at + 1
    out.append((begin, end))
    return [(s, e) for s, e in out if e > s]


def conjunctions(text: str, start: int, end: int) -> list[Span]:
    """Return the offsets of the words that may join the last two items."""
    return [m.span() for m in _AND.finditer(text, start, end)]


def strip_quotes(text: str, start: int, end: int) -> Span:
    """Trim quotes and spaces around ``text[start:end]``."""
    while start < end and text[start] in "“”‘’\"' 　":
        start += 1
    while end > start and text[end - 1] in "“”‘’\"' 　":
        end -= 1
    return start, end


def is_hard(char: str) -> bool:
    """Tell whether no name contains ``char``."""
    return char in HARD
