"""The graph as a network, its projections, and the measures of who holds it together.

Every measure is networkx's own; this module makes the right network for it and says what the figures mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import networkx as nx
import pandas as pd

#: Types that cooperate: the nodes of the cooperation network.
PARTNERS: Final = ("School", "Enterprise", "Organization")
#: Relations that make two nodes of the cooperation network neighbours.
COOPERATION: Final = ("partnersWith", "articulatesWith")
#: Above this many nodes betweenness is estimated from a sample of sources.
EXACT_BETWEENNESS: Final = 1500
_SAMPLE: Final = 400
_SEED: Final = 20


def network(
    entities: pd.DataFrame, relations: pd.DataFrame, statuses: Collection[str] | None = ("active",)
) -> nx.MultiDiGraph[str]:
    """Return the network of all entities and relations.

    Args:
        entities: the table `KnowledgeGraph.entities`.
        relations: the table `KnowledgeGraph.relations`.
        statuses: which relations to take in; None for all.

    Returns:
        a directed multigraph. Nodes are IRIs with the columns of the table of entities as attributes (``id``
        aside, empty ones left out). Edges have the relation as key and the attributes ``relation``, ``kind``
        and ``documents`` (joined with ``|``), ``status``, ``year`` (the latest, where known), ``confidence``
        (the highest), ``weight`` (how many documents state it) and ``evidence`` (the most certain quote).
    """
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in entities.to_dict("records"):
        attributes = {str(k): _plain(v) for k, v in row.items() if k != "id" and not _empty(v)}
        result.add_node(str(row["id"]), **attributes)
    if statuses is not None:
        relations = relations[relations["status"].isin(list(statuses))]
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in relations.to_dict("records"):
        groups[str(row["head"]), str(row["relation"]), str(row["tail"])].append(
            {str(k): v for k, v in row.items()}
        )
    for (head, relation, tail), rows in sorted(groups.items()):
        result.add_edge(head, tail, key=relation, **_edge(relation, rows))
    return result


def _edge(relation: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    best = min(rows, key=lambda r: (-r["confidence"], r["document"]))
    order = ("active", "planned", "ended")
    edge: dict[str, Any] = {
        "relation": relation,
        "kind": "|".join(sorted({k for r in rows for k in r["kind"].split("|") if k})),
        "status": min((r["status"] for r in rows), key=order.index),
        "documents": "|".join(sorted({r["document"] for r in rows})),
        "confidence": float(best["confidence"]),
        "weight": len({r["document"] for r in rows}),
        "evidence": best["evidence"],
    }
    years = [int(r["year"]) for r in rows if not _empty(r["year"])]
    if years:
        edge["year"] = max(years)
    return edge


def _empty(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or value != value


def _plain(value: Any) -> Any:
    """Return a Python number for a numpy one, so that every writer takes it."""
    return value.item() if hasattr(value, "item") else value


# --- projections ------------------------------------------------------------------------------------------


def cooperation_network(
    graph: nx.MultiDiGraph[str],
    types: Collection[str] = PARTNERS,
    relations: Collection[str] = COOPERATION,
) -> nx.Graph[str]:
    """Return the simple, undirected network of who works with whom.

    Nodes are those of ``types`` that have at least one tie; ``weight`` adds up the documents of a tie.

    >>> g = nx.MultiDiGraph()
    >>> g.add_node("s", type="School"); g.add_node("f", type="Enterprise")
    >>> _ = g.add_edge("s", "f", key="partnersWith", weight=2)
    >>> sorted(cooperation_network(g).edges(data="weight"))
    [('s', 'f', 2)]
    """
    result: nx.Graph[str] = nx.Graph()
    for head, tail, relation, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        if relation not in relations or head == tail:
            continue
        if graph.nodes[head].get("type") not in types or graph.nodes[tail].get("type") not in types:
            continue
        weight = data.get("weight", 1)
        for node in (head, tail):
            if node not in result:
                result.add_node(node, **graph.nodes[node])
        if result.has_edge(head, tail):
            result[head][tail]["weight"] += weight
        else:
            result.add_edge(head, tail, weight=weight)
    return result


def two_mode(graph: nx.MultiDiGraph[str], partners: Collection[str] = ("Enterprise",)) -> nx.Graph[str]:
    """Return the two-mode network of schools and their partners of the given types.

    Only ties across the two sides are kept; nodes carry ``bipartite`` = 0 (schools) or 1 (partners), as
    `networkx.algorithms.bipartite` expects.
    """
    whole = cooperation_network(graph, {"School", *partners}, ("partnersWith",))
    result: nx.Graph[str] = nx.Graph()
    for head, tail, data in whole.edges(data=True):
        sides = {whole.nodes[head]["type"] == "School", whole.nodes[tail]["type"] == "School"}
        if len(sides) == 2:
            for node in (head, tail):
                attributes = whole.nodes[node]
                result.add_node(node, bipartite=int(attributes["type"] != "School"), **attributes)
            result.add_edge(head, tail, **data)
    return result


def schools_by_shared_partners(
    graph: nx.MultiDiGraph[str], partners: Collection[str] = ("Enterprise", "Organization")
) -> nx.Graph[str]:
    r"""Return the one-mode projection of schools: an edge's weight is the number of partners they share.

    Each edge also has ``jaccard``, the share of common partners among all partners of the two,

    .. math:: J(u, v) = \frac{|N(u) \cap N(v)|}{|N(u) \cup N(v)|}

    >>> g = nx.MultiDiGraph()
    >>> g.add_nodes_from(["a", "b"], type="School"); g.add_nodes_from(["x", "y"], type="Enterprise")
    >>> _ = g.add_edges_from([("a", "x", "partnersWith"), ("b", "x", "partnersWith"),
    ...                       ("b", "y", "partnersWith")])
    >>> schools_by_shared_partners(g)["a"]["b"]
    {'weight': 1, 'jaccard': 0.5}

    References:
        M. E. J. Newman, "Scientific collaboration networks. II", Physical Review E 64, 016132 (2001).
    """
    both = two_mode(graph, partners)
    schools = sorted(n for n in both if both.nodes[n]["bipartite"] == 0)
    result: nx.Graph[str] = nx.Graph()
    result.add_nodes_from((n, both.nodes[n]) for n in schools)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for partner in both:
        if both.nodes[partner]["bipartite"] == 1:
            around = sorted(both[partner])
            for i, one in enumerate(around):
                for other in around[i + 1 :]:
                    shared[one, other] += 1
    for (one, other), count in sorted(shared.items()):
        union = both.degree[one] + both.degree[other] - count
        result.add_edge(one, other, weight=count, jaccard=count / union)
    return result


# --- measures ---------------------------------------------------------------------------------------------


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    r"""Return the share of shortest paths that pass through each node.

    .. math:: c_B(v) = \frac{2}{(n-1)(n-2)} \sum_{s<t} \frac{\sigma(s, t \mid v)}{\sigma(s, t)}

    with :math:`\sigma(s, t)` the number of shortest paths and :math:`\sigma(s, t \mid v)` of those through
    *v*. Above `EXACT_BETWEENNESS` nodes it is estimated from a fixed sample of sources (Brandes & Pich).

    >>> betweenness(nx.path_graph(["a", "b", "c"]))
    {'a': 0.0, 'b': 1.0, 'c': 0.0}

    References:
        U. Brandes, "A faster algorithm for betweenness centrality", J. Mathematical Sociology 25 (2001);
        U. Brandes and C. Pich, "Centrality estimation in large networks", Int. J. Bifurcation and Chaos 17
        (2007).
    """
    sample = _SAMPLE if len(graph) > EXACT_BETWEENNESS else None
    values: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=_SEED)
    return values


def communities(graph: nx.Graph[str]) -> list[set[str]]:
    r"""Return groups of nodes with more ties inside than chance would give, the largest first.

    Louvain's method raises the modularity

    .. math:: Q = \sum_{c} \left[ \frac{L_c}{m} - \left(\frac{k_c}{2m}\right)^2 \right]

    (:math:`L_c` ties inside, :math:`k_c` sum of degrees, *m* all ties), started from a fixed seed and nodes
    in sorted order, so that equal graphs give equal communities.

    >>> g = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y"), ("y", "z"), ("x", "z")])
    >>> [sorted(c) for c in communities(g)]
    [['a', 'b', 'c'], ['x', 'y', 'z']]

    References:
        V. D. Blondel et al., "Fast unfolding of communities in large networks", J. Stat. Mech. P10008 (2008).
    """
    found = nx.community.louvain_communities(_in_order(graph), weight="weight", seed=_SEED)
    return sorted((set(c) for c in found), key=lambda c: (-len(c), min(c)))


def constraint(graph: nx.Graph[str], nodes: Iterable[str] | None = None) -> dict[str, float]:
    r"""Return Burt's constraint: low where a node's contacts do not know each other (structural holes).

    .. math:: c(v) = \sum_{w \in N(v) \setminus \{v\}} \Bigl( p_{vw} + \sum_{u} p_{vu} p_{uw} \Bigr)^2

    with :math:`p_{vw}` the share of *v*'s ties that go to *w*. Isolated nodes have none and are left out.

    >>> star = constraint(nx.star_graph(3))
    >>> round(star[0], 3), star[1]
    (0.333, 1.0)

    References:
        R. S. Burt, "Structural holes and good ideas", American Journal of Sociology 110 (2004).
    """
    if not graph:
        return {}
    values: dict[str, float] = nx.constraint(_in_order(graph), nodes=None if nodes is None else sorted(nodes))
    return {n: value for n, value in values.items() if value == value}


def bridges(graph: nx.Graph[str]) -> list[tuple[str, str]]:
    """Return the ties without which the network falls apart, sorted.

    >>> bridges(nx.path_graph(["a", "b", "c"]))
    [('a', 'b'), ('b', 'c')]

    References:
        R. E. Tarjan, "A note on finding the bridges of a graph", Information Processing Letters 2 (1974).
    """
    found = [tuple(sorted(edge)) for edge in nx.bridges(graph)]
    return sorted((one, other) for one, other in found)


def measures(graph: nx.MultiDiGraph[str]) -> pd.DataFrame:
    """Return the measures of every node of the cooperation network, the most central first.

    Columns: ``id``, ``name``, ``type``, ``degree`` (partners), ``schools`` (partners that are schools),
    ``weighted_degree`` (documents), ``betweenness``, ``constraint``, ``community`` (1 = the largest) and
    ``cut_point`` (True where the network would fall apart without it).
    """
    ties = cooperation_network(graph)
    between, held = betweenness(ties), constraint(ties)
    member = {n: i for i, group in enumerate(communities(ties), start=1) for n in group}
    cuts = set(nx.articulation_points(ties))
    rows = [
        {
            "id": n,
            "name": ties.nodes[n].get("name", n),
            "type": ties.nodes[n].get("type", ""),
            "degree": ties.degree[n],
            "schools": sum(ties.nodes[m].get("type") == "School" for m in ties[n]),
            "weighted_degree": sum(data.get("weight", 1) for data in ties[n].values()),
            "betweenness": between[n],
            "constraint": held.get(n, float("nan")),
            "community": member[n],
            "cut_point": n in cuts,
        }
        for n in sorted(ties)
    ]
    columns = list(rows[0]) if rows else _MEASURES
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["degree", "betweenness", "id"], ascending=[False, False, True], ignore_index=True, kind="stable"
    )


_MEASURES: Final = [
    "id",
    "name",
    "type",
    "degree",
    "schools",
    "weighted_degree",
    "betweenness",
    "constraint",
    "community",
    "cut_point",
]


def summary(graph: nx.MultiDiGraph[str]) -> Mapping[str, float]:
    """Return figures of the cooperation network as a whole.

    ``nodes``, ``edges``, ``density``, ``components``, ``largest_component`` (share of nodes in it),
    ``mean_degree``, ``bridges`` and ``modularity`` of the communities found.
    """
    ties = cooperation_network(graph)
    n, m = ties.number_of_nodes(), ties.number_of_edges()
    components = [len(c) for c in nx.connected_components(ties)]
    return {
        "nodes": n,
        "edges": m,
        "density": nx.density(ties) if n > 1 else 0.0,
        "components": len(components),
        "largest_component": max(components) / n if n else 0.0,
        "mean_degree": 2 * m / n if n else 0.0,
        "bridges": len(bridges(ties)),
        "modularity": nx.community.modularity(ties, communities(ties)) if m else 0.0,
    }


def _in_order(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the graph with nodes and edges in sorted order, on which random choices then repeat."""
    result: nx.Graph[str] = nx.Graph()
    result.add_nodes_from(sorted(graph))
    edges = [(min(a, b), max(a, b), data) for a, b, data in graph.edges(data=True)]
    for one, other, data in sorted(edges, key=lambda e: e[:2]):
        result.add_edge(one, other, **data)
    return result
