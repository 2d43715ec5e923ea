"""Names in a table's cell: where they lie, and what their endings say they are.

A cell is simpler than prose: it holds names and little else. Its column's header tells the type, unless a
name's ending says otherwise (`lexicon/cell_suffixes.tsv`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import Final

from extract import lexicon, tsv
from extract.typography import PART_NUMBER, spaceless

#: Longer strings are sentences, not names.
LONGEST_NAME: Final = 45

_SEPARATORS: Final = frozenset("、，,；;/／|｜\n\r\t")
_CLOSER: Final = {
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "〔": "〕",
}
_QUOTED: Final = {"“": "”", '"': '"', "「": "」", "『": "』", "‘": "’", "《": "》"}
_BRACKET = re.compile(r"[（()）【】\[\]《》“”「」『』〔〕]")
_CONJUNCTION = re.compile(r"以及|[和与及]")
_NUMBERING = re.compile(
    PART_NUMBER
    + r"(?=[^\d\s])|\s*(?:[（(]\d{1,3}[）)]|\d{1,3}[．、)）]|\d{1,3}\.(?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、"
    r"|\d{5,6}[\s\-]*(?=\D)|[•·●■◆\-]\s*)\s*"
)
_MARKER = re.compile(
    r"\s*[（(](?:拟|筹|暂缓|新建|在建|待|已|原|牵头|理事长|意向|洽谈|合作|计划|规划|停|撤|主|联合|首批|第.批)[^（）()]{0,8}[）)]\s*"
)
_AND_MORE = re.compile(
    r"等?(?:等|\d+余?[家所个名]|[一二三四五六七八九十百多数几]+余?[家所个])余?(?:多)?[家所个]?"
    r"(?:合作)?(?:大中型|知名|龙头|骨干|规上|相关)?(?:企业|公司|单位|院校|学校|高校|机构|专业|部门|酒店)?$"
)
_IN_BRACKETS = re.compile(r"[（(【\[][^（）()]*[）)】\]]")
_TRAILING_BRACKET = re.compile(r"[（(]([^（）()]*)[）)]$")
#: What in brackets after a name is said of it and no part of it: （岗位实习）, （“某班”，订单）, （机械系）.
_REMARK = re.compile(
    r"\d|人$|^等|系$|[^总]部$|学院$|[，；“”]|实习|见习|订单|导师|学徒|认定|整改|捐赠|签约|挂牌|续签|到期|退出"
)
#: The regions of the country that firms part it into.
SIDES: Final = ("华东", "华南", "华北", "华中", "西南", "西北", "东北")
#: Parts of a firm's name in brackets, beside places.
REGIONS: Final = frozenset({"集团", "控股", "中国", "亚太", *SIDES})
_ABBREVIATION = re.compile(r"[A-Za-z][\w\s\-－·.]*$")
_NO_NAME = re.compile(
    r"(?:\d+[个家所名].*|[\d\s.,，%％:：\-—–~～/年月日元万人个项学级期台套]+|[—\-–/\\*×]+|N/?A|[是否有无√×对错]|暂?无|待定|若干|(?:热心|爱心|优秀|知名|社会|各界|历届)?(?:校友|人士|个人|师生|企业家|员工|教师|学生)|匿名|其他|其它|其余|略|详见.*|同上|"
    r"全校|学校|我校|本校|学院|我院|本院|校内|校外|自筹|自主|不限|全部|所有|各?专业|相关专业|多个专业|合计|总计|小计|共计|"
    r".*(?:全体|部分)(?:校友|师生|同学|学生|家长|教工|员工)|校友.{1,3}|.{1,3}(?:校友|先生|女士)|.*[×＊○]{2})"
)
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
_SCHOOL_WORDS = re.compile(r"职业|大学|技师|高等|师范|专科|技工|医学院$|理工|中医药|外国语")
#: Marks of a list's footnote around a name: ☆有色冶金, 护理*.
_FOOTNOTE_MARKS: Final = "☆★*＊▲△◎○◇※√①②③④⑤"
#: An organisation in whose name a branch, a station or a centre of it stands: 某某研究院东山工作站.
_BRANCH = re.compile(
    r"(?:研究院|研究所|科学院|博物馆|图书馆|医院|管理局|[^格]局|协会|委员会).{2,10}(?:站|中心|基地|点)"
)
#: Words that a typesetter's blank may cut off a name, and that are no names by themselves.
_PARTIAL = re.compile("技术|管理|应用|设计|工程|服务|[与和及]|营销|制造|检测|维修|专业|方向")


@cache
def _suffixes() -> dict[str, tuple[str, bool]]:
    table: dict[str, tuple[str, bool]] = {}
    for kind, words in tsv.rows("cell_suffixes"):
        for word in words.split():
            table[word.removesuffix("?")] = (kind, not word.endswith("?"))
    return table


@cache
def _suffix_lengths() -> dict[str, list[int]]:
    """Return the lengths of the suffixes that end in a character, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for suffix in _suffixes():
        lengths[suffix[-1]].add(len(suffix))
    return {last: sorted(found, reverse=True) for last, found in lengths.items()}


