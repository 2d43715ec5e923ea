"""Who works with whom, on what: partnersWith, articulatesWith.

The actors of a sentence fall into lists (A、B和C). For each list: its slot says whether these are partners at
all (`extract.slots`), the words of its passage say on what (`lexicon/cooperation.tsv`) and how far it has come
(`extract.status`). Schools joined by 3+2 and its like lead one to the other (articulatesWith).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, pairwise
from typing import Final, NamedTuple

from extract import lexicon, tsv
from extract.mentions import Reading
from extract.partner_model import Judgement
from extract.programmes import kinds_of
from extract.resolution import Resolved
from extract.sentences import ACTORS, Named, Sentence, quote
from extract.slots import find_slot
from extract.statements import Statement
from extract.status import status_of

ARTICULATION: Final = re.compile(
    r"3\s?[+＋]\s?[1234]|2\s?[+＋]\s?[23]|4\s?[+＋]\s?[12]|5\s?[+＋]\s?[123]|五年一贯制|五年制|五年专|五年高职|中高职|中高本|中本|高本|专升本|专本|3＋2"
    r"|三二分段|三二连读|连读|分段培养|贯通|衔接|一体化(?:培养|教学|办学)|升学|升读|升入|转段|直升|函授|直通车|单独招生"
)
#: Two schools of the secondary level run courses together; they do not lead one to the other.
_SECONDARY: Final = re.compile(
    r"中等|职教中心|职业教育中心|技术教育中心|职业高中|职业高级中学|中专|职高|职业中学"
)
_BASIC: Final = ("小学", "幼儿园")
#: What tells that a sentence is about the school and its students.
_SCHOOL: Final = re.compile(r"我校|学校|我院|学院|该校|该院|本校|校企|师生|学生|学徒|毕业生|专业")
_TO_US: Final = re.compile(r"到校|来校|我校|我院|进校|帮扶|支教|捐建|捐赠|派员|结对")
_HELPS: Final = re.compile(r"支教|帮扶|任教|授课|跟岗|捐|赠|挂职|指导|送教|援")
#: What members of a group do beyond being members.
_SIGNS: Final = re.compile(
    r"签|共建|合办|联办|合作(?:开|举|办|建|共)|订单|学徒|捐|实习|选派|来院|来校|到校|跟班"
)
_RESPECTIVELY: Final = re.compile(r"[^，。；]{0,4}分别(?:与|和|同|对接|联合|对口|携手|赴|到|面向)")

#: The worth of a list in no known slot, of firms only and of others.
_NO_SLOT: Final = (0.6, 0.4)
#: What a slot must be worth for an organisation and for a school to be a partner; a firm needs none.
_NEEDED: Final = {"Enterprise": 0.0, "Organization": 0.6, "School": 0.75}


class Trigger(NamedTuple):
    """Words that tell of cooperation, on what, and how surely."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    weight: float


@cache
def _triggers() -> tuple[Trigger, ...]:
    return tuple(
        Trigger(re.compile(pattern), tuple(kinds.split(",")), float(weight))
        for pattern, kinds, weight in tsv.rows("cooperation")
    )


def _any_of(triggers: Iterable[Trigger]) -> re.Pattern[str]:
    return re.compile("|".join(trigger.pattern.pattern for trigger in triggers))


@cache
def _any_trigger() -> re.Pattern[str]:
    return _any_of(_triggers())


#: So many triggers are looked for at once: a sentence has few of them, and most are not looked for one by one.
_AT_ONCE: Final = 5


@cache
def _bundles() -> tuple[tuple[re.Pattern[str], tuple[Trigger, ...]], ...]:
    """Return the triggers in bundles, each with the pattern of any of them."""
    triggers = _triggers()
    bundles = [triggers[low : low + _AT_ONCE] for low in range(0, len(triggers), _AT_ONCE)]
    return tuple((_any_of(bundle), bundle) for bundle in bundles)


def triggers_in(passage: str) -> list[Trigger]:
    """Return the triggers that stand in ``passage``."""
    bundles = [bundle for any_of_them, bundle in _bundles() if any_of_them.search(passage)]
    return _those_in(passage, chain.from_iterable(bundles))


