"""Regions: the province or prefecture that a name speaks of, where the lexicon of places knows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """A province or prefecture with its GB/T 2260 code; ``parent`` is its province, if it lies in one."""

    name: str
    code: str
    parent: Region | None = None


def _region(place: Any) -> Region | None:
    if place is None or not place.code:
        return None
    parent = place.parent
    return Region(place.name, place.code, _region(parent) if hasattr(parent, "code") else None)


@lru_cache(maxsize=1 << 16)
def region_of(name: str) -> Region | None:
    """Return the region that a name begins with or contains, or None.

    The table of places belongs to extraction and is read on the first call.
    """
    try:
        from extract import lexicon
    except ImportError:  # pragma: no cover - a broken installation
        return None
    find = getattr(lexicon, "region_of", None)
    return _region(find(name)) if find else None