def _without_bracket(name: str) -> str:
    return _TRAILING_BRACKET.sub("", name) if name.endswith(("）", ")")) else name


def ending(name: str) -> tuple[str, bool] | None:
    """Return (type, sure) by the longest known ending of ``name``, a trailing bracket aside; else None.

    >>> ending("青石坡酒店（东店）")
    ('Enterprise', True)
    """
    name = _without_bracket(spaceless(name).rstrip('”"』」'))
    table = _suffixes()
    for size in _suffix_lengths().get(name[-1:], ()):
        found = table.get(name[-size:])
        if found is not None:
            return found if len(name) > size else None
    return None


@lru_cache(maxsize=1 << 16)
def guess_type(name: str, default: str) -> str:
    """Return the entity type that a cell's name points to, ``default`` where its ending says nothing.

    >>> guess_type("云溪县农业农村局", "Enterprise")
    'Organization'
    >>> guess_type("智能建造学院", "Department"), guess_type("云溪职业学院", "Department")
    ('Department', 'School')
    """
    if default in ("Major", "MajorCluster", "Award", "EducationGroup"):
        return default
    plain = _without_bracket(spaceless(name))
    found = ending(plain)
    if plain.endswith("学院") and (found is None or found[0] in ("School", "Department")):
        if _SCHOOL_WORDS.search(plain):
            return "School"
        return default if default in ("Department", "Program", "School") else "School"
    if found is None:
        if re.search(r"公司|集团|银行|酒店", plain) and default not in ("Program", "Department"):
            return "Enterprise"
        return default
    kind, sure = found
    if kind == "Department" and default not in ("Department", "Program"):
        return default
    if default not in ("Program", "Department") and _BRANCH.search(plain):
        return "Organization"
    if kind == "Program" and default != "Program":
        return (
            kind
            if sure and plain.endswith(("产业学院", "班", "基地", "实训中心", "工作室", "工坊"))
            else default
        )
    if default == "Program" and kind in ("Organization", "School", "Department"):
        return "Program" if not sure or plain.endswith(("研究院", "研究所", "图书馆", "园")) else kind
    return kind if sure or default not in ("Program", "Department", "EducationGroup") else default


def is_sure(name: str) -> bool:
    """Return whether ``name`` ends in an unmistakable ending of an organisation's name."""
    found = ending(name)
    return found is not None and found[1]


def split_names(text: str, *, conjunctions: bool = True) -> list[tuple[int, int]]:
    """Return the offsets of the names that a cell holds.

    Cuts at 、，；/ and, if ``conjunctions``, at 和, 与, 及 where both sides look like organisations, outside
    brackets and quotes; drops numbering, markers such as （拟建）, quotes around a whole name, 等N家企业, and
    what is no name at all (numbers, dashes, sentences).

    >>> cell = "1.青石坡酒店和云溪县文旅局、云溪茶业（集团）公司等3家企业"
    >>> [cell[a:b] for a, b in split_names(cell)]
    ['青石坡酒店', '云溪县文旅局', '云溪茶业（集团）公司']
    """
    if not text or len(text) > 200_000:
        return []
    split = _split_short if len(text) <= 64 else _split
    return list(split(text, conjunctions))