def _those_in(passage: str, among: Iterable[Trigger]) -> list[Trigger]:
    """Return those of some triggers that stand in ``passage``."""
    return [trigger for trigger in among if trigger.pattern.search(passage)]


def kinds_in(passage: str) -> tuple[list[str], float]:
    """Return the kinds of cooperation that ``passage`` tells of, and the weight of its best trigger."""
    return _kinds_by(triggers_in(passage))


def _kinds_by(triggers: Iterable[Trigger]) -> tuple[list[str], float]:
    """Return the kinds of cooperation that ``triggers`` tell of, and the weight of the best one."""
    kinds: list[str] = []
    best = 0.0
    for _, names, weight in triggers:
        best = max(best, weight)
        if names != ("其他",) or not kinds:
            kinds += [n for n in names if n not in kinds]
    if len(kinds) > 1 and "其他" in kinds:
        kinds.remove("其他")
    return kinds, best


#: How likely a list must be one of partners, by the model, for what the slots say to be overruled.
_INSISTS: Final = 0.6
_DENIES: Final = 0.25


def relations(
    reading: Reading,
    resolved: Resolved,
    sentences: list[Sentence],
    taken: Mapping[tuple[int, int], str] | None = None,
) -> tuple[list[Statement], dict[int, set[int]]]:
    """Return the statements about cooperation in the prose of a document, and the partners by sentence start.

    ``taken`` says which entities already have a part in a sentence (by its start), as member or founder.
    """
    out: list[Statement] = []
    partners: dict[int, set[int]] = {}
    own = resolved.own
    judged = Judgement(sentences)
    for sentence in sentences:
        head = sentence.head
        if head is None or not (actors := sentence.of(*ACTORS)):
            continue
        if own is not None and own != head and len(actors) == 1 and _TO_US.search(sentence.text):
            # 某校选派教师到校支教: a sentence about another school, told because it helps this one.
            head = own
        alone = not sentence.turns and all(n.own or n.entity == head for n in actors)
        if alone and sentence.helped is None:
            continue
        if sentence.block is not None and sentence.block.kind == "title":
            if not _any_trigger().search(sentence.text):
                continue
        elif not (
            _LISTS_PARTNERS.search(sentence.lead)
            or _SCHOOL.search(sentence.text)
            or _any_trigger().search(sentence.text)
            or ARTICULATION.search(sentence.text)
            or sentence.of("Department")
            or any(judged.chance(n.start) >= _INSISTS for n in actors)
        ):
            continue
        said = list(_of_sentence(reading.document.text, sentence, resolved, head, taken or {}, judged))
        said += _helper(reading.document.text, sentence)
        partners[sentence.start] = {s.tail for s in said if s.relation == "partnersWith"}
        out += said
    return out, partners


def _helper(text: str, sentence: Sentence) -> list[Statement]:
    """Read 某校选派教师到校支教 in the part of a text that is about a school: the one helps the other."""
    if (
        sentence.helped is None
        or sentence.head in (None, sentence.helped)
        or not _HELPS.search(sentence.text)
    ):
        return []
    assert sentence.head is not None
    kinds, weight = kinds_in(sentence.told())
    start, end = quote(text, sentence.start, sentence.start + 1, sentence.start, sentence.end)
    return [
        Statement(
            sentence.head, "partnersWith", sentence.helped, start, end, kinds=tuple(kinds or ["师资"]),
            status=status_of(sentence.text), confidence=round(0.35 + 0.5 * max(weight, 0.5), 3), rule="helper",
        )
    ]  # fmt: skip


