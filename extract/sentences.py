"""Sentences as the relation rules see them: the entities named in them, in order, and the school they are about."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from extract.cues import Hit
from extract.decoder import Taken
from extract.document import Block
from extract.mentions import Reading
from extract.resolution import GOES_ON, Resolved

#: The types of those who do something in a sentence.
ACTORS: Final = ("Enterprise", "Organization", "School")
_ENDS: Final = "。！？；;!?❗❕‼❓\n"
_END: Final = re.compile(rf"[{_ENDS}][{_ENDS}]*[”’」』）)]*")
_LIST_JOIN: Final = re.compile(
    r"^[“”‘’\"\s]*(?:[（(][^（）()]{0,14}[）)])?(?:“[^”]{1,10}”)?[*＊※★]?\s*(?:、|/|／|\||｜|和|与|及|以及|暨|还有|、以及)[“”‘’\"\s]*$"
)


@dataclass(slots=True)
class Named:
    """An entity named in a sentence: where, which and of what type; ``own`` for 我校 and the like."""

    start: int
    end: int
    entity: int
    type: str
    own: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence ``text[start:end]`` with what is named in it; ``head`` is the school it is about.

    What is ``named`` does not change any more once it was asked for by type (`of`, `units`).
    ``turns`` are the offsets at which a clause begins that is about another school, with that school;
    ``together`` are the schools that it speaks of by their number (上述三校);
    ``helped`` is the school that another one, which the sentence is about, comes to;
    ``lead`` is what stands above the sentence and says what it lists: a heading, a label, a question.
    """

    start: int
    end: int
    text: str
    named: list[Named]
    head: int | None = None
    block: Block | None = None
    turns: Sequence[tuple[int, int]] = ()
    lead: str = ""
    helped: int | None = None
    together: tuple[int, ...] = ()
    _told: str | None = field(default=None, repr=False)
    #: Made when first asked for: most sentences are short, and many name nothing.
    _by_type: dict[str, list[Named]] | None = field(default=None, repr=False)
    _by_types: dict[tuple[str, ...], list[Named]] | None = field(default=None, repr=False)
    _units: dict[tuple[str, ...], list[list[Named]]] | None = field(default=None, repr=False)

    def head_at(self, offset: int) -> int | None:
        """Return the school that the clause at ``offset`` is about."""
        head = self.head
        for start, school in self.turns:
            if start > offset:
                break
            head = school
        return head

    def told(self) -> str:
        """Return the text with the names in it blanked, for words that are to be read as words only."""
        if self._told is not None:
            return self._told
        parts, at = [], self.start
        for n in self.named:
            if n.type in _NAMES and not n.own and n.start >= at:
                parts.append(self.text[at - self.start : n.start - self.start])
                parts.append("〇" * (n.end - n.start))
                at = n.end
        self._told = "".join(parts) + self.text[at - self.start :]
        return self._told

    def opens_with(self, named: Named) -> bool:
        """Tell whether nothing but a number, a label or a date stands before ``named``."""
        at = named.start - self.start
        return at <= _LONGEST_LEADING and _LEAD.fullmatch(self.text, 0, at) is not None

    def of(self, *types: str) -> list[Named]:
        """Return the named entities of these types."""
        if not self.named:
            return []
        if len(types) > 1:
            if self._by_types is None:
                self._by_types = {}
            found = self._by_types.get(types)
            if found is None:
                found = self._by_types[types] = [n for n in self.named if n.type in types]
            return found
        if self._by_type is None:
            self._by_type = {}
            for n in self.named:
                self._by_type.setdefault(n.type, []).append(n)
        return self._by_type.get(types[0], [])

    def before(self, named: Named, width: int = 12) -> str:
        """Return the text just before a mention."""
        at = named.start - self.start
        return self.text[max(0, at - width) : at]

    def after(self, named: Named, width: int = 12) -> str:
        """Return the text just after a mention."""
        at = named.end - self.start
        return self.text[at : at + width]

    def units(self, *types: str) -> list[list[Named]]:
        """Return the runs of mentions joined by 、/和/与/及 only: the lists of the sentence."""
        if not self.named:
            return []
        if self._units is None:
            self._units = {}
        known = self._units.get(types)
        if known is not None:
            return known
        runs: list[list[Named]] = []
        for n in self.of(*types):
            if runs:
                gap = self.text[runs[-1][-1].end - self.start : n.start - self.start]
                if _LIST_JOIN.match(gap):
                    runs[-1].append(n)
                    continue
            runs.append([n])
        self._units[types] = runs
        return runs


