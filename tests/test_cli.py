"""The command line: usage, answers in every format, what terminals and files get."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rich.cells import cell_len

from tests.conftest import SAMPLES, Run
from zhijiao import __version__, terminal
from zhijiao.building import Outcome
from zhijiao.cli import main

SCHOOL = "湖北荆江工程职业学院"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a zj:School }"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def reconfigure(self, **options: object) -> None:
        """Accept what text streams accept."""


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The command line as a terminal of some width shows it: stdout and stderr."""

    def call(*arguments: object, width: int = 80) -> str:
        screen = Terminal()
        monkeypatch.setattr(sys, "argv", ["zhijiao", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        with monkeypatch.context() as replaced:
            replaced.setattr(sys, "stdout", screen)
            replaced.setattr(sys, "stderr", screen)
            with pytest.raises(SystemExit):
                main()
        return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", screen.getvalue())

    return call


def test_version(run: Run) -> None:
    assert run("--version").out == f"zhijiao {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build"],
        ["build", "samples"],
        ["build", "samples", "--out", "kg", "--jobs", "0"],
        ["build", "samples", "--out", "kg", "--jobs", "many"],
        ["export", "kg"],
        ["map", "kg", "--out", "m.html", "--depth", "-1"],
        ["serve", "kg", "--port", "70000"],
    ],
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2 and "--help" in ran.err and not ran.out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["query", COUNT, "--name", "partners"], "--name"),
        (["query", COUNT, "--set", "a=b"], "--set"),
        (["query", "--name", "partners", "--set", "school"], "KEY=VALUE"),
        (["query", "--name", "partners"], "school"),
        (["query", "--name", "partners", "--set", f"school={SCHOOL}", "--set", "shool=x"], "shool"),
        (["query", "--name", "bridges", "--set", "minimum=few"], "minimum"),
        (["query", "--name", "bridge"], "bridges"),
        (["query", "SELECT ?s {"], "SPARQL"),
        (["query", "DELETE WHERE { ?s ?p ?o }"], "SPARQL"),
        (["query", "--file", "nowhere.rq"], "nowhere.rq"),
        (["query", COUNT, "--format", "xml"], "xml"),
        (["query", COUNT, "--format", "ttl"], "csv"),
        (["export", "out.doc"], "gexf"),
        (["export", "out", "--format", "doc"], "gexf"),
        (["map", "--out", "m.html", "--type", "Firm"], "Enterprise"),
        (["map", "--out", "m.html", "--relation", "knows"], "partnersWith"),
        (["map", "--out", "m.html", "--focus", SCHOOL[:-1]], SCHOOL),
        (["map", "--out", "/dev/null/m.html"], "/dev/null/m.html"),
        (["analyze", "--out", "/dev/null/a"], "/dev/null/a"),
        (["serve", "--host", "203.0.113.1"], "--port"),
    ],
)
def test_what_cannot_be_done_is_told(
    run: Run,
    samples_kg: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(arguments[0], samples_kg, *arguments[1:])
    assert ran.code == 2
    assert word in ran.err and "Traceback" not in ran.err and "内部" not in ran.err
    assert not list(tmp_path.iterdir())


def test_a_base_that_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("build", SAMPLES / "weibei-signing-news.txt", "--out", tmp_path / "kg", "--base", "mine")
    assert ran.code == 2 and "--base" in ran.err and not (tmp_path / "kg").exists()


def test_named_queries_are_listed(run: Run, samples_kg: Path) -> None:
    out = run("query", samples_kg).out
    for words in ("partners", "school=…", "[minimum=2]", "某校的合作单位", "Partners of a school"):
        assert words in out


def test_answers_in_every_format(run: Run, samples_kg: Path, tmp_path: Path) -> None:
    number = run("query", samples_kg, COUNT, "--format", "csv").out.splitlines()[1]
    assert json.loads(run("query", samples_kg, COUNT, "--format", "json").out) == [{"n": int(number)}]
    assert number in run("query", samples_kg, COUNT).out
    (tmp_path / "count.rq").write_text("\ufeff" + COUNT, "utf-8")
    assert number in run("query", samples_kg, "--file", tmp_path / "count.rq").out

    ask = "ASK { ?s zj:leads ?g }"
    assert run("query", samples_kg, ask).out == "是 yes\n"
    assert run("query", samples_kg, ask, "--format", "json").out == "true\n"
    assert run("query", samples_kg, ask, "--format", "csv").out == "true\n"

    construct = "CONSTRUCT { ?s zj:leads ?g } WHERE { ?s zj:leads ?g }"
    turtle = run("query", samples_kg, construct).out
    triples = list(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
    rows = run("query", samples_kg, construct, "--format", "csv").out.splitlines()
    assert rows[0] == "subject,predicate,object" and len(rows) - 1 == len(triples) > 1
    assert len(json.loads(run("query", samples_kg, construct, "--format", "json").out)) == len(triples)


def test_missing_values_are_empty(run: Run, samples_kg: Path) -> None:
    query = "SELECT ?a ?b WHERE { VALUES (?a ?b) { (1 UNDEF) } }"
    assert run("query", samples_kg, query, "--format", "csv").out == "a,b\n1,\n"
    assert json.loads(run("query", samples_kg, query, "--format", "json").out) == [{"a": 1, "b": None}]
    assert "nan" not in run("query", samples_kg, query).out.lower()


def test_a_file_gets_whole_lines(run: Run, samples_kg: Path) -> None:
    """Nothing is cut or wrapped where stdout is no terminal."""
    rows = json.loads(
        run("query", samples_kg, "--name", "partners", "--set", f"school={SCHOOL}", "--format", "json").out
    )
    lines = run("query", samples_kg, "--name", "partners", "--set", f"school={SCHOOL}").out.splitlines()
    assert len(lines) == len(rows) + 3  # header, rule, number of rows
    for row, line in zip(rows, lines[2:], strict=False):
        assert all(" ".join(str(value).split()) in line for key, value in row.items() if key == "原文")
    assert "\x1b" not in "".join(lines)


def test_a_terminal_gets_what_fits(on_a_terminal: Callable[..., str], samples_kg: Path) -> None:
    question = ("query", samples_kg, "--name", "partners", "--set", f"school={SCHOOL}")
    narrow = on_a_terminal(*question, width=70)
    assert "── 1 ──" in narrow, "too many columns: record by record"
    wide = on_a_terminal(
        "query", samples_kg, "SELECT ?name WHERE { ?s a zj:School ; rdfs:label ?name }", width=70
    )
    assert "── 1 ──" not in wide and SCHOOL in wide
    for shown in (narrow, wide):
        assert max(cell_len(line) for line in shown.splitlines()) <= 70


def test_progress_is_for_terminals(
    on_a_terminal: Callable[..., str], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = ("build", SAMPLES / "weibei-signing-news.txt", "--out")
    assert "1/1" in on_a_terminal(*build, tmp_path / "a", width=100)
    assert "1/1" not in on_a_terminal(*build, tmp_path / "b", "--quiet", width=100)
    ran = run(*build, tmp_path / "c")
    assert not ran.err and "\r" not in ran.out


def test_quiet_and_verbose(run: Run, tmp_path: Path) -> None:
    source = SAMPLES / "weibei-signing-news.txt"
    quiet = run("build", source, "--out", tmp_path / "kg", "--quiet")
    assert quiet.code == 0 and not quiet.out and not quiet.err
    verbose = run("build", source, "--out", tmp_path / "kg", "--verbose")
    assert "weibei-signing-news：" in verbose.err and "沿用" in verbose.out
    for command in (
        ["export", tmp_path / "kg", tmp_path / "out.nq"],
        ["map", tmp_path / "kg", "--out", tmp_path / "m.html"],
        ["analyze", tmp_path / "kg", "--out", tmp_path / "a"],
        ["check", tmp_path / "kg"],
    ):
        ran = run(*command, "--quiet")
        assert ran.code == 0 and not ran.err
        assert not ran.out or command[0] == "check"


def test_a_graph_that_does_not_conform(run: Run, tmp_path: Path) -> None:
    kg = tmp_path / "kg"
    run("build", SAMPLES / "jingjiang-college-2022.txt", "--out", kg, "--quiet")
    text = kg / "text" / "jingjiang-college-2022.txt"
    text.write_text("改" + text.read_text("utf-8"), "utf-8")
    ran = run("check", kg)
    assert ran.code == 1 and "不合规" in ran.out
    assert ran.out.count("violation") == 20 and "另有" in ran.out
    assert run("check", kg, "--verbose").out.count("violation") > 20


def test_explain_says_where_the_text_ends(run: Run) -> None:
    ran = run("explain", SAMPLES / "weibei-signing-news.txt", "--at", 10**6)
    assert ran.code == 2 and "--at" in ran.err
    assert run("explain", "nowhere.txt").code == 2


def test_an_error_of_our_own_is_told_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> Outcome:
        raise RuntimeError("of the test")

    monkeypatch.setattr("zhijiao.building.build_graph", fail)
    short = run("build", SAMPLES, "--out", "kg")
    assert short.code == 2 and "RuntimeError：of the test" in short.err and "Traceback" not in short.err
    full = run("build", SAMPLES, "--out", "kg", "--verbose")
    assert full.code == 2 and "Traceback" in full.err


def test_cells_that_hold_anything(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_table(["[b]a", "n"], [["[red]x\ny\tz", 1.239], [None, float("nan")], ["\ud800", -2]])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["[b]a", "n"]
    assert lines[2].split() == ["[red]x", "y", "z", "1.24"]
    assert lines[4].split() == ["?", "-2"]
