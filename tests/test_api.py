"""The Python API, as the documentation shows it."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import rdflib

import zhijiao
from tests.conftest import SAMPLES

SCHOOL = "湖北荆江工程职业学院"


@pytest.fixture(scope="module")
def kg(samples_kg: Path) -> zhijiao.KG:
    return zhijiao.open(str(samples_kg))


def test_every_public_name_is_there() -> None:
    for name in zhijiao.__all__:
        assert getattr(zhijiao, name) is not None
    assert set(zhijiao.__all__) == set(dir(zhijiao))
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        zhijiao.nothing_of_this_name  # noqa: B018


def test_errors_are_one_family() -> None:
    family = [getattr(zhijiao, name) for name in zhijiao.__all__ if name.endswith("Error")]
    assert len(family) > 5 and all(issubclass(kind, zhijiao.Error) for kind in family)


def test_build_returns_the_graph(tmp_path: Path) -> None:
    kg = zhijiao.build([SAMPLES / "weibei-signing-news.txt"], out=tmp_path / "kg")
    assert kg.documents == ("weibei-signing-news",)
    assert len(kg.relations()) > 5
    again = zhijiao.build(str(SAMPLES / "wanjiang-consortium-news.txt"), out=str(tmp_path / "kg"))
    assert again.documents == ("wanjiang-consortium-news", "weibei-signing-news")


def test_build_warns_of_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.warns(zhijiao.InputWarning, match=r"missing\.txt"):
        kg = zhijiao.build([SAMPLES / "weibei-signing-news.txt", tmp_path / "missing.txt"], tmp_path / "kg")
    assert len(kg.documents) == 1
    with pytest.raises(zhijiao.InputError, match=r"missing\.txt"):
        zhijiao.build(tmp_path / "missing.txt", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_build_without_quotes(tmp_path: Path) -> None:
    source = SAMPLES / "weibei-signing-news.txt"
    kg = zhijiao.build(source, tmp_path / "kg", quotes=False)
    relations = kg.relations()
    assert len(relations) and set(relations["evidence"]) == {""}
    assert (relations["end"] > relations["start"]).all()
    assert "□" in kg.text("weibei-signing-news")
    # What is known without quotes does not serve a build that wants them.
    assert "" not in set(zhijiao.build(source, tmp_path / "kg").relations()["evidence"])


def test_the_base_iri_is_a_setting(tmp_path: Path) -> None:
    kg = zhijiao.build(SAMPLES / "weibei-signing-news.txt", tmp_path / "kg", base="https://data.example/zj/")
    assert kg.entities()["id"].str.startswith("https://data.example/zj/").all()
    with pytest.raises(ValueError, match="base IRI"):
        zhijiao.build(SAMPLES / "weibei-signing-news.txt", tmp_path / "other", base="no iri")


def test_authority_lists_name_what_the_extractor_cannot_know(tmp_path: Path) -> None:
    names = tmp_path / "firms.csv"
    names.write_text("企业名称,别名,地区\n星河示例科技（成都）股份公司,蜀星河,四川省\n", "utf-8")
    text = tmp_path / "news.txt"
    text.write_text("江南虚构职业技术学院与蜀星河共建实训基地。\n", "utf-8")
    assert "星河示例科技（成都）股份公司" not in set(zhijiao.build(text, tmp_path / "kg").entities()["name"])
    # What was found without the list does not serve a build with it, however the work is shared out.
    other = tmp_path / "long.txt"
    other.write_text("今天的天气很好，大家都到教室上课去了，" * 10_000, "utf-8")
    kg = zhijiao.build([text, other], tmp_path / "kg", authority=[names], jobs=2)
    firm = kg.entities().set_index("name").loc["星河示例科技（成都）股份公司"]
    assert firm["type"] == "Enterprise" and firm["aliases"] == "蜀星河" and "四川" in firm["region"]
    found = zhijiao.extract(text, authority=[names])
    assert "星河示例科技（成都）股份公司" in {entity.name for entity in found.entities}
    names.write_text("no header\n", "utf-8")
    with pytest.raises(zhijiao.AuthorityError, match=r"firms\.csv"):
        zhijiao.build(text, tmp_path / "kg", authority=[names])


def test_query(kg: zhijiao.KG) -> None:
    table = kg.query("SELECT ?name WHERE { ?s a zj:School ; rdfs:label ?name } ORDER BY ?name")
    assert isinstance(table, pd.DataFrame) and SCHOOL in set(table["name"])
    assert kg.query("ASK { ?s zj:partnersWith ?o }") is True
    graph = kg.query("CONSTRUCT { ?s zj:leads ?g } WHERE { ?s zj:leads ?g }")
    assert isinstance(graph, rdflib.Graph) and len(graph) > 1
    with pytest.raises(zhijiao.QueryError):
        kg.query("SELECT")


def test_ask(kg: zhijiao.KG) -> None:
    assert len(kg.ask("partners", school=SCHOOL)) > 5
    with pytest.raises(zhijiao.NameNotFoundError, match=SCHOOL):
        kg.ask("partners", school=SCHOOL[:-1])
    with pytest.raises(zhijiao.QueryError, match="partners"):
        kg.ask("partner")


def test_tables(kg: zhijiao.KG) -> None:
    entities, relations, mentions = kg.entities(), kg.relations(), kg.mentions()
    assert list(mentions.columns) == ["entity", "document", "surface", "start", "end"]
    assert {"id", "type", "name", "aliases", "documents"} <= set(entities.columns)
    assert set(relations["head"]) | set(relations["tail"]) <= set(entities["id"])
    row = relations.iloc[0]
    text = kg.text(row["document"])[row["start"] : row["end"]]
    assert "".join(text.split()) == "".join(row["evidence"].split())


def test_network(kg: zhijiao.KG) -> None:
    network = kg.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert len(network) == len(kg.entities())
    assert {data["relation"] for _, _, data in network.edges(data=True)} >= {"partnersWith", "memberOf"}


def test_the_store_as_rdflib_sees_it(kg: zhijiao.KG) -> None:
    assert isinstance(kg.graph, rdflib.Dataset)
    zj = rdflib.Namespace("https://zhijiao.example/ontology#")
    names = {str(kg.graph.value(s, rdflib.RDFS.label)) for s in kg.graph.subjects(rdflib.RDF.type, zj.School)}
    assert SCHOOL in names


def test_map(kg: zhijiao.KG, tmp_path: Path) -> None:
    whole, near = kg.map(), kg.map(focus=SCHOOL, depth=1)
    assert 1 < near.nodes < whole.nodes
    near.save(tmp_path / "map.html")
    assert SCHOOL in (tmp_path / "map.html").read_text("utf-8")
    assert "<iframe" in near._repr_html_()
    assert kg.map(types=["School", "Enterprise"], relations=["partnersWith"]).nodes < whole.nodes
    with pytest.raises(zhijiao.NameNotFoundError, match=SCHOOL):
        kg.map(focus=SCHOOL[:-1])
    with pytest.raises(ValueError, match="Firm"):
        kg.map(types=["Firm"])


def test_analysis_check_and_export(kg: zhijiao.KG, tmp_path: Path) -> None:
    assert {"schools", "partners"} <= set(kg.analysis().tables)
    assert kg.check().conforms
    assert kg.export(tmp_path / "graph.nq", "nq").stat().st_size > 10_000
    with pytest.raises(zhijiao.ExportError, match="csv"):
        kg.export(tmp_path / "graph.doc", "doc")


def test_extract_takes_a_path_or_a_text(tmp_path: Path) -> None:
    path = SAMPLES / "weibei-signing-news.txt"
    found = zhijiao.extract(path)
    assert isinstance(found, zhijiao.Extraction) and found.relations
    assert zhijiao.extract(str(path)) == found
    text = "湖北荆江工程职业学院与荆楚数控装备股份有限公司签订合作协议，共建实训基地。"
    names = {entity.name for entity in zhijiao.extract(text).entities}
    assert {"湖北荆江工程职业学院", "荆楚数控装备股份有限公司"} <= names
    assert zhijiao.extract("").entities == ()
    with pytest.raises(zhijiao.ReadError, match=r"nothing\.txt"):
        zhijiao.extract(tmp_path / "nothing.txt")
    with pytest.raises(zhijiao.ReadError, match=r"nothing\.txt"):
        zhijiao.extract("nothing.txt")
