"""Forms: tables whose labels stand beside their values, not above them.

A form is turned into an ordinary table, labels first, so that whatever reads tables reads forms as well::

    合作企业  远山机床厂   合作专业  数控技术        →   合作企业  合作专业  合作形式
    合作形式  订单培养     备注      已挂牌               远山机床厂  数控技术  订单培养 ...
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.document import Cell, Document, Table
from extract.table_columns import is_header_word, is_number

#: A form has few lines; longer tables are lists.
_MOST_ROWS: Final = 40
_FEWEST_LABELS: Final = 3
#: The share of label cells that must be known headers, and of values that may be.
_LABELS_KNOWN: Final = 0.7
_VALUES_KNOWN: Final = 0.25

_Pairs = list[tuple[Cell, Sequence[Cell]]]


def upright(document: Document, table: Table) -> Table:
    """Return ``table``, or what a form says as a table with one header row and a row for each record."""
    if not 2 <= len(table.rows) <= _MOST_ROWS or not table.rows[0]:
        return table
    first = [document.slice(cell) for cell in table.rows[0] if cell.end > cell.start]
    if sum(map(is_header_word, first)) * 2 > len(first):
        # Names of columns, as tables have them.
        return table
    width = len(table.rows[0])
    for paired in (True, False):
        if paired and (width % 2 or width > 6):
            continue
        if not paired and not 3 <= width <= 8:
            continue
        lines = _pairs(table, width) if paired else [(row[0], row[1:]) for row in table.rows]
        lines = [(label, values) for label, values in lines if label.end > label.start and not label.carried]
        if _is_form(document, lines):
            records = 1 if paired else width - 1
            head = tuple(label for label, _ in lines)
            body = tuple(tuple(values[i] for _, values in lines) for i in range(records))
            return replace(table, rows=(head, *body), header=1)
    return table


def _pairs(table: Table, width: int) -> _Pairs:
    return [
        (row[i], row[i + 1 : i + 2]) for row in table.rows for i in range(0, width, 2) if i + 1 < len(row)
    ]


def _is_form(document: Document, lines: _Pairs) -> bool:
    labels = [document.slice(label).strip() for label, _ in lines]
    values = [document.slice(cell).strip() for _, cells in lines for cell in cells]
    if len(labels) < _FEWEST_LABELS or len(set(labels)) < len(labels):
        return False
    known = sum(is_header_word(label) for label in labels)
    told = [value for value in values if value]
    if sum(map(is_number, told)) * 2 > len(told):
        return False
    return (
        known >= _LABELS_KNOWN * len(labels)
        and bool(told)
        and sum(map(is_header_word, told)) <= _VALUES_KNOWN * len(told)
    )