def _of_sentence(
    text: str,
    sentence: Sentence,
    resolved: Resolved,
    head: int,
    taken: Mapping[tuple[int, int], str],
    judged: Judgement,
) -> list[Statement]:
    """Read one sentence: a statement for each member of each list that stands where partners stand."""
    units = sentence.units(*ACTORS)
    triggers = triggers_in(sentence.told())
    pairs = _respectively(units, sentence)
    beside = _heads_beside(units, sentence, head)
    out: list[Statement] = []
    above = _LISTS_PARTNERS.search(sentence.lead) is not None
    announced = above or (
        "——" in sentence.text and _LISTS_PARTNERS.search(f"{sentence.lead}{sentence.text}") is not None
    )
    sentence_head = head
    for unit in units:
        if sentence.turns:
            turned = sentence.head_at(unit[0].start)
            head = turned if turned is not None and turned != sentence.head else sentence_head
        members = [n for n in unit if n.entity != head and not n.own and n.entity not in beside]
        if not members:
            continue
        first, last = unit[0], unit[-1]
        before, after = sentence.before(first, 24), sentence.after(last, 40)
        if _only_named(sentence, unit, resolved, before, after):
            continue
        roles = {taken[key] for n in members if (key := (sentence.start, n.entity)) in taken}
        if "founder" in roles or (roles and not _SIGNS.search(after)):
            continue
        low, high = _passage(sentence, unit, units)
        kinds, weight = _kinds(sentence, resolved, triggers, unit, units, low, high)
        listed = announced and _stands_listed(sentence, unit, after)
        if listed and (not kinds or kinds == ["其他"]):
            kinds, weight = kinds_in(sentence.lead)
            kinds = kinds or ["其他"]
        clause = clause_around(sentence, first.start, last.end)
        slot = find_slot(before, after, clause, sentence.text, joined=len(members) < len(unit))
        firms_only = all(n.type == "Enterprise" for n in unit)
        worth = slot.worth if slot else _LISTED if listed else _NO_SLOT[0 if firms_only else 1]
        schools_only = all(n.type == "School" for n in unit)
        if schools_only and _MERGED.search(clause):
            # 由甲校、乙校合并组建: what it was made of.
            continue
        if schools_only and worth == 0.0 and _SIGN_IT.search(clause) and ARTICULATION.search(clause):
            # 某校校长在五年一贯制协议上签字: not only the place of a person.
            worth = _LISTED
        if (
            schools_only
            and ARTICULATION.search(sentence.lead)
            and _OPENS_ITEM.match(after)
            and sentence.opens_with(first)
        ):
            # Below a heading or question about 3+2 a school that opens a line is one of those.
            worth, listed, kinds, weight = _LISTED, True, kinds or ["其他"], max(weight, 0.7)
        if not kinds and slot is not None and above:
            kinds, weight = kinds_in(sentence.lead)
        if not kinds and slot is not None and slot.kinds:
            kinds, weight = list(slot.kinds), 0.5
        likely = judged.chance(first.start)
        insists = (worth == 0.0 or not kinds) and likely >= _INSISTS
        if insists:
            worth, weight = likely, likely
        elif worth == 0.0 or not kinds:
            continue
        if kinds in ([], ["其他"]):
            kinds = list(judged.kinds(first.start)) or ["其他"]
        else:
            named = bool(sentence.of("Program")) or weight >= _TELLING
            if len(kinds) > _MANY or not named:
                kinds = _agreed(kinds, judged.kinds(first.start, surely=True), named=named)
        spoken = around(sentence, first.start, last.end, high)
        status = status_of(spoken)
        if status == "active":
            status = status_of(_leading(sentence, first, listed))
        told_above = sentence.lead if listed else ""
        schools = [n for n in members if n.type == "School"]
        leads_on = schools and (
            ARTICULATION.search(spoken)
            or (
                len(schools) == len(members)
                and (ARTICULATION.search(told_above) or kinds == ["其他"] or len(units) <= 2)
                and ARTICULATION.search(f"{sentence.text}{told_above}")
            )
        )
        start, end = quote(text, first.start, last.end, sentence.start, sentence.end)
        below = _below(unit, resolved, head) if leads_on else []
        leads = schools and (
            ARTICULATION.search(clause) or (_LEADS_TO.search(before) and ARTICULATION.search(sentence.text))
        )
        for n in members:
            needed = 0.0 if n.type == "School" and leads else _NEEDED[n.type]
            if worth < needed and likely < _INSISTS and not (n.type == "School" and len(members) < len(unit)):
                continue
            target = pairs.get(n.entity, head)
            heads = [target, *(h for h in beside if target == head and not pairs)]
            name = resolved.entities[n.entity].name
            if name.startswith(resolved.entities[target].name):
                continue  # 某校附属医院
            secondary = _SECONDARY.search(resolved.entities[head].name) and _SECONDARY.search(name)
            if n.type == "School" and leads_on and not secondary and not name.endswith(_BASIC):
                sure = min(0.95, 0.6 + 0.3 * worth)
                if below:
                    # 甲职校、乙职校与丙学院办3+2: both lead to the third.
                    if n.entity in below:
                        continue
                    heads = below
                out += [
                    Statement(
                        school, "articulatesWith", n.entity, start, end,
                        status=status, confidence=sure, rule="articulation",
                    )
                    for school in heads
                ]  # fmt: skip
                continue
            if likely <= _DENIES and status == "active":
                continue
            score = max(weight, 0.55) * worth if n.type == "Enterprise" else weight * worth
            sure = round(min(0.97, 0.35 + 0.6 * score), 3)
            said = "model" if insists else slot.name if slot else "listed" if listed else "named"
            rule = f"{said}:{'+'.join(kinds[:2])}"
            out += [
                Statement(
                    school, "partnersWith", n.entity, start, end,
                    kinds=tuple(kinds), status=status, confidence=sure, rule=rule,
                )
                for school in heads
            ]  # fmt: skip
    return out


