"""The extractor, its recognisers and its decoder as components of a spaCy pipeline.

    nlp = spacy.blank("zh")
    nlp.add_pipe("zhijiao_extractor")
    doc = nlp(text)
    doc.spans["zhijiao"]      # the mentions, labelled with their types
    doc._.extraction          # entities, relations and evidence: `extract.records.Extraction`

``zhijiao_extractor`` is the whole way by itself. The recognisers are components of their own as well:
``zhijiao_organisations``, ``zhijiao_majors``, ``zhijiao_departments``, ``zhijiao_awards`` and
``zhijiao_programmes`` each propose spans in ``doc.spans`` under their own name, and ``zhijiao_decoder`` picks
the best consistent set of all groups whose names begin with ``zhijiao_``, so that a component of yours takes
part by writing one. They see each line as a passage and do not read structure; the extractor does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract.alignment import Alignment
from extract.authority import Authority, load_authority
from extract.cues import Cues, scan
from extract.decoder import decode
from extract.findings import Proposal
from extract.pipeline import extract
from extract.reading import parse
from extract.recognisers import recognisers
from extract.records import Extraction

#: The span group of the decided mentions; groups of proposals begin with it and an underscore.
GROUP: Final = "zhijiao"
_EXTRACTION: Final = "zhijiao.extraction"
_TEXT: Final = "zhijiao.text"
#: What a proposal weighs whose component does not say.
_WEIGHT: Final = 0.7


def _extraction(doc: Doc) -> Extraction | None:
    data = doc.user_data.get(_EXTRACTION)
    return Extraction.from_dict(data) if data is not None else None


def _text(doc: Doc) -> str | None:
    text = doc.user_data.get(_TEXT)
    return None if text is None else str(text)


# Kept as plain data in ``user_data``, so that a Doc can still be written with ``to_bytes``.
Doc.set_extension("extraction", getter=_extraction, force=True)
Doc.set_extension("extraction_text", getter=_text, force=True)


@lru_cache(maxsize=2)
def _cues(text: str) -> Cues:
    """Return the words of the lexicon in ``text``, once for all recognisers that look at it."""
    return scan(text)


def propose(doc: Doc, group: str, proposals: Iterable[Proposal]) -> None:
    """Write ``proposals`` (offsets into ``doc.text``) as the span group ``group``, with weights and rules."""
    spans: list[Span] = []
    weights: list[float] = []
    rules: list[str] = []
    for p in proposals:
        span = doc.char_span(p.start, p.end, label=p.type, alignment_mode="expand")
        if span is not None and len(span):
            spans.append(span)
            weights.append(p.weight)
            rules.append(p.rule)
    doc.spans[group] = SpanGroup(doc, name=group, spans=spans, attrs={"weights": weights, "rules": rules})


def proposals_of(doc: Doc, group: str) -> Iterator[Proposal]:
    """Yield the spans of a group as proposals; those without weights weigh the same."""
    found = doc.spans[group]
    weights = found.attrs.get("weights") or [_WEIGHT] * len(found)
    rules = found.attrs.get("rules") or [group] * len(found)
    for span, weight, rule in zip(found, weights, rules, strict=True):
        yield Proposal(span.start_char, span.end_char, span.label_, weight, rule)


class RecogniserComponent:
    """A component that lets one recogniser propose spans, line by line."""

    def __init__(self, name: str, recogniser: str) -> None:
        self.name = name
        self.recogniser = recogniser

    def __call__(self, doc: Doc) -> Doc:
        """Write the group named after the component."""
        recogniser = recognisers()[self.recogniser]
        text = doc.text
        cues = _cues(text)
        found: list[Proposal] = []
        start = 0
        for line in text.splitlines(keepends=True):
            end = start + len(line.rstrip("\r\n"))
            if end > start:
                found += recogniser(text, start, end, cues)
            start += len(line)
        propose(doc, self.name, found)
        return doc


class DecoderComponent:
    """A component that decides between the proposals of all ``zhijiao_`` groups."""

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc.spans["zhijiao"]``."""
        groups = [name for name in doc.spans if name.startswith(f"{GROUP}_")]
        proposals = [p for name in groups for p in proposals_of(doc, name)]
        chosen, _ = decode(proposals, self.threshold)
        propose(doc, GROUP, chosen)
        return doc


