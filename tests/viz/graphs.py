"""Graphs for the tests: tables behind the methods that the pages call."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from graph.network import network
from tests.viz.invented import Tables


class TableGraph:
    """A knowledge graph that is nothing but its two tables."""

    def __init__(self, tables: Tables) -> None:
        self._entities, self._relations = tables.frames()

    def entities(self) -> pd.DataFrame:
        return self._entities.copy()

    def relations(self) -> pd.DataFrame:
        return self._relations.copy()

    def network(self) -> nx.MultiDiGraph[str]:
        return network(self._entities, self._relations)
