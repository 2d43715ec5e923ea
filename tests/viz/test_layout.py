from __future__ import annotations

import itertools
import math

import networkx as nx
import pytest

from viz.layout import place


def overlaps(positions: dict[int, tuple[float, float]], sizes: dict[int, float]) -> int:
    return sum(
        math.dist(positions[a], positions[b]) < (sizes[a] + sizes[b]) * 0.98
        for a, b in itertools.combinations(positions, 2)
    )


def test_nodes_do_not_cover_each_other() -> None:
    graph: nx.Graph[int] = nx.barabasi_albert_graph(150, 2, seed=4)
    graph.add_edges_from((hub, 1000 + hub * 50 + i) for hub in range(6) for i in range(40))
    nx.add_path(graph, [5000, 5001, 5002])
    graph.add_edge(6000, 6001)
    graph.add_nodes_from([7000, 7001, 7002])
    sizes = {n: 6 + min(20.0, graph.degree(n)) for n in graph}
    positions = place(graph, sizes)
    assert positions.keys() == set(graph)
    assert all(math.isfinite(c) for xy in positions.values() for c in xy)
    assert overlaps(positions, sizes) == 0


def test_leaves_sit_around_their_hub() -> None:
    graph: nx.Graph[int] = nx.disjoint_union(nx.star_graph(60), nx.star_graph(60))
    graph.add_edge(0, 61)
    positions = place(graph, dict.fromkeys(graph, 6.0))
    for leaf in range(1, 61):
        assert math.dist(positions[leaf], positions[0]) < math.dist(positions[leaf], positions[61])


def test_positions_do_not_depend_on_the_order_of_insertion() -> None:
    edges = list(nx.barabasi_albert_graph(80, 2, seed=1).edges)
    one: nx.Graph[int] = nx.Graph(edges)
    other: nx.Graph[int] = nx.Graph([(b, a) for a, b in reversed(edges)])
    sizes = dict.fromkeys(range(80), 7.0)
    assert place(one, sizes) == place(other, sizes)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(5), nx.path_graph(2), nx.complete_graph(4)])
def test_small_graphs(graph: nx.Graph[int]) -> None:
    sizes = dict.fromkeys(graph, 8.0)
    positions = place(graph, sizes)
    assert len(positions) == len(graph)
    assert overlaps(positions, sizes) == 0


def test_thousands_of_linked_nodes_are_placed() -> None:
    graph: nx.Graph[int] = nx.barabasi_albert_graph(2500, 2, seed=2)
    positions = place(graph, dict.fromkeys(graph, 6.0))
    assert len(positions) == 2500
    assert all(math.isfinite(c) for xy in positions.values() for c in xy)
