"""The reader: a file, or a string, becomes a `Document`."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from extract.collector import uncollected
from extract.columns import mark_upright
from extract.decoding import NotText, decode
from extract.document import Block, BlockKind, Document, Table
from extract.errors import ReadError
from extract.furniture import without_furniture
from extract.header import is_serial, looks_like_header
from extract.lines import ending, lines_of
from extract.outline import (
    INNER_STOP,
    is_contents,
    is_contents_head,
    is_form_line,
    is_short_heading,
    sign,
)
from extract.paragraphs import Piece, pieces_of
from extract.rows import mark_rows
from extract.tabulation import TableBuilder
from extract.titles import best_title, year_of
from extract.typography import cleanse, tidy

_TAB = "\t"
_MOST_TITLES = 8
_LONGEST_TITLE = 60
#: What names a document, or says whose it is, or when it was made.
_TITLE = re.compile(
    "报告|年报|简介|概况|总结|简报|公报|白皮书|^——|^[（(]?(?:19|20)\\d\\d|^二[〇○零]|(?:学院|大学|学校|中专|中心|教育局)$"
)
_LONGEST_CASE = 80
#: 单位：万元, between a caption and its table.
_UNIT_LINE = re.compile("[（(]?(?:计量)?单位[：:]")
#: Parts of a report that have no number.
_PART = re.compile("附[表录件]|前言|序言|引言|结语|结束语|后记|概述|摘要|学校(?:概况|简介)")
#: A sentence that leads to a table: 如下表所示, 见表2, 名单如下：
_LEADS = re.compile("[表如名：:](?:(?<=表)|(?<=如)下|(?<=名)单|(?<=[：:])\\Z)")


def read(path: str | Path, *, id: str | None = None) -> Document:
    """Read a text file.

    ``id`` is the file's name without its last extension if not given. UTF-8, GB18030 and UTF-16 are told
    apart by their bytes. Raises `extract.errors.ReadError` where there is no text to be had.
    """
    file = Path(path)
    try:
        if file.exists() and not (file.is_file() or file.is_dir()):
            raise ReadError(path, "unreadable", "不是普通文件 not a regular file")
        data = file.read_bytes()
    except FileNotFoundError:
        raise ReadError(path, "missing") from None
    except IsADirectoryError:
        raise ReadError(path, "directory") from None
    except PermissionError:
        raise ReadError(path, "directory" if file.is_dir() else "permission") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, "unreadable", str(error)) from error
    try:
        decoded = decode(data)
    except NotText as verdict:
        raise ReadError(path, verdict.fault, verdict.detail) from None
    notes = (
        (f"有{decoded.broken}处乱码已用“\ufffd”代替（{decoded.broken} broken characters were replaced）",)
        if decoded.broken
        else ()
    )
    document = _document(
        decoded.text,
        id=file.stem if id is None else id,
        source=str(path),
        digest=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        notes=notes,
    )
    if not document.text:
        raise ReadError(path, "empty")
    return document


def parse(text: str, *, id: str, source: str = "", digest: str = "", encoding: str = "utf-8") -> Document:
    """Read a string as if it were a file's content; an empty one gives an empty document."""
    return _document(text, id=id, source=source, digest=digest, encoding=encoding, notes=())


def document_ids(paths: Iterable[str | Path]) -> dict[Path, str]:
    """Return an identifier for each path: its stem, or ``parent--stem`` where several have that stem.

    Where the parents' names agree too, as many more parents are put in front as tell the files apart. The
    result does not depend on the order of ``paths``.

    >>> sorted(document_ids(["2021/report.txt", "2022/report.txt", "profile.txt"]).values())
    ['2021--report', '2022--report', 'profile']
    """
    files = {Path(path): Path(path).absolute() for path in paths}
    ids = {file: file.stem for file in files}
    deepest = max((len(whole.parts) for whole in files.values()), default=0)
    for depth in range(1, deepest):
        taken = Counter(ids.values())
        clashing = [file for file, name in ids.items() if taken[name] > 1]
        if not clashing:
            break
        for file in clashing:
            parents = [part for part in files[file].parts[:-1] if part != files[file].anchor][-depth:]
            ids[file] = "--".join([*parents, file.stem])
    taken = Counter(ids.values())
    return {
        file: f"{file.parent.name}--{file.name}" if taken[name] > 1 else name for file, name in ids.items()
    }


