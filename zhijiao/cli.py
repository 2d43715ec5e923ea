"""The command line: one function a command.

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from extract.errors import Error
from ontology.terms import ENTITY_TYPES, RELATIONS
from zhijiao import __version__
from zhijiao.terminal import complain, console, printable, progress, say, show_table

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

    from viz.page import Page
    from zhijiao.api import KG

#: Done, but something was left out or found wanting.
_INCOMPLETE: Final = 1
#: Wrong usage, or nothing could be done.
_FAILED: Final = 2
_INTERRUPTED: Final = 130

app = typer.Typer(
    name="zhijiao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=(
        "把职业院校公开的报告、简介和新闻变成知识图谱，每条关系都附原文。\n\n"
        "From what vocational schools publish to a knowledge graph with the sentence behind every edge."
    ),
)

Graph = Annotated[
    Path, typer.Argument(metavar="KG", help="图谱文件夹 the graph's folder", show_default=False)
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="只显示结果和错误 show results and errors only", show_default=False),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="显示更多细节 tell more, errors in full", show_default=False)
]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhijiao {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="显示版本 show the version",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Take the options of the program itself."""


@app.command()
def build(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT",
            help="文档或文件夹（含子文件夹中的 *.txt）documents or folders",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="KG", help="图谱文件夹 the graph's folder", show_default=False),
    ],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, metavar="N", help="进程数，默认用全部核心 processes, by default one a core"
        ),
    ] = None,
    authority: Annotated[
        list[Path] | None,
        typer.Option(
            "--authority",
            "-a",
            metavar="FILE.csv",
            help="权威名单（学校、企业、专业），可重复 a list of names to rely on, repeatable",
            show_default=False,
        ),
    ] = None,
    no_quotes: Annotated[
        bool,
        typer.Option(
            "--no-quotes",
            help="不保存原文引句，只留位置 leave quotes out, keep their offsets",
            show_default=False,
        ),
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="IRI", help="实体标识的前缀 base IRI of the graph's things", show_default=False
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """建立或更新图谱。Build a graph from documents.

    读不了的文件会逐一指明，其余照常处理。Files that cannot be read are named, the others are done.
    """
    from zhijiao.building import build_graph

    signal.signal(signal.SIGTERM, _interrupt)
    began = time.perf_counter()
    try:
        with progress("抽取", quiet=quiet) as follow:
            outcome = build_graph(
                inputs,
                out,
                jobs=jobs,
                authority=authority or (),
                quotes=not no_quotes,
                base=base,
                follow=follow,
            )
    except KeyboardInterrupt:
        complain("已中断，图谱没有改动。\nInterrupted; the graph was left as it was.")
        raise typer.Exit(_INTERRUPTED) from None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--base") from error
    seconds = time.perf_counter() - began
    for failure in outcome.failures.values():
        complain(failure)
    for notice in outcome.notices:
        complain(notice, label="注意")
    if verbose:
        for row in outcome.report["documents"]:
            notes = "".join(f"；{note}" for note in row["notes"])
            counted = f"{row['characters']} 字，{row['entities']} 个实体，{row['relations']} 条关系"
            say(f"{row['document']}：{counted}{notes}")
    if not quiet:
        _show_summary(outcome.folder)
        reused = f"（另有 {outcome.reused} 份未变，沿用已有结果）" if outcome.reused else ""
        print(
            f"读取 {outcome.extracted} 份文档、{outcome.characters} 字{reused}，用时 {seconds:.1f} 秒。"
            f"图谱在 {printable(str(outcome.folder))}"
        )
    if outcome.failures:
        if not quiet:
            say(f"{len(outcome.failures)} 个输入未能读取，详见 {outcome.folder / 'build-report.json'}")
        raise typer.Exit(_INCOMPLETE)


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _show_summary(folder: Path) -> None:
    from viz.wording import TYPE_LOOKS
    from zhijiao.summary import summarise

    found = summarise(folder)
    entities = [(TYPE_LOOKS[t].zh, t, n) for t, n in found.entities.items() if n]
    show_table(["实体", "类型", "数量"], [*entities, ("合计", "", sum(found.entities.values()))])
    print()
    relations = [
        (RELATIONS[r].zh, r, found.relations[r], found.inactive[r] or None)
        for r in RELATIONS
        if found.relations[r] or found.inactive[r]
    ]
    total = sum(found.relations.values()), sum(found.inactive.values()) or None
    show_table(["关系", "名称", "数量", "拟议或已止"], [*relations, ("合计", "", *total)])
    print()
    kinds = sorted(((n, k) for k, n in found.kinds.items() if n), reverse=True)
    if kinds:
        print("合作方式：" + "、".join(f"{k} {n}" for n, k in kinds))
    print(f"图谱共 {found.documents} 份文档")


@app.command()
def export(
    kg: Graph,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="写到哪里 where to write", show_default=False)],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="F",
            help="csv | parquet | xlsx | ttl | trig | nq | jsonld | graphml | gexf；"
            "默认看扩展名 by default from OUT's extension",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """导出图谱。Export a graph for other tools.

    csv 和 parquet 写一个文件夹，其余写一个文件。csv and parquet write a folder, the others one file.
    """
    from graph.export import FORMATS

    chosen = format or out.suffix.lower().removeprefix(".")
    if chosen not in FORMATS:
        raise typer.BadParameter(
            f"“{chosen}”不是导出格式 is no format; 可用 there are: {' '.join(FORMATS)}", param_hint="--format"
        )
    written = _open(kg).export(out, chosen)
    if not quiet:
        print(f"已导出 {printable(str(written))}")