#: Behind a name: it is a contest's (某某杯), one of the school's own units (…等10个二级学院), or a speaker's.
_NO_PARTNER: Final = re.compile(
    r"^(?:[”\"]?杯|[^。；]{0,30}等(?:\d+|[一二三四五六七八九十]+)?个?(?:全日制)?(?:二级学院|院系|系部|教学单位|教学部门|教学系|分院)"
    r"|(?:等[^，。；]{0,4})?的?(?:联合)?(?:创始人|创办人|讲解员))"
)
_MEDIA: Final = re.compile(r"(?:日报|晚报|早报|时报|商报|电视台|电台|新闻网|通讯社|融媒体中心|报社)$")
#: Those who govern a place.
_GOVERNING: Final = re.compile(r"[省市区县州旗](?:委|委[省市区县州旗]政府|委员会)$")
#: What media do with a school.
_REPORTS: Final = re.compile(
    r"专访|介绍|栏目|报道|采访|刊发|刊登|播出|点赞|专题|宣传|转载|推送|频道|头条|版面"
)
#: Before somebody who works with the school, and does not only rule, report or lend a name.
_TOGETHER_WITH: Final = re.compile(r"(?:(?<![参授给赋])与|同|联合|携手|会同)$")


def _only_named(sentence: Sentence, unit: list[Named], resolved: Resolved, before: str, after: str) -> bool:
    """Tell whether a list stands where nobody is a partner, whatever the sentence tells.

    That is inside a title in 《》, in the name of a contest, or among the school's own units; and media that report,
    the ministries, and those who govern a place, unless the school works with them.
    """
    at = unit[0].start - sentence.start
    if sentence.text.rfind("《", 0, at) > sentence.text.rfind("》", 0, at) or _NO_PARTNER.match(after):
        return True
    if any(n.type != "Organization" for n in unit) or _TOGETHER_WITH.search(before):
        return False
    names = [resolved.entities[n.entity].name for n in unit]
    known = [lexicon.agencies().get(name) for name in names]
    if any(agency and agency.kind == "government" and agency.level == "national" for agency in known):
        return True
    if all(map(_GOVERNING.search, names)):
        return True
    media = any(agency and agency.kind == "media" for agency in known) or _MEDIA.search(names[-1]) is not None
    return media and _REPORTS.search(sentence.text) is not None


def _agreed(told: list[str], likely: tuple[str, ...], *, named: bool) -> list[str]:
    """Return the kinds that the words tell, put right by those that the model is sure of.

    Many kinds of one passage are cut down to those that the model sees too; where the two see different ones, both
    are kept, unless a programme is named or a telling word stands there (``named``). Few kinds that are named so
    stay as they are, whatever the model sees.
    """
    both = [kind for kind in told if kind in likely]
    if both:
        return both if len(told) > _MANY else told
    return told if named or likely == ("其他",) else [*told, *likely]