@uncollected
def _document(
    text: str, *, id: str, source: str, digest: str, encoding: str, notes: tuple[str, ...]
) -> Document:
    lines = mark_rows(without_furniture(mark_upright(lines_of(cleanse(text)))))
    setter = _Setter(pieces_of(lines))
    setter.set()
    body = "\n".join(setter.strings)
    tops = [body[block.start : block.end] for block in setter.blocks if block.kind == "title"]
    if not tops and setter.blocks and setter.blocks[0].kind == "caption":
        caption = body[: setter.blocks[0].end]
        start = sign(caption)
        tops = [caption[start.label if start is not None else 0 :].lstrip("：: ")]
    title = best_title(tops)
    return Document(
        id=id,
        text=body,
        blocks=tuple(setter.blocks),
        tables=tuple(setter.tables),
        title=title,
        year=year_of(title, tops, body),
        source=source,
        encoding=encoding,
        digest=digest,
        notes=notes,
    )


class _Setter:
    """Sets the pieces one below the other, says what each is, and gathers the tables' rows."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.strings: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.at = 0
        self.index = 0
        self.builder: TableBuilder | None = None
        self.caption: tuple[int, int] | None = None
        self.heading: tuple[int, int] | None = None
        self.lead: tuple[int, int] | None = None
        self.style = ""
        self.decimal = any(
            piece.first.sign is not None and piece.first.sign.style == "decimal" and piece.first.cells is None
            for piece in pieces[:400]
        )

    def set(self) -> None:
        titles = self._titles()
        for index, piece in enumerate(self.pieces):
            self.index = index
            if piece.first.cells is not None:
                self._row(piece)
                continue
            text = piece.text
            self._close_table(piece)
            kind, level, label = self._kind(index, text)
            if index < titles:
                kind, level = "title", 0
            clean = tidy(text, label)
            if kind == "contents" and _TAB in text:
                entry, _, page = text.rpartition(_TAB)
                clean = f"{tidy(' '.join(entry.split(_TAB)), label)} {page.strip()}"
            if clean:
                self._block(kind, clean, piece.first.number, level)
        self._close_table()

    def _block(self, kind: BlockKind, text: str, line: int, level: int = 0) -> None:
        start, end = self.at, self.at + len(text)
        self.strings.append(text)
        self.blocks.append(Block(kind, start, end, line, level))
        self.at = end + 1
        if kind == "heading":
            self.heading, self.caption, self.lead = (start, end), None, None
        elif kind in {"caption", "title"} or (kind != "row" and len(text) <= 60 and ending(text) == ""):
            if self.caption is None or not (_UNIT_LINE.match(text) or is_form_line(text)):
                self.caption = (start, end)
        elif kind != "row":
            self.caption = self.lead = None
            # Few paragraphs speak of a table at all.
            if _LEADS.search(text) and _LEADS.search(text, sentence := _last_sentence(text)):
                self.lead = (start + sentence, end)

    def _row(self, piece: Piece) -> None:
        cells = [tidy(cell) for cell in piece.first.cells or ()]
        if not any(cells):
            return
        if self.builder is not None:
            if self.builder.repeats_header(cells):
                return
            begins = (piece.first.gap > 0 or is_serial(cells[0])) and looks_like_header(cells)
            if begins or self.builder.differs_in_width(cells):
                self._close_table()
        text = "\t".join(cells)
        start, end = self.at, self.at + len(text)
        if self.builder is None:
            self.builder = TableBuilder()
            self._name_table()
        self.builder.add(cells, start, end)
        self.strings.append(text)
        self.blocks.append(Block("row", start, end, piece.first.number))
        self.at = end + 1

    def _name_table(self) -> None:
        """The short line right above a table names it, numbered or not."""
        last = self.blocks[-1] if self.blocks else None
        if last is not None and last.kind == "paragraph" and self.caption == (last.start, last.end):
            self.blocks[-1] = last._replace(kind="caption")

    def _close_table(self, after: Piece | None = None) -> None:
        """End the table, if there is one; a caption may stand below it instead of above."""
        if self.builder is None:
            return
        caption = self.caption
        if caption is None and after is not None and (label := self._label_below(after)):
            caption = (self.at, self.at + len(tidy(after.text, label)))
        self.tables.append(self.builder.table(caption, self.lead or self.heading))
        self.builder = None
        self.caption = None

    def _label_below(self, piece: Piece) -> int:
        """Return the length of the number of a caption that belongs to the table above it, or 0."""
        start = piece.first.sign
        if start is None or start.style != "label" or "表" not in piece.text[:3]:
            return 0
        after = self.pieces[self.index + 1 : self.index + 2]
        leads = ending(piece.text) == "stop" or any(following.first.cells is not None for following in after)
        return 0 if leads else start.label

    def _titles(self) -> int:
        """Return how many pieces at the top are title lines: the first, and those that go on naming."""
        count = 0
        for place, piece in enumerate(self.pieces[:_MOST_TITLES]):
            text = piece.text
            if not self._may_be_title(piece, first=place == 0):
                break
            if place == 0 or (piece.first.gap == 0 and place == count) or _TITLE.search(text):
                count = place + 1
        return count if len(self.pieces) > 1 else 0

    @staticmethod
    def _may_be_title(piece: Piece, first: bool) -> bool:
        text = piece.text
        end = ending(text)
        return not (
            piece.first.cells is not None
            or piece.kind == "contents"
            or len(piece.parts) > 1
            or len(text) > _LONGEST_TITLE
            or (piece.first.sign is not None and not text.startswith("——"))
            or end == "soft"
            or (end == "stop" and not (first and "。" not in text))
            or is_contents_head(text)
        )

    def _kind(self, index: int, text: str) -> tuple[BlockKind, int, int]:
        """Return the kind of a piece, its level and the length of its number."""
        piece = self.pieces[index]
        if piece.first.kind is not None:
            return piece.first.kind, 0, 0
        start = piece.first.sign
        if piece.kind == "contents" or is_contents(text):
            return "contents", 0, start.label if start is not None else 0
        if start is None:
            return self._unsigned(index, text)
        if start.kind == "caption":
            return ("paragraph", 0, 0) if ending(text) == "stop" else ("caption", 0, start.label)
        if start.kind != "heading":
            return start.kind, 0, 0
        short = is_short_heading(text, _LONGEST_CASE) if start.style == "case" else is_short_heading(text)
        if start.style == "bare" and not (short and len(text) <= 30 and ending(text) == ""):
            return "paragraph", 0, 0
        if start.style in {"arabic", "arabic-bracket"}:
            if not short or (ending(text) == "stop" and len(text) > 24) or self._in_list(index):
                return "item", 0, start.label
            top = self.decimal and self.style not in {"chinese", "bracket", "chapter"}
            return "heading", 4 if start.style == "arabic-bracket" else 1 if top else 3, start.label
        if short:
            self.style = start.style
            return "heading", start.level, start.label
        return "item", 0, start.label

    def _in_list(self, index: int) -> bool:
        """Whether the piece before or after is marked in the same way, so that this one heads nothing."""
        style = self.pieces[index].first.sign
        for other in (index + 1, index - 1):
            if 0 <= other < len(self.pieces):
                neighbour = self.pieces[other]
                near = neighbour.first.sign if neighbour.first.cells is None else None
                if near is not None and style is not None and near.style == style.style:
                    return True
        return index + 1 >= len(self.pieces) or ending(self.pieces[index].text) == "stop"

    @staticmethod
    def _is_remnant(piece: Piece) -> bool:
        """Whether a piece is a few words on their own, like the line under a picture."""
        first = piece.first
        return first.cells is None and first.sign is None and first.width <= 48 and ending(first.text) == ""

    def _unsigned(self, index: int, text: str) -> tuple[BlockKind, int, int]:
        piece = self.pieces[index]
        if is_contents_head(text) or _PART.fullmatch(text.replace(" ", "")):
            return "heading", 1, 0
        if piece.first.alone:
            return "heading", 1, 0
        if (
            len(text) > 24
            or len(text) < 3
            or ending(text) != ""
            or INNER_STOP.search(text)
            or is_form_line(text)
        ):
            return "paragraph", 0, 0
        if index and self._is_remnant(self.pieces[index - 1]):
            return "paragraph", 0, 0
        after = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        if (
            after is None
            or after.first.cells is not None
            or (after.first.sign is not None and not after.first.sign.firm)
        ):
            return "paragraph", 0, 0
        follows = after.text
        if ending(follows) == "stop" and len(follows) > 30 and any(char > "\u2e80" for char in text):
            return "heading", 2, 0
        return "paragraph", 0, 0


def _last_sentence(text: str) -> int:
    """Return the offset at which the last sentence of ``text`` starts."""
    low, last = max(len(text) - 199, 0), len(text) - 1
    return max(text.rfind(mark, low, last) for mark in "。！？；") + 1
