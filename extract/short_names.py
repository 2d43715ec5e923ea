"""Names without a tail: unknown firms in lists, after labels and between 与 and 共建; short forms of full names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from extract import lexicon, tsv
from extract.cell_names import REGIONS, SIDES
from extract.coordination import CLOSING, Span, clauses, split_commas, strip_quotes
from extract.cues import OWN_WORDS, Cues, between
from extract.decoder import Taken
from extract.edges import HARD, QUOTES
from extract.findings import Proposal


def _ordinary(use: str) -> frozenset[str]:
    """Return the ordinary words of one use (`lexicon/ordinary_words.tsv`)."""
    return frozenset(word for word, of in tsv.rows("ordinary_words") if of == use)


_ACTORS: Final = ("School", "Enterprise", "Organization", "Department", "EducationGroup")
_NOUN_TYPE: Final = {
    "企业": "Enterprise",
    "公司": "Enterprise",
    "银行": "Enterprise",
    "酒店": "Enterprise",
    "集团": "Enterprise",
    "院校": "School",
    "学校": "School",
    "高校": "School",
    "职校": "School",
    "中职": "School",
    "医院": "Organization",
    "机构": "",
    "协会": "Organization",
    "部门": "Organization",
    "政府": "Organization",
    "单位": "",
    "成员": "",
    "伙伴": "",
    "": "",
    "科研院所": "Organization",
}
#: Closing nouns after which items are firms though none of them is known.
_FIRMS: Final = ("企业", "公司")
#: Where a name must end: a verb or function word follows.
_RIGHT: Final = re.compile(
    r"等|冠名|赞助|订单|定向|曾|共同|联合|合作|共建|签[约订署]|开[展设办]|建[立设成]|成立|组建|举[行办]|达成|推出|打造|提供|捐|投入|实施|进行|参与|加入|组成|派|设立|培养|深度|长期|双方|之间|"
    r"的|为|在|是|于|分别|就|将|已|也|均|分别|合(?=开|建|办|编|作|拍)|派|实行|施行|互设|敲定|接收|约定|有(?!限|色|机)|就(?!业)|按|以|对|从|续签|续聘|承(?=办|接|担|建)|携手|对接|制定|制订|编写|面向|围绕|依托|负责|担任|牵头|当选|新任|任|工程师|技师|高级|总经理|董事长|"
    r"副总|总|党委|负责人|代表|专家|工匠|职工|员工|一行|来|赴|[（(]|[“”‘’\"]"
)
_BAD: Final = re.compile(
    r"[，。；：！？\n\t\d%％《》]|专业|课程|学生|教师|企业|学校|我校|学院|单位|行业$|产业$|项目|技术$|教学|管理$|建设$|培训|服务$|实习|就业|基地|中心|资源|标准|方案|协议|机制|模式|平台|"
    r"人才|政府|社会|领域|岗位|竞赛|大赛|活动|制度|体系|改革|改造|研发$|运维$|设备$|工作|知识|能力|文化$|精神|证书|教材|设计$|操作|生产|方面|环节|流程|内容|理念|质量|市场|仪式$|讲座$|讲坛$|论坛$|典礼$|大会$|会议$|比赛$|工作坊$|重大|重点|研讨|展览|晚会|文件$|通知$|基金$|[+＋×*]|校友|全体|船长$|轮机长|合作方|企业方|联合体|共同体|内$|外$|上$|中$|里$|后$|^集团|^公司|^我|^其|^校|^届|^某|某|进厂|采纳|^省|^市|^县|^区(?!块)|^部|"
    r"我国|全国|全省|国家|地方|区域|有限|^(?:其|该|此|各|每|双|三|四|多|并|且|还|又|等|同|本)|们$|师$|生$|者$|^\d"
)
_MODIFIERS: Final = _ordinary("modifier")


#: Industry words that are everyday words too: with them a string is a firm only where its place says so.
_EVERYDAY: Final = _ordinary("trade")


def _industry_weight(text: str, start: int, end: int, cues: Cues) -> float:
    """Return how firm-like the tail of ``text[start:end]`` is (0: no word of an industry ends it)."""
    best = 0.0
    for hit in between(cues.industries, start + 1, end):
        if hit.end == end:
            body = text[start : hit.start]
            if len(body) >= 2 and body not in _MODIFIERS:
                everyday = text[hit.start : end] in _EVERYDAY and start not in cues.place_at
                best = max(best, float(str(hit.value)) * (0.45 if everyday else 1.0))
    return best


#: 分别设（在某某）, 会议听取了（某某）, 董事长张某某: words of the clause around the list, and persons.
_CLAUSE: Final = re.compile(
    r"^(?:分别|会议|先后|陆续|共同|主要|目前|同时|其中|此外|听取|党委|党组|董事|监事|总经理|经理|总监|总裁|校长|院长|主任|局长|处长|科长"
    r"|厂长|会长|秘书长|理事长|书记|副(?!食)|总工|教授|记者|法人|负责人)|[了着过]$"
)


def _plausible(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    return (
        2 <= len(name) <= 18
        and _BAD.search(name) is None
        and _CLAUSE.search(name) is None
        and name not in lexicon.places()
    )


def in_lists(text: str, start: int, end: int, mentions: list[Proposal], cues: Cues) -> list[Proposal]:
    """Propose the unknown items of lists whose other items, or whose closing noun, are known.

    ``mentions`` are those already decided in ``text[start:end]``, in order.
    """
    out: list[Proposal] = []
    if text.find("、", start, end) < 0:
        return out
    actors = Taken([m for m in mentions if m.type in _ACTORS])
    lists = _closed_lists(text, start, end, actors)
    if not lists:
        return out
    taken = Taken(mentions)
    for low, high in lists:
        items = split_commas(text, low, high)
        if len(items) < 2:
            continue
        known: list[Proposal | None] = []
        for index, (s, e) in enumerate(items):
            inside = actors.within(s, e)
            # 甲某、乙某是学院与某公司…: a name deep in an item is no item of the list.
            listed = inside and (
                (index == 0 or inside[0].start - s <= _NEAR)
                and (index == len(items) - 1 or not _told(text, inside[-1].end, e))
            )
            known.append(inside[-1] if listed else None)
        closing = CLOSING.search(text, items[-1][0], high)
        noun = closing.group("noun") or "" if closing else ""
        noun_type = _NOUN_TYPE.get(noun, "")
        if noun in ("专业", "专业群", "二级学院", "学院", "系部"):
            continue
        types = [m.type for m in known if m]
        share = len(types) / len(items)
        if not types and not (noun_type and noun in _FIRMS):
            continue
        here = Taken(taken.within(low, high))
        role = _ROLE.search(text, items[-1][0], high)
        majority = Counter(types).most_common(1)[0][0] if types else noun_type
        only_firms = set(types) == {"Enterprise"}
        majors_known = lexicon.majors()
        kind = "Enterprise" if "Enterprise" in types or noun_type == "Enterprise" else noun_type or majority
        for index, (s, e) in enumerate(items):
            last = index == len(items) - 1
            parts = [(s, e)]
            if last or here.overlaps(s, e) or _OWNED.search(text, s + 1, e):
                parts = _pieces(text, s, e, here, closing.start() if closing and last else None)
            for ps, pe in parts:
                if here.overlaps(ps, pe) or (not last and _led_from(text, pe, e, here)):
                    continue
                ps, pe = strip_quotes(text, ps, pe)
                if index == 0 and ps == s:
                    # 【食品】甲、乙: the label before a list is no part of its first item.
                    ps = max(ps, *(text.rfind(mark, ps, pe) + 1 for mark in "】］]：:①②③④⑤⑥⑦⑧⑨⑩"))
                    ps = _cut_left(text, ps, pe, cues)
                bracket = re.match(r"[^（(]{2,12}", text[ps:pe])
                if bracket and bracket.end() < pe - ps and text[pe - 1] in "）)":
                    pe = ps + bracket.end()
                titled = _PERSON.search(text, ps + 2, pe)
                if titled:
                    # 某某公司副总裁某某: what stands before the title is the employer.
                    pe = titled.start()
                if not _plausible(text, ps, pe):
                    continue
                industry = _industry_weight(text, ps, pe, cues)
                place = ps in cues.place_at and cues.place_at[ps] < pe
                weight = (
                    0.34
                    + 0.3 * industry
                    + (0.15 if place else 0)
                    + (0.2 if noun in _FIRMS else 0.05 if noun else 0)
                )
                weight += 0.1 * min(share, 0.8) + (0.1 if role else 0.0)
                if share < 0.25 and not noun_type:
                    weight -= 0.1
                if kind != "Enterprise" and industry < 0.5:
                    weight -= 0.2
                if industry < 0.5 and not place and noun not in _FIRMS and share < 0.5:
                    weight -= 0.2
                if only_firms and share >= 0.4:
                    weight += 0.07
                if text[ps:pe] in lexicon.firms():
                    weight += 0.15
                if pe - ps == 2:
                    weight -= 0.08 if noun in _FIRMS else 0.15
                if text[ps:pe] in majors_known or majors_stem(text[ps:pe]):
                    continue
                out.append(
                    Proposal(
                        ps,
                        pe,
                        "Enterprise" if industry >= 0.5 else kind or "Enterprise",
                        min(weight, 0.85),
                        f"list:beside {len(types)} known, {noun or 'no noun'}",
                    )
                )
    return out


def _told(text: str, start: int, end: int) -> bool:
    """Tell whether something is said between a name and the end of its item: 合作社解决防霉、…."""
    said = _RIGHT.search(text, start, end)
    return said is not None and said.start() < end and text[said.start()] not in "（(“”‘’\"'"


#: What may stand between an item's edge and its name: a word like 为, a quote.
_NEAR: Final = 3
_BETWEEN: Final = re.compile(r"[”’\"]?(?:以及|和|与|及|[（(]|" + r"(?:旗下|下属|所属|控股|全资)的?)")


def _led_from(text: str, end: int, stop: int, taken: Taken[Proposal]) -> bool:
    """Tell whether a clause leads from what ends at ``end`` to a name, so that it is no name beside that one."""
    after = taken.within(end, stop)
    return bool(after) and _BETWEEN.match(text, end, stop) is None


def _closed_lists(text: str, start: int, end: int, actors: Taken[Proposal]) -> list[Span]:
    """Return the clauses with a list, cut after what closes one (三家企业), since another may follow.

    Left out are those in which neither an actor nor a noun that stands for firms tells what the items are.
    """

    def lists(low: int, high: int) -> bool:
        if text.find("、", low, high) < 0:
            return False
        piece = text[low:high]
        return "企业" in piece or "公司" in piece or bool(actors.within(low, high))

    out = []
    for sentence in _listing_sentences(text, start, end):
        for low, high in clauses(text, *sentence) if lists(*sentence) else ():
            if not lists(low, high):
                continue
            # No closing reaches over the 、 of the next list.
            for match in CLOSING.finditer(text, low, text.rfind("、", low, high)):
                if match.group("noun"):
                    out.append((low, match.end()))
                    low = match.end()
            out.append((low, high))
    return out


def _listing_sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences with a 、."""
    comma = text.find("、", start, end)
    while comma >= 0:
        stop = text.find("。", comma, end)
        stop = end if stop < 0 else stop
        yield max(start, text.rfind("。", start, comma) + 1), stop
        start = stop
        comma = text.find("、", stop, end)


