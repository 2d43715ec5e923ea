"""The lines of a file as they stand on the page, before anything is joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.document import BlockKind
from extract.outline import Sign, sign
from extract.typography import undouble

_EDGES = " \u3000\f"
_STOPS = "。！？!?…"
_CLOSERS = "”’」』）)》】\"'"
_LONGEST_MEASURED = 400


@dataclass(slots=True)
class Line:
    """One line that is not blank.

    ``raw`` has its tabs, ``text`` neither these nor edges; ``gap`` counts the blank lines above; ``width`` is
    in half characters, indent included. ``page`` says that a page (or what stood at its edge) lies between
    this line and the one before; ``alone`` that it joins no neighbour; ``trailing`` that
    a space stands at its end. ``cells`` are a table row's, ``kind`` is set where the line alone cannot tell.
    """

    number: int
    raw: str
    text: str
    gap: int
    indent: bool
    page: bool
    width: int
    alone: bool = False
    trailing: bool = False
    kind: BlockKind | None = None
    cells: list[str] | None = None
    signed: bool = False
    _sign: Sign | None = None

    @property
    def sign(self) -> Sign | None:
        """What the line's beginning announces (looked up once)."""
        if not self.signed:
            self._sign = sign(self.text)
            self.signed = True
        return self._sign


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` (cleansed) that are not blank."""
    found: list[Line] = []
    gap = 0
    page = False
    raws = text.split("\n")
    texts = [raw.strip() for raw in raws]
    for number, (raw, stripped, width) in enumerate(zip(raws, texts, _widths(texts), strict=True), 1):
        if "\f" in raw:
            page = True
        if not stripped:
            gap += 1
            continue
        if len(raw) == len(stripped):
            line = Line(number, raw, raw, gap, False, page, width)
        else:
            lead = raw[:2]
            indent = lead[0] == "\u3000" or lead in {"  ", " \u3000"}
            if indent and len(stripped) <= _LONGEST_MEASURED:
                width += 4
            line = Line(number, raw.strip("\f").rstrip(_EDGES), stripped, gap, indent, page, width)
            line.trailing = raw[-1] == " "
        if (
            "\t" not in stripped
            and stripped.find(stripped[:2], 2) > 0
            and (single := undouble(stripped)) is not None
        ):
            line.raw = line.text = single
            line.alone = True
        found.append(line)
        gap = 0
        page = False
    return found


def _widths(texts: list[str]) -> Iterable[int]:
    """Return the width of each line in half characters; that of a very long one is not worth measuring."""
    measured = [text if len(text) <= _LONGEST_MEASURED else "" for text in texts]
    # Encoded all at once: for so many short strings the call costs more than the work.
    encoded = "\n".join(measured).encode("gbk", "replace").split(b"\n")
    return [len(line) or 2 * len(text) for line, text in zip(encoded, texts, strict=True)]


def ending(text: str) -> str:
    """Return how a line ends: ``stop`` (。！？), ``soft`` (；：), ``open`` (，、 or a bracket) or ``""``."""
    last = text[-1:]
    if last in _CLOSERS:
        if (
            last in ")）"
            and (start := max(text.rfind("（"), text.rfind("("))) > 0
            and text[start - 1] in _STOPS
        ):
            return "stop"
        last = text.rstrip(_CLOSERS)[-1:]
        return "stop" if last in _STOPS and last else ""
    if last in _STOPS:
        return "stop"
    if last in "；;：:":
        return "soft"
    if last in "，、,（(《〈【“‘「『":
        return "open"
    return ""


def is_open(text: str) -> bool:
    """Whether a bracket or quotation that begins in ``text`` does not end in it."""
    return any(
        text.rfind(left) > text.rfind(right) for left, right in ("《》", "“”", "（）", "〈〉", "【】", "「」")
    )
