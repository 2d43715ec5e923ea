"""The graph folder: written whole or not at all, brought up to date, refused when it is something else."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import Error
from graph import store
from graph.knowledge import open_graph
from graph.store import GraphFolderError, cached_extraction, document_text, file_stem, write_graph
from tests.graph.invented_reports import TEXTS, corpus


def quads(folder: Path) -> bytes:
    out = folder.with_name(f"{folder.name}.nq")
    open_graph(folder).export(out, "nq")
    return out.read_bytes()


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and "store" not in p.parts
    }


def test_the_same_documents_in_any_order_give_the_same_quads(tmp_path: Path):
    documents = corpus()
    write_graph(tmp_path / "one", documents, TEXTS)
    random.Random(3).shuffle(documents)
    write_graph(tmp_path / "two", reversed(documents), TEXTS)
    assert quads(tmp_path / "one") == quads(tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_adding_documents_gives_the_graph_of_all(tmp_path: Path):
    one, two, three = corpus()
    write_graph(tmp_path / "whole", [one, two, three], TEXTS)
    write_graph(tmp_path / "grown", [three], TEXTS)
    write_graph(tmp_path / "grown", [one], TEXTS)
    write_graph(tmp_path / "grown", [two, three], TEXTS)
    assert quads(tmp_path / "whole") == quads(tmp_path / "grown")
    assert open_graph(tmp_path / "grown").documents == tuple(sorted(TEXTS))


def test_a_changed_document_replaces_the_old_one(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus(), TEXTS)
    write_graph(folder, [replace(corpus()[2], relations=())], TEXTS)
    relations = open_graph(folder).relations()
    assert set(relations["document"]) == {"yunzhou-2021", "yunzhou-2022"}


def test_nothing_is_a_blank_node(tmp_path: Path):
    write_graph(tmp_path / "kg", corpus(), TEXTS)
    lines = quads(tmp_path / "kg").splitlines()
    assert lines == sorted(set(lines))
    assert not any(b"_:" in line.split(b'"')[0] for line in lines)


def test_each_report_has_its_graph_and_the_default_graph_is_the_union(tmp_path: Path):
    write_graph(tmp_path / "kg", corpus(), TEXTS)
    kg = open_graph(tmp_path / "kg")
    named = {g.value for g in kg.store.named_graphs()}
    assert named == {
        kg.layout.identity_graph,
        kg.layout.vocabulary_graph,
        *(kg.layout.report_graph(d) for d in TEXTS),
    }
    union = {line.rsplit(b" ", 2)[0] for line in quads(tmp_path / "kg").splitlines()}
    assert kg.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").iloc[0, 0] == len(union)


def test_another_base_moves_every_thing(tmp_path: Path):
    write_graph(tmp_path / "kg", corpus(), TEXTS, base="https://data.zhijiao.example/")
    assert open_graph(tmp_path / "kg").base == "https://data.zhijiao.example/"
    assert all(open_graph(tmp_path / "kg").entities()["id"].str.startswith("https://data.zhijiao.example/"))
    write_graph(tmp_path / "kg", [], {})
    assert open_graph(tmp_path / "kg").base == "https://data.zhijiao.example/"


def test_without_quotes_no_word_outside_of_names_is_kept(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus(), TEXTS, quotes=False)
    kept = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    assert "继续合作".encode() not in kept and "互派".encode() not in kept
    kg = open_graph(folder)
    assert set(kg.relations()["evidence"]) == {""}
    assert (kg.relations()["end"] > kg.relations()["start"]).all()
    for row in kg.mentions().itertuples():
        assert (
            kg.text(row.document)[row.start : row.end]
            == row.surface
            == TEXTS[row.document][row.start : row.end]
        )


def test_the_report_names_documents_and_failures(tmp_path: Path):
    report = write_graph(tmp_path / "kg", corpus(), TEXTS, failures={"b.txt": "empty", "a.txt": "binary"})
    assert json.loads((tmp_path / "kg" / "build-report.json").read_text(encoding="utf-8")) == report
    assert [f["source"] for f in report["failures"]] == ["a.txt", "b.txt"]
    assert [d["document"] for d in report["documents"]] == sorted(TEXTS)


def test_texts_are_kept_as_read(tmp_path: Path):
    text = "第一行\r\n第二行\t制表\n\n 末行\u2028完"
    write_graph(
        tmp_path / "kg", [replace(corpus()[2], entities=(), relations=(), own=None)], {"ershi-2022": text}
    )
    assert document_text(tmp_path / "kg", "ershi-2022") == text
    assert (tmp_path / "kg" / "text" / "ershi-2022.txt").exists()


@pytest.mark.parametrize(
    "name", ['he said "no"', "两 份\n报告", "📄", "..", "a/b", "长" * 200, "x|y", "2021--report"]
)
def test_any_document_identifier_works(tmp_path: Path, name: str):
    write_graph(tmp_path / "kg", [replace(corpus()[2], document=name)], {name: TEXTS["ershi-2022"]})
    kg = open_graph(tmp_path / "kg")
    assert kg.documents == (name,)
    assert set(kg.relations()["document"]) == {name}
    assert kg.text(name) == TEXTS["ershi-2022"]
    assert {p.parent for p in (tmp_path / "kg" / "text").rglob("*")} == {tmp_path / "kg" / "text"}


def test_file_stems_are_the_identifier_where_they_can_be():
    assert file_stem("某校-2022") == "某校-2022"
    assert len({file_stem("长" * n) for n in range(70, 200)}) == 130
    assert all(len(file_stem("长" * n).encode()) < 250 for n in range(70, 200))


def test_the_cache_knows_bytes_version_and_quotes(tmp_path: Path):
    folder, document = tmp_path / "kg", corpus()[0]
    write_graph(folder, [document], TEXTS, version="7")
    found = cached_extraction(folder, document.document, document.digest, "7")
    assert found == document
    assert cached_extraction(folder, document.document, "other", "7") is None
    assert cached_extraction(folder, document.document, document.digest, "8") is None
    assert cached_extraction(folder, document.document, document.digest, "7", quotes=False) is None
    assert cached_extraction(folder, "unknown", document.digest, "7") is None
    assert cached_extraction(tmp_path / "none", document.document, document.digest, "7") is None


# --- folders that are no graph, and builds that fail ---------------------------------------------------


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(GraphFolderError, match="不存在"):
        open_graph(tmp_path / "none")


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    for act in (lambda: open_graph(tmp_path), lambda: write_graph(tmp_path, corpus(), TEXTS)):
        with pytest.raises(Error, match="不是 zhijiao 图谱文件夹"):
            act()
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": 1}', "null", '{"format":1,"base":"x","documents":3}']
)
def test_a_broken_manifest_is_no_graph(tmp_path: Path, content: str):
    (tmp_path / "kg.json").write_text(content)
    with pytest.raises(GraphFolderError, match="不是 zhijiao 图谱文件夹"):
        open_graph(tmp_path)


def test_an_empty_folder_is_filled(tmp_path: Path):
    (tmp_path / "kg").mkdir()
    write_graph(tmp_path / "kg", corpus(), TEXTS)
    assert len(open_graph(tmp_path / "kg").documents) == 3


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "kg").write_text("x")
    with pytest.raises(GraphFolderError, match="是文件"):
        write_graph(tmp_path / "kg", corpus(), TEXTS)
    assert (tmp_path / "kg").read_text() == "x"


def test_another_version_is_refused_and_left_alone(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus(), TEXTS)
    manifest = json.loads((folder / "kg.json").read_text(encoding="utf-8"))
    (folder / "kg.json").write_text(json.dumps(manifest | {"format": 0}), encoding="utf-8")
    before = tree(folder)
    for act in (lambda: open_graph(folder), lambda: write_graph(folder, corpus(), TEXTS)):
        with pytest.raises(GraphFolderError, match=r"另一版本(.|\n)*build it again"):
            act()
    assert tree(folder) == before


@pytest.mark.parametrize("stage", ["resolve", "quad_lines", "_write_json"])
@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_leaves_the_old_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, failure: type[BaseException]
):
    folder = tmp_path / "kg"
    write_graph(folder, corpus()[:1], TEXTS)
    before = tree(folder)

    def fail(*args: object, **kwargs: object) -> None:
        raise failure

    monkeypatch.setattr(store, stage, fail)
    with pytest.raises(failure):
        write_graph(folder, corpus(), TEXTS)
    monkeypatch.undo()
    assert tree(folder) == before
    assert open_graph(folder).documents == ("yunzhou-2021",)
    assert [p.name for p in tmp_path.iterdir()] == ["kg"]


def test_a_build_cut_off_between_the_two_moves_is_recovered(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus()[:1], TEXTS)
    folder.rename(tmp_path / ".kg.previous")
    assert open_graph(folder).documents == ("yunzhou-2021",)


def test_a_reader_does_not_lock_out_another_nor_a_build(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus()[:1], TEXTS)
    one, two = open_graph(folder), open_graph(folder)
    write_graph(folder, corpus(), TEXTS)
    assert len(one.entities()) == len(two.entities()) < len(open_graph(folder).entities())


def test_two_builds_at_once_do_not_undo_each_other(tmp_path: Path):
    folder = tmp_path / "kg"
    with store._locked(folder), pytest.raises(GraphFolderError, match="Another build"):
        write_graph(folder, corpus(), TEXTS)
    write_graph(folder, corpus(), TEXTS)
    assert [p.name for p in tmp_path.iterdir()] == ["kg"]


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path):
    (tmp_path / ".kg.building-abc" / "store").mkdir(parents=True)
    (tmp_path / ".kg.lock").touch()
    write_graph(tmp_path / "kg", corpus(), TEXTS)
    assert [p.name for p in tmp_path.iterdir()] == ["kg"]


def test_a_build_killed_at_work_leaves_the_old_graph(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus()[:1], TEXTS)
    before = tree(folder)
    script = (
        "import os, signal, sys\n"
        "from graph import store\n"
        "from tests.graph.invented_reports import TEXTS, corpus\n"
        "store._build_report = lambda *a: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.write_graph(sys.argv[1], corpus(), TEXTS)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(folder)], cwd=Path(__file__).parents[2])
    assert killed.returncode == -signal.SIGKILL
    assert tree(folder) == before
    write_graph(folder, corpus(), TEXTS)
    assert len(open_graph(folder).documents) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["kg"]


def test_a_damaged_extraction_is_named(tmp_path: Path):
    folder = tmp_path / "kg"
    write_graph(folder, corpus(), TEXTS)
    (folder / "extractions" / "yunzhou-2021.json").write_text("{")
    with pytest.raises(GraphFolderError, match=r"yunzhou-2021\.json"):
        write_graph(folder, corpus()[2:], TEXTS)
