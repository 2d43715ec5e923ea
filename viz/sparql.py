"""The SPARQL endpoint's inside: what a request asks, what is refused, and workers that answer in time."""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ontology.namespaces import PREFIXES

#: Seconds a query may take.
TIME_LIMIT: Final = 20.0
#: Bytes an answer may have.
LARGEST_ANSWER: Final = 128 << 20

_TOKENS: Final = re.compile(
    r"""
      (?P<skip>
        \#[^\n\r]*
      | <[^<>"{}|^`\\\s]*>
      | '''(?:[^'\\]|\\.|'(?!''))*''' | \"""(?:[^"\\]|\\.|"(?!""))*\"""
      | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*"
      | [?$]\w+
      | @[A-Za-z][A-Za-z0-9-]*
      | (?:[^\W\d_][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*
      )
    | (?P<word>[A-Za-z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_FORMS: Final = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query, the graphs it is asked of (all where none are named), and the media types for its answer."""

    query: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    results_type: str | None = "application/sparql-results+json"
    graph_type: str | None = "text/turtle"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in its serialisation."""

    media_type: str
    content: bytes


class RefusedError(Exception):
    """A query that gets no answer: the HTTP status, and why, in plain words."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status: Final = status
        self.message: Final = message


def check(query: str) -> None:
    """Refuse what this endpoint does not do: updates, and SERVICE, which would ask other hosts.

    Raises:
        RefusedError: it is empty, an update, or names SERVICE.
    """
    words = [m["word"].upper() for m in _TOKENS.finditer(query) if m["word"]]
    if not query.strip():
        raise RefusedError(400, "没有查询语句。请在参数 query 中给出 SPARQL。\nThere is no query.")
    form = next((w for w in words if w in _UPDATES or w in _FORMS), "")
    if form in _UPDATES:
        raise RefusedError(
            400,
            "此服务只读，不接受更新。要改变图谱，请用 zhijiao build。\n"
            "This endpoint is read-only; updates are not accepted.",
        )
    if "SERVICE" in words:
        raise RefusedError(
            400,
            "不支持 SERVICE：此服务不访问其他主机。\n"
            "SERVICE is not supported: this endpoint asks no other host.",
        )


@dataclass
class QueryPool:
    """Processes that answer queries on a store, each one query at a time, started when first needed.

    ``seconds`` bounds the time of a query, ``largest`` the bytes of an answer, ``size`` how many run at once.
    """

    store: Path
    size: int = 2
    seconds: float = TIME_LIMIT
    largest: int = LARGEST_ANSWER
    prefixes: Mapping[str, str] = field(default_factory=lambda: dict(PREFIXES))

    def __post_init__(self) -> None:
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for _ in range(self.size):
            self._idle.put(_Worker(self.store))

    def ask(self, request: SparqlRequest) -> Answer:
        """Answer a query; blocks up to the time limit.

        Raises:
            RefusedError: the query is refused or invalid (400), has no serialisation that the client takes
                (406), takes too long or asks for too much (503, 413), or failed (500).
        """
        check(request.query)
        until = time.monotonic() + self.seconds
        try:
            worker = self._idle.get(timeout=self.seconds)
        except queue.Empty:
            raise RefusedError(503, "查询太多，请稍后再试。\nToo many queries at once; try again.") from None
        try:
            head, content = worker.ask(
                {
                    "query": request.query,
                    "default": list(request.default_graphs),
                    "named": list(request.named_graphs),
                    "results_type": request.results_type,
                    "graph_type": request.graph_type,
                    "prefixes": dict(self.prefixes),
                    "largest": self.largest,
                },
                until,
            )
        finally:
            self._idle.put(worker)
        return self._read(head, content)

    def _read(self, head: Mapping[str, Any], content: bytes) -> Answer:
        match head["status"]:
            case "ok":
                return Answer(head["type"], content)
            case "invalid":
                raise RefusedError(
                    400, f"SPARQL 语法有误：{head['message']}\nThe query is not valid: {head['message']}"
                )
            case "not-acceptable":
                offer = "Turtle, N-Triples, JSON-LD, RDF/XML" if head["graph"] else "JSON, XML, CSV, TSV"
                raise RefusedError(406, f"可用的格式：{offer}。\nAvailable formats: {offer}.")
            case "too-large":
                raise RefusedError(
                    413,
                    f"结果超过 {self.largest >> 20} MB，请加 LIMIT，或用 zhijiao export 导出。\n"
                    f"The answer exceeds {self.largest >> 20} MB: add a LIMIT, or export the graph.",
                )
            case "timeout":
                raise RefusedError(
                    503,
                    f"查询超过 {self.seconds:g} 秒，已停止。请缩小范围或加 LIMIT。\n"
                    f"The query took more than {self.seconds:g} seconds and was stopped.",
                )
            case _:
                message = head.get("message") or "-"
                raise RefusedError(
                    500,
                    f"查询没有完成（可能占用内存过多）：{message}\n"
                    f"The query did not finish (out of memory, perhaps): {message}",
                )

    def close(self) -> None:
        """End all processes that are idle; those at work end with their query."""
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().stop()


class _Worker:
    """One process of `viz.query_worker`."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: Mapping[str, Any], until: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer; the process does not outlive a missed deadline."""
        process = self._running()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(max(0.0, until - time.monotonic()), end)
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            head: dict[str, Any] = json.loads(process.stdout.readline())
            content = process.stdout.read(head.get("length", 0))
            if len(content) < head.get("length", 0):
                raise EOFError
            return head, content
        except (OSError, ValueError, EOFError):
            self.stop()
            return {"status": "timeout" if late.is_set() else "crashed"}, b""
        finally:
            timer.cancel()
            if late.is_set():
                self.stop()

    def stop(self) -> None:
        """End the process; the next request starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):
                process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            script = Path(__file__).with_name("query_worker.py")
            # -P keeps the script's own folder off the import path: its modules are no top-level ones.
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(script), str(self._store)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process
