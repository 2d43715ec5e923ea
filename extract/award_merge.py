"""The same award told twice: clustering of findings within one document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import chain
from typing import Final

from extract.award_scale import award_rank, number
from extract.findings import AwardFinding

#: Words of rank that mean the same.
_SAME_RANK: Final = {
    "金牌": "金奖", "银牌": "银奖", "铜牌": "铜奖", "金": "金奖", "银": "银奖", "铜": "铜奖",
    "冠军": "第一名", "亚军": "第二名", "季军": "第三名",
}  # fmt: skip
_EDITION: Final = re.compile(r"第?\s?([一二三四五六七八九十百\d]{1,4})\s?[届批]")
_YEAR: Final = re.compile(r"((?:19|20)\d{2})年?度?")
_NOISE: Final = re.compile(r"[\s“”‘’「」『』\"《》（）()•·—\-－、，,/]|荣誉|称号")
#: Spellings of one thing, made equal before names are compared; first a letter that each of them has.
_SAME_WORDS: Final = tuple(
    (letter, re.compile(pattern), plain)
    for letter, pattern, plain in (
        ("职", "职教", "职业教育"),
        ("职", "高职院校|高等职业院校|高职", "高职"),
        ("范", "示范性?(?:职业|高职|中职|中等职业)?(?:学校|院校|校)", "示范校"),
        ("省", "省部级|省级|全省|我省", "省"),
        ("市", "全市|市级|我市", "市"),
        ("国", "国家级|全国|国赛|国家", "国"),
        ("校", "学校|院校", "校"),
    )
)
_PLACE_AT_FRONT: Final = re.compile(r"[一-龥]{2,3}[省市](?!级)|省|市|国")
#: Two tellings that differ in one of these are two awards (男子…, 女子…).
_TELLS_APART: Final = re.compile(r"属|院校|国际|职业能力")
_CONTEST: Final = re.compile(r"比赛|竞赛|大赛|挑战赛")
_LEVEL_WORDS: Final = re.compile(r"[省市国](?=$|高职|团体|个人)")


class _Key:
    """What of a finding is compared."""

    __slots__ = (
        "bare",
        "core",
        "count",
        "edition",
        "finding",
        "letters",
        "level",
        "name",
        "place",
        "rank",
        "year",
    )

    def __init__(self, finding: AwardFinding):
        self.finding = finding
        proposal = finding.award
        name = proposal.name or ""
        rank = proposal.attributes.get("rank") or award_rank(name) or ""
        self.name = name
        self.rank = _SAME_RANK.get(rank, rank)
        self.level = proposal.attributes.get("level")
        self.count = proposal.attributes.get("count")
        plain = name.replace("首批", "第一批").replace("首届", "第一届")
        edition = _EDITION.search(plain) if "届" in plain or "批" in plain else None
        self.edition = number(edition.group(1)) if edition else None
        year = _YEAR.search(name)
        self.year = year.group(1) if year else None
        core = plain.removesuffix(rank) if rank else plain
        core = _NOISE.sub("", _YEAR.sub("", _EDITION.sub("", core) if edition else core))
        for letter, pattern, word in _SAME_WORDS:
            if letter in core:
                core = pattern.sub(word, core)
        self.core = core
        #: The place or the level that opens the name, and the rest.
        found = _PLACE_AT_FRONT.match(core)
        self.place, self.bare = (found.group(), core[found.end() :]) if found else ("", core)
        self.letters = set(self.bare)

    def contradicts(self, other: _Key) -> bool:
        """Tell whether edition, year or level differ where both are known."""
        return (
            _differ(self.edition, other.edition)
            or _differ(self.year, other.year)
            or _differ(self.level, other.level)
        )


def _differ(mine: object, theirs: object) -> bool:
    """Tell whether two facts are known and differ."""
    return mine is not None and theirs is not None and mine != theirs


#: Words of which an award has but one: those of one line exclude each other.
_EXCLUSIVE: Final = tuple(
    re.compile(words) for words in ("男|女", "团体|个人", "学生|教师|职工", "本科|高职|中职", "[A-Z]组")
)
_PART: Final = re.compile(r"赛道|赛项|挑战赛|项目")


def _contrast(a: _Key, b: _Key) -> bool:
    """Tell whether two keys, each perhaps like a third, cannot be one award."""
    if a.contradicts(b) or _differ(a.count, b.count):
        return True
    for words in _EXCLUSIVE:
        mine, theirs = set(words.findall(a.core)), set(words.findall(b.core))
        if mine and theirs and not mine & theirs:
            return True
    return bool(_PART.search(a.core) and _PART.search(b.core)) and not _same(a, b)


#: An event of a contest, as the end of a prize's name.
_ITEM: Final = re.compile(r"(?:项目|赛项|赛道)$")


def _is_item_of(item: _Key, total: _Key) -> bool:
    """Tell whether one key is an event's prize, the other a counted total that it may be one of."""
    if total.count is None or item.count is not None or _ITEM.search(total.core):
        return False
    tally = total.name[-1:] in ("金", "银", "铜")  # 2金1银: the medals of a whole team
    if _ITEM.search(item.core):
        return tally or int(total.count) > 1
    return tally and len(item.core) > len(total.core) and item.core.startswith(total.core)


