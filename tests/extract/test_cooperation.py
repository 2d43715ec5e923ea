"""Cooperation: who is a partner, on what, whether it is planned or over, and who is only named."""

from __future__ import annotations

import pytest

from extract.cooperation import kinds_in, status_of
from tests.extract.small_texts import Case, cases, entities, kinds, listed, read, relations

A, B, C = "青溪重工有限公司", "望川医养有限公司", "白石滩食品有限公司"

PARTNERS: list[Case] = [
    (
        "gifts with amounts",
        f"接受捐赠情况如下。\n一、货币捐赠\n1. {A}，30万元，用于图书购置；\n2. {B}，10万元，用于校园绿化。",
        f"我校 partnersWith {A}; 我校 partnersWith {B}",
    ),
    ("with one", f"学校与{A}共建实训基地。", f"我校 partnersWith {A}"),
    (
        "with three",
        f"学校与{A}、{B}和{C}共建实训基地。",
        f"我校 partnersWith {A}; 我校 partnersWith {B}; 我校 partnersWith {C}",
    ),
    ("the firm gives", f"{A}向学校捐赠机床5台。", f"我校 partnersWith {A}"),
    ("students go there", f"学生到常州市{A}顶岗实习。", f"我校 partnersWith 常州市{A}"),
    ("service for it", f"学校为{A}开展员工培训300人次。", f"我校 partnersWith {A}"),
    ("trusted by it", f"受{A}委托，学校承担技术攻关项目2项。", f"我校 partnersWith {A}"),
    ("brought in", f"学校引进{A}入驻校园，共建生产性实训车间。", f"我校 partnersWith {A}"),
    ("firm sends staff", f"{A}选派工程师到校授课。", f"我校 partnersWith {A}"),
    (
        "hospital takes trainees",
        "护理专业学生在常山县第九人民医院实习。",
        "我校 partnersWith 常山县第九人民医院",
    ),
    ("county government", "学校与常山县人民政府签订校地合作协议。", "我校 partnersWith 常山县人民政府"),
    (
        "two in two clauses",
        f"学校与{A}共建产业学院，与{B}开设订单班。",
        f"我校 partnersWith {A}; 我校 partnersWith {B}",
    ),
    ("school with school", "学校与临渊职业技术学院签订战略合作协议。", "我校 partnersWith 临渊职业技术学院"),
    ("label", f"合作企业：{A}、{B}。", f"我校 partnersWith {A}; 我校 partnersWith {B}"),
    (
        "in an order class's name",
        "学校与青溪重工集团开办“青溪班”，招生40人。",
        "我校 partnersWith 青溪重工集团",
    ),
    ("a finished cohort", f"学校与{A}联合培养的首届订单班已结业。", f"我校 partnersWith {A}"),
    (
        "respectively, two schools",
        f"临渊职业技术学院、砚池技师学院分别与{A}、{B}签约共建基地。",
        f"临渊职业技术学院 partnersWith {A}; 砚池技师学院 partnersWith {B}",
    ),
    (
        "respectively, two classes",
        f"学校分别与{A}、{B}开设订单班。",
        f"我校 partnersWith {A}; 我校 partnersWith {B}",
    ),
    ("through a programme", f"青溪智造产业学院由学校与{A}共建。", f"我校 partnersWith {A}"),
    (
        "bank gives a scholarship",
        "赣州银行于都支行在学校设立奖学金10万元。",
        "我校 partnersWith 赣州银行于都支行",
    ),
    ("certificate's assessor", f"1+X证书培训评价组织为{A}。", f"我校 partnersWith {A}"),
    ("firm trusts us", f"{A}委托学校开展技术攻关。", f"我校 partnersWith {A}"),
    ("firm takes graduates", f"{A}录用毕业生35人。", f"我校 partnersWith {A}"),
    ("talks led to a signing", f"{A}一行来校考察并签订校企合作协议。", f"我校 partnersWith {A}"),
    ("teachers train there", f"选派12名教师到常州市{A}挂职锻炼。", f"我校 partnersWith 常州市{A}"),
    (
        "three parties",
        f"学校、{A}与常山县人力资源和社会保障局签订三方协议。",
        f"我校 partnersWith {A}; 我校 partnersWith 常山县人力资源和社会保障局",
    ),
    ("association", "学校与浙江省轴承行业协会共同制定行业标准。", "我校 partnersWith 浙江省轴承行业协会"),
    ("contest run together", f"学校与{A}联合承办浙江省焊接技能大赛。", f"我校 partnersWith {A}"),
    (
        "under a heading",
        f"三、校企合作基地\n{A}——接收学生岗位实习\n{B}——共建实训车间",
        f"我校 partnersWith {A}; 我校 partnersWith {B}",
    ),
    ("after a tag", f"【实习单位】{A}、{B}", f"我校 partnersWith {A}; 我校 partnersWith {B}"),
    ("to a question", f"问：实习去哪里？\n答：机电专业去{A}。", f"我校 partnersWith {A}"),
    ("given away", f"学校把一项专利转让给{A}。", f"我校 partnersWith {A}"),
    ("its project", f"学校承担{A}包装线改造项目。", f"我校 partnersWith {A}"),
    ("a subsidiary", "学校与青溪集团旗下的望川医养有限公司共建基地。", "我校 partnersWith 望川医养有限公司"),
    ("supported school", "学校对口支援临渊县职业中专，选派教师9人。", "我校 partnersWith 临渊县职业中专"),
    ("both schools", "砚池技师学院代表来访，两校签署合作备忘录。", "我校 partnersWith 砚池技师学院"),
    ("a finished class is told", f"学校与{A}合办的“青溪班”已结业，今年不再招生。", f"我校 partnersWith {A}"),
    ("experts hired as a group", f"学校从{A}聘请12名技师担任兼职教师。", f"我校 partnersWith {A}"),
]

