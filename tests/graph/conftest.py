"""A graph of reports written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.knowledge import KnowledgeGraph, open_graph
from graph.store import write_graph
from tests.graph.invented_reports import TEXTS, corpus


@pytest.fixture(scope="session")
def kg_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "kg"
    write_graph(folder, corpus(), TEXTS)
    return folder


@pytest.fixture(scope="session")
def kg(kg_folder: Path) -> KnowledgeGraph:
    return open_graph(kg_folder)