@app.command()
def query(
    kg: Graph,
    text: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help="SPARQL 查询 a SPARQL query", show_default=False)
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="F.rq", help="查询在文件中 the query is in a file", show_default=False
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", "-n", metavar="NAME", help="预置查询 a named query", show_default=False),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="预置查询的参数 its parameters", show_default=False),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="F",
            help="table | csv | json | ttl；默认 table，图结果为 ttl; by default table, ttl for graphs",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """查询图谱。Ask a graph, with SPARQL or a named query.

    不给查询则列出预置查询。Without a query, the named ones are listed.
    """
    if sum(given is not None for given in (text, file, name)) > 1:
        raise typer.BadParameter("QUERY、--file、--name 只能给一个 give one of QUERY, --file and --name")
    if settings and name is None:
        raise typer.BadParameter("只与 --name 连用 goes with --name only", param_hint="--set")
    if format not in {None, "table", "csv", "json", "ttl"}:
        raise typer.BadParameter(f"“{format}”：table、csv、json、ttl", param_hint="--format")
    graph = _open(kg)
    if name is not None:
        answer: pd.DataFrame | bool | rdflib.Graph = graph.ask(name, **_parameters(settings or []))
    elif text is not None or file is not None:
        answer = graph.query(text if text is not None else _read_query(file))
    else:
        _list_queries()
        return
    _show_answer(answer, format)


def _parameters(settings: list[str]) -> dict[str, str]:
    parameters = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"“{setting}”应写作 KEY=VALUE", param_hint="--set")
        parameters[key.strip()] = value
    return parameters


def _read_query(file: Path | None) -> str:
    assert file is not None
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Error(
            f"无法读取查询文件“{file}”：{error}\nCannot read the query file {str(file)!r}: {error}"
        ) from error


def _list_queries() -> None:
    from graph.queries import named_queries

    rows = []
    for named in named_queries().values():
        parameters = []
        for parameter in named.parameters:
            if parameter.required:
                parameters.append(f"{parameter.name}=…")
            else:
                parameters.append(f"[{parameter.name}={parameter.default or '…'}]")
        rows.append((named.name, " ".join(parameters), named.title, named.title_en))
    show_table(["名称", "参数", "回答", "answers"], rows)
    print('用法：zhijiao query KG --name partners --set school=某校    或：zhijiao query KG "SELECT …"')


def _show_answer(answer: pd.DataFrame | bool | rdflib.Graph, format: str | None) -> None:
    """Write a query's answer to stdout in a format that fits it."""
    import pandas as pd

    if isinstance(answer, pd.DataFrame):
        if format == "ttl":
            raise Error(
                "表格结果不能写成 ttl，请用 csv 或 json。\nA table cannot be written as ttl; use csv or json."
            )
        if format == "csv":
            sys.stdout.write(answer.to_csv(index=False, lineterminator="\n"))
        elif format == "json":
            _write_json(answer.astype(object).where(answer.notna(), None).to_dict("records"))
        else:
            show_table([str(column) for column in answer.columns], answer.values.tolist())
            print(f"{len(answer)} 行")
    elif isinstance(answer, bool):
        if format == "json":
            _write_json(answer)
        elif format in {None, "table"}:
            print("是 yes" if answer else "否 no")
        else:
            print("true" if answer else "false")
    elif format in {None, "ttl"}:
        sys.stdout.write(answer.serialize(format="turtle"))
    else:
        triples = sorted([[str(term) for term in triple] for triple in answer])
        _show_answer(pd.DataFrame(triples, columns=["subject", "predicate", "object"]), format)


def _write_json(data: Any) -> None:
    import json

    json.dump(data, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@app.command()
def analyze(
    kg: Graph,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="结果文件夹 the folder to write", show_default=False),
    ],
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """分析合作网络。Measure the network: tables and a page."""
    page = _write_page(_open(kg).analysis(), out)
    if not quiet:
        print(f"分析页在 {printable(str(page))}，数据表在同一文件夹")


def _known(what: str, names: list[str] | None, known: Any) -> list[str] | None:
    """Return the names given, if all are words of the vocabulary; None where none is given."""
    unknown = [name for name in names or [] if name not in known]
    if unknown:
        raise typer.BadParameter(f"“{unknown[0]}”；可用 there are: {' '.join(known)}", param_hint=what)
    return names or None