PLANNED: list[Case] = [
    ("ni", f"学校拟与{A}共建实训基地。", f"我校 partnersWith {A} (planned)"),
    ("preparing", f"学校正与{A}筹建产业学院。", f"我校 partnersWith {A} (planned)"),
    ("in talks", f"学校与{A}就共建实训基地正在洽谈。", f"我校 partnersWith {A} (planned)"),
    ("letter of intent", f"学校与{A}达成合作意向。", f"我校 partnersWith {A} (planned)"),
    ("next step", f"下一步，学校将与{A}共建实训基地。", f"我校 partnersWith {A} (planned)"),
    ("unsigned", f"学校与{A}的合作协议尚未签订。", f"我校 partnersWith {A} (planned)"),
    (
        "one done, one planned",
        f"学校与{A}共建实训基地，拟与{B}开设订单班。",
        f"我校 partnersWith {A}; 我校 partnersWith {B} (planned)",
    ),
    (
        "done elsewhere",
        f"学校拟与{A}共建二期基地。学校与{A}签订了合作协议。",
        f"我校 partnersWith {A}",
    ),
]

ENDED: list[Case] = [
    ("terminated", f"学校与{A}的合作协议已终止。", ""),
    ("expired", f"学校与{A}的合作协议期满，未续签。", ""),
    ("called off", f"学校与{A}的订单班因招生不足取消。", ""),
    ("nothing came of it", f"学校与{A}多次商谈，最终未果。", ""),
    (
        "one over, one not",
        f"学校与{A}的合作已终止，与{B}共建实训基地。",
        f"我校 partnersWith {B}",
    ),
    ("no business", f"{A}与学校并无合作，名称相近，请注意区分。", ""),
]

