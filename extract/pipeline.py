"""The whole way from a document to its extraction.

Document → mentions (`extract.mentions`) → entities (`extract.resolution`) → sentences → statements → records.

This way makes no spaCy objects: a Doc of a report holds a token for each of its characters, and making it
and its spans would take longer than what is done with them, as would importing spaCy for a single page.
`extract.components` offers the same recognisers and the whole way as components of a spaCy pipeline; both
take their recognisers from `extract.recognisers`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from functools import cache

from extract import cooperation, membership, prizes, programme_relations, sentences, teaching
from extract.authority import Authority
from extract.collector import uncollected
from extract.confidence import calibrated
from extract.document import Document
from extract.findings import Proposal
from extract.mentions import Reading, find_mentions
from extract.programmes import kinds_of
from extract.records import Entity, Extraction, Mention
from extract.resolution import Draft, Resolved, resolve
from extract.statements import Statement, merge
from ontology.terms import COOPERATION_KINDS, RELATIONS

_ATTRIBUTES = ("level", "rank", "year", "count", "code", "kind", "region")


@uncollected
def extract(
    document: Document, *, authority: Authority | None = None, without: Collection[str] = ()
) -> Extraction:
    """Extract entities, relations and their evidence from one document.

    ``authority`` vouches for names (`extract.authority`); ``without`` leaves out recognisers by name
    (`extract.recognisers`).
    """
    reading = find_mentions(document, authority, without)
    resolved = resolve(reading)
    if authority:
        _describe(reading, resolved, authority)
    statements = gather(reading, resolved)
    return record(reading, resolved, statements)


def _describe(reading: Reading, resolved: Resolved, authority: Authority) -> None:
    """Give the entities that the lists know their listed name, their aliases and attributes."""
    text = reading.document.text
    for draft in resolved.entities:
        entry = next(
            (e for name in (draft.name, *draft.aliases) if (e := authority.entry(draft.type, name))), None
        )
        if entry is None:
            continue
        forms = {draft.name, *draft.aliases}
        forms.update(text[m.start : m.end] for m in draft.mentions if m.name is not None)
        draft.aliases = dict.fromkeys(sorted(forms - {entry.name}), 1)
        draft.name = entry.name
        draft.attributes.update(entry.attributes)


def gather(reading: Reading, resolved: Resolved) -> list[Statement]:
    """Return every statement that the rules make, valid ends only."""
    found = sentences.sentences(reading, resolved)
    roles = membership.relations(reading, resolved, found)
    starts = [s.start for s in found]
    taken: dict[tuple[int, int], str] = {}
    for s in roles:
        if s.relation != "partOf":
            sentence = found[bisect_right(starts, s.start) - 1]
            founder = s.relation in ("foundedBy", "partnersWith")
            taken[sentence.start, s.tail if founder else s.head] = "founder" if founder else "member"
    statements = list(roles)
    said, partners = cooperation.relations(reading, resolved, found, taken)
    statements += said
    statements += programme_relations.relations(reading, resolved, found, partners)
    statements += teaching.relations(reading, resolved, found)
    statements += prizes.relations(reading, resolved, found)
    statements += _from_tables(reading, resolved)
    statements += _implied(resolved, statements)
    return [s for s in statements if _valid(s, resolved)]


def _valid(s: Statement, resolved: Resolved) -> bool:
    term = RELATIONS[s.relation]
    head, tail = resolved.entities[s.head].type, resolved.entities[s.tail].type
    return s.head != s.tail and head in term.heads and tail in term.tails


def _from_tables(reading: Reading, resolved: Resolved) -> Iterable[Statement]:
    for findings in reading.tables:
        for link in findings.links:
            head = resolved.own if link.head is None else resolved.index.get(id(link.head))
            tail = resolved.own if link.tail is None else resolved.index.get(id(link.tail))
            if head is None or tail is None:
                continue
            weight = min([p.weight for p in (link.head, link.tail) if p is not None] or [0.8])
            yield Statement(
                head,
                link.relation,
                tail,
                *link.evidence,
                kinds=link.kinds,
                status=link.status,  # type: ignore[arg-type]
                year=link.year,
                confidence=round(min(0.95, 0.2 + 0.75 * weight), 3),
                rule=link.rule,
            )


def _implied(resolved: Resolved, statements: list[Statement]) -> Iterable[Statement]:
    """A programme's partners are its school's partners."""
    holders: dict[int, list[Statement]] = {}
    for s in statements:
        if s.relation == "hasProgram":
            holders.setdefault(s.tail, []).append(s)
    known = {(s.head, s.tail) for s in statements if s.relation in ("partnersWith", "articulatesWith")}
    for s in statements:
        if s.relation != "programPartner":
            continue
        for holder in holders.get(s.head, [])[:1]:
            if (holder.head, s.tail) in known or holder.head == s.tail:
                continue
            kinds = kinds_of(resolved.entities[s.head].name)
            yield Statement(
                holder.head, "partnersWith", s.tail, s.start, s.end, kinds, s.status, s.year,
                round(0.9 * s.confidence, 3), "through programme",
            )  # fmt: skip


def record(reading: Reading, resolved: Resolved, statements: list[Statement]) -> Extraction:
    """Return the immutable records of what was found."""
    document = reading.document
    used = {end for s in statements if s.head != s.tail for end in (s.head, s.tail)}
    keep = [
        at
        for at, draft in enumerate(resolved.entities)
        if at in used or draft.type not in ("Major", "MajorCluster", "Award", "Department", "Program")
    ]
    keep.sort(key=lambda at: ((draft := resolved.entities[at]).start, draft.type, draft.name))
    position = {at: i for i, at in enumerate(keep)}
    # Many finds have the same rule and the same number.
    chance = cache(calibrated)
    relations = merge(
        document.text, statements, tuple(COOPERATION_KINDS), place=position.__getitem__, chance=chance
    )
    own = position.get(resolved.own) if resolved.own is not None else None
    return Extraction(
        document.id,
        document.title,
        document.year,
        document.source,
        document.digest,
        len(document.text),
        own,
        tuple([_entity(resolved.entities[at], chance) for at in keep]),
        tuple(relations),
        document.notes,
    )


def _entity(draft: Draft, chance: Callable[[str, str, float], float]) -> Entity:
    """Return the immutable record of an entity; ``chance`` tells how likely a find is right."""
    spans = {
        (m.start, m.end) for m in draft.mentions if m.name is None or m.type == "Award" or m.end > m.start
    }
    if draft.generic:
        spans.update([(hit.start, hit.end) for hit in draft.generic])
    doubt = 1.0
    for m in draft.mentions[:3]:
        doubt *= 1.0 - min(0.95, m.weight)
    rule = draft.mentions[0].rule
    found = draft.attributes
    return Entity(
        draft.type,
        draft.name,
        tuple(sorted(draft.aliases)),
        tuple([(k, value) for k in _ATTRIBUTES if (value := found.get(k))]) if found else (),
        tuple([Mention(start, end) for start, end in sorted(spans)]),
        chance(draft.type, rule, 1.0 - doubt),
        rule,
    )


__all__ = ["Proposal", "extract", "gather", "record"]
