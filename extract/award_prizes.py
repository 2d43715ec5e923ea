"""Prizes with a rank: who wins what in which contest.

A verb that wins governs the ranks after it in its sentence. The contest of a rank is, in this order, the
phrase that touches it (``获…大赛一等奖``), the contest of the item before it in the list (``一等奖2项、
二等奖1项``), one named before the verb (``在…大赛中``), one of the paragraph, or one of the paragraphs and
headings before.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extract.award_paragraph import APART, Paragraph, is_bestowed_on_named, is_wished, subject_of, winners
from extract.award_scale import (
    MEASURE,
    NUMERAL,
    RankTold,
    award_rank,
    count_after,
    number,
    opens_with_level,
    rank_kinds,
    ranks_told,
)
from extract.award_sentences import (
    QUOTES,
    Contest,
    Sentence,
    Verb,
    is_anaphor,
    is_anchored,
    is_round,
    names_part,
    without_anaphor,
)

#: Words between the verb or a comma and the prize that are no part of its name.
FILLER: Final = re.compile(
    r"(?:其中|分别|先后|各|均|共|还|也|再|并|了|的|总计|合计|累计|共计|包括|即|含|获得?|以及|和|及|与|等|个|项|又|最终|全部|最好成绩为?|最高荣誉|[:：]|\s)+"
)
_LEVEL_ONLY: Final = re.compile(
    r"(?:国家级?|全国|全省|全市|省级|省部级|市级|校级|国赛|省赛|市赛|国际)(?:性)?(?:及以上|以上)?"
)
_ANY_CONTEST: Final = re.compile(
    r"(?:国家级|全国性?|省级|市级|各级各类|各类|各级)?(?:及以上|以上)?(?:各类|各级)?(?:技能|学生|职业技能)*(?:大赛|竞赛|比赛|赛事|活动)"
)
_GIVES_PRIZES: Final = re.compile(
    r"(?:成果|论文|作品|案例|课题|著作|课件|教学设计|考核|评比|评选|评审|活动|奖|征集|微课|课程|教材|展|节|会|杯|工程|论坛|评估|科研|研究|(?:科技|技术)进步|技术发明|自然科学|微党课|说课|公开课|优质课)"
    r"(?:评选|评比|评审|奖|活动|类|组)?[”]?$"
)
_NO_PRIZE: Final = re.compile(
    r"导师|学子|项目引|讲师|教练|工人|数|榜|得分|选手|店|企业|产品|班主任|课|的?评选|大师|奖励|获得者|奖杯|零的突破|零突破"
)
_WON_BY: Final = re.compile(
    r"[^，。；]{0,8}?(?:得主(?:是|为)|(?:则|也|都)?[由被](?P<who>[^，。；]{2,40}?)(?:夺得|获得|摘得|斩获|收入囊中|捧走))"
)
_REPEATED_CONTEST: Final = re.compile(r"(?:国赛|大赛|比赛|竞赛|总)?")
_TOTAL: Final = re.compile(r"(?:获奖|奖项|奖励|获省[一-龥]{0,6}奖)(?:共计?)?\s?\d+")
_OWN_GROUP: Final = re.compile(r"(?:学生|职工|教师|[高中]职|本科|专科|青年)组$")
_ORGANISER: Final = re.compile(r"设|评|产生|颁")


#: A team's or a single's prize: this is not said of the special prize beside it.
_OF_TEAM: Final = re.compile(r"(?:团体|个人|单项|双人)?组?")


#: Where in a contest a place was taken (列团体第二名), so that it is no place among others in general.
_OF_CONTEST: Final = re.compile(
    r"^(?:团体|个人|总分|[一-龥]{1,4}组(?:团体)?|[一-龥]{2,8}(?:赛项|项目|赛道))$"
)


class _Local(NamedTuple):
    """The words right before a rank: ``[start, end)`` of the sentence, and the same masked."""

    start: int
    end: int
    words: str


class _Source(NamedTuple):
    """Where a prize comes from: the contest, the part of it, and how sure that is."""

    contest: Contest
    part: str
    part_start: int
    contiguous: bool
    weight: float
    rule: str


def read_prizes(paragraph: Paragraph, sentence: Sentence, bare: bool = False) -> list[tuple[int, int]]:
    """Add the ranked prizes of a sentence to the paragraph's findings; return the stretches that they use.

    ``bare`` admits prizes without a verb, as they stand in a list of honours.
    """
    used: list[tuple[int, int]] = []
    inherited: _Source | None = None
    last_verb: Verb | None = None
    last_end = 0
    for told in ranks_told(sentence.masked):
        if told.rank_start < last_end or _NO_PRIZE.match(sentence.masked, told.rank_end):
            continue
        won_by = _WON_BY.match(sentence.masked, told.end)
        verb = None if won_by else _governor(sentence, told.start)
        if not won_by and not _is_won(sentence, told, verb, bare):
            continue
        quoted = sentence.masked[told.rank_start] in QUOTES
        if quoted and opens_with_level(sentence.masked[told.rank_start + 1 : told.rank_end]):
            continue  # a quoted prize with a level in it stands by itself: an honour
        local = _local(sentence, told, verb, last_end)
        carried = inherited if verb == last_verb else None
        source = _source(paragraph, sentence, told, verb, local, carried, last_end)
        last_verb, last_end = verb, told.end
        if source is None or _is_idle(sentence, told, verb, source):
            continue
        inherited = source
        floor = used[-1][1] if used else 0
        _tell(paragraph, sentence, told, verb, local, source, won_by, floor)
        if source.rule == "award-entered":
            used.append((source.contest.start, source.contest.end))
        used.append((local.start, told.end))
        if source.contest.start >= 0 and source.contest.anchored:
            paragraph.contest = Contest(-1, -1, source.contest.name, True)
    return used


def _is_won(sentence: Sentence, told: RankTold, verb: Verb | None, bare: bool) -> bool:
    """Tell whether the verb, or the place in a list, makes a rank somebody's prize."""
    if verb is None:
        return bare or _is_list_line(sentence, told)
    if verb.kind in ("organise", "be"):
        return bare and verb.kind == "be"
    if verb.kind == "rank" and not told.ranks[0].startswith("第"):
        return False
    return not is_wished(sentence, verb) and not is_bestowed_on_named(sentence, verb)


