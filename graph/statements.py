"""Resolved statements: what each report says about each relation between two nodes, with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from extract.records import Evidence, Extraction, Relation, Status
from graph.identity import Resolution
from ontology.terms import COOPERATION_KINDS, RELATIONS

#: Relations that hold both ways when both ends are schools.
SYMMETRIC: Final = ("partnersWith", "articulatesWith")
_FIRMEST: Final[tuple[Status, ...]] = ("active", "planned", "ended")
_KIND_ORDER: Final = {kind: i for i, kind in enumerate(COOPERATION_KINDS)}


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation as one document states it: ``subject relation object``, both ends IRIs of nodes.

    ``evidence`` has the best quote first.
    """

    document: str
    subject: str
    relation: str
    object: str
    kinds: tuple[str, ...]
    status: Status
    year: int | None
    confidence: float
    rule: str
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """A digest of what is stated, the same wherever and whenever it is computed."""
        stated = "\x1f".join((self.subject, self.relation, self.object))
        return blake2b(stated.encode("utf-8", "replace"), digest_size=10).hexdigest()


def statements(extraction: Extraction, resolution: Resolution) -> Iterator[Statement]:
    """Yield the statements of a document, one for each relation between two nodes, in order of their keys.

    Relations whose ends turned out to be one node are dropped; a relation stated several times (or, between
    schools, in both directions) becomes one statement: kinds and evidence joined, of contradicting statuses
    the firmest (active before planned before ended).
    """
    groups: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for relation in extraction.relations:
        if relation.relation not in RELATIONS:
            continue
        head = resolution.iris.get((extraction.document, relation.head))
        tail = resolution.iris.get((extraction.document, relation.tail))
        if head is None or tail is None or head == tail:
            continue
        groups[head, relation.relation, tail].append(relation)
    for head, name, tail in sorted(groups):
        if name in SYMMETRIC and head > tail and (tail, name, head) in groups:
            groups[tail, name, head] += groups.pop((head, name, tail))
    yield from sorted(
        (_merge(extraction.document, *ends, group) for ends, group in groups.items()),
        key=lambda s: (s.subject, s.relation, s.object),
    )


def _merge(document: str, subject: str, relation: str, obj: str, group: Iterable[Relation]) -> Statement:
    ranked = sorted(
        group,
        key=lambda r: (
            _FIRMEST.index(r.status),
            -r.confidence,
            [(e.start, e.end) for e in r.evidence],
            r.kinds,
            r.rule,
            r.year or 0,
        ),
    )
    status = ranked[0].status
    same = [r for r in ranked if r.status == status]
    kinds = {kind for r in same for kind in r.kinds if kind in COOPERATION_KINDS}
    evidence: dict[tuple[int, int], Evidence] = {}
    for r in same:
        for e in r.evidence:
            evidence.setdefault((e.start, e.end), e)
    return Statement(
        document=document,
        subject=subject,
        relation=relation,
        object=obj,
        kinds=tuple(sorted(kinds, key=_KIND_ORDER.__getitem__)),
        status=status,
        year=max((r.year for r in same if r.year is not None), default=None),
        confidence=max(r.confidence for r in same),
        rule=ranked[0].rule,
        evidence=tuple(evidence.values()),
    )