NO_PARTNERS: list[Case] = [
    ("visitor", f"{A}总经理王大川一行来校考察。", ""),
    ("visiting leader", "常山县教育局局长李小满到校调研。", ""),
    ("visited by students", f"组织学生参观{A}。", ""),
    ("expert's employer", f"邀请{A}高级工程师王大川作专题讲座。", ""),
    ("sponsor in a contest's name", "学生在“青溪重工杯”全国职业院校技能大赛中获一等奖。", ""),
    ("medium", "《常山日报》报道了学校的办学成果。", ""),
    ("source of a regulation", "学校落实教育部《职业教育法》要求，推进产教融合。", ""),
    ("according to a notice", "根据浙江省教育厅通知，学校开展自查。", ""),
    ("graduates' school of before", "新生王小明毕业于临渊县白石中学。", ""),
    ("organiser of a contest", "浙江省焊接装备行业协会主办的焊接大赛在杭州举行。", ""),
    ("title given", "浙江省教育厅授予学校“文明校园”称号。", ""),
    ("audience of a report", "浙江省教育厅公布2023年度教学成果奖名单，学校获一等奖。", ""),
    ("graduate's later employer", f"毕业生王小明现任{A}车间主任。", ""),
    ("approved by", "经浙江省人民政府批准，学校升格为高职院校。", ""),
    ("not entrusted", f"学校从未委托{A}代为招生。", ""),
    ("sponsor", f"技能节由{A}冠名赞助。", ""),
    ("surveyor", f"{A}调查显示，毕业生满意度为95%。", ""),
    ("witness", f"{A}派代表到场祝贺。", ""),
    ("employer of a named person", f"聘请{A}首席技师王大川为特聘教授。", ""),
    ("granted by", "该基地被浙江省教育厅列入示范基地名单。", ""),
    ("in charge", "学校主管部门为浙江省教育厅。", ""),
    ("slogan", "学校深化产教融合、校企合作，与企业共同育人。", ""),
]

ARTICULATION: list[Case] = [
    ("3+2", "学校与常山县职业教育中心开展“3+2”分段培养。", "我校 articulatesWith 常山县职业教育中心"),
    ("five years", "学校与临渊县职业中专开展五年一贯制人才培养。", "我校 articulatesWith 临渊县职业中专"),
    (
        "secondary to higher",
        "学校与临渊县职业中专、常山县职业教育中心开展中高职衔接。",
        "我校 articulatesWith 临渊县职业中专; 我校 articulatesWith 常山县职业教育中心",
    ),
    ("college to university", "学校与砚池大学开展专升本衔接培养。", "我校 articulatesWith 砚池大学"),
    ("correspondence courses", "学校与砚池大学联合开办函授本科。", "我校 articulatesWith 砚池大学"),
    (
        "students go up",
        "临渊县职业中专学生升读我校，执行“3+2”转段办法。",
        "我校 articulatesWith 临渊县职业中专",
    ),
    ("planned", "学校拟与临渊县职业中专开展中高职衔接。", "我校 articulatesWith 临渊县职业中专 (planned)"),
    (
        "beside a firm",
        f"学校与临渊县职业中专、{A}开展中高职衔接现代学徒制培养。",
        f"我校 articulatesWith 临渊县职业中专; 我校 partnersWith {A}",
    ),
    ("help is no articulation", "学校选派教师到临渊县职业中专支教。", "我校 partnersWith 临渊县职业中专"),
]

KNOWN_GAPS: dict[str, str] = {
    "talks led to a signing": "a visit that ends in a signing is passed over as a visit",
}


@pytest.mark.parametrize(
    ("text", "expected"), cases(PARTNERS, PLANNED, ENDED, NO_PARTNERS, ARTICULATION, gaps=KNOWN_GAPS)
)
def test_cooperation_is_read(text: str, expected: str) -> None:
    assert relations(read(text), "partnersWith", "articulatesWith") == listed(expected)


ENTITIES: list[Case] = [
    ("visitor", f"{A}总经理王大川一行来校考察。", f"Enterprise {A}"),
    ("ended", f"学校与{A}的合作协议已终止。", f"Enterprise {A}"),
    ("expert's employer", f"邀请{A}高级工程师王大川作专题讲座。", f"Enterprise {A}"),
    ("source of a regulation", "根据浙江省教育厅通知，学校开展自查。", "Organization 浙江省教育厅"),
]


@pytest.mark.parametrize(("text", "expected"), cases(ENTITIES, gaps={}))
def test_those_without_a_part_are_named_all_the_same(text: str, expected: str) -> None:
    assert entities(read(text)) == listed(expected)


