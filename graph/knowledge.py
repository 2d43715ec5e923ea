"""The graph as its users meet it: queries, tables, a network, exports."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyoxigraph as ox

from extract.errors import Error
from graph.names import fold
from graph.queries import NamedQuery, Parameter, named_queries
from graph.rdf import Layout
from graph.store import Manifest, document_text, open_store, read_manifest
from ontology.namespaces import PREFIXES, XSD, ZJ

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

ENTITY_COLUMNS: Final = (
    "id",
    "type",
    "name",
    "aliases",
    "documents",
    "level",
    "rank",
    "year",
    "count",
    "code",
    "kind",
    "region",
    "confidence",
)
MENTION_COLUMNS: Final = ("entity", "document", "surface", "start", "end")
RELATION_COLUMNS: Final = (
    "head",
    "head_name",
    "relation",
    "tail",
    "tail_name",
    "kind",
    "status",
    "year",
    "document",
    "evidence",
    "start",
    "end",
    "confidence",
    "rule",
)
_INTEGERS: Final = frozenset(
    f"{XSD}{t}" for t in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_REALS: Final = frozenset(f"{XSD}{t}" for t in ("decimal", "double", "float"))

Term = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple


class QueryError(Error):
    """A query is no valid SPARQL, or a named query or one of its parameters does not exist."""


class NameNotFoundError(Error):
    """No entity bears a name, or several do; ``candidates`` holds names that come close."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """Open a graph folder for reading.

    Raises:
        graph.store.GraphFolderError: it is no graph of ours, of another version, or damaged.
    """
    return KnowledgeGraph(folder)


class KnowledgeGraph:
    """A graph opened for reading.

    Tables are pandas DataFrames with the columns of the CSV export, sorted, so that equal graphs give equal
    tables.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder: Final = Path(folder)
        self._manifest: Final[Manifest] = read_manifest(folder)
        self.store: Final[ox.Store] = open_store(folder)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {str(self.folder)!r}, {len(self.documents)} documents>"

    @property
    def base(self) -> str:
        """The base IRI under which the graph's things live."""
        return self._manifest.base

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of the documents in the graph."""
        return tuple(self._manifest.documents)

    @property
    def layout(self) -> Layout:
        """Where reports, evidence and named graphs live."""
        return Layout(self.base)

    def text(self, document: str) -> str:
        """Return a document's text as read, the one that offsets refer to.

        Raises:
            KeyError: the graph has no such document.
        """
        return document_text(self.folder, document, self._manifest)

    # --- questions ----------------------------------------------------------------------------------------

    def query(self, sparql: str) -> pd.DataFrame | bool | rdflib.Graph:
        """Run a SPARQL query over the union of all graphs.

        The prefixes of `ontology.namespaces.PREFIXES` need no declaration.

        Returns:
            a DataFrame (SELECT; IRIs and strings as str, numbers as int or float, unbound as None),
            a bool (ASK), or an rdflib.Graph (CONSTRUCT, DESCRIBE).

        Raises:
            QueryError: it is no valid SPARQL query.
        """
        result = self.run(sparql)
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        if isinstance(result, ox.QueryTriples):
            import rdflib

            data = ox.serialize(result, format=ox.RdfFormat.N_TRIPLES)
            graph = rdflib.Graph()
            for prefix, namespace in PREFIXES.items():
                graph.bind(prefix, namespace)
            return graph.parse(data=data or b"", format="nt")
        columns = [v.value for v in result.variables]
        rows = [[_python(value) for value in solution] for solution in result]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def run(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query and return Oxigraph's own result, which can be serialized in any format.

        The default graph holds the union of all graphs, each triple once; ``GRAPH`` reaches single reports.

        Raises:
            QueryError: it is no valid SPARQL query, or cannot be executed.
        """
        try:
            return self.store.query(sparql, prefixes=dict(PREFIXES))
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise QueryError(f"SPARQL 语法有误：{error}\nNot a valid SPARQL query: {error}") from error
        except OSError as error:
            raise QueryError(f"查询无法执行：{error}\nThe query failed: {error}") from error

    def ask(self, name: str, **parameters: Any) -> pd.DataFrame:
        """Answer a named query; `graph.queries.named_queries` lists them with their parameters.

        A parameter that is an entity takes its name, an alias, or its IRI.

        Raises:
            QueryError: there is no such query or parameter, or one that is needed is missing.
            NameNotFoundError: no entity bears a name given, or several do.
        """
        queries = named_queries()
        if name not in queries:
            near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
            known = "、".join(near or queries)
            raise QueryError(
                f"没有名为“{name}”的查询。可用：{known}。\nNo query is named {name!r}; there are: {known}."
            )
        query = queries[name]
        result = self.query(query.bind(self._bind(query, parameters)))
        assert isinstance(result, pd.DataFrame)
        return result

    def _bind(self, query: NamedQuery, given: Mapping[str, Any]) -> dict[str, ox.NamedNode | ox.Literal]:
        unknown = sorted(set(given) - {p.name for p in query.parameters})
        if unknown:
            known = "、".join(p.name for p in query.parameters) or "（无）"
            raise QueryError(
                f"查询“{query.name}”没有参数“{unknown[0]}”。可用参数：{known}。\n"
                f"The query {query.name!r} has no parameter {unknown[0]!r}; it has: {known}."
            )
        bindings: dict[str, ox.NamedNode | ox.Literal] = {}
        for parameter in query.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is None or value == "":
                if parameter.required:
                    raise QueryError(
                        f"查询“{query.name}”需要参数“{parameter.name}”（{parameter.zh}）。\n"
                        f"The query {query.name!r} needs the parameter {parameter.name!r} ({parameter.en})."
                    )
                continue
            bindings[parameter.name] = self._term(parameter, value)
        return bindings

    def _term(self, parameter: Parameter, value: Any) -> ox.NamedNode | ox.Literal:
        if parameter.types:
            return ox.NamedNode(self.find(str(value), parameter.types))
        if parameter.kind in {"integer", "decimal"}:
            try:
                number = int(value) if parameter.kind == "integer" else float(value)
            except (TypeError, ValueError) as error:
                raise QueryError(
                    f"参数“{parameter.name}”应为数字，而不是“{value}”。\n"
                    f"The parameter {parameter.name!r} takes a number, not {value!r}."
                ) from error
            return ox.Literal(str(number), datatype=ox.NamedNode(XSD + parameter.kind))
        return ox.Literal(str(value))

    def find(self, name: str, types: Collection[str] = ()) -> str:
        """Return the IRI of the entity of a name, an alias or an IRI; among ``types`` where given.

        Spellings that differ in width, white space or quotation marks are the same name. A name goes before
        an alias.

        Raises:
            NameNotFoundError: none bears it, or several do.
        """
        wanted = fold(name)
        for index in self._names:
            found = {iri for iri, kind in index.get(wanted, ()) if (not types or kind in types)} or (
                {name} if name in self._types and (not types or self._types[name] in types) else set()
            )
            if len(found) == 1:
                return found.pop()
            if found:
                options = tuple(sorted(found))
                listed = "\n".join(f"  {iri}" for iri in options)
                raise NameNotFoundError(
                    f"名称“{name}”对应多个实体，请用标识（IRI）指明：\n"
                    f"Several things are named {name!r}; give the IRI of one:\n{listed}",
                    options,
                )
        near = self.similar_names(name, types)
        hint = "、".join(near)
        raise NameNotFoundError(
            f"图谱中没有“{name}”。" + (f"相近的名称：{hint}。" if near else "") + "\n"
            f"Nothing in the graph is named {name!r}." + (f" Similar names: {hint}." if near else ""),
            near,
        )

    def similar_names(self, name: str, types: Collection[str] = (), limit: int = 5) -> tuple[str, ...]:
        """Return names that resemble a name, the nearest first (Dice over character pairs)."""
        wanted = _bigrams(fold(name))
        scored: list[tuple[float, str]] = []
        for folded, bearers in (*self._names[0].items(), *self._names[1].items()):
            kept = [iri for iri, kind in bearers if not types or kind in types]
            if not kept:
                continue
            pairs = _bigrams(folded)
            score = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
            if fold(name) in folded:
                score += 0.5
            if score > 0.3:
                scored += [(-score, self._labels[iri]) for iri in kept]
        return tuple(dict.fromkeys(label for _, label in sorted(scored)))[:limit]

    @cached_property
    def _names(self) -> tuple[Mapping[str, set[tuple[str, str]]], Mapping[str, set[tuple[str, str]]]]:
        """Bearers (IRI, type) of each folded name, and of each folded alias."""
        names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        aliases: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self.entities().itertuples():
            names[fold(str(row.name))].add((str(row.id), str(row.type)))
            for alias in str(row.aliases).split("|"):
                if alias:
                    aliases[fold(alias)].add((str(row.id), str(row.type)))
        return names, aliases

    @cached_property
    def _types(self) -> Mapping[str, str]:
        table = self.entities()
        return dict(zip(table["id"], table["type"], strict=True))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        table = self.entities()
        return dict(zip(table["id"], table["name"], strict=True))

    # --- tables -------------------------------------------------------------------------------------------

    def entities(self) -> pd.DataFrame:
        """Return all entities, one a row, sorted by identifier; lists inside a cell are joined with ``|``."""
        return self._entities.copy()

    @cached_property
    def _entities(self) -> pd.DataFrame:
        rows = [[_python(value) for value in solution] for solution in self._select(_ENTITIES)]
        documents: dict[str, list[str]] = defaultdict(list)
        for entity, document in self._select(_MENTIONED):
            documents[entity.value].append(document.value)
        aliases: dict[str, list[str]] = defaultdict(list)
        for entity, alias in self._select(_ALIASES):
            aliases[entity.value].append(alias.value)
        kinds = {entity.value: kind.value for entity, kind in self._select(_ENTITY_KINDS)}
        table = pd.DataFrame(
            [
                [
                    iri,
                    kind.removeprefix(ZJ),
                    name,
                    "|".join(sorted(a.replace("|", "｜") for a in aliases[iri])),
                    "|".join(sorted(documents[iri])),
                    *attributes,
                    kinds.get(iri),
                    region,
                    confidence,
                ]
                for iri, kind, name, *attributes, region, confidence in rows
            ],
            columns=list(ENTITY_COLUMNS),
        )
        for column in ("year", "count"):
            table[column] = pd.array([_whole(x) for x in table[column]], dtype="Int64")
        for column in ("level", "rank", "code", "kind", "region"):
            table[column] = table[column].map(lambda x: "" if x is None or x != x else x).astype(object)
        return table.sort_values("id", ignore_index=True, kind="stable")

    def mentions(self) -> pd.DataFrame:
        """Return where each entity is named, sorted by document and place."""
        rows = [
            (entity.value, document.value, surface.value, int(start.value), int(end.value))
            for entity, document, surface, start, end in self._select(_MENTIONS)
        ]
        table = pd.DataFrame(rows, columns=list(MENTION_COLUMNS))
        return table.sort_values(["document", "start", "end", "entity"], ignore_index=True, kind="stable")

    def relations(self) -> pd.DataFrame:
        """Return what the documents state, one row per relation and document, with the best quote."""
        return self._relations.copy()

    @cached_property
    def _relations(self) -> pd.DataFrame:
        kinds: dict[str, list[str]] = defaultdict(list)
        for statement, kind in self._select(_KINDS):
            kinds[statement.value].append(kind.value)
        labels = self._labels
        rows = []
        for solution in self._select(_STATEMENTS):
            statement, head, relation, tail, status, year, document, quote, start, end, confidence, rule = (
                _python(value) for value in solution
            )
            rows.append(
                (
                    head,
                    labels.get(head, ""),
                    relation.removeprefix(ZJ),
                    tail,
                    labels.get(tail, ""),
                    "|".join(sorted(kinds[statement])),
                    status,
                    year,
                    document,
                    quote or "",
                    start,
                    end,
                    confidence,
                    rule or "",
                )
            )
        table = pd.DataFrame(rows, columns=list(RELATION_COLUMNS))
        table["year"] = pd.array([_whole(x) for x in table["year"]], dtype="Int64")
        return table.sort_values(["document", "head", "relation", "tail"], ignore_index=True, kind="stable")

    def evidence(self, head: str, relation: str, tail: str) -> pd.DataFrame:
        """Return every quote for a relation between two IRIs, by document and place."""
        ends = ox.NamedNode(head), ox.NamedNode(ZJ + relation), ox.NamedNode(tail)
        result = self.query(_EVIDENCE.replace("UNDEF UNDEF UNDEF", " ".join(str(end) for end in ends)))
        assert isinstance(result, pd.DataFrame)
        return result

    def reports(self) -> pd.DataFrame:
        """Return the documents with title, year, publisher (IRI and name), length and digest."""
        result = self.query(_REPORTS)
        assert isinstance(result, pd.DataFrame)
        return result

    def _select(self, sparql: str) -> ox.QuerySolutions:
        result = self.run(sparql)
        assert isinstance(result, ox.QuerySolutions)
        return result

    # --- other views --------------------------------------------------------------------------------------

    def network(self, statuses: Collection[str] | None = ("active",)) -> nx.MultiDiGraph[str]:
        """Return the graph as a network; see `graph.network.network` for its attributes."""
        from graph.network import network

        return network(self.entities(), self.relations(), statuses)

    @property
    def graph(self) -> rdflib.Dataset:
        """The same store as an rdflib.Dataset.

        Its default graph holds the union of all graphs; each report is a named graph besides.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        dataset = rdflib.Dataset(store=OxigraphStore(store=self.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def export(self, path: str | Path, format: str) -> Path:
        """Write the graph in a format of `graph.export.FORMATS` and return the path written.

        ``csv`` and ``parquet`` write a folder, ``xlsx`` one workbook, all others one file.

        Raises:
            graph.export.ExportError: there is no such format, or the place cannot be written.
        """
        from graph.export import export

        return export(self, Path(path), format)


def _python(term: Term | None) -> Any:
    """Return an RDF term as a Python value: number, bool or string; None where there is none."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype in _INTEGERS:
            return int(term.value)
        if datatype in _REALS:
            return float(term.value)
        if datatype == f"{XSD}boolean":
            return term.value in {"true", "1"}
        return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return str(term)


