"""Who received an award, on documents about institutions that do not exist."""

from __future__ import annotations

import pytest

from extract.pipeline import extract
from extract.reading import parse

HEAD = """白河职业技术学院质量年度报告

白河职业技术学院是一所公办高等职业院校，学校设有机电系、护理系。

"""


def winners(text: str) -> set[tuple[str, str]]:
    """Return (winner, award) of a document about one college, with ``text`` for its chapter."""
    found = extract(parse(HEAD + text, id="d"))
    names = [e.name for e in found.entities]
    return {(names[r.head], names[r.tail]) for r in found.relations if r.relation == "receivedAward"}


OWN = "白河职业技术学院"

CASES = [
    # the own school: for its departments, people and courses
    ("机电系获评云南省教育系统先进集体。", {(OWN, "云南省教育系统先进集体")}),
    # another school of the sentence
    ("湘潭青峰工业学校获全国花艺大赛一等奖。", {("湘潭青峰工业学校", "全国花艺大赛一等奖")}),
    # several winners
    (
        "湘潭青峰工业学校、武汉晴川旅游学校均获评省级绿色学校。",
        {("湘潭青峰工业学校", "省级绿色学校"), ("武汉晴川旅游学校", "省级绿色学校")},
    ),
    # a programme, named in the clause before
    (
        "学校与晨光机械有限公司共建“智能焊接实训中心”，2023年被列入云南省示范性产教融合实训基地名单。",
        {("智能焊接实训中心", "云南省示范性产教融合实训基地")},
    ),
    # a title of the programme's own kind
    (
        "“灯彩鲁班工坊”由学校与晨光机械有限公司共建，2022年12月被云南省教育厅认定为省级鲁班工坊。",
        {("灯彩鲁班工坊", "省级鲁班工坊")},
    ),
    # but the people of a programme win for their school
    (
        "学校与晨光机械有限公司共建晨光产业学院。晨光产业学院教师团队获全国职业教育教学成果奖二等奖。",
        {(OWN, "全国职业教育教学成果奖二等奖")},
    ),
    # a programme spoken of just before
    (
        "学校与晨光机械有限公司开设“晨光班”，首届30人。2023年该班获评云南省职业教育优秀案例。",
        {("晨光班", "云南省职业教育优秀案例")},
    ),
    # a line of honours
    (
        "所获荣誉：国家级高技能人才培训基地；云南省文明校园",
        {(OWN, "国家级高技能人才培训基地"), (OWN, "云南省文明校园")},
    ),
    # a group named by its kind
    (
        "学校牵头成立滇云花卉职业教育集团。集团成立于2019年，2021年入选云南省示范性职业教育集团培育单位。",
        {("滇云花卉职业教育集团", "云南省示范性职业教育集团培育单位")},
    ),
    # what the school gives to firms
    (
        "学校为云南晨光机械有限公司、青禾食品股份有限公司颁发“尊师助学突出贡献单位”奖牌。",
        {
            ("云南晨光机械有限公司", "尊师助学突出贡献单位"),
            ("青禾食品股份有限公司", "尊师助学突出贡献单位"),
        },
    ),
    # a team of the school's and a firm's people
    (
        "由我校教师和晨光机械有限公司五名员工共同组成的团队，荣获第四届湖北省青工创新大赛金奖。",
        {
            (OWN, "第四届湖北省青工创新大赛 金奖"),
            ("晨光机械有限公司", "第四届湖北省青工创新大赛 金奖"),
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_winner(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(who, what.replace(" ", "")) for who, what in winners(text)} == {
        (who, what.replace(" ", "")) for who, what in expected
    }


def test_a_school_by_a_short_form_of_its_letters() -> None:
    text = "第六届全国陶艺职业技能竞赛落幕。湘潭青峰瓷业学校列团体第一名，白河职院位居团体第二名。"
    found = winners(text)
    assert (OWN, "第六届全国陶艺职业技能竞赛 团体第二名") in found
    assert ("湘潭青峰瓷业学校", "第六届全国陶艺职业技能竞赛 团体第一名") in found
    assert len(found) == 2


NOTICE = """关于公布2031年云南省职业院校茶艺技能大赛获奖名单的通知

各有关学校：
经评审，现将获奖名单予以公布。

附件1 一等奖（2项）
1. 湘潭青峰工业学校 李明 《茶山》
2. 云南滇池职业学院 王芳 《水乡》

附件2 优秀组织奖（3个）
湘潭青峰工业学校、武汉晴川旅游学校、云南滇池职业学院

附件3 贡献奖：云南晨光机械有限公司
"""


def test_the_lists_of_a_notice_name_the_winners() -> None:
    found = extract(parse(NOTICE, id="d"))
    names = [e.name for e in found.entities]
    won = {(names[r.head], names[r.tail]) for r in found.relations if r.relation == "receivedAward"}
    contest = "2031年云南省职业院校茶艺技能大赛"
    assert won == {
        ("湘潭青峰工业学校", f"{contest} 一等奖"),
        ("云南滇池职业学院", f"{contest} 一等奖"),
        ("湘潭青峰工业学校", f"{contest} 优秀组织奖"),
        ("武汉晴川旅游学校", f"{contest} 优秀组织奖"),
        ("云南滇池职业学院", f"{contest} 优秀组织奖"),
        ("云南晨光机械有限公司", f"{contest} 贡献奖"),
    }
    quotes = [r.evidence[0].quote for r in found.relations if r.relation == "receivedAward"]
    assert all("奖" in quote for quote in quotes)


def test_the_prize_of_a_stranger_is_not_the_hosts() -> None:
    assert winners("学校主办的第三届茶艺大赛上，来自友邻院校的李明获得一等奖。") == set()


def test_the_heading_names_the_winner() -> None:
    text = (
        "结对帮扶见闻\n\n第一站　湘潭青峰酿酒技工学校实训车间\n\n"
        "墙上挂着刚到手的奖牌：2024年云南省技工院校技能大赛“品鉴”项目一等奖。\n"
    )
    found = extract(parse(text + "\n白河职业技术学院的教师看得仔细。", id="d"))
    names = [e.name for e in found.entities]
    won = [names[r.head] for r in found.relations if r.relation == "receivedAward"]
    assert won == ["湘潭青峰酿酒技工学校"]
