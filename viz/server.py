"""The explorer and the SPARQL endpoint, as one Starlette application.

=====================  =====================================================================================
``/``                  the explorer: the map of the whole graph
``/sparql``            SPARQL 1.1 Protocol, queries only; a page to write them for a browser that brings none
``/id/…``              an entity: its page, or RDF, by the Accept header
``/api/search``        ``q`` (and ``type``, ``limit``): entities by name
``/api/entity``        ``id``: an entity with all that is said of it
``/api/network``       ``focus``, ``depth``: the neighbourhood of an entity
=====================  =====================================================================================
"""

from __future__ import annotations

import html
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote, unquote

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from graph.queries import named_queries
from ontology.namespaces import PREFIXES, RDF
from viz.directory import Directory, bearers, within
from viz.frames import EntityRow, RelationRow, TableSource
from viz.map import build_map
from viz.negotiation import GRAPHS, RESULTS, choose, choose_from
from viz.page import fill, script_json
from viz.sparql import TIME_LIMIT, QueryPool, RefusedError, SparqlRequest
from viz.wording import (
    ATTRIBUTE_LABELS,
    FORWARD_LABELS,
    INVERSE_LABELS,
    STATUS_LABELS,
    TYPE_LOOKS,
)

#: Hosts that a request may name while the server listens on this machine only: a page of another site that
#: has its name resolve to 127.0.0.1 cannot read the graph.
LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
#: Bytes of a query.
LONGEST_QUERY: Final = 1 << 20
_DEEPEST: Final = 3
_WIDEST: Final = 1000

_CSP: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ServedGraph(TableSource, Protocol):
    """What the server needs of a knowledge graph."""

    @property
    def folder(self) -> Path:
        """The folder the graph lives in, its store in ``store``."""

    @property
    def store(self) -> ox.Store:
        """The store, open for reading; its default graph holds the union of all graphs."""

    @property
    def base(self) -> str:
        """The base IRI of the graph's things."""


