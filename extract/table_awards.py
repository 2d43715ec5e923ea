"""Awards told by a table: a row names a contest and a rank, a matrix counts ranks, a list names honours.

An award's name is what its row says, contest, event and rank joined with single spaces; equal prizes of one
winner are one award with a count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from extract.award_scale import award_level, award_rank
from extract.findings import Proposal
from extract.table_columns import RANK, Column, is_number
from extract.table_topics import Subject
from extract.typography import spaceless

#: The longest text of a cell that can be a part of an award's name.
LONGEST_PART: Final = 80

_BLANK = re.compile(r"[—\-–/\\*.．·\s]*|无|暂无|/|无赛项")
_COUNTED = re.compile(
    r"(?P<name>[^、，,；;\d]*?(?:特等奖|[一二三四]等奖|[金银铜]奖|[金银铜]牌|优秀奖|优胜奖|鼓励奖|第[一二三四五六七八九十]名|冠军|亚军|季军))"
    r"\s*(?P<count>\d+)?\s*[项个名枚件人组]?"
)
_NUMBER = re.compile(r"\d+")
_CONTEST = re.compile(r"赛|杯|奖学金|评选|征文|节|奖(?=.*奖)")
_LEVEL_IN_CELL = re.compile(
    r"(国际|世界|国家|全国|省部|省市|省|自治区|市厅|地市|市|区县|县区|县|区|校|院)(?:级|部级|厅级|赛)|^(国际|国家|省|市|县|校)$"
)
_LEVEL: Final = {
    word: level
    for level, words in {
        "国际": "国际 世界",
        "国家": "国家 全国",
        "省": "省部 省市 省 自治区",
        "市": "市厅 地市 市",
        "县": "区县 县区 县 区",
        "校": "校 院",
    }.items()
    for word in words.split()
}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?!\s*[-—–－~至]\s*(?:19|20)?\d\d)")
_HONOUR_TAIL = re.compile(r"(?:荣誉)?称号$")
#: What stands before the honour where a cell tells its holder too: 教学团队获“青禾省工人先锋号”.
_RECEIVED = re.compile(r"^[^“《]{2,30}?(?:荣获|获评|获批|获得|被评为|被授予|获)(?=.{4})")
_QUOTED: Final = {"“": "”", "「": "」", "《": "》", '"': '"'}


def level_of(cell: str) -> str | None:
    """Return the award level that a cell states (国家级, 省部级一等奖), else None.

    >>> level_of("省部级团体一等奖"), level_of("一等奖")
    ('省', None)
    """
    m = _LEVEL_IN_CELL.search(spaceless(cell))
    return _LEVEL[m.group(1) or m.group(2)] if m else None


@dataclass(slots=True)
class Prize:
    """One award of one row: its name, where it stands, and what the row says about it.

    ``shared`` marks a matrix's count, which is part of the award even where it is 1.
    """

    name: str
    span: tuple[int, int]
    rank: str | None = None
    level: str | None = None
    year: int | None = None
    count: int = 1
    counted: bool = False
    weight: float = 0.9
    proposal: Proposal = field(init=False)

    def __post_init__(self) -> None:
        self.proposal = Proposal(*self.span, "Award", self.weight, "table:award", name=self.name)


def settle(prizes: list[tuple[Proposal | None, Prize]]) -> None:
    """Write level, rank, year and count into the proposals, counting a winner's equal prizes together."""
    totals: dict[tuple[str | None, str], int] = defaultdict(int)
    winners: dict[str, set[str | None]] = defaultdict(set)
    counted: dict[str, bool] = defaultdict(bool)
    for winner, prize in prizes:
        key = winner_key(winner)
        totals[key, prize.name] += prize.count
        winners[prize.name].add(key)
        counted[prize.name] |= prize.counted
    for winner, prize in prizes:
        attributes = prize.proposal.attributes
        for name, value in (("level", prize.level), ("rank", prize.rank), ("year", prize.year)):
            if value is not None:
                attributes[name] = str(value)
        total = totals[winner_key(winner), prize.name]
        # Several winners of one award each have their own number: none of them is the award's.
        if (total > 1 or counted[prize.name]) and len(winners[prize.name]) == 1:
            attributes["count"] = str(total)


def winner_key(winner: Proposal | None) -> str | None:
    """Return what tells winners apart; None is the own school."""
    return f"{winner.type}:{winner.name or (winner.start, winner.end)}" if winner else None


