"""The sample corpus is consistent: annotations follow the format and can be found in the texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.terms import AWARD_LEVELS, COOPERATION_KINDS, ENTITY_TYPES, RELATIONS
from tests.scoring import read_tsv

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
GOLD = SAMPLES / "gold"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(name: str) -> str:
    raw = (SAMPLES / f"{name}.txt").read_bytes()
    try:
        return squeeze(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return squeeze(raw.decode("gb18030"))


def occurs(quote: str, text: str) -> bool:
    """A quote occurs verbatim, or, put together from cells or sentences apart, in parts joined by a space."""
    return squeeze(quote) in text or (" " in quote and all(part in text for part in quote.split(" ")))


def test_every_document_is_annotated_and_nothing_else_is() -> None:
    expected = {f"{name}.{part}.tsv" for name in NAMES for part in ("entities", "relations")}
    assert {path.name for path in GOLD.iterdir()} == expected
    assert len(NAMES) >= 12


def test_encodings_vary() -> None:
    raw = {name: (SAMPLES / f"{name}.txt").read_bytes() for name in NAMES}
    assert any(data.startswith(b"\xef\xbb\xbf") for data in raw.values())

    def is_utf8(data: bytes) -> bool:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    assert any(not is_utf8(data) for data in raw.values())


@pytest.mark.parametrize("name", NAMES)
def test_entities(name: str) -> None:
    path = GOLD / f"{name}.entities.tsv"
    assert path.read_text("utf-8").splitlines()[0] == "type\tname\taliases\tattributes"
    text = text_of(name)
    rows = read_tsv(path)
    assert len({(row["type"], row["name"]) for row in rows}) == len(rows), "an entity has one row"
    owner: dict[tuple[str, str], str] = {}
    for row in rows:
        assert None not in row.values() and None not in row
        assert row["type"] in ENTITY_TYPES
        for surface in [row["name"], *filter(None, row["aliases"].split("|"))]:
            found = occurs(surface, text) if row["type"] == "Award" else squeeze(surface) in text
            assert found, surface
            assert owner.setdefault((row["type"], surface), row["name"]) == row["name"], surface
        assert row["type"] == "Award" or not row["attributes"]
        attributes = dict(pair.split("=", 1) for pair in row["attributes"].split(";") if pair)
        assert attributes.keys() <= {"level", "rank", "year", "count"}
        assert attributes.get("level", AWARD_LEVELS[0]) in AWARD_LEVELS
        assert attributes.get("year", "2000").isdigit() and attributes.get("count", "1").isdigit()


@pytest.mark.parametrize("name", NAMES)
def test_relations(name: str) -> None:
    path = GOLD / f"{name}.relations.tsv"
    assert path.read_text("utf-8").splitlines()[0] == "head\trelation\ttail\tkind\tevidence"
    text = text_of(name)
    types: dict[str, set[str]] = {}
    for row in read_tsv(GOLD / f"{name}.entities.tsv"):
        types.setdefault(row["name"], set()).add(row["type"])
    rows = read_tsv(path)
    assert len({(row["head"], row["relation"], row["tail"]) for row in rows}) == len(rows)
    for row in rows:
        term = RELATIONS[row["relation"]]
        assert types[row["head"]] & set(term.heads), row
        assert types[row["tail"]] & set(term.tails), row
        assert row["head"] != row["tail"]
        kinds = row["kind"].removesuffix(":planned")
        if term.name == "partnersWith":
            assert kinds and set(kinds.split(",")) <= COOPERATION_KINDS.keys(), row
        else:
            assert not kinds, row
        assert row["evidence"] and occurs(row["evidence"], text), row["evidence"]


@pytest.mark.parametrize("name", NAMES)
def test_every_award_was_won(name: str) -> None:
    awards = {row["name"] for row in read_tsv(GOLD / f"{name}.entities.tsv") if row["type"] == "Award"}
    won = {
        row["tail"] for row in read_tsv(GOLD / f"{name}.relations.tsv") if row["relation"] == "receivedAward"
    }
    assert won == awards
