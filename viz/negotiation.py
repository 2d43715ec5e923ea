"""Content negotiation: the best of the offered media types for an Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

#: Results of SELECT and ASK: what a client may ask for → what it gets. The first is the default.
RESULTS: Final[dict[str, str]] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}

#: Graphs, of CONSTRUCT and DESCRIBE and of resources.
GRAPHS: Final[dict[str, str]] = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
}


def choose(accept: str, offers: Sequence[str]) -> str | None:
    """Return the offer that the Accept header likes best, the earlier one among equals; None if it has none.

    An empty header accepts everything.

    >>> choose("text/csv, application/json;q=0.5", ["application/json", "text/csv"])
    'text/csv'
    >>> choose("text/*;q=0.3, */*;q=0.1", ["application/json", "text/csv"])
    'text/csv'
    >>> choose("image/png", ["text/csv"]) is None
    True
    """
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    best: tuple[float, str] | None = None
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > 0 and (best is None or quality > best[0]):
            best = quality, offer
    return best[1] if best else None


def choose_from(accept: str, table: Mapping[str, str]) -> str | None:
    """Return what `choose` finds among the keys of a table, as the media type that is then sent."""
    found = choose(accept, list(table))
    return table[found] if found else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    ranges = []
    for part in accept.split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        if "/" not in media:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        ranges.append((media, quality))
    return ranges


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that covers the offer."""
    kind = offer.partition("/")[0] + "/*"
    for media in (offer, kind, "*/*"):
        found = [q for m, q in ranges if m == media]
        if found:
            return max(found)
    return 0.0
