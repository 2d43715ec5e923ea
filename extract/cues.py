"""One pass over the text for every word that matters: tails of names, places, known names, edge words.

An Aho-Corasick automaton (Aho & Corasick 1975) over all tables of the lexicon finds them in time linear in
the text; the recognisers then look only where something was found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, overload

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

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


#: What the automaton tells, (words, 3): the number of a pattern, where it starts and where it ends.
Found = NDArray[np.intp]
Flags = NDArray[np.bool_]
_NOTHING: Final[Found] = np.zeros((0, 3), dtype=np.intp)
_NONE: Final[Flags] = np.zeros(0, dtype=np.bool_)


class Hits(list[Hit]):
    """Hits of one sort in order of ``offsets``: where they start or, for tails, where they end.

    The offsets are kept apart because searching plain integers is several times as fast.
    """

    __slots__ = ("offsets",)

    def __init__(self, hits: Iterable[Hit] = (), *, by_end: bool = False) -> None:
        # Sorting by a plain integer is quick; hits of one start come by their ends, as they were found.
        super().__init__(sorted(hits, key=itemgetter(1 if by_end else 0)))
        self.offsets = [hit[1] for hit in self] if by_end else [hit[0] for hit in self]


class Words(Sequence[Hit]):
    """Words of one sort in a text in order of ``offsets``, where they start, of one start the longest first.

    Every third character ends an edge word or one of trade, and few of them are ever looked at: they are kept as
    numbers, and made hits when they are asked for.
    """

    __slots__ = ("_ends", "_patterns", "_strengths", "are_strong", "ends", "offsets")

    def __init__(self, found: Found = _NOTHING, strengths: Sequence[str] = (), strong: Flags = _NONE) -> None:
        """Take what was ``found`` in order of ends; the others say of each pattern what it is worth."""
        longest_first = found[::-1]
        rows = longest_first[np.argsort(longest_first[:, 1], kind="stable")]
        self._strengths = strengths
        self._patterns = rows[:, 0].tolist()
        self.offsets: list[int] = rows[:, 1].tolist()
        self._ends = rows[:, 2].tolist()
        #: Where they end, and which of them are strong.
        self.ends, self.are_strong = rows[:, 2], strong[rows[:, 0]]

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        if isinstance(index, slice):
            strengths, make = self._strengths, tuple.__new__  # the quick way to a named tuple
            return [
                make(Hit, (start, end, strengths[at]))
                for start, end, at in zip(
                    self.offsets[index], self._ends[index], self._patterns[index], strict=True
                )
            ]
        return Hit(self.offsets[index], self._ends[index], self._strengths[self._patterns[index]])


@dataclass(slots=True)
class Cues:
    """Everything found in one text, each list in order of ``start`` (tails in order of ``end``)."""

    text: str = ""
    tails: Hits = field(default_factory=Hits)
    #: Words before a name or inside none; strong ones tell by themselves.
    edges: Words = field(default_factory=Words)
    places: Hits = field(default_factory=Hits)
    firms: Hits = field(default_factory=Hits)
    agencies: Hits = field(default_factory=Hits)
    schools: Hits = field(default_factory=Hits)
    majors: Hits = field(default_factory=Hits)
    #: Words of trade at the end of firms' names: strong ones say more.
    industries: Words = field(default_factory=Words)
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


def between(hits: Hits | Words, start: int, end: int) -> list[Hit]:
    """Return the hits that begin in ``start <= h.start < end`` (``hits`` sorted by start)."""
    offsets = hits.offsets
    low = bisect_left(offsets, start)
    if low == len(offsets) or offsets[low] >= end:
        return []  # as mostly
    return hits[low : bisect_left(offsets, end, low)]


def ending_between(tails: Hits, start: int, end: int) -> list[Hit]:
    """Return the tails that end in ``start < t.end <= end`` (``tails`` sorted by end)."""
    offsets = tails.offsets
    low = bisect_right(offsets, start)
    return tails[low : bisect_right(offsets, end, low)] if start < end else []


class _Lexicon(NamedTuple):
    """The automaton, and for each of its patterns what it is.

    ``strengths`` are those of edge words ("" for others), ``trades`` the weights of words of trade, as they are
    written, and ``is_telling`` which of those weigh much; ``meanings`` are the other lists it belongs to, with its
    values; ``is_edge``, ``is_strong`` and ``means`` tell whether there are such, and ``bounds`` whether a name may
    begin behind it.
    """

    automaton: AhoCorasick
    strengths: list[str]
    meanings: list[list[tuple[str, Tail | str]]]
    is_edge: Flags
    is_strong: Flags
    trades: list[str]
    is_trade: Flags
    is_telling: Flags
    means: Flags
    bounds: Flags


def _bounds(word: str, strength: str) -> bool:
    if strength == "weak":
        return len(word) > 1 or word in "为对向到至"
    return strength in ("strong", "conjunction")


#: Words of trade from this weight on say more (`lexicon/industries.tsv`).
_TELLING: Final = 0.5


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
    trades = {word: weight for word, weight in lexicon.industries().items() if word}
    for word in trades:
        meanings.setdefault(word, [])
    for word in OWN_WORDS:
        add(word, "own", word)
    words = list(meanings)
    # A double-array/contiguous NFA is much quicker to build than a DFA and fast enough to search.
    automaton = AhoCorasick(words, implementation=Implementation.ContiguousNFA)
    return _Lexicon(
        automaton,
        [strengths.get(word, "") for word in words],
        [meanings[word] for word in words],
        is_edge=np.array([word in strengths for word in words]),
        is_strong=np.array([strengths.get(word) == "strong" for word in words]),
        trades=[str(trades.get(word, "")) for word in words],
        is_trade=np.array([word in trades for word in words]),
        is_telling=np.array([trades.get(word, 0.0) >= _TELLING for word in words]),
        means=np.array([bool(meanings[word]) for word in words]),
        bounds=np.array([_bounds(word, strengths.get(word, "")) for word in words]),
    )


#: The sorts of hits that are kept as they are; of the tails only the longest at each end is.
_KINDS: Final = ("places", "firms", "agencies", "schools", "majors", "own")


def scan(text: str) -> Cues:
    """Find every word of the lexicon in ``text``."""
    words = _lexicon()
    told = words.automaton.find_matches_as_indexes(text, overlapping=True)
    all_found = np.fromiter(chain.from_iterable(told), np.intp, 3 * len(told)).reshape(-1, 3)
    del told  # of an endless text hundreds of megabytes
    patterns = all_found[:, 0]
    found: dict[str, list[Hit]] = {kind: [] for kind in _KINDS}
    append = {kind: hits.append for kind, hits in found.items()}
    longest: dict[int, Hit] = {}
    make = tuple.__new__  # the quick way to a named tuple
    for pattern, start, end in all_found[words.means[patterns]].tolist():
        for kind, value in words.meanings[pattern]:
            if kind != "tails":
                append[kind](make(Hit, (start, end, value)))
            elif end not in longest or start < longest[end][0]:
                longest[end] = make(Hit, (start, end, value))
    cues = Cues(text, Hits(longest.values(), by_end=True))
    cues.edges = Words(all_found[words.is_edge[patterns]], words.strengths, words.is_strong)
    cues.industries = Words(all_found[words.is_trade[patterns]], words.trades, words.is_telling)
    for kind, hits in found.items():
        setattr(cues, kind, Hits(hits))
    cues.org_ends.update(longest)
    for hits in (cues.firms, cues.agencies, cues.schools, cues.own):
        cues.org_ends.update([hit[1] for hit in hits])
    cues.name_ends.update(cues.org_ends)
    cues.name_ends.update([hit[1] for hit in cues.majors])
    cues.name_ends.update(cues.industries.ends.tolist())
    cues.edge_ends.update(all_found[words.bounds[patterns], 2].tolist())
    cues.edge_ends.update([hit[1] for hit in cues.places])
    place_at = cues.place_at
    for start, end, _ in cues.places:
        # In order of start, then end: the last is the longest.
        place_at[start] = end
    return cues
