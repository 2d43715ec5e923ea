"""Tables of invented schools: what each kind of table states, row by row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Cell, Document, Table
from extract.findings import Proposal, TableFindings
from extract.tables import read_table


def table_of(caption: str, *lines: str, header: int = 1, section: str = "") -> tuple[Document, Table]:
    """Build a document that holds one table; a cell ``^`` is merged with the one above it."""
    text = ""
    if section:
        text += section + "\n"
    caption_at = (len(text), len(text) + len(caption)) if caption else None
    text += caption + "\n" if caption else ""
    start = len(text)
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        cells: list[Cell] = []
        for i, word in enumerate(line.split("|")):
            word = word.strip()
            if word == "^":
                above = rows[-1][i]
                cells.append(Cell(above.start, above.end, carried=True))
            else:
                cells.append(Cell(len(text), len(text) + len(word)))
                text += word
            text += "\t"
        text = text[:-1] + "\n"
        rows.append(tuple(cells))
    section_at = (0, len(section)) if section else None
    table = Table(start, len(text), tuple(rows), header, caption_at, section_at)
    return Document("sample", text, tables=(table,)), table


def name_of(document: Document, proposal: Proposal | None) -> str:
    if proposal is None:
        return "OWN"
    return proposal.name or "".join(document.text[proposal.start : proposal.end].split())


def links(document: Document, found: TableFindings, *relations: str) -> list[str]:
    """Return ``head relation tail [kinds] [status] [year]`` of each link, doubles left out."""
    told = []
    for link in found.links:
        if relations and link.relation not in relations:
            continue
        words = [name_of(document, link.head), link.relation, name_of(document, link.tail)]
        words += [",".join(link.kinds)] if link.kinds else []
        words += [link.status] if link.status != "active" else []
        words += [str(link.year)] if link.year else []
        told.append(" ".join(words))
    return list(dict.fromkeys(told))


def entities(document: Document, found: TableFindings) -> set[tuple[str, str]]:
    return {(p.type, name_of(document, p)) for p in found.proposals}


def awards(document: Document, found: TableFindings) -> dict[str, dict[str, str]]:
    return {name_of(document, p): p.attributes for p in found.proposals if p.type == "Award"}


def test_partner_list_with_types_by_ending() -> None:
    document, table = table_of(
        "附表2 校企合作企业名单",
        "序号|企业名称|合作内容|合作时间|备注",
        "1|青禾麦香食品有限公司|顶岗实习|2021年3月|",
        "2|云溪县农业农村局、云溪稻作合作社|技术服务|2022.06|",
        "3|远帆船务|订单培养|2023年|洽谈中",
        "合计|3家|||",
    )
    found = read_table(document, table)
    assert links(document, found) == [
        "OWN partnersWith 青禾麦香食品有限公司 实习就业 2021",
        "OWN partnersWith 云溪县农业农村局 技术服务 2022",
        "OWN partnersWith 云溪稻作合作社 技术服务 2022",
        "OWN partnersWith 远帆船务 订单班 planned 2023",
    ]
    assert entities(document, found) == {
        ("Enterprise", "青禾麦香食品有限公司"),
        ("Organization", "云溪县农业农村局"),
        ("Enterprise", "云溪稻作合作社"),
        ("Enterprise", "远帆船务"),
    }
    first = found.links[0]
    assert document.text[slice(*first.evidence)] == "1\t青禾麦香食品有限公司\t顶岗实习\t2021年3月"
