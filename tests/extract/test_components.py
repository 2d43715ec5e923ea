"""The extractor and its parts in a spaCy pipeline."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract import components, recognisers
from extract.alignment import Alignment
from extract.cues import Cues
from extract.findings import Proposal
from extract.pipeline import extract
from extract.reading import parse
from extract.records import Extraction

TEXT = (
    "云杉职业技术学院简介\n\n"
    "学校与青穗精工有限公司共建实训基地，共同开设“青穗订单班”。学校开设护理专业，\n"
    "获全国职业院校技能大赛一等奖1项。学校下设智能制造学院。\n"
)
PARTS = ("organisations", "majors", "departments", "awards", "programmes")


def spans(doc: Doc, group: str = components.GROUP) -> set[tuple[str, str]]:
    return {(span.label_, span.text) for span in doc.spans[group]}


def test_the_extractor_gives_what_the_plain_way_gives() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_extractor")
    doc = nlp(TEXT)
    document = parse(TEXT, id="text")
    assert doc._.extraction == extract(document)
    assert doc._.extraction_text == document.text
    assert isinstance(doc._.extraction, Extraction)
    assert ("Enterprise", "青穗精工有限公司") in spans(doc)
    assert ("Major", "护理") in spans(doc)


def test_a_processed_doc_can_be_written_and_read() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_extractor")
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.extraction == doc._.extraction
    assert spans(again) == spans(doc)


def test_recognisers_propose_and_the_decoder_decides() -> None:
    nlp = spacy.blank("zh")
    for part in PARTS:
        nlp.add_pipe(f"zhijiao_{part}")
    nlp.add_pipe("zhijiao_decoder")
    doc = nlp(TEXT)
    assert ("Enterprise", "青穗精工有限公司") in spans(doc, "zhijiao_organisations")
    assert {
        ("School", "云杉职业技术学院"),
        ("Enterprise", "青穗精工有限公司"),
        ("Major", "护理"),
        ("Department", "智能制造学院"),
    } <= spans(doc)
    chosen = sorted((s.start_char, s.end_char) for s in doc.spans[components.GROUP])
    assert all(a[1] <= b[0] for a, b in pairwise(chosen))


def test_a_component_is_switched_off_by_name() -> None:
    nlp = spacy.blank("zh")
    for part in PARTS:
        nlp.add_pipe(f"zhijiao_{part}")
    nlp.add_pipe("zhijiao_decoder")
    with nlp.select_pipes(disable=["zhijiao_majors"]):
        assert ("Major", "护理") not in spans(nlp(TEXT))
    assert ("Major", "护理") in spans(nlp(TEXT))


def test_a_component_of_another_maker_takes_part() -> None:
    @Language.component("test_colours")
    def colours(doc: Doc) -> Doc:
        at = doc.text.index("共建")
        doc.spans["zhijiao_colours"] = [doc.char_span(at, at + 2, label="Colour")]
        return doc

    nlp = spacy.blank("zh")
    nlp.add_pipe("test_colours")
    nlp.add_pipe("zhijiao_decoder")
    assert spans(nlp(TEXT)) == {("Colour", "共建")}


@pytest.fixture
def gatherings() -> Iterator[None]:
    def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
        at = text.find("共建", start, end)
        return [Proposal(at, at + 2, "Organization", 0.95, "gathering")] if at >= 0 else []

    recognisers.register("gatherings", find)
    yield
    recognisers.unregister("gatherings")


def test_a_registered_recogniser_takes_part_in_both_ways(gatherings: None) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_recogniser", name="zhijiao_gatherings", config={"recogniser": "gatherings"})
    nlp.add_pipe("zhijiao_decoder")
    assert spans(nlp(TEXT)) == {("Organization", "共建")}
    whole = spacy.blank("zh")
    whole.add_pipe("zhijiao_extractor")
    assert ("Organization", "共建") in spans(whole(TEXT))


def test_the_extractor_leaves_out_what_its_configuration_names() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_extractor", config={"without": ["majors"]})
    assert not {label for label, _ in spans(nlp(TEXT))} & {"Major", "MajorCluster"}
    with pytest.raises(KeyError):
        spacy.blank("zh").add_pipe("zhijiao_extractor", config={"without": ["nothing"]})


def test_the_extractor_takes_authority_lists(tmp_path: Path) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("name,type,code\n青穗精工有限公司,Enterprise,91-7\n", encoding="utf-8")
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_extractor", config={"authority": [str(path)]})
    firm = next(e for e in nlp(TEXT)._.extraction.entities if e.name == "青穗精工有限公司")
    assert ("code", "91-7") in firm.attributes


def test_every_factory_is_an_entry_point() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["entry-points"]["spacy_factories"]
    for name, target in declared.items():
        module, _, function = target.partition(":")
        assert module == "extract.components"
        assert callable(getattr(components, function))
        assert Language.has_factory(name)
    made = {name for name in Language.factories if name.startswith("zhijiao_")}
    assert made == set(declared)


def test_mentions_are_aligned_with_the_text_as_given() -> None:
    given = (
        "云杉职业技术学院质量报告\n\n第一章  校企合作\n\n"
        "我校坚持产教融合、校企合作的办学道路，在地方政府支持下，与青穗精工有\n"
        "限公司共建校内实训基地，接收学生顶岗实习，双方共同制定培养方案，共同开\n"
        "发课程，成效明显。\n\n- 3 -\n\n学校与杉木家装有限公司签订协议，共同培养人才。\n"
    )
    document = parse(given, id="d")
    assert document.text != given
    alignment = Alignment(given, document)
    for name in ("青穗精工有限公司", "共同开发课程", "杉木家装有限公司", "签订协议"):
        at = document.text.index(name)
        span = alignment.span(at, at + len(name))
        assert span is not None
        assert "".join(given[slice(*span)].split()) == name


def test_what_was_not_given_has_no_place() -> None:
    document = parse("云杉学院简介", id="d")
    assert Alignment("完全不同的一段话", document).span(0, 4) is None
