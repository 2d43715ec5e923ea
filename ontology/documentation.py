"""The vocabulary as a page to read: ``python -m ontology.documentation docs/vocabulary.md``."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox

from ontology.namespaces import CODES, DCTERMS, OWL, PREFIXES, RDF, RDFS, SKOS, ZJ
from ontology.vocabulary import CODES_FILE, VOCABULARY_FILE, code_list, code_lists

_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class _Page:
    """The triples of a Turtle file, indexed for reading."""

    def __init__(self, path: Path) -> None:
        self._values: dict[tuple[str, str], list[_Term]] = defaultdict(list)
        subjects: dict[str, None] = {}
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            subjects[str(quad.subject)] = None
            self._values[str(quad.subject), quad.predicate.value].append(quad.object)
        self.subjects = tuple(subjects)

    def values(self, subject: str, predicate: str) -> list[_Term]:
        return self._values.get((subject, predicate), [])

    def text(self, subject: str, predicate: str, language: str) -> str:
        found = (v for v in self.values(subject, predicate) if isinstance(v, ox.Literal))
        return next((v.value for v in found if v.language == language), "")

    def links(self, subject: str, predicate: str) -> str:
        """Return what a property points to, unions of classes spelled out."""
        return ", ".join(self._link(value) for value in self.values(subject, predicate))

    def _link(self, value: _Term) -> str:
        if isinstance(value, ox.BlankNode):
            members = self.values(str(value), f"{OWL}unionOf")
            return " or ".join(self._link(m) for head in members for m in self._members(head))
        return _short(value.value) if isinstance(value, ox.NamedNode) else ""

    def _members(self, head: _Term) -> list[_Term]:
        first = self.values(str(head), f"{RDF}first")
        rest = self.values(str(head), f"{RDF}rest")
        return [*first, *(m for r in rest for m in self._members(r))]

    def is_a(self, subject: str, type_iri: str) -> bool:
        return any(v == ox.NamedNode(type_iri) for v in self.values(subject, f"{RDF}type"))


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"`{prefix}:{iri.removeprefix(namespace)}`"
    return f"`{iri}`"


def page() -> str:
    """Return the page in Markdown: classes, relations, attributes, code lists."""
    terms = _Page(VOCABULARY_FILE)
    own = [s for s in terms.subjects if s.startswith(f"<{ZJ}")]
    classes = [s for s in own if terms.is_a(s, f"{OWL}Class")]
    relations = [s for s in own if terms.is_a(s, f"{OWL}ObjectProperty")]
    data = [s for s in own if terms.is_a(s, f"{OWL}DatatypeProperty")]
    ontology = f"<{ZJ.rstrip('#')}>"
    lines = [
        "<!-- Written by `make docs` from ontology/*.ttl; change those. -->",
        f"# {terms.text(ontology, f'{DCTERMS}title', 'zh')}",
        "",
        terms.text(ontology, f"{DCTERMS}description", "zh"),
        "",
        terms.text(ontology, f"{DCTERMS}description", "en"),
        "",
        f"Prefix `zj:` is `{ZJ}`. The files: [vocabulary](../ontology/zhijiao.ttl) (OWL), "
        "[code lists](../ontology/codes.ttl) (SKOS), [shapes](../ontology/shapes.ttl) (SHACL).",
        "",
        "## From an edge to its sentence",
        "",
        "A relation that is in force is a direct triple. Besides, every relation that a report states, be it",
        "active, planned or ended, is a `zj:Statement`. One pattern leads from any edge to its quotes:",
        "",
        "```sparql",
        "SELECT ?quote ?document WHERE {",
        "  ?statement rdf:subject ?school ; rdf:predicate zj:partnersWith ; rdf:object ?firm ;",
        "    prov:wasDerivedFrom ?evidence .",
        "  ?evidence oa:exact ?quote ; zj:inReport/zj:document ?document .",
        "}",
        "```",
        "",
        "## Graphs",
        "",
        "| graph | holds |",
        "|---|---|",
        "| `BASE/graph/report/DOCUMENT` | all that one report says: its description, mentions, statements, "
        "evidence, direct triples |",
        "| `BASE/graph/identity` | what spans reports: entities with names, types and attributes; regions |",
        "| `BASE/graph/vocabulary` | labels of the vocabulary and the code lists |",
        "| default graph | the union of all of these, each triple once |",
        "",
        "## Classes",
        "",
        "| class | 中文 | English | aligned to | meaning |",
        "|---|---|---|---|---|",
    ]
    above = f"{RDFS}subClassOf"
    lines += [_row(*_words(terms, s), terms.links(s, above), _comment(terms, s)) for s in classes]
    for title, properties in (("Relations and other links", relations), ("Values", data)):
        lines += ["", f"## {title}", "", _row("property", "中文", "English", "from", "to", "meaning")]
        lines.append("|---|---|---|---|---|---|")
        for s in properties:
            inverse = terms.links(s, f"{OWL}inverseOf")
            notes = [f"Inverse: {inverse}."] if inverse else []
            notes += ["Symmetric."] if terms.is_a(s, f"{OWL}SymmetricProperty") else []
            ends = terms.links(s, f"{RDFS}domain"), terms.links(s, f"{RDFS}range")
            lines.append(_row(*_words(terms, s), *ends, " ".join([_comment(terms, s), *notes])))
    codes = _Page(CODES_FILE)
    lines += ["", "## Code lists"]
    for name in code_lists():
        scheme = f"<{CODES}{name}>"
        lines += [
            "",
            f"### `{name}` {codes.text(scheme, f'{SKOS}prefLabel', 'zh')}",
            "",
            codes.text(scheme, f"{RDFS}comment", "en"),
            "",
            "| code | 中文 | English |",
            "|---|---|---|",
            *(f"| {c.notation} | {c.zh} | {c.en} |" for c in code_list(name).values()),
        ]
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _words(terms: _Page, subject: str) -> tuple[str, str, str]:
    """Return a term's name and its labels in both languages."""
    zh, en = (terms.text(subject, f"{RDFS}label", language) for language in ("zh", "en"))
    return f"`{subject[1:-1].removeprefix(ZJ)}`", zh, en


def _comment(terms: _Page, subject: str) -> str:
    return " ".join(terms.text(subject, f"{RDFS}comment", language) for language in ("zh", "en"))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
