"""A school's own units, in sentences about institutions that do not exist."""

from __future__ import annotations

import pytest

from tests.extract.telling import COLLEGE, names, told

UNITS = [
    (
        "学校现有茶叶与食品学院、机电工程学院、护理学院等8个二级学院。",
        {"茶叶与食品学院", "机电工程学院", "护理学院"},
    ),
    ("学校设有大数据与会计学院、林产与家具学院。", {"大数据与会计学院", "林产与家具学院"}),
    ("学校下设汽车系、建工系、幼教系和公共教学部。", {"汽车系", "建工系", "幼教系", "公共教学部"}),
    ("学校设医学护理系、药学系、思政部和基础教研部。", {"医学护理系", "药学系", "思政部", "基础教研部"}),
    ("我校动漫艺术学院与传媒学院联合举办毕业设计展。", {"动漫艺术学院", "传媒学院"}),
    ("院长章伟及护理学院、康复学院师生代表参加活动。", {"护理学院", "康复学院"}),
    ("指导教师为商贸学院李芳。", {"商贸学院"}),
    ("依托“青禾农学院”开展新型农民培训。", {"青禾农学院"}),
    ("学校设有机电系、经管系和思想政治理论课教学部。", {"机电系", "经管系", "思想政治理论课教学部"}),
    ("★水利工程系学生团队参加展演。", {"水利工程系"}),
    ("组建跨专业教学团队，由智能制造学院负责管理。", {"智能制造学院"}),
]


@pytest.mark.parametrize(("sentence", "units"), UNITS)
def test_reads_the_units_of_the_school(sentence: str, units: set[str]) -> None:
    assert names("Department", sentence) == units
    assert told("hasDepartment", sentence) == {(COLLEGE, unit) for unit in units}


NO_UNITS = [
    "学校坚持党建引领，服务学院和社会。",
    "2022学年学院开展各类培训。",
    "学校建立多个二级学院和产业学院。",
    "完善内部质量保证体系，构建师生关系新生态。",
    "学校推动各二级学院与企业开展合作。",
    "该赛项考核水泵主机和轴系装配。",
    "“远山国际学院”系外地一家机构自称，与我校没有合作。",
    "教学部门和培训部门共同制定方案。",
]


@pytest.mark.parametrize("sentence", NO_UNITS)
def test_what_is_no_unit(sentence: str) -> None:
    assert names("Department", sentence) == set()


def test_a_unit_of_another_university_belongs_to_it() -> None:
    sentence = "学校与东麓民族大学建筑学院共享师资。"
    assert told("hasDepartment", sentence) == {("东麓民族大学", "东麓民族大学建筑学院")}


def test_a_unit_named_with_its_school_and_without_is_one() -> None:
    sentences = (f"{COLLEGE}茶学院成立于2016年。", "2023年，茶学院招生120人。")
    assert told("hasDepartment", *sentences) == {(COLLEGE, "茶学院")}


def test_names_in_brackets_are_the_same_unit() -> None:
    sentence = "学校设继续教育学院（老年教育学院、社区教育学院）和护理学院。"
    assert names("Department", sentence) == {"继续教育学院", "护理学院"}


def test_a_unit_that_is_only_planned_is_planned() -> None:
    sentence = "学校筹建现代茶学院。"
    assert told("hasDepartment", sentence) == set()
    assert told("hasDepartment", sentence, status="planned") == {(COLLEGE, "现代茶学院")}
