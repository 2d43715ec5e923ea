"""Where the names of organisations begin and end: left edges, lists, known firms, what is no name."""

from __future__ import annotations

import pytest

from extract.coordination import CLOSING, clauses, conjunctions, is_hard, split_commas, strip_quotes
from extract.cues import Hit, Hits, Tail, between, ending_between, scan
from extract.edges import MAX_NAME, floor_of, left_edge
from tests.extract.small_texts import Case, cases, entities, listed, read

LEFT_EDGES: list[Case] = [
    ("after yu", "学校与青溪精密机械有限公司共建实训基地。", "Enterprise 青溪精密机械有限公司"),
    ("after he", "学校和望川医养有限公司开展合作。", "Enterprise 望川医养有限公司"),
    ("after you", "该基地由临渊装备制造股份有限公司投资建设。", "Enterprise 临渊装备制造股份有限公司"),
    ("after lianhe", "学校联合白石滩食品有限公司开发课程。", "Enterprise 白石滩食品有限公司"),
    ("after fu", "师生赴洛湾造船有限公司实习。", "Enterprise 洛湾造船有限公司"),
    ("after duijie", "学校对接青溪轴承股份有限公司用人需求。", "Enterprise 青溪轴承股份有限公司"),
    ("after wei", "教师为望川纺织有限公司提供技术服务。", "Enterprise 望川纺织有限公司"),
    ("after zai", "学生在临渊康复医院见习。", "Organization 临渊康复医院"),
    ("after dao", "学生到洛湾纺织集团跟岗实习。", "Enterprise 洛湾纺织集团"),
    ("before xiang", "白石滩食品有限公司向学校捐赠设备。", "Enterprise 白石滩食品有限公司"),
    ("after bei", "毕业生被望川医养有限公司录用。", "Enterprise 望川医养有限公司"),
    ("after yituo", "依托青溪重工集团共建产业学院。", "Enterprise 青溪重工集团"),
    (
        "between yi and wei",
        "以青溪重工集团为龙头，学校开展订单培养。",
        "Enterprise 青溪重工集团",
    ),
    ("after xieshou", "学校携手洛湾航运有限公司开设订单班。", "Enterprise 洛湾航运有限公司"),
    ("after yinjin", "引进望川软件有限公司入驻校园。", "Enterprise 望川软件有限公司"),
    (
        "after praise",
        "学校与当地龙头企业白石滩食品有限公司签约。",
        "Enterprise 白石滩食品有限公司",
    ),
    (
        "after a world ranking",
        "世界500强企业青溪重工有限公司来校招聘。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "after a count",
        "学校新增合作企业12家，其中青溪重工有限公司接收实习生30人。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "after where it lies",
        "学校与位于常州的青溪重工有限公司签约。",
        "Enterprise 青溪重工有限公司",
    ),
    ("after a number in brackets", "（1）青溪重工有限公司捐赠设备一批。", "Enterprise 青溪重工有限公司"),
    ("after a number", "1.望川医养有限公司接收实习生20人。", "Enterprise 望川医养有限公司"),
    ("after a date", "2023年5月，青溪重工有限公司与学校签约。", "Enterprise 青溪重工有限公司"),
    ("at the beginning", "青溪重工有限公司向学校捐赠机床5台。", "Enterprise 青溪重工有限公司"),
    (
        "province, city and name",
        "学校与江苏省盐城市青溪重工有限公司签订协议。",
        "Enterprise 江苏省盐城市青溪重工有限公司",
    ),
    (
        "province without its tail",
        "学校与浙江望川医养有限公司签订协议。",
        "Enterprise 浙江望川医养有限公司",
    ),
    (
        "county whose name has he",
        "学校与云和县白石木玩有限公司签约。",
        "Enterprise 云和县白石木玩有限公司",
    ),
    ("he in a firm's name", "学校与青溪和瑞电子有限公司签约。", "Enterprise 青溪和瑞电子有限公司"),
    ("he begins a firm's name", "学校与和瑞电子有限公司签约。", "Enterprise 和瑞电子有限公司"),
    ("he inside a firm's brand", "学校联合祥和印务有限公司编写教材。", "Enterprise 祥和印务有限公司"),
    ("he in a hospital's name", "学生到常州望川仁和医院跟岗实习。", "Organization 常州望川仁和医院"),
    (
        "place in brackets inside",
        "学校与青溪（常州）新能源有限公司签约。",
        "Enterprise 青溪（常州）新能源有限公司",
    ),
    (
        "place in half-width brackets",
        "学校与青溪(常州)新能源有限公司签约。",
        "Enterprise 青溪（常州）新能源有限公司",
    ),
    (
        "group in brackets",
        "学校与青溪重工（集团）有限公司签约。",
        "Enterprise 青溪重工（集团）有限公司",
    ),
    (
        "middle dot inside",
        "学校与青溪·白石文化传媒有限公司签约。",
        "Enterprise 青溪·白石文化传媒有限公司",
    ),
    ("digit and Latin inside", "学校与青溪3D打印科技有限公司签约。", "Enterprise 青溪3D打印科技有限公司"),
    ("Latin at the beginning", "学校与ABT精密机械有限公司签约。", "Enterprise ABT精密机械有限公司"),
    (
        "Latin and brackets",
        "学校与QX精密机械（昆山）有限公司签约。",
        "Enterprise QX精密机械（昆山）有限公司",
    ),
    (
        "quoted whole",
        "学校与“青溪重工有限公司”签约。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "school after yu",
        "学校与临渊县第二职业高级中学开展中高职衔接。",
        "School 临渊县第二职业高级中学",
    ),
    (
        "school after he, with a place",
        "学校和浙江砚池技师学院开展中高职衔接。",
        "School 浙江砚池技师学院",
    ),
    (
        "association after you",
        "论坛由江苏省焊接装备行业协会主办。",
        "Organization 江苏省焊接装备行业协会",
    ),
    (
        "group after qiantou",
        "学校牵头组建长三角轴承产教融合共同体。",
        "EducationGroup 长三角轴承产教融合共同体",
    ),
    (
        "co-operative",
        "学校与常山县白石滩胡柚专业合作社共建基地。",
        "Enterprise 常山县白石滩胡柚专业合作社",
    ),
    ("kindergarten", "学前教育专业学生到临渊县实验幼儿园见习。", "School 临渊县实验幼儿园"),
    ("factory", "师生到临渊县轴承配件厂参加实习。", "Enterprise 临渊县轴承配件厂"),
    ("hotel", "学生在洛湾国际大酒店顶岗实习。", "Enterprise 洛湾国际大酒店"),
    ("county government", "学校与常山县人民政府签订校地合作协议。", "Organization 常山县人民政府"),
    (
        "department of a government",
        "学校与常山县农业农村局共建培训基地。",
        "Organization 常山县农业农村局",
    ),
]

