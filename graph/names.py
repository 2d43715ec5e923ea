"""When two spellings are one name, and which names identify nothing by themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_DROPPED: Final = re.compile(r"[\s\"'“”‘’`´＂＇《》「」『』〈〉\u200b\ufeff]+")
_DOTS: Final = str.maketrans(dict.fromkeys("•・‧∙⋅●．", "·") | dict.fromkeys("—–‐‑‒―−", "-"))
_PLACE: Final = re.compile(r"^([\u4e00-\u9fff]{2,4}?)(?:省|市|自治区)(?=[\u4e00-\u9fff])")
_LEGAL_FORM: Final = re.compile(
    r"(?:集团)?(?:股份有限公司|有限责任公司|有限公司|责任公司|股份公司|总公司|公司)(?:\(集团\))?$"
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")


@lru_cache(maxsize=1 << 17)
def fold(name: str) -> str:
    """Return the key under which spellings of one name meet.

    Full and half width, white space, quotation marks, middle dots and dashes, and case are set aside.

    >>> fold("“某某” 科技（集团）有限公司") == fold("某某科技(集团)有限公司")
    True
    """
    folded = _DROPPED.sub("", unicodedata.normalize("NFKC", name).casefold())
    return unicodedata.normalize("NFKC", folded).translate(_DOTS)


def loose(name: str) -> str:
    """Return :func:`fold`, with 省 or 市 after a leading place name left out as well.

    >>> loose("云州市青禾职业教育集团") == loose("云州青禾职业教育集团")
    True
    """
    folded = fold(name)
    shorter = _PLACE.sub(r"\1", folded)
    return shorter if len(shorter) >= 6 else folded


def without_legal_form(name: str) -> str:
    """Return a firm's name without its legal form, or ``""`` where too little would be left.

    >>> without_legal_form("云州华耀机电股份有限公司")
    '云州华耀机电'
    """
    kept = _LEGAL_FORM.sub("", fold(name))
    return kept if 4 <= len(kept) < len(fold(name)) else ""


def tidy(name: str) -> str:
    """Return a name fit to be written: white space folded, control characters dropped."""
    return " ".join(_CONTROL.sub(" ", name).split())


def is_contraction(short: str, full: str) -> bool:
    """Tell whether the characters of ``short`` occur in ``full`` in this order.

    >>> is_contraction("云州职院", "云州职业技术学院")
    True
    """
    rest = iter(full)
    return len(short) < len(full) and all(c in rest for c in short)


def absolute(name: str, places: Sequence[str]) -> str:
    """Return a name that begins with 市, 省, 县 or 区 with the place it means, ``""`` if it cannot be told.

    ``places`` are those that the document is about, the finest first.

    >>> absolute("市教育局", ("青山县", "云泽市", "某省"))
    '云泽市教育局'
    """
    match = re.match(r"[本全我]?([市省县区])(?=.)", name)
    if match is None:
        return ""
    place = next((p for p in places if p.endswith(match[1])), "")
    return place + name[match.end() :] if place else ""


@cache
def _patterns(scope: str) -> re.Pattern[str]:
    rows = (Path(__file__).parent / "generic_names.tsv").read_text(encoding="utf-8").splitlines()
    found = [row.split("\t", 1)[1] for row in rows if row.startswith(scope + "\t")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in found))


@lru_cache(maxsize=1 << 17)
def is_generic(name: str) -> bool:
    """Tell whether a name stands for whatever the sentence is about (我校, 集团, 市政府)."""
    folded = fold(name)
    return len(folded) < 2 or _patterns("generic").fullmatch(folded) is not None


@lru_cache(maxsize=1 << 17)
def is_relative(name: str) -> bool:
    """Tell whether a name means another thing in every region (市教育局, 第一中学)."""
    return is_generic(name) or _patterns("relative").fullmatch(fold(name)) is not None
