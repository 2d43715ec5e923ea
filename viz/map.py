"""The interactive map: one self-contained HTML file with the network, its search, filters and quotes.

Layout is computed here, so the page draws at once; pyvis supplies the node and edge records and vis-network,
the page around them is our own (pyvis's template fetches styles from other hosts).
"""

from __future__ import annotations

import html
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from extract.errors import Error
from ontology.terms import COOPERATION_KINDS, RELATIONS
from viz.directory import bearers, within
from viz.frames import EntityRow, RelationRow, entity_rows, relation_rows
from viz.layout import place
from viz.page import SEALED, Page, fill, script_json
from viz.wording import (
    ATTRIBUTE_LABELS,
    FORWARD_LABELS,
    INVERSE_LABELS,
    PARTNERSHIP_TYPES,
    STATUS_LABELS,
    TYPE_LOOKS,
)

#: How many nodes are drawn at first; the page has a button for the rest.
FIRST_VIEW = 1500
#: Up to this many nodes the map opens with every type; above, with the partnership network.
SMALL = 160

_CITED = "partnersWith"


@dataclass(frozen=True)
class MapPage(Page):
    """A map. ``nodes`` and ``edges`` count what it holds (not all of it is drawn at first)."""

    nodes: int
    edges: int


class UnknownFocusError(Error):
    """No entity of the graph has the name, alias or identifier that the map was to be centred on."""


def build_map(
    entities: pd.DataFrame,
    relations: pd.DataFrame,
    *,
    focus: str | None = None,
    depth: int = 1,
    types: Collection[str] | None = None,
    relations_filter: Collection[str] | None = None,
    year: int | None = None,
    title: str = "职教合作地图",
    links: Mapping[str, str] | None = None,
    pages: tuple[str, str] | None = None,
) -> MapPage:
    """Draw entities and relations (tables in the columns of the CSV export) as a map.

    ``focus`` (a name, alias or IRI) keeps what lies within ``depth`` steps of one entity, or of several that
    share the name; ``types`` and ``relations_filter`` keep entities of these types and relations of these
    names; ``year`` keeps what is stated for that year. ``links`` adds links to the head of the page
    (label → address); ``pages`` names a beginning of IRIs and the address that stands for it where each
    entity has a page of its own.

    Raises:
        UnknownFocusError: ``focus`` names nothing.
        ValueError: a type or relation is none of the vocabulary.
    """
    _check("entity type", types, TYPE_LOOKS)
    _check("relation", relations_filter, RELATIONS)
    everything = entity_rows(entities)
    known = {e.id: e for e in everything if types is None or e.type in types}
    rows = [
        r
        for r in relation_rows(relations)
        if r.head in known
        and r.tail in known
        and r.head != r.tail
        and (relations_filter is None or r.relation in relations_filter)
        and (year is None or r.year == year)
    ]
    centre: set[str] = set()
    if focus is not None:
        centre = bearers(everything, focus) & known.keys()
        if not centre:
            raise UnknownFocusError(f"图中没有名为“{focus}”的实体 (no entity of this name)")
        near = within(rows, centre, depth)
        known = {i: e for i, e in known.items() if i in near}
        rows = [r for r in rows if r.head in near and r.tail in near]

    data = _page_data(known, rows, centre)
    data["title"] = title
    data["pages"] = pages
    page = fill(
        "map.html",
        {
            "title": html.escape(title),
            "csp": html.escape(SEALED),
            "vis-network": _vis_network(),
            "data": script_json(data),
            "links": "".join(
                f'<a href="{html.escape(address)}">{html.escape(label)}</a>'
                for label, address in (links or {}).items()
            ),
        },
    )
    return MapPage(page, nodes=len(known), edges=len(data["edges"]))


def _check(what: str, given: Collection[str] | None, known: Collection[str]) -> None:
    unknown = sorted(set(given or ()) - set(known))
    if unknown:
        raise ValueError(f"unknown {what} {', '.join(unknown)}; known: {', '.join(known)}")


