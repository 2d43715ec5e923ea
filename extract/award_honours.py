"""Honours, titles and designations: what a verb bestows, a copula claims, a list counts.

An honour is known by its head noun (`lexicon/award_heads.tsv`) together with a word of level, quotation
marks, or a closing 称号, 荣誉, 立项, 认定. What the head alone is worth depends on the verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from extract.award_paragraph import APART, Paragraph, is_bestowed_on_named, is_wished, subject_of, winners
from extract.award_prizes import FILLER
from extract.award_scale import (
    MEASURE,
    NUMERAL,
    award_level,
    award_rank,
    count_after,
    count_before,
    level_words,
    opens_with_level,
    rank_kinds,
)
from extract.award_sentences import QUOTES, Sentence, Verb
from extract.tsv import rows

#: A remark in brackets after a name, which is no part of it.
_REMARK: Final = re.compile(
    r"（(?:[^（）]*(?:[，,；：]|[全共]\w?\d|其中|以下简称)[^（）]*|(?:19|20)\d{2}年?(?:\d{1,2}月)?)）$"
)


#: After a count, the titles of what is counted (1门（《花艺基础》）).
_TITLES_LISTED: Final = re.compile(r"（《[^（）]{1,60}》[^（）]{0,4}）$")


class Honour(NamedTuple):
    """The name of one honour, ``text[start:end]`` of a sentence, with what speaks for it.

    ``strength`` is its head's (strong, weak, or empty for none), or ``given`` where 称号 and the like follow.
    """

    start: int
    end: int
    name: str
    number: int | None
    strength: str
    anchored: bool
    quoted: bool


@cache
def _heads() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("award_heads")}


@cache
def _head_lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the heads by their last character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for head in _heads():
        lengths.setdefault(head[-1], set()).add(len(head))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


#: Words inside a name that say it was awarded, so that a common head is enough (…优质专业, …示范中职).
_EXCELLENT: Final = re.compile(
    r"示范|骨干|优质|特色|重点|高水平|一流|先进|文明|优秀|精品|品牌|标杆|样板|试点|培育|卓越|领军|最美|十佳|模范|双高|双优|杰出|突出贡献"
)
_AFTER_HEAD: Final = re.compile(r"(?:（[^（）]*）|\([^()]*\)|[A-ZＡ-Ｚ]类|[”’」』\"])+$")
#: The last characters of what may follow a head.
_CLOSES_HEAD: Final = frozenset('）)类”’」』"')


def head_strength(name: str) -> str | None:
    """Return how strongly the last words of ``name`` speak for an honour, by the longest head that fits."""
    bare = _AFTER_HEAD.sub("", name) if name[-1:] in _CLOSES_HEAD else name
    if bare[-2:-1].isdecimal() and bare[-1] == "强":
        return "strong"
    heads = _heads()
    for length in _head_lengths().get(bare[-1:], ()):
        strength = heads.get(bare[-length:]) if length <= len(bare) else None
        if strength == "weak" and _EXCELLENT.search(bare):
            return "strong"
        if strength:
            return strength
    return None


_TAIL: Final = re.compile(
    r"(?:(?:等)?(?:一系列|多项|若干|各类|重要|[国省市]级)*"
    r"(?:光荣称号|荣誉称号|称号|荣誉|殊荣|奖励|奖项|建设名单|建设行列|名单|行列|(?<=[”』」])的?(?:牌匾|铜牌|匾额|奖牌)|之列|之一|项目库|牵头(?:院校|学校|单位)|立项建设|立项|认定|公示|授牌|验收|评估|考核评估)+|等)+$"
)
#: The last characters of what `_TAIL` finds.
_TAIL_ENDS: Final = frozenset("号誉荣励项单列牌匾额一库校位设定示收估等")
_GIVEN: Final = re.compile(r"称号|荣誉|殊荣|立项|认定|授牌|验收")
_LISTED_BEFORE: Final = re.compile(
    r"[^“”]{0,40}(?<![中高初同平优])等(?:多|\d{0,3})?(?:余)?(?:项|个|家|门|种|类|所)?(?=[全国省市教\d一-龥“])"
)
_GENERIC: Final = re.compile(
    r"(?:(?:全国|国家级?|省级?|市级?|省部级|校级|各级|各类|多项|一项|以上|及|级别?|重大|相关|有关)*"
    r"(?:项目|课程|专业|教材|荣誉|奖项|奖|团队|单位|学校|院校|基地|计划|教师|学生|成果|论文|作品|案例|中心|品牌|平台|"
    r"工程项目|建设项目|研究项目|比赛|活动|大奖|建设单位|试点|试点单位|示范))"
)
_NO_HONOUR: Final = re.compile(
    r"合作单位|举办|主办|(?<!优秀)(?<!先进)承办|备案|公办|全日制|申报|组织的|指导下|审批|学历|占地|学生\d|位于|坐落|直属|下属|主管|最[大早]|"
    r"的[一-龥]{0,6}(?:主要|重要|关键|根本|基础|核心|目标)|唯一一?所[^中]|为[^人民]|仪式|签约|揭牌|资助"
)
_CLAUSE_INSIDE: Final = re.compile(
    r"通过|[获夺](?!奖)|被评|荣获|入选|参加|开展|建立|举办|成立|推进|实施|以上$|率"
)
_SPACE: Final = re.compile(r"\s")
_POINTING: Final = re.compile(r"[此该这其]|《[^》]*》$")
_STARS: Final = re.compile(r"[“\"]?(?:[一二三四五六七][星A]级|\d[AS星]级?)")
_QUOTATION: Final = re.compile(r"[“「『\"].{2,40}[”」』\"]")
_INSIDE_QUOTES: Final = re.compile(r"[“‘].*?[”’]")
#: By whom an honour was given, before its name (教育部认定的首批…).
_BY_WHOM: Final = re.compile(
    r"[^“”‘’，。；]{2,24}(?:认定|评定|命名|批准|授予|确定|评选|遴选)的(?=国家|全国|省|市|首批|第.{1,2}批|“)"
)
_NEXT_CLAUSE: Final = re.compile(r"使(?=学校|我校|学院|我院)|为(?=学校|我校|学院|我院|嘉宾)|后，")


def read_honour(sentence: Sentence, start: int, end: int) -> Honour | None:
    """Read ``sentence[start:end]`` as the name of one honour with its count; None if it cannot be one."""
    text = sentence.text
    cut = _NEXT_CLAUSE.search(sentence.masked, start, end)
    if cut and cut.start() - start > 4:
        end = cut.start()
    closing = sentence.masked.find("称号", start, end)
    if closing >= 0:
        end = closing + len("称号")
    filler = FILLER.match(text, start, end)
    if filler:
        start = filler.end()
    by_whom = _BY_WHOM.match(text, start, end) if text.find("的", start, end) >= 0 else None
    if by_whom:
        start = by_whom.end()
    while end > start and text[end - 1] in " 　。…·.的":
        end -= 1
    start, end, count = _without_count(text, start, end)
    listed = _LISTED_BEFORE.match(text, start, end) if text.find("等", start, end) >= 0 else None
    if listed and head_strength(text[listed.end() : end]) in ("strong", "weak"):
        start = listed.end()
    tail = _TAIL.search(sentence.masked, start, end) if sentence.masked[end - 1 : end] in _TAIL_ENDS else None
    given = bool(tail and _GIVEN.search(tail.group()))
    if tail:
        end = tail.start()
        if count is None:
            start, end, count = _without_count(text, start, end)
    remark = _REMARK.search(text, start, end)
    if remark:
        end = remark.start()
    while start < end and text[start] in " 　的为了":
        start += 1
    while end > start and text[end - 1] in " 　":
        end -= 1
    name = text[start:end]
    if not 3 <= len(name) <= 70 or _POINTING.match(name):
        return None
    plain = _SPACE.sub("", name.strip(QUOTES))
    if _GENERIC.fullmatch(plain) or level_words(plain) == plain:
        return None
    strength = head_strength(name)
    if strength == "never":
        return None
    if given or name.endswith("序列"):
        strength = {None: "given", "weak": "strong"}.get(strength, strength)
    anchored = (
        opens_with_level(name.lstrip(QUOTES)) is not None
        or _STARS.match(name) is not None
        or award_level(name) is not None
    )
    return Honour(start, end, name, count, strength or "", anchored, _QUOTATION.search(name) is not None)


def _without_count(text: str, start: int, end: int) -> tuple[int, int, int | None]:
    """Return the stretch without the count at its end or beginning, and the count."""
    bare = _TITLES_LISTED.sub("", text[start:end])
    after = count_after(bare)
    if after and after[1] > 1:
        return start, start + after[1], after[0]
    before = count_before(text[start:end])
    if before and before[1] < end - start - 2:
        return start + before[1], end, before[0]
    return start, end, None


#: Verbs of bestowing that have other uses, so that the honour has to speak for itself.
_LOOSE: Final = frozenset(
    (
        "列入",
        "被列入",
        "纳入",
        "被纳入",
        "当选",
        "当选为",
        "授予",
        "遴选",
        "立项",
        "建成为",
        "升级为",
        "晋升为",
        "确认为",
        "跻身",
        "享受",
        "享",
        "通过",
        "进了",
        "进入",
        "保持",
        "继续保持",
    )
)
_WEAK_BUT_GIVEN: Final = re.compile(
    r"(?:奖|专业群?|校|课程|教材|团队|基地|项目|案例|单位|表彰|中心|带头人|工作室|集体|学院|计划)[”]?$"
)
_WEAK_BUT_CLAIMED: Final = re.compile(
    r"(?:国家级|全国|全省|教育部|省级|人社部).*(?:基地|中心|宣讲点|高校|院校)$|"
    r"(?!.*[的最])(?:[一-龥]{2,8}[省市区州县]级?).*(?:培训|实践|教育|传承|研学|试点|集训|科普|承训)(?:基地|机构)$"
)
#: What a person is given: after 当选 such a title needs no word of level.
_OF_PERSON: Final = re.compile(
    r"(?:技师|工匠|工人|能手|标兵|楷模|劳模|劳动模范|模范|名匠|名师|师德先进个人|先进个人|新秀|红旗手|工作者)$"
)
#: A school's own appointment of a guest (学校“产业教授”) is no honour.
_APPOINTMENT: Final = re.compile(
    r"(?:我|本|该)?(?:学校|学院|校|院)[“「].*(?:教授|导师|讲师|教练|专家|顾问)[”」]$"
)
_FIRST_BATCH: Final = re.compile(r"(?:首批|第[一二三四五六七八九十\d]{1,2}批)")


def weigh(honour: Honour, verb: Verb, titles: bool) -> float:
    """Return the weight of an honour under its verb, 0 if none; ``titles``: 称号 or 荣誉 follows."""
    name, strength = honour.name, honour.strength
    marked = honour.anchored or honour.quoted
    if (
        _NO_HONOUR.search(name)
        or _APPOINTMENT.match(name)
        or _CLAUSE_INSIDE.search(_INSIDE_QUOTES.sub("", name))
    ):
        return 0.0
    if verb.kind == "be":
        if "唯一" in name:
            return 0.0
        if strength == "strong" and (honour.anchored or _FIRST_BATCH.match(name)):
            return 0.85
        return 0.8 if strength == "weak" and _WEAK_BUT_CLAIMED.match(name) else 0.0
    whole_quote = name[0] in QUOTES and name[-1] in QUOTES
    if verb.kind == "title":
        if verb.word in _LOOSE:
            if verb.word.startswith("当选"):
                if strength != "strong":
                    return 0.0
                if not marked:
                    return 0.7 if 5 <= len(name) <= 16 and _OF_PERSON.search(name) else 0.0
            if verb.word == "授予" and marked and whole_quote:
                return 0.8 if strength else 0.7  # only the passive is read here (被…授予“…”)
            if strength and marked:
                return 0.9 if strength == "strong" and honour.anchored else 0.8
            return 0.0
        if strength and marked:
            return 0.92
        if marked:
            return 0.7 if whole_quote or titles or len(name) <= 24 else 0.0
        return 0.75 if strength in ("strong", "given") else 0.0
    if strength in ("strong", "given"):
        return 0.88 if marked else 0.65 if strength == "strong" and not honour.number else 0.0
    if whole_quote and titles:
        return 0.85
    if honour.anchored and name[-1] in QUOTES and not strength:
        return 0.75  # 获得湖南省“…”: a title by its quotation marks
    if strength == "weak" and honour.anchored:
        return 0.72 if titles or honour.quoted or _WEAK_BUT_GIVEN.search(name) else 0.0
    return 0.0


#: What stands between commas and the like, and between dashes that are no hyphen; and where there are no such dashes.
_PIECE: Final = re.compile(r"(?:[^、，,；;：:｜|—]+|(?<!—)—(?!—))+")
_PLAIN_PIECE: Final = re.compile(r"[^、，,；;：:｜|]+")
#: No honour's name with its count and tail is longer.
_LONGEST: Final = 160
_STOP: Final = re.compile(r"[；;。]")
_APPLIED: Final = re.compile(r"(?:申报|推荐(?!并)|参评|争)[^，,；;并]{0,6}$")
#: What a school is besides (…理事单位、省级…基地): the honours stand after it in the list.
_A_ROLE: Final = re.compile(r"[^，。；、]{4,40}单位、")
#: A place in an order that is a list (位列…建设序列).
_ON_A_LIST: Final = re.compile(r"[^，。；、]{4,40}(?:序列|行列|名单|之列|方阵|名录)(?=[，。；]|$)")
_NO_CLAIM: Final = re.compile(r"的$|这$|此$|特别$|尤其$|主要$|一直$")
_APPROVED: Final = re.compile(r"[^，。；]{0,4}(?:验收|认定|评估|考核)")
_TITLES: Final = re.compile(r"称号|荣誉|殊荣")


def read_honours(paragraph: Paragraph, sentence: Sentence, used: list[tuple[int, int]]) -> None:
    """Add the honours of a sentence to the paragraph's findings; ``used`` are the stretches of its prizes."""
    done = list(used)
    for index, verb in enumerate(sentence.verbs):
        if verb.kind == "rank" and _ON_A_LIST.match(sentence.masked, verb.end):
            verb = verb._replace(kind="title", word="列入")
        if verb.word in _GIVES:
            _read_given(paragraph, sentence, verb, done)
        if verb.kind not in ("title", "win", "be") or _inside(done, verb.start, verb.start + 1):
            continue
        before = sentence.masked[max(0, verb.start - 26) : verb.start]
        if is_wished(sentence, verb) or _APPLIED.search(before):
            continue
        if is_bestowed_on_named(sentence, verb):
            _read_bestowal(paragraph, sentence, verb, done)
            continue
        if verb.kind == "be" and not _claims(sentence, verb):
            continue
        _read_list(paragraph, sentence, verb, _list_end(sentence, index), used, done)
    _read_passive(paragraph, sentence, done)
    _read_approved(paragraph, sentence, done)
    _read_apposition(paragraph, sentence, done)
    _read_counted(paragraph, sentence, done)


