"""The whole way, as a user goes it: the installed command in processes of its own, on the samples."""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pyoxigraph as ox
import pytest

from ontology.terms import RELATIONS
from tests.conftest import SAMPLES, Run

ENTITY_COLUMNS = ["id", "type", "name", "aliases", "documents"]
ATTRIBUTE_COLUMNS = {"level", "rank", "year", "count", "code", "kind", "region"}
MENTION_COLUMNS = ["entity", "document", "surface", "start", "end"]
RELATION_COLUMNS = [
    "head",
    "head_name",
    "relation",
    "tail",
    "tail_name",
    "kind",
    "status",
    "year",
    "document",
    "evidence",
    "start",
    "end",
    "confidence",
    "rule",
]


def zhijiao(*arguments: object, code: int = 0, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zhijiao", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=environment(), timeout=120
    )
    assert done.returncode == code, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SAMPLES.parent)}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("end to end") / "kg"
    done = zhijiao("build", SAMPLES, "--out", folder)
    assert not done.stderr, "progress belongs to terminals"
    for word in ("学校", "School", "合作", "partnersWith", "12 份文档"):
        assert word in done.stdout
    return folder


@pytest.fixture(scope="module")
def tables(kg: Path) -> dict[str, list[dict[str, str]]]:
    return exported_tables(kg, kg.parent / "csv")


def exported_tables(kg: Path, folder: Path) -> dict[str, list[dict[str, str]]]:
    zhijiao("export", kg, folder, "--format", "csv")
    read = {}
    for name in ("entities", "mentions", "relations"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            read[name] = list(csv.DictReader(file))
    return read


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_tables_have_their_columns(tables: dict[str, list[dict[str, str]]]) -> None:
    columns = {name: list(rows[0]) for name, rows in tables.items()}
    assert columns["entities"][:5] == ENTITY_COLUMNS
    assert set(columns["entities"][5:]) >= ATTRIBUTE_COLUMNS
    assert columns["mentions"] == MENTION_COLUMNS
    assert columns["relations"] == RELATION_COLUMNS


def check_evidence(kg: Path, tables: dict[str, list[dict[str, str]]]) -> None:
    """Every relation has a quote that stands verbatim at its offsets, every mention its surface."""
    assert tables["relations"] and tables["mentions"]
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in (kg / "text").glob("*.txt")}
    ends = {row["id"] for row in tables["entities"]}
    for row in tables["relations"]:
        quote = squeeze(texts[row["document"]][int(row["start"]) : int(row["end"])])
        assert quote and squeeze(row["evidence"]) == quote, row
        assert {row["head"], row["tail"]} <= ends and row["relation"] in RELATIONS
        assert row["status"] in {"active", "planned", "ended"}
        assert 0 <= float(row["confidence"]) <= 1
    for row in tables["mentions"]:
        surface = texts[row["document"]][int(row["start"]) : int(row["end"])]
        assert row["surface"] and squeeze(row["surface"]) == squeeze(surface), row
        assert row["entity"] in ends


def test_every_relation_is_quoted_verbatim(kg: Path, tables: dict[str, list[dict[str, str]]]) -> None:
    check_evidence(kg, tables)


@pytest.mark.shared
def test_every_relation_of_real_reports_is_quoted_verbatim(shared_reports: Path, tmp_path: Path) -> None:
    zhijiao("build", shared_reports, "--out", tmp_path / "kg", "--quiet")
    check_evidence(tmp_path / "kg", exported_tables(tmp_path / "kg", tmp_path / "csv"))
    assert "conforms" in zhijiao("check", tmp_path / "kg").stdout


@pytest.mark.parametrize("format", ["parquet", "xlsx", "ttl", "trig", "nq", "jsonld", "graphml", "gexf"])
def test_every_format_can_be_read_again(
    kg: Path, tables: dict[str, list[dict[str, str]]], tmp_path: Path, run: Run, format: str
) -> None:
    out = tmp_path / f"out.{format}"
    assert str(out) in run("export", kg, out, "--format", format).out
    relations = len(tables["relations"])
    if format == "parquet":
        assert len(pd.read_parquet(out / "relations.parquet")) == relations
    elif format == "xlsx":
        assert zipfile.is_zipfile(out)
        assert len(pd.read_excel(out, sheet_name="relations")) == relations
    elif format in {"graphml", "gexf"}:
        root = ElementTree.parse(out).getroot()
        nodes = [element for element in root.iter() if element.tag.endswith("}node")]
        assert len(nodes) == len(tables["entities"])
    else:
        parsed = list(ox.parse(path=str(out), format=ox.RdfFormat.from_extension(format)))
        statements = [
            quad.subject
            for quad in parsed
            if quad.object == ox.NamedNode("https://zhijiao.example/ontology#Statement")
            and quad.predicate.value.endswith("type")
        ]
        assert len(set(statements)) == relations


