"""Every format holds the graph, can be read again, and is the same for equal graphs."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

from extract.records import Entity, Extraction, Mention
from graph.export import FORMATS, ExportError
from graph.knowledge import KnowledgeGraph, open_graph
from graph.store import write_graph
from ontology.namespaces import ZJ
from tests.graph.invented_reports import TEXTS, corpus


def files(path: Path) -> list[bytes]:
    return [path.read_bytes()] if path.is_file() else [p.read_bytes() for p in sorted(path.iterdir())]


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "xlsx"])
def test_equal_graphs_give_equal_files(kg: KnowledgeGraph, tmp_path: Path, format: str):
    write_graph(tmp_path / "kg", reversed(corpus()), TEXTS)
    one = kg.export(tmp_path / "one", format)
    other = open_graph(tmp_path / "kg").export(tmp_path / "other", format)
    assert files(one) == files(other)


def test_csv_reads_back_as_the_tables(kg: KnowledgeGraph, tmp_path: Path):
    kg.export(tmp_path / "out", "csv")
    for name in ("entities", "mentions", "relations"):
        table = getattr(kg, name)()
        read = pd.read_csv(tmp_path / "out" / f"{name}.csv", dtype=str, keep_default_na=False)
        assert list(read.columns) == list(table.columns)
        for column in table.columns:
            expected = ["" if pd.isna(x) else str(x) for x in table[column]]
            assert read[column].tolist() == expected, (name, column)


def test_parquet_reads_back_as_the_tables(kg: KnowledgeGraph, tmp_path: Path):
    kg.export(tmp_path / "out", "parquet")
    for name in ("entities", "mentions", "relations"):
        pd.testing.assert_frame_equal(
            pd.read_parquet(tmp_path / "out" / f"{name}.parquet"), getattr(kg, name)(), check_dtype=False
        )


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(tmp_path: Path):
    name = '=HYPERLINK("http://x")\x01'
    entity = Entity("Enterprise", name, mentions=(Mention(0, len(name)),))
    write_graph(tmp_path / "kg", [Extraction("d", entities=(entity,))], {"d": name})
    book = openpyxl.load_workbook(open_graph(tmp_path / "kg").export(tmp_path / "out.xlsx", "xlsx"))
    assert book.sheetnames == ["entities", "mentions", "relations"]
    cell = book["entities"]["C2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_quads_keep_reports_apart(kg: KnowledgeGraph, tmp_path: Path):
    sizes = set()
    for format in ("nq", "trig", "jsonld"):
        path = kg.export(tmp_path / f"out.{format}", format)
        parser = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}[
            format
        ]
        quads = set(ox.parse(path=path, format=parser))
        assert {q.graph_name.value for q in quads} == {g.value for g in kg.store.named_graphs()}  # type: ignore[union-attr]
        sizes.add(len(quads))
    assert len(sizes) == 1


def test_turtle_is_the_union(kg: KnowledgeGraph, tmp_path: Path):
    graph = rdflib.Graph().parse(kg.export(tmp_path / "out.ttl", "ttl"), format="turtle")
    assert len(graph) == kg.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").iloc[0, 0]  # type: ignore[union-attr]
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{ZJ}School")))) == 2


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_read_back(kg: KnowledgeGraph, tmp_path: Path, format: str, read):
    network, found = kg.network(), read(kg.export(tmp_path / f"out.{format}", format))
    assert (len(found), found.number_of_edges()) == (len(network), network.number_of_edges())
    node = kg.find("云职院")
    assert found.nodes[node]["name"] == found.nodes[node]["label"] == "云州职业技术学院"
    assert {d["relation"] for _, _, d in found.edges(data=True)} == {k for *_, k in network.edges(keys=True)}


def test_control_characters_do_not_break_xml(tmp_path: Path):
    entity = Entity("Enterprise", "北\x0b屿", ("\x00甲",), (("rank", "a\x02b"),), (Mention(0, 3),))
    write_graph(tmp_path / "kg", [Extraction("d", entities=(entity,))], {"d": "北\x0b屿"})
    kg = open_graph(tmp_path / "kg")
    for format in FORMATS:
        kg.export(tmp_path / f"out-{format}", format)
    assert len(nx.read_graphml(tmp_path / "out-graphml")) == len(nx.read_gexf(tmp_path / "out-gexf")) == 1


def test_an_empty_graph_exports(tmp_path: Path):
    write_graph(tmp_path / "kg", [], {})
    kg = open_graph(tmp_path / "kg")
    for format in FORMATS:
        kg.export(tmp_path / f"out-{format}", format)
    assert pd.read_csv(tmp_path / "out-csv" / "relations.csv").empty


def test_unknown_formats_and_places_are_explained(kg: KnowledgeGraph, tmp_path: Path):
    with pytest.raises(ExportError, match="graphml"):
        kg.export(tmp_path / "x", "docx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="无法写入"):
        kg.export(tmp_path / "file", "csv")
