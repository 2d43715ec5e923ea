"""Why a document was read as it was, the lexicon's file format."""

from __future__ import annotations

import pytest

from extract import tsv
from extract.document import Document
from extract.explain import explain, render
from extract.pipeline import extract
from extract.reading import parse
from tests.extract.small_texts import TITLE

FIRST = "学校与江苏青溪重工股份有限公司共建实训基地。"
SECOND = "青溪重工派出技师授课。"


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(f"{TITLE}\n{FIRST}{SECOND}\n今天天气晴朗。", id="x")


def test_every_sentence_with_something_in_it_is_explained(document: Document) -> None:
    assert [part.text for part in explain(document)] == [TITLE, FIRST, SECOND]


def test_an_explanation_has_mentions_and_statements_with_names(document: Document) -> None:
    part = next(p for p in explain(document) if p.text == FIRST)
    assert document.text[part.start : part.end] == FIRST
    names = {(m.type, name) for m, name in part.chosen}
    assert ("Enterprise", "江苏青溪重工股份有限公司") in names
    said = {(head, relation, tail) for head, relation, tail, _ in part.statements}
    assert ("云麓职业技术学院", "partnersWith", "江苏青溪重工股份有限公司") in said


def test_one_sentence_by_an_offset_in_it(document: Document) -> None:
    at = document.text.index("技师")
    assert [part.text for part in explain(document, at)] == [SECOND]
    assert list(explain(document, len(document.text) + 5)) == []


def test_dropped_proposals_name_what_they_lost_to() -> None:
    document = parse(f"{TITLE}\n学生到益禾堂常州分公司实习。", id="x")
    (part,) = explain(document, document.text.index("实习"))
    lost = {
        (document.slice((p.start, p.end)), document.slice((rival.start, rival.end)))
        for p, rival in part.dropped
        if rival is not None
    }
    assert ("益禾堂", "益禾堂常州分公司") in lost
    line = next(line for line in render(document) if line.startswith("  - Enterprise 益禾堂 "))
    assert line.endswith("< 益禾堂常州分公司 (Enterprise)")


def test_a_proposal_too_weak_by_itself_lost_to_none() -> None:
    document = parse(f"{TITLE}\n学校借助改革东风加快发展。", id="x")
    assert any(line.startswith("  - ") and line.endswith("too weak") for line in render(document))


def test_what_is_explained_is_what_is_extracted(document: Document) -> None:
    found = extract(document)
    said = {(h, r, t) for part in explain(document) for h, r, t, _ in part.statements}
    assert {
        (found.entities[r.head].name, r.relation, found.entities[r.tail].name) for r in found.relations
    } == said


def test_it_renders_as_lines(document: Document) -> None:
    lines = list(render(document))
    at = document.text.index(FIRST)
    assert f"[{at}:{at + len(FIRST)}] {FIRST}" in lines
    assert any(line.startswith("  + Enterprise 青溪重工 = 江苏青溪重工股份有限公司") for line in lines)
    assert any(line.startswith("  → 云麓职业技术学院 partnersWith") and "实训基地" in line for line in lines)


def test_planned_statements_are_marked() -> None:
    lines = list(render(parse(f"{TITLE}\n学校拟与青溪重工有限公司签约。", id="x")))
    assert any("partnersWith" in line and "(planned)" in line for line in lines)


def test_rows_of_tables_are_explained_whole() -> None:
    table = "序号\t企业名称\t合作专业\n1\t青溪重工有限公司\t数控技术\n2\t望川医养有限公司\t护理\n"
    parts = list(explain(parse(f"{TITLE}\n表1 校企合作一览表\n{table}", id="x")))
    assert any("\t" in part.text and "青溪重工有限公司" in part.text for part in parts)


def test_an_empty_document_has_nothing_to_explain() -> None:
    assert list(render(parse("", id="x"))) == []


@pytest.mark.parametrize("name", ["org_suffixes", "left_edges", "cooperation"])
def test_lexicon_rows_are_as_wide_as_their_header(name: str) -> None:
    rows = tsv.rows(name)
    assert rows
    assert len({len(row) for row in rows}) == 1
    assert not any(row[0].startswith("#") for row in rows)


def test_a_lexicon_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        tsv.rows("no such lexicon")
