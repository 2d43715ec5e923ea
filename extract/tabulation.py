"""From rows of cells to tables: header, merged cells, groups of columns side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extract.document import Cell, Table
from extract.rows import is_total

_NUMERIC: Final = re.compile(
    r"[-+≥≤<>约]?\d[\d,.\s]*(?:[-—–~～:：/]\s?\d[\d,.]*)*\s?(?:%|％|‰|[\u4e00-\u9fff]{0,2})(?:[（(].{0,8}[）)])?"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d\s?(?:学年|年度|年|级|届)?")

#: Words that columns are called by: whole names, and what names end in.
_COLUMN_NAME: Final = re.compile(
    r"(?:序号|编号|名称|姓名|专业|单位|企业|公司|学校|学院|院校|院系|系部|部门|等级|级别|奖项|名次|人数|数量|金额|经费|年份|年度"
    r"|学年|学期|时间|日期|项目|赛项|竞赛|大赛|比赛|类别|类型|性质|备注|说明|地点|地区|区域|指标|班级|班|合计|总计|专业群|课程|教材|教师"
    r"|学生|成员|内容|形式|方式|成果|来源|比例|占比|规模|作品|团队|基地|集团|岗位|证书|代码|年级|学制|层次|级|奖|省份|城市|国家"
    r"|.{0,10}(?:名称?|序号|编号|代码|类别|类型|等级|级别|情况|人数|数量?|总数|次数|项数|金额|额|经费|时间|日期|年份|年度|单位|负责人|主持人"
    r"|参与人|发明人|指导教师|教师|学生|选手|团队|作品|项目|内容|方式|形式|来源|地点|地区|备注|说明|比例|占比|率|规模|面积|职务|职称"
    r"|专业|专业群|企业|学校|院校|学院|部门|机构|单元|主编|姓名|班|基地|课程|规格|版本|年限|学制|学时|学分|一等奖|二等奖|三等奖|优胜奖"
    r"|优秀奖|金奖|银奖|铜奖|特等奖|方|者|人))(?:\s?[（(][^（）()]{1,16}[）)])?"
)
_SERIAL: Final = re.compile("(?:序号|编号|序|No\\.?|号)\\Z", re.IGNORECASE)
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

    def table(self, caption: tuple[int, int] | None, section: tuple[int, int] | None) -> Table:
        """Return the table."""
        width = max(map(len, self.words))
        while width > 1 and all(len(row) < width or not row[width - 1] for row in self.words):
            width -= 1
        words = [row[:width] + [""] * (width - len(row)) for row in self.words]
        spans = [self._spans(row, start, width) for row, start in zip(self.words, self.offsets, strict=True)]
        header = header_rows(words)
        words, spans = _stacked(words, spans, header)
        rows = _merged(words, spans, header)
        return Table(self.start, self.end, rows, header, caption, section)

    @staticmethod
    def _spans(row: list[str], start: int, width: int) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for cell in row[:width]:
            end = start + len(cell)
            spans.append((start, end))
            start = end + 1
        stop = start - 1
        return spans + [(stop, stop)] * (width - len(spans))


def looks_like_header(cells: Sequence[str]) -> bool:
    """Whether a row's cells are names of columns, by their words alone."""
    filled = [cell.replace(" ", "") for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 24 or cell[-1] in "。；" for cell in filled):
        return False
    if _NUMERIC.fullmatch(filled[0]) and not _YEAR.fullmatch(filled[0]):
        return False
    named = sum(1 for cell in filled if _COLUMN_NAME.fullmatch(cell))
    return _SERIAL.match(filled[0]) is not None or named * 2 > len(filled)


def header_rows(words: list[list[str]]) -> int:
    """Return how many rows at the top are the header: 0, 1 or 2."""
    if len(words) < 2:
        return int(looks_like_header(words[0]) and not any(_is_number(cell) for cell in words[0]))
    first, second = words[0], words[1]
    if not (looks_like_header(first) or _differs(words)):
        return 0
    stacked = (
        len(words) > 2
        and not second[0]
        and any(not cell for cell in first[1:])
        and all(not cell or not _is_number(cell) for cell in second)
        and all(upper or lower for upper, lower in zip(first, second, strict=True))
        and sum(1 for cell in second if cell) < len(second)
        and looks_like_header([cell for cell in second if cell] + ["名称"])
    )
    return 2 if stacked else 1


def _is_number(cell: str) -> bool:
    return bool(cell) and (_NUMERIC.fullmatch(cell) is not None)


