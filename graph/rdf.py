"""Statements and nodes as RDF, written as lines of N-Quads.

Lines of text are the fastest way into the store, sort by themselves, and compare byte by byte. Nothing here
is a blank node: every subject has an IRI that follows from its content.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from extract.records import Extraction
from graph.catalogue import Field
from graph.identity import Node, Resolution
from graph.kinds import KIND_LISTS, kind_from_name
from graph.names import tidy
from graph.regions import Region
from graph.statements import SYMMETRIC, Statement, statements
from ontology.namespaces import DCTERMS, OA, PROV, RDF, RDFS, SKOS, XSD, ZJ, code, segment
from ontology.vocabulary import code_list, ground_triples

_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_TO_ESCAPE: Final = re.compile(r'[\\"\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]')

_TYPE: Final = f"<{RDF}type>"
_LABEL: Final = f"<{RDFS}label>"
_ALIAS: Final = f"<{SKOS}altLabel>"
_KIND_PROPERTIES: Final = {
    "School": "schoolKind",
    "Organization": "organizationKind",
    "EducationGroup": "groupKind",
    "Program": "programKind",
}


def _escape(match: re.Match[str]) -> str:
    c = match.group()
    if "\ud800" <= c <= "\udfff":
        return "\ufffd"  # half a surrogate pair is no character and cannot be written
    return _ESCAPES.get(c) or f"\\u{ord(c):04X}"


def literal(text: str) -> str:
    """Return a plain literal as N-Quads writes it.

    >>> print(literal('说"好"'))
    "说\\"好\\""
    """
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def integer(value: int) -> str:
    """Return an xsd:integer."""
    return f'"{value}"^^<{XSD}integer>'


def decimal(value: float) -> str:
    """Return an xsd:decimal with at most four places."""
    text = f"{value:.4f}".rstrip("0")
    return f'"{text}0"^^<{XSD}decimal>' if text.endswith(".") else f'"{text}"^^<{XSD}decimal>'


@lru_cache(maxsize=1024)
def zj(name: str) -> str:
    """Return a term of the vocabulary."""
    return f"<{ZJ}{name}>"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where reports, evidence, statements, mentions and graphs live under a base IRI."""

    base: str

    def report(self, document: str) -> str:
        """Return the report's IRI."""
        return f"{self.base}report/{segment(document)}"

    def report_graph(self, document: str) -> str:
        """Return the name of the graph that holds all that one report says."""
        return f"{self.base}graph/report/{segment(document)}"

    @property
    def identity_graph(self) -> str:
        """The name of the graph of what spans reports: nodes, their names, types and attributes."""
        return f"{self.base}graph/identity"

    @property
    def vocabulary_graph(self) -> str:
        """The name of the graph of labels and codes of the vocabulary."""
        return f"{self.base}graph/vocabulary"

    def region(self, region: Region) -> str:
        """Return the IRI of a region."""
        return f"{self.base}region/{segment(region.code)}"


def vocabulary_lines(layout: Layout) -> Iterator[str]:
    """Yield the vocabulary's labels and codes, as far as they need no blank node."""
    graph = layout.vocabulary_graph
    for triple in ground_triples():
        yield f"{triple} <{graph}> .\n"


def identity_lines(resolution: Resolution, layout: Layout) -> Iterator[str]:
    """Yield types, names and attributes of all nodes, and the regions and classes they belong to."""
    end = f" <{layout.identity_graph}> .\n"
    regions: dict[str, Region] = {}
    classes: dict[str, Field] = {}
    for node in resolution.nodes.values():
        subject = f"<{node.iri}>"
        for predicate, value in _facts(node, layout):
            yield f"{subject} {predicate} {value}{end}"
        if node.field is not None and node.field.class_code:
            classes[node.field.class_code] = node.field
        region = node.region
        while region is not None:
            regions[region.code] = region
            region = region.parent
    for _, region in sorted(regions.items()):
        subject = f"<{layout.region(region)}>"
        yield f"{subject} {_TYPE} {zj('Place')}{end}"
        yield f"{subject} {_LABEL} {literal(region.name)}{end}"
        yield f"{subject} {zj('code')} {literal(region.code)}{end}"
        if region.parent is not None:
            yield f"{subject} <{SKOS}broader> <{layout.region(region.parent)}>{end}"
    for class_code, field in sorted(classes.items()):
        subject = f"<{code('major-class', class_code)}>"
        yield f"{subject} {_TYPE} <{SKOS}Concept>{end}"
        yield f"{subject} <{SKOS}notation> {literal(class_code)}{end}"
        yield f"{subject} <{SKOS}prefLabel> {literal(field.class_name)}@zh{end}"
        yield f"{subject} <{SKOS}broader> <{code('major-category', field.category)}>{end}"


