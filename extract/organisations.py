"""Names of schools, firms, alliances and other organisations, by their tails.

Proposes every string that ends in a known tail (`lexicon/org_suffixes.tsv`) with its best left edge
(`extract.edges`), and every well-known name of the lexicon that stands by itself.
"""

from __future__ import annotations

import re
from typing import Final

from extract import lexicon
from extract.cues import Cues, Tail, between, ending_between
from extract.edges import HARD, QUOTES, floor_of, left_edge
from extract.findings import Proposal
from extract.typography import PART_NUMBER

#: Words of which no name is made: a body that consists of them only makes a tail generic (二级学院, 19所中职学校).
_GENERIC: Final = re.compile(
    r"(?:二级|其母|其子|其|五年制|三年制|全日制|各级?|各类|各地|本|我|该|全|产业|现代产业|职业|高职|中职|中高职|特色|相关|开放型?|一流|优质|兄弟|友好|其他|其它|多所|多家|大型|中小型?|小微|民营|国有|龙头|骨干|知名|著名|上市|重点|"
    r"示范性?|省级|市级|国家级?|区域性?|地方|当地|本地|本土|行业|区级|县级|校级|境外|海外|国外|国际|国内|省内|市内|合作|校外|校内|公立|民办|公办|普通|高等|中等|高级|初级|综合|附属|三甲|专科|本科|"
    r"基层|定点|五星级|四星级|三星级|星级|连锁|农民|专业|家庭|大|小|新|老|母|子|总|分|外资|合资|央企|国企|跨国|物流|旅游|科技|建筑|工程|技术|职教|教育|教育教学|实训|校办|校中|厂中|进|入|驻|"
    r"投资|控股|全资|下属|所属|所在|生源|用人|高职院|职业技术|职业教育|技工|技师|城市|农村|乡镇|中心|实验|第一|第二|第三|医药|卫生|师范|理工|制药|机械|汽车|电子|食品|服装|化工|建材|餐饮|金融|商业|"
    r"外贸|贸易|文化|传媒|信息|网络|软件|智能|环保|能源|电力|交通|运输|高新技术|高新|规模以上|规上|品牌|成员|牵头|会员|参与|协办|承办|主办|共建|培训|高校|高职院校|职业院校?|院校?|校|班|学习型|"
    r"高水平|高技能|双高|优秀|先进|模范|人民|省|市|县|区|镇|乡|村|级|部|处|科|室|社会|政府|企业|公共|全国|全省|全市|上述|前述|两所|三所|全区|全县|全校|全院|中外|中国|我国|我省|我市|我县|政行企校|政行校企|校企|校政|"
    r"政校企|两岸|利益|命运|发展|红色|党建|育人|教学|科研|创新|服务|世界|亚洲|名|所|家|个|等|的|和|与|及|、|余|多|几|两|三|四|五|六|七|八|九|十|百|[\d]+|类|型|性|化|首批|首家|首个|唯一|最大|第三大|"
    r"最好|同类|同级|同层次|同|某|每|任何|有关|有|主管|主要|上级|下级|平级|权威|第三方|中介|代理|试点|建设|培育|立项|牵引|青年|少年|老年|残疾人|妇女|劳动|地区|地级|设区|区县|县区|县市|区市|市县|省市|"
    r"产教|融合|产学研|专业群|专业|[\d.]+|统一|窗口|初中|高中|范围内|内|党管|跨境|电商|平台|连片|民族|边疆|西部|东部|中部|沿海|内陆|计划单列|直辖|自治|政务|业务|职能|相应|对口|帮扶|结对|非直属|直属|附近|周边|驻地|属地|辖区|街区|学校|学院|公司|集团|单位|机构|部门|"
    r"组织|医院|银行|酒店|厂|店|企|业|名企|民企|村级|乡级|县域|市域|省域|全域|区内|园区|产业园|学生|教师|师生|家长|毕业生)+"
)
_LEADING_JUNK = re.compile(
    rf"^(?:{PART_NUMBER}|[\d一二三四五六七八九十]+[\.．、）)]|第[一二三四五六七八九十\d]+[章节条批]|[（(][\d一二三四五六七八九十]+[）)]|[·•\-])+"
)
_ADMIN_HEAD: Final = re.compile(r"省|市|县|区|州|全国|国家|中国|中共|共青团|团")


