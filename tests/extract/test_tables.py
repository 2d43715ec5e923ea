"""Tables of invented schools: what each kind of table states, row by row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Cell, Document, Table
from extract.findings import Proposal, TableFindings
from extract.reading import parse
from extract.tables import prose_cells, read_table


def table_of(caption: str, *lines: str, header: int = 1, section: str = "") -> tuple[Document, Table]:
    """Build a document that holds one table; a cell ``^`` is merged with the one above it."""
    text = ""
    if section:
        text += section + "\n"
    caption_at = (len(text), len(text) + len(caption)) if caption else None
    text += caption + "\n" if caption else ""
    start = len(text)
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        cells: list[Cell] = []
        for i, word in enumerate(line.split("|")):
            word = word.strip()
            if word == "^":
                above = rows[-1][i]
                cells.append(Cell(above.start, above.end, carried=True))
            else:
                cells.append(Cell(len(text), len(text) + len(word)))
                text += word
            text += "\t"
        text = text[:-1] + "\n"
        rows.append(tuple(cells))
    section_at = (0, len(section)) if section else None
    table = Table(start, len(text), tuple(rows), header, caption_at, section_at)
    return Document("sample", text, tables=(table,)), table


def name_of(document: Document, proposal: Proposal | None) -> str:
    if proposal is None:
        return "OWN"
    return proposal.name or "".join(document.text[proposal.start : proposal.end].split())


def links(document: Document, found: TableFindings, *relations: str) -> list[str]:
    """Return ``head relation tail [kinds] [status] [year]`` of each link, doubles left out."""
    told = []
    for link in found.links:
        if relations and link.relation not in relations:
            continue
        words = [name_of(document, link.head), link.relation, name_of(document, link.tail)]
        words += [",".join(link.kinds)] if link.kinds else []
        words += [link.status] if link.status != "active" else []
        words += [str(link.year)] if link.year else []
        told.append(" ".join(words))
    return list(dict.fromkeys(told))


def entities(document: Document, found: TableFindings) -> set[tuple[str, str]]:
    return {(p.type, name_of(document, p)) for p in found.proposals}


def awards(document: Document, found: TableFindings) -> dict[str, dict[str, str]]:
    return {name_of(document, p): p.attributes for p in found.proposals if p.type == "Award"}


def test_partner_list_with_types_by_ending() -> None:
    document, table = table_of(
        "附表2 校企合作企业名单",
        "序号|企业名称|合作内容|合作时间|备注",
        "1|青禾麦香食品有限公司|顶岗实习|2021年3月|",
        "2|云溪县农业农村局、云溪稻作合作社|技术服务|2022.06|",
        "3|远帆船务|订单培养|2023年|洽谈中",
        "合计|3家|||",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "OWN partnersWith 青禾麦香食品有限公司 实习就业 2021",
        "OWN partnersWith 云溪县农业农村局 技术服务 2022",
        "OWN partnersWith 云溪稻作合作社 技术服务 2022",
        "OWN partnersWith 远帆船务 订单班 planned 2023",
    ]
    assert entities(document, found) == {
        ("Enterprise", "青禾麦香食品有限公司"),
        ("Organization", "云溪县农业农村局"),
        ("Enterprise", "云溪稻作合作社"),
        ("Enterprise", "远帆船务"),
    }
    first = found.links[0]
    assert document.text[slice(*first.evidence)] == "1\t青禾麦香食品有限公司\t顶岗实习\t2021年3月"


def test_order_classes_give_programmes_partners_majors() -> None:
    document, table = table_of(
        "2023年订单班一览表",
        "序号|班级名称|合作企业|专业|人数|状态",
        "1|“远帆启航班”|远帆船务有限公司|轮机工程技术、船舶电气|32|在读",
        "2|麦香烘焙班|青禾麦香食品有限公司|西式烹饪工艺专业|28|已毕业",
        "3|北原风电班|北原风电科技|新能源装备技术|—|拟2024年秋季开班",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "OWN partnersWith 远帆船务有限公司 订单班 2023",
        "OWN hasProgram 远帆启航班 2023",
        "远帆启航班 programPartner 远帆船务有限公司 2023",
        "远帆启航班 programMajor 轮机工程技术 2023",
        "远帆启航班 programMajor 船舶电气 2023",
        "OWN offersMajor 轮机工程技术",
        "OWN offersMajor 船舶电气",
        "OWN partnersWith 青禾麦香食品有限公司 订单班 2023",
        "OWN hasProgram 麦香烘焙班 2023",
        "麦香烘焙班 programPartner 青禾麦香食品有限公司 2023",
        "麦香烘焙班 programMajor 西式烹饪工艺 2023",
        "OWN offersMajor 西式烹饪工艺",
        "OWN partnersWith 北原风电科技 订单班 planned 2023",
        "OWN hasProgram 北原风电班 planned 2023",
        "北原风电班 programPartner 北原风电科技 planned 2023",
        "北原风电班 programMajor 新能源装备技术 planned 2023",
        "OWN offersMajor 新能源装备技术",
    ]


def test_category_column_decides_kind() -> None:
    document, table = table_of(
        "表3-1 青禾船舶职业学院校企合作项目一览",
        "项目类型|名称|合作单位|面向专业|备注",
        "产业学院|远帆航海产业学院|远帆船务有限公司|轮机工程技术|青禾省示范性产业学院",
        "现代学徒制|船厂焊工学徒班|南港船厂|船舶工程技术|2022级30人",
        "大师工作室|“木船”制作大师工作室|云溪木船作坊||",
        "订单班|（暂缓）北原邮轮班|北原邮轮旅游集团|国际邮轮乘务管理|协议未签",
    )
    found = read_table(document, table)
    assert links(document, found, "partnersWith", "receivedAward") == [
        "OWN partnersWith 远帆船务有限公司 产业学院",
        "远帆航海产业学院 receivedAward 青禾省示范性产业学院",
        "OWN partnersWith 南港船厂 现代学徒制",
        "OWN partnersWith 云溪木船作坊 平台",
        "OWN partnersWith 北原邮轮旅游集团 订单班 planned",
    ]
    assert links(document, found, "hasProgram") == [
        "OWN hasProgram 远帆航海产业学院",
        "OWN hasProgram 船厂焊工学徒班",
        "OWN hasProgram “木船”制作大师工作室",
        "OWN hasProgram 北原邮轮班 planned",
    ]
    assert "OWN offersMajor 国际邮轮乘务管理" in links(document, found)


def test_donations_leave_out_things_and_private_donors() -> None:
    document, table = table_of(
        "附表7 企业捐赠设备情况",
        "捐赠单位|捐赠物资|数量（台套）|价值（万元）|捐赠时间",
        "青禾数控装备集团|五轴加工中心|3|260|2022-05",
        "云溪商会|图书|1 200|5.6|2022-11",
        "热心校友|电脑|5|2|2022-12",
        "合计||1 208|267.6|",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "OWN partnersWith 青禾数控装备集团 资金设备 2022",
        "OWN partnersWith 云溪商会 资金设备 2022",
    ]
    assert entities(document, found) == {("Enterprise", "青禾数控装备集团"), ("Organization", "云溪商会")}


def test_group_members_by_office() -> None:
    document, table = table_of(
        "云溪现代农业职业教育集团成员单位名单",
        "序号|单位名称|集团职务",
        "1|云溪农林职业学院|理事长单位",
        "2|青禾农业大学|副理事长单位",
        "3|云溪稻作合作社|理事单位",
        "4|云溪县农业农村局|理事单位",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "云溪农林职业学院 leads 云溪现代农业职业教育集团",
        "青禾农业大学 memberOf 云溪现代农业职业教育集团",
        "云溪稻作合作社 memberOf 云溪现代农业职业教育集团",
        "云溪县农业农村局 memberOf 云溪现代农业职业教育集团",
    ]
    assert ("EducationGroup", "云溪现代农业职业教育集团") in entities(document, found)


def test_group_named_by_the_heading_and_lists_in_cells() -> None:
    document, table = table_of(
        "职教集团成员单位",
        "类别|单位",
        "牵头单位|云溪农林职业学院",
        "企业|云溪稻作合作社、青禾麦香食品有限公司等23家企业",
        "^|北原种业",
        "行业协会|青禾省种子协会",
        section="云溪现代农业职业教育集团于2019年成立",
    )
    assert links(document, read_table(document, table)) == [
        "云溪农林职业学院 leads 云溪现代农业职业教育集团",
        "云溪稻作合作社 memberOf 云溪现代农业职业教育集团",
        "青禾麦香食品有限公司 memberOf 云溪现代农业职业教育集团",
        "北原种业 memberOf 云溪现代农业职业教育集团",
        "青禾省种子协会 memberOf 云溪现代农业职业教育集团",
    ]


def test_groups_with_leaders_and_the_honour_of_the_caption() -> None:
    document, table = table_of(
        "附件2 第三批青禾省示范性职业教育集团培育单位名单",
        "序号|集团名称|牵头单位",
        "1|青禾船舶职业教育集团|青禾船舶职业学院",
        "2|云溪现代农业职教集团|云溪农林职业学院 云溪稻作合作社",
    )
    found = read_table(document, table)
    assert links(document, found, "leads") == [
        "青禾船舶职业学院 leads 青禾船舶职业教育集团",
        "云溪农林职业学院 leads 云溪现代农业职教集团",
        "云溪稻作合作社 leads 云溪现代农业职教集团",
    ]
    honour = "第三批青禾省示范性职业教育集团培育单位"
    assert links(document, found, "receivedAward") == [
        f"青禾船舶职业教育集团 receivedAward {honour}",
        f"云溪现代农业职教集团 receivedAward {honour}",
    ]
    award = next(p for p in found.proposals if p.type == "Award")
    assert document.text[award.start : award.end] == honour
    assert award.attributes["level"] == "省"


def test_articulation_tells_whose_major_is_whose() -> None:
    document, table = table_of(
        "2023年中高职衔接合作院校一览",
        "序号|中职学校|中职专业|高职专业|学制",
        "1|云溪县职业技术教育中心|汽车运用与维修|汽车检测与维修技术|3+2",
        "2|青禾市第二职业高中|^|新能源汽车技术|^",
    )
    assert links(document, read_table(document, table)) == [
        "OWN articulatesWith 云溪县职业技术教育中心 2023",
        "OWN offersMajor 汽车检测与维修技术",
        "云溪县职业技术教育中心 offersMajor 汽车运用与维修",
        "OWN articulatesWith 青禾市第二职业高中 2023",
        "OWN offersMajor 新能源汽车技术",
        "青禾市第二职业高中 offersMajor 汽车运用与维修",
    ]


def test_articulation_between_two_named_schools() -> None:
    document, table = table_of(
        "全市五年一贯制、中高职衔接情况",
        "中职学校|高职院校|专业",
        "云溪县职业技术教育中心|青禾船舶职业学院|轮机工程技术",
        "青禾市第二职业高中|云溪农林职业学院|园艺技术",
    )
    assert links(document, read_table(document, table), "articulatesWith") == [
        "云溪县职业技术教育中心 articulatesWith 青禾船舶职业学院",
        "青禾市第二职业高中 articulatesWith 云溪农林职业学院",
    ]


def test_commissioned_research_with_departments() -> None:
    document, table = table_of(
        "横向课题到账一览",
        "课题名称|负责人|委托方|合同额（万元）|所属二级学院",
        "沙棘汁杀菌工艺|李明|北原沙棘饮品有限责任公司|12|食品工程学院",
        "乡镇污水监测|王芳|青禾市生态环境局|8|环境系",
        "校园网络优化|张三|本校|3|信息中心",
        "总 计|||23|",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "OWN partnersWith 北原沙棘饮品有限责任公司 技术服务",
        "OWN hasDepartment 食品工程学院",
        "OWN partnersWith 青禾市生态环境局 技术服务",
        "OWN hasDepartment 环境系",
    ]
    assert not {"李明", "王芳", "张三"} & {name for _, name in entities(document, found)}


def test_prizes_of_one_contest_are_counted_and_composed() -> None:
    document, table = table_of(
        "2023年学生技能竞赛获奖情况",
        "竞赛名称|赛项|获奖等级|获奖学生",
        "2023年青禾省职业院校技能大赛|船舶焊接|一等奖|甲、乙",
        "^|^|^|丙",
        "^|西式 烹饪|三等奖|丁",
        "第五届“稻香杯”云溪市创业大赛|——|金奖|“谷雨”团队",
    )
    found = read_table(document, table)
    assert awards(document, found) == {
        "2023年青禾省职业院校技能大赛 船舶焊接 一等奖": {
            "level": "省",
            "rank": "一等奖",
            "year": "2023",
            "count": "2",
        },
        "2023年青禾省职业院校技能大赛 西式烹饪 三等奖": {"level": "省", "rank": "三等奖", "year": "2023"},
        "第五届“稻香杯”云溪市创业大赛 金奖": {"level": "市", "rank": "金奖", "year": "2023"},
    }
    assert {name for kind, name in entities(document, found) if kind != "Award"} == set()


def test_matrix_of_medals() -> None:
    document, table = table_of(
        "表6 学生技能大赛奖牌统计",
        "赛事名称|金牌|银牌|铜牌|合计",
        "第十二届青禾省职业院校技能大赛|3|5|8|16",
        "2023年全国船舶焊接技能竞赛|1|—|2|3",
        "合计|4|5|10|19",
    )
    assert awards(document, read_table(document, table)) == {
        "第十二届青禾省职业院校技能大赛 金牌": {"level": "省", "rank": "金牌", "count": "3"},
        "第十二届青禾省职业院校技能大赛 银牌": {"level": "省", "rank": "银牌", "count": "5"},
        "第十二届青禾省职业院校技能大赛 铜牌": {"level": "省", "rank": "铜牌", "count": "8"},
        "2023年全国船舶焊接技能竞赛 金牌": {"level": "国家", "rank": "金牌", "year": "2023", "count": "1"},
        "2023年全国船舶焊接技能竞赛 铜牌": {"level": "国家", "rank": "铜牌", "year": "2023", "count": "2"},
    }


def test_contest_from_the_caption() -> None:
    document, table = table_of(
        "2022年我校教师在青禾省职业院校教学能力比赛中获奖情况一览表",
        "序号|作品|团队|获奖等级",
        "1|船体放样|孙八、周九|一等奖",
        "2|食品检测|吴十|二等奖",
        "3|种子生产|郑一|二等奖",
    )
    found = read_table(document, table)
    assert awards(document, found) == {
        "青禾省职业院校教学能力比赛 一等奖": {"level": "省", "rank": "一等奖", "year": "2022"},
        "青禾省职业院校教学能力比赛 二等奖": {"level": "省", "rank": "二等奖", "year": "2022", "count": "2"},
    }
    award = next(p for p in found.proposals if p.type == "Award")
    assert document.text[award.start : award.end] == "青禾省职业院校教学能力比赛"


def test_several_ranks_in_one_cell() -> None:
    document, table = table_of(
        "学生竞赛获奖汇总",
        "竞赛名称|获奖情况",
        "2021年青禾省大学生数学竞赛|一等奖2项、二等奖5项",
    )
    assert awards(document, read_table(document, table)) == {
        "2021年青禾省大学生数学竞赛 一等奖": {"level": "省", "rank": "一等奖", "year": "2021", "count": "2"},
        "2021年青禾省大学生数学竞赛 二等奖": {"level": "省", "rank": "二等奖", "year": "2021", "count": "5"},
    }


def test_prizes_of_several_schools_go_to_each() -> None:
    document, table = table_of(
        "2023年青禾省职业院校技能大赛获奖名单",
        "学校|赛项|等级",
        "云溪农林职业学院|种子生产|一等奖",
        "青禾船舶职业学院|种子生产|一等奖",
        "云溪农林职业学院|农机维修|三等奖",
    )
    found = read_table(document, table)
    contest = "2023年青禾省职业院校技能大赛"
    assert links(document, found) == [
        f"云溪农林职业学院 receivedAward {contest} 种子生产 一等奖",
        f"青禾船舶职业学院 receivedAward {contest} 种子生产 一等奖",
        f"云溪农林职业学院 receivedAward {contest} 农机维修 三等奖",
    ]
    assert "count" not in awards(document, found)[f"{contest} 种子生产 一等奖"]


def test_teachers_honours_without_their_names() -> None:
    document, table = table_of(
        "2023年教师获奖统计表",
        "序号|获奖教师|奖项名称|授予单位|级别|时间",
        "1|赵六|青禾省教学名师|青禾省教育厅|省级|2023.09",
        "2|钱七|全国优秀教师|教育部|国家级|2022.09",
    )
    found = read_table(document, table)
    assert links(document, found) == ["OWN receivedAward 青禾省教学名师", "OWN receivedAward 全国优秀教师"]
    assert awards(document, found) == {
        "青禾省教学名师": {"level": "省", "year": "2023"},
        "全国优秀教师": {"level": "国家", "year": "2022"},
    }
    assert not any("赵" in name or "钱" in name for _, name in entities(document, found))


def test_certificates_name_their_assessors() -> None:
    document, table = table_of(
        "1+X证书制度试点情况",
        "证书名称|培训评价组织|对应专业|考核人数|通过率",
        "网店运营推广|北原数科教育科技有限公司|电子商务、市场营销|120|91%",
        "船舶焊接|青禾船舶工业行业协会|船舶工程技术|56|88%",
    )
    assert links(document, read_table(document, table)) == [
        "OWN partnersWith 北原数科教育科技有限公司 证书",
        "OWN offersMajor 电子商务",
        "OWN offersMajor 市场营销",
        "OWN partnersWith 青禾船舶工业行业协会 证书",
        "OWN offersMajor 船舶工程技术",
    ]


def test_bases_outside_and_a_hospital_that_is_its_own_base() -> None:
    document, table = table_of(
        "校外实训基地一览",
        "序号|基地名称|依托单位|面向专业|建立时间",
        "1|远帆船务实训基地|远帆船务有限公司|轮机工程技术|2019",
        "2|云溪人民医院|云溪人民医院|护理、助产|2020",
        "3|北原风电科技有限公司校外实训基地||新能源装备技术|2021",
    )
    found = read_table(document, table)
    assert links(document, found, "partnersWith", "hasProgram", "programPartner") == [
        "OWN partnersWith 远帆船务有限公司 实训基地 2019",
        "OWN hasProgram 远帆船务实训基地 2019",
        "远帆船务实训基地 programPartner 远帆船务有限公司 2019",
        "OWN partnersWith 云溪人民医院 实训基地 2020",
        "OWN partnersWith 北原风电科技有限公司 实训基地 2021",
        "OWN hasProgram 北原风电科技有限公司校外实训基地 2021",
        "北原风电科技有限公司校外实训基地 programPartner 北原风电科技有限公司 2021",
    ]
    assert ("Organization", "云溪人民医院") in entities(document, found)


def test_departments_and_their_majors() -> None:
    document, table = table_of(
        "二级学院专业设置一览表",
        "二级学院|专业名称|专业代码|备注",
        "船舶工程学院|船舶工程技术|460501|",
        "^|轮机工程技术|500301|",
        "食品工程学院|食品智能加工技术|490101|2023年新增",
        "基础部|||",
        "学生处|||",
    )
    assert links(document, read_table(document, table)) == [
        "OWN offersMajor 船舶工程技术",
        "OWN hasDepartment 船舶工程学院",
        "OWN offersMajor 轮机工程技术",
        "OWN offersMajor 食品智能加工技术",
        "OWN hasDepartment 食品工程学院",
        "OWN hasDepartment 基础部",
    ]


def test_clusters() -> None:
    document, table = table_of(
        "专业群及学生规模",
        "专业群|所含专业|在校生",
        "智慧海运专业群|轮机工程技术|302",
        "^|国际邮轮乘务管理|88",
        "合计|2个专业|390",
    )
    assert links(document, read_table(document, table)) == [
        "OWN offersMajor 轮机工程技术",
        "OWN hasCluster 智慧海运",
        "轮机工程技术 inCluster 智慧海运",
        "OWN offersMajor 国际邮轮乘务管理",
        "国际邮轮乘务管理 inCluster 智慧海运",
    ]


def test_city_table_names_the_school_of_each_row() -> None:
    document, table = table_of(
        "全市中职学校校企合作产业学院一览",
        "学校名称|产业学院|合作企业",
        "云溪县职业技术教育中心|远帆产业学院|远帆船务有限公司",
        "青禾市第二职业高中|麦香产业学院|青禾麦香食品有限公司",
    )
    assert links(document, read_table(document, table)) == [
        "云溪县职业技术教育中心 partnersWith 远帆船务有限公司 产业学院",
        "云溪县职业技术教育中心 hasProgram 远帆产业学院",
        "远帆产业学院 programPartner 远帆船务有限公司",
        "青禾市第二职业高中 partnersWith 青禾麦香食品有限公司 产业学院",
        "青禾市第二职业高中 hasProgram 麦香产业学院",
        "麦香产业学院 programPartner 青禾麦香食品有限公司",
    ]


def test_employers_of_hired_experts_are_no_partners() -> None:
    document, table = table_of(
        "兼职教师（产业导师）聘任名单",
        "姓名|工作单位|职务",
        "吴十|远帆船务有限公司|总工程师",
        "郑一|青禾大学|教授",
    )
    found = read_table(document, table)
    assert found.links == []
    assert entities(document, found) == {("Enterprise", "远帆船务有限公司"), ("School", "青禾大学")}


def test_list_without_header_by_its_contents() -> None:
    document, table = table_of(
        "",
        "北原沙棘饮品有限责任公司|李四|13800000000",
        "远帆船务有限公司|张五|13900000000",
        "青禾市生态环境局|孙六|13700000000",
        header=0,
        section="学校与下列单位建立合作关系",
    )
    assert links(document, read_table(document, table)) == [
        "OWN partnersWith 北原沙棘饮品有限责任公司 其他",
        "OWN partnersWith 远帆船务有限公司 其他",
        "OWN partnersWith 青禾市生态环境局 其他",
    ]


def test_header_of_two_rows_and_bands() -> None:
    document, table = table_of(
        "合作情况一览",
        "序号|合作企业|合作企业|合作专业",
        "序号|名称|规模|合作专业",
        "一、订单班|||",
        "1|远帆船务有限公司|500人|轮机工程技术",
        "二、校外实训基地|||",
        "2|南港船厂|大型|船舶工程技术",
        header=2,
    )
    assert links(document, read_table(document, table), "partnersWith") == [
        "OWN partnersWith 远帆船务有限公司 订单班",
        "OWN partnersWith 南港船厂 实训基地",
    ]


def test_ended_and_planned_by_remark() -> None:
    document, table = table_of(
        "合作企业一览",
        "企业|合作方式|备注",
        "远帆船务有限公司|订单班|合同到期，已续签",
        "南港船厂|学徒制|合作到期",
        "北原种业|实训基地|意向",
        "云溪软件|虚拟仿真实训基地|",
    )
    assert links(document, read_table(document, table)) == [
        "OWN partnersWith 远帆船务有限公司 订单班",
        "OWN partnersWith 南港船厂 现代学徒制 ended",
        "OWN partnersWith 北原种业 实训基地 planned",
        "OWN partnersWith 云溪软件 实训基地",
    ]


def test_own_office_in_groups() -> None:
    document, table = table_of(
        "产教融合共同体一览",
        "名称|牵头单位|我校角色|成立时间",
        "全国船舶焊接行业产教融合共同体|南港船厂、青禾大学|副理事长单位|2023.7",
        "青禾市域产教联合体|青禾高新技术产业开发区管委会|牵头院校|2024",
    )
    assert links(document, read_table(document, table)) == [
        "南港船厂 leads 全国船舶焊接行业产教融合共同体 2023",
        "青禾大学 leads 全国船舶焊接行业产教融合共同体 2023",
        "OWN memberOf 全国船舶焊接行业产教融合共同体",
        "青禾高新技术产业开发区管委会 leads 青禾市域产教联合体 2024",
        "OWN leads 青禾市域产教联合体",
    ]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2021年9月", "2021"),
        ("2021.09-2024.08", "2021"),
        ("202109", "2021"),
        ("20210906", "2021"),
        ("三年", ""),
    ],
)
def test_year_of_a_date_cell(date: str, year: str) -> None:
    document, table = table_of("合作企业一览", "企业名称|合作时间", f"南港船厂|{date}")
    assert links(document, read_table(document, table)) == [f"OWN partnersWith 南港船厂 其他 {year}".strip()]


def test_majors_added_and_cancelled() -> None:
    document, table = table_of(
        "专业动态调整情况",
        "专业名称|调整类型|备注",
        "船舶涂装工程技术|新增|2023年首次招生",
        "老年服务与管理|撤销|停招",
        "护理（助产方向）|保留|",
    )
    assert links(document, read_table(document, table)) == [
        "OWN offersMajor 船舶涂装工程技术",
        "OWN offersMajor 老年服务与管理 ended",
        "OWN offersMajor 护理（助产方向）",
    ]


def test_foreign_universities_and_a_college_of_another_university() -> None:
    document, table = table_of(
        "国际及校际合作项目一览",
        "合作院校|合作专业|项目类型",
        "曼谷海事学院|轮机工程技术|中外合作办学",
        "青禾大学船舶学院|船舶工程技术|师资互聘",
    )
    found = read_table(document, table)
    assert links(document, found, "partnersWith") == [
        "OWN partnersWith 曼谷海事学院 办学",
        "OWN partnersWith 青禾大学 师资",
    ]
    assert ("Department", "青禾大学船舶学院") in entities(document, found)


def test_designated_bases_and_the_schools_that_run_them() -> None:
    document, table = table_of(
        "第二批青禾省产教融合示范基地名单",
        "序号|基地名称|建设单位",
        "1|云溪智慧农业产教融合实训基地|云溪农林职业学院",
        "2|远帆船舶产教融合实训基地|青禾船舶职业学院",
    )
    honour = "第二批青禾省产教融合示范基地"
    assert links(document, read_table(document, table)) == [
        "云溪农林职业学院 hasProgram 云溪智慧农业产教融合实训基地",
        f"云溪农林职业学院 receivedAward {honour}",
        f"云溪智慧农业产教融合实训基地 receivedAward {honour}",
        "青禾船舶职业学院 hasProgram 远帆船舶产教融合实训基地",
        f"青禾船舶职业学院 receivedAward {honour}",
        f"远帆船舶产教融合实训基地 receivedAward {honour}",
    ]


def test_tables_as_the_reader_gives_them() -> None:
    document = parse(
        "青禾船舶职业学院2023年质量报告\n\n"
        "表2　专业群与学生规模\n"
        "专业群\t所含专业\t在校生\t专业群\t所含专业\t在校生\n"
        "智慧海运\t轮机工程技术\t302\t现代渔业\t水产养殖技术\t96\n"
        "\t国际邮轮乘务管理\t88\t\t渔业经济管理\t41\n"
        "合计\t2个专业\t390\t合计\t2个专业\t137\n\n"
        "学校与下列企业合作。\n",
        id="report",
    )
    found = read_table(document, document.tables[0])
    assert links(document, found, "inCluster") == [
        "轮机工程技术 inCluster 智慧海运",
        "国际邮轮乘务管理 inCluster 智慧海运",
        "水产养殖技术 inCluster 现代渔业",
        "渔业经济管理 inCluster 现代渔业",
    ]
    second = next(link for link in found.links if name_of(document, link.head) == "国际邮轮乘务管理")
    assert document.text[slice(*second.evidence)] == "国际邮轮乘务管理\t88"


def test_cells_left_to_be_read_as_prose() -> None:
    document, table = table_of(
        "2023年产教融合项目一览",
        "项目名称|负责人|经费（万元）|说明",
        "远帆航海产业学院实训条件建设|甲|30|由远帆船务有限公司出资，2023年立项",
        "护理专业教学改革|乙|2|",
    )
    assert [document.text[a:b] for a, b in prose_cells(document, table)] == [
        "远帆航海产业学院实训条件建设",
        "由远帆船务有限公司出资，2023年立项",
        "护理专业教学改革",
    ]


@pytest.mark.parametrize(
    ("caption", "lines"),
    [
        ("年度经费收支", ("项目|金额（万元）|占比", "财政拨款|1 200|60%", "学费|300|15%")),
        ("表1 计分卡", ("院校名称|指标|单位|2022年", "青禾船舶职业学院|就业率|%|97.1")),
        ("校企合作情况统计表", ("县区|企业数|协议数", "云溪县|23|12", "青禾市|33|20")),
        ("用人单位满意度调查", ("评价项目|满意|一般|不满意", "专业知识|80%|15%|5%")),
        ("立项课题一览", ("序号|课题名称|主持人|立项时间", "1|稻鱼共生模式研究|王芳|2022")),
        ("校内实训室一览", ("实训室名称|面积（㎡）|工位数", "焊接实训室|300|40")),
    ],
)
def test_tables_without_partners_prizes_or_majors_say_nothing(caption: str, lines: tuple[str, ...]) -> None:
    document, table = table_of(caption, *lines)
    assert read_table(document, table) == TableFindings()


def test_repeated_header_is_no_row() -> None:
    document, table = table_of(
        "合作企业一览",
        "合作企业|面向专业",
        "远帆船务有限公司|轮机工程技术",
        "合作企业|面向专业",
        "南港船厂|船舶工程技术",
    )
    assert entities(document, read_table(document, table)) == {
        ("Enterprise", "远帆船务有限公司"),
        ("Major", "轮机工程技术"),
        ("Enterprise", "南港船厂"),
        ("Major", "船舶工程技术"),
    }


_HEADERS = """序号 企业名称 合作单位 专业名称 专业群 竞赛名称 获奖等级 一等奖 二等奖 学校 集团名称 牵头单位
备注 名称 类别 二级学院"""
_CELLS = (
    "远帆船务有限公司 云溪县农业农村局、南港船厂 青禾船舶职业学院 护理 3 — 合计 北原班 ^ 金奖2项 省级 2023年"
)
_WORDS = st.one_of(
    st.sampled_from([*_HEADERS.split(), *_CELLS.split()]),
    st.text(alphabet="一二三校企班（）()“”、，和与及等 \u3000A1。|^:：《》", max_size=12).map(
        lambda s: s.replace("|", "")
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(_WORDS, min_size=1, max_size=6), min_size=1, max_size=8),
    st.integers(0, 2),
    st.sampled_from(
        [
            "",
            "2023年校企合作企业名单",
            "获奖情况一览表",
            "云溪职教集团成员",
            "中高职衔接",
            "第二批省级示范基地名单",
        ]
    ),
)
def test_any_table_gives_valid_offsets(rows: list[list[str]], header: int, caption: str) -> None:
    rows = [[word if i else word.replace("^", "") for word in row] for i, row in enumerate(rows)]
    width = max(map(len, rows))
    lines = ["|".join(row + [""] * (width - len(row))) for row in rows]
    document, table = table_of(caption, *lines, header=min(header, len(lines)))
    found = read_table(document, table)
    known = {id(p) for p in found.proposals}
    for proposal in found.proposals:
        assert 0 <= proposal.start < proposal.end <= len(document.text)
        assert 0 < proposal.weight <= 1
        assert document.text[proposal.start : proposal.end].strip()
    for link in found.links:
        assert table.start <= link.evidence[0] < link.evidence[1] <= table.end
        for end in (link.head, link.tail):
            assert end is None or id(end) in known


def _large(rows: int, header: str, line: str) -> tuple[Document, Table]:
    text = header.replace("|", "\t") + "\n" + (line.replace("|", "\t") + "\n") * rows

    def cells(start: int, words: list[str]) -> tuple[Cell, ...]:
        row = []
        for word in words:
            row.append(Cell(start, start + len(word)))
            start += len(word) + 1
        return tuple(row)

    head, width = header.split("|"), len(line) + 1
    table = [cells(0, head)]
    table += [cells(len(header) + 1 + i * width, line.split("|")) for i in range(rows)]
    whole = Table(0, len(text), tuple(table), 1)
    return Document("large", text, tables=(whole,)), whole


@pytest.mark.parametrize(
    ("rows", "header", "line", "seconds"),
    [
        (200_000, "指标一|数值|比例|说明|其他", "甲|12|3%|乙|丙", 1.0),
        (40_000, "合作企业|面向专业|人数|备注|联系人", "远帆船务有限公司|护理|3|无|甲", 10.0),
    ],
)
def test_large_tables_take_seconds(rows: int, header: str, line: str, seconds: float) -> None:
    document, table = _large(rows, header, line)
    start = time.process_time()
    read_table(document, table)
    assert time.process_time() - start < seconds


def test_long_lists_in_one_row_do_not_multiply() -> None:
    firms = "、".join(f"远帆{i}船务有限公司" for i in range(900))
    majors = "、".join(f"船舶{'甲乙丙丁戊'[i % 5]}技术" for i in range(900))
    document, table = table_of("合作企业", "班级|企业|专业", f"{firms}|{firms}|{majors}")
    assert len(read_table(document, table).links) < 6000


def test_members_of_a_group_that_only_the_title_names() -> None:
    document = parse(
        "青禾省茶业职业教育集团第二届理事会成员单位名录\n\n　　名录如下（排名不分先后）：\n\n"
        "序号\t单位名称\t职务\n1\t青禾农林职业学院\t理事长单位\n2\t远山茶业\t副理事长单位\n"
        "3\t云溪县茶叶协会\t理事单位\n4\t西溪农校\t理事单位\n5\t北岭茶业\t（待确认）\n6\t石坡茶厂\t已退出\n",
        id="group",
    )
    told = links(document, read_table(document, document.tables[0]))
    assert told == [
        "青禾农林职业学院 leads 青禾省茶业职业教育集团",
        "远山茶业 memberOf 青禾省茶业职业教育集团",
        "云溪县茶叶协会 memberOf 青禾省茶业职业教育集团",
        "西溪农校 memberOf 青禾省茶业职业教育集团",
        "北岭茶业 memberOf 青禾省茶业职业教育集团 planned",
        "石坡茶厂 memberOf 青禾省茶业职业教育集团 ended",
    ]


def test_articulation_told_by_the_headers() -> None:
    document, table = table_of(
        "",
        "序号|合作中职学校|中职专业|衔接高职专业|学制",
        "1|云溪县职业教育中心|电子商务|网络营销与直播电商|3+2",
        "2|^|幼儿保育|学前教育|3+2",
    )
    assert set(links(document, read_table(document, table))) == {
        "OWN articulatesWith 云溪县职业教育中心",
        "云溪县职业教育中心 offersMajor 电子商务",
        "OWN offersMajor 网络营销与直播电商",
        "云溪县职业教育中心 offersMajor 幼儿保育",
        "OWN offersMajor 学前教育",
    }


@pytest.mark.parametrize(
    ("manner", "program"),
    [
        ("共建“远山检测中心”", "远山检测中心"),
        ("订单培养（青石班）", "青石班"),
        ("共建远山智造学院、学生实习", "远山智造学院"),
        ("共建产业学院", ""),
        ("共建实训基地（校内）", ""),
        ("“双11”跟岗实习", ""),
    ],
)
def test_programme_told_by_the_manner_of_cooperation(manner: str, program: str) -> None:
    document, table = table_of(
        "校企合作一览", "专业|合作单位|合作方式", f"数控技术|远山机床有限公司|{manner}"
    )
    found = links(document, read_table(document, table), "hasProgram", "programPartner", "programMajor")
    assert found == (
        [
            f"OWN hasProgram {program}",
            f"{program} programPartner 远山机床有限公司",
            f"{program} programMajor 数控技术",
        ]
        if program
        else []
    )


def test_industry_colleges_with_their_departments_levels_and_remarks() -> None:
    document, table = table_of(
        "产业学院、特色学院建设一览",
        "产业学院|共建方|依托学院|覆盖专业|级别|备注",
        "低空产业学院|翔云创新、远山旗下北岭航空科技|航空学院|无人机应用技术|青禾省示范性产业学院|含“北岭巡检班”",
        "电池产业学院|青石电池有限公司|^|储能材料技术|校级|青石系远山子公司",
        "数币金融学院|云溪银行|商学院|金融科技应用|筹建|",
    )
    found = read_table(document, table)
    told = links(document, found)
    assert "OWN hasDepartment 航空学院" in told
    assert "北岭航空科技 partOf 远山" in told
    assert "OWN partnersWith 北岭航空科技 产业学院" in told
    assert "北岭巡检班 programPartner 北岭航空科技" in told
    assert "北岭巡检班 programPartner 翔云创新" not in told
    assert "低空产业学院 receivedAward 青禾省示范性产业学院" in told
    assert "青石电池有限公司 partOf 远山" in told
    assert "OWN hasProgram 数币金融学院 planned" in told
    assert "OWN offersMajor 金融科技应用" in told
    assert not any("receivedAward 产业学院" in line for line in told)


def test_notes_below_the_table_end_rows() -> None:
    document = parse(
        "青禾职业学院2023年成果转化一览\n\n"
        "序号\t受让单位\t成果名称\t金额（万元）\n1\t远山机床厂\t夹具\t2.0\n2\t青石电器\t测试台\t3.0\n"
        "3\t北岭陶瓷\t（谈判中）磨头\t—\n4\t南港船厂\t灯珠\t1.0\n\n"
        "　　说明：1.第2项因专利失效于2023年4月解除；2.第4项由机电系完成。\n",
        id="notes",
    )
    assert links(document, read_table(document, document.tables[0]), "partnersWith") == [
        "OWN partnersWith 远山机床厂 成果转化 2023",
        "OWN partnersWith 青石电器 成果转化 ended 2023",
        "OWN partnersWith 北岭陶瓷 成果转化 planned 2023",
        "OWN partnersWith 南港船厂 成果转化 2023",
    ]


def test_beneficiaries_that_are_departments_or_majors() -> None:
    document, table = table_of(
        "社会捐赠明细",
        "捐赠方|捐赠内容|受益部门/专业",
        "远山重工有限公司|切割机2台|船舶制造部",
        "2001届轮机班全体校友|奖学金|全校",
        "青石电缆|展墙|焊接技术应用专业",
        "校友陈××|图书|图书馆",
        "云溪慈善总会|专项|困难学生",
    )
    found = read_table(document, table)
    assert links(document, found, "hasDepartment", "offersMajor") == [
        "OWN hasDepartment 船舶制造部",
        "OWN offersMajor 焊接技术应用",
    ]
    assert len(links(document, found, "partnersWith")) == 3


def test_footnote_marks_and_remarks_are_no_part_of_a_major() -> None:
    document, table = table_of(
        "专业群一览（☆为龙头专业）",
        "专业群|核心专业",
        "智慧物联|☆物联网应用技术、*移动通信技术、公共文化服务与管理▲",
        "空港服务|空中乘务（中外合作）、全媒体广播电视编导",
    )
    assert links(document, read_table(document, table), "inCluster") == [
        "物联网应用技术 inCluster 智慧物联",
        "移动通信技术 inCluster 智慧物联",
        "公共文化服务与管理 inCluster 智慧物联",
        "空中乘务 inCluster 空港服务",
        "全媒体广播电视编导 inCluster 空港服务",
    ]


def test_an_honour_without_rank_takes_none_from_above() -> None:
    document = parse(
        "表1 教师获奖情况\n\n获奖者\t奖项名称\t等次\n甲\t青禾省茶艺大赛\t金奖\n乙\t\t银奖\n"
        "丙\t青禾省技术能手\t\n丁\t青禾省教学能力比赛\t一等奖\n",
        id="honours",
    )
    found = read_table(document, document.tables[0])
    assert set(awards(document, found)) == {
        "青禾省茶艺大赛 金奖",
        "青禾省茶艺大赛 银奖",
        "青禾省技术能手",
        "青禾省教学能力比赛 一等奖",
    }


def test_form_with_labels_beside_the_values() -> None:
    document = parse(
        "青禾职业学院校企合作登记表\n\n学校名称\t青禾职业学院\t填报人\t王某\n"
        "合作企业\t远山机床集团有限公司\t合作专业\t数控技术、模具设计与制造\n"
        "合作形式\t订单培养（远山班）\t备注\t已挂牌\n",
        id="form",
    )
    assert set(links(document, read_table(document, document.tables[0]))) == {
        "青禾职业学院 partnersWith 远山机床集团有限公司 订单班",
        "青禾职业学院 hasProgram 远山班",
        "远山班 programPartner 远山机床集团有限公司",
        "远山班 programMajor 数控技术",
        "远山班 programMajor 模具设计与制造",
        "青禾职业学院 offersMajor 数控技术",
        "青禾职业学院 offersMajor 模具设计与制造",
    }


def test_records_side_by_side() -> None:
    document, table = table_of(
        "校企合作项目",
        "项目一|项目甲|项目乙",
        "合作企业|远山机床厂|青石电子有限公司",
        "合作专业|数控技术|应用电子技术",
        "合作方式|顶岗实习|共建课程",
        header=0,
    )
    told = links(document, read_table(document, table), "partnersWith", "offersMajor")
    assert told == [
        "OWN partnersWith 远山机床厂 实习就业",
        "OWN offersMajor 数控技术",
        "OWN partnersWith 青石电子有限公司 课程教材",
        "OWN offersMajor 应用电子技术",
    ]


def test_members_by_kind_in_two_columns() -> None:
    document = parse(
        "青禾省港航产教融合共同体成员单位一览表\n\n类别\t单位\n牵头高校\t青禾海事大学\n"
        "成员（院校）\t南浦技师学院、北浦职业中专\n成员（企业）\t长风造船\n拟吸收\t望海物流有限公司\n",
        id="kinds",
    )
    assert len(document.tables) == 1
    assert links(document, read_table(document, document.tables[0])) == [
        "青禾海事大学 leads 青禾省港航产教融合共同体",
        "南浦技师学院 memberOf 青禾省港航产教融合共同体",
        "北浦职业中专 memberOf 青禾省港航产教融合共同体",
        "长风造船 memberOf 青禾省港航产教融合共同体",
        "望海物流有限公司 memberOf 青禾省港航产教融合共同体 planned",
    ]


def test_events_of_a_chronicle_are_prose() -> None:
    document, table = table_of(
        "校企合作大事记",
        "时间|事件",
        "2023年3月|与远山机床集团有限公司签订战略合作协议",
        "2023年6月|学校牵头成立云溪港航职教集团",
        "2023年9月|开学典礼",
    )
    assert [document.text[a:b] for a, b in prose_cells(document, table)] == [
        "与远山机床集团有限公司签订战略合作协议",
        "学校牵头成立云溪港航职教集团",
    ]


def test_ranks_told_by_lines_across_the_table() -> None:
    document, table = table_of(
        "2023年青禾省职业院校港航技能大赛获奖名单",
        "序号|参赛学校|赛项|参赛选手",
        "一等奖（2个）|||",
        "1|南浦技师学院|船舶焊接|张三",
        "2|北浦职业学院|港口物流|李四",
        "二等奖（1个）|||",
        "3|南浦技师学院|港口物流|王五",
    )
    assert links(document, read_table(document, table)) == [
        "南浦技师学院 receivedAward 2023年青禾省职业院校港航技能大赛 船舶焊接 一等奖",
        "北浦职业学院 receivedAward 2023年青禾省职业院校港航技能大赛 港口物流 一等奖",
        "南浦技师学院 receivedAward 2023年青禾省职业院校港航技能大赛 港口物流 二等奖",
    ]


def test_rank_of_the_heading_and_honour_of_the_notice() -> None:
    document = parse(
        "关于公布2023年青禾省产教融合优秀项目评选结果的通知\n\n各院校：现将结果公布如下。\n\n一等奖\n"
        "序号\t项目名称\t申报单位\t合作单位\n1\t远山智造产业学院\t南浦职业学院\t远山机床集团\n"
        "2\t青石学徒班\t北浦技师学院\t青石电子有限公司\n",
        id="notice",
    )
    told = links(document, read_table(document, document.tables[0]), "receivedAward")
    assert "南浦职业学院 receivedAward 2023年青禾省产教融合优秀项目 一等奖" in told
    assert "青石学徒班 receivedAward 2023年青禾省产教融合优秀项目 一等奖" in told


def test_honours_in_a_column_of_results() -> None:
    document, table = table_of(
        "省级以上教科研成果及荣誉",
        "序号|成果（荣誉）名称|级别|获得者",
        "1|港航教学团队获“青禾省工人先锋号”|省级|港航学院",
        "2|青禾省高水平学校建设单位|省级|学校",
    )
    assert set(awards(document, read_table(document, table))) == {
        "青禾省工人先锋号",
        "青禾省高水平学校建设单位",
    }


def test_kinds_of_a_caption_are_its_own() -> None:
    document, table = table_of(
        "表4-2 二级学院设置",
        "二级学院|合作企业",
        "港航学院|青禾港务集团",
        section="4.2 “1+X”证书试点",
    )
    assert links(document, read_table(document, table), "partnersWith") == [
        "OWN partnersWith 青禾港务集团 其他"
    ]


def test_kinds_of_the_programme_column_and_of_a_note_on_all_partners() -> None:
    document, table = table_of("项目台账", "学徒班名称|主体企业", "远山整车班|远山汽车公司")
    assert links(document, read_table(document, table), "partnersWith") == [
        "OWN partnersWith 远山汽车公司 现代学徒制"
    ]
    document = parse(
        "青禾职业学院专业群一览\n\n专业群\t核心专业\t对接企业\n铁路运维\t铁道机车运用与维护\t北岭机务段\n"
        "智慧物联\t移动通信技术\t青石通信\n\n　　说明：对接企业均已签订专业共建协议。\n",
        id="note",
    )
    assert links(document, read_table(document, document.tables[0]), "partnersWith") == [
        "OWN partnersWith 北岭机务段 课程教材",
        "OWN partnersWith 青石通信 课程教材",
    ]


def test_units_of_a_list_of_cooperation_and_their_terms() -> None:
    document, table = table_of(
        "",
        "单位|类型|合作事项|期限",
        "远山机床集团|国企|接收顶岗实习|2021-2024",
        "云溪市第二人民医院|事业单位|临床见习|2020-2023，已续签",
        "北岭食品|民企|冠名“北岭班”|意向阶段",
        "清湖茶业|民企|横向课题|2019-2021（期满未续）",
    )
    assert links(document, read_table(document, table), "partnersWith") == [
        "OWN partnersWith 远山机床集团 实习就业 2021",
        "OWN partnersWith 云溪市第二人民医院 实习就业 2020",
        "OWN partnersWith 北岭食品 订单班 planned",
        "OWN partnersWith 清湖茶业 技术服务 ended 2019",
    ]


def test_majors_of_either_school() -> None:
    document, table = table_of(
        "五年一贯制合作情况",
        "合作院校|我校专业|对方专业",
        "云溪县职业教育中心|数控技术|数控技术应用",
    )
    assert set(links(document, read_table(document, table))) == {
        "OWN articulatesWith 云溪县职业教育中心",
        "OWN offersMajor 数控技术",
        "云溪县职业教育中心 offersMajor 数控技术应用",
    }


def test_workshops_that_order_and_ministries_that_award() -> None:
    document, table = table_of(
        "横向课题立项明细", "课题名称|甲方单位", "釉料改良|清湖镇刘家窑陶瓷工坊、云溪县文化馆"
    )
    found = read_table(document, table)
    assert ("Enterprise", "清湖镇刘家窑陶瓷工坊") in entities(document, found)
    assert links(document, found, "hasProgram") == []
    document, table = table_of("教师获奖", "奖项名称|等次|颁奖单位", "青禾省教学能力比赛|二等奖|教育部")
    assert ("Organization", "教育部") in entities(document, read_table(document, table))


def test_a_list_between_bars_needs_no_header() -> None:
    document, table = table_of(
        "",
        "1．智能建造实践教学基地|青溪重工有限公司|建筑工程技术、工程造价|建筑学院",
        "2．云药炮制实践教学基地|望川医药有限公司|中药学|医药学院",
        header=0,
    )
    found = read_table(document, table)
    assert links(document, found, "hasProgram") == [
        "OWN hasProgram 智能建造实践教学基地",
        "OWN hasProgram 云药炮制实践教学基地",
    ]
    assert {name for kind, name in entities(document, found) if kind == "Major"} == {
        "建筑工程技术",
        "工程造价",
        "中药学",
    }
    assert {name for kind, name in entities(document, found) if kind == "Enterprise"} == {
        "青溪重工有限公司",
        "望川医药有限公司",
    }


def test_schools_abroad_are_partners() -> None:
    document, table = table_of(
        "表5 境外办学项目一览",
        "项目名称|所在国|外方院校|中方企业|开设专业",
        "青溪鲁班工坊|老挝|万川电力职业学院|青溪重工有限公司|数控技术",
        "望川鲁班工坊|泰国|清河职业学院|望川医养有限公司|护理",
    )
    found = read_table(document, table)
    assert {name for kind, name in entities(document, found) if kind == "Program"} == {
        "青溪鲁班工坊",
        "望川鲁班工坊",
    }
    assert len(links(document, found, "partnersWith")) == 4