def _differs(words: list[list[str]]) -> bool:
    """Whether the first row has words where the rows below have numbers, and no number itself."""
    first = words[0]
    if any(_is_number(cell) and not _YEAR.fullmatch(cell) for cell in first) or not first[0]:
        return False
    below = words[1 : 1 + 20]
    for column, cell in enumerate(first):
        filled = [row[column] for row in below if row[column]]
        if cell and len(filled) * 2 >= len(below) and filled and all(map(_is_number, filled)):
            return True
    return False


_Spans = list[list[tuple[int, int]]]


def _stacked(words: list[list[str]], spans: _Spans, header: int) -> tuple[list[list[str]], _Spans]:
    """Put groups of columns that stand side by side below each other."""
    width = len(words[0])
    if not header:
        return words, spans
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
        return words, spans
    new_words = [row[:size] for row in words[:header]]
    new_spans = [row[:size] for row in spans[:header]]
    for part in range(groups):
        left, right = part * size, (part + 1) * size
        for row, places in zip(words[header:], spans[header:], strict=True):
            if any(row[left:right]):
                new_words.append(row[left:right])
                new_spans.append(places[left:right])
    return new_words, new_spans


def _merged(words: list[list[str]], spans: _Spans, header: int) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows as cells, the empty ones of merged columns carrying what stands above."""
    columns = _merged_columns(words[header:], words[0] if header else None)
    leader = next((column for column in range(len(words[0])) if columns[column]), None)
    above: list[tuple[int, int] | None] = [None] * len(words[0])
    finished: list[tuple[Cell, ...]] = []
    for index, filled in enumerate(words):
        if index < header:
            finished.append(_header_row(filled, spans, index, finished))
            continue
        if is_total(filled[0]) or is_total(next((cell for cell in filled if cell), "")):
            finished.append(tuple(Cell(start, end) for start, end in spans[index]))
            continue
        if leader is not None and filled[leader]:
            above[leader + 1 :] = [
                place if column == leader else (place if not _depends(columns, column, leader) else None)
                for column, place in enumerate(above[leader + 1 :], leader + 1)
            ]
        cells: list[Cell] = []
        for column, (start, end) in enumerate(spans[index]):
            if filled[column]:
                above[column] = (start, end)
                cells.append(Cell(start, end))
            elif columns[column] and (place := above[column]) is not None:
                cells.append(Cell(*place, carried=True))
            else:
                cells.append(Cell(start, end))
        finished.append(tuple(cells))
    return tuple(finished)


def _depends(columns: list[bool], column: int, leader: int) -> bool:
    """Whether a merged column starts anew where the leading one does."""
    return column > leader and columns[column]


def _header_row(
    filled: list[str], spans: _Spans, index: int, finished: list[tuple[Cell, ...]]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, (start, end) in enumerate(spans[index]):
        if filled[column]:
            cells.append(Cell(start, end))
        elif index and finished[0][column].end > finished[0][column].start:
            above = finished[0][column]
            cells.append(Cell(above.start, above.end, carried=True))
        elif not index and cells and cells[-1].end > cells[-1].start:
            cells.append(Cell(cells[-1].start, cells[-1].end, carried=True))
        else:
            cells.append(Cell(start, end))
    return tuple(cells)


def _merged_columns(rows: list[list[str]], head: list[str] | None) -> list[bool]:
    """Return for each column whether an empty cell in it means the same as above.

    Columns of text do, from the left as long as all columns before do or are serial numbers; further right
    those that are mostly filled. Amounts, counts, names of persons and remarks do not.
    """
    if not rows:
        return [False] * len(head or [])
    width = len(rows[0])
    rows = [row for row in rows if not is_total(next((cell for cell in row if cell), ""))]
    merged: list[bool] = []
    leading = True
    for column in range(width):
        name = head[column].replace(" ", "") if head else ""
        values = [row[column] for row in rows]
        filled = [value for value in values if value]
        if len(filled) == len(values) or not filled:
            merged.append(False)
            if not (_SERIAL.match(name) or (filled and all(value.isdigit() for value in filled[:50]))):
                leading = False
            continue
        numeric = sum(1 for value in filled if _is_number(value)) > 0.5 * len(filled)
        if _SERIAL.match(name):
            merged.append(False)
            continue
        allowed = not _NEVER_MERGED.search(name) and (not numeric or _MERGED_NUMBER.search(name) is not None)
        sparse = 1 - len(filled) / len(values) > _MOST_EMPTY
        merged.append(allowed and (leading or not sparse) and bool(values[0] or leading))
        leading = leading and merged[-1]
    return merged
