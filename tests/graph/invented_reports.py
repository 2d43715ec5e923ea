"""Extractions written by hand, about institutions that do not exist."""

from __future__ import annotations

from extract.records import Entity, Evidence, Extraction, Mention, Relation

Relations = list[tuple[str, str, str, dict[str, object]]]


def extraction(
    document: str,
    text: str,
    entities: list[tuple[str, str, dict[str, object]]],
    relations: Relations,
    *,
    own: str | None = None,
    year: int | None = 2022,
    title: str = "",
) -> Extraction:
    """Make an extraction: mentions are all places of a name or alias, evidence is found by its quote."""
    made = []
    for kind, name, more in entities:
        aliases = tuple(more.get("aliases", ()))  # type: ignore[arg-type]
        places = sorted(
            {
                (at, at + len(form))
                for form in (name, *aliases)
                for at in range(len(text))
                if text.startswith(form, at)
            }
        )
        made.append(
            Entity(
                kind,
                name,
                aliases,
                tuple(sorted((k, str(v)) for k, v in more.items() if k not in {"aliases", "confidence"})),
                tuple(Mention(*place) for place in places),
                float(more.get("confidence", 0.9)),  # type: ignore[arg-type]
                "hand",
            )
        )
    index = {e.name: i for i, e in enumerate(made)}
    built = []
    for head, relation, tail, more in relations:
        quote = str(more.get("quote", text.split("。")[0]))
        start = text.index(quote)
        built.append(
            Relation(
                index[head],
                relation,
                index[tail],
                tuple(more.get("kinds", ())),  # type: ignore[arg-type]
                more.get("status", "active"),  # type: ignore[arg-type]
                more.get("year"),  # type: ignore[arg-type]
                float(more.get("confidence", 0.8)),  # type: ignore[arg-type]
                str(more.get("rule", "hand")),
                (Evidence(start, start + len(quote), quote),),
            )
        )
    return Extraction(
        document,
        title or f"{document}年度质量报告",
        year,
        f"in/{document}.txt",
        "0" * 60 + f"{len(text):04d}",
        len(text),
        index[own] if own else None,
        tuple(made),
        tuple(built),
    )


TEXTS = {
    "yunzhou-2021": (
        "云州职业技术学院与云州华耀机电股份有限公司共建华耀产业学院，面向机电一体化技术专业。"
        "学校开设护理专业、机电一体化技术专业，建有智能制造专业群。学校牵头云州市青禾职业教育集团。"
        "与青山仪表厂合作订单班。学校获全国技能大赛一等奖2项。与云州第二技师学院开展中高职衔接。"
    ),
    "yunzhou-2022": (
        "云州职业技术学院与华耀机电继续合作实训基地。云职院开设护理专业。拟与北屿酒店共建酒店学院。"
        "学校与云州第二技师学院互派师资，获全国技能大赛一等奖。市教育局到校调研。"
    ),
    "ershi-2022": (
        "云州第二技师学院与“云州华耀机电股份有限公司”、远帆物流有限公司合作。"
        "学校开设机电一体化技术专业，加入云州青禾职业教育集团。市教育局举办学校。"
    ),
}


def corpus() -> list[Extraction]:
    """Three reports of two schools of the invented city of Yunzhou."""
    one, two, three = TEXTS.values()
    yzc, hy, gp, major = (
        "云州职业技术学院",
        "云州华耀机电股份有限公司",
        "云州市青禾职业教育集团",
        "机电一体化技术",
    )
    tech = "云州第二技师学院"
    return [
        extraction(
            "yunzhou-2021",
            one,
            [
                ("School", yzc, {"aliases": ("学校", "云职院")}),
                ("Enterprise", hy, {"aliases": ("华耀机电",)}),
                ("Enterprise", "青山仪表厂", {}),
                ("Program", "华耀产业学院", {}),
                ("Major", major, {"code": "460301"}),
                ("Major", "护理", {}),
                ("MajorCluster", "智能制造", {}),
                ("EducationGroup", gp, {}),
                (
                    "Award",
                    "全国技能大赛一等奖",
                    {"level": "国家", "rank": "一等奖", "count": 2, "year": 2021},
                ),
                ("School", tech, {}),
            ],
            [
                (yzc, "partnersWith", hy, {"kinds": ("产业学院",), "confidence": 0.95}),
                (yzc, "hasProgram", "华耀产业学院", {}),
                ("华耀产业学院", "programPartner", hy, {}),
                ("华耀产业学院", "programMajor", major, {}),
                (yzc, "offersMajor", major, {"quote": "学校开设护理专业、机电一体化技术专业"}),
                (yzc, "offersMajor", "护理", {"quote": "学校开设护理专业"}),
                (yzc, "hasCluster", "智能制造", {"quote": "建有智能制造专业群"}),
                (major, "inCluster", "智能制造", {"confidence": 0.4}),
                (yzc, "leads", gp, {"quote": "学校牵头云州市青禾职业教育集团"}),
                (
                    yzc,
                    "partnersWith",
                    "青山仪表厂",
                    {"kinds": ("订单班",), "quote": "与青山仪表厂合作订单班"},
                ),
                (yzc, "receivedAward", "全国技能大赛一等奖", {"quote": "学校获全国技能大赛一等奖2项"}),
                (yzc, "articulatesWith", tech, {"quote": "与云州第二技师学院开展中高职衔接"}),
            ],
            own=yzc,
            year=2021,
        ),
        extraction(
            "yunzhou-2022",
            two,
            [
                ("School", yzc, {"aliases": ("学校", "云职院")}),
                ("Enterprise", "华耀机电", {}),
                ("Enterprise", "北屿酒店", {}),
                ("Major", "护理", {}),
                ("Award", "全国技能大赛一等奖", {"level": "国家", "rank": "一等奖", "year": 2022}),
                ("School", tech, {}),
                ("Organization", "市教育局", {}),
            ],
            [
                (yzc, "partnersWith", "华耀机电", {"kinds": ("实训基地",)}),
                (yzc, "partnersWith", "北屿酒店", {"status": "planned", "quote": "拟与北屿酒店共建酒店学院"}),
                (yzc, "offersMajor", "护理", {"quote": "云职院开设护理专业"}),
                (yzc, "receivedAward", "全国技能大赛一等奖", {"quote": "获全国技能大赛一等奖"}),
                (
                    yzc,
                    "partnersWith",
                    tech,
                    {"kinds": ("师资",), "quote": "学校与云州第二技师学院互派师资"},
                ),
            ],
            own=yzc,
        ),
        extraction(
            "ershi-2022",
            three,
            [
                ("School", tech, {"aliases": ("学校",)}),
                ("Enterprise", hy, {}),
                ("Enterprise", "远帆物流有限公司", {}),
                ("Major", major, {}),
                ("EducationGroup", "云州青禾职业教育集团", {}),
                ("Organization", "市教育局", {}),
            ],
            [
                (tech, "partnersWith", hy, {"kinds": ("其他",)}),
                (tech, "partnersWith", "远帆物流有限公司", {"kinds": ("其他",)}),
                (tech, "offersMajor", major, {"quote": "学校开设机电一体化技术专业"}),
                (tech, "memberOf", "云州青禾职业教育集团", {"quote": "加入云州青禾职业教育集团"}),
                (tech, "foundedBy", "市教育局", {"quote": "市教育局举办学校"}),
            ],
            own=tech,
        ),
    ]
