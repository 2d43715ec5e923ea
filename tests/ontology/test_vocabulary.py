"""Vocabulary, code lists and shapes agree with each other and with their Python names."""

from __future__ import annotations

import re
from pathlib import Path

import owlrl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF, RDFS, SKOS

from ontology.documentation import page
from ontology.namespaces import DEFAULT_BASE, SCHEMA, ZJ, check_base, code, local_name, segment
from ontology.terms import AWARD_LEVELS, COOPERATION_KINDS, ENTITY_TYPES, RELATIONS, STATUSES
from ontology.vocabulary import (
    CODES_FILE,
    SHAPES_FILE,
    VOCABULARY_FILE,
    code_list,
    code_lists,
    ground_triples,
    labels,
)

zj = rdflib.Namespace(ZJ)


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(VOCABULARY_FILE)


def test_every_term_has_labels_and_comments_in_both_languages(vocabulary: rdflib.Graph):
    terms = {s for s in vocabulary.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and s.startswith(ZJ)}
    assert len(terms) > 60
    for term in terms:
        for predicate in (RDFS.label, RDFS.comment):
            languages = {str(o.language) for o in vocabulary.objects(term, predicate)}  # type: ignore[union-attr]
            assert languages == {"zh", "en"}, (term, predicate)


def test_python_names_are_in_the_vocabulary(vocabulary: rdflib.Graph):
    for entity_type in ENTITY_TYPES:
        assert (zj[entity_type], RDF.type, OWL.Class) in vocabulary
    for term in RELATIONS.values():
        relation = zj[term.name]
        assert (relation, RDF.type, OWL.ObjectProperty) in vocabulary
        assert (relation, RDFS.label, rdflib.Literal(term.zh, lang="zh")) in vocabulary
        assert vocabulary.value(relation, RDFS.range) is not None


def test_relations_have_inverses_or_are_symmetric(vocabulary: rdflib.Graph):
    for name in RELATIONS:
        inverse = vocabulary.value(zj[name], OWL.inverseOf)
        symmetric = (zj[name], RDF.type, OWL.SymmetricProperty) in vocabulary
        assert (inverse is None) == symmetric, name
        if inverse is not None:
            assert vocabulary.value(inverse, RDFS.domain) is not None
    assert (zj.partnersWithSchool, RDF.type, OWL.SymmetricProperty) in vocabulary


def test_a_symmetric_property_has_one_type_at_both_ends(vocabulary: rdflib.Graph):
    for relation in vocabulary.subjects(RDF.type, OWL.SymmetricProperty):
        assert vocabulary.value(relation, RDFS.domain) == vocabulary.value(relation, RDFS.range)


def test_classes_are_aligned(vocabulary: rdflib.Graph):
    above = {c: set(vocabulary.objects(zj[c], RDFS.subClassOf)) for c in ENTITY_TYPES}
    assert rdflib.URIRef(f"{SCHEMA}EducationalOrganization") in above["School"]
    assert SKOS.Concept in above["Major"] and SKOS.Collection in above["MajorCluster"]
    assert all(above.values())


def test_no_property_is_both_of_objects_and_of_data(vocabulary: rdflib.Graph):
    objects = set(vocabulary.subjects(RDF.type, OWL.ObjectProperty))
    assert objects.isdisjoint(vocabulary.subjects(RDF.type, OWL.DatatypeProperty))


@pytest.mark.parametrize(
    ("name", "python"),
    [("cooperation-kind", COOPERATION_KINDS), ("status", STATUSES), ("award-level", AWARD_LEVELS)],
)
def test_code_lists_agree_with_python(name: str, python: object):
    assert list(code_list(name)) == list(python)  # type: ignore[call-overload]


def test_codes_have_the_iri_that_code_gives():
    for name in code_lists():
        for notation, entry in code_list(name).items():
            assert entry.iri == code(name, notation)
            assert entry.zh and entry.en


def test_labels_of_kinds_are_those_of_python():
    assert {n: c.en for n, c in code_list("cooperation-kind").items()} == COOPERATION_KINDS


