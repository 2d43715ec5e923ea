"""The decoder: the best consistent set of proposed mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final, Generic, Protocol, TypeVar

from extract.findings import Proposal

#: What one more character is worth, so that of two good readings the longer one wins.
_LENGTH = 0.012


def strength(proposal: Proposal) -> float:
    """Return what a proposal is worth against others: its weight, and a little for its length."""
    return proposal.weight + _LENGTH * min(proposal.end - proposal.start, 24)


def decode(
    proposals: Iterable[Proposal], threshold: float = 0.4
) -> tuple[list[Proposal], list[tuple[Proposal, Proposal | None]]]:
    """Choose proposals that do not overlap, the strongest first.

    Returns the chosen ones in text order, and the dropped ones, each with the one it lost to (None: too weak
    by itself).
    """
    chosen: list[Proposal] = []
    dropped: list[tuple[Proposal, Proposal | None]] = []
    rivals: list[Proposal] = []
    reach = -1
    # Proposals that touch no other need no decision; only those that overlap are weighed against each other.
    for proposal in sorted(proposals, key=_START):
        if proposal.weight < threshold:
            dropped.append((proposal, None))
            continue
        if proposal.start >= reach and rivals:
            _settle(rivals, chosen, dropped)
            rivals = []
        rivals.append(proposal)
        if proposal.end > reach:
            reach = proposal.end
    if rivals:
        _settle(rivals, chosen, dropped)
    return chosen, dropped


_START: Final = attrgetter("start")


def _settle(
    rivals: list[Proposal], chosen: list[Proposal], dropped: list[tuple[Proposal, Proposal | None]]
) -> None:
    """Add the winners among ``rivals``, which lie in one stretch of the text, to ``chosen`` in text order."""
    if len(rivals) == 1:
        chosen.append(rivals[0])
        return
    starts: list[int] = []
    winners: list[Proposal] = []
    for proposal in sorted(rivals, key=lambda p: (-strength(p), p.start, -p.end, p.type)):
        at = bisect_left(starts, proposal.end)
        rival = winners[at - 1] if at and winners[at - 1].end > proposal.start else None
        if rival is None:
            starts.insert(at, proposal.start)
            winners.insert(at, proposal)
        elif (rival.start, rival.end, rival.type) != (proposal.start, proposal.end, proposal.type):
            dropped.append((proposal, rival))
    chosen += winners


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=_Span)


class Taken(Generic[_S]):
    """Which stretches of a text mentions take, for asking about many places.

    Whatever has a ``start`` and an ``end`` can be asked about: proposals, named entities.
    """

    __slots__ = ("_ends", "_mentions", "_starts")

    def __init__(self, mentions: Sequence[_S]) -> None:
        """Take ``mentions``, which do not overlap and are in text order."""
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._ends = [m.end for m in mentions]

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether a mention shares a character with ``text[start:end]``."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._ends[at - 1] > start

    def over(self, start: int, end: int) -> Sequence[_S]:
        """Return the mentions that share a character with ``text[start:end]``."""
        low = bisect_right(self._ends, start)
        return self._mentions[low : max(low, bisect_left(self._starts, end))]

    def within(self, start: int, end: int) -> Sequence[_S]:
        """Return the mentions inside ``text[start:end]``."""
        low = bisect_left(self._starts, start)
        return self._mentions[low : max(low, bisect_right(self._ends, end))]
