"""Answers SPARQL queries in a process of its own, which can be ended when a query takes too long.

Run as a script with the folder of an Oxigraph store. Each line of standard input is a request, a JSON object;
each answer is a line of JSON (``status`` and, where it is ``ok``, ``type`` and ``length``) and then as many
bytes as ``length`` says. It imports nothing but pyoxigraph, so that it starts at once.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any, BinaryIO

import pyoxigraph as ox

#: A query that needs more memory ends its own process, not the machine (bytes; where the system can say so).
MEMORY = 4 << 30


class _TooLargeError(Exception):
    pass


class _Limited(io.BytesIO):
    """Takes what is written, up to a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._limit:
            raise _TooLargeError
        return super().write(data)


def answer(store: ox.Store, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Run one query; return the line of JSON and the bytes that follow it."""
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in request["named"]]
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
        ox.NamedNode(iri) for iri in request["default"]
    ]
    try:
        result = store.query(
            request["query"],
            prefixes=request["prefixes"],
            # With any graph named, the dataset holds these and no others (SPARQL 1.1 Protocol, 2.1.4).
            default_graph=default if default or named else None,
            named_graphs=named if default or named else None,
        )
        graph = isinstance(result, ox.QueryTriples)
        media = request["graph_type" if graph else "results_type"]
        if media is None:
            return {"status": "not-acceptable", "graph": graph}, b""
        output = _Limited(request["largest"])
        if isinstance(result, ox.QueryTriples):
            found = ox.RdfFormat.from_media_type(media)
            ox.serialize(result, output, format=found, prefixes=request["prefixes"])
        else:
            result.serialize(output, format=ox.QueryResultsFormat.from_media_type(media))
    except _TooLargeError:
        return {"status": "too-large"}, b""
    except (SyntaxError, ValueError, RuntimeError) as error:
        return {"status": "invalid", "message": str(error)}, b""
    except OSError as error:
        return {"status": "failed", "message": str(error)}, b""
    content = output.getvalue()
    return {"status": "ok", "type": media, "length": len(content)}, content


def serve(store: ox.Store, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        head, content = answer(store, json.loads(line))
        answers.write(json.dumps(head).encode() + b"\n" + content)
        answers.flush()


def _bound_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):
        # The time limit still holds.
        return


if __name__ == "__main__":
    _bound_memory()
    serve(ox.Store.read_only(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