def test_shapes_have_messages_in_both_languages():
    shapes = rdflib.Graph().parse(SHAPES_FILE)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    constrained = set(shapes.subjects(RDF.type, sh.PropertyShape))
    assert len(constrained) > 40
    for shape in constrained:
        assert {m.language for m in shapes.objects(shape, sh.message)} == {"zh", "en"}  # type: ignore[union-attr]


def test_shapes_speak_of_known_terms_and_codes(vocabulary: rdflib.Graph):
    known = {s for s in vocabulary.subjects() if str(s).startswith(ZJ)}
    known |= set(rdflib.Graph().parse(CODES_FILE).subjects())
    shapes = rdflib.Graph().parse(SHAPES_FILE)
    used = {o for o in shapes.objects() if str(o).startswith((ZJ, code("", "")))}
    assert used and used <= known


def test_shapes_allow_the_ends_that_python_allows():
    shapes = rdflib.Graph().parse(SHAPES_FILE)
    for name, term in RELATIONS.items():
        for end, types in (("subject", term.heads), ("object", term.tails)):
            shape = rdflib.URIRef(f"{ZJ.rstrip('#')}/shapes#{name}-{end}")
            allowed = {
                local_name(str(t))
                for members in shapes.objects(shape, rdflib.URIRef("http://www.w3.org/ns/shacl#in"))
                for t in rdflib.collection.Collection(shapes, members)
            }
            assert allowed == (set(types) if set(types) != set(ENTITY_TYPES) else set()), name


def test_what_graphs_carry_of_the_vocabulary_has_no_blank_node():
    assert all("_:" not in str(triple).split('"')[0] for triple in ground_triples())
    assert labels("en")["School"] == "school"


@given(st.text(max_size=300))
def test_a_segment_is_one_segment(name: str):
    assert re.fullmatch(r"[^\s/?#<>\"{}|\\^`\[\];\ud800-\udfff]+", segment(name))
    assert segment(name) not in {".", ".."}


@given(st.text(max_size=100), st.text(max_size=100))
def test_different_names_have_different_segments(one: str, other: str):
    import unicodedata

    alike = unicodedata.normalize("NFC", one).strip() == unicodedata.normalize("NFC", other).strip()
    surrogates = re.compile("[\ud800-\udfff]")
    if not surrogates.search(one + other):
        assert (segment(one) == segment(other)) == alike


@pytest.mark.parametrize(
    "base", ["", "x", "https://a b/", "https://zhijiao.example/id", "javascript:alert(1)/"]
)
def test_a_bad_base_is_refused(base: str):
    with pytest.raises(ValueError, match="not a base IRI"):
        check_base(base)


def test_the_default_base_is_reserved():
    assert check_base(DEFAULT_BASE).split("/")[2].endswith(".example")


def test_the_page_is_up_to_date():
    found = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    assert found == page(), "run `make docs`"


def test_nothing_follows_that_contradicts_the_vocabulary(vocabulary: rdflib.Graph):
    closure = rdflib.Graph()
    closure += vocabulary
    firm, school, group = (rdflib.URIRef(f"{DEFAULT_BASE}{n}") for n in ("firm", "school", "group"))
    closure.add((school, zj.partnersWith, firm))
    closure.add((firm, RDF.type, zj.Enterprise))
    closure.add((school, zj.memberOf, group))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    assert not list(closure.subjects(RDF.type, OWL.Nothing))
    assert not [o for s, p, o in closure if "error" in str(p).lower() and isinstance(o, rdflib.Literal)]
    # What does follow: types from domains and ranges, inverses, alignment.
    assert (school, RDF.type, zj.School) in closure and (group, RDF.type, zj.EducationGroup) in closure
    assert (firm, zj.partnerOf, school) in closure and (firm, RDF.type, zj.School) not in closure
    assert (school, RDF.type, rdflib.URIRef(f"{SCHEMA}EducationalOrganization")) in closure


def test_a_contradiction_would_be_seen(vocabulary: rdflib.Graph):
    closure = rdflib.Graph()
    closure += vocabulary
    thing = rdflib.URIRef(f"{DEFAULT_BASE}x")
    closure.add((thing, RDF.type, zj.School))
    closure.add((thing, RDF.type, zj.Major))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    assert [o for s, p, o in closure if "error" in str(p).lower() and isinstance(o, rdflib.Literal)]
