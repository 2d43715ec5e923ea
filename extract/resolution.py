"""Who is who in one document: mentions become entities.

Equal names are one thing; so are a full name and its introduced or derived short form, two names of one
school, a name with and without its place. 我校 and its like are the document's own school.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Final

from extract import lexicon
from extract.cues import Hit
from extract.findings import AwardFinding, Proposal
from extract.mentions import Reading
from extract.programmes import ProgrammeNames, same_programme
from extract.short_names import cores, is_own_standing

_DROP: Final = re.compile(r"[\s\"'“”‘’《》「」『』〈〉]")
_INTRODUCED: Final = re.compile(
    r"[（(](?:以下|下文|下称|后文)?(?:统称|简称|下称|称|又称|又名|别称|对外称|俗称)?(?:为|：|:)?[“\"‘]?(?P<short>[^（）()“”\"‘’，。；\n]{2,24})[”\"’]?(?:[、，]下同)?[）)]"
)
_FORMER: Final = re.compile(
    r"(?:原名|原为|原称|时称|旧称|曾名|初名|前身|更名为?|改名为|改称|易名|更为现名|升格为|改建为|改制为|定名为|又称|又名|对外又称|也称|俗称|习惯称它|溯源于|溯至|追溯到|追溯至|始于|始建|脱胎于|发端于|起源于|源于|源自)"
    r"[^，。；：\n]{0,40}$"
)
_BESIDE: Final = re.compile(r"[（(](?:原|原名|又名|前身为?|前身是|对外称|简称|挂牌|也称|即|暨)?[“\"]?")
_MERGED: Final = re.compile(r"并入|合并|划入")
_REGION_REPORT: Final = re.compile(
    r"(?:省|市|县|区|州|盟|旗)[^\n]{0,16}(?:职业教育|中职|职教|中等职业|高等职业|教育)[^\n]{0,24}(?:报告|简报|情况|年报|综述|摘要|公报|动态|通报|要闻|快讯|信息|摘编|观察|巡礼|亮点|盘点|答复|名单|公示|台账|扫描|速览|一览|透视|调查|综览|掠影)"
)
_BRIEF: Final = re.compile(r"(?:简报|综述|动态|集锦|专报|简讯|短波|要闻|要情|快讯|通报|摘编|盘点|走笔)")
#: Awards are told apart by competition and rank, so their identity is the award merger's business.
_ACTOR: Final = ("School", "Enterprise", "Organization", "EducationGroup")


@lru_cache(maxsize=65536)
def normal(name: str) -> str:
    """Return ``name`` as it is compared: no white space or quotes, half width."""
    return _DROP.sub("", unicodedata.normalize("NFKC", name))


@dataclass(slots=True)
class Draft:
    """An entity in the making."""

    type: str
    name: str
    #: In the order of the text.
    mentions: list[Proposal] = field(default_factory=list)
    aliases: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    generic: list[Hit] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it is first named: its mentions are in the order of the text."""
        return self.mentions[0].start if self.mentions else 1 << 40


@dataclass(slots=True)
class Resolved:
    """Entities, and which one each mention is; ``own_words`` are 我校 and its like, whatever school they mean."""

    entities: list[Draft]
    index: dict[int, int]
    own: int | None
    own_words: list[Hit]

    def of(self, proposal: Proposal) -> int:
        """Return the index of the entity that ``proposal`` names."""
        return self.index[id(proposal)]


def surface(reading: Reading, proposal: Proposal) -> str:
    """Return a mention's name as the text has it, without white space."""
    name = proposal.name or reading.document.text[proposal.start : proposal.end]
    return (" " if proposal.type == "Award" else "").join(name.split())


