"""The lexicon's file format: tab-separated, ``#`` comment lines, a header row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicon"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``lexicon/NAME.tsv`` below its header, every row as wide as the header."""
    lines = [
        line
        for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    width = lines[0].count("\t") + 1
    return tuple(tuple((line.split("\t") + [""] * width)[:width]) for line in lines[1:])
