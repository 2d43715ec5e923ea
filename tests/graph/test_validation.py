"""What a check finds in a graph that is whole, and in graphs that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph import store
from graph.knowledge import KnowledgeGraph, open_graph
from graph.rdf import quad_lines
from graph.store import write_graph
from graph.validation import check
from tests.graph.invented_reports import TEXTS, corpus

Change = Callable[[str], str]


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], KnowledgeGraph]:
    """Build the graph with every line changed by a function (dropped where it returns nothing)."""

    def build(change: Change) -> KnowledgeGraph:
        def lines(*args, **kwargs) -> Iterator[str]:
            yield from filter(None, map(change, quad_lines(*args, **kwargs)))

        monkeypatch.setattr(store, "quad_lines", lines)
        write_graph(tmp_path / "kg", corpus(), TEXTS)
        return open_graph(tmp_path / "kg")

    return build


def test_a_whole_graph_conforms(kg: KnowledgeGraph):
    report = check(kg)
    assert report.conforms, report.findings.to_string()
    assert report.findings.empty
    assert report.counts["documents"] == 3
    assert report.counts["entities.School"] == 2
    assert report.counts["entities"] == len(kg.entities())
    assert report.counts["relations"] == len(kg.relations())
    assert report.counts["status.planned"] == 1
    assert report.counts["mentions"] == len(kg.mentions())


@pytest.mark.parametrize(
    ("drop", "shape", "message"),
    [
        ("schoolKind>", "School-schoolKind", "--authority"),
        ("core#notation", None, ""),
        ("oa#exact>", "Evidence-quote", "引文"),
        ("mainEvidence>", "Statement-mainEvidence", "主要出处"),
        ("ontology#status> <", "Statement-status", "状态"),
        ("ontology#characters>", "Report-characters", "字数"),
    ],
)
def test_what_is_missing_is_named(broken, drop: str, shape: str | None, message: str):
    report = check(broken(lambda line: "" if drop in line else line))
    assert report.conforms == (shape is None)
    if shape is not None:
        found = report.findings[report.findings["shape"] == shape]
        assert len(found) and (found["severity"] == "violation").all()
        assert found["message"].str.contains(message).all() and (found["message_en"] != "").all()


def test_a_wrong_value_is_named_with_its_thing(broken):
    report = check(broken(lambda line: line.replace("school-kind/高职专科", "school-kind/nonsense")))
    (row,) = report.findings.to_dict("records")
    assert (row["name"], row["value"].rsplit("/", 1)[1]) == ("云州职业技术学院", "nonsense")


def test_a_quote_that_is_not_in_its_text_is_found(broken):
    report = check(broken(lambda line: line.replace("互派师资", "互派教师")))
    (row,) = report.findings.to_dict("records")
    assert row["shape"] == "Evidence-exact" and "yunzhou-2022" in row["message"]


def test_an_end_of_the_wrong_type_is_a_warning(broken):
    report = check(broken(lambda line: line.replace("ontology#offersMajor>", "ontology#leads>")))
    assert report.conforms
    assert set(report.findings["severity"]) == {"warning"}
    assert set(report.findings["shape"]) == {"leads-object"}


def test_a_graph_without_quotes_conforms(tmp_path: Path):
    write_graph(tmp_path / "kg", corpus(), TEXTS, quotes=False)
    report = check(open_graph(tmp_path / "kg"))
    assert report.conforms, report.findings.to_string()


def test_an_empty_graph_conforms(tmp_path: Path):
    write_graph(tmp_path / "kg", [], {})
    assert check(open_graph(tmp_path / "kg")).conforms
