"""The columns of a table: what each one holds, told by its header and checked against its cells.

Headers are looked up in `lexicon/table_headers.tsv`; columns without a telling header are classified by the
endings of what their cells hold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Final

from extract import lexicon, tsv
from extract.cell_names import ending, guess_type, split_names
from extract.document import Cell, Document, Table
from extract.table_topics import COOPERATION
from extract.typography import spaceless

#: Rows looked at to learn what a column holds.
SAMPLE: Final = 120
#: Headers are read from their last characters; nothing longer is a header.
LONGEST_HEADER: Final = 40

_ITEM = re.compile(r"[（(]?\d{1,3}(?:[.．、)）]|\s+)(?=[\u4e00-\u9fff“])")
_BRACKETED = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_HONOUR_ADDED = re.compile(r"[（(](?:荣誉|奖项|称号|获奖)[^（）()]{0,6}[）)]")
_UNIT = re.compile(r"(?:单位|机构|对象|组织)(?:名称|全称)?")
_CLOSING = re.compile(r"(?:全称|名称|名字|信息|明细)$")
_QUANTITY = re.compile(
    r"(?:[人个台项件期次套班门篇]?数|率|比|额|值|费|%|％|人次|金额|年均|面积|总量|数量|得分|分值)$"
)
_NUMBER = re.compile(
    r"[\s\d.,，%％+＋\-—–:：/～~]*(?:[人项个台套万元件次名期门年月日班家]|万元|人次|平方米|㎡)*"
)
#: A rank by itself as a header of a matrix: 一等奖, 金牌（枚）, 二等.
RANK_HEADER = re.compile(
    r"(?:(?<!获)特等|[一二三四]等|金|银|铜|优秀|优胜|鼓励|团体[一二三]等|个人[一二三]等|优秀组织|最佳[^，]{1,6})(?:奖|牌)?(?:[个项]?数|数量|项目数)?"
)
RANK = re.compile(
    r"特等奖|[一二三四]等奖|[金银铜]奖|[金银铜]牌|优秀奖|优胜奖|鼓励奖|入围奖|优秀组织奖|第[一二三四五六七八九十\d]+名?|冠军|亚军|季军|[一二三]等(?!奖)|[金银铜](?=\d|$)"
)
LEVEL = re.compile(
    r"(?:国际|世界|国家|全国|省部|省市|省|自治区|市厅|地市|市|区县|县区|县|区|校|院|行业)(?:赛|级|部级|厅级)(?:一类|二类)?|国赛|省赛|市赛|国际|国家|省部?|市"
)
_DEPARTMENT = re.compile(
    r"[\u3400-\u9fffA-Za-z（）()·、]{1,16}(?:学院|分院|系|学部|教学部|基础部|教育部|体育部|思政部|教研部|公共部|教研室|部)"
)
_OFFICE = re.compile(
    r"(?:组织|宣传|统战|学工|学生工作|人武|保卫|武装|后勤|信息|人事|财务|审计|纪检|纪委|招生|就业|发展|外事|教务|科研|合作)[^学]*部$"
)
_CONTEST = re.compile(r"(?:大赛|竞赛|比赛|锦标赛|运动会|挑战赛|技能节|杯)")
_STAGE = re.compile(r"中职|高职|本科|中专|高校")
_MAJOR_END = re.compile(
    r"(?:技术|管理|设计|工程|服务|应用|营销|会计|护理|教育|贸易|商务|制造|维修|维护|医学|检测|运营|艺术|工艺|药学|与.{1,6}|学|造价|加工|检验|养护|控制|传播|制作|金融|英语|旅游)$"
)
_TOTAL_STARTS: Final = frozenset("全合总小共平均")
_TOTAL = re.compile(r"(?:全[市省校区县国])?(?:[合总小共]计|总数|平均值?|均值)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its header (multi-row headers joined), and the role it plays in a row.

    ``kinds`` are cooperation kinds that the header states, ``stage`` the school stage it names (中职, 高职,
    本科), ``sure`` tells whether the header (True) or only the cells' endings (False) gave the role.
    """

    index: int
    header: str
    role: str
    kinds: tuple[str, ...] = ()
    stage: str = ""
    sure: bool = True


@cache
def _headers() -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    table: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for role, topic, kinds, words in tsv.rows("table_headers"):
        stated = () if kinds == "-" else tuple(kinds.split(","))
        for word in words.split():
            table.setdefault((topic, word), (role, stated))
    return table


