from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from graph.knowledge import KnowledgeGraph
from tests.viz.built import ODD, kg
from tests.viz.test_map import embedded, loads
from viz.server import create_app

__all__ = ["kg"]


@pytest.fixture(scope="module")
def client(kg: KnowledgeGraph) -> Iterator[TestClient]:
    with TestClient(create_app(kg, seconds=10.0), base_url="http://127.0.0.1") as client:
        yield client


def iri(kg: KnowledgeGraph, name: str) -> str:
    table = kg.entities()
    return str(table.loc[table["name"] == name, "id"].item())


FIRMS = "SELECT ?name WHERE { ?s zj:partnersWith ?f . ?f a zj:Enterprise ; rdfs:label ?name }"


def ask(client: TestClient, query: str, accept: str = "") -> tuple[int, str, str]:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    return response.status_code, response.headers["content-type"], response.text


# --- SPARQL protocol --------------------------------------------------------------------------------------


def test_the_three_ways_to_ask(client: TestClient) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    direct = {"content-type": "application/sparql-query"}
    answers = [
        client.get("/sparql", params={"query": FIRMS}),
        client.post("/sparql", content=urlencode({"query": FIRMS}), headers=form),
        client.post("/sparql", content=FIRMS, headers=direct),
    ]
    for answer in answers:
        assert answer.headers["content-type"] == "application/sparql-results+json"
        (row,) = answer.json()["results"]["bindings"]
        assert row["name"]["value"] == "启衡智能装备有限公司"


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head"'),
        ("application/json;q=0.9, text/csv;q=0.1", "application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "name"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?name"),
        ("*/*", "application/sparql-results+json", '{"head"'),
    ],
)
def test_results_come_as_asked(client: TestClient, accept: str, media: str, begins: str) -> None:
    status, got, text = ask(client, FIRMS, accept)
    assert (status, got) == (200, media)
    assert text.startswith(begins) and "启衡智能装备有限公司" in text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("", "text/turtle; charset=utf-8"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s a zj:School ; rdfs:label ?n }",
        "DESCRIBE ?s WHERE { ?s a zj:School }",
    ],
)
def test_graphs_come_as_asked(client: TestClient, accept: str, media: str, form: str) -> None:
    status, got, text = ask(client, form, accept)
    assert (status, got) == (200, media)
    assert "云溪职业技术学院" in text


def test_ask(client: TestClient) -> None:
    assert json.loads(ask(client, "ASK { ?s a zj:School }")[2])["boolean"] is True
    assert json.loads(ask(client, "ASK { ?s a zj:Award }")[2])["boolean"] is False


def test_named_and_default_graphs(client: TestClient) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    graphs = [b["g"]["value"] for b in json.loads(ask(client, query)[2])["results"]["bindings"]]
    report = next(g for g in graphs if "report" in g)
    labels = {"query": "SELECT ?l WHERE { ?s a zj:School ; rdfs:label ?l }"}
    elsewhere = client.get("/sparql", params={**labels, "default-graph-uri": "https://nowhere.example/"})
    assert elsewhere.json()["results"]["bindings"] == []
    only = client.get("/sparql", params={"query": query, "named-graph-uri": report})
    assert [b["g"]["value"] for b in only.json()["results"]["bindings"]] == [report]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT ?x WHERE {", "语法"),
        ("", "没有查询"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "只读"),
        ("# SELECT\nPREFIX a: <urn:> DELETE WHERE { ?s ?p ?o }", "只读"),
        ("DROP ALL", "只读"),
        ("LOAD <http://127.0.0.1/>", "只读"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { {service silent ?x{?s ?p ?o}} }", "SERVICE"),
        ("SELECT * { ?s ?p 'it''s' . SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_what_is_refused(client: TestClient, query: str, says: str) -> None:
    status, media, text = ask(client, query)
    assert (status, media) == (400, "text/plain; charset=utf-8")
    assert says in text


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE" AS ?service) WHERE {} # SERVICE',
        "PREFIX service: <urn:SERVICE#> SELECT * { ?SERVICE a service:INSERT }",
        "SELECT ('''it's a SERVICE''' AS ?INSERT) WHERE {}",
        "SELECT * { FILTER(1<2) _:SERVICE a <urn:SERVICE> FILTER(2>1) }",
    ],
)
def test_names_and_texts_may_hold_any_word(client: TestClient, query: str) -> None:
    assert ask(client, query)[0] == 200


def test_updates_and_odd_requests_are_refused(client: TestClient) -> None:
    update = {"update": "DROP ALL"}
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.get("/sparql", params=update).status_code == 400
    assert client.post("/sparql", content=urlencode(update), headers=form).status_code == 400
    media = {"content-type": "application/sparql-update"}
    assert client.post("/sparql", content="DROP ALL", headers=media).status_code == 400
    media = {"content-type": "application/octet-stream"}
    assert client.post("/sparql", content=FIRMS, headers=media).status_code == 415
    media = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=b"\xff\xfe", headers=media).status_code == 400
    assert client.post("/sparql", content=b" " * (2 << 20), headers=media).status_code == 413
    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    assert client.put("/sparql").status_code == 405
    assert ask(client, FIRMS, "image/png")[0] == 406
    assert ask(client, "DESCRIBE ?s { ?s a zj:School }", "text/csv")[0] == 406


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_answered(kg: KnowledgeGraph) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    with TestClient(create_app(kg, seconds=1.5), base_url="http://localhost") as client:
        start = time.monotonic()
        status, _, text = ask(client, endless)
        assert status == 503 and "1.5 秒" in text
        assert time.monotonic() - start < 6
        assert ask(client, FIRMS)[0] == 200