#: A tail from this weight on is hardly anything else: the model must be quite sure to deny it.
_PLAIN: Final = 0.95


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose organisation names in the paragraph ``text[start:end]``."""
    proposals: list[Proposal] = []
    for hit in ending_between(cues.tails, start, end):
        assert isinstance(hit.value, Tail)
        if hit.start < start:
            continue
        surely = hit.value.weight >= _PLAIN
        if hit.value.type != "EducationGroup" and cues.nameless(hit.end - 1, surely=surely):
            continue
        proposal = _with_tail(text, start, hit.start, hit.end, hit.value, cues)
        if proposal is not None:
            proposals.append(proposal)
    if len(proposals) > 1:
        proposals = _longest(proposals)
    for hits, kind, weight in (
        (cues.firms, "Enterprise", 0.8),
        (cues.agencies, "Organization", 0.85),
        (cues.schools, "School", 0.8),
    ):
        for hit in between(hits, start, end):
            if cues.nameless(hit.end - 1) or text.startswith("杯", hit.end):
                continue
            if kind == "School" and text.startswith("生", hit.end):
                continue
            w = 0.35 if hit.value == "ambiguous" else weight
            if not opened(text, hit.start, cues):
                w = 0.42 if hit.end - hit.start >= 4 else 0.3 if kind == "Enterprise" else 0.2
            if hit.end - hit.start == 2 and not stands_alone(text, hit.start, hit.end):
                w = min(w, 0.3)
            proposals.append(Proposal(hit.start, hit.end, kind, w, f"known:{kind.lower()}"))
    if _OFFICE.search(text, start, end):
        for match in _STANDING.finditer(text, start, end):
            proposals.append(Proposal(match.start(), match.end(), "Organization", 0.62, "office by itself"))
    for match in _CARRIER.finditer(text, start, end):
        place = next(
            (
                p
                for p in between(cues.places, max(start, match.start() - 8), match.start())
                if p.end == match.start()
            ),
            None,
        )
        if place is not None and opened(text, place.start, cues):
            proposals.append(Proposal(place.start, match.end(), "Enterprise", 0.62, "place and carrier"))
    return proposals


def _longest(proposals: list[Proposal]) -> list[Proposal]:
    """Keep of names with one beginning the longest (合作社, 合作社联合社), unless it is much less sure."""
    longest: dict[int, Proposal] = {}
    for p in proposals:
        known = longest.get(p.start)
        if known is None or p.end > known.end:
            longest[p.start] = p
    return [p for p in proposals if p is longest[p.start] or longest[p.start].weight < 0.7 * p.weight]


#: The telephone companies of a place: 某市移动.
_CARRIER: Final = re.compile(r"(?:移动|联通|电信|铁塔)(?=公司|分公司|[，。；、：—）)]|与|和|捐|赠|向|为|$)")
#: Without one of these no office stands by itself; searched first because it is quick.
_OFFICE: Final = re.compile(r"[省市县区州](?:委|政府|政协|人大)")
#: Offices that stand by themselves: 市委, 省政府.
_STANDING: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:省|市|县|区|州)(?:委|政府|政协|人大)(?![\u4e00-\u9fff])|"
    r"(?<=[在的和与由经、，受向对获被])(?:省|市|县|区|州)(?:委|政府|政协)(?=[、，。的和领]|市政府|省政府|组织|宣传|副?书记|统一)|"
    r"(?<=[省市县]委)[省市县]政府|[省市县]委(?=[省市县]政府)"
)


def _with_tail(
    text: str, low: int, tail_start: int, tail_end: int, tail: Tail, cues: Cues
) -> Proposal | None:
    if _goes_on(text, tail_end, tail):
        return None
    if tail.text in _HARDLY and not _vouched(text, tail_start, low, cues):
        return None
    seen = cues.sure_edge(tail_start, tail_end, low, tail.type)
    if seen is not None:
        return Proposal(seen, tail_end, tail.type, tail.weight, f"tail:{tail.text} model")
    if tail.needs == "place" and not _placed(text, tail_start, low, cues):
        return None
    refused = False
    # 高原农牧与清洁能源产教联合体: an alliance's name may hold two fields.
    joins = 0.3 if tail.type == "EducationGroup" else 1.5
    for edge in left_edge(text, tail_start, cues, low, joins=joins, soft=tail.type == "Enterprise")[:5]:
        if refused and (
            edge.score < 0.3 or "+" not in edge.reason or tail.text in _COMMON or tail.text == "学院"
        ):
            continue
        begin = edge.start
        junk = _LEADING_JUNK.match(text, begin, tail_start)
        if junk:
            begin = junk.end()
        if not _valid_body(text[begin:tail_start], tail, begin, tail_start, cues):
            # What the text most likely says is no name (提升学校, 多家公司): only strong evidence overrules that.
            refused = True
            continue
        sure = 1.0 if edge.score >= 2.5 else 0.92 if edge.score > 1 else 0.75 if edge.score > -1 else 0.5
        rule = f"tail:{tail.text} {edge.reason} {edge.score:.1f}"
        if tail.text in _COMMON and "+" not in edge.reason and begin not in cues.place_at:
            sure *= (
                0.5
                if tail.text in _HARDLY
                else 0.62
                if edge.score < 2.5 or len(text[begin:tail_start]) < 3
                else 0.8
            )
        if tail.type in ("EducationGroup", "Organization") and text[begin - 1 : begin] == "”":
            # “一带一路”职教联盟: a quotation opens the name.
            opening = text.rfind("“", max(low, begin - 14), begin - 1)
            begin = opening if opening >= 0 else begin
        return Proposal(begin, tail_end, tail.type, tail.weight * sure, rule)
    return None


#: Without a place or a known name before them these never make a name that is sure enough.
_HARDLY: Final = frozenset({"学校", "中学", "小学"})


def _vouched(text: str, tail: int, low: int, cues: Cues) -> bool:
    """Tell whether a place or a known name stands where a name before ``tail`` could begin."""
    floor = floor_of(text, tail, low)
    return floor < tail and any(
        between(hits, floor, tail) for hits in (cues.places, cues.firms, cues.schools, cues.agencies)
    )


def _placed(text: str, tail: int, low: int, cues: Cues) -> bool:
    """Tell whether a place or an authority's first word stands where a name before ``tail`` could begin."""
    floor = floor_of(text, tail, low)
    return floor < tail and (
        bool(between(cues.places, floor, tail)) or _ADMIN_HEAD.search(text, floor, tail) is not None
    )