def create_app(
    kg: ServedGraph, *, hosts: Sequence[str] = LOCAL_HOSTS, seconds: float = TIME_LIMIT
) -> Starlette:
    """Return the application for a graph.

    ``hosts`` are the names under which it may be asked (``["*"]`` for any), ``seconds`` the time a SPARQL
    query may take.
    """
    server = _Server(kg, seconds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        server.pool.close()

    return Starlette(
        routes=[
            Route("/", server.explorer),
            Route("/sparql", server.sparql, methods=["GET", "POST"]),
            Route("/id/{path:path}", server.resource),
            Route("/api/search", server.search),
            Route("/api/entity", server.entity),
            Route("/api/network", server.network),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
            Middleware(GZipMiddleware, minimum_size=4096),
        ],
        exception_handlers={RefusedError: _refused, HTTPException: _failed},
        lifespan=lifespan,
    )


def serve(kg: ServedGraph, *, host: str = "127.0.0.1", port: int = 8000, seconds: float = TIME_LIMIT) -> None:
    """Serve a graph until interrupted; by default for this machine alone."""
    import uvicorn

    # Whoever opens the server to others answers for its names.
    hosts = LOCAL_HOSTS if host in {*LOCAL_HOSTS, "::1"} else ("*",)
    uvicorn.run(create_app(kg, hosts=hosts, seconds=seconds), host=host, port=port, log_level="warning")


class _Server:
    """The answers to all routes, on one graph."""

    def __init__(self, kg: ServedGraph, seconds: float) -> None:
        self._kg = kg
        self.pool = QueryPool(kg.folder / "store", seconds=seconds)

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self._kg)

    @cached_property
    def _paths(self) -> dict[tuple[str, ...], str]:
        """IRIs of entities by their decoded path under the base, however a client has encoded it."""
        base = self._kg.base
        return {_steps(e.id[len(base) :]): e.id for e in self._directory.entities if e.id.startswith(base)}

    @cached_property
    def _map(self) -> str:
        page = build_map(
            self._kg.entities(),
            self._kg.relations(),
            links={"SPARQL": "/sparql"},
            pages=(self._kg.base, "/id/"),
        )
        return page.html

    # --- pages --------------------------------------------------------------------------------------------

    async def explorer(self, request: Request) -> Response:
        """``/``: the map of the whole graph."""
        return _page(await run_in_threadpool(lambda: self._map))

    async def resource(self, request: Request) -> Response:
        """``/id/…``: a page for people, RDF for programs."""
        raw = request.scope.get("raw_path") or quote(request.url.path).encode()
        path = raw.decode("latin-1").partition("?")[0].removeprefix("/id/")
        return await run_in_threadpool(self._resource, path, request)

    def _resource(self, path: str, request: Request) -> Response:
        iri = self._paths.get(_steps(path)) or self._kg.base + _iri_path(path)
        wanted = request.query_params.get("format")
        accept = request.headers.get("accept", "")
        if wanted is not None:
            media = {
                "ttl": "text/turtle",
                "nt": "application/n-triples",
                "jsonld": "application/ld+json",
            }.get(wanted)
        else:
            media = choose(accept, ["text/html", *GRAPHS])
            media = GRAPHS.get(media, media) if media else None
        if media is None:
            raise RefusedError(
                406,
                "可用的格式：HTML、Turtle、N-Triples、JSON-LD。\nFormats: HTML, Turtle, N-Triples, JSON-LD.",
            )
        entity = self._directory.get(iri)
        if media == "text/html" and entity is not None:
            return _page(self._entity_page(entity), vary=True)
        triples = self._triples(iri)
        if not triples:
            raise RefusedError(404, f"图谱中没有 {iri}\nNothing in the graph has the IRI {iri}")
        if media == "text/html":
            media = "text/turtle"
        data = ox.serialize(triples, format=ox.RdfFormat.from_media_type(media), prefixes=dict(PREFIXES))
        return Response(data, media_type=_with_charset(media), headers={"Vary": "Accept", **_SAFE})

    def _triples(self, iri: str) -> list[ox.Triple]:
        """What the graph says of a resource, and the statements that have it as an end."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return []
        store, union = self._kg.store, ox.DefaultGraph()
        about = [q.triple for q in store.quads_for_pattern(node, None, None, union)]
        for end in ("subject", "object"):
            for found in store.quads_for_pattern(None, ox.NamedNode(RDF + end), node, union):
                if isinstance(found.subject, (ox.NamedNode, ox.BlankNode)):
                    about += [q.triple for q in store.quads_for_pattern(found.subject, None, None, union)]
        return list(dict.fromkeys(about))

    def _entity_page(self, entity: EntityRow) -> str:
        address = self._address(entity.id)
        facts = [(ATTRIBUTE_LABELS[name], html.escape(value)) for name, value in entity.attributes]
        facts.append((("出处文献", "Documents"), html.escape("、".join(entity.documents))))
        facts.append((("标识", "Identifier"), f"<code>{html.escape(entity.id)}</code>"))
        groups = "".join(
            f'<section><h2>{_words(label)} <span class="count">{len(ties)}</span></h2>'
            + "".join(self._tie_html(other, rows) for other, rows in ties)
            + "</section>"
            for label, ties in self._groups(entity)
        )
        look = TYPE_LOOKS.get(entity.type)
        return fill(
            "entity.html",
            {
                "csp": html.escape(_CSP.partition("; frame-ancestors")[0]),
                "title": html.escape(entity.name),
                "type": _words((look.zh, look.en)) if look else html.escape(entity.type),
                "colour": look.light if look else "#888888",
                "aliases": html.escape("、".join(entity.aliases)),
                "facts": "".join(f"<dt>{_words(w)}</dt><dd>{value}</dd>" for w, value in facts if value),
                "groups": groups,
                "map": "/#id=" + quote(entity.id, safe=""),
                "address": html.escape(address),
            },
        )

    def _tie_html(self, other: EntityRow, rows: Sequence[RelationRow]) -> str:
        kinds = "".join(
            f'<span class="tag">{html.escape(k)}</span>'
            for k in dict.fromkeys(k for r in rows for k in r.kinds)
        )
        statuses = {r.status for r in rows}
        if "active" not in statuses:
            kinds += "".join(
                f'<span class="tag {html.escape(s)}">{_words(STATUS_LABELS.get(s, (s, s)))}</span>'
                for s in sorted(statuses)
            )
        quotes = "".join(
            f"<blockquote>{html.escape(r.quote)}<cite>"
            + html.escape(" · ".join(filter(None, [r.document, str(r.year or "")])))
            + "</cite></blockquote>"
            for r in rows
        )
        link = f'<a href="{html.escape(self._address(other.id))}">{html.escape(other.name)}</a>'
        return f'<div class="tie">{link} {kinds}{quotes}</div>'

    def _groups(
        self, entity: EntityRow
    ) -> Iterable[tuple[tuple[str, str], list[tuple[EntityRow, list[RelationRow]]]]]:
        """What is said of an entity, by relation and direction, and then by the entity at the other end."""
        groups: dict[tuple[str, str], dict[str, list[RelationRow]]] = {}
        order = list(FORWARD_LABELS)
        rows = [r for r in self._directory.about(entity.id) if r.relation in FORWARD_LABELS]
        for r in sorted(rows, key=lambda r: (order.index(r.relation), r.head != entity.id, r.document)):
            out = r.head == entity.id
            label = (FORWARD_LABELS if out else INVERSE_LABELS)[r.relation]
            groups.setdefault(label, {}).setdefault(r.tail if out else r.head, []).append(r)
        for label, ties in groups.items():
            known = [(other, said) for i, said in ties.items() if (other := self._directory.get(i))]
            yield label, sorted(known, key=lambda t: (-self._directory.partners(t[0].id), t[0].name))

    def _address(self, iri: str) -> str:
        base = self._kg.base
        return "/id/" + quote(iri[len(base) :], safe="/%:@!$&'()*+,;=-._~") if iri.startswith(base) else iri

    # --- SPARQL -------------------------------------------------------------------------------------------

    async def sparql(self, request: Request) -> Response:
        """``/sparql``: SPARQL 1.1 Protocol, the query operation."""
        accept = request.headers.get("accept", "")
        parameters = request.query_params
        if request.method == "GET" and choose(accept, ["application/json", "text/html"]) == "text/html":
            return _page(self._query_page(parameters.get("query", "")), vary=True)
        query, parameters = await _read_query(request)
        answer = await run_in_threadpool(
            self.pool.ask,
            SparqlRequest(
                query,
                parameters.getlist("default-graph-uri"),
                parameters.getlist("named-graph-uri"),
                results_type=choose_from(accept, RESULTS),
                graph_type=choose_from(accept, GRAPHS),
            ),
        )
        return Response(
            answer.content, media_type=_with_charset(answer.media_type), headers={"Vary": "Accept", **_SAFE}
        )

    def _query_page(self, query: str) -> str:
        examples = [
            {"name": q.name, "zh": q.title, "en": q.title_en, "query": q.sparql.strip()}
            for q in named_queries().values()
        ]
        data = {"query": query, "examples": examples, "base": self._kg.base, "prefixes": PREFIXES}
        return fill(
            "query.html",
            {"csp": html.escape(_CSP.partition("; frame-ancestors")[0]), "data": script_json(data)},
        )

    # --- JSON ---------------------------------------------------------------------------------------------

    async def search(self, request: Request) -> Response:
        """``/api/search?q=&type=&limit=``."""
        query = request.query_params.get("q", "")
        limit = _whole(request.query_params, "limit", 20, most=200)
        types = request.query_params.getlist("type")
        found = await run_in_threadpool(lambda: self._directory.search(query, types))
        return _json(
            {"query": query, "total": len(found), "results": [self._brief(e) for e in found[:limit]]}
        )

    async def entity(self, request: Request) -> Response:
        """``/api/entity?id=``: an IRI, or a name that only one entity bears."""
        return _json(await run_in_threadpool(self._entity, request.query_params.get("id", "")))

    def _entity(self, name: str) -> dict[str, Any]:
        entity = self._directory.get(self._one(name, "id"))
        assert entity is not None
        relations = []
        for r in self._directory.about(entity.id):
            out = r.head == entity.id
            other = self._directory.get(r.tail if out else r.head)
            relations.append(
                {
                    "relation": r.relation,
                    "direction": "out" if out else "in",
                    "other": self._brief(other) if other else {"id": r.tail if out else r.head},
                    **_said(r),
                }
            )
        return {
            **self._brief(entity),
            "attributes": dict(entity.attributes),
            "documents": entity.documents,
            "relations": relations,
        }

    async def network(self, request: Request) -> Response:
        """``/api/network?focus=&depth=``: nodes and edges, the most important where there are too many."""
        parameters = request.query_params
        depth = _whole(parameters, "depth", 1, most=_DEEPEST)
        return _json(await run_in_threadpool(self._network, parameters.get("focus", ""), depth))

    def _network(self, focus: str, depth: int) -> dict[str, Any]:
        directory = self._directory
        centre = self._one(focus, "focus") if focus else None
        near = within(directory.relations, {centre}, depth) if centre else {e.id for e in directory.entities}
        kept = sorted(near, key=lambda i: (i != centre, -directory.partners(i), i))[:_WIDEST]
        inside = set(kept)
        edges = [r for r in directory.relations if r.head in inside and r.tail in inside]
        return {
            "focus": centre,
            "depth": depth,
            "total": len(near),
            "nodes": [self._brief(e) for i in kept if (e := directory.get(i))],
            "edges": [{"head": r.head, "relation": r.relation, "tail": r.tail, **_said(r)} for r in edges],
        }

    def _one(self, name: str, parameter: str) -> str:
        if not name:
            raise RefusedError(400, f"缺少参数 {parameter}。\nThe parameter {parameter} is missing.")
        found = {name} if self._directory.get(name) else bearers(self._directory.entities, name)
        if not found:
            raise RefusedError(404, f"图谱中没有“{name}”。\nNothing in the graph is named {name!r}.")
        if len(found) > 1:
            listed = "\n".join(sorted(found))
            raise RefusedError(300, f"“{name}”指多个实体，请用标识：\nSeveral entities:\n{listed}")
        return found.pop()

    def _brief(self, entity: EntityRow) -> dict[str, Any]:
        return {
            "id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "aliases": entity.aliases,
            "partners": self._directory.partners(entity.id),
        }


# --- requests and responses -------------------------------------------------------------------------------

_SAFE: Final = {"X-Content-Type-Options": "nosniff"}


async def _read_query(request: Request) -> tuple[str, QueryParams]:
    """Return the query and the parameters of a SPARQL Protocol request.

    Raises:
        RefusedError: it is none of the protocol's three forms, or asks for an update.
    """
    parameters = request.query_params
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_QUERY:
                raise RefusedError(413, "查询语句太长。\nThe query is too long.")
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusedError(400, "查询语句不是 UTF-8 编码。\nThe query is not UTF-8.") from error
        if kind == "application/sparql-query":
            return text, parameters
        if kind == "application/sparql-update":
            raise RefusedError(400, "此服务只读，不接受更新。\nThis endpoint is read-only.")
        if kind != "application/x-www-form-urlencoded":
            raise RefusedError(
                415,
                "POST 请用 application/sparql-query 或 application/x-www-form-urlencoded。\n"
                "POST application/sparql-query or application/x-www-form-urlencoded.",
            )
        parameters = QueryParams(text)
    if "update" in parameters:
        raise RefusedError(400, "此服务只读，不接受更新。\nThis endpoint is read-only.")
    queries = parameters.getlist("query")
    if len(queries) != 1:
        raise RefusedError(400, "请给出一个 query 参数。\nGive exactly one query parameter.")
    return queries[0], parameters


def _whole(parameters: QueryParams, name: str, default: int, *, most: int) -> int:
    value = parameters.get(name, str(default))
    if not value.isdecimal() or not 0 <= int(value) <= most:
        raise RefusedError(
            400, f"参数 {name} 应为 0 到 {most} 的整数。\n{name} takes a whole number from 0 to {most}."
        )
    return int(value)


def _said(r: RelationRow) -> dict[str, Any]:
    return {
        "kinds": r.kinds,
        "status": r.status,
        "year": r.year,
        "document": r.document,
        "quote": r.quote,
        "confidence": r.confidence,
    }


def _steps(path: str) -> tuple[str, ...]:
    """Path segments, each decoded: equal for all encodings of one path."""
    return tuple(unquote(step) for step in path.split("/"))


def _iri_path(path: str) -> str:
    """The path as the graph's IRIs have it: characters of other scripts plain, what is reserved encoded."""
    return "/".join(
        "".join(c if ord(c) > 0x9F else quote(c, safe="!$&'()*+,;=:@-._~") for c in unquote(step))
        for step in path.split("/")
    )


def _with_charset(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _words(words: tuple[str, str]) -> str:
    return f'<span lang="zh-CN">{html.escape(words[0])}</span><span lang="en">{html.escape(words[1])}</span>'


def _page(content: str, *, vary: bool = False) -> Response:
    headers = {"Content-Security-Policy": _CSP, "Referrer-Policy": "no-referrer", **_SAFE}
    if vary:
        headers["Vary"] = "Accept"
    return HTMLResponse(content.encode("utf-8", errors="replace"), headers=headers)


def _json(data: Mapping[str, Any]) -> Response:
    return JSONResponse(data, headers=_SAFE)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.message}, status_code=error.status, headers=_SAFE)
    return PlainTextResponse(error.message + "\n", status_code=error.status, headers=_SAFE)


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = {404: "没有这个页面。\nThere is no such page.", 405: "不支持这种请求。\nMethod not allowed."}
    message = text.get(error.status_code, error.detail)
    return PlainTextResponse(
        message + "\n", status_code=error.status_code, headers={**(error.headers or {}), **_SAFE}
    )
