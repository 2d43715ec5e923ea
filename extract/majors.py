"""Majors and clusters of majors: 数控技术专业, 开设A、B、C等31个专业, 轴承智造专业群（含…）.

A name is a major when the text uses it as one: before 专业, in a list that 专业 closes, after a label
(面向专业：…), or when it is a name of the official catalogue standing beside other majors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from extract import lexicon
from extract.coordination import split_commas, strip_quotes
from extract.cues import Cues, Hit, between
from extract.edges import HARD, left_edge
from extract.findings import Proposal

Span = tuple[int, int]

_N = r"[\d一二三四五六七八九十百两数多几余]+"
_WORD: Final = re.compile(
    rf"(?P<list>等(?:相关|优势|特色|重点|主干|热门|传统|新兴|紧缺|骨干|品牌)*(?:{_N}[余多]?[个大类]?)?|{_N}[余多]?[个大])?"
    r"(?P<modifier>[^，。；：、\n\t等个与和在]{0,8}?)"
    r"专业(?P<cluster>群|（群）|\(群\)|集群)?"
)
#: The letters of what `_WORD` finds before the modifier.
_LIST_LETTERS: Final = frozenset(
    "等相关优势特色重点主干热门传统新兴紧缺骨干品牌一二三四五六七八九十百两数多几余个大类"
)
#: No modifier is longer.
_MODIFIER_LENGTH: Final = 8
_COUNTED_END: Final = re.compile(rf"{_N}[余多]?大$")
_LABEL: Final = re.compile(
    r"(?:面向|依托|对应|所属|涉及|涵盖|覆盖|招生|合作|试点|开设|设置|主要|服务|包含|含|所含|适用|衔接|培养|所学|就读|(?<=[，；（：。、”]))(?:的)?专业(?P<cluster>群)?"
    r"(?:分别)?(?:有|为|是|包括|包含|：|:)+"
    rf"|{_N}[余多]?个[^，。；：\n]{{0,6}}专业(?:，?(?:即|分别(?:为|是)|有|包括))?[：:]"
)
#: What every label has in it.
_LABEL_END: Final = re.compile(r"专业(?:群?(?:分别)?[有为是包：:]|，?(?:即|分别|有|包括)[为是]?[：:])")
_MODIFIER: Final = re.compile(
    r"[“”\"]?(?:高水平|特色|优势|重点|骨干|紧缺|品牌|双高|示范性?|省级|国家级?|A类|B类|主体|核心|龙头|校级|市级|新兴|传统|现代|一流|建设|新|老|相关|热门|主干|大|个|两个|三个|招生|本科|专科|高职|中职|"
    r"试点|省|市|拳头|王牌|现场工程师|学徒制|现代学徒制|中高职贯通|贯通|衔接|贯通培养|中高职贯通培养|中高职衔接|对口|全日制|五年制|五年一贯制|师范类?|工科类?|的|招收|合作|联办|紧密|类|急需|战略性|等|方向的?)*[“”\"]?"
)
_INSIDE: Final = re.compile(
    r"[（(](?:含|包括|包含|涵盖|由|下设|覆盖|即)?(?P<body>[^。；\n]{2,160}?)(?:等?(?:\d+|[一二三四五六七八九十]+)?个?专业)?(?:组成|构成|组群)?[）)]"
)
_GENERIC: Final = re.compile(
    r"(?:各个?|本|该|新|老|所学|相关|相近|骨干|特色|重点|品牌|优势|热门|紧缺|主干|主体|传统|新兴|学校|学院|两个?|多个|三个?|一个|个|等|高职|中职|本科|专科|所有|全部|其他|其它|不同|对口|试点|合作|招生|师范|"
    r"文科|理科|工科|国控|示范|一流|高水平|精品|跨|非|同|类|大类|涉农|课程|教师|学生|学科|技能|就业|全校|每个|我校|省级|国家级?|市级|校级|现代学徒制|学徒制|省|市|优质|龙头|核心|建设|教学|人才|培养|双高|急需|"
    r"朝阳|综合|自身|所属|所在|具体|兼职|专职|某|双|多|几个|若干|冷门|普通|涉海|涉外|留学生|函授|成人|扩招|联办|五年制|中高职|衔接|目标|订单|依托|面向|产业|行业|企业|证书|技术技能|技术|四|五|六|七|八|九|十|部分|"
    r"大部分|少数|多数|主要|现有|新增|停招|校企|复合型|应用型|申报|立项|贯通|长学制|强势|王牌|名牌|大|名|位|的|群|类|组|内|间|外|化|性|型|级|结构|设置|布局|动态|调整|预警|认证|评估|标准|资源|教研|师资|团队|"
    r"适应|需求|发展|规模|影响力?|质量|水平|能力|素养|基础|理论|知识|实践|实训|经验|第三方|社会|市场|地方|区域|国际|国内|城市|农村|现代|智能|高端|先进|创新|创业|科技|服务|管理|管理类|工程类|艺术类|文化|公共|通用|"
    r"交叉|复合|融合|集成|拔尖|精英|卓越|通识|大学|研究生|博士|硕士|本校|外校|两校|双方|首批|首个|第一|第二|第三|[\d+×xX]+|3\+2|中本|高本|入选|获批|我国|全国|全省|全市|计算机类|机械类|电子类|财经类|旅游类)+"
)
_BAD: Final = re.compile(
    r"[，。；：！？、“”\"\n\t\d%％+＋《》|]|等(?!离子)|中等|有限公司|大赛|教师|学生|我校|学校|人才|企业|开展|负责人|带头人|改革|成果|质量(?!检测|管理|与|控制|工程|监|安全)|协议|课程|大学|学院|职业教育|产业链|团队|教学|岗位|社会|产业布局|集团$|公司$|实业$|需求|结构|实训|实践"
)
_ENDING: Final = re.compile(
    r"(?:技术|工程|管理|设计|服务|运营|维修|维护|应用|制造|加工|教育|营销|艺术|英语|日语|韩语|俄语|泰语|德语|法语|护理|医学|会计|贸易|物流|旅游|烹饪|表演|动漫|商务|保险|金融|证券|制作|检测|工艺|控制|机械|"
    r"自动化|一体化|机器人|安全|测量|测绘|造价|监理|消防|园林|园艺|畜牧|兽医|养殖|药学|中药|康复|助产|影像|检验|美容|美发|美术|舞蹈|音乐|体育|播音|主持|新闻|传播|编导|摄影|摄像|文秘|法律|法学|社会工作|审计|税务|统计|"
    r"保育|学前|幼师|电商|直播|网络|通信|软件|大数据|云计算|人工智能|互联网|物联网|区块链|电气|电力|电子|能源|化工|材料|环境|环保|水利|水电|给排水|建筑|装饰|装潢|路桥|公路|铁道|轨道|车辆|汽车|汽修|航空|航海|轮机|船舶|"
    r"乘务|地勤|空乘|邮轮|酒店|餐饮|会展|休闲|导游|茶艺|茶叶|酿酒|食品|粮油|烘焙|西餐|中餐|纺织|服装|服饰|鞋类|皮革|家具|木工|陶瓷|珠宝|首饰|雕刻|雕塑|漆艺|刺绣|模具|数控|焊接|铸造|冶金|冶炼|采矿|地质|勘查|钻井|油气|"
    r"殡葬|养老|家政|育婴|托育|营养|卫生|防疫|林业|种植|农业|农学|种子|植保|蚕桑|生态|修复|保护|传承|策划|创意|出版|印刷|包装|广告|媒体|交易|租赁|评估|理财|投资|鉴定|经营|销售|运输|仓储|配送|驾驶|施工|安装|调试|运行|"
    r"检修|操作|生产|建造|智造|开采|选矿|提取|合成|分析|酒管|商旅|财会|机电|工民建|土木|口腔|针灸|推拿|中医|药剂|口岸|报关|货运|客运|武术|足球|高尔夫|健身|电竞|游戏|影视|音响|灯光|舞美|戏曲|戏剧|曲艺|杂技|播音与主持|双语|翻译)$"
)


def known(name: str) -> bool:
    """Tell whether ``name`` is in the catalogue of majors."""
    return name in lexicon.majors()


@cache
def _stems() -> frozenset[str]:
    """Return the short beginnings and ends of catalogue names, which people use for the majors themselves."""
    return frozenset(part for name in lexicon.majors() for n in (2, 3, 4) for part in (name[:n], name[-n:]))


#: What stands before 专业群 and only praises it or tells what is done with it.
_NO_CLUSTER: Final = re.compile(
    r".*专业.*|.*[与和及]|(?:[^，。]{2,6}?[省市县区])?(?:[ABＡＢ]类|双高|高水平|重点|特色|优势|国家级?|省级?|市级|校级|示范性?|一流|品牌|紧缺|骨干|"
    r"跨校|跨界|跨学院|跨区域|助力|推动|推进|引领|带动|支撑|构建|组建|打造|建设|高职|中职|职教|产教融合|核心|新型|的|类)+"
)


#: What is done with a cluster, left before its name.
_LEADS_CLUSTER: Final = re.compile(
    r"(?:重点|着力|积极|全力|大力|集中)?(?:(?:建设|打造|培育|构建|形成|建成|做强|做精|做特|做优|组建|建有|拥有|立项|获批)了?|(?<=[前校院共现])有)+"
)


def _valid(name: str, *, cluster: bool = False) -> bool:
    if cluster and _NO_CLUSTER.fullmatch(name):
        return False
    if not 2 <= len(name) <= 24 or _BAD.search(name) or _GENERIC.fullmatch(name):
        return False
    return not (not cluster and name.endswith(("类", "级", "等", "的")))


def _is_major(name: str) -> bool:
    """Tell whether an item of a list of majors is one: in the catalogue, or with a major's ending."""
    return _valid(name) and (known(name) or _ENDING.search(name) is not None)


