"""What a page prints round its text: page numbers, running heads and feet. They are taken out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extract.lines import Line, ending

_DIGITS: Final = r"[\d一二三四五六七八九十百]{1,5}"
_DECORATED: Final = re.compile(
    rf"[-—–－·•~～|\s]+\d{{1,4}}[-—–－·•~～|\s]+|第\s*{_DIGITS}\s*页(?:[\s,，/|（(]*共\s*{_DIGITS}\s*页[)）]?)?"
    rf"|共\s*{_DIGITS}\s*页[\s,，/|]*第\s*{_DIGITS}\s*页|\d{{1,4}}\s*/\s*\d{{1,4}}"
    r"|[Pp](?:age|AGE)?\.?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_BARE: Final = re.compile(r"\d{1,4}|[ivx]{1,6}|[IVX]{1,6}")
#: A page number at an end of a running head, set off from its words.
_HEAD: Final = re.compile(
    rf"(?:(?:[-—–·•|]\s*)?\d{{1,4}}(?:\s*[-—–·•|]\s*|\s{{2,}}))?(?P<words>\S.*?)"
    rf"(?:\s*[·•|]\s*\d{{1,4}}\s*[·•|]?|\s+[-—–]\s*\d{{1,4}}\s*[-—–]?|\s{{2,}}\d{{1,4}}"
    rf"|\s*第\s*{_DIGITS}\s*页(?:[\s,，/|（(]*共\s*{_DIGITS}\s*页[)）]?)?)?"
)
#: What sets it off.
_SET_OFF: Final = re.compile(r"[-—–·•|页]|\s\s")
_LONGEST_HEAD: Final = 60
_CLAUSES: Final = re.compile("[，。；]")
_NEIGHBOURHOOD: Final = 2
_TOP: Final = 40
_NAMES_SOMEBODY: Final = re.compile("学院|学校|大学|中专|中心|教育局|教育厅|集团|联盟|报告|年报")
_REPORT_WORDS: Final = re.compile(
    r"[（(]?(?:19|20)\d\d\s*(?:[-—–]\s*(?:20)?\d\d)?\s*(?:学年|年度|年)?[)）]?|"
    "高等职业教育|中等职业教育|职业教育|人才培养|质量|年度|报告|年报"
)


def without_furniture(lines: list[Line]) -> list[Line]:
    """Return ``lines`` without page numbers and running heads; what follows one has ``page`` set.

    A head that names the publisher stays once: where it stands first, or at the top of the document when it
    stands in the middle of a sentence there.
    """
    numbers = _page_numbers(lines)
    heads = _running_heads(lines, numbers)
    doubles = _doubles(lines, numbers)
    if not (numbers or heads or doubles):
        return lines
    furniture = numbers | heads.keys()
    kept: list[Line] = []
    hoisted: list[Line] = []
    seen: set[str] = set()
    cut = False
    for index, line in enumerate(lines):
        if line.cells is None and (index in numbers or index in doubles):
            cut = cut or index in numbers
            continue
        words = heads.get(index)
        if words is not None:
            first = words not in seen
            seen.add(words)
            known = first and _named(words, kept)
            if first and not (kept and (known or _interrupts(lines, index, furniture))):
                kept.append(replace(line, raw=words, text=words, page=True, alone=True, signed=False))
                cut = False
                continue
            if first and not known and _NAMES_SOMEBODY.search(words):
                hoisted.append(replace(line, raw=words, text=words, alone=True, signed=False))
            cut = True
            continue
        if cut:
            line.page = True
            cut = False
        kept.append(line)
    return hoisted + kept


def _page_numbers(lines: list[Line]) -> set[int]:
    """Return the indices of the lines that are page numbers and nothing else."""
    found: set[int] = set()
    bare: list[int] = []
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > 24:
            continue
        if _DECORATED.fullmatch(text):
            found.add(index)
        elif len(text) <= 6 and _BARE.fullmatch(text) and "\t" not in line.raw:
            bare.append(index)
    lonely = [
        index
        for position, index in enumerate(bare)
        if (position == 0 or bare[position - 1] < index - 1)
        and (position + 1 == len(bare) or bare[position + 1] > index + 1)
        and not (lines[index].text.isdigit() and 1900 <= int(lines[index].text) < 2100)
    ]
    values = [int(lines[index].text) for index in lonely if lines[index].text.isdigit()]
    steps = [1 <= after - before <= 4 for before, after in pairwise(values)]
    if len(steps) >= 1 and sum(steps) < 0.7 * len(steps):
        lonely = [index for index in lonely if lines[index].page]
    for index in lonely:
        before = lines[index - 1] if index else None
        if len(values) > 1 or before is None or lines[index].page or before.width >= 20 or "\t" in before.raw:
            found.add(index)
    return found


def _running_heads(lines: list[Line], numbers: set[int]) -> dict[int, str]:
    """Return index → words of the running heads: lines that come again and again at the edges of pages."""
    occurrences: defaultdict[str, list[int]] = defaultdict(list)
    words_of: dict[int, str] = {}
    numbered: set[int] = set()
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST_HEAD or len(text) < 4 or index in numbers or "\t" in line.raw:
            continue
        words = text
        if (
            (text[-1].isdigit() or text[0].isdigit() or text[-1] in "·•-—–|页)） ")
            and _SET_OFF.search(text)
            and (match := _HEAD.fullmatch(text))
        ):
            words = match["words"]
            if len(words) < len(text):
                numbered.add(index)
        key = words.replace(" ", "").replace("\u3000", "")
        if len(key) < 4:
            continue
        occurrences[key].append(index)
        words_of[index] = words
    heads: dict[int, str] = {}
    repeated = {
        key: places
        for key, places in occurrences.items()
        if len(places) > 1 and not _CLAUSES.search(key) and ending(key) != "stop"
    }
    if not repeated:
        return heads
    edges = {index + step for index in numbers | numbered for step in (-1, 1)} | numbered
    edges |= {index for index, line in enumerate(lines) if line.page}
    for _ in range(_NEIGHBOURHOOD):
        grown = set(edges)
        for places in repeated.values():
            at_edge = sum(index in edges for index in places)
            if at_edge >= max(2, 0.6 * len(places)) or _comes_between(lines, places):
                for index in places:
                    if index in edges or _is_report(lines[index]) or _interrupts(lines, index):
                        heads[index] = words_of[index]
                        grown |= {index + 1, index - 1}
        edges = grown
    return heads


def _comes_between(lines: list[Line], places: list[int]) -> bool:
    """Whether a line that comes again interrupts sentences, and ever different ones.

    A passage that is repeated as a whole brings its neighbours along.
    """
    between = sum(_interrupts(lines, index) for index in places)
    if len(places) < 3 or between < (1 if _is_report(lines[places[0]]) else 0.5 * len(places)):
        return False
    last = len(lines) - 1
    around = {(lines[index - 1].text, lines[min(index + 1, last)].text) for index in places if index}
    return len(around) >= 0.7 * len(places)


def _is_report(line: Line) -> bool:
    return "报告" in line.text or "年报" in line.text


def _interrupts(lines: list[Line], index: int, furniture: Container[int] = ()) -> bool:
    """Whether the line before ``index`` (and before other furniture) breaks off in a sentence."""
    if not 0 < index < len(lines) - 1:
        return False
    above = index - 1
    while above and above in furniture:
        above -= 1
    before = lines[above]
    if above in furniture:
        return False
    end = ending(before.text)
    return end == "open" or (end == "" and before.width >= 32 and before.sign is None)


def _doubles(lines: list[Line], numbers: set[int]) -> set[int]:
    """Return the indices of short lines that repeat the one just before: a page's head and the heading."""
    return {
        index
        for index in range(1, len(lines))
        if lines[index].text == lines[index - 1].text
        and 4 <= len(lines[index].text) <= 40
        and index not in numbers
        and "\t" not in lines[index].raw
        and ending(lines[index].text) == ""
        and lines[index].sign is not None
        and any(char > "\u2e80" for char in lines[index].text)
    }


def _named(words: str, kept: list[Line]) -> bool:
    """Whether the name in a running head stands in the text before."""
    name = _REPORT_WORDS.sub("", words).replace(" ", "")
    return len(name) > 2 and any(name in line.text.replace(" ", "") for line in kept[:_TOP])
