"""Majors and clusters of majors: lists, names with 与 inside, clusters in brackets, what is no major."""

from __future__ import annotations

import pytest

from extract.majors import known, split_items
from tests.extract.small_texts import Case, cases, entities, listed, read, relations

MAJORS: list[Case] = [
    ("one", "数控技术专业招生80人。", "Major 数控技术"),
    (
        "a list closed by a count",
        "学校开设护理、助产、康复治疗技术等31个专业。",
        "Major 护理; Major 助产; Major 康复治疗技术",
    ),
    (
        "closed by two",
        "软件技术、大数据技术两个专业通过验收。",
        "Major 软件技术; Major 大数据技术",
    ),
    ("joined by he", "面向护理和助产专业招收学徒。", "Major 护理; Major 助产"),
    (
        "yu inside a name",
        "大数据与会计专业招生50人。",
        "Major 大数据与会计",
    ),
    (
        "yu inside the names of a list",
        "开设酒店管理与数字化运营、大数据与会计、现代物流管理等专业。",
        "Major 酒店管理与数字化运营; Major 大数据与会计; Major 现代物流管理",
    ),
    (
        "yu between two names",
        "数控技术与模具设计与制造专业共享实训室。",
        "Major 数控技术; Major 模具设计与制造",
    ),
    (
        "he before a name with yu",
        "开设护理、助产和婴幼儿托育服务与管理等专业。",
        "Major 护理; Major 助产; Major 婴幼儿托育服务与管理",
    ),
    ("after a label", "招生专业：护理、助产、药学。", "Major 护理; Major 助产; Major 药学"),
    ("quoted", "“数控技术”专业入选省级特色专业。", "Major 数控技术"),
    ("with praise", "省级特色专业数控技术专业通过验收。", "Major 数控技术"),
    (
        "direction in brackets",
        "计算机应用技术（移动开发方向）专业招生40人。",
        "Major 计算机应用技术（移动开发方向）",
    ),
    (
        "each with the word",
        "数控技术专业、模具设计与制造专业开展学徒制。",
        "Major 数控技术; Major 模具设计与制造",
    ),
    (
        "a name outside the catalogue beside listed ones",
        "开设护理、助产、海岛康养技术等专业。",
        "Major 护理; Major 助产; Major 海岛康养技术",
    ),
    (
        "after the firm they are shared with",
        "学校与青溪重工有限公司在数控技术、工业机器人技术专业开展学徒制。",
        "Major 数控技术; Major 工业机器人技术",
    ),
    ("said of the school", "我校数控技术专业招生80人。", "Major 数控技术"),
    (
        "counted first",
        "学校开设5个专业：护理、助产、药学、数控技术、软件技术。",
        "Major 护理; Major 助产; Major 药学; Major 数控技术; Major 软件技术",
    ),
    ("facing majors", "产业学院面向数控技术、工业机器人技术专业。", "Major 数控技术; Major 工业机器人技术"),
    ("across sentences", "护理专业招生80人。药学专业招生40人。", "Major 护理; Major 药学"),
    (
        "two by brackets",
        "开设护理（老年护理方向）、软件技术（中外合作办学）等专业。",
        "Major 护理（老年护理方向）; Major 软件技术（中外合作办学）",
    ),
    ("of secondary schools", "新增幼儿保育、中餐烹饪两个中职专业。", "Major 幼儿保育; Major 中餐烹饪"),
    (
        "cluster, its count inside",
        "轴承智造专业群（数控技术等3个专业）通过验收。",
        "MajorCluster 轴承智造; Major 数控技术",
    ),
    ("cluster", "学校建有轴承智造专业群。", "MajorCluster 轴承智造"),
    (
        "cluster with its majors in brackets",
        "建有轴承智造专业群（含数控技术、工业机器人技术、机电一体化技术）。",
        "MajorCluster 轴承智造; Major 数控技术; Major 工业机器人技术; Major 机电一体化技术",
    ),
    (
        "list of clusters",
        "建有轴承智造、智慧康养、现代商贸三个专业群。",
        "MajorCluster 轴承智造; MajorCluster 智慧康养; MajorCluster 现代商贸",
    ),
    (
        "cluster made of majors",
        "智慧康养专业群由护理、助产、老年保健与管理等专业组成。",
        "MajorCluster 智慧康养; Major 护理; Major 助产; Major 老年保健与管理",
    ),
    ("cluster named after a major", "数控技术专业群入选省级高水平专业群。", "MajorCluster 数控技术"),
]

