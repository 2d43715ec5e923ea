from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.viz.invented import BASE, Tables, large, small
from viz.map import UnknownFocusError, build_map
from viz.wording import FORWARD_LABELS, INVERSE_LABELS, TYPE_LOOKS

HOSTILE = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\u2028\"'&🤖\n换行<!--slot:data-->"


class Loads(HTMLParser):
    """Collects what a browser would fetch for a page, and the elements there are."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.scripts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside = tag
        if tag == "script":
            self.scripts.append("")
        for name, value in attrs:
            if name in {"src", "srcset", "poster", "data", "action"} or (name == "href" and tag == "link"):
                self.fetched.append(value or "")
            if name == "style" and value and "url(" in value:
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.fetched += re.findall(r"url\([^)]*\)|@import[^;]*", data)
        if self._inside == "script":
            self.scripts[-1] += data


def loads(page: str) -> Loads:
    parser = Loads()
    parser.feed(page)
    return parser


def embedded(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    data: dict[str, Any] = json.loads(text)
    return data


def names(page: str) -> set[str]:
    return {node["label"] for node in embedded(page)["nodes"]}


def test_the_page_loads_nothing() -> None:
    page = build_map(*small().frames()).html
    found = loads(page)
    assert found.fetched == []
    assert "link" not in found.tags and "base" not in found.tags
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_it_holds_every_entity_relation_and_quote_once() -> None:
    entities, relations = small().frames()
    page = build_map(entities, relations)
    data = embedded(page.html)
    assert names(page.html) == set(entities["name"])
    quotes = [s["quote"] for e in data["edges"] for r in e["relations"] for s in r["statements"]]
    assert sorted(quotes) == sorted(relations["evidence"])
    assert (page.nodes, page.edges) == (len(entities), len(data["edges"]))
    assert page.html.count("蓝岬酒店管理集团有限公司接收实习生60人") == 1


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    t = Tables()
    school = t.entity("School", HOSTILE, aliases=HOSTILE.replace("|", ""))
    firm = t.entity("Enterprise", "启衡公司")
    t.relation(school, "partnersWith", firm, HOSTILE, document=HOSTILE)
    page = build_map(*t.frames(), title=HOSTILE)
    data = embedded(page.html)
    assert data["nodes"][0]["label"] == HOSTILE.strip()
    assert data["title"] == HOSTILE
    found = loads(page.html)
    plain = loads(build_map(*small().frames()).html)
    assert found.tags == plain.tags
    (json_block,) = re.findall(r'id="data">(.*?)</script>', page.html, re.S)
    assert "<" not in json_block and "\u2028" not in json_block
    assert (
        page.save(tmp_path / "deep" / "map.html").read_bytes().decode("utf-8").startswith("<!doctype html>")
    )


def test_year_types_and_relations_are_kept_as_asked() -> None:
    frames = small().frames()
    data = embedded(build_map(*frames, year=2021).html)
    assert [r["name"] for e in data["edges"] for r in e["relations"]] == ["partnersWith"]
    data = embedded(build_map(*frames, types=["School", "Enterprise"]).html)
    assert {n["type"] for n in data["nodes"]} == {"School", "Enterprise"}
    data = embedded(build_map(*frames, relations_filter=["leads", "memberOf"]).html)
    assert {r["name"] for e in data["edges"] for r in e["relations"]} == {"leads", "memberOf"}
    with pytest.raises(ValueError, match="Firm"):
        build_map(*frames, types=["Firm"])
    with pytest.raises(ValueError, match="worksWith"):
        build_map(*frames, relations_filter=["worksWith"])


@pytest.mark.parametrize("focus", ["松屿技师学院", " 松屿 技师学院", BASE + "school/松屿技师学院"])
def test_focus_keeps_the_neighbourhood(focus: str) -> None:
    frames = small().frames()
    near = {"松屿技师学院", "启衡智能装备有限公司", "博屹新材料股份有限公司", "云溪现代职业教育集团"}
    page = build_map(*frames, focus=focus)
    assert names(page.html) == near
    assert embedded(page.html)["nodes"][embedded(page.html)["centre"][0]]["label"] == "松屿技师学院"
    assert names(build_map(*frames, focus=focus, depth=0).html) == {"松屿技师学院"}
    assert names(build_map(*frames, focus=focus, depth=2).html) == near | {"云溪职业技术学院", "启衡产业学院"}


def test_focus_takes_an_alias_but_a_name_goes_first() -> None:
    t = small()
    t.entity("Enterprise", "云溪职院")
    assert "蓝岬酒店管理集团有限公司" not in names(build_map(*t.frames(), focus="云溪职院").html)
    assert "蓝岬酒店管理集团有限公司" in names(build_map(*small().frames(), focus="云溪职院").html)
    with pytest.raises(UnknownFocusError, match="不存在学院"):
        build_map(*small().frames(), focus="不存在学院")


def test_status_kinds_and_years_come_along() -> None:
    data = embedded(build_map(*small().frames()).html)
    said = {s["quote"]: s for e in data["edges"] for r in e["relations"] for s in r["statements"]}
    planned = said["拟与博屹新材料股份有限公司共建实训基地。"]
    assert planned["status"] == "planned" and "year" not in planned
    assert said["我校与启衡智能装备有限公司共建启衡产业学院，设订单班两个。"]["kinds"] == [
        "产业学院",
        "订单班",
    ]


def test_large_graphs_open_with_the_partnership_network() -> None:
    data = embedded(build_map(*large(schools=6, firms=200).frames()).html)
    assert data["firstTypes"] == ["School", "Enterprise", "Organization", "EducationGroup", "Program"]
    assert all("whole" in n for n in data["nodes"] if n["label"].endswith("学院"))
    assert set(embedded(build_map(*small().frames()).html)["firstTypes"]) >= {"Major", "Award"}


def test_the_same_tables_in_any_order_give_the_same_page() -> None:
    entities, relations = large(schools=4, firms=60).frames()
    shuffled = entities.sample(frac=1, random_state=1), relations.sample(frac=1, random_state=2)
    assert build_map(entities, relations).html == build_map(*shuffled).html


def test_typed_columns_read_like_those_of_a_csv_file(tmp_path: Path) -> None:
    entities, relations = small().frames()
    typed = relations.assign(year=relations["year"].astype("Int64"))
    relations.to_csv(tmp_path / "relations.csv", index=False)
    read = pd.read_csv(tmp_path / "relations.csv")
    assert build_map(entities, typed).html == build_map(entities, read).html


def test_an_empty_graph_gives_a_page() -> None:
    entities, relations = Tables().frames()
    page = build_map(entities, relations)
    assert (page.nodes, page.edges) == (0, 0)


def test_a_notebook_shows_the_page_in_a_frame() -> None:
    shown = build_map(*small().frames())._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and shown.count("<") == 2


def test_every_type_and_relation_has_its_words() -> None:
    from ontology.terms import ENTITY_TYPES, RELATIONS

    assert set(TYPE_LOOKS) == set(ENTITY_TYPES)
    assert set(FORWARD_LABELS) == set(INVERSE_LABELS) == set(RELATIONS)