def _facts(node: Node, layout: Layout) -> Iterator[tuple[str, str]]:
    yield _TYPE, zj(node.type)
    yield _LABEL, literal(node.name)
    for alias in node.aliases:
        yield _ALIAS, literal(alias)
    yield zj("confidence"), decimal(node.confidence)
    if node.region is not None:
        yield zj("region"), f"<{layout.region(node.region)}>"
    if node.field is not None:
        yield zj("majorCategory"), f"<{code('major-category', node.field.category)}>"
        if node.field.class_code:
            yield f"<{SKOS}broader>", f"<{code('major-class', node.field.class_code)}>"
    for key, value in node.attributes:
        yield from _attribute(node, key, value)


def _attribute(node: Node, key: str, value: str) -> Iterator[tuple[str, str]]:
    if key == "kind" and node.type in KIND_LISTS:
        yield zj(_KIND_PROPERTIES[node.type]), f"<{code(KIND_LISTS[node.type], value)}>"
    elif key == "level" and value in code_list("award-level"):
        yield zj("level"), f"<{code('award-level', value)}>"
    elif key == "rank":
        yield zj("rank"), literal(value)
        if grade := kind_from_name("award-rank", value):
            yield zj("rankGrade"), f"<{code('award-rank', grade)}>"
    elif key in {"year", "count"} and value.isascii() and value.isdecimal():
        yield zj(key), integer(int(value))
    elif key == "code":
        yield zj("code"), literal(value)
    else:
        yield zj("attribute"), literal(f"{key}={value}")


def report_lines(
    extraction: Extraction, resolution: Resolution, layout: Layout, text: str = "", *, quotes: bool = True
) -> Iterator[str]:
    """Yield all that one report says: its description, mentions, statements, evidence and direct triples."""
    end = f" <{layout.report_graph(extraction.document)}> .\n"
    report = f"<{layout.report(extraction.document)}>"
    for predicate, value in _report_facts(extraction, resolution, quotes=quotes):
        yield f"{report} {predicate} {value}{end}"
    yield from _mentions(extraction, resolution, layout, text, report, end)
    withheld = f'{zj("quotesWithheld")} "true"^^<{XSD}boolean>'
    written: set[tuple[int, int]] = set()
    for statement in statements(extraction, resolution):
        yield from _statement(statement, layout, report, end)
        for evidence in statement.evidence:
            if (evidence.start, evidence.end) in written:
                continue
            written.add((evidence.start, evidence.end))
            iri = _evidence_iri(statement.document, evidence.start, evidence.end, layout)
            yield f"{iri} {_TYPE} {zj('Evidence')}{end}"
            yield f"{iri} {_TYPE} <{OA}TextQuoteSelector>{end}"
            yield f"{iri} {_TYPE} <{OA}TextPositionSelector>{end}"
            yield f"{iri} {zj('inReport')} {report}{end}"
            yield f"{iri} <{OA}start> {integer(evidence.start)}{end}"
            yield f"{iri} <{OA}end> {integer(evidence.end)}{end}"
            if quotes:
                yield f"{iri} <{OA}exact> {literal(evidence.quote)}{end}"
            else:
                yield f"{iri} {withheld}{end}"


def _report_facts(
    extraction: Extraction, resolution: Resolution, *, quotes: bool
) -> Iterator[tuple[str, str]]:
    yield _TYPE, zj("Report")
    yield zj("document"), literal(extraction.document)
    yield _LABEL, literal(tidy(extraction.title) or extraction.document)
    if extraction.title:
        yield f"<{DCTERMS}title>", literal(tidy(extraction.title))
    if extraction.year is not None:
        yield zj("year"), integer(extraction.year)
    if extraction.digest:
        yield zj("digest"), literal(extraction.digest)
    if extraction.source:
        yield zj("fileName"), literal(re.split(r"[/\\]", extraction.source)[-1])
    yield zj("characters"), integer(extraction.characters)
    if extraction.own is not None:
        own = resolution.iris.get((extraction.document, extraction.own))
        if own is not None:
            yield f"<{DCTERMS}publisher>", f"<{own}>"
    for note in sorted(set(extraction.notes)):
        yield zj("note"), literal(note)
    if not quotes:
        yield zj("quotesWithheld"), f'"true"^^<{XSD}boolean>'
    iris = {resolution.iris.get((extraction.document, i)) for i in range(len(extraction.entities))}
    for iri in sorted(iri for iri in iris if iri is not None):
        yield zj("mentions"), f"<{iri}>"


