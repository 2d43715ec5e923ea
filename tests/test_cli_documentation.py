"""What the documentation says is so: commands and options exist and are documented, examples run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer.main

from extract.authority import load_authority
from graph.export import FORMATS
from ontology.terms import COOPERATION_KINDS, ENTITY_TYPES, RELATIONS
from tests.conftest import SAMPLES, Run
from zhijiao.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
EVERYWHERE = {"--quiet", "--verbose", "--help"}


def commands() -> dict[str, Any]:
    return dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def sections() -> dict[str, str]:
    """The sections of the command line's page, by command."""
    parts = re.split(r"^## zhijiao (\w+)$", (ROOT / "docs" / "cli.md").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_documented_and_the_other_way_round() -> None:
    assert list(sections()) == list(commands())


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented_and_the_other_way_round(name: str) -> None:
    options = [p for p in commands()[name].params if p.param_type_name == "option"]
    existing = {o for p in options for o in p.opts}
    assert existing >= {"--quiet", "-q", "--verbose", "-v"}
    rows = re.findall(r"^\| (`-.*?) \|", sections()[name], re.MULTILINE)
    documented = {o for row in rows for o in re.findall(r"`(--?[\w-]+)`", row)}
    assert documented == existing - {"--quiet", "-q", "--verbose", "-v"}
    assert not [p.name for p in options if not p.help], "every option has a help text"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_shown_in_examples_exist(page: Path) -> None:
    for line in re.findall(r"zhijiao (?:\w+ )[^`\n]*", page.read_text("utf-8")):
        name = line.split()[1]
        if name not in commands():
            continue
        known = {o for p in commands()[name].params for o in p.opts} | EVERYWHERE
        assert set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", re.sub(r'"[^"]*"', "", line))) <= known, line


def test_help_is_there_in_both_languages(run: Run) -> None:
    shown = run("--help")
    assert shown.code == 0
    for name in commands():
        assert name in shown.out
        ran = run(name, "--help")
        assert ran.code == 0
        assert re.search("[\u4e00-\u9fff]", ran.out) and re.search("[a-z]{4}", ran.out)


def test_help_names_every_format(run: Run) -> None:
    shown = run("export", "--help").out
    text = sections()["export"]
    for name in FORMATS:
        assert name in shown and f"`{name}`" in text


def test_the_data_model_names_every_term() -> None:
    page = (ROOT / "docs" / "data-model.md").read_text("utf-8")
    for name in (*ENTITY_TYPES, *RELATIONS):
        assert f"`{name}`" in page, name
    assert all(kind in page for kind in COOPERATION_KINDS)
    for relation in RELATIONS.values():
        row = re.search(rf"^\|[^|]*`{relation.name}`[^|]*\| (.*?) → (.*?) \|", page, re.MULTILINE)
        assert row, relation.name
        assert row[1] == ("any" if len(relation.heads) == len(ENTITY_TYPES) else ", ".join(relation.heads))
        assert set(row[2].split(", ")) == set(relation.tails)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#]*)", text):
        assert not target or (page.parent / target).exists(), target


def test_paths_that_contributors_are_told_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = [p for p in re.findall(r"`([\w/.-]+/[\w./-]*)`", text) if "*" not in p]
    assert len(paths) > 10
    for path in paths:
        assert (ROOT / path).exists() or path == "graph/queries/NAME.rq", path
    for module, name in re.findall(r"`((?:extract|graph)(?:\.\w+)+)\.(\w+)`", text):
        assert f"{name}" in (ROOT / (module.replace(".", "/") + ".py")).read_text("utf-8"), (module, name)


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
        assert set(named) <= targets, page


# --- examples ---------------------------------------------------------------------------------------------


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def beside_the_samples(tmp_path: Path, samples_kg: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the samples and their graph, as the examples want it."""
    shutil.copytree(SAMPLES, tmp_path / "samples")
    shutil.copytree(samples_kg, tmp_path / "kg")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/cli.md"])
def test_commands_shown_run(page: str, beside_the_samples: Path, run: Run) -> None:
    lines = [line for block in blocks(ROOT / page, "console") for line in block.splitlines()]
    shown = [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ zhijiao ")]
    assert len(shown) > 8
    for command in shown:
        if command[1] != "serve":  # the server runs until it is stopped
            ran = run(*command[1:])
            assert ran.code == 0 and ran.out, f"{command}\n{ran.err}"


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/python.md"])
def test_python_shown_runs(page: str, beside_the_samples: Path) -> None:
    code = blocks(ROOT / page, "python")
    assert code
    names: dict[str, Any] = {}
    for block in code:
        exec(compile(block, page, "exec"), names)
    frames = [value for value in names.values() if type(value).__name__ == "DataFrame"]
    assert frames and all(len(frame) for frame in frames), "what is shown as an answer is one"


def test_the_authority_list_shown_can_be_read(tmp_path: Path) -> None:
    (shown,) = blocks(ROOT / "docs" / "authority.md", "csv")
    (tmp_path / "list.csv").write_text(shown, "utf-8")
    entries = load_authority([tmp_path / "list.csv"]).entries
    assert [entry.type for entry in entries] == ["School", "Enterprise"]
    assert entries[0].aliases == ("示例职院", "示院")