def _weight(name: str, *, cluster: bool, bounded: bool) -> float:
    if known(name):
        return 0.95
    if cluster:
        return 0.85 if bounded else 0.55
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if known(bare):
        return 0.95
    if _ENDING.search(bare):
        return 0.85 if len(bare) >= 4 else 0.75 if bounded else 0.45
    if bare in _stems():
        return 0.7 if bounded else 0.4
    return 0.45 if bounded and len(bare) >= 3 else 0.3


def split_items(text: str, start: int, end: int) -> list[Span]:
    """Split a list of majors into the offsets of its items; 与/和 inside a major's name stay."""
    items: list[Span] = []
    for begin, stop in split_commas(text, start, end):
        b, s = strip_quotes(text, begin, stop)
        items.extend(_split_and(text, b, s))
    return [(b, s) for b, s in items if s > b]


_AND: Final = re.compile("以及|和|与|及")


def _split_and(text: str, start: int, end: int) -> list[Span]:
    name = text[start:end]
    if end - start < 4 or known(name.removesuffix("专业")):
        return [(start, end)]
    best: tuple[float, int, int] | None = None
    for match in _AND.finditer(name):
        left, right = name[: match.start()].removesuffix("专业"), name[match.end() :].removesuffix("专业")
        if len(left) < 2 or len(right) < 2:
            continue
        score = 2.0 * known(left) + 2.0 * known(right)
        score += 2.0 if name[: match.start()].endswith("专业") else 0.0
        score += {"以及": 3.0, "和": 1.2, "及": 0.2, "与": 0.0}[match.group()]
        if match.group() == "和" and len(left) > 3 and len(right) > 3:
            score += 0.5
        if best is None or score > best[0]:
            best = (score, match.start(), match.end())
    needed = {"与": 4.0, "及": 3.2}.get(name[best[1] : best[2]], 1.7) if best else 0.0
    if best is None or (best[0] < needed and not name[: best[1]].endswith("专业")):
        return [(start, end)]
    return [*_split_and(text, start, start + best[1]), *_split_and(text, start + best[2], end)]


