"""Small texts for the extraction rules, and what was read in them, in words that a table of cases can hold.

A case is (id, text, expected). By default the text stands below the title of a report of `OWN`, an invented
college, which is written 我校 in what is expected and left out of the entities.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

import pytest

from extract.pipeline import extract
from extract.reading import parse
from extract.records import Entity, Extraction

OWN = "云麓职业技术学院"
TITLE = f"{OWN}2023年质量年度报告"
ACTORS = ("School", "Enterprise", "Organization", "EducationGroup")

Case = tuple[str, str, str]
Row = tuple[str, *tuple[object, ...]]


def read(text: str, title: str = TITLE) -> Extraction:
    """Extract from ``text`` below ``title`` ("" for none)."""
    return extract(parse(f"{title}\n{text}" if title else text, id="x"))


def plain(name: str) -> str:
    """Fold width, so that brackets of either width are equal."""
    return unicodedata.normalize("NFKC", name)


def listed(expected: str) -> set[str]:
    """Return the parts of an expectation, which stand one a line or between ``;``."""
    return {plain(" ".join(part.split())) for part in expected.replace("\n", ";").split(";") if part.strip()}


def called(found: Extraction, entity: Entity) -> str:
    """Return an entity's name as expectations write it: 我校 for the report's own college."""
    own = found.entities[found.own] if found.own is not None else None
    return "我校" if entity is own and entity.name == OWN else plain(entity.name)


def entities(found: Extraction, types: Iterable[str] = ACTORS) -> set[str]:
    """Return "Type name" of the entities of these types, the report's own college apart."""
    return {f"{e.type} {called(found, e)}" for e in found.entities if e.type in types} - {"School 我校"}


def relations(found: Extraction, *names: str) -> set[str]:
    """Return "head relation tail" of these relations; planned ones are marked, ended ones left out."""
    out = set()
    for r in found.relations:
        if r.relation in names and r.status != "ended":
            head, tail = (called(found, found.entities[at]) for at in (r.head, r.tail))
            out.add(f"{head} {r.relation} {tail}" + (" (planned)" if r.status == "planned" else ""))
    return out


def kinds(found: Extraction, partner: str) -> tuple[str, ...]:
    """Return the kinds of the cooperation with ``partner``."""
    return next(
        r.kinds
        for r in found.relations
        if r.relation == "partnersWith" and plain(found.entities[r.tail].name) == plain(partner)
    )


def aliases(found: Extraction, name: str) -> set[str]:
    """Return the other names of the entity ``name``."""
    return next({*e.aliases} for e in found.entities if plain(e.name) == plain(name))


def cases(*tables: Iterable[Row], gaps: Mapping[str, str]) -> list[object]:
    """Return the cases, less their names, as parameters; those in ``gaps`` may fail, for that reason."""
    rows = [case for table in tables for case in table]
    ids = [case[0] for case in rows]
    assert len(set(ids)) == len(ids), "two cases of one name"
    assert all(map(str.isascii, ids)), "test runners escape other characters"
    assert gaps.keys() <= set(ids), f"gaps without a case: {gaps.keys() - set(ids)}"
    return [
        pytest.param(
            *rest,
            id=name,
            marks=[pytest.mark.xfail(reason=gaps[name], strict=False)] if name in gaps else [],
        )
        for name, *rest in rows
    ]
