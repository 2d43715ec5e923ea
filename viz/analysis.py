"""The analysis: the network's measures as tables (CSV) and as one page to read.

The figures come from `graph.network`; this module chooses, words and draws them.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import networkx as nx
import pandas as pd

from graph.network import (
    bridges,
    cooperation_network,
    measures,
    schools_by_shared_partners,
    summary,
)
from ontology.terms import COOPERATION_KINDS, RELATIONS
from viz.charts import Words, bars, both, columns, figure, scatter
from viz.page import SEALED, Page, fill
from viz.wording import TYPE_LOOKS

#: Rows of a table that the page shows; the CSV file holds all.
ROWS_SHOWN: Final = 60
_BARS: Final = 12


class AnalysedGraph(Protocol):
    """What the analysis needs of a knowledge graph."""

    def entities(self) -> pd.DataFrame:
        """One row per entity."""

    def relations(self) -> pd.DataFrame:
        """One row per relation and document."""

    def network(self) -> nx.MultiDiGraph[str]:
        """The network of active relations."""


@dataclass(frozen=True)
class AnalysisPage(Page):
    """The page, and the tables it is made of (by file stem)."""

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def save(self, path: str | Path) -> Path:
        """Write ``index.html`` and one CSV file a table into the folder ``path``; return the page's path."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables.items():
            table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8", errors="replace")
        return super().save(folder / "index.html")


@dataclass(frozen=True)
class _Column:
    name: str
    words: Words
    bar: bool = False


def build_analysis(kg: AnalysedGraph, *, title: str = "职教合作网络分析") -> AnalysisPage:
    """Measure a graph's cooperation network and lay the figures out.

    Tables: ``summary``, ``sizes``, ``relations``, ``measures`` (all nodes), ``schools``, ``partners``,
    ``bridges`` (ties without which the network falls apart), ``shared`` (pairs of schools by common
    partners), ``communities``, ``kinds``, ``years`` and ``regions`` (the last two where the graph says any).
    """
    tables = analysis_tables(kg)
    sections = [section for make in _SECTIONS if (section := make(tables))]
    page = fill(
        "analysis.html",
        {
            "title": html.escape(title),
            "csp": html.escape(SEALED),
            "cards": _cards(tables),
            "contents": "".join(f'<a href="#{s.key}">{both(s.title)}</a>' for s in sections),
            "sections": "".join(s.html for s in sections),
        },
    )
    return AnalysisPage(page, tables)


def analysis_tables(kg: AnalysedGraph) -> dict[str, pd.DataFrame]:
    """Return the tables of `build_analysis`."""
    entities, relations, network = kg.entities(), kg.relations(), kg.network()
    ties = cooperation_network(network)
    each = measures(network)
    tables = {
        "summary": pd.DataFrame([summary(network)]),
        "sizes": _count(entities["type"], list(TYPE_LOOKS), "type"),
        "relations": _count(
            relations.drop_duplicates(["head", "relation", "tail"])["relation"], list(RELATIONS), "relation"
        ),
        "measures": each,
        "schools": each[each["type"] == "School"].reset_index(drop=True),
        "partners": each[each["type"] != "School"]
        .sort_values(["schools", "betweenness", "id"], ascending=[False, False, True], kind="stable")
        .reset_index(drop=True),
        "bridges": _bridges(ties),
        "shared": _shared(network),
        "communities": _communities(each),
        "kinds": _kinds(relations),
    }
    tables["summary"].insert(0, "documents", relations["document"].nunique())
    years = relations.loc[relations["relation"] == "partnersWith", ["year", "head", "tail"]].dropna()
    years = years[years["year"].astype(str) != ""].drop_duplicates()
    if len(years):
        by_year = years.astype({"year": int}).groupby("year").size()
        tables["years"] = by_year.rename("ties").reset_index()
    regions = _regions(entities, relations)
    if len(regions):
        tables["regions"] = regions
    return tables


# --- tables -----------------------------------------------------------------------------------------------


