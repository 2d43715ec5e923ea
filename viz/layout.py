"""Where the nodes of a map stand: hubs spread by forces, their leaves fanned in rings around them.

The network of schools and partners is a set of large stars that share some of their points. Laying out every
node by forces gives a hairball; here a node with a single neighbour is a *leaf* and takes a seat in the rings
around that neighbour, and only the rest, each as a disc wide enough for its rings, is laid out by forces
(repulsion and attraction after Jacomy et al. 2014, ForceAtlas2, doi:10.1371/journal.pone.0098679). Discs that
still overlap are pushed apart, and the connected components are packed around the largest.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree  # type: ignore[import-untyped]

Node = TypeVar("Node", bound=Hashable)
Points = npt.NDArray[np.float64]

#: Free space around each node in a large map, in map units (a node's size is its radius in the same units).
GAP = 9.0
#: What is added to it in a small map, where every name should find room.
EASE = 26.0
#: Above this many discs the far field of the repulsion is summed over grid cells instead of pairs.
PAIRWISE_LIMIT = 900
#: The share of the ground that discs cover before they are pushed apart.
COVER = 0.42
#: Up to this many components each looks for a place from the middle outwards.
MANY_COMPONENTS = 300
#: Maps are wider than high: components are packed into an ellipse of this ratio.
ASPECT = 1.55


def place(
    graph: nx.Graph[Node],
    sizes: Mapping[Node, float],
    *,
    order: Mapping[Node, Any] | None = None,
    seed: int = 7,
) -> dict[Node, tuple[float, float]]:
    """Return a position for every node of an undirected graph, so that nodes do not cover each other.

    ``sizes`` are the radii of the nodes; ``order`` is a sort key that decides who sits in the inner rings
    (and breaks ties, so that the result depends on neither set nor insertion order). Isolated nodes are laid
    in rows below the rest. The same graph and seed give the same positions.
    """
    key = order or {node: str(node) for node in graph}
    components = [sorted(c, key=key.__getitem__) for c in nx.connected_components(graph)]
    components.sort(key=lambda c: (-len(c), key[c[0]]))
    linked = [c for c in components if len(c) > 1]
    isolated = [c[0] for c in components if len(c) == 1]

    gap = GAP + EASE * math.exp(-len(graph) / 60)
    placed: list[dict[Node, tuple[float, float]]] = []
    radii: list[float] = []
    for component in linked:
        positions = _centred(_place_component(graph, component, sizes, gap, seed))
        placed.append(positions)
        radii.append(max(math.hypot(x, y) + sizes[n] for n, (x, y) in positions.items()) + 1.5 * gap)
    result: dict[Node, tuple[float, float]] = {}
    for positions, (dx, dy) in zip(placed, _pack(placed, sizes, radii, gap), strict=True):
        result |= {n: (x + dx, y + dy) for n, (x, y) in positions.items()}
    return result | _rows(isolated, sizes, below=max((y for _, y in result.values()), default=0.0))


def _place_component(
    graph: nx.Graph[Node], component: Sequence[Node], sizes: Mapping[Node, float], gap: float, seed: int
) -> dict[Node, tuple[float, float]]:
    """Lay out one connected component around the origin."""
    leaves: dict[Node, list[Node]] = {}
    core: list[Node] = []
    for node in component:
        (first, *others) = graph.neighbors(node)
        if others or (graph.degree(first) == 1 and component.index(node) == 0):
            core.append(node)
        else:
            leaves.setdefault(first, []).append(node)
    seats = {hub: _rings(sizes[hub], [sizes[n] for n in around], gap) for hub, around in leaves.items()}
    reach = {
        node: max((math.hypot(x, y) + sizes[n] for n, (x, y) in zip(leaves[node], seats[node], strict=True)))
        if node in leaves
        else sizes[node]
        for node in core
    }
    index = {node: i for i, node in enumerate(core)}
    pairs = sorted(tuple(sorted((index[a], index[b]))) for a, b in graph.subgraph(core).edges if a != b)
    links = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    spread = _spread(np.array([reach[n] for n in core]) + gap, links, seed)

    result: dict[Node, tuple[float, float]] = {}
    for node, (x, y) in zip(core, spread.tolist(), strict=True):
        result[node] = (x, y)
        turn = math.atan2(y, x)
        for leaf, (dx, dy) in zip(leaves.get(node, ()), seats.get(node, ()), strict=True):
            result[leaf] = (
                x + dx * math.cos(turn) - dy * math.sin(turn),
                y + dx * math.sin(turn) + dy * math.cos(turn),
            )
    return result


def _centred(positions: dict[Node, tuple[float, float]]) -> dict[Node, tuple[float, float]]:
    """Move positions so that the middle of their extent is the origin."""
    xs, ys = zip(*positions.values(), strict=True)
    x0, y0 = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {n: (x - x0, y - y0) for n, (x, y) in positions.items()}


def _rings(hub: float, sizes: Sequence[float], gap: float) -> list[tuple[float, float]]:
    """Seats for leaves of the given radii in concentric rings around a hub at the origin."""
    seats: list[tuple[float, float]] = []
    pitch = 2 * max(sizes) + gap
    radius = hub + 2 * gap + pitch / 2 + min(len(sizes), 24) * 0.6
    left = len(sizes)
    ring = 0
    while left:
        room = max(1, int(2 * math.pi * radius / pitch))
        here = min(room, left)
        # A last ring that is not full keeps its seats evenly spread.
        step = 2 * math.pi / here
        seats += [
            (radius * math.cos(step * (i + ring / 2)), radius * math.sin(step * (i + ring / 2)))
            for i in range(here)
        ]
        left -= here
        radius += pitch
        ring += 1
    return seats


def _spread(reach: Points, links: npt.NDArray[np.int64], seed: int) -> Points:
    """Lay out discs of the given radii, linked pairs near each other, without overlap."""
    n = len(reach)
    if n == 1:
        return np.zeros((1, 2))
    rng = np.random.default_rng(seed)
    degree = np.bincount(links.ravel(), minlength=n).astype(float)
    unit = float(np.sqrt((reach**2).mean()))
    # Weight by disc and degree: wide discs and well linked nodes claim room.
    mass = 1.0 + degree + (reach / unit) ** 2
    angle = rng.uniform(0, 2 * np.pi, n)
    points = np.column_stack([np.cos(angle), np.sin(angle)]) * np.sqrt(rng.uniform(0, 1, n))[:, None]
    points *= unit * math.sqrt(n) * 1.5
    rounds = 220 if n <= PAIRWISE_LIMIT else 120
    heat = unit * math.sqrt(n) * 0.35
    weight = 1.0 / np.sqrt(np.maximum(1.0, np.minimum(degree[links[:, 0]], degree[links[:, 1]])))
    for turn in range(rounds):
        force = _repulsion(points, mass, unit)
        along = points[links[:, 1]] - points[links[:, 0]]
        length = np.hypot(along[:, 0], along[:, 1]) + 1e-9
        free = np.maximum(0.0, length - reach[links[:, 0]] - reach[links[:, 1]])
        pull = along / length[:, None] * (free * weight)[:, None]
        np.add.at(force, links[:, 0], pull)
        np.add.at(force, links[:, 1], -pull)
        force -= points * (0.02 * mass)[:, None]
        step = force / mass[:, None] ** 0.5
        limit = heat * (1 - turn / rounds) ** 1.5 + 0.01 * unit
        norm = np.hypot(step[:, 0], step[:, 1]) + 1e-9
        points = points + step * np.minimum(1.0, limit / norm)[:, None]
    # The forces give the shape; the scale is set so that the discs cover a fixed share of the ground.
    points -= points.mean(axis=0)
    ground = 2 * np.pi * float((points**2).sum(axis=1).mean())
    points *= math.sqrt(float((np.pi * reach**2).sum()) / (COVER * ground))
    return _push_apart(points * [ASPECT**0.35, ASPECT**-0.35], reach)


def _repulsion(points: Points, mass: Points, unit: float) -> Points:
    """Repulsion mass·mass/distance on each point, from all others."""
    n = len(points)
    strength = unit * unit * 0.35
    if n <= PAIRWISE_LIMIT:
        return strength * _field(points, points, mass) * mass[:, None]
    # Far field: cells of a grid act from their centres of mass; near field: pairs within one cell's width.
    low, high = points.min(axis=0), points.max(axis=0)
    width = float((high - low).max()) / 20 + 1e-9
    cell = ((points - low) / width).astype(np.int64)
    label, member = np.unique(cell[:, 0] * 64 + cell[:, 1], return_inverse=True)
    total: Points = np.bincount(member, weights=mass, minlength=len(label)).astype(np.float64)
    centre = np.column_stack(
        [np.bincount(member, weights=mass * points[:, i], minlength=len(label)) / total for i in (0, 1)]
    )
    field = _field(points, centre, total, own=member)
    pairs = cKDTree(points).query_pairs(width / 2, output_type="ndarray")
    if len(pairs) > 400_000:
        pairs = pairs[:: len(pairs) // 400_000 + 1]
    away = points[pairs[:, 0]] - points[pairs[:, 1]]
    away /= ((away**2).sum(axis=1) + 1.0)[:, None]
    np.add.at(field, pairs[:, 0], away * mass[pairs[:, 1]][:, None])
    np.add.at(field, pairs[:, 1], -away * mass[pairs[:, 0]][:, None])
    return strength * field * mass[:, None]


def _field(points: Points, sources: Points, mass: Points, own: npt.NDArray[np.int64] | None = None) -> Points:
    """Sum of mass·direction/distance from the sources; ``own`` names the source to leave out per point."""
    dx = points[:, 0, None] - sources[None, :, 0]
    dy = points[:, 1, None] - sources[None, :, 1]
    pull = mass[None, :] / (dx * dx + dy * dy + 1.0)
    if own is not None:
        pull[np.arange(len(points)), own] = 0.0
    return np.column_stack([(dx * pull).sum(axis=1), (dy * pull).sum(axis=1)])


def _push_apart(points: Points, radii: Points, rounds: int = 160) -> Points:
    """Move overlapping discs apart, the smaller one further, until none overlap (or the rounds are over)."""
    points = points.copy()
    widest = float(radii.max())
    small = radii <= 3 * float(np.median(radii))
    big = np.flatnonzero(~small)
    for _ in range(rounds):
        tree = cKDTree(points)
        # Pairs of ordinary discs by one radius for all; the few wide discs against everything.
        near = tree.query_pairs(2 * float(radii[small].max(initial=0.0)), output_type="ndarray")
        wide = [
            (min(i, j), max(i, j))
            for i in big.tolist()
            for j in tree.query_ball_point(points[i], float(radii[i]) + widest)
            if i != j
        ]
        pairs = np.unique(np.vstack([near, np.array(wide, dtype=near.dtype).reshape(-1, 2)]), axis=0)
        a, b = pairs[:, 0], pairs[:, 1]
        away = points[b] - points[a]
        distance = np.hypot(away[:, 0], away[:, 1])
        overlap = radii[a] + radii[b] - distance
        hit = overlap > 1e-3
        if not hit.any():
            break
        a, b, away, distance, overlap = a[hit], b[hit], away[hit], distance[hit], overlap[hit]
        still = distance < 1e-6
        away[still] = np.column_stack([np.cos(a[still] * 2.4), np.sin(a[still] * 2.4)])
        distance[still] = 1.0
        direction = away / distance[:, None]
        share = (radii[a] ** 2 / (radii[a] ** 2 + radii[b] ** 2))[:, None]
        shift = direction * (overlap * 0.55)[:, None]
        move = np.zeros_like(points)
        count = np.zeros(len(points))
        np.add.at(move, a, -shift * (1 - share))
        np.add.at(move, b, shift * share)
        np.add.at(count, a, 1.0)
        np.add.at(count, b, 1.0)
        points += move / np.maximum(1.0, np.sqrt(count))[:, None]
    return points


def _pack(
    placed: Sequence[Mapping[Node, tuple[float, float]]],
    sizes: Mapping[Node, float],
    radii: Sequence[float],
    gap: float,
) -> list[tuple[float, float]]:
    """Offsets that put the components beside each other: the largest in the middle, others around it.

    A component after the first counts as a disc; the first as the discs of its own nodes, so that small
    components may use its bays. Each takes the first free place on a spiral from the middle.
    """
    if not placed:
        return []
    taken = [(x, y, sizes[n] + 2 * gap) for n, (x, y) in placed[0].items()]
    offsets = [(0.0, 0.0)]
    angle = 0.0
    for count, radius in enumerate(radii[1:]):
        discs = np.array(taken)
        # With a great many components, small ones no longer look for gaps further in.
        angle = max(0.0, angle - 4 * math.pi) if count > MANY_COMPONENTS else 0.0
        while True:
            distance = 6.0 * angle
            x, y = ASPECT**0.5 * distance * math.cos(angle), distance / ASPECT**0.5 * math.sin(angle)
            if (np.hypot(discs[:, 0] - x, discs[:, 1] - y) >= discs[:, 2] + radius).all():
                break
            angle += min(0.35, max(0.02, radius / (distance + radius) / 2))
        offsets.append((x, y))
        taken.append((x, y, radius))
    return offsets


def _rows(
    nodes: Iterable[Node], sizes: Mapping[Node, float], below: float
) -> dict[Node, tuple[float, float]]:
    """Seats in centred rows under the map for nodes without a neighbour."""
    nodes = list(nodes)
    columns = max(1, math.ceil(math.sqrt(len(nodes)) * 2))
    pitch = 2 * max((sizes[n] for n in nodes), default=1.0) + 2 * GAP
    return {
        node: ((i % columns - (columns - 1) / 2) * pitch, below + (2 + i // columns) * pitch)
        for i, node in enumerate(nodes)
    }
