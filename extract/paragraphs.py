"""Hard-wrapped lines become paragraphs again.

A file is read with a measure (the width its lines are broken at) if it has one. Whether a line goes on in the
next is decided by how it ends, how full it is, and how the next one starts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from extract.document import BlockKind
from extract.lines import Line, ending, is_open
from extract.outline import (
    CLOSING,
    INNER_STOP,
    Sign,
    has_page_tail,
    is_contents,
    is_contents_head,
    is_form_line,
    is_short_heading,
)
from extract.typography import join

_FULL: Final = 0.8
_NARROWEST: Final = 24
_WIDEST: Final = 160
_SHORTEST_PROSE: Final = 20


@dataclass(slots=True)
class Piece:
    """Lines that make one block. ``text`` is joined but not tidied."""

    first: Line
    last: Line
    parts: list[str] = field(default_factory=list)
    kind: BlockKind | None = None

    @property
    def text(self) -> str:
        """The joined text."""
        text = self.parts[0]
        if len(self.parts) == 1:
            return text
        if any(part[0].isascii() and part[0].isalpha() for part in self.parts[1:]):
            for part in self.parts[1:]:
                text = join(text, part)
            return text
        return "".join(self.parts)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a file is set: ``measure`` in half characters (0: lines are whole paragraphs), and its habits."""

    measure: int = 0
    spaced: bool = False
    indents: bool = False
    trailing: bool = False


