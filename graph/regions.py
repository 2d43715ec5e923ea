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


@lru_cache(maxsize=1 << 12)
def places_of(name: str) -> tuple[str, ...]:
    """Return the places that a name tells, from the finest up to the province.

    >>> places_of("平湖某某学校")
    ('平湖市', '嘉兴市', '浙江省')
    """
    place = lexicon.place_of(name)
    found: list[str] = []
    while place is not None and place.level in {"county", "zone", "prefecture", "province"}:
        found.append(place.name)
        place = lexicon.places().get(place.parent)
    return tuple(found)
