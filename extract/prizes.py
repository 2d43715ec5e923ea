"""Who received an award: receivedAward, from the award phrases of the prose.

The winner is named in the stretch before the verb (``AwardFinding.subject``): by its name, by a short form
(某某陶院), or by its kind alone (联盟, 集团). Where nothing is named there it is the school that the sentence,
or the heading above it, is about. The prizes of people, courses and teams count for their school.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Final

from extract.award_lists import LISTED
from extract.mentions import Reading
from extract.resolution import Resolved, normal
from extract.sentences import Named, Sentence
from extract.statements import Statement

_WINNERS: Final = ("School", "EducationGroup", "Program", "Enterprise")
_PEOPLE: Final = (
    r"教师|老师|师生|学生|学员|学徒|学子|同学|选手|毕业生|校友|教练|团队|代表队|主任|负责人|辅导员|教研室|党支部|"
    r"导师|课程|专业|作品|项目"
)
#: People of a firm whose prize is the firm's.
_EMPLOYER: Final = re.compile(
    r"^(?:（[^（）]*）)?(?:公司)?的?(?:[^，。；]{0,6})?(?:技师|工程师|职工|员工|师傅|选手|工匠)"
)
#: People of a programme or a group: their prizes are their school's.
_OF_PEOPLE: Final = re.compile(rf"^[”\"]?的?[^，。；]{{0,8}}?(?:{_PEOPLE})")
_NAME_ENDS: Final = re.compile(r"^[”\"]?(?:[（(][^）)]*[）)])?(?:[^，。；]{0,8})?$")
#: After the name, when and by whom: 2023年被省教育厅, 于去年, 先后.
_CIRCUMSTANCE: Final = re.compile(
    r"^[”\"]?(?:[（(][^）)]*[）)])?[，,]?(?:(?:于|在|自)?(?:(?:19|20)\d{2}年|今年|去年|当年|同年|本年度)[^，。；]{0,8})?"
    r"(?:(?:也|还|又|则|均|都|先后|同时|成功|双双|分别|连续[^，。；]{1,4})*|被[^，。；]{2,24}|经[^，。；]{2,20})?$"
)
_LISTED: Final = re.compile(r"^[”\"]?(?:[（(][^（）()]{1,24}[）)])?(?:、|和|与|及|以及)[“\"]?$")
_JOINT_TEAM: Final = re.compile(r"组成|组队|联合|共同|合作完成")
_PARTNER: Final = re.compile(r"(?:与|和|同|跟|携手|联合|对接|面向|依托|向|赴|为)[“\"]?$")
#: A group that is named by its kind alone.
_GROUP_ALONE: Final = re.compile(
    r"(?:^|[，,；;：:。\s])(?:该|本|此)?(?P<kind>集团|联盟|联合体|共同体)(?=成立|获|入选|被|于|已|先后|20|在|[，,]|$)"
)
_SHORT_SCHOOL: Final = re.compile(
    r"(?:^|[，,；;：:而])(?P<short>[一-龥]{2,7}(?:院|校|中专|职高|技校|大学))[^，。；一-龥]*$"
)
_LATER_WORDS: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[．.、)）])?[“\"]?(?P<name>[^，。；]{3,30}?)[”\"]?"
    r"(?:[（(][^）)]*[）)])?(?:(?:于|在)?(?:19|20)\d{2}年.*|被.*|经.*|先后.*|成功.*|同时.*|则|也|还)?$"
)
#: 该班, 该中心: the programme spoken of just before.
_THIS_ONE: Final = re.compile(
    r"(?:该|这个?|此)(?P<kind>学院|班|中心|基地|工坊|工作室|实训室|实验室|平台|产业学院|工作站|传习所|学堂)"
)
#: Between a programme and its title in a list of honours: 某某班（与某公司合办）：.
_IS_LISTED: Final = re.compile(r"[”’]?(?:（[^（）]*）)?(?:：|——)\s*")
#: Titles that programmes alone bear.
_TITLE_OF: Final = re.compile(
    r"(?:产业学院|行业学院|工坊|实训基地|工作室|实训中心|小院|工作站|传承基地|学徒班)$"
)
_NEAR: Final = 200
#: 该学院 may be the school itself but right after the name of an 产业学院.
_NEARER: Final = 60
#: 该集团2018年…，2022年入选…: the group is what the whole sentence is about.
_GROUP_LEADS: Final = re.compile(
    r"\s*(?:目前，?|同时，?)?该?(?P<kind>集团|联盟|联合体|共同体)(?!公司|有限|旗下|下属)"
)
#: The longest list of winners, in lines, and the longest line of one.
_LINES: Final = 200
_LINE: Final = 160
#: No quote is longer.
_QUOTE: Final = 90
_NUMBERED: Final = re.compile(r"[\s　]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]?)?[\s　“]*")
_FROM_ELSEWHERE: Final = re.compile(r"来自[^，。；、的]{2,16}(?:院|校|中专|大学|公司|集团)的")
_VISITED: Final = re.compile(r"合作|携手|走进|对接|访|联合|交流|[与和]")


def relations(reading: Reading, resolved: Resolved, sentences: list[Sentence]) -> list[Statement]:
    """Return the receivedAward statements of the prose of a document."""
    out: list[Statement] = []
    starts = [s.start for s in sentences]
    chosen = {id(m) for m in reading.mentions}
    finder = _Winners(reading.document.text, resolved, sentences)
    for finding in reading.awards:
        if id(finding.award) not in chosen:
            continue
        award = resolved.of(finding.award)
        at = bisect_right(starts, finding.award.start) - 1
        start, end = finding.evidence
        year = finding.award.attributes.get("year", "")
        if finding.award.rule == LISTED:
            winners = finder.listed(finding.subject, at, " " in (finding.award.name or ""))
        else:
            title = finding.award.name or reading.document.text[finding.award.start : finding.award.end]
            winners = [(winner, end) for winner in finder.of(finding.subject, at, title)]
        out += [
            Statement(
                winner,
                "receivedAward",
                award,
                start,
                stop if stop - start <= _QUOTE else end,
                year=int(year) if year.isdigit() else None,
                confidence=round(min(0.95, finding.award.weight), 3),
                rule=finding.award.rule,
            )
            for winner, stop in winners
            if winner != award
        ]
    return out


def _outside(sentence: Sentence, kind: str) -> str:
    """Return the sentence's text without what is named of a type in it."""
    text, at = "", sentence.start
    for n in sentence.of(kind):
        text += sentence.text[at - sentence.start : n.start - sentence.start]
        at = n.end
    return text + sentence.text[at - sentence.start :]


