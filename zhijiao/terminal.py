"""What the command line writes: messages and progress to stderr, answers to stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

#: A table that is not written to a terminal is as wide as it needs to be.
_UNLIMITED: Final = 100_000
#: Cells that are longer are wrapped on a terminal, to no less than this many columns of it.
_WIDE: Final = 30


def console(stream: TextIO) -> Console:
    """Return a console on a stream; where that is no terminal, lines are neither wrapped nor coloured."""
    from rich.console import Console

    return Console(
        file=stream,
        width=None if stream.isatty() else _UNLIMITED,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def printable(text: str) -> str:
    """Return text that any stream takes: half a surrogate pair (from an odd file name) is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def say(message: str) -> None:
    """Write a message to stderr."""
    console(sys.stderr).print(printable(message))


def complain(message: str, *, label: str = "错误") -> None:
    """Write an error to stderr: what is wrong in Chinese, then in English."""
    from rich.text import Text

    lines = printable(message).splitlines() or [""]
    err = console(sys.stderr)
    err.print(Text(f"{label}：", style="bold red" if label == "错误" else "bold yellow") + Text(lines[0]))
    for line in lines[1:]:
        err.print(Text(line, style="dim" if line.isascii() else ""))


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Show how far a long work is, on stderr and only if that is a terminal; gone when the work is done."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[latest]}", markup=False),
    )
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    task = shown.add_task(label, total=None, latest="")

    def follow(done: int, total: int, latest: str) -> None:
        # Started with the first result: worker processes are forked before, while there is only one thread.
        shown.start()
        shown.update(task, completed=done, total=total, latest=printable(latest))

    try:
        yield follow
    finally:
        shown.stop()


def show_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str = "") -> None:
    """Write a table to stdout.

    Where stdout is no terminal every row is one line and nothing is cut. On a terminal cells are wrapped; a
    table with too many columns for it is written record by record.
    """
    out = console(sys.stdout)
    cells = [[_cell(value) for value in row] for row in rows]
    if out.is_terminal and _too_wide(columns, cells, out.width):
        _show_records(columns, cells, title)
        return
    out.print(_table(columns, cells, title, wrap=out.is_terminal), soft_wrap=False)


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]], title: str, *, wrap: bool) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=title or None, box=box.SIMPLE_HEAD, show_edge=False, title_justify="left", pad_edge=False
    )
    for at, column in enumerate(columns):
        numbers = bool(cells) and all(_is_number(row[at]) for row in cells)
        table.add_column(
            printable(column), justify="right" if numbers else "left", overflow="fold", no_wrap=not wrap
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _show_records(columns: Sequence[str], cells: Sequence[Sequence[str]], title: str) -> None:
    """Write a table record by record: a line a column."""
    from rich.table import Table
    from rich.text import Text

    out = console(sys.stdout)
    if title:
        out.print(Text(title, style="italic"))
    for number, row in enumerate(cells, 1):
        record = Table(box=None, show_header=False, pad_edge=False)
        record.add_column(no_wrap=True, style="dim")
        record.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                record.add_row(Text(column), Text(cell))
        out.print(Text(f"── {number} ──", style="bold"))
        out.print(record, soft_wrap=False)


def _too_wide(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> bool:
    """Whether a terminal's width leaves long columns too little room."""
    from rich.cells import cell_len

    widest = [
        max([cell_len(column), *(cell_len(row[at]) for row in cells)]) for at, column in enumerate(columns)
    ]
    needed = sum(min(w, _WIDE) for w in widest)
    return needed + 2 * len(columns) > width


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return " ".join(printable(str(value)).split("\n")).replace("\t", " ")


def _is_number(cell: str) -> bool:
    return not cell or cell.replace(".", "", 1).replace("-", "", 1).isdigit()
