"""Which lines are rows of a table, and what their cells are.

Cells are told apart by tabs, by bars, by runs of spaces, or (under a caption that announces a table) by
single spaces. Only the raw strings of cells are found here; `extract.tabulation` makes tables of them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from extract.lines import Line, ending
from extract.outline import is_contents
from extract.typography import tidy

_BARS: Final = re.compile("[|│┃║｜]")
_RULE: Final = re.compile(r"[\s|│┃║｜+:\-—─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]+")
_RULED_CELL: Final = re.compile(r":?-{3,}:?")
_WIDE_GAP: Final = re.compile("[ \u3000]{2,}")
_LIST_MARK: Final = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[）)]|\W)\Z"
)
_NUMBER: Final = re.compile(
    r"[-+]?\d[\d,.]*(?:[:：/]\d[\d.]*)?\s?(?:%|％|‰)?[\u4e00-\u9fff]{0,3}|[-—/]{1,2}|——"
)
_UNIT_GAP: Final = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff]{1,2}(?: |\Z))")
_TOTAL: Final = re.compile("(?:全[市省县区校])?(?:合计|总计|小计|共计|总数)")

_LONGEST_HEADER: Final = 16
_LONGEST_CELL: Final = 60


def mark_rows(lines: list[Line]) -> list[Line]:
    """Set ``cells`` on the lines that are rows and return the lines; rules between rows are left out."""
    lines = _barred(lines)
    lines = _tabbed(lines)
    lines = _spaced(lines)
    return _captioned(lines)


def is_total(cell: str) -> bool:
    """Whether a row that starts with ``cell`` sums up the others."""
    return _TOTAL.match(cell.replace(" ", "")) is not None


def _tabbed(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    count = len(lines)
    tabbed = ["\t" in line.raw and line.cells is None and not is_contents(line.text) for line in lines]
    for index, line in enumerate(lines):
        if not tabbed[index]:
            kept.append(line)
            continue
        cells = line.raw.split("\t")
        filled = [cell for cell in cells if cell.strip()]
        if all(_RULED_CELL.fullmatch(cell.strip()) for cell in filled):
            continue
        beside = (index > 0 and tabbed[index - 1]) or (index + 1 < count and tabbed[index + 1])
        if len(filled) == 2 and len(cells) == 2 and _LIST_MARK.search(cells[0].strip()):
            line.text = line.raw.replace("\t", " ")
        elif beside or len(filled) > 2:
            line.cells = cells
        else:
            line.text = " ".join(cell.strip() for cell in filled)
        line.raw = line.text if line.cells is None else line.raw
        line.signed = False
        kept.append(line)
    return kept


def _barred(lines: list[Line]) -> list[Line]:
    """Read rows of cells between bars, as Markdown and box drawings have them."""
    if not any("|" in line.raw or "│" in line.raw or "┃" in line.raw or "｜" in line.raw for line in lines):
        return lines
    barred = [len(_BARS.findall(line.text)) >= 2 and "\t" not in line.raw for line in lines]
    kept: list[Line] = []
    for index, line in enumerate(lines):
        near = (index > 0 and barred[index - 1]) or (index + 1 < len(lines) and barred[index + 1])
        if near and _RULE.fullmatch(line.text) and len(line.text) > 2:
            continue
        if barred[index] and near:
            text = line.text
            if _BARS.match(text):
                text = text[1:]
            if text and _BARS.match(text[-1]):
                text = text[:-1]
            line.cells = _BARS.split(text)
        kept.append(line)
    return kept


def _spaced(lines: list[Line]) -> list[Line]:
    """Read rows whose cells stand in columns, two or more spaces apart."""
    index = 0
    while index < len(lines):
        stop = index
        fields: list[list[str]] = []
        while stop < len(lines) and (found := _wide_fields(lines[stop])):
            fields.append(found)
            stop += 1
        if len(fields) >= 2:
            columns = Counter(map(len, fields)).most_common(1)[0][0]
            full = sum(len(found) == columns for found in fields)
            if columns >= 2 and full >= 0.6 * len(fields) and (columns > 2 or len(fields) > 2):
                starts = next(
                    _starts(lines[index + row].raw)
                    for row, found in enumerate(fields)
                    if len(found) == columns
                )
                for line, found in zip(lines[index:stop], fields, strict=True):
                    line.cells = found if len(found) == columns else _aligned(line.raw, found, starts)
        index = max(stop, index + 1)
    return lines


def _wide_fields(line: Line) -> list[str]:
    if line.cells is not None or line.alone or ("  " not in line.text and "\u3000\u3000" not in line.text):
        return []
    if len(line.text) > 600 or ending(line.text) == "stop" or "\t" in line.raw:
        return []
    fields = _WIDE_GAP.split(line.text)
    return fields if all(len(field) <= _LONGEST_CELL and "。" not in field for field in fields) else []


def _starts(raw: str) -> list[int]:
    """Return the columns, in half characters, at which the fields of ``raw`` start."""
    starts, at = [0], 0
    for match in _WIDE_GAP.finditer(raw.strip()):
        at = len(raw.strip()[: match.end()].encode("gbk", "replace"))
        starts.append(at)
    return starts


def _aligned(raw: str, fields: list[str], starts: list[int]) -> list[str]:
    """Put the fields of a row with gaps into the columns that they stand under."""
    cells = [""] * max(len(starts), len(fields))
    column = 0
    for field, at in zip(fields, _starts(raw), strict=False):
        left = len(fields) - fields.index(field)
        while (
            column + left < len(cells)
            and column + 1 < len(starts)
            and abs(starts[column + 1] - at) < abs(starts[column] - at)
        ):
            column += 1
        if column >= len(cells):
            break
        cells[column] = field
        column += 1
    return cells


def _captioned(lines: list[Line]) -> list[Line]:
    """Read the rows under a table's caption whose cells are only one space apart."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        kept.append(line)
        index += 1
        if (
            line.cells is None
            and line.sign is not None
            and line.sign.style == "label"
            and "表" in line.text[:3]
        ):
            rows, index = _rows_below(lines, index)
            kept.extend(rows)
    return kept


