"""A school's own units: 二级学院, 系, 部."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extract import lexicon
from extract.cues import Cues, Tail, between, ending_between
from extract.edges import HARD, Edge, left_edge
from extract.findings import Proposal

_TAIL: Final = re.compile(r"学院|系(?![统列数谱族])|部(?![门分位署队件委长级])|教研室|马院|分院")
#: What the unit that teaches politics is called everywhere.
_POLITICS: Final = "思想政治理论课"
#: What stands before 部 where it is a teaching unit and no office.
_TEACHING: Final = re.compile(
    r"(?:教学|教研|基础|公共|公共课|思政课?|体育|军体|体育课|社科|社会科学|人文|素质|外语|国际教育|继续教育|成教|大学英语|通识教育|文化课?|艺体|语言)$"
)
#: 部 whose name says no more than that it teaches.
_PLAIN_PART: Final = frozenset(("教学", "教研", "各教学", "人文", "素质", "语言", "文化", "公共", "社科"))
_NO_SYSTEM: Final = re.compile(
    r"(?:体|关|联|派|谱|星|水|维|干|直|嫡|母|父|山|语|世|单|多|本|该|各|一|院|全|同|主|轴|校|班|隶|两|三|[^药医农科化文数哲法工光声力]学|国际|课程)$"
)
_GENERIC: Final = re.compile(
    r"(?:二级|各个?|我|本|该|产业|现代产业|职业|高职|特色|所在|相关|多个|全|学|独立|教学|归口|承办|牵头|依托|开设|优秀|先进|兄弟|其他|每个|"
    r"[两三四五六七八九十]个|所属|工程师|企业|高等|职业技术|高等职业|新|老|原|国内|省内|市内|全国|省属|民办|公办|地方|本科|专科|应用型|示范性?|"
    r"骨干|优质|双高|高水平|职教|普通|附属|同类型?|民族|师范|干部|党|行政|老年大|网络|开放|服务|管理|建设|实践|组建|成立|和|与|及|、|的|等|个|[\d.\-—]|工匠师|混合所有制|专业|校企|大|中|小|实体|实体化|境外|海外|海外分|全日制)+"
)
#: Single characters that speak of a field of study or of trade.
_FIELD: Final = re.compile(
    r"[工医药商贸法艺语农林牧渔水电机车材化冶矿建音美舞影财旅酒餐康养护幼航船铁轨港织服食造软漫媒科珠瓷茶匠画漆盐]"
    r"|思政|创新|国际|资源|环境|生态|能源|安全|消防|应用|运用|产业|学前|马克思|社会|公共|基础|人文|体育|创业|教育|管理|乡村|数字|数据|信息|智能|智慧|网络|海洋|空港|交通|运营|传播|物流|会计|造价|翻译|生物|经济|经管|数学|文化|产教|[A-Za-z]"
)
_SCHOOLISH: Final = re.compile(r"职业|技师|技工|大学$|高等专科|高专|中等|师范$")
#: With one of these the whole is a school, and with less of it no field of study.
_KIND_OF_SCHOOL: Final = ("职业", "职业技术", "技师", "师范")
#: What a unit's name does not contain.
_BAD: Final = re.compile(
    r"[处室]|^\d|学年|同学|老师|院长|校长|主任|书记|过|是|该|各|本(?!草)|在|有(?!色)|[0-9]级|公司|集团|协会|系|称|把|就|将|都|称为|开展|进行|推动|实现|加强|提升|举行|首个|产业$|表中|工程师$"
)
_BRACKETED: Final = re.compile(r"[（(][^（）()]*[）)]")
#: “某某学院”系某机构自称: no unit of any school.
_FOREIGN: Final = re.compile(r"”?系[^，。；]{0,20}(?:自称|内部|培训机构)")
_BY_JOIN: Final = ("after 与", "after 和", "after 及")
#: Signs and words before a unit's name that are no part of it (★护理系, 由护理系).
_OPENING: Final = re.compile(
    r"[^\w“（(]*(?:[为由向从是以将归属其请]|我方|存放于?|在(?!线)|对(?!外)|给(?!排)|经(?![管贸济])|设(?![计备施]))?"
)


@cache
def _fields() -> frozenset[str]:
    """Return the pairs of characters with which names of majors begin or end."""
    return frozenset(part for name in lexicon.majors() for part in (name[:2], name[-2:]))


def _speaks_of_a_field(body: str) -> bool:
    return _FIELD.search(body) is not None or any(
        body[at : at + 2] in _fields() for at in range(len(body) - 1)
    )


def _joined(text: str, edge: Edge, low: int, cues: Cues) -> Edge:
    """Move an edge after 与/和 to the left where what stands before is the first half of the unit's name.

    茶叶与食品学院 is one college; so the half before 与 has to be a field itself, not a party (学校, a
    firm), a person or another unit.
    """
    if edge.reason not in _BY_JOIN:
        return edge
    cut = edge.start - 1
    for other in left_edge(text, cut, cues, low, joins=0.0, soft=False)[:4]:
        half = text[other.start : cut]
        opening = _OPENING.match(half)
        half = half[opening.end() :] if opening else half
        if not 2 <= len(half) <= 8:
            continue
        if cut in cues.org_ends or re.search(r"(?:[系部处室院校园司局会团队]|中心|公司|企业|集团)$", half):
            return edge
        if _BAD.search(half) or not _speaks_of_a_field(half[-3:]):
            return edge
        if other.score < 0.2 and not _speaks_of_a_field(half[:2]):
            return edge
        return Edge(other.start, other.score, f"{other.reason} joined")
    return edge


#: A、B与C学院: two fields that make one name, whatever edge words lie across them (大数据与…, …与运用).
_PAIR: Final = re.compile(r"(?P<left>[^与和及的]{2,6})[与和](?P<right>[^与和及的]{2,6})")


def _pair(text: str, low: int, tail: int, cues: Cues) -> Edge | None:
    """Return the edge of a name of two fields that fills the whole stretch since the last delimiter."""
    begin = tail
    while (
        begin > low
        and tail - begin < 14
        and text[begin - 1] not in HARD
        and text[begin - 1] not in "“”（）()"
    ):
        begin -= 1
    match = _PAIR.fullmatch(text, begin, tail)
    if match is None or _BAD.search(match.group()) or match.end("left") in cues.org_ends:
        return None
    fits = all(_speaks_of_a_field(match[side][-2:]) for side in ("left", "right"))
    return Edge(begin, 2.0, "two fields") if fits and _speaks_of_a_field(match["left"][:2]) else None


_AND: Final = re.compile("[与和及]")


def _parted(text: str, start: int, tail: int) -> int:
    """Cut off what stands before 与/和/及 inside ``text[start:tail]`` where it is no field."""
    for match in _AND.finditer(text[start:tail]):
        left, right = text[start : start + match.start()], text[start + match.end() : tail]
        if right and not _speaks_of_a_field(left[-2:]) and _speaks_of_a_field(right):
            return start + match.end()
    return start


def _after_school(text: str, start: int, tail: int, cues: Cues) -> tuple[int, int] | None:
    """Return the span of the school's name that opens ``text[start:tail]``, if any."""
    for hit in reversed(ending_between(cues.tails, start + 3, tail)):
        if (
            isinstance(hit.value, Tail)
            and hit.value.type == "School"
            and len(hit.value.text) >= 2
            and start < hit.end < tail
        ):
            begin = next((e.start for e in left_edge(text, hit.start, cues, start)[:1]), start)
            return begin, hit.end
    for hit in between(cues.schools, start, tail):
        if hit.start == start and hit.end < tail:
            return hit.start, hit.end
    return None


