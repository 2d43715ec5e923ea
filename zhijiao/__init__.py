"""zhijiao: from what vocational schools publish about themselves to a knowledge graph.

The public Python API::

    import zhijiao

    kg = zhijiao.build(["reports/"], out="kg")      # or zhijiao.open("kg")
    kg.ask("partners", school="…")                  # a named query
    kg.query("SELECT …")                            # SPARQL
    kg.map(focus="…").save("map.html")

Names are imported when they are first used, so ``import zhijiao`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from extract.authority import AuthorityError
    from extract.errors import Error, ReadError
    from extract.records import Extraction
    from graph.export import ExportError
    from graph.knowledge import NameNotFoundError, QueryError
    from graph.store import GraphFolderError
    from zhijiao.api import KG, InputWarning, build, extract, open
    from zhijiao.inputs import InputError

__version__ = "0.1.0"

#: Where each public name lives.
_HOMES: Final = {
    "KG": "zhijiao.api",
    "InputWarning": "zhijiao.api",
    "build": "zhijiao.api",
    "extract": "zhijiao.api",
    "open": "zhijiao.api",
    "Extraction": "extract.records",
    "Error": "extract.errors",
    "ReadError": "extract.errors",
    "AuthorityError": "extract.authority",
    "InputError": "zhijiao.inputs",
    "GraphFolderError": "graph.store",
    "QueryError": "graph.knowledge",
    "NameNotFoundError": "graph.knowledge",
    "ExportError": "graph.export",
}

__all__ = [
    "KG",
    "AuthorityError",
    "Error",
    "ExportError",
    "Extraction",
    "GraphFolderError",
    "InputError",
    "InputWarning",
    "NameNotFoundError",
    "QueryError",
    "ReadError",
    "__version__",
    "build",
    "extract",
    "open",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