LISTS: list[Case] = [
    (
        "three and the count of all",
        "学校与青溪重工有限公司、望川医养有限公司和白石滩食品有限公司等12家企业签约。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司; Enterprise 白石滩食品有限公司",
    ),
    (
        "short names and the count of all",
        "学校与青溪重工、望川医养、白石滩食品等12家企业签约。",
        "Enterprise 青溪重工; Enterprise 望川医养; Enterprise 白石滩食品",
    ),
    (
        "short names beside a full one",
        "学校与青溪重工有限公司、望川医养、白石滩食品等企业签约。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养; Enterprise 白石滩食品",
    ),
    (
        "two joined by he",
        "学校与青溪重工有限公司和望川医养有限公司共建基地。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司",
    ),
    (
        "two joined by ji",
        "学校与青溪重工有限公司及望川医养有限公司共建基地。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司",
    ),
    (
        "two joined by yiji",
        "学校与青溪重工有限公司以及望川医养有限公司共建基地。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司",
    ),
    (
        "item that begins with he",
        "学校与青溪重工有限公司、和瑞电子有限公司签约。",
        "Enterprise 青溪重工有限公司; Enterprise 和瑞电子有限公司",
    ),
    (
        "mixed: firm, hospital, school",
        "学校与青溪重工有限公司、常山县第九人民医院、常山县白石中学共建实践基地。",
        "Enterprise 青溪重工有限公司; Organization 常山县第九人民医院; School 常山县白石中学",
    ),
    (
        "mixed: bureau and firm",
        "学校与常山县商务局、望川医养有限公司签订三方协议。",
        "Organization 常山县商务局; Enterprise 望川医养有限公司",
    ),
    (
        "in brackets",
        "合作企业（青溪重工有限公司、望川医养有限公司）共接收实习生80人。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司",
    ),
    (
        "after a label",
        "合作企业：青溪重工、望川医养、白石滩食品。",
        "Enterprise 青溪重工; Enterprise 望川医养; Enterprise 白石滩食品",
    ),
    (
        "after a label with you",
        "合作企业有青溪重工、望川医养和白石滩食品。",
        "Enterprise 青溪重工; Enterprise 望川医养; Enterprise 白石滩食品",
    ),
    ("the unnamed rest", "学校与青溪重工有限公司等企业签约。", "Enterprise 青溪重工有限公司"),
    (
        "the counted rest",
        "学校与青溪重工有限公司及其他7家企业签约。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "quoted items",
        "学校与“青溪重工有限公司”“望川医养有限公司”签约。",
        "Enterprise 青溪重工有限公司; Enterprise 望川医养有限公司",
    ),
    (
        "closed by a count",
        "青溪重工、望川医养、白石滩食品三家企业来校招聘。",
        "Enterprise 青溪重工; Enterprise 望川医养; Enterprise 白石滩食品",
    ),
    (
        "of schools",
        "学校与常山县职业中专、临渊县职业教育中心等5所中职学校开展中高职衔接。",
        "School 常山县职业中专; School 临渊县职业教育中心",
    ),
    (
        "majors before a firm",
        "面向护理、助产专业，学校与望川医养有限公司合作。",
        "Enterprise 望川医养有限公司",
    ),
    (
        "industries are no firms",
        "学校服务装备制造、现代物流、电子商务等产业，与青溪重工有限公司合作。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "courses are no firms",
        "学校与青溪重工有限公司共同开发机械制图、公差配合等课程。",
        "Enterprise 青溪重工有限公司",
    ),
    (
        "places are no firms",
        "毕业生遍布杭州、宁波、绍兴等地，青溪重工有限公司录用最多。",
        "Enterprise 青溪重工有限公司",
    ),
]

