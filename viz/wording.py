"""Words and colours of the pages: labels in Chinese and English for types, relations, attributes, statuses.

The names that are labelled come from `ontology.terms`; a term added there gets its row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ontology.terms import RELATIONS


@dataclass(frozen=True, slots=True)
class TypeLook:
    """How an entity type is shown: labels, colours on light and dark ground, and the shape on the map."""

    zh: str
    en: str
    light: str
    dark: str
    shape: str = "dot"


#: In the order of the legend. Hues are spread so that the common types differ for colour-blind readers too.
TYPE_LOOKS: Final[dict[str, TypeLook]] = {
    "School": TypeLook("学校", "Schools", "#2c6fbb", "#6ea8e5"),
    "Enterprise": TypeLook("企业", "Enterprises", "#e08a2e", "#f0ab5e"),
    "Organization": TypeLook("其他机构", "Organisations", "#2f9a8c", "#5cc4b5"),
    "EducationGroup": TypeLook("职教集团", "Education groups", "#7a52b3", "#a98be0", "hexagon"),
    "Program": TypeLook("合作项目", "Programmes", "#c94f7c", "#e584a8", "diamond"),
    "Major": TypeLook("专业", "Majors", "#6a9a3b", "#9cc76f"),
    "MajorCluster": TypeLook("专业群", "Major clusters", "#47702a", "#7fae58", "square"),
    "Department": TypeLook("院系", "Departments", "#7f8ea3", "#a3b1c6"),
    "Award": TypeLook("奖项荣誉", "Awards", "#c2a11f", "#e0c453", "star"),
}

#: The types of the partnership network, which large graphs open with.
PARTNERSHIP_TYPES: Final = ("School", "Enterprise", "Organization", "EducationGroup", "Program")

#: How a relation reads from its tail ("开设学校" in the panel of a major); symmetric ones read as they are.
INVERSE_LABELS: Final[dict[str, tuple[str, str]]] = {
    "partnersWith": ("合作", "partners with"),
    "articulatesWith": ("中高职衔接", "articulates with"),
    "leads": ("牵头单位", "led by"),
    "memberOf": ("成员单位", "members"),
    "offersMajor": ("开设学校", "offered by"),
    "hasCluster": ("建设学校", "cluster of"),
    "inCluster": ("群内专业", "majors in the cluster"),
    "hasDepartment": ("所属学校", "department of"),
    "receivedAward": ("获奖者", "received by"),
    "hasProgram": ("项目学校", "programme of"),
    "programPartner": ("参与的合作项目", "programmes taken part in"),
    "programMajor": ("面向本专业的项目", "programmes for this major"),
    "partOf": ("下属", "parts"),
    "foundedBy": ("举办的学校", "schools founded"),
}

#: How a relation reads from its head.
FORWARD_LABELS: Final[dict[str, tuple[str, str]]] = {
    **{name: (term.zh, term.en) for name, term in RELATIONS.items()},
    "leads": ("牵头的集团", "leads"),
    "memberOf": ("加入的集团", "member of"),
}

#: Statement properties and entity attributes, in the order in which they are shown.
ATTRIBUTE_LABELS: Final[dict[str, tuple[str, str]]] = {
    "level": ("级别", "Level"),
    "rank": ("等级", "Rank"),
    "year": ("年份", "Year"),
    "count": ("数量", "Count"),
    "code": ("代码", "Code"),
    "kind": ("类别", "Kind"),
    "region": ("地区", "Region"),
}

STATUS_LABELS: Final[dict[str, tuple[str, str]]] = {
    "active": ("合作中", "active"),
    "planned": ("拟开展", "planned"),
    "ended": ("已结束", "ended"),
}