def _mentions(
    extraction: Extraction, resolution: Resolution, layout: Layout, text: str, report: str, end: str
) -> Iterator[str]:
    typed = f" {_TYPE} {zj('Mention')}{end}"
    located = f" {zj('inReport')} {report}{end}"
    names, starts, ends = f" {zj('mentionOf')} ", f" <{OA}start> ", f" <{OA}end> "
    surfaces = f" {zj('surface')} "
    prefix = f"<{layout.base}mention/{segment(extraction.document)}/"
    written: set[tuple[int, int, str]] = set()
    for index, entity in enumerate(extraction.entities):
        iri = resolution.iris.get((extraction.document, index))
        if iri is None:
            continue
        # One place may name two things, even of one type (an award that two schools received).
        digest = blake2b(iri.encode("utf-8", "replace"), digest_size=4).hexdigest()
        for mention in entity.mentions:
            if (mention.start, mention.end, iri) in written:
                continue
            written.add((mention.start, mention.end, iri))
            node = f"{prefix}{mention.start}-{mention.end}-{digest}>"
            yield f"{node}{typed}"
            yield f"{node}{located}"
            yield f"{node}{names}<{iri}>{end}"
            yield f"{node}{starts}{integer(mention.start)}{end}"
            yield f"{node}{ends}{integer(mention.end)}{end}"
            yield f"{node}{surfaces}{literal(text[mention.start : mention.end])}{end}"


def _statement(statement: Statement, layout: Layout, report: str, end: str) -> Iterator[str]:
    subject, predicate, obj = f"<{statement.subject}>", zj(statement.relation), f"<{statement.object}>"
    node = f"<{layout.base}statement/{segment(statement.document)}/{statement.key}>"
    yield f"{node} {_TYPE} {zj('Statement')}{end}"
    yield f"{node} {_TYPE} <{RDF}Statement>{end}"
    yield f"{node} <{RDF}subject> {subject}{end}"
    yield f"{node} <{RDF}predicate> {predicate}{end}"
    yield f"{node} <{RDF}object> {obj}{end}"
    yield f"{node} {zj('inReport')} {report}{end}"
    for kind in statement.kinds:
        yield f"{node} {zj('kind')} <{code('cooperation-kind', kind)}>{end}"
    yield f"{node} {zj('status')} <{code('status', statement.status)}>{end}"
    if statement.year is not None:
        yield f"{node} {zj('year')} {integer(statement.year)}{end}"
    yield f"{node} {zj('confidence')} {decimal(statement.confidence)}{end}"
    if statement.rule:
        yield f"{node} {zj('rule')} {literal(statement.rule)}{end}"
    for position, evidence in enumerate(statement.evidence):
        iri = _evidence_iri(statement.document, evidence.start, evidence.end, layout)
        if position == 0:
            yield f"{node} {zj('mainEvidence')} {iri}{end}"
        yield f"{node} <{PROV}wasDerivedFrom> {iri}{end}"
    if statement.status == "active":
        yield from _direct(statement, layout, subject, predicate, obj, end)


def _direct(
    statement: Statement, layout: Layout, subject: str, predicate: str, obj: str, end: str
) -> Iterator[str]:
    yield f"{subject} {predicate} {obj}{end}"
    schools = f"{layout.base}school/"
    if (
        statement.relation in SYMMETRIC
        and statement.subject.startswith(schools)
        and statement.object.startswith(schools)
    ):
        yield f"{obj} {predicate} {subject}{end}"
        if statement.relation == "partnersWith":
            yield f"{subject} {zj('partnersWithSchool')} {obj}{end}"
            yield f"{obj} {zj('partnersWithSchool')} {subject}{end}"


def _evidence_iri(document: str, start: int, end: int, layout: Layout) -> str:
    return f"<{layout.base}evidence/{segment(document)}/{start}-{end}>"


def quad_lines(
    extractions: Iterable[Extraction],
    resolution: Resolution,
    texts: Mapping[str, str],
    layout: Layout,
    *,
    without_quotes: Collection[str] = (),
) -> Iterator[str]:
    """Yield the whole graph as lines of N-Quads: vocabulary, identity, then report by report.

    Of the documents named in ``without_quotes``, evidence gives positions only.
    """
    yield from vocabulary_lines(layout)
    yield from identity_lines(resolution, layout)
    for extraction in sorted(extractions, key=lambda e: e.document):
        text = texts.get(extraction.document, "")
        quotes = extraction.document not in without_quotes
        yield from report_lines(extraction, resolution, layout, text, quotes=quotes)