KNOWN_FIRMS: list[Case] = [
    ("alone after yu", "学校与卡特彼勒共建实训中心。", "Enterprise 卡特彼勒"),
    (
        "in a list of unknown ones",
        "学校与卡特彼勒、青溪重工、晨鸣等企业签约。",
        "Enterprise 卡特彼勒; Enterprise 青溪重工; Enterprise 晨鸣",
    ),
    (
        "inside a full name",
        "学校与卡特彼勒（徐州）有限公司签约。",
        "Enterprise 卡特彼勒（徐州）有限公司",
    ),
    ("with a place's branch", "学生到益禾堂常州分公司实习。", "Enterprise 益禾堂常州分公司"),
    (
        "a bank's branch",
        "学校与赣州银行于都支行签订合作协议。",
        "Enterprise 赣州银行于都支行",
    ),
]

NO_NAMES: list[Case] = [
    ("several companies", "学校与多家公司开展合作。", ""),
    ("schools of the town", "全市各中等职业学校均开设心理课。", ""),
    ("counted schools", "服务19所中职学校和23家企业。", ""),
    ("second-level colleges", "各二级学院制定实施细则。", ""),
    ("university students", "组织大学生参加志愿服务。", ""),
    ("group-wise running", "推进集团化办学改革。", ""),
    ("hotel management", "酒店管理与数字化运营专业招生40人。", ""),
    ("well-known firms", "引进国内知名企业和行业龙头企业共同育人。", ""),
    ("subsidiary without a name", "学校与集团下属全资子公司共同育人。", ""),
    ("alliance in general", "组建产教融合共同体是发展方向。", ""),
    ("school of honours", "学校是浙江省示范性中等职业学校。", ""),
    ("enterprises and factories", "学生进厂实习，教师入企锻炼，工厂变课堂。", ""),
    ("layout and situation", "优化专业布局，开创办学新格局。", ""),
    ("person's employer is no person", "王小明老师带队参赛。", ""),
]