def is_contraction(short: str, full: str) -> bool:
    """Tell whether ``short`` is made of characters of ``full`` in order, beginning where a word of it begins.

    >>> is_contraction("嘉职院", "嘉兴职业技术学院")
    True
    """
    if len(short) >= len(full) or len(short) < 2:
        return False
    heads = [full[0]] + [core[0] for core in cores(full)]
    if short[0] not in heads:
        return False
    at = full.find(short[0])
    while at >= 0:
        pos = at
        for char in short[1:]:
            pos = full.find(char, pos + 1)
            if pos < 0:
                break
        else:
            return True
        at = full.find(short[0], at + 1)
    return False


class _Union:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def resolve(reading: Reading) -> Resolved:
    """Group the mentions of ``reading`` into entities and find the own school."""
    text = reading.document.text
    keys: dict[tuple[str, str], int] = {}
    drafts: list[Draft] = []
    place: dict[int, int] = {}
    for mention in reading.mentions:
        name = surface(reading, mention)
        key = (mention.type, normal(name))
        at = keys.setdefault(key, len(drafts))
        if at == len(drafts):
            drafts.append(Draft(mention.type, _plain(name)))
        draft = drafts[at]
        draft.mentions.append(mention)
        for k, v in mention.attributes.items():
            draft.attributes.setdefault(k, v)
        place[id(mention)] = at
    union = _Union(len(drafts))
    _introduced(reading, keys, place, drafts, union)
    _short_forms(keys, drafts, union)
    _contractions(reading, drafts, union)
    _award_clusters(reading, place, union)
    _colleges_for_short(drafts, union)
    _programmes_told_shorter(drafts, union)
    _majors_told_shorter(drafts, union)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(drafts)):
        groups[union.find(at)].append(at)
    entities: list[Draft] = []
    new: dict[int, int] = {}
    for members in groups.values():
        if len(members) == 1:
            alone = drafts[members[0]]
            new[members[0]] = len(entities)
            entities.append(alone)
            continue
        best = max(
            members,
            key=lambda m: (
                _in_title(drafts[m], reading),
                _fullness(drafts[m], reading),
                -drafts[m].start,
            ),
        )
        merged = Draft(drafts[best].type, drafts[best].name)
        for member in members:
            new[member] = len(entities)
            merged.mentions += drafts[member].mentions
            for k, v in drafts[member].attributes.items():
                merged.attributes.setdefault(k, v)
            if member != best and normal(drafts[member].name) != normal(merged.name):
                merged.aliases[drafts[member].name] = 1
            for alias in drafts[member].aliases:
                if normal(alias) != normal(merged.name):
                    merged.aliases.setdefault(alias, 1)
        merged.mentions.sort(key=_START)
        entities.append(merged)
    index = {mention: new[at] for mention, at in place.items()}
    own_words = [hit for hit in reading.cues.own if stands_for_own(text, hit)]
    own = _own_school(reading, entities, own_words)
    if own is not None:
        entities[own].generic = own_words
        for word in dict.fromkeys(str(hit.value) for hit in own_words):
            entities[own].aliases[word.replace("全", "学") if word[0] == "全" else word] = 1
    return Resolved(entities, index, own, own_words)


_START: Final = attrgetter("start")


def _in_title(draft: Draft, reading: Reading) -> bool:
    """Tell whether the title names a school so in full: of its names that is the one it goes by."""
    return draft.type == "School" and len(draft.name) >= 6 and draft.name in reading.document.title


def _programmes_told_shorter(drafts: list[Draft], union: _Union) -> None:
    """Join a programme to the one other that its shorter name fits, and to a unit read under the same name."""
    programmes = [at for at, d in enumerate(drafts) if d.type == "Program"]
    names = {normal(drafts[at].name): at for at in programmes}
    shorter = ProgrammeNames((at, drafts[at].name) for at in programmes)
    for at, draft in enumerate(drafts):
        twin = names.get(normal(draft.name)) if draft.type == "Department" else None
        if twin is not None:
            union.join(twin, at)
            draft.type = "Program"
    for at in programmes:
        fitting = {
            union.find(other)
            for other in shorter.like(drafts[at].name)
            if other != at
            and len(drafts[other].name) > len(drafts[at].name)
            and same_programme(drafts[at].name, drafts[other].name)
        }
        if len(fitting) == 1:
            union.join(fitting.pop(), at)


