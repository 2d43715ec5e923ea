"""Named vehicles of cooperation: 产业学院, 订单班, jointly built bases, centres, laboratories, workshops."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extract import tsv
from extract.cues import Cues
from extract.edges import left_edge
from extract.findings import Proposal

_QUOTED: Final = re.compile(
    r"[“\"「『](?P<body>[^“”\"「」『』。；\n]{2,30})[”\"」』](?P<after>[^，。；：、\n]{0,16})"
)
#: A jointly founded thing is named after one of these.
_JOINT: Final = re.compile(
    r"(?:共建|共同建设|共同建立|共同成立|共同组建|共同创建|共同打造|联合共建|合作共建|合作建设|合作建立|合作成立|合作创办|合作开办|联合建设|联合成立|联合组建|"
    r"联合创办|联合开办|联合建立|联合打造|合办|联办|合作举办|联合举办|开办|开设|组建|成立|设立|挂牌|揭牌|牵头建设|立项建设|获批建设|建有|建成|引入|校企共建|共享|举行|依托|"
    r"联合申报的|申报的|共建的|合作的|合办的|联办的|建设的|建立|建设|创立的|创办的|创办|打造|运营|入驻|启用)了?(?:的)?(?:一个|首个|\d+个)?[“\"]?$"
)
#: A 学院 is a programme only where others join in.
_WITH_OTHERS: Final = re.compile(
    r"(?:共建|共同[建成组创打]|合作[建成创开举]|联合[共建成组创开打举]|合办|联办|校企)[^，。；]{0,6}$"
)
_GENERIC: Final = re.compile(
    r"^(?:(?:校内|校外|校企|校政|共享|共享型|开放|开放型|公共|生产性|虚拟仿真|虚拟|仿真|综合|技能|职业技能|高水平|国家级|省级|市级|校级|区域|区域性|各类|多个|一批|若干|"
    r"新型|现代|特色|专业|专业化|专业性|产教融合|产教融合型|产学研|产学研用|实习|实训|实践|教学|实验|实习实训|实训实习|教育教学|教学实践|实践教学|就业|创业|创新创业|双创|"
    r"学生|教师|师资|双师|“?双师型”?|双师型教师|教师企业|企业|教师实践|培养|培训|培养培训|人才培养|人才|技术|技能人才|高技能人才|技术技能|社会|社会实践|社区|德育|党建|思政|"
    r"红色|爱国主义|劳动|校园|示范|示范性|重点|骨干|国家|省|市|国家示范|大学生|青年|大型|稳定|紧密型|优质|一流|合作|订单|冠名|定向|首批|首个|新|原|该|本|各|此|等|个|"
    r"二级|其他|相关|产业|行业|智能|智慧|数字化|信息化|在线|网络|资源|服务|管理|运行|研究|研发|创新|协同|协同创新|集|一体化|理实一体化|多功能|集产学研|职业|职业体验|"
    r"现代学徒制|学徒制|学徒|试点|中外|国际|海外|境外|名师|大师|技能大师|技能名师|工匠|劳模|匠人|高级|中级|联合|跨企业|校中|厂中|企业实践|教师企业实践|三个|两个|四个|五个|"
    r"\d+个|[一二三四五六七八九十]+个|两大|三大|四大|五大|融合|产教|型|化|的|与|和|及|、|跟岗|顶岗|岗位|考核|考试|考证|评价|职业技能等级|认定|鉴定|职业技能鉴定|证书|1\+X|"
    r"校地|政校|校校|院校|政行企校|政行校企|政校行企|政校企|社会培训|继续教育|终身|老年|文化|非遗|传承|科技|科研|生产|加工|制造|应用|专用|学习|双元制|素质|心理|安全|就业创业)+)$"
)
_BAD_BODY: Final = re.compile(
    r"[，。；：！？\n\t]|培训班的|有限公司|专业$|[我该]校|^(?:同|全|每|跨|转|分|换|小|大|值|夜|晚|白|上|下|中|早|加|轮|开|结|航|末|毕业|两个|各个|教学|行政|\d{2}级)$"
)


@cache
def tails() -> dict[str, tuple[tuple[str, ...], str, float]]:
    """Return kinds, condition and weight by tail."""
    return {
        tail: (tuple(kinds.split(",")), needs, float(weight))
        for tail, kinds, needs, weight in tsv.rows("programme_tails")
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, tails()), key=len, reverse=True)))


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds of cooperation that a programme's name says it is."""
    plain = name.strip('”“"')
    for length in range(min(8, len(plain)), 0, -1):
        entry = tails().get(plain[-length:])
        if entry:
            if entry[0] == ("订单班",) and re.search(r"学徒|现场工程师", plain):
                return ("现代学徒制",)
            return entry[0]
    return ("其他",)