#: 2009年由某校与某校合并组建，2016年加挂某校牌子，是…: schools of the winner's history.
_IN_HISTORY: Final = re.compile(r"(?:的)?牌子|合并|组建|并入|、[^，。]{2,16}合并|与[^，。]{2,16}合并")


class _Winners:
    """Finds the winners in one document."""

    def __init__(self, text: str, resolved: Resolved, sentences: list[Sentence]) -> None:
        self.text = text
        self.resolved = resolved
        self.sentences = sentences
        self._named: dict[str, int] | None = None
        self._headings: list[int | None] | None = None
        self._nearest: list[int | None] | None = None
        self._programmes: list[tuple[int, int]] | None = None

    def of(self, subject: tuple[int, int], at: int, title: str) -> list[int]:
        """Return the winners of the award ``title`` whose ``subject`` lies before its verb, in sentence ``at``."""
        if at < 0:
            return [] if self.resolved.own is None else [self.resolved.own]
        sentence = self.sentences[at]
        leading = self._this_one(subject)
        if leading is None:
            leading = self._leading(sentence, subject)
        if leading is None:
            leading = self._of_kind(sentence, subject, title)
        if leading is not None:
            return [leading]
        found = self._in_subject(sentence, subject)
        if found:
            return found
        by_kind = self._by_kind_or_short(sentence, subject)
        if by_kind is not None:
            return [by_kind]
        if _FROM_ELSEWHERE.search(self.text[subject[0] : subject[1]]) and not sentence.of("Department"):
            return []  # of a school that the document names in no other place
        school = self._of_heading(at)
        if school is None:
            school = sentence.head if sentence.head is not None else self.resolved.own
        if school is None:
            school = self._nearest_school(at)
        return [] if school is None else [school]

    def _this_one(self, subject: tuple[int, int]) -> int | None:
        """Return the programme that the subject means by 该班, 该中心."""
        this = _THIS_ONE.search(self.text, *subject)
        if this is None or _OF_PEOPLE.match(self.text[this.end() : subject[1]]):
            return None
        return self._program_before(this["kind"], this.start())

    def _of_kind(self, sentence: Sentence, subject: tuple[int, int], title: str) -> int | None:
        """Return the programme that a title can only be given to, since it is of its kind: 某某工坊…省级鲁班工坊."""
        kind = _TITLE_OF.search(title)
        if kind is None:
            return None
        near = [n for n in sentence.of("Program") if n.end <= subject[1]]
        for n in reversed(near):
            if self.resolved.entities[n.entity].name.endswith(kind.group()):
                return n.entity
        if any(n.type == "School" and not n.own and n.end <= subject[1] for n in sentence.named):
            return None
        return self._program_before(kind.group(), sentence.start) if not near else None

    def _leading(self, sentence: Sentence, subject: tuple[int, int]) -> int | None:
        """Return the programme or group that opens the sentence, if nobody else comes between it and the verb."""
        before = [n for n in sentence.named if n.start < subject[1]]
        clause = max(self.text.rfind("，", sentence.start, subject[1]), subject[0])
        if any(n.type == "School" and n.start >= clause for n in before):
            return None
        group = _GROUP_LEADS.match(sentence.text)
        if group is not None:
            return self._group(group["kind"], sentence.start)
        if not before or before[0].type not in ("Program", "EducationGroup"):
            return None
        others = any(n.type in _WINNERS for n in before[1:] if n.entity != before[0].entity)
        told = self.text[before[0].end : subject[1]]
        if sentence.opens_with(before[0]) and _IS_LISTED.fullmatch(told):
            return before[0].entity
        alone = sentence.opens_with(before[0]) and not others and not re.search(_PEOPLE, told)
        return before[0].entity if alone else None

    def listed(self, subject: tuple[int, int], at: int, own: bool) -> list[tuple[int, int]]:
        """Return the winners listed in the subject, or on the lines after sentence ``at`` if that is empty.

        Each comes with the offset where it is named. A line may begin with a number and go on with people and
        their works; the first name on it wins, with those that it is listed with. Where only people are
        listed and ``own`` is set it is the document's own school.
        """
        if at < 0:
            return []
        winners: list[Named] = []
        if subject[0] < subject[1]:
            for sentence in self.sentences[at : at + _LINES]:
                if sentence.start >= subject[1]:
                    break
                winners += [
                    n for n in sentence.of(*_WINNERS) if subject[0] <= n.start and n.end <= subject[1]
                ]
        else:
            winners = self._on_lines(at + 1)
        if not winners and own and self.resolved.own is not None:
            return [(self.resolved.own, subject[0])]
        first = {n.entity: n.end for n in reversed(winners)}
        return list(first.items())

    def _on_lines(self, at: int) -> list[Named]:
        """Return what is named first on each of the lines from sentence ``at`` on, as far as they are a list."""
        winners: list[Named] = []
        for sentence in self.sentences[at : at + _LINES]:
            named = sentence.of(*_WINNERS)
            kind = sentence.block.kind if sentence.block is not None else ""
            if kind in ("heading", "caption", "title") or not named or len(sentence.text) > _LINE:
                break
            if not _NUMBERED.fullmatch(sentence.text[: named[0].start - sentence.start]):
                break
            winners.append(named[0])
            for before, after in pairwise(named):
                if not _LISTED.match(self.text[before.end : after.start]):
                    break
                winners.append(after)
        return winners

    def _in_subject(self, sentence: Sentence, subject: tuple[int, int]) -> list[int]:
        """Return the winners named in the subject, the last one with those that it is listed with."""
        inside = [n for n in sentence.of(*_WINNERS) if subject[0] <= n.start and n.end <= subject[1]]
        for index in range(len(inside) - 1, -1, -1):
            if not self._wins(inside[index], subject):
                continue
            winners = [inside[index].entity]
            for earlier in range(index - 1, -1, -1):
                gap = self.text[inside[earlier].end : inside[earlier + 1].start]
                if not _LISTED.match(gap) or inside[earlier].type != inside[index].type:
                    break
                winners.insert(0, inside[earlier].entity)
            team = self.text[inside[index].end : subject[1]]
            if inside[index].type == "Enterprise" and _JOINT_TEAM.search(team):
                schools = [n.entity for n in inside[:index] if n.type == "School"]
                winners = schools[-1:] + winners  # a team of a school's and a firm's people
            return list(dict.fromkeys(winners))
        return []

    def _wins(self, named: Named, subject: tuple[int, int]) -> bool:
        """Tell whether what is named in the subject is the winner."""
        after = self.text[named.end : subject[1]]
        if named.type == "School":
            before = self.text[max(subject[0], named.start - 4) : named.start]
            if _IN_HISTORY.match(after):
                return False
            return named.own or "，" not in after or _PARTNER.search(before) is None
        if named.type in ("EducationGroup", "Program"):
            if _OF_PEOPLE.match(after):
                return False
            return len(after) <= 14 or bool(_NAME_ENDS.match(after) or _CIRCUMSTANCE.match(after))
        return _EMPLOYER.match(after) is not None or len(after) <= 2 or _CIRCUMSTANCE.match(after) is not None

    def _by_kind_or_short(self, sentence: Sentence, subject: tuple[int, int]) -> int | None:
        """Return the winner that the subject names by its kind (联盟获评…), a known name or a short form."""
        words = self.text[subject[0] : subject[1]]
        until = sentence.start + len(sentence.text)
        alone = _GROUP_ALONE.search(self.text[max(sentence.start, subject[0] - 40) : min(subject[1], until)])
        if alone:
            return self._group(alone["kind"], subject[0])
        told = _LATER_WORDS.match(words.strip())
        if told:
            known = self._known().get(normal(told["name"]))
            if known is not None:
                return known
        if any(n.type == "School" and n.start >= subject[0] and n.end <= subject[1] for n in sentence.named):
            return None
        short = _SHORT_SCHOOL.search(words)
        return self._school_of(short["short"]) if short else None

    def _program_before(self, kind: str, before: int) -> int | None:
        """Return the programme of a kind (该班, 该中心) that was named last before an offset, not far away."""
        if self._programmes is None:
            self._programmes = sorted(
                (mention.start, at)
                for at, draft in enumerate(self.resolved.entities)
                if draft.type == "Program"
                for mention in draft.mentions
            )
        low = before - (_NEARER if kind == "学院" else _NEAR)
        near = self._programmes[
            bisect_left(self._programmes, (low, 0)) : bisect_left(self._programmes, (before, 0))
        ]
        for _, at in reversed(near):
            if kind[-1] in self.resolved.entities[at].name[-3:]:
                return at
        return None

    def _known(self) -> dict[str, int]:
        """Return the names of programmes, groups and firms, for those that a sentence names unmarked."""
        if self._named is None:
            self._named = {}
            for at, draft in enumerate(self.resolved.entities):
                if draft.type in ("Program", "EducationGroup", "Enterprise"):
                    for name in (draft.name, *draft.aliases):
                        self._named.setdefault(normal(name), at)
        return self._named

    def _group(self, kind: str, before: int) -> int | None:
        """Return the group of a kind (联盟, 集团) that was named last before an offset, else the only one."""
        groups = [
            (max((m.start for m in draft.mentions if m.start <= before), default=-1), at)
            for at, draft in enumerate(self.resolved.entities)
            if draft.type == "EducationGroup" and kind in draft.name
        ]
        if not groups:
            return None
        last, at = max(groups)
        return at if last >= 0 or len(groups) == 1 else None

    def _school_of(self, short: str) -> int | None:
        """Return the one school whose name has the letters of ``short`` in their order."""
        pattern = re.compile(".*?".join(map(re.escape, short)))
        fitting = [
            at
            for at, draft in enumerate(self.resolved.entities)
            if draft.type == "School" and draft.name != short and pattern.search(draft.name)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _of_heading(self, at: int) -> int | None:
        """Return the school that the heading above a sentence names, None where the sentence names one."""
        if self._headings is None:
            self._headings = []
            school: int | None = None
            for sentence in self.sentences:
                if sentence.block is not None and sentence.block.kind == "heading":
                    schools = {n.entity for n in sentence.of("School")}
                    alone = len(schools) == 1 and not _VISITED.search(_outside(sentence, "School"))
                    school = schools.pop() if alone else None
                self._headings.append(school)
        return None if self.sentences[at].of("School") else self._headings[at]

    def _nearest_school(self, at: int) -> int | None:
        """Return the school that a sentence, or the nearest one above it, names first."""
        if self._nearest is None:
            self._nearest = []
            school: int | None = None
            for sentence in self.sentences:
                schools = sentence.of("School")
                school = schools[0].entity if schools else school
                self._nearest.append(school)
        return self._nearest[at]
