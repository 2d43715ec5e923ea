"""Groups, owners and founders: who leads, who takes part, what belongs to what, who founded the school."""

from __future__ import annotations

import pytest

from tests.extract.small_texts import Case, cases, listed, read, relations

G, H = "长三角轴承产教融合共同体", "常山县胡柚职教集团"
A, B, C = "青溪重工有限公司", "望川医养有限公司", "洛湾航运有限公司"

GROUPS: list[Case] = [
    ("the own school leads", f"学校牵头组建{G}。", f"我校 leads {G}"),
    ("led by a firm", f"由{A}牵头成立{G}。", f"{A} leads {G}"),
    ("two lead", f"由{A}和临渊职业技术学院共同牵头，成立{G}。", f"{A} leads {G}; 临渊职业技术学院 leads {G}"),
    (
        "one leads, one takes part",
        f"{G}由{A}牵头，{B}参与组建。",
        f"{A} leads {G}; {B} memberOf {G}",
    ),
    ("the own school joins", f"学校加入{G}。", f"我校 memberOf {G}"),
    ("president", f"学校任{G}理事长单位。", f"我校 leads {G}"),
    ("vice president", f"学校任{G}副理事长单位。", f"我校 memberOf {G}"),
    ("member of the council", f"学校当选{G}常务理事单位。", f"我校 memberOf {G}"),
    ("member", f"学校是{G}成员单位。", f"我校 memberOf {G}"),
    ("taken in", f"{H}吸纳{A}、{B}为成员单位。", f"{A} memberOf {H}; {B} memberOf {H}"),
    (
        "members after a label",
        f"{H}成立。成员单位有{A}、{B}。",
        f"{A} memberOf {H}; {B} memberOf {H}",
    ),
    (
        "label lists",
        f"{H}成员名单\n理事长单位：临渊职业技术学院\n副理事长单位：{A}、{B}\n理事单位：{C}",
        f"临渊职业技术学院 leads {H}; {A} memberOf {H}; {B} memberOf {H}; {C} memberOf {H}",
    ),
    (
        "labels with a space",
        f"{H}理事会名单\n理事长单位　临渊职业技术学院\n理事单位　{A}、{B}\n退出单位　{C}",
        f"临渊职业技术学院 leads {H}; {A} memberOf {H}; {B} memberOf {H}",
    ),
    (
        "offices in brackets",
        f"{H}年会纪要\n出席成员单位：临渊职业技术学院（理事长单位）、{A}",
        f"临渊职业技术学院 leads {H}; {A} memberOf {H}",
    ),
    (
        "the former and the latter",
        f"学校参与{G}和{H}建设。前者由{A}牵头，后者由{B}牵头。",
        f"{A} leads {G}; {B} leads {H}; 我校 memberOf {G}; 我校 memberOf {H}",
    ),
    (
        "the former and the latter, a sentence each",
        f"{G}和{H}同日成立。前者由{A}牵头。后者由{B}牵头。",
        f"{A} leads {G}; {B} leads {H}",
    ),
    (
        "the group of the sentence before",
        f"{G}在常州成立。{A}为理事长单位，{B}为副理事长单位。",
        f"{A} leads {G}; {B} memberOf {G}",
    ),
    ("elected to preside", f"{H}召开大会，选举{A}为理事长单位。", f"{A} leads {H}"),
    ("presiding unit first", f"{H}理事长单位为{A}。", f"{A} leads {H}"),
    ("enter the alliance", f"{G}成立，{A}、{B}等30家单位入盟。", f"{A} memberOf {G}; {B} memberOf {G}"),
    (
        "taken in as new members",
        f"{G}召开年会。会议接纳{A}、{B}为新成员。",
        f"{A} memberOf {G}; {B} memberOf {G}",
    ),
    ("many take part", f"{A}、{B}等30家单位参与组建{H}。", f"{A} memberOf {H}; {B} memberOf {H}"),
    (
        "led by us with a firm",
        f"学校联合{A}牵头成立{G}。",
        f"我校 leads {G}; {A} leads {G}",
    ),
    (
        "numbered members",
        f"{H}成员单位：\n1.{A}\n2.{B}\n",
        f"{A} memberOf {H}; {B} memberOf {H}",
    ),
    (
        "label lists by kind",
        f"{H}成员名单\n理事单位：\n院校：临渊职业技术学院\n企业：{A}、{B}\n",
        f"临渊职业技术学院 memberOf {H}; {A} memberOf {H}; {B} memberOf {H}",
    ),
    (
        "a member's officer",
        f"{H}成立大会召开，{A}总经理王大川参加会议。",
        "",
    ),
    ("planned", f"学校拟牵头组建{G}。", f"我校 leads {G} (planned)"),
    ("left", f"学校已退出{G}。", ""),
    ("not joined", f"学校未加入{G}。", ""),
    ("only named", f"{G}年会在杭州召开。", ""),
]

