"""Programmes, their partners and majors, in sentences about institutions that do not exist."""

from __future__ import annotations

import pytest

from extract.programmes import kinds_of, same_programme
from tests.extract.telling import COLLEGE, names, told

NAMES = [
    ("学校与青岚茶业有限公司共建青岚现代茶产业学院。", {"青岚现代茶产业学院"}),
    ("学校与玄武机械有限公司合作开办“玄武数控班”。", {"玄武数控班"}),
    ("学校与云栖酒店有限公司共建“云栖店长班”“云栖面点班”。", {"云栖店长班", "云栖面点班"}),
    ("校企共建“数字茶学院”“智慧茶园学院”，形成合力。", {"数字茶学院", "智慧茶园学院"}),
    ("与东岭县人民政府签订协议，共建高山蔬菜技术研究院。", {"高山蔬菜技术研究院"}),
    ("东岭纺织集团有限公司在校内设立竹编教学车间。", {"竹编教学车间"}),
    (
        "立项建设云麓智慧物流产业学院、青岚现代茶产业学院等4个产业学院。",
        {"云麓智慧物流产业学院", "青岚现代茶产业学院"},
    ),
    ("学校与白鹭港务有限公司共建茶园灌溉（智慧农业）实训基地。", {"茶园灌溉（智慧农业）实训基地"}),
    ("校企共建共享竹编非遗数字图书馆。", {"竹编非遗数字图书馆"}),
    ("“白鹭游艇工坊”由白鹭船舶制造有限公司投资建设。", {"白鹭游艇工坊"}),
]


@pytest.mark.parametrize(("sentence", "programmes"), NAMES)
def test_reads_programmes(sentence: str, programmes: set[str]) -> None:
    assert names("Program", sentence) == programmes
    assert told("hasProgram", sentence) == {(COLLEGE, name) for name in programmes}


NO_NAMES = [
    "学校建立网络教学互动平台，设立辅导员工作室6个。",
    "依托线上教学平台，推进混合式教学。",
    "校企共建高水平综合性实训基地，打造产教融合平台。",
    "建设生产性实训基地12个，建立更多校外实习基地。",
    "学校打造双元产业学院，建成一站式全真产教融合基地。",
    "学校举办教师培训班和党员发展对象培训班。",
    "探索产学研共同体建设，组建校企联合培养班。",
]


@pytest.mark.parametrize("sentence", NO_NAMES)
def test_what_says_only_what_sort_of_thing_it_is(sentence: str) -> None:
    assert names("Program", sentence) == set()


def test_lines_of_a_list() -> None:
    lines = (
        "一、订单班",
        "（1）白鹭客服班：金融服务与管理，42人，合作企业：东岭白鹭商贸有限公司；",
        "（2）云栖面点班——西式烹饪工艺，18人，东岭云栖酒店有限公司；",
        "（3）鹿鸣茶旅班，旅游管理专业，拟与东岭鹿鸣茶业有限公司合作，暂未开班。",
    )
    assert told("programPartner", *lines) == {
        ("白鹭客服班", "东岭白鹭商贸有限公司"),
        ("云栖面点班", "东岭云栖酒店有限公司"),
    }
    assert told("programMajor", *lines) == {
        ("白鹭客服班", "金融服务与管理"),
        ("云栖面点班", "西式烹饪工艺"),
    }
    assert (COLLEGE, "鹿鸣茶旅班") in told("hasProgram", *lines, status="planned")


