"""Identity across documents: which entities of which documents are one thing, and what it is called.

Schools, enterprises, organisations, education groups and majors are shared by all documents. Two of them are
one when their names fold to the same key, or when one document calls the thing by the other's name and nobody
else does (a short form, a former name). Names that mean another thing elsewhere unite nothing by themselves:
我校 is dropped, 市教育局 is read as that of the document's own city where that is known. Two entities that
one document tells apart stay two.

Programmes, departments, clusters and awards belong to somebody, most often a school; they are one when name
and owner are the same.

Everything is computed from sets and sorted keys: the order of documents has no influence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from typing import Final

from extract.records import Entity, Extraction
from graph.catalogue import Field, field_of
from graph.kinds import kind_of
from graph.names import (
    absolute,
    fold,
    is_contraction,
    is_generic,
    is_relative,
    loose,
    tidy,
    without_legal_form,
)
from graph.regions import Region, places_of, region_of
from ontology.namespaces import DEFAULT_BASE, SEGMENTS, segment
from ontology.terms import ENTITY_TYPES

#: Types that a name may be read as in one document and in another; the majority decides.
BODIES: Final = ("School", "Enterprise", "Organization", "EducationGroup")
#: Types whose things belong to an owner, and the relations whose head is the owner.
OWNED: Final[dict[str, tuple[str, ...]]] = {
    "MajorCluster": ("hasCluster",),
    "Department": ("hasDepartment", "partOf"),
    "Program": ("hasProgram", "partOf"),
    "Award": ("receivedAward",),
}
#: Types that have a region.
PLACED: Final = ("School", "Enterprise", "Organization", "EducationGroup")

#: An entity of a document: the document's identifier and the index in its ``entities``.
Occurrence = tuple[str, int]
_Key = tuple[str, str, str]  # family, folded name, qualifier


@dataclass(frozen=True, slots=True)
class Node:
    """One real thing: a node of the graph.

    ``aliases`` and ``documents`` are sorted; ``attributes`` are pairs in key order (level, rank, year,
    count, code, kind and others as read); ``region`` is where it lies, if known; ``field`` is where a major
    stands in the catalogue; ``owner`` the IRI of what it belongs to, for owned types.
    """

    iri: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    region: Region | None = None
    confidence: float = 1.0
    owner: str | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The nodes by IRI, in IRI order, and the node's IRI of each entity of each document."""

    nodes: Mapping[str, Node]
    iris: Mapping[Occurrence, str]


@dataclass(slots=True)
class _Cluster:
    """Occurrences that are one thing."""

    key: _Key
    type: str = ""
    members: list[tuple[Occurrence, Entity]] = default(default_factory=list)

    @property
    def documents(self) -> set[str]:
        return {document for (document, _), _ in self.members}


class _Forest:
    """Union-find whose roots are the smallest keys, so that they do not depend on the order of unions."""

    def __init__(self) -> None:
        self._parent: dict[_Key, _Key] = {}

    def find(self, key: _Key) -> _Key:
        root = key
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while (parent := self._parent.get(key, key)) != root:
            self._parent[key] = root
            key = parent
        return root

    def union(self, one: _Key, other: _Key) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self._parent[high] = low


def resolve(extractions: Iterable[Extraction], base: str = DEFAULT_BASE) -> Resolution:
    """Decide which entities of the extractions are one thing and give each thing its IRI.

    The result depends on the set of extractions alone, not on their order.
    """
    documents = sorted(extractions, key=lambda e: e.document)
    nodes: dict[str, Node] = {}
    iris: dict[Occurrence, str] = {}

    for cluster in _shared_clusters(documents):
        node = _shared_node(cluster, base)
        nodes[node.iri] = node
        iris.update((occurrence, node.iri) for occurrence, _ in cluster.members)

    owned: dict[str, _Cluster] = {}
    owners: dict[str, str] = {}
    for extraction in documents:
        owner_of = _owners(extraction, iris, nodes)
        for index, entity in enumerate(extraction.entities):
            if entity.type not in OWNED:
                continue
            occurrence = extraction.document, index
            owner = owner_of.get(index) or ""
            path = nodes[owner].iri.removeprefix(base).partition("/")[2] if owner else ""
            folder = path or f"report/{segment(extraction.document)}"
            key = f"{base}{SEGMENTS[entity.type]}/{folder}", fold(entity.name), _particulars(entity)
            identifier = "\x00".join(key)
            cluster = owned.setdefault(identifier, _Cluster(key, entity.type))
            cluster.members.append((occurrence, entity))
            owners[identifier] = owner
    for identifier, cluster in sorted(owned.items()):
        node = _owned_node(cluster, owners[identifier] or None)
        nodes[node.iri] = node
        iris.update((occurrence, node.iri) for occurrence, _ in cluster.members)
    return Resolution(dict(sorted(nodes.items())), iris)


