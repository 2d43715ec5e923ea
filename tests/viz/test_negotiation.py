from __future__ import annotations

import pytest

from viz.negotiation import GRAPHS, RESULTS, choose, choose_from


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("garbage", "application/sparql-results+json"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "application/sparql-results+xml"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("text/csv;q=0", None),
        ("text/csv;q=oops", None),
        ("application/xml;q=0.2, text/tab-separated-values;q=0.3", "text/tab-separated-values"),
    ],
)
def test_results(accept: str, chosen: str | None) -> None:
    assert choose_from(accept, RESULTS) == chosen


def test_graphs() -> None:
    assert choose_from("application/json", GRAPHS) == "application/ld+json"
    assert choose_from("text/csv", GRAPHS) is None


def test_the_more_specific_range_decides() -> None:
    assert choose("text/*;q=0.9, text/csv;q=0.1", ["text/csv", "text/html"]) == "text/html"
