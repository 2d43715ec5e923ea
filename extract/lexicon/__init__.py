"""Generally known facts as tables: places, majors, firms, schools, agencies, trades, family names.

Each table is a TSV file beside this module; the lines on top that begin with ``#`` say where its facts come
from. A table is read on first use and kept. The tables are evidence, not an authority: a name that is absent
proves nothing. Records are named tuples: thousands of them are made in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

__all__ = [
    "Agency",
    "Category",
    "Firm",
    "MajorRecord",
    "Place",
    "SchoolRecord",
    "agencies",
    "categories",
    "firms",
    "industries",
    "majors",
    "place_of",
    "places",
    "province_of",
    "region_of",
    "schools",
    "surnames",
]

_FOLDER: Final = Path(__file__).parent

#: Which reading a name gets that several places share; within one level the first row wins.
_LEVELS: Final = {"province": 0, "prefecture": 1, "zone": 2, "county": 3, "country": 4, "area": 5}

_OPENERS: Final = "（(·"


class Place(NamedTuple):
    """A place.

    ``level`` is province, prefecture, county, zone (a development zone or new area), area (a customary name
    such as 川南) or country. ``code`` is the GB/T 2260 code (provinces, prefectures and the counties right
    under a province), else empty. ``parent`` is the full name of the place above it; empty for provinces and
    countries, for areas that cross provinces, and for a county's name that several counties share.
    ``ambiguous`` when the short form is also an everyday word.
    """

    name: str
    short: str
    level: str
    code: str
    parent: str
    ambiguous: bool = False


class MajorRecord(NamedTuple):
    """A major of the catalogue.

    ``code`` is that of the 2021 catalogue, empty for names outside it; ``level`` one of 高职专科, 职业本科,
    中职, 技工; ``category`` the 专业大类 and ``klass`` the 专业类, as far as known.
    ``ambiguous`` when the name is also an everyday word for a trade, a field or a service (护理, 会计).
    """

    name: str
    code: str
    level: str
    category: str
    klass: str
    ambiguous: bool


class Category(NamedTuple):
    """A 专业大类 (two-digit code) or 专业类 (four-digit code)."""

    code: str
    name: str


class Firm(NamedTuple):
    """A well-known enterprise; ``ambiguous`` when its name is also a common word or a place."""

    name: str
    kind: str
    ambiguous: bool


class Agency(NamedTuple):
    """A government body, medium, association or platform.

    ``level`` is national, international or provincial; ``kind`` one of government, party, media, association,
    international, platform, institute.
    """

    name: str
    level: str
    kind: str


class SchoolRecord(NamedTuple):
    """A well-known university; ``short`` is empty where no short form is in unambiguous use."""

    name: str
    short: str


def _rows(table: str) -> Iterator[list[str]]:
    """Yield the rows of ``table.tsv`` below its header."""
    lines = (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8").split("\n")
    body = (line for line in lines if line and line[0] != "#")
    next(body)
    for line in body:
        yield line.split("\t")


def _counties() -> Iterator[Place]:
    """Yield the counties; a name that several share comes once, without parent."""
    parents: dict[str, set[str]] = {}
    shorts: dict[str, str] = {}
    for parent, names in _rows("counties"):
        for item in names.split(" "):
            name, explicit, short = item.partition("=")
            parents.setdefault(name, set()).add(parent)
            if explicit or name not in shorts:
                shorts[name] = short or (name if explicit or len(name) == 2 else name[:-1])
    for name, above in parents.items():
        yield Place(name, shorts[name], "county", "", next(iter(above)) if len(above) == 1 else "")


@cache
def places() -> dict[str, Place]:
    """Return the places by full and short name.

    A name that several places share stands for the one highest up (吉林 is the province, 朝阳 the city).
    Short names that two counties share are left out.
    """
    table = [
        Place(name, short, level, code, parent, bool(flag))
        for name, short, level, code, parent, flag in _rows("places")
    ]
    table.sort(key=lambda place: _LEVELS[place.level])
    counties = list(_counties())
    found: dict[str, Place] = {}
    for place in table:
        found.setdefault(place.name, place)
    for place in counties:
        found.setdefault(place.name, place)
    for place in table:
        found.setdefault(place.short, place)
    shared: dict[str, int] = {}
    for place in counties:
        shared[place.short] = shared.get(place.short, 0) + (1 if place.parent else 2)
    for place in counties:
        if shared[place.short] == 1:
            found.setdefault(place.short, place)
    return found


@cache
def _longest_name() -> int:
    return max(map(len, places()))


def _place_at(name: str, start: int) -> tuple[Place, int] | None:
    """Return the place with the longest name that stands at ``name[start:]``, and where it ends."""
    table = places()
    for end in range(min(len(name), start + _longest_name()), start + 1, -1):
        place = table.get(name[start:end])
        if place is not None:
            return place, end
    return None


def _above(place: Place) -> Iterator[Place]:
    """Yield the place and those above it."""
    current: Place | None = place
    while current is not None:
        yield current
        current = places().get(current.parent) if current.parent else None


def province_of(place: Place) -> Place | None:
    """Return the province that a place lies in; None for countries and areas that cross provinces."""
    return next((p for p in _above(place) if p.level == "province"), None)


def _resolve(name: str, start: int) -> Place | None:
    """Return the finest place told by the run of place names at ``start`` (浙江省嘉兴市平湖市 → 平湖市)."""
    best: Place | None = None
    while (hit := _place_at(name, start)) is not None:
        place, start = hit
        if best is not None:
            if place.level == "county" and not place.parent:
                place = Place(place.name, place.short, place.level, "", best.name)
            elif best.name not in {above.name for above in _above(place)}:
                break
        best = place
    return best


def place_of(name: str) -> Place | None:
    """Return the finest place that an organisation's name tells, None where it tells none.

    The head of the name counts first, then any province or prefecture inside it (工商银行嘉兴分行). A name
    that several counties share counts only behind the place above it.
    """
    best = _resolve(name, 0)
    if (
        best is not None
        and best.level in ("province", "prefecture", "zone", "county")
        and best.parent + best.code
    ):
        return best
    for start in range(1, len(name) - 1):
        hit = _place_at(name, start)
        if hit is None:
            continue
        place, end = hit
        whole = name[start:end] == place.name
        if place.level in ("province", "prefecture") or (place.level == "county" and whole):
            if not whole and place.ambiguous and name[start - 1] not in _OPENERS:
                continue
            found = _resolve(name, start)
            if found is not None and found.parent + found.code:
                return found
    return best if best is not None and best.level in ("country", "area") else None


def region_of(name: str) -> Place | None:
    """Return the province or prefecture that an organisation's name points to (failing that a country or
    an area that crosses provinces).

    >>> region_of("嘉兴某某学校").name
    '嘉兴市'
    >>> region_of("平湖某某厂").name
    '嘉兴市'
    >>> region_of("浙江某某集团").code
    '330000'
    """
    place = place_of(name)
    if (
        place is None
        or place.level in ("province", "prefecture", "country")
        or place.code
        or not place.parent
    ):
        return place
    return places().get(place.parent)


@cache
def majors() -> dict[str, tuple[MajorRecord, ...]]:
    """Return the majors by name; one name may stand in the catalogues of several levels."""
    found: dict[str, tuple[MajorRecord, ...]] = {}
    for name, code, level, category, klass, flag in _rows("majors"):
        record = MajorRecord(name, code, level, category, klass, bool(flag))
        found[name] = (*found[name], record) if name in found else (record,)
    return found


@cache
def categories() -> dict[str, Category]:
    """Return 专业大类 and 专业类 by code."""
    return {code: Category(code, name) for code, name in _rows("categories")}


@cache
def firms() -> dict[str, Firm]:
    """Return well-known enterprises by the name people write."""
    return {name: Firm(name, kind, bool(flag)) for name, kind, flag in _rows("firms")}


@cache
def agencies() -> dict[str, Agency]:
    """Return government bodies, media, associations and platforms by name."""
    return {name: Agency(name, level, kind) for name, level, kind in _rows("agencies")}


@cache
def schools() -> dict[str, SchoolRecord]:
    """Return well-known universities by full and short name."""
    found: dict[str, SchoolRecord] = {}
    for name, short in _rows("schools"):
        record = SchoolRecord(name, short)
        found[name] = record
        if short:
            found[short] = record
    return found


@cache
def industries() -> dict[str, float]:
    """Return words at the end of firms' short names with their weight, 0..1."""
    return {word: float(weight) for word, weight in _rows("industries")}


@cache
def surnames() -> frozenset[str]:
    """Return Chinese family names."""
    return frozenset(name for row in _rows("surnames") for name in row[0].split(" "))
