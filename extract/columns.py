"""Tables set with white space: columns far apart, cells one space apart, cells one below another."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from extract.header import NO_NAME_END, is_serial, is_total, looks_like_header, names_columns
from extract.lines import Line, ending
from extract.typography import tidy

_WIDE_GAP: Final = re.compile("[ \u3000]{2,}")
_ANY_GAP: Final = re.compile("[ \u3000]+")
_ONE_WIDE: Final = re.compile("\u3000")
_NUMBER: Final = re.compile(
    r"[-+]?\d[\d,.]*(?:[:：/]\d[\d.]*)?\s?(?:%|％|‰)?[\u4e00-\u9fff]{0,3}|[-—/]{1,2}|——"
)
_UNIT_GAP: Final = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff]{1,2}(?: |\Z))")

_LABELLED: Final = re.compile("[\u4e00-\u9fff]{2,6}[：:](?=[^：:])")

_LONGEST_HEADER: Final = 16
_LONGEST_CELL: Final = 60
_MOST_COLUMNS: Final = 12


def mark_spaced(lines: list[Line]) -> list[Line]:
    """Read rows whose cells stand in columns, two or more spaces apart."""
    index = 0
    while index < len(lines):
        if not _wide_fields(lines[index]):
            index += 1
            continue
        stop = index
        fields: list[list[str]] = []
        while stop < len(lines):
            found = _wide_fields(lines[stop]) or _lone_field(lines[stop], bool(fields))
            if not found:
                break
            fields.append(found)
            stop += 1
        if _WIDE_GAP.search(lines[index].text) is None and 2 * sum(map(names_columns, fields[0])) < len(
            fields[0]
        ):
            index = stop  # single wide spaces make columns only under names of columns
            continue
        fields = _by_header(lines[index:stop], fields)
        widest = Counter(len(found) for found in fields if len(found) > 1).most_common(1)
        columns = max(widest[0][0], len(fields[0])) if widest else 0
        full = sum(len(found) == columns for found in fields)
        if columns >= 2 and full >= 0.3 * len(fields) and len(fields) + columns > 4:
            place = next(row for row, found in enumerate(fields) if len(found) == columns)
            starts = _starts(lines[index + place].raw)
            for line, found in zip(lines[index:stop], fields, strict=True):
                line.cells = found if len(found) == columns else _aligned(line.raw, found, starts)
        index = stop
    return lines


def _by_header(lines: list[Line], fields: list[list[str]]) -> list[list[str]]:
    """Part cells that stand one space apart where a column of the header begins there."""
    head = _ANY_GAP.split(lines[0].text)
    if len(head) > len(fields[0]) and all(map(names_columns, head)):
        fields = [head, *fields[1:]]
    if len(fields[0]) < 3 or not all(map(names_columns, fields[0])):
        return fields
    starts = _starts(lines[0].raw, _ANY_GAP)
    if len(starts) != len(fields[0]):
        return fields
    out = fields[:1]
    for line, found in zip(lines[1:], fields[1:], strict=True):
        parted: list[str] = []
        last = 0
        for match in re.finditer("[^ \u3000]+", line.raw):
            gap = match.start() - last
            at = len(line.raw[: match.start()].encode("gbk", "replace"))
            if not parted or gap > 1 or min(abs(at - start) for start in starts[1:]) <= 1:
                parted.append(match.group())
            else:
                parted[-1] += " " + match.group()
            last = match.end()
        out.append(parted if len(found) < len(parted) <= len(starts) else found)
    return out


def _wide_fields(line: Line) -> list[str]:
    if line.cells is not None or line.alone:
        return []
    gap = _WIDE_GAP
    if "  " not in line.text and "\u3000\u3000" not in line.text:
        # One wide space each parts the cells of a row of three or more.
        if line.text.count("\u3000") < 2:
            return []
        gap = _ONE_WIDE
    if len(line.text) > 600 or ending(line.text) == "stop" or "\t" in line.raw:
        return []
    fields = gap.split(line.text)
    if line.sign is not None and any(_LABELLED.match(field) for field in fields[1:]):
        # ◆ 某班　用人单位：某公司　40人: an item whose parts say what they are.
        return []
    if line.sign is not None and line.sign.style != "bare" and len(fields[0]) <= line.sign.label:
        return []
    return fields if all(len(field) <= _LONGEST_CELL and "。" not in field for field in fields) else []


def _lone_field(line: Line, inside: bool) -> list[str]:
    """Return the one field of a line that begins far to the right, below a column."""
    if not inside or line.cells is not None or line.gap or len(line.text) > _LONGEST_CELL:
        return []
    return [line.text] if line.raw.startswith("        ") and ending(line.text) == "" else []


def _starts(raw: str, gap: re.Pattern[str] = _WIDE_GAP) -> list[int]:
    """Return the columns, in half characters, at which the fields of ``raw`` start; ``gap`` parts them."""
    lead = len(raw) - len(raw.lstrip())
    starts = [len(raw[:lead].encode("gbk", "replace"))]
    starts.extend(
        len(raw[: match.end()].encode("gbk", "replace"))
        for match in gap.finditer(raw, lead)
        if match.end() < len(raw)
    )
    return starts


def _aligned(raw: str, fields: list[str], starts: list[int]) -> list[str]:
    """Put the fields of a row with gaps into the columns that they stand under."""
    cells = [""] * max(len(starts), len(fields))
    column = 0
    for place, (field, at) in enumerate(zip(fields, _starts(raw), strict=False)):
        left = len(fields) - place
        while (
            column + left < len(cells)
            and column + 1 < len(starts)
            and abs(starts[column + 1] - at) < abs(starts[column] - at)
        ):
            column += 1
        cells[column] = field
        column += 1
    return cells


def mark_captioned(lines: list[Line]) -> list[Line]:
    """Read the rows under a table's caption, or a line of column names, whose cells are one space apart."""
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.cells is None and _is_caption(line):
            kept.append(line)
            index += 1
            rows, index = _rows_below(lines, index)
            kept.extend(rows)
        elif line.cells is None and " " in line.text and len(line.text) <= 120 and _is_header_line(line):
            rows, index = _rows_below(lines, index)
            kept.extend(rows or [line])
            index += not rows
        else:
            kept.append(line)
            index += 1
    return kept