_NAMES: Final = ("Enterprise", "Organization", "School", "Major", "MajorCluster", "Department")


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split ``text[start:end]`` at sentence ends and semicolons."""
    out = []
    begin = start
    for match in _END.finditer(text, start, end):
        out.append((begin, match.end()))
        begin = match.end()
    if begin < end:
        out.append((begin, end))
    if end - start > _LONGEST:
        out = [piece for span in out for piece in _cut(text, *span)]
    return out


#: No sentence that somebody wrote is longer. The rules compare what is named in a sentence with each other,
#: so an endless one is cut, for the work to stay proportional to the length of the text.
_LONGEST: Final = 10_000


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentence ``text[start:end]``, an endless one in pieces that end with a comma if they can."""
    out = []
    while end - start > _LONGEST:
        limit = start + _LONGEST
        comma = max(text.rfind("，", start, limit), text.rfind("、", limit - 200, limit)) + 1
        stop = comma if comma > start + _LONGEST // 2 else limit
        out.append((start, stop))
        start = stop
    out.append((start, end))
    return out


def sentences(reading: Reading, resolved: Resolved) -> list[Sentence]:
    """Return the sentences of the prose of a document that name something."""
    text = reading.document.text
    mentions = reading.mentions
    named_all: list[Named] = []
    for m in mentions:
        at = resolved.of(m)
        named_all.append(Named(m.start, m.end, at, resolved.entities[at].type, at == resolved.own))
    if resolved.own is not None:
        named_all += [
            Named(hit.start, hit.end, resolved.own, "School", True)
            for hit in resolved.entities[resolved.own].generic
        ]
    named_all.sort(key=lambda n: (n.start, -n.end))
    out: list[Sentence] = []
    pointer = 0
    several = resolved.own is None
    generic = resolved.own_words if several else []
    waiting = 0
    topic = section = resolved.own
    spoken: deque[int] = deque(maxlen=_RECENT)
    leads = _Leads(reading.document.title)
    referents = _Referents()
    for block in reading.blocks:
        if block.kind == "heading":
            topic = section = None
        lead = leads.over(text, block)
        for start, end in split(text, block.start, block.end):
            told = text[start:end]
            inside: list[Named] = []
            reach = start
            while pointer < len(named_all) and (n := named_all[pointer]).start < end:
                if n.start >= reach and n.end <= end:
                    inside.append(n)
                    reach = n.end
                pointer += 1
            if "者" in told or "该" in told:
                referents.resolve(told, start, inside)
            while waiting < len(generic) and generic[waiting].start < start:
                waiting += 1
            first = waiting
            while waiting < len(generic) and generic[waiting].end <= end:
                waiting += 1
            if first < waiting:
                _say_who(generic[first:waiting], inside, topic, spoken, resolved)
            sentence = Sentence(start, end, told, inside, block=block, lead=lead)
            schools = sentence.of("School") if inside else []
            if several and start == block.start and _STANDS_ALONE.match(told):
                # Each item of a brief is about a school of its own, or about that of the heading above.
                topic = section
            subject = _subject(sentence, schools, resolved, topic) if schools else None
            comes = several and topic not in (None, subject) and _COMES.search(told) is not None
            if subject is not None and comes:
                sentence.helped = topic
            elif subject is not None:
                topic = subject
            if not several and subject is None and start == block.start:
                # A new paragraph of a school's own text is about that school again.
                topic = section if section is not None else resolved.own
            sentence.head = subject if subject is not None else topic
            count = _TOGETHER.match(told) if several else None
            before = list(dict.fromkeys(reversed(spoken))) if count is not None else []
            if count is not None and len(before) >= (number := _NUMERALS[count["n"]]):
                sentence.together = tuple(reversed(before[:number]))
                sentence.head = sentence.together[0]
            if len(schools) > 1:
                sentence.turns = _turns(sentence, schools)
            if inside or told.endswith("\n"):
                referents.follow(sentence, schools, subject)
            if sentence.turns and sentence.head is None:
                topic = sentence.head = sentence.turns[0][1]
            if topic is not None:
                spoken.append(topic)
            if block.kind == "heading" and subject is not None:
                section = subject
            out.append(sentence)
    return out


