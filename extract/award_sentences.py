"""Sentences as the award reader sees them: verbs, contests, clauses.

Offsets inside a `Sentence` are its own; ``Sentence.offset`` leads back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from extract.alternatives import any_of
from extract.award_scale import opens_with_level
from extract.tsv import rows

QUOTES: Final = '“”‘’「」『』"'

_MASK: Final = re.compile(
    r"“[^“”\n]{1,60}”|‘[^‘’\n]{1,60}’|「[^「」\n]{1,60}」|『[^『』\n]{1,60}』|《[^《》\n]{1,80}》|\"[^\"\n]{1,40}\"|"
    r"（[^（）\n]{1,80}）|\([^()\n]{1,80}\)"
)
_RANK_INSIDE: Final = re.compile(r"[特一二三]等奖|[金银铜][奖牌]|\d[金银铜]|优秀奖")
_MEDALS_INSIDE: Final = re.compile(r"\d{1,2}[金银铜]")
_CONTEST_INSIDE: Final = re.compile(r"(?:[大竞比]赛|挑战赛|锦标赛|选拔赛|征文|展演|赛项|技能节)$")


def mask(sentence: str) -> str:
    """Return the sentence with the inside of quotations, titles and brackets blotted out, offsets kept.

    So a comma or a verb in there divides nothing. What has to be read is left: ranks in brackets, prizes in
    quotation marks. A quotation that ends in a contest's head closes with ■.
    """

    def blot(match: re.Match[str]) -> str:
        found = match.group()
        inside = found[1:-1]
        if found[0] in "（(":
            if _RANK_INSIDE.search(inside):
                return " " + inside + " "
        elif found[0] != "《":
            if _MEDALS_INSIDE.match(inside):
                return " " + inside + " "
            if _CONTEST_INSIDE.search(inside):
                return "□" * (len(inside) + 1) + "■"
            if inside.endswith("奖") and len(inside) <= 20:
                return found
        return found[0] + "□" * len(inside) + found[-1]

    return _MASK.sub(blot, sentence)


class Verb(NamedTuple):
    """A verb of `lexicon/award_verbs.tsv` in a sentence, with its class."""

    start: int
    end: int
    kind: str
    word: str


class _Condition(NamedTuple):
    kind: str
    not_after: str
    not_before: re.Pattern[str] | None


@cache
def _verbs() -> tuple[re.Pattern[str], dict[str, _Condition]]:
    table = {
        word: _Condition(kind, not_after, re.compile(not_before) if not_before else None)
        for word, kind, not_after, not_before in rows("award_verbs")
    }
    return re.compile(any_of(table)), table


def find_verbs(masked: str) -> list[Verb]:
    """Return the verbs of a masked sentence in order."""
    pattern, table = _verbs()
    found = []
    for match in pattern.finditer(masked):
        word = match.group()
        start, end = match.span()
        condition = table[word]
        if condition.not_after and start and masked[start - 1] in condition.not_after:
            continue
        if condition.not_before and condition.not_before.match(masked, end):
            continue
        found.append(Verb(start, end, condition.kind, word))
    return found


class Contest(NamedTuple):
    """A contest or other prize-giving event. ``anchored``: named with its year, edition, level or cup.

    ``start`` is negative for one that was named in an earlier sentence.
    """

    start: int
    end: int
    name: str
    anchored: bool


class Sentence:
    """One sentence under reading: its text, its masked twin, and where it begins in the document."""

    def __init__(self, text: str, offset: int):
        self.text = text
        self.offset = offset
        self.masked = mask(text)
        self.verbs = find_verbs(self.masked)
        self._contests: list[Contest] | None = None
        self._clauses: list[int] | None = None

    @property
    def contests(self) -> list[Contest]:
        """The contests named here, in order; found when first asked for."""
        if self._contests is None:
            self._contests = find_contests(self.masked, self.text)
        return self._contests

    def clause_start(self, at: int) -> int:
        """Return where the clause that holds ``at`` begins, after the last comma, colon or semicolon."""
        if self._clauses is None:
            self._clauses = [0, *(mark.end() for mark in _CLAUSE_MARK.finditer(self.masked))]
        return self._clauses[bisect_right(self._clauses, at) - 1]

    def clause_end(self, at: int) -> int:
        """Return where the clause that holds ``at`` ends."""
        found = _CLAUSE_END.search(self.masked, at)
        return found.start() if found else len(self.masked)


_CLAUSE_MARK: Final = re.compile(r"[，,；;：:]")
_CLAUSE_END: Final = re.compile(r"[，,；;。]")

# --- contests ---------------------------------------------------------------------------------------------

#: What may stand before a contest's name and so ends the search for its beginning.
_BEFORE_NAME: Final = re.compile(
    r"荣获|获得|获|斩获|夺得|摘得|参加|参与|参赛|出征|组织学生|组队|进入|入围|入选|晋级|举办|举行|承办|协办|主办|开展|组织|指导|发起|备战|积极|圆满|完成|"
    r"蝉联|摘|夺|包揽|公布|关于|授予|评为|认定|通过|赢得|取得|捧回|捧得|了|在|于|由|并|的(?<!目的)|以及|其中|同时|还|分别|先后|连续|年来|今年|本年度|期间|领跑|亮相|闪耀|喜报|就是|!|！|:|：|丨|｜|\|"
)
#: Those right after which a contest's name begins, even with a word that is no anchor.
_INTRODUCES: Final = frozenset(("在", "于", "获", "获得", "荣获", "参加", "参与", "承办", "举办"))
_ANCHOR: Final = re.compile(
    r"(?:19|20)\d{2}\s?[—\-－~至]?(?:20\d{2})?\s?(?:学年|年度?)?|首届|首批|本届|第\s?[一二三四五六七八九十百\d]{1,4}\s?[届批]|\d{1,2}届|"
    r"全国|国家级?|中国|中华|世界|国际|亚洲|亚太|金砖|“?一带一路|美国|联合国|全球|全省|全市|全区|全州|全县|"
    r"自治[区州县]|[一-龥]{2}区(?=第|首届|教育|中小学|职业)|省级?(?![略事])|市级?(?![场值政民])|县级|校级|院级|教育部|人社部|行业"
)
_CUP: Final = re.compile(r"[“\"]□{2,40}[”\"](?:杯|计划)?|[一-龥]{2,4}杯")
#: There is no cup without one of these.
_CUP_SIGN: Final = re.compile(r"杯|□")
_CUP_AT_END: Final = re.compile(r"(?:[“\"]□{2,40}[”\"](?:杯|计划)?|[一-龥]{2,4}杯)$")
_PART_HEAD: Final = re.compile(r"赛道|赛项|单元|[一-龥]组(?!织|建|队)")
_EDITION_IN_BRACKETS: Final = re.compile(r"（(?:首届|第.{1,3}届|(?:19|20)\d{2}年?)）")
_HARD_STOP: Final = re.compile(r"[，,；;。、]")
_NOT_JOINED: Final = re.compile(r"^上(?!海|饶)|\d\s?[个项]|[，,。；;、：:]|中(?!国)|获|等")
_NOT_JOINED_START: Final = ("和", "与", "里", "各", "圆", "落", "举", "开", "是", "的", "及", "共")
#: A part of a contest that follows its name: a track, an event, a group, a region.
_PART: Final = re.compile(
    r"[—－\-–]{1,2}[^，。；、：:获]{2,30}?(?=[获荣斩夺摘捧勇喜中上里（]|团体|个人|[特一二三]等奖|[金银铜]奖|$)"
    r"|[一-龥A-Za-z\d□“”\"·•+/]{0,16}?(?:赛道|赛项|赛区|组别|[一-龥]组(?!织|建|队|成|团)|专项活动|项目|单元|类别)(?:[一二三四五六七\d](?![、和及等名\d]))?"
    r"|（□*）|\(□*\)"
)
_NO_PART_START: Final = re.compile(r"上(?!海|饶)|[里各等在的及以参是和与共获名]|中(?![国职])|圆满")
_NO_PART: Final = re.compile(
    r"\d\s?[个项]|[获夺摘斩捧]|[特一二三]等奖|同学|老师|学子|选手|我校|学院|教师(?!组)|学生(?!组)"
)


class _Heads(NamedTuple):
    """What finds the heads of contests: with those that end in 赛 and are in no list, and without; events."""

    of_any: re.Pattern[str]
    of_listed: re.Pattern[str]
    of_events: re.Pattern[str]
    kinds: dict[str, str]


@cache
def _heads() -> _Heads:
    kinds = {row[0]: row[1] for row in rows("award_contests")}
    listed = any_of(["■", *(head for head, kind in kinds.items() if kind != "event")])
    events = any_of(head for head, kind in kinds.items() if kind == "event")
    unlisted = (
        "[一-龥]赛(?<![参备办以开训收获决观][一-龥]赛)(?<![参备办以开训收获观]赛)"
        "(?![事道项区场后前制手题训绩果程季车马团点])"
    )
    numbered = r"(?:[ⅠⅡⅢ一二三四五六七八九\d](?![、和及等名\d]))?(?:（□*）|\(□*\))?"
    return _Heads(
        re.compile(f"(?:{listed}|{unlisted}){numbered}"),
        re.compile(listed + numbered),
        re.compile(f"{events}(?=[中上里]|结果)"),
        kinds,
    )


_LONGEST_PLACE: Final = 11


@cache
def _places() -> frozenset[str]:
    levels = ("province", "prefecture", "country")
    return frozenset(form for row in rows("places") if row[2] in levels for form in row[:2] if len(form) > 1)


#: A festival or a fair of a certain edition, at which prizes may be won.
_EVENT_OF_EDITION: Final = re.compile(
    r"(?:参加|参展|亮相|出席|在)(?P<name>[^，。；、：]{0,12}?(?:第\s?[一二三四五六七八九十百\d]{1,3}\s?届|首届)"
    r"[^，。；、：]{2,36}?(?:节|博览会|展览会|展览|双年展|艺术展|交流会|设计周))(?=[，,上中期]|并|获|$)"
)
#: Parts that are named only after their contest.
_NO_CONTEST_ALONE: Final = ("项目", "单元", "专项活动")
_ROUNDS: Final = ("国赛", "省赛", "市赛", "校赛")
_COUNTED_PART: Final = re.compile(r"[\d一二三四五六七八九十两]个?$")


def find_contests(masked: str, text: str) -> list[Contest]:
    """Return the contests named in a sentence, with the parts that follow (赛道, 赛项, 赛区, 组)."""
    contest = _heads().of_any if "赛" in masked else _heads().of_listed
    heads = [(m.start(), m.end(), m.group()) for m in contest.finditer(masked)]
    heads += [(m.start(), m.end(), m.group()) for m in _heads().of_events.finditer(masked)]
    heads.sort()
    found: list[tuple[int, int, bool]] = []
    for start, end, word in heads:
        floor = found[-1][1] if found else 0
        if start < floor:
            continue
        between = masked[floor:start]
        if found and len(between) <= 24 and not _NOT_JOINED.search(between):
            joins = not between.startswith(_NOT_JOINED_START) and not _BEFORE_NAME.search(between)
            if joins and word not in _ROUNDS and not _HARD_STOP.search(between):
                found[-1] = (found[-1][0], end, found[-1][2])
                continue
        if word.startswith(_NO_CONTEST_ALONE) or _COUNTED_PART.search(masked, max(0, start - 6), start):
            continue
        begin, anchored = _beginning(masked, max(floor, start - 60), start, end)
        found.append((begin, end, anchored))
    if not found and "届" in masked:
        found = [(m.start("name"), m.end("name"), True) for m in _EVENT_OF_EDITION.finditer(masked)]
    contests = []
    for start, end, anchored in found:
        stop = _with_parts(masked, end)
        name = text[start:stop]
        contests.append(Contest(start, stop, name, anchored or _EDITION_IN_BRACKETS.search(name) is not None))
    return contests


def _beginning(masked: str, low: int, head_start: int, head_end: int) -> tuple[int, bool]:
    """Return where the contest that ends at ``head_end`` begins, and whether it is anchored there."""
    start, introduced = low, False
    for stop in _HARD_STOP.finditer(masked, low, head_start):
        start = stop.end()
    for stop in _BEFORE_NAME.finditer(masked, start, head_start):
        start, introduced = stop.end(), stop.group() in _INTRODUCES
    begin, anchored = start, False
    anchor = _ANCHOR.search(masked, start, head_end)
    if anchor and _PART_HEAD.search(masked, start, anchor.start()):
        return start, False  # …赛道全国总决赛: a part of a contest named before
    if anchor:
        anchored = True
        begin = _widen(masked, start, anchor.start())
        if (
            introduced
            and begin - start <= 4
            and masked[start:begin].isalpha()
            and masked[begin] not in "第首12"
        ):
            begin = start  # right after 在 or 获: the name's own first word (丝路国家技能大赛)
    cup = _CUP.search(masked, start, head_end) if _CUP_SIGN.search(masked, start, head_end) else None
    if cup and not anchor and is_part(masked[head_start:head_end]):
        return begin, False  # “…”赛项 without more is a part of a contest named before
    touches = cup and cup.start() < begin and cup.end() >= begin if anchor else cup and cup.end() < head_end
    if cup and touches:
        begin, anchored = cup.start(), True
    while begin < head_start and masked[begin] in " 　、，和与及":
        begin += 1
    return begin, anchored or "■" in masked[begin:head_end]


def is_part(head: str) -> bool:
    """Tell whether a head names a part of a contest (赛项, 赛道, a group), not a contest."""
    return _heads().kinds.get(head) == "sub"


def _widen(masked: str, low: int, at: int) -> int:
    """Return where a name begins whose first anchor is at ``at``: a place or a cup before it is in it."""
    stop = at + (
        3 if masked.startswith("自治", at) else 1 if masked[at : at + 1] in ("省", "市", "县") else 0
    )
    for length in range(min(_LONGEST_PLACE, stop - low), 1, -1):
        if masked[stop - length : stop] in _places():
            at = stop - length
            break
    else:
        if stop == at + 1:
            for length in (2, 3):
                if at - length >= low and opens_with_level(masked[at - length : stop]):
                    at -= length
                    break
    cup = _CUP_AT_END.search(masked[max(low, at - 44) : at])
    return max(low, at - 44) + cup.start() if cup else at


def _with_parts(masked: str, end: int) -> int:
    """Return the end of a contest's name with the parts that follow it."""
    for _ in range(3):
        part = _PART.match(masked, end)
        if (
            not part
            or part.end() == end
            or _NO_PART_START.match(masked, end)
            or _NO_PART.search(part.group())
        ):
            break
        end = part.end()
    return end


