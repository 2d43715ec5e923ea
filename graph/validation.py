"""Is the graph whole? Its shapes (SHACL), its quotes against the texts, and the counts of what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import pyoxigraph as ox

from graph.knowledge import KnowledgeGraph
from ontology.namespaces import RDF, SKOS, ZJ, local_name
from ontology.terms import ENTITY_TYPES, RELATIONS
from ontology.vocabulary import SHAPES_FILE

_SH: Final = "http://www.w3.org/ns/shacl#"
FINDING_COLUMNS: Final = ("severity", "shape", "focus", "name", "path", "value", "message", "message_en")
#: Predicates whose triples no shape looks at; mentions alone are more than half of a graph.
_UNCHECKED: Final = frozenset({f"{ZJ}mentions", f"{ZJ}rule", f"{SKOS}altLabel", f"{RDF}type"})


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    ``conforms`` is False if there is a violation; warnings alone do not make it so. ``findings`` is a table
    (severity ``violation`` or ``warning``, shape, focus IRI, name, path, value, message in Chinese and
    English); ``counts`` are the numbers of documents, entities, relations … by name.
    """

    conforms: bool
    findings: pd.DataFrame
    counts: Mapping[str, int]


def check(kg: KnowledgeGraph) -> CheckReport:
    """Validate a graph against the shapes, compare every quote with its text, and count what it holds."""
    rows = [*_shape_findings(kg), *_quote_findings(kg)]
    findings = pd.DataFrame(rows, columns=list(FINDING_COLUMNS))
    findings = findings.sort_values(
        ["severity", "shape", "focus", "path", "value"], ignore_index=True, kind="stable"
    )
    return CheckReport(not (findings["severity"] == "violation").any(), findings, counts(kg))


def counts(kg: KnowledgeGraph) -> dict[str, int]:
    """Return how many documents, entities (by type), relations (by name and status) … a graph holds.

    ``relations`` counts statements, one per relation and document; ``triples`` the union of all graphs.
    """
    entities, relations = kg.entities(), kg.relations()
    by_type, by_relation = Counter(entities["type"]), Counter(relations["relation"])
    by_status = Counter(relations["status"])
    result = {"documents": len(kg.documents), "entities": len(entities)}
    result |= {f"entities.{t}": by_type[t] for t in ENTITY_TYPES}
    result |= {"relations": len(relations)}
    result |= {f"relations.{r}": by_relation[r] for r in RELATIONS}
    result |= {f"status.{s}": by_status[s] for s in ("active", "planned", "ended")}
    for name, sparql in _COUNTS.items():
        solutions = kg.run(sparql)
        assert isinstance(solutions, ox.QuerySolutions)
        result[name] = int(next(solutions)[0].value)
    return result


_COUNTS: Final = {
    "evidence": "SELECT (COUNT(*) AS ?n) WHERE { ?e a zj:Evidence }",
    "mentions": "SELECT (COUNT(*) AS ?n) WHERE { ?m a zj:Mention }",
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
}


def _shape_findings(kg: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(SHAPES_FILE, format="turtle")
    data = _checked_triples(kg)
    _, results, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, allow_warnings=True
    )
    sh = rdflib.Namespace(_SH)
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        messages = {m.language: str(m) for m in results.objects(result, sh.resultMessage)}
        focus = results.value(result, sh.focusNode)
        path, value = results.value(result, sh.resultPath), results.value(result, sh.value)
        shape = results.value(result, sh.sourceShape)
        yield (
            "warning" if results.value(result, sh.resultSeverity) == sh.Warning else "violation",
            local_name(str(shape)),
            str(focus),
            str(data.value(focus, rdflib.RDFS.label) or ""),
            local_name(str(path)) if isinstance(path, rdflib.URIRef) else "",
            "" if value is None else str(value),
            messages.get("zh", ""),
            messages.get("en", ""),
        )


def _checked_triples(kg: KnowledgeGraph) -> Any:
    """Return what shapes look at as an rdflib graph."""
    import rdflib

    terms: dict[str, rdflib.term.Identifier] = {}

    def term(value: Any) -> rdflib.term.Identifier:
        if isinstance(value, ox.Literal):
            return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
        known = terms.get(value.value)
        if known is None:
            known = terms[value.value] = rdflib.URIRef(value.value)
        return known

    data = rdflib.Graph()
    vocabulary = kg.layout.vocabulary_graph
    skipped = {ox.NamedNode(p) for p in _UNCHECKED}
    mention = f"{kg.base}mention/"
    named = (g for g in kg.store.named_graphs() if g.value != vocabulary)
    for graph in named:
        for quad in kg.store.quads_for_pattern(None, None, None, graph):
            subject = quad.subject
            assert isinstance(subject, ox.NamedNode)
            if subject.value.startswith(mention) or (
                quad.predicate in skipped and quad.predicate.value != f"{RDF}type"
            ):
                continue
            data.add((term(subject), term(quad.predicate), term(quad.object)))
    return data


def _quote_findings(kg: KnowledgeGraph) -> Iterator[tuple[str, ...]]:
    """Yield evidence whose quote is not what its text has at its offsets, white space aside."""
    table = kg.query(_QUOTES)
    assert isinstance(table, pd.DataFrame)
    text, of_document = "", None
    for iri, document, start, end, quote in table.itertuples(index=False, name=None):
        if document != of_document:
            text, of_document = kg.text(document), document
        found = "".join(text[start:end].split())
        if not found or (quote is not None and "".join(quote.split()) != found):
            yield (
                "violation",
                "Evidence-exact",
                iri,
                "",
                "exact",
                quote or "",
                f"引文与文档“{document}”第 {start}–{end} 字不符：请重新建立图谱。",
                f"The quote is not what {document!r} has at {start}–{end}: build the graph again.",
            )


_QUOTES: Final = f"""
SELECT ?id ?document ?start ?end ?quote WHERE {{
  ?id a <{ZJ}Evidence> ; zj:inReport/zj:document ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?id oa:exact ?quote }}
}} ORDER BY ?document ?start ?end"""
