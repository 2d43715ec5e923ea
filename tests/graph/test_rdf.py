"""Statements and their RDF: merging, literals, and the same lines whatever the order."""

from __future__ import annotations

import random
from dataclasses import replace

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Entity, Evidence, Extraction, Mention, Relation
from graph.identity import resolve
from graph.rdf import Layout, decimal, integer, literal, quad_lines
from graph.statements import Statement, statements
from ontology.namespaces import DEFAULT_BASE
from ontology.terms import COOPERATION_KINDS, ENTITY_TYPES, RELATIONS

ENTITIES = (
    Entity("School", "云泽职业技术学院"),
    Entity("School", "青山技师学院"),
    Entity("Enterprise", "远帆物流"),
)


def stated(*relations: Relation) -> list[Statement]:
    extraction = Extraction("d", entities=ENTITIES, relations=relations)
    return list(statements(extraction, resolve([extraction])))


def quote(start: int) -> tuple[Evidence, ...]:
    return (Evidence(start, start + 2, "引文"),)


def test_a_relation_stated_twice_is_one_statement_with_both_quotes():
    (statement,) = stated(
        Relation(0, "partnersWith", 2, ("师资",), "active", 2020, 0.6, "a", quote(10)),
        Relation(0, "partnersWith", 2, ("产业学院", "师资"), "active", 2021, 0.9, "b", quote(5)),
        Relation(0, "partnersWith", 2, ("产业学院",), "active", None, 0.5, "c", quote(5)),
    )
    assert statement.kinds == ("产业学院", "师资")
    assert (statement.year, statement.confidence, statement.rule) == (2021, 0.9, "b")
    assert [e.start for e in statement.evidence] == [5, 10]


def test_of_contradicting_statuses_the_firmest_counts_with_its_own_quotes():
    (statement,) = stated(
        Relation(0, "partnersWith", 2, ("培训",), "ended", 2019, 0.99, "a", quote(1)),
        Relation(0, "partnersWith", 2, ("师资",), "planned", 2023, 0.9, "b", quote(2)),
        Relation(0, "partnersWith", 2, ("平台",), "active", 2022, 0.3, "c", quote(3)),
    )
    assert (statement.status, statement.kinds, statement.year) == ("active", ("平台",), 2022)
    assert [e.start for e in statement.evidence] == [3]


def test_schools_that_name_each_other_make_one_statement():
    there, back = (
        Relation(0, "partnersWith", 1, evidence=quote(1)),
        Relation(1, "partnersWith", 0, evidence=quote(2)),
    )
    assert len(stated(there, back)) == 1
    assert stated(there, back) == stated(back, there)
    assert len(stated(Relation(0, "articulatesWith", 1), Relation(1, "articulatesWith", 0))) == 1


def test_a_relation_of_a_thing_to_itself_is_dropped():
    twice = Entity("School", "云泽职业技术学院"), Entity("School", "云泽 职业技术学院")
    extraction = Extraction("d", entities=twice, relations=(Relation(0, "partnersWith", 1),))
    assert not list(statements(extraction, resolve([extraction])))


def test_unknown_relations_and_kinds_do_not_enter():
    assert not stated(Relation(0, "likes", 2))
    assert stated(Relation(0, "partnersWith", 2, ("喝茶", "竞赛")))[0].kinds == ("竞赛",)


@given(st.text())
def test_a_literal_reads_back_as_it_was(text: str):
    line = f"<x:s> <x:p> {literal(text)} .\n"
    assert line.count("\n") == 1 and len(line.splitlines()) == 1
    (triple,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    expected = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert isinstance(triple.object, ox.Literal) and triple.object.value == expected


@given(st.floats(0, 1), st.integers())
def test_numbers_are_canonical(value: float, number: int):
    for text, parse, expected in ((decimal(value), float, round(value, 4)), (integer(number), int, number)):
        (triple,) = ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
        assert isinstance(triple.object, ox.Literal) and parse(triple.object.value) == expected
        assert "e" not in triple.object.value


# --- properties -------------------------------------------------------------------------------------------

_names = st.sampled_from(["云泽职院", "云泽职业技术学院", "远帆物流有限公司", "远帆物流", "护理", 'a "b\n'])
_mentions = st.lists(st.builds(Mention, st.integers(0, 5), st.integers(6, 9)), max_size=2).map(tuple)
_entities = st.builds(
    Entity,
    st.sampled_from(ENTITY_TYPES),
    _names,
    st.lists(_names, max_size=2).map(tuple),
    st.just((("level", "省"), ("rank", "一等奖"))),
    _mentions,
    st.floats(0, 1),
)


@st.composite
def _extractions(draw: st.DrawFn) -> list[Extraction]:
    made = []
    for number in range(draw(st.integers(0, 3))):
        entities = draw(st.lists(_entities, min_size=1, max_size=4))
        index = st.integers(0, len(entities) - 1)
        relation = st.builds(
            Relation,
            index,
            st.sampled_from(list(RELATIONS)),
            index,
            st.lists(st.sampled_from(list(COOPERATION_KINDS)), max_size=2, unique=True).map(tuple),
            st.sampled_from(["active", "planned", "ended"]),
            st.none() | st.integers(1990, 2025),
            st.floats(0, 1),
            st.sampled_from(["a", "b"]),
            st.integers(0, 5).map(quote),
        )
        relations = draw(st.lists(relation, max_size=5))
        own = draw(st.none() | index)
        made.append(
            Extraction(f"d{number}", "题", 2022, "x", "y", 10, own, tuple(entities), tuple(relations), ("n",))
        )
    return made


def _lines(extractions: list[Extraction]) -> list[str]:
    texts = {e.document: "零一二三四五六七八九" for e in extractions}
    return list(quad_lines(extractions, resolve(extractions), texts, Layout(DEFAULT_BASE)))


@settings(deadline=None, max_examples=60)
@given(_extractions(), st.randoms(use_true_random=False))
def test_the_same_lines_in_any_order_of_documents_and_relations(made: list[Extraction], rnd: random.Random):
    shuffled = [
        replace(e, relations=tuple(rnd.sample(e.relations, len(e.relations))))
        for e in rnd.sample(made, len(made))
    ]
    assert sorted(_lines(made)) == sorted(_lines(shuffled))


@settings(deadline=None, max_examples=60)
@given(_extractions())
def test_every_line_is_one_strict_quad_without_blank_node_and_none_comes_twice(made: list[Extraction]):
    lines = _lines(made)
    assert len(set(lines)) == len(lines)
    quads = list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == len(lines)
    assert not any(isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode) for q in quads)