def setting_of(lines: list[Line]) -> Setting:
    """Return how ``lines`` are set."""
    prose = [line for line in lines if line.cells is None and line.width >= _NARROWEST and not line.alone]
    blanks = sum(1 for line in lines if line.gap == 1)
    spaced = len(lines) > 3 and blanks >= 0.6 * len(lines)
    indented = sum(1 for line in prose if line.indent)
    indents = indented >= 2 and indented <= 0.9 * len(prose)
    broken = [
        line
        for line in prose
        if line.width <= _WIDEST and ending(line.text) in {"", "open"} and not is_contents(line.text)
    ]
    if len(broken) < 4 or len(broken) < 0.35 * len(prose):
        return Setting(0, spaced, indents)
    widths = Counter(line.width // 2 for line in broken)
    centre = max(widths, key=lambda width: sum(widths[width + step] for step in (-2, -1, 0, 1, 2)))
    near = [line for line in broken if 0.82 * centre <= line.width // 2 <= 1.25 * centre]
    stops = sum(1 for line in near if INNER_STOP.search(line.text))
    if len(near) < max(4, 0.4 * len(broken)) or stops < 0.4 * len(near):
        return Setting(0, spaced, indents)
    short = [line for line in prose if ending(line.text) == "stop" and line.width < 1.8 * centre]
    trailing = (
        len(short) >= 5
        and sum(line.trailing for line in short) >= 0.8 * len(short)
        and sum(line.trailing for line in near) <= 0.2 * len(near)
    )
    return Setting(2 * centre, spaced, indents, trailing)


def pieces_of(lines: list[Line]) -> list[Piece]:
    """Return ``lines`` joined to pieces, one a block."""
    weaver = _Weaver(setting_of(lines))
    return weaver.weave(lines)


class _Weaver:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.number: tuple[int, ...] = ()
        self.contents = False

    def weave(self, lines: list[Line]) -> list[Piece]:
        pieces: list[Piece] = []
        piece: Piece | None = None
        for line in lines:
            if piece is not None and self._goes_on(piece, line):
                piece.parts.append(line.text)
                piece.last = line
            else:
                piece = Piece(line, line, [line.text])
                pieces.append(piece)
            if line.cells is None:
                self._note(piece, line)
        return pieces

    def _note(self, piece: Piece, line: Line) -> None:
        """Keep track of heading numbers and of being inside a table of contents."""
        if is_contents(line.text) or (self.contents and has_page_tail(line.text)):
            self.contents = True
            piece.kind = "contents"
        elif is_contents_head(line.text):
            self.contents = True
        elif self.contents and ending(line.text) == "stop":
            self.contents = False
        if not self.contents and line is piece.first and line.sign is not None and line.sign.number:
            self.number = line.sign.number

    def _follows(self, number: tuple[int, ...]) -> bool:
        """Whether ``number`` can come after the last heading number."""
        last = self.number
        if not last:
            return number in {(1,), (1, 1)}
        if len(number) > len(last):
            return number == (*last, 1)
        return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1

    def _goes_on(self, piece: Piece, line: Line) -> bool:
        last = piece.last
        if (
            line.cells is not None
            or last.cells is not None
            or line.alone
            or last.alone
            or line.kind
            or last.kind
        ):
            return False
        if self.contents:
            return (
                piece.kind != "contents"
                and line.sign is None
                and is_contents(line.text)
                and last.sign is not None
            )
        start = line.sign
        if start is not None and start.firm:
            return False
        setting = self.setting
        if line.indent and setting.indents:
            return False
        if line.text[0] in CLOSING:
            return True
        if is_form_line(line.text) and is_form_line(piece.first.text):
            return False
        end = ending(last.text)
        head = piece.first.sign
        measure = setting.measure
        close = line.gap <= (1 if setting.spaced else 0)
        if head is not None and len(piece.parts) == 1 and self._heads(head, last):
            return self._heading_goes_on(head, last, line, close)
        if end == "open":
            return True
        if end == "stop":
            return self._sentence_end_goes_on(last, line, close)
        if end == "soft":
            return bool(measure) and close and start is None and last.width >= 0.92 * measure
        if start is not None and start.number and self._follows(start.number) and is_short_heading(line.text):
            return False
        return self._broken_goes_on(piece, last, line, close)

    @staticmethod
    def _heads(head: Sign, line: Line) -> bool:
        """Whether a line with a sign is a caption or may be a heading."""
        return head.kind == "caption" or (head.kind == "heading" and is_short_heading(line.text))

    def _heading_goes_on(self, head: Sign, last: Line, line: Line, close: bool) -> bool:
        """A numbered line that fills the measure goes on: as a heading in two lines, or as an item."""
        measure = self.setting.measure
        if not measure or not close or line.sign is not None or ending(last.text) not in {"", "open"}:
            return False
        if last.width < measure - 2 or line.indent:
            return False
        short = line.width < _FULL * measure and ending(line.text) == ""
        return short or self.setting.indents or (head.number != () and head.style == "arabic")

    def _sentence_end_goes_on(self, last: Line, line: Line, close: bool) -> bool:
        """A sentence may end where a line does; the paragraph need not."""
        setting = self.setting
        if not setting.measure or line.sign is not None:
            return False
        if line.width < _FULL * setting.measure and ending(line.text) == "":
            return False
        if setting.indents:
            return (line.page or close) and _FULL * setting.measure <= last.width <= 1.3 * setting.measure
        if setting.trailing:
            return close and not last.trailing
        return close and setting.measure - 3 <= last.width <= 1.1 * setting.measure

    def _broken_goes_on(self, piece: Piece, last: Line, line: Line, close: bool) -> bool:
        """Whether a line that ends in the middle of a sentence goes on in ``line``."""
        measure = self.setting.measure
        known = len(piece.parts) > 1
        speaks = known or INNER_STOP.search(last.text) is not None or is_open(last.text)
        if line.page and (known or (speaks and last.width >= _NARROWEST)):
            return True
        if measure:
            listening = speaks or INNER_STOP.search(line.text) is not None or ending(line.text) == "stop"
            full = 0.9 if piece.first.sign is not None and not known else _FULL
            if last.width >= full * measure:
                begun = last.indent and self.setting.indents
                return listening or (close and (begun or line.width >= 0.9 * measure))
            fuller = 0.0 if self.setting.indents else 0.6
            if known and close and last.width >= fuller * measure and not is_form_line(line.text):
                return True
        if not speaks or is_form_line(last.text) or is_form_line(line.text):
            return False
        if abs(last.width - line.width) <= 3 and last.width >= 2 * _SHORTEST_PROSE and close:
            return True
        if measure and not close:
            return False
        tells = ending(line.text) == "stop" or INNER_STOP.search(line.text) is not None
        return tells and len(last.text) >= _SHORTEST_PROSE