def majors_stem(name: str) -> bool:
    """Tell whether ``name`` is how people call a field of study (旅游, 烹饪)."""
    return name in _major_stems() and name not in lexicon.firms()


@cache
def _major_stems() -> frozenset[str]:
    return frozenset(major[:n] for major in lexicon.majors() for n in range(1, 5))


_PERSON: Final = re.compile(
    r"党委|副?总裁|副?总经理|董事长|副?局长|副?院长|副?校长|副?主任|首席|副总|总监|副?书记|副?会长|秘书长|教授|大师|院士|研究员|工程师|厂长|行长|站长|经理"
)
_AND: Final = re.compile("以及|和|与|及")
_OWNED: Final = re.compile(r"(?:旗下|下属|所属|控股|全资)的?")
#: What members of a group are said to be.
_ROLE: Final = re.compile(
    r"(?:为|是|任|当选|担任|作为)[^，。；]{0,6}(?:理事|成员|会员|牵头|合作|发起|共建)|等[^，。；]{0,8}(?:加入|参与|组成)|加入|参加(?!了)"
)


def _pieces(
    text: str, start: int, end: int, taken: Taken[Proposal], closing: int | None
) -> list[tuple[int, int]]:
    """Split a list's last item into what stands before and after its conjunction, cut at the right.

    Pieces that begin with what is ``taken`` are left out.
    """
    stop = end
    if closing is not None and start < closing <= end:
        stop = closing
    out = []
    begin = start
    for b, e in [match.span() for match in _AND.finditer(text, start, stop)]:
        if taken.overlaps(b, e):
            continue
        out.append((begin, b))
        begin = e
    out.append((begin, stop))
    trimmed = []
    for b, e in out:
        if e - b < 2:
            continue
        owned = _OWNED.search(text, b + 1, e)
        if owned:
            # 甲集团旗下的乙公司: two names.
            trimmed.append((b, owned.start()))
            b = owned.end()
        if taken.overlaps(b, min(b + 2, e)):
            continue
        tail = _RIGHT.search(text, min(b + 2, e), e)
        trimmed.append((b, tail.start() if tail else e))
    return [(b, e) for b, e in trimmed if e - b >= 2]