def _say_who(
    words: list[Hit], named: list[Named], topic: int | None, spoken: Sequence[int], resolved: Resolved
) -> None:
    """Add to what a sentence names the school that each of ``words`` (我校, 该校) means.

    That is the first school named, if it stands before the word, or else the ``topic``; where neither may be called
    so, the one ``spoken`` of last that may.
    """
    school = next((n for n in named if n.type == "School"), None)
    taken = Taken(named.copy())
    reach = 0
    for hit in words:
        word = str(hit.value)
        who = school.entity if school is not None and school.end <= hit.start else topic
        if who is not None and not _agrees(word, resolved.entities[who].name):
            who = next((s for s in reversed(spoken) if _agrees(word, resolved.entities[s].name)), who)
        if who is not None and hit.start >= reach and not taken.overlaps(hit.start, hit.end):
            named.append(Named(hit.start, hit.end, who, "School", True))
            reach = hit.end
    named.sort(key=_START)


_START: Final = attrgetter("start")


#: Words that stand for something named before: 前者, 后者, 该校.
_ANAPHOR: Final = re.compile(rf"前者|后者|(?<!应)该[校院](?![{''.join(GOES_ON)}])")


class _Referents:
    """Follows who was named last, and tells whom 前者, 后者 and 该校 mean.

    前者 and 后者 mean the two actors or groups of one type named last, in the order in which they were named; the
    pair is kept for the other of the two words. 该校 means the school named before it in the sentence, or else the
    one that the sentence before was about, if that named it.
    """

    def __init__(self) -> None:
        self.named: list[Named] = []
        self.school: Named | None = None
        self.pair: tuple[Named, Named] | None = None

    def resolve(self, told: str, offset: int, named: list[Named]) -> None:
        """Add to what is ``named`` in the sentence ``told`` at ``offset`` whom it means by such words."""
        for match in _ANAPHOR.finditer(told):
            start, end = offset + match.start(), offset + match.end()
            here = [n for n in named if n.start < start]
            meant = self._school(here) if match.group()[0] == "该" else self._of_pair(match.group(), here)
            over = [n for n in named if n.start < end and start < n.end]
            if meant is not None and all(n.own for n in over):
                kept = [n for n in named if n not in over]
                kept.append(Named(start, end, meant.entity, meant.type, meant.own))
                named[:] = sorted(kept, key=_START)

    def _school(self, here: list[Named]) -> Named | None:
        schools = [n for n in here if n.type == "School"]
        return schools[-1] if schools else self.school

    def _of_pair(self, word: str, here: list[Named]) -> Named | None:
        last: list[Named] = []
        for n in reversed([*self.named, *here]):
            if all(n.entity != other.entity for other in last):
                last.append(n)
            if len(last) == 2:
                break
        if (
            len(last) == 2
            and last[0].type == last[1].type in (*ACTORS, "EducationGroup")
            and (word == "前者" or not self.pair)
        ):
            self.pair = last[1], last[0]
        return self.pair[word == "后者"] if self.pair else None

    def follow(self, sentence: Sentence, schools: list[Named], subject: int | None) -> None:
        """Take in a sentence that was read, with its schools; ``subject`` is the one that it says it is about."""
        if sentence.named:
            self.named = sentence.named
        if schools and sentence.helped is None:
            about = next((n for n in schools if n.entity == subject), None)
            if about is not None:
                self.school = about
            elif len({n.entity for n in schools}) == 1:
                self.school = schools[0]
        if sentence.text.endswith("\n"):
            self.pair = None


