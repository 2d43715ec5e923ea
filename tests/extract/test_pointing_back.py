"""Words that point back, who signs a text, and whose text it is."""

from __future__ import annotations

import pytest

from extract.alignment import Alignment
from extract.outline import sign
from extract.pipeline import extract
from extract.reading import parse
from extract.typography import widen
from tests.extract.small_texts import read, relations

A, B = "青溪重工有限公司", "望川医养有限公司"


def own(text: str) -> str | None:
    found = extract(parse(text, id="x"))
    return found.entities[found.own].name if found.own is not None else None


def test_the_former_and_the_latter_are_the_two_schools_named_last() -> None:
    text = f"东屏县职业中学、西屏农业学校各有所长。前者与{A}共建实训基地，后者与{B}合办订单班。"
    assert relations(read(text, "临江市职业教育简讯"), "partnersWith") == {
        f"东屏县职业中学 partnersWith {A}",
        f"西屏农业学校 partnersWith {B}",
    }


def test_that_school_is_the_one_that_the_sentence_before_was_about() -> None:
    text = f"东屏县职业中学创办于1985年。该校与{A}共建实训基地。"
    assert relations(read(text, "临江市职业教育简讯"), "partnersWith") == {f"东屏县职业中学 partnersWith {A}"}


@pytest.mark.parametrize("words", ["该校企合作项目", "应该校企联动", "该校级基地"])
def test_that_school_is_not_read_into_other_words(words: str) -> None:
    text = f"我校与{A}签约。青溪技师学院来校交流。{words}由我校与{B}共建。"
    assert f"南桥职业技术学院 partnersWith {B}" in relations(
        read(text, "南桥职业技术学院简讯"), "partnersWith"
    )


def test_who_signs_a_text_is_its_school() -> None:
    text = f"例会纪要\n\n一、与{A}共建实训基地。\n二、红山职业技术学校来函。\n\n南桥职业技术学院办公室\n2024年9月12日印发"
    assert own(text) == "南桥职业技术学院"


def test_a_record_is_about_the_school_that_it_names() -> None:
    assert (
        own("【学校档案卡】\n\n校名：南桥职业技术学校\n对口帮扶：东山技师学院\n合作企业：青溪重工有限公司")
        == "南桥职业技术学校"
    )


def test_a_label_over_a_partner_does_not_make_it_the_own_school() -> None:
    text = "南桥职业技术学院年度报告\n\n我校合作学校如下。\n\n院校名称：东山职业技术学校\n专业：会计"
    assert own(text) == "南桥职业技术学院"


@pytest.mark.parametrize("title", ["三所学校，一条链", "两校结对记"])
def test_stories_about_several_schools_are_nobodys(title: str) -> None:
    body = f"南桥职业技术学院与东屏县职业中学结对。学校的学生到{A}实习。学校与{B}签约。南桥职业技术学院的学生获奖。"
    assert own(f"{title}\n\n{body}") is None
    assert own(f"{title}\n\n{body}我校将继续努力。") == "南桥职业技术学院"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("合作企业:晨曦电子,望川医养;共2家.", "合作企业：晨曦电子，望川医养；共2家。"),
        ("比分2:1,共1,200人", "比分2:1,共1,200人"),
        ("www.example.com", "www.example.com"),
    ],
)
def test_half_width_punctuation_of_chinese_prose(given: str, expected: str) -> None:
    assert widen(given) == expected


def test_offsets_are_found_again_where_punctuation_was_widened() -> None:
    given = f"学校与{A}合作.\n2023年招生,共80人.\n"
    document = parse(given, id="x")
    alignment = Alignment(given, document)
    at = document.text.index("合作")
    span = alignment.span(at, at + 3)
    assert span is not None
    assert given[slice(*span)] == "合作."


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("1-1 青溪重工有限公司", True),
        ("3-5 名学生参加", False),
        ("10-12 月开展", False),
        ("·海口市平安校园", True),
        ("······12", False),
    ],
)
def test_numbers_in_parts_and_dots_open_items(line: str, item: bool) -> None:
    found = sign(line)
    assert (found is not None and found.kind == "item") == item
