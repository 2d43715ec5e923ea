"""A small graph built as the program builds one, with its store on disk."""

from __future__ import annotations

import pytest

from extract.records import Entity, Evidence, Extraction, Mention, Relation
from graph.knowledge import KnowledgeGraph, open_graph
from graph.store import write_graph

ODD = 'A/B "100%" <b>培训</b> & 中心'
TEXT = "云溪职业技术学院（简称云溪职院）与启衡智能装备有限公司共建订单班。" + ODD + "提供实训基地。"


def _mention(name: str) -> Mention:
    return Mention(TEXT.index(name), TEXT.index(name) + len(name))


def _evidence(quote_: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote_)
    return (Evidence(start, start + len(quote_), quote_),)


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    school = Entity("School", "云溪职业技术学院", ("云溪职院",), mentions=(_mention("云溪职业技术学院"),))
    firm = Entity("Enterprise", "启衡智能装备有限公司", mentions=(_mention("启衡智能装备有限公司"),))
    odd = Entity("Organization", ODD, mentions=(_mention(ODD),))
    document = Extraction(
        document="云溪-2022",
        title="云溪职业技术学院质量年报",
        year=2022,
        digest="0",
        characters=len(TEXT),
        own=0,
        entities=(school, firm, odd),
        relations=(
            Relation(0, "partnersWith", 1, ("订单班",), evidence=_evidence("共建订单班")),
            Relation(0, "partnersWith", 2, ("实训基地",), evidence=_evidence("提供实训基地")),
        ),
    )
    folder = tmp_path_factory.mktemp("graph") / "kg"
    write_graph(folder, [document], {"云溪-2022": TEXT})
    return open_graph(folder)
