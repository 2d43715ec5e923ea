"""Namespaces and the base IRI: where names of the vocabulary, of code lists and of things live.

The vocabulary and its code lists have fixed addresses. Things (schools, firms, reports …) live under a base
IRI that is a setting of each graph; the default lies under a reserved example domain, so that nobody's name
space is claimed.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final
from urllib.parse import quote, unquote

ZJ: Final = "https://zhijiao.example/ontology#"
CODES: Final = "https://zhijiao.example/codes/"
DEFAULT_BASE: Final = "https://zhijiao.example/id/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
ORG: Final = "http://www.w3.org/ns/org#"
SCHEMA: Final = "https://schema.org/"
OWL: Final = "http://www.w3.org/2002/07/owl#"

#: Prefixes that every query may use without declaring them, and that Turtle is written with.
PREFIXES: Final[dict[str, str]] = {
    "zj": ZJ,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "dcterms": DCTERMS,
    "org": ORG,
    "schema": SCHEMA,
    "owl": OWL,
    "kind": f"{CODES}cooperation-kind/",
    "status": f"{CODES}status/",
    "level": f"{CODES}award-level/",
}

#: Path segment of each entity type under the base IRI.
SEGMENTS: Final[dict[str, str]] = {
    "School": "school",
    "Enterprise": "enterprise",
    "Organization": "organization",
    "EducationGroup": "group",
    "Major": "major",
    "MajorCluster": "cluster",
    "Award": "award",
    "Program": "program",
    "Department": "department",
}

# RFC 3987: what may stand in a path segment (ipchar), less ";", which sets qualifiers apart (see `segment`).
_ASCII_SAFE = "!$&'()*+,=:@-._~"
_NOT_UCSCHAR = re.compile(
    "[^\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_LONGEST = 160


def check_base(base: str) -> str:
    """Return ``base`` if it can be a base IRI (absolute, http(s) or urn, ending in ``/``, ``#`` or ``:``).

    Raises:
        ValueError: it cannot.
    """
    if not re.fullmatch(r"(https?://[^\s<>\"{}|\\^`]+[/#]|urn:[^\s<>\"{}|\\^`]+:)", base):
        raise ValueError(f"not a base IRI: {base!r} (expected e.g. {DEFAULT_BASE!r}, ending in / or #)")
    return base


def segment(name: str) -> str:
    """Return a name as one path segment of an IRI.

    Chinese characters stay as they are; percent-encoded is only what RFC 3987 does not allow in a segment,
    and ``;``. Very long names are cut and told apart by a digest.

    >>> segment("某某职业技术学院")
    '某某职业技术学院'
    >>> segment("A/B 班")
    'A%2FB%20班'
    """
    name = unicodedata.normalize("NFC", name).strip()
    if len(name) > _LONGEST:
        digest = blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()
        name = f"{name[:_LONGEST]}~{digest}"
    encoded = "".join(
        c
        if (c.isascii() and (c.isalnum() or c in _ASCII_SAFE))
        or (not c.isascii() and not c.isspace() and not _NOT_UCSCHAR.match(c))
        else quote(c, safe="", errors="replace")
        for c in name
    )
    # "." and ".." as whole segments would be resolved away.
    return encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded or "%20"


def code(list_name: str, notation: str) -> str:
    """Return the IRI of a code, e.g. ``code("cooperation-kind", "产业学院")``."""
    return f"{CODES}{list_name}/{segment(notation)}"


def local_name(iri: str) -> str:
    """Return the last part of an IRI, decoded: the readable end of it.

    >>> local_name(ZJ + "partnersWith")
    'partnersWith'
    """
    return unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1])
