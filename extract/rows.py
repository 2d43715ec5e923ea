"""Which lines are rows of a table, and what their cells are.

Cells are told apart by tabs or bars here, and by white space or place in `extract.columns`. Only the raw
strings of cells are found; `extract.tabulation` makes tables of them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from extract.columns import mark_captioned, mark_spaced
from extract.lines import Line, ending
from extract.outline import is_contents, is_contents_head

_BARS: Final = re.compile("[|│┃║｜]")
_RULE: Final = re.compile(r"[\s|│┃║｜+:\-—─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]+")
_RULED_CELL: Final = re.compile(r":?-{3,}:?")
_LIST_MARK: Final = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[）)]|^\W|[：:])\Z"
)
_PAGE: Final = re.compile(r"\d{1,3}\Z")
_CONTINUED: Final = re.compile(
    r"(?:[（(]?(?:续上表|接上表|续表|上接|续前表)[）)]?|续?表\s?[\d一二三四五六七八九十.\-—－]{1,6}\s?[（(]续[表]?[）)]|续表.{0,30})"
)
_LONGEST_LABEL: Final = 20


def mark_rows(lines: list[Line]) -> list[Line]:
    """Set ``cells`` on the lines that are rows and return the lines; rules between rows are left out."""
    lines = _barred(lines)
    if any("\t" in line.raw for line in lines):
        lines = _between(_mended(_tabbed(lines)))
    lines = mark_spaced(lines)
    return mark_captioned(lines)


def _tabbed(lines: list[Line]) -> list[Line]:
    """Read rows of cells between tabs; a tab after a list's mark, or before a page number, makes none."""
    kept: list[Line] = []
    count = len(lines)
    tabbed: list[bool] = []
    listing = False
    for line in lines:
        has = "\t" in line.raw and line.cells is None
        if is_contents_head(line.text):
            listing = True
        elif listing and not has and (ending(line.text) == "stop" or len(line.text) > 60):
            listing = False
        if has and (is_contents(line.text) or _is_entry(line, listing)):
            line.kind = None if is_contents(line.text) else "contents"
            has = False
        tabbed.append(has)
    for index, line in enumerate(lines):
        if not tabbed[index]:
            kept.append(line)
            continue
        cells = line.raw.split("\t")
        filled = [cell for cell in cells if cell.strip()]
        if all(_RULED_CELL.fullmatch(cell.strip()) for cell in filled):
            continue
        beside = (index > 0 and tabbed[index - 1]) or (index + 1 < count and tabbed[index + 1])
        if len(filled) == 2 and len(cells) == 2 and _is_mark(cells[0].strip(), line):
            line.text = line.raw.replace("\t", " ").strip()
        elif beside or len(filled) > 2:
            line.cells = cells
        else:
            line.text = " ".join(cell.strip() for cell in filled)
        line.raw = line.text if line.cells is None else line.raw
        line.signed = False
        kept.append(line)
    return kept


def _is_mark(cell: str, line: Line) -> bool:
    """Whether the first of two cells is the number of an item, a heading or a caption."""
    if _LIST_MARK.search(cell):
        return True
    return line.sign is not None and line.sign.kind != "item" and len(cell) <= line.sign.label


def _is_entry(line: Line, listing: bool) -> bool:
    """Whether a line of two cells is an entry of a table of contents without leaders."""
    name, tab, page = line.text.partition("\t")
    if not tab or _PAGE.match(page.strip()) is None:
        return False
    return listing or (
        line.sign is not None
        and line.sign.style in {"decimal", "bare", "case", "chapter", "chinese", "bracket", "label"}
        and len(name) > 4
    )


def _mended(lines: list[Line]) -> list[Line]:
    """Join the two lines of a row that was broken inside a cell."""
    kept: list[Line] = []
    start = 0
    while start < len(lines):
        if lines[start].cells is None:
            kept.append(lines[start])
            start += 1
            continue
        stop = start
        while stop < len(lines) and lines[stop].cells is not None:
            stop += 1
        run = lines[start:stop]
        widths = Counter(len(line.cells or ()) for line in run)
        columns = len(run[0].cells or ())
        if len(run) > 3 and widths[columns] > 0.5 * len(run):
            run = _whole_rows(run, columns)
        kept.extend(run)
        start = stop
    return kept


def _whole_rows(run: list[Line], columns: int) -> list[Line]:
    kept: list[Line] = []
    for line in run:
        before = kept[-1] if kept else None
        cells = line.cells or []
        if (
            before is not None
            and before.cells
            and line.gap == 0
            and 1 < len(before.cells) < columns
            and len(before.cells) + len(cells) == columns + 1
            and before.cells[-1].strip()
            and cells[0].strip()
            and not cells[0].strip().isdigit()
        ):
            before.cells = [*before.cells[:-1], before.cells[-1].strip() + cells[0].strip(), *cells[1:]]
        else:
            kept.append(line)
    return kept


def _between(lines: list[Line]) -> list[Line]:
    """Keep a table together over what stands between its rows: 续表, or a few words across all columns."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if line.cells is None and len(line.text) <= 40 and 0 < index < len(lines) - 1:
            above, below = lines[index - 1].cells, lines[index + 1].cells
            if above is not None and below is not None:
                if _CONTINUED.fullmatch(line.text):
                    continue
                if (
                    len(line.text) <= _LONGEST_LABEL
                    and line.gap == 0
                    and lines[index + 1].gap == 0
                    and len(above) == len(below) > 2
                    and line.sign is None
                    and ending(line.text) == ""
                ):
                    line.cells = [line.text]
        kept.append(line)
    return kept


def _is_rule(line: Line) -> bool:
    """Whether a line is drawn between rows."""
    return len(line.text) > 2 and line.text[0] in "|+│┃┌├└╔╠╚─━═" and _RULE.fullmatch(line.text) is not None


def _barred(lines: list[Line]) -> list[Line]:
    """Read rows of cells between bars, as Markdown and box drawings have them."""
    if not any("|" in line.raw or "│" in line.raw or "┃" in line.raw or "｜" in line.raw for line in lines):
        return lines
    barred = [
        line.cells is None and "\t" not in line.raw and (len(_BARS.findall(line.text)) > 1 or _is_rule(line))
        for line in lines
    ]
    kept: list[Line] = []
    outer = False
    for index, line in enumerate(lines):
        near = (index > 0 and barred[index - 1]) or (index + 1 < len(lines) and barred[index + 1])
        if near and _is_rule(line):
            continue
        if barred[index] and near:
            text = line.text
            if index == 0 or not barred[index - 1]:
                # Whether bars stand around the rows too: else an empty first cell is a bar at the beginning.
                outer = _BARS.match(text) is not None
            if outer:
                text = text[1:] if _BARS.match(text) else text
            if outer and text and _BARS.match(text[-1]):
                text = text[:-1]
            line.cells = _BARS.split(text)
        kept.append(line)
    return kept
