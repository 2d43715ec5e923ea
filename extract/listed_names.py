"""The names of authority lists in a text, and what they do to the recognisers' proposals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extract.authority import Known
from extract.cues import Cues, Hit, Hits
from extract.decoder import Taken
from extract.document import Block, Document
from extract.findings import Proposal
from extract.organisations import opened, stands_alone


class ListedNames:
    """The names of lists that stand in a text: they are proposed, and confirm what others propose."""

    def __init__(self, text: str, cues: Cues, names: list[Known]) -> None:
        self._text = text
        self._cues = cues
        self._proposals: list[Proposal] = []
        self._spans = {(n.start, n.end, n.entry.type): n for n in names}
        catalogue = [Hit(n.start, n.end, n.entry.name) for n in names if n.entry.type == "Major"]
        if catalogue:
            cues.majors = Hits(sorted({*cues.majors, *catalogue}))
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
            weight = 0.95 if stands_alone(self._text, start, end) else 0.3
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

    def in_rows(self, document: Document, found: list[Proposal], cells: Sequence[Block]) -> list[Proposal]:
        """Return the names of the lists in tables where nothing was found, ``cells`` read as prose aside."""
        if not self._proposals:
            return []
        taken = Taken(sorted(found, key=lambda p: p.start))
        prose = Taken(cells)
        return [
            p
            for table in document.tables
            for p in self._proposals[
                bisect_left(self._offsets, table.start) : bisect_left(self._offsets, table.end)
            ]
            if p.weight >= 0.8 and not taken.overlaps(p.start, p.end) and not prose.overlaps(p.start, p.end)
        ]
