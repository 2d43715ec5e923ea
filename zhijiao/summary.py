"""What a graph holds, counted in its store (without pandas, so that a build ends quickly)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.store import open_store
from ontology.namespaces import PREFIXES, local_name
from ontology.terms import COOPERATION_KINDS, ENTITY_TYPES, RELATIONS


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts: documents, entities by type, relations by name (each once, however many documents state it).

    ``planned`` counts the relations of each name that are planned or ended only; ``kinds`` the partnerships
    of each kind of cooperation.
    """

    documents: int
    entities: Mapping[str, int]
    relations: Mapping[str, int]
    inactive: Mapping[str, int]
    kinds: Mapping[str, int]


def summarise(folder: str | Path) -> Summary:
    """Count what a graph folder holds.

    Raises:
        graph.store.GraphFolderError: it is no graph of ours, or damaged.
    """
    store = open_store(folder)

    def counts(sparql: str) -> dict[str, int]:
        solutions = store.query(sparql, prefixes=dict(PREFIXES))
        assert isinstance(solutions, ox.QuerySolutions)
        return {local_name(str(key.value)): int(number.value) for key, number in solutions}

    entities, relations, every, kinds = (counts(q) for q in (_ENTITIES, _ACTIVE, _EVERY, _KINDS))
    documents = counts(_DOCUMENTS)
    return Summary(
        sum(documents.values()),
        {t: entities.get(t, 0) for t in ENTITY_TYPES},
        {r: relations.get(r, 0) for r in RELATIONS},
        {r: every.get(r, 0) - relations.get(r, 0) for r in RELATIONS},
        {k: kinds.get(k, 0) for k in COOPERATION_KINDS},
    )


_DOCUMENTS: Final = (
    "SELECT ?type (COUNT(?r) AS ?n) WHERE { ?r a ?type . FILTER(?type = zj:Report) } GROUP BY ?type"
)
_ENTITIES: Final = """
SELECT ?type (COUNT(?id) AS ?n) WHERE { ?id a ?type ; zj:confidence ?c . FILTER(?type != zj:Statement) }
GROUP BY ?type"""
_RELATIONS: Final = """
SELECT ?relation (COUNT(*) AS ?n) WHERE {
  SELECT DISTINCT ?head ?relation ?tail WHERE {
    ?s a zj:Statement ; rdf:subject ?head ; rdf:predicate ?relation ; rdf:object ?tail%s
  }
} GROUP BY ?relation"""
_ACTIVE: Final = _RELATIONS % " ; zj:status status:active"
_EVERY: Final = _RELATIONS % ""
_KINDS: Final = """
SELECT ?kind (COUNT(*) AS ?n) WHERE {
  SELECT DISTINCT ?head ?kind ?tail WHERE {
    ?s rdf:subject ?head ; rdf:predicate zj:partnersWith ; rdf:object ?tail ; zj:status status:active ;
      zj:kind/skos:notation ?kind
  }
} GROUP BY ?kind"""
