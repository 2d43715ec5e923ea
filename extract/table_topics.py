"""What a table is about: topics and kinds of cooperation; year, group, contest or honour its caption names.

Topics are words of `lexicon/table_topics.tsv`; they settle what ambiguous headers (名称, 单位) mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from extract import tsv
from extract.typography import spaceless

_LABEL = re.compile(
    r"^(?:附?[表图件录]\s*[\d一二三四五六七八九十]*(?:[-－—.．·]\d+)*[：:、.．]?|[（(][\d一二三四五六七八九十]+[）)]|[\d.．]+\s)\s*"
)
_TABLE_WORDS = re.compile(
    r"(?:（[^（）]*(?:单位|截至|部分)[^（）]*）|获奖|基本|部分|主要|建设)*(?:情况|信息)?(?:一览表|一览|汇总表|汇总|统计表|统计|明细表|明细|"
    r"清单|名单|列表|目录|公示|登记表|表|情况)(?:（[^（）]*）|\([^()]*\))*$"
)
_WINNERS = re.compile(
    r"(?:(?<=[”奖])[^“”，、奖]{2,3}[省市])?获奖(?:作品|项目|学校|单位|学生|教师)?(?:一览表|名单|情况)?$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
_YEAR_RANGE = re.compile(
    r"(?:19|20)\d\d\s*年?\s*[-—–－~～至到/]+\s*(?:(?:19|20)?\d\d)(?!\d)|学年|以来|届毕业|\d级"
)
_CONTEST = re.compile(
    r"(?:竞赛|大赛|比赛|锦标赛|运动会|技能节|挑战赛|邀请赛|联赛|选拔赛|会演|展演|评比|技能赛|教学成果奖)(?:（[^（）]*组）)?"
)
_SPECIFIC = re.compile(r"全国|中国|国际|世界|[省市区县州盟旗]|教育部|[届杯“]|国家级|行业|金砖")
_VAGUE = re.compile(r"以上|各级|各类|部分|历年|近年|级及|[家级]、")
_OWN = (
    r"^(?P<year>(?:19|20)\d\d\s*年度?)?(?:我[校院]|[本全][校院]|学校|学院|[^，。；“]{2,14}?(?:职业技术学院|职业技术大学|职业学院|"
    r"职业大学|技师学院|大学|高等专科学校|职教中心|中等专业学校|职业学校|技工学校)(?=[学师教获荣立入“]|(?:19|20)\d\d|在))?"
)
_VERBS = r"(?:获评|获批|获得|荣获|获|入选|立项|被评为|认定的?|取得的?|参加|参与|在|承担的?|申报的?)*"
_OWN_PREFIX = re.compile(_OWN + r"(?:教学团队|教师团队|教师|学生|师生|代表队|教职工|团队)*" + _VERBS)
_OWN_HONOURED = re.compile(_OWN + _VERBS)
_HONOUR = re.compile(
    r"奖|示范|优秀|先进|特色|培育|试点|金课|精品|一流|重点|骨干|品牌|典型|十佳|优质|标杆|高水平|双高|规划教材|名师|标兵|荣誉|称号|教改|改革项目|创新项目"
)
_HONOUR_NOUN = re.compile(
    r"(?:单位|学校|院校|高校|校|项目|课程|金课|案例|基地|专业|专业群|团队|教材|奖|奖项|称号|作品|集体|个人|支部|工作室|实验室|中心|学院|成果|教师|学生|名师|标兵|工程|计划|资源库|微课|论文|品牌|金课|标杆)(?:（[^（）]*）)?[”』]?$"
)
_GROUP = re.compile(
    r"[\u3400-\u9fffA-Za-z·•\-（）()]{2,40}?(?:职业教育集团|职教集团|教育集团|产教融合联盟|职教联盟|产教联合体|产教融合共同体|联合体|共同体|联盟)"
)
#: In each name of a group one of these stands, at most so many characters after its beginning.
_GROUP_NOUN = re.compile(r"[集联共](?:团|盟|合体|同体)")
_GROUP_BEFORE: Final = 44
_GROUP_LEFT = re.compile(
    r"^.*(?:牵头组建的?|牵头成立的?|牵头的?|组建的?|成立的?|加入的?|参与的?|参加的?|我[校院]|学校|如下|其中|年|为|与)"
)


#: A document's title that names what its one table lists, not a report of many chapters.
_LISTING = re.compile(
    r"(?:一览表?|名录|名单|台账|明细表?|登记表?|汇总表?|统计表?|清单|目录|情况表?|项目表|列表|统计|汇总|登记|公示)"
    r"(?:[（(][^（）()]*[）)]|[—\-].{2,20})*$"
)
#: Topics that the words of the headers alone may tell.
_BY_HEADERS: Final = ("awards", "group", "articulation")
#: Columns of majors of two stages, or of two schools, are those of an articulation.
_STAGE_MAJORS = re.compile(r"(中职|高职|本科|中专|我校|本校|我院|对方|对口)(?:衔接|对接|阶段|段)?专业")
#: How far before a table the text is searched for the one group whose members it lists.
_GROUP_REACH: Final = 20_000

#: A caption or heading that only says which prize the rows below have: 一等奖（2项）.
_RANK_LINE = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{0,3}[、）)．.]?(?P<rank>(?:团体|个人)?(?:特等|[一二三四]等|[金银铜]|优秀|优胜|入围|鼓励)奖|[金银铜]牌)"
    r"(?:获得者|名单|项目|作品)?(?:[（(][^（）()]*[）)]|共?\d+[个项名件人])?[：:]?"
)
_NOTICE = re.compile(
    r"^关于(?:公布|表彰|发布|认定|印发|通报)?|(?:评选|评审|认定|比赛|评比)?(?:结果|名单)?的(?:通知|公告|公示|通报|决定)$"
)

#: Topics of tables whose organisations are partners.
COOPERATION: Final = frozenset(
    topic for topic, kinds, _ in tsv.rows("table_topics") if kinds != "-" or topic == "partners"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the words around a table tell.

    ``kinds`` are the cooperation kinds of partners that it names; ``year`` the one year of its caption;
    ``group`` the offsets of an education group's name in the text, ``contest`` and ``honour`` names of a
    contest, or of an honour, that all its rows share.
    """

    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    caption: str = ""
    year: int | None = None
    group: tuple[int, int] | None = None
    contest: str | None = None
    honour: str | None = None
    #: The rank that caption or heading says all rows have.
    rank: str | None = None
    #: Where contest or honour is named, as offsets into the text.
    named_at: tuple[int, int] | None = None


