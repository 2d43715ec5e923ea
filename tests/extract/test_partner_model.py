"""The model of partners: contexts with names blanked, and what it makes of them."""

from __future__ import annotations

import pytest

from extract.mentions import find_mentions
from extract.partner_model import SIZE, WIDTH, Context, Judgement, contexts, features, model
from extract.pipeline import extract
from extract.reading import parse
from extract.resolution import resolve
from extract.sentences import Sentence, sentences


def read(text: str) -> list[Sentence]:
    reading = find_mentions(parse(f"青岚职业技术学院\n{text}", id="x"))
    return [s for s in sentences(reading, resolve(reading)) if text.startswith(s.text[:4])]


def test_names_are_blanked_and_lists_stand_as_one() -> None:
    (sentence,) = read("学校与青溪重工有限公司、望川县人民医院共建护理专业实训基地。")
    (unit,) = [u for u in sentence.units("Enterprise", "Organization") if len(u) == 2]
    (context,) = contexts(sentence, [unit])
    assert context.left.endswith("¦Ⓗ与")
    assert context.right.startswith("共建Ⓜ")
    assert set(context.types) == {"Ⓔ", "Ⓞ"}


def test_features_are_rows_and_nothing_is_row_zero() -> None:
    rows = features([Context("", "", "Ⓔ"), Context("甲" * WIDTH, "乙" * WIDTH, "Ⓞ")])
    assert rows.min() == 0
    assert rows.max() < SIZE
    assert (rows[0] > 0).sum() < (rows[1] > 0).sum()


@pytest.mark.parametrize(
    ("left", "right", "partner"),
    [
        ("¦Ⓗ与", "共建Ⓟ，联合培养学徒36人。", True),
        ("¦学生到", "顶岗实习。", True),
        ("¦Ⓗ获", "颁发的荣誉证书。", False),
        ("¦会议由", "主办，来自全省的代表参加会议。", False),
    ],
)
def test_partners_and_others(left: str, right: str, partner: bool) -> None:
    (chance,) = model().chances(features([Context(left, right, "Ⓔ")]))
    assert (chance > 0.5) == partner


def test_kinds_are_told_of() -> None:
    (row,) = features([Context("¦Ⓗ学生分批到", "顶岗实习，毕业后择优录用。", "Ⓔ")])
    assert "实习就业" in model().kinds_of(row)


def test_judges_only_lists_of_others() -> None:
    found = read("学校与青溪重工有限公司共建实训基地。")
    judged = Judgement(found)
    (unit,) = found[0].units("Enterprise", "School")
    assert judged.chance(unit[0].start) > 0.7
    assert judged.chance(-1) == 0.5
    assert judged.kinds(-1) == ()


def test_no_sentence_no_judgement() -> None:
    assert Judgement([]).chance(0) == 0.5


def test_the_same_text_gives_the_same_extraction() -> None:
    document = parse("青岚职业技术学院\n学院牵手青溪锂能，把课堂搬进车间。", id="x")
    assert extract(document) == extract(document)