def _cut_left(text: str, start: int, end: int, cues: Cues) -> int:
    best = start
    for hit in between(cues.edges, start, end):
        if hit.end < end - 1 and (
            hit.value == "strong"
            or text[hit.start : hit.end]
            in ("与", "和", "及", "为", "对", "向", "到", "有", "服务", "合作", "组织")
        ):
            best = max(best, hit.end)
    return best


_LEGAL_TAIL: Final = re.compile(r"(?:控股)?(?:集团)?(?:股份)?(?:有限责任公司|有限公司|公司|集团|股份)$")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")


@lru_cache(maxsize=4096)
def cores(name: str) -> tuple[str, ...]:
    """Return what is left of a firm's name without place and legal form, from which short forms are cut.

    >>> cores("江苏某沛风电装备股份有限公司")
    ('某沛风电装备',)
    """
    plain = _LEGAL_TAIL.sub("", _BRACKETS.sub("", name)) or name
    out = []
    places = lexicon.places()
    rest = plain
    for _ in range(3):
        if rest not in out and len(rest) >= 2:
            out.append(rest)
        head = next((rest[:n] for n in range(min(9, len(rest) - 2), 1, -1) if rest[:n] in places), None)
        if head is None:
            break
        rest = rest[len(head) :]
        if rest[:1] in ("省", "市", "县") and len(rest) > 2:
            rest = rest[1:]
    if plain.startswith("中国") and len(plain) > 3:
        out.append(plain[2:])
    if len(out) > 1:
        out = out[1:]
    return tuple(
        core
        for core in out
        if not core.startswith(OWN_WORDS) and core not in _MODIFIERS and core not in places
    )