def _count(values: pd.Series[Any], order: Sequence[str], name: str) -> pd.DataFrame:
    counts = values.value_counts()
    rows = [(value, int(counts[value])) for value in order if value in counts]
    return pd.DataFrame(rows, columns=[name, "count"])


def _bridges(ties: nx.Graph[str]) -> pd.DataFrame:
    """Bridges that hold more than a single node on each side, the ones that matter."""
    rows = [
        (ties.nodes[a].get("name", a), ties.nodes[b].get("name", b), a, b)
        for a, b in bridges(ties)
        if ties.degree[a] > 1 and ties.degree[b] > 1
    ]
    return pd.DataFrame(rows, columns=["one_name", "other_name", "one", "other"])


def _shared(network: nx.MultiDiGraph[str]) -> pd.DataFrame:
    schools = schools_by_shared_partners(network)
    rows = [
        (
            schools.nodes[a].get("name", a),
            schools.nodes[b].get("name", b),
            data["weight"],
            data["jaccard"],
            a,
            b,
        )
        for a, b, data in schools.edges(data=True)
    ]
    table = pd.DataFrame(rows, columns=["one_name", "other_name", "shared", "jaccard", "one", "other"])
    return table.sort_values(
        ["shared", "jaccard", "one", "other"], ascending=[False, False, True, True], ignore_index=True
    )


