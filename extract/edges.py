"""Where a name begins: the left edge of a name whose tail is known.

Chinese has no spaces, so in 学校与江苏某某装备股份有限公司 only the words tell where the firm's name begins. Every
position between the last hard delimiter and the tail is a candidate where something speaks for it: a
delimiter, a word that stands before names (`lexicon/left_edges.tsv`), the beginning of a place or of a known
name. The best-scoring candidate wins: evidence at the edge, less what an inner edge word costs.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extract.cues import OWN_WORDS, Cues, Hit, Tail, between, ending_between

#: Characters that no name contains (brackets and quotes are treated apart).
HARD: Final = frozenset("，。；：！？、\n\t,;:!?…—|｜/／《》〈〉【】[]［］<>●◎△▲■★☆※①②③④⑤⑥⑦⑧⑨⑩ \u3000")
QUOTES: Final = frozenset("“”‘’\"'「」『』")
_CLOSING: Final = {"）": "（", ")": "("}
MAX_NAME: Final = 42

#: What an edge word before the name is worth, by its strength.
_EDGE: Final = {"strong": 3.0, "weak": 1.2, "single": 0.7}
#: What it costs to have it inside the name.
_INNER: Final = {"strong": 3.0, "weak": 0.45, "single": 0.15}
#: Characters that open a phrase and hardly ever a name.
_OPENING: Final = frozenset("属指借继含原在以到为系获有对将向至往经任因如还也均已则又并且让给让即按据")
#: What stands before 与/和 where they join, other than names: 专业与, 双方与, ）和.
_ENDS: Final = re.compile(r"(?:专业|企业|行业|毕业|[）)”\"’等们位校门群班师生员者授长任记方府])$")
#: Function words that lead on from a word that bounds names (合作企业为…).
_LINKING: Final = frozenset("为是由有在与对系属指到去往赴")
_OWN_INITIALS: Final = frozenset(word[0] for word in OWN_WORDS)
_LARGE: Final = ("province", "prefecture", "country")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_NUMERAL: Final = r"[\d一二三四五六七八九十百千多余几两数]"
#: The class stands twice so that the engine skips to its first character.
_COUNT: Final = re.compile(rf"{_NUMERAL}{_NUMERAL}*(?:[余多]?[个家所名项批次期届级月日年人位支]|类)")


#: Tails with which a name is over; another tail after them belongs to another name.
_CLOSED: Final = frozenset(
    {
        "学院",
        "学校",
        "职业学院",
        "职业技术学院",
        "技师学院",
        "有限公司",
        "股份有限公司",
        "有限责任公司",
        "人民政府",
        "教育局",
        "管委会",
        "协会",
        "医院",
        "人民医院",
    }
)


#: How the tail of a firm's registered name begins; it always has a body before it (…显示有限公司).
_REGISTERED: Final = ("有限公司", "有限责任公司", "股份有限公司", "股份公司", "股份有限责任公司")


class Edge(NamedTuple):
    """A chosen left edge: offset, score, and why."""

    start: int
    score: float
    reason: str


#: What may join two names (某校-某企) or end a number (1.某校).
_JOINTS: Final = frozenset("-－–.．")
#: Characters at which a name may end to the left; all others are passed over.
_SPECIAL: Final = HARD | QUOTES | _JOINTS | frozenset("（()）")


def floor_of(text: str, end: int, low: int, *, quotes: bool = False) -> int:
    """Return the leftmost offset that a name ending before ``end`` may have, at least ``low``.

    Balanced brackets are passed over; quotes only when ``quotes`` is set.
    """
    low = max(low, end - MAX_NAME)
    at = end
    while at > low:
        char = text[at - 1]
        if char not in _SPECIAL:
            at -= 1
            continue
        if char in HARD or (char in QUOTES and not quotes) or char in "（(":
            break
        if char in _JOINTS and low + 1 < at < end and _separates(text, at - 1):
            break
        if char in _CLOSING:
            opening = text.rfind(_CLOSING[char], low, at - 1)
            if opening >= 0 and (opening <= low or text[opening - 1] in HARD):
                # （4）某某班: a number in brackets, not a part of the name.
                break
            if opening < 0 or at - opening > 14 or any(c in HARD for c in text[opening:at]):
                break
            at = opening
            continue
        at -= 1
    return at


def _separates(text: str, at: int) -> bool:
    """Tell whether a hyphen joins two Chinese words, or a full stop ends a number (1.某某公司)."""
    before, after = text[at - 1], text[at + 1]
    if text[at] in ".．":
        return before.isdigit() and "\u4e00" <= after <= "\u9fff"
    return "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff"


def left_edge(
    text: str, tail: int, cues: Cues, low: int, *, quotes: bool = False, joins: float = 1.5, soft: bool = True
) -> list[Edge]:
    """Return the candidate left edges for a name whose tail begins at ``tail``, best first.

    An edge at ``tail`` itself says that nothing belongs to the name; the list is empty when nothing stands
    before the tail. ``low`` is the beginning of the paragraph, ``joins`` what 与 after no name is worth as an
    edge, ``soft`` whether a word of trade (百货和…) may end a name before it.
    """
    floor = floor_of(text, tail, low, quotes=quotes)
    if floor >= tail:
        return []
    region = _Region(text, floor, tail, cues, joins, soft)
    region.read_own()
    region.read_words()
    region.read_counts()
    region.read_places()
    region.read_names()
    return region.edges()


class _Region:
    """The stretch of text in which a name's left edge is sought, and what speaks for and against each offset.

    ``worth`` maps a candidate edge to its score and reason; ``cost`` lists where stretches begin and what it
    costs to have them inside the name.
    """

    __slots__ = ("cost", "cues", "firms", "floor", "joins", "places", "soft", "tail", "text", "worth")

    def __init__(self, text: str, floor: int, tail: int, cues: Cues, joins: float, soft: bool) -> None:
        self.text = text
        self.floor = floor
        self.tail = tail
        self.cues = cues
        self.joins = joins
        self.soft = soft
        self.worth: dict[int, tuple[float, str]] = {floor: (2.0, "delimiter")}
        self.cost: list[tuple[int, float]] = []
        self.places = between(cues.places, floor, tail)
        self.firms = between(cues.firms, floor, tail)

    def offer(self, at: int, worth: float, reason: str) -> None:
        """Take ``at`` as an edge if nothing speaks for it more strongly."""
        if worth > self.worth.get(at, (0.0, ""))[0]:
            self.worth[at] = (worth, reason)

    def add(self, at: int, worth: float, label: str) -> None:
        """Let a further fact speak for the edge ``at``."""
        known, reason = self.worth.get(at, (0.0, label))
        self.worth[at] = (known + worth, f"{reason}+{label}")

    def read_words(self) -> None:
        """Weigh the edge words of the region, read from the left, the longest first."""
        text, floor, tail = self.text, self.floor, self.tail
        hits = between(self.cues.edges, max(floor - 4, 0), tail)
        if not hits:
            return
        covers = [(p.start, p.end) for p in self.places]
        brands: set[int] = set()
        if self.firms:
            covers += [(f.start, f.end) for f in self.firms if f.end - f.start > 2 or text[f.end - 1] == "的"]
            brands = {f.start for f in self.firms if f.end - f.start > 2}
        legal = text.startswith(_REGISTERED, tail)
        covered = -1
        for hit in hits:
            start, end, strength = hit
            # 发展示范: words are read from the left, so 展示 across two of them is none.
            if start < covered or end > tail:
                continue
            if covers and any(s <= start and end <= e and (s, e) != (start, end) for s, e in covers):
                # 云和县, 和平区: an edge word inside a place's or firm's name is none.
                continue
            if covers and any(s < start < e < end for s, e in covers):
                # 白山市长白山…: 市长 across a place's end is no word.
                continue
            if legal and (end == tail or self._in_registered(hit)):
                continue
            if end - start > 1 or strength == "strong":
                covered = end
            if strength == "none" or end <= floor:
                continue
            worth, paid = self._word(hit, brands)
            self.offer(end, worth, f"after {text[start:end]}")
            if start >= floor:
                self.cost.append((start, paid))

    def _in_registered(self, hit: Hit) -> bool:
        """Tell whether a registered name goes on over 联合: 福建联合石化有限公司, not 湖州市联合某某有限公司."""
        return self.text[hit.start : hit.end] == "联合" and any(
            p.end == hit.start and self.text[p.end - 1] not in "省市县区州镇" for p in self.places
        )

    def _word(self, hit: Hit, brands: set[int]) -> tuple[float, float]:
        """Return what an edge word is worth before a name, and what it costs inside one."""
        strength = str(hit.value)
        if strength == "conjunction":
            worth = self._conjunction(hit.start, hit.end)
            return worth, 6.0 if worth >= 3.0 and hit.end in self.cues.place_at else worth
        if strength == "strong" or hit.end - hit.start > 1:
            return _EDGE[strength], _INNER[strength]
        char = self.text[hit.start]
        leads = hit.end in self.cues.place_at or hit.end in brands or hit.end == self.tail
        if char in _OPENING and (hit.start == self.floor or leads):
            # 以某集团为…, 到某县某校: a character that only leads to the name.
            return 2.4, 1.6
        bounded = self.worth.get(hit.start, (0.0, ""))[0]
        if char in _LINKING and bounded >= 2.4 and hit.start not in brands:
            # 合作企业为某某: after a word that bounds names, a function word leads on.
            return bounded + 0.2, 1.0
        return _EDGE["single"], _INNER["single"]

    def _conjunction(self, start: int, end: int) -> float:
        """Return how surely 与/和/及 at ``start`` joins two names rather than being part of one."""
        if start <= self.floor:
            return 3.0
        ends = self.cues.name_ends if self.soft else self.cues.org_ends
        if start in ends or _ENDS.search(self.text, max(self.floor, start - 2), start):
            return 3.0
        if any(p.end == start for p in self.places):
            # 湖北和某轴承: the place begins the name. 我院与某县和某医院: a place beside another party.
            return 1.5 if end in self.cues.place_at else 0.3
        if end in self.cues.place_at:
            return 2.6
        return self.joins if self.text[start:end] in ("与", "及", "暨") else 0.4 * self.joins

    def read_counts(self) -> None:
        """Take the end of 三家, 2022年 … as an edge."""
        for count in _COUNT.finditer(self.text, self.floor, self.tail):
            self.offer(count.end(), 2.5, "after a count")
            self.cost.append((count.start(), 2.0))

    def read_places(self) -> None:
        """Let places speak for beginning a name."""
        if self.places:
            seen: set[int] = set()
            for place in self.places:
                if place.end <= self.tail and place.start not in seen:
                    seen.add(place.start)
                    self.add(place.start, 1.8 if place.value in _LARGE else 1.5, "place")
            for place in sorted(self.places, key=lambda p: -p.start):
                # 大连渤海湾…: of two places side by side the first begins the name.
                inner = self.worth.get(place.end)
                if place.end in seen and inner is not None and self.worth[place.start][0] <= inner[0]:
                    self.worth[place.start] = (inner[0] + 0.1, self.worth[place.start][1])
        at = self.floor + 1
        if (
            at in self.cues.place_at
            and self.floor not in self.cues.place_at
            and self.cues.place_at[at] - at > 2
        ):
            # 还差海西州人民政府: whatever leads on to a place's full name.
            self.offer(at, 4.0, "before a place+place")

    def read_own(self) -> None:
        """Let a word for the own school that opens the region speak against reaching over it."""
        if self.text[self.floor] not in _OWN_INITIALS:
            return
        for hit in between(self.cues.own, self.floor, self.floor + 1):
            if hit.end <= self.tail:
                # 学院烹饪教研组…, 我校与…: a word for the school itself opens no other name.
                self.offer(hit.end, 3.0, "after the school")
                self.cost.append((hit.start, 3.0))

    def read_names(self) -> None:
        """Let known firms, schools and agencies speak for beginning a name."""
        named: set[int] = set()
        for hits, label in (
            (self.firms, "firm"),
            (between(self.cues.schools, self.floor, self.tail), "school"),
            (between(self.cues.agencies, self.floor, self.tail), "agency"),
        ):
            for hit in hits:
                if hit.start not in named:
                    named.add(hit.start)
                    self.add(hit.start, 1.2, label)

    def edges(self) -> list[Edge]:
        """Return the candidates with what their names cost taken off, best first."""
        floor, tail = self.floor, self.tail
        over = [
            hit.end
            for hit in ending_between(self.cues.tails, floor, tail - 1)
            if isinstance(hit.value, Tail) and hit.value.text in _CLOSED
        ]
        # No edge lies inside brackets; that at the floor never does.
        brackets = (
            [m.span() for m in _BRACKETS.finditer(self.text, floor, tail)] if len(self.worth) > 1 else []
        )
        ranked = []
        for start, (worth, reason) in self.worth.items():
            length = tail - start
            if length < 0 or (brackets and any(b < start < e for b, e in brackets)):
                continue
            spent = 0.0
            for at, paid in self.cost:
                if at >= start:
                    spent += paid
            if over:
                spent += sum([0.8 for end in over if start < end < tail])
            score = worth - 1.1 * spent
            if length > 12:
                score -= 0.06 * (length - 12)
            ranked.append((-score, start, reason))
        ranked.sort()
        return [Edge(start, -worst, reason) for worst, start, reason in ranked]
