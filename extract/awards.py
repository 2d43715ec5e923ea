"""Awards told in prose: prizes, honours, titles and designations.

A sentence is read from its verbs. A verb that wins (荣获, 斩获 …) governs the ranks that follow it
(`extract.award_prizes`). A verb that bestows (获评, 入选, 被授予 …), a copula (学校是…示范校) or a counted
list (…名师8人) is followed by names of honours (`extract.award_honours`). Levels, ranks and counts are read
by `extract.award_scale`; what is told twice is joined by `extract.award_merge`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from extract.award_honours import read_honours, read_line
from extract.award_lists import read_winners_list
from extract.award_merge import merge_awards
from extract.award_paragraph import Paragraph
from extract.award_prizes import read_items, read_prized, read_prizes
from extract.award_scale import award_level, award_rank, split_counts
from extract.award_sentences import Contest, Sentence
from extract.findings import AwardFinding

__all__ = ["AwardContext", "award_level", "award_rank", "find_awards", "merge_awards", "split_counts"]

#: A contest is forgotten after so many paragraphs that name none.
_MEMORY: Final = 8


@dataclass(slots=True)
class AwardContext:
    """What was said before, within one section of a document: hand the same one to successive paragraphs.

    ``contest`` is the contest last spoken of, ``topic`` the one that the document's title names. ``honours``
    is set under a heading that announces a list of honours, so that a line which is nothing but an honour
    counts as one; ``titled`` where the document's title does.
    """

    contest: Contest | None = None
    topic: Contest | None = None
    honours: bool = False
    titled: bool = False
    _age: int = field(default=0, repr=False)

    @classmethod
    def of_title(cls, title: str) -> AwardContext:
        """Return the context of a document with this title (a notice of one contest's prizes, say)."""
        paragraph = Paragraph(title)
        paragraph.note_contest(Sentence(title, 0))
        titled = _HONOURS_TITLE.search(title) is not None
        return cls(topic=paragraph.contest, honours=titled, titled=titled)

    def enter_section(self) -> None:
        """Forget what the section before spoke of; the title's contest stays."""
        self.contest, self.honours, self._age = None, self.titled, 0

    def remember(self, contest: Contest | None) -> None:
        """Keep ``contest`` for the paragraphs to come, or grow older without one."""
        if contest is not None:
            self.contest, self._age = contest, 0
            return
        self._age += 1
        if self._age > _MEMORY:
            self.contest = None


_NUMBER: Final = r"\d一两二三四五六七八九十"
#: A sentence without one of these is not looked at. Each branch begins with a letter, none with a class, so that
#: the search skips from first letter to first letter.
_TRIGGER: Final = re.compile(
    "|".join(f"{medal}(?:(?<=[{_NUMBER}]{medal})|(?<=[{_NUMBER}][枚块个]{medal}))" for medal in "金银铜")
    + r"|奖|获|冠军|亚军|季军|夺[金银铜冠魁]|摘[金银铜冠魁]|斩[金银铜冠魁]|"
    r"称号|入选|入围|评为|授予|定为|立项|列为|选为|批为|列入|示范|试点|"
    r"家级|国级|市级|校级|第[一二三四五六七八九十\d]{1,3}名|前[三四五六八十\d]|全国|全省|全市|先进|能手|模范|工匠|名师|跻身|当选|创建|"
    r"遴选|津贴|验收|为人社|是人社|教\w{1,10}部|人\w{1,10}部|省|自治[区州县]|批准|颁发|保持|位列|颁给|授给|拿了|铜牌|牌匾"
)
#: Signs that open the items of a list of prizes in news for phones.
_MEDALS: Final = "🏆🥇🥈🥉🏅🎖"


def _between(marks: str) -> re.Pattern[str]:
    """Return the pattern of a sentence; an endless one is cut, so that the work stays proportional to the text."""
    inside = rf"[^{marks}]{{1,700}}"
    return re.compile(rf"{inside}(?=[{marks}]|$)|{inside}[，,；;、]|{inside}")


_SENTENCE: Final = _between(r"。！？!?\n")
#: Apart, since characters beyond the sixteenth bit make a class several times as slow.
_SENTENCE_OR_MEDAL: Final = _between(rf"。！？!?\n{_MEDALS}")
_BULLET: Final = re.compile(r"[\s　]*(?:[◎●▲■◆★☆△○•·➢✓✔❖]|[（(]?\d{1,2}[）)．.、]|[①-⑳])[\s　]*")
_CASE: Final = re.compile(r"[\s　]*(?:典型)?案例\s?[\d一二三四五六七八九十]+(?:[-—.]\d+)?[\s　:：]*")
_LEADER: Final = re.compile(r"[\s　]*(?:[.…·]{3,}|\t)[\s　.…·\d]*$")
_CAPTION: Final = re.compile(r"(?:一览表|名单|情况|统计表?|汇总表?|明细表?)(?:（[^（）]*）)?$")
_HONOURS_HEADING: Final = re.compile(
    r"荣誉|获奖|表彰|办学成果|奖项|什么奖|高光时刻|拿过|认可(?!度)|殊荣|嘉奖|荣光"
)
#: The title of a document that is a list of honours.
_HONOURS_TITLE: Final = re.compile(
    r"(?:荣誉|获奖|奖项|表彰|光荣)(?:榜|墙|册|簿)?(?:情况|汇总|一览表?|名单|名录|清单|台账|统计表?|展示|集锦)?(?:（[^（）]{1,12}）)?$"
)
_LINE: Final = 90
#: 所获荣誉：…, ［荣誉］…, 荣誉 …: a line that lists honours.
_HONOURS_LABEL: Final = re.compile(
    r"[\s　]*(?:[◎●▲■◆★☆△○•·]|[（(]?\d{1,2}[）)．.、])?[\s　]*[【［\[]?(?:所获|主要|曾获|获得|近年)?"
    r"(?:荣\s?誉|获\s?奖|奖\s?项|表\s?彰|学校名片|头衔)(?:称号|情况|榜|墙|资质|奖项)*(?:[】］\]]|[：:]|[\s　]+(?=\S))"
)

#: A line with one of these may be a sentence, which is no honour's name as a whole.
_TOLD: Final = re.compile(r"[由与]|同获|提供|承办|共建")
#: In a list of honours: 市级：….
_LEVEL_LABEL: Final = re.compile(r"[\s　]*[•·]?(?:国家|省部?|市|区|县|校)级(?:荣誉|奖项)?[：:]")


def find_awards(
    text: str,
    start: int,
    end: int,
    *,
    report_year: int | None = None,
    context: AwardContext | None = None,
) -> list[AwardFinding]:
    """Return the awards told in ``text[start:end]`` (one paragraph, item or heading), in order of the text.

    Offsets are absolute. ``report_year`` is used where the sentence says 本年度 or 今年. ``context`` carries
    the contest last spoken of from paragraph to paragraph; let it enter each new section, and hand the
    heading in first.

    >>> text = "我校学生在第三届全国云计算技能大赛中荣获一等奖2项、二等奖1项。"
    >>> [(f.award.name, f.award.attributes["count"]) for f in find_awards(text, 0, len(text))]
    [('第三届全国云计算技能大赛 一等奖', '2'), ('第三届全国云计算技能大赛 二等奖', '1')]
    """
    start, end = max(0, start), min(len(text), end)
    context = context if context is not None else AwardContext()
    if start >= end:
        return []
    end = _without_leader(text, start, end)
    line = end - start <= _LINE and text.find("。", start, end) < 0 and text.find("；", start, end) < 0
    paragraph = Paragraph(text, report_year, context.contest or context.topic)
    if read_winners_list(paragraph, start, end):
        return paragraph.found
    if (context.titled and line) or _is_told_of(text, start, end):
        _read_sentences(paragraph, start, end, context, line)
    if line and _HONOURS_HEADING.search(text, start, end):
        context.honours = True
    context.remember(paragraph.contest)
    return _in_order(paragraph.found)


def _without_leader(text: str, start: int, end: int) -> int:
    """Return the end of ``text[start:end]`` without the dots and the page number of a table of contents."""
    last = text[end - 1]
    if not (last.isspace() or last.isdecimal() or last in ".…·"):
        return end
    leader = _LEADER.search(text, max(start, end - 40), end)
    return leader.start() if leader else end


def _is_told_of(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` has a word of prizes, honours or contests in it."""
    return _TRIGGER.search(text, start, end) is not None or text.find("赛", start, end) >= 0


def _read_sentences(paragraph: Paragraph, start: int, end: int, context: AwardContext, line: bool) -> None:
    """Add what the sentences of the paragraph ``text[start:end]`` tell; ``line``: it is a line of a list or so."""
    text = paragraph.text
    bullet = _BULLET.match(text, start, end)
    opening = bullet or _CASE.match(text, start, end)
    caption = line and _CAPTION.search(text, start, end) is not None
    labelled = _HONOURS_LABEL.match(text, start, end)
    if labelled is None and context.honours:
        labelled = _LEVEL_LABEL.match(text, start, end)
    medals = any(text.find(sign, start, end) >= 0 for sign in _MEDALS)
    for match in (_SENTENCE_OR_MEDAL if medals else _SENTENCE).finditer(
        text, labelled.end() if labelled else opening.end() if opening else start, end
    ):
        told = match.group()
        triggered = (context.titled and line) or _TRIGGER.search(told) is not None
        if not triggered and "赛" not in told:
            continue
        sentence = Sentence(told, match.start())
        if triggered and not caption:
            medal = match.start() > start and text[match.start() - 1] in _MEDALS
            bare = medal or (line and bool(bullet or context.honours)) or labelled is not None
            items = read_items(paragraph, sentence)
            before = len(paragraph.found)
            used = read_prizes(paragraph, sentence, bare)
            if items:
                # What was read as a part's prize is not read again as another one.
                paragraph.found[before:] = [
                    f
                    for f in paragraph.found[before:]
                    if not any(a <= f.award.start - sentence.offset < b for a, b in items)
                ]
                used += items
            read_prized(paragraph, sentence, used)
            read_honours(paragraph, sentence, used)
            if labelled is not None:
                read_line(paragraph, sentence, sure=True)
            elif (bare or (context.honours and end - start <= 2 * _LINE)) and not paragraph.found:
                listed = context.titled and line and not _TOLD.search(told)
                read_line(paragraph, sentence, sure=listed)
        paragraph.note_contest(sentence)


def _in_order(found: list[AwardFinding]) -> list[AwardFinding]:
    """Return the findings in order of the text, each name once for each winner."""
    if len(found) < 2:
        return found
    first: dict[tuple[str | None, tuple[int, int]], AwardFinding] = {}
    for finding in found:
        first.setdefault((finding.award.name, finding.subject), finding)
    return sorted(first.values(), key=lambda f: (f.evidence[1], f.award.start))
