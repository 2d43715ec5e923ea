"""Sentences as the rules see them: their ends, what they name, whose they are; statements merged."""

from __future__ import annotations

import pytest

from extract.mentions import find_mentions
from extract.reading import parse
from extract.resolution import resolve
from extract.sentences import Sentence, quote, sentences, split
from extract.statements import Statement, merge
from tests.extract.small_texts import OWN, TITLE


def read(text: str, title: str = TITLE) -> list[tuple[Sentence, str | None]]:
    """Return the sentences below the title with the name of the school that each is about."""
    document = parse(f"{title}\n{text}", id="x")
    reading = find_mentions(document)
    resolved = resolve(reading)
    found = sentences(reading, resolved)
    return [
        (s, resolved.entities[s.head].name if s.head is not None else None)
        for s in found
        if s.start > document.text.index("\n")
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("甲；乙;丙", ["甲；", "乙;", "丙"]),
        ("甲。”乙", ["甲。”", "乙"]),
        ("甲（乙。）丙", ["甲（乙。）", "丙"]),
        ("甲！！乙", ["甲！！", "乙"]),
        ("甲，乙", ["甲，乙"]),
        ("", []),
    ],
    ids=["ends", "semicolons", "closing quote", "closing bracket", "doubled", "comma", "empty"],
)
def test_split(text: str, parts: list[str]) -> None:
    assert [text[s:e] for s, e in split(text, 0, len(text))] == parts


def test_split_keeps_to_its_bounds() -> None:
    assert split("甲。乙。丙。", 2, 4) == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("学校与青溪重工有限公司签约。", [OWN]),
        ("与青溪重工有限公司签约。望川医养有限公司来校招聘。", [OWN, OWN]),
        ("临渊职业技术学院与青溪重工有限公司签约。", ["临渊职业技术学院"]),
        ("学校与临渊职业技术学院签约。", [OWN]),
    ],
    ids=["own school", "none named", "another leads", "another is partner"],
)
def test_whose_a_sentence_is(text: str, heads: list[str]) -> None:
    assert [head for _, head in read(text)] == heads


def test_in_a_brief_a_school_stays_the_topic() -> None:
    found = read(
        "临渊职业技术学院召开大会。与青溪重工有限公司签约。\n砚池技师学院召开大会。该校与望川医养有限公司签约。",
        "常山县职业教育工作简报",
    )
    assert [head for _, head in found] == ["临渊职业技术学院"] * 2 + ["砚池技师学院"] * 2


def test_lists_are_units() -> None:
    ((sentence, _),) = read(
        "学校与青溪重工有限公司、望川医养有限公司和洛湾集团签约，与常山县教育局共建基地。"
    )
    units = [
        [sentence.text[n.start - sentence.start : n.end - sentence.start] for n in unit]
        for unit in sentence.units("Enterprise", "Organization")
    ]
    assert units == [["青溪重工有限公司", "望川医养有限公司", "洛湾集团"], ["常山县教育局"]]
    assert sentence.before(sentence.of("Enterprise")[0], 1) == "与"
    assert sentence.after(sentence.of("Organization")[0], 2) == "共建"
    assert [n.own for n in sentence.of("School")] == [True]


def test_quote_widens_to_the_clause() -> None:
    text = "春天，学校与青溪重工签约，共建基地。"
    at = text.index("青溪")
    s, e = quote(text, at, at + 4, 0, len(text))
    assert text[s:e] == "学校与青溪重工签约"
    s, e = quote(text, at, at + 4, at - 1, at + 5)
    assert text[s:e] == "与青溪重工签"


def test_quote_stays_short_and_free_of_blanks_at_its_ends() -> None:
    text = "甲" * 300
    s, e = quote(text, 150, 152, 0, 300)
    assert 2 <= e - s <= 90
    assert quote(" 甲 ", 0, 3, 0, 3) == (1, 2)


TEXT = "学校与青溪重工签约。学校拟与青溪重工共建基地。学校与 青溪\n重工 合作。"
FIRST, SECOND, THIRD = (0, 9), (10, 22), (23, len(TEXT) - 1)
KINDS = ["实训基地", "战略合作", "其他"]


def statement(at: tuple[int, int], **given: object) -> Statement:
    return Statement(0, "partnersWith", 1, *at, **given)  # type: ignore[arg-type]


