"""The extraction on annotated sets, without a graph: no figure falls below its floor.

A set is a folder of `texts` and `gold`, annotated as in `samples/gold`; see `sets/README.md`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.reading import parse
from extract.records import Extraction
from tests.scoring import Agreement, Entity, Reading, Relation, compare, normal_rank, read_gold

SETS = Path(__file__).resolve().parent / "sets"

#: Raise these when the extraction gets better; never lower them to make a change pass.
FLOORS = {
    "a": {
        "core_entity_f1": 0.97,
        "entity_f1": 0.97,
        "partnership_f1": 0.935,
        "relation_f1": 0.94,
        "kind_accuracy": 0.95,
    },
    "b": {
        "core_entity_f1": 0.97,
        "entity_f1": 0.96,
        "partnership_f1": 0.915,
        "relation_f1": 0.89,
        "kind_accuracy": 0.955,
    },
    "c": {
        "core_entity_f1": 0.92,
        "entity_f1": 0.925,
        "partnership_f1": 0.92,
        "relation_f1": 0.845,
        "kind_accuracy": 0.945,
    },
    "d": {
        "core_entity_f1": 0.955,
        "entity_f1": 0.955,
        "partnership_f1": 0.935,
        "relation_f1": 0.91,
        "kind_accuracy": 0.885,
    },
    "e": {
        "core_entity_f1": 0.96,
        "entity_f1": 0.96,
        "partnership_f1": 0.975,
        "relation_f1": 0.94,
        "kind_accuracy": 0.96,
    },
    "f": {
        "core_entity_f1": 0.945,
        "entity_f1": 0.94,
        "partnership_f1": 0.92,
        "relation_f1": 0.87,
        "kind_accuracy": 0.92,
    },
    "g": {
        "core_entity_f1": 0.94,
        "entity_f1": 0.94,
        "partnership_f1": 0.92,
        "relation_f1": 0.885,
        "kind_accuracy": 0.97,
    },
    "h": {
        "core_entity_f1": 0.94,
        "entity_f1": 0.94,
        "partnership_f1": 0.93,
        "relation_f1": 0.87,
        "kind_accuracy": 0.92,
    },
    "i": {
        "core_entity_f1": 0.945,
        "entity_f1": 0.945,
        "partnership_f1": 0.94,
        "relation_f1": 0.895,
        "kind_accuracy": 0.975,
    },
    "j": {
        "core_entity_f1": 0.94,
        "entity_f1": 0.94,
        "partnership_f1": 0.92,
        "relation_f1": 0.88,
        "kind_accuracy": 0.95,
    },
    "k": {
        "core_entity_f1": 0.935,
        "entity_f1": 0.945,
        "partnership_f1": 0.92,
        "relation_f1": 0.88,
        "kind_accuracy": 0.93,
    },
    "l": {
        "core_entity_f1": 0.925,
        "entity_f1": 0.915,
        "partnership_f1": 0.885,
        "relation_f1": 0.88,
        "kind_accuracy": 0.92,
    },
    "m": {
        "core_entity_f1": 0.95,
        "entity_f1": 0.95,
        "partnership_f1": 0.89,
        "relation_f1": 0.86,
        "kind_accuracy": 0.925,
    },
    "n": {
        "core_entity_f1": 0.935,
        "entity_f1": 0.94,
        "partnership_f1": 0.84,
        "relation_f1": 0.8,
        "kind_accuracy": 0.92,
    },
    "o": {
        "core_entity_f1": 0.93,
        "entity_f1": 0.93,
        "partnership_f1": 0.885,
        "relation_f1": 0.84,
        "kind_accuracy": 0.91,
    },
    "p": {
        "core_entity_f1": 0.925,
        "entity_f1": 0.92,
        "partnership_f1": 0.885,
        "relation_f1": 0.88,
        "kind_accuracy": 0.89,
    },
    "q": {
        "core_entity_f1": 0.965,
        "entity_f1": 0.96,
        "partnership_f1": 0.855,
        "relation_f1": 0.85,
        "kind_accuracy": 0.905,
    },
    "r": {
        "core_entity_f1": 0.95,
        "entity_f1": 0.95,
        "partnership_f1": 0.915,
        "relation_f1": 0.905,
        "kind_accuracy": 0.94,
    },
    "s": {
        "core_entity_f1": 0.945,
        "entity_f1": 0.95,
        "partnership_f1": 0.975,
        "relation_f1": 0.935,
        "kind_accuracy": 0.965,
    },
    "t": {
        "core_entity_f1": 0.925,
        "entity_f1": 0.91,
        "partnership_f1": 0.87,
        "relation_f1": 0.845,
        "kind_accuracy": 0.875,
    },
    "u": {
        "core_entity_f1": 0.94,
        "entity_f1": 0.935,
        "partnership_f1": 0.885,
        "relation_f1": 0.895,
        "kind_accuracy": 0.935,
    },
    "v": {
        "core_entity_f1": 0.93,
        "entity_f1": 0.93,
        "partnership_f1": 0.87,
        "relation_f1": 0.87,
        "kind_accuracy": 0.925,
    },
}


def reading_of(found: Extraction, text: str) -> Reading:
    """Return an extraction as the scorer sees it: active relations only, every surface a name."""
    reading = Reading()
    for at, e in enumerate(found.entities):
        rank = normal_rank(dict(e.attributes).get("rank", ""), e.name) if e.type == "Award" else ""
        names = {e.name, *e.aliases, *(text[m.start : m.end] for m in e.mentions)}
        reading.entities[str(at)] = Entity(e.type, e.name, names, rank)
    reading.relations = [
        Relation(str(r.head), r.relation, str(r.tail), frozenset(r.kinds))
        for r in found.relations
        if r.status == "active"
    ]
    return reading


@cache
def agreement(name: str) -> Agreement:
    predicted = {}
    for path in sorted((SETS / name / "texts").glob("*.txt")):
        document = parse(path.read_text(encoding="utf-8"), id=path.stem)
        predicted[path.stem] = reading_of(extract(document), document.text)
    gold = read_gold(SETS / name / "gold")
    assert predicted.keys() == gold.keys()
    return compare(predicted, gold)


@pytest.mark.parametrize(("name", "figure"), [(n, f) for n, floors in FLOORS.items() for f in floors])
def test_figure_is_at_or_above_its_floor(name: str, figure: str) -> None:
    found = agreement(name)
    reached = getattr(found, figure)
    report = f"{figure} {reached:.3f}\n{found.table()}\n" + "\n".join(found.differences[:60])
    assert reached >= FLOORS[name][figure], report


def test_there_is_a_floor_for_every_set() -> None:
    assert {path.name for path in SETS.iterdir() if path.is_dir()} == FLOORS.keys()