def _is_idle(sentence: Sentence, told: RankTold, verb: Verb | None, source: _Source) -> bool:
    """Tell whether a rank says nothing of a contest: a total over many, a place among others in general."""
    before = source.contest.start < 0
    if verb is not None and verb.kind == "rank" and before and not _OF_CONTEST.search(source.part):
        return True
    if before and _TOTAL.search(sentence.masked, 0, told.start):
        return True  # 获奖85项，其中一等奖12项
    return _ANY_CONTEST.fullmatch(source.contest.name) is not None and told.ranks[0].startswith("最高")


def _governor(sentence: Sentence, before: int) -> Verb | None:
    """Return the verb that governs what stands at ``before``: the last one, copulas aside."""
    copula = None
    for verb in reversed(sentence.verbs):
        if verb.end <= before:
            if verb.kind in ("win", "title", "organise", "rank"):
                return verb
            if verb.kind == "be":
                copula = copula or verb
    return copula


def _is_list_line(sentence: Sentence, told: RankTold) -> bool:
    """Tell whether a line without a verb is a contest and its rank, as in lists (``2023年…大赛 一等奖``)."""
    before = sentence.masked[: told.start].strip(" 　:：")
    contests = sentence.contests
    return (
        len(sentence.masked) <= 80
        and bool(contests)
        and contests[0].start <= 12
        and contests[-1].end >= len(before) - 14
        and not re.search(r"[，,；;]", before)
        and len(sentence.masked) - told.end <= 12
        and not _ORGANISER.search(sentence.masked, told.end)
    )