def _split(text: str, conjunctions: bool) -> tuple[tuple[int, int], ...]:
    pieces = [
        part
        for piece in _cut_at_separators(text)
        for part in _cut_at_blanks(text, *piece, freely=not conjunctions)
    ]
    if conjunctions:
        pieces = [part for piece in pieces for part in _cut_at_conjunctions(text, *piece)]
    names = (_clean(text, start, end) for start, end in pieces)
    return tuple(name for name in names if name is not None)


#: Cells repeat themselves, within a table and from report to report.
_split_short = lru_cache(maxsize=1 << 14)(_split)


def _cut_at_separators(text: str) -> list[tuple[int, int]]:
    pieces, waiting, start = [], "", 0
    balanced = _balanced(text)
    for i, character in enumerate(text):
        if waiting:
            if character == waiting:
                waiting = ""
        elif balanced and character in _CLOSER:
            waiting = _CLOSER[character]
        elif character in _SEPARATORS:
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, len(text)))
    return pieces


def _balanced(text: str) -> bool:
    if not _BRACKET.search(text):
        return True
    return all(text.count(opener) == text.count(closer) for opener, closer in _CLOSER.items())


def _cut_at_blanks(text: str, start: int, end: int, *, freely: bool) -> list[tuple[int, int]]:
    """Cut where a blank stands between two names ("甲公司 乙学校"), not inside one ("甲乙重点 实验室").

    ``freely`` cuts names without telling endings, majors say, apart too, where there are three or more.
    """
    piece = text[start:end]
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", piece)]
    if len(words) < 2:
        return [(start, end)]
    parts = [text[a:b] for a, b in words]
    if all(is_sure(part) and len(part) > 3 for part in parts):
        return words
    if (
        freely
        and len(parts) > 2
        and all(len(p) > 1 and not _PARTIAL.fullmatch(p) and p.isalpha() for p in parts)
    ):
        return words
    return [(start, end)]


def _cut_at_conjunctions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if end - start > 200:
        return [(start, end)]
    pieces, begin = [], start
    for m in _CONJUNCTION.finditer(text, start, end):
        left, right = text[begin : m.start()], text[m.end() : end]
        inside = left.count("（") + left.count("(") > left.count("）") + left.count(")")
        if (
            not inside
            and len(left.strip()) > 3
            and is_sure(left)
            and is_sure(right)
            and not _place_only(left)
        ):
            pieces.append((begin, m.start()))
            begin = m.end()
    pieces.append((begin, end))
    return pieces


def _place_only(name: str) -> bool:
    return name.rstrip().endswith(("县", "市", "区", "镇", "乡", "村", "省", "州"))


def _clean(text: str, start: int, end: int) -> tuple[int, int] | None:
    start, end = _strip(text, start, end)
    for pattern in (_NUMBERING, _MARKER, _NUMBERING):
        m = pattern.match(text, start, end)
        if m:
            start = m.end()
    name = text[start:end]
    more = _AND_MORE.search(name[-24:])
    if more and len(name) - len(more.group()) > 1:
        end -= len(more.group())
    start, end = _strip(text, start, end)
    while (
        end - start > 2
        and _QUOTED.get(text[start]) == text[end - 1]
        and text[end - 1] not in text[start + 1 : end - 1]
    ):
        start, end = _strip(text, start + 1, end - 1)
    m = _TRAILING_BRACKET.search(text[start:end])
    if m and m.start() > 1 and not _ABBREVIATION.match(m.group(1)):
        before = text[start : start + m.start()]
        of_name = m.group(1) in lexicon.places() or m.group(1) in REGIONS
        if not of_name and (
            is_sure(before) or _MARKER.fullmatch(m.group()) or _REMARK.search(m.group(1)) is not None
        ):
            start, end = _strip(text, start, start + m.start())
    name = spaceless(text[start:end])
    if not 2 <= len(name) <= LONGEST_NAME or _NO_NAME.fullmatch(name) or not _LETTER.search(name):
        return None
    if re.search(r"[。！？!?]", name) or _IN_BRACKETS.fullmatch(name):
        return None
    return start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (
        text[start].isspace() or text[start] in "：:。.·" or text[start] in _FOOTNOTE_MARKS
    ):
        start += 1
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in "：:。.·" or text[end - 1] in _FOOTNOTE_MARKS
    ):
        end -= 1
    return start, end
