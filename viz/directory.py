"""The entities of a graph at hand: found by name, with their neighbours and what is said of them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from viz.frames import EntityRow, RelationRow, TableSource, entity_rows, relation_rows


def fold(text: str) -> str:
    """Return a name as searches compare it: width and case folded, white space left out.

    >>> fold("ＡＢ 学院")
    'ab学院'
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def bearers(entities: Iterable[EntityRow], name: str) -> set[str]:
    """Return the identifiers of the entities with this IRI, else this name, else this alias."""
    wanted = fold(name)
    ranks: dict[int, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.id == name:
            ranks[0].add(entity.id)
        elif fold(entity.name) == wanted:
            ranks[1].add(entity.id)
        elif wanted in map(fold, entity.aliases):
            ranks[2].add(entity.id)
    return ranks[min(ranks)] if ranks else set()


def within(relations: Iterable[RelationRow], centre: Iterable[str], depth: int) -> set[str]:
    """Return what lies within ``depth`` steps of the centre, the direction of relations aside."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for r in relations:
        neighbours[r.head].add(r.tail)
        neighbours[r.tail].add(r.head)
    reached = frontier = set(centre)
    for _ in range(depth):
        frontier = {n for node in frontier for n in neighbours[node]} - reached
        reached = reached | frontier
    return reached


class Directory:
    """Entities and relations read once from a graph's tables, for as many look-ups as wanted."""

    def __init__(self, source: TableSource) -> None:
        self.entities: list[EntityRow] = entity_rows(source.entities())
        self.relations: list[RelationRow] = relation_rows(source.relations())
        self._by_id = {e.id: e for e in self.entities}

    def get(self, iri: str) -> EntityRow | None:
        """Return the entity of an IRI."""
        return self._by_id.get(iri)

    def partners(self, iri: str) -> int:
        """Return how many units an entity cooperates with."""
        return len(self._partners.get(iri, ()))

    def about(self, iri: str) -> Sequence[RelationRow]:
        """Return what is said of an entity, as head or tail."""
        return self._about.get(iri, ())

    def search(self, query: str, types: Sequence[str] = ()) -> list[EntityRow]:
        """Return the entities whose name or alias holds the query, the best first.

        Whole names come before beginnings, beginnings before other places, names before aliases, and among
        equals the entity with more partners first.
        """
        wanted = fold(query)
        if not wanted:
            return []
        found: list[tuple[float, int, str, EntityRow]] = []
        for names, entity in self._index:
            if types and entity.type not in types:
                continue
            score = min(
                (_place(name, wanted) + (0.5 if n else 0.0) for n, name in enumerate(names)), default=9.0
            )
            if score < 9.0:
                found.append((score, -self.partners(entity.id), entity.name, entity))
        return [entity for *_, entity in sorted(found, key=lambda f: (*f[:3], f[3].id))]

    @cached_property
    def _index(self) -> list[tuple[tuple[str, ...], EntityRow]]:
        return [((fold(e.name), *map(fold, e.aliases)), e) for e in self.entities]

    @cached_property
    def _about(self) -> dict[str, list[RelationRow]]:
        about: dict[str, list[RelationRow]] = defaultdict(list)
        for r in self.relations:
            about[r.head].append(r)
            if r.tail != r.head:
                about[r.tail].append(r)
        return dict(about)

    @cached_property
    def _partners(self) -> dict[str, set[str]]:
        partners: dict[str, set[str]] = defaultdict(set)
        for r in self.relations:
            if r.relation == "partnersWith" and r.head != r.tail:
                partners[r.head].add(r.tail)
                partners[r.tail].add(r.head)
        return dict(partners)


def _place(name: str, wanted: str) -> float:
    at = name.find(wanted)
    if at < 0:
        return 9.0
    return 0.0 if name == wanted else 1.0 if at == 0 else 2.0