def _local(sentence: Sentence, told: RankTold, verb: Verb | None, floor: int) -> _Local:
    """Return the words between the verb, the last comma or the last prize, and the rank with its count."""
    low = max(floor, verb.end if verb and verb.kind != "be" else 0)
    low = max(low, *(sentence.masked.rfind(mark, low, told.start) + 1 for mark in "，,；;、"))
    filler = FILLER.match(sentence.masked, low, told.start)
    if filler:
        low = filler.end()
    return _Local(low, max(low, told.start), sentence.masked[low : told.start])


def _source(
    paragraph: Paragraph,
    sentence: Sentence,
    told: RankTold,
    verb: Verb | None,
    local: _Local,
    carried: _Source | None,
    told_before: int,
) -> _Source | None:
    """Return the contest and the part of it that a rank belongs to, None if no contest is in sight."""
    text = sentence.text
    inside = [c for c in sentence.contests if local.start - 2 <= c.start and c.end <= local.end]
    named = [c for c in inside if not is_anaphor(sentence.masked[c.start : c.end])]
    contest = named[-1] if named else None
    words = local.words
    if inside and not named and not is_round(words):
        words = without_anaphor(words)
    if contest and contest.anchored:
        part = text[contest.end : local.end]
        return _Source(contest, part, contest.end, True, 0.95, "award-prize")
    before_verb = verb.start if verb and verb.kind != "be" else local.start
    if contest:
        a_part = len(contest.name) <= 14 or names_part(contest.name)
        parent = _spoken_of(paragraph, sentence, before_verb, told_before, a_part)
        if parent is None:
            return _Source(contest, text[contest.end : local.end], contest.end, True, 0.85, "award-prize")
        part = text[contest.start : local.end]
        return _Source(parent, part, contest.start, False, 0.8, "award-prize")
    part_start = local.end - len(words)
    if _stands_alone(words, carried is not None):
        own = Contest(part_start, local.end, text[part_start : local.end], True)
        return _Source(own, "", local.end, True, 0.92, "award-achievement")
    if len(words) > 40:
        return None
    entered = _entered(sentence, verb) if carried is None else None
    if entered is not None:
        return _Source(entered, text[part_start : local.end], part_start, False, 0.85, "award-entered")
    if carried is not None:
        if not words:
            special = rank_kinds().get(told.ranks[0]) == "special"
            part = "" if special and _OF_TEAM.fullmatch(carried.part) else carried.part
            return carried._replace(contiguous=False, part=part)
        return _Source(carried.contest, text[part_start : local.end], part_start, False, 0.85, "award-prize")
    parent = _spoken_of(paragraph, sentence, local.start, told_before, True)
    if parent is None:
        return None
    weight, rule = (0.75, "award-context") if parent.start < 0 else (0.9, "award-prize")
    return _Source(parent, text[part_start : local.end], part_start, False, weight, rule)


#: What a work is taken into before it wins a prize there (入选…博览会并获铜奖).
_ENTERED: Final = re.compile(
    r"(?:入选|入围|参评|参展)(?P<event>[^，。；、]{6,60}?)(?:，)?(?:并|且)(?:分别|最终|一举|分|荣)?$"
)


def _entered(sentence: Sentence, verb: Verb | None) -> Contest | None:
    """Return the event that the words right before the verb say something was taken into."""
    if verb is None or verb.kind != "win":
        return None
    low = max(0, verb.start - 80)
    match = _ENTERED.search(sentence.masked[low : verb.start])
    if not match:
        return None
    start, end = low + match.start("event"), low + match.end("event")
    name = sentence.text[start:end]
    return Contest(start, end, name, True) if is_anchored(name) else None


_BRACKET_AT_END: Final = re.compile(r"（□*）$")