class ExtractorComponent:
    """The whole extraction as one component."""

    def __init__(self, authority: Authority | None, without: Sequence[str]) -> None:
        recognisers(without)
        self.authority = authority
        self.without = tuple(without)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.spans["zhijiao"]``, ``doc._.extraction`` and ``doc._.extraction_text``.

        The offsets of the extraction are those of ``doc._.extraction_text``, the text as read (lines joined,
        page numbers gone); the spans are the same mentions in the document as given.
        """
        text = doc.text
        document = parse(text, id=str(doc.user_data.get("id", "text")))
        extraction = extract(document, authority=self.authority, without=self.without)
        alignment = Alignment(text, document)
        mentions = []
        for entity in extraction.entities:
            for mention in entity.mentions:
                span = alignment.span(mention.start, mention.end)
                if span is not None:
                    mentions.append(Proposal(*span, entity.type, entity.confidence, entity.rule))
        mentions.sort(key=lambda p: (p.start, -p.end))
        propose(doc, GROUP, mentions)
        doc.user_data[_EXTRACTION] = extraction.to_dict()
        doc.user_data[_TEXT] = document.text
        return doc


@Language.factory("zhijiao_organisations")
def create_organisations(nlp: Language, name: str) -> RecogniserComponent:
    """Create the component that proposes schools, firms, alliances and other organisations."""
    return RecogniserComponent(name, "organisations")


@Language.factory("zhijiao_majors")
def create_majors(nlp: Language, name: str) -> RecogniserComponent:
    """Create the component that proposes majors and clusters of majors."""
    return RecogniserComponent(name, "majors")


@Language.factory("zhijiao_departments")
def create_departments(nlp: Language, name: str) -> RecogniserComponent:
    """Create the component that proposes a school's own units."""
    return RecogniserComponent(name, "departments")


@Language.factory("zhijiao_awards")
def create_awards(nlp: Language, name: str) -> RecogniserComponent:
    """Create the component that proposes awards."""
    return RecogniserComponent(name, "awards")


@Language.factory("zhijiao_programmes")
def create_programmes(nlp: Language, name: str) -> RecogniserComponent:
    """Create the component that proposes joint programmes."""
    return RecogniserComponent(name, "programmes")


@Language.factory("zhijiao_recogniser", default_config={"recogniser": "organisations"})
def create_recogniser(nlp: Language, name: str, recogniser: str) -> RecogniserComponent:
    """Create the component of any registered recogniser (`extract.recognisers.register`), by its name.

    Name the component so that it begins with ``zhijiao_``: the decoder looks at such groups.
    """
    return RecogniserComponent(name, recogniser)


@Language.factory("zhijiao_decoder", default_config={"threshold": 0.4})
def create_decoder(nlp: Language, name: str, threshold: float) -> DecoderComponent:
    """Create the component that decides between proposals; those below ``threshold`` never win."""
    return DecoderComponent(threshold)


@Language.factory("zhijiao_extractor", default_config={"authority": [], "without": []})
def create_extractor(
    nlp: Language, name: str, authority: list[str], without: list[str]
) -> ExtractorComponent:
    """Create the whole extractor.

    ``authority`` are paths of lists (`extract.authority`), ``without`` recognisers to leave out.
    """
    return ExtractorComponent(load_authority(authority) if authority else None, without)


__all__ = [
    "GROUP",
    "DecoderComponent",
    "ExtractorComponent",
    "RecogniserComponent",
    "proposals_of",
    "propose",
]
