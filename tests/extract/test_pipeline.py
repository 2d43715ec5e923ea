"""From a document to its records: what holds whatever the text is."""

from __future__ import annotations

import json
import pickle
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pipeline import extract
from extract.reading import parse
from extract.records import Extraction
from extract.typography import tidy
from ontology.terms import COOPERATION_KINDS, ENTITY_TYPES, RELATIONS, STATUSES
from tests.extract.small_texts import OWN, TITLE, read

#: What reports are made of, and what breaks into them.
PHRASES = [
    *[
        "学校",
        "我校",
        "学院",
        "该校",
        OWN,
        "临渊职业技术学院",
        "常山县职业教育中心",
        "砚池技师学院",
        "前身是",
        "更名为",
    ],
    *[
        "青溪重工有限公司",
        "江苏青溪重工股份有限公司",
        "青溪重工",
        "望川医养",
        "卡特彼勒",
        "常州分公司",
        "洛湾集团旗下",
    ],
    *[
        "常山县人民政府",
        "浙江省教育厅",
        "常山县第九人民医院",
        "长三角轴承产教融合共同体",
        "常山县胡柚职教集团",
    ],
    *[
        "与",
        "和",
        "由",
        "在",
        "为",
        "联合",
        "赴",
        "、",
        "，",
        "。",
        "；",
        "：",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "(",
        ")",
    ],
    *[
        "共建实训基地",
        "共建青溪智造产业学院",
        "开设“青溪班”",
        "签订战略合作协议",
        "捐赠机床5台",
        "派技师授课",
        "顶岗实习",
    ],
    *[
        "等12家企业",
        "三家单位",
        "等31个专业",
        "数控技术专业",
        "护理、助产",
        "大数据与会计",
        "轴承智造专业群",
        "（含护理、助产）",
    ],
    *[
        "拟",
        "下一步，",
        "洽谈",
        "已终止",
        "分别",
        "牵头",
        "副理事长单位：",
        "成员单位有",
        "前者",
        "后者",
        "3+2",
        "（以下简称“溪工”）",
    ],
    *[
        "荣获2023年全国职业院校技能大赛一等奖2项",
        "“青溪重工杯”",
        "4金2银",
        "入选国家级",
        "2023年",
        "同年",
        "一、",
        "（一）",
        "1.",
        "表1 校企合作一览表",
    ],
    *[
        "\n",
        "\n\n",
        "\t",
        " ",
        "　",
        "\r\n",
        "序号\t企业名称\t合作专业\n1\t青溪重工有限公司\t数控技术\n2\t望川医养\t护理\n",
    ],
    *["\u200b", "\x00", "\ufeff", "A", "ＡＢ", "é", "😀", "𠀀", "\u202e", "·", "—", "|", "%", "’"],
]
TEXTS = st.lists(st.sampled_from(PHRASES) | st.text(max_size=4), max_size=40).map("".join)
TITLES = st.sampled_from(["", f"{TITLE}\n", "常山县职业教育工作简报\n"])
REPORTS = st.builds(str.__add__, TITLES, TEXTS)
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: Extraction, text: str) -> None:
    """Assert what every extraction promises."""
    count = len(found.entities)
    assert found.characters == len(text)
    assert found.own is None or found.entities[found.own].type in ("School", "EducationGroup")
    for entity in found.entities:
        assert entity.type in ENTITY_TYPES
        assert entity.name
        assert entity.name == entity.name.strip()
        assert entity.name not in entity.aliases
        assert list(entity.aliases) == sorted(set(entity.aliases))
        assert 0.0 <= entity.confidence <= 1.0
        assert entity.rule
        assert entity.mentions
        assert list(entity.mentions) == sorted(set(entity.mentions), key=lambda m: (m.start, m.end))
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
    edges = [(r.head, r.relation, r.tail) for r in found.relations]
    assert len(set(edges)) == len(edges)
    for relation in found.relations:
        assert 0 <= relation.head < count
        assert 0 <= relation.tail < count
        assert relation.head != relation.tail
        term = RELATIONS[relation.relation]
        assert found.entities[relation.head].type in term.heads
        assert found.entities[relation.tail].type in term.tails
        assert set(relation.kinds) <= set(COOPERATION_KINDS)
        assert relation.status in STATUSES
        assert 0.0 < relation.confidence <= 1.0
        assert relation.rule
        assert relation.evidence
        for evidence in relation.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert evidence.quote
            assert evidence.quote == re.sub(r"\s+", " ", text[evidence.start : evidence.end]).strip()


