"""What is known while one paragraph is read for awards, and how a finding is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from extract.award_scale import NUMERAL, award_level, number
from extract.award_sentences import Contest, Sentence, Verb, is_anaphor
from extract.findings import AwardFinding, Proposal

_LATELY: Final = 12
#: Joins the parts of a name that stand apart in the text, until the name is cleaned.
APART: Final = "\x00"

_WHITE: Final = re.compile(r"\s")
_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=\d)\s+(?=\d)")
_PAIRS: Final = {"“": "”", "‘": "’", '"': '"', "「": "」", "『": "』"}


def clean_name(name: str) -> str:
    """Return a name without white space inside its parts, edge punctuation and quotation marks around it."""
    if _WHITE.search(name):
        name = APART.join(_SPACE.sub("", part) for part in name.split(APART))
    parts = [part.strip(" 　\t，、；：,;:的了") for part in name.split(APART)]
    name = " ".join(part for part in parts if part)
    while len(name) > 2 and _PAIRS.get(name[0]) == name[-1] and not {name[0], name[-1]} & set(name[1:-1]):
        name = name[1:-1].strip()
    return name


@dataclass(slots=True)
class Paragraph:
    """One paragraph under reading: ``contest`` is the one last named in it, ``known`` one from before it."""

    text: str
    report_year: int | None = None
    known: Contest | None = None
    contest: Contest | None = None
    found: list[AwardFinding] = field(default_factory=list)

    def add(
        self,
        name: str,
        span: tuple[int, int],
        weight: float,
        rule: str,
        *,
        rank: str | None,
        count: int | None,
        subject: tuple[int, int],
        evidence: tuple[int, int],
    ) -> None:
        """Add a finding; all offsets are the document's."""
        name = clean_name(name)
        start, end = span
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if not name or start == end:
            return
        year = self._year(name, start)
        known = {
            "level": award_level(name),
            "rank": rank,
            "year": str(year) if year else None,
            "count": str(count) if count else None,
        }
        attributes = {key: value for key, value in known.items() if value}
        proposal = Proposal(start, end, "Award", weight, rule, name=name, attributes=attributes)
        self.found.append(AwardFinding(proposal, subject, evidence))

    def holds(self, start: int, end: int) -> bool:
        """Tell whether an award found lately overlaps ``[start, end)``."""
        return any(f.award.start < end and start < f.award.end for f in self.found[-_LATELY:])

    def _year(self, name: str, at: int) -> int | None:
        """Return the award's year: from its name, else from the sentence before it."""
        inside = _YEAR_IN_NAME.search(name)
        if inside:
            return int(inside.group())
        low = max(0, at - 160)
        if self.text.find("年", low, at) < 0:
            return None
        sentence = self.text[max(low, *(self.text.rfind(mark, low, at) + 1 for mark in "。！？\n")) : at]
        told = _YEAR_TOLD.findall(sentence)
        if told:
            return int(told[-1])
        if self.report_year and _THIS_YEAR.search(sentence):
            return self.report_year
        return None

    def note_contest(self, sentence: Sentence) -> None:
        """Keep the contest that a sentence speaks of, for the sentences after it."""
        for contest in reversed(sentence.contests):
            if contest.anchored and not is_anaphor(sentence.masked[contest.start : contest.end]):
                self.contest = Contest(-1, -1, _SPACE.sub("", contest.name), True)
                return


_YEAR_IN_NAME: Final = re.compile(r"(?:19|20)\d{2}(?=年|\s|[一-龥“])")
_YEAR_TOLD: Final = re.compile(r"(20(?<!\d20)[0-4]\d)\s?年")
_THIS_YEAR: Final = re.compile(r"本年度|今年|本学年")

#: Words before a verb that make its award a wish, a plan or a condition.
_NOT_WON: Final = re.compile(
    r"(?:力争|争取(?!到)|争创|争当|有望|拟(?<![虚模]拟)|即将|努力(?!下|之下|拼搏)|冲刺|目标|旨在|希望(?!小学|工程)|"
    r"鼓励(?!下)|未(?!来)能?|没有|未曾|不得|如果|对(?![接口抗])|应当|可(?<![许认]可)(?:以|(?=[获被优申直]))|"
    r"若(?<=[，,；;：:]若)|凡(?<=[，,；;：:]凡))[^，,；;]{0,12}$"
)


def is_wished(sentence: Sentence, verb: Verb) -> bool:
    """Tell whether the verb's award is only wished for, planned or supposed."""
    low = max(0, verb.start - 18)
    before = sentence.masked[low : verb.start]
    return _NOT_WON.search(before if low else "，" + before) is not None


_PASSIVE: Final = re.compile(r"被[^，。；]{0,24}$|[获荣由]$")


def is_bestowed_on_named(sentence: Sentence, verb: Verb) -> bool:
    """Tell whether the verb is an active 授予, which names its winner after it."""
    before = sentence.masked[max(0, verb.start - 26) : verb.start]
    return verb.word == "授予" and not _PASSIVE.search(before)


_YEARS: Final = re.compile(rf"连续(?P<n>{NUMERAL})(?:年|届|次)$")
_WINNERS: Final = re.compile(
    rf"(?P<n>{NUMERAL})\s?(?:个|件|项|篇|部|门|本|支|名|位|人|所|家)(?!赛)[一-龥]{{0,8}}?(?:均|都|分别|各|同时|成功|还|先后)?$"
)


def winners(sentence: Sentence, verb: Verb) -> int | None:
    """Return how many win, told by the words before the verb (``2件作品获``, ``连续三年获评``)."""
    clause = sentence.masked[sentence.clause_start(verb.start) : verb.start][-20:]
    found = _YEARS.search(clause) or _WINNERS.search(clause)
    return number(found["n"]) if found else None


_NO_SUBJECT: Final = re.compile(
    r"\s*(?:最终|最后|经过?|以|凭借|并|还|也|共|先后|分别|成功|一举|再次|"
    r"均|全部|荣|同时|近三年|近年来|其中|连续|在|于|顺利|首次|又|从中|脱颖而出|首战|"
    r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:$|被|经|由|成功|顺利)|(?:当年|同年|次年)(?:$|被|经|又))"
)


def subject_of(sentence: Sentence, verb_start: int, floor: int) -> tuple[int, int]:
    """Return the stretch before a verb in which the winner may be named (sentence offsets).

    That is the verb's clause; where it opens with an adverb or a preposition, or is empty, the clauses before
    it too, back to ``floor``, the end of the award told last.
    """
    floor = min(floor, verb_start)
    start = max(sentence.clause_start(verb_start), floor)
    for _ in range(4):
        clause = sentence.masked[start:verb_start]
        if start <= floor or (clause.strip() and not _NO_SUBJECT.match(clause)):
            break
        start = max(sentence.clause_start(start - 1), floor)
    return start, verb_start
