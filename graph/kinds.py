"""Kinds of schools, organisations, groups and programmes, told by their names (table ``kinds.tsv``)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ontology.vocabulary import code_list

#: The code list that gives the kind of each entity type that has one.
KIND_LISTS: Final[dict[str, str]] = {
    "School": "school-kind",
    "Organization": "organization-kind",
    "EducationGroup": "group-kind",
    "Program": "program-kind",
}


@cache
def _rules() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    text = (Path(__file__).parent / "kinds.tsv").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    for row in rows[1:]:
        name, pattern, code = row.split("\t")
        rules.setdefault(name, []).append((re.compile(pattern), code))
    return rules


@lru_cache(maxsize=1 << 16)
def kind_from_name(list_name: str, name: str) -> str:
    """Return the notation of the first rule of a code list that matches a name, ``""`` if none does.

    >>> kind_from_name("school-kind", "云州职业技术学院")
    '高职专科'
    """
    return next((code for pattern, code in _rules().get(list_name, ()) if pattern.search(name)), "")


def kind_of(entity_type: str, name: str, stated: str = "") -> str:
    """Return the kind of an entity: the stated one if it is a code of the type's list, else by its name."""
    list_name = KIND_LISTS.get(entity_type)
    if list_name is None:
        return ""
    return stated if stated in code_list(list_name) else kind_from_name(list_name, name)