_IS: Final = re.compile(r"全国|国家|省|市|该|我|学校|学院|本")


def _tail_ok(tail: str, body: str) -> bool:
    """Tell whether ``body`` can stand before ``tail`` in a unit's name."""
    if tail == "系":
        return len(body) >= 2 and not _NO_SYSTEM.search(body)
    if tail == "部":
        if body in _PLAIN_PART:
            return False
        return _TEACHING.search(body) is not None or (
            4 <= len(body) <= 7 and _speaks_of_a_field(body[:2]) and _speaks_of_a_field(body[-2:])
        )
    if tail == "教研室":
        return re.search(r"(?:学院|系)[^学院系]{2,6}$", body) is not None
    return True


def _may_be_tail(tail: str, text: str, low: int, at: int) -> bool:
    """Tell whether something that ends at ``at`` may be a unit's name before ``tail``; asked first: it is quick."""
    if tail == "学院":
        return not text.endswith(_KIND_OF_SCHOOL, low, at)
    if tail == "系":
        return _NO_SYSTEM.search(text, max(low, at - 2), at) is None
    if tail == "部":
        return _TEACHING.search(text, max(low, at - 4), at) is not None or (
            _speaks_of_a_field(text[max(low, at - 2) : at])
            and any(_speaks_of_a_field(text[begin : begin + 2]) for begin in range(max(low, at - 7), at - 3))
        )
    return True


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose departments in the paragraph ``text[start:end]``."""
    out: list[Proposal] = []
    for match in _TAIL.finditer(text, start, end):
        if cues.nameless(match.end() - 1, surely=True):
            continue
        tail = match.group()
        if not _may_be_tail(tail, text, start, match.start()):
            continue
        major = max(
            (h for h in between(cues.majors, match.start() - 12, match.start()) if h.end == match.start()),
            key=lambda h: h.end - h.start,
            default=None,
        )
        pair = _pair(text, start, match.start(), cues) if tail != "部" else None
        edges = [pair] if pair else left_edge(text, match.start(), cues, start, joins=0.5, soft=False)[:3]
        for raw in edges:
            edge = _joined(text, raw, start, cues)
            begin = edge.start
            if text.endswith(_POLITICS + "教学", start, match.start()):
                begin = match.start() - len(_POLITICS) - 2
            if major is not None and start <= major.start < begin:
                # A college named for a major with 与 in its name.
                begin = major.start
            school = _after_school(text, begin, match.start(), cues)
            if school is not None:
                begin = school[1]
            opening = _OPENING.match(text, begin, match.start())
            begin = _parted(text, opening.end() if opening else begin, match.start())
            body = text[begin : match.start()]
            if not body or _GENERIC.fullmatch(body) or not _tail_ok(tail, body):
                break
            if _FOREIGN.match(text, match.end()):
                break
            if _SCHOOLISH.search(body) or len(body) > 16 or (tail != "教研室" and _BAD.search(body)):
                break
            if tail == "学院" and (
                not _speaks_of_a_field(body)
                or (
                    len(body) < 2
                    and school is None
                    and begin not in cues.name_ends
                    and text[begin - 1 : begin] not in HARD
                )
            ):
                break
            if edge.score < 0.2 and school is None:
                continue
            after = text[match.end() : match.end() + 1]
            if (
                tail == "系"
                and _IS.match(text, match.end())
                and body[0] in lexicon.surnames()
                and len(body) <= 3
            ):
                # 某建国系全国技术能手: a person, and 系 for 是.
                break
            weight = 0.62 if tail == "学院" else 0.6
            if (
                tail == "系"
                and after
                and after not in HARD
                and after not in "与和及的党教学（师主）)获管是为被开在学将也、"
            ):
                weight = 0.5
            if edge.reason.endswith("+place") and tail == "学院":
                weight = 0.5
            # 某某(另名)学院: the name in brackets is left out of the name.
            name = _BRACKETED.sub("", text[begin : match.end()]) if ")" in body or "）" in body else None
            if school is not None:
                weight = 0.66
                # The unit by itself elsewhere in the text shows that this is how it is called here.
                if not _alone(text, text[begin : match.end()], school[1]):
                    name = text[school[0] : match.end()]
            out.append(
                Proposal(
                    begin,
                    match.end(),
                    "Department",
                    weight,
                    f"department:{tail} {edge.reason} {edge.score:.1f}",
                    name=name,
                )
            )
            break
    return _second_names(text, out) if len(out) > 1 else out


def _second_names(text: str, found: list[Proposal]) -> list[Proposal]:
    """Read 继续教育学院（老年学院、社区学院）: what stands in the brackets is the same unit's other names."""
    out: list[Proposal] = []
    for p in found:
        opening = max(text.rfind("（", p.start - 24, p.start), text.rfind("(", p.start - 24, p.start))
        host = next((q for q in out if q.end == opening), None) if opening >= 0 else None
        if host is not None and not re.search(r"[）)，。；]", text[opening : p.start]):
            p.name = host.name or text[host.start : host.end]
        out.append(p)
    return out


def _alone(text: str, name: str, here: int) -> bool:
    """Tell whether ``name`` also stands in ``text`` where no school's name precedes it."""
    at = text.find(name)
    while at >= 0:
        if at != here and not text.endswith(("学院", "大学", "学校"), max(0, at - 2), at):
            return True
        at = text.find(name, at + 1)
    return False
