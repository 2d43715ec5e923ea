"""Awards told in prose, on sentences about institutions that do not exist."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.award_merge import same_award
from extract.awards import AwardContext, award_level, award_rank, find_awards, merge_awards, split_counts
from extract.findings import AwardFinding


def awards(*paragraphs: str, report_year: int | None = None) -> list[AwardFinding]:
    """Read paragraphs of one section."""
    context = AwardContext()
    found = []
    for paragraph in paragraphs:
        found += find_awards(paragraph, 0, len(paragraph), report_year=report_year, context=context)
    return found


def names(*paragraphs: str) -> list[str | None]:
    return [finding.award.name for finding in awards(*paragraphs)]


PRIZES = [
    (
        "我校学生在第三届全国云计算技能大赛中荣获一等奖2项、二等奖1项。",
        ["第三届全国云计算技能大赛 一等奖", "第三届全国云计算技能大赛 二等奖"],
    ),
    (
        "云岭机电学院代表队夺得2023年云南省职业院校技能大赛“数控综合应用”赛项团体一等奖。",
        ["2023年云南省职业院校技能大赛“数控综合应用”赛项团体一等奖"],
    ),
    (
        "参加湘潭市第七届中职学校技能节，共获4金6银8铜。",
        ["湘潭市第七届中职学校技能节 金", "湘潭市第七届中职学校技能节 银", "湘潭市第七届中职学校技能节 铜"],
    ),
    (
        "2件作品获“松涛杯”第五届吉林省大学生创业大赛二等奖，3件作品获三等奖。",
        ["“松涛杯”第五届吉林省大学生创业大赛二等奖", "“松涛杯”第五届吉林省大学生创业大赛 三等奖"],
    ),
    (
        "在2022年世界职业院校技能大赛烹饪赛道中，两名学生斩获银奖。",
        ["2022年世界职业院校技能大赛烹饪赛道 银奖"],
    ),
    (
        "教学成果《山区汽修人才培养的探索》获保山市人民政府教学成果二等奖。",
        ["保山市人民政府教学成果二等奖"],
    ),
    ("获省高校课件设计比赛一等奖9篇。", ["省高校课件设计比赛一等奖"]),
    (
        "学生分获全国大学生测绘技能竞赛一、二等奖。",
        ["全国大学生测绘技能竞赛 一等奖", "全国大学生测绘技能竞赛 二等奖"],
    ),
    (
        "第二届西部职业技能大赛昨日落幕。装备制造赛道金奖由东道主青峰工业职业技术学院夺得。",
        ["第二届西部职业技能大赛 装备制造赛道金奖"],
    ),
    (
        "在第六届全国沙盘模拟经营大赛总决赛上，我院代表队勇夺冠军。",
        ["第六届全国沙盘模拟经营大赛总决赛 冠军"],
    ),
    (
        "在甘肃省职业院校技能大赛（高职组）中取得了3块金牌、1块银牌的佳绩。",
        ["甘肃省职业院校技能大赛（高职组） 金牌", "甘肃省职业院校技能大赛（高职组） 银牌"],
    ),
    (
        "在全省高校食堂服务质量评比中，我校荣获总分第一、满意率第二的好成绩。",
        ["全省高校食堂服务质量评比 总分第一", "全省高校食堂服务质量评比 满意率第二"],
    ),
    (
        "我校参加全国职业院校技能大赛。学生在“电梯维修”赛项中沉着应战，夺得国赛一等奖。",
        ["全国职业院校技能大赛 “电梯维修”赛项 一等奖"],
    ),
    (
        "青海省第二届职业技能大赛圆满落幕。我院获得木工赛项金牌（第一名），另有6名学生在8个赛项中获得优胜奖。",
        ["青海省第二届职业技能大赛 木工赛项金牌", "青海省第二届职业技能大赛 优胜奖"],
    ),
    (
        "近五年参加世赛选拔，在第二届全国乡村振兴职业技能大赛上取得“1金2银1铜”的成绩。",
        [
            "第二届全国乡村振兴职业技能大赛 金",
            "第二届全国乡村振兴职业技能大赛 银",
            "第二届全国乡村振兴职业技能大赛 铜",
        ],
    ),
    (
        "在2022年职业教育国家级教学成果奖评选中，我校两项成果荣获全国二等奖。",
        ["2022年职业教育国家级教学成果奖评选 全国二等奖"],
    ),
    (
        "获2022年中国国际“互联网+”大学生创新创业大赛国赛铜奖2项、省赛金奖4项。",
        [
            "2022年中国国际“互联网+”大学生创新创业大赛国赛铜奖",
            "2022年中国国际“互联网+”大学生创新创业大赛 省赛金奖",
        ],
    ),
    (
        "获云南省社会科学优秀成果三等奖1项，澜沧江论坛（首届）征文一等奖1项。",
        ["云南省社会科学优秀成果三等奖", "澜沧江论坛（首届）征文一等奖"],
    ),
    (
        "同时被授予全省职业院校技能大赛团体优胜奖和优秀组织奖。",
        ["全省职业院校技能大赛团体优胜奖", "全省职业院校技能大赛 优秀组织奖"],
    ),
    ("焊接技术专业毕业生李某荣获第45届世界技能大赛焊接项目金牌。", ["第45届世界技能大赛焊接项目金牌"]),
    (
        "在大理白族自治州第三届职业技能大赛中，我校包揽茶艺项目前三名。",
        ["大理白族自治州第三届职业技能大赛 茶艺项目前三名"],
    ),
    (
        "我校赴外参加第十五届云岭国际马戏节，节目《晃板》获银奖。",
        ["第十五届云岭国际马戏节 银奖"],
    ),
    (
        "三件教具入选全国职业院校花艺教具展评活动并分获一等奖、二等奖。",
        ["全国职业院校花艺教具展评活动 一等奖", "全国职业院校花艺教具展评活动 二等奖"],
    ),
    (
        "学生去省城参加第五届全国制茶行业职业技能竞赛，拿了评茶员的二等奖和优秀奖。",
        [
            "第五届全国制茶行业职业技能竞赛 评茶员二等奖",
            "第五届全国制茶行业职业技能竞赛 评茶员优秀奖",
        ],
    ),
    (
        "在第二届云南省职业技能大赛中，李凡、周凡立获数控车项目金牌；苗青、朴秀分获烘焙、西餐项目银牌。",
        [
            "第二届云南省职业技能大赛 数控车项目金牌",
            "第二届云南省职业技能大赛 烘焙 银牌",
            "第二届云南省职业技能大赛 西餐项目银牌",
        ],
    ),
    (
        "我校参加云南省中职技能大赛获一等奖3个（其中电子商务1个、汽车维修2个）、二等奖5个。",
        [
            "云南省中职技能大赛 一等奖",
            "云南省中职技能大赛 电子商务 一等奖",
            "云南省中职技能大赛 汽车维修 一等奖",
            "云南省中职技能大赛 二等奖",
        ],
    ),
    ("在云南省中职学校文明风采竞赛中，3件作品获奖。", ["云南省中职学校文明风采竞赛"]),
    (
        "喜报🏆第八届全国大学生艺术展演声乐节目二等奖；🏆2023年云南省职业院校技能大赛动画制作金奖、舞蹈表演银奖",
        [
            "第八届全国大学生艺术展演声乐节目二等奖",
            "2023年云南省职业院校技能大赛动画制作金奖",
            "2023年云南省职业院校技能大赛 舞蹈表演银奖",
        ],
    ),
    (
        "作品《山语》获得第六届全国大学生艺术展演一等奖、优秀创作奖。",
        ["第六届全国大学生艺术展演一等奖", "第六届全国大学生艺术展演 优秀创作奖"],
    ),
    (
        "《茶艺基础》荣获首届全国教材建设奖（职业教育与继续教育类）二等奖。",
        ["首届全国教材建设奖（职业教育与继续教育类）二等奖"],
    ),
]

HONOURS = [
    (
        "学校先后荣获“全国扶贫先进集体”“贵州省绿色校园”等荣誉称号。",
        ["全国扶贫先进集体", "贵州省绿色校园"],
    ),
    (
        "学校是国家级重点中等职业学校、广西壮族自治区示范性中等职业学校。",
        ["国家级重点中等职业学校", "广西壮族自治区示范性中等职业学校"],
    ),
    ("食品加工技术专业入选教育部第二批现场工程师培养试点。", ["教育部第二批现场工程师培养试点"]),
    (
        "现有专任教师210人，其中全国模范教师1人，省级教学名师3人，拥有省级教学团队2个。",
        ["全国模范教师", "省级教学名师", "省级教学团队"],
    ),
    (
        "茶艺与茶文化专业群获批福建省特色专业群立项建设。",
        ["福建省特色专业群"],
    ),
    ("护理系被评为万山区卫生系统“巾帼文明岗”集体。", ["万山区卫生系统“巾帼文明岗”集体"]),
    (
        "获评省烛光奖2人、市首席教师4人，市属优秀教练5人。",
        ["省烛光奖", "市首席教师", "市属优秀教练"],
    ),
    ("我校被授予“全国助残阳光奖”荣誉称号。", ["全国助残阳光奖"]),
    ("主讲教师的《侗族蜡染》入选青海省“精品微课”。", ["青海省“精品微课”"]),
    ("◎全国节水教育先进单位", ["全国节水教育先进单位"]),
    ("◎三门课程入围省级一流课程培育项目", ["省级一流课程培育项目"]),
    (
        "2015年被省教育厅确定为首批省级示范性职业院校，同年通过验收。",
        ["首批省级示范性职业院校"],
    ),
    ("学校连续三年获评“辽阳市优秀学校”。", ["辽阳市优秀学校"]),
    ("所编《果蔬嫁接》被评为山西省“十四五”职业教育规划教材。", ["山西省“十四五”职业教育规划教材"]),
    ("3项省级教学改革项目被省教育厅立项。", ["省级教学改革项目"]),
    (
        "茶叶加工、园林技术为省级重点专业，汽车维修是湖南省技工教育优质专业。",
        ["省级重点专业", "湖南省技工教育优质专业"],
    ),
    ("机械系主任常年享受国务院政府特殊津贴。", ["国务院政府特殊津贴"]),
    ("青石县电工职业学校通过省级示范中职验收。", ["省级示范中职"]),
    (
        "先后获评“国家级高技能人才培训基地”“江西省退役军人教育培训示范基地”。",
        ["国家级高技能人才培训基地", "江西省退役军人教育培训示范基地"],
    ),
    (
        "学院是教育部中国特色高水平高职学校和专业建设计划（A档）、国家优质专科高等职业院校。",
        ["教育部中国特色高水平高职学校和专业建设计划（A档）", "国家优质专科高等职业院校"],
    ),
    (
        "第二党支部入选全省高校“样板党支部”创建单位，焊工学院党总支被市委授予“先进基层党组织”称号。",
        ["全省高校“样板党支部”创建单位", "先进基层党组织"],
    ),
    ("成为教育部首批现代学徒制试点地区（全国共17个，本省3个）。", ["教育部首批现代学徒制试点地区"]),
    (
        "学院先后获选为物流管理、会计服务等多项学分银行的全国试点院校。",
        ["学分银行的全国试点院校"],
    ),
    ("2名教师荣获省“百名好园丁”称号。", ["省“百名好园丁”"]),
    (
        "6门课程分别立项省级劳动教育示范课程和优秀案例。",
        ["省级劳动教育示范课程", "省级优秀案例"],
    ),
    ("多名教师获省市级荣誉，其中市首席技师2人、市讲坛擎旗手3人。", ["市首席技师", "市讲坛擎旗手"]),
    ("学校是全国首批示范性职教集团培育单位牵头院校。", ["全国首批示范性职教集团培育单位"]),
    ("赵晓云同学荣获“中职国家奖学金”。", ["中职国家奖学金"]),
    ("机电系主任周正当选云岭首席技师。", ["云岭首席技师"]),
    ("会上学校同时获颁“优秀承办单位”。", ["优秀承办单位"]),
    ("团委书记李静被共青团清川市委授予“清川市优秀共青团干部”。", ["清川市优秀共青团干部"]),
    ("学校还是“云南省5A级平安校园”。", ["云南省5A级平安校园"]),
    ("继续保持省级文明校园、国家级重点中专称号。", ["省级文明校园", "国家级重点中专"]),
    ("该实训中心去年进了云南省产教融合示范实训基地名单。", ["云南省产教融合示范实训基地"]),
    ("茶艺专业群位列四川省“双高计划”建设序列。", ["四川省“双高计划”建设序列"]),
    ("青石矿业学徒项目2021年通过山西省职业教育现代学徒制试点验收。", ["山西省职业教育现代学徒制试点"]),
    ("学校为首批茶艺1+X证书试点院校。", ["首批茶艺1+X证书试点院校"]),
    ("茶艺专业为自治区重点建设专业。", ["自治区重点建设专业"]),
    ("学院为茶业职教集团理事单位、云南省级非遗传承教育实践基地。", ["云南省级非遗传承教育实践基地"]),
    ("“智慧航道平台”被授予湘潭市科技进步一等奖。", ["湘潭市科技进步一等奖"]),
    ("学校建成国家级在线精品课程1门（《花艺基础》）、市级6门。", ["国家级在线精品课程"]),
    ("墙边是一块2021年颁发的“云南省乡村旅游人才培训基地”铜牌。", ["云南省乡村旅游人才培训基地"]),
    ("学校为晨光机械有限公司颁发“尊师助学突出贡献单位”奖牌。", ["尊师助学突出贡献单位"]),
    ("护理部主任向优秀实习生代表颁发“白河杏林奖”。", ["白河杏林奖"]),
    ("民航滇云管理局已批准学院为CX-31维修培训机构。", ["CX-31维修培训机构"]),
    ("典礼上，全国交通技术能手、桥隧班首届毕业生陈立回到母校。", ["全国交通技术能手"]),
    ("学校是教育部认定的首批全国学校急救教育试点学校。", ["首批全国学校急救教育试点学校"]),
    ("我校被授牌“云南省科普教育基地”。", ["云南省科普教育基地"]),
    ("智能制造专业群跻身云南省高水平专业群建设行列。", ["云南省高水平专业群"]),
    ("学校获授“云南省高技能人才培养示范基地”牌匾。", ["云南省高技能人才培养示范基地"]),
]

NO_AWARDS = [
    "学校承办第五届全国花艺技能大赛，并为选手提供食宿。",
    "全年获得各类竞赛奖项101项。",
    "学生职业资格证书获取率达98%，满意度居全省首位。",
    "展示的作品获得评委一致好评。",
    "学校力争在全国职业院校技能大赛中夺得一等奖。",
    "积极申报省级示范专业，努力创建全国文明校园。",
    "华星重工集团在校设立奖学金50万元，奖励优秀学生。",
    "在参评的136篇论文中评选出一等奖14篇、二等奖27篇。",
    "学校获得授权发明专利12项，实用新型专利40项。",
    "教师获得赴德国培训的机会。",
    "实施金牌学子引成长、金牌导师助成长计划。",
    "建始县第二职业中学当选副理事长单位。",
    "学校是青阳市人民政府举办的全日制公办中等职业学校。",
    "银行金库改造和铜材加工车间建设按期完成。",
    "省教育厅职成处处长、市教育局局长出席会议。",
    "中职入选数位列全省第一。",
    "实现了我省世赛金牌零的突破。",
    "学校通过多种形式宣传省级示范专业建设经验。",
    "获批资助资金30万元，取得了良好的社会效果。",
    "该项目推荐参评全国典型案例，名单以公示为准。",
    "2018年职业教育国家级教学成果奖共产生451项，其中特等奖1项，一等奖50项。",
    "学校为其颁发“荣誉教练”聘书。",
    "获奖教师可优先申报学院“青石教坛新秀”。",
    "晨光科技公司首席技师入选学校“产业教授”。",
    "青石职业技术学院是经省人民政府批准、教育部备案的公办全日制高等职业院校。",
    "毕业生进入省级示范企业就业。",
    "学校为企业专家颁发“特聘技能大师”聘书。",
    "省人民政府批准学校为公办全日制普通高等学校。",
    "学校主持的教学资源库获教育部立项。",
    "凡获全国职业院校技能大赛一等奖者另行奖励。",
    "特邀全国劳动模范、青峰集团优秀教师代表来校作报告。",
    "技术支持单位为华星重工集团，合作企业为省级龙头企业青禾食品公司。",
]


@pytest.mark.parametrize(("text", "expected"), PRIZES + HONOURS)
def test_awards_of_a_sentence(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", NO_AWARDS)
def test_what_is_no_award(text: str) -> None:
    assert names(text) == []


def test_rank_told_after_the_contest_of_the_paragraph() -> None:
    told = awards(
        "案例7：我校学子在丝路国家技能大赛中获佳绩",
        "经过两天比拼，三名同学沉着应战，在比赛中脱颖而出，荣获全国三等奖。",
    )
    assert [f.award.name for f in told] == ["丝路国家技能大赛 全国三等奖"]
    assert told[0].award.attributes["rank"] == "三等奖"


def test_contest_is_not_carried_into_another_section() -> None:
    heading = "我校参加第三届全国云计算技能大赛"
    told = "三名同学荣获三等奖。"
    assert names(heading, told) == ["第三届全国云计算技能大赛 三等奖"]
    assert names(told) == []


def test_subject_holds_the_winner() -> None:
    text = "会上传来喜讯，青峰工业职业技术学院焊接团队则捧回了陕西省工匠杯技能大赛团体一等奖。"
    (finding,) = awards(text)
    assert "青峰工业职业技术学院" in text[slice(*finding.subject)]
    text = "由我校王老师和晨光科技公司五名员工组成的团队，以“云上茶园”项目荣获第四届湖北省青工创新大赛金奖。"
    (finding,) = awards(text)
    assert "晨光科技公司" in text[slice(*finding.subject)]


def test_active_bestowal_names_its_winner_after_the_verb() -> None:
    notice = "关于公布2023年“澜沧杯”职业技能邀请赛获奖名单的通知"
    text = "经研究，授予滇云机器人有限公司“技术支持特别贡献奖”。"
    (finding,) = find_awards(text, 0, len(text), context=AwardContext.of_title(notice))
    assert finding.award.name == "2023年“澜沧杯”职业技能邀请赛 技术支持特别贡献奖"
    assert text[slice(*finding.subject)] == "滇云机器人有限公司"


def test_subject_is_found_before_an_honour_with_a_prize_after_it() -> None:
    text = "花艺工坊2022年被省文旅厅认定为湖南省非遗传承示范点，该工坊徒弟获全国茶艺大赛二等奖。"
    honour = next(f for f in awards(text) if "示范点" in str(f.award.name))
    assert text[slice(*honour.subject)].startswith("花艺工坊")


def test_one_award_for_each_winner() -> None:
    text = "青石职校获全国花艺大赛一等奖，白河职校获全国花艺大赛一等奖。"
    told = awards(text)
    assert [text[slice(*f.subject)] for f in told] == ["青石职校", "白河职校"]
    assert len(merge_awards(told)) == 1


def test_winners_counted_before_the_verb() -> None:
    counts = [
        awards(text)[0].award.attributes.get("count")
        for text in (
            "两个项目入选江苏省高校党建示范项目。",
            "学院连续三年获评“辽阳市优秀学校”。",
            "智能建造、绿色石化获天津市高水平专业群立项。",
            "建工系获评省教育系统先进集体。",
        )
    ]
    assert counts == ["2", "3", "2", None]


def test_lines_under_a_heading_of_honours() -> None:
    assert names("学校荣誉", "国家级重点中等职业学校", "2019年  湖南省文明校园") == [
        "国家级重点中等职业学校",
        "2019年湖南省文明校园",
    ]
    assert names("专业建设", "国家级重点中等职业学校") == []


@pytest.mark.parametrize("text", [text for text, _ in PRIZES + HONOURS])
def test_spans_of_a_sentence_do_not_overlap(text: str) -> None:
    spans = sorted((f.award.start, f.award.end) for f in awards(text))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_evidence_holds_contest_and_rank_and_is_short() -> None:
    text = (
        "学校重视实训。12月3日，在2022年山东省职业院校技能大赛中，经过激烈角逐，我校获一等奖2项。"
        "此外校园足球队也有进步。"
    )
    (finding,) = awards(text)
    quote = text[slice(*finding.evidence)]
    assert quote.startswith("在2022年山东省职业院校技能大赛") and quote.endswith("一等奖2项")
    assert finding.award.attributes == {"level": "省", "rank": "一等奖", "year": "2022", "count": "2"}


def test_year_of_the_report_only_where_the_sentence_says_so() -> None:
    this_year, other = "本年度获评省文明校园。", "学校获评省文明校园。"
    assert awards(this_year, report_year=2031)[0].award.attributes["year"] == "2031"
    assert "year" not in awards(other, report_year=2031)[0].award.attributes


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("世界职业院校技能大赛 金奖", "国际"),
        ("金砖国家技能大赛 全国三等奖", "国家"),
        ("“一带一路”暨金砖国家技能大赛 一等奖", "国际"),
        ("全国大学生数学建模竞赛 江苏赛区一等奖", "省"),
        ("第五届全国技能大赛贵州省选拔赛 金", "省"),
        ("“云杉杯”第七届湖北省国际“互联网+”大赛 银奖", "省"),
        ("教育部现代学徒制试点", "国家"),
        ("重庆市高水平专业群", "省"),
        ("重庆市江津区教育系统先进集体", "县"),
        ("湖南工匠", "省"),
        ("内蒙古自治区文明单位", "省"),
        ("遵义市优秀教师", "市"),
        ("市属优秀教师", "市"),
        ("望江县教育先进集体", "县"),
        ("校级教学能手", "校"),
        ("省市产教融合项目", None),
        ("优秀组织奖", None),
    ],
)
def test_level(name: str, level: str | None) -> None:
    assert award_level(name) == level


def test_level_of_an_unknown_place_can_be_told() -> None:
    assert award_level("白鹭市文明单位", lambda place: "市" if "白鹭" in place else None) == "市"


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("团体一等奖", "一等奖"),
        ("技能节 金", "金"),
        ("优秀组织奖", "优秀组织奖"),
        ("排名第6名", "第6名"),
        ("四星级党组织", "四星级"),
        ("省文明校园提名", "提名"),
        ("第二批示范校", None),
    ],
)
def test_rank(text: str, rank: str | None) -> None:
    assert award_rank(text) == rank


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("荣获一等奖2项、二等奖1项", [("一等奖", 2), ("二等奖", 1)]),
        ("10金11银14铜", [("金", 10), ("银", 11), ("铜", 14)]),
        ("两金一银", [("金", 2), ("银", 1)]),
        ("1银1铜4优胜奖", [("银", 1), ("铜", 1), ("优胜奖", None)]),
        ("5个二等奖、8个三等奖", [("二等奖", 5), ("三等奖", 8)]),
        ("一、二等奖各3项", [("一等奖", 3), ("二等奖", 3)]),
        ("金奖、银奖各1项", [("金奖", 1), ("银奖", 1)]),
        ("金、银、铜奖共计6项", [("金奖", 6), ("银奖", 6), ("铜奖", 6)]),
        ("合金材料与白银加工", []),
    ],
)
def test_counts(text: str, counts: list[tuple[str, int | None]]) -> None:
    assert [(c.rank, c.count) for c in split_counts(text)] == counts


SAME = [
    (
        "获第九届“登攀杯”全国大学生学术科技作品竞赛红色专项活动三等奖。",
        "获“登攀杯”全国大学生学术科技作品竞赛三等奖。",
    ),
    ("获评全国首批示范性职教集团培育单位。", "入选全国第一批示范性职业教育集团培育单位。"),
    ("获2023年湖北省教学能力比赛二等奖。", "获省级教学能力比赛二等奖。"),
]
DIFFERENT = [
    ("获省职业能力大赛金奖。", "获省职业能力大赛（素养类）创业比赛金奖。"),
    ("获第九届全国茶艺大赛一等奖。", "获第十届全国茶艺大赛一等奖。"),
    ("获全国茶艺大赛一等奖。", "获全国茶艺大赛二等奖。"),
    ("获全国茶艺大赛女子组一等奖。", "获全国茶艺大赛男子组一等奖。"),
    ("获评市学科带头人7人。", "获评市属学科带头人20人。"),
    ("获甘肃省美术教学比赛一等奖。", "获青海省美术教学比赛一等奖。"),
    ("获云南省职业技能大赛金牌2枚。", "获云南省职业技能大赛数控车项目金牌。"),
    ("在云南省职业技能大赛中取得1铜。", "获云南省职业技能大赛数控车项目铜牌。"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_told_twice_is_one_award(first: str, second: str) -> None:
    found = awards(first) + awards(second)
    assert len(found) == 2
    assert same_award(found[0], found[1])
    assert [len(cluster) for cluster in merge_awards(found)] == [2]


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_two_awards_stay_two(first: str, second: str) -> None:
    found = awards(first) + awards(second)
    assert len(found) == 2
    assert len(merge_awards(found)) == 2


_WORDS = st.sampled_from(
    [
        *"获是在“”（）、，。的和等中由",
        *("荣获", "获评", "入选", "被授予", "大赛", "竞赛", "全国", "省级", "第三届", "一等奖", "2项", "4金"),
        *("示范校", "先进单位", "称号", "学校", "夺得", "立项"),
    ]
)


@settings(deadline=None)  # the time is measured below
@given(st.lists(_WORDS | st.text(max_size=6), max_size=40).map("".join), st.integers(0, 20))
def test_any_text_is_read_with_offsets_inside(text: str, margin: int) -> None:
    padded = "x" * margin + text + "y"
    start, end = margin, margin + len(text)
    for finding in find_awards(padded, start, end):
        award = finding.award
        assert start <= award.start < award.end <= end
        assert award.name
        for low, high in (finding.subject, finding.evidence):
            assert start <= low <= high <= end


def _seconds(text: str) -> float:
    began = time.process_time()
    find_awards(text, 0, len(text))
    return time.process_time() - began


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "获一等奖、",
            "全国大赛",
            "获评省级",
            "（“",
            "的的的的",
            "赛道",
            "示范校和",
            "在大赛中荣获",
            "2项",
            "是",
        ),
        *("第一届", "第三届全国大赛一等奖2项，", "获评省示范校、"),
    ],
)
def test_time_grows_with_length_not_its_square(piece: str) -> None:
    short, long = piece * (4_000 // len(piece)), piece * (32_000 // len(piece))
    _seconds(short)
    ratio = min(_seconds(long) for _ in range(2)) / max(min(_seconds(short) for _ in range(3)), 2e-3)
    assert ratio < 40  # eight times the length; its square would be 64


def test_merging_many_awards_stays_near_linear() -> None:
    def seconds(number: int) -> float:
        text = "".join(f"获第{n}届全国茶艺与花艺大赛一等奖。" for n in range(1, number + 1))
        found = find_awards(text, 0, len(text))
        began = time.process_time()
        assert len(merge_awards(found)) == number
        return time.process_time() - began

    short = max(seconds(100), 5e-3)
    assert seconds(800) / short < 40  # eight times as many; their square would be 64


def test_parts_of_a_contest_with_their_prizes() -> None:
    found = awards(
        "（一）2023年全省职业院校技能大赛", "会计实务：二等奖；导游服务：一等奖1项、二等奖2项；酒水：第三名"
    )
    told = [(f.award.name, f.award.attributes.get("count")) for f in found if f.award.rule == "award-item"]
    assert told == [
        ("2023年全省职业院校技能大赛 会计实务 二等奖", None),
        ("2023年全省职业院校技能大赛 导游服务 一等奖", "1"),
        ("2023年全省职业院校技能大赛 导游服务 二等奖", "2"),
        ("2023年全省职业院校技能大赛 酒水 第三名", None),
    ]


@pytest.mark.parametrize("label", ["获奖等级", "名次", "其中"])
def test_labels_are_no_parts_of_a_contest(label: str) -> None:
    found = awards("（一）2023年全省职业院校技能大赛", f"{label}：一等奖")
    assert not any(label in (f.award.name or "") and f.award.rule == "award-item" for f in found)


def test_a_document_that_is_a_list_of_honours() -> None:
    context = AwardContext.of_title("某某学校近五年主要荣誉")
    lines = [
        "·市级：海山市平安校园（2019年）、海山市绿色学校",
        "·李明：海山市特级教师",
        "说明：由海山市机械厂提供材料",
    ]
    found = [f.award.name for line in lines for f in find_awards(line, 0, len(line), context=context)]
    assert found == ["海山市平安校园", "海山市绿色学校", "海山市特级教师"]
