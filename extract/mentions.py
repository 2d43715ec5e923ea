"""All mentions of a document: recognisers propose, the decoder decides, then the whole document helps.

Three rounds. The first takes what stands by itself (tails, known names, majors, programmes, departments,
awards). The second uses what was found: the unknown items of lists and slots. The third uses the whole
document: short forms of firms named in full, programmes and colleges named after them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from extract import name_model, programmes, short_names
from extract.authority import Authority
from extract.awards import AwardContext, find_awards
from extract.cues import OWN_WORDS, Cues, scan
from extract.decoder import Taken, decode
from extract.document import Block, Document
from extract.findings import AwardFinding, Proposal, TableFindings
from extract.listed_names import ListedNames
from extract.recognisers import BUILT_IN, Recogniser, recognisers
from extract.tables import lay_out, prose_cells, read_table

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


def find_mentions(
    document: Document, authority: Authority | None = None, without: Collection[str] = ()
) -> Reading:
    """Find every mention in ``document``.

    ``authority`` vouches for names; ``without`` leaves out recognisers by name (`extract.recognisers`).
    """
    text = document.text
    cues = scan(text)
    known = ListedNames(text, cues, authority.find(text) if authority else [])
    active = recognisers(without)
    if active.get("model") is BUILT_IN["model"]:
        name_model.consult(cues)
    blocks = [b for b in document.blocks if b.kind in PROSE]
    layouts = [lay_out(document, table) for table in document.tables]
    cells = [
        Block("row", start, end, 0)
        for table, layout in zip(document.tables, layouts, strict=True)
        for start, end in prose_cells(document, table, layout)
    ]
    blocks += cells
    blocks.sort(key=lambda b: b.start)
    reading = Reading(document, cues, blocks)
    context = AwardContext.of_title(document.title)
    first = [_first_round(reading, block, active, known, context) for block in blocks]
    for table, layout in zip(document.tables, layouts, strict=True):
        reading.tables.append(read_table(document, table, layout))
    in_tables: list[Proposal] = [p for findings in reading.tables for p in findings.proposals]
    known.confirm(in_tables)
    in_tables += known.in_rows(document, in_tables, cells)
    firms: Counter[str] = Counter(text[p.start : p.end] for p in in_tables if p.type == "Enterprise")
    find_programmes = active.get("programmes")
    second: list[_Round] = []
    for block, found in zip(blocks, first, strict=True):
        named: list[Proposal] = []
        if find_programmes is not None:
            named = list(find_programmes(text, block.start, block.end, cues))
        second.append(_second_round(text, block, found, named, cues))
        for p in second[-1].chosen:
            if p.type == "Enterprise":
                firms[text[p.start : p.end]] += 1
    _third_round(reading, second, firms, branded=find_programmes is BUILT_IN["programmes"])
    reading.mentions += in_tables
    reading.proposals += in_tables
    reading.mentions.sort(key=lambda p: (p.start, -p.end))
    return reading


def _first_round(
    reading: Reading,
    block: Block,
    active: dict[str, Recogniser],
    known: ListedNames,
    context: AwardContext,
) -> list[Proposal]:
    """Return what stands by itself in a block; ``context`` carries contests from block to block."""
    document = reading.document
    text, start, end = document.text, block.start, block.end
    found: list[Proposal] = []
    for name, recogniser in active.items():
        if name == "programmes":
            # These come in the second round: the third looks for them again, with the firms' names.
            continue
        if recogniser is BUILT_IN["awards"]:
            if block.kind == "heading":
                context.enter_section()
            awards = find_awards(text, start, end, report_year=document.year, context=context)
            reading.awards += awards
            found += [award.award for award in awards]
        else:
            found += recogniser(text, start, end, reading.cues)
        if name == "organisations" and (publisher := _publisher(document.title)):
            found += _named(text, start, end, publisher, "School", "named by the title")
    return known.within(block, found)


@dataclass(slots=True)
class _Round:
    """What was proposed in a block so far, and what the decoder makes of it."""

    block: Block
    programmes: list[Proposal]
    proposals: list[Proposal]
    chosen: list[Proposal]
    dropped: list[tuple[Proposal, Proposal | None]]


def _second_round(
    text: str, block: Block, first: list[Proposal], named: list[Proposal], cues: Cues
) -> _Round:
    """Add what the names found help to find: unknown items of lists and slots, branches of known firms."""
    start, end = block.start, block.end
    proposals = first + named
    chosen, dropped = decode(proposals)
    more = short_names.in_lists(text, start, end, chosen, cues)
    more += short_names.branches(text, end, chosen, cues)
    if more:
        chosen, dropped = decode(proposals + more)
        again = short_names.branches(text, end, chosen, cues)
        # A list of three with two known by now helps its third.
        again += short_names.in_lists(text, start, end, chosen, cues)
        proposals = proposals + more + again
        if again:
            chosen, dropped = decode(proposals)
    return _Round(block, named, proposals, chosen, dropped)


#: A beginning that so many firms' names share says little about any of them.
_MOST_SHARED: Final = 64


def _third_round(
    reading: Reading,
    rounds: list[_Round],
    firms: Counter[str],
    *,
    branded: bool,
) -> None:
    """Add what the firms and schools named anywhere in the document help to find, and decide.

    A block is looked at again only where it holds a firm's name or the beginning of one: one pass over the
    text tells.
    """
    text, cues = reading.document.text, reading.cues
    cores = {core: name for name in sorted(firms, key=len) for core in short_names.cores(name)}
    forms = frozenset(core[:n] for core in cores for n in range(2, min(len(core), 8) + 1))
    heads: dict[str, dict[str, str]] = {}
    for core, name in cores.items():
        sharing = heads.setdefault(core[:2], {})
        if len(sharing) < _MOST_SHARED:
            sharing[core] = name
    named = "\n".join(firms)
    introduced = _introduced(text, (m for found in rounds for m in found.chosen))
    places = _places_of(text, {*heads, *firms, *introduced})
    offsets = [start for start, _ in places]
    brands = programmes.Brands(
        forms | frozenset(firms), [start for start, word in places if word in heads or word in firms]
    )
    for found in rounds:
        block, proposals = found.block, found.proposals
        chosen, dropped = found.chosen, found.dropped
        low = bisect_left(offsets, block.start)
        here = places[low : bisect_left(offsets, block.end, low)]
        if here:
            # A short form must not cut a name that stands by itself, so the chosen ones are looked at first.
            taken = Taken(chosen)
            more: list[Proposal] = []
            if branded:
                more = programmes.find_branded(text, block.start, block.end, cues, brands, found.programmes)
            more += short_names.derived(text, block.start, block.end, here, heads, taken)
            more += _again(here, block, firms, taken)
            more += _by_short_name(here, block, introduced)
            if more:
                proposals = proposals + more
                chosen, dropped = decode(proposals)
        kept = _without_owners(text, proposals)
        if kept is not None:
            proposals = kept
            chosen, dropped = decode(proposals)
        reading.proposals += proposals
        reading.mentions += chosen + short_names.in_programmes(text, chosen, cues, named)
        reading.dropped += dropped


def _places_of(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Return where the words stand in ``text``, in order, with the word."""
    forms = sorted(word for word in words if len(word) > 1)
    if not forms:
        return []
    automaton = AhoCorasick(forms, implementation=Implementation.ContiguousNFA)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return sorted((start, forms[pattern]) for pattern, start, _ in found)


