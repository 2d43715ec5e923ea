"""An award's level, rank and count, read from its words.

Level is one of 国际, 国家, 省, 市, 县, 校 (`ontology.terms.AWARD_LEVELS`); rank is the wording of the text
(一等奖, 第三名, 优秀组织奖 …); a count says how many equal prizes one phrase gives (一等奖2项, 4金6银8铜).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extract.alternatives import any_of
from extract.tsv import rows

NUMERAL: Final = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
#: Measure words with which prizes, works and winners are counted.
_MEASURES: Final = "个项枚块名位人篇件部门本种套支所家次幅组节堂座批"
MEASURE: Final = f"余?[{_MEASURES}]"

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_LEVEL_OF_PLACE: Final = {"province": "省", "prefecture": "市", "county": "县", "country": "国际"}
_DIRECT_CITIES: Final = ("北京", "上海", "天津", "重庆")


def number(text: str) -> int | None:
    """Return the value of a numeral, Arabic or Chinese below a hundred (``"两"`` → 2); None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS for c in text):
        return None
    if "十" not in text:
        return _DIGITS[text] if len(text) == 1 else None
    tens, _, units = text.partition("十")
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(units, 0) if units else 0)


# --- level ------------------------------------------------------------------------------------------------


class _Sign(NamedTuple):
    """A word of scope in a name: a level, an agency, a narrowing part, or a place."""

    start: int
    end: int
    level: str
    kind: str


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Return the words of scope and the names of places with (level, kind)."""
    words = {word: (level, kind) for word, level, kind in rows("award_levels")}
    for name, short, level, *_ in rows("places"):
        scale = _LEVEL_OF_PLACE.get(level)
        for form in (name, short):
            if scale and len(form) >= 2:
                words.setdefault(form, (scale, "place"))
    return words


@cache
def _openings() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words of scope by their first two characters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _words():
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}


@cache
def _automaton() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    """Return what finds the words of scope, and (level, kind) of each."""
    words = {word: meaning for word, meaning in _words().items() if len(word) > 1}
    automaton = AhoCorasick(
        words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return automaton, [*words.values()]


def _signs(name: str) -> list[_Sign]:
    """Return the words of scope in ``name`` from left to right, the longest at each place."""
    automaton, meanings = _automaton()
    return [
        _Sign(start, end, *meanings[word]) for word, start, end in automaton.find_matches_as_indexes(name)
    ]


_UNKNOWN_CITY: Final = re.compile(r"(?:^|[年届批获])[^我全本各省地\W\d][^省\W\d]{1,2}市$")
_SUFFIX: Final = re.compile(
    r"(?P<省>省(?![略事]))|(?P<市>市(?![场值级政属民]))"
    r"|(?P<县>县|[一-龥]{1,3}区(?:教育|总工会|人民政府|政府|级|委|首批|第|优秀|先进|“))"
)
_REGION: Final = re.compile(r".?(?:赛区|选拔赛|分赛)")
_PROVINCE_ROUND: Final = re.compile(r"赛区|选拔赛|分赛|省级|预赛|复赛|决赛|赛(?=[金银铜特一二三优]|$)")
_RANK_FOLLOWS: Final = re.compile(r"级?(?:团体|个人)?(?:[特一二三]等|[金银铜])")
_PROVINCE_ROUND_TOLD: Final = re.compile(r"[一-龥]{2,3}省(?:选拔赛|赛区)|省级?(?:选拔|决|复)赛")
_DISTRICT: Final = re.compile(r"[一-龥]{1,3}[区县](?:教育|总工会|级|委|首批|优秀|先进|“)")
_COUNTY: Final = re.compile(r"[一-龥]{2,3}[县区](?=[^域内])")


def award_level(name: str, place_level_hint: Callable[[str], str | None] | None = None) -> str | None:
    """Return the level of an award from its name, None where the words do not tell.

    The first word of scope decides (``浙江省国际“互联网+”大赛`` is 省), unless a part of the contest narrows
    it: a province's round of a national contest is 省, ``全国三等奖`` in an international one is 国家.
    ``place_level_hint`` maps a place's name to a level for places that the lexicon does not hold.

    >>> award_level("全国大学生数学建模竞赛 江苏赛区一等奖")
    '省'
    >>> award_level("第二届云杉杯世界职业院校技能大赛金奖")
    '国际'
    """
    if "省市" in name:
        return None
    signs = _signs(name)
    narrowed = _narrowed(name, signs)
    if narrowed:
        return narrowed
    first = signs[0] if signs else None
    opens = first is not None and first.start == 0
    suffix = None if opens else _SUFFIX.search(name)
    if suffix and (first is None or suffix.start() < first.start):
        before = name[max(0, suffix.start() - 6) : suffix.start() + 1]
        hinted = place_level_hint(before) if place_level_hint else None
        if suffix.lastgroup == "市" and _UNKNOWN_CITY.search(before):
            return hinted or "县"  # every prefecture is in the table, so this city is one of county rank
        return hinted or suffix.lastgroup
    if first is None:
        return "市" if re.search(r"市长杯", name) else None
    if first.kind != "place":
        return first.level
    return _of_place(name, first, signs[1] if len(signs) > 1 else None)


def _narrowed(name: str, signs: list[_Sign]) -> str | None:
    """Return the level of the round or region of a contest in which the prize was won."""
    narrow = None
    for sign in signs:
        inside = sign.start > 2
        if sign.kind == "narrow" and sign.start > 1:
            narrow = sign.level
        elif sign.kind == "place":
            if inside and sign.level == "省" and _PROVINCE_ROUND.match(name, sign.end):
                narrow = "省"
            elif inside and _REGION.match(name, sign.end):
                narrow = sign.level
        elif sign.kind == "level" and _RANK_FOLLOWS.match(name, sign.end):
            narrow = sign.level
    if narrow is None and "赛" in name and _PROVINCE_ROUND_TOLD.search(name):
        return "省"
    return narrow


def _of_place(name: str, first: _Sign, second: _Sign | None) -> str:
    """Return the level of the innermost of the places that open a name (湖南省某市…, 某市某区…)."""
    adjoins = second is not None and second.kind == "place" and second.start <= first.end + 1
    if second and adjoins and second.level in ("市", "县") and first.level in ("省", "市"):
        first = second
    if first.level == "省":
        direct = any(name.startswith(city, first.start) for city in _DIRECT_CITIES)
        return "县" if direct and _DISTRICT.match(name, first.end) else "省"
    inner = _COUNTY.match(name, first.end)
    return "县" if inner and inner.end() - first.end <= 4 else first.level


_SPELLED: Final = {"省": "省", "市": "市", "县": "县", "州": "市", "区": "县", "部": "国家"}
_OPENING: Final = re.compile(
    rf"(?:\d{{4}}\s?年?度?|[“‘\"])?(?:首批|首届|第{NUMERAL}[批届]|新一轮)?(?:\d{{4}}年)?"
)
#: What `_OPENING` finds begins with one of these or with a digit.
_BEFORE_LEVEL: Final = '“‘"首第新'
_PLACE_LIKE: Final = re.compile(r"[一-龥]{2,3}?(?:(?P<市>市|自治州|州|盟)|(?P<县>县|区|旗))(?![场级域])")


def opens_with_level(text: str) -> str | None:
    """Return the level if ``text`` begins with a word of scope, a place or an agency, after year and edition.

    >>> opens_with_level("2021年首批全国示范校"), opens_with_level("优秀教师")
    ('国家', None)
    """
    sign = _opening_sign(text)
    return sign.level if sign else None


def level_words(text: str) -> str:
    """Return the words of scope with which ``text`` begins, without year and edition; may be empty.

    >>> level_words("2021年首批全国示范校")
    '全国'
    """
    sign = _opening_sign(text)
    return text[sign.start : sign.end] if sign else ""


def _opening_sign(text: str) -> _Sign | None:
    opens = text[:1] in _BEFORE_LEVEL or text[:1].isdecimal()
    opening = _OPENING.match(text) if opens else None
    at = opening.end() if opening else 0
    words = _words()
    for length in _openings().get(text[at : at + 2], ()):
        found = words.get(text[at : at + length])
        if found and found[1] != "narrow" and at + length <= len(text):
            return _Sign(at, at + length, *found)
    if text[at : at + 1] in _SPELLED:
        return _Sign(at, at + 1, _SPELLED[text[at]], "level")
    named = _PLACE_LIKE.match(text, at)
    return _Sign(at, named.end(), named.lastgroup, "place") if named and named.lastgroup else None


# --- rank -------------------------------------------------------------------------------------------------


@cache
def rank_kinds() -> dict[str, str]:
    """Return the words of rank with their kinds: grade, medal, special."""
    return {row[0]: row[1] for row in rows("award_ranks")}


@cache
def _rank_pattern() -> str:
    """Return the regular expression (without groups) of one rank as it stands in a text."""
    return (
        rf"单项最佳[一-龥]{{1,6}}奖|最佳[一-龥]{{1,6}}奖|{any_of(rank_kinds())}"
        r"|第\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s?(?:名|位)"
        r"|第(?<=[率分绩]第)[一二三四五](?=[、，。的；]|$)"
        r"|前(?:[三四五六八十]|\d{1,2})[名强]"
    )


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(_rank_pattern())


_MEDAL: Final = re.compile(r"(?<=[\s\d一二两三四五六七八九十])[金银铜]$|^[金银铜]$")
_GRADE: Final = re.compile(
    r"[一二三四五六七1-7][星A]级|[345]A级?|优秀(?=等[级次])|第(?:[一二三四五六七八九十]|\d{1,2})$|提名$"
)


def award_rank(text: str) -> str | None:
    """Return the rank that ``text`` tells, as worded there; None if it tells none.

    >>> award_rank("在省赛中夺得团体一等奖")
    '一等奖'
    >>> award_rank("技能节 金"), award_rank("五星级党组织"), award_rank("省先进集体")
    ('金', '五星级', None)
    """
    found = _rank().findall(text)
    if found:
        return re.sub(r"\s", "", found[-1])
    bare = text.strip()
    match = (_MEDAL.search(bare) if bare[-1:] in "金银铜" else None) or _GRADE.search(text)
    return match.group() if match else None


# --- counts -----------------------------------------------------------------------------------------------


class RankTold(NamedTuple):
    """A rank (or several at once: 一、二等奖) told in a text, with its count.

    ``start`` and ``end`` enclose the count, ``rank_start`` and ``rank_end`` the words of rank alone.
    ``counted`` is None where no count is told. ``medal`` marks counted medals (4金).
    """

    ranks: tuple[str, ...]
    counted: int | None
    start: int
    rank_start: int
    rank_end: int
    end: int
    medal: bool = False


@cache
def _told() -> re.Pattern[str]:
    quotes = '“‘「『"'
    quoted = rf"[{quotes}][一-龥·]{{0,12}}奖[”’」』\"]"
    openings = "".join(sorted({word[0] for word in rank_kinds()}))
    return re.compile(
        # Looked at first, because it is quick: a rank with its count begins with one of these.
        rf"(?=[\d一二两三四五六七八九十金银铜冠魁国省市特单最第前{quotes}{openings}])(?:"
        rf"(?P<n>{NUMERAL})\s?[枚个块]?(?P<medal>[金银铜]|优胜(?!奖))(?![一-龥]?[属融行色工川山砖州华城湖江都丝器矿镜沙材合杏点])(?![牌奖])"
        rf"|(?<=[夺摘斩])(?P<taken>[金银铜冠魁](?=[，。、；！!夺摘斩]|$))"
        rf"|(?:(?P<before>{NUMERAL})\s?{MEASURE}\s?)?(?:国家级|省级|市级)?"
        rf"(?:(?P<grades>[特一二三]\s?[、和及]\s?[一二三](?:\s?[、和及]\s?[二三四])?|[一二三]{{2,3}})等奖"
        rf"|(?P<medals>金\s?[、和及]?\s?银(?:\s?[、和及]?\s?铜)?)[牌奖]"
        rf"|(?P<rank>{quoted}|{_rank_pattern()}))"
        rf"(?:\s?(?:共计|共|奖项|获奖作品)?\s?(?P<each>各|均为)?\s?(?P<after>{NUMERAL})\s?{MEASURE})?)"
    )


_TAKEN: Final = {"冠": "冠军", "魁": "冠军"}
#: Without one of these letters a text tells no rank; searched first because it is quick.
_MAY_RANK: Final = re.compile(
    r"奖|金|银|铜|冠|亚|季|殿|魁|第\s?[一二三四五六七八九十\d]|前[三四五六八十\d]|优秀|最佳"
)
_QUOTE_OR_SPACE: Final = re.compile(r"[\s“”‘’「」『』\"]")


def ranks_told(text: str) -> list[RankTold]:
    """Return the ranks told in ``text`` with their counts, in order."""
    if not _MAY_RANK.search(text):
        return []
    found: list[RankTold] = []
    for match in _told().finditer(text):
        if match["medal"]:
            start, end = match.span("medal")
            count = number(match["n"])
            found.append(RankTold((match["medal"],), count, match.start(), start, end, match.end(), True))
            continue
        if match["taken"]:
            start, end = match.span("taken")
            rank = _TAKEN.get(match["taken"], match["taken"])
            found.append(RankTold((rank,), None, start, start, end, end, True))
            continue
        count = number(match["after"] or match["before"] or "")
        ranks: tuple[str, ...]
        if match["grades"]:
            start, end = match.start("grades"), match.end("grades") + 2
            ranks = tuple(f"{letter}等奖" for letter in re.findall(r"[特一二三四]", match["grades"]))
        elif match["medals"]:
            start, end = match.start("medals"), match.end("medals") + 1
            ranks = tuple(letter + text[end - 1] for letter in match["medals"] if letter in "金银铜")
        else:
            start, end = match.span("rank")
            ranks = (_QUOTE_OR_SPACE.sub("", match["rank"]),)
        before = match.start() if match["before"] else start
        if match["each"]:  # 金奖、银奖各1项: the ranks before share the count
            for back in range(len(found) - 1, -1, -1):
                follows = found[back + 1].start if back + 1 < len(found) else before
                if found[back].counted is not None or follows - found[back].end > 1:
                    break
                found[back] = found[back]._replace(counted=count)
        found.append(RankTold(ranks, count, before, start, end, match.end()))
    return found


class RankCount(NamedTuple):
    """A rank told in a phrase: its wording, how many (None: not said), and its offsets there."""

    rank: str
    count: int | None  # type: ignore[assignment]  # a tuple counts, too
    start: int
    end: int


def split_counts(text: str) -> list[RankCount]:
    """Return the single ranks told in ``text`` with their counts, in order.

    >>> [(r.rank, r.count) for r in split_counts("荣获一等奖2项、二等奖1项")]
    [('一等奖', 2), ('二等奖', 1)]
    >>> [(r.rank, r.count) for r in split_counts("4金6银8铜")]
    [('金', 4), ('银', 6), ('铜', 8)]
    >>> [(r.rank, r.count) for r in split_counts("一、二等奖各3项")]
    [('一等奖', 3), ('二等奖', 3)]
    """
    return [
        RankCount(rank, told.counted, told.rank_start, told.rank_end)
        for told in ranks_told(text)
        for rank in told.ranks
    ]


_COUNTED: Final = re.compile(rf"(?:共|计)?\s?(?P<n>{NUMERAL})\s?{MEASURE}$")
_COUNTING: Final = re.compile(rf"(?P<n>{NUMERAL})\s?{MEASURE}")


def count_after(text: str) -> tuple[int, int] | None:
    """Return (count, offset where it begins) if ``text`` ends in a count (``青年工匠3人`` → (3, 4))."""
    if text[-1:] not in _MEASURES:
        return None
    cut = max(0, len(text) - 8)
    match = _COUNTED.search(text[cut:])
    value = number(match["n"]) if match else None
    return (value, cut + match.start()) if match and value else None


def count_before(text: str) -> tuple[int, int] | None:
    """Return (count, offset where it ends) if ``text`` begins with a count (``3门精品课程`` → (3, 2))."""
    match = _COUNTING.match(text)
    value = number(match["n"]) if match else None
    return (value, match.end()) if match and value else None
