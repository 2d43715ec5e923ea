"""Names of schools, firms, alliances and other organisations, by their tails.

Proposes every string that ends in a known tail (`lexicon/org_suffixes.tsv`) with its best left edge
(`extract.edges`), and every well-known name of the lexicon that stands by itself.
"""

from __future__ import annotations

import re
from typing import Final

from extract.cues import Cues, Tail, between, ending_between
from extract.edges import HARD, QUOTES, left_edge
from extract.findings import Proposal

#: Bodies that make a tail generic (二级学院, 合作企业集团): no name.
_GENERIC: Final = frozenset(
    ["二级", "各", "本", "我", "该", "全", "产业", "现代产业", "职业", "高职", "中职", "特色", "相关", "开放", "一流", "优质", "兄弟", "其他", "多所", "大型", "中小", "民营", "国有", "龙头", "骨干", "知名", "著名", "上市", "重点", "示范", "省级", "市级", "国家级", "区域", "地方", "当地", "行业", "区级", "县级", "校级", "境外", "海外", "国外", "国际", "合作", "校外", "公立", "民办", "公办", "普通", "高等", "中等", "高级", "初级", "综合", "附属", "三甲", "专科", "基层", "定点", "五星级", "四星级", "星级", "连锁", "农民", "专业", "家庭", "大", "小", "新", "老", "母", "子", "总", "分", "外资", "合资", "央企", "国企", "跨国", "物流", "旅游", "科技", "建筑", "工程", "技术", "职教", "教育", "教育教学", "实训", "校办", "校中", "厂中", "进", "入", "驻", "投资", "控股", "全资", "全资子", "下属", "所属", "所在", "生源", "用人", "高职院", "职业技术", "职业教育", "技工", "技师", "城市", "农村", "乡镇", "中心", "实验", "第一", "第二", "第三", "医药", "卫生", "师范", "理工", "制药", "机械", "汽车", "电子", "食品", "服装", "化工", "建材", "餐饮", "金融", "商业", "外贸", "贸易", "文化", "传媒", "信息", "网络", "软件", "智能", "环保", "能源", "电力", "交通", "运输", "高新技术", "高新", "规模以上", "规上", "品牌", "成员", "牵头", "会员", "参与", "协办", "承办", "主办", "共建", "培训", "高校", "高职院校", "职业院", "院", "校", "班", "开放型", "学习型", "一所", "高水平", "高水平职业", "双高", "优秀", "先进", "模范", "人民", "省", "市", "县", "区", "镇", "乡", "村", "级", "部", "处", "科", "室", "社会", "政府", "企业", "公共", "全国", "全省", "全市", "全区", "全县", "中外", "中国", "我国", "国家", "政行企校", "校企", "校政", "政校企", "两岸", "利益", "命运", "发展", "学习", "红色", "党建", "育人", "教学", "科研", "创新", "服务"]
)
_LEADING_JUNK = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[\.．、）)]|第[一二三四五六七八九十\d]+[章节条批]|[（(][\d一二三四五六七八九十]+[）)]|[·•\-])+"
)
_ADMIN_HEAD = re.compile(r"^(?:省|市|县|区|州|全国|国家|中国|中共|共青团|团)")
_ALNUM = re.compile(r"[A-Za-z0-9]")
_PERSON_TITLE_AFTER = re.compile(r"^(?:子弟|路|大道|楼|站|级|层)")
_PLAIN_COLLEGE: Final = frozenset({"学院"})

#: Tails which, met inside a longer name, do not end it (集团 before 有限公司, 银行 before 分行).
_CHAIN_GAP: Final = 9


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose organisation names in the paragraph ``text[start:end]``."""
    proposals: list[Proposal] = []
    for hit in ending_between(cues.tails, start, end):
        assert isinstance(hit.value, Tail)
        if hit.start < start:
            continue
        proposal = _with_tail(text, start, hit.start, hit.end, hit.value, cues)
        if proposal is not None:
            proposals.append(proposal)
    for hits, kind, weight in (
        (cues.firms, "Enterprise", 0.8),
        (cues.agencies, "Organization", 0.85),
        (cues.schools, "School", 0.8),
    ):
        for hit in between(hits, start, end):
            w = 0.35 if hit.value == "ambiguous" else weight
            if hit.end - hit.start == 2 and not _stands_alone(text, hit.start, hit.end, cues):
                w = min(w, 0.3)
            proposals.append(Proposal(hit.start, hit.end, kind, w, f"known:{kind.lower()}"))
    return proposals


def _with_tail(
    text: str, low: int, tail_start: int, tail_end: int, tail: Tail, cues: Cues
) -> Proposal | None:
    for edge in left_edge(text, tail_start, cues, low)[:4]:
        begin = edge.start
        junk = _LEADING_JUNK.match(text, begin, tail_start)
        if junk:
            begin = junk.end()
        body = text[begin:tail_start]
        if not body or not _valid_body(body, tail, begin, tail_start, cues):
            continue
        weight = tail.weight * (
            1.0 if edge.score >= 2.5 else 0.9 if edge.score > 1 else 0.7 if edge.score > -1 else 0.45
        )
        return Proposal(
            begin, tail_end, tail.type, weight, f"tail:{tail.text} {edge.reason} {edge.score:.1f}"
        )
    return None


def _valid_body(body: str, tail: Tail, begin: int, tail_start: int, cues: Cues) -> bool:
    plain = body.strip('“”‘’"')
    if plain in _GENERIC or not plain:
        return False
    has_place = begin in cues.place_at and cues.place_at[begin] <= tail_start
    if tail.needs == "place":
        return has_place or bool(_ADMIN_HEAD.match(body))
    if tail.needs == "body":
        if has_place and cues.place_at[begin] == tail_start:
            return tail.type in ("School", "Organization") or len(body) > 1
        if len(plain) < 2:
            return False
        if not has_place and plain[-2:] in _GENERIC and len(plain) <= 4 and plain[:-2] in _GENERIC:
            return False
    return True


def _stands_alone(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether a two-character known name is bounded on both sides by what bounds names."""
    left = (
        start == 0
        or text[start - 1] in HARD
        or text[start - 1] in QUOTES
        or text[start - 1] in "（(与和及由在为向是从被有"
    )
    right = (
        end >= len(text)
        or text[end] in HARD
        or text[end] in QUOTES
        or text[end] in "）)（(与和及等的班杯共合签联公集"
    )
    return left and right
