"""What holds for the reader whatever it is given."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.decoding import NotText, decode
from extract.document import Document
from extract.reading import parse
from extract.typography import tidy, undouble

#: What layouts are made of: words, marks, numbers, and the characters that carry structure.
PIECES = st.sampled_from(
    [
        *"学校企业专业一二、（）《》“”。，；：.·-—|│\t\n\r\f \u3000\u200b\x00",
        *[
            "\n",
            "\n\n",
            "\t",
            "  ",
            "。\n",
            "，\n",
            "表1 统计表\n",
            "序号\t单位\n",
            "1\t甲厂\n",
            "- 3 -\n",
            "一、",
            "（一）",
        ],
        *[
            "1.1 ",
            "1. ",
            "案例1：",
            "目录\n",
            "……12\n",
            "云麓职业技术学院质量年度报告",
            "与青溪精密机械有限公司合作",
            "2023年",
        ],
        *[
            "| a | b |\n",
            "┌──┐\n",
            "序号\n",
            "1\n",
            "2\n",
            "合计 3 4\n",
            "年份 数量 比例\n",
            "2021 3 4%\n",
            "ABC def",
            "[bookmark: x]",
        ],
    ]
)
LAYOUTS = st.lists(PIECES, max_size=80).map("".join)

NAMES = st.sampled_from(
    ["青溪精密机械有限公司", "望川医养有限公司", "白石滩食品厂", "云麓职业技术学院", "数控技术专业"]
)
CLAUSES = st.tuples(
    NAMES, st.sampled_from(["与", "联合", "服务"]), NAMES, st.sampled_from(["共建基地", "开展培训", "签约"])
)
SENTENCES = st.lists(CLAUSES.map("".join), min_size=1, max_size=4).map(
    lambda clauses: "，".join(clauses) + "。"
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map("".join)


def check(document: Document) -> None:
    text = document.text
    ends = -1
    for block in document.blocks:
        assert ends < block.start < block.end <= len(text)
        assert "\n" not in text[block.start : block.end]
        assert block.end == len(text) or text[block.end] == "\n"
        assert block.line >= 1
        assert (block.level > 0) == (block.kind == "heading")
        ends = block.end
    assert "\n".join(document.slice(block) for block in document.blocks) == text
    starts = {block.start for block in document.blocks if block.kind == "row"}
    ends = -1
    for table in document.tables:
        assert ends < table.start <= table.end <= len(text)
        assert table.start in starts
        ends = table.end
        assert len({len(row) for row in table.rows}) == 1
        assert 0 <= table.header <= len(table.rows)
        for row in table.rows:
            for cell in row:
                assert table.start <= cell.start <= cell.end <= table.end
                assert "\t" not in document.slice(cell)
                assert "\n" not in document.slice(cell)
                assert not (cell.carried and cell.start == cell.end)
            placed = [cell for cell in row if not cell.carried]
            assert all(left.end <= right.start for left, right in pairwise(placed))
        for part in (table.caption, table.section):
            assert part is None or 0 <= part[0] < part[1] <= len(text)
    text.encode()


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(parse(text, id="x"))


@settings(max_examples=400)
@given(LAYOUTS)
def test_any_layout_is_read(text: str) -> None:
    check(parse(text, id="x"))


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotText as verdict:
        assert verdict.fault in {"empty", "binary", "encoding"}
    else:
        check(parse(decoded.text, id="x"))


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5))
def test_paragraphs_are_kept_as_they_are(paragraphs: list[str]) -> None:
    document = parse("\n".join(paragraphs), id="x")
    assert document.text == "\n".join(paragraphs)
    assert parse(document.text, id="x").text == document.text


@given(st.lists(PARAGRAPHS, min_size=1, max_size=5), st.integers(15, 45), st.booleans())
def test_no_character_of_a_wrapped_paragraph_is_lost(
    paragraphs: list[str], measure: int, spaced: bool
) -> None:
    lines: list[str] = []
    for paragraph in paragraphs:
        indented = "　　" + paragraph
        lines.extend(indented[at : at + measure] for at in range(0, len(indented), measure))
    document = parse(("\n\n" if spaced else "\n").join(lines), id="x")
    assert re.sub(r"\s", "", document.text) == "".join(paragraphs)
    assert re.sub(r"\s", "", parse(document.text, id="x").text) == "".join(paragraphs)


@given(st.text(alphabet="学校 ab12，（）　", max_size=60))
def test_tidying_twice_changes_nothing(line: str) -> None:
    once = tidy(line)
    assert tidy(once) == once
    assert re.sub(r"\s", "", once) == re.sub(r"\s", "", line)


@given(st.lists(st.text(alphabet="学校企业合作与人", min_size=4, max_size=12), min_size=1, max_size=4))
def test_a_headline_printed_twice_is_printed_once(words: list[str]) -> None:
    doubled = " ".join(word + word for word in words)
    single = undouble(doubled)
    assert single is not None
    assert set(single) <= set(doubled)
    assert len(single.replace(" ", "")) * 2 == len(doubled.replace(" ", ""))


BODY = "学校与青溪精密机械有限公司共同开展现代学徒制培养，成效显著。"


@pytest.mark.parametrize(
    "text",
    [
        BODY * 200_000,
        "学" * 3_000_000,
        "学 " * 1_000_000,
        "." * 1_000_000 + "1",
        "（" * 10_000 + "）" * 10_000,
        "（《“\n" * 30_000,
        ("\t" * 2000 + "a\n" + "b\tc\n" * 100) * 40,
        "\n".join("\t".join(str(row * 10 + column) for column in range(10)) for row in range(30_000)),
        "云麓职业技术学院报告\n" * 50_000,
        "\n".join(map(str, range(50_000))),
        "|" * 200_000 + "\n" + "|" * 200_000,
        "表1 统计表\n" + "甲 乙\n" * 50_000,
        "加强党建引领加强党建引领\n" * 20_000,
        "序号\n" * 50_000,
    ],
    ids=range(14),
)
def test_time_is_linear(text: str) -> None:
    """Read a hostile text and one of half its length: the whole takes little more than twice the half."""
    from time import process_time

    def seconds(part: str) -> float:
        start = process_time()
        parse(part, id="x")
        return process_time() - start

    seconds(text[:1000])
    half = min(seconds(text[: len(text) // 2]) for _ in range(2))
    assert seconds(text) < 0.5 + 4 * half