@lru_cache(maxsize=1 << 13)
def header_role(header: str, topics: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]] | None:
    """Return (role, kinds) of a header in a table of these topics, None where it is unknown.

    >>> header_role("主要合作单位（全称）")
    ('partner', ())
    >>> header_role("名称", ("order_class",)), header_role("到账金额（万元）")
    (('program', ()), ('amount', ()))
    """
    label = spaceless(_BRACKETED.sub("", header)).strip("：:*#、")
    label = label[-LONGEST_HEADER:]
    if not label:
        return None
    m = RANK_HEADER.search(label)
    if m and m.end() == len(label) and (m.start() == 0 or label.startswith(("获奖", "奖项", "获得", "奖牌"))):
        return "rank_count", ()
    table = _headers()
    forms = dict.fromkeys((label, _CLOSING.sub("", label) or label))
    for form in forms:
        for at in range(len(form)):
            for topic in (*topics, "*"):
                found = table.get((topic, form[at:]))
                if found is not None and (at == 0 or form is not label or not _CLOSING.search(label)):
                    # 成果（荣誉）名称: what the bracket adds is what the table is read for.
                    return ("honour", ()) if found[0] == "title" and _HONOUR_ADDED.search(header) else found
    return ("count", ()) if _QUANTITY.search(label) else None


@cache
def _header_words() -> frozenset[str]:
    return frozenset(word for _, word in _headers())


def is_header_word(text: str) -> bool:
    """Return whether ``text`` is a known header by itself, not only by its ending.

    >>> is_header_word("合作企业（全称）"), is_header_word("青禾茶业公司")
    (True, False)
    """
    label = spaceless(_BRACKETED.sub("", text)).strip("：:*#、")
    return label in _header_words() or (_CLOSING.sub("", label) or label) in _header_words()


def is_total(text: str) -> bool:
    """Return whether a row that begins with ``text`` is a row of totals."""
    name = spaceless(text).strip("：:")
    return name[:1] in _TOTAL_STARTS and _TOTAL.fullmatch(name) is not None


def is_number(text: str) -> bool:
    """Return whether a cell holds a figure, a date or a dash rather than words."""
    return _NUMBER.fullmatch(text) is not None


def is_department(text: str) -> bool:
    """Return whether a cell of a department column names a teaching unit (not an office such as 教务处)."""
    name = spaceless(text)
    return _DEPARTMENT.fullmatch(name) is not None and _OFFICE.search(name) is None


def header_rows(document: Document, table: Table) -> int:
    """Return how many rows at the top are header: the reader's count, or what the words of the rows tell."""
    if table.header:
        return table.header
    rows = 0
    for row in table.rows[:2]:
        texts = [document.slice(cell).strip() for cell in row if cell.end > cell.start]
        if texts and _ITEM.match(texts[0]):
            # 1．某某基地｜某某公司: the items of a list are no header, whatever they end in.
            break
        known = sum(header_role(text) is not None for text in texts if len(text) <= LONGEST_HEADER)
        numbers = sum(is_number(text) for text in texts)
        if texts and not numbers and known >= 2 and known * 2 >= len(texts):
            rows += 1
        else:
            break
    return rows


def _label(document: Document, rows: Sequence[Sequence[Cell]], index: int) -> str:
    parts: list[str] = []
    for row in rows:
        if index < len(row):
            text = spaceless(document.slice(row[index]))
            if text and (not parts or parts[-1] != text):
                parts.append(text)
    return "".join(parts)[-200:]


def labels(document: Document, table: Table, header: int) -> list[str]:
    """Return the header of each column, the rows of a header with several rows joined from the top."""
    width = max((len(row) for row in table.rows[: header + SAMPLE]), default=0)
    return [_label(document, table.rows[:header], i) for i in range(width)]