#: Tails that are words of every sentence: without a place or a known name before them they rarely end a name.
_COMMON: Final = frozenset(
    {
        "学校",
        "中学",
        "小学",
        "大学",
        "中专",
        "职院",
        "职大",
        "职高",
        "技校",
        "公司",
        "集团",
        "厂",
        "酒店",
        "企业",
        "商场",
        "超市",
        "医院",
        "政府",
    }
)

#: With these before a common noun a clause goes on (某厂为学校, 某公司与学校).
_NO_BODY_END: Final = frozenset("为与给向被让从对由及在")

#: What follows a tail that is part of another word: 大学生, 高职院校, 酒店管理, 集团化.
_NOT_A_TAIL: Final = re.compile(
    r"生|校(?![企地长政园外内级友庆史本区风董方])|管理(?!部|中心|公司|有限|集团|学院|局|处|人员|层)|化|办学|面|房|业(?!务)|员|型|级|式|制(?![定订作造])|间|际|长(?!期|沙|春|城|江|三角|兴|治|安)|派(?![出员驻遣代人师教来送技专])|风|史|里|味|经营|服务(?=与|业)|采购|工作报告|购买|用品|运营(?=与|管)|门(?!源|头)|外(?!汇)|内(?!蒙)|上市|歌|院(?=师|校|系|各|领)|训|报|卡|信(?!息)|贷"
)
_STILL_A_TAIL: Final = (
    "生产",
    "生态",
    "校企",
    "内设",
    "上海",
    "外聘",
    "员工",
    "长三",
    "业务",
    "面向",
    "面对",
    "级别",
)