_ANAPHOR: Final = re.compile(
    r"(?:最终|该|本|此|这|同一|本次|此次|该次|该项|本届|这次|本项|此项|上述|各级各类|各类|各级|各项|其他|相关|整个|全部|的|在|于|技能|职业|[\d\s.．])*"
    r"(?:大赛|比赛|竞赛|赛事|赛项|总决赛|决赛|活动|项目|锦标赛|选拔赛|技能大赛|技能竞赛|职业技能竞赛|省赛|国赛|市赛|个)*"
)


def is_anaphor(phrase: str) -> bool:
    """Tell whether a phrase names no contest but points to one (本次大赛, 该赛项, 国赛)."""
    return _ANAPHOR.fullmatch(phrase) is not None or is_round(phrase)


_ROUND: Final = re.compile(r"(?:[国省市校]|全国|[一-龥]{2,3}[省市])赛")


def is_round(phrase: str) -> bool:
    """Tell whether a phrase names but the round of a contest (国赛, 全国赛, 某省赛)."""
    return _ROUND.fullmatch(phrase) is not None


def without_anaphor(phrase: str) -> str:
    """Return what follows a pointing word (``大赛团体`` → ``团体``)."""
    found = _ANAPHOR.match(phrase)
    return phrase[found.end() :] if found else phrase


def names_part(phrase: str) -> bool:
    """Tell whether a phrase names a part of a contest (a track, an event, a group)."""
    return _PART_HEAD.search(phrase) is not None


def is_anchored(phrase: str) -> bool:
    """Tell whether a phrase has a year, an edition, a level or a place in it."""
    return _ANCHOR.search(phrase) is not None or opens_with_level(phrase) is not None