# --- what is shared by all documents ----------------------------------------------------------------------


def _shared_clusters(documents: Sequence[Extraction]) -> list[_Cluster]:
    by_name: dict[_Key, _Cluster] = {}
    for extraction in documents:
        places = _places_of(extraction)
        for index, entity in enumerate(extraction.entities):
            if entity.type in OWNED or entity.type not in ENTITY_TYPES:
                continue
            entity = _with_absolute_name(entity, places)
            key = _key(entity, places[0] if places else extraction.document)
            by_name.setdefault(key, _Cluster(key)).members.append(((extraction.document, index), entity))
    for cluster in by_name.values():
        cluster.type = _majority_type(cluster)

    forest = _Forest()
    for one, other in sorted(_same_but_for_place_word(by_name)):
        forest.union(one, other)
    for one, other in sorted(_called_by_alias(by_name, forest)):
        forest.union(one, other)

    merged: dict[_Key, _Cluster] = {}
    for key, cluster in sorted(by_name.items()):
        root = forest.find(key)
        merged.setdefault(root, _Cluster(root)).members.extend(cluster.members)
    for cluster in merged.values():
        cluster.type = _majority_type(cluster)
    return list(merged.values())


def _places_of(extraction: Extraction) -> tuple[str, ...]:
    """Return the places that a document is about: those its own school's name tells, else its title."""
    own = extraction.entities[extraction.own].name if extraction.own is not None else ""
    return places_of(own) or places_of(extraction.title)


def _with_absolute_name(entity: Entity, places: Sequence[str]) -> Entity:
    """Return an entity whose name means another thing elsewhere (市教育局) under its full name."""
    if entity.type not in BODIES or not is_relative(entity.name):
        return entity
    name = absolute(tidy(entity.name), places)
    return entity._replace(name=name, aliases=(entity.name, *entity.aliases)) if name else entity


def _key(entity: Entity, place: str) -> _Key:
    if entity.type == "Major":
        return "major", fold(entity.name).removesuffix("专业") or fold(entity.name), ""
    return "body", fold(entity.name), place if is_relative(entity.name) else ""


def _majority_type(cluster: _Cluster) -> str:
    votes: Counter[str] = Counter(entity.type for _, entity in cluster.members)
    return min(votes, key=lambda t: (-votes[t], ENTITY_TYPES.index(t)))


def _apart(one: Iterable[_Cluster], other: Iterable[_Cluster]) -> bool:
    """Tell whether no document holds both as separate entities."""
    return {d for c in one for d in c.documents}.isdisjoint(d for c in other for d in c.documents)


def _same_but_for_place_word(by_name: Mapping[_Key, _Cluster]) -> set[tuple[_Key, _Key]]:
    """Pairs whose names differ in a 市 or 省 after the leading place name."""
    groups: dict[tuple[str, str], list[_Key]] = defaultdict(list)
    for key, cluster in by_name.items():
        if cluster.type != "Major" and not key[2]:
            groups[cluster.type, loose(key[1])].append(key)
    pairs = set()
    for group in groups.values():
        first = min(group)
        pairs |= {(first, key) for key in group if key != first and _apart([by_name[first]], [by_name[key]])}
    return pairs


def _called_by_alias(by_name: Mapping[_Key, _Cluster], forest: _Forest) -> set[tuple[_Key, _Key]]:
    """Pairs of which one bears as its name what the other, and nobody else, has as its alias."""
    families: dict[_Key, list[_Cluster]] = defaultdict(list)
    for key in sorted(by_name):
        families[forest.find(key)].append(by_name[key])
    claims: dict[tuple[str, str], set[_Key]] = defaultdict(set)
    for key, cluster in by_name.items():
        if cluster.type == "Major" or key[2]:
            continue
        aliases = {fold(alias) for _, entity in cluster.members for alias in entity.aliases}
        if cluster.type == "Enterprise":
            aliases |= {without_legal_form(entity.name) for _, entity in cluster.members}
        for alias in aliases:
            if alias and not is_relative(alias):
                claims[cluster.type, alias].add(forest.find(key))
    pairs = set()
    for key, cluster in by_name.items():
        root = forest.find(key)
        if cluster.type == "Major" or key[2]:
            continue
        claimants = claims.get((cluster.type, key[1]), set()) - {root}
        if len(claimants) == 1:
            claimant = next(iter(claimants))
            if _apart(families[root], families[claimant]):
                pairs.add((root, claimant))
    return pairs


