"""The Python names of the vocabulary: entity types, relations, cooperation kinds, statuses.

One table each; every other storey takes its words from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ENTITY_TYPES: Final = (
    "School",
    "Enterprise",
    "EducationGroup",
    "Major",
    "MajorCluster",
    "Award",
    "Program",
    "Department",
    "Organization",
)

#: Types that can be a partner, a member or a leader.
ACTORS: Final = ("School", "Enterprise", "Organization", "Department")


@dataclass(frozen=True, slots=True)
class RelationTerm:
    """A relation of the vocabulary: its name, the types of its two ends, and its labels."""

    name: str
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    zh: str
    en: str


RELATIONS: Final[dict[str, RelationTerm]] = {
    term.name: term
    for term in (
        RelationTerm("partnersWith", ("School",), ACTORS, "合作", "partners with"),
        RelationTerm("articulatesWith", ("School",), ("School",), "中高职衔接", "articulates with"),
        RelationTerm("leads", ACTORS, ("EducationGroup",), "牵头", "leads"),
        RelationTerm("memberOf", ACTORS, ("EducationGroup",), "成员单位", "is a member of"),
        RelationTerm("offersMajor", ("School",), ("Major",), "开设专业", "offers major"),
        RelationTerm("hasCluster", ("School",), ("MajorCluster",), "建有专业群", "has major cluster"),
        RelationTerm("inCluster", ("Major",), ("MajorCluster",), "属于专业群", "is in cluster"),
        RelationTerm("hasDepartment", ("School",), ("Department",), "下设院系", "has department"),
        RelationTerm("receivedAward", ENTITY_TYPES, ("Award",), "获得", "received award"),
        RelationTerm("hasProgram", ("School",), ("Program",), "合作项目", "has programme"),
        RelationTerm("programPartner", ("Program",), ACTORS, "项目合作方", "has programme partner"),
        RelationTerm("programMajor", ("Program",), ("Major",), "项目面向专业", "is for major"),
        RelationTerm(
            "partOf",
            ("Enterprise", "Program", "Department"),
            ("Enterprise", "EducationGroup", "Department"),
            "隶属",
            "is part of",
        ),
        RelationTerm("foundedBy", ("School",), ("Organization",), "举办方", "was founded by"),
    )
}

#: Kinds of cooperation (partnersWith), with their English labels.
COOPERATION_KINDS: Final[dict[str, str]] = {
    "产业学院": "industry college",
    "订单班": "order class",
    "现代学徒制": "modern apprenticeship",
    "实训基地": "training base",
    "师资": "teaching staff",
    "技术服务": "technical service",
    "成果转化": "technology transfer",
    "证书": "certification",
    "实习就业": "internship and employment",
    "培训": "training",
    "平台": "platform",
    "办学": "joint running",
    "课程教材": "courses and textbooks",
    "资金设备": "funds and equipment",
    "战略合作": "strategic cooperation",
    "竞赛": "competition",
    "其他": "other",
}

STATUSES: Final = ("active", "planned", "ended")
AWARD_LEVELS: Final = ("国际", "国家", "省", "市", "县", "校")