def _part(text: str) -> str:
    text = spaceless(text)
    return "" if _BLANK.fullmatch(text) or len(text) > LONGEST_PART else text


def _bare(text: str) -> str:
    """Return a name without quotation marks around the whole of it."""
    while len(text) > 2 and _QUOTED.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
        text = text[1:-1]
    return text


def _joined(span: tuple[int, int], after: tuple[int, int]) -> tuple[int, int]:
    """Return the stretch over two cells where only the tab between them parts them, else the first alone."""
    return (span[0], after[1]) if 0 < after[0] - span[1] <= 2 else span


@dataclass(slots=True)
class AwardReader:
    """Reads the awards of a table's rows.

    ``by_role`` are the table's columns by role. A table without any column of prizes, ranks or honours gives
    awards only when its caption names the honour that all its rows share.
    """

    by_role: dict[str, list[Column]]
    subject: Subject
    #: The level that the caption's contest or honour has.
    level: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.level = award_level(self.subject.contest or self.subject.honour or "")

    def applies(self) -> bool:
        """Return whether the table's rows can tell awards."""
        roles, subject = self.by_role, self.subject
        if "rank_count" in roles:
            return len(roles["rank_count"]) > 1 or "awards" in subject.topics or "competition" in roles
        if "honour" in roles or "prize" in roles:
            return True
        if subject.contest and "awards" in (*subject.topics, "awards" if subject.rank else ""):
            # Lines between the rows, or the heading, may tell the rank.
            return bool({"school", "unit", "person", "event", "title", "program"} & roles.keys())
        return self.shares_honour()

    def shares_honour(self) -> bool:
        """Return whether the rows only list the holders of the honour that the caption names."""
        if (
            self.subject.honour is None
            or {"prize", "honour", "rank_count", "competition"} & self.by_role.keys()
        ):
            return False
        return bool({"school", "group", "title", "person", "program", "unit"} & self.by_role.keys())

    def read(
        self,
        row: dict[int, tuple[int, int, str]],
        context_level: str | None,
        context_rank: str | None = None,
    ) -> list[Prize]:
        """Return the prizes of one row.

        ``row`` maps a column to (start, end, text) of its non-empty cell; ``context_level`` and
        ``context_rank`` are what a line across the table has stated for the rows below it.
        """
        context_rank = context_rank or self.subject.rank
        if "rank_count" in self.by_role:
            prizes = self._matrix(row)
        elif "honour" in self.by_role:
            prizes = self._honours(row)
        elif "prize" in self.by_role:
            prizes = self._ranked(row)
        elif context_rank and self.subject.contest:
            prizes = self._under_rank(row, context_rank)
        else:
            prizes = self._shared(row, context_rank)
        level = next(
            (level_of(row[c.index][2]) for c in self.by_role.get("level", []) if c.index in row), None
        )
        year = next(
            (int(m.group(1)) for c in self.by_role.get("year", []) if c.index in row
             and (m := re.search(r"((?:19|20)\d\d)", row[c.index][2]))),
            None,
        )  # fmt: skip
        for prize in prizes:
            own_year = _YEAR.search(prize.name)
            prize.level = level or prize.level or award_level(prize.name) or context_level or self.level
            prize.year = year or (int(own_year.group(1)) if own_year else self.subject.year)
        return prizes

    def _first(
        self, row: dict[int, tuple[int, int, str]], role: str
    ) -> tuple[Column, tuple[int, int, str]] | None:
        for column in self.by_role.get(role, []):
            if column.index in row and _part(row[column.index][2]):
                return column, row[column.index]
        return None

    def _contest(self, row: dict[int, tuple[int, int, str]]) -> tuple[list[str], tuple[int, int] | None]:
        """Return contest and event of a row as name parts, and the offsets of the cells that name them."""
        competition, event = self._first(row, "competition"), self._first(row, "event")
        parts: list[str] = []
        span = None
        if competition:
            parts.append(_part(competition[1][2]))
            span = competition[1][:2]
        elif self.subject.contest:
            parts.append(self.subject.contest)
            span = self.subject.named_at
        if event:
            parts.append(_part(event[1][2]))
            span = _joined(span, event[1][:2]) if span and competition else event[1][:2]
        return parts, span

    def _ranked(self, row: dict[int, tuple[int, int, str]]) -> list[Prize]:
        found = self._first(row, "prize")
        if found is None:
            return []
        start, end, text = found[1]
        cell = _part(text)
        if not cell or is_number(text) or len(cell) > 50:
            return []
        contest, span = self._contest(row)
        if not contest:
            if _CONTEST.search(RANK.sub("", cell)) or (len(RANK.sub("", cell)) > 5 and RANK.search(cell)):
                contest = []
            elif self.subject.honour:
                contest, span = [self.subject.honour], self.subject.named_at
            else:
                return []
        if (
            contest
            and not RANK.search(cell)
            and "awards" not in self.subject.topics
            and "competition" not in self.by_role
        ):
            return []
        if span:
            span = _joined(span, (start, end))
        several = [m for m in _COUNTED.finditer(cell) if m.group("count") or m.group("name")]
        number = self._count(row)
        level = level_of(cell)
        if len(several) > 1 or (several and several[0].group("count") and several[0].end() == len(cell)):
            return [
                Prize(
                    " ".join([*contest, m.group("name")]), span or (start, end),
                    award_rank(m.group("name")), level,
                    count=int(m.group("count") or 1), counted=m.group("count") is not None,
                )
                for m in several[:12]
            ]  # fmt: skip
        return [
            Prize(
                " ".join([*contest, cell]), span or (start, end),
                award_rank(cell) or (cell if len(cell) <= 4 else None), level,
                count=number or 1, counted=number is not None, weight=0.9 if span or contest else 0.8,
            )
        ]  # fmt: skip

    def _count(self, row: dict[int, tuple[int, int, str]]) -> int | None:
        found = self._first(row, "prize_count")
        m = _NUMBER.search(found[1][2]) if found else None
        return int(m.group()[:6]) if m and int(m.group()[:6]) > 0 else None

    def _matrix(self, row: dict[int, tuple[int, int, str]]) -> list[Prize]:
        contest, span = self._contest(row)
        if not contest:
            return []
        prizes = []
        for column in self.by_role["rank_count"]:
            if column.index not in row:
                continue
            start, end, text = row[column.index]
            m = _NUMBER.search(text)
            count = int(m.group()[:6]) if m else 0
            if count == 0:
                continue
            rank = re.sub(r"[个项]?数量?$|项目数$|（.*|\(.*", "", _part(column.header))
            m = RANK.search(rank)
            rank = m.group() if m else rank
            rank = rank if rank.endswith(("奖", "牌", "名")) else f"{rank}奖"
            prizes.append(
                Prize(" ".join([*contest, rank]), span or (start, end), rank, count=count, counted=True)
            )
        return prizes

    def _honours(self, row: dict[int, tuple[int, int, str]]) -> list[Prize]:
        found = self._first(row, "honour")
        if found is None or is_number(found[1][2]):
            return []
        start, _, text = found[1]
        prizes = []
        for m in re.finditer(r"[^；;\n]+", text):
            told = _part(m.group())
            received = _RECEIVED.search(told)
            name = _bare(_HONOUR_TAIL.sub("", told[received.end() :] if received else told))
            if len(name) < 4 or (level_of(name) and len(name) <= 4):
                continue
            prize = self._first(row, "prize")
            rank = _part(prize[1][2]) if prize else ""
            if rank and not is_number(rank) and rank not in name:
                name = f"{name} {rank}"
            count = self._count(row)
            at = start + m.start()
            prizes.append(
                Prize(
                    name, (at, at + len(m.group().rstrip())), award_rank(rank or name), level_of(rank),
                    count=count or 1, counted=count is not None, weight=0.85,
                )
            )  # fmt: skip
        return prizes

    def _under_rank(self, row: dict[int, tuple[int, int, str]], rank: str) -> list[Prize]:
        """Return the prize of a row below a line that tells the rank."""
        contest, span = self._contest(row)
        where = span or next(iter(row.values()))[:2]
        return [Prize(" ".join([*contest, rank]), where, rank, weight=0.8)]

    def _shared(self, row: dict[int, tuple[int, int, str]], rank: str | None = None) -> list[Prize]:
        honour = self.subject.honour
        cells = [row[c.index] for role in ("school", "group", "program", "title", "unit", "person")
                 for c in self.by_role.get(role, []) if c.index in row]  # fmt: skip
        if honour is None or not cells:
            return []
        category = self._first(row, "category")
        name = honour
        if category and _part(category[1][2]) in honour:
            name = f"{honour} {_part(category[1][2])}"
        if rank and rank not in name:
            name = f"{name} {rank}"
        return [Prize(name, self.subject.named_at or cells[0][:2], award_rank(name), weight=0.7)]
