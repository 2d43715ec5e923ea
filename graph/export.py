"""The graph in other tools' formats. Equal graphs give equal files, byte by byte (workbooks aside)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import pandas as pd
import pyoxigraph as ox

from extract.errors import Error
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from graph.knowledge import KnowledgeGraph

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_ROWS: Final = 1_048_575
_CELL_LENGTH: Final = 32_767


class ExportError(Error):
    """A format does not exist, or a place cannot be written."""


def export(kg: KnowledgeGraph, path: Path, format: str) -> Path:
    """Write a graph to ``path`` in one of `FORMATS` and return the path.

    Raises:
        ExportError: there is no such format, or the place cannot be written.
    """
    write = FORMATS.get(format)
    if write is None:
        known = "、".join(FORMATS)
        raise ExportError(
            f"没有“{format}”这种导出格式。可用：{known}。\nNo export format {format!r}; there are: {known}."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(kg, path)
    except OSError as error:
        raise ExportError(f"无法写入“{path}”：{error}\nCannot write {str(path)!r}: {error}") from error
    return path


def tables(kg: KnowledgeGraph) -> dict[str, pd.DataFrame]:
    """Return the tables of an export by name: entities, mentions, relations."""
    return {"entities": kg.entities(), "mentions": kg.mentions(), "relations": kg.relations()}


def _csv(kg: KnowledgeGraph, path: Path) -> None:
    path.mkdir(exist_ok=True)
    for name, table in tables(kg).items():
        table.to_csv(path / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n")


def _parquet(kg: KnowledgeGraph, path: Path) -> None:
    path.mkdir(exist_ok=True)
    for name, table in tables(kg).items():
        table.to_parquet(path / f"{name}.parquet", index=False)


def _xlsx(kg: KnowledgeGraph, path: Path) -> None:
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    book = Workbook(write_only=True)
    for name, table in tables(kg).items():
        for part, start in enumerate(range(0, max(1, len(table)), _SHEET_ROWS)):
            sheet = book.create_sheet(name if part == 0 else f"{name}{part + 1}")
            sheet.freeze_panes = "A2"
            sheet.append(list(table.columns))
            for row in table.iloc[start : start + _SHEET_ROWS].itertuples(index=False):
                cells: list[Any] = []
                for value in row:
                    if isinstance(value, str):
                        # Typed as a string, so that a name that begins with "=" is no formula.
                        cell = WriteOnlyCell(sheet, value=_NOT_XML.sub("", value)[:_CELL_LENGTH])
                        cell.data_type = "s"
                        cells.append(cell if value else None)
                    else:
                        cells.append(None if pd.isna(value) else value)
                sheet.append(cells)
    book.save(path)


def _quads(kg: KnowledgeGraph) -> Iterator[ox.Quad]:
    """Yield the quads of all named graphs (the default graph only repeats them)."""
    for graph in sorted(kg.store.named_graphs(), key=str):
        yield from kg.store.quads_for_pattern(None, None, None, graph)


def _in_order(statements: Iterator[ox.Quad]) -> Iterator[ox.Quad]:
    def key(quad: ox.Quad) -> tuple[str, str, str, str]:
        return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)

    yield from sorted(statements, key=key)


def _nq(kg: KnowledgeGraph, path: Path) -> None:
    lines = (ox.serialize(_quads(kg), format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    with path.open("wb") as file:
        file.writelines(sorted(lines))


def _trig(kg: KnowledgeGraph, path: Path) -> None:
    _serialize(_in_order(_quads(kg)), path, ox.RdfFormat.TRIG)


def _jsonld(kg: KnowledgeGraph, path: Path) -> None:
    _serialize(_in_order(_quads(kg)), path, ox.RdfFormat.JSON_LD)


def _turtle(kg: KnowledgeGraph, path: Path) -> None:
    union = kg.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    _serialize((quad.triple for quad in _in_order(union)), path, ox.RdfFormat.TURTLE)


def _serialize(statements: Iterator[ox.Quad] | Iterator[ox.Triple], path: Path, format: ox.RdfFormat) -> None:
    with path.open("wb") as file:
        ox.serialize(statements, output=file, format=format, prefixes=dict(PREFIXES))


def _xml_safe(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    def clean(data: dict[str, Any]) -> dict[str, Any]:
        return {k: _NOT_XML.sub("", v) if isinstance(v, str) else v for k, v in data.items()}

    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        data = clean(data)
        result.add_node(node, label=data.get("name", node), **data)
    for number, (head, tail, relation, data) in enumerate(graph.edges(keys=True, data=True)):
        result.add_edge(head, tail, key=f"{relation}-{number}", **clean(data))
    return result


def _graphml(kg: KnowledgeGraph, path: Path) -> None:
    nx.write_graphml_xml(_xml_safe(kg.network()), path, encoding="utf-8", named_key_ids=False)


def _gexf(kg: KnowledgeGraph, path: Path) -> None:
    lines = nx.generate_gexf(_xml_safe(kg.network()))
    # The writer stamps the day of writing; without it, equal graphs give equal files.
    text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines))
    path.write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n", encoding="utf-8")


#: Writers by name of the format.
FORMATS: Final[dict[str, Callable[[KnowledgeGraph, Path], None]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "ttl": _turtle,
    "trig": _trig,
    "nq": _nq,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
}
