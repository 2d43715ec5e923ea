"""All mentions of a document: recognisers propose, the decoder decides, then the whole document helps.

Three rounds. The first takes what stands by itself (tails, known names, majors, programmes, departments,
awards). The second uses what was found: the unknown items of lists and slots. The third uses the whole
document: short forms of firms named in full, programmes and colleges named after them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from extract import departments, majors, organisations, programmes, short_names
from extract.awards import find_awards
from extract.cues import Cues, scan
from extract.decoder import decode
from extract.document import Block, Document
from extract.findings import AwardFinding, Proposal, TableFindings
from extract.tables import read_table

#: Kinds of block that are read as prose.
PROSE = ("title", "heading", "paragraph", "item", "caption", "contents")


@dataclass(slots=True)
class Reading:
    """A document with everything found in it so far."""

    document: Document
    cues: Cues
    blocks: list[Block]
    mentions: list[Proposal] = field(default_factory=list)
    awards: list[AwardFinding] = field(default_factory=list)
    tables: list[TableFindings] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    dropped: list[tuple[Proposal, Proposal | None]] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Proposal]:
        """Return the mentions inside ``text[start:end]``."""
        return [m for m in self.mentions if m.start >= start and m.end <= end]


def find_mentions(document: Document) -> Reading:
    """Find every mention in ``document``."""
    text = document.text
    cues = scan(text)
    blocks = [b for b in document.blocks if b.kind in PROSE]
    reading = Reading(document, cues, blocks)
    first: dict[Block, list[Proposal]] = {}
    for block in blocks:
        start, end = block.start, block.end
        found = organisations.find(text, start, end, cues)
        found += majors.find(text, start, end, cues)
        found += departments.find(text, start, end, cues)
        awards = find_awards(text, start, end, report_year=document.year)
        reading.awards += awards
        found += [award.award for award in awards]
        first[block] = found
    for table in document.tables:
        reading.tables.append(read_table(document, table))
    everything: list[Proposal] = [p for findings in reading.tables for p in findings.proposals]
    second: dict[Block, list[Proposal]] = {}
    firms: Counter[str] = Counter(text[p.start : p.end] for p in everything if p.type == "Enterprise")
    for block, found in first.items():
        proposals = found + programmes.find(text, block.start, block.end, cues)
        chosen, _ = decode(proposals)
        more = short_names.in_lists(text, block.start, block.end, chosen, cues)
        more += short_names.in_slots(text, block.start, block.end, chosen, cues)
        more += short_names.branches(text, block.start, block.end, chosen, cues)
        chosen, _ = decode(proposals + more)
        more += short_names.branches(text, block.start, block.end, chosen, cues)
        # A list of three with two known by now helps its third.
        more += short_names.in_lists(text, block.start, block.end, chosen, cues)
        second[block] = proposals + more
        chosen, _ = decode(second[block])
        firms.update(text[p.start : p.end] for p in chosen if p.type == "Enterprise")
    cores = {core: name for name in sorted(firms, key=len) for core in short_names.cores(name)}
    brands = frozenset(
        form for core in cores for n in range(2, min(len(core), 8) + 1) if (form := core[:n])
    ) | frozenset(firms)
    for block, proposals in second.items():
        # A short form must not cut a name that stands by itself, so the chosen ones are looked at first.
        chosen, _ = decode(proposals)
        branded = programmes.find(text, block.start, block.end, cues, brands)
        third = proposals + branded
        third += short_names.derived(text, block.start, block.end, cores, chosen)
        third += _again(text, block, firms, chosen)
        chosen, dropped = decode(third)
        reading.proposals += third
        reading.mentions += chosen + short_names.in_programmes(text, chosen, cues)
        reading.dropped += dropped
    reading.mentions += everything
    reading.proposals += everything
    reading.mentions.sort(key=lambda p: (p.start, -p.end))
    return reading


def _again(text: str, block: Block, firms: Counter[str], chosen: list[Proposal]) -> list[Proposal]:
    """Propose the same firms' names again where nothing by itself said so."""
    out = []
    for name in firms:
        if len(name) < 3:
            continue
        at = text.find(name, block.start, block.end)
        while at >= 0:
            if not any(m.start < at + len(name) and at < m.end for m in chosen):
                out.append(Proposal(at, at + len(name), "Enterprise", 0.6, "named elsewhere"))
            at = text.find(name, at + len(name), block.end)
    return out