#: How the rule of a derived name begins, before the full name that it is short for.
DERIVED: Final = "short form of "


def derived(
    text: str,
    start: int,
    end: int,
    places: list[tuple[int, str]],
    names: dict[str, dict[str, str]],
    taken: Taken[Proposal],
) -> list[Proposal]:
    """Propose short forms of firms named in full elsewhere.

    ``names`` maps the first two characters of cores to the cores with their full names; ``places`` are the
    offsets, in order, at which such beginnings stand (and other words, which do not matter). A form is the
    core's beginning, as long as the text agrees with it; it lies outside what is ``taken``.
    """
    out: list[Proposal] = []
    over: dict[str, int] = {}
    for at, head in places:
        if head not in names or taken.overlaps(at, at + 2):
            continue
        for core, full in names[head].items():
            if at < over.get(core, start) or at + 2 > end:
                continue
            stop = at + 2
            limit = min(end, at + len(core))
            while stop < limit and text[stop] == core[stop - at]:
                stop += 1
            over[core] = stop
            length = stop - at
            if not taken.overlaps(at, stop):
                left = text[at - 1] if at > start else "\n"
                right = text[stop] if stop < end else "\n"
                bounded = (left in HARD or left in QUOTES or left in "（(与和及由在为向是从被对同到-—") and (
                    right in HARD
                    or right in QUOTES
                    or right in "）)（(与和及等的班-—杯共合签联职总副党员工董高"
                )
                form = text[at:stop]
                weight = 0.75 if length >= 4 else 0.65 if length == 3 else 0.5
                if length == 2 and (not bounded or form in _MODIFIERS or form in lexicon.places()):
                    weight = 0.0
                elif length == 3 and not bounded:
                    weight = 0.38 if form[:2] not in lexicon.places() else 0.0
                elif form in _MODIFIERS or form in lexicon.places():
                    weight = 0.0
                if weight:
                    out.append(Proposal(at, stop, "Enterprise", weight, f"{DERIVED}{full}"))
    return out


