"""Tables about invented institutions, in the columns of the CSV export, as large as a test wants them."""

from __future__ import annotations

import random

import pandas as pd

from graph.knowledge import RELATION_COLUMNS

BASE = "https://example.org/zhijiao/id/"
ENTITY_COLUMNS = [
    "id",
    "type",
    "name",
    "aliases",
    "documents",
    "level",
    "rank",
    "year",
    "count",
    "code",
    "kind",
    "region",
]


def _words(text: str) -> list[str]:
    return text.split()


_PLACES = _words("云溪 松屿 澜湾 青禾 北渚 石桥浦 栖霞岭 望潮 金穗 白鹭洲 长汀里 雁荡口")
_SCHOOLS = _words("职业技术学院 工业职业技术学院 技师学院 中等职业学校 旅游职业学院 现代职业学校")
_BRANDS = _words("启衡 蓝岬 博屹 鼎禾 星澜 泓远 卓垣 瑞帆 恒麓 芯擎 慧仓 沐川 锐轴 景焕 拓柏")
_TRADES = _words("智能装备 电子 新材料 物流 酒店管理 食品 汽车零部件 软件 纺织 建设 生物医药 农业科技")
_FORMS = _words("有限公司 股份有限公司 集团有限公司 科技有限公司")
_MAJORS = _words(
    "机电一体化技术 护理 物流管理 软件技术 酒店管理 数控技术 会计 电子商务 汽车检测与维修技术 服装设计 "
    "园林技术 烹饪工艺与营养 工业机器人技术 建筑工程技术 学前教育 旅游管理"
)
_KINDS = _words("产业学院 订单班 现代学徒制 实训基地 师资 技术服务 实习就业 战略合作")
_BODIES = _words("市教育局 市人民医院 市行业协会")
_RANKS = _words("一等奖 二等奖 三等奖")


