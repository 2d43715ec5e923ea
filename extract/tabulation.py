"""From rows of cells to tables: header, merged cells, groups of columns side by side."""

from __future__ import annotations

import re
from typing import Final

from extract.document import Cell, Table
from extract.header import header_rows, is_number, is_serial, is_total, looks_like_header

#: Columns in which an empty cell says nothing.
_NEVER_MERGED: Final = re.compile(
    "备注|说明|附注|注释|电话|邮箱|网址|联系|人数|金额|万元|（元）|到账|到款|经费|数量|数$|额$|率|比例|占比|面积|得分|分值|在校生|招生"
    "|毕业生|一等奖|二等奖|三等奖|优胜|优秀奖|金奖|银奖|铜奖|项数|项目参与人|学生|选手|姓名"
)
_MERGED_NUMBER: Final = re.compile("年份|年度|学年|年级|时间|代码|届|批次|级别")
_MOST_EMPTY: Final = 0.7
_MOST_GROUPS: Final = 4


class TableBuilder:
    """Collects the rows of one table, with their offsets, and makes the `Table`.

    Cells are kept as pairs of offsets into the document's text; ``add`` takes a row's cells as strings and
    the offset at which the row stands there, its cells one character apart.
    """

    def __init__(self) -> None:
        self.words: list[list[str]] = []
        self.offsets: list[int] = []
        self.start = -1
        self.end = -1

    def add(self, cells: list[str], start: int, end: int) -> None:
        """Add a row."""
        if self.start < 0:
            self.start = start
        self.words.append(cells)
        self.offsets.append(start)
        self.end = end

    def repeats_header(self, cells: list[str]) -> bool:
        """Whether a row is the table's first one again, as at the top of a page."""
        return bool(self.words) and cells == self.words[0] and looks_like_header(cells)

    def differs_in_width(self, cells: list[str]) -> bool:
        """Whether a row is so much wider or narrower that it cannot belong to the table."""
        width = len(self.words[0]) if self.words else len(cells)
        return len(cells) > 4 * width + 16 or width > 4 * len(cells) + 16

    def table(self, caption: tuple[int, int] | None, section: tuple[int, int] | None) -> Table:
        """Return the table."""
        width = max(map(len, self.words))
        while width > 1 and all(len(row) < width or not row[width - 1] for row in self.words):
            width -= 1
        words = [row[:width] + [""] * (width - len(row)) for row in self.words]
        cells = [self._cells(row, start, width) for row, start in zip(self.words, self.offsets, strict=True)]
        header = header_rows(words)
        words, cells = _stacked(words, cells, header)
        rows = _merged(words, cells, header)
        return Table(self.start, self.end, rows, header, caption, section)

    @staticmethod
    def _cells(row: list[str], start: int, width: int) -> list[Cell]:
        cells: list[Cell] = []
        for words in row[:width]:
            end = start + len(words)
            cells.append(Cell(start, end))
            start = end + 1
        stop = start - 1
        return cells + [Cell(stop, stop)] * (width - len(cells))


_Cells = list[list[Cell]]


def _stacked(words: list[list[str]], cells: _Cells, header: int) -> tuple[list[list[str]], _Cells]:
    """Put groups of columns that stand side by side below each other."""
    width = len(words[0])
    if not header:
        return words, cells
    head = [cell.replace(" ", "") for cell in words[0]]
    for groups in range(_MOST_GROUPS, 1, -1):
        size = width // groups
        if width % groups or size < 2:
            continue
        if all(head[size * part : size * (part + 1)] == head[:size] for part in range(1, groups)) and all(
            head[:size]
        ):
            break
    else:
        return words, cells
    new_words = [row[:size] for row in words[:header]]
    new_cells = [row[:size] for row in cells[:header]]
    for part in range(groups):
        left, right = part * size, (part + 1) * size
        for row, places in zip(words[header:], cells[header:], strict=True):
            if any(row[left:right]):
                new_words.append(row[left:right])
                new_cells.append(places[left:right])
    return new_words, new_cells


def _merged(words: list[list[str]], cells: _Cells, header: int) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with the empty cells of merged columns carrying what stands above."""
    columns = _merged_columns(words[header:], words[0] if header else None)
    above: list[Cell | None] = [None] * len(words[0])
    finished: list[tuple[Cell, ...]] = []
    for index, (filled, row) in enumerate(zip(words, cells, strict=True)):
        if index < header:
            finished.append(_header_row(filled, row, index, finished))
            continue
        if _stands_alone(filled):
            finished.append(tuple(row))
            continue
        if all(filled):
            above = [*row]
            finished.append(tuple(row))
            continue
        carrying = row.copy()
        for column, cell in enumerate(row):
            if filled[column]:
                above[column] = cell
            elif columns[column] and (place := above[column]) is not None:
                carrying[column] = Cell(place.start, place.end, carried=True)
        finished.append(tuple(carrying))
    return tuple(finished)


def _stands_alone(row: list[str]) -> bool:
    """Whether a row is a total, or a few words across the table: its empty cells are not merged ones."""
    first = row[0] or next(filter(None, row), "")
    return is_total(first) or (len(row) > 2 and bool(row[0]) and not any(row[1:]))


def _header_row(
    filled: list[str], row: list[Cell], index: int, finished: list[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, cell in enumerate(row):
        if filled[column]:
            cells.append(cell)
        elif index and finished[0][column].end > finished[0][column].start:
            cells.append(finished[0][column]._replace(carried=True))
        elif not index and cells and cells[-1].end > cells[-1].start:
            cells.append(cells[-1]._replace(carried=True))
        else:
            cells.append(cell)
    return tuple(cells)


def _merged_columns(rows: list[list[str]], head: list[str] | None) -> list[bool]:
    """Return for each column whether an empty cell in it means the same as above.

    Columns of text do, from the left as long as all columns before do or are serial numbers; further right
    those that are mostly filled. Amounts, counts, names of persons and remarks do not.
    """
    if not rows:
        return [False] * len(head or [])
    width = len(rows[0])
    rows = [row for row in rows if not _stands_alone(row)]
    merged: list[bool] = []
    leading = True
    for column in range(width):
        name = head[column].replace(" ", "") if head else ""
        values = [row[column] for row in rows]
        filled = [value for value in values if value]
        if len(filled) == len(values) or not filled:
            merged.append(False)
            if not (is_serial(name) or (filled and all(value.isdigit() for value in filled[:50]))):
                leading = False
            continue
        numeric = sum(1 for value in filled if is_number(value)) > 0.5 * len(filled)
        if is_serial(name):
            merged.append(False)
            continue
        allowed = not _NEVER_MERGED.search(name) and (not numeric or _MERGED_NUMBER.search(name) is not None)
        sparse = 1 - len(filled) / len(values) > _MOST_EMPTY
        merged.append(allowed and (leading or not sparse) and bool(values[0] or leading))
        leading = leading and merged[-1]
    return merged