def test_merge_unites_kinds_in_their_order_and_gathers_evidence() -> None:
    (relation,) = merge(
        TEXT,
        [
            statement(FIRST, kinds=("战略合作",), confidence=0.5, rule="a"),
            statement(THIRD, kinds=("实训基地",), confidence=0.6, rule="b"),
        ],
        KINDS,
    )
    assert relation.kinds == ("实训基地", "战略合作")
    assert relation.rule == "b"
    assert [e.quote for e in relation.evidence] == ["学校与 青溪 重工 合作", "学校与青溪重工签约"]
    assert relation.confidence == pytest.approx(0.8)


def test_merge_drops_the_general_kind_beside_another() -> None:
    given = [statement(FIRST, kinds=("其他",)), statement(THIRD, kinds=("实训基地",))]
    assert merge(TEXT, given, KINDS)[0].kinds == ("实训基地",)
    assert merge(TEXT, given[:1], KINDS)[0].kinds == ("其他",)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("active", "planned"), "active"),
        (("planned", "active"), "active"),
        (("planned", "ended"), "planned"),
        (("ended",), "ended"),
        (("planned", "planned"), "planned"),
    ],
    ids=["done and planned", "planned and done", "planned and ended", "ended", "planned twice"],
)
def test_what_is_done_counts_before_what_is_planned(statuses: tuple[str, ...], expected: str) -> None:
    given = [statement(at, status=s) for at, s in zip((FIRST, SECOND), statuses, strict=False)]
    (relation,) = merge(TEXT, given, KINDS)
    assert relation.status == expected
    assert len(relation.evidence) == statuses.count(expected)


def test_merge_counts_one_quote_once_and_knows_no_relation_to_oneself() -> None:
    (relation,) = merge(TEXT, [statement(FIRST, confidence=0.5)] * 3, KINDS)
    assert len(relation.evidence) == 1
    assert relation.confidence == pytest.approx(0.5)
    assert merge(TEXT, [Statement(1, "partnersWith", 1, 0, 9)], KINDS) == []


def test_merge_takes_a_year_from_whichever_statement_has_one() -> None:
    (relation,) = merge(TEXT, [statement(FIRST), statement(THIRD, year=2021)], KINDS)
    assert relation.year == 2021


def test_merge_does_not_depend_on_the_order() -> None:
    given = [
        statement(FIRST, kinds=("战略合作",), confidence=0.7, rule="a"),
        statement(THIRD, kinds=("实训基地",), confidence=0.6, rule="b"),
        Statement(0, "foundedBy", 2, 0, 9),
    ]
    assert merge(TEXT, given, KINDS) == merge(TEXT, given[::-1], KINDS)


BRIEF = """临江市职业教育简讯
【东屏】东屏县星河职业中等专业学校与青溪重工有限公司签约。望川医养有限公司接收该校学生实习。
【西屏】西屏农业学校聘请白石滩食品有限公司技师授课。
（3）青溪重工有限公司与南屏技工学校试办“青溪班”；
（4）白石滩食品有限公司授信500万元。"""


def test_each_item_of_a_brief_is_about_a_school_of_its_own() -> None:
    title, text = BRIEF.split("\n", 1)
    assert [head for _, head in read(text, title)] == [
        "东屏县星河职业中等专业学校",
        "东屏县星河职业中等专业学校",
        "西屏农业学校",
        "南屏技工学校",
        None,
    ]


def test_a_school_listed_beside_a_firm_is_no_subject() -> None:
    text = "东屏县职业中学新增幼儿保育专业。东屏国际酒店、东屏县第二幼儿园成为首批实习单位。"
    assert [head for _, head in read(text, "临江市职业教育简讯")] == ["东屏县职业中学", "东屏县职业中学"]


def test_a_clause_may_turn_to_another_school() -> None:
    text = "东屏县职业中学与青溪重工有限公司共建实训基地，西屏农业学校与望川医养有限公司签约。"
    [(sentence, head)] = read(text, "临江市职业教育简讯")
    second = next(n for n in sentence.named if sentence.text[n.start - sentence.start :].startswith("西屏"))
    assert head == "东屏县职业中学"
    assert sentence.head_at(sentence.end) == second.entity


def test_a_word_for_a_college_means_no_secondary_school() -> None:
    text = (
        "北渡职业技术学院与青溪重工有限公司签约。东屏县职业教育中心学生到校实训。望川医养有限公司与学院签约。"
    )
    assert read(text, "产教联合体成立公告")[-1][1] == "北渡职业技术学院"
