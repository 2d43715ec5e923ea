"""The graph as users meet it: tables, names, SPARQL, named queries."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import rdflib

from graph.knowledge import (
    ENTITY_COLUMNS,
    MENTION_COLUMNS,
    RELATION_COLUMNS,
    KnowledgeGraph,
    NameNotFoundError,
    QueryError,
)
from graph.queries import named_queries, parse
from graph.queries.documentation import page
from ontology.namespaces import ZJ
from tests.graph.invented_reports import TEXTS, corpus

SCHOOL, OTHER, FIRM = "云州职业技术学院", "云州第二技师学院", "云州华耀机电股份有限公司"

# --- tables -----------------------------------------------------------------------------------------------


def test_entities_have_the_columns_of_the_csv_export(kg: KnowledgeGraph):
    table = kg.entities()
    assert tuple(table.columns) == ENTITY_COLUMNS
    assert tuple(table.columns)[:5] == ("id", "type", "name", "aliases", "documents")
    assert table["id"].is_unique and table["id"].is_monotonic_increasing
    firm = table[table["name"] == FIRM].iloc[0]
    assert (firm["type"], firm["aliases"]) == ("Enterprise", "华耀机电")
    assert firm["documents"] == "ershi-2022|yunzhou-2021|yunzhou-2022"
    school = table[table["name"] == SCHOOL].iloc[0]
    assert (school["kind"], school["aliases"]) == ("高职专科", "云职院")
    award = table[table["id"].str.endswith(";2021")]
    assert award[["level", "rank", "year", "count"]].to_numpy().tolist() == [["国家", "一等奖", 2021, 2]]
    major = table.set_index("name").loc["机电一体化技术"]
    assert (major["code"], major["kind"]) == ("460301", "装备制造大类")


def test_mentions_are_where_the_texts_say_so(kg: KnowledgeGraph):
    table = kg.mentions()
    assert tuple(table.columns) == MENTION_COLUMNS
    assert len(table) == sum(len(e.mentions) for d in corpus() for e in d.entities)
    assert not table.duplicated().any()
    for row in table.itertuples():
        assert TEXTS[row.document][row.start : row.end] == row.surface
    assert set(table["entity"]) == set(kg.entities()["id"])


def test_relations_have_a_verbatim_quote(kg: KnowledgeGraph):
    table = kg.relations()
    assert tuple(table.columns) == RELATION_COLUMNS
    assert not table.duplicated(["head", "relation", "tail", "document"]).any()
    for row in table.itertuples():
        assert TEXTS[row.document][row.start : row.end] == row.evidence
    planned = table[table["status"] == "planned"]
    assert planned["tail_name"].tolist() == ["北屿酒店"]
    assert table[table["kind"] != ""]["relation"].unique().tolist() == ["partnersWith"]


def test_tables_are_copies(kg: KnowledgeGraph):
    table = kg.entities()
    table["name"] = "x"
    assert SCHOOL in set(kg.entities()["name"])


def test_reports(kg: KnowledgeGraph):
    assert kg.reports()[["document", "year", "publisher_name"]].to_numpy().tolist() == [
        ["ershi-2022", 2022, OTHER],
        ["yunzhou-2021", 2021, SCHOOL],
        ["yunzhou-2022", 2022, SCHOOL],
    ]


def test_all_evidence_of_a_relation(kg: KnowledgeGraph):
    table = kg.evidence(kg.find(SCHOOL), "partnersWith", kg.find(FIRM))
    assert table["document"].tolist() == ["yunzhou-2021", "yunzhou-2022"]
    assert all(TEXTS[r.document][r.start : r.end] == r.evidence for r in table.itertuples())


# --- SPARQL -----------------------------------------------------------------------------------------------


def test_planned_cooperation_has_no_direct_triple(kg: KnowledgeGraph):
    ask = "ASK { ?s zj:partnersWith ?o . ?o rdfs:label '%s' }"
    assert kg.query(ask % "北屿酒店") is False
    assert kg.query(ask % "青山仪表厂") is True


def test_a_triple_stated_by_two_reports_counts_once(kg: KnowledgeGraph):
    table = kg.query(f"SELECT (COUNT(?o) AS ?n) WHERE {{ ?s rdfs:label '{SCHOOL}' ; zj:offersMajor ?o }}")
    assert isinstance(table, pd.DataFrame)
    assert table["n"].tolist() == [2]


def test_cooperation_of_schools_holds_both_ways(kg: KnowledgeGraph):
    for relation in ("partnersWith", "partnersWithSchool", "articulatesWith"):
        for one, other in ((SCHOOL, OTHER), (OTHER, SCHOOL)):
            assert kg.query(f"ASK {{ ?a rdfs:label '{one}' ; zj:{relation} ?b . ?b rdfs:label '{other}' }}")


def test_one_report_can_be_asked_alone(kg: KnowledgeGraph):
    graph = kg.layout.report_graph("ershi-2022")
    table = kg.query(f"SELECT ?o WHERE {{ GRAPH <{graph}> {{ ?s zj:partnersWith ?o }} }}")
    assert isinstance(table, pd.DataFrame) and len(table) == 2


def test_results_come_as_python_values(kg: KnowledgeGraph):
    table = kg.query("SELECT (1 AS ?i) (0.5 AS ?d) (true AS ?b) ('x' AS ?s) (zj:leads AS ?u) ?n WHERE {}")
    assert isinstance(table, pd.DataFrame)
    assert table.iloc[0].tolist() == [1, 0.5, True, "x", f"{ZJ}leads", None]


def test_an_empty_result_keeps_its_columns(kg: KnowledgeGraph):
    table = kg.query("SELECT ?a ?b WHERE { ?a zj:never ?b }")
    assert isinstance(table, pd.DataFrame)
    assert (len(table), list(table.columns)) == (0, ["a", "b"])


def test_construct_gives_an_rdflib_graph(kg: KnowledgeGraph):
    graph = kg.query("CONSTRUCT { ?s zj:partnersWith ?o } WHERE { ?s zj:partnersWith ?o }")
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == 6


@pytest.mark.parametrize("sparql", ["", "SELECT", "SELECT ?x WHERE { ?x foo:bar ?y }", "DROP ALL", "你好"])
def test_what_is_no_query_is_refused(kg: KnowledgeGraph, sparql: str):
    with pytest.raises(QueryError):
        kg.query(sparql)


def test_the_same_store_as_an_rdflib_dataset(kg: KnowledgeGraph):
    dataset = kg.graph
    rows = list(dataset.query("SELECT ?s WHERE { ?s a zj:School }"))
    assert len(rows) == 2
    assert len(dataset) == kg.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").iloc[0, 0]  # type: ignore[union-attr]
    school = rdflib.URIRef(kg.find(SCHOOL))
    assert len(list(dataset.objects(school, rdflib.URIRef(f"{ZJ}offersMajor")))) == 2


# --- names ------------------------------------------------------------------------------------------------


def test_names_aliases_and_iris_lead_to_the_entity(kg: KnowledgeGraph):
    iri = kg.find(SCHOOL)
    assert kg.find("云职院") == kg.find(" 云州 职业技术学院 ") == kg.find(iri) == iri
    assert kg.find("云州青禾职业教育集团", ("EducationGroup",)).endswith("/group/云州市青禾职业教育集团")


def test_an_unknown_name_brings_similar_ones(kg: KnowledgeGraph):
    with pytest.raises(NameNotFoundError, match="云州职业技术学院") as error:
        kg.find("云州职业学院")
    assert error.value.candidates[0] == SCHOOL
    with pytest.raises(NameNotFoundError):
        kg.find(SCHOOL, ("Enterprise",))


def test_a_name_of_two_things_asks_for_the_iri(kg: KnowledgeGraph):
    with pytest.raises(NameNotFoundError, match="多个实体") as error:
        kg.find("全国技能大赛一等奖")
    assert len(error.value.candidates) == 2
    assert kg.find(error.value.candidates[0]) == error.value.candidates[0]


@pytest.mark.parametrize("name", ["", '" } DROP ALL #', "\\", "x" * 5000, "\n", "\ud800"])
def test_any_text_is_just_a_name_that_is_not_there(kg: KnowledgeGraph, name: str):
    with pytest.raises(NameNotFoundError):
        kg.find(name)


# --- named queries ----------------------------------------------------------------------------------------

PARAMETERS = {
    "school": "云职院",
    "other": OTHER,
    "kind": "订单班",
    "major": "机电一体化技术",
    "group": "云州青禾职业教育集团",
    "head": "云职院",
    "tail": "华耀机电",
    "from": 2021,
    "to": 2022,
}


def ask(kg: KnowledgeGraph, name: str, **more: object) -> list[dict[str, object]]:
    needed = {p.name: PARAMETERS[p.name] for p in named_queries()[name].parameters if p.required}
    rows: list[dict[str, object]] = kg.ask(name, **needed, **more).to_dict("records")  # type: ignore[assignment]
    return rows


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_has_an_answer_without_repetition(kg: KnowledgeGraph, name: str):
    rows = ask(kg, name)
    assert rows
    assert len({tuple(r.items()) for r in rows}) == len(rows)
    query = named_queries()[name]
    assert query.title and query.title_en and query.description and query.description_en


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_runs_with_every_parameter(kg: KnowledgeGraph, name: str):
    values = {"integer": 2, "decimal": 0.5, "string": "x\"'} \\"}
    given = {
        p.name: PARAMETERS[p.name] if p.types else values[p.kind] for p in named_queries()[name].parameters
    }
    assert isinstance(kg.ask(name, **given), pd.DataFrame)


def test_partners(kg: KnowledgeGraph):
    rows = ask(kg, "partners")
    assert [(r["合作单位"], r["方式"], r["状态"], r["年份"]) for r in rows] == [
        (FIRM, "产业学院", "active", 2021),
        (FIRM, "实训基地", "active", 2022),
        (OTHER, "师资", "active", 2022),
        ("北屿酒店", "", "planned", 2022),
        ("青山仪表厂", "订单班", "active", 2021),
    ]
    assert [r["合作单位"] for r in ask(kg, "partners", kind="订单班")] == ["青山仪表厂"]
    assert {r["年份"] for r in ask(kg, "partners", since=2022)} == {2022}


def test_shared_partners_and_bridges(kg: KnowledgeGraph):
    (row,) = ask(kg, "shared-partners")
    assert (row["合作单位"], row["与第一校"], row["与第二校"]) == (FIRM, "产业学院、实训基地", "其他")
    (row,) = ask(kg, "bridges")
    assert (row["合作单位"], row["学校数"], row["学校"]) == (FIRM, 2, f"{OTHER}、{SCHOOL}")
    assert ask(kg, "bridges", minimum=3) == []
    assert ask(kg, "bridges", type="学校") == []


def test_majors_and_groups(kg: KnowledgeGraph):
    assert [(r["专业"], r["代码"], r["专业群"]) for r in ask(kg, "majors")] == [
        ("护理", None, None),
        ("机电一体化技术", "460301", "智能制造"),
    ]
    assert [r["学校"] for r in ask(kg, "schools-of-major")] == [OTHER, SCHOOL]
    assert kg.ask("major-partners", category="装备制造大类")["合作单位"].unique().tolist() == [FIRM]
    assert kg.ask("major-partners", category="水利大类").empty
    assert {r["依据"] for r in ask(kg, "major-partners", major="机电一体化技术")} == {
        "合作项目：华耀产业学院",
        "原文提到该专业",
    }
    assert [(r["单位"], r["角色"]) for r in ask(kg, "group-members")] == [
        (SCHOOL, "牵头单位"),
        (OTHER, "成员单位"),
    ]
    (row,) = ask(kg, "groups")
    assert (row["牵头单位"], row["成员数"], row["类别"]) == (SCHOOL, 1, "职教集团")


def test_awards(kg: KnowledgeGraph):
    assert [(r["年份"], r["数量"]) for r in ask(kg, "awards")] == [(2022, None), (2021, 2)]
    assert ask(kg, "awards", level="省") == []
    (row,) = ask(kg, "award-ranking")
    assert (row["级别"], row["等级"], row["数量"]) == ("国家", "一等奖", 3)


def test_changes(kg: KnowledgeGraph):
    assert {r["合作单位"]: r["变化"] for r in ask(kg, "changes")} == {
        FIRM: "延续",
        OTHER: "新增",
        "青山仪表厂": "不再提及",
    }
    assert kg.ask("changes", **{"from": 2019, "to": 2022}).empty


def test_evidence_and_unsupported(kg: KnowledgeGraph):
    assert [r["文档"] for r in ask(kg, "evidence")] == ["yunzhou-2021", "yunzhou-2022"]
    assert [r["宾语"] for r in ask(kg, "unsupported")] == ["智能制造"]
    assert ask(kg, "unsupported", confidence=0.1) == []


def test_articulation_recommendation_and_kind(kg: KnowledgeGraph):
    assert [r["衔接学校"] for r in ask(kg, "articulation", school=OTHER)] == [OTHER]
    (row,) = ask(kg, "recommend")
    assert (row["合作单位"], row["相同专业"], row["合作学校"]) == (
        "远帆物流有限公司",
        "机电一体化技术",
        OTHER,
    )
    assert [r["合作单位"] for r in ask(kg, "by-kind")] == ["青山仪表厂"]
    assert kg.ask("by-kind", kind="订单班", school=OTHER).empty


def test_regions_count_every_partner(kg: KnowledgeGraph):
    assert sum(int(r["单位数"]) for r in ask(kg, "regions")) == 6  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("partner", {}, "partners"),
        ("partners", {}, "school"),
        ("partners", {"school": SCHOOL, "x": 1}, "没有参数“x”"),
        ("bridges", {"minimum": "two"}, "应为数字"),
        ("awards", {"school": SCHOOL, "year": "去年"}, "应为数字"),
    ],
)
def test_wrong_questions_are_explained(
    kg: KnowledgeGraph, name: str, parameters: dict[str, object], message: str
):
    with pytest.raises(QueryError, match=message):
        kg.ask(name, **parameters)


@pytest.mark.parametrize(
    "header",
    [
        "# title: x",
        "# title: x\n# title-en: x\n# description: x\n# description-en: x\n# parameter: a Unknown | x | y",
        "# title: x\n# title-en: x\n# description: x\n# description-en: x\n# parameter: a",
        "# title: x\n# title-en: x\n# description: x\n# description-en: x\n# parameter: a string | x | y",
    ],
)
def test_an_incomplete_query_file_is_refused(header: str):
    with pytest.raises(ValueError, match="query x"):
        parse("x", f"{header}\nSELECT ?a WHERE {{ ?a ?b ?c }}")


def test_network(kg: KnowledgeGraph):
    network = kg.network()
    assert isinstance(network, nx.MultiDiGraph)
    edge = network[kg.find(SCHOOL)][kg.find(FIRM)]["partnersWith"]
    assert (edge["kind"], edge["weight"], edge["status"]) == ("产业学院|实训基地", 2, "active")
    assert edge["documents"] == "yunzhou-2021|yunzhou-2022"
    assert network.nodes[kg.find(FIRM)]["name"] == FIRM
    assert not network.has_edge(kg.find(SCHOOL), kg.find("北屿酒店"))
    assert kg.network(statuses=None).has_edge(kg.find(SCHOOL), kg.find("北屿酒店"))


def test_the_page_of_queries_is_up_to_date():
    found = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
    assert found == page(), "run `make docs`"
