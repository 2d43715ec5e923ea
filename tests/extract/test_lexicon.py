"""The lexicon: its tables are well formed, and the loader answers as documented."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from extract import lexicon

FOLDER = Path(lexicon.__file__).parent


def rows(table: str) -> list[list[str]]:
    lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def counties() -> list[tuple[str, str]]:
    return [
        (parent, item.partition("=")[0])
        for parent, names in rows("counties")[1:]
        for item in names.split(" ")
    ]


TABLES = (
    "places",
    "counties",
    "firms",
    "schools",
    "agencies",
    "majors",
    "categories",
    "industries",
    "surnames",
)


@pytest.mark.parametrize("table", TABLES)
def test_table_says_its_source_and_is_rectangular(table: str) -> None:
    assert (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").startswith("# ")
    header, *body = rows(table)
    assert body
    assert {len(row) for row in body} == {len(header)}
    assert not [row for row in body if any(cell != cell.strip() for cell in row)]


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"majors", "counties", "surnames"}))
def test_names_do_not_repeat(table: str) -> None:
    repeated = [name for name, times in Counter(row[0] for row in rows(table)[1:]).items() if times > 1]
    assert not repeated


def test_places_are_complete_and_coded() -> None:
    body = rows("places")[1:]
    levels = Counter(row[2] for row in body)
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert levels["zone"] >= 70
    assert levels["country"] >= 150
    codes = [row[3] for row in body if row[2] in ("province", "prefecture")]
    assert all(re.fullmatch(r"[1-8]\d{5}", code) for code in codes)
    assert len(set(codes)) == len(codes)
    by_name = {row[0]: row for row in body}
    for name, _short, level, code, parent, _flag in body:
        if level == "prefecture":
            assert by_name[parent][3] == code[:2] + "0000", name
        elif parent:
            assert parent in by_name, name


def test_counties_hang_under_known_places() -> None:
    names = {row[0] for row in rows("places")[1:]}
    found = counties()
    assert len(found) >= 2800
    assert len(set(found)) == len(found)
    assert {parent for parent, _ in found} <= names


@pytest.mark.parametrize(
    ("key", "name", "parent"),
    [
        ("浙江", "浙江省", ""),
        ("嘉兴", "嘉兴市", "浙江省"),
        ("恩施", "恩施土家族苗族自治州", "湖北省"),
        ("吉林", "吉林省", ""),
        ("景宁", "景宁畲族自治县", "丽水市"),
        ("雄安", "雄安新区", "河北省"),
        ("川南", "川南", "四川省"),
        ("老挝", "老挝", ""),
    ],
)
def test_places_by_full_and_short_name(key: str, name: str, parent: str) -> None:
    place = lexicon.places()[key]
    assert (place.name, place.parent) == (name, parent)
    assert lexicon.places()[name] == place


def test_shared_county_name_has_no_parent_and_everyday_word_is_no_place() -> None:
    assert lexicon.places()["鼓楼区"].parent == ""
    assert "鼓楼" not in lexicon.places()
    assert "合作" not in lexicon.places()
    assert lexicon.places()["合作市"].parent == "甘南藏族自治州"


@pytest.mark.parametrize(
    ("name", "region", "finest"),
    [
        ("嘉兴某某职业学院", "嘉兴市", "嘉兴市"),
        ("浙江某某集团", "浙江省", "浙江省"),
        ("平湖某某厂", "嘉兴市", "平湖市"),
        ("浙江嘉善县某某厂", "嘉兴市", "嘉善县"),
        ("长春市朝阳区某某中心", "长春市", "朝阳区"),
        ("北京市朝阳区某某中心", "北京市", "朝阳区"),
        ("农业银行衢州分行", "衢州市", "衢州市"),
        ("某某（上海）公司", "上海市", "上海市"),
        ("仙桃某某公司", "仙桃市", "仙桃市"),
        ("苏州工业园区某某公司", "苏州市", "苏州工业园区"),
        ("德国某某行会", "德国", "德国"),
        ("川南某某公司", "四川省", "川南"),
        ("长三角某某联盟", "长三角", "长三角"),
    ],
)
def test_region_of_names(name: str, region: str, finest: str) -> None:
    found, place = lexicon.region_of(name), lexicon.place_of(name)
    assert found is not None
    assert place is not None
    assert (found.name, place.name) == (region, finest)


@pytest.mark.parametrize("name", ["", "甲", "平安银行", "兴业银行", "长安汽车", "合作办学", "鼓楼区某某店"])
def test_no_region_where_the_name_tells_none(name: str) -> None:
    assert lexicon.region_of(name) is None


def test_province_of() -> None:
    places = lexicon.places()
    assert lexicon.province_of(places["平湖"]) == places["浙江"]
    assert lexicon.province_of(places["浦东新区"]) == places["上海"]
    assert lexicon.province_of(places["德国"]) is None
    assert lexicon.province_of(places["鼓楼区"]) is None


def test_firms() -> None:
    firms = lexicon.firms()
    assert len(firms) >= 4500
    assert not firms["华为"].ambiguous
    assert firms["美的"].ambiguous
    assert firms["比亚迪"].kind == "汽车"


def test_industries_are_probabilities() -> None:
    words = lexicon.industries()
    assert len(words) >= 500
    assert all(0 < weight < 1 for weight in words.values())
    assert words["股份"] > words["科技"] > words["中心"] > words["学院"]


def test_surnames() -> None:
    names = lexicon.surnames()
    assert len(names) >= 400
    assert {"王", "欧阳", "诸葛"} <= names
    assert {len(name) for name in names} == {1, 2}


def test_majors_are_many_and_their_codes_fit() -> None:
    body = rows("majors")[1:]
    levels = Counter(row[2] for row in body)
    assert set(levels) == {"高职专科", "职业本科", "中职", "技工"}
    assert levels["高职专科"] >= 1150
    assert levels["职业本科"] >= 235
    assert levels["中职"] >= 550
    assert levels["技工"] >= 280
    codes = [row[1] for row in body if row[1]]
    assert len(codes) >= 1050
    assert len(set(codes)) == len(codes)
    assert len({(row[0], row[2]) for row in body}) == len(body)
    first = {"职业本科": 21, "高职专科": 41, "中职": 61}
    for name, code, level, category, klass, _flag in body:
        if code:
            assert re.fullmatch(r"\d{6}", code), name
            assert 0 <= int(code[:2]) - first[level] < 19, name
            assert lexicon.categories()[code[:2]].name == category, name
            assert lexicon.categories()[code[:4]].name == klass, name


def test_categories_are_the_same_at_the_three_levels() -> None:
    table = lexicon.categories()
    broad = [code for code in table if len(code) == 2]
    assert len(broad) == 57
    for code in broad:
        if 41 <= int(code) <= 59:
            assert table[str(int(code) - 20)].name == table[code].name == table[str(int(code) + 20)].name
    assert all(code[:2] in table for code in table)
    assert sum(1 for code in table if len(code) == 4 and "41" <= code[:2] <= "59") == 97


def test_majors_by_name() -> None:
    records = lexicon.majors()["工业机器人技术"]
    assert [(r.code, r.level, r.category, r.klass) for r in records] == [
        ("460305", "高职专科", "装备制造大类", "自动化类")
    ]
    assert {r.level for r in lexicon.majors()["护理"]} == {"高职专科", "职业本科", "中职", "技工"}
    assert all(r.ambiguous for r in lexicon.majors()["护理"])
    assert lexicon.majors()["电气自动化设备安装与维修"][0].level == "技工"


def test_schools_by_full_and_short_name() -> None:
    schools = lexicon.schools()
    assert len({record.name for record in schools.values()}) >= 950
    assert schools["浙大"] is schools["浙江大学"]
    assert "南大" not in schools  # 南京大学 or 南昌大学


def test_agencies() -> None:
    agencies = lexicon.agencies()
    assert len(agencies) >= 2000
    assert agencies["教育部"] == lexicon.Agency("教育部", "national", "government")
    assert agencies["浙江省教育厅"].level == "provincial"
    assert agencies["学习强国"].kind == "platform"
    assert agencies["人民日报"].kind == "media"
    kinds = {"government", "party", "media", "association", "institute", "international", "platform"}
    assert {agency.kind for agency in agencies.values()} == kinds


REFERENCE = Path(__file__).parents[3] / "shared" / "reference"


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the public lists are not beside the repository")
def test_codes_agree_with_the_public_lists() -> None:
    def read(name: str) -> list[dict[str, str]]:
        with (REFERENCE / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def share(ours: dict[str, str], theirs: dict[str, str]) -> float:
        return sum(1 for name, code in ours.items() if theirs.get(name) == code) / len(ours)

    divisions = {row["name"]: row["code"] for row in read("admin_divisions.csv") if row["level"] != "county"}
    abroad = ("71", "81", "82")  # not in the list
    ours = {
        row[0]: row[3]
        for row in rows("places")[1:]
        if row[2] in ("province", "prefecture") and row[3][:2] not in abroad
    }
    assert share(ours, divisions) >= 0.97
    for level, file in (("高职专科", "zhuanke"), ("职业本科", "benke")):
        table = {row["major_name"]: row["major_code"] for row in read(f"majors_2021_gaozhi_{file}.csv")}
        ours = {row[0]: row[1] for row in rows("majors")[1:] if row[1] and row[2] == level}
        assert share(ours, table) >= 0.97
    divided = {row["name"] for row in read("admin_divisions.csv") if row["level"] == "county"}
    found = counties()
    assert sum(1 for _, name in found if name in divided) / len(found) >= 0.97