KNOWN_GAPS: dict[str, str] = {}


@pytest.mark.parametrize(
    ("text", "expected"), cases(LEFT_EDGES, LISTS, KNOWN_FIRMS, NO_NAMES, gaps=KNOWN_GAPS)
)
def test_organisations_are_read(text: str, expected: str) -> None:
    assert entities(read(text)) == listed(expected)


def edge_of(text: str, tail: str) -> str:
    """Return the name that the best left edge before ``tail`` gives."""
    at = text.index(tail)
    return text[left_edge(text, at, scan(text), 0)[0].start : at + len(tail)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("学校与青溪精密机械有限公司", "青溪精密机械有限公司"),
        ("，青溪精密机械有限公司", "青溪精密机械有限公司"),
        ("学校与浙江青溪精密机械有限公司", "浙江青溪精密机械有限公司"),
        ("在常州市青溪精密机械有限公司", "常州市青溪精密机械有限公司"),
        ("新增合作企业12家青溪精密机械有限公司", "青溪精密机械有限公司"),
        ("我校青溪精密机械有限公司", "青溪精密机械有限公司"),
        ("（青溪精密机械有限公司", "青溪精密机械有限公司"),
        ("与青溪（昆山）精密机械有限公司", "青溪（昆山）精密机械有限公司"),
    ],
    ids=["yu", "comma", "province", "city", "count", "own school", "open bracket", "bracket inside"],
)
def test_left_edge(text: str, name: str) -> None:
    assert edge_of(text, "有限公司") == name


def test_left_edge_gives_scored_candidates_with_a_reason() -> None:
    text = "学校与浙江青溪精密机械有限公司"
    edges = left_edge(text, text.index("有限公司"), scan(text), 0)
    assert [e.score for e in edges] == sorted((e.score for e in edges), reverse=True)
    assert all(e.reason and 0 <= e.start <= text.index("有限公司") for e in edges)
    assert edges[0].reason == "after 与+place"


def test_left_edge_has_nothing_at_the_beginning_of_a_paragraph() -> None:
    text = "有限公司"
    assert left_edge(text, 0, scan(text), 0) == []


def test_left_edge_keeps_to_the_paragraph() -> None:
    text = "青溪精密机械有限公司"
    assert min(e.start for e in left_edge(text, text.index("有限公司"), scan(text), 2)) >= 2