PARTNERS = [
    (
        "学校与东岭镇中心医院共建药膳实训室，与南麓大学共享课程资源。",
        {("药膳实训室", "东岭镇中心医院")},
    ),
    (
        "学校与青岚茶业有限公司、白鹭港务有限公司建立实习点，与东岭市人民医院共建康养实训室。",
        {("康养实训室", "东岭市人民医院")},
    ),
    (
        "学校与青岚茶业有限公司、白鹭港务有限公司分别开设“青岚班”“白鹭班”。",
        {("青岚班", "青岚茶业有限公司"), ("白鹭班", "白鹭港务有限公司")},
    ),
    (
        "茶旅产业学院由青岚茶业有限公司与云栖酒店有限公司投资建设。",
        {("茶旅产业学院", "青岚茶业有限公司"), ("茶旅产业学院", "云栖酒店有限公司")},
    ),
    (
        "竹编产教融合实训基地获批省级基地，合作企业为东岭竹艺有限公司。",
        {("竹编产教融合实训基地", "东岭竹艺有限公司")},
    ),
    (
        "签约企业有：青岚茶业有限公司（共建制茶实训中心）、白鹭港务有限公司（开办“白鹭船员班”）。",
        {("制茶实训中心", "青岚茶业有限公司"), ("白鹭船员班", "白鹭港务有限公司")},
    ),
    (
        "现有“青岚班”“云栖学徒班”2个订单班，合作企业分别为青岚茶业有限公司、云栖酒店有限公司。",
        {("青岚班", "青岚茶业有限公司"), ("云栖学徒班", "云栖酒店有限公司")},
    ),
    (
        "学校与京北科技集团共建人工智能产业学院、大数据联合实验室，与南方软件股份有限公司共建软件工程师学院。",
        {
            ("人工智能产业学院", "京北科技集团"),
            ("大数据联合实验室", "京北科技集团"),
            ("软件工程师学院", "南方软件股份有限公司"),
        },
    ),
    (
        "学校与青岚茶业有限公司共建“制茶工坊”。该工坊由东岭市茶叶协会提供场地。",
        {("制茶工坊", "青岚茶业有限公司"), ("制茶工坊", "东岭市茶叶协会")},
    ),
]


@pytest.mark.parametrize(("text", "pairs"), PARTNERS)
def test_reads_whose_partners_they_are(text: str, pairs: set[tuple[str, str]]) -> None:
    assert told("programPartner", text) == pairs


MAJORS = [
    (
        "学校与玄武机械有限公司开办“玄武数控班”，面向数控技术、模具设计与制造专业招收40人。",
        {("玄武数控班", "数控技术"), ("玄武数控班", "模具设计与制造")},
    ),
    (
        "学校开设护理、助产等专业，与东岭市人民医院组建康养产业学院。",
        set(),
    ),
    (
        "依托园林技术专业，学校与东岭园艺有限公司共建“盆栽工坊”。",
        {("盆栽工坊", "园林技术")},
    ),
    (
        "学校与青岚茶业有限公司共建现代茶产业学院，酿酒技术专业入选省级试点。",
        set(),
    ),
    (
        "学校与东岭民宿协会办起“山居管家学徒班”，专业为旅游管理。",
        {("山居管家学徒班", "旅游管理")},
    ),
]


@pytest.mark.parametrize(("text", "pairs"), MAJORS)
def test_reads_which_majors_they_are_for(text: str, pairs: set[tuple[str, str]]) -> None:
    assert told("programMajor", text) == pairs


def test_what_is_planned_or_over_is_told_so() -> None:
    planned = "下一步，学校拟与青岚茶业有限公司共建制茶实训中心。"
    over = "“白鹭船员班”合作企业白鹭港务有限公司破产重整，项目终止。"
    assert told("hasProgram", planned, status="planned") == {(COLLEGE, "制茶实训中心")}
    assert told("hasProgram", over, status="ended") == {(COLLEGE, "白鹭船员班")}


def test_what_another_school_gives_is_the_own_school_s() -> None:
    sentence = "东麓技师学院为我校援建烘焙实训室并派驻教师。"
    assert told("hasProgram", sentence) == {(COLLEGE, "烘焙实训室")}
    assert told("programPartner", sentence) == {("烘焙实训室", "东麓技师学院")}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("青岚现代茶产业学院", ("产业学院",)),
        ("白鹭船员订单班", ("订单班",)),
        ("白鹭学徒班", ("现代学徒制",)),
        ("“海外”鲁班工坊", ("平台", "培训")),
        ("某某驿站", ("其他",)),
    ],
)
def test_kinds_by_tail(name: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(name) == kinds


SAME = [
    ("数字竹编图书馆", "竹编非遗数字竹编图书馆", True),
    ("智慧茶园（物联网）实训基地", "智慧茶园实训基地", True),
    ("现代学徒制白鹭班", "白鹭班", True),
    ("2023护苗卫士", "2023护苗卫士班", True),
    ("竹编非遗（篾丝）行业人文交流研究院", "竹编非遗人文交流研究院", True),
    ("电商实训基地", "跨境电商实训基地", False),
    ("白鹭客服班", "青岚客服班", False),
    ("茶叶加工实训中心", "茶叶加工产业学院", False),
    ("产业学院", "现代茶产业学院", False),
]


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_same_programme(a: str, b: str, same: bool) -> None:
    assert same_programme(a, b) is same
    assert same_programme(b, a) is same
