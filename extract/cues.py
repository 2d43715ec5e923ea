"""One pass over the text for every word that matters: tails of names, places, known names, edge words.

An Aho-Corasick automaton (Aho & Corasick 1975) over all tables of the lexicon finds them in time linear in
the text; the recognisers then look only where something was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from extract import lexicon, tsv

if TYPE_CHECKING:
    from extract.name_model import Names

#: Words by which a text means its own school.
OWN_WORDS: Final = (
    "我校",
    "本校",
    "我院",
    "本院",
    "学校",
    "学院",
    "该校",
    "该院",
    "贵校",
    "贵院",
    "全校",
    "全院",
    "校方",
)


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


class Hits(list[Hit]):
    """Hits of one sort in order of ``offsets``: where they start or, for tails, where they end.

    The offsets are kept apart because searching plain integers is several times as fast.
    """

    __slots__ = ("offsets",)

    def __init__(self, hits: Iterable[Hit] = (), *, by_end: bool = False) -> None:
        # Sorting by a plain integer is quick; hits of one start come by their ends, as they were found.
        super().__init__(sorted(hits, key=itemgetter(1 if by_end else 0)))
        self.offsets = [hit[1] for hit in self] if by_end else [hit[0] for hit in self]


@dataclass(slots=True)
class Cues:
    """Everything found in one text, each list in order of ``start`` (tails in order of ``end``)."""

    text: str = ""
    tails: Hits = field(default_factory=Hits)
    edges: Hits = field(default_factory=Hits)
    places: Hits = field(default_factory=Hits)
    firms: Hits = field(default_factory=Hits)
    agencies: Hits = field(default_factory=Hits)
    schools: Hits = field(default_factory=Hits)
    majors: Hits = field(default_factory=Hits)
    industries: Hits = field(default_factory=Hits)
    own: Hits = field(default_factory=Hits)
    #: Offsets at which what may be a whole name ends: 和 there stands between names, not inside one.
    name_ends: set[int] = field(default_factory=set)
    place_at: dict[int, int] = field(default_factory=dict)
    #: As ``name_ends``, but only of names of organisations and words for the own school.
    org_ends: set[int] = field(default_factory=set)
    #: Offsets at which an edge word or a place ends.
    edge_ends: set[int] = field(default_factory=set)
    #: What the model of names makes of the text, once it was asked (`extract.name_model`).
    modelled: Names | None = None

    def nameless(self, offset: int, *, surely: bool = False) -> bool:
        """Tell whether the model of names, if it was asked, sees no name at ``offset``; ``surely`` asks for more."""
        return self.modelled is not None and self.modelled.none_at(offset, surely=surely)


def between(hits: Hits, start: int, end: int) -> list[Hit]:
    """Return the hits that begin in ``start <= h.start < end`` (``hits`` sorted by start)."""
    offsets = hits.offsets
    low = bisect_left(offsets, start)
    return hits[low : bisect_left(offsets, end, low)] if start < end else []


def ending_between(tails: Hits, start: int, end: int) -> list[Hit]:
    """Return the tails that end in ``start < t.end <= end`` (``tails`` sorted by end)."""
    offsets = tails.offsets
    low = bisect_right(offsets, start)
    return tails[low : bisect_right(offsets, end, low)] if start < end else []


@cache
def _automaton() -> tuple[AhoCorasick, list[list[tuple[str, Tail | str]]]]:
    """Return the automaton and, for each of its patterns, the lists it belongs to with its values."""
    meanings: dict[str, list[tuple[str, Tail | str]]] = {}

    def add(word: str, kind: str, value: Tail | str) -> None:
        if word:
            meanings.setdefault(word, []).append((kind, value))

    for word, kind, needs, sure in tsv.rows("org_suffixes"):
        add(word, "tails", Tail(word, kind, needs, float(sure)))
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


#: The sorts of hits that are kept as they are; of the tails only the longest at each end is.
_KINDS: Final = ("edges", "places", "firms", "agencies", "schools", "majors", "industries", "own")


def scan(text: str) -> Cues:
    """Find every word of the lexicon in ``text``."""
    automaton, meanings = _automaton()
    found: dict[str, list[Hit]] = {kind: [] for kind in _KINDS}
    append = {kind: hits.append for kind, hits in found.items()}
    longest: dict[int, Hit] = {}
    # This loop sees every third character of a text: tuple.__new__ is the quick way to make a named tuple.
    make = tuple.__new__
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for kind, value in meanings[pattern]:
            if kind != "tails":
                append[kind](make(Hit, (start, end, value)))
            elif end not in longest or start < longest[end][0]:
                longest[end] = make(Hit, (start, end, value))
    cues = Cues(text, Hits(longest.values(), by_end=True))
    for kind, hits in found.items():
        setattr(cues, kind, Hits(hits))
    cues.org_ends.update(longest)
    for hits in (cues.firms, cues.agencies, cues.schools, cues.own):
        cues.org_ends.update([hit[1] for hit in hits])
    cues.name_ends.update(cues.org_ends)
    for hits in (cues.majors, cues.industries):
        cues.name_ends.update([hit[1] for hit in hits])
    cues.edge_ends.update(
        [
            end
            for start, end, value in cues.edges
            if value in ("strong", "conjunction")
            or (value == "weak" and (end - start > 1 or text[start] in "为对向到至"))
        ]
    )
    cues.edge_ends.update([hit[1] for hit in cues.places])
    place_at = cues.place_at
    for start, end, _ in cues.places:
        # In order of start, then end: the last is the longest.
        place_at[start] = end
    return cues
