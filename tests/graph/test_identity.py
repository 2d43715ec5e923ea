"""Which entities of which documents are one thing."""

from __future__ import annotations

import random
import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Entity, Extraction, Relation
from graph import identity
from graph.identity import resolve
from graph.names import fold, is_generic, is_relative


def document(name: str, *entities: Entity, own: int | None = None, relations: tuple[Relation, ...] = ()):
    return Extraction(name, own=own, entities=entities, relations=relations)


def firm(name: str, *aliases: str) -> Entity:
    return Entity("Enterprise", name, aliases)


def names(*documents: Extraction) -> list[str]:
    return sorted(node.name for node in resolve(documents).nodes.values())


def test_spellings_of_one_name_are_one_node():
    one, two = firm("“华耀”科技（集团）有限公司"), firm("华耀 科技(集团)有限公司")
    assert len(resolve([document("a", one), document("b", two)]).nodes) == 1


def test_a_word_for_city_makes_no_other_organisation():
    group = [Entity("EducationGroup", n) for n in ("云泽市青禾职业教育集团", "云泽青禾职业教育集团")]
    resolution = resolve([document("a", group[0]), document("b", group[1])])
    (node,) = resolution.nodes.values()
    assert node.name == "云泽市青禾职业教育集团"
    assert node.aliases == ("云泽青禾职业教育集团",)


def test_an_alias_known_from_one_document_is_found_in_another():
    full, short = firm("云泽华耀机电股份有限公司", "华耀机电"), firm("华耀机电")
    assert names(document("a", full), document("b", short)) == ["云泽华耀机电股份有限公司"]


def test_a_legal_form_makes_no_other_firm():
    assert names(document("a", firm("远帆物流有限公司")), document("b", firm("远帆物流"))) == [
        "远帆物流有限公司"
    ]


def test_an_ambiguous_short_name_stays_by_itself():
    documents = [
        document("a", firm("云泽华耀机电股份有限公司", "华耀")),
        document("b", firm("青山华耀食品有限公司", "华耀")),
        document("c", firm("华耀")),
    ]
    assert len(resolve(documents).nodes) == 3


def test_two_entities_of_one_document_stay_two():
    both = document("a", firm("金桐银行", "金桐"), firm("金桐"))
    assert len(resolve([both, document("b", firm("金桐银行", "金桐"))]).nodes) == 2


@pytest.mark.parametrize(
    "alias", ["学校", "我校", "学院", "集团", "市政府", "教育局", "该校", "联盟", "公司"]
)
def test_generic_aliases_unite_nothing_and_are_not_shown(alias: str):
    documents = [
        document(d, Entity("School", n, (alias,)))
        for d, n in (("a", "云泽职业技术学院"), ("b", "青山技师学院"))
    ]
    resolution = resolve([*documents, document("c", Entity("School", alias))])
    assert len(resolution.nodes) == 3
    assert all(alias not in node.aliases for node in resolution.nodes.values())


def test_relative_names_are_told_apart_by_region(monkeypatch: pytest.MonkeyPatch):
    places = {
        "云泽职业技术学院": ("云泽市", "某省"),
        "云泽技师学院": ("云泽市", "某省"),
        "青山技师学院": ("青山市", "云泽市", "某省"),
    }
    monkeypatch.setattr(identity, "places_of", lambda name: places.get(name, ()))
    bodies = [Entity("Organization", n) for n in ("市教育局", "省教育厅", "第一医院")]
    documents = [
        document(str(i), Entity("School", school), *bodies, own=0) for i, school in enumerate(sorted(places))
    ]
    documents.append(document("x", Entity("Organization", "云泽市教育局")))
    found = {
        n.iri.split("/organization/")[1]: n for n in resolve(documents).nodes.values() if n.type != "School"
    }
    assert {iri: len(n.documents) for iri, n in found.items()} == {
        "云泽市教育局": 3,
        "青山市教育局": 1,
        "某省教育厅": 3,
        "云泽市/第一医院": 2,
        "青山市/第一医院": 1,
    }
    assert found["青山市教育局"].aliases == ("市教育局",)


def test_relative_names_without_a_region_belong_to_their_document(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "places_of", lambda name: ())
    bureau = Entity("Organization", "市教育局")
    assert len(resolve([document("a", bureau), document("b", bureau)]).nodes) == 2


def test_the_majority_decides_a_type():
    name = "青山农业科技中心"
    documents = [
        document(d, Entity(t, name))
        for d, t in zip("abc", ("Enterprise", "Organization", "Organization"), strict=True)
    ]
    (node,) = resolve(documents).nodes.values()
    assert node.type == "Organization"