def _again(
    here: list[tuple[int, str]], block: Block, firms: Counter[str], taken: Taken[Proposal]
) -> list[Proposal]:
    """Propose the same firms' names again where nothing by itself said so."""
    out = []
    over: dict[str, int] = {}
    for at, name in here:
        end = at + len(name)
        if len(name) < 3 or name not in firms or end > block.end or at < over.get(name, 0):
            continue
        over[name] = end
        if not taken.overlaps(at, end):
            out.append(Proposal(at, end, "Enterprise", 0.6, "named elsewhere"))
    return out


_TITLE_SCHOOL = re.compile(
    r"^(?P<name>[^\s，。：、“”《》—\d（()）]{5,24}?(?:学院|学校|大学|教育中心|职教中心|中专|技校))(?=\s|\d|质量|高等|关于|校企|年度|学生|教师|专业|产教|课证|简介|概况|现代|科技|横向|订单|[（(]|$)"
)


@lru_cache(maxsize=1 << 10)
def _publisher(title: str) -> str:
    """Return the school that a report's title begins with, if it is not a group or a programme."""
    match = _TITLE_SCHOOL.match(title)
    name = match.group("name").removeprefix("在").removeprefix("关于") if match else ""
    return "" if _NO_PUBLISHER.search(name) else name


#: Groups, programmes, two schools, and 某职业学院某学院, a unit of the first.
_NO_PUBLISHER: Final = re.compile(
    r"集团|联盟|产业学院|共同体|联合体|喜|与|和|(?:职业|技术|技师)学院.{2,}学院|大学.{2,}学院"
)


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


def _by_short_name(here: list[tuple[int, str]], block: Block, introduced: dict[str, str]) -> list[Proposal]:
    return [
        Proposal(at, at + len(short), introduced[short], 0.86, "introduced short name")
        for at, short in here
        if short in introduced and at + len(short) <= block.end
    ]


def _without_owners(text: str, proposals: list[Proposal]) -> list[Proposal] | None:
    """Cut a school's name off the programme after it (某学院产业学院建设: a school, and no name).

    Returns None where there is nothing to cut.
    """
    schools = {p.start: p for p in proposals if p.type == "School" and p.weight >= 0.85}
    if not schools or not any(
        p.type in ("Program", "Department") and p.start in schools and schools[p.start].end < p.end
        for p in proposals
    ):
        return None
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
