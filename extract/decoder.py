"""The decoder: the best consistent set of proposed mentions."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

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
    chosen: list[tuple[int, int, Proposal]] = []
    starts: list[int] = []
    dropped: list[tuple[Proposal, Proposal | None]] = []
    for proposal in sorted(proposals, key=lambda p: (-strength(p), p.start, -p.end, p.type)):
        if proposal.weight < threshold:
            dropped.append((proposal, None))
            continue
        at = bisect_left(starts, proposal.end)
        rival = chosen[at - 1][2] if at and chosen[at - 1][1] > proposal.start else None
        if rival is None:
            chosen.insert(at, (proposal.start, proposal.end, proposal))
            insort(starts, proposal.start)
        elif (rival.start, rival.end, rival.type) != (proposal.start, proposal.end, proposal.type):
            dropped.append((proposal, rival))
    return [item[2] for item in chosen], dropped