def test_an_answer_that_is_too_large_is_refused(kg: KnowledgeGraph) -> None:
    from viz.sparql import QueryPool, RefusedError, SparqlRequest

    pool = QueryPool(kg.folder / "store", largest=2000)
    with pytest.raises(RefusedError, match="LIMIT") as refused:
        pool.ask(SparqlRequest("SELECT * WHERE { ?s ?p ?o }"))
    assert refused.value.status == 413
    assert b"true" in pool.ask(SparqlRequest("ASK {}")).content
    pool.close()


# --- pages and JSON ---------------------------------------------------------------------------------------


def test_the_explorer_holds_the_graph(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    data = embedded(page.text)
    assert {n["label"] for n in data["nodes"]} == {"云溪职业技术学院", "启衡智能装备有限公司", ODD}
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_browser_gets_a_page_to_write_queries(client: TestClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = client.get("/sparql", headers={"Accept": browser})
    assert page.headers["content-type"].startswith("text/html")
    assert loads(page.text).fetched == []
    examples = embedded(page.text)["examples"]
    assert len(examples) >= 7
    for example in examples:
        assert (
            client.post(
                "/sparql", content=example["query"], headers={"content-type": "application/sparql-query"}
            ).status_code
            == 200
        ), example["name"]


def test_search(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "云溪职院"}).json()
    assert [r["name"] for r in found["results"]] == ["云溪职业技术学院"]
    assert found["results"][0]["partners"] == 2
    assert client.get("/api/search", params={"q": "学院", "type": "Enterprise"}).json()["total"] == 0
    assert client.get("/api/search", params={"q": ""}).json()["results"] == []
    assert client.get("/api/search", params={"q": "a", "limit": "many"}).status_code == 400


def test_entity(client: TestClient, kg: KnowledgeGraph) -> None:
    entity = client.get("/api/entity", params={"id": iri(kg, "启衡智能装备有限公司")}).json()
    (relation,) = entity["relations"]
    assert relation["direction"] == "in"
    assert relation["other"]["name"] == "云溪职业技术学院"
    assert (relation["quote"], relation["kinds"]) == ("共建订单班", ["订单班"])
    assert client.get("/api/entity", params={"id": "云溪职院"}).json()["name"] == "云溪职业技术学院"
    missing = client.get("/api/entity", params={"id": "没有的学院"})
    assert missing.status_code == 404 and "没有的学院" in missing.json()["error"]
    assert client.get("/api/entity").status_code == 400


def test_network(client: TestClient) -> None:
    near = client.get("/api/network", params={"focus": "启衡智能装备有限公司", "depth": 1}).json()
    assert [n["name"] for n in near["nodes"]] == ["启衡智能装备有限公司", "云溪职业技术学院"]
    assert [e["relation"] for e in near["edges"]] == ["partnersWith"]
    assert (
        len(client.get("/api/network", params={"focus": "启衡智能装备有限公司", "depth": 2}).json()["nodes"])
        == 3
    )
    assert client.get("/api/network", params={"depth": 99}).status_code == 400


@pytest.mark.parametrize("name", ["云溪职业技术学院", ODD])
def test_an_iri_leads_to_its_page_or_to_rdf(client: TestClient, kg: KnowledgeGraph, name: str) -> None:
    path = iri(kg, name).removeprefix(kg.base)
    for spelled in (path, quote(path, safe="/%")):
        page = client.get(f"/id/{spelled}", headers={"Accept": "text/html"})
        assert page.status_code == 200, page.text
        assert "<b>培训</b>" not in page.text
        assert loads(page.text).fetched == []
        turtle = client.get(f"/id/{spelled}", headers={"Accept": "text/turtle"})
        assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
        assert "zj:partnersWith" in turtle.text
        assert client.get(f"/id/{spelled}?format=jsonld").json()


def test_a_page_shows_the_quotes_and_links_on(client: TestClient, kg: KnowledgeGraph) -> None:
    path = iri(kg, "云溪职业技术学院").removeprefix(kg.base)
    page = client.get(f"/id/{path}", headers={"Accept": "text/html"}).text
    assert "共建订单班" in page and "订单班</span>" in page
    links = [part.partition('"')[0] for part in page.split('<a href="')[1:]]
    for link in links:
        assert client.get(link.replace("&amp;", "&"), headers={"Accept": "text/html"}).status_code == 200, (
            link
        )


def test_a_report_resolves_and_what_is_not_there_does_not(client: TestClient) -> None:
    report = client.get("/id/report/云溪-2022", headers={"Accept": "text/turtle"})
    assert "云溪职业技术学院质量年报" in report.text
    for path in ("/id/school/没有", "/id/", "/id/%00", "/id/a b<", "/nowhere"):
        assert client.get(path).status_code == 404, path


def test_other_sites_cannot_ask(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    answer = client.get("/api/search", params={"q": "云"}, headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_nothing_is_written_to_the_graph(client: TestClient, kg: KnowledgeGraph) -> None:
    def state() -> list[tuple[Path, int]]:
        return sorted((p, p.stat().st_size) for p in kg.folder.rglob("*") if p.suffix != ".log")

    before = state()
    ask(client, FIRMS)
    client.get("/")
    assert state() == before
