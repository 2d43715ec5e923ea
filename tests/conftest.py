"""The sample corpus as a graph, and the command line as a function."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, in this process: ``run("build", folder, "--out", kg)``."""
    from zhijiao.cli import main

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["zhijiao", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        written = capsys.readouterr()
        return Ran(int(left.value.code or 0), written.out, written.err)

    return call


@pytest.fixture(scope="session")
def samples_kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph of all samples; for reading only."""
    from zhijiao.building import build_graph

    folder = tmp_path_factory.mktemp("samples") / "kg"
    build_graph([SAMPLES], folder, jobs=1)
    return folder


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports beside the repository."""
    folder = SHARED / "reports"
    if not folder.is_dir():
        pytest.skip("needs real reports in ../shared/reports")
    return folder
