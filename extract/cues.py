"""One pass over the text for every word that matters: tails of names, places, known names, edge words.

An Aho-Corasick automaton (Aho & Corasick 1975) over all tables of the lexicon finds them in time linear in
the text; the recognisers then look only where something was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from extract import lexicon, tsv

#: Words by which a text means its own school.
OWN_WORDS: Final = ("我校", "本校", "我院", "本院", "学校", "学院", "该校", "该院", "全校", "全院", "校方")


class Tail(NamedTuple):
    """The tail of an organisation's name and what it says."""

    text: str
    type: str
    needs: str
    weight: float


class Hit(NamedTuple):
    """A word of the lexicon in the text: ``text[start:end]``."""

    start: int
    end: int
    value: Tail | str


@dataclass(slots=True)
class Cues:
    """Everything found in one text, each list in order of ``start`` (tails in order of ``end``)."""

    text: str = ""
    tails: list[Hit] = field(default_factory=list)
    edges: list[Hit] = field(default_factory=list)
    places: list[Hit] = field(default_factory=list)
    firms: list[Hit] = field(default_factory=list)
    agencies: list[Hit] = field(default_factory=list)
    schools: list[Hit] = field(default_factory=list)
    majors: list[Hit] = field(default_factory=list)
    industries: list[Hit] = field(default_factory=list)
    own: list[Hit] = field(default_factory=list)
    #: Offsets at which something that may be a whole name ends, for telling 和 between names from 和 inside one.
    name_ends: set[int] = field(default_factory=set)
    place_at: dict[int, int] = field(default_factory=dict)
    #: As ``name_ends``, but only of names of organisations and words for the own school.
    org_ends: set[int] = field(default_factory=set)
    #: Offsets at which an edge word or a place ends.
    edge_ends: set[int] = field(default_factory=set)


def between(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """Return the hits that begin in ``start <= h.start < end`` (``hits`` sorted by start)."""
    return hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]


def ending_between(tails: list[Hit], start: int, end: int) -> list[Hit]:
    """Return the tails that end in ``start < t.end <= end`` (``tails`` sorted by end)."""
    low = bisect_right(tails, start, key=lambda hit: hit.end)
    high = bisect_right(tails, end, key=lambda hit: hit.end)
    return tails[low:high]


@cache
def _automaton() -> tuple[AhoCorasick, list[list[tuple[str, Tail | str]]]]:
    """Return the automaton and, for each of its patterns, the lists it belongs to with its values."""
    meanings: dict[str, list[tuple[str, Tail | str]]] = {}

    def add(word: str, kind: str, value: Tail | str) -> None:
        if word:
            meanings.setdefault(word, []).append((kind, value))

    for word, kind, needs, weight in tsv.rows("org_suffixes"):
        add(word, "tails", Tail(word, kind, needs, float(weight)))
    for word, strength in tsv.rows("left_edges"):
        add(word, "edges", strength)
    for name, place in lexicon.places().items():
        if len(name) > 1:
            add(name, "places", place.level)
    for name, firm in lexicon.firms().items():
        add(name, "firms", "ambiguous" if firm.ambiguous else "")
    for name in lexicon.agencies():
        add(name, "agencies", "")
    for name in lexicon.schools():
        add(name, "schools", "")
    for name in lexicon.majors():
        add(name, "majors", name)
    for name, weight in lexicon.industries().items():
        add(name, "industries", str(weight))
    for word in OWN_WORDS:
        add(word, "own", word)
    words = list(meanings)
    # A double-array/contiguous NFA is much quicker to build than a DFA and fast enough to search.
    automaton = AhoCorasick(words, implementation=Implementation.ContiguousNFA)
    return automaton, [meanings[word] for word in words]


def scan(text: str) -> Cues:
    """Find every word of the lexicon in ``text``."""
    automaton, meanings = _automaton()
    cues = Cues(text)
    lists = {
        kind: getattr(cues, kind).append
        for kind in ("edges", "places", "firms", "agencies", "schools", "majors", "industries", "own")
    }
    longest: dict[int, Hit] = {}
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for kind, value in meanings[pattern]:
            if kind == "tails":
                known = longest.get(end)
                if known is None or start < known.start:
                    longest[end] = Hit(start, end, value)
            else:
                lists[kind](Hit(start, end, value))
    for kind in ("edges", "places", "firms", "agencies", "schools", "majors", "industries", "own"):
        getattr(cues, kind).sort()
    cues.tails = [longest[end] for end in sorted(longest)]
    cues.name_ends.update(longest)
    for hits in (cues.firms, cues.agencies, cues.schools, cues.majors, cues.industries, cues.own):
        cues.name_ends.update(hit.end for hit in hits)
    cues.org_ends.update(longest)
    for hits in (cues.firms, cues.agencies, cues.schools, cues.own):
        cues.org_ends.update(hit.end for hit in hits)
    cues.edge_ends.update(
        hit.end
        for hit in cues.edges
        if hit.value in ("strong", "conjunction")
        or hit.value == "weak"
        and (hit.end - hit.start > 1 or text[hit.start] in "为对向到至")
    )
    cues.edge_ends.update(hit.end for hit in cues.places)
    for hit in cues.places:
        cues.place_at[hit.start] = max(cues.place_at.get(hit.start, 0), hit.end)
    return cues
