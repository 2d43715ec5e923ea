"""All mentions of a document: recognisers propose, the decoder decides, then the whole document helps.

Three rounds. The first takes what stands by itself (tails, known names, majors, programmes, departments,
awards). The second uses what was found: the unknown items of lists and slots. The third uses the whole
document: short forms of firms named in full, programmes and colleges named after them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from extract import programmes, short_names
from extract.authority import Authority, Known
from extract.awards import find_awards
from extract.cues import Cues, Hit, Hits, scan
from extract.decoder import Taken, decode
from extract.document import Block, Document
from extract.findings import AwardFinding, Proposal, TableFindings
from extract.organisations import opened, stands_alone
from extract.recognisers import BUILT_IN, Recogniser, recognisers
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


def find_mentions(
    document: Document, authority: Authority | None = None, without: Collection[str] = ()
) -> Reading:
    """Find every mention in ``document``.

    ``authority`` vouches for names; ``without`` leaves out recognisers by name (`extract.recognisers`).
    """
    text = document.text
    cues = scan(text)
    known = _Vouched(text, cues, authority.find(text) if authority else [])
    active = recognisers(without)
    blocks = [b for b in document.blocks if b.kind in PROSE]
    reading = Reading(document, cues, blocks)
    first = [_first_round(reading, block, active, known) for block in blocks]
    for table in document.tables:
        reading.tables.append(read_table(document, table))
    in_tables: list[Proposal] = [p for findings in reading.tables for p in findings.proposals]
    known.confirm(in_tables)
    in_tables += known.in_rows(document, in_tables)
    firms: Counter[str] = Counter(text[p.start : p.end] for p in in_tables if p.type == "Enterprise")
    find_programmes = active.get("programmes")
    second: list[_Round] = []
    for block, found in zip(blocks, first, strict=True):
        proposals = found
        if find_programmes is not None:
            proposals = found + list(find_programmes(text, block.start, block.end, cues))
        second.append(_second_round(text, block, proposals, cues))
        firms.update(text[p.start : p.end] for p in second[-1].chosen if p.type == "Enterprise")
    _third_round(reading, second, firms, branded=find_programmes is BUILT_IN["programmes"])
    reading.mentions += in_tables
    reading.proposals += in_tables
    reading.mentions.sort(key=lambda p: (p.start, -p.end))
    return reading


def _first_round(
    reading: Reading, block: Block, active: dict[str, Recogniser], known: _Vouched
) -> list[Proposal]:
    """Return what stands by itself in a block."""
    document = reading.document
    found: list[Proposal] = []
    for name, recogniser in active.items():
        if name == "programmes":
            # These come in the second round, after what was added: they are weighed against all others.
            continue
        if recogniser is BUILT_IN["awards"]:
            awards = find_awards(document.text, block.start, block.end, report_year=document.year)
            reading.awards += awards
            found += [award.award for award in awards]
        else:
            found += recogniser(document.text, block.start, block.end, reading.cues)
    return known.within(block, found)


@dataclass(slots=True)
class _Round:
    """What was proposed in a block so far, and what the decoder makes of it."""

    block: Block
    proposals: list[Proposal]
    chosen: list[Proposal]
    dropped: list[tuple[Proposal, Proposal | None]]


def _second_round(text: str, block: Block, proposals: list[Proposal], cues: Cues) -> _Round:
    """Add what the names found help to find: unknown items of lists and slots, branches of known firms."""
    start, end = block.start, block.end
    chosen, dropped = decode(proposals)
    more = short_names.in_lists(text, start, end, chosen, cues)
    more += short_names.in_slots(text, start, end, chosen, cues)
    more += short_names.branches(text, start, end, chosen, cues)
    if more:
        chosen, dropped = decode(proposals + more)
        again = short_names.branches(text, start, end, chosen, cues)
        # A list of three with two known by now helps its third.
        again += short_names.in_lists(text, start, end, chosen, cues)
        proposals = proposals + more + again
        if again:
            chosen, dropped = decode(proposals)
    return _Round(block, proposals, chosen, dropped)


#: A beginning that so many firms' names share says little about any of them.
_MOST_SHARED: Final = 64


def _third_round(reading: Reading, rounds: list[_Round], firms: Counter[str], *, branded: bool) -> None:
    """Add what the firms named anywhere in the document help to find, and decide.

    A block is looked at again only where it holds a firm's name or the beginning of one: one pass over the
    text tells.
    """
    text, cues = reading.document.text, reading.cues
    cores = {core: name for name in sorted(firms, key=len) for core in short_names.cores(name)}
    brands = frozenset(
        form for core in cores for n in range(2, min(len(core), 8) + 1) if (form := core[:n])
    ) | frozenset(firms)
    heads: dict[str, dict[str, str]] = {}
    for core, name in cores.items():
        sharing = heads.setdefault(core[:2], {})
        if len(sharing) < _MOST_SHARED:
            sharing[core] = name
    places = _places_of(text, {*heads, *firms})
    offsets = [start for start, _ in places]
    for found in rounds:
        block, proposals = found.block, found.proposals
        chosen, dropped = found.chosen, found.dropped
        low = bisect_left(offsets, block.start)
        here = places[low : bisect_left(offsets, block.end, low)]
        if here:
            # A short form must not cut a name that stands by itself, so the chosen ones are looked at first.
            taken = Taken(chosen)
            more = programmes.find(text, block.start, block.end, cues, brands) if branded else []
            more += short_names.derived(text, block.start, block.end, here, heads, taken)
            more += _again(here, block, firms, taken)
            if more:
                proposals = proposals + more
                chosen, dropped = decode(proposals)
        reading.proposals += proposals
        reading.mentions += chosen + short_names.in_programmes(text, chosen, cues)
        reading.dropped += dropped


def _places_of(text: str, words: Iterable[str]) -> list[tuple[int, str]]:
    """Return where the words stand in ``text``, in order, with the word."""
    forms = sorted(word for word in words if len(word) > 1)
    if not forms:
        return []
    automaton = AhoCorasick(forms, implementation=Implementation.ContiguousNFA)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return sorted((start, forms[pattern]) for pattern, start, _ in found)


def _again(here: list[tuple[int, str]], block: Block, firms: Counter[str], taken: Taken) -> list[Proposal]:
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


class _Vouched:
    """The names of the authority lists that stand in a text, and what they do to the proposals."""

    def __init__(self, text: str, cues: Cues, names: list[Known]) -> None:
        self._text = text
        self._cues = cues
        self._proposals: list[Proposal] = []
        self._spans = {(n.start, n.end, n.entry.type): n for n in names}
        catalogue = [Hit(n.start, n.end, n.entry.name) for n in names if n.entry.type == "Major"]
        if catalogue:
            cues.majors = Hits({*cues.majors, *catalogue})
            cues.name_ends.update(hit.end for hit in catalogue)
        for name in names:
            # Whether a major's name is used as one, the context tells (会计, 护理): its recogniser decides.
            if name.entry.type not in ("Major", "MajorCluster"):
                self._proposals.append(self._proposal(name))
        self._offsets = [p.start for p in self._proposals]

    def _proposal(self, found: Known) -> Proposal:
        start, end, entry = found
        length = end - start
        if length == 2:
            weight = 0.95 if stands_alone(self._text, start, end, self._cues) else 0.3
        elif opened(self._text, start, self._cues):
            weight = 0.97 if length > 3 else 0.85
        else:
            weight = 0.97 if length > 5 else 0.6 if length > 3 else 0.35
        return Proposal(start, end, entry.type, weight, "authority", name=self._full(found))

    def _full(self, found: Known) -> str | None:
        return None if self._text[found.start : found.end] == found.entry.name else found.entry.name

    def confirm(self, proposals: list[Proposal]) -> None:
        """Make proposals surer that are names of the lists, letter by letter."""
        if not self._spans:
            return
        for p in proposals:
            known = self._spans.get((p.start, p.end, p.type))
            if known is not None and p.type != "Award":
                p.weight = max(p.weight, 0.95)
                p.name = self._full(known)

    def within(self, block: Block, found: list[Proposal]) -> list[Proposal]:
        """Return ``found`` and the names of the lists in a block."""
        if not self._spans:
            return found
        self.confirm(found)
        low = bisect_left(self._offsets, block.start)
        here = [
            p for p in self._proposals[low : bisect_left(self._offsets, block.end, low)] if p.end <= block.end
        ]
        for p in here:
            # 某某大学附属医院: the listed name only begins a longer one.
            longer = [q.weight for q in found if q.start == p.start and q.end > p.end and q.weight >= 0.5]
            if longer:
                p.weight = min(p.weight, max(longer) - 0.1)
        return found + here

    def in_rows(self, document: Document, found: list[Proposal]) -> list[Proposal]:
        """Return the names of the lists in tables where nothing was found."""
        if not self._proposals:
            return []
        taken = Taken(sorted(found, key=lambda p: p.start))
        return [
            p
            for table in document.tables
            for p in self._proposals[
                bisect_left(self._offsets, table.start) : bisect_left(self._offsets, table.end)
            ]
            if p.weight >= 0.8 and not taken.overlaps(p.start, p.end)
        ]