_DONE_WITH: Final = re.compile(r"指导|学习|辅导|招收|报考|就读|培养|选择|带领|参加|培训|[供设读招开]")


def _left(text: str, low: int, end: int, cues: Cues) -> tuple[int, bool]:
    """Return where the name that ends at ``end`` begins, and whether something marks that edge."""
    longest = next((h.start for h in between(cues.majors, low, end) if h.end == end), None)
    if longest is not None and end - longest >= 3:
        return longest, True
    if _BAD.search(text, max(low, end - 2), end):
        # 创建专业, 教学专业: every name of two characters or more would have in it what no major has.
        return end, False
    # 教育部现代宠物技术专业: an office's or school's name before it is none of the major's.
    after_name = low
    for hits in (cues.agencies, cues.schools):
        for hit in between(hits, low, end):
            if after_name < hit.end < end:
                after_name = hit.end
    for edge in left_edge(text, end, cues, low, joins=0.3, soft=False):
        if longest is not None and edge.start < longest and _DONE_WITH.search(text, edge.start, longest):
            # 驻校指导护理专业: a catalogue name of two characters, and what is done with it.
            return longest, True
        name = text[edge.start : end]
        if edge.start < after_name:
            continue
        if _BAD.search(name):
            continue
        return edge.start, edge.score >= 1.0
    return end, False