#: What marks an item of a brief: ●, （3）, 3., 【某县】.
_STANDS_ALONE: Final = re.compile(r"[●△★◎■◆▲☆※•【\[]|[（(]\d{1,2}[）)]|\d{1,2}[.．、]")
#: What may stand before the first school of an item: its number, its label, 一是.
_LEAD: Final = re.compile(
    r"(?:\d{2}(?=[\u4e00-\u9fff]))?(?:\s|【[^】]{0,14}】|［[^］]{0,14}］|\[[^\]]{0,14}\]|[（(]?[\d一二三四五六七八九十]{1,3}[）).．、]|[●△★◎■◆▲☆※•·①-⑳]|[一二三四五六七八九十]是"
    r"|(?:申报|承担|办学|参与|项目|牵头|实施)?(?:学校|院校|职校|单位)[：:]|其[一二三四五]，|第[一二三四五六七八九十]，|另外?，?|同时，|此外，|其中，?|还有，?|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?，?|[今去当同]年，?|近日，?|日前，?"
    r"|[^，。；：]{2,10}(?:上|中|期间|后|前|里|时|方面|以来)，)*(?:[^，。；：]{0,10}(?:支持|委托|指导|推荐|授权|安排))?由?"
)
#: No number, label and date before a sentence's first name is longer.
_LONGEST_LEADING: Final = 60
_LABELLED: Final = re.compile(
    r"\s*(?:[●△★◎■◆▲☆※•·]|[（(]?[\d一二三四五六七八九十]{1,3}[）).．、])?\s*"
    r"(?:【(?P<a>[^】]{2,14})】|［(?P<b>[^］]{2,14})］|\[(?P<c>[^\]]{2,14})\]|(?P<d>[^，。；：、\s\d]{2,12})[：:\s])"
)
_QUESTION: Final = re.compile(r"\s*(?:问|Q\d*)[：:．.、]?|.{2,40}[？?]\s*\Z")
_ANSWER: Final = re.compile(r"\s*(?:答|A\d*)[：:．.、]")
_LONGEST_LEAD: Final = 40
#: Titles of documents that are lists.
_LIST_TITLE: Final = re.compile(r"名录|一览|清单|台账|名单|展板|公示|汇总|目录|花名册|登记")


class _Leads:
    """Follows what stands above the lines of a text and says what they list."""

    def __init__(self, title: str) -> None:
        self.title = title if _LIST_TITLE.search(title) else ""
        self.heading = ""
        self.question = ""

    def over(self, text: str, block: Block) -> str:
        """Return what stands above ``block``, and its own label; take it for those below if it is a heading."""
        own = text[block.start : min(block.end, block.start + 2 * _LONGEST_LEAD)]
        short = block.end - block.start <= _LONGEST_LEAD
        if block.kind == "heading" or (
            block.kind in ("caption", "paragraph", "item")
            and short
            and (own.endswith(("：", ":")) or (len(own) <= 14 and own[-1:] not in "。；，、！？"))
        ):
            self.heading, self.question = own[:_LONGEST_LEAD], ""
            return ""
        if short and _QUESTION.match(own):
            self.question = own
            return ""
        label = _LABELLED.match(own)
        if label is not None and not _ANSWER.match(own):
            named = next(part for part in label.groups() if part)
            return f"{self.title}，{self.heading}，{named}"
        return f"{self.title}，{self.heading}，{self.question}"


#: So many schools spoken of last are remembered.
_RECENT: Final = 32
#: 上述三校均与…: the schools spoken of last.
_TOGETHER: Final = re.compile(
    r"\s*(?:上述|以上|前述|这)?(?P<n>[两二三四五])(?:所学)?校(?:均|都|分别|联合|共同|还)*(?:与|同|和|联合|携手)"
)
_NUMERALS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_TOWARDS: Final = re.compile(r"(?:与|和|同|向|给|为|在|到|赴|走进|入驻)$")
#: Another school's people come to the school that the text is about.
_COMES: Final = re.compile(r"来校|到校|驻校|来我")


#: With these before it a school is not what the clause is about.
_BEFORE_OTHERS: Final = frozenset("、与和及同跟对向为从在到赴往于给至入抵达邀请")


def _agrees(word: str, name: str) -> bool:
    """Tell whether a school of this name may be called ``word``: 学院 is no word for a 中专."""
    return word[-1] != "院" or "学院" in name or name.endswith(("大学", "院"))


def _turns(sentence: Sentence, schools: list[Named]) -> list[tuple[int, int]]:
    """Return where the sentence turns to another school: one that leads a later clause."""
    turns: list[tuple[int, int]] = []
    head = sentence.head
    for n in schools[1:]:
        if n.entity != head and _leads_clause(sentence, n):
            turns.append((n.start, n.entity))
            head = n.entity
    return turns


