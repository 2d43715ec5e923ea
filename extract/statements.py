"""Statements in the making: a relation between two entities with its evidence, gathered and merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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


def merge(text: str, statements: Iterable[Statement], kind_order: list[str]) -> list[Relation]:
    """Merge statements of the same relation: kinds united, evidence gathered, confidence as of independent witnesses.

    What one sentence says is done is not undone by another that says it is planned; an end is.
    """
    groups: dict[tuple[int, str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.head != s.tail:
            groups[s.head, s.relation, s.tail].append(s)
    out: list[Relation] = []
    for head, relation, tail in sorted(groups):
        kept = groups[head, relation, tail]
        best = kept[0]
        if len(kept) > 1:
            status = min((s.status for s in kept), key=_RANK.__getitem__)
            kept = [s for s in kept if s.status == status]
            best = min(kept, key=lambda s: (-s.confidence, s.start))
        kinds = {k for s in kept for k in s.kinds}
        if len(kinds) > 1:
            kinds.discard("其他")
        doubt = 1.0
        seen: set[tuple[int, int]] = set()
        evidence: list[Evidence] = []
        for s in sorted(kept, key=lambda s: (-s.confidence, s.start, s.end)):
            if (s.start, s.end) in seen:
                continue
            seen.add((s.start, s.end))
            doubt *= 1.0 - s.confidence
            evidence.append(Evidence(s.start, s.end, " ".join(text[s.start : s.end].split())))
        out.append(
            Relation(
                head,
                relation,
                tail,
                tuple(k for k in kind_order if k in kinds) if kinds else (),
                best.status,
                next((s.year for s in kept if s.year), None),
                round(min(0.99, 1.0 - doubt), 3),
                best.rule,
                tuple(evidence),
            )
        )
    return out
