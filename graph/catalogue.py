"""Where a major stands in the official catalogue: its 专业大类 and 专业类, as far as the lexicon knows it.

Codes of vocational bachelor (21–39) and secondary (61–79) majors are carried over to the college band
(41–59), whose categories and classes bear the same names: a field of study has one code at all levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extract import lexicon
from ontology.vocabulary import code_list


@dataclass(frozen=True, slots=True)
class Field:
    """A 专业大类 (two digits) and, where known, a 专业类 in it (four digits and name)."""

    category: str
    class_code: str = ""
    class_name: str = ""


def _college_band(code: str) -> str:
    return f"{41 + (int(code[:2]) - 21) % 20}{code[2:4]}"


@cache
def _classes() -> dict[str, str]:
    """Names of the 专业类 of the college band by code."""
    return {
        c.code: c.name for c in lexicon.categories().values() if len(c.code) == 4 and "41" <= c.code < "60"
    }


@lru_cache(maxsize=1 << 14)
def field_of(name: str, code: str = "") -> Field | None:
    """Return the field of a major by its code, else by its name; None if it is unknown or told by neither.

    A name that the catalogues of several levels have in different classes tells the category at most.

    >>> field_of("机电一体化技术", "460301")
    Field(category='46', class_code='4603', class_name='自动化类')
    """
    known = code_list("major-category")
    if len(code) >= 4 and code[:4].isascii() and code[:4].isdecimal() and "21" <= code[:2] <= "79":
        band = _college_band(code)
        if band[:2] in known:
            return Field(band[:2], *((band, _classes()[band]) if band in _classes() else ("", "")))
    by_name = {c.zh: c.notation for c in known.values()}
    records = [r for r in lexicon.majors().get(name, ()) if r.category in by_name]
    categories = {by_name[r.category] for r in records}
    if len(categories) != 1:
        return None
    (category,) = categories
    names = {r.klass for r in records}
    found = [(c, n) for c, n in _classes().items() if {n} == names and c.startswith(category)]
    return Field(category, *found[0]) if found else Field(category)
