"""What recognisers propose: typed spans with a weight and a reason, and what a table or an award phrase says.

Recognisers propose, the decoder decides (`extract.decoder`).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Proposal:
    """A span that may be a mention: ``text[start:end]`` of a given entity type.

    ``weight`` in 0..1 is how sure the recogniser is; ``rule`` is its name, shown by ``explain``. ``name`` is
    set where the entity's name is not the span itself (an award composed of a competition and a rank).
    """

    start: int
    end: int
    type: str
    weight: float
    rule: str
    name: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class AwardFinding:
    """An award told in prose.

    ``subject`` is the stretch before the verb in which a winner other than the own school may be named;
    ``evidence`` the offsets of the quote (the clause, as short as it can be, with competition and rank in it).
    """

    award: Proposal
    subject: tuple[int, int]
    evidence: tuple[int, int]


@dataclass(slots=True)
class TableLink:
    """A relation that a table's row states.

    An end is a proposal found in a cell, or None for the document's own school. ``kinds``, ``status`` and
    ``year`` as in `extract.records.Relation`; ``evidence`` is the offsets of the row (or of its cells).
    """

    head: Proposal | None
    relation: str
    tail: Proposal | None
    evidence: tuple[int, int]
    kinds: tuple[str, ...] = ()
    status: str = "active"
    year: int | None = None
    rule: str = "table"


@dataclass(slots=True)
class TableFindings:
    """What one table gave: mentions and links between them."""

    proposals: list[Proposal] = field(default_factory=list)
    links: list[TableLink] = field(default_factory=list)