def _is_caption(line: Line) -> bool:
    return line.sign is not None and line.sign.style == "label" and "表" in line.text[:3]


def _is_header_line(line: Line) -> bool:
    text = line.text
    if text[-1] in NO_NAME_END or text.count(" ") + text.count("\u3000") < 2:
        # Most lines with a space are prose.
        return False
    fields = tidy(text).split(" ")
    if len(fields) < 3:
        return False
    if is_serial(fields[0]) and len(fields) > 3:
        # One or two columns may be called as they like where a column of numbers comes first.
        enough = sum(map(names_columns, fields)) * 2 > len(fields)
    else:
        enough = all(map(names_columns, fields))
    return enough and looks_like_header(fields)


def _number_of(field: str) -> str:
    """Return a serial number as it is counted: 1 for 01, 1* and 1△."""
    return field.rstrip("*＊△▲★☆※#").lstrip("0") or field


def _fields(line: Line, columns: int = 0) -> list[str]:
    """Return the parts of a line; a unit is taken to its number unless that makes too few of them."""
    if line.cells is not None:
        return []
    plain = line.text.split(" ")
    if len(plain) == columns or len(plain) < 3:
        return plain
    return [plain[0], *_UNIT_GAP.sub("", " ".join(plain[1:])).split(" ")]


def _is_data(fields: list[str]) -> bool:
    if len(fields) < 2:
        return False
    numeric = [_NUMBER.fullmatch(field) is not None for field in fields]
    return (numeric[0] and sum(numeric) > 1) or sum(numeric) * 2 >= len(fields)


class _Reader:
    """Reads data rows one after another, with the serial number that comes next."""

    def __init__(self, lines: list[Line], columns: int, counted: bool) -> None:
        self.lines = lines
        self.columns = columns
        self.serial = 1 if counted else 0
        self.rows: list[tuple[Line, list[str]]] = []

    def take(self, index: int) -> int:
        """Take the row at ``index`` and return how many lines it has, 0 if there is none."""
        fields = _fields(self.lines[index], self.columns)
        if not fields:
            return 0
        for more in range(3):
            if self._fits(fields):
                self.serial += self.serial > 0
                rest = self._overflow(index + more + 1)
                self.rows.append((self.lines[index], [*fields[:-1], fields[-1] + rest]))
                return more + 1 + bool(rest)
            after = index + more + 1
            if len(fields) >= self.columns or after >= len(self.lines) or not self._begins(fields):
                break
            below = _fields(self.lines[after])
            if not below or self._begins(below) or self.lines[after].sign is not None:
                break
            fields = [*fields[:-1], fields[-1] + below[0], *below[1:]]
        return self._total(index)

    def _overflow(self, index: int) -> str:
        """Return the words at ``index`` that are the end of the last cell, if the next row comes after."""
        if not self.serial or index + 1 >= len(self.lines) or self.lines[index].cells is not None:
            return ""
        line, below = self.lines[index], _fields(self.lines[index + 1])
        if " " in line.text or len(line.text) > _LONGEST_CELL or line.sign is not None or not below:
            return ""
        follows = self._begins(below) or (is_total(below[0]) and len(below) > 1)
        return line.text if follows and not is_total(line.text) else ""

    def _begins(self, fields: list[str]) -> bool:
        return self.serial > 0 and _number_of(fields[0]) == str(self.serial)

    def _fits(self, fields: list[str]) -> bool:
        if len(fields) != self.columns:
            return False
        return self._begins(fields) or _is_data(fields) or is_total(fields[0])

    def _total(self, index: int) -> int:
        fields = _fields(self.lines[index])
        if self.rows and 1 < len(fields) < self.columns and is_total(fields[0]) and _is_data(fields):
            gap = [""] * (self.columns - len(fields))
            self.rows.append((self.lines[index], [fields[0], *gap, *fields[1:]]))
            return 1
        return 0


