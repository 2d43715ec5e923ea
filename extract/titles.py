"""What a document is called and which year it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_CHINESE_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR: Final = re.compile("(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?=年|学年|\\Z)")
_REPORT: Final = re.compile("报告|年报|简介|概况|总结|简报|情况|自评|白皮书|案例")
_NEWSPAPER: Final = re.compile("(?:日报|晚报|时报|早报|教育报|周刊)\\Z|星期[一二三四五六日]")
_YEAR: Final = "(?:19[89]|20[0-4])\\d"
_RANGE: Final = re.compile(
    rf"({_YEAR})(?:\s?[年.．/]\s?\d{{1,2}}月?|\s?学?年)?\s?[-—–~～至]+\s?((?:20)?\d\d)\s?(?=学年|年度|年|[)）]|[.．/]\s?\d)"
)
_NAMED: Final = re.compile(rf"(?<!\d)({_YEAR})\s?(?:年度|年)?[^，。\d（(]{{0,24}}?(?:报告|年报)")
_BRACKETED: Final = re.compile(rf"[（(]\s?({_YEAR})\s?(?:年度|年)?\s?[）)]")
_ANY: Final = re.compile(rf"(?<!\d)({_YEAR})(?!\d)\s?(学年|年度|年)?")
_PERIOD: Final = re.compile(rf"(?<!\d)({_YEAR})\s?(?:学年|年度)")
_DATE: Final = re.compile(rf"(?<!\d)({_YEAR})\s?[年./-]\s?\d{{1,2}}(?:\s?[月./-]\s?(?:\d{{1,2}}\s?日?)?)?")
_FIRST_PAGE: Final = 1500


def best_title(lines: Sequence[str]) -> str:
    """Return the line of ``lines`` (those at the top) that names the document, or an empty string."""
    for line in lines:
        if _REPORT.search(line) and any(char > "\u2e80" for char in line):
            return line
    words = [line for line in lines if any(char > "\u2e80" for char in line)]
    named = [line for line in words if not _NEWSPAPER.search(line)]
    return next(iter([*named, *words, *lines]), "")


def year_of(title: str, top: Sequence[str], body: str) -> int | None:
    """Return the year that a document is about, else the one it is dated, else None.

    Looked for in the title, then in the other lines at the top, then as a period or a full date on the
    first page. Of the two years of a school year the later counts; of a report's own year and a school
    year, the former.
    """
    for line in (title, *top):
        if (year := _year_in(line)) is not None:
            return year
    page = _digits(body[:_FIRST_PAGE])
    for pattern in (_PERIOD, _DATE):
        if match := pattern.search(page):
            return int(match[1])
    return None


def _digits(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


def _year_in(line: str) -> int | None:
    line = _digits(line)
    span = _RANGE.search(line)
    named = _NAMED.search(line)
    if named and (span is None or not span.start() <= named.start() <= span.end()):
        return int(named[1])
    if span is not None:
        last = span[2]
        return int(last if len(last) == 4 else span[1][:2] + last)
    if match := _BRACKETED.search(line):
        return int(match[1])
    years = [(match[2] != "学年", int(match[1])) for match in _ANY.finditer(line)]
    return max(years, key=lambda found: found[0])[1] if years else None
