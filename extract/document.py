"""A document: its text as read, and the structure found in it.

Everything downstream speaks in offsets into ``Document.text``. That text is what a careful typist would
have typed: line ends normalised, hard-wrapped lines joined, running headers and page numbers gone, table
rows one a line with cells separated by tabs, blocks separated by a newline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

BlockKind = Literal["title", "heading", "paragraph", "item", "caption", "contents", "row"]


class Block(NamedTuple):
    """A stretch of the text: ``text[start:end]``, without its closing newline.

    ``level`` is a heading's depth (1 = chapter), 0 for everything else. ``line`` is the 1-based line of the
    source file on which it begins. ``contents`` marks a line of a table of contents; ``row`` a table's row.
    """

    kind: BlockKind
    start: int
    end: int
    line: int
    level: int = 0


class Cell(NamedTuple):
    """A cell's text, ``text[start:end]``.

    A cell that is empty because it is merged with the one above (or beside) carries that one's offsets and
    has ``carried`` set; an empty cell with nothing to carry has ``start == end``.
    """

    start: int
    end: int
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of equally many cells; the first ``header`` rows are its header (may be 0).

    ``caption`` is the offset pair of the line that names the table (``表 3 …一览表``), if there is one;
    ``section`` that of the nearest heading or the sentence that leads to the table.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    header: int
    caption: tuple[int, int] | None = None
    section: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    ``blocks`` are in text order and do not overlap; ``tables`` likewise. ``year`` is the year the report is
    about or was published in, ``title`` the line that names it. ``source`` is the path as the user gave it,
    ``digest`` the SHA-256 of the file's bytes, ``notes`` what a user should know about how it was read.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str = ""
    year: int | None = None
    source: str = ""
    encoding: str = "utf-8"
    digest: str = ""
    notes: tuple[str, ...] = ()

    def slice(self, part: Block | Cell | tuple[int, int]) -> str:
        """Return the text of a block, a cell or a pair of offsets."""
        start, end = part if len(part) == 2 else (part.start, part.end)
        return self.text[start:end]
