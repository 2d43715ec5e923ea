"""Clusters of majors and the majors in them, in sentences about institutions that do not exist."""

from __future__ import annotations

import pytest

from tests.extract.telling import COLLEGE, names, told

CLUSTERS = [
    ("学校建有机械、电气、信息、财经等4大专业群。", {"机械", "电气", "信息", "财经"}),
    ("重点建设茶叶生产、智慧养老2个省级高水平专业群。", {"茶叶生产", "智慧养老"}),
    ("重点打造智能建造、数字商贸、康养护理三大专业群。", {"智能建造", "数字商贸", "康养护理"}),
    ("做强工业机器人等智能装备类专业群。", {"智能装备"}),
    ("学校打造现代农业专业群，服务乡村振兴。", {"现代农业"}),
    ("建立专业预警与专业群动态调整机制。", set()),
    ("发挥示范作用，助力专业群建设发展。", set()),
    ("两校共建跨校专业集群。", set()),
    ("学校入选A类高水平专业群建设单位。", set()),
]


@pytest.mark.parametrize(("sentence", "clusters"), CLUSTERS)
def test_reads_clusters(sentence: str, clusters: set[str]) -> None:
    assert names("MajorCluster", sentence) == clusters
    assert told("hasCluster", sentence) == {(COLLEGE, cluster) for cluster in clusters}


MEMBERS = [
    (
        "茶产业专业群（含茶叶生产与加工技术、茶艺与茶文化、食品检验检测技术）通过验收。",
        {("茶叶生产与加工技术", "茶产业"), ("茶艺与茶文化", "茶产业"), ("食品检验检测技术", "茶产业")},
    ),
    (
        "由护理、助产、康复治疗技术组成的健康服务专业群入选省级高水平专业群。",
        {("护理", "健康服务"), ("助产", "健康服务"), ("康复治疗技术", "健康服务")},
    ),
    (
        "以数控技术专业引领智能制造专业群建设，以电子商务专业引领现代商贸专业群建设。",
        {("数控技术", "智能制造"), ("电子商务", "现代商贸")},
    ),
    (
        "学校以现代农业技术专业为龙头，联合园林技术、园艺技术专业组建生态农业专业群。",
        {("现代农业技术", "生态农业"), ("园林技术", "生态农业"), ("园艺技术", "生态农业")},
    ),
    (
        "学校开设会计信息管理、动漫设计等专业，打造现代农业专业群。",
        set(),
    ),
]


@pytest.mark.parametrize(("sentence", "pairs"), MEMBERS)
def test_reads_the_majors_of_a_cluster(sentence: str, pairs: set[tuple[str, str]]) -> None:
    assert told("inCluster", sentence) == pairs