def test_the_same_inputs_give_the_same_graph(kg: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", kg, tmp_path / "first.nq").code == 0
    backwards = sorted(SAMPLES.glob("*.txt"), reverse=True)
    # In other order and in one process; and in two steps, the second of which brings the graph up to date.
    for name, steps in {"second": [backwards], "third": [backwards[:5], backwards[3:]]}.items():
        for step in steps:
            assert run("build", *step, "--out", tmp_path / name, "--jobs", 1, "--quiet").code == 0
        assert run("export", tmp_path / name, tmp_path / f"{name}.nq").code == 0
        assert (tmp_path / "first.nq").read_bytes() == (tmp_path / f"{name}.nq").read_bytes()


def test_questions_are_answered(kg: Path, tables: dict[str, list[dict[str, str]]], run: Run) -> None:
    done = zhijiao("query", kg, "--name", "bridges", "--set", "minimum=2", "--format", "json")
    rows = json.loads(done.stdout)
    assert rows and all(row["学校数"] >= 2 for row in rows)
    school = rows[0]["学校"].split("、")[0]
    partners = run("query", kg, "--name", "partners", "--set", f"school={school}").out
    assert rows[0]["合作单位"] in partners and "原文" in partners
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s a zj:Statement }"
    assert run("query", kg, count, "--format", "csv").out == f"n\n{len(tables['relations'])}\n"


def test_map_and_analysis_are_written(kg: Path, tmp_path: Path) -> None:
    done = zhijiao("map", kg, "--out", tmp_path / "pages" / "map.html")
    assert str(tmp_path / "pages" / "map.html") in done.stdout
    page = (tmp_path / "pages" / "map.html").read_text("utf-8")
    assert "湖北荆江工程职业学院" in page and "Content-Security-Policy" in page
    done = zhijiao("analyze", kg, "--out", tmp_path / "analysis")
    assert "湖北荆江工程职业学院" in (tmp_path / "analysis" / "index.html").read_text("utf-8")
    assert len(pd.read_csv(tmp_path / "analysis" / "schools.csv")) > 10


def test_the_graph_conforms(kg: Path) -> None:
    done = zhijiao("check", kg)
    assert "conforms" in done.stdout and "documents" in done.stdout


def test_it_explains_itself(run: Run) -> None:
    whole = zhijiao("explain", SAMPLES / "weibei-signing-news.txt").stdout
    assert "→" in whole and "partnersWith" in whole
    second = re.findall(r"^\[(\d+):", whole, re.MULTILINE)[1]
    at = run("explain", SAMPLES / "weibei-signing-news.txt", "--at", second).out
    assert re.findall(r"^\[(\d+):", at, re.MULTILINE) == [second] and at in whole


# --- the server -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(kg: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "zhijiao", "serve", str(kg), "--port", str(port)]
    server = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/search?q=x", timeout=30).read()
                break
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None and time.monotonic() < deadline, "the server did not start"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(20)


def fetch(address: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(address, headers={"Accept": accept})
    content: bytes = urllib.request.urlopen(request, timeout=60).read()
    return content


def test_the_server_answers(address: str) -> None:
    assert "湖北荆江工程职业学院" in fetch(f"{address}/", "text/html").decode("utf-8")
    query = "ASK%20%7B%20%3Fs%20zj%3ApartnersWith%20%3Fo%20%7D"
    prefix = "PREFIX%20zj%3A%20%3Chttps%3A%2F%2Fzhijiao.example%2Fontology%23%3E%20"
    answer = fetch(f"{address}/sparql?query={prefix}{query}", "application/sparql-results+json")
    assert json.loads(answer)["boolean"] is True
    found = json.loads(fetch(f"{address}/api/search?q=%E8%8D%86%E6%B1%9F"))["results"]
    assert "湖北荆江工程职业学院" in [row["name"] for row in found]


def test_a_taken_port_is_told(kg: Path, address: str) -> None:
    port = address.rpartition(":")[2]
    done = zhijiao("serve", kg, "--port", port, code=2)
    assert "--port" in done.stderr and "Traceback" not in done.stderr


# --- quickness --------------------------------------------------------------------------------------------


def test_start_is_quick(tmp_path: Path) -> None:
    """Help, and one page from start to result, in CPU time: it does not count what other programs take."""
    shutil.copy(SAMPLES / "weibei-signing-news.txt", tmp_path / "page.txt")

    def least(*arguments: object) -> float:
        taken = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            zhijiao(*arguments)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(taken)

    assert least("--help") < 0.6
    assert least("explain", tmp_path / "page.txt") < 2.0


def test_heavy_packages_are_imported_when_needed_only() -> None:
    code = (
        "import sys, zhijiao, zhijiao.cli;"
        "heavy = ('pandas', 'spacy', 'rdflib', 'networkx', 'rich', 'pyoxigraph');"
        "print([module for module in heavy if module in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    assert done.stdout.strip() == "[]", done.stderr