#: No number and list before 专业 is longer; an endless one is not walked over again and again.
_LONGEST_COUNT: Final = 60


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find 专业 with what belongs to it: as `_WORD` alone does, which is only tried near each 专业."""
    at = start
    while (word := text.find("专业", at, end)) >= 0:
        low = max(at, word - _MODIFIER_LENGTH)
        floor = max(at, word - _LONGEST_COUNT)
        while low > floor and (text[low - 1] in _LIST_LETTERS or text[low - 1].isdecimal()):
            low -= 1
        match = _WORD.search(text, low, end)
        assert match is not None
        yield match
        at = match.end()


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose majors and clusters in the paragraph ``text[start:end]``."""
    out: list[Proposal] = []
    if text.find("专业", start, end) >= 0:
        for word in _words(text, start, end):
            if text.startswith(("化", "合作社", "村", "镇", "委员会"), word.end()) and not word.group(
                "cluster"
            ):
                continue
            cluster = bool(word.group("cluster"))
            stop = word.start()
            modifier = word.group("modifier")
            if modifier and not _MODIFIER.fullmatch(modifier):
                # Not a modifier: the name itself (…等护理专业 does not occur; 2个护理专业 does).
                stop = word.start("modifier") + len(_COUNTED_END.sub("", modifier))
            out.extend(_before(text, start, stop, cluster, cues))
            if cluster:
                out.extend(_inside(text, word.end()))
        labels = _LABEL.finditer(text, start, end) if _LABEL_END.search(text, start, end) else ()
        for label in labels:
            cluster = bool(label.group("cluster"))
            stop = next((i for i in range(label.end(), end) if text[i] in "，。；\n\t等"), end)
            for b, s in split_items(text, label.end(), stop):
                name = _HOW_MANY.sub("", text[b:s]).removesuffix("专业")
                if _valid(name, cluster=cluster):
                    out.append(
                        Proposal(b, b + len(name), "MajorCluster" if cluster else "Major", 0.8, "major:label")
                    )
    out.extend(_members(text, start, end))
    out.extend(_catalogue(text, start, end, cues))
    return out


#: 专业有甲和乙两个: the number closes the list.
_HOW_MANY: Final = re.compile(r"(?:这|共)?(?:[两二三四五六七八九十]|\d{1,2})个(?:专业)?\Z")
_LISTING: Final = re.compile(r"[、和与及]")
#: What bounds a list, or is balanced inside it.
_BOUNDS: Final = HARD - {"、"} | frozenset("（()）")


def _before(text: str, low: int, stop: int, cluster: bool, cues: Cues) -> list[Proposal]:
    """Read the majors that stand before 专业 at ``stop``, back through the list they close."""
    if text[stop - 1] in "两二三四五六七八九" and _LISTING.search(text, max(low, stop - 24), stop):
        # 甲、乙两专业: the number is no part of the last name.
        stop -= 1
    begin = stop
    depth = 0
    floor = max(low, stop - 400)
    while begin > floor:
        char = text[begin - 1]
        if char in _BOUNDS:
            if char in "）)":
                depth += 1
            elif char in "（(":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0:
                break
        begin -= 1
    kind = "MajorCluster" if cluster else "Major"
    label = "cluster" if cluster else "major"
    found: list[Proposal] = []
    items = split_commas(text, begin, stop)
    for index in range(len(items) - 1, -1, -1):
        b, s = strip_quotes(text, *items[index])
        first = index == 0
        kept = refused = 0
        made_up = _MADE_UP.match(text, b, s) if cluster else None
        if made_up:
            # A、B组成的X专业群: what stands before are its majors.
            b, first = made_up.end(), True
        pieces = [(b, s)] if cluster and not first else _split_and(text, *_opened(text, b, s, first, cues))
        for pb, ps in reversed(pieces):
            if text[pb:ps].endswith("专业"):
                ps -= 2
            pb, ps = strip_quotes(text, pb, ps)
            bounded = True
            if cluster:
                verb = _LEADS_CLUSTER.match(text, pb, ps)
                if verb and ps - verb.end() >= 2 and not text.startswith("建设工程", verb.start()):
                    pb = verb.end()
                # 某某等智能装备类专业群: what stands before 等 are its majors.
                pb = max(pb, text.rfind("等", pb, ps) + 1)
            if cluster and not first and ps - pb <= 8:
                # An item in the middle of a list begins where the list's comma ends.
                pass
            elif not known(text[pb:ps]) and text[ps - 1 : ps] not in ("）", ")"):
                pb, bounded = _left(text, pb, ps, cues)
            name = text[pb:ps]
            placed = pb in cues.place_at and cues.place_at[pb] < ps and not known(name)
            if not _valid(name, cluster=cluster) or pb >= ps or (placed and not cluster):
                refused += 1
                continue
            weight = _weight(name, cluster=cluster, bounded=bounded)
            if weight < 0.4:
                continue
            kept += 1
            short = name[:-1] if cluster and name.endswith("类") and len(name) > 2 else None
            found.append(Proposal(pb, ps, kind, weight, f"{label}:before 专业", short))
        if not kept or made_up or (refused and len(pieces) > 1):
            # 某某集团与染整技术专业: what stands before 与 is no major, nor is what stands before that.
            break
    if not cluster:
        # An unlisted name beside listed ones is one of them; alone and unlike a major it is not.
        listed = any(p.weight >= 0.85 for p in found)
        for p in found:
            if p.weight == 0.45:
                p.weight = 0.65 if listed else 0.35
    return found