NO_PARTNERS: list[Case] = [
    ("members of one group are no partners", f"{A}、{B}加入{H}。", ""),
    ("leader and member are no partners", f"{G}由{A}牵头，{B}参与组建。", ""),
]

OWNERS: list[Case] = [
    ("owned by", f"{A}是洛湾集团的全资子公司。", f"{A} partOf 洛湾集团"),
    ("belongs to", f"{A}系洛湾集团下属企业。", f"{A} partOf 洛湾集团"),
    ("owns", f"学校与洛湾集团旗下{C}签约。", f"{C} partOf 洛湾集团"),
    ("owns two", f"洛湾集团旗下有{C}、{B}，均与学校合作。", f"{C} partOf 洛湾集团; {B} partOf 洛湾集团"),
    ("and its daughter", f"学校与洛湾集团及其子公司{C}签约。", f"{C} partOf 洛湾集团"),
    (
        "branch by its name",
        f"学校与{A}签约。{A}常州分公司接收实习生20人。",
        f"{A}常州分公司 partOf {A}",
    ),
    ("apposition", f"学校与{A}签约，系洛湾集团全资子公司。", f"{A} partOf 洛湾集团"),
    ("in brackets", f"学校与{A}（洛湾集团子公司）签约。", f"{A} partOf 洛湾集团"),
    ("two firms side by side", f"学校与{A}、{B}签约。", ""),
    ("no ties", f"{A}与{B}无隶属关系。", ""),
]

FOUNDERS: list[Case] = [
    ("run by", "学校由常山县人民政府举办。", "我校 foundedBy 常山县人民政府"),
    (
        "approved by",
        "学校是经浙江省人民政府批准设立的公办高等职业院校。",
        "我校 foundedBy 浙江省人民政府",
    ),
    (
        "run by two",
        "学校由浙江省教育厅和常山县人民政府共同举办，属公办高职院校。",
        "我校 foundedBy 浙江省教育厅; 我校 foundedBy 常山县人民政府",
    ),
    (
        "run by a city, a group in the next clause",
        "学校由常山县人民政府举办，是滨海职教集团的成员单位。",
        "我校 foundedBy 常山县人民政府",
    ),
    ("the founder is", "学校举办者为常山县人民政府，系公办高职院校。", "我校 foundedBy 常山县人民政府"),
    (
        "another school's founder",
        "临渊职业技术学院由浙江省人民政府批准设立，是公办高职院校。",
        "临渊职业技术学院 foundedBy 浙江省人民政府",
    ),
    ("founded by a firm", "学校由洛湾集团投资举办，是民办高职院校。", "我校 partnersWith 洛湾集团"),
    ("under a ministry", "学校隶属浙江省教育厅，是公办高职院校。", ""),
    ("host of a contest", "大赛由浙江省教育厅主办，学校承办。", ""),
    ("approval of a project", "经浙江省教育厅批准，学校立项建设省级基地。", ""),
]

KNOWN_GAPS: dict[str, str] = {
    "led by us with a firm": "学校联合甲牵头: only the firm is taken for a leader",
    "president": "学校任…理事长单位: the group stands between the verb and the role",
    "the former and the latter": "后者 after a comma is not read; of two groups joined one gets no member",
}


@pytest.mark.parametrize(("text", "expected"), cases(GROUPS, gaps=KNOWN_GAPS))
def test_groups(text: str, expected: str) -> None:
    assert relations(read(text), "leads", "memberOf") == listed(expected)


@pytest.mark.parametrize(("text", "expected"), cases(NO_PARTNERS, gaps={}))
def test_being_in_one_group_makes_no_partners(text: str, expected: str) -> None:
    assert relations(read(text), "partnersWith") == listed(expected)


OWNER_GAPS: dict[str, str] = {
    "in brackets": "甲（乙集团子公司）is not read as an owner",
    "belongs to": "系…下属企业 is read as a description of the owner only",
}


@pytest.mark.parametrize(("text", "expected"), cases(OWNERS, gaps=OWNER_GAPS))
def test_owners(text: str, expected: str) -> None:
    assert relations(read(text), "partOf") == listed(expected)


FOUNDER_GAPS: dict[str, str] = {
    "host of a contest": "由…主办 of a contest is taken for the founding of the school"
}


@pytest.mark.parametrize(("text", "expected"), cases(FOUNDERS, gaps=FOUNDER_GAPS))
def test_founders(text: str, expected: str) -> None:
    assert relations(read(text), "foundedBy", "partnersWith") == listed(expected)
