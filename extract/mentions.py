"""All mentions of a document: recognisers propose, the decoder decides, then the whole document helps.

Three rounds. The first takes what stands by itself (tails, known names, majors, programmes, departments,
awards). The second uses what was found: the unknown items of lists and slots. The third uses the whole
document: short forms of firms named in full, programmes and colleges named after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract import departments, majors, organisations, programmes, short_names
from extract.awards import AwardContext, find_awards
from extract.cues import OWN_WORDS, Cues, scan
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
    publisher = _publisher(document.title)
    context = AwardContext.of_title(document.title)
    for block in blocks:
        start, end = block.start, block.end
        found = organisations.find(text, start, end, cues)
        if publisher:
            found += _named(text, start, end, publisher, "School", "named by the title")
        found += majors.find(text, start, end, cues)
        found += departments.find(text, start, end, cues)
        if block.kind == "heading":
            context.enter_section()
        awards = find_awards(text, start, end, report_year=document.year, context=context)
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
    named = set(firms)
    introduced = _introduced(text, (p for proposals in second.values() for p in decode(proposals)[0]))
    for block, proposals in second.items():
        # A short form must not cut a name that stands by itself, so the chosen ones are looked at first.
        chosen, _ = decode(proposals)
        branded = programmes.find(text, block.start, block.end, cues, brands)
        third = proposals + branded
        third += short_names.derived(text, block.start, block.end, cores, chosen)
        third += _again(text, block, firms, chosen)
        third += _by_short_name(text, block, introduced)
        third = _without_owners(text, third)
        chosen, dropped = decode(third)
        reading.proposals += third
        reading.mentions += chosen + short_names.in_programmes(text, chosen, cues, named)
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


_TITLE_SCHOOL = re.compile(
    r"^(?P<name>[^\s，。：、“”《》—\d（()）]{5,24}?(?:学院|学校|大学|教育中心|职教中心|中专|技校))(?=\s|\d|质量|高等|关于|校企|年度|学生|教师|专业|产教|课证|简介|概况|现代|科技|横向|订单|[（(]|$)"
)


def _publisher(title: str) -> str:
    """Return the school that a report's title begins with, if it is not a group or a programme."""
    match = _TITLE_SCHOOL.match(title)
    name = match.group("name") if match else ""
    return "" if re.search(r"集团|联盟|产业学院|共同体|联合体|喜|与|和", name) else name


def _named(text: str, start: int, end: int, name: str, kind: str, rule: str) -> list[Proposal]:
    out = []
    at = text.find(name, start, end)
    while at >= 0:
        out.append(Proposal(at, at + len(name), kind, 1.0, rule))
        at = text.find(name, at + len(name), end)
    return out


#: A short name that the text itself introduces.
_CALLED = re.compile(
    r"[（(](?:以下|下文|后文)?(?:统一?|均)?(?:简称|下称|以下称|称)(?:为|：|:)?[“\"‘]?(?P<short>[^（）()“”\"‘’，。；\n]{2,16})[”\"’]?[^（）()]{0,6}[）)]"
)


def _introduced(text: str, mentions: Iterable[Proposal]) -> dict[str, str]:
    """Return the short names that the text introduces after a full name, with the type of what they mean."""
    out: dict[str, str] = {}
    for m in mentions:
        if m.type in ("School", "Enterprise", "Organization", "EducationGroup"):
            match = _CALLED.match(text, m.end)
            if match and match.group("short") not in OWN_WORDS:
                out.setdefault(match.group("short"), m.type)
    return out


def _by_short_name(text: str, block: Block, introduced: dict[str, str]) -> list[Proposal]:
    out = []
    for short, kind in introduced.items():
        for p in _named(text, block.start, block.end, short, kind, "introduced short name"):
            p.weight = 0.86
            out.append(p)
    return out


def _without_owners(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """Cut a school's name off the programme after it (某学院产业学院建设: a school, and no name)."""
    schools = {p.start: p for p in proposals if p.type == "School" and p.weight >= 0.85}
    out = []
    for p in proposals:
        school = schools.get(p.start) if p.type in ("Program", "Department") else None
        if school is None or school.end >= p.end:
            out.append(p)
            continue
        rest = text[school.end : p.end]
        tail = next(
            (rest[-n:] for n in range(min(8, len(rest)), 0, -1) if rest[-n:] in programmes.tails()), ""
        )
        if p.type == "Department" or (tail and not programmes.is_generic(rest[: -len(tail)])):
            p.start = school.end
            out.append(p)
    return out
