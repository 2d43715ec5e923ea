"""The scorer: what counts as agreement, and what each kind of error costs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.scoring import (
    Count,
    Entity,
    Reading,
    Relation,
    compare,
    fold,
    normal_rank,
    overlap,
    pair_up,
    read_gold,
    readings_of,
)

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def reading(*entities: tuple[str, str], relations: tuple[Relation, ...] = ()) -> Reading:
    keyed = {f"{kind} {name}": Entity(kind, name, {name}, normal_rank("", name)) for kind, name in entities}
    return Reading(keyed, list(relations))


def test_names_are_folded() -> None:
    assert fold(" “云泊（ＡＢ）” 班") == "云泊(ab)班"


@pytest.mark.parametrize(
    ("stated", "name", "rank"),
    [
        ("", "某赛 一等奖", "一等奖"),
        ("金", "某节 金", "金奖"),
        ("冠军", "x", "第一名"),
        ("三星级", "清廉校园", ""),
    ],
)
def test_ranks_are_normalised(stated: str, name: str, rank: str) -> None:
    assert normal_rank(stated, name) == rank


def test_overlap_is_dice_of_bigrams() -> None:
    assert overlap("甲乙丙", "甲乙丙") == 1.0
    assert overlap("甲乙丙", "甲乙丁") == pytest.approx(0.5)
    assert overlap("甲", "甲") == 1.0
    assert overlap("甲乙", "丙丁") == 0.0


def test_gold_agrees_with_itself() -> None:
    gold = read_gold(SAMPLES / "gold")
    planless = {
        name: Reading(r.entities, [x for x in r.relations if not x.planned]) for name, r in gold.items()
    }
    result = compare(planless, gold)
    assert result.entity_f1 == result.relation_f1 == result.kind_accuracy == 1.0
    assert result.differences == []


def test_an_empty_prediction_scores_nothing() -> None:
    result = compare({}, read_gold(SAMPLES / "gold"))
    assert (result.core_entity_f1, result.entity_f1, result.relation_f1, result.kind_accuracy) == (0, 0, 0, 0)


def test_a_name_that_fits_any_school_pairs_nothing() -> None:
    gold = {"a": Entity("School", "甲职业学院", {"甲职业学院", "学校"})}
    assert pair_up(gold, {"x": Entity("School", "学校", {"学校"})}) == {}


def test_pairing_is_one_to_one_and_prefers_the_full_name() -> None:
    gold = {"a": Entity("Enterprise", "甲乙股份有限公司", {"甲乙股份有限公司", "甲乙"})}
    found = {
        "x": Entity("Enterprise", "甲乙", {"甲乙"}),
        "y": Entity("Enterprise", "甲乙股份有限公司", {"甲乙股份有限公司"}),
    }
    assert pair_up(gold, found) == {"a": "y"}


def test_awards_need_the_same_rank() -> None:
    gold = {"a": Entity("Award", "省技能大赛 一等奖", {"省技能大赛 一等奖"}, "一等奖")}
    other = {"x": Entity("Award", "省技能大赛 二等奖", {"省技能大赛 二等奖"}, "二等奖")}
    same = {"x": Entity("Award", "2023年省技能大赛一等奖", {"2023年省技能大赛一等奖"}, "一等奖")}
    assert pair_up(gold, other) == {}
    assert pair_up(gold, same) == {"a": "x"}


def test_relations_between_schools_have_no_direction_but_others_do() -> None:
    ends = (("School", "甲校"), ("School", "乙校"), ("Enterprise", "丙厂"))
    forth = Relation("School 甲校", "articulatesWith", "School 乙校")
    back = Relation("School 乙校", "articulatesWith", "School 甲校")
    result = compare({"d": reading(*ends, relations=(back,))}, {"d": reading(*ends, relations=(forth,))})
    assert result.relation_f1 == 1.0
    founded = Relation("School 甲校", "partnersWith", "Enterprise 丙厂", frozenset({"师资"}))
    turned = Relation("Enterprise 丙厂", "partnersWith", "School 甲校", frozenset({"师资"}))
    result = compare({"d": reading(*ends, relations=(turned,))}, {"d": reading(*ends, relations=(founded,))})
    assert result.relation_f1 == 0.0


def test_planned_cooperation_counts_neither_way() -> None:
    ends = (("School", "甲校"), ("Enterprise", "丙厂"))
    planned = Relation("School 甲校", "partnersWith", "Enterprise 丙厂", frozenset({"其他"}), planned=True)
    claimed = Relation("School 甲校", "partnersWith", "Enterprise 丙厂", frozenset({"其他"}))
    gold = {"d": reading(*ends, relations=(planned,))}
    for relations in ((), (claimed,)):
        assert compare({"d": reading(*ends, relations=relations)}, gold).relations["partnersWith"] == Count()


def test_kinds_are_counted_on_agreeing_relations_only() -> None:
    ends = (("School", "甲校"), ("Enterprise", "丙厂"), ("Enterprise", "丁厂"))

    def partner(firm: str, kind: str) -> Relation:
        return Relation("School 甲校", "partnersWith", f"Enterprise {firm}", frozenset({kind}))

    gold = {"d": reading(*ends, relations=(partner("丙厂", "师资"), partner("丁厂", "培训")))}
    claim = {"d": reading(*ends, relations=(partner("丙厂", "平台"),))}
    result = compare(claim, gold)
    assert result.kind_accuracy == 0.0
    assert result.kinds.annotated == 1
    assert result.relations["partnersWith"] == Count(hits=1, predicted=1, annotated=2)


def test_tables_become_readings() -> None:
    entities = pd.DataFrame(
        [
            {"id": "s", "type": "School", "name": "甲校", "aliases": "甲", "rank": None},
            {"id": "f", "type": "Enterprise", "name": "丙厂", "aliases": "", "rank": None},
        ]
    )
    mentions = pd.DataFrame([{"entity": "s", "document": "d", "surface": "甲职校", "start": 0, "end": 3}])
    row = {"head": "s", "relation": "partnersWith", "tail": "f", "document": "d"}
    relations = pd.DataFrame(
        [
            {**row, "kind": "师资|培训", "status": "active"},
            {**row, "relation": "hasProgram", "kind": "", "status": "ended"},
        ]
    )
    document = readings_of(entities, mentions, relations)["d"]
    assert document.entities["s"].telling_names() == {"甲校", "甲", "甲职校"}
    assert document.relations == [Relation("s", "partnersWith", "f", frozenset({"师资", "培训"}))]
