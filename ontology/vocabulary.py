"""The vocabulary's files and their triples: terms (OWL), code lists (SKOS), shapes (SHACL)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology.namespaces import CODES, RDFS, SKOS, ZJ

_HERE: Final = Path(__file__).parent
VOCABULARY_FILE: Final = _HERE / "zhijiao.ttl"
CODES_FILE: Final = _HERE / "codes.ttl"
SHAPES_FILE: Final = _HERE / "shapes.ttl"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a code list: its IRI, its notation (the value that tables show), its labels.

    ``position`` is its place in the order of the list where the list has one, else 0.
    """

    iri: str
    notation: str
    zh: str
    en: str
    position: int = 0


@dataclass(slots=True)
class _Draft:
    scheme: str = ""
    notation: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    position: int = 0


@cache
def _code_lists() -> dict[str, dict[str, Code]]:
    drafts: dict[str, _Draft] = {}
    for subject, predicate, obj in _ground(CODES_FILE):
        draft = drafts.setdefault(subject.value, _Draft())
        if predicate.value == f"{SKOS}inScheme":
            draft.scheme = obj.value.removeprefix(CODES)
        elif predicate.value == f"{SKOS}notation":
            draft.notation = obj.value
        elif predicate.value == f"{SKOS}prefLabel" and isinstance(obj, ox.Literal):
            draft.labels[obj.language or ""] = obj.value
        elif predicate.value == f"{ZJ}position":
            draft.position = int(obj.value)
    lists: dict[str, dict[str, Code]] = {}
    for iri, draft in drafts.items():
        if draft.scheme:
            code = Code(iri, draft.notation, draft.labels["zh"], draft.labels["en"], draft.position)
            lists.setdefault(draft.scheme, {})[draft.notation] = code
    return lists


def code_lists() -> tuple[str, ...]:
    """Return the names of all code lists."""
    return tuple(_code_lists())


def code_list(name: str) -> dict[str, Code]:
    """Return a code list by its name (``cooperation-kind``, ``school-kind`` …): codes by notation.

    >>> code_list("award-level")["省"].en
    'provincial'

    Raises:
        KeyError: there is no such list.
    """
    return dict(_code_lists()[name])


def _ground(path: Path) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Yield the triples of a Turtle file that have no blank node."""
    for statement in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        subject, obj = statement.subject, statement.object
        if isinstance(subject, ox.NamedNode) and isinstance(obj, ox.NamedNode | ox.Literal):
            yield subject, statement.predicate, obj


def ground_triples() -> Iterator[ox.Triple]:
    """Yield what a graph carries of the vocabulary: its terms, labels and codes, without blank nodes."""
    for path in (VOCABULARY_FILE, CODES_FILE):
        for subject, predicate, obj in _ground(path):
            yield ox.Triple(subject, predicate, obj)


@cache
def labels(language: str = "zh") -> dict[str, str]:
    """Return the labels of all classes and properties of the vocabulary by local name.

    >>> labels()["partnersWith"]
    '合作'
    """
    return {
        subject.value.removeprefix(ZJ): obj.value
        for subject, predicate, obj in _ground(VOCABULARY_FILE)
        if predicate.value == f"{RDFS}label"
        and isinstance(obj, ox.Literal)
        and obj.language == language
        and subject.value.startswith(ZJ)
    }