def is_generic(body: str) -> bool:
    """Tell whether ``body`` says only what sort of thing it is, so that body plus tail is no name."""
    return not body or _GENERIC.match(body) is not None


def find(text: str, start: int, end: int, cues: Cues, brands: frozenset[str] = frozenset()) -> list[Proposal]:
    """Propose programmes in the paragraph ``text[start:end]``.

    ``brands`` are short names of firms known in the document: 某某班 is a programme when 某某 is one.
    """
    out: list[Proposal] = []
    quoted: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text, start, end):
        b, e = match.span("body")
        quoted.append((b - 1, e + 1))
        body = match.group("body")
        tail = _tail_of(body)
        if tail and not is_generic(body[: -len(tail)]) and not _BAD_BODY.search(body):
            kinds, needs, weight = tails()[tail]
            w = (
                max(0.75, weight)
                if tail not in ("中心", "平台", "基地", "书院", "讲堂", "教育基地", "服务中心", "图书馆")
                else 0.5
            )
            if tail in ("学院",) and not _JOINT.search(text[max(start, b - 14) : b]):
                w = 0.4
            out.append(Proposal(b, e, "Program", w + 0.1, f"programme:quoted {tail}"))
        else:
            after = _pattern().match(text, e + 1)
            if after and after.group() in tails() and len(body) <= 16 and not _BAD_BODY.search(body):
                out.append(
                    Proposal(
                        b - 1,
                        after.end(),
                        "Program",
                        0.85,
                        "programme:“…”班",
                        name=body + after.group() if after.group().endswith("班") else None,
                    )
                )
    for match in _pattern().finditer(text, start, end):
        tail = match.group()
        kinds, needs, weight = tails()[tail]
        if tail == "班" and (
            (match.end() < end and text[match.end()] in "级主子组会次长车费务制底列开员期")
            or (match.start() > start and text[match.start() - 1] in "训一")
        ):
            continue
        for edge in left_edge(text, match.start(), cues, start, quotes=True, joins=0.6, soft=False)[:3]:
            begin = edge.start
            while begin < match.start() and text[begin] in "”’、）)":
                begin += 1
            if begin > start and text[begin - 1] in '“"' and "”" in text[begin : match.start()]:
                begin -= 1
            body = text[begin : match.start()]
            if body.count("“") != body.count("”"):
                if body.count("“") == 1 and body[0] == "“":
                    begin, body = begin + 1, body[1:]
                else:
                    continue
            if is_generic(body.strip("“”")) or re.search(
                r"[”\"](?:等|的)?(?:\d+|[一二三四五六七八九十两]+)?个?$", body
            ):
                break
            if _BAD_BODY.search(body) or len(body) > 26:
                continue
            joint = _JOINT.search(text[max(start, begin - 16) : begin]) is not None
            branded = any(body.startswith(brand) for brand in _prefixes(body) if brand in brands)
            if needs == "joint" and not (joint or branded):
                break
            w = weight if needs != "joint" else weight * (1.0 if joint and branded else 0.95)
            if tail == "班" and not branded and edge.score < 1.5:
                break
            if tail == "学院" and not (
                branded or joint and _WITH_OTHERS.search(text[max(start, begin - 16) : begin])
            ):
                break
            out.append(
                Proposal(
                    begin,
                    match.end(),
                    "Program",
                    min(1.0, w),
                    f"programme:{tail} {'joint' if joint else ''}{'branded' if branded else ''} {edge.reason}",
                )
            )
            break
    return out


def _prefixes(body: str) -> list[str]:
    plain = body.lstrip("“")
    return [plain[:n] for n in range(2, min(len(plain), 9) + 1)]


def _tail_of(body: str) -> str | None:
    for length in range(min(8, len(body) - 1), 0, -1):
        if body[-length:] in tails():
            return body[-length:]
    return None
