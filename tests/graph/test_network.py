"""Projections and measures, on networks small enough to reckon by hand."""

from __future__ import annotations

import doctest

import networkx as nx
import pytest

import graph.catalogue
import graph.kinds
import graph.names
import graph.network
import graph.rdf
import graph.regions
import ontology.namespaces
import ontology.vocabulary
from graph.knowledge import KnowledgeGraph
from graph.network import (
    betweenness,
    bridges,
    communities,
    cooperation_network,
    measures,
    schools_by_shared_partners,
    summary,
    two_mode,
)


@pytest.mark.parametrize(
    "module",
    [
        graph.network,
        graph.names,
        graph.kinds,
        graph.rdf,
        graph.regions,
        ontology.namespaces,
        ontology.vocabulary,
    ],
    ids=lambda m: m.__name__,
)
def test_examples_in_docstrings_hold(module):
    failed, tried = doctest.testmod(module)
    assert tried and not failed


def test_the_cooperation_network_is_simple_and_undirected(kg: KnowledgeGraph):
    ties = cooperation_network(kg.network())
    one, other = kg.find("云州职业技术学院"), kg.find("云州第二技师学院")
    assert ties[one][other]["weight"] == 2  # one report for cooperation, one for articulation
    assert {d["type"] for _, d in ties.nodes(data=True)} == {"School", "Enterprise"}


def test_two_mode_has_ties_across_only(kg: KnowledgeGraph):
    both = two_mode(kg.network())
    sides = nx.get_node_attributes(both, "bipartite")
    assert all(sides[a] != sides[b] for a, b in both.edges)
    assert nx.is_bipartite(both)


def test_schools_that_share_partners(kg: KnowledgeGraph):
    ((one, other, data),) = schools_by_shared_partners(kg.network()).edges(data=True)
    assert {one, other} == {kg.find("云州职业技术学院"), kg.find("云州第二技师学院")}
    assert data == {"weight": 1, "jaccard": 1 / 3}


def test_measures(kg: KnowledgeGraph):
    table = measures(kg.network()).set_index("name")
    assert table.loc["云州职业技术学院", ["degree", "schools", "weighted_degree"]].tolist() == [3, 1, 5]
    assert table.loc["云州职业技术学院", "cut_point"] and not table.loc["青山仪表厂", "cut_point"]
    assert table.index[0] in {"云州职业技术学院", "云州第二技师学院"}
    assert table.loc["青山仪表厂", "constraint"] == 1.0


def test_figures_of_the_whole(kg: KnowledgeGraph):
    figures = summary(kg.network())
    assert (figures["nodes"], figures["edges"], figures["components"], figures["bridges"]) == (5, 5, 1, 2)
    assert figures["mean_degree"] == 2


def test_an_empty_network_has_figures():
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert measures(empty).empty
    assert summary(empty)["nodes"] == 0


def test_communities_do_not_depend_on_the_order_of_edges():
    g = nx.relabel_nodes(nx.planted_partition_graph(4, 12, 0.6, 0.02, seed=5), str)
    turned: nx.Graph[str] = nx.Graph()
    turned.add_nodes_from(reversed(list(g)))
    turned.add_edges_from((b, a) for a, b in reversed(list(g.edges)))
    assert communities(g) == communities(turned)
    assert bridges(g) == bridges(turned)


def test_large_networks_are_sampled(monkeypatch: pytest.MonkeyPatch):
    g = nx.relabel_nodes(nx.barabasi_albert_graph(600, 2, seed=1), str)
    exact = betweenness(g)
    monkeypatch.setattr(graph.network, "EXACT_BETWEENNESS", 500)
    sampled = betweenness(g)
    assert sampled != exact and sampled == betweenness(g)
    assert sorted(sampled, key=sampled.__getitem__)[-3:] == sorted(exact, key=exact.__getitem__)[-3:]
