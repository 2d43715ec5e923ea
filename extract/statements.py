"""Statements in the making: a relation between two entities with its evidence, gathered and merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from extract.records import Evidence, Relation, Status


class Statement(NamedTuple):
    """``head relation tail``, said by ``text[start:end]``."""

    head: int
    relation: str
    tail: int
    start: int
    end: int
    kinds: tuple[str, ...] = ()
    status: Status = "active"
    year: int | None = None
    confidence: float = 0.8
    rule: str = ""


_RANK = {"active": 0, "planned": 1, "ended": 2}


def merge(
    text: str,
    statements: Iterable[Statement],
    kind_order: Sequence[str],
    *,
    place: Callable[[int], int] = int,
    chance: Callable[[str, str, float], float] = lambda relation, rule, confidence: confidence,
) -> list[Relation]:
    """Merge statements of the same relation: kinds united, evidence gathered, confidence as of independent witnesses.

    What one sentence says is done is not undone by another that says it is planned; an end is. ``place`` gives
    the entities their numbers in the relations; ``chance`` tells how likely a relation is right, by its name,
    rule and confidence.
    """
    groups: dict[tuple[int, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.head != s.tail:
            groups[s.head, s.relation, s.tail].append(s)
    #: One sentence may say many things.
    quotes: dict[tuple[int, int], Evidence] = {}
    out: list[Relation] = []
    for (head, relation, tail), kept in groups.items():
        best = kept[0]
        year = best.year or None
        if len(kept) > 1:
            status = min((s.status for s in kept), key=_RANK.__getitem__)
            kept = [s for s in kept if s.status == status]
            best = min(kept, key=lambda s: (-s.confidence, s.start))
            year = next((s.year for s in kept if s.year), None)
            kept.sort(key=lambda s: (-s.confidence, s.start, s.end))
        kinds = {k for s in kept for k in s.kinds}
        if len(kinds) > 1:
            kinds.discard("其他")
        doubt = 1.0
        evidence: dict[tuple[int, int], Evidence] = {}
        for s in kept:
            span = s.start, s.end
            if span in evidence:
                continue
            doubt *= 1.0 - s.confidence
            quote = quotes.get(span)
            if quote is None:
                quote = quotes[span] = Evidence(*span, " ".join(text[s.start : s.end].split()))
            evidence[span] = quote
        out.append(
            Relation(
                place(head),
                relation,
                place(tail),
                tuple([k for k in kind_order if k in kinds]) if kinds else (),
                best.status,
                year,
                chance(relation, best.rule, round(min(0.99, 1.0 - doubt), 3)),
                best.rule,
                tuple(evidence.values()),
            )
        )
    out.sort()  # by what comes first in them: head, relation, tail
    return out