NO_MAJORS: list[Case] = [
    ("generic", "各专业教师下企业锻炼，优化专业结构。", ""),
    ("kinds of majors", "建设特色专业、骨干专业和重点专业。", ""),
    ("counted", "学校开设31个专业，其中国家级重点专业3个。", ""),
    ("professional skills", "提升学生专业技能和专业素养。", ""),
    ("related majors", "面向相关专业学生开放。", ""),
    ("high-level cluster", "推进双高专业群建设。", ""),
    ("professional co-operative", "农民专业合作社接收学生实践。", ""),
    ("course", "开设《机械制图》《公差配合》课程。", ""),
    ("category", "加工制造类专业学生人数最多。", ""),
]

KNOWN_GAPS: dict[str, str] = {}


@pytest.mark.parametrize(("text", "expected"), cases(MAJORS, NO_MAJORS, gaps=KNOWN_GAPS))
def test_majors_are_read(text: str, expected: str) -> None:
    assert entities(read(text), ("Major", "MajorCluster")) == listed(expected)


TAUGHT: list[Case] = [
    (
        "offered",
        "学校开设护理、助产等31个专业。",
        "我校 offersMajor 护理; 我校 offersMajor 助产",
    ),
    (
        "cluster",
        "学校建有轴承智造专业群（含数控技术、工业机器人技术）。",
        "我校 hasCluster 轴承智造; 数控技术 inCluster 轴承智造; 工业机器人技术 inCluster 轴承智造; "
        "我校 offersMajor 数控技术; 我校 offersMajor 工业机器人技术",
    ),
    (
        "another school's",
        "临渊县职业中专开设护理专业。",
        "临渊县职业中专 offersMajor 护理",
    ),
    ("nothing taught", "学校占地千亩，环境优美。", ""),
]
TAUGHT_GAPS: dict[str, str] = {}


@pytest.mark.parametrize(("text", "expected"), cases(TAUGHT, gaps=TAUGHT_GAPS))
def test_who_teaches_what(text: str, expected: str) -> None:
    assert relations(read(text), "offersMajor", "hasCluster", "inCluster") == listed(expected)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("护理、助产", ["护理", "助产"]),
        ("护理、助产和药学", ["护理", "助产", "药学"]),
        ("护理和助产", ["护理", "助产"]),
        ("大数据与会计", ["大数据与会计"]),
        ("大数据与会计、护理", ["大数据与会计", "护理"]),
        ("酒店管理与数字化运营和旅游管理", ["酒店管理与数字化运营", "旅游管理"]),
        ("数控技术与模具设计与制造", ["数控技术", "模具设计与制造"]),
        ("护理以及助产", ["护理", "助产"]),
        ("护理专业和助产专业", ["护理专业", "助产专业"]),
        ("海岛与渔村经营", ["海岛与渔村经营"]),
        ("“护理”、“助产”", ["护理", "助产"]),
        ("护理（中外合作、双语）、助产", ["护理（中外合作、双语）", "助产"]),
        ("", []),
    ],
    ids=[
        "two",
        "last joined by he",
        "joined by he",
        "yu inside",
        "yu inside an item",
        "he after yu",
        "yu between and inside",
        "yiji",
        "each with the word",
        "unknown with yu",
        "quoted",
        "brackets",
        "nothing",
    ],
)
def test_split_items(text: str, items: list[str]) -> None:
    assert [text[s:e] for s, e in split_items(text, 0, len(text))] == items


def test_long_names_of_the_catalogue_need_no_separators_where_majors_are_spoken_of() -> None:
    found = entities(read("学校以铁道车辆技术为龙头，整合动车组检修技术，建设轨道专业群。"), ["Major"])
    assert found == {"Major 铁道车辆技术", "Major 动车组检修技术"}
    assert entities(read("学校专业技术人员占比高，以大数据技术为支撑。"), ["Major"]) == set()


def test_the_catalogue_knows_its_names() -> None:
    assert known("数控技术")
    assert not known("海岛康养")
    assert not known("")