def _communities(each: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for number, members in each.groupby("community", sort=True):
        schools = members.loc[members["type"] == "School", "name"].tolist()
        others = members.loc[members["type"] != "School", "name"].tolist()
        rows.append((number, len(members), len(schools), "|".join(schools), len(others), "|".join(others)))
    return pd.DataFrame(
        rows, columns=["community", "size", "schools", "school_names", "partners", "partner_names"]
    )


def _kinds(relations: pd.DataFrame) -> pd.DataFrame:
    ties = relations[(relations["relation"] == "partnersWith") & (relations["status"] == "active")]
    ties = ties.assign(kind=ties["kind"].astype(str).str.split("|")).explode("kind")
    ties = ties.drop_duplicates(["head", "tail", "kind"])
    rows = []
    for kind in COOPERATION_KINDS:
        those = ties[ties["kind"] == kind]
        if len(those):
            rows.append((kind, len(those), those["head"].nunique(), those["tail"].nunique()))
    table = pd.DataFrame(rows, columns=["kind", "ties", "schools", "partners"])
    return table.sort_values("ties", ascending=False, ignore_index=True, kind="stable")


def _regions(entities: pd.DataFrame, relations: pd.DataFrame) -> pd.DataFrame:
    """Ties by the regions of their two ends, as far as both are known."""
    if "region" not in entities:
        return pd.DataFrame()
    known = entities[entities["region"].fillna("").astype(str) != ""]
    region = dict(zip(known["id"], known["region"].astype(str), strict=True))
    ties = relations[(relations["relation"] == "partnersWith") & (relations["status"] == "active")]
    ties = ties.drop_duplicates(["head", "tail"])
    ends = pd.DataFrame(
        {"school_region": ties["head"].map(region), "partner_region": ties["tail"].map(region)}
    )
    counts = ends.dropna().value_counts().rename("ties").reset_index()
    return counts.sort_values(
        ["ties", "school_region", "partner_region"], ascending=[False, True, True], ignore_index=True
    )


# --- the page ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Section:
    key: str
    title: Words
    html: str


def _section(key: str, title: Words, says: Words, *content: str) -> _Section:
    inside = "".join(content)
    return _Section(
        key,
        title,
        f'<section id="{key}"><h2>{both(title)}</h2><p class="says">{both(says)}</p>{inside}</section>',
    )


def _table(table: pd.DataFrame, shown: Sequence[_Column], file: str) -> str:
    """Return a sortable table of the first rows, with a link to the whole of it."""
    head = "".join(
        f'<th scope="col" aria-sort="none"><button type="button">{both(c.words)}</button></th>' for c in shown
    )
    most = {c.name: float(table[c.name].max() or 0) or 1.0 for c in shown if c.bar and len(table)}
    body = []
    for row in table.head(ROWS_SHOWN).to_dict("records"):
        cells = []
        for c in shown:
            value = row[c.name]
            if isinstance(value, bool):
                cells.append(f'<td data-value="{int(value)}">{both(("是", "yes")) if value else ""}</td>')
            elif isinstance(value, (int, float)):
                bar = f' style="--share:{100 * value / most[c.name]:.1f}%"' if c.name in most else ""
                kind = "number bar" if bar else "number"
                cells.append(f'<td class="{kind}" data-value="{value}"{bar}>{figure(value)}</td>')
            else:
                cells.append(f"<td>{_cell(c.name, str(value))}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    rest = len(table) - ROWS_SHOWN
    note = both((f"前 {ROWS_SHOWN} 行，共 {len(table)} 行。", f"First {ROWS_SHOWN} of {len(table)} rows. "))
    return (
        f'<div class="frame"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
        f'<p class="source">{note if rest > 0 else ""}'
        f'<a href="{file}.csv" download>{both(("下载表格", "Download the table"))}（{file}.csv）</a></p>'
    )


def _cell(column: str, value: str) -> str:
    if column == "type" and value in TYPE_LOOKS:
        look = TYPE_LOOKS[value]
        return f'<i class="dot" style="background:{look.light}"></i>{both((look.zh, look.en))}'
    if column == "relation" and value in RELATIONS:
        return both((RELATIONS[value].zh, RELATIONS[value].en))
    if column == "kind" and value in COOPERATION_KINDS:
        return both((value, COOPERATION_KINDS[value]))
    names = value.split("|")
    if column.endswith("_names") and len(names) > 5:
        # Long lists open on demand; the file has them all as well.
        return (
            f"<details><summary>{html.escape('、'.join(names[:4]))} …</summary>"
            f"{html.escape('、'.join(names[4:]))}</details>"
        )
    return html.escape("、".join(names) if column.endswith("_names") else value)


def _cards(tables: Mapping[str, pd.DataFrame]) -> str:
    whole = tables["summary"].iloc[0]
    sizes = dict(zip(tables["sizes"]["type"], tables["sizes"]["count"], strict=True))
    cards: list[tuple[Words, str]] = [
        (("文献", "documents"), figure(whole["documents"])),
        (("学校", "schools"), figure(sizes.get("School", 0))),
        (("企业", "enterprises"), figure(sizes.get("Enterprise", 0))),
        (("合作与衔接", "ties of cooperation"), figure(whole["edges"])),
        (("平均合作方", "mean number of partners"), f"{whole['mean_degree']:.1f}"),
        (("最大连通部分", "in the largest component"), f"{100 * whole['largest_component']:.0f}%"),
    ]
    return "".join(f"<div><b>{value}</b><span>{both(words)}</span></div>" for words, value in cards)


def _sizes(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    sizes, relations = tables["sizes"], tables["relations"]
    if sizes.empty:
        return None
    entity_bars = [(_cell("type", t), float(n)) for t, n in sizes.itertuples(index=False)]
    relation_bars = [(_cell("relation", r), float(n)) for r, n in relations.itertuples(index=False)]
    return _section(
        "sizes",
        ("图里有什么", "What the graph holds"),
        (
            "各类实体和联系的数量。同一联系在多份文献中出现只计一次。",
            "How many entities and relations of each type. A relation told by several documents counts once.",
        ),
        '<div class="two">',
        f"<figure><figcaption>{both(('实体', 'Entities'))}</figcaption>{bars(entity_bars, 'var(--accent)')}",
        f"</figure><figure><figcaption>{both(('联系', 'Relations'))}</figcaption>",
        f"{bars(relation_bars, 'var(--teal)')}</figure></div>",
    )


_MEASURE_COLUMNS: Final = (
    _Column("degree", ("合作方", "Partners"), bar=True),
    _Column("weighted_degree", ("文献次数", "Documents")),
    _Column("betweenness", ("中介度", "Betweenness"), bar=True),
    _Column("constraint", ("约束度", "Constraint")),
    _Column("community", ("社群", "Community")),
    _Column("cut_point", ("关键节点", "Cut point")),
)


def _schools(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    schools = tables["schools"]
    if schools.empty:
        return None
    return _section(
        "schools",
        ("学校：谁的合作多，谁在中间", "Schools: who has many partners, who stands between"),
        (
            "合作方是直接合作或衔接的单位数（拟开展和已结束的不计）。"
            "中介度是别的单位之间的最短路径有多大比例经过它：高者把原本不相连的圈子接在一起。"
            "约束度低，说明它的合作方彼此不相识，它占有“结构洞”。去掉关键节点，网络会断开。",
            "Partners: units it works or articulates with (planned and ended ties aside). Betweenness: the "
            "share of shortest paths between others that run through it; high values join circles that would "
            "not meet. Low constraint: its partners do not know each other (structural holes). Without a cut "
            "point the network falls apart.",
        ),
        _scatter(schools),
        _table(schools, (_Column("name", ("学校", "School")), *_MEASURE_COLUMNS), "schools"),
    )


def _scatter(rows: pd.DataFrame) -> str:
    first = rows.sort_values("betweenness", ascending=False, kind="stable").head(200)
    points = [
        (str(r["name"]), float(r["degree"]), float(r["betweenness"]), TYPE_LOOKS[str(r["type"])].light)
        for r in first.to_dict("records")
        if r["type"] in TYPE_LOOKS
    ]
    if len(points) < 3:
        return ""
    title: Words = ("合作方数与中介度", "Number of partners and betweenness")
    return f"<figure>{scatter(points, ('合作方', 'partners'), ('中介度', 'betweenness'), title)}</figure>"


def _partners(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    partners = tables["partners"]
    if partners.empty:
        return None
    spread = partners["schools"].value_counts().sort_index()
    longest = 10
    groups = [(f"{n}", float(c)) for n, c in spread.items() if 0 < int(str(n)) < longest]
    if (rest := float(spread[spread.index >= longest].sum())) > 0:
        groups.append((f"{longest}+", rest))
    title: Words = ("按合作学校数统计的单位数", "Number of partners by number of schools")
    return _section(
        "partners",
        ("企业与其他单位：谁把学校连在一起", "Firms and others: who links schools"),
        (
            "与两所及以上学校合作的单位是学校之间的桥梁。柱图：横轴为合作学校数，柱高为单位数。",
            "A partner of two schools or more is a bridge between them. Chart: number of schools across, "
            "number of partners up.",
        ),
        f"<figure>{columns(groups, TYPE_LOOKS['Enterprise'].light, title)}</figure>",
        _table(
            partners,
            (
                _Column("name", ("单位", "Partner")),
                _Column("type", ("类型", "Type")),
                _Column("schools", ("合作学校", "Schools"), bar=True),
                *_MEASURE_COLUMNS[1:],
            ),
            "partners",
        ),
    )


def _shared_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    shared = tables["shared"]
    if shared.empty:
        return None
    return _section(
        "shared",
        ("哪些学校的合作单位相近", "Schools with partners in common"),
        (
            "共同合作单位数，以及它占两校全部合作单位的比例（Jaccard 系数）。",
            "The number of common partners, and its share in all partners of the two (Jaccard index).",
        ),
        _table(
            shared,
            (
                _Column("one_name", ("学校", "School")),
                _Column("other_name", ("学校", "School")),
                _Column("shared", ("共同单位", "In common"), bar=True),
                _Column("jaccard", ("占比", "Jaccard")),
            ),
            "shared",
        ),
    )


def _communities_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    found = tables["communities"]
    if found.empty:
        return None
    modularity = float(tables["summary"]["modularity"].iloc[0])
    return _section(
        "communities",
        ("社群：合作的圈子", "Communities: circles of cooperation"),
        (
            f"圈内联系多、圈外联系少的一组单位（Louvain 方法）。模块度 {modularity:.2f}："
            "越接近 1，圈子分得越清楚；接近 0，则与随机相差不多。",
            f"Groups with many ties inside and few outside (Louvain's method). Modularity {modularity:.2f}: "
            "near 1 the circles are clear cut, near 0 hardly more than chance.",
        ),
        _table(
            found,
            (
                _Column("community", ("社群", "Community")),
                _Column("size", ("单位数", "Size"), bar=True),
                _Column("schools", ("学校数", "Schools")),
                _Column("school_names", ("学校", "Schools")),
                _Column("partner_names", ("其他单位", "Others")),
            ),
            "communities",
        ),
    )


def _bridges_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    found = tables["bridges"]
    if found.empty:
        return None
    return _section(
        "bridges",
        ("桥：断了就分开的联系", "Bridges: ties the network hangs by"),
        (
            "去掉其中任何一条，两边就再无路可通（只列两端都另有合作方的）。这些联系值得维护，也值得在旁边再建一条。",
            "Without any one of them its two sides have no path to each other (only those whose ends have "
            "other partners). Worth keeping, and worth a second tie beside them.",
        ),
        _table(
            found,
            (_Column("one_name", ("一端", "One end")), _Column("other_name", ("另一端", "Other end"))),
            "bridges",
        ),
    )


def _kinds_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    kinds = tables["kinds"]
    if kinds.empty:
        return None
    rows = [(_cell("kind", str(r["kind"])), float(r["ties"])) for r in kinds.to_dict("records")]
    return _section(
        "kinds",
        ("合作方式", "Kinds of cooperation"),
        (
            "一组学校与单位可以有几种合作方式，每种各计一次；拟开展和已结束的不计。",
            "A school and its partner may cooperate in several ways; each counts once. Planned and ended "
            "ones do not count.",
        ),
        f"<figure>{bars(rows, TYPE_LOOKS['Program'].light)}</figure>",
        _table(
            kinds,
            (
                _Column("kind", ("方式", "Kind")),
                _Column("ties", ("联系", "Ties"), bar=True),
                _Column("schools", ("学校", "Schools")),
                _Column("partners", ("单位", "Partners")),
            ),
            "kinds",
        ),
    )


def _years_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    if "years" not in tables or len(tables["years"]) < 2:
        return None
    rows = [(str(y), float(n)) for y, n in tables["years"].tail(15).itertuples(index=False)]
    return _section(
        "years",
        ("年份", "Years"),
        ("各年份文献写明的合作联系数。", "Ties of cooperation stated for each year."),
        f"<figure>{columns(rows, TYPE_LOOKS['School'].light, ('各年合作联系数', 'Ties by year'))}</figure>",
    )


def _regions_section(tables: Mapping[str, pd.DataFrame]) -> _Section | None:
    if "regions" not in tables:
        return None
    regions = tables["regions"]
    near = regions.loc[regions["school_region"] == regions["partner_region"], "ties"].sum()
    share = 100 * near / regions["ties"].sum()
    rows = [
        (html.escape(f"{r['school_region']} → {r['partner_region']}"), float(r["ties"]))
        for r in regions.head(_BARS).to_dict("records")
    ]
    return _section(
        "regions",
        ("地区", "Regions"),
        (
            f"学校所在地区与合作单位所在地区（两端都已知的联系）。其中 {share:.0f}% 在同一地区之内。",
            f"Region of the school and of its partner, where both are known. {share:.0f}% stay within one.",
        ),
        f"<figure>{bars(rows, 'var(--teal)')}</figure>",
        _table(
            regions,
            (
                _Column("school_region", ("学校所在地区", "School's region")),
                _Column("partner_region", ("单位所在地区", "Partner's region")),
                _Column("ties", ("联系", "Ties"), bar=True),
            ),
            "regions",
        ),
    )


_SECTIONS: Final = (
    _sizes,
    _schools,
    _partners,
    _shared_section,
    _communities_section,
    _bridges_section,
    _kinds_section,
    _years_section,
    _regions_section,
)
