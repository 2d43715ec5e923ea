"""The CRF of names: what it finds, how it weighs on other proposals, and that it is safe on any text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import name_model
from extract.cues import scan
from extract.name_model import LABELS, SIZE, NameModel, features, model
from extract.pipeline import extract
from extract.reading import parse


def spans(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.type) for s in model().read(text, scan(text)).spans]


def test_finds_firms_that_no_tail_gives_away() -> None:
    found = spans("学校与云岭绿源牧业、青溪德赛精密共建实训基地，学生到望川恒康药业顶岗实习。")
    assert found == [
        ("云岭绿源牧业", "Enterprise"),
        ("青溪德赛精密", "Enterprise"),
        ("望川恒康药业", "Enterprise"),
    ]


@pytest.mark.parametrize(
    "frame",
    [
        "学校与{}共建实训基地。",
        "我校先后与{}、{}等企业开展合作。",
        "与{}签订校企合作协议。",
        "学生到{}顶岗实习。",
    ],
)
def test_finds_most_firms_of_brand_and_trade(frame: str) -> None:
    called = ("望川", "岭青", "白石滩", "鑫恒", "禾屏", "锦渡", "云昌", "康隆", "汇川源", "达润")
    names = [brand + trade for brand in called for trade in ("家纺", "精密", "药业", "食品", "电梯", "农牧")]
    found = 0
    for name in names:
        found += (name, "Enterprise") in spans(frame.format(name, "青溪重工"))
    assert found >= 0.7 * len(names)


def test_finds_nothing_where_nothing_is_named() -> None:
    assert spans("不断提高人才培养质量，完善学生资助体系，加强教师队伍建设。") == []


@pytest.mark.parametrize("text", ["", "\n", "。", "、，；", "校", "\U0001f600", "a" * 500, "（" * 300])
def test_reads_texts_without_names(text: str) -> None:
    assert [s for s in model().read(text, scan(text)).spans if s.type == "School"] == []


@given(st.text(alphabet="学校与青溪公司（）“”、，。\n和集团有限a1", max_size=120))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    found = model().read(text, scan(text)).spans
    assert all(0 <= s.start < s.end <= len(text) and 0.0 < s.probability <= 1.0001 for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert not any("\n" in text[s.start : s.end - 1] for s in found)


def test_features_are_rows_of_the_table() -> None:
    text = "学校与青溪公司共建产业学院。"
    rows = np.stack(features(text, scan(text)))
    assert rows.shape[1] == len(text)
    assert rows.min() >= 0
    assert rows.max() < SIZE


def test_forward_backward_agrees_with_all_paths_counted() -> None:
    rng = np.random.default_rng(7)
    transitions = rng.normal(size=(len(LABELS), len(LABELS))).astype(np.float32)
    steps = rng.integers(-200, 200, size=(3, len(LABELS))).astype(np.int16)
    steps[:, 0] = 0
    chances = NameModel(steps[:, 1:], 0.01, transitions)._chances(steps[:, 1:], [1, 1, 1])
    scores = steps * 0.01
    weights = np.exp(
        scores[0][:, None, None]
        + transitions[:, :, None]
        + scores[1][None, :, None]
        + transitions[None]
        + scores[2][None, None, :]
    )
    weights /= weights.sum()
    expected = np.stack([weights.sum(axis=(1, 2)), weights.sum(axis=(0, 2)), weights.sum(axis=(0, 1))])
    np.testing.assert_allclose(chances, expected, rtol=1e-4)


def test_an_opened_bracket_is_closed_or_left_out() -> None:
    text = "采埃孚（长春）"
    whole = name_model._bracketed(text, name_model.NameSpan(0, 6, "Enterprise", 1.0))
    assert text[whole.start : whole.end] == "采埃孚（长春）"
    cut = name_model._bracketed("采埃孚（长春的", name_model.NameSpan(0, 6, "Enterprise", 1.0))
    assert cut.end == 3


def test_the_model_can_be_left_out() -> None:
    document = parse("青岚职业技术学院\n学院与云岭绿源牧业共建实训基地。", id="x")
    assert any(e.name == "云岭绿源牧业" for e in extract(document).entities)
    assert not any(e.name == "云岭绿源牧业" for e in extract(document, without=("model",)).entities)
