"""A regular expression of many words that is quick to search for."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression of any of ``words``, the longest that fits.

    Letters with which several words begin are written, and so compared, once; since each branch begins with a
    letter of its own, the search skips what begins no word.

    >>> any_of(["实训室", "实训中心", "班", "实验室", "实训"])
    '(?:实(?:训(?:室|中心)?|验室)|班)'
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    complete = rests.pop("", None) is not None
    branches = [re.escape(letter) + any_of(rest) for letter, rest in rests.items()]
    if len(branches) == 1 and not complete:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if complete else ''}" if branches else ""