class Tables:
    """Collects entities and relations, and gives them as the two tables."""

    def __init__(self) -> None:
        self.entities: dict[str, dict[str, object]] = {}
        self.rows: list[dict[str, object]] = []

    def entity(self, type_: str, name: str, aliases: str = "", documents: str = "", **attributes: str) -> str:
        """Add an entity once; returns its identifier."""
        iri = f"{BASE}{type_.lower()}/{name}"
        record: dict[str, object] = dict.fromkeys(ENTITY_COLUMNS, "")
        record |= {"id": iri, "type": type_, "name": name, "aliases": aliases, "documents": documents}
        record |= attributes
        self.entities.setdefault(iri, record)
        return iri

    def relation(self, head: str, relation: str, tail: str, evidence: str = "", **known: object) -> None:
        """Add a row: one relation in one document."""
        record: dict[str, object] = {
            "head": head,
            "head_name": self.entities[head]["name"],
            "relation": relation,
            "tail": tail,
            "tail_name": self.entities[tail]["name"],
            "kind": "",
            "status": "active",
            "year": 2022,
            "document": "report-2022",
            "evidence": evidence,
            "start": 0,
            "end": len(evidence),
            "confidence": 0.9,
            "rule": "test",
        }
        self.rows.append(record | known)

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the entity and the relation table."""
        return (
            pd.DataFrame(list(self.entities.values()), columns=ENTITY_COLUMNS),
            pd.DataFrame(self.rows, columns=RELATION_COLUMNS),
        )


def small() -> Tables:
    """Two schools, what they share and what they do not: small enough to know by heart."""
    t = Tables()
    yunxi = t.entity(
        "School", "云溪职业技术学院", "云溪职院|我校", "yunxi-2022", region="云溪市", kind="高职专科"
    )
    songyu = t.entity("School", "松屿技师学院", "", "songyu-2021", region="松屿市")
    qiheng = t.entity("Enterprise", "启衡智能装备有限公司", "启衡装备", "yunxi-2022|songyu-2021")
    lanjia = t.entity("Enterprise", "蓝岬酒店管理集团有限公司", "", "yunxi-2022")
    future = t.entity("Enterprise", "博屹新材料股份有限公司", "", "songyu-2021")
    group = t.entity("EducationGroup", "云溪现代职业教育集团", "云溪职教集团", "yunxi-2022")
    program = t.entity("Program", "启衡产业学院", "", "yunxi-2022")
    major = t.entity("Major", "机电一体化技术", "", "yunxi-2022", code="460301")
    award = t.entity(
        "Award", "全国云帆杯机器人大赛 一等奖", "", "yunxi-2022", level="国家", rank="一等奖", year="2022"
    )
    t.entity("Organization", "云溪市教育局", "", "yunxi-2022")
    t.relation(
        yunxi,
        "partnersWith",
        qiheng,
        "我校与启衡智能装备有限公司共建启衡产业学院，设订单班两个。",
        kind="产业学院|订单班",
        document="yunxi-2022",
        year=2022,
    )
    t.relation(
        songyu,
        "partnersWith",
        qiheng,
        "学院与启衡装备签订现代学徒制培养协议。",
        kind="现代学徒制",
        document="songyu-2021",
        year=2021,
    )
    t.relation(
        yunxi,
        "partnersWith",
        lanjia,
        "蓝岬酒店管理集团有限公司接收实习生60人。",
        kind="实习就业",
        document="yunxi-2022",
    )
    t.relation(
        songyu,
        "partnersWith",
        future,
        "拟与博屹新材料股份有限公司共建实训基地。",
        kind="实训基地",
        status="planned",
        document="songyu-2021",
        year=None,
    )
    t.relation(yunxi, "leads", group, "云溪职业技术学院牵头组建云溪现代职业教育集团。", document="yunxi-2022")
    t.relation(songyu, "memberOf", group, "松屿技师学院等为成员单位。", document="yunxi-2022")
    t.relation(yunxi, "hasProgram", program, "共建启衡产业学院", document="yunxi-2022")
    t.relation(program, "programPartner", qiheng, "共建启衡产业学院", document="yunxi-2022")
    t.relation(program, "programMajor", major, "启衡产业学院面向机电一体化技术专业", document="yunxi-2022")
    t.relation(yunxi, "offersMajor", major, "开设机电一体化技术专业", document="yunxi-2022")
    t.relation(yunxi, "receivedAward", award, "获全国云帆杯机器人大赛一等奖", document="yunxi-2022")
    return t


def large(schools: int = 18, firms: int = 1200, seed: int = 3) -> Tables:
    """A province of invented schools: about 2,000 entities and 3,000 relations with the defaults."""
    rng = random.Random(seed)
    t = Tables()
    names = [p + s for s in _SCHOOLS for p in _PLACES][: max(schools, 1)]
    rng.shuffle(names)
    colleges = [
        t.entity("School", n, n[:2] + "职院", f"r-{i}", region=n[:2] + "市") for i, n in enumerate(names)
    ]
    companies = []
    for i in range(firms):
        place, brand, trade = rng.choice(_PLACES), rng.choice(_BRANDS), rng.choice(_TRADES)
        suffix = "" if i < 400 else f"{i}号"
        companies.append(
            t.entity("Enterprise", f"{place}{brand}{suffix}{trade}{rng.choice(_FORMS)}", brand + trade)
        )
    bodies = [t.entity("Organization", f"{p}{k}") for p in _PLACES for k in _BODIES]
    groups = [t.entity("EducationGroup", f"{p}现代职业教育集团") for p in _PLACES[:6]]
    shared = companies[: firms // 6]
    local = companies[firms // 6 :]
    for i, college in enumerate(colleges):
        name = str(t.entities[college]["name"])
        doc = f"r-{i}"
        near = local[i * len(local) // schools : (i + 1) * len(local) // schools]
        regional = shared[i % 3 * len(shared) // 3 : (i % 3 + 1) * len(shared) // 3]
        for firm in near + rng.sample(regional, min(len(regional), rng.randint(35, 65))):
            other = t.entities[firm]["name"]
            kinds = rng.sample(_KINDS, rng.choice([1, 1, 2]))
            status = rng.choice(["active"] * 9 + ["planned"])
            t.relation(
                college,
                "partnersWith",
                firm,
                f"{name}与{other}开展{'、'.join(kinds)}合作，效果良好。",
                kind="|".join(kinds),
                status=status,
                year=rng.choice([2021, 2022, None]),
                document=doc,
            )
        for body in rng.sample(bodies, 4):
            t.relation(
                college,
                "partnersWith",
                body,
                f"{name}与{t.entities[body]['name']}共建培训基地。",
                kind="培训",
                document=doc,
            )
        t.relation(
            college, rng.choice(["leads", "memberOf"]), rng.choice(groups), "集团成员单位", document=doc
        )
        for firm in rng.sample(companies, 3):
            t.relation(firm, "memberOf", rng.choice(groups), "集团成员单位", document=doc)
        for major in rng.sample(_MAJORS, 12):
            t.relation(college, "offersMajor", t.entity("Major", major), f"开设{major}专业", document=doc)
        for n in range(rng.randint(12, 45)):
            award = t.entity("Award", f"{name[:2]}杯技能大赛{n} {rng.choice(_RANKS)}", level="省")
            t.relation(college, "receivedAward", award, "学生获奖", document=doc)
        for n, part in enumerate(["智能制造学院", "经济管理学院", "信息工程学院", "旅游与艺术学院"]):
            unit = t.entity("Department", f"{name}{part}", part)
            t.relation(college, "hasDepartment", unit, f"下设{part}", document=doc)
            if n < 2:
                program = t.entity("Program", f"{rng.choice(_BRANDS)}{name[:2]}产业学院{n}")
                t.relation(college, "hasProgram", program, "共建产业学院", document=doc)
                t.relation(program, "programPartner", rng.choice(companies), "共建产业学院", document=doc)
    return t
