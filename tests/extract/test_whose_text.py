"""Whose text it is, and whose sentence: schools that are visited, written to, listed, or named as headings."""

from __future__ import annotations

import pytest

from tests.extract.small_texts import Case, cases, entities, listed, read, relations

A, B = "青溪重工有限公司", "望川医养有限公司"
NORTH, SOUTH = "临渊职业技术学院", "砚池技师学院"

#: (id, text with its title, expected)
TEXTS: list[Case] = [
    (
        "schools that were visited do not tell of it",
        f"访问团赴邻省交流\n5月6日，{NORTH}副院长率团出访。一行先后到访{SOUTH}、白石滩师范学院，{SOUTH}陪同参观。\n"
        f"在白石滩师范学院，双方交换了意见。我校还与{A}共建实训基地。",
        f"{NORTH} partnersWith {A}",
    ),
    (
        "a letter to the schools",
        "关于公布校企合作典型项目的通知\n各县区教育局，各职业院校：\n现予公布。\n"
        f"1. {NORTH}“青溪工匠班”，合作单位：{A}；\n2. {SOUTH}“望川护理班”，合作单位：{B}。\n{SOUTH}为优秀组织单位。",
        f"{NORTH} partnersWith {A}; {SOUTH} partnersWith {B}",
    ),
    (
        "a scan of a city's schools",
        f"白石滩市职业教育扫描\n龙头是{NORTH}。该院与{A}共建实训基地。\n另一所——{SOUTH}与{B}共建产业学院，学院还开设订单班。",
        f"{NORTH} partnersWith {A}; {SOUTH} partnersWith {B}",
    ),
    (
        "names that head what follows",
        f"赴外地考察学习情况汇报\n根据学校安排，云麓职业技术学院考察组赴外地学习。\n一、{NORTH}。该校学生在{A}顶岗实习；"
        f"{B}选派工程师任教。\n二、感想。学校将与同行一道努力。",
        f"{NORTH} partnersWith {A}; {NORTH} partnersWith {B}",
    ),
    (
        "founded by the firm beside it",
        f"白石滩市职业教育情况汇报\n全市有学校2所：公办1所，为{NORTH}；民办1所，为{SOUTH}，由{A}出资举办。",
        f"{SOUTH} partnersWith {A}",
    ),
]


@pytest.mark.parametrize(("text", "expected"), cases(TEXTS, gaps={}))
def test_partners_go_to_the_school_that_is_meant(text: str, expected: str) -> None:
    assert relations(read(text, title=""), "partnersWith") == listed(expected)


def test_an_addressee_heads_nothing() -> None:
    found = read(
        f"关于联合办学的函\n{SOUTH}：\n我校护理专业与贵校的衔接继续进行，请按期选拔。\n{NORTH}\n2024年5月6日",
        title="",
    )
    assert f"{NORTH} articulatesWith {SOUTH}" not in relations(found, "partnersWith")
    assert found.own is not None
    assert found.entities[found.own].name == NORTH


def test_a_list_of_members_is_no_schools_text() -> None:
    found = read(
        f"青溪职业教育集团成员名录\n集团由{NORTH}与{A}牵头，秘书处设在学院。\n一、理事单位：{SOUTH}、{B}。",
        title="",
    )
    assert found.own is None


def test_a_name_does_not_begin_with_we() -> None:
    found = read("我们云麓职业技术学院的学生常年在青溪重工有限公司实习。")
    assert "School 我们云麓职业技术学院" not in entities(found)
    assert relations(found, "partnersWith") == {f"我校 partnersWith {A}"}


MAJORS: list[Case] = [
    (
        "of two schools",
        f"{NORTH}、{SOUTH}的中餐烹饪专业毕业生可升入我校烹饪工艺与营养专业。",
        f"{NORTH} offersMajor 中餐烹饪; {SOUTH} offersMajor 中餐烹饪; 我校 offersMajor 烹饪工艺与营养",
    ),
    (
        "counted by those who study them",
        "实习单位及专业如下。\n1．畜禽生产技术（2个班，71人）：青溪牧场。\n2．护理（55人）：望川医院。",
        "我校 offersMajor 畜禽生产技术; 我校 offersMajor 护理",
    ),
    (
        "in lines with numbers",
        "【招生专业】\n化工工艺　80人　　　工业分析与检验　40人\n焊接加工　60人　　　汽车维修　40人",
        "我校 offersMajor 化工工艺; 我校 offersMajor 工业分析与检验; 我校 offersMajor 焊接加工; 我校 offersMajor 汽车维修",
    ),
    (
        "closed by a number",
        "学院开设的专业有园艺技术和护理两个。",
        "我校 offersMajor 园艺技术; 我校 offersMajor 护理",
    ),
]


@pytest.mark.parametrize(("text", "expected"), cases(MAJORS, gaps={}))
def test_majors_go_to_who_teaches_them(text: str, expected: str) -> None:
    assert relations(read(text), "offersMajor") == listed(expected)


def test_a_plain_tail_is_believed_against_the_model() -> None:
    assert "School 团泉中等体育运动学校" in entities(
        read("团泉中等体育运动学校休闲体育服务与管理专业与学校开展合作。")
    )
