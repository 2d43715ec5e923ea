"""Recognisers are added, replaced and left out by name."""

import re
from collections.abc import Iterator

import pytest

from extract import recognisers
from extract.cues import Cues
from extract.findings import Proposal
from extract.pipeline import extract
from extract.reading import parse

TEXT = "云杉职业技术学院简介\n学校与青穗精工有限公司共建实训基地，与星桥Ω合作开展技术服务。学校开设护理专业。"


def omega(text: str, start: int, end: int, cues: Cues) -> Iterator[Proposal]:
    for match in re.compile("[一-龥]{2}Ω").finditer(text, start, end):
        yield Proposal(match.start(), match.end(), "Enterprise", 0.9, "omega")


@pytest.fixture
def registered() -> Iterator[None]:
    recognisers.register("omega", omega)
    yield
    recognisers.unregister("omega")


def names(**options: object) -> set[tuple[str, str]]:
    return {(e.type, e.name) for e in extract(parse(TEXT, id="d"), **options).entities}  # type: ignore[arg-type]


def test_an_added_recogniser_takes_part(registered: None) -> None:
    assert ("Enterprise", "星桥Ω") in names()
    found = extract(parse(TEXT, id="d"))
    at = next(i for i, e in enumerate(found.entities) if e.name == "星桥Ω")
    assert found.entities[at].rule == "omega"
    assert any(r.relation == "partnersWith" and r.tail == at for r in found.relations)


def test_an_added_recogniser_can_be_left_out_and_taken_away(registered: None) -> None:
    assert ("Enterprise", "星桥Ω") not in names(without=["omega"])
    recognisers.unregister("omega")
    assert ("Enterprise", "星桥Ω") not in names()
    recognisers.register("omega", omega)


def test_a_built_in_recogniser_can_be_left_out() -> None:
    assert ("Major", "护理") in names()
    assert ("Major", "护理") not in names(without=["majors"])
    with pytest.raises(KeyError):
        names(without=["no such recogniser"])


def test_a_built_in_recogniser_can_be_replaced_and_comes_back() -> None:
    recognisers.register("majors", omega)
    try:
        assert ("Major", "护理") not in names()
    finally:
        recognisers.unregister("majors")
    assert ("Major", "护理") in names()