def _fields(line: Line) -> list[str]:
    return _UNIT_GAP.sub("", line.text).split(" ") if line.cells is None else []


def _is_data(fields: list[str]) -> bool:
    if len(fields) < 2:
        return False
    numeric = [_NUMBER.fullmatch(field) is not None for field in fields]
    return (numeric[0] and sum(numeric) > 1) or sum(numeric) * 2 >= len(fields)


def _rows_below(lines: list[Line], start: int) -> tuple[list[Line], int]:
    """Return the header and rows that begin at ``start``, and the index after them."""
    stop = start
    while stop < len(lines) and stop - start < _LONGEST_HEADER:
        line = lines[stop]
        if line.cells is not None or len(line.text) > 2 * _LONGEST_CELL or ending(line.text) == "stop":
            return [], start
        if _is_data(_fields(line)):
            break
        if line.sign is not None and line.sign.firm:
            return [], start
        stop += 1
    else:
        return [], start
    header = lines[start:stop]
    columns = len(_fields(lines[stop]))
    titles = {line.text for line in header}
    rows: list[tuple[Line, list[str]]] = []
    end = index = stop
    while index < len(lines):
        fields = _fields(lines[index])
        if len(fields) == columns and (_is_data(fields) or is_total(fields[0])):
            rows.append((lines[index], fields))
            end = index + 1
        elif len(fields) == columns - 1 and rows and is_total(fields[0]) and _is_data(fields):
            rows.append((lines[index], [fields[0], "", *fields[1:]]))
            end = index + 1
        elif not (rows and lines[index].text in titles):
            break
        index += 1
    heads = _header_cells([tidy(line.text).split(" ") for line in header], columns)
    if len(rows) < 2 and not (heads and columns > 2):
        return [], start
    found: list[Line] = []
    if heads:
        used = {cell for cell in heads if cell}
        for line in header:
            if not any(field in cell for field in tidy(line.text).split(" ") for cell in used):
                line.kind = "row"
                found.append(line)
        top = header[0] if header[0].kind is None else header[-1]
        top.cells = heads
        found.append(top)
    else:
        for line in header:
            line.kind = "row"
        found.extend(header)
    for line, fields in rows:
        line.cells = fields
        found.append(line)
    return found, end


def _header_cells(header: list[list[str]], columns: int) -> list[str]:
    """Return the header's cells out of its lines, or an empty list where they cannot be told.

    Tried in turn: one line with the right number; all parts of all lines; the same without a line that spans
    several columns; lines of one part each taken together in equal groups.
    """
    for fields in header:
        if len(fields) == columns:
            return fields
    parts: list[list[str]] = []
    for fields in header:
        if parts and len(parts[-1]) == 1 and len(fields) == 1 and fields[0][:1] in "（(":
            parts[-1] = [parts[-1][0] + fields[0]]
        else:
            parts.append(fields)
    if sum(map(len, parts)) == columns:
        return [field for fields in parts for field in fields]
    for index in range(len(parts) - 2, 0, -1):
        rest = parts[:index] + parts[index + 1 :]
        if len(parts[index]) == 1 and len(parts[index + 1]) > 1 and sum(map(len, rest)) == columns:
            return [field for fields in rest for field in fields]
    single = [fields for fields in parts if len(fields) == 1]
    wide = sum(len(fields) for fields in parts if len(fields) > 1)
    missing = columns - wide
    if missing > 0 and len(single) > missing and len(single) % missing == 0:
        size = len(single) // missing
        cells: list[str] = []
        for fields in parts:
            if len(fields) > 1:
                cells.extend(fields)
                continue
            taken = single[:size]
            if taken and fields is taken[0]:
                cells.append("".join(part[0] for part in taken))
                single = single[size:]
        return cells if len(cells) == columns else []
    return []