def same_award(a: AwardFinding, b: AwardFinding) -> bool:
    """Tell whether two findings of one document are the same award."""
    return _same(_Key(a), _Key(b))


#: A ranked prize with a long name may be told again with so many letters left out.
_MAY_LACK: Final = 3
_LONG: Final = 12


def _same(a: _Key, b: _Key) -> bool:
    if a.name == b.name and a.rank == b.rank:
        return True
    if a.rank != b.rank or a.contradicts(b):
        return False
    if _is_item_of(a, b) or _is_item_of(b, a):
        return False
    if _differ(a.count, b.count):
        return False
    if a.core == b.core:
        return True
    if len(a.core) > len(b.core):
        a, b = b, a
    short, long = a.core, b.core
    cup = _LEVEL_WORDS.sub("", short) if "杯" in short else ""
    if len(cup) >= 3 and cup.endswith("杯") and cup in long and a.level == b.level:
        return True  # 某杯省级二等奖, for …“某杯”大学生竞赛二等奖
    if len(short) < 4:
        return False
    one_is_general = len(a.place) <= 1 or len(b.place) <= 1
    if a.bare == b.bare and len(a.bare) >= 4 and one_is_general:
        return True
    if a.place != b.place and not one_is_general:
        return False
    if min(len(a.bare), len(b.bare)) >= 4:
        if len(a.bare) > len(b.bare):
            a, b = b, a
        short, long, letters, others = a.bare, b.bare, a.letters, b.letters
    else:
        letters, others = set(short), set(long)
    # At least so many letters were left out.
    if len(letters - others) > (_MAY_LACK if a.rank and len(short) >= _LONG else 0):
        return False
    changes = [
        op for op in SequenceMatcher(None, short, long, autojunk=False).get_opcodes() if op[0] != "equal"
    ]
    if any(op[0] == "replace" for op in changes):
        # 研究课题成果, 课题研究成果: the same letters in another order
        return len(short) >= 8 and sorted(a.bare) == sorted(b.bare)
    lost = "".join(short[i:j] for kind, i, j, _, _ in changes if kind == "delete")
    added = [long[k:m] for kind, _, _, k, m in changes if kind == "insert"]
    inside = any(kind == "insert" and 0 < i < len(short) for kind, i, _, _, _ in changes)
    if any(_TELLS_APART.search(part) for part in (lost, *added)):
        return False
    if long.startswith(short) and _CONTEST.search(long, len(short)):
        return False  # a contest within the contest
    if not a.rank:
        both_counted = a.count is not None and a.count == b.count
        return not lost and (both_counted or (len(short) >= 6 and sum(map(len, added)) <= 4))
    if lost:
        return len(lost) <= _MAY_LACK and len(short) >= _LONG
    return len(short) >= (10 if inside else 6)


#: A piece of a name that so many awards share tells nothing.
_COMMON: Final = 40
_COMPARED: Final = 12


def merge_awards(findings: list[AwardFinding]) -> list[list[AwardFinding]]:
    """Return clusters of findings that tell the same award, in order of first mention.

    Their ranks are equal, their editions, years, levels and counts do not contradict each other, and one name
    is the other with words put in. Only findings that share a rare piece of three characters are compared, so
    the time grows with the number of findings, not with its square.
    """
    clusters: list[list[_Key]] = []
    postings: dict[str, dict[str, list[int]]] = defaultdict(dict)
    by_name: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = _Key(finding)
        home = by_name.get((key.name, key.rank))
        if home is None:
            pieces = {key.core[i : i + 3] for i in range(max(1, len(key.core) - 2))}
            holding = postings[key.rank]
            home = _home(key, pieces, clusters, holding)
            if home is None:
                home = len(clusters)
                clusters.append([])
            by_name[key.name, key.rank] = home
            for piece in pieces:
                posting = holding.setdefault(piece, [])
                if len(posting) <= _COMMON and home not in posting:
                    posting.append(home)
        clusters[home].append(key)
    return [[key.finding for key in cluster] for cluster in clusters]


def _home(
    key: _Key, pieces: Iterable[str], clusters: list[list[_Key]], holding: dict[str, list[int]]
) -> int | None:
    """Return the cluster that ``key`` belongs to; ``holding``: those of its rank that hold a piece of a name."""
    told = [posting for piece in pieces if (posting := holding.get(piece)) and len(posting) <= _COMMON]
    shared = Counter(chain.from_iterable(told))
    # Those that share most pieces first, of equal ones the first.
    for index in sorted(sorted(shared), key=shared.__getitem__, reverse=True)[:_COMPARED]:
        members = clusters[index][:_COMPARED]
        if any(_same(m, key) for m in members) and not any(_contrast(m, key) for m in members):
            return index
    return None