#: 某校附属医院 beside a hospital's own name is its second name.
_SCHOOLS_HOSPITAL: Final = re.compile(r"(?:学院|学校|大学)(?:附属|教学|非直属附属)$")
_AFTER_LIAN: Final = frozenset("合办手训培招动盟")
#: Characters with which 厂 and 局 make other words: 进厂, 布局.
_NO_FACTORY: Final = frozenset("进入下出到建办在驻一留后")
_NO_BUREAU: Final = frozenset("布格结全大时政战开当定出")
_AFTER_JU: Final = frozenset("部面限势促域")
#: Branches of somebody: a place alone before them is no name.
_NEEDS_OWNER: Final = frozenset(
    {"分公司", "支公司", "子公司", "分厂", "服务中心", "运营中心", "服务站", "营业部", "客服中心"}
)
#: A subsidiary is described, not named: 全资子公司, 旗下公司.
_OWNED: Final = re.compile(r"(?:全资|控股|下属|旗下|独资|参股|所属)的?子?$")
_NUMERAL: Final = re.compile(r"[\d.、一二三四五六七八九十（）()]+")
#: With a place before it, no name but a kind of school: 甘肃省示范性中等职业学校, 浙江省大学.
_KIND_OF_SCHOOL: Final = re.compile(
    r"(?:示范性?|现代化|优秀|优质|中职|高职|中小|大中|市属|省属|县属|属|重点|特色|名|一流|先进|文明|平安|绿色|美丽|和谐|最美|普通|公办|民办|全部|所有|各|高水平|双优|“双优”|高等|中等|技工|内|的|职业|所|\d)*"
    r"(?:中等职业学校|职业学校|技工学校|学校|大学|高职院|职业院|中学|小学|中专|中职学校|职院|大中专|中小学)"
)


_NOT_A_FIRM: Final = re.compile(
    r"化|制(?![造定订作])|级|型|式|军|法|房(?!地产)|区(?!域)|商(?!贸|务|会)|家(?=的|提|生|和)|业(?!务)|长(?!期|沙|春|城|江|三角|兴|治|安)|管理(?=与|专业|类|系|、)|学(?!生|校|院|员)|面(?!向|对)|卡|证|龄|名|史"
)
_LEGAL: Final = ("有限公司", "有限责任公司", "分公司", "支公司", "总公司", "集团公司")


def _goes_on(text: str, end: int, tail: Tail) -> bool:
    """Tell whether the word that the tail belongs to goes on: 大学生, 集团化, 酒店管理."""
    if tail.text.endswith(_LEGAL):
        return False
    if tail.type == "Enterprise":
        return _NOT_A_FIRM.match(text, end) is not None
    return _NOT_A_TAIL.match(text, end) is not None and not text.startswith(_STILL_A_TAIL, end)


#: 浙江省一流技师学院, 甘肃省示范性中等职业学校: honours, no names.
_RANKED: Final = re.compile(
    r"(?:示范性?|现代化|优秀|优质|市属|省属|县属|重点|特色|名|一流|先进|文明|平安|绿色|美丽|和谐|最美|普通|公办|民办|全部|所有|各|高水平|“?双优”?|“?双高”?|级|首批|多所|部分|内|的|所|\d|[一二三四五六七八九十]+)+"
)
_RANKED_TYPES: Final = ("School", "EducationGroup")
_PREFECTURES: Final = frozenset(
    place.name for place in lexicon.places().values() if place.level == "prefecture"
)