def _stands_alone(words: str, listed: bool) -> bool:
    """Tell whether words before a rank name what gives prizes by itself (…优秀成果, …教学论文)."""
    words = _BRACKET_AT_END.sub("", words)
    if len(words) < 6 or _LEVEL_ONLY.fullmatch(words) or not _GIVES_PRIZES.search(words):
        return False
    return is_anchored(words) or (len(words) >= 10 and not listed)


def _spoken_of(
    paragraph: Paragraph, sentence: Sentence, before: int, told_before: int, reach: bool
) -> Contest | None:
    """Return the contest spoken of before ``before``: in the sentence, with ``reach`` also before it.

    A contest of the sentence without year, edition, level or cup is a part of the one that came before,
    unless a prize was told since (``told_before`` is where the last one ended).
    """
    clause = sentence.clause_start(before)
    part: Contest | None = None
    for contest in reversed(sentence.contests):
        if contest.end > before or is_anaphor(sentence.masked[contest.start : contest.end]):
            continue
        if contest.anchored:
            if part is None or part.end <= clause:
                return contest
            return Contest(contest.start, contest.end, contest.name + APART + part.name, True)
        part = part or contest
    known = (paragraph.contest or paragraph.known) if reach else None
    if known is None:
        return part
    if part is None or part.name in known.name:
        return known
    if part.end <= clause and (part.end <= told_before or not names_part(part.name)):
        return known
    name = without_anaphor(part.name)
    whole = _OWN_GROUP.sub("", known.name) if _OWN_GROUP.search(name) else known.name
    return Contest(-1, -1, whole + APART + name, True)


def _tell(
    paragraph: Paragraph,
    sentence: Sentence,
    told: RankTold,
    verb: Verb | None,
    local: _Local,
    source: _Source,
    won_by: re.Match[str] | None,
    floor: int,
) -> None:
    """Add one finding for each rank told."""
    offset, contest = sentence.offset, source.contest
    governed = verb is not None and verb.kind != "be" and not won_by
    begin = sentence.clause_start(verb.start if verb and governed else told.start)
    if won_by and won_by.group("who"):
        subject = won_by.span("who")
    elif won_by:
        subject = (won_by.end(), sentence.clause_end(won_by.end()))
    elif verb and governed:
        subject = subject_of(sentence, verb.start, floor)
    else:
        subject = (min(begin, local.start), local.start)
    quote_end = subject[1] if won_by else told.end
    quote_start = begin
    if 0 <= contest.start < begin and quote_end - contest.start <= 80:
        opening = sentence.clause_start(contest.start)
        quote_start = opening if quote_end - opening <= 80 else contest.start
    elif quote_end - begin > 80:
        quote_start = max(begin, local.start if contest.start < 0 else min(contest.start, local.start))
    count = told.counted
    if count is None and verb is not None:
        several = winners(sentence, verb)
        count = several if several and several > 1 else None
    weight = (
        min(source.weight, 0.5) if _ANY_CONTEST.fullmatch(contest.name) and not told.medal else source.weight
    )
    if verb and governed:
        _tell_shared(paragraph, sentence, told, verb, local, source, subject, (quote_start, quote_end))
    for rank in told.ranks:
        name, span = _compose(sentence, told, local, source, rank)
        start, end = offset + span[0], offset + span[1]
        if paragraph.holds(start, end):
            start, end = (offset + at for at in _of_rank(sentence, told, rank))
        paragraph.add(
            name,
            (start, end),
            weight,
            source.rule,
            rank=rank,
            count=count,
            subject=(offset + subject[0], offset + subject[1]),
            evidence=(offset + quote_start, offset + quote_end),
        )
    _tell_items(paragraph, sentence, told, source, subject)


_SHARED: Final = re.compile(r"(?:[^，,；;、和及]{2,14}[、和及])+$")
_APART_MARKS: Final = re.compile(r"[^、和及]+")