_SUBJECT_RIGHT: Final = re.compile(
    r"^[”’]?(?:[（(][^（）()]{1,30}[）)])?(?:也|还|则|又|已|现|曾|将|均|此前|同时|先后|主动|积极|今年|近两年|全年|连续|自|[^，。；、]{0,18}专业)?"
    r"(?:与|和|同|联合|携手|牵手|依托|对接|围绕|聚焦|牵头|为|聘请|聘用|邀请|引入|引进|开设|开办|设有|设置|现有|现设|建有|拥有|获|荣获|被|入选|是|承接|承担|承办|完成|选派|派出|组织|成立|"
    r"建成|建立|共建|加入|参加|参与|面向|利用|通过|在|向|从|由|申报|签|到|赴|主动|以|把|将|及|援|有|派|开展|举办|接收|捧|夺|斩|摘|列|位居|学生|教师|师生|团队|选手|代表队)"
)


def _subject(sentence: Sentence, schools: list[Named], resolved: Resolved, topic: int | None) -> int | None:
    """Return which of its ``schools`` the sentence says it is about; ``topic`` is that of the one before."""
    first = schools[0]
    if sentence.opens_with(first) and _NAME_ONLY.fullmatch(sentence.text, first.end - sentence.start):
        # 二、某校。该校…: the heading of what follows.
        return first.entity
    if first.own and len(schools) > 1:
        gap = sentence.text[first.end - sentence.start : schools[1].start - sentence.start]
        if _BELONGING.fullmatch(gap):
            return schools[1].entity
    if any(s.own for s in schools):
        # Another school leads its own clause (某校与某公司…) even where the own school is named later.
        if first.own or resolved.own is None:
            return first.entity
        own = next(s for s in schools if s.own)
        between = sentence.text[first.end - sentence.start : own.start - sentence.start]
        if (
            _leads_clause(sentence, first)
            and re.search(r"[，：]", between)
            and not re.search(r"[与和同][^，。；]{0,4}$", between)
        ):
            return first.entity
        return resolved.own
    if resolved.own is None:
        if sentence.opens_with(first):
            return first.entity
        leading = next((s for s in schools if _leads_clause(sentence, s)), None)
        if leading is not None:
            return leading.entity
        lead = sentence.text[: first.start - sentence.start]
        if lead and lead[-1] not in _BEFORE_OTHERS and _SUBJECT_RIGHT.match(sentence.after(first, 30)):
            return first.entity
        others = sentence.of("Enterprise", "Organization")
        if len(schools) == 1 and others and others[0].start < first.start and _TOWARDS.search(lead):
            # 某公司在某校冠名…: what a firm does with a school is about that school.
            return first.entity
        if topic is not None and sentence.start > (sentence.block.start if sentence.block else 0):
            # 某酒店、某幼儿园成为首批实习单位: named among others, in a text about another school.
            return None
        return None if topic is not None and lead and lead[-1] in "与和同跟对向" else first.entity
    if _leads_clause(sentence, first):
        return first.entity
    return None


#: Not 某校：, to whom a letter is written.
_NAME_ONLY: Final = re.compile(r"(?:（[^（）]*）)?。\s*")
#: 学院附设的某中专与…: the sentence is about the second school.
_BELONGING: Final = re.compile(r"(?:附设|下设|举办|所属|附属|主办|下属|托管)的?")


def _leads_clause(sentence: Sentence, school: Named) -> bool:
    before = sentence.before(school, 3)
    lead = sentence.text[: school.start - sentence.start]
    if lead and lead[-1] in "与和同跟对向为从由在":
        return False
    at_start = sentence.opens_with(school) or before.endswith(
        ("，", "△", "●", "◎", "■", "　", "：", "、另", "而", "——")
    )
    return at_start and _SUBJECT_RIGHT.match(sentence.after(school, 30)) is not None


#: What a quote does not go beyond.
_QUOTE_STOP: Final = re.compile(r"[，。；！？\n\t]")


def quote(text: str, start: int, end: int, low: int, high: int, limit: int = 90) -> tuple[int, int]:
    """Widen ``text[start:end]`` to the clause around it, within ``low``..``high`` and about ``limit`` long."""
    while start > low and text[start - 1] not in "，。；：！？\n\t" and end - start < limit:
        start -= 1
    reach = max(end, min(high, start + limit))
    stop = _QUOTE_STOP.search(text, end, reach)
    end = stop.start() if stop else reach
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
