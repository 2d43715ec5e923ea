"""Where a name begins: the left edge of a name whose tail is known.

Chinese has no spaces, so in 学校与江苏某某装备股份有限公司 only the words tell where the firm's name begins. Every
position between the last hard delimiter and the tail is a candidate where something speaks for it: a
delimiter, a word that stands before names (`lexicon/left_edges.tsv`), the beginning of a place or of a known
name. The best-scoring candidate wins: evidence at the edge, less what an inner edge word costs.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extract.cues import Cues, Hit, Tail, between, ending_between

#: Characters that no name contains (brackets and quotes are treated apart).
HARD: Final = frozenset("，。；：！？、\n\t,;:!?…—|/《》〈〉【】[]<>●◎△▲■★☆※①②③④⑤⑥⑦⑧⑨⑩ \u3000")
QUOTES: Final = frozenset("“”‘’\"'「」『』")
_CLOSING: Final = {"）": "（", ")": "("}
MAX_NAME: Final = 42

#: What an edge word before the name is worth, by its strength.
_EDGE: Final = {"strong": 3.0, "weak": 1.2, "single": 0.7}
#: What it costs to have it inside the name.
_INNER: Final = {"strong": 3.0, "weak": 0.45, "single": 0.15}
#: Characters that open a phrase and hardly ever a name.
_OPENING: Final = frozenset("属指借继含原在以到为系获有对将向至往经任因如还也均已则又并且让给让即按据")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_COUNT = re.compile(
    r"(?:\d|[一二三四五六七八九十百千多余几两数])+(?:[余多]?[个家所名项批次期届级月日年人位支]|类)"
)


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


class Edge(NamedTuple):
    """A chosen left edge: offset, score, and why."""

    start: int
    score: float
    reason: str


def floor_of(text: str, end: int, low: int, *, quotes: bool = False) -> int:
    """Return the leftmost offset that a name ending before ``end`` may have, at least ``low``.

    Balanced brackets are passed over; quotes only when ``quotes`` is set.
    """
    low = max(low, end - MAX_NAME)
    at = end
    while at > low:
        char = text[at - 1]
        if char in HARD or (char in QUOTES and not quotes) or char in "（(":
            break
        if (
            char in "-－–"
            and at > low + 1
            and "\u4e00" <= text[at - 2] <= "\u9fff"
            and at < end
            and "\u4e00" <= text[at] <= "\u9fff"
        ):
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


def left_edge(
    text: str, tail: int, cues: Cues, low: int, *, quotes: bool = False, joins: float = 1.5, soft: bool = True
) -> list[Edge]:
    """Return the candidate left edges for a name whose tail begins at ``tail``, best first;
    an edge at ``tail`` itself says that nothing belongs to the name.

    ``low`` is the beginning of the paragraph; ``joins`` what 与 after no name is worth as an edge;
    ``soft`` whether a word of trade (百货和…) may end a name before it. The list is empty when nothing stands before the tail.
    """
    floor = floor_of(text, tail, low, quotes=quotes)
    if floor >= tail:
        return []
    inner = _longest_first([hit for hit in between(cues.edges, max(floor - 4, 0), tail) if hit.end <= tail])
    places = between(cues.places, floor, tail)
    scores: dict[int, tuple[float, str]] = {floor: (2.0, "delimiter")}
    covers = [(p.start, p.end) for p in places]
    covers += [
        (h.start, h.end)
        for h in between(cues.firms, floor, tail)
        if h.end - h.start > 2 or text[h.end - 1] == "的"
    ]
    cost: list[tuple[int, int, float]] = []
    covered = -1
    for hit in inner:
        # 发展示范: words are read from the left, so 展示 across two of them is none.
        if hit.start < covered:
            continue
        if any(s <= hit.start and hit.end <= e and (s, e) != (hit.start, hit.end) for s, e in covers):
            # 云和县, 和平区: an edge word inside a place's or firm's name is none.
            continue
        if hit.end - hit.start > 1 or hit.value == "strong":
            covered = hit.end
        strength = str(hit.value)
        if strength == "none":
            continue
        if strength == "conjunction":
            worth = paid = _conjunction(text, hit.start, hit.end, floor, cues, joins, soft)
            if worth >= 3.0 and hit.end in cues.place_at:
                paid = 6.0
        else:
            strength = "single" if strength == "weak" and hit.end - hit.start == 1 else strength
            worth, paid = _EDGE[strength], _INNER[strength]
            if strength == "single" and (
                (hit.start == floor and text[floor] in _OPENING)
                or ((hit.end in cues.place_at or hit.end == tail) and text[hit.start] in _OPENING)
            ):
                # 以某集团为…, 到某县某校: a character that only leads to the name.
                worth, paid = 2.4, 1.6
            elif (
                strength == "single"
                and text[hit.start] in "为是由有在与对系属指"
                and scores.get(hit.start, (0.0, ""))[0] >= 2.4
            ):
                # 合作企业为某某: after a word that bounds names, a function word leads on.
                worth, paid = scores[hit.start][0] + 0.2, 1.0
        if hit.end > floor:
            known = scores.get(hit.end, (0.0, ""))
            if worth > known[0]:
                scores[hit.end] = (worth, f"after {text[hit.start : hit.end]}")
            if hit.start >= floor:
                cost.append((hit.start, hit.end, paid))
    for count in _COUNT.finditer(text, floor, tail):
        scores[count.end()] = max(scores.get(count.end(), (0.0, "")), (2.5, "after a count"))
        cost.append((count.start(), count.end(), 2.0))
    for place in places:
        bonus = 1.8 if place.value in ("province", "prefecture", "country") else 1.5
        if place.end >= tail and place.end > tail:
            continue
        before = scores.get(place.start, (0.0, "place"))
        if before[1].endswith("+place"):
            continue
        scores[place.start] = (before[0] + bonus, f"{before[1]}+place")
    for hit in between(cues.own, floor, tail):
        if hit.start == floor and hit.end <= tail:
            # 学院烹饪教研组…, 我校与…: a word for the school itself opens no other name.
            scores[hit.end] = max(scores.get(hit.end, (0.0, "")), (3.0, "after the school"))
            cost.append((hit.start, hit.end, 3.0))
    named: set[int] = set()
    for hits, label in ((cues.firms, "firm"), (cues.schools, "school"), (cues.agencies, "agency")):
        for hit in between(hits, floor, tail):
            if hit.start in named:
                continue
            named.add(hit.start)
            before = scores.get(hit.start, (0.0, label))
            scores[hit.start] = (before[0] + 1.2, f"{before[1]}+{label}")
    ended = [
        hit.end
        for hit in ending_between(cues.tails, floor, tail - 1)
        if isinstance(hit.value, Tail) and hit.value.text in _CLOSED
    ]
    if floor + 1 in cues.place_at and floor not in cues.place_at and cues.place_at[floor + 1] - floor > 3:
        # 还差海西州人民政府: whatever leads on to a place's full name.
        scores[floor + 1] = max(scores.get(floor + 1, (0.0, "")), (4.0, "before a place+place"))
    brackets = [m.span() for m in _BRACKETS.finditer(text, floor, tail)]
    edges = []
    for start, (worth, reason) in scores.items():
        length = tail - start
        if length < 0 or any(b < start < e for b, e in brackets):
            continue
        spent = sum(w for s, e, w in cost if s >= start and e <= tail)
        spent += sum(0.8 for e in ended if start < e < tail)
        score = worth - 1.1 * spent - 0.06 * max(0, length - 12)
        edges.append(Edge(start, score, reason))
    edges.sort(key=lambda edge: (-edge.score, edge.start))
    return edges


def _longest_first(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def _conjunction(text: str, start: int, end: int, floor: int, cues: Cues, joins: float, soft: bool) -> float:
    """Return how surely 与/和/及 at ``start`` joins two names rather than being part of one."""
    if start <= floor:
        return 3.0
    ends = cues.name_ends if soft else cues.org_ends
    if start in ends or text[start - 1] in '）)”"’等们业位校门群班师生员者授长任记方府':
        return 3.0
    place = next((p for p in between(cues.places, floor, start) if p.end == start), None)
    if place is not None:
        # 湖北和某轴承: the place begins the name. 我院与某县和某医院: a place beside another party.
        return 1.5 if end in cues.place_at else 0.3
    if end in cues.place_at:
        return 2.6
    return joins if text[start:end] in ("与", "及") or text[start:end] == "暨" else 0.4 * joins