def is_own_standing(short: str) -> bool:
    """Tell whether a short school name begins with a place and has a full tail, so that it is a name of its own."""
    head = next((n for n in range(min(6, len(short)), 1, -1) if short[:n] in lexicon.places()), 0)
    return bool(head) and (
        short[head:] == "学院"
        or re.search(r"(?:大学|职业技术学院|职业学院|技师学院|中学|学校)$", short) is not None
    )


_BRANCH: Final = re.compile(
    r"[^，。；：、！？／/\n\t“”（）()与和及在的]{0,6}?(?:分公司|分厂|分行|支行|分店|分部|工厂|制造基地|生产基地|基地|园区|服务站|分拨中心|运营中心|研发中心|营业部|项目部|分院|办事处|公司|煤业|电厂|厂(?![房区家商])|店(?![长员铺面主])|营业厅|研究院|分校|科技园|事业部|运营总部|总部|数据中心|制造中心|客服中心|配送中心|电站|铜矿|煤矿|矿(?![业山务区产])|牧场|农场|轧花厂|培训中心|代表处|代表机构|联络处|分库|工作站|门店|大区|服务部|维修部|物流部|车间|运维中心|检修中心|研究中心|研究所|设计院|售后中心|营销中心|旗舰店|体验店|码头公司|消防支队|度假区|度假村|免税城|中药城|商城|配送站|运营站|分校|计算中心|维修中心|汽修厂|风电场|变压器厂|加工厂|[汽配]件厂|油田|电网|分部|站(?!点|长|台))"
)
_CHAPTER: Final = re.compile(
    r"[^，。；：、！？\n\t“”（）与和及在的]{0,4}?(?:分会|支会|委员会|办事处|代表处|分中心|分社|分院|分局|联络处|指挥部|支队|工作站|基地|试验站|研发中心|考试中心|检测中心)"
)
_SUBUNIT: Final = re.compile(
    r"[^，。；：、！？\s“”（）()等在为向对将]{2,12}?(?:司(?!法|机)|管理局|研究所|研究院|海事处|办公厅|机关党委|党委(?!书记|副书记)|交流中心|发展中心|教育中心|认证中心)"
)
_NAMED_BRANCH: Final = re.compile(
    r"(?!共|联|合|校|实[习训践]|建|设|挂|开|成立|捐|提供|组|签|就业|教学|培[训养]|顶岗|学|师|产教|创|打造|投)(?:[^，。；：、！？\s“”（）()与和及在的等为向对将]{1,8}?(?:事业部|运营总部|总部|运营中心|数据中心|制造中心|分拨中心|配送中心|项目部|服务站|服务中心|运维中心|客服中心|体验中心|检测中心|车辆段|大区|门店|专卖店|旗舰店|[^，。；、]{1,3}店(?![长员铺面主]))|[^，。；：、！？\s“”（）()与和及在的等为向对将]{2,4}?(?:生产基地|制造基地|基地|园区|工厂|分公司|分厂|电厂|电站|铜矿|煤矿|铁矿|矿|牧场|轧花厂|培训中心|科技园|研发中心))"
)
_UNIVERSITY_PART: Final = re.compile(
    r"[^，。；：、！？\s“”（）()与和及在的]{0,10}?(?:研究院|研究所|研究中心|中心|附属[^，。；、]{0,6}医院|医院|出版社|科技园)"
)
_BRACKETED: Final = re.compile(
    r"[（(](?P<inner>[^（）()，。；、]{2,6})[）)](?P<rest>(?:集团|股份|有限|责任|公司|科技|实业|工业)*)"
)


#: 某某之家·某园: a house of a brand.
_DOTTED: Final = re.compile(r"[·•][\u4e00-\u9fff]{2,5}?(?=[，。；、：！）)（(与和及”\s]|$)")
#: What a university does, which is no part of the name of one of its institutes (某大学共建某某中心).
_DOES: Final = re.compile(r"共建|合建|联建|联合|共同|签|设立|开设|开展|建设|建立|合作")
_VERBLIKE: Final = _ordinary("action")


#: What stands in brackets after a firm's name beside places: 某某酒店（中国区）.
_REGIONS: Final = frozenset({*REGIONS, "中国区", "大中华区", *(f"{side}区" for side in SIDES)})


