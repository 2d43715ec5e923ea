"""Regions: the province or prefecture that a name speaks of, where the lexicon of places knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extract import lexicon


@dataclass(frozen=True, slots=True)
class Region:
    """A province or prefecture with its GB/T 2260 code; ``parent`` is its province, if it lies in one."""

    name: str
    code: str
    parent: Region | None = None


def _region(place: lexicon.Place | None) -> Region | None:
    """Return a place as a region; places without a code (countries, customary areas) are none."""
    if place is None or not place.code:
        return None
    return Region(place.name, place.code, _region(lexicon.places().get(place.parent)))


@lru_cache(maxsize=1 << 16)
def region_of(name: str) -> Region | None:
    """Return the region that an organisation's name tells, None where it tells none.

    >>> region_of("浙江某某集团").code
    '330000'
    """
    return _region(lexicon.region_of(name))