#: Words of this weight name the kind itself (共建协同创新中心).
_TELLING: Final = 0.85
#: More kinds than these are seldom meant of one list.
_MANY: Final = 2

#: Words before the school that a course leads to: 走“3+2”，对口某学院.
_LEADS_TO: Final = re.compile(
    r"(?:对口|对接|衔接|贯通|升入|升至|去向)(?:的)?(?:高校|院校|本科|高职|学校)?(?:为|是|：|:|有[^，。；]{0,4}[：:])?$"
)


def _below(unit: list[Named], resolved: Resolved, head: int) -> list[int]:
    """Return the schools of a list that lead to others in it, the head being one of them; none if it leads not up."""
    if any(n.type != "School" for n in unit) or len({n.entity for n in unit}) < 3:
        return []
    below = [n.entity for n in unit if not _HIGHER.search(resolved.entities[n.entity].name)]
    return list(dict.fromkeys(below)) if head in below and len(below) < len(unit) else []


#: Names of schools that others lead to.
_HIGHER: Final = re.compile(r"(?:(?<!技师)学院|大学|高等专科学校)$")

#: Schools of which another one was made.
_MERGED: Final = re.compile(r"合并(?:组建|成立|而成|设立|为)|并入|整合(?:组建|而成)")
#: Heads of schools sign agreements for them.
_SIGN_IT: Final = re.compile(r"签(?:字|约|署|订|下)")
#: What follows a school that opens an item of a list: what is said of it, or nothing.
_OPENS_ITEM: Final = re.compile(r"^(?:[，（(；。\s]|——|$)")

#: Headings, labels and questions above lists of partners.
_LISTS_PARTNERS: Final = re.compile(
    r"合作|实习|见习|实训|基地|校企|订单|共建|捐|受赠|伙伴|就业去向|用人单位|学徒|冠名|签约|产教融合|企业名|贯通|衔接"
)
#: After a name that is an item of a list: its end, a dash before what it gave, a bracket.
_ITEM_END: Final = re.compile(r"^[*＊※★]?(?:——|—|：|[（(]|[｜|/／；。【［]|\s|$|，[\d.]+万?元)")
_LISTED: Final = 0.85


def _stands_listed(sentence: Sentence, unit: list[Named], after: str) -> bool:
    """Tell whether a list of names is a line of its own, or an item of one, and nothing is said of it."""
    lead = sentence.before(unit[0], 3)
    school = next(iter(sentence.of("School")), None)
    if school is not None and sentence.opens_with(school) and sentence.after(school, 2) == "——":
        # 某校——“某工坊”（甲、乙）: a line that lists what a school has with whom.
        return lead.endswith(("（", "("))
    return _ITEM_END.match(after) is not None and (
        sentence.opens_with(unit[0]) or re.search(r"(?:[】］\]：:；。｜|、]|答：|\s)$", lead) is not None
    )


#: A colon so far before a list may lead to it.
_LEADS_FROM: Final = 80


def _leading(sentence: Sentence, first: Named, listed: bool) -> str:
    """Return what leads to a list after a colon, and the label above it, which may say that it is over."""
    before = sentence.before(first, _LEADS_FROM)
    told = before[: max(before.rfind("："), 0)]
    label = sentence.lead.rsplit("，", 1)[-1] if listed else ""
    return f"{told}，{label}"