def _trade_after(text: str, place: int, end: int, cues: Cues) -> int:
    """Return where the trade after a firm's name and a place ends (某油田+榆林+煤化), 0 if there is none."""
    for word in between(cues.industries, place, min(end, place + 6)):
        if word.end > end or text[word.start : word.end] in _VERBLIKE:
            continue
        inner = text[place : word.start]
        if any(
            char in HARD or char in QUOTES or char in "（()）与和及的在等为向对将由从共联合建"
            for char in inner
        ):
            break
        if (
            word.end == end
            or text[word.end] in HARD
            or text[word.end] in "与和及（(”"
            or _RIGHT.match(text, word.end, end)
        ):
            return word.end
    return 0


def branches(text: str, end: int, mentions: list[Proposal], cues: Cues) -> list[Proposal]:
    """Propose branches: a firm's name, a place, and 分公司, 工厂, 基地 …; and 某某（沈阳）.

    Branches named by a place are kept; the others only where the model of names does not contradict them.
    """
    found = _branches(text, end, mentions, cues)
    names = cues.modelled
    if names is None:
        return found
    return [
        p
        for p in found
        if p.rule in ("branch of a place", "name（place）")
        or not (names.none_at(p.end - 1) or names.ends_before(p.start, p.end))
    ]


def _branches(text: str, end: int, mentions: list[Proposal], cues: Cues) -> list[Proposal]:
    out: list[Proposal] = []
    for m in mentions:
        if m.type not in ("Enterprise", "School", "Organization") or m.end >= end:
            continue
        at = m.end
        place = cues.place_at.get(at)
        if place is not None and place <= end:
            match = _BRANCH.match(text, place, end)
            if match and (
                m.type == "Enterprise" or (m.type == "School" and match.group().endswith("研究院"))
            ):
                out.append(
                    Proposal(
                        m.start,
                        match.end(),
                        "Enterprise" if m.type == "Enterprise" else "Organization",
                        1.0,
                        "branch of a place",
                    )
                )
            if not match and m.type == "Enterprise":
                stop = _trade_after(text, place, end, cues)
                if stop:
                    out.append(Proposal(m.start, stop, "Enterprise", 0.95, "branch"))
            if m.type == "School" and text.startswith("分校", place):
                out.append(Proposal(m.start, place + 2, "School", 1.0, "branch"))
        if m.type == "Organization" and m.rule.startswith("known"):
            match = _SUBUNIT.match(text, at, end)
            if match:
                out.append(Proposal(m.start, match.end(), "Organization", 0.95, "part of an agency"))
        if m.type == "Organization" and place is not None:
            match = _CHAPTER.match(text, place, end)
            if match:
                out.append(Proposal(m.start, match.end(), "Organization", 0.95, "chapter"))
        if m.type == "Enterprise" and place is None:
            match = _NAMED_BRANCH.match(text, at, end)
            if match:
                out.append(Proposal(m.start, match.end(), "Enterprise", 0.9, "branch"))
        if m.type == "School" and text[m.start : m.end].endswith("大学"):
            match = _UNIVERSITY_PART.match(text, at, end)
            if match and not _DOES.search(match.group()):
                kind = "Enterprise" if match.group().endswith(("出版社", "科技园")) else "Organization"
                out.append(Proposal(m.start, match.end(), kind, 0.95, "part of a university"))
        if m.type == "Enterprise" and text[at] in "·•":
            match = _DOTTED.match(text, at, end)
            if match:
                out.append(Proposal(m.start, match.end(), "Enterprise", 0.9, "name·name"))
        if m.type == "Enterprise":
            match = _BRACKETED.match(text, at, end)
            if match and (match.group("inner") in lexicon.places() or match.group("inner") in _REGIONS):
                out.append(Proposal(m.start, match.end(), "Enterprise", 0.9, "name（place）"))
    return out


def in_programmes(text: str, mentions: list[Proposal], cues: Cues, named: str) -> list[Proposal]:
    """Propose the well-known firm that a programme's name begins with: 京东电商产业学院.

    ``named`` are the firms that the document names itself, one a line.
    """
    out = []
    for m in mentions:
        if m.type != "Program":
            continue
        hits = [
            h for h in between(cues.firms, m.start, m.start + 2) if h.end < m.end and h.value != "ambiguous"
        ]
        hits = [h for h in hits if h.start == m.start or text[m.start] in QUOTES]
        if hits:
            hit = max(hits, key=lambda h: h.end)
            if text[hit.start : hit.end] in named:
                continue
            out.append(Proposal(hit.start, hit.end, "Enterprise", 0.6, "in a programme's name"))
    return out