def _opened(text: str, start: int, end: int, first: bool, cues: Cues) -> Span:
    """Cut the running text before a list's first item (学校开设护理…), whose 与/和 is not the list's."""
    if not first:
        return start, end
    best = start
    for hit in between(cues.edges, start, end):
        if hit.value == "strong" and hit.end < end - 1 and not known(text[best:end]):
            best = max(best, hit.end)
    for hit in between(cues.own, start, end):
        if hit.end < end - 1:
            best = max(best, hit.end)
    if best > start:
        best = min((h.start for h in between(cues.majors, start, best) if best < h.end), default=best)
    return best, end


def _inside(text: str, at: int) -> list[Proposal]:
    """Read the majors in the brackets after a cluster's name: X专业群（含A、B、C）."""
    match = _INSIDE.match(text, at)
    if not match:
        return []
    out = []
    for b, s in split_items(text, match.start("body"), match.end("body")):
        name = text[b:s].removesuffix("专业")
        if _is_major(name):
            out.append(Proposal(b, b + len(name), "Major", 0.85, "major:in cluster"))
    return out


_MADE_UP: Final = re.compile(
    r".*(?:组成|构成|引领|支撑|为核心|为龙头|为主体|[同均都皆]属于?|(?:归|隶|从)属于?|属于|归入|纳入|编入|属(?=(?:学校|学院|我校|本校)?[“\"]))"
    r"(?:了|的)?(?:学校|学院|我校|本校)?(?:重点(?:建设|打造)的)?"
)
#: How the members of a cluster are said to make it up.
_INTO: Final = (
    r"(?:组成|构成|组建|组群|属于?|归属于?|隶属于?|归入|纳入|编入)(?:了|的)?(?:学校|学院|我校|本校)?"
    r"[^，。；\n]{2,16}?(?:专业群|[”\"]群)"
)
_MADE_INTO: Final = re.compile(_INTO)
_MEMBERS: Final = re.compile(
    rf"(?:^|(?<=[，。；：\n]))(?:\d{{1,2}}[.．、]|其中|[^，。；：\n]{{0,12}}?[由以将把])?(?P<body>[^，。；：\n由]{{2,100}}?)(?:等)?(?:{_N}个?)?(?:相关)?(?:专业)?(?:则|共同|联合|一起|[同均都皆])*{_INTO}"
)
_ITEM_TEXT: Final = r"(?:[^，。；：\n（()）]|[（(][^（()）\n]{1,10}[）)])"
_HOLDS: Final = re.compile(
    r"(?:专业群|[”\"]群|[该此本]群)(?:为核心)?(?:，?(?:主要|另|还|共)?(?:由|含有?|包括|包含|涵盖|下设|覆盖)了?|[：:])"
    rf"(?P<body>{_ITEM_TEXT}{{2,120}})"
)
#: “某某”群（含…）: short for 专业群.
_QUOTED_CLUSTER: Final = re.compile(r"“(?P<name>[^“”，。；\n]{2,12})”群(?=[（(、与和为由含包，。；])")
_HELD_END: Final = re.compile(rf"等|(?:{_N}个)?专业(?!、)|(?:共同)?(?:组成|构成|组群)")


