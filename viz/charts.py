"""Charts as plain HTML and SVG: no picture files, no fonts of their own, readable by screen readers.

Every text comes in both languages (see `both`); the page shows one of them.
"""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

#: A label in Chinese and English.
Words = tuple[str, str]


def both(words: Words) -> str:
    """Return a label in both languages, as HTML; the page's ``lang`` decides which one is seen."""
    zh, en = (html.escape(w) for w in words)
    return zh if zh == en else f'<span class="zh">{zh}</span><span class="en">{en}</span>'


def bars(rows: Sequence[tuple[str, float]], colour: str, unit: Words = ("", "")) -> str:
    """Horizontal bars: a label (HTML), its bar and the figure."""
    most = max((value for _, value in rows), default=0) or 1
    items = "".join(
        f'<li><span class="label">{label}</span>'
        f'<span class="track"><i style="width:{100 * value / most:.1f}%;background:{colour}"></i></span>'
        f'<span class="figure">{figure(value)}{both(unit)}</span></li>'
        for label, value in rows
    )
    return f'<ol class="bars">{items}</ol>'


def columns(rows: Sequence[tuple[str, float]], colour: str, title: Words) -> str:
    """Vertical columns, for what has an order of its own (years, numbers of partners)."""
    width, height, foot, head = 560, 220, 26, 22
    most = max((value for _, value in rows), default=0) or 1
    step = width / max(1, len(rows))
    thick = min(46.0, step * 0.66)
    parts = []
    for i, (label, value) in enumerate(rows):
        tall = (height - foot - head) * value / most
        middle = step * (i + 0.5)
        top = height - foot - tall
        parts.append(
            f'<rect x="{middle - thick / 2:.1f}" y="{top:.1f}" width="{thick:.1f}" height="{tall:.1f}" '
            f'rx="3" fill="{colour}"/>'
            f'<text x="{middle:.1f}" y="{top - 6:.1f}" class="value">{figure(value)}</text>'
            f'<text x="{middle:.1f}" y="{height - 8}">{html.escape(label)}</text>'
        )
    return _svg(width, height, "".join(parts), title)


def scatter(
    points: Sequence[tuple[str, float, float, str]], across: Words, up: Words, title: Words, named: int = 7
) -> str:
    """Points (name, x, y, colour); the first ``named`` carry their names, all of them on hovering."""
    width, height, left, foot, edge = 680, 380, 54, 44, 20
    most_x = max((x for _, x, _, _ in points), default=0) or 1
    most_y = max((y for _, _, y, _ in points), default=0) or 1
    parts = []
    for tick in ticks(most_y):
        y = height - foot - tick / most_y * (height - foot - edge)
        parts.append(
            f'<line x1="{left}" x2="{width - edge}" y1="{y:.1f}" y2="{y:.1f}" class="rule"/>'
            f'<text x="{left - 8}" y="{y + 4:.1f}" class="end">{figure(tick)}</text>'
        )
    for tick in ticks(most_x):
        x = left + tick / most_x * (width - left - edge)
        parts.append(f'<text x="{x:.1f}" y="{height - foot + 18}">{figure(tick)}</text>')
    labels: list[tuple[float, float, float, float]] = []
    texts = []
    for i, (name, x_value, y_value, colour) in enumerate(points):
        x = left + x_value / most_x * (width - left - edge)
        y = height - foot - y_value / most_y * (height - foot - edge)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}" class="point">'
            f"<title>{html.escape(name)}</title></circle>"
        )
        # A name stands right of its point, or left where the chart ends, and not over another name.
        long = 12.0 * len(name)
        start = x + 9 if x + 9 + long < width else x - 9 - long
        box = (start, y - 8, start + long, y + 8)
        free = all(box[0] > o[2] or box[2] < o[0] or box[1] > o[3] or box[3] < o[1] for o in labels)
        if i < named and free:
            labels.append(box)
            anchor, at = ("start", x + 9) if start > x else ("end", x - 9)
            texts.append(
                f'<text x="{at:.1f}" y="{y + 4:.1f}" class="{anchor} name">{html.escape(name)}</text>'
            )
    middle = (left + width - edge) / 2
    for lang, n in (("zh", 0), ("en", 1)):
        texts.append(
            f'<text x="{middle:.0f}" y="{height - 6}" class="{lang} axis">{html.escape(across[n])}</text>'
            f'<text x="{left}" y="12" class="{lang} axis start">{html.escape(up[n])}</text>'
        )
    return _svg(width, height, "".join(parts + texts), title)


def ticks(most: float) -> list[float]:
    """Return round figures from 0 to at most ``most``, some four to eight of them.

    >>> ticks(83)
    [0.0, 20.0, 40.0, 60.0, 80.0]
    """
    raw = most / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw)
    # A count of partners has no halves.
    step = max(1.0, step) if most >= 1 else step
    return [step * i for i in range(int(most / step + 1e-9) + 1)]


def figure(value: float) -> str:
    """Return a number as a reader wants it: whole, or with three significant digits.

    >>> figure(12.0), figure(0.03456), figure(1234567)
    ('12', '0.0346', '1,234,567')
    """
    if value != value:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3g}"


def _svg(width: int, height: int, inside: str, title: Words) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" class="chart" '
        f'aria-label="{html.escape(" / ".join(dict.fromkeys(title)))}">{inside}</svg>'
    )