@QUICK
@given(REPORTS)
def test_any_report_gives_sound_records(text: str) -> None:
    document = parse(text, id="x")
    check(extract(document), document.text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sound_records(text: str) -> None:
    document = parse(text, id="x")
    check(extract(document), document.text)


@QUICK
@given(REPORTS)
def test_the_same_text_gives_the_same_extraction_and_survives_travel(text: str) -> None:
    document = parse(text, id="x")
    found = extract(document)
    assert extract(pickle.loads(pickle.dumps(document))) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert Extraction.from_dict(json.loads(json.dumps(found.to_dict()))) == found


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["青溪", "望川", "砚池", "洛湾", "临渊"]), st.sampled_from(["重工", "医养", "纺织"]))
def test_a_firm_is_read_whatever_its_name(brand: str, trade: str) -> None:
    firm = f"{brand}{trade}有限公司"
    found = read(f"学校与{firm}共建实训基地。")
    assert [e.name for e in found.entities if e.type == "Enterprise"] == [firm]


def test_a_report_round_trips_as_plain_data() -> None:
    found = read("学校与青溪重工有限公司共建青溪智造产业学院，面向数控技术专业，获浙江省一等奖。")
    assert found.relations
    data = found.to_dict()
    assert json.loads(json.dumps(data, ensure_ascii=False))["entities"][0]["type"] == "School"
    again = Extraction.from_dict(data)
    assert again == found
    assert hash(again) == hash(found)


def test_an_extraction_keeps_what_the_document_says_of_itself() -> None:
    found = extract(parse(f"{TITLE}\n学校占地千亩。", id="云麓-2023"))
    assert found.document == "云麓-2023"
    assert found.title == TITLE
    assert found.year == 2023
    assert found.own == 0


@pytest.mark.parametrize(
    "text", ["", "\n", "\t", "。", "\x00", "、、、", "（（（", "”“", "有限公司", "专业", "等"]
)
def test_next_to_nothing(text: str) -> None:
    document = parse(text, id="x")
    found = extract(document)
    check(found, document.text)
    assert found.entities == ()


def test_entities_stand_in_the_order_of_the_text() -> None:
    found = read("学校与望川医养有限公司签约，与青溪重工有限公司签约。")
    starts = [min(m.start for m in e.mentions) for e in found.entities]
    assert starts == sorted(starts)


def test_mentions_cover_every_naming_and_words_for_the_school() -> None:
    text = f"{TITLE}\n我校与青溪重工有限公司签约。青溪重工有限公司向学校捐款。"
    document = parse(text, id="x")
    found = extract(document)
    surfaces = {e.name: [document.text[m.start : m.end] for m in e.mentions] for e in found.entities}
    assert surfaces["青溪重工有限公司"] == ["青溪重工有限公司"] * 2
    assert surfaces[OWN] == [OWN, "我校", "学校"]


def test_a_name_broken_by_a_line_end_is_one() -> None:
    line = (
        "深化产教融合是学校的办学特色，多年来始终坚持。学校与青溪重工股份有限公司签订协议，双方在人才培养、技术服务、"
        "员工培训等方面开展合作，并共建实训基地，每年接收实习生近百名，毕业生深受好评。"
    )
    at = line.index("股份有限") + 3
    width = at // 2
    found = read("\n".join(line[i : i + width] for i in range(0, len(line), width)))
    assert "青溪重工股份有限公司" in {e.name for e in found.entities if e.type == "Enterprise"}


def test_a_programme_makes_its_partner_the_schools() -> None:
    found = read("学校与青溪重工有限公司共建青溪智造产业学院。")
    edges = {
        (found.entities[r.head].name, r.relation, found.entities[r.tail].name): r.kinds
        for r in found.relations
    }
    assert (OWN, "hasProgram", "青溪智造产业学院") in edges
    assert ("青溪智造产业学院", "programPartner", "青溪重工有限公司") in edges
    assert "产业学院" in edges[OWN, "partnersWith", "青溪重工有限公司"]


def test_tables_and_prose_are_one_document() -> None:
    table = "序号\t企业名称\t合作专业\n1\t青溪重工有限公司\t数控技术\n2\t望川医养有限公司\t护理\n"
    text = f"青溪重工有限公司捐赠机床。\n表1 校企合作一览表\n{table}"
    found = read(text)
    firms = {e.name: e for e in found.entities if e.type == "Enterprise"}
    assert set(firms) == {"青溪重工有限公司", "望川医养有限公司"}
    assert len(firms["青溪重工有限公司"].mentions) == 2


def test_a_tidy_line_reads_like_an_untidy_one() -> None:
    line = "学校 与 青溪重工有限公司 共建 实训基地。"
    names = {e.name for e in read(tidy(line)).entities}
    assert "青溪重工有限公司" in names