def _members(text: str, start: int, end: int) -> list[Proposal]:
    """Read 由A、B、C组成的X专业群, A、B同属X专业群 and X专业群由A、B组成."""
    out: list[Proposal] = []
    if text.find("群", start, end) < 0:
        return out
    bodies: list[Span] = []
    if _MADE_INTO.search(text, start, end):
        bodies += [match.span("body") for match in _MEMBERS.finditer(text, start, end)]
    for match in _HOLDS.finditer(text, start, end):
        low, high = match.span("body")
        over = _HELD_END.search(text, low, high)
        bodies.append((low, over.start() if over else high))
    for low, high in bodies:
        items = [(b, text[b:s].removesuffix("专业")) for b, s in split_items(text, low, high)]
        sure = [_is_major(name) for _, name in items]
        for at, (b, name) in enumerate(items):
            # An unlisted name between two majors is one too.
            if sure[at] or (0 < at < len(items) - 1 and sure[at - 1] and sure[at + 1] and _valid(name)):
                out.append(Proposal(b, b + len(name), "Major", 0.85, "major:makes up a cluster"))
    out.extend(
        Proposal(*match.span("name"), "MajorCluster", 0.85, "cluster:quoted")
        for match in _QUOTED_CLUSTER.finditer(text, start, end)
        if _valid(match.group("name"), cluster=True)
    )
    return out


#: Names of fewer characters are ordinary words, unless it is told how many study them.
_SHORT: Final = 4
#: Names of majors of so many characters hardly mean anything else in a text about majors.
_LONG: Final = 6
#: What stands before and behind the name of a major where no separator does.
_OPENS: Final = re.compile(
    r"(?:以|为|含|有|读|学|招|设|包括|涵盖|整合|带动|联合|联动|辐射|融合|面向|对口|对应|对接|升入|学习|新增|撤销|给)$"
)
_CLOSES: Final = re.compile(
    r"为|等[^，。；]{0,4}专业|[两二三四五六]|[\d]|协同|共同|专业|这[^，。；]{0,4}专业|转段|构成|组成|的?学生|等?$"
)
#: How many study a major, in brackets or right behind it, which says that it is one: 护理（55人）, 焊接加工60人.
_STUDENTS: Final = re.compile(r"[（(][^（()）\n]{0,12}?\d{1,4}\s?[人名]")
_PLACES: Final = re.compile(r"\s?\d{1,4}\s?[人名](?!次)")
#: A text speaks of majors, and not of 专业技术 or 专业人才.
_SPEAKS: Final = re.compile(r"专业(?!技术人|人才|教师|化)")


def _catalogue(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose catalogue names that stand between separators, beside other majors or by themselves."""
    named = between(cues.majors, start, end)
    if not named:
        return []
    hits: list[Hit] = []
    sure: set[int] = set()
    # Only to long names does it matter what the text speaks of.
    spoken_of = (
        any(hit.end - hit.start >= _LONG for hit in named) and _SPEAKS.search(text, start, end) is not None
    )
    for hit in named:
        length = hit.end - hit.start
        left = text[hit.start - 1] if hit.start > start else "\n"
        right = text[hit.end] if hit.end < end else "\n"
        bracketed = right in "（("
        counted = (_STUDENTS if bracketed else _PLACES).match(text, hit.end, end) is not None
        if hit.end > end or (length < _SHORT and not (bracketed and counted)):
            continue
        opened = (
            left in HARD
            or left in "—（(“”与和及"
            or (left in ".．" and hit.start - 2 >= start and text[hit.start - 2].isdigit())
        )
        closed = counted or right in HARD or right in "—）)“”（(与和及等"
        if spoken_of and length >= _LONG:
            # 以某某技术为核心, 整合某某技术: in a text about majors a long name needs no separators.
            opened = opened or _OPENS.search(text, max(start, hit.start - 4), hit.start) is not None
            closed = closed or _CLOSES.match(text, hit.end, end) is not None
        if not (opened and closed):
            continue
        if hits and hits[-1].start == hit.start:
            # 服装设计与工艺, not 服装设计: hits of one start come by their ends.
            hits.pop()
        hits.append(hit)
        if counted:
            sure.add(hit.end)
    out = []
    for index, hit in enumerate(hits):
        near = [
            h
            for h in (hits[index - 1] if index else None, hits[index + 1] if index + 1 < len(hits) else None)
            if h
        ]
        beside = any(0 <= max(hit.start - h.end, h.start - hit.end) <= 2 for h in near)
        technical = hit.end - hit.start >= _LONG
        weight = 0.72 if beside or hit.end in sure else 0.5 if technical else 0.42
        out.append(Proposal(hit.start, hit.end, "Major", weight, "major:catalogue"))
    return out
