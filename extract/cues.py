"""One pass over the text for every word that matters: tails of names, places, known names, edge words.

An Aho-Corasick automaton (Aho & Corasick 1975) over all tables of the lexicon finds them in time linear in
the text; the recognisers then look only where something was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, overload

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


#: What the automaton tells: the number of a pattern, where it starts and where it ends.
_Found = tuple[int, int, int]


class Hits(list[Hit]):
    """Hits of one sort in order of ``offsets``: where they start or, for tails, where they end.

    The offsets are kept apart because searching plain integers is several times as fast.
    """

    __slots__ = ("offsets",)

    def __init__(self, hits: Iterable[Hit] = (), *, by_end: bool = False) -> None:
        # Sorting by a plain integer is quick; hits of one start come by their ends, as they were found.
        super().__init__(sorted(hits, key=itemgetter(1 if by_end else 0)))
        self.offsets = [hit[1] for hit in self] if by_end else [hit[0] for hit in self]


class EdgeWords(Sequence[Hit]):
    """The edge words of a text in order of ``offsets``, where they start, of one start the longest first.

    Every fourth character ends one, and few of them are ever looked at: they are kept as the automaton told them,
    and made hits when they are asked for.
    """

    __slots__ = ("_found", "_strengths", "offsets")

    def __init__(self, found: Iterable[_Found] = (), strengths: Sequence[str] = ()) -> None:
        """Take what was ``found``, in order of its ends; ``strengths`` says for each pattern how strong it is."""
        longest_first = reversed([*found])
        self._found = sorted(longest_first, key=itemgetter(1))
        self._strengths = strengths
        self.offsets = [start for _, start, _ in self._found]

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            return [Hit(start, end, self._strengths[at]) for at, start, end in self._found[index]]
        at, start, end = self._found[index]
        return Hit(start, end, self._strengths[at])

    def ends(self, *, strong: bool) -> list[int]:
        """Return where the strong ones end, or where the others do."""
        strengths = self._strengths
        return [end for at, _, end in self._found if (strengths[at] == "strong") is strong]


@dataclass(slots=True)
class Cues:
    """Everything found in one text, each list in order of ``start`` (tails in order of ``end``)."""

    text: str = ""
    tails: Hits = field(default_factory=Hits)
    edges: EdgeWords = field(default_factory=EdgeWords)
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

    def sure_edge(self, tail: int, end: int, low: int, type: str) -> int | None:
        """Return where a name of ``type`` begins that the model is sure of and that ends at ``end``, after ``low``.

        None too where it does not begin before its ``tail``, or where the model was not asked.
        """
        name = self.modelled.ends.get(end) if self.modelled is not None else None
        return name.start if name is not None and name.type == type and low <= name.start < tail else None

    def nameless(self, offset: int, *, surely: bool = False) -> bool:
        """Tell whether the model of names, if it was asked, sees no name at ``offset``; ``surely`` asks for more."""
        return self.modelled is not None and self.modelled.none_at(offset, surely=surely)


def between(hits: Hits | EdgeWords, start: int, end: int) -> list[Hit]:
    """Return the hits that begin in ``start <= h.start < end`` (``hits`` sorted by start)."""
    offsets = hits.offsets
    low = bisect_left(offsets, start)
    return hits[low : bisect_left(offsets, end, low)] if start < end else []


def ending_between(tails: Hits, start: int, end: int) -> list[Hit]:
    """Return the tails that end in ``start < t.end <= end`` (``tails`` sorted by end)."""
    offsets = tails.offsets
    low = bisect_right(offsets, start)
    return tails[low : bisect_right(offsets, end, low)] if start < end else []


class _Lexicon(NamedTuple):
    """The automaton, and for each of its patterns what it is.

    ``strengths`` are those of edge words ("" for others), ``bounds`` tells whether a name may begin behind it, and
    ``meanings`` are the other lists it belongs to, with its values.
    """

    automaton: AhoCorasick
    strengths: list[str]
    bounds: list[bool]
    meanings: list[list[tuple[str, Tail | str]]]


def _bounds(word: str, strength: str) -> bool:
    if strength == "weak":
        return len(word) > 1 or word in "为对向到至"
    return strength in ("strong", "conjunction")


@cache
def _lexicon() -> _Lexicon:
    """Return every word that is looked for."""
    meanings: dict[str, list[tuple[str, Tail | str]]] = {}

    def add(word: str, kind: str, value: Tail | str) -> None:
        if word:
            meanings.setdefault(word, []).append((kind, value))

    for word, kind, needs, sure in tsv.rows("org_suffixes"):
        add(word, "tails", Tail(word, kind, needs, float(sure)))
    strengths = {word: strength for word, strength in tsv.rows("left_edges") if word}
    for word in strengths:
        meanings.setdefault(word, [])
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
    return _Lexicon(
        automaton,
        [strengths.get(word, "") for word in words],
        [_bounds(word, strengths.get(word, "")) for word in words],
        [meanings[word] for word in words],
    )


#: The sorts of hits that are kept as they are; of the tails only the longest at each end is.
_KINDS: Final = ("places", "firms", "agencies", "schools", "majors", "industries", "own")


def scan(text: str) -> Cues:
    """Find every word of the lexicon in ``text``."""
    automaton, strengths, bounds, meanings = _lexicon()
    all_found = automaton.find_matches_as_indexes(text, overlapping=True)
    found: dict[str, list[Hit]] = {kind: [] for kind in _KINDS}
    append = {kind: hits.append for kind, hits in found.items()}
    longest: dict[int, Hit] = {}
    for pattern, start, end in all_found:
        for kind, value in meanings[pattern]:
            if kind != "tails":
                append[kind](Hit(start, end, value))
            elif end not in longest or start < longest[end][0]:
                longest[end] = Hit(start, end, value)
    cues = Cues(text, Hits(longest.values(), by_end=True))
    cues.edges = EdgeWords([hit for hit in all_found if strengths[hit[0]]], strengths)
    for kind, hits in found.items():
        setattr(cues, kind, Hits(hits))
    cues.org_ends.update(longest)
    for hits in (cues.firms, cues.agencies, cues.schools, cues.own):
        cues.org_ends.update([hit[1] for hit in hits])
    cues.name_ends.update(cues.org_ends)
    for hits in (cues.majors, cues.industries):
        cues.name_ends.update([hit[1] for hit in hits])
    cues.edge_ends.update([end for pattern, _, end in all_found if bounds[pattern]])
    cues.edge_ends.update([hit[1] for hit in cues.places])
    place_at = cues.place_at
    for start, end, _ in cues.places:
        # In order of start, then end: the last is the longest.
        place_at[start] = end
    return cues
