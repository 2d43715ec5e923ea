"""How well an extraction agrees with annotated documents.

Counts are taken per document and added up (micro average):

- Two entities agree when type and document are the same and they share a name: canonical name, alias or the
  surface of a mention, white space, quotation marks and character width aside. Names that fit any school
  ("学校", "我校") prove nothing alone. Awards, whose names are put together from several cells or sentences,
  agree when their ranks are the same and their names overlap (Dice coefficient of character bigrams).
- The pairing is one to one, so an entity found twice costs precision.
- A relation agrees when both of its ends do. Between two schools partnersWith and articulatesWith have no
  direction.
- Planned cooperation of the annotation is neither demanded nor held against the prediction.
- Kind accuracy: the share of agreeing relations with annotated kinds whose predicted kinds meet them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pandas as pd

from ontology.terms import ENTITY_TYPES, RELATIONS

CORE_TYPES = ("School", "Enterprise", "EducationGroup", "Major", "Award")
AWARD_OVERLAP = 0.55
MEANINGLESS_ALONE = frozenset(
    {"学校", "我校", "本校", "该校", "学院", "我院", "本院", "该院"}
    | {"集团", "职教集团", "联盟", "联合体", "共同体", "该共同体", "公司", "企业"}
    | {"市", "全市", "我市"}
)
SYMMETRIC = frozenset({"partnersWith", "articulatesWith"})

_RANK = re.compile(
    r"(?:特等|一等|二等|三等|优秀|优胜)奖|[金银铜][奖牌]|第[一二三四五六七八九十\d]+名|[冠亚季]军"
)
_SYNONYMOUS_RANKS = {
    **dict.fromkeys(("金", "金牌"), "金奖"),
    **dict.fromkeys(("银", "银牌"), "银奖"),
    **dict.fromkeys(("铜", "铜牌"), "铜奖"),
    "冠军": "第一名",
    "亚军": "第二名",
    "季军": "第三名",
}


def fold(name: str) -> str:
    """A name as it is compared: half width, lower case, no white space, no quotation marks."""
    return re.sub(r"[\s\"'“”‘’「」『』《》〈〉]+", "", unicodedata.normalize("NFKC", name)).lower()


def normal_rank(stated: str, name: str) -> str:
    """The rank of an award, from its attribute or else from its name; "" when it has none."""
    stated = fold(stated)
    found = _RANK.search(stated) or _RANK.search(fold(name))
    rank = found.group() if found else stated
    rank = _SYNONYMOUS_RANKS.get(rank, rank)
    return rank if _RANK.fullmatch(rank) else ""


def overlap(a: str, b: str) -> float:
    """Dice coefficient of the character bigrams of two folded names."""
    x, y = (Counter(map("".join, pairwise(name))) or Counter([name]) for name in (a, b))
    return 2 * (x & y).total() / (x.total() + y.total())


@dataclass
class Entity:
    type: str
    name: str
    names: set[str] = field(default_factory=set)
    rank: str = ""

    def telling_names(self) -> set[str]:
        return {folded for folded in map(fold, self.names) if folded and folded not in MEANINGLESS_ALONE}


@dataclass(frozen=True)
class Relation:
    head: str
    name: str
    tail: str
    kinds: frozenset[str] = frozenset()
    planned: bool = False


@dataclass
class Reading:
    """One document as somebody read it: entities by key, and the relations between the keys."""

    entities: dict[str, Entity] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)


@dataclass
class Count:
    """Agreements, and how many were predicted and annotated."""

    hits: int = 0
    predicted: int = 0
    annotated: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.predicted + self.annotated) if self.predicted + self.annotated else 0.0

    @classmethod
    def total(cls, counts: Iterable[Count]) -> Count:
        total = cls()
        for count in counts:
            total.hits += count.hits
            total.predicted += count.predicted
            total.annotated += count.annotated
        return total


@dataclass
class Agreement:
    """The outcome of a comparison, by entity type and by relation."""

    entities: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in ENTITY_TYPES})
    relations: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in RELATIONS})
    kinds: Count = field(default_factory=Count)
    differences: list[str] = field(default_factory=list)

    @property
    def core_entity_f1(self) -> float:
        return Count.total(self.entities[name] for name in CORE_TYPES).f1

    @property
    def entity_f1(self) -> float:
        return Count.total(self.entities.values()).f1

    @property
    def partnership_f1(self) -> float:
        return self.relations["partnersWith"].f1

    @property
    def relation_f1(self) -> float:
        return Count.total(self.relations.values()).f1

    @property
    def kind_accuracy(self) -> float:
        return self.kinds.recall

    def table(self) -> str:
        """The figures as text, a line per type and relation that occurs, then the summary."""
        lines = [f"{'':<16}{'n':>6}{'P':>8}{'R':>8}{'F1':>8}"]
        for name, count in (self.entities | self.relations).items():
            if count.annotated or count.predicted:
                lines.append(
                    f"{name:<16}{count.annotated:>6}{count.precision:>8.3f}{count.recall:>8.3f}{count.f1:>8.3f}"
                )
        summary = ("core_entity_f1", "entity_f1", "partnership_f1", "relation_f1", "kind_accuracy")
        lines += [f"{name:<30}{getattr(self, name):>16.3f}" for name in summary]
        return "\n".join(lines)


def read_tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _entity_key(entities: Mapping[str, Entity], name: str, types: tuple[str, ...]) -> str | None:
    return next((key for kind in types if (key := f"{kind} {name}") in entities), None)


def read_gold(folder: Path) -> dict[str, Reading]:
    """The annotations of a folder by document: NAME.entities.tsv with NAME.relations.tsv."""
    readings = {}
    for path in sorted(folder.glob("*.entities.tsv")):
        document = path.name.removesuffix(".entities.tsv")
        reading = readings[document] = Reading()
        for row in read_tsv(path):
            attributes = dict(pair.split("=", 1) for pair in row["attributes"].split(";") if pair)
            names = {row["name"], *row["aliases"].split("|")}
            rank = normal_rank(attributes.get("rank", ""), row["name"]) if row["type"] == "Award" else ""
            reading.entities[f"{row['type']} {row['name']}"] = Entity(row["type"], row["name"], names, rank)
        for row in read_tsv(folder / f"{document}.relations.tsv"):
            term = RELATIONS[row["relation"]]
            head = _entity_key(reading.entities, row["head"], term.heads)
            tail = _entity_key(reading.entities, row["tail"], term.tails)
            if head is None or tail is None:
                raise ValueError(f"{document}: no entity for an end of {row}")
            kinds, _, planned = row["kind"].partition(":")
            reading.relations.append(
                Relation(
                    head, term.name, tail, frozenset(filter(None, kinds.split(","))), planned == "planned"
                )
            )
    return readings


def _records(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    for row in frame.astype(object).where(frame.notna(), "").to_dict("records"):
        yield {str(column): _cell(value) for column, value in row.items()}


def _cell(value: object) -> str:
    return "|".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value)


def readings_of(
    entities: pd.DataFrame, mentions: pd.DataFrame, relations: pd.DataFrame
) -> dict[str, Reading]:
    """The readings, by document, in the tables that the API and the CSV export give."""
    known = {row["id"]: row for row in _records(entities)}
    readings: defaultdict[str, Reading] = defaultdict(Reading)

    def seen(document: str, key: str, surface: str = "") -> None:
        row = known[key]
        present = readings[document].entities
        if key not in present:
            names = {row["name"], *row["aliases"].split("|")}
            rank = normal_rank(row.get("rank", ""), row["name"]) if row["type"] == "Award" else ""
            present[key] = Entity(row["type"], row["name"], names, rank)
        present[key].names.add(surface)

    for row in _records(mentions):
        seen(row["document"], row["entity"], row["surface"])
    for row in _records(relations):
        if row["status"] not in ("", "active"):
            continue
        seen(row["document"], row["head"])
        seen(row["document"], row["tail"])
        kinds = frozenset(filter(None, re.split(r"[,|]", row["kind"])))
        readings[row["document"]].relations.append(Relation(row["head"], row["relation"], row["tail"], kinds))
    return dict(readings)


def read_export(folder: Path) -> dict[str, Reading]:
    """The readings in a CSV export: entities.csv, mentions.csv, relations.csv."""
    tables = [
        pd.read_csv(folder / f"{name}.csv", dtype=str) for name in ("entities", "mentions", "relations")
    ]
    return readings_of(*tables)


def pair_up(annotated: Mapping[str, Entity], predicted: Mapping[str, Entity]) -> dict[str, str]:
    """Annotated key → predicted key, one to one, best agreement first."""
    by_name = defaultdict(set)
    for key, entity in predicted.items():
        for name in entity.telling_names():
            by_name[entity.type, name].add(key)
    candidates = []
    for wanted, entity in annotated.items():
        if entity.type == "Award":
            for key, other in predicted.items():
                if other.type == "Award" and other.rank == entity.rank:
                    pairs = [(a, b) for a in entity.telling_names() for b in other.telling_names()]
                    likeness = max((overlap(a, b) for a, b in pairs), default=0.0)
                    if likeness >= AWARD_OVERLAP:
                        candidates.append((likeness, wanted, key))
        else:
            for name in entity.telling_names():
                closeness = 2.0 if name == fold(entity.name) else 1.0
                candidates += [(closeness, wanted, key) for key in by_name[entity.type, name]]
    pairing: dict[str, str] = {}
    taken: set[str] = set()
    for _, wanted, key in sorted(candidates, key=lambda candidate: (-candidate[0], *candidate[1:])):
        if wanted not in pairing and key not in taken:
            pairing[wanted] = key
            taken.add(key)
    return pairing


def _edge(head: str, relation: str, tail: str, entities: Mapping[str, Entity]) -> tuple[str, str, str]:
    between_schools = all(key in entities and entities[key].type == "School" for key in (head, tail))
    if relation in SYMMETRIC and between_schools and tail < head:
        head, tail = tail, head
    return head, relation, tail


def compare(predicted: Mapping[str, Reading], gold: Mapping[str, Reading]) -> Agreement:
    """Compare readings of the same documents; what is predicted for other documents is passed over."""
    result = Agreement()
    for document, truth in gold.items():
        claim = predicted.get(document, Reading())
        pairing = pair_up(truth.entities, claim.entities)
        for key, entity in truth.entities.items():
            result.entities[entity.type].annotated += 1
            if key in pairing:
                result.entities[entity.type].hits += 1
            else:
                result.differences.append(f"{document}: missed {entity.type} {entity.name}")
        for key, entity in claim.entities.items():
            result.entities[entity.type].predicted += 1
            if key not in pairing.values():
                result.differences.append(f"{document}: spurious {entity.type} {entity.name}")

        found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for relation in claim.relations:
            found[_edge(relation.head, relation.name, relation.tail, claim.entities)] |= relation.kinds
        demanded = set()
        for relation in truth.relations:
            # An end that was not found stands for itself: the edge then equals no predicted one.
            head, tail = (pairing.get(key, f"unmatched {key}") for key in (relation.head, relation.tail))
            edge = _edge(head, relation.name, tail, claim.entities)
            if relation.planned:
                found.pop(edge, None)
                continue
            demanded.add(edge)
            count = result.relations[relation.name]
            count.annotated += 1
            if edge not in found:
                result.differences.append(
                    f"{document}: missed {relation.head} {relation.name} {relation.tail}"
                )
                continue
            count.hits += 1
            if relation.kinds:
                result.kinds.annotated += 1
                result.kinds.hits += bool(relation.kinds & found[edge])
        for edge in found:
            result.relations[edge[1]].predicted += 1
            if edge not in demanded:
                head, name, tail = edge
                names = claim.entities[head].name, claim.entities[tail].name
                result.differences.append(f"{document}: spurious {names[0]} {name} {names[1]}")
    return result