def _kinds(
    sentence: Sentence,
    resolved: Resolved,
    triggers: list[Trigger],
    unit: list[Named],
    units: list[list[Named]],
    low: int,
    high: int,
) -> tuple[list[str], float]:
    """Return on what a list's members cooperate: told after it, before it, or anywhere in the sentence.

    ``triggers`` are those that stand in the sentence; others are not looked for.
    """
    told = sentence.told()
    start = sentence.start
    kinds, weight = _kinds_by(_those_in(told[unit[-1].end - start : high - start], triggers))
    if not kinds or kinds == ["其他"]:
        before = told[low - start : unit[0].start - start]
        earlier, earlier_weight = _kinds_by(_those_in(before, triggers))
        if earlier and (not kinds or earlier != ["其他"]):
            kinds, weight = earlier, max(weight, earlier_weight)
    if not kinds:
        kinds, weight = _kinds_by(triggers)
        weight *= 0.8
    programmes = sentence.of("Program")
    alone = bool(programmes) and sum(any(not n.own for n in u) for u in units) <= 1
    for p in programmes:
        if alone or (low <= p.start and p.end <= high):
            kinds = list(dict.fromkeys([*kinds_of(resolved.entities[p.entity].name), *kinds]))
            weight = max(weight, 0.8)
    types = {n.type for n in unit}
    if not kinds and types == {"School"} and ARTICULATION.search(sentence.text):
        return ["其他"], 0.7
    if not kinds and "Enterprise" in types and _SCHOOL.search(sentence.text):
        # A firm in a sentence about the school and its students, without a word for what they do.
        return ["其他"], 0.45
    return kinds, weight


def _passage(sentence: Sentence, unit: list[Named], units: list[list[Named]]) -> tuple[int, int]:
    """Return the offsets of the passage that speaks of ``unit``: to the neighbouring lists of actors."""
    low, high = sentence.start, sentence.end
    for other in units:
        if other is unit or all(n.own for n in other):
            continue
        if other[-1].end <= unit[0].start:
            low = max(low, other[-1].end)
        elif other[0].start >= unit[-1].end:
            high = min(high, other[0].start)
    return low, high


def clause_around(sentence: Sentence, start: int, end: int) -> str:
    """Return the clause that ``start`` to ``end`` stand in."""
    text = sentence.text
    b, e = start - sentence.start, end - sentence.start
    while b > 0 and text[b - 1] not in "，。；：！？":
        b -= 1
    while e < len(text) and text[e] not in "，。；：！？":
        e += 1
    return text[b:e]


_OPENING_CLAUSE: Final = re.compile(r"[^，]{2,8}，")


def around(sentence: Sentence, start: int, end: int, high: int) -> str:
    """Return the clause around ``start`` and what follows it up to ``high``, with a short opening clause."""
    text = sentence.text
    b = start - sentence.start
    while b > 0 and text[b - 1] not in "，。；：！？":
        b -= 1
    # 下一步，…: a short opening clause belongs to what follows it.
    opening = _OPENING_CLAUSE.match(text)
    stop = max(end, high) - sentence.start
    if high < sentence.end:
        # What leads to the next list (，拟与某某…) speaks of that one.
        cut = text.rfind("，", end - sentence.start, stop)
        stop = cut if cut >= 0 else stop
    return (opening.group() if opening and b > 0 else "") + text[b:stop]


#: What stands between schools and those that they all work with.
_WITH_OTHERS: Final = re.compile(
    r"(?:等[^，。；]{0,8})?(?:也|均|都|先后|共同|同时|分别)?(?:在[^，。；]{2,20}?)?(?:与|和|同|联合|为)"
)


def _heads_beside(units: list[list[Named]], sentence: Sentence, head: int) -> list[int]:
    """Read 甲校、乙校与某公司…: the schools beside the head in the list that opens the sentence."""
    if sentence.together:
        return [school for school in sentence.together if school != head]
    if len(units) < 2 or not sentence.opens_with(units[0][0]):
        return []
    first = units[0]
    if not (all(n.type == "School" for n in first) and any(n.entity == head for n in first)):
        return []
    if not _WITH_OTHERS.match(sentence.after(first[-1], 16)):
        return []
    return [n.entity for n in first if n.entity != head]


def _respectively(units: list[list[Named]], sentence: Sentence) -> dict[int, int]:
    """Read A、B分别与C、D…: the head of each entity of the second list."""
    for a, b in pairwise(units):
        gap = sentence.text[a[-1].end - sentence.start : b[0].start - sentence.start]
        if len(a) == len(b) > 1 and all(n.type == "School" for n in a) and _RESPECTIVELY.match(gap):
            return {y.entity: x.entity for x, y in zip(a, b, strict=True)}
    return {}