def _tell_shared(
    paragraph: Paragraph,
    sentence: Sentence,
    told: RankTold,
    verb: Verb,
    local: _Local,
    source: _Source,
    subject: tuple[int, int],
    quote: tuple[int, int],
) -> None:
    """Add the events that share a rank with the one beside it (``分获烘焙、西餐项目银牌``)."""
    shared = _SHARED.fullmatch(sentence.masked, verb.end, local.start)
    if not shared or len(told.ranks) > 1 or sentence.masked[verb.start - 1 : verb.start] not in ("分", "别"):
        return
    offset = sentence.offset
    for item in _APART_MARKS.finditer(sentence.masked, verb.end, local.start):
        if ranks_told(item.group()):
            return
        paragraph.add(
            source.contest.name + APART + item.group() + APART + told.ranks[0],
            (offset + item.start(), offset + item.end()),
            min(source.weight, 0.75),
            source.rule,
            rank=told.ranks[0],
            count=None,
            subject=(offset + subject[0], offset + subject[1]),
            evidence=(offset + quote[0], offset + quote[1]),
        )


_OF_WHICH: Final = re.compile(r"（其中(?P<items>[^（）]{4,80})）")
_ITEM_COUNTED: Final = re.compile(
    rf"(?P<item>[^、，；\d]{{2,20}}?)(?P<n>{NUMERAL})\s?{MEASURE}(?=[、，；]|$)"
)


def _tell_items(
    paragraph: Paragraph, sentence: Sentence, told: RankTold, source: _Source, subject: tuple[int, int]
) -> None:
    """Add the events that a bracket after a counted rank names (``一等奖3个（其中数控车1个、钳工2个）``)."""
    bracket = _OF_WHICH.match(sentence.text, told.end)
    if not bracket or len(told.ranks) != 1 or ranks_told(bracket["items"]):
        return
    offset = sentence.offset
    for item in _ITEM_COUNTED.finditer(sentence.text, *bracket.span("items")):
        paragraph.add(
            source.contest.name + APART + item["item"] + APART + told.ranks[0],
            (offset + item.start("item"), offset + item.end("item")),
            min(source.weight, 0.75),
            source.rule,
            rank=told.ranks[0],
            count=number(item["n"]),
            subject=(offset + subject[0], offset + subject[1]),
            evidence=(offset + told.start, offset + item.end()),
        )


#: Works or people that won a prize of no told rank (3件作品获奖).
_PRIZED: Final = re.compile(
    rf"{NUMERAL}\s?{MEASURE}(?:作品|论文|项目|学生|教师|选手|案例|课件|节目)?(?:均|全部|分别|共)?获奖(?=[，。；]|$)"
)


def read_prized(paragraph: Paragraph, sentence: Sentence, used: list[tuple[int, int]]) -> None:
    """Add the contest in which works won prizes of no told rank (``在…竞赛中，3件作品获奖``)."""
    match = None if used or "获奖" not in sentence.masked else _PRIZED.search(sentence.masked)
    if not match:
        return
    contests = [
        c
        for c in sentence.contests
        if c.anchored and c.end <= match.start() and not is_anaphor(sentence.masked[c.start : c.end])
    ]
    if not contests or match.start() - contests[-1].end > 16:
        return
    contest, offset = contests[-1], sentence.offset
    count = number((re.match(NUMERAL, match.group()) or match).group())
    paragraph.add(
        contest.name,
        (offset + contest.start, offset + contest.end),
        0.7,
        "award-prized",
        rank=None,
        count=count,
        subject=(offset + min(sentence.clause_start(contest.start), contest.start), offset + contest.start),
        evidence=(offset + contest.start, offset + match.end()),
    )