def test_majors_are_shared_and_programmes_belong_to_their_school():
    def report(name: str, school: str) -> Extraction:
        entities = Entity("School", school), Entity("Major", "护理"), Entity("Program", "雅风班")
        relations = Relation(0, "offersMajor", 1), Relation(0, "hasProgram", 2)
        return document(name, *entities, own=0, relations=relations)

    nodes = resolve(
        [report("a", "云泽职业技术学院"), report("b", "青山技师学院"), report("c", "青山技师学院")]
    ).nodes
    programmes = sorted(n.iri for n in nodes.values() if n.type == "Program")
    assert len([n for n in nodes.values() if n.type == "Major"]) == 1
    assert [iri.split("/program/")[1] for iri in programmes] == [
        "云泽职业技术学院/雅风班",
        "青山技师学院/雅风班",
    ]


def test_awards_of_two_years_are_two():
    def report(name: str, year: str) -> Extraction:
        award = Entity("Award", "技能大赛", attributes=(("rank", "一等奖"), ("year", year)))
        return document(
            name,
            Entity("School", "云泽职业技术学院"),
            award,
            own=0,
            relations=(Relation(0, "receivedAward", 1),),
        )

    nodes = resolve([report("a", "2021"), report("b", "2022"), report("c", "2022")]).nodes
    assert [iri.rsplit("/", 1)[1] for iri in nodes if "/award/" in iri] == [
        "技能大赛;一等奖;2021",
        "技能大赛;一等奖;2022",
    ]


def test_the_owner_of_a_programmes_award_is_the_programmes_school():
    entities = Entity("School", "云泽职业技术学院"), Entity("Program", "雅风班"), Entity("Award", "先进集体")
    relations = Relation(0, "hasProgram", 1), Relation(1, "receivedAward", 2)
    nodes = resolve([document("a", *entities, relations=relations)]).nodes
    assert any(iri.endswith("/award/云泽职业技术学院/先进集体") for iri in nodes)


def test_generic_and_relative_names():
    assert is_generic("我校") and is_generic("学院") and not is_generic("云泽学院")
    assert is_relative("市教育局") and is_relative("第一中学") and is_relative("县人民医院")
    assert not is_relative("云泽市教育局") and not is_relative("镇海石化有限公司")


# --- properties -------------------------------------------------------------------------------------------

_names = st.sampled_from(
    [
        "云泽华耀机电股份有限公司",
        "华耀机电",
        "华耀",
        "云泽市华耀机电",
        "云泽华耀机电",
        "青山华耀食品有限公司",
        "市教育局",
        "学校",
        "云泽职业技术学院",
        "云职院",
        "Ａ集团",
        "A集团",
        "“北屿”酒店",
        "北屿酒店",
        "a/b#?%；班",
        "一" * 300,
        "两 词",
    ]
)
_entity = st.builds(
    Entity,
    st.sampled_from(["School", "Enterprise", "Organization", "EducationGroup", "Major", "Program", "Award"]),
    _names | st.text(max_size=6),
    st.lists(_names, max_size=2).map(tuple),
)
_documents = st.lists(st.lists(_entity, max_size=5), max_size=5).map(
    lambda lists: [document(f"d{i}", *entities) for i, entities in enumerate(lists)]
)


@settings(deadline=None, max_examples=150)
@given(_documents, st.randoms(use_true_random=False))
def test_the_order_of_documents_has_no_influence(documents: list[Extraction], rnd: random.Random):
    shuffled = list(documents)
    rnd.shuffle(shuffled)
    one, other = resolve(documents), resolve(shuffled)
    assert list(one.nodes.items()) == list(other.nodes.items())
    assert one.iris == other.iris


@settings(deadline=None, max_examples=150)
@given(_documents)
def test_every_entity_has_a_node_and_every_iri_is_valid(documents: list[Extraction]):
    resolution = resolve(documents)
    for d in documents:
        for index in range(len(d.entities)):
            assert resolution.iris[d.document, index] in resolution.nodes
    for iri in resolution.nodes:
        assert not re.search(r"[\x00-\x20<>\"{}|\\^`\ud800-\udfff]", iri)
        # A strict parser takes it as an absolute IRI.
        list(ox.parse(f"<{iri}> <x:p> <{iri}> .", format=ox.RdfFormat.N_TRIPLES))


@given(st.text())
def test_folding_twice_is_folding_once(name: str):
    assert fold(fold(name)) == fold(name)
