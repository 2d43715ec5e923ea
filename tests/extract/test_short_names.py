"""Names without a tail: derived and introduced short forms, contractions, branches, names before titles."""

from __future__ import annotations

import pytest

from extract.resolution import is_contraction
from extract.short_names import cores
from tests.extract.small_texts import Case, aliases, cases, entities, listed, read

SHORT_FORMS: list[Case] = [
    (
        "derived: the core",
        "学校与江苏青溪重工股份有限公司签约。青溪重工派出技师授课。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "derived: two characters between words",
        "学校与江苏青溪重工股份有限公司签约，与青溪共建基地。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "derived: before its full name",
        "青溪重工派出技师授课。学校与江苏青溪重工股份有限公司签约。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "introduced",
        "学校与江苏青溪重工股份有限公司（以下简称“溪工”）签约。溪工派出技师授课。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "introduced: without quotes",
        "学校与江苏青溪重工股份有限公司（下称青重）签约，青重派出技师授课。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "introduced: Latin",
        "学校与青溪国际职业教育协会（QVEA）合作，QVEA提供课程标准。",
        "Organization 青溪国际职业教育协会",
    ),
    (
        "group of one name",
        "学校与江苏青溪重工集团有限公司签约。青溪重工集团捐赠机床。",
        "Enterprise 江苏青溪重工集团有限公司",
    ),
    (
        "without its legal form",
        "学校与望川医养科技有限公司签约。望川医养科技公司接收实习生。",
        "Enterprise 望川医养科技有限公司",
    ),
    (
        "without its place",
        "学校与浙江望川医养有限公司签约。望川医养有限公司接收实习生。",
        "Enterprise 浙江望川医养有限公司",
    ),
    (
        "two firms of one brand stay two",
        "学校与青溪重工有限公司签约，与青溪电子有限公司共建基地。",
        "Enterprise 青溪重工有限公司; Enterprise 青溪电子有限公司",
    ),
    (
        "a short form that fits two firms joins none",
        "学校与青溪重工有限公司、青溪电子有限公司签约，“青溪”捐赠设备。",
        "Enterprise 青溪重工有限公司; Enterprise 青溪电子有限公司; Enterprise 青溪",
    ),
    (
        "branch beside its firm",
        "学校与青溪重工有限公司签约，学生到青溪重工常州分公司实习。",
        "Enterprise 青溪重工有限公司; Enterprise 青溪重工常州分公司",
    ),
    (
        "branch of a full name",
        "学生到青溪重工有限公司常州分公司实习。",
        "Enterprise 青溪重工有限公司常州分公司",
    ),
    (
        "base of a firm",
        "师生赴青溪重工有限公司昆山基地实习。",
        "Enterprise 青溪重工有限公司昆山基地",
    ),
    (
        "school contracted",
        "学校与常山县职业教育中心开展中高职衔接，常山职教中心输送学生40人。",
        "School 常山县职业教育中心",
    ),
    (
        "bureau without its place",
        "学校与常山县教育局共建教师发展学校，县教育局选派教师授课。",
        "Organization 常山县教育局",
    ),
    (
        "slot between yu and gongjian",
        "学校与望川电梯共建实训基地。",
        "Enterprise 望川电梯",
    ),
    (
        "industry word with a place",
        "学校联合常州青溪轴承开展技术攻关。",
        "Enterprise 常州青溪轴承",
    ),
    (
        "employer before a title",
        "青溪重工有限公司总经理王大川来校作报告。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "short form before a title",
        "学校与江苏青溪重工股份有限公司签约，青溪重工副总裁王大川出席。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "firm behind an order class",
        "学校与江苏青溪重工股份有限公司开设“青溪班”。",
        "Enterprise 江苏青溪重工股份有限公司",
    ),
    (
        "owner and its daughter in a list",
        "学校与洛湾集团旗下的洛湾航运有限公司、青溪重工有限公司签约。",
        "Enterprise 洛湾集团; Enterprise 洛湾航运有限公司; Enterprise 青溪重工有限公司",
    ),
    (
        "university's press",
        "学校与临渊大学出版社合作出版教材3部。",
        "Enterprise 临渊大学出版社",
    ),
    (
        "known firm, its place and its trade",
        "学校与常州晨鸣纸业共建实训基地。",
        "Enterprise 常州晨鸣纸业",
    ),
    (
        "known firm behind a programme's name",
        "学校建有卡特彼勒工程机械产业学院。",
        "Enterprise 卡特彼勒",
    ),
    (
        "known firm with its place in brackets",
        "学校与卡特彼勒（中国）投资有限公司签约。",
        "Enterprise 卡特彼勒（中国）投资有限公司",
    ),
    (
        "named branch",
        "学校与洛湾集团新材料事业部签约。",
        "Enterprise 洛湾集团新材料事业部",
    ),
    (
        "list of unknown ones joining a group",
        "青溪重工、望川医养、白石滩食品等加入常山县胡柚职教集团。",
        "Enterprise 青溪重工; Enterprise 望川医养; Enterprise 白石滩食品; EducationGroup 常山县胡柚职教集团",
    ),
    (
        "named elsewhere in full",
        "学校与青溪之光签约。“青溪之光有限公司”捐赠机床。",
        "Enterprise 青溪之光有限公司",
    ),
    (
        "nearer of two daughters",
        "学校与洛湾集团股份有限公司、洛湾航运有限公司签约。洛湾集团捐赠设备。",
        "Enterprise 洛湾集团股份有限公司; Enterprise 洛湾航运有限公司",
    ),
    (
        "university's hospital",
        "学生在临渊大学附属第二医院实习。",
        "Organization 临渊大学附属第二医院",
    ),
    (
        "ministry's department",
        "教育部职业教育与成人教育司来校调研。",
        "Organization 教育部职业教育与成人教育司",
    ),
    (
        "firms of a country",
        "学校与德国QX精密有限公司合作。",
        "Enterprise 德国QX精密有限公司",
    ),
    (
        "trades are no firms",
        "学校服务纺织、轴承、食品等行业，开展技术攻关。",
        "",
    ),
    (
        "activities are no firms",
        "学校开展校园招聘、技能展示、企业参观等活动。",
        "",
    ),
]