@app.command("map")
def draw_map(
    kg: Graph,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="网页文件 the page to write", show_default=False),
    ],
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus", metavar="NAME", help="以某实体为中心 centre on an entity", show_default=False
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=0, metavar="N", help="中心周围几步 steps around the centre")
    ] = 1,
    types: Annotated[
        list[str] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="只画这类实体，可重复 only this type, repeatable",
            show_default=False,
        ),
    ] = None,
    relations: Annotated[
        list[str] | None,
        typer.Option(
            "--relation",
            metavar="RELATION",
            help="只画这种关系，可重复 only this relation, repeatable",
            show_default=False,
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YEAR", help="只画这一年 only this year", show_default=False),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """画交互式地图。Draw the interactive map.

    得到一个网页文件，不联网也能打开。One file that makes no request to anywhere.
    """
    wanted_types = _known("--type", types, ENTITY_TYPES)
    wanted_relations = _known("--relation", relations, RELATIONS)
    page = _open(kg).map(focus=focus, depth=depth, types=wanted_types, relations=wanted_relations, year=year)
    _write_page(page, out)
    if not quiet:
        print(f"地图在 {printable(str(out))}：{page.nodes} 个实体，{page.edges} 对联系")


def _write_page(page: Page, out: Path) -> Path:
    try:
        return page.save(out)
    except OSError as error:
        raise Error(f"无法写入“{out}”：{error}\nCannot write {str(out)!r}: {error}") from error


@app.command()
def serve(
    kg: Graph,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="监听地址 the address to listen on")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", "-p", min=1, max=65535, metavar="PORT", help="端口 the port")
    ] = 8000,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """在本机提供浏览页和 SPARQL 接口。Serve explorer and endpoint."""
    from viz.server import serve as run

    graph = _open(kg)
    _check_port(host, port)
    if not quiet:
        shown = f"[{host}]" if ":" in host else host
        print(
            f"浏览 http://{shown}:{port}/    SPARQL http://{shown}:{port}/sparql    Ctrl-C 停止", flush=True
        )
    run(graph, host=host, port=port)


def _check_port(host: str, port: int) -> None:
    """Say in plain words that an address cannot be used, before the server tries."""
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Error(
            f"无法在 {host}:{port} 上提供服务：{error}。请用 --port 换一个端口。\n"
            f"Cannot serve on {host}:{port}: {error}. Choose another port with --port."
        ) from error


@app.command()
def check(kg: Graph, quiet: Quiet = False, verbose: Verbose = False) -> None:
    """检查并统计图谱。Validate a graph and count what it holds.

    按 SHACL 检查，并核对引文与原文；不合规时退出码为 1。SHACL shapes, and quotes against the texts; the
    exit code is 1 where the graph does not conform.
    """
    report = _open(kg).check()
    if not quiet:
        show_table(["统计", "数量"], list(report.counts.items()))
    shown = report.findings if verbose else report.findings.head(20)
    if len(shown):
        columns = ["severity", "shape", "name", "focus", "message", "message_en"]
        show_table(columns, shown[columns].values.tolist())
    if len(shown) < len(report.findings):
        print(f"另有 {len(report.findings) - len(shown)} 条，用 --verbose 全部列出")
    violations = int((report.findings["severity"] == "violation").sum())
    if not report.conforms:
        print(f"不合规：{violations} 处 (does not conform)")
        raise typer.Exit(_INCOMPLETE)
    if not quiet:
        print("合规：图谱完整，引文与原文一致 (conforms)")


@app.command()
def explain(
    document: Annotated[Path, typer.Argument(metavar="DOC", help="一份文档 a document", show_default=False)],
    at: Annotated[
        int | None,
        typer.Option(
            "--at",
            min=0,
            metavar="OFFSET",
            help="只看该字符位置所在的句子 only the sentence there",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """逐句说明抽取的依据。Tell why a document is read as it is.

    + 采用的提及，- 舍弃的候选，→ 得出的关系。 + a mention, - a candidate dropped, → a relation.
    """
    from extract.explain import render
    from extract.reading import read

    text = read(document)
    if at is not None and at >= len(text.text):
        raise typer.BadParameter(f"文档只有 {len(text.text)} 字 the text ends before", param_hint="--at")
    out = console(sys.stdout)
    for line in render(text, at):
        out.print(printable(line))


def _open(folder: Path) -> KG:
    from zhijiao.api import KG

    return KG(folder)


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese text, whatever the locale says; a character of no encoding must not end the program.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except Error as error:
        complain(str(error))
        if _verbose():
            traceback.print_exc()
        sys.exit(_FAILED)
    except Exception as error:
        complain(
            f"程序内部出错（{type(error).__name__}：{error}）。请用 --verbose 再运行，并报告显示的内容。\n"
            "Something went wrong inside the program; run it again with --verbose and report what it shows."
        )
        if _verbose():
            traceback.print_exc()
        sys.exit(_FAILED)


def _verbose() -> bool:
    return "--verbose" in sys.argv or "-v" in sys.argv