def _page_data(known: dict[str, EntityRow], rows: Sequence[RelationRow], centre: set[str]) -> dict[str, Any]:
    """Return all that the page's script needs: nodes with positions, edges with their statements, words."""
    # Imported here: pyvis brings IPython along, which would slow every command that draws no map.
    from pyvis.edge import Edge
    from pyvis.node import Node

    partners: dict[str, set[str]] = defaultdict(set)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for r in rows:
        neighbours[r.head].add(r.tail)
        neighbours[r.tail].add(r.head)
        if r.relation == _CITED:
            partners[r.head].add(r.tail)
            partners[r.tail].add(r.head)
    # Importance: what the first view keeps and whose labels win. Ties by name, never by input order.
    ranked = sorted(
        known.values(),
        key=lambda e: (
            e.id not in centre,
            -len(partners[e.id]),
            -len(neighbours[e.id]),
            list(TYPE_LOOKS).index(e.type) if e.type in TYPE_LOOKS else len(TYPE_LOOKS),
            e.name,
            e.id,
        ),
    )
    number = {e.id: i for i, e in enumerate(ranked)}
    size = {i: _radius(len(partners[e.id]) or len(neighbours[e.id]) ** 0.5) for i, e in enumerate(ranked)}
    first_types = {e.type for e in ranked}
    if len(ranked) > SMALL and first_types & set(PARTNERSHIP_TYPES):
        first_types &= set(PARTNERSHIP_TYPES)

    pairs: dict[tuple[int, int], dict[tuple[int, str, int], list[RelationRow]]] = {}
    for r in sorted(rows, key=lambda r: (number[r.head], number[r.tail], r.relation, r.document, r.quote)):
        a, b = number[r.head], number[r.tail]
        pairs.setdefault((min(a, b), max(a, b)), {}).setdefault((a, r.relation, b), []).append(r)

    whole = _layout(pairs, {i for e, i in number.items() if neighbours[e]}, size, ranked)
    core = {i for i, e in enumerate(ranked) if e.type in first_types and neighbours[e.id]}
    first = _layout(pairs, core, size, ranked) if len(core) < len(whole) else whole

    nodes = []
    for i, e in enumerate(ranked):
        look = TYPE_LOOKS.get(e.type)
        record = Node(i, look.shape if look else "dot", e.name, size=size[i]).options
        record |= {"iri": e.id, "type": e.type, "aliases": e.aliases, "documents": e.documents}
        record |= {"attributes": e.attributes, "partners": len(partners[e.id])}
        if i in whole:
            record["whole"] = [round(c) for c in whole[i]]
        if i in first:
            record["first"] = [round(c) for c in first[i]]
        nodes.append(record)
    edges = []
    for (a, b), stated in pairs.items():
        record = Edge(a, b).options
        record["relations"] = [
            {"head": h, "name": name, "tail": t, "statements": [_statement(r) for r in said]}
            for (h, name, t), said in stated.items()
        ]
        edges.append(record)
    return {
        "nodes": nodes,
        "edges": edges,
        "firstTypes": sorted(first_types, key=list(TYPE_LOOKS).index)
        if first_types <= set(TYPE_LOOKS)
        else [],
        "firstView": FIRST_VIEW,
        "centre": sorted(number[c] for c in centre),
        "documents": len({r.document for r in rows} | {d for e in ranked for d in e.documents}),
        "words": {
            "types": {
                name: {"zh": t.zh, "en": t.en, "light": t.light, "dark": t.dark, "shape": t.shape}
                for name, t in TYPE_LOOKS.items()
            },
            "forward": FORWARD_LABELS,
            "inverse": INVERSE_LABELS,
            "relations": {name: (term.zh, term.en) for name, term in RELATIONS.items()},
            "kinds": {zh: (zh, en) for zh, en in COOPERATION_KINDS.items()},
            "statuses": STATUS_LABELS,
            "attributes": ATTRIBUTE_LABELS,
        },
    }


def _radius(partners: float) -> float:
    return round(min(34.0, 6.0 + 2.3 * math.sqrt(max(0.0, partners - 1))), 1)


def _layout(
    pairs: Collection[tuple[int, int]], among: set[int], size: dict[int, float], ranked: Sequence[EntityRow]
) -> dict[int, tuple[float, float]]:
    """Positions of the nodes of ``among`` that have a neighbour there."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(sorted((a, b) for a, b in pairs if a in among and b in among))
    types = list(TYPE_LOOKS)
    # Rings hold one type after the other: partners inside, majors and awards outside.
    order = {i: (types.index(ranked[i].type) if ranked[i].type in types else len(types), i) for i in graph}
    return place(graph, {i: size[i] for i in graph}, order=order)


def _statement(r: RelationRow) -> dict[str, Any]:
    said: dict[str, Any] = {"document": r.document, "quote": r.quote, "status": r.status}
    if r.kinds:
        said["kinds"] = r.kinds
    if r.year is not None:
        said["year"] = r.year
    if r.confidence is not None:
        said["confidence"] = round(r.confidence, 2)
    return said


@cache
def _vis_network() -> str:
    """Return the vis-network script that comes with pyvis."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise FileNotFoundError("pyvis is installed without its vis-network script; reinstall pyvis")
    # An HTML parser ends the script element at this string wherever it stands.
    return found[-1].read_text(encoding="utf-8").replace("</script", "<\\/script")
