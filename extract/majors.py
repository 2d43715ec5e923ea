"""Majors and clusters of majors: 数控技术专业, 开设A、B、C等31个专业, 轴承智造专业群（含…）.

A name is a major when the text uses it as one: before 专业, in a list that 专业 closes, after a label
(面向专业：…), or when it is a name of the official catalogue standing beside other majors.
"""

from __future__ import annotations

import re
from typing import Final

from extract import lexicon
from extract.coordination import split_commas, strip_quotes
from extract.cues import Cues, between
from extract.edges import HARD
from extract.findings import Proposal

_N = r"[\d一二三四五六七八九十百两数多几余]+"
_WORD = re.compile(
    rf"(?P<list>(?:等(?:相关|优势|特色|重点|主干|热门|传统|新兴|紧缺|骨干|品牌)*(?:{_N}[余多]?个?)?|{_N}[余多]?[个大])"
    r"(?P<mod>[^，。；：、\n\t]{0,14}?))?"
    r"专业(?P<cluster>群|（群）|\(群\))?"
)
_LABEL = re.compile(
    r"(?:面向|依托|对应|所属|涉及|涵盖|覆盖|招生|合作|试点|开设|设置|主要|服务|包含|含|所含|适用)(?:的)?专业(?P<cluster>群)?"
    r"(?:分别)?(?:有|为|是|包括|包含|：|:)+"
)
_INSIDE: Final = re.compile(
    r"(?:专业群|群)?[（(](?:含|包括|包含|涵盖|由|下设)?(?P<body>[^（）()]{2,80}(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]"
)
_STOP_BEFORE: Final = re.compile(
    r"(?:开设|设有|设置|现有|拥有|新增|增设|停招|撤销|新设|申报|开办|招收|招生|面向|围绕|依托|覆盖|涵盖|涉及|包括|包含|其中|建设|打造|形成|立项|"
    r"建成|发展|重点|推进|做强|做精|做优|做特|建强|做大|培育|优化|拓展|服务|对接|联合|针对|结合|支撑|引领|以|将|把|对|从|由|在|向|为|与|和|及|的|"
    r"了|是|有|含|至|到|于|按|因|凭|让|使|派|选派|我校|学校|我院|学院|该校|本校|该院|该|等|并|就|已|还|又|如|即|系|院|共建|参与|学习|攻读|报考|"
    r"就读|修读|毕业于|来自|适合|组织|承担|负责|完成|开展|举办|推动|实施|进行|支持|获批|入选|选取|选择|确定|遴选|试点|合作|衔接布局|共同|继续|取消|"
    r"年|月|日|届|级|名|位|批|个|所|家|余|省级|国家级|市级|校级|骨干|特色|品牌|优势|传统|相关|部分|全校|目前|首批|首个|现代学徒制|中高职|五年制|"
    r"五年一贯制|三年制|全日制|高职|中职|本科|专科|技工|二级学院|两大|三大|四大|五大|六大)"
)
_GENERIC: Final = frozenset(
    ["各", "本", "该", "新", "老", "所学", "相关", "相近", "骨干", "特色", "重点", "品牌", "优势", "热门", "紧缺", "主干", "主体", "传统", "新兴", "学校", "学院", "两个", "多个", "三个", "一个", "个", "等", "高职", "中职", "本科", "专科", "所有", "全部", "其他", "其它", "不同", "对口", "试点", "合作", "招生", "师范", "文科", "理科", "工科", "国控", "示范", "一流", "高水平", "精品", "跨", "非", "同", "类", "大类", "涉农", "农业类", "工科类", "课程", "教师", "学生", "学科", "技能", "就业", "全校", "各个", "每个", "我校", "省级", "国家级", "市级", "校级", "现代学徒制", "学徒制", "国家", "省", "市", "优质", "龙头", "核心", "建设", "教学", "人才", "培养", "双高", "急需", "朝阳", "特种", "综合", "自身", "所属", "所在", "具体", "兼职", "专职", "某", "双", "多", "几个", "若干", "冷门", "普通", "涉海", "涉外", "留学生", "函授", "成人", "扩招", "联办", "3+2", "五年制", "中高职", "中高职衔接", "国家骨干", "省特色", "省优势", "目标", "订单", "依托", "面向", "产业", "行业", "企业", "1+X", "1+X证书", "证书", "试点的", "技术", "技术类", "两", "三", "四", "五", "六", "七", "八", "九", "十", "部分", "大部分", "绝大部分", "少数", "多数", "主要", "现有", "新增", "停招", "撤销", "校企合作", "技术技能", "拔尖", "复合型", "应用型", "现有的", "申报", "立项", "各类", "同类", "贯通培养", "中高职贯通培养", "长学制", "短线", "长线", "名", "位", "强势", "王牌", "名牌", "五大", "三大"]
)
_BAD_INSIDE: Final = re.compile(
    r"[，。；：！？、“”\"\n\t\d%％]|有限公司|大赛|教师|学生|我校|学校|人才|企业|建设|培养|开展|负责人|带头人|改革|成果|质量|发展规划|协议|课程"
)
_DIRECTION: Final = re.compile(r"[（(][^（）()，。；、]{2,14}(?:方向|师范|类|英语|合作|中外)?[）)]")


