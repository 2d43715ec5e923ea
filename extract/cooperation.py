"""Who works with whom, on what: partnersWith, articulatesWith."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

from extract import tsv
from extract.mentions import Reading
from extract.programmes import kinds_of
from extract.records import Status
from extract.resolution import Resolved
from extract.sentences import Named, Sentence, quote
from extract.statements import Statement

ACTORS: Final = ("Enterprise", "Organization", "School")

ARTICULATION: Final = re.compile(
    r"[“\"]?[2345]\s?[+＋]\s?[1234](?:\.5)?[”\"]?|五年一贯制|五年制|中高职|中高本|中本|高本|专升本|专本|3＋2|三二分段|分段培养|贯通|衔接|一体化(?:培养|教学|办学)|升学|函授|直通车|对口升学|单独招生|三二连读|三二分段|连读|直升|五年高职"
)
_SCHOOLS_TOGETHER: Final = re.compile(
    r"中高职|贯通|衔接|[“\"]?[2345]\s?[+＋]\s?[1234][”\"]?|五年一贯制|五年制|分段|函授|升学|升入|中本一体|专升本|联合办学"
)
PLANNED: Final = re.compile(
    r"(?<![虚模比])拟(?:于|与|在|建|开|共|联|签|成|设|引|面|依|定|将|合|筹|引|续|携)|下一步|筹建|筹备|筹划|计划(?:于|与|在|建|开|共|联)|洽谈|在谈|磋商|意向|暂缓|未签|尚未|积极谋划|正在谋划|方案论证|论证中|有望|力争|争取|预计|规划建设|明年|待签|初步达成|商谈"
)
ENDED: Final = re.compile(
    r"终止|撤资|届满|期满|已结束|到期|不再|取消|停办|停止合作|解除|解约|退出|中止|告吹|流产|未果|无隶属|无业务|并无|未有下文|没有下文|未成|未实施|未启动|未能|结束(?!语)|暂未参加|未参加|未加入|无合作|没有合作|无关|搁浅|关停|作废|未落地|未开展"
)
_VISIT: Final = re.compile(
    r"考察|参观|走访|来访|到访|慰问|调研|视察|莅临|访问|接待|做客|报告会|讲座|宣讲|座谈"
)
_TITLE: Final = re.compile(
    r"^(?:[“”]|公司|集团)?(?![^，。；]{0,3}(?:派|聘|捐|签|提供|安排|投|共|合作|联合|建|为))(?:党组|党委|党总支|党支部|人力资源部?|人事部?|教育|运营|技术|生产|市场|区域|医政科|职成处|渔业|[^，。；：、与和]{0,4})?(?:原|副|常务|首席|执行|高级|资深|名誉|总)*"
    r"(?:书记|局长|厅长|部长|县长|市长|区长|镇长|主任|处长|科长|院长|校长|所长|会长|理事长|秘书长|主席|董事长|总裁|总经理|经理|总监|总工|工程师|技师|品评师|专家|教授|负责人|代表|领导|一行|党组成员|委员|董事|创始人|CEO|员工|职工|厂长|行长|站长|队长|讲师|院士|劳模|工匠|大师)"
)
_HOSTS: Final = re.compile(
    r"^[^，。；]{0,12}(?:主办|承办|协办|指导下|发起的|报道|印发|颁布|发布的?|通知|文件|授予|颁发|公布|批准|批复|验收|认定)"
)
_BY: Final = re.compile(r"(?:由|经|在|被)[^，。；]{0,30}$")
_WITH: Final = re.compile(
    r"(?:与|和|同|跟|联合|携手|牵手|会同|联手|对接|协同|连同|及|以及|新增|同时与|又与|还与)[“”\"]?(?:企业|公司|单位|中国|全国|国内|当地|本地|世界|知名|龙头|行业|“走出去”|走出去|上市|合作|著名|区域内|省内|市内|地区|名企|大型|[^，。；：、与和]{1,8}名企|医院)*[“”\"]?(?:企业)?$"
)
_PLACE_AT: Final = re.compile(r"(?:在|到|进入|进|赴|前往|至|去|入)(?:[^，。；：、]{0,4})?$")
_FOR: Final = re.compile(r"(?:为|向|给|帮助|协助|助力|面向|服务|服务于)(?:[^，。；：、]{0,6})?$")
_FROM: Final = re.compile(
    r"(?:从|由|受|接受|承接|引入|引进|依托|借助|邀请|聘请|聘任|吸引|委托|选择|以|组织|承担|完成|抓住)(?:[^，。；：、]{0,6})?$"
)
_LABEL: Final = re.compile(
    r"(?:合作|共建|企业|委托|参与|协作|承接|用人|实习|校外|联合|捐赠)?(?:企业|单位|方|公司|伙伴|院校|机构)(?:方)?(?:分别)?(?:有|为|是|包括|包含|：|:)+$"
)
_SUBJECT_VERB: Final = re.compile(
    r"^(?:等[^，。；]{0,12})?(?:[（(][^（）()]{0,20}[）)])?[^，。；：、]{0,10}?(?:向|为|给|还|也|则|共同|联合|均|分别|先后|每年|连续|作为|正式|现场|无偿)?[^，。；：、]{0,14}?"
    r"(?:捐|赠|投资|投入|出资|提供|注资|拨款|移交|投放|授权|选派|派员|派(?!生|别|系)|派出|派驻|来我|到我|来校|到校|赴我|进校|入驻|共建|签|合作|联合|设立|委托|接收|接纳|录用|培养|培训|参与|承办|开展|组成|担任|制定|校企|新增|成为|引入|挂牌|揭牌|共同|支持|合办|举办|对接|建立|成立|达成|新增|是[^，。；]{0,8}(?:合作|基地)|承担|见习|学生|学徒|班)"
)
_LEADING: Final = re.compile(r"与|和|同|跟|联合|携手|牵手|会同|依托|为|在|由|向|从|进入|赴|走进")
_SCHOOL_WORD: Final = re.compile(r"我校|学校|我院|学院|该校|该院|本校|校企|师生|学生|学徒|毕业生|专业")


@cache
def _triggers() -> tuple[tuple[re.Pattern[str], tuple[str, ...], float], ...]:
    return tuple(
        (re.compile(pattern), tuple(kinds.split(",")), float(weight))
        for pattern, kinds, weight in tsv.rows("cooperation")
    )


@cache
def _any_trigger() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern, _, _ in _triggers()))


def kinds_in(passage: str) -> tuple[list[str], float]:
    """Return the kinds of cooperation that ``passage`` tells of, and the weight of its best trigger."""
    kinds: list[str] = []
    best = 0.0
    for pattern, names, weight in _triggers():
        if pattern.search(passage):
            best = max(best, weight)
            if names != ("其他",) or not kinds:
                kinds += [n for n in names if n not in kinds]
    if len(kinds) > 1 and "其他" in kinds:
        kinds.remove("其他")
    return kinds, best


def status_of(passage: str) -> Status:
    """Return whether ``passage`` speaks of something under way, planned or ended."""
    if ENDED.search(passage):
        return "ended"
    return "planned" if PLANNED.search(passage) else "active"


def _clause_of(sentence: Sentence, unit: list[Named], others: list[list[Named]]) -> tuple[int, int]:
    """Return the offsets of the passage that speaks of ``unit``: to the neighbouring lists of actors."""
    low, high = sentence.start, sentence.end
    for other in others:
        if other is unit or all(n.own for n in other):
            continue
        if other[-1].end <= unit[0].start:
            low = max(low, other[-1].end)
        elif other[0].start >= unit[-1].end:
            high = min(high, other[0].start)
    return low, high


def _own_clause(sentence: Sentence, start: int, end: int) -> str:
    text = sentence.text
    b, e = start - sentence.start, end - sentence.start
    while b > 0 and text[b - 1] not in "，。；：！？":
        b -= 1
    while e < len(text) and text[e] not in "，。；：！？":
        e += 1
    return text[b:e]


_SIGNS: Final = re.compile(r"签|共建|合办|联办|合作(?:开|举|办|建|共)|订单|学徒|捐|实习")


def relations(
    reading: Reading,
    resolved: Resolved,
    sentences: list[Sentence],
    taken: frozenset[tuple[int, int]] = frozenset(),
) -> tuple[list[Statement], dict[int, set[int]]]:
    """Return the statements about cooperation in the prose of a document, and the partners by sentence start.

    ``taken`` are (sentence start, entity) pairs that already have a part there as members or founders.
    """
    text = reading.document.text
    out: list[Statement] = []
    partners: dict[int, set[int]] = {}
    for sentence in sentences:
        head = sentence.head
        if head is None:
            continue
        own = resolved.own
        if (
            own is not None
            and head != own
            and _TO_US.search(sentence.text)
            and len(sentence.of(*ACTORS)) == 1
        ):
            # 某校选派教师到校支教: a sentence about another school, told because it helps this one.
            head = own
        if (
            sentence.block is not None
            and sentence.block.kind == "title"
            and not _any_trigger().search(sentence.text)
        ):
            continue
        partners[sentence.start] = set(_partners(text, sentence, resolved, head, out, taken))
    return out, partners


#: Two schools of the secondary level run courses together; they do not lead one to the other.
_SECONDARY: Final = re.compile(
    r"中等|职教中心|职业教育中心|技术教育中心|职业高中|职业高级中学|中专|职高|职业中学"
)
_TO_US: Final = re.compile(r"到校|来校|我校|我院|进校|帮扶|支教|捐建|捐赠|派员|结对")


def _partners(
    text: str,
    sentence: Sentence,
    resolved: Resolved,
    head: int,
    out: list[Statement],
    taken: frozenset[tuple[int, int]],
) -> dict[int, float]:
    """Read partnersWith and articulatesWith; return the partners found with their confidence."""
    units = sentence.units(*ACTORS)
    found: dict[int, float] = {}
    whole = sentence.text
    if not units or not (
        _any_trigger().search(whole) or ARTICULATION.search(whole) or _SCHOOL_WORD.search(whole)
    ):
        return found
    foreign = [u for u in units if any(n.entity != head for n in u)]
    programmes = sentence.of("Program")
    pairs = _respectively(sentence, units)
    for unit in foreign:
        members = [n for n in unit if n.entity != head and not n.own]
        if not members:
            continue
        first, last = unit[0], unit[-1]
        # 学校与A公司: the own school may open the list itself.
        joined_to_head = any(n.entity == head for n in unit)
        before = sentence.before(first, 24)
        after = sentence.after(last, 40)
        if any((sentence.start, n.entity) in taken for n in members) and not _SIGNS.search(after):
            continue
        low, high = _clause_of(sentence, unit, units)
        types = {n.type for n in members}
        kinds, weight = kinds_in(text[last.end : high])
        if not kinds or kinds == ["其他"]:
            more, more_weight = kinds_in(text[low : first.start])
            if more:
                kinds, weight = (
                    (more, max(weight, more_weight)) if not kinds or more != ["其他"] else (kinds, weight)
                )
        if not kinds:
            kinds, weight = kinds_in(whole)
            weight *= 0.8
        for p in programmes:
            if (p.start >= low and p.end <= high) or len(units) == 1:
                kinds = list(dict.fromkeys([*kinds_of(resolved.entities[p.entity].name), *kinds]))
                weight = max(weight, 0.8)
        if not kinds and types == {"School"} and ARTICULATION.search(whole):
            kinds, weight = ["其他"], 0.7
        if not kinds and "Enterprise" in types and _SCHOOL_WORD.search(whole) and head is not None:
            # A firm in a sentence about the school and its students, without a word for what they do.
            kinds, weight = ["其他"], 0.45
        if not kinds:
            continue
        status = status_of(around(sentence, first.start, last.end, high))
        slot = _slot(before, after, joined_to_head, sentence, unit)
        if slot == 0.0:
            continue
        schools_only = types == {"School"}
        base = resolved.entities[head].name
        articulation = ARTICULATION.search(around(sentence, first.start, last.end, high)) or (
            schools_only and ARTICULATION.search(whole)
        )
        for n in members:
            score = weight * slot
            if n.type == "Enterprise":
                score = max(score, 0.55 * slot)
            elif slot < 0.6 and n.type != "School":
                continue
            if (
                n.type == "School"
                and not joined_to_head
                and slot < 0.75
                and not ARTICULATION.search(_own_clause(sentence, first.start, last.end))
            ):
                continue
            start, end = quote(
                text, min(n.start, first.start), max(n.end, last.end), sentence.start, sentence.end
            )
            target = head
            if pairs and n.entity in pairs:
                target = pairs[n.entity]
            if (
                n.type == "School"
                and articulation
                and not (_SECONDARY.search(base) and _SECONDARY.search(resolved.entities[n.entity].name))
                and not _is_basic(resolved.entities[n.entity].name)
            ):
                out.append(
                    Statement(
                        target,
                        "articulatesWith",
                        n.entity,
                        start,
                        end,
                        status=status,
                        confidence=min(0.95, 0.6 + 0.3 * slot),
                        rule="articulation",
                    )
                )
                continue
            found[n.entity] = score
            out.append(
                Statement(
                    target,
                    "partnersWith",
                    n.entity,
                    start,
                    end,
                    tuple(kinds),
                    status,
                    None,
                    round(min(0.97, 0.35 + 0.6 * score), 3),
                    f"cooperation:{'+'.join(kinds[:2])}",
                )
            )
    return found


def _respectively(sentence: Sentence, units: list[list[Named]]) -> dict[int, int]:
    """Read A、B分别与C、D…: the head of each entity of the second list."""
    for a, b in pairwise(units):
        gap = sentence.text[a[-1].end - sentence.start : b[0].start - sentence.start]
        if (
            len(a) == len(b) > 1
            and all(n.type == "School" for n in a)
            and re.match(r"[^，。；]{0,4}分别(?:与|和|同|对接|联合)", gap)
        ):
            return {y.entity: x.entity for x, y in zip(a, b, strict=True)}
    return {}


def _is_basic(name: str) -> bool:
    return name.endswith(("小学", "幼儿园"))


def around(sentence: Sentence, start: int, end: int, high: int) -> str:
    """Return the clause with the unit and what follows it up to the next list of actors."""
    text = sentence.text
    b = start - sentence.start
    while b > 0 and text[b - 1] not in "，。；：！？":
        b -= 1
    # A short opening clause (下一步，…) belongs to what follows it.
    opening = re.match(r"[^，]{2,8}，", text)
    return (opening.group() if opening and b > 0 else "") + text[b : max(end, high) - sentence.start]


def _slot(before: str, after: str, joined: bool, sentence: Sentence, unit: list[Named]) -> float:
    """Return how surely a list of actors stands where partners stand (0: it is named for another reason)."""
    if _TITLE.match(after) and not _WITH.search(before) and not _FROM.search(before):
        return 0.0
    if _TITLE.match(after):
        return 0.35 if not re.search(r"聘请|选派|导师|授课|共建|合作|签", sentence.text) else 0.7
    if before.endswith("、"):
        # An item of the list that was not recognised stands before: what leads the list counts.
        leading = list(_LEADING.finditer(before, before.rfind("，") + 1))
        before = before[: leading[-1].end()] if leading else before
    clause = _own_clause(sentence, unit[0].start, unit[-1].end)
    if _VISIT.search(before[-10:] + "〇" + after[:10]) and not re.search(
        r"共建|签|合作(?!单位)|实习|捐|基地|校企", clause
    ):
        return 0.0
    if re.search(r"证书[^，。；]{0,4}由$|评价组织(?:为|是|有|：)$", before) or re.search(
        r"\d[所家个](?:，?(?:即|为|有|是|包括|分别(?:为|是)))?[：:，]?(?:即)?$", before
    ):
        return 0.9
    if _HOSTS.match(after) and not joined and not re.search(r"(?:委托|联合|共同|与[^，。；]{0,20}$)", before):
        return 0.0
    if "《" in before and "》" not in before[before.rfind("《") :]:
        return 0.0
    if re.search(r"(?:贯彻|落实|根据|按照|响应|按|依据)(?:[^，。；]{0,8})$", before):
        return 0.0
    if re.search(r"(?:来自|就读于|毕业于)[^，。；]{0,4}$", before):
        return 0.0
    if (
        joined
        or _WITH.search(before)
        or re.match(r"^[^，。；]{0,6}(?:与|和|同)(?:我校|我院|学校|学院|本校|该校)", after)
    ):
        return 1.0
    if _LABEL.search(before):
        return 1.0
    if _FOR.search(before) and re.search(
        r"技术|服务|培训|输送|提供|培养|解决|研发|开展|完成|咨询|学徒|订单|指导", after + sentence.text
    ):
        return 0.85
    if _PLACE_AT.search(before) and re.search(
        r"实习|见习|顶岗|跟岗|就业|基地|设立|建立|教学|实训|挂牌|锻炼|开展|实践|参与|学习|交流|工作|支教|帮扶|授课|带队|派驻",
        after + sentence.text,
    ):
        return 0.85
    if _FROM.search(before):
        return 0.85
    at_start = unit[0].start - sentence.start <= 3 or before[-1:] in "，：；（("
    if at_start and _SUBJECT_VERB.match(after):
        return 0.8
    if re.match(r"^[^，。；]{0,14}(?:学徒|订单|班|基地|产业学院|合作|共建)", after):
        return 0.7
    if all(n.type == "Enterprise" for n in unit):
        return 0.6
    return 0.4