def _rows_below(lines: list[Line], start: int) -> tuple[list[Line], int]:
    """Return the header and rows that begin at ``start``, and the index after them; nothing if none do."""
    stop = start
    counts: set[int] = set()
    while stop < len(lines) and stop - start < _LONGEST_HEADER:
        line = lines[stop]
        if line.cells is not None or len(line.text) > 2 * _LONGEST_CELL or ending(line.text) == "stop":
            return [], start
        fields = _fields(line)
        if _is_data(fields) or (_number_of(fields[0]) == "1" and len(fields) in counts):
            break
        if line.sign is not None and line.sign.firm:
            return [], start
        counts.add(len(tidy(line.text).split(" ")))
        stop += 1
    else:
        return [], start
    header = lines[start:stop]
    columns = len(_fields(lines[stop]))
    if columns not in counts and len(fields) < max(counts, default=0) and _number_of(fields[0]) == "1":
        columns = max(counts)
    titles = {line.text for line in header}
    reader = _Reader(lines, columns, _number_of(fields[0]) == "1")
    index = end = stop
    while index < len(lines):
        taken = reader.take(index)
        if taken:
            index = end = index + taken
        elif reader.rows and lines[index].text in titles:
            index += 1
        else:
            break
    heads = _header_cells([tidy(line.text).split(" ") for line in header], columns)
    if len(reader.rows) < 2 and not (heads and columns > 2 and reader.rows):
        return [], start
    return [*_headed(header, heads), *_filled(reader.rows)], end


def _filled(rows: list[tuple[Line, list[str]]]) -> list[Line]:
    for line, fields in rows:
        line.cells = fields
    return [line for line, _ in rows]


def _headed(header: list[Line], heads: list[str]) -> list[Line]:
    """Return the lines of a header: one row if its cells are known; what spans columns as it is."""
    if not heads:
        for line in header:
            line.kind = "row"
        return header
    used = [cell for cell in heads if cell]
    kept: list[Line] = []
    for line in header:
        if not any(field in cell for field in tidy(line.text).split(" ") for cell in used):
            line.kind = "row"
            kept.append(line)
    top = next(line for line in header if line.kind is None)
    top.cells = heads
    return [*kept, top]


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
    missing = columns - sum(len(fields) for fields in parts if len(fields) > 1)
    if missing > 0 and len(single) > missing and len(single) % missing == 0:
        return _grouped(parts, len(single) // missing)
    return []


def _grouped(parts: list[list[str]], size: int) -> list[str]:
    cells: list[str] = []
    taken: list[str] = []
    for fields in parts:
        if len(fields) > 1:
            cells.extend(fields)
            continue
        taken.extend(fields)
        if len(taken) == size:
            cells.append("".join(taken))
            taken = []
    return cells


def mark_upright(lines: list[Line]) -> list[Line]:
    """Read tables whose cells stand one below another, a line each, row after row.

    They are told by their serial numbers: 序号, the other column names, then 1 and as many cells, 2 …
    """
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        text = lines[index].text
        rows = _upright_rows(lines, index) if text[0] == "序" and text.replace(" ", "") == "序号" else []
        for row in rows:
            row[0].cells = [line.text for line in row]
            row[0].raw = row[0].text = "\t".join(row[0].cells)
            kept.append(row[0])
            index += len(row)
        if not rows:
            kept.append(lines[index])
            index += 1
    return kept


def _upright_rows(lines: list[Line], start: int) -> list[list[Line]]:
    below = [line.text for line in lines[start : start + _MOST_COLUMNS + 1]]
    columns = below.index("1") if "1" in below else 0
    if columns < 2 or any("\t" in line.raw for line in lines[start : start + columns]):
        return []
    rows = [lines[start : start + columns]]
    at, serial = start + columns, 1
    while at + columns <= len(lines) and lines[at].text == str(serial):
        row = lines[at : at + columns]
        if any(len(line.text) > _LONGEST_CELL or line.cells is not None or "\t" in line.raw for line in row):
            break
        rows.append(row)
        at += columns
        serial += 1
    return rows if len(rows) > 2 else []