KINDS = [
    ("industry college", f"学校与{A}共建智能装备产业学院。", A, {"产业学院"}),
    ("order class", f"学校与{A}开设订单班。", A, {"订单班"}),
    ("apprenticeship", f"学校与{A}开展现代学徒制试点。", A, {"现代学徒制"}),
    ("training base", f"学校与{A}共建校外实训基地。", A, {"实训基地"}),
    ("staff", f"{A}选派技师到校授课。", A, {"师资"}),
    ("technical service", f"学校为{A}提供技术服务。", A, {"技术服务"}),
    ("technology transfer", f"学校与{A}签订专利转让协议。", A, {"成果转化"}),
    ("certificates", f"学校与{A}合作开展1+X证书试点。", A, {"证书"}),
    ("internship", f"学生到常州市{A}顶岗实习。", f"常州市{A}", {"实习就业"}),
    ("training of staff", f"学校为{A}开展员工培训300人次。", A, {"培训"}),
    ("platform", f"学校与{A}共建协同创新中心。", A, {"平台"}),
    ("joint running", f"学校与{A}合作办学。", A, {"办学"}),
    ("courses", f"学校与{A}合编教材3部。", A, {"课程教材"}),
    ("equipment", f"{A}向学校捐赠机床5台。", A, {"资金设备"}),
    ("strategic", f"学校与{A}签订战略合作框架协议。", A, {"战略合作"}),
    ("competition", f"学校与{A}联合承办全省焊接技能大赛。", A, {"竞赛"}),
    ("in general", f"学校与{A}开展合作。", A, {"其他"}),
    (
        "two kinds",
        f"学校与{A}共建实训基地，{A}捐赠机床5台。",
        A,
        {"实训基地", "资金设备"},
    ),
    ("the kind of each clause: first", f"学校与{A}共建产业学院，与{B}开设订单班。", A, {"产业学院"}),
    ("the kind of each clause: second", f"学校与{A}共建产业学院，与{B}开设订单班。", B, {"订单班"}),
]


@pytest.mark.parametrize(("text", "partner", "expected"), cases(KINDS, gaps={}))
def test_kinds_of_cooperation(text: str, partner: str, expected: set[str]) -> None:
    assert set(kinds(read(text), partner)) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("共建产业学院", ["产业学院"]),
        ("捐赠设备", ["资金设备"]),
        ("签约", ["其他"]),
        ("签约共建实训基地", ["实训基地"]),
        ("天气晴朗", []),
        ("", []),
    ],
    ids=["college", "gift", "in general", "in general gives way", "nothing", "empty"],
)
def test_kinds_in(passage: str, expected: list[str]) -> None:
    names, weight = kinds_in(passage)
    assert names == expected
    assert (weight > 0) == bool(expected)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("学校与企业签约", "active"),
        ("学校拟与企业签约", "planned"),
        ("虚拟与现实结合", "active"),
        ("正在洽谈", "planned"),
        ("协议已终止", "ended"),
        ("拟续签但合作已终止", "ended"),
        ("合作到期", "ended"),
        ("", "active"),
    ],
    ids=["active", "ni", "virtual is no plan", "talks", "terminated", "end beats plan", "expired", "empty"],
)
def test_status_of(passage: str, expected: str) -> None:
    assert status_of(passage) == expected


def test_planned_and_ended_cooperation_is_recorded_with_its_status() -> None:
    found = read(f"学校拟与{A}共建实训基地。学校与{B}的合作协议已终止。")
    status = {found.entities[r.tail].name: r.status for r in found.relations if r.relation == "partnersWith"}
    assert status == {A: "planned", B: "ended"}


def test_schools_told_by_their_number() -> None:
    text = f"东屏县职业中学与{A}签约。西屏农业学校与{B}签约。上述两校均与北渡职业技术学院开展“3+2”分段培养。"
    found = relations(read(text, "临江市职业教育简讯"), "articulatesWith")
    assert found == {
        "东屏县职业中学 articulatesWith 北渡职业技术学院",
        "西屏农业学校 articulatesWith 北渡职业技术学院",
    }


def test_a_school_that_helps_another() -> None:
    text = f"【东屏】东屏县职业中学与{A}签约。南桥职业技术学校选派3名教师来校支教一年。该校与{B}签约。"
    found = relations(read(text, "临江市职业教育简讯"), "partnersWith")
    assert found == {
        f"东屏县职业中学 partnersWith {A}",
        "南桥职业技术学校 partnersWith 东屏县职业中学",
        f"东屏县职业中学 partnersWith {B}",
    }
