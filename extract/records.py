"""What extraction hands on: plain, typed, immutable records.

They can be pickled, compared and written as JSON; they know the text only by offsets, and nothing of RDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

Status = Literal["active", "planned", "ended"]


class Mention(NamedTuple):
    """Where an entity is named: ``text[start:end]``."""

    start: int
    end: int


class Entity(NamedTuple):
    """A thing the document speaks of.

    ``name`` is the fullest form the document gives, without white space; ``aliases`` its other forms here
    (我校 and the like included, for the document's own school). ``attributes`` are pairs in key order:
    level, rank, year, count, code, kind, region, as far as they apply. ``confidence`` lies in 0..1.
    ``rule`` names the recogniser that found it.
    """

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    rule: str = ""


class Evidence(NamedTuple):
    """A quote: ``text[start:end]`` with its white space folded to nothing between Chinese characters.

    ``quote`` is the text between the offsets, runs of white space folded to one space.
    """

    start: int
    end: int
    quote: str


class Relation(NamedTuple):
    """``entities[head] relation entities[tail]``, with what is known about it.

    ``kinds`` applies to partnersWith; ``evidence`` holds at least one quote, the best first.
    """

    head: int
    relation: str
    tail: int
    kinds: tuple[str, ...] = ()
    status: Status = "active"
    year: int | None = None
    confidence: float = 1.0
    rule: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document.

    ``own`` is the index of the school (or group) that publishes the document, None where it has none.
    """

    document: str
    title: str = ""
    year: int | None = None
    source: str = ""
    digest: str = ""
    characters: int = 0
    own: int | None = None
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts and tuples, ready for ``json.dumps``."""
        data = {part.name: getattr(self, part.name) for part in fields(self)}
        data["entities"] = tuple(
            {**e._asdict(), "mentions": tuple(m._asdict() for m in e.mentions)} for e in self.entities
        )
        data["relations"] = tuple(
            {**r._asdict(), "evidence": tuple(x._asdict() for x in r.evidence)} for r in self.relations
        )
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Extraction:
        """Rebuild what :meth:`to_dict` gave."""
        entities = tuple(
            Entity(
                **{
                    **e,
                    "aliases": tuple(e["aliases"]),
                    "attributes": tuple((k, v) for k, v in e["attributes"]),
                    "mentions": tuple(Mention(**m) for m in e["mentions"]),
                }
            )
            for e in data["entities"]
        )
        relations = tuple(
            Relation(
                **{
                    **r,
                    "kinds": tuple(r["kinds"]),
                    "evidence": tuple(Evidence(**x) for x in r["evidence"]),
                }
            )
            for r in data["relations"]
        )
        return cls(**{**data, "entities": entities, "relations": relations, "notes": tuple(data["notes"])})
