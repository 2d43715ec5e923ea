from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from tests.viz.graphs import TableGraph
from tests.viz.invented import Tables, large, small
from tests.viz.test_map import HOSTILE, loads
from viz.analysis import analysis_tables, build_analysis
from viz.charts import columns, scatter, ticks


@pytest.fixture(scope="module")
def page() -> str:
    return build_analysis(TableGraph(large(schools=6, firms=120))).html


def test_the_folder_holds_the_page_and_every_table(tmp_path: Path) -> None:
    analysis = build_analysis(TableGraph(small()))
    index = analysis.save(tmp_path / "out")
    assert index == tmp_path / "out" / "index.html"
    assert index.read_text(encoding="utf-8") == analysis.html
    assert {p.stem for p in (tmp_path / "out").glob("*.csv")} == set(analysis.tables)
    schools = pd.read_csv(tmp_path / "out" / "schools.csv")
    assert dict(zip(schools["name"], schools["degree"], strict=True)) == {
        "云溪职业技术学院": 2,
        "松屿技师学院": 1,
    }
    for name in re.findall(r'href="([^"#]+\.csv)"', analysis.html):
        assert (tmp_path / "out" / name).exists()


def test_tables_count_what_the_graph_says() -> None:
    tables = analysis_tables(TableGraph(small()))
    assert dict(tables["sizes"].itertuples(index=False)) == {
        "School": 2,
        "Enterprise": 3,
        "Organization": 1,
        "EducationGroup": 1,
        "Program": 1,
        "Major": 1,
        "Award": 1,
    }
    # The planned training base is no tie of cooperation.
    kinds = {r["kind"]: r["ties"] for r in tables["kinds"].to_dict("records")}
    assert kinds == {"产业学院": 1, "订单班": 1, "现代学徒制": 1, "实习就业": 1}
    assert tables["partners"].iloc[0]["name"] == "启衡智能装备有限公司"
    assert tables["partners"].iloc[0]["schools"] == 2
    shared = tables["shared"].iloc[0]
    assert (shared["shared"], shared["jaccard"]) == (1, 0.5)
    assert tables["summary"]["documents"].item() == 2
    assert dict(tables["years"].itertuples(index=False)) == {2021: 1, 2022: 2}


def test_communities_hold_every_node_once() -> None:
    tables = analysis_tables(TableGraph(large(schools=6, firms=120)))
    assert tables["communities"]["size"].sum() == len(tables["measures"])
    named = "|".join(tables["communities"]["school_names"]).split("|")
    assert sorted(filter(None, named)) == sorted(tables["schools"]["name"])


def test_regions_appear_where_both_ends_are_known() -> None:
    t = small()
    for row in t.entities.values():
        if row["type"] == "Enterprise":
            row["region"] = "云溪市"
    tables = analysis_tables(TableGraph(t))
    rows = set(tables["regions"].itertuples(index=False, name=None))
    assert rows == {("云溪市", "云溪市", 2), ("松屿市", "云溪市", 1)}
    assert "67%" in build_analysis(TableGraph(t)).html
    assert "regions" not in analysis_tables(TableGraph(small()))


def test_the_page_loads_nothing(page: str) -> None:
    assert loads(page).fetched == []
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_tables_sort_by_buttons_and_every_text_has_both_languages(page: str) -> None:
    assert page.count('<th scope="col"') == len(re.findall(r'<th scope="col"[^>]*><button', page)) > 20
    body = page.partition("<body>")[2].partition("<script>")[0]
    assert body.count('class="zh"') == body.count('class="en"') > 30


def test_hostile_names_stay_text() -> None:
    t = Tables()
    school = t.entity("School", HOSTILE, region=HOSTILE)
    for n in range(3):
        firm = t.entity("Enterprise", f"{HOSTILE}{n}", region=HOSTILE)
        t.relation(school, "partnersWith", firm, kind="订单班")
    html = build_analysis(TableGraph(t), title=HOSTILE).html
    found = loads(html)
    assert "img" not in found.tags and len(found.scripts) == 1
    assert "alert('x')</script>" not in html


def test_an_empty_graph_gives_a_page(tmp_path: Path) -> None:
    t = Tables()
    assert build_analysis(TableGraph(t)).save(tmp_path).exists()
    t.entity("School", "云溪职业技术学院")
    assert "学校" in build_analysis(TableGraph(t)).html


@pytest.mark.parametrize("most", [0.0003, 0.15, 1, 2, 7, 83, 1234])
def test_ticks_are_round_and_few(most: float) -> None:
    found = ticks(most)
    assert found[0] == 0 and found[-1] <= most * 1.0001
    assert 2 <= len(found) <= 8


def test_charts_escape_and_scale() -> None:
    drawn = columns([("<1>", 4), ("2", 2)], "red", ("题", "title"))
    assert "&lt;1&gt;" in drawn
    one, other = (float(h) for h in re.findall(r'height="([\d.]+)"', drawn))
    assert one == pytest.approx(2 * other, rel=0.01)
    points = [("甲", 1.0, 0.1, "red"), ("乙", 2.0, 0.2, "red"), ("<丙>", 0.0, 0.0, "red")]
    drawn = scatter(points, ("横", "x"), ("纵", "y"), ("题", "title"))
    assert drawn.count("<circle") == 3 and "<丙>" not in drawn