@cache
def _words() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (topic, () if kinds == "-" else tuple(kinds.split(",")), tuple(words.split()))
        for topic, kinds, words in tsv.rows("table_topics")
    )


def rank_line(text: str) -> str | None:
    """Return the rank that a line of a list announces for what follows, None where it says anything else.

    >>> rank_line("一、一等奖（2项）"), rank_line("一等奖获奖作品展")
    ('一等奖', None)
    """
    m = _RANK_LINE.fullmatch(spaceless(text))
    return m["rank"] if m else None


@lru_cache(maxsize=1 << 12)
def topics_of(text: str) -> tuple[str, ...]:
    """Return the topics that ``text`` has words of, in the lexicon's order."""
    text = spaceless(text[:400])
    return tuple(topic for topic, _, words in _words() if any(word in text for word in words))


@lru_cache(maxsize=1 << 14)
def kinds_of(text: str) -> tuple[str, ...]:
    """Return the cooperation kinds that ``text`` has words of, in the lexicon's order.

    >>> kinds_of("共建校外实训基地并接收学生顶岗实习")
    ('实训基地', '实习就业')
    """
    text = spaceless(text[:400])
    found = [
        kind
        for _, kinds, words in _words()
        if kinds and any(word in text for word in words)
        for kind in kinds
    ]
    return tuple(dict.fromkeys(found))


