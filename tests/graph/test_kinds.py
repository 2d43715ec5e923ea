"""Kinds told by names, and the fields of majors."""

from __future__ import annotations

import pytest

from graph.catalogue import Field, field_of
from graph.kinds import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云泽职业技术大学", "职业本科"),
        ("云泽职业技术学院", "高职专科"),
        ("青山医学高等专科学校", "高职专科"),
        ("云泽大学", "普通本科"),
        ("青山理工学院", "普通本科"),
        ("云泽开放大学", "成人高校"),
        ("青山县职教中心", "中职"),
        ("云泽市中等专业学校", "中职"),
        ("云泽职业高级中学", "中职"),
        ("云泽护士学校", "中职"),
        ("云泽技师学院", "技工院校"),
        ("青山县技工学校", "技工院校"),
        ("云泽市第三中学", "普通高中"),
        ("云泽大学附属中学", "普通高中"),
        ("云泽大学附属小学", "小学"),
        ("青山幼儿园", "幼儿园"),
        ("云泽特殊教育职业学校", "特殊教育"),
    ],
)
def test_schools(name: str, kind: str):
    assert kind_of("School", name) == kind


@pytest.mark.parametrize(
    ("entity_type", "name", "kind"),
    [
        ("Organization", "云泽市人力资源和社会保障局", "政府"),
        ("Organization", "云泽市第二人民医院", "医院"),
        ("Organization", "青山电子商务协会", "协会"),
        ("Organization", "云泽市公安局", "司法"),
        ("Organization", "云泽晚报", "媒体"),
        ("EducationGroup", "云泽青禾职业教育集团", "职教集团"),
        ("EducationGroup", "全国钟表行业产教融合共同体", "产教融合共同体"),
        ("EducationGroup", "云泽市域产教联合体", "产教联合体"),
        ("Program", "远帆物流产业学院", "产业学院"),
        ("Program", "远帆物流班", "订单班"),
        ("Program", "远帆物流学徒制班", "学徒制班"),
        ("Program", "华耀联合实验室", "实验室"),
    ],
)
def test_others(entity_type: str, name: str, kind: str):
    assert kind_of(entity_type, name) == kind


def test_a_stated_kind_goes_before_the_name_if_it_is_a_code():
    assert kind_of("School", "云泽职业技术学院", "中职") == "中职"
    assert kind_of("School", "云泽职业技术学院", "好学校") == "高职专科"
    assert kind_of("Enterprise", "远帆物流有限公司", "物流") == ""


def test_fields_of_majors():
    assert field_of("随便", "660301") == field_of("随便", "260301") == field_of("随便", "460301")
    assert field_of("机电一体化技术") == Field("46", "4603", "自动化类")
    assert field_of("没有这个专业") is None
    assert field_of("没有这个专业", "999999") is None