def _pieces(masked: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the items of a list."""
    return (_PIECE if "——" in masked else _PLAIN_PIECE).finditer(masked, start, end)


def _inside(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    return bool(stretches) and any(a < end and start < b for a, b in stretches)


def _claims(sentence: Sentence, verb: Verb) -> bool:
    """Tell whether 是 or 成为 says what somebody is: its subject is short."""
    if verb.word == "为":
        said = sentence.text[verb.end : verb.end + 16]
        if (
            not opens_with_level(said)
            and not _FIRST_BATCH.match(said)
            and not _A_ROLE.match(sentence.masked, verb.end)
        ):
            return False
    subject = sentence.masked[sentence.clause_start(verb.start) : verb.start].strip()
    return verb.word == "成为" or (len(subject) <= 60 and not _NO_CLAIM.search(subject))


def _list_end(sentence: Sentence, index: int) -> int:
    """Return where the list after a verb ends: at a semicolon, or before the clause of the next verb."""
    masked, verb = sentence.masked, sentence.verbs[index]
    stop = _STOP.search(masked, verb.end)
    end = stop.start() if stop else len(masked)
    for following in sentence.verbs[index + 1 : index + 12]:
        if following.start >= end:
            break
        clause = sentence.clause_start(following.start)
        if clause > verb.end:
            return clause - 1
        if following.kind == "have" or following.word in ("立项", "遴选"):
            continue  # a word of the honour's own name
        joint = max(masked.rfind(mark, verb.end, following.start) for mark in "、和及并")
        if joint > verb.end:
            return joint
        return following.start if following.word == "是" else end
    return end


def _read_list(
    paragraph: Paragraph,
    sentence: Sentence,
    verb: Verb,
    end: int,
    used: list[tuple[int, int]],
    done: list[tuple[int, int]],
) -> None:
    """Read the list of honours that follows a verb up to ``end``."""
    masked = sentence.masked
    titles = _TITLES.search(masked, verb.end, end) is not None
    subject: tuple[int, int] | None = None
    several: int | None = None
    for position, piece in enumerate(_pieces(masked, verb.end, end)):
        comma = position > 0 and masked[piece.start() - 1] in "，,：:"
        if (comma and subject is None) or piece.end() - piece.start() > _LONGEST:
            return
        shared = ""
        for start, stop in _split(sentence, piece.start(), piece.end()):
            if _inside(used, start, stop):
                continue
            honour = read_honour(sentence, start, stop)
            if honour and shared and not honour.anchored and not honour.quoted:
                honour = honour._replace(name=shared + honour.name, anchored=True)
            if honour and verb.word == "通过" and not _APPROVED.match(masked, honour.end):
                honour = None
            weight = weigh(honour, verb, titles) if honour else 0.0
            if (
                honour is None
                or not weight
                or (comma and not (honour.strength and (honour.anchored or honour.quoted)))
            ):
                if comma:
                    return
                continue
            if subject is None:
                told_before = max((stop for _, stop in done if stop <= verb.start), default=0)
                subject = subject_of(sentence, verb.start, told_before)
                several = winners(sentence, verb)
            shared = level_words(honour.name)  # 省级示范课程和典型案例: the level is said once
            begin = sentence.clause_start(verb.start)
            quote = max(begin, min(verb.start, stop - 80)) if stop - begin > 80 else begin
            _add(
                paragraph,
                sentence,
                honour,
                weight,
                f"award-{verb.kind}",
                several,
                subject,
                (quote if stop - quote <= 90 else start, stop),
            )
            done.append((honour.start, honour.end))


_BESTOWED: Final = re.compile(r"(?P<who>[^“”，,。；]{2,40})(?P<what>[“「『][^”」』]{2,30}[”」』])")


def _read_bestowal(paragraph: Paragraph, sentence: Sentence, verb: Verb, done: list[tuple[int, int]]) -> None:
    """Read what somebody bestows on a named winner (``授予某某公司“突出贡献奖”``)."""
    match = _BESTOWED.match(sentence.text, verb.end)
    if not match or _inside(done, *match.span("what")):
        return
    honour = read_honour(sentence, *match.span("what"))
    if honour is None or not (honour.strength == "strong" or honour.name.strip(QUOTES).endswith("奖")):
        return
    contest = paragraph.contest or paragraph.known
    if contest and not honour.anchored:
        honour = honour._replace(name=contest.name + APART + honour.name.strip(QUOTES))
    begin = sentence.clause_start(verb.start)
    _add(paragraph, sentence, honour, 0.7, "award-bestowed", None, match.span("who"), (begin, match.end()))
    done.append(match.span("what"))


#: Verbs of handing over; what is handed over is an award when it is a prize or a plate with an honour on it.
_GIVES: Final = frozenset(("颁发", "授予", "颁给"))
_HANDED: Final = re.compile(
    r"(?:了|的)?(?P<what>[“「『][^”」』]{2,30}[”」』])(?P<plate>的?(?:奖牌|铜牌|牌匾|匾额|牌子|奖杯|荣誉称号|称号))?(?!聘书|证书|资格)"
)
_RECIPIENT: Final = re.compile(r"(?:为|向|给)(?P<who>[^，。；：]{2,60})$")


def _read_given(paragraph: Paragraph, sentence: Sentence, verb: Verb, done: list[tuple[int, int]]) -> None:
    """Read what is handed to somebody (``为某公司颁发“贡献单位”奖牌``) or hangs on a wall (颁发的“…”铜牌)."""
    match = _HANDED.match(sentence.text, verb.end)
    if not match or _inside(done, *match.span("what")):
        return
    honour = read_honour(sentence, *match.span("what"))
    if honour is None or honour.strength not in ("strong", "weak"):
        return
    begin = sentence.clause_start(verb.start)
    recipient = _RECIPIENT.search(sentence.text[begin : verb.start])
    prize = honour.name.strip(QUOTES).endswith("奖") or honour.strength == "strong"
    if recipient and (prize or match["plate"]):
        who = (begin + recipient.start("who"), begin + recipient.end("who"))
    elif match["plate"] and honour.anchored and sentence.text[verb.end : verb.end + 1] == "的":
        who = (begin, begin)
    else:
        return
    weight = 0.9 if match["plate"] and honour.anchored else 0.7
    _add(paragraph, sentence, honour, weight, "award-given", None, who, (begin, match.end()))
    done.append(match.span("what"))


_APPROVED_AS: Final = re.compile(
    r"(?:批准|核准|认定|确认|确定|评定|遴选|选定|命名)(?P<who>学院|学校|我校|我院|该校|该院|本校|[一-龥]{2,20}?(?:学院|学校|中专|集团|公司))"
    r"(?:为|作为)(?P<what>[^，。；、]{4,40})"
)


def _read_approved(paragraph: Paragraph, sentence: Sentence, done: list[tuple[int, int]]) -> None:
    """Read what an authority makes of somebody (``批准学院为某某培训机构``)."""
    for match in _APPROVED_AS.finditer(sentence.text):
        start, end = match.span("what")
        if _inside(done, start, end):
            continue
        honour = read_honour(sentence, start, end)
        if honour is None or honour.strength not in ("strong", "weak") or _NO_HONOUR.search(honour.name):
            continue
        if honour.strength == "weak" and not _DESIGNATION.search(honour.name):
            continue
        begin = sentence.clause_start(match.start())
        _add(
            paragraph, sentence, honour, 0.75, "award-approved", None, match.span("who"), (begin, honour.end)
        )
        done.append((honour.start, honour.end))


_DESIGNATION: Final = re.compile(r"(?:机构|基地|单位|中心|试点)$")
_TITLE: Final = re.compile(r"能手|工匠|劳动模范|劳模|标兵|首席技师|楷模|优秀教师|模范教师|教学名师")
_TITLED: Final = re.compile(
    rf"(?:^|[，：；、]|毕业生|校友|教师|老师)(?P<what>[^，。；：、]{{4,24}}?(?:{_TITLE.pattern}))"
    r"(?:(?:称号|荣誉)?获得者)?、(?P<who>[^，。；、]{0,16}(?:毕业生|校友|教师|老师|学生|主任))(?=[一-龥]{2})"
)
_GUEST: Final = re.compile(r"邀请|特邀|应邀|聘请|受聘|来校|走进|嘉宾|企业")


def _read_apposition(paragraph: Paragraph, sentence: Sentence, done: list[tuple[int, int]]) -> None:
    """Read the title that stands before one of the school's people (``省技术能手、我校毕业生某某``)."""
    masked = sentence.masked
    if "、" not in masked or not _TITLE.search(masked) or _GUEST.search(masked):
        return
    for match in _TITLED.finditer(sentence.masked):
        start, end = match.span("what")
        if _inside(done, start, end):
            continue
        honour = read_honour(sentence, start, end)
        if honour is None or not honour.anchored or honour.strength != "strong":
            continue
        _add(
            paragraph,
            sentence,
            honour,
            0.65,
            "award-apposition",
            None,
            match.span("who"),
            (start, match.end()),
        )
        done.append((honour.start, honour.end))


def _add(
    paragraph: Paragraph,
    sentence: Sentence,
    honour: Honour,
    weight: float,
    rule: str,
    several: int | None,
    subject: tuple[int, int],
    quote: tuple[int, int],
) -> None:
    offset = sentence.offset
    rank = award_rank(honour.name)
    if rank and rank_kinds().get(rank) == "special":
        rank = None
    paragraph.add(
        honour.name,
        (offset + honour.start, offset + honour.end),
        weight,
        rule,
        rank=rank,
        count=honour.number or several or _listed_winners(sentence, honour, subject),
        subject=(offset + subject[0], offset + subject[1]),
        evidence=(offset + quote[0], offset + quote[1]),
    )


_SINGLE: Final = re.compile(r"(?:专业群?|课程?|教材|案例|基地)[”]?$")
_WINNERS_LISTED: Final = re.compile(
    r"(?:其中)?[^、，。；和]{2,14}(?:、[^、，。；和]{2,14})*[、和][^、，。；]{2,14}"
)


def _listed_winners(sentence: Sentence, honour: Honour, subject: tuple[int, int]) -> int | None:
    """Return how many majors, courses and the like share an honour, if they are listed before its verb."""
    winners_named = sentence.masked[slice(*subject)].strip()
    if not _SINGLE.search(honour.name) or not _WINNERS_LISTED.fullmatch(winners_named):
        return None
    return 1 + sum(winners_named.count(mark) for mark in "、和")


_JOINT: Final = re.compile(r"以及|和|及|与|暨")
_ADJOINING: Final = re.compile(r"[”’](?=[“‘])")
#: Where nothing of this is, nothing is split.
_MAY_SPLIT: Final = re.compile(rf"{_JOINT.pattern}|”(?=[“‘])|’(?=[“‘])")


def _split(sentence: Sentence, start: int, end: int) -> list[tuple[int, int]]:
    """Split an item at 和 and between quotations, where both sides are honours by themselves."""
    masked, text = sentence.masked, sentence.text
    if not _MAY_SPLIT.search(masked, start, end):
        return [(start, end)]
    cuts = [start, *(m.end() for m in _ADJOINING.finditer(masked, start, end)), end]
    result: list[tuple[int, int]] = []
    for begin, stop in pairwise(cuts):
        at = begin
        for joint in _JOINT.finditer(masked, begin, stop):
            left, right = text[at : joint.start()], text[joint.end() : stop]
            if not left:
                continue
            strong = head_strength(left) == "strong" and head_strength(right) == "strong"
            if not (strong or opens_with_level(right) or right[:1] in '“‘「"'):
                continue
            if left[-1] in "”’" or head_strength(left) in ("strong", "weak") or count_after(left):
                result.append((at, joint.start()))
                at = joint.end()
        result.append((at, stop))
    return result


_MADE: Final = re.compile(
    r"被[^，。；、]{0,12}(?:、[^，。；、]{2,12}){0,3}?(?P<verb>立项|认定|评定|批准)(?=[，。；]|$)"
)
_MANY: Final = re.compile(rf"(?P<n>{NUMERAL})\s?{MEASURE}")


def _read_passive(paragraph: Paragraph, sentence: Sentence, done: list[tuple[int, int]]) -> None:
    """Find what was made official by a closing passive verb (``3项省级教改项目被省教育厅立项``)."""
    for match in _MADE.finditer(sentence.masked):
        begin = sentence.clause_start(match.start())
        counted = _MANY.search(sentence.masked, begin, match.start())
        start = counted.start() if counted else begin
        honour = read_honour(sentence, start, match.start())
        if (
            honour is None
            or not honour.anchored
            or not honour.strength
            or _inside(done, honour.start, honour.end)
        ):
            continue
        if _NO_HONOUR.search(honour.name):
            continue
        _add(paragraph, sentence, honour, 0.75, "award-passive", None, (begin, start), (begin, match.end()))
        done.append((honour.start, honour.end))


#: The end of a count, enough to see whether there is one.
_COUNT: Final = re.compile(rf"[\d一二两三四五六七八九十]\s?{MEASURE}")
_LEAD: Final = re.compile(
    r"\s*(?:其中|现有|拥有|建有|建成|共有|设有|累计有?|新增|培育|培养出?|涌现出?|选树|学校|学院|已有|有|还有|含|包括|专任教师中|教师中|"
    r"获评|入选|立项|遴选|评选出?|评出|认定|主持|共|先后|成功|获得?|创建|建设|打造|[：:\s])+"
)
_NOT_COUNTED: Final = re.compile(
    r"承办|举办|主办|参加|参与|接待|申报|推荐|聘请|引进|邀请|服务|培训|支援|面向|编制|制定|使用|选用|修订|对接|走访|比赛|订阅|力争|预期|目标|拟|将(?=建|创|打造|培)"
)
_CLEAR_LEVEL: Final = re.compile(
    r"[“\"]?(?:\d{4}年)?(?:首批|第.批)?(?:国家|全国|省|教育部|市(?![场值政民内区外])|[一-龥]{2,3}[省市]|世界|人社部|自治区|校级|院级)"
)
_NOT_COUNTED_INSIDE: Final = re.compile(r"[获夺]|开展|建立|以上|及以下|参与|和国家级|、|资源库建设")


def _read_counted(paragraph: Paragraph, sentence: Sentence, done: list[tuple[int, int]]) -> None:
    """Find counted honours, which need no verb of their own (``全国模范教师1人，省级教学团队1个``)."""
    masked, text = sentence.masked, sentence.text
    counts = [count.start() for count in _COUNT.finditer(masked)]
    if not counts:
        return
    told_to = -2
    for piece in _pieces(masked, 0, len(masked)):
        begin, end = piece.span()
        counted = bisect_left(counts, begin) < bisect_left(counts, end)
        if not counted or not 6 <= end - begin <= 60 or _inside(done, begin, end):
            continue
        lead = _LEAD.match(masked, begin, end)
        start = lead.end() if lead else begin
        body = text[start:end].rstrip(" 　")
        body = _TITLES_LISTED.sub("", body)
        if not count_after(body) and not (lead and count_before(body)):
            continue
        honour = read_honour(sentence, start, end)
        if honour is None or honour.number is None or not honour.anchored:
            continue
        if honour.strength != "strong" and not _CLEAR_LEVEL.match(honour.name):
            continue
        if not honour.strength and not (begin - told_to <= 1 and body[-1:] in ("人", "名")):
            continue  # a title with an unknown head counts beside known ones (市首席技师1人、市某某2人)
        if _NOT_COUNTED.search(masked, sentence.clause_start(begin), start) or _NO_HONOUR.search(honour.name):
            continue
        if _NOT_COUNTED_INSIDE.search(_INSIDE_QUOTES.sub("", honour.name)):
            continue
        weight = {"strong": 0.85, "weak": 0.75}.get(honour.strength, 0.6)
        told_to = end
        _add(
            paragraph,
            sentence,
            honour,
            weight,
            "award-counted",
            None,
            (sentence.clause_start(begin), start),
            (begin, end),
        )
        done.append((honour.start, honour.end))


def read_line(paragraph: Paragraph, sentence: Sentence, *, sure: bool = False) -> None:
    """Add the honours of a line that is nothing but their names, as under a heading 学校荣誉.

    ``sure`` says that the line is labelled as a list of honours, so that weak head nouns are enough.
    """
    heads = ("strong", "weak") if sure else ("strong",)
    for piece in _pieces(sentence.masked, 0, len(sentence.masked)):
        if piece.end() - piece.start() > _LONGEST:
            continue
        honour = read_honour(sentence, piece.start(), piece.end())
        if honour is None or paragraph.holds(sentence.offset + honour.start, sentence.offset + honour.end):
            continue
        if honour.anchored and honour.strength in heads and not _NO_HONOUR.search(honour.name):
            _add(
                paragraph,
                sentence,
                honour,
                0.8,
                "award-line",
                None,
                (piece.start(), piece.start()),
                piece.span(),
            )
