"""A school's own units: 二级学院, 系, 部."""

from __future__ import annotations

import re
from typing import Final

from extract.cues import Cues
from extract.edges import HARD, left_edge
from extract.findings import Proposal

_TAIL: Final = re.compile(
    r"学院|(?:教学|基础|公共|公共课|公共教学|公共基础|基础教育|基础教学|通识教育|思政课?|思政教学|体育|军体|体育教学|社科|社会科学|人文|外语|国际教育|继续教育|培训|成教|大学英语|文化)(?:教研)?部"
    r"|系(?![统列数谱族])|教研室|马院|分院"
)
_NO_SYSTEM: Final = re.compile(
    r"(?:体|关|联|派|谱|星|学|水|维|干|直|嫡|母|父|山|色|语|世|单|多|本|该|各|一|院|全|同)$"
)
_GENERIC: Final = frozenset(
    [
        "二级",
        "各",
        "各个",
        "我",
        "本",
        "该",
        "产业",
        "现代产业",
        "各二级",
        "职业",
        "高职",
        "特色",
        "所在",
        "相关",
        "多个",
        "全",
        "学",
        "独立",
        "教学",
        "归口",
        "承办",
        "牵头",
        "依托",
        "开设",
        "优秀",
        "先进",
        "兄弟",
        "其他",
        "每个",
        "两个",
        "三个",
        "四个",
        "五个",
        "六个",
        "七个",
        "八个",
        "九个",
        "十个",
        "所属",
        "工程师",
        "企业",
        "高等",
        "职业技术",
        "高等职业",
        "新",
        "老",
        "原",
        "国内",
        "省内",
        "市内",
        "全国",
        "省属",
        "民办",
        "公办",
        "地方",
        "本科",
        "专科",
        "应用型",
        "示范",
        "骨干",
        "优质",
        "双高",
        "高水平",
        "乡村振兴",
        "职教",
        "普通",
        "附属",
        "同类",
        "同类型",
        "民族",
        "师范",
        "干部",
        "党",
        "行政",
        "老年大",
        "网络",
        "开放",
        "商",
        "法",
        "文",
        "理",
        "工",
        "医",
    ]
)
#: What a department's name speaks of: a field of study or of trade.
_FIELD: Final = re.compile(
    r"[工程医药商贸法艺术文教育语言农林牧渔水电机车材化冶矿建筑音美舞影财旅酒餐康养护幼航船铁轨交通空海港纺织服装食品生物制造设计信息软网络数据智慧漫传媒管理运营技科珠宝瓷茶匠思政创新国际资源环境态能源安全消防土木园艺"
    r"物流游会计融造价美工翻译康复]|财经|经管|经贸|经济|医学|化学|科学|数学|商务|应用|运用|产业|学前|马克思|社会|公共|基础|机器人|人文|体育|[A-Za-z]"
)
_SCHOOLISH: Final = re.compile(r"职业|技师|大学$|高等专科|高专")


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose departments in the paragraph ``text[start:end]``."""
    out: list[Proposal] = []
    for match in _TAIL.finditer(text, start, end):
        tail = match.group()
        for edge in left_edge(text, match.start(), cues, start, joins=0.5)[:3]:
            body = text[edge.start : match.start()]
            full = body + tail
            if tail == "系" and (len(body) < 2 or _NO_SYSTEM.search(body)):
                break
            if body in _GENERIC or re.fullmatch(r"[\d.\-—和与及、]+", body):
                break
            if not body:
                break
            if _SCHOOLISH.search(body) or len(body) > 16 or re.search(r"[处室]|^\d|学年|同学|老师", body):
                break
            if tail == "学院" and len(body) < 2 and edge.start not in cues.name_ends:
                break
            if edge.score < 0.2:
                continue
            after = text[match.end() : match.end() + 1]
            weight = 0.62 if tail == "学院" else 0.6
            if tail == "系" and after and after not in HARD and after not in "与和及的党教学（师主）)":
                weight = 0.5
            if edge.reason.endswith("+place") and tail == "学院":
                weight = 0.5
            if tail == "学院" and not _FIELD.search(body):
                break
            out.append(
                Proposal(
                    edge.start,
                    match.end(),
                    "Department",
                    weight,
                    f"department:{tail} {edge.reason} {edge.score:.1f}",
                )
            )
            break
    return out
