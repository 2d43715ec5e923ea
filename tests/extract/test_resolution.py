"""Who is who: the report's own school, its former names, merged schools, briefs about several schools."""

from __future__ import annotations

import pytest

from extract.cues import scan
from extract.resolution import normal, stands_for_own
from tests.extract.small_texts import OWN, Case, aliases, cases, entities, listed, read, relations

FIRM = "青溪重工有限公司"
PARTNER = f"我校 partnersWith {FIRM}"

OWN_WORDS: list[Case] = [
    ("woxiao", f"我校与{FIRM}共建实训基地。", PARTNER),
    ("xuexiao", f"学校与{FIRM}共建实训基地。", PARTNER),
    ("woyuan", f"我院与{FIRM}共建实训基地。", PARTNER),
    ("xueyuan", f"学院与{FIRM}共建实训基地。", PARTNER),
    ("benxiao", f"本校与{FIRM}共建实训基地。", PARTNER),
    ("no word at all", f"与{FIRM}共建实训基地。", PARTNER),
    ("the full name", f"{OWN}与{FIRM}共建实训基地。", PARTNER),
    ("a contraction", f"云麓职院与{FIRM}共建实训基地。", PARTNER),
    ("department speaks", f"智能制造学院与{FIRM}共建实训基地。", PARTNER),
    ("a later paragraph", f"学校占地千亩。\n近年来，学校与{FIRM}共建实训基地。", PARTNER),
    ("the firm leads", f"{FIRM}与我校共建实训基地。", PARTNER),
    (
        "another school leads",
        f"临渊职业技术学院与{FIRM}共建实训基地。",
        f"临渊职业技术学院 partnersWith {FIRM}",
    ),
]

KNOWN_GAPS: dict[str, str] = {}


@pytest.mark.parametrize(("text", "expected"), cases(OWN_WORDS, gaps=KNOWN_GAPS))
def test_words_for_the_own_school(text: str, expected: str) -> None:
    assert relations(read(text), "partnersWith") == listed(expected)


def test_words_for_the_own_school_are_its_aliases() -> None:
    found = read(f"我校与{FIRM}签约。学院设立奖学金，该校毕业生就业良好。")
    assert aliases(found, OWN) >= {"我校", "学院"}
    assert found.own is not None
    assert found.entities[found.own].name == OWN


NAMES = [
    (
        "renamed, former name after",
        f"{OWN}原名常山工业学校，2010年更名为{OWN}。",
        OWN,
        {"常山工业学校"},
    ),
    (
        "the forerunner",
        f"{OWN}前身是常山工业学校，创办于1958年。",
        OWN,
        {"常山工业学校"},
    ),
    (
        "former name in brackets",
        f"{OWN}（原常山工业学校）占地千亩。",
        OWN,
        {"常山工业学校"},
    ),
    (
        "second name in brackets",
        f"{OWN}（又名常山技师学院）占地千亩。",
        OWN,
        {"常山技师学院"},
    ),
    (
        "introduced short name",
        f"{OWN}（以下简称“云职”）与{FIRM}签约。云职现有学生八千人。",
        OWN,
        {"云职"},
    ),
]


@pytest.mark.parametrize(("text", "name", "known"), cases(NAMES, gaps={}))
def test_two_names_of_one_school(text: str, name: str, known: set[str]) -> None:
    found = read(text)
    assert [e.name for e in found.entities if e.type == "School"] == [name]
    assert aliases(found, name) >= known


MERGED: list[Case] = [
    ("merged in, unknown place", "2011年，云麓卫生学校并入学校。", "School 云麓卫生学校"),
    ("merged in", "2011年，常山卫生学校并入学校。", "School 常山卫生学校"),
    (
        "two merged in",
        "2011年，常山卫生学校、江山农业机械学校成建制并入。",
        "School 常山卫生学校; School 江山农业机械学校",
    ),
    (
        "made of two",
        "学校由常山工业学校和常山卫生学校合并组建。",
        "School 常山工业学校; School 常山卫生学校",
    ),
]


@pytest.mark.parametrize(("text", "expected"), cases(MERGED, gaps={}))
def test_merged_schools_are_schools_of_their_own(text: str, expected: str) -> None:
    found = read(text)
    assert entities(found, ("School",)) == listed(expected)
    assert relations(found, "partnersWith", "articulatesWith", "foundedBy") == set()


BRIEF = "常山县职业教育工作简报"
SEVERAL: list[Case] = [
    (
        "each paragraph its school",
        f"临渊职业技术学院与{FIRM}签约。\n砚池技师学院与望川医养有限公司共建基地。",
        f"临渊职业技术学院 partnersWith {FIRM}; 砚池技师学院 partnersWith 望川医养有限公司",
    ),
    (
        "that school",
        f"临渊职业技术学院召开大会。该校与{FIRM}签约。\n砚池技师学院召开大会。该校与望川医养有限公司共建基地。",
        f"临渊职业技术学院 partnersWith {FIRM}; 砚池技师学院 partnersWith 望川医养有限公司",
    ),
    (
        "the school after a colon",
        f"临渊职业技术学院：学校与{FIRM}共建实训基地。\n砚池技师学院：学校与望川医养有限公司共建基地。",
        f"临渊职业技术学院 partnersWith {FIRM}; 砚池技师学院 partnersWith 望川医养有限公司",
    ),
    (
        "a firm that works with two",
        f"临渊职业技术学院与{FIRM}签约。砚池技师学院也与{FIRM}签约。",
        f"临渊职业技术学院 partnersWith {FIRM}; 砚池技师学院 partnersWith {FIRM}",
    ),
    (
        "two schools together",
        f"临渊职业技术学院、砚池技师学院与{FIRM}签约共建基地。",
        f"临渊职业技术学院 partnersWith {FIRM}; 砚池技师学院 partnersWith {FIRM}",
    ),
]
SEVERAL_GAPS: dict[str, str] = {
    "two schools together": "of two schools that lead a sentence together the second is taken for a partner",
}


