"""What a table says: its rows read as frames over the roles of its columns.

`read_table` classifies the columns (`extract.table_columns`), learns from caption and heading what the table
is about (`extract.table_topics`), and turns each row into mentions and relations by the frames of
`lexicon/table_frames.tsv`; awards are composed in `extract.table_awards`. Work and memory grow linearly with
the table; a table without any relevant column costs a look at its header and first rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from extract import tsv
from extract.award_scale import award_level
from extract.cell_names import LONGEST_NAME, ending, guess_type, is_sure, split_names
from extract.document import Cell, Document, Table
from extract.findings import Proposal, TableFindings, TableLink
from extract.programmes import is_generic
from extract.programmes import kinds_of as program_kinds
from extract.table_awards import AwardReader, Prize, level_of, settle
from extract.table_columns import Column, columns, header_rows, is_department, is_number, is_total, labels
from extract.table_forms import upright
from extract.table_topics import Subject, kinds_of, rank_line, read_subject, topics_of
from extract.typography import spaceless

#: A frame between two lists of names in one row is dropped when it would state more relations than this.
MOST_PAIRS: Final = 1024
#: Longer cells are prose, not a list of names.
LONGEST_CELL: Final = 20_000

_INDICATORS = re.compile(r"指标|指数名称|观测点|计分")
_STATUS_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]")
#: The year of 2021年, 2021.09-2024.08, 202109, 20210906.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d(?!\d)|[2-9]\d|1[3-9])")
_EMPTY = re.compile(r"[\s—\-–/\\*.]*|无|暂无")
_FIRM_HEAD = re.compile(
    r"^.{2,30}?(?:有限责任公司|股份有限公司|有限公司|公司|集团|酒店|医院|银行|宾馆|厂|合作社)(?=.*(?:基地|班|学院|中心|工作室|工坊)$)"
)
#: A sentence, but not the form's own instruction how to fill in a cell.
_SENTENCE = re.compile(
    r"(?!填报|须|提供|注[：:])(?:.*[，。；]|.*(?:与|和|同|向|由|为|联合|携手).{3,40}(?:签|共建|合作|联合|开展|成立|设立|捐|举办|开设|建立)"
    r"|.*牵头(?:成立|组建))",
    re.DOTALL,
)
_BAND = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）).．]")
#: Whose majors a column holds, in a table of two schools.
_SIDE = re.compile(r"(?P<own>我[校院]|本[校院])|对方|对口[院学]校|合作(?:院校|学校|校)")
_MINISTRY = re.compile(
    r"(?:教育|科技|科学技术|财政|人力资源和?社会保障|人社|农业农村|工业和信息化|工信|文化和旅游|商务|民政|司法|公安|"
    r"交通运输|水利|自然资源|生态环境|应急管理|住房和城乡建设)部(?:办公厅)?"
)
_CRAFT = re.compile(r"鲁班|大师|名师|劳模|工匠|技能")
_MAJOR_TAIL = re.compile(r"(?:专业|方向)$")
_CLUSTER_TAIL = re.compile(r"(?:高水平|特色|骨干|重点)?专业集?群$|类?专业群组$")
_NO_MAJOR = re.compile(
    r"(?:学院|系|公司|大学|学校|大类|类|等|集团|中心|部|处|图书馆|学生)$|\d{3}|[：:]"
    r"|^(?:各|全[校院市部体系]|所有|相关|公共(?:课|基础|选修|必修|教学|$)|通识|其[他它余]|多(?:个|专业|数))"
)
#: What a bracket behind a major says of it, and is no part of its name.
_MAJOR_REMARK = re.compile(
    r"[（(](?:中外合作|现代?学徒制|五年|三年|两年|3\+2|高职|中职|扩招|新增|新设|新专业|停招|国家级|省级|市级|校级|国控|"
    r"骨干|重点|特色|核心|龙头|单招|校企)[^（）()]{0,10}[）)]$"
)
#: A college inside a university, not an independent one (某某大学城市学院).
_UNIVERSITY = re.compile(r"^(.{2,12}?大学)(?!城市学院|.*(?:职业|技师|独立))(.{2,14}学院)$")
#: A firm with the group it belongs to: 远山控股旗下青石文创公司.
_OWNED = re.compile(r"(?P<owner>[^，。；（）()]{2,24}?)(?:旗下|下属|下辖|属下)的?(?P<owned>[^，。；]{2,30})")
_SUBSIDIARY = re.compile(
    r"(?P<owned>[^，。；、（）()系为是]{2,20})?(?:系|为|是|隶属于?)(?P<owner>[^，。；、（）()的]{2,20}?)的?"
    r"(?:旗下|下属)?(?:全资|控股|参股)?(?:子公司|分公司|下属企业|旗下企业|成员企业|旗下公司)"
)
_PROGRAM_TAIL = (
    r"(?:(?:订单|冠名|定向|学徒)?班|(?:产业|企业|(?:现场)?工程师|工匠)?学院|(?:实训|培训|创新)?中心|"
    r"(?:实训|实习|实践)?基地|实验室|工作室|工坊|研究院|研究所|工作站|流动站|平台|实训室|书院|教学工厂|实训角|实训点)"
)
#: A programme named in a cell about something else: 订单培养（青禾班）, 共建“远山检测中心”, 含青石班.
_TOLD_PROGRAM = re.compile(
    rf"(?P<quoted>“[^“”]{{2,24}}”{_PROGRAM_TAIL}?)|[（(]含?(?P<bracket>[^（）()“”，、；]{{1,18}}{_PROGRAM_TAIL})[）)]"
    rf"|(?:共建|合建|联建|共同建设|联合建设|开设|开办|设立|成立|组建|冠名|含)了?"
    rf"(?P<built>[^，,、；;。“”（）()]{{1,24}}?{_PROGRAM_TAIL})(?=$|[，,、；;。（）()])"
)
_TAIL_END = re.compile(_PROGRAM_TAIL + "”?$")
#: Which row a note below the table speaks of: 第3项, 序号9, or the row's own number (HX-07).
_ROW_NUMBER = re.compile(
    r"第(\d{1,3})[项行条个]|序号(\d{1,3})(?!\d)|(?<![\dA-Za-z])(\d{1,3})号项目|([A-Z]{1,6}[\d\-－]{2,12})"
)
#: A note on every partner of the table: 对接企业均已签订专业共建协议.
_ALL_PARTNERS = re.compile(r"(?:企业|单位|院校|学校)[^。；\n]{0,30}(?:均|都|全部)[^。；\n]{2,60}")
_EVERY_ROW: Final = "*"
_CLAUSE = re.compile(r"[。；;\n]")
#: How far below a table notes on its rows are looked for.
_NOTES_REACH: Final = 3000
_OWN_LEAD = re.compile(r"我[校院]|学校|牵头|立项")
_LEADER = re.compile(r"(?<!副)理事长|牵头|发起|盟主|(?<!副)主任|(?<!副)主席")
_HONOURED = re.compile(
    r"^(?:首批|第.{1,2}批|20\d\d年)?(?:国家级?|全国|教育部|省级?|市级?|[\u3400-\u9fff]{2,4}[省市])[^，。；、]{2,30}"
    r"(?:基地|专业|项目|单位|试点|学院|课程|案例|团队|中心|奖|学校|工作室|名单)(?:（[^（）]*）)?$"
)

#: What the names of a column are, by its role, unless their endings say otherwise ("": endings alone decide).
_DEFAULT_TYPE: Final = {
    "partner": "Enterprise",
    "partner_school": "School",
    "school": "School",
    "group": "EducationGroup",
    "leader": "Enterprise",
    "member": "Enterprise",
    "major": "Major",
    "cluster": "MajorCluster",
    "program": "Program",
    "department": "Department",
    "mixed": "",
    "employer": "",
    "issuer": "",
    "title": "",
}
#: A table without any column of these roles says nothing.
_TELLING: Final = frozenset({*_DEFAULT_TYPE, "prize", "honour", "rank_count"} - {"title"})
#: Columns whose cells may name a programme beside other words.
_TELLING_PROGRAMS: Final = ("program_type", "content", "remark")
#: Columns of names, in which a word such as 筹建 alone says nothing of the row.
_NAMES: Final = frozenset({*_DEFAULT_TYPE, "prize", "honour", "competition", "event", "person", "index"})
#: The longest cell that is a word on the row's state (论证中).
_LONGEST_STATE: Final = 16
_NO_PARTNERS: Final = ("EducationGroup", "Program", "Department")
#: Topics in which the project titles of a table may name what is built together.
_BUILDING_TOPICS: Final = frozenset({"partners", "platform", "base", "industry_college"})
#: Topics in which a column of names is one of programmes, whatever the names end in.
_PROGRAM_TOPICS: Final = frozenset(
    {"order_class", "apprenticeship", "industry_college", "base", "platform", "joint_running"}
)

#: One row's cells by column: (start, end, text); empty cells are left out, carried ones are in.
Row = dict[int, tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class _Frame:
    topic: str
    head: str
    relation: str
    tail: str
    bears_status: bool

    def applies(self, topics: Sequence[str]) -> bool:
        if self.topic.startswith("!"):
            return self.topic[1:] not in topics
        return self.topic == "*" or self.topic in topics


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(
        _Frame(topic, head, relation, tail, status == "yes")
        for topic, head, relation, tail, status in tsv.rows("table_frames")
    )


@cache
def _status_words() -> dict[str, re.Pattern[str]]:
    return {status: re.compile("|".join(words.split())) for status, words in tsv.rows("table_status")}


def status_of(text: str) -> str:
    """Return active, planned or ended by the words of a remark.

    >>> status_of("协议未签"), status_of("合作到期"), status_of("合同到期，已续签")
    ('planned', 'ended', 'active')
    """
    words = _status_words()
    if words["keep"].search(text) and not words["planned"].search(text):
        return "active"
    return (
        "ended" if words["ended"].search(text) else "planned" if words["planned"].search(text) else "active"
    )


class Layout(NamedTuple):
    """A table as it is read: turned upright, so many header rows, labels, subject, and the columns with a role."""

    table: Table
    header: int
    names: list[str]
    subject: Subject
    columns: list[Column]


def lay_out(document: Document, table: Table) -> Layout:
    """Return how ``table`` is to be read, for `read_table` and `prose_cells`."""
    table = upright(document, table)
    header = header_rows(document, table)
    names = labels(document, table, header)
    subject = _subject(document, table, names)
    return Layout(table, header, names, subject, columns(document, table, header, names, subject.topics))


def read_table(document: Document, table: Table, layout: Layout | None = None) -> TableFindings:
    """Return the mentions and relations that a table states: none for figures, finance and surveys."""
    table, header, names, subject, found = layout or lay_out(document, table)
    body = table.rows[header:]
    if not body:
        return TableFindings()
    if any(_INDICATORS.search(name) for name in names):
        return TableFindings()
    if "own_rooms" in subject.topics and not any("企业" in name or "单位" in name for name in names):
        return TableFindings()
    awards = AwardReader(_by_role(found), subject)
    told = {column.role for column in found} & _TELLING
    if _BUILDING_TOPICS & set(subject.topics):
        told |= {column.role for column in found} & {"title"}
    if not told and not awards.applies():
        return TableFindings()
    return _Reader(document, table, subject, found, awards, names).read(body)


def _subject(document: Document, table: Table, names: Sequence[str]) -> Subject:
    return read_subject(document.text, table.caption, table.section, " ".join(names)[:400], document.title)


def _notes(document: Document, table: Table) -> dict[str, str]:
    """Return what the notes below a table say of single rows, by number (5, HX-07), or of all (*)."""
    following = bisect_left(document.tables, table.end, key=lambda t: t.start)
    after = document.tables[following].start if following < len(document.tables) else len(document.text)
    stop = min(after, table.end + _NOTES_REACH)
    text = document.text
    notes: dict[str, str] = {}
    found = list(_ROW_NUMBER.finditer(text, table.end, stop))
    for i, m in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else stop
        clause = _CLAUSE.search(text, m.end(), end)
        number = next(filter(None, m.groups()))
        notes[number] = notes.get(number, "") + " " + text[m.end() : clause.start() if clause else end][:120]
    if every := _ALL_PARTNERS.search(text, table.end, stop):
        notes[_EVERY_ROW] = every.group()
    return notes


#: A row about one school's students going on to another.
_LEADS_ON: Final = re.compile(r"[23]\s?[+＋]\s?[234]|贯通|衔接|五年一贯|转段|分段|直升|专升本|函授")
#: A remark that tells of a partner without being a sentence: 某某体育现代学徒制, 某某食品实习基地.
_SAYS: Final = re.compile(r"学徒|订单|实习|基地|合作|共建|联办|合办|捐|提供|岗位|委托|[（(].{2,12}[）)]")


def prose_cells(document: Document, table: Table, layout: Layout | None = None) -> list[tuple[int, int]]:
    """Return the offsets of cells that `read_table` leaves to be read as prose.

    These are remarks, contents and other sentences of any table, and the project titles of tables about what
    school and partners build together.
    """
    table, header, _, subject, found = layout or lay_out(document, table)
    roles = {column.index: column.role for column in found}
    titled = bool(_BUILDING_TOPICS & set(topics_of(subject.caption)))
    cells: list[tuple[int, int]] = []
    for row in table.rows[header:]:
        for index, (start, end, carried) in enumerate(row):
            if carried or not 8 <= end - start <= LONGEST_CELL:
                continue
            role = roles.get(index, "")
            if role not in ("title" if titled else "", "", "remark", "content", "status", "ignore"):
                continue
            text = document.text[start:end]
            if not is_number(text) and (
                role == "title" or _SENTENCE.match(text) or (role == "remark" and _SAYS.search(text))
            ):
                cells.append((start, end))
    return cells


def _by_role(found: Sequence[Column]) -> dict[str, list[Column]]:
    by_role: dict[str, list[Column]] = defaultdict(list)
    for column in found:
        by_role[column.role].append(column)
    return dict(by_role)


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one table."""

    document: Document
    table: Table
    subject: Subject
    columns: list[Column]
    awards: AwardReader
    headers: list[str]
    findings: TableFindings = field(default_factory=TableFindings)
    #: The names of the cell last read in each column, kept for the rows that carry it.
    last: dict[int, tuple[tuple[int, int], list[Proposal]]] = field(default_factory=dict)
    stated: set[tuple[int, str, int]] = field(default_factory=set)
    prizes: list[tuple[Proposal | None, Prize]] = field(default_factory=list)
    #: One proposal for equal prizes told at one place (a caption, a cell that several rows carry).
    awarded: dict[tuple[str, tuple[int, int]], Proposal] = field(default_factory=dict)
    #: What a line across the table (订单班, 省级) says of the rows below it, and the level and rank it states.
    band: str = ""
    band_level: str | None = None
    band_rank: str | None = None
    caption_group: Proposal | None = None
    #: The partners of a programme that is named after some of its row's partners only.
    named_after: dict[int, list[Proposal]] = field(default_factory=dict)
    #: Whether the table lists the members or leaders of education groups.
    of_group: bool = False
    frames: list[_Frame] = field(default_factory=list)
    #: The role of each column that has one.
    roles: dict[int, str] = field(init=False)
    _notes: dict[str, str] | None = None

    def __post_init__(self) -> None:
        self.roles = {column.index: column.role for column in self.columns}

    @property
    def notes(self) -> dict[str, str]:
        """What notes below the table say of single rows, by their numbers; looked for when a row asks."""
        if self._notes is None:
            self._notes = _notes(self.document, self.table)
        return self._notes

    def read(self, body: Sequence[Sequence[Cell]]) -> TableFindings:
        by_role = self.awards.by_role
        if self.subject.group and not by_role.get("group") and "group" in self.subject.topics:
            start, end = self.subject.group
            self.caption_group = Proposal(start, end, "EducationGroup", 0.85, "table:caption")
            self.findings.proposals.append(self.caption_group)
        self.of_group = bool(by_role.get("group") and (by_role.get("member") or by_role.get("leader"))) or (
            "group" in self.subject.topics and bool(by_role.get("group") or self.caption_group)
        )
        topics = (*self.subject.topics, "group") if self.of_group else self.subject.topics
        self.frames = [frame for frame in _frames() if frame.applies(topics)]
        tells_awards = self.awards.applies()
        for cells in body:
            row, extent = self._cells(cells)
            if extent is None or not row:
                continue
            if self._is_band(row, cells):
                self.band = next(iter(row.values()))[2]
                self.band_level, self.band_rank = level_of(self.band), rank_line(self.band)
                continue
            first = row[min(row)][2]
            if is_total(first) or self._is_header(row):
                continue
            bag = self._names(row)
            self._drop_doubles(bag)
            self._sort_members(row, bag)
            self._state_frames(row, bag, extent)
            if tells_awards:
                self._state_awards(row, bag, extent)
        settle(self.prizes)
        return self.findings

    def _cells(self, cells: Sequence[Cell]) -> tuple[Row, tuple[int, int] | None]:
        text = self.document.text
        row: Row = {}
        begin = end = -1
        for index, (left, right, carried) in enumerate(cells):
            if right <= left:
                continue
            if not carried:
                begin = left if begin < 0 else min(begin, left)
                end = max(end, right)
            row[index] = (left, right, text[left:right])
        by_role = self.awards.by_role
        if any(c.index in row and not cells[c.index].carried for c in by_role.get("honour", [])):
            # The rank above is another honour's.
            for column in by_role.get("prize", []):
                if column.index in row and cells[column.index].carried:
                    del row[column.index]
        return row, (begin, end) if begin >= 0 else None

    def _is_band(self, row: Row, cells: Sequence[Cell]) -> bool:
        """Return whether the row is one line of words across a table of several columns (一、省级奖项)."""
        if len(cells) < 3 or 0 not in row or len({(start, end) for start, end, _ in row.values()}) > 1:
            return False
        words = row[0][2]
        if len(words) > 60 or is_number(words):
            return False
        return (
            len(row) == len(cells)
            or _BAND.match(words) is not None
            or level_of(words) is not None
            or rank_line(words) is not None
        )

    def _is_header(self, row: Row) -> bool:
        same = sum(
            index < len(self.headers) and bool(self.headers[index]) and spaceless(text) == self.headers[index]
            for index, (_, _, text) in row.items()
            if len(text) < 60
        )
        return same >= 2 and same * 2 > len(row)

    def _names(self, row: Row) -> dict[str, list[Proposal]]:
        """Return the names of a row by the role of the columns that they stand in."""
        bag: dict[str, list[Proposal]] = defaultdict(list)
        titled = bool(_BUILDING_TOPICS & set(self.subject.topics))
        stages = {c.stage: c for c in self.columns if c.stage and c.role in ("school", "partner_school")}
        for column in self.columns:
            cell = row.get(column.index)
            if cell is None or column.role not in _DEFAULT_TYPE:
                continue
            if column.role == "title" and not titled:
                continue
            known = self.last.get(column.index)
            if known is not None and known[0] == cell[:2]:
                proposals = known[1]
            else:
                proposals = list(self._cell_names(column, *cell))
                self.last[column.index] = (cell[:2], proposals)
                self.findings.proposals.extend(proposals)
            for proposal in proposals:
                role = self._role(column, proposal)
                if role == "major" and (side := _SIDE.search(column.header)):
                    if "articulation" in self.subject.topics:
                        role = f"major of {'school' if side['own'] else 'partner_school'}"
                elif role == "major" and column.stage and stages:
                    # 中职专业 beside 中职学校 is that school's; 高职专业 beside it is the own school's.
                    role = f"major of {stages[column.stage].role if column.stage in stages else 'school'}"
                bag[role].append(proposal)
        if self.caption_group:
            bag["group"].append(self.caption_group)
        self._told_programs(row, bag)
        return bag

    def _told_programs(self, row: Row, bag: dict[str, list[Proposal]]) -> None:
        """Add the programmes that a row names in passing: 订单培养（青禾班）, 含“远帆班”."""
        partners = bag.get("partner", []) + bag.get("partner_school", [])
        if not partners and not bag.get("program"):
            return
        text = self.document.text
        for column in self.columns:
            if column.role not in _TELLING_PROGRAMS or column.index not in row:
                continue
            start, end, words = row[column.index]
            known = self.last.get(column.index)
            if known is not None and known[0] == (start, end):
                bag["program"].extend(known[1])
                continue
            told: list[Proposal] = []
            for m in _TOLD_PROGRAM.finditer(words[:LONGEST_CELL]):
                group = m.lastgroup or ""
                a, b = m.span(group)
                if group == "quoted" and words[b - 1] == "”":
                    a, b = a + 1, b - 1
                tail = _TAIL_END.search(words, a, b)
                if tail is None or is_generic(spaceless(words[a : tail.start()]).strip("“”")):
                    continue
                told.append(Proposal(start + a, start + b, "Program", 0.8, f"table:{column.role}"))
            self.last[column.index] = ((start, end), told)
            self.findings.proposals.extend(told)
            bag["program"].extend(told)
            for program in told if column.role == "remark" else ():
                head = text[program.start : program.start + 2]
                named = [p for p in partners if head in text[p.start : p.end]]
                if named:
                    self.named_after[id(program)] = named

    def _drop_doubles(self, bag: dict[str, list[Proposal]]) -> None:
        """Leave out a programme that is named exactly as its row's partner: a hospital as its own base."""
        text = self.document.text
        partners = {text[p.start : p.end] for p in bag.get("partner", [])}
        if partners and bag.get("program"):
            bag["program"] = [p for p in bag["program"] if text[p.start : p.end] not in partners]

    def _role(self, column: Column, proposal: Proposal) -> str:
        """Return the role a name plays, which is its column's unless the name itself says otherwise."""
        if column.role in ("employer", "issuer"):
            return ""
        if column.role == "mixed":
            return "major" if proposal.type == "Major" else "department"
        if column.role == "title":
            return "program" if proposal.type == "Program" else "own group"
        if column.role == "program" and proposal.type != "Program":
            return "partner" if proposal.type in ("Enterprise", "Organization", "School") else ""
        if column.role == "department" and proposal.type != "Department":
            return ""
        if column.role in ("partner", "partner_school") and proposal.type in _NO_PARTNERS:
            return {"Program": "program"}.get(proposal.type, "")
        return (
            {"MajorCluster": "cluster"}.get(proposal.type, column.role)
            if column.role == "major"
            else column.role
        )

    def _cell_names(self, column: Column, start: int, end: int, text: str) -> Iterator[Proposal]:
        if len(text) > LONGEST_CELL or is_number(text):
            return
        role, default = column.role, _DEFAULT_TYPE[column.role]
        rule = f"table:{role}"
        weight = 0.9 if column.sure else 0.7
        for a, b in split_names(text, conjunctions=role not in ("major", "cluster")):
            name = spaceless(text[a:b])
            if role == "mixed" and _MAJOR_TAIL.search(name):
                proposal = _major(text, start, a, b, "Major", rule, weight)
                if proposal is not None:
                    yield proposal
                continue
            if role in ("major", "cluster"):
                proposal = _major(text, start, a, b, default, rule, weight)
                if proposal is not None:
                    yield proposal
                continue
            owner = None
            if role == "partner" and name.endswith(("工坊", "工作室")) and not _CRAFT.search(name):
                # Who orders a service is a business, whatever such a name is elsewhere.
                yield Proposal(start + a, start + b, "Enterprise", weight - 0.15, rule)
                continue
            if role in ("partner", "member") and (m := _OWNED.fullmatch(text[a:b])):
                owner = Proposal(
                    start + a,
                    start + a + m.end("owner"),
                    guess_type(m["owner"], "Enterprise"),
                    weight - 0.15,
                    rule,
                )
                a += m.start("owned")
                name = spaceless(text[a:b])
            kind = guess_type(name, "Department" if role == "mixed" else default)
            sure = is_sure(name)
            if role in ("department", "mixed"):
                if kind != "Department" or not is_department(name):
                    continue
            elif role in ("school", "partner_school"):
                if kind not in ("School", "Organization", "Enterprise") or (kind != "School" and not sure):
                    continue
            elif role == "issuer" and _MINISTRY.fullmatch(name):
                kind = "Organization"
            elif role in ("employer", "issuer"):
                if not sure or kind not in ("School", "Enterprise", "Organization"):
                    continue
            elif role == "group":
                kind = "EducationGroup"
            elif role == "title":
                # A project that is named as what it builds (… 实训中心, … 产教融合联盟) and nothing besides.
                told = ending(name)
                if told is None or told[0] not in ("Program", "EducationGroup") or (a, b) != (0, len(text)):
                    continue
                kind = told[0]
            elif role == "program":
                if (
                    kind == "Program"
                    and guess_type(name, "") != "Program"
                    and not _PROGRAM_TOPICS & set(self.subject.topics)
                ):
                    continue
                yield from _nested_partner(text, start, a, b)
            elif kind == "Department":
                continue
            visited = role == "partner" or (role == "partner_school" and not column.stage)
            if visited and (m := _UNIVERSITY.match(text[a:b])):
                university = Proposal(start + a, start + a + m.end(1), "School", weight, rule)
                college = Proposal(start + a, start + b, "Department", weight, rule)
                self._state(university, "hasDepartment", college, (start, end))
                yield from (university, college)
                continue
            if (
                role in ("partner", "leader", "member", "employer")
                and len(name) > LONGEST_NAME - 10
                and not sure
            ):
                continue
            named = Proposal(
                start + a,
                start + b,
                kind,
                weight if sure or role in ("program", "department", "mixed") else weight - 0.15,
                rule,
            )
            if owner is not None and owner.type in ("Enterprise", "Organization"):
                self.findings.proposals.append(owner)
                if owner.type == kind == "Enterprise":
                    self._state(named, "partOf", owner, (start, end))
            yield named

    def _state_frames(self, row: Row, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        heads = self._heads(bag)
        told: tuple[str, int | None] | None = None
        for frame in self.frames:
            tails: Sequence[Proposal] = bag.get(frame.tail, ())
            sources: Sequence[Proposal | None] = heads if frame.head == "own" else bag.get(frame.head, ())
            if not tails or not sources or len(tails) * len(sources) > MOST_PAIRS:
                continue
            if told is None:
                told = self._status(row), self._year(row)
            status, year = told
            kinds = self._kinds(row, bag) if frame.relation == "partnersWith" else ()
            bears = frame.bears_status or (frame.relation == "offersMajor" and self._bears_major(bag, status))
            leads_on = frame.relation == "partnersWith" and any(
                _LEADS_ON.search(words[:80]) for _, _, words in row.values()
            )
            for head in sources:
                allowed = self.named_after.get(id(head)) if frame.relation == "programPartner" else None
                for tail in tails:
                    if allowed is not None and tail not in allowed:
                        continue
                    self._state(
                        head,
                        "articulatesWith" if leads_on and self._goes_on(tail) else frame.relation,
                        tail,
                        extent,
                        kinds,
                        status if bears else "active",
                        year if frame.bears_status else None,
                    )
        if "articulation" in self.subject.topics:
            self._state_taught(bag, heads, extent)
        self._state_own_role(row, bag, extent)
        if bag.get("own group"):
            leads = _OWN_LEAD.search(self.subject.caption) is not None
            for group in bag["own group"]:
                self._state(None, "leads" if leads else "memberOf", group, extent)
        self._state_remarked(row, bag, extent)
        self._state_joint(bag, extent)

    def _goes_on(self, tail: Proposal) -> bool:
        """Tell whether students may go on to ``tail``: a school, but no kindergarten."""
        name = tail.name or self.document.text[tail.start : tail.end]
        return tail.type == "School" and not name.endswith(("幼儿园", "小学"))

    def _state_joint(self, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        """State that those who share an award's row with a school (完成单位) work with it."""
        named = bag.get("school", [])
        if len(named) < 2 or named[0].type != "School":
            return
        if not any("完成" in column.header for column in self.columns):
            return
        for other in named[1:]:
            if other.type in ("Enterprise", "Organization", "School") and other.end > named[0].end:
                self._state(named[0], "partnersWith", other, extent, ("其他",), "active", None)

    @staticmethod
    def _bears_major(bag: dict[str, list[Proposal]], status: str) -> bool:
        """Return whether a row's status is its major's too.

        A major is taught while a class for it is planned, and whether or not a firm stays.
        """
        if bag.get("program"):
            return status == "ended"
        return not bag.get("partner") and not bag.get("partner_school")

    def _state_own_role(self, row: Row, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        """State the own school's office in a row's groups (我校角色: 副理事长单位)."""
        for column in self.awards.by_role.get("own_role", []):
            office = row.get(column.index)
            if office and not _EMPTY.fullmatch(office[2]):
                relation = "leads" if _LEADER.search(office[2]) else "memberOf"
                for group in bag.get("group", []):
                    self._state(None, relation, group, extent)

    def _state_remarked(self, row: Row, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        """State the designation that a remark gives a row's programme (青禾省示范性实训基地)."""
        self._state_owners(row, bag, extent)
        programs = [p for p in bag.get("program", []) if p.rule == "table:program"]
        if len(programs) != 1 or programs[0].type != "Program":
            return
        for column in self.awards.by_role.get("remark", []) + self.awards.by_role.get("level", []):
            cell = row.get(column.index)
            if not cell or not _HONOURED.match(cell[2].strip()):
                continue
            name = spaceless(cell[2])
            award = Proposal(cell[0], cell[1], "Award", 0.7, "table:remark", name=name)
            if level := award_level(name):
                award.attributes["level"] = level
            self.findings.proposals.append(award)
            self._state(programs[0], "receivedAward", award, extent)

    def _state_owners(self, row: Row, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        """State whose subsidiary a row's partner is by its remark (青石系远山控股子公司)."""
        text = self.document.text
        partners = [p for p in bag.get("partner", []) if p.type == "Enterprise"]
        for column in self.awards.by_role.get("remark", []) if partners else ():
            cell = row.get(column.index)
            m = _SUBSIDIARY.search(cell[2][:400]) if cell else None
            if cell is None or m is None:
                continue
            brand = (m["owned"] or "")[:2]
            owned = [p for p in partners if brand and brand in text[p.start : p.end]] or partners
            if len(owned) > 1:
                continue
            owner = Proposal(
                cell[0] + m.start("owner"), cell[0] + m.end("owner"), "Enterprise", 0.75, "table:remark"
            )
            self.findings.proposals.append(owner)
            self._state(owned[0], "partOf", owner, extent)

    def _state(
        self,
        head: Proposal | None,
        relation: str,
        tail: Proposal,
        extent: tuple[int, int],
        kinds: tuple[str, ...] = (),
        status: str = "active",
        year: int | None = None,
    ) -> None:
        if relation == "articulatesWith" and tail.type != "School":
            relation, kinds = "partnersWith", kinds or ("其他",)
        key = (id(head), relation, id(tail))
        if head is tail or key in self.stated:
            return
        self.stated.add(key)
        rule = f"table:{relation}"
        self.findings.links.append(TableLink(head, relation, tail, extent, kinds, status, year, rule))

    def _heads(self, bag: dict[str, list[Proposal]]) -> list[Proposal | None]:
        """Return whose row it is: the schools of its school column, else the document's own school.

        In a group's table schools are members, and their office (理事长单位, 牵头 …) tells who leads.
        """
        if self.of_group:
            bag["member"].extend(bag.pop("school", []))
            return [None]
        schools: list[Proposal | None] = [p for p in bag.get("school", []) if p.type == "School"]
        return schools or [None]

    def _state_taught(
        self, bag: dict[str, list[Proposal]], heads: list[Proposal | None], extent: tuple[int, int]
    ) -> None:
        """State who teaches an articulation's majors: the 中职 school a 中职专业, both a plain 专业."""
        both: list[Proposal | None] = [*heads, *bag.get("partner_school", [])]
        for role, schools in (
            ("major", both),
            ("major of school", heads),
            ("major of partner_school", [*bag.get("partner_school", [])]),
        ):
            majors = bag.get(role, [])
            if len(majors) * len(schools) <= MOST_PAIRS:
                for school in schools:
                    for major in majors:
                        self._state(school, "offersMajor", major, extent)

    def _sort_members(self, row: Row, bag: dict[str, list[Proposal]]) -> None:
        """Make those members of an education group its leaders whose office, or the line above, says so."""
        office = " ".join(
            row[c.index][2] for c in self.awards.by_role.get("group_role", []) if c.index in row
        )
        if self.of_group and _LEADER.search(office or self.band):
            for role in ("member", "school"):
                bag["leader"].extend(bag.pop(role, []))

    def _kinds(self, row: Row, bag: dict[str, list[Proposal]]) -> tuple[str, ...]:
        """Return the kinds of a row's cooperation, from the most telling place that names any."""
        by_role = self.awards.by_role
        typed = " ".join(
            row[c.index][2]
            for role in ("program_type", "category")
            for c in by_role.get(role, [])
            if c.index in row
        )
        if found := kinds_of(typed):
            return found
        told = " ".join(row[c.index][2] for c in by_role.get("content", []) if c.index in row)
        if found := kinds_of(told):
            return found
        by_name = tuple(
            dict.fromkeys(
                kind
                for p in bag.get("program", [])[:8]
                for kind in program_kinds(self.document.text[p.start : p.end])
                if kind != "其他"
            )
        )
        # 学徒班名称: the header says what kind of class 远山班 is.
        by_label = kinds_of(" ".join(c.header for c in by_role.get("program", [])))
        if by_name == ("订单班",) and "现代学徒制" in by_label:
            by_name = ("现代学徒制",)
        stated = self.subject.kinds
        if by_name and (not stated or set(by_name) <= set(stated)):
            return by_name
        by_header = tuple(dict.fromkeys(kind for c in by_role.get("partner", []) for kind in c.kinds))
        return (
            kinds_of(self.band)
            or stated
            or by_header
            or by_name
            or by_label
            or kinds_of(self.notes.get(_EVERY_ROW, ""))
            or ("其他",)
        )

    def _status(self, row: Row) -> str:
        texts: list[str] = []
        for index, (_, _, words) in row.items():
            role = self.roles.get(index, "")
            if role in ("status", "remark", "group_role", "year"):
                texts.append(words[:200])
            elif role not in _NAMES and len(words) <= _LONGEST_STATE:
                texts.append(words)
            elif role not in ("prize", "honour", "competition", "event", "person"):
                texts.extend(_STATUS_BRACKET.findall(words[:400]))
        told = status_of(" ".join(texts)) if texts else "active"
        return self._noted(row) if told == "active" and self.notes else told

    def _noted(self, row: Row) -> str:
        """Return the status that a note below the table gives the row of this number."""
        number = row[min(row)][2].strip()
        return status_of(self.notes[number]) if number in self.notes else "active"

    def _year(self, row: Row) -> int | None:
        for column in self.awards.by_role.get("year", []):
            if column.index in row and (m := _DATE.search(row[column.index][2])):
                return int(m.group(1))
        return self.subject.year

    def _state_awards(self, row: Row, bag: dict[str, list[Proposal]], extent: tuple[int, int]) -> None:
        prizes = self.awards.read(row, self.band_level, self.band_rank)
        if not prizes:
            return
        named = bag.get("school", []) or bag.get("group", [])[:1]
        winners: list[Proposal | None] = [*named]
        if self.awards.shares_honour() and bag.get("program"):
            # A base that is designated, and the school whose base it is.
            winners = [*(winners or [None]), *bag["program"]]
        for prize in prizes:
            known = self.awarded.setdefault((prize.name, prize.span), prize.proposal)
            if known is prize.proposal:
                self.findings.proposals.append(known)
            prize.proposal = known
            for winner in winners or [None]:
                self.prizes.append((winner, prize))
                self._state(winner, "receivedAward", prize.proposal, extent)


def _major(text: str, start: int, a: int, b: int, kind: str, rule: str, weight: float) -> Proposal | None:
    """Return a major or cluster named by ``text[a:b]``, its generic tail (专业, 专业群) left out."""
    if remark := _MAJOR_REMARK.search(text, a, b):
        b = remark.start()
    piece = text[a:b]
    if kind == "Major" and (m := _CLUSTER_TAIL.search(piece)) and m.start() > 1:
        kind = "MajorCluster"
    tail = (_CLUSTER_TAIL if kind == "MajorCluster" else _MAJOR_TAIL).search(piece)
    if tail and tail.start() > 1:
        b = a + tail.start()
    name = spaceless(text[a:b])
    if not 2 <= len(name) <= 24 or _NO_MAJOR.search(name) or _EMPTY.fullmatch(name):
        return None
    return Proposal(start + a, start + b, kind, weight, rule)


def _nested_partner(text: str, start: int, a: int, b: int) -> Iterator[Proposal]:
    """Propose the firm that a base or class is named after in full (某某有限公司实训基地)."""
    m = _FIRM_HEAD.match(text[a:b])
    if m:
        yield Proposal(
            start + a, start + a + m.end(), guess_type(m.group(), "Enterprise"), 0.8, "table:program"
        )