def text_after_place(body: str, begin: int, cues: Cues) -> str:
    """Return what follows the place that ``body`` begins with; for a county or city a bare kind can be a name."""
    rest = body[cues.place_at[begin] - begin :]
    if not rest and len(body) > 0:
        return "" if body.endswith("省") or body in _PROVINCES or body in _PREFECTURES else "∅"
    return rest


_PROVINCES: Final = frozenset(place.short for place in lexicon.places().values() if place.level == "province")


def _valid_body(body: str, tail: Tail, begin: int, tail_start: int, cues: Cues) -> bool:
    plain = body.strip('“”‘’"')
    has_place = begin in cues.place_at and cues.place_at[begin] <= tail_start
    if "某" in plain:
        return False
    if tail.text in _COMMON and plain[-1:] in _NO_BODY_END:
        return False
    if tail.text in _NEEDS_OWNER and has_place and cues.place_at[begin] == tail_start:
        # 西吉分公司: the place stands inside the name, what owns the branch before it.
        return False
    if tail.text in ("厂", "工厂") and plain[-1:] in _NO_FACTORY:
        return False
    if tail.text in ("医院", "附属医院", "教学医院") and _SCHOOLS_HOSPITAL.search(body):
        return False
    after = cues.text[tail_start + len(tail.text) : tail_start + len(tail.text) + 1]
    if (tail.text == "局" and after in _AFTER_JU) or (tail.text == "学联" and after in _AFTER_LIAN):
        return False
    if tail.text == "局" and plain[-1:] in _NO_BUREAU:
        return False
    if (tail.text == "公司" and _OWNED.search(body)) or _NUMERAL.fullmatch(plain):
        return False
    if tail.needs == "" and tail.type == "Organization" and plain in ("省", "市", "县", "区", "州"):
        return True
    if tail.text[0] in "省市县区州" and not has_place and cues.place_at.get(begin) == tail_start + 1:
        return True
    if tail.text in ("小学", "中学") and plain[-1:] in ("中", "大", "学", "市", "区", "县", "省", "代", "国"):
        return False
    rest = text_after_place(body, begin, cues) if has_place else ""
    if has_place and tail.type in _RANKED_TYPES and rest and rest != "∅" and _RANKED.fullmatch(rest):
        return False
    if (
        has_place
        and tail.type == "School"
        and _KIND_OF_SCHOOL.fullmatch(text_after_place(body, begin, cues) + tail.text)
    ):
        return False
    if tail.needs == "" and not plain:
        return False
    if tail.needs == "place":
        return has_place or bool(_ADMIN_HEAD.match(body) and len(plain) <= 10)
    if not plain:
        return False
    if has_place and cues.place_at[begin] == tail_start:
        # 嘉兴学院, 昆山公司: a place alone before the tail.
        return tail.type in ("School", "Organization") or len(body) > 1
    if _GENERIC.fullmatch(plain):
        return has_place and len(plain) > 3
    return not (tail.needs == "body" and len(plain) < 2)


def opened(text: str, start: int, cues: Cues) -> bool:
    """Tell whether something marks the beginning of a known name at ``start``."""
    if start == 0 or start in cues.edge_ends or start in cues.org_ends:
        return True
    left = text[start - 1]
    return left in HARD or left in QUOTES or left in "（()）·-－—" or not "\u4e00" <= left <= "\u9fff"


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a two-character known name is bounded on both sides by what bounds names."""
    left = (
        start == 0
        or text[start - 1] in HARD
        or text[start - 1] in QUOTES
        or text[start - 1] in "（(与和及由在为向是从被有"
    )
    right = (
        end >= len(text)
        or text[end] in HARD
        or text[end] in QUOTES
        or text[end] in "）)（(与和及等的班杯共合签联公集"
    )
    return left and right