KNOWN_GAPS: dict[str, str] = {}


@pytest.mark.parametrize(("text", "expected"), cases(SHORT_FORMS, gaps=KNOWN_GAPS))
def test_short_forms_are_read(text: str, expected: str) -> None:
    assert entities(read(text)) == listed(expected)


ALIASES = [
    (
        "derived",
        "学校与江苏青溪重工股份有限公司签约。青溪重工派出技师授课。",
        "江苏青溪重工股份有限公司",
        {"青溪重工"},
    ),
    (
        "introduced",
        "学校与江苏青溪重工股份有限公司（以下简称“溪工”）签约。溪工派出技师授课。",
        "江苏青溪重工股份有限公司",
        {"溪工"},
    ),
    (
        "without its place",
        "学校与浙江望川医养有限公司签约。望川医养有限公司接收实习生。",
        "浙江望川医养有限公司",
        {"望川医养有限公司"},
    ),
    (
        "contracted school",
        "学校与常山县职业教育中心开展中高职衔接，常山职教中心输送学生40人。",
        "常山县职业教育中心",
        {"常山职教中心"},
    ),
    (
        "bureau",
        "学校与常山县教育局共建教师发展学校，县教育局选派教师授课。",
        "常山县教育局",
        {"县教育局"},
    ),
]


@pytest.mark.parametrize(("text", "name", "known"), [c[1:] for c in ALIASES], ids=[c[0] for c in ALIASES])
def test_short_forms_are_aliases(text: str, name: str, known: set[str]) -> None:
    assert aliases(read(text), name) == known


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("江苏青溪风电装备股份有限公司", ["青溪风电装备"]),
        ("青溪重工有限公司", ["青溪重工"]),
        ("青溪重工集团有限公司", ["青溪重工"]),
        ("青溪（昆山）精密机械有限公司", ["青溪精密机械"]),
        ("望川医养", ["望川医养"]),
        ("江苏省盐城市青溪重工有限公司", ["盐城市青溪重工", "青溪重工"]),
        ("昆山公司", []),
    ],
    ids=["province", "no place", "group", "brackets", "bare", "province and city", "place alone"],
)
def test_cores(name: str, found: list[str]) -> None:
    assert list(cores(name)) == found


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("云职院", "云麓职业技术学院", True),
        ("云麓职院", "云麓职业技术学院", True),
        ("麓职院", "云麓职业技术学院", False),
        ("青溪集团", "江苏青溪重工集团有限公司", True),
        ("江苏重工", "江苏青溪重工集团有限公司", True),
        ("院云职", "云麓职业技术学院", False),
        ("云麓大学", "云麓职业技术学院", False),
        ("云麓职业技术学院", "云麓职业技术学院", False),
        ("云", "云麓职业技术学院", False),
        ("云麓职业技术学院南校区", "云麓职业技术学院", False),
    ],
    ids=[
        "one of each word",
        "brand and tail",
        "begins inside a word",
        "after the place",
        "with the place",
        "other order",
        "other characters",
        "the same",
        "one character",
        "longer",
    ],
)
def test_is_contraction(short: str, full: str, expected: bool) -> None:
    assert is_contraction(short, full) is expected


@pytest.mark.parametrize(
    ("full", "short", "one"),
    [
        ("江苏串河轻纺职业技术学院", "串河轻纺学院", True),
        ("广西左川糖业职业技术学院", "左川糖院", True),
        ("临江市旅游商贸学校", "市旅游商贸学校", True),
        ("浙江嘉兴职业技术学院", "嘉兴学院", False),
    ],
    ids=["tail cut", "letters of the name", "the city's", "another school"],
)
def test_short_name_of_a_school(full: str, short: str, one: bool) -> None:
    found = read(f"{full}与青溪重工有限公司签约。次日，{short}与望川医养有限公司签约。", "职教简讯")
    schools = [e for e in found.entities if e.type == "School"]
    assert (len(schools) == 1) is one
    assert (short in schools[0].aliases) is one