def _listed(document: Document, rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Return those of the first rows that are no totals."""
    text = document.text
    return [row for row in rows[:SAMPLE] if row and not is_total(text[row[0].start : row[0].end])]


def _sample(document: Document, rows: Sequence[Sequence[Cell]], index: int) -> list[str]:
    texts: list[str] = []
    for row in rows:
        if index >= len(row):
            continue
        start, end, carried = row[index]
        if start == end or carried:
            continue
        text = document.text[start : min(end, start + 400)].strip()
        if text.strip("—-–/\\ "):
            texts.append(text)
    return texts


@dataclass(frozen=True, slots=True)
class _Shares:
    """Shares, from 0 to 1, of the sampled cells that look like something."""

    rank: float
    short_rank: float
    level: float
    department: float
    school: float
    enterprise: float
    organisation: float
    group: float
    program: float
    contest: float
    major: float
    #: Cells that begin with a name of the catalogue of majors.
    listed: float


def _looks(text: str) -> Iterator[str]:
    """Yield what the cell ``text``, which is no number, looks like."""
    folded = spaceless(text)
    if RANK.search(folded):
        yield "rank"
        if len(folded) <= 6:
            yield "short_rank"
    if _CONTEST.search(folded):
        yield "contest"
    if LEVEL.fullmatch(folded):
        yield "level"
    names = split_names(text)
    if not names:
        return
    start, end = names[0]
    first = text[start:end]
    if is_department(first) and guess_type(first, "Department") == "Department":
        yield "department"
    if first.removesuffix("专业") in lexicon.majors():
        yield "listed"
    told = ending(first)
    if first.endswith("学院"):
        yield guess_type(first, "Department")
    elif told is not None and told[1]:
        yield guess_type(first, "")
    elif told is None and len(first) <= 14 and _MAJOR_END.search(first):
        yield "major"


class _Profile:
    """What the sampled cells of a column hold."""

    def __init__(self, texts: list[str]) -> None:
        self.cells = len(texts)
        self.length = sum(map(len, texts)) / max(1, len(texts))
        #: The cells that are no numbers.
        self._words = [text for text in texts if not is_number(text)]
        self.number = (len(texts) - len(self._words)) / max(1, len(texts))

    @cached_property
    def looks(self) -> _Shares:
        """What the cells look like, which most columns are not asked: their header tells."""
        return _shares(self._words, self.cells)


def _shares(words: list[str], cells: int) -> _Shares:
    """Return what share of so many ``cells``, of which ``words`` are no numbers, looks like what."""
    seen: Counter[str] = Counter()
    for text, times in Counter(words).items():
        for look in _looks(text):
            seen[look] += times
    count = max(1, cells)

    def share(key: str) -> float:
        return seen[key] / count

    return _Shares(
        rank=share("rank"),
        short_rank=share("short_rank"),
        level=share("level"),
        department=share("department"),
        school=share("School"),
        enterprise=share("Enterprise"),
        organisation=share("School") + share("Enterprise") + share("Organization"),
        group=share("EducationGroup"),
        program=share("Program"),
        contest=share("contest"),
        major=share("major"),
        listed=share("listed"),
    )


def _by_content(p: _Profile, topics: tuple[str, ...]) -> str:
    """Return the role of a column without a telling header, "" where its cells do not tell either."""
    if not p.cells or p.number > 0.5:
        return ""
    looks = p.looks
    if looks.group >= 0.6:
        return "group"
    if looks.contest >= 0.6 and "awards" in topics:
        return "competition"
    if looks.short_rank >= 0.7:
        return "prize"
    if looks.level >= 0.7:
        return "level"
    if looks.school >= 0.6:
        return "school"
    if looks.department >= 0.6:
        return "department"
    if looks.organisation >= 0.6:
        return "unit"
    if looks.program >= 0.6:
        return "program"
    if (looks.major >= 0.6 and {"majors", "clusters"} & set(topics)) or looks.listed >= 0.6:
        return "major"
    return ""


#: Roles whose cells may be figures; under any other header a column of figures holds counts.
_FIGURES: Final = frozenset(
    {"index", "count", "amount", "year", "prize_count", "remark", "status", "region", "ignore"}
)


def _checked(column: Column, p: _Profile, topics: tuple[str, ...], known: set[str]) -> Column:
    """Return ``column`` with its role corrected by what its cells hold."""
    role = column.role
    has_contest = "competition" in known
    has_competition = bool(known & {"competition", "prize", "rank_count"})
    if role == "rank_count":
        return column if p.number >= 0.5 or not p.cells else replace(column, role="person")
    if not p.cells:
        return column
    if p.number >= 0.6:
        return replace(column, role="count")
    if role in ("prize", "level", "honour"):
        role = _prize_role(role, p, has_contest)
    elif role == "unit":
        role = _unit_role(p.looks, topics)
    elif role == "school" and p.looks.school < 0.3:
        role = "department" if p.looks.department >= 0.5 else "partner" if p.looks.enterprise >= 0.5 else role
    elif role == "partner_school" and p.looks.school < 0.3 and p.looks.organisation >= 0.5:
        role = "partner"
    elif role == "department":
        role = "school" if p.looks.school >= 0.6 else "employer" if p.looks.enterprise >= 0.4 else role
    elif role == "program" and p.looks.enterprise >= 0.5:
        role = "partner"
    elif role == "partner" and p.looks.department >= 0.6:
        role = "department"
    elif role == "partner" and "awards" in topics and p.looks.school >= 0.6:
        role = "school"
    elif role == "event" and not has_competition and "awards" not in topics:
        role = "title"
    if role in ("title", "name", "event") and not has_contest and p.looks.contest >= 0.5:
        return replace(column, role="competition")
    if role in ("title", "name"):
        if p.looks.program >= 0.6 and "awards" not in topics:
            role = "program"
        elif p.looks.group >= 0.6:
            role = "group"
        if role == "name":
            role = _by_content(p, topics) or role
    return column if role == column.role else replace(column, role=role)


def _prize_role(role: str, p: _Profile, has_contest: bool) -> str:
    looks = p.looks
    if looks.level >= 0.5:
        return "level"
    if looks.rank >= 0.5:
        return "honour" if role == "honour" and looks.short_rank < 0.5 else "prize"
    if role == "prize" and looks.rank < 0.3 and p.length > 5 and not has_contest:
        return "honour"
    return role


def _unit_role(looks: _Shares, topics: tuple[str, ...]) -> str:
    if looks.department >= 0.5:
        return "department"
    if "hiring" in topics:
        return "employer"
    if looks.school >= 0.5:
        return "school"
    if looks.organisation >= 0.3 and COOPERATION & set(topics) and "awards" not in topics:
        return "partner"
    return "employer"


def columns(
    document: Document, table: Table, header: int, names: Sequence[str], topics: tuple[str, ...]
) -> list[Column]:
    """Return the columns of a table, called ``names``, that play a role, in order."""
    body = _listed(document, table.rows[header:])
    roles = [header_role(name, topics) if name else None for name in names]
    known = {found[0] for found in roles if found}
    result: list[Column] = []
    for index, (name, found) in enumerate(zip(names, roles, strict=True)):
        if found is not None:
            stage = _STAGE.search(name)
            column = Column(index, name, found[0], found[1], stage.group() if stage else "")
            if column.role in _FIGURES:
                result.append(column)
                continue
        p = _Profile(_sample(document, body, index))
        if found is not None:
            result.append(_checked(column, p, topics, known))
        elif role := _by_content(p, topics):
            column = Column(index, name, role, sure=False)
            result.append(_checked(column, p, topics, known))
    return list(_untangled(result, topics))


def _untangled(found: list[Column], topics: tuple[str, ...]) -> Iterator[Column]:
    """Settle what depends on the other columns of the table."""
    roles = Counter(column.role for column in found)
    joint = any(column.role in ("program_type", "content") and "合作" in column.header for column in found)
    joint = joint and not roles["partner"] and not roles["partner_school"]
    paired = "articulation" in topics and roles["partner_school"] > 1
    for column in found:
        role = column.role
        if paired and role == "partner_school":
            # Two columns of schools: the first school articulates with the second, not both with the own one.
            paired, role = False, "school"
        elif joint and role == "employer" and _UNIT.fullmatch(column.header):
            # Whatever a list of 合作事项 calls its units, they are those who cooperate.
            role = "partner"
        elif role == "employer" and not column.sure and roles["program"] and not roles["partner"]:
            # Without headers: those who stand beside the programmes of a list run them.
            role = "partner"
        elif role in ("partner", "unit") and "hiring" in topics and roles["person"]:
            role = "employer"
        elif role == "member" and not roles["group"] and "group" not in topics:
            role = "partner"
        elif role == "competition" and not (roles["prize"] or roles["rank_count"] or "awards" in topics):
            role = "title"
        elif role == "major" and "hiring" in topics and column.header.removesuffix("名称") == "专业":
            role = "ignore"
        elif role == "group_role" and "group" not in topics and not roles["group"]:
            role = "category"
        yield column if role == column.role else replace(column, role=role)