def known(name: str) -> bool:
    """Tell whether ``name`` is in the catalogue of majors."""
    return name in lexicon.majors()


def split_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split a list of majors into the offsets of its items; 与/和 inside a major's name stay."""
    items: list[tuple[int, int]] = []
    for begin, stop in split_commas(text, start, end):
        b, s = strip_quotes(text, begin, stop)
        items.extend(_split_and(text, b, s))
    return [(b, s) for b, s in items if s > b]


def _split_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    name = text[start:end]
    if known(name) or end - start < 4:
        return [(start, end)]
    best: tuple[float, int, int] | None = None
    for match in re.finditer(r"以及|和|与|及", name):
        left, right = name[: match.start()].removesuffix("专业"), name[match.end() :].removesuffix("专业")
        if len(left) < 2 or len(right) < 2:
            continue
        score = 2.0 * known(left) + 2.0 * known(right)
        score += 2.0 if name[: match.start()].endswith("专业") else 0.0
        score += {"以及": 3.0, "和": 1.2, "及": 0.2, "与": 0.0}[match.group()]
        if match.group() == "和" and len(left) > 3 and len(right) > 3:
            score += 0.5
        if best is None or score > best[0]:
            best = (score, match.start(), match.end())
    if best is None or best[0] < 1.7:
        return [(start, end)]
    return [
        *_split_and(text, start, start + best[1]),
        *_split_and(text, start + best[2], end),
    ]


def _trim_left(text: str, start: int, end: int, cues: Cues) -> int:
    """Return where a major's name that ends at ``end`` begins, not before ``start``."""
    longest = min((h.start for h in between(cues.majors, start, end) if h.end == end), default=None)
    if longest is not None and end - longest >= 4:
        # A longer unlisted name may end in a listed one (新能源汽车检测与维修技术): look one step left.
        before = text[start:longest]
        if not before or _STOP_BEFORE.search(before[-4:]) is None or before[-1] in "与和及、":
            pass
        else:
            return longest
    begin = start
    for match in _STOP_BEFORE.finditer(text, start, end):
        # 与/和/以/及/技 inside a name are kept when the whole from there is a catalogue name.
        if longest is not None and match.start() >= longest:
            break
        if match.group() in (
            "与",
            "和",
            "及",
            "对",
            "有",
            "为",
            "以",
            "年",
            "级",
            "系",
            "服务",
            "建设",
            "发展",
            "合作",
            "组织",
            "学习",
            "开展",
        ):
            if (
                match.start() > begin
                and match.end() < end
                and longest is None
                and match.group() in ("与", "和", "及", "建设", "服务", "发展")
            ):
                continue
        if match.end() < end:
            begin = match.end()
    if longest is not None and longest < begin:
        return longest
    if longest is not None and begin < longest and end - longest >= 4:
        return longest
    return begin