def _of_rank(sentence: Sentence, told: RankTold, rank: str) -> tuple[int, int]:
    """Return the span of one rank alone; of one of several (一、二等奖) that of its own letter."""
    if len(told.ranks) == 1:
        return told.rank_start, told.rank_end
    letter = sentence.masked.find(rank[0], told.rank_start, told.rank_end)
    if letter < 0 or rank == told.ranks[-1]:
        return max(letter, told.rank_start), told.rank_end
    return letter, letter + 1


def _compose(
    sentence: Sentence, told: RankTold, local: _Local, source: _Source, rank: str
) -> tuple[str, tuple[int, int]]:
    """Return a prize's name and span: as it stands in the text where contest and rank touch, else joined."""
    contest, text = source.contest, sentence.text
    if source.contiguous and local.end == told.rank_start and len(told.ranks) == 1:
        return text[contest.start : told.rank_end], (contest.start, told.rank_end)
    part = re.sub(r"\s", "", source.part).strip("的中上里，、")
    if _REPEATED_CONTEST.fullmatch(part):
        part = ""
    whole = _OWN_GROUP.sub("", contest.name) if _OWN_GROUP.search(part) else contest.name
    if contest.start >= 0:
        span = (contest.start, contest.end)
    else:
        span = (
            source.part_start if part and source.part_start < told.rank_start else told.rank_start,
            told.rank_end,
        )
        if span[0] < local.start:
            span = (told.rank_start, told.rank_end)
    return whole + APART + part + rank, span


_PRIZE: Final = (
    r"(?:团体|个人)?(?:[特一二三]等奖|优[秀胜]奖?|[金银铜](?:奖|牌)|[冠亚季]军|第[一二三四五六七八]名)"
    r"(?:\d+[项个人枚名]|（\d+[项个人枚名]）)?"
)
#: Parts of a contest, each with its prizes: 会计实务：二等奖；导游服务：一等奖1项、二等奖2项.
_ITEMS: Final = re.compile(
    rf"(?:^|(?<=[；;，]))\s*(?:[（(]?\d{{1,2}}[）).．、])?(?P<item>[^：:；;，。、\d][^：:；;，。、]{{1,13}})[：:]\s*"
    rf"(?P<prizes>{_PRIZE}(?:[、，和]{_PRIZE})*)(?=[；;，。（]|\s|$)"
)
#: Labels that are no part of a contest.
_NO_PART: Final = re.compile(r"其中|获奖.*|指导教师|团体|个人|.*(?:等级|等次|名次|奖项|情况|结果|成绩)")
_ONE_PRIZE: Final = re.compile(_PRIZE)


def read_items(paragraph: Paragraph, sentence: Sentence) -> list[tuple[int, int]]:
    """Add the prizes of a contest named above that are listed by its parts; return the stretches that were read.

    >>> paragraph = Paragraph("会计实务：二等奖")
    >>> paragraph.contest = Contest(-1, -1, "2023年全省技能大赛", True)
    >>> read_items(paragraph, Sentence(paragraph.text, 0)), paragraph.found[0].award.name
    ([(0, 8)], '2023年全省技能大赛 会计实务 二等奖')
    """
    contest = paragraph.contest or paragraph.known
    used: list[tuple[int, int]] = []
    if contest is None or "：" not in sentence.text:
        return used
    offset = sentence.offset
    for match in _ITEMS.finditer(sentence.text):
        if _NO_PART.fullmatch(match["item"]):
            continue
        for prize in _ONE_PRIZE.finditer(sentence.text, *match.span("prizes")):
            told = prize.group()
            counted = None if "第" in told else count_after(told.rstrip("）"))
            rank = award_rank(told)
            if rank is None:
                continue
            paragraph.add(
                f"{contest.name}{APART}{match['item']}{APART}{rank}",
                (offset + prize.start(), offset + prize.end()),
                0.85,
                "award-item",
                rank=rank,
                count=counted[0] if counted else None,
                subject=(offset + match.start(), offset + match.start()),
                evidence=(offset + match.start("item"), offset + match.end()),
            )
        used.append((match.start("item"), match.end()))
    return used
