"""How far something has come: under way, planned or ended (`lexicon/status.tsv`)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extract import tsv
from extract.records import Status

_FINISHED: Final = re.compile(r"已(?:全部|顺利|如期)?(?:结业|毕业)")


@cache
def _patterns() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    found = {status: re.compile(pattern) for status, pattern in tsv.rows("status")}
    return (("ended", found["ended"]), ("planned", found["planned"]))


def status_of(passage: str) -> Status:
    """Return whether ``passage`` speaks of something active, planned or ended."""
    if _FINISHED.search(passage):
        # A cohort that has finished was there: its cooperation is told as a fact, whatever comes next.
        return "active"
    return next((status for status, pattern in _patterns() if pattern.search(passage)), "active")


def has_ended(passage: str) -> bool:
    """Tell whether ``passage`` says that something has ended or never began."""
    return _patterns()[0][1].search(passage) is not None