def _whole(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(max(1, len(text) - 1))}


_ENTITIES: Final = """
SELECT ?id ?type ?name ?level ?rank ?year ?count ?code ?region ?confidence WHERE {
  VALUES ?type { zj:School zj:Enterprise zj:Organization zj:EducationGroup zj:Major zj:MajorCluster zj:Award
                 zj:Program zj:Department }
  ?id a ?type ; rdfs:label ?name ; zj:confidence ?confidence .
  OPTIONAL { ?id zj:level ?levelCode . OPTIONAL { ?levelCode skos:notation ?level } }
  OPTIONAL { ?id zj:rank ?rank }
  OPTIONAL { ?id zj:year ?year }
  OPTIONAL { ?id zj:count ?count }
  OPTIONAL { ?id zj:code ?code }
  OPTIONAL { ?id zj:region ?place . OPTIONAL { ?place rdfs:label ?region } }
}"""
_ENTITY_KINDS: Final = """
SELECT ?id ?kind WHERE {
  { VALUES ?property { zj:schoolKind zj:organizationKind zj:groupKind zj:programKind }
    ?id ?property ?code . ?code skos:notation ?kind }
  UNION
  { ?id zj:majorCategory ?code . ?code skos:prefLabel ?kind . FILTER(LANG(?kind) = "zh") }
}"""
_MENTIONED: Final = "SELECT ?id ?document WHERE { ?report zj:mentions ?id ; zj:document ?document }"
_ALIASES: Final = "SELECT ?id ?alias WHERE { ?id skos:altLabel ?alias ; zj:confidence ?any }"
_MENTIONS: Final = """
SELECT ?entity ?document ?surface ?start ?end WHERE {
  ?mention zj:mentionOf ?entity ; zj:surface ?surface ; oa:start ?start ; oa:end ?end ; zj:inReport ?report .
  ?report zj:document ?document .
}"""
_KINDS: Final = "SELECT ?statement ?kind WHERE { ?statement zj:kind/skos:notation ?kind }"
_STATEMENTS: Final = """
SELECT ?statement ?head ?relation ?tail ?status ?year ?document ?quote ?start ?end ?confidence ?rule WHERE {
  ?statement a zj:Statement ; rdf:subject ?head ; rdf:predicate ?relation ; rdf:object ?tail ;
    zj:status/skos:notation ?status ; zj:confidence ?confidence ;
    zj:inReport/zj:document ?document .
  OPTIONAL { ?statement zj:mainEvidence ?e . ?e oa:start ?start ; oa:end ?end .
             OPTIONAL { ?e oa:exact ?quote } }
  OPTIONAL { ?statement zj:year ?year }
  OPTIONAL { ?statement zj:rule ?rule }
}"""
_EVIDENCE: Final = """
SELECT ?document ?evidence ?start ?end ?status ?year ?confidence WHERE {
  VALUES (?head ?relation ?tail) { (UNDEF UNDEF UNDEF) }
  ?statement rdf:subject ?head ; rdf:predicate ?relation ; rdf:object ?tail ;
    zj:status/skos:notation ?status ; zj:confidence ?confidence ; prov:wasDerivedFrom ?e ;
    zj:inReport/zj:document ?document .
  ?e oa:start ?start ; oa:end ?end .
  OPTIONAL { ?e oa:exact ?evidence }
  OPTIONAL { ?statement zj:year ?year }
} ORDER BY ?document ?start ?end"""
_REPORTS: Final = """
SELECT ?document ?title ?year ?publisher ?publisher_name ?characters ?digest WHERE {
  ?report a zj:Report ; zj:document ?document ; zj:characters ?characters .
  OPTIONAL { ?report dcterms:title ?title }
  OPTIONAL { ?report zj:year ?year }
  OPTIONAL { ?report dcterms:publisher ?publisher . ?publisher rdfs:label ?publisher_name }
  OPTIONAL { ?report zj:digest ?digest }
} ORDER BY ?document"""
