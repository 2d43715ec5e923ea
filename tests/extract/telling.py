"""What the extractor reads in a few sentences about an invented college."""

from __future__ import annotations

from extract.pipeline import extract
from extract.reading import parse
from extract.records import Extraction

#: The college that all the sentences are about, and the line that opens its report.
COLLEGE = "云麓职业技术学院"
TITLE = f"{COLLEGE}高等职业教育质量年度报告（2023）\n\n学校概况\n\n{COLLEGE}是一所全日制公办高职院校。\n\n"


def read(*paragraphs: str) -> Extraction:
    """Extract from the college's report with these paragraphs."""
    return extract(parse(TITLE + "\n\n".join(paragraphs) + "\n", id="invented"))


def names(kind: str, *paragraphs: str) -> set[str]:
    """Return the names of the entities of a type."""
    return {e.name for e in read(*paragraphs).entities if e.type == kind}


def told(relation: str, *paragraphs: str, status: str | None = "active") -> set[tuple[str, str]]:
    """Return the pairs of names between which the text states ``relation`` (any status where it is None)."""
    x = read(*paragraphs)
    return {
        (x.entities[r.head].name, x.entities[r.tail].name)
        for r in x.relations
        if r.relation == relation and status in (None, r.status)
    }