def _shared_node(cluster: _Cluster, base: str) -> Node:
    name = _canonical_name(cluster)
    entity_type = cluster.type
    if entity_type == "Major":
        name = name.removesuffix("专业") or name
    qualifier = cluster.key[2]
    folder = f"{base}{SEGMENTS[entity_type]}/" + (f"{segment(qualifier)}/" if qualifier else "")
    attributes = _attributes(cluster)
    stated = attributes.pop("region", "")
    region = None
    if entity_type in PLACED:
        region = region_of(stated) if stated else None
        region = region or region_of(name)
        if region is None and qualifier:
            region = region_of(qualifier)
    kind = kind_of(entity_type, name, attributes.get("kind", ""))
    if kind:
        attributes["kind"] = kind
    node = _node(f"{folder}{segment(name)}", entity_type, name, cluster, attributes, region, None)
    if entity_type == "Major":
        return replace(node, field=field_of(name, attributes.get("code", "")))
    return node


# --- what belongs to somebody -----------------------------------------------------------------------------


def _owners(
    extraction: Extraction, iris: Mapping[Occurrence, str], nodes: Mapping[str, Node]
) -> dict[int, str]:
    """Return the owner's IRI of each owned entity: the own school if it is one, else the first by IRI."""
    heads: dict[int, set[int]] = defaultdict(set)
    for relation in extraction.relations:
        tail, head = extraction.entities[relation.tail], extraction.entities[relation.head]
        if relation.relation == "partOf" and head.type in OWNED:
            heads[relation.head].add(relation.tail)
        elif relation.relation in OWNED.get(tail.type, ()):
            heads[relation.tail].add(relation.head)
    own = iris.get((extraction.document, extraction.own)) if extraction.own is not None else None

    def owner(index: int, seen: frozenset[int]) -> str | None:
        found: set[str] = set()
        for head in heads[index] - seen:
            if extraction.entities[head].type in OWNED:
                above = owner(head, seen | {index})
                found |= {above} if above else set()
            elif (iri := iris.get((extraction.document, head))) is not None:
                found.add(iri)
        if own in found:
            return own
        return min(found, key=lambda iri: (nodes[iri].type != "School", iri)) if found else own

    return {
        index: iri
        for index, entity in enumerate(extraction.entities)
        if entity.type in OWNED and (iri := owner(index, frozenset({index})))
    }


def _particulars(entity: Entity) -> str:
    """Return what tells an award from another of its name: its rank, if the name lacks it, and its year."""
    if entity.type != "Award":
        return ""
    attributes = dict(entity.attributes)
    rank, year = attributes.get("rank", ""), attributes.get("year", "")
    parts = [rank if fold(rank) not in fold(entity.name) else "", year if year not in entity.name else ""]
    return "".join(f";{segment(part)}" for part in parts if part)


def _owned_node(cluster: _Cluster, owner: str | None) -> Node:
    folder, _, particulars = cluster.key
    name = _canonical_name(cluster)
    attributes = _attributes(cluster)
    attributes.pop("region", None)
    kind = kind_of(cluster.type, name, attributes.get("kind", ""))
    if kind:
        attributes["kind"] = kind
    iri = f"{folder}/{segment(name)}{particulars}"
    return _node(iri, cluster.type, name, cluster, attributes, None, owner)


# --- name, aliases and attributes of a cluster ------------------------------------------------------------


def _canonical_name(cluster: _Cluster) -> str:
    """Return the fullest name: not a contraction of another, then the most frequent, longest, first."""
    documents: dict[str, set[str]] = defaultdict(set)
    mentions: Counter[str] = Counter()
    for (document, _), entity in cluster.members:
        name = tidy(entity.name)
        documents[name].add(document)
        mentions[name] += len(entity.mentions)
    full = [n for n in documents if not any(is_contraction(fold(n), fold(m)) for m in documents)]
    return min(full or documents, key=lambda n: (-len(documents[n]), -mentions[n], -len(n), n))


def _attributes(cluster: _Cluster) -> dict[str, str]:
    """Return for each attribute the value that most occurrences give, the smallest where several do."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for _, entity in cluster.members:
        for key, value in entity.attributes:
            if value:
                votes[key][value] += 1
    return {key: min(v, key=lambda x: (-v[x], x)) for key, v in sorted(votes.items())}


def _node(
    iri: str,
    entity_type: str,
    name: str,
    cluster: _Cluster,
    attributes: Mapping[str, str],
    region: Region | None,
    owner: str | None,
) -> Node:
    spellings = {tidy(x) for _, entity in cluster.members for x in (entity.name, *entity.aliases)}
    aliases: dict[str, str] = {}
    for spelling in sorted(spellings):
        if spelling and not is_generic(spelling):
            aliases.setdefault(fold(spelling), spelling)
    aliases.pop(fold(name), None)
    return Node(
        iri=iri,
        type=entity_type,
        name=name,
        aliases=tuple(sorted(aliases.values())),
        documents=tuple(sorted(cluster.documents)),
        attributes=tuple(sorted(attributes.items())),
        region=region,
        confidence=max(entity.confidence for _, entity in cluster.members),
        owner=owner,
    )
