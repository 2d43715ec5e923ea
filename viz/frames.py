"""Reading the graph's tables: the cells of entities and relations as plain Python values.

The tables are those of the CSV export; lists in a cell may come as a list or joined with ``|``, and numbers
as int, float or text, whether they were read from a file or made by the graph.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from viz.wording import ATTRIBUTE_LABELS


class TableSource(Protocol):
    """What the pages need of a knowledge graph: its tables, in the columns of the CSV export."""

    def entities(self) -> pd.DataFrame:
        """One row per entity."""

    def relations(self) -> pd.DataFrame:
        """One row per relation and document."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A row of the entity table."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    documents: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A row of the relation table: what one document says of one relation."""

    head: str
    relation: str
    tail: str
    kinds: tuple[str, ...]
    status: str
    year: int | None
    document: str
    quote: str
    confidence: float | None
    rule: str


def entity_rows(table: pd.DataFrame) -> list[EntityRow]:
    """Read the entity table."""
    extra = [c for c in table.columns if c in ATTRIBUTE_LABELS]
    return [
        EntityRow(
            id=_text(row.get("id")),
            type=_text(row.get("type")),
            name=_text(row.get("name")),
            aliases=_list(row.get("aliases")),
            documents=_list(row.get("documents")),
            attributes=tuple((c, _text(row[c])) for c in extra if _text(row[c])),
        )
        for row in _records(table)
    ]


def relation_rows(table: pd.DataFrame) -> list[RelationRow]:
    """Read the relation table."""
    return [
        RelationRow(
            head=_text(row.get("head")),
            relation=_text(row.get("relation")),
            tail=_text(row.get("tail")),
            kinds=_list(row.get("kind")),
            status=_text(row.get("status")) or "active",
            year=_year(row.get("year")),
            document=_text(row.get("document")),
            quote=_text(row.get("evidence")),
            confidence=_number(row.get("confidence")),
            rule=_text(row.get("rule")),
        )
        for row in _records(table)
    ]


def _records(table: pd.DataFrame) -> Iterable[Mapping[str, Any]]:
    columns = [str(c) for c in table.columns]
    return (dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False, name=None))


def _missing(cell: Any) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell))


def _text(cell: Any) -> str:
    if _missing(cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _list(cell: Any) -> tuple[str, ...]:
    parts = cell if isinstance(cell, (list, tuple)) else _text(cell).split("|")
    return tuple(part for part in map(_text, parts) if part)


def _number(cell: Any) -> float | None:
    try:
        number = float(_text(cell))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _year(cell: Any) -> int | None:
    number = _number(cell)
    return None if number is None else int(number)
