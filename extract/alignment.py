"""Where the text as read stands in the text as it was given.

Reading joins wrapped lines, drops running heads and page numbers and tidies spaces (`extract.reading`), so
offsets into `Document.text` are not offsets into the file. Character by character they can be told.
"""

from __future__ import annotations

from typing import Final

from extract.document import Document
from extract.typography import widen

#: How many characters of the text as read are looked for at once where the two part, longest first.
_NEEDLES: Final = (12, 6, 3, 1)


class Alignment:
    """The offsets in ``given`` of the characters of ``document.text``, which was read from it."""

    def __init__(self, given: str, document: Document) -> None:
        self._same = given == document.text
        self._offsets: list[int] = []
        if not self._same:
            self._offsets = _offsets(given, document)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the offsets in the given text of ``document.text[start:end]``, None where it is not there."""
        if self._same:
            return start, end
        known = [at for at in self._offsets[start:end] if at >= 0]
        return (known[0], known[-1] + 1) if known else None


def _offsets(given: str, document: Document) -> list[int]:
    """Return for each character of ``document.text`` its offset in ``given``, -1 for spaces and what is new."""
    text, given = document.text, "\n".join(map(widen, given.split("\n")))
    offsets = [-1] * len(text)
    lines = [0]
    at = given.find("\n")
    while at >= 0:
        lines.append(at + 1)
        at = given.find("\n", at + 1)
    position = 0
    for index, block in enumerate(document.blocks):
        position = max(position, lines[min(block.line, len(lines)) - 1])
        following = document.blocks[index + 1 :][:1]
        limit = len(given)
        if following and following[0].line > block.line:
            limit = lines[min(following[0].line, len(lines)) - 1]
        position = _match(given, position, limit, text, block.start, block.end, offsets)
    return offsets


def _match(given: str, position: int, limit: int, text: str, start: int, end: int, offsets: list[int]) -> int:
    """Fill in the offsets of one block, ``text[start:end]``, found in ``given[position:limit]``."""
    for at in range(start, end):
        char = text[at]
        if char.isspace():
            continue
        while position < limit and given[position].isspace():
            position += 1
        if position < limit and given[position] == char:
            offsets[at] = position
            position += 1
            continue
        for length in _NEEDLES:
            words = text[at : min(at + length, end)].split(maxsplit=1)
            found = given.find(words[0], position, limit)
            if found >= 0:
                offsets[at] = found
                position = found + 1
                break
    return position