@pytest.mark.parametrize(
    ("text", "quotes", "floor"),
    [
        ("甲，乙丙", False, 2),
        ("甲（乙）丙", False, 0),
        ("甲（乙丙", False, 2),
        ("，（4）丙", False, 4),
        ("“甲”丙", False, 3),
        ("“甲”丙", True, 0),
        ("甲-乙", False, 2),
        ("Q-7", False, 0),
        ("甲" * (MAX_NAME + 8), False, 8),
    ],
    ids=[
        "comma",
        "brackets are passed over",
        "open bracket",
        "a number in brackets",
        "quotes stop",
        "quotes passed over",
        "hyphen between Chinese",
        "hyphen in Latin",
        "a name's greatest length",
    ],
)
def test_floor_of(text: str, quotes: bool, floor: int) -> None:
    assert floor_of(text, len(text), 0, quotes=quotes) == floor


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲，乙；丙。丁", ["甲", "乙", "丙", "丁"]),
        ("甲、乙和丙", ["甲、乙和丙"]),
        ("甲（乙，丙）丁，戊", ["甲（乙，丙）丁", "戊"]),
        ("甲（乙。丙", ["甲（乙", "丙"]),
        ("，，", []),
        ("", []),
    ],
    ids=[
        "marks",
        "no comma of lists",
        "brackets kept whole",
        "a full stop ends brackets",
        "marks alone",
        "empty",
    ],
)
def test_clauses(text: str, parts: list[str]) -> None:
    assert [text[s:e] for s, e in clauses(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲、乙、丙", ["甲", "乙", "丙"]),
        ("甲（乙、丙）、丁", ["甲（乙、丙）", "丁"]),
        ("甲、、乙、", ["甲", "乙"]),
        ("甲和乙", ["甲和乙"]),
        ("甲）、乙", ["甲）", "乙"]),
        ("", []),
    ],
    ids=["three", "brackets kept whole", "empty items", "one", "closing bracket alone", "nothing"],
)
def test_split_commas(text: str, parts: list[str]) -> None:
    assert [text[s:e] for s, e in split_commas(text, 0, len(text))] == parts


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("甲、乙等12家企业", "企业"),
        ("甲、乙等十余家知名企业", "企业"),
        ("甲、乙等公司", "公司"),
        ("甲、乙三家单位", "单位"),
        ("甲、乙等6所高校", "高校"),
        ("甲、乙等31个专业", "专业"),
        ("甲、乙等3个专业群", "专业群"),
        ("甲、乙等，", None),
        ("甲、乙等共建", None),
    ],
    ids=[
        "count",
        "tens and praise",
        "no count",
        "count alone",
        "schools",
        "majors",
        "clusters",
        "etc.",
        "etc. verb",
    ],
)
def test_closing_of_a_list(text: str, noun: str | None) -> None:
    match = CLOSING.search(text)
    assert match is not None
    assert match.group("noun") == noun


@pytest.mark.parametrize(
    "text", ["甲、乙、丙", "等级考试", "甲与乙签约"], ids=["no closing", "deng of rank", "two"]
)
def test_no_closing(text: str) -> None:
    assert CLOSING.search(text) is None


def test_conjunctions_and_quotes() -> None:
    assert conjunctions("甲和乙以及丙", 0, 6) == [(1, 2), (3, 5)]
    assert strip_quotes("“甲乙” ", 0, 5) == (1, 3)
    assert strip_quotes("“”", 0, 2) in {(2, 2), (1, 1), (0, 0)}
    assert is_hard("，")
    assert not is_hard("与")


def test_scan_finds_every_sort_of_word() -> None:
    text = "我校与浙江青溪重工有限公司、卡特彼勒合作，开设数控技术专业。"
    cues = scan(text)

    def words(hits: Hits) -> set[str]:
        return {text[h.start : h.end] for h in hits}

    assert "有限公司" in {h.value.text for h in cues.tails if isinstance(h.value, Tail)}
    assert {"与"} <= words(cues.edges)
    assert {"浙江"} <= words(cues.places)
    assert {"卡特彼勒"} <= words(cues.firms)
    assert {"数控技术"} <= words(cues.majors)
    assert {"我校"} <= words(cues.own)
    assert cues.place_at[text.index("浙江")] == text.index("浙江") + 2
    assert text.index("有限公司") + 4 in cues.org_ends <= cues.name_ends
    assert text.index("与") + 1 in cues.edge_ends


def test_of_tails_with_one_end_the_longest_counts() -> None:
    cues = scan("青溪股份有限公司")
    assert [h.value.text for h in cues.tails if h.end == 8 and isinstance(h.value, Tail)] == ["股份有限公司"]


def test_hits_are_looked_up_by_where_they_begin_or_end() -> None:
    hits = Hits([Hit(5, 7, ""), Hit(1, 3, ""), Hit(3, 9, "")])
    assert [h.start for h in between(hits, 1, 5)] == [1, 3]
    assert between(hits, 5, 5) == []
    ends = Hits([Hit(5, 7, ""), Hit(1, 3, ""), Hit(3, 9, "")], by_end=True)
    assert [h.end for h in ending_between(ends, 3, 9)] == [7, 9]
    assert ending_between(ends, 9, 3) == []