def single_year(text: str) -> int | None:
    """Return the year a caption names, None where it names none, several, or a school year.

    >>> single_year("2024年捐赠一览表"), single_year("2023—2024学年获奖统计")
    (2024, None)
    """
    if _YEAR_RANGE.search(text):
        return None
    years = {int(m.group(1)) for m in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None


def contest_in(caption: str) -> str | None:
    """Return the contest that a caption names so clearly that it can stand in an award's name, else None.

    >>> contest_in("表3 2024年学校教师在青禾省教学能力比赛中获奖情况一览表")
    '青禾省教学能力比赛'
    >>> contest_in("学生技能竞赛获奖情况一览表") is None
    True
    """
    text = _LABEL.sub("", spaceless(caption))
    found = list(_CONTEST.finditer(text))
    if not found:
        return None
    name = text[: found[-1].end()]
    cut = max((m.end() for m in re.finditer(r"[在：:，。；]|参加|参与", name)), default=0)
    name = name[cut:]
    m = _OWN_PREFIX.match(name)
    if m and m.end() > len(m.group("year") or ""):
        name = (m.group("year") or "") + name[m.end() :]
    if not 5 <= len(name) <= 60 or "、" in name or not _SPECIFIC.search(name) or _VAGUE.search(name):
        return None
    return name


def honour_in(caption: str) -> str | None:
    """Return the honour of which a caption announces the holders, else None.

    >>> honour_in("附件2 第三批青禾省示范性职业教育集团培育单位名单")
    '第三批青禾省示范性职业教育集团培育单位'
    >>> honour_in("校企合作项目一览表") is None
    True
    """
    text = _LABEL.sub("", spaceless(caption))
    # An honour is named by what follows 被评为, 入选 ... in a heading, or is the caption itself.
    for word in ("被评为", "获评", "入选", "荣获", "获批"):
        if word in text[1:]:
            text = text.split(word, 1)[1]
            break
    text = _TABLE_WORDS.sub("", _WINNERS.sub("", text))
    m = _OWN_HONOURED.match(text)
    if m and m.end() > len(m.group("year") or ""):
        text = (m.group("year") or "") + text[m.end() :]
    if not 4 <= len(text) <= 45 or not _HONOUR.search(text) or not _HONOUR_NOUN.search(text):
        return None
    if not (_SPECIFIC.search(text) or re.search(r"批|校级|省级|国家|成果奖$", text)) or _VAGUE.search(text):
        return None
    return None if re.search(r"合作|企业|参与|集团成员|设置|布局|结构|[，。；：、]", text) else text


def _group_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of an education group's own name in ``text[start:end]``."""
    noun = _GROUP_NOUN.search(text, start, end)
    m = _GROUP.search(text, max(start, noun.start() - _GROUP_BEFORE), end) if noun else None
    if m is None:
        return None
    left = _GROUP_LEFT.match(m.group())
    begin = m.start() + (left.end() if left else 0)
    label = _LABEL.match(text[begin : m.end()])
    begin += label.end() if label else 0
    # A bare 职教集团 is no name: something must come before the generic tail.
    bare = re.sub(
        r"职业教育集团|职教集团|教育集团|产教融合|联盟|联合体|共同体|职教|产教", "", text[begin : m.end()]
    )
    return (begin, m.end()) if len(bare) > 1 and not re.search(r"示范性|培育|骨干|全国首批", bare) else None


def _only_group(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the one education group that ``text[start:end]`` names in full, None where it names several."""
    found: list[tuple[int, int]] = []
    while (place := _group_in(text, start, end)) is not None:
        found.append(place)
        start = place[1]
        if len(found) > 40:
            return None
    if not found:
        return None
    longest = max(found, key=lambda place: place[1] - place[0])
    name = text[longest[0] : longest[1]]
    alike = all(is_subsequence(text[a:b][-12:], name) or name in text[a:b] for a, b in found)
    return longest if alike else None


def is_subsequence(short: str, full: str) -> bool:
    """Return whether the characters of ``short`` stand in ``full`` in this order, as in an abbreviation.

    >>> is_subsequence("云溪茶业职教集团", "云溪县茶业职业教育集团")
    True
    """
    characters = iter(full)
    return all(character in characters for character in short)


def read_subject(
    text: str,
    caption: tuple[int, int] | None,
    section: tuple[int, int] | None,
    headers: str,
    listing: str = "",
) -> Subject:
    """Tell what a table is about from its caption, else from the heading above it, and its ``headers``.

    ``listing`` is the document's title; it counts where caption and heading tell nothing and it names a list
    (... 名录, ... 台账).
    """
    title = text[caption[0] : caption[1]] if caption else ""
    above = text[section[0] : min(section[1], section[0] + 200)] if section else ""
    document_title = listing
    if caption or not _LISTING.search(spaceless(listing)):
        listing = ""
    topics = topics_of(title) or topics_of(above) or topics_of(listing)
    topics = (*topics, *(t for t in topics_of(headers) if t in _BY_HEADERS))
    if len(set(_STAGE_MAJORS.findall(spaceless(headers)))) > 1:
        topics = (*topics, "articulation")
    topics = tuple(dict.fromkeys(topics))
    places = [(a, min(b, a + 200)) for a, b in (caption or (0, 0), section or (0, 0)) if b > a]
    group = next((found for a, b in places if (found := _group_in(text, a, b))), None)
    if group is None and "group" in topics:
        before = caption[0] if caption else section[0] if section else 0
        group = _only_group(text, max(0, before - _GROUP_REACH), before)
    rank = rank_line(title) or rank_line(above)
    # Where a heading has no more than a rank, the document's title says in what.
    event = _NOTICE.sub("", _NOTICE.sub("", spaceless(document_title))) if rank or listing else ""
    contest = contest_in(title) or contest_in(above) or contest_in(event)
    honour = honour_in(title) or honour_in(above) or honour_in(event)
    return Subject(
        topics=topics,
        kinds=kinds_of(title) or (() if topics_of(title) else kinds_of(above) or kinds_of(listing)),
        caption=title or listing,
        year=single_year(title or listing),
        group=group,
        contest=contest,
        honour=honour,
        rank=rank,
        named_at=next((found for a, b in places if (found := _locate(text, a, b, contest or honour))), None),
    )


def _locate(text: str, start: int, end: int, name: str | None) -> tuple[int, int] | None:
    """Return where ``name`` stands in ``text[start:end]``, blanks aside, with or without its year."""
    for form in (name, _YEAR.sub("", name, count=1)) if name else ():
        m = re.search(r"\s*".join(map(re.escape, form)), text[start:end]) if form else None
        if m:
            return start + m.start(), start + m.end()
    return None
