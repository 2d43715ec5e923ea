"""Named queries: SPARQL files with a header that says what they answer and which parameters they take.

A file ``NAME.rq`` begins with comment lines::

    # title: 某校的合作单位
    # title-en: Partners of a school
    # description: …
    # description-en: …
    # parameter: school School | 学校 | the school
    # parameter: year integer = 2022 | 年份 | the year
    # parameter: kind string ? | 合作方式 | kind of cooperation

A parameter is an entity (one or more types joined with ``,``), an ``integer``, a ``decimal`` or a ``string``;
it is needed unless it has a default or a ``?``. Where its value belongs, the query says
``VALUES ?school { UNDEF }``; the file is valid SPARQL as it stands, with every parameter free. The value is
put there as an RDF term that the RDF library has written: no text of a user becomes part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology.terms import ENTITY_TYPES

_PARAMETER: Final = re.compile(
    r"(?P<name>\w+)\s+(?P<kind>[\w,]+)\s*(?:(?P<optional>\?)|=\s*(?P<default>[^|]*?))?\s*\|\s*(?P<zh>[^|]*?)\s*\|\s*(?P<en>.*)"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a named query: an entity of one of ``types``, or a literal of ``kind``."""

    name: str
    kind: str
    types: tuple[str, ...]
    required: bool
    default: str | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A named query: what it answers, in two languages, its parameters and its SPARQL text."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def bind(self, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
        """Return the SPARQL text with the given parameters bound to terms."""
        text = self.sparql
        for name, term in values.items():
            text = text.replace(_slot(name), f"VALUES ?{name} {{ {term} }}")
        return text


def _slot(name: str) -> str:
    return f"VALUES ?{name} {{ UNDEF }}"


@cache
def _load() -> dict[str, NamedQuery]:
    files = sorted(Path(__file__).parent.glob("*.rq"))
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in files}


def named_queries() -> Mapping[str, NamedQuery]:
    """Return all named queries by name."""
    return _load()


def parse(name: str, text: str) -> NamedQuery:
    """Read a named query from the text of its file.

    Raises:
        ValueError: its header is incomplete or a parameter is ill-formed.
    """
    header: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line.removeprefix("#").strip().partition(":")
        if key == "parameter":
            parameters.append(_parameter(name, value.strip()))
        else:
            header[key] = value.strip()
    missing = {"title", "title-en", "description", "description-en"} - set(header)
    if missing:
        raise ValueError(f"query {name}: header lacks {', '.join(sorted(missing))}")
    for parameter in parameters:
        if _slot(parameter.name) not in text:
            raise ValueError(f"query {name}: lacks {_slot(parameter.name)!r}")
    return NamedQuery(
        name,
        header["title"],
        header["title-en"],
        header["description"],
        header["description-en"],
        tuple(parameters),
        text,
    )


def _parameter(query: str, text: str) -> Parameter:
    match = _PARAMETER.fullmatch(text)
    if match is None:
        raise ValueError(f"query {query}: not a parameter: {text!r}")
    kind, default = match["kind"], match["default"]
    if kind in {"string", "integer", "decimal"}:
        types: tuple[str, ...] = ()
    else:
        types = ENTITY_TYPES if kind == "Entity" else tuple(kind.split(","))
        if not set(types) <= set(ENTITY_TYPES):
            raise ValueError(f"query {query}: no such type of entity: {kind}")
    required = match["optional"] is None and default is None
    return Parameter(match["name"], kind, types, required, default, match["zh"], match["en"])
