"""Why the extractor read a document as it did: proposals, what won, what was dropped for what, and the statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract import pipeline
from extract.document import Document
from extract.findings import Proposal
from extract.mentions import find_mentions
from extract.resolution import resolve
from extract.sentences import split
from extract.statements import Statement


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in one sentence (or table row), ``text[start:end]``.

    ``chosen`` pairs each mention with the name of its entity; ``dropped`` pairs a proposal with the mention it
    lost to (None: too weak by itself); ``statements`` are (head, relation, tail, statement) with names.
    """

    start: int
    end: int
    text: str
    chosen: tuple[tuple[Proposal, str], ...]
    dropped: tuple[tuple[Proposal, Proposal | None], ...]
    statements: tuple[tuple[str, str, str, Statement], ...]


def explain(document: Document, at: int | None = None) -> Iterator[Explanation]:
    """Explain every sentence of ``document`` that has something in it, or the one at offset ``at``."""
    reading = find_mentions(document)
    resolved = resolve(reading)
    statements = pipeline.gather(reading, resolved)
    for block in document.blocks:
        spans = (
            [(block.start, block.end)]
            if block.kind == "row"
            else split(document.text, block.start, block.end)
        )
        for start, end in spans:
            if at is not None and not start <= at < end:
                continue
            chosen = tuple((m, resolved.entities[resolved.of(m)].name) for m in reading.within(start, end))
            dropped = tuple((p, r) for p, r in reading.dropped if p.start >= start and p.end <= end)
            said = tuple(
                (resolved.entities[s.head].name, s.relation, resolved.entities[s.tail].name, s)
                for s in statements
                if s.start >= start and s.end <= end
            )
            if chosen or dropped or said:
                yield Explanation(start, end, document.text[start:end].strip(), chosen, dropped, said)


def render(document: Document, at: int | None = None) -> Iterator[str]:
    """Yield the explanation as lines of text."""
    for part in explain(document, at):
        yield f"[{part.start}:{part.end}] {part.text}"
        for mention, name in part.chosen:
            surface = document.text[mention.start : mention.end]
            same = "" if name == surface else f" = {name}"
            yield f"  + {mention.type} {surface}{same}  {min(mention.weight, 1.0):.2f}  {mention.rule}"
        for dropped, rival in part.dropped:
            why = f"< {document.text[rival.start : rival.end]} ({rival.type})" if rival else "too weak"
            surface = document.text[dropped.start : dropped.end]
            yield f"  - {dropped.type} {surface}  {min(dropped.weight, 1.0):.2f}  {dropped.rule}  {why}"
        for head, relation, tail, s in part.statements:
            kinds = f" [{'、'.join(s.kinds)}]" if s.kinds else ""
            status = "" if s.status == "active" else f" ({s.status})"
            yield f"  → {head} {relation} {tail}{kinds}{status}  {s.confidence:.2f}  {s.rule}"