def _majors_told_shorter(drafts: list[Draft], union: _Union) -> None:
    """Join 园艺, 跨境电商 to the one major of the document that they are short for."""
    names = {d.name: at for at, d in enumerate(drafts) if d.type == "Major"}
    majors = lexicon.majors()
    shorts = {
        short: at for short, at in names.items() if not any(record.code for record in majors.get(short, ()))
    }
    fuller = _FullNames(drafts, names.values(), shorts)
    for short, at in shorts.items():
        longer = [full for full in fuller.of(short) if is_contraction(short, drafts[full].name)]
        if len(longer) == 1:
            union.join(longer[0], at)


def _colleges_for_short(drafts: list[Draft], union: _Union) -> None:
    """Join 粤东机器人学院, met in a headline, to the programme 粤东陶瓷机器人产业学院 it is short for."""
    programmes: dict[str, list[int]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        if draft.type == "Program" and draft.name.endswith("学院"):
            programmes[draft.name[:2]].append(at)
    for at, draft in enumerate(drafts):
        if (
            draft.type not in ("School", "Department")
            or not draft.name.endswith("学院")
            or _TEACHING.search(draft.name)
        ):
            continue
        same = programmes.get(draft.name[:2], ())
        full = [p for p in same if is_contraction(draft.name, drafts[p].name)]
        if len(full) == 1:
            union.join(full[0], at)
            for mention in draft.mentions:
                mention.type = "Program"
            draft.type = "Program"


def _plain(name: str) -> str:
    stripped = name.strip("“”‘’\"'")
    if stripped == name:
        return name
    if name.count("“") != name.count("”") or stripped.count("“") == stripped.count("”"):
        return stripped
    return name


def _fullness(draft: Draft, reading: Reading) -> tuple[int, int, int]:
    """Rank the names of one thing: a school's present full name before a former one, then the longest."""
    if draft.type == "Award":
        return (0, 1, len(draft.name))
    if draft.type == "Program":
        return (1, 0, len(draft.name))
    present = draft.type == "School" and (
        (bool(reading.document.title) and draft.name in reading.document.title)
        or (draft.start < 120 and not any(m.rule == "former name" for m in draft.mentions))
    )
    return (int(present), 0 if any(m.rule == "former name" for m in draft.mentions) else 1, len(draft.name))


#: The types of what a text calls by one name and then by another.
_NAMED_IN_TWO_WAYS: Final = frozenset((*_ACTOR, "Department", "Program"))


def _introduced(
    reading: Reading,
    keys: dict[tuple[str, str], int],
    place: dict[int, int],
    drafts: list[Draft],
    union: _Union,
) -> None:
    """Join what the text itself says to be one: A（以下简称B）, A（B）, 原名A, 更名为B."""
    text = reading.document.text
    subject: int | None = None
    previous: Proposal | None = None
    for mention in reading.mentions:
        if mention.type not in _NAMED_IN_TWO_WAYS:
            continue
        at = place[id(mention)]
        match = _INTRODUCED.match(text, mention.end)
        if match:
            short = match.group("short")
            other = next(
                (
                    keys.get((kind, normal(short)))
                    for kind in (mention.type, "School", "Enterprise", "Organization")
                    if (kind, normal(short)) in keys
                ),
                None,
            )
            latin = re.fullmatch(r"[A-Za-z][A-Za-z0-9\-·.]{1,14}", short) is not None
            explicit = latin or "称" in text[match.start() : match.start("short")]
            if (
                other is not None
                and drafts[other].type == mention.type
                and (explicit or mention.type == "School" or is_contraction(short, drafts[at].name))
            ):
                union.join(at, other)
            elif other is None and (explicit or _looks_short(short, drafts[at].name)):
                drafts[at].aliases[short] = 1
                if latin:
                    drafts[at].aliases[text[mention.start : mention.end] + match.group().strip()] = 1
        if mention.type == "School":
            before = text[max(0, mention.start - 44) : mention.start]
            before = before[before.rfind("\n") + 1 :]
            if previous is not None and _BESIDE.fullmatch(text[previous.end : mention.start]):
                union.join(place[id(previous)], at)
            previous = mention
            if (
                _FORMER.search(before)
                and subject is not None
                and not _MERGED.search(text[mention.end : mention.end + 10])
            ):
                for m in drafts[at].mentions:
                    m.rule = (
                        "former name"
                        if not before.rstrip("“").endswith(("更名为", "改名为", "升格为", "定名为"))
                        else m.rule
                    )
                union.join(subject, at)
            elif subject is None:
                subject = at


def _looks_short(short: str, full: str) -> bool:
    return 2 <= len(short) <= 12 and is_contraction(short, full)


def _short_forms(keys: dict[tuple[str, str], int], drafts: list[Draft], union: _Union) -> None:
    """Join a firm's short forms to its full name where only one firm can be meant."""
    firms = [at for (kind, _), at in keys.items() if kind == "Enterprise"]
    full = sorted(firms, key=lambda at: (-len(drafts[at].name), drafts[at].start))
    # By what a full name's cores begin with, and by what it ends in: looked up, not searched.
    opening: dict[str, list[int]] = defaultdict(list)
    ending: dict[str, list[int]] = defaultdict(list)
    for at in full:
        for core in cores(drafts[at].name):
            for n in range(2, len(core) + 1):
                opening[core[:n]].append(at)
        for n in range(4, len(drafts[at].name)):
            # 荆楚某某 for 荆楚某某股份有限公司: a place that belongs to the short name too.
            opening[drafts[at].name[:n]].append(at)
        for n in range(6, len(drafts[at].name)):
            ending[drafts[at].name[-n:]].append(at)
    for at in firms:
        name = drafts[at].name
        bare = re.sub(r"(?:集团|公司|股份)$", "", name)
        if len(bare) < 2:
            continue
        candidates = {
            other
            for other in opening.get(bare, ())
            if other != at and len(drafts[other].name) > len(name) and _compatible(name, drafts[other].name)
        }
        candidates.update(ending.get(name, ()))
        if len(candidates) == 1:
            union.join(candidates.pop(), at)
        elif candidates:
            # 某某集团 beside 某某集团股份有限公司 and 某某科技有限公司: the nearer name.
            near = [c for c in candidates if drafts[c].name.startswith(name) or name in drafts[c].name]
            if len(near) == 1:
                union.join(near[0], at)


_BRANCH_END: Final = re.compile(
    r"(?:分公司|子公司|有限(?:责任)?公司[^（）()]{2,8}公司|分行|支行|基地|工厂|园区|代表处|分部|服务站|门店)$"
)


_LEGAL_FORM: Final = re.compile(
    r"[（(）)\w]{0,6}?(?:控股)?(?:股份)?(?:有限(?:责任)?)?公司|控股|股份|[（(].*[）)].*"
)


def _compatible(short: str, full: str) -> bool:
    """Tell whether ``short`` can be short for ``full``: not a branch, subsidiary or other legal person."""
    if short.endswith("集团"):
        # 某钢集团矿业公司 is a firm of 某钢集团, and not short for it.
        _, found, rest = full.partition("集团")
        if not found or (rest and not _LEGAL_FORM.fullmatch(rest)):
            return False
    if _BRANCH_END.search(full) and not _BRANCH_END.search(short):
        return False
    return not (
        short.endswith("公司")
        and len(short) > 4
        and not full.endswith(short[-4:])
        and not full.endswith("公司")
    )


#: What is said of a school that only has a like name.
_OTHER: Final = re.compile(
    r"不同(?:的)?(?:学校|单位|机构)|没有(?:任何)?关系|无(?:任何)?关系|无关|另一所|混淆|区分|无隶属|同名"
)


#: How far from a name a sentence may say that it is another one's.
_SAYS: Final = 120


def _told_apart(reading: Reading, draft: Draft) -> bool:
    """Tell whether the text says of everything so named that it is another one (…与我校没有任何关系)."""
    text = reading.document.text

    def apart(mention: Proposal) -> bool:
        low, high = max(0, mention.start - _SAYS), min(len(text), mention.end + _SAYS)
        start = max(text.rfind(mark, low, mention.start) for mark in "。；\n") + 1
        ends = (text.find(mark, mention.end, high) for mark in "。；\n")
        return (
            _OTHER.search(text, max(start, low), min((at for at in ends if at >= 0), default=high))
            is not None
        )

    return bool(draft.mentions) and all(apart(mention) for mention in draft.mentions)


def _contractions(reading: Reading, drafts: list[Draft], union: _Union) -> None:
    """Join 嘉职院 to 嘉兴职业技术学院, 市教育局 to 嘉兴市教育局, 云锡集团 to 云南锡业集团."""
    for kind in _ACTOR:
        members = [at for at, d in enumerate(drafts) if d.type == kind]
        shorts = {at: short for at in members if _may_be_short(short := drafts[at].name, kind)}
        fuller = _FullNames(drafts, members, shorts.values())
        for at, short in shorts.items():
            candidates = set()
            for other in fuller.of(short):
                full = drafts[other].name
                if other == at or len(full) <= len(short) or union.find(other) == union.find(at):
                    continue
                if kind == "Organization":
                    if full.endswith(short):
                        candidates.add(union.find(other))
                elif kind == "School":
                    if (
                        (
                            full.endswith(short)
                            and len(short) >= 5
                            and (not lexicon.places().get(short[:2]) or _is_place(full[: -len(short)]))
                        )
                        or (
                            len(short) <= 0.8 * len(full)
                            and _SHORT_SCHOOL.search(short)
                            and is_contraction(short, full)
                            and not is_own_standing(short)
                        )
                        or (
                            # 丹灶理工: what is left of a name without its tail.
                            3 <= len(short) <= 8
                            and short in full
                            and not short.endswith(("学校", "学院", "大学", "中心", "院", "校"))
                        )
                    ):
                        candidates.add(union.find(other))
                elif kind == "Enterprise":
                    if short[-2:] in full and full.startswith(short[0]) and is_contraction(short, full):
                        candidates.add(union.find(other))
                elif is_contraction(short, full) and (short[-2:] == full[-2:]):
                    candidates.add(union.find(other))
            if len(candidates) == 1 and not (kind == "School" and _told_apart(reading, drafts[at])):
                union.join(candidates.pop(), at)


#: How the short names of schools end.
_SHORT_SCHOOL: Final = re.compile(
    r"(?:职院|职大|学院|技院|幼专|师专|医专|高专|卫校|中专|职专|职高|职中|技校|技师|职教中心|中职|高职"
    r"|[药农工商卫信机电交建艺林水科理航海轻]职|院|大|校|附中)$"
)


def _may_be_short(name: str, kind: str) -> bool:
    """Tell whether ``name`` looks like one that is short for another of its ``kind``."""
    if kind == "Organization":
        return len(name) <= 12 and name[0] in "省市县区州"
    if kind == "Enterprise":
        return len(name) <= 6 and name.endswith(("集团", "公司", "银行", "股份"))
    return len(name) <= 12


def _is_place(name: str) -> bool:
    """Tell whether a school's name with ``name`` before it is the same name (浙江省某湖技师学院)."""
    place = lexicon.places().get(name)
    return place is not None and place.level in ("province", "prefecture")


class _FullNames:
    """The names that a short one may be short for, found without looking at all of them."""

    def __init__(self, drafts: list[Draft], members: Iterable[int], shorts: Iterable[str]) -> None:
        """Take the ``members`` among which to look, and the ``shorts`` that will be asked for."""
        asked = frozenset(shorts)
        heads = {short[0] for short in asked}
        self._ending: dict[str, list[int]] = defaultdict(list)
        self._holding: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for at in members if asked else ():
            name = drafts[at].name
            for n in range(2, min(12, len(name) - 1) + 1):
                if name[-n:] in asked:
                    self._ending[name[-n:]].append(at)
            # As `is_contraction` has it: begins where the name or a core of it begins, letters from the rest.
            for head in {name[0], *(core[0] for core in cores(name))} & heads:
                holding = self._holding[head]
                for letter in set(name):
                    holding[letter].append(at)

    def of(self, short: str) -> set[int]:
        """Return the members that end in ``short`` or may be contracted to it."""
        found = set(self._ending.get(short, ()))
        holding = self._holding.get(short[0])
        if holding is not None and len(short) > 1:
            sharing: list[list[int]] = [holding.get(letter, []) for letter in short[1:]]
            rarest: list[int] = min(sharing, key=len)
            found.update(rarest)
        return found


def _award_clusters(reading: Reading, place: dict[int, int], union: _Union) -> None:
    """Join the tellings of one award."""
    from extract.awards import merge_awards

    findings = [f for f in reading.awards if id(f.award) in place]
    findings += [
        AwardFinding(p, (p.start, p.start), (p.start, p.end))
        for table in reading.tables
        for p in table.proposals
        if p.type == "Award"
    ]
    for cluster in merge_awards(findings):
        first = place[id(cluster[0].award)]
        for finding in cluster[1:]:
            union.join(first, place[id(finding.award)])


_TEACHING: Final = re.compile(
    r"职业|技师|技工|中专|职教|中等专业|职大|职院|高等专科|技术学校|卫生学校|师范|幼专|师专"
)


def _own_school(reading: Reading, entities: list[Draft], generic: list[Hit]) -> int | None:
    """Return the index of the school that publishes the document, None where there is none.

    ``generic`` are 我校 and its like.
    """
    document = reading.document
    text = document.text
    head = text[:400]
    title = document.title or text.split("\n", 1)[0]
    strong = [hit for hit in generic if str(hit.value)[0] in "我本贵"]
    scores: dict[int, float] = {}
    recorded: list[int] = []
    for at, draft in enumerate(entities):
        if draft.type != "School":
            continue
        names = [draft.name, *draft.aliases]
        score = 0.0
        if any(name in title for name in names):
            score += 5.0 if _TEACHING.search(draft.name) else 1.0
        first = draft.start
        if first == 0 or text[:first].strip() == "":
            score += 3.0
        elif first < 60:
            score += 2.0
        if first < len(head):
            score += 1.0 - first / 1000
        score += min(3.0, 0.25 * len(draft.mentions))
        after = text[draft.mentions[0].end : draft.mentions[0].end + 12] if draft.mentions else ""
        if re.match(
            r"[（(](?:以下|简称)|是|坐落|创办|创建|始建|位于|（原名|20\d\d|质量|高等职业教育|简介|概况|[（(]",
            after,
        ):
            score += 1.5
        if _TEACHING.search(draft.name):
            score += 1.0
        where = lexicon.region_of(draft.name)
        if where is not None and where.level == "country":
            score -= 3.0
        if draft.mentions and _VISITED.search(text, max(0, draft.start - _VISIT), draft.start):
            score -= 3.0
        if any(_SAYS_ITS_NAME.search(text, max(0, m.start - 8), m.start) for m in draft.mentions):
            score += 8.0
        if any(_FORM_NAME.search(text, max(0, m.start - 12), m.start) for m in draft.mentions):
            recorded.append(at)
        scores[at] = score
    if len(scores) > 2 and all(str(hit.value)[0] == "该" for hit in generic):
        # 某市职业学校校企合作调研札记: the city's schools, not one that is called so.
        scores = {
            at: score
            for at, score in scores.items()
            if len(entities[at].mentions) > 1
            or entities[at].start >= len(title)
            or not _ANY_SCHOOL.fullmatch(entities[at].name)
        }
    if not scores:
        return None
    support = {at: len(entities[at].mentions) + (2 if scores[at] >= 3 else 0) for at in scores}
    best = max(scores, key=lambda at: (scores[at] + 0.5 * support[at], -entities[at].start))
    names = [entities[best].name, *entities[best].aliases]
    if any(title.startswith(name) or (name in title and _TEACHING.search(name)) for name in names):
        return best
    if len(recorded) == 1:
        # 校名：某校, in a record of one school.
        return recorded[0]
    signed = _signatory(text, entities, scores)
    if signed is not None:
        return signed
    headings = [block for block in document.blocks if block.kind == "heading"]
    starts = [block.start for block in headings]

    def heads(mention: Proposal) -> bool:
        found = bisect_right(starts, mention.start) - 1
        return found >= 0 and mention.end <= headings[found].end

    headed = [
        at for at in scores if _TEACHING.search(entities[at].name) and any(map(heads, entities[at].mentions))
    ]
    if len(headed) >= 3:
        # Each section is about another school.
        return None
    if not strong and _TO_SCHOOLS.search(text[:_ADDRESSED]):
        return None
    top = "\n".join(line for line in text[:200].split("\n")[:4] if len(line) <= _LONGEST_TITLE)
    if _REGION_REPORT.search(top) or _BRIEF.search(title) or _tagged(reading, entities) >= 3:
        return None
    if len(scores) > 1 and not strong and _SEVERAL.search(title):
        return None
    if not strong and re.search(r"集团|联盟|共同体|联合体", title):
        # The founding of a group, or its list of members, is told of all of them.
        return None
    second = max((support[at] for at in scores if at != best), default=0)
    opens = entities[best].start <= _OPENING and all(
        entities[at].start >= entities[best].start for at in scores
    )
    if (
        opens
        and len(generic) >= 2
        and len(entities[best].mentions) + 1 >= max(len(entities[at].mentions) for at in scores)
        and _INTRODUCES.match(text, entities[best].mentions[0].end)
    ):
        # 某校位于…。学校…: it introduces itself.
        return best
    if (
        strong
        or len(scores) == 1
        or (len(generic) >= 2 and support[best] >= second and _speakers(reading, entities) < 4)
        or (len(generic) >= _OFTEN and support[best] >= second)
    ):
        return best
    if _speakers(reading, entities) >= 4 and support[best] < 2 * second:
        # Several schools lead paragraphs of their own: not one school's text.
        return None
    if (support[best] >= 1.5 * second and support[best] >= 2) or (
        len(generic) >= 2 and support[best] > second
    ):
        return best
    return None


#: A place and nothing but a kind of school.
_ANY_SCHOOL: Final = re.compile(r".{1,6}[省市县区州]?(?:中等|高等)?(?:职业|职业技术)(?:学校|院校)")
#: Titles of stories about several schools.
_SEVERAL: Final = re.compile(
    r"[两三四五六七八九几多][所家]?(?:中职|高职|职业)?(?:学校|院校|职校|校(?!园|区|长|企))"
)
#: The end of a letter or of minutes: who signs it, and the date.
_SIGNED: Final = re.compile(
    r"(?:党委|党政|院长|校长)?(?:办公室|宣传部|教务处|[^\s，。；：]{0,8}[处部科室]|党委|委员会)?(?:（[^）]{1,8}）)?\s*"
    r"(?:\d{4}\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?(?:印发|整理|更新)?|[二〇○零一二三四五六七八九十年月日]{8,12})\s*\Z"
)


def _signatory(text: str, entities: list[Draft], schools: Iterable[int]) -> int | None:
    """Return the school that signs a text on its last lines, with the date."""
    for at in schools:
        last = max(entities[at].mentions, key=lambda m: m.start)
        begins = last.start == 0 or text[last.start - 1] in "\n \u3000\t：（("
        if begins and _SIGNED.match(text, last.end):
            return at
    return None


_LONGEST_TITLE: Final = 60
#: Where a school that introduces itself is named at the latest, and how it goes on.
_OPENING: Final = 80
_INTRODUCES: Final = re.compile(
    r"(?:[（(][^（）()]{1,24}[）)])?，?(?:位于|坐落|地处|是|创办|创建|始建|建于|成立于|前身|由[^，。]{2,20}举办)"
)
#: A text that says 学校 so often is a school's own.
_OFTEN: Final = 5
#: 我校全称某校: who speaks says its name.
_SAYS_ITS_NAME: Final = re.compile(r"[我本学][校院](?:的)?(?:全称|名称|现名|校名)(?:为|是|：)?$")
#: The label of a record: 校名：.
_FORM_NAME: Final = re.compile(r"(?:\A|[\n】|｜])\s*(?:校名|(?:院校|单位)(?:名称|全称)|办学单位)[：:]?\s?$")
#: Who is visited, alone or in a list, is not the one who tells of it.
_VISITED: Final = re.compile(r"(?:到访|走访|访问|参观|考察|前往|奔赴|赴)了?[^，。；！？\n]*$")
_VISIT: Final = 40
#: A letter of an authority to the schools: 各职业院校：.
_TO_SCHOOLS: Final = re.compile(
    r"(?m)^[ \u3000]*各[^。：:\n]{0,40}(?:院校|(?<!学)学校|中职|高职|高校)[^。：:\n]{0,12}[：:]\s*$"
)
_ADDRESSED: Final = 300
_TAG: Final = re.compile(r"【[^】\s]{2,8}】由?")


def _tagged(reading: Reading, entities: list[Draft]) -> int:
    """Count the schools that open a line right after its tag, as in a county's brief: 【某县】某校…."""
    text = reading.document.text
    ends = {match.end() for match in _TAG.finditer(text)}
    return sum(any(m.start in ends for m in draft.mentions) for draft in entities if draft.type == "School")


def _speakers(reading: Reading, entities: list[Draft]) -> int:
    """Count the schools that open a paragraph or sentence."""
    text = reading.document.text
    found = set()
    for at, draft in enumerate(entities):
        if draft.type == "School" and any(
            m.start == 0 or text[m.start - 1] in "\n。；△★●◎■◆▲☆※•· \u3000】）.．、" for m in draft.mentions
        ):
            found.add(at)
    return len(found)


#: After one of these signs, or of these words, 学校 is a word by itself.
_AFTER_SIGN: Final = frozenset(
    "，。；：！？、“”（）()与和及由在为向是从将对把使让给经被以按据如若并且但而则也还又就都均已"
    "同跟到于至的了中等年月日期间届起前后来时当目今近现原全各该其此本我—-》…下上里外内"
)
_AFTER_WORDS: Final = (
    "按照", "通过", "依托", "支持", "关心", "指导", "加强", "推进", "推动", "提升", "提高", "促进", "服务",
    "走进", "进入", "参观", "选择", "代表", "邀请", "参加", "入选", "授予", "带领", "组织", "围绕", "结合",
)  # fmt: skip


#: With these behind it 我校 or 该院 is another word: 校区, 校企, 院线.
GOES_ON: Final = ("区", "企", "友", "级", "线")


def stands_for_own(text: str, hit: Hit) -> bool:
    """Tell whether 学校, 学院 … at ``hit`` is a word by itself that may mean the own school."""
    word = str(hit.value)
    if word[0] in "我本该全贵":
        return not text.startswith(GOES_ON, hit.end) and not (
            word[0] == "该" and text[hit.start - 1 : hit.start] == "应"
        )
    before = text[max(0, hit.start - 4) : hit.start]
    if before and not (before[-1] in _AFTER_SIGN or before[-1].isspace() or before.endswith(_AFTER_WORDS)):
        return False
    after = text[hit.end : hit.end + 2]
    return not after.startswith(("教育", "类", "型", "们", "、中", "之间", "联盟", "路"))