def _ok(name: str) -> bool:
    return (
        2 <= len(name) <= 22
        and name not in _GENERIC
        and _BAD_INSIDE.search(name) is None
        and not name.endswith(("类", "等", "级", "类的"))
    )


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose majors and clusters in the paragraph ``text[start:end]``."""
    out: list[Proposal] = []
    if "专业" in text[start:end]:
        for word in _WORD.finditer(text, start, end):
            kind = (
                "MajorCluster"
                if word.group("cluster") or text[word.end() : word.end() + 1] == "群"
                else "Major"
            )
            if kind == "Major" and text[word.end() : word.end() + 1] in (
                "化",
                "课",
                "知",
                "技",
                "人",
                "认",
                "素",
                "能",
                "基",
                "委",
                "合",
                "村",
                "镇",
            ):
                if text[word.end() : word.end() + 2] in (
                    "化",
                    "课程",
                    "知识",
                    "技能",
                    "认证",
                    "素养",
                    "能力",
                    "基础",
                    "合作",
                ) and not word.group("list"):
                    pass
                if (
                    text[word.end() : word.end() + 3] in ("合作社",)
                    or text[word.end() : word.end() + 1] == "化"
                ):
                    continue
            out.extend(_before(text, start, word.start(), kind, bool(word.group("list")), cues))
            out.extend(_inside(text, word.start(), word.end(), end, cues))
        for label in _LABEL.finditer(text, start, end):
            kind = "MajorCluster" if label.group("cluster") else "Major"
            stop = _list_end(text, label.end(), end)
            for b, s in split_items(text, label.end(), stop):
                name = text[b:s].removesuffix("专业")
                if _ok(name):
                    out.append(Proposal(b, b + len(name), kind, 0.8, "major:label"))
    out.extend(_catalogue(text, start, end, cues, out))
    return out


def _list_end(text: str, start: int, end: int) -> int:
    for at in range(start, end):
        if text[at] in "，。；：\n\t" or text.startswith("等", at):
            return at
    return end


def _before(text: str, low: int, stop: int, kind: str, closed: bool, cues: Cues) -> list[Proposal]:
    """Read the majors that stand before 专业 at ``stop``, back through the list."""
    begin = stop
    depth = 0
    while begin > low:
        char = text[begin - 1]
        if char in "）)":
            depth += 1
        elif char in "（(":
            if depth == 0:
                break
            depth -= 1
        elif char in HARD and char != "、" and depth == 0:
            break
        begin -= 1
        if stop - begin > 400:
            break
    items = split_commas(text, begin, stop)
    if not items:
        return []
    out: list[Proposal] = []
    weight = 0.85
    for index in range(len(items) - 1, -1, -1):
        b, s = strip_quotes(text, *items[index])
        if text[b:s].endswith("专业"):
            s -= 2
        first = index == 0
        # Each item may itself begin with running text; only the list's first normally does.
        edge = _trim_left(text, b, s, cues) if first or not known(text[b:s]) else b
        if not first and edge > b and not known(text[edge:s]):
            edge = b
        parts = _split_and(text, edge, s)
        if first and len(parts) == 1:
            edge = _trim_left(text, b, s, cues)
            parts = [(edge, s)]
        kept = 0
        for pb, ps in reversed(parts):
            name = text[pb:ps]
            if name.endswith("专业"):
                ps -= 2
                name = name[:-2]
            pb, ps = strip_quotes(text, pb, ps)
            name = text[pb:ps]
            if not _ok(name):
                continue
            kept += 1
            w = 0.95 if known(name) else weight
            if len(name) <= 2 and not known(name):
                w = min(w, 0.6)
            if kind == "MajorCluster" and _is_cluster_modifier(name):
                continue
            out.append(
                Proposal(pb, ps, kind, w, f"{'cluster' if kind == 'MajorCluster' else 'major'}:before 专业")
            )
        if not kept and not (index == len(items) - 1 and closed):
            break
        if kept == 0 and index == len(items) - 1 and not closed:
            break
        weight = 0.75
        if edge > b + 0 and first is False and edge != b:
            break
        # The list goes on to the left only as long as its items look like majors.
    return out


def _is_cluster_modifier(name: str) -> bool:
    return bool(
        re.fullmatch(
            r"[“”\"]?(?:高水平|特色|优势|重点|骨干|紧缺|品牌|双高|示范|省级|国家级|A类|B类|主体|核心|龙头|校级|市级|新兴|传统|现代|一流)+[“”\"]?",
            name,
        )
    )


def _inside(text: str, word: int, stop: int, end: int, cues: Cues) -> list[Proposal]:
    """Read the majors in the brackets after a cluster's name: X专业群（含A、B、C）."""
    if text[stop - 1] not in "群）)" and not text.startswith("群", stop):
        return []
    at = stop + 1 if text.startswith("群", stop) else stop
    match = re.compile(
        r"[（(](?:含|包括|包含|涵盖|由|下设|覆盖)?(?P<body>[^。；\n]{2,160}?)(?:等?(?:\d+|[一二三四五六七八九十]+)?个?专业(?:组成)?)?[）)]"
    ).match(text, at)
    if not match:
        return []
    out = []
    for b, s in split_items(text, match.start("body"), match.end("body")):
        name = text[b:s].removesuffix("专业")
        if _ok(name) and (known(name) or len(name) >= 3):
            out.append(Proposal(b, b + len(name), "Major", 0.8, "major:in cluster"))
    return out


def _catalogue(text: str, start: int, end: int, cues: Cues, found: list[Proposal]) -> list[Proposal]:
    """Propose catalogue names that stand between separators, beside other majors or by themselves."""
    out = []
    for hit in between(cues.majors, start, end):
        length = hit.end - hit.start
        if hit.end > end or length < 2:
            continue
        left = text[hit.start - 1] if hit.start > start else "\n"
        right = text[hit.end] if hit.end < end else "\n"
        bounded_left = left in HARD or left in "—（(“”与和及在"
        bounded_right = (
            right in HARD
            or right in "—）)“”（(与和及等"
            or text.startswith(("人才", "毕业生", "教研室", "班", "方向", "学生"), hit.end)
        )
        if bounded_left and bounded_right and length >= 4:
            out.append(Proposal(hit.start, hit.end, "Major", 0.45, "major:catalogue"))
    return out