@pytest.mark.parametrize(("text", "expected"), cases(SEVERAL, gaps=SEVERAL_GAPS))
def test_briefs_about_several_schools(text: str, expected: str) -> None:
    found = read(text, BRIEF)
    assert found.own is None
    assert relations(found, "partnersWith") == listed(expected)


UNTITLED: list[tuple[str, str, str | None]] = [
    ("opens the text", f"{OWN}坐落在云麓山下，占地千亩。学校与{FIRM}签约。", OWN),
    ("only school", f"{FIRM}与{OWN}签约。", OWN),
    (
        "named most",
        f"{OWN}召开大会。{OWN}与{FIRM}签约。{OWN}师生参加。临渊大学派代表出席。学校表示感谢。",
        OWN,
    ),
    (
        "four schools lead their paragraphs",
        "临渊职业技术学院召开大会。\n砚池技师学院举行典礼。\n云麓职业技术学院开展培训。\n洛湾职业技术学院举办招聘会。",
        None,
    ),
    (
        "four schools below a headline",
        "各校要闻\n临渊职业技术学院召开大会。\n砚池技师学院举行典礼。\n云麓职业技术学院开展培训。\n洛湾职业技术学院举办招聘会。",
        None,
    ),
    ("no school", f"{FIRM}召开大会。", None),
]


UNTITLED_GAPS = {
    "four schools lead their paragraphs": "the first sentence passes for the title, so its school for the publisher",
}


@pytest.mark.parametrize(("text", "name"), cases(UNTITLED, gaps=UNTITLED_GAPS))
def test_whose_an_untitled_text_is(text: str, name: str | None) -> None:
    found = read(text, title="")
    assert (None if found.own is None else found.entities[found.own].name) == name


def test_a_department_speaking_of_itself_means_its_school() -> None:
    found = read(
        f"智能制造学院成立于2010年。我院与{FIRM}共建实训基地。", title=f"{OWN}智能制造学院校企合作工作总结"
    )
    assert relations(found, "partnersWith") == {PARTNER}


def test_the_founding_of_a_group_is_no_school_s_text() -> None:
    found = read(
        f"常山县胡柚职教集团成立。临渊职业技术学院任理事长单位，砚池技师学院、{FIRM}任副理事长单位。",
        title="常山县胡柚职教集团成立大会召开",
    )
    assert found.own is None


def test_a_region_report_has_no_own_school() -> None:
    found = read("全县有中职学校两所。临渊县职业教育中心在校生2000人。砚池技师学院在校生900人。", BRIEF)
    assert found.own is None


def test_a_text_without_a_title_belongs_to_the_school_that_says_we() -> None:
    found = read(f"{OWN}坐落在云麓山下。我校与{FIRM}签约。", title="")
    assert found.own is not None
    assert found.entities[found.own].name == OWN


def test_a_text_without_schools_has_no_own() -> None:
    assert read(f"{FIRM}向社会捐款。", title="").own is None


def test_equal_names_are_one_entity_with_all_mentions() -> None:
    found = read(f"学校与{FIRM}签约。\n{FIRM}捐赠机床。“{FIRM}”接收实习生。")
    (firm,) = [e for e in found.entities if e.type == "Enterprise"]
    assert firm.name == FIRM
    assert len(firm.mentions) == 3


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("学校与企业合作", "学校", True),
        ("，学院开展培训", "学院", True),
        ("各二级学院", "学院", False),
        ("中职学校", "学校", False),
        ("我校区", "我校", False),
        ("我校", "我校", True),
        ("学院们", "学院", False),
        ("学校教育", "学校", False),
        ("目前学校", "学校", True),
        ("该校", "该校", True),
    ],
    ids=[
        "begins",
        "after comma",
        "second level",
        "kind",
        "campus",
        "we",
        "plural",
        "education",
        "now",
        "that",
    ],
)
def test_stands_for_own(text: str, word: str, expected: bool) -> None:
    hit = next(h for h in scan(text).own if text[h.start : h.end] == word)
    assert stands_for_own(text, hit) is expected


def test_normal_folds_width_blanks_and_quotes() -> None:
    assert normal("“青溪 重工”（ＡＢ）") == normal("青溪重工(AB)")


def test_a_short_name_that_is_only_introduced_is_an_alias() -> None:
    found = read(f"学校与{FIRM}（以下简称“QXHI”）签约。")
    assert "QXHI" in aliases(found, FIRM)


#: (id, what is said, who is no partner though something else in it sounds so)
NAMED_ONLY: list[Case] = [
    ("in a cup's name", f"学生在“{FIRM}杯”技能大赛中与兄弟院校合作获一等奖。", ""),
    ("media that report", "《白石滩日报》头条点赞学校校企合作育人模式。", ""),
    ("a channel's programme", "学校资助工作受邀参加白石滩电视台《教育风采》栏目专访，获捐赠好评。", ""),
    ("a ministry", "学校参与教育部职业教育专业教学资源库建设，开发课程3门。", ""),
    ("a party committee", "白石滩市委市政府把支持学校共建产业学院写入规划。", ""),
    ("speakers", f"学生参加了{FIRM}等企业创始人的创业讲座和实训基地活动。", ""),
    ("a partner all the same", f"学校与{FIRM}共建实训基地。", PARTNER),
]


@pytest.mark.parametrize(("text", "expected"), cases(NAMED_ONLY, gaps={}))
def test_who_is_only_named_is_no_partner(text: str, expected: str) -> None:
    assert relations(read(text), "partnersWith") == listed(expected)
