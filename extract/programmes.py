"""Named vehicles of cooperation: 产业学院, 订单班, jointly built bases, centres, laboratories, workshops."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extract import lexicon, tsv
from extract.alternatives import any_of
from extract.cues import Cues, Tail, between, ending_between
from extract.edges import MAX_NAME, Edge, left_edge
from extract.findings import Proposal

_QUOTED: Final = re.compile(r"[“\"「『](?P<body>[^“”\"「」『』。；\n]{2,30})[”\"」』]")
#: Verbs of founding that say themselves that others take part.
_WITH_OTHERS: Final = (
    r"共建共享|校企共建|共建|共设|共同建设|共同建立|共同成立|共同组建|共同创建|共同打造|共同开设|共同开办|共同设立|联合共建|合作共建|合作建设|合作建立|合作成立|"
    r"合作创办|合作开办|合作开设|合作设立|联合建设|联合成立|联合组建|联合创办|联合开办|联合开设|联合设立|联合建立|联合打造|合办|联办|合作举办|联合举办|"
    r"联合申报|合建|援建|捐建|捐赠建设|冠名|商定|委托开办|定向开设"
)
#: Verbs of founding that do not.
_ALONE: Final = (
    r"开办|开设|组建|成立|设立|挂牌|揭牌|牵头建设|立项建设|获批建设|建有|建成|"
    r"引入|举行|申报|合作|建立|建设|创立|创办|打造|入驻|投用|培育|举办|开出|增设|设有|依托|挂|办起|建起|开起|搭建|兴办|创建|筹建"
)
_FOUNDED: Final = re.compile(
    rf"(?P<verb>{_WITH_OTHERS}|{_ALONE})(?:了|的|有|过)*(?:一个|首个|首批|[两三\d]期|\d+个|[一二两三四五六七八九十]+个)?[“\"]?$"
)
_JOINTLY: Final = frozenset(_WITH_OTHERS.split("|"))
#: What follows a programme's name where others found it: …由某公司投资, …挂牌.
_FOUNDED_AFTER: Final = re.compile(
    r"[”\"]?(?:，?(?:由|系由|是由|为|系|是)[^，。；]{2,48}(?:共建|投资|援建|捐建|共同|联合|合作|合办)|(?:正式)?(?:挂牌|揭牌)"
    r"|[，（(]合作(?:单位|企业|方|院校))"
)
#: Somebody else takes part in what the sentence tells.
_OTHERS: Final = re.compile(
    r"共建|共同|合作|联合|校企|携手|援建|捐|投资|企业|公司|集团|协会|医院|人民政府|局|商会|研究院|冠名"
)
#: Joins the items of a list of programmes: “甲班”“乙班”, 甲基地和乙基地.
_JOINER: Final = re.compile(r"[“”\"]*(?:(?:、|和|与|及|以及)?[“”\"]*|，[“\"])")
#: Verbs and the like left at the beginning of what should be a name.
_LEADING: Final = re.compile(
    rf"(?:{_WITH_OTHERS}|{_ALONE}|共享|引企入校|建强|更新|提升|依托|利用|通过|作为|首个|首批|全国首个|全省首个|的|了|由|为|以|在|对|将|并|等|级|\d{{2,4}}级|[\d.．、]+)+(?=.)"
)
_GENERIC: Final = re.compile(
    r"^(?:校内|校外|校企|校政|共享型?|开放型?|公共|生产性?|虚拟仿真|虚拟|仿真|综合性?|技能|职业技能|高水平|国家级|省级|市级|校级|区域性?|各类|多个|一批|若干|"
    r"新型|现代|特色化?|专业|专业化|专业性|产教融合型?|产学研|产学研用|实习|实训|实践|教学|实验|实习实训|实训实习|教育教学|教学实践|实践教学|就业|创业|创新创业|双创|"
    r"学生|教师|师资|双师|“?双师型”?|双师型教师|教师企业|企业|教师实践|培养|培训|培养培训|人才培养|人才|技术|技能人才|高技能人才|技术技能|社会|社会实践|社区|德育|党建|思政|"
    r"红色|爱国主义|劳动|校园|示范性?|重点|骨干|国家|省|市|国家示范|大学生|青年|大型|稳定|紧密型|优质|一流|合作|订单|冠名|定向|首批|首个|新|原|该|本|各|此|等|个|"
    r"二级|其他|相关|产业|行业|智能|智慧|数字化?|信息化|在线|线上|线下|网络|资源|服务|管理|运行|研究|研发|创新|协同|协同创新|集|一体化?|理实一体化|多功能|集产学研|职业|职业体验|"
    r"现代学徒制|学徒制|学徒|试点|中外|国际|海外|境外|名师|大师|技能大师|技能名师|工匠|劳模|匠人|高级|中级|联合|跨企业|校中|厂中|企业实践|教师企业实践|三个|两个|四个|五个|"
    r"\d+个|[一二三四五六七八九十]+个|两大|三大|四大|五大|融合|产教|型|化|的|与|和|及|、|跟岗|顶岗|岗位|考核|考试|考证|评价|职业技能等级|认定|鉴定|职业技能鉴定|证书|1\+X|"
    r"校地|政校|校校|院校|政行企校|政行校企|政校行企|政校企|社会培训|继续教育|终身|老年|文化|非遗|传承|科技|科研|生产|加工|制造|应用|专用|学习|双元制?|素质|心理|安全|就业创业|"
    r"一站式|全真|全方位|更多|许多|众多|建设|混合所有制|股份制|实体化?|多元|双主体|临床|多媒体|互动|基础|群|共享|表中|共同体|[—－-]|功能|完备|标准化|集训|训练|辅导员|班主任|党员|教|学|"
    r"学校|我校|本校|我院|校区|自有|自建|全国|全省|全市|国内|省内|市内|先进|优秀|主要|紧缺|在建|新建|拟建|已建|待建|校|企|政|行|工学结合|工学一体|乡村|农村|职教|教育|培育|特种|日常|区|内|外|产业化|标杆|样板|对外|公益|便民)+$"
)
_BAD_BODY: Final = re.compile(
    r"[，。；：！？\n\t+＋]|培训班的|有限公司|专业$|[我该]校|该|精神|大赛|竞赛|[办学]在|(?:称为?|命名为)|[为在于由被把将]$|^[该此其]|^(?:集团|公司|[\W\d]+$)|等\d|等[一二三四五六七八九十]|^(?:同|全|每|跨|转|分|换|小|大|值|夜|晚|白|上|下|中|早|加|轮|开|结|航|末|毕业|两个|各个|教学|行政|\d{2}级)$"
)
#: A quotation before the tail, and how many there are: “某某”等5个.
_QUOTED_BEFORE: Final = re.compile(r"[”\"](?:等|的)?(?:\d+|[一二三四五六七八九十两]+)?个?$")
#: A number after the tail: 设立工作室6个, so no name.
_COUNTED: Final = re.compile(r"[”\"]?(?:\d+|[一二两三四五六七八九十]+)[余多]?[个间家处所]")
#: “某某学院”系某机构自称: nobody's programme here.
_FOREIGN: Final = re.compile(r"”?系[^，。；]{0,20}(?:自称|内部|培训机构)")
#: Tails that say little, so that a quoted name that ends in one may be anything.
_LOOSE: Final = frozenset(
    ("中心", "平台", "基地", "书院", "讲堂", "教育基地", "服务中心", "图书馆", "资源库", "学堂", "车间")
)
#: A line of a list of programmes: number, name, and what belongs to it.
_LINE: Final = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).、．]+|[●◆■★△•·※①-⑳])\s*[“\"]?(?P<name>[^，。；：、\n（）()“”\"—]{2,18}?)(?=[”\"]?(?:[：:，,；（(]|——?|$))"
)
#: 中德, 中法: a class named for two countries is one with a foreign partner.
_BINATIONAL: Final = re.compile(r"[“\"]?中[德英法日韩新澳美加俄泰意瑞奥]")
#: What two names of one programme may differ in.
_MODIFIER: Final = re.compile(
    r"^(?:\d{2,4}级|国家级|省级|市级|校级|产教融合型|产教融合|现代学徒制|共享|共建|校企|一体化|首期|现代|省|市|级)+"
)
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")


@cache
def tails() -> dict[str, tuple[tuple[str, ...], str, float]]:
    """Return kinds, condition and weight by tail."""
    return {
        tail: (tuple(kinds.split(",")), needs, float(weight))
        for tail, kinds, needs, weight in tsv.rows("programme_tails")
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(tails()))


class TailAt(NamedTuple):
    """A tail and where it stands."""

    start: int
    end: int
    text: str


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    words = tuple(tails())
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), words


def _tails_in(text: str, start: int, end: int) -> list[TailAt]:
    """Find the tails in ``text[start:end]``: what `_pattern` finds, in less than half the time."""
    automaton, words = _automaton()
    return [
        TailAt(start + low, start + high, words[number])
        for number, low, high in automaton.find_matches_as_indexes(text[start:end])
    ]


@cache
def _tail_lengths() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the tails by their last character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for tail in tails():
        lengths.setdefault(tail[-1], set()).add(len(tail))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


def kinds_of(name: str) -> tuple[str, ...]:
    """Return the kinds of cooperation that a programme's name says it is."""
    plain = name.strip('”“"')
    tail = _tail_of(plain) or (plain if plain in tails() else None)
    if tail is None:
        return ("其他",)
    kinds = tails()[tail][0]
    if kinds == ("订单班",) and "学徒" in plain:
        return ("现代学徒制",)
    return kinds


def is_generic(body: str) -> bool:
    """Tell whether ``body`` says only what sort of thing it is, so that body plus tail is no name."""
    return not body or _GENERIC.match(body) is not None


def same_programme(a: str, b: str) -> bool:
    """Tell whether one of two names, both of one document, may be the other told shorter.

    True for names that differ in brackets, quotes, a level or a year; where the shorter one is the end of
    the longer one and still says what the thing is about; or where it leaves out words of the middle. The
    caller has to see to it that no third name fits as well.
    """
    short, full = sorted((_core(a), _core(b)), key=len)
    if short == full:
        return True
    if full == f"{short}班" and len(short) >= 4:
        return True
    if short.endswith("班") and full.endswith("班") and len(short) >= 3 and full.startswith(short[:-1]):
        # 某勒班 for 某勒服务工程师班.
        return True
    tail = _tail_of(short)
    if tail is None or not full.endswith(tail):
        return False
    body, whole = short[: -len(tail)], full[: -len(tail)]
    if len(body) < 4 or is_generic(body):
        return False
    if whole.endswith(body):
        return True
    at = 0
    for char in body:
        at = whole.find(char, at) + 1
        if not at:
            return False
    return whole.startswith(body[:2]) and len(body) * 2 >= len(whole)


class ProgrammeNames:
    """Names of programmes, among which those that `same_programme` may hold for are looked up."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        """Take numbers with their names."""
        self._equal: dict[str, list[int]] = {}
        self._ending: dict[str, list[int]] = {}
        self._framed: dict[tuple[str, str], list[int]] = {}
        for number, name in names:
            core = _core(name)
            self._equal.setdefault(core, []).append(number)
            self._framed.setdefault((core[:2], core[-1:]), []).append(number)
            for n in range(_LEAST, len(core)):
                self._ending.setdefault(core[-n:], []).append(number)

    def like(self, name: str) -> set[int]:
        """Return the numbers of the names that may be ``name`` told shorter or longer."""
        core = _core(name)
        found = {*self._ending.get(core, ()), *self._framed.get((core[:2], core[-1:]), ())}
        for form in (core, f"{core}班", core.removesuffix("班")):
            found.update(self._equal.get(form, ()))
        for n in range(_LEAST, len(core)):
            found.update(self._equal.get(core[-n:], ()))
        return found


#: A shorter name that is the end of a longer one has so many characters: four and a tail.
_LEAST: Final = 5


@lru_cache(maxsize=1 << 14)
def _core(name: str) -> str:
    plain = re.sub(r"[\s“”\"‘’「」『』]", "", name)
    plain = _BRACKETS.sub("", plain) or plain
    return _MODIFIER.sub("", plain) or plain


class Brands(NamedTuple):
    """Full and short names of firms known in a document: 某某班 is a programme when 某某 is one.

    ``offsets`` tells in order where such names begin in the text.
    """

    names: frozenset[str] = frozenset()
    offsets: Sequence[int] = ()

    def before(self, tail: TailAt) -> bool:
        """Tell whether one stands where a programme's name before ``tail`` could begin."""
        at = bisect_left(self.offsets, tail.start - _LONGEST)
        return at < len(self.offsets) and self.offsets[at] < tail.end


#: No name of a programme is longer without its tail.
_LONGEST: Final = 32
_NO_BRANDS: Final = Brands()


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose programmes in the paragraph ``text[start:end]``."""
    out = _quoted(text, start, end, _NO_BRANDS)
    out += _lines(text, start, end)
    for tail in _tails_in(text, start, end):
        proposal = _plain(text, start, end, tail, cues, _NO_BRANDS, out)
        if proposal is not None:
            out.append(proposal)
    return out


def find_branded(
    text: str, start: int, end: int, cues: Cues, brands: Brands, known: Sequence[Proposal]
) -> list[Proposal]:
    """Propose what the document's ``brands`` let find beside what is ``known`` without them (`find`).

    Only tails are looked at again that come behind a firm's name, or in one list with what does.
    """
    here = _tails_in(text, start, end)
    if not any(brands.before(tail) for tail in here):
        return []
    out = _quoted(text, start, end, brands)
    found = [*out, *known]
    for tail in here:
        if brands.before(tail) or _follows(tail, out):
            proposal = _plain(text, start, end, tail, cues, brands, found)
            if proposal is not None:
                out.append(proposal)
                found.append(proposal)
    return out


def _founding(text: str, low: int, begin: int, stop: int, found: list[Proposal]) -> int:
    """Return how ``text[begin:stop]`` is said to be founded: 2 with others, 1 founded, 0 not said.

    The items of a list share the verb before the first of them.
    """
    match = _FOUNDED.search(text, max(low, begin - 20), begin)
    if match:
        return 2 if match.group("verb") in _JOINTLY else 1
    if _FOUNDED_AFTER.match(text, stop, stop + 64):
        return 2
    for p in found:
        if p.end <= begin <= p.end + 5 and _JOINER.fullmatch(text, p.end, begin):
            return int(p.attributes.get("founding", "0"))
    return 0


#: So far on either side of a name its sentence is looked at.
_LONGEST_SENTENCE: Final = 700


def _sentence(text: str, low: int, high: int, at: int) -> str:
    begin, stop = at, at
    low, high = max(low, at - _LONGEST_SENTENCE), min(high, at + _LONGEST_SENTENCE)
    while begin > low and text[begin - 1] not in "。；！？\n":
        begin -= 1
    while stop < high and text[stop] not in "。；！？\n":
        stop += 1
    return text[begin:stop]


def _quoted(text: str, start: int, end: int, brands: Brands) -> list[Proposal]:
    """Read “某某基地”, “某某”班."""
    out: list[Proposal] = []
    for match in _QUOTED.finditer(text, start, end):
        b, e = match.span("body")
        body = match.group("body")
        tail = _tail_of(body)
        if body in tails() or (tail and is_generic(body[: -len(tail)])):
            # “鲁班工坊”计划: what such things are called, not one of them.
            tail = None
        after = _pattern().match(text, e + 1) if tail is None else None
        if (tail is None and after is None) or _BAD_BODY.search(body):
            continue
        if tail:
            if _FOREIGN.match(text, e):
                continue
            founding = _founding(text, start, b - 1, e + 1, out)
            weight = 0.5 if tail in _LOOSE else max(0.75, tails()[tail][2])
            if tail in _LOOSE and founding == 2:
                weight = 0.75
            branded = _branded(body, brands)
            if tail == "学院" and not (
                founding == 2 or branded or (founding and _shared(text, start, end, b))
            ):
                continue
            if tail == "学院" and founding == 1 and text.endswith("依托", start, b - 1):
                continue
            if tail in _LOOSE and not founding and not branded:
                continue
            if tail == "工作室" and not founding and not branded:
                continue
            out.append(_proposal(b, e, weight + 0.1, f"programme:quoted {tail}", founding))
            continue
        if after and len(body) <= 16 and not _COUNTED.match(text, after.end()):
            founding = _founding(text, start, b - 1, after.end(), out)
            if after.group() == "学院" and not founding:
                continue
            name = body + after.group() if after.group().endswith("班") else None
            out.append(_proposal(b - 1, after.end(), 0.85, "programme:“…”班", founding, name))
    return out


def _shared(text: str, start: int, end: int, at: int) -> bool:
    return _OTHERS.search(_sentence(text, start, end, at)) is not None


def _lines(text: str, start: int, end: int) -> list[Proposal]:
    """Read the lines of a list of programmes: （4）某某零售班——专业，25人，某某公司."""
    match = _LINE.match(text, start, end)
    if match is None:
        return []
    name = match.group("name")
    tail = _tail_of(name)
    if (
        tail is None
        or tail == "学院"
        or tail in _LOOSE
        or is_generic(name[: -len(tail)])
        or _BAD_BODY.search(name)
    ):
        return []
    if re.search(r"建设|开展|推进|加强|打造|举办|成立|共建|管理", name):
        return []
    b, e = match.span("name")
    return [_proposal(b, e, 0.9, f"programme:line {tail}", 1)]


def _proposal(
    start: int, end: int, weight: float, rule: str, founding: int, name: str | None = None
) -> Proposal:
    return Proposal(start, end, "Program", weight, rule, name, {"founding": str(founding)})


def _plain(
    text: str,
    start: int,
    end: int,
    at: TailAt,
    cues: Cues,
    brands: Brands,
    found: list[Proposal],
) -> Proposal | None:
    """Read a name that ends in the tail ``at``, quotes or none."""
    tail = at.text
    if cues.nameless(at.end - 1, surely=True):
        return None
    _, needs, weight = tails()[tail]
    if tail == "班" and (
        (at.end < end and text[at.end] in "级主子组会次长车费务制底列开员期干")
        or (at.start > start and text[at.start - 1] in "训一开培")
    ):
        return None
    if _FOREIGN.match(text, at.end):
        return None
    if needs == "joint" and not brands.before(at) and not _may_be_joint(text, start, at, found):
        return None
    seen = cues.sure_edge(at.start, at.end, start, "other")
    edges = [Edge(seen, 3.0, "model")] if seen is not None else _edges(text, at.start, cues, start)
    for edge in edges:
        begin = _begin(text, edge.start, at.start, cues)
        body = text[begin : at.start]
        if body.count("“") != body.count("”"):
            if body.count("“") == 1 and body[0] == "“":
                begin, body = begin + 1, body[1:]
            else:
                continue
        if is_generic(body.strip("“”")) or body.isdigit() or _QUOTED_BEFORE.search(body):
            return None
        if _BAD_BODY.search(body) or len(body) > 26:
            continue
        founding = _founding(text, start, begin, at.end, found)
        if text[edge.start : begin] and not founding:
            verb = _FOUNDED.search(text, max(start, edge.start - 8), begin)
            founding = (2 if verb.group("verb") in _JOINTLY else 1) if verb else 0
        branded = _branded(body, brands) or (tail == "班" and _BINATIONAL.match(body) is not None)
        placed = tail == "教学点" and body in {
            text[h.start : h.end] for h in between(cues.places, begin, begin + 1)
        }
        if needs == "joint":
            if not (founding or branded or placed):
                return None
            if tail in _LOOSE and text.endswith("依托", start, begin):
                return None
            if (
                founding == 1
                and not branded
                and (_COUNTED.match(text, at.end) or not ("产教" in body or _shared(text, start, end, begin)))
            ):
                return None
        if tail == "班" and not branded and edge.score < 1.5:
            return None
        if tail == "学院" and not (branded or founding == 2):
            return None
        if needs == "joint" and branded and tail == "班":
            weight = 0.95
        elif needs == "joint" and founding == 2 and tail != "学院":
            weight = max(weight, 0.85)
        how = ("", " founded", " joint")[founding] + (" branded" if branded else "")
        reason = f"programme:{tail}{how} {edge.reason}"
        return _proposal(begin, at.end, min(1.0, weight), reason, founding)
    return None


#: A verb of founding, and the counted words that may follow it, may stand so far before a tail.
_REACH: Final = MAX_NAME + 24
_JOINT_VERB: Final = re.compile(_WITH_OTHERS)
_VERB: Final = re.compile(rf"{_WITH_OTHERS}|{_ALONE}")
#: What no name has in it that begins with a place.
_NO_PART: Final = re.compile(rf"{_WITH_OTHERS}|{_ALONE}|[与和及的]")


def _follows(tail: TailAt, found: Iterable[Proposal]) -> bool:
    """Tell whether a name before ``tail`` may follow one of those ``found`` in a list."""
    return any(tail.start - _REACH <= p.end <= tail.start for p in found)


def _may_be_joint(text: str, low: int, tail: TailAt, found: list[Proposal]) -> bool:
    """Tell whether anything near a tail could say that others take part; looked at first because it is quick."""
    begin = tail.start
    # 学院 alone makes a programme only where others take part.
    surely = tail.text == "学院"
    return (
        (_JOINT_VERB if surely else _VERB).search(text, max(low, begin - _REACH), begin) is not None
        or _FOUNDED_AFTER.match(text, tail.end, tail.end + 64) is not None
        or _follows(tail, [p for p in found if p.attributes["founding"] == "2"] if surely else found)
        or tail.text in ("教学点", "班")
    )


def _edges(text: str, tail: int, cues: Cues, low: int) -> list[Edge]:
    """Return the edges to try: first a place's beginning that the name alone follows, then as they score."""
    edges = left_edge(text, tail, cues, low, quotes=True, joins=0.6, soft=False)
    top = edges[:3]
    for edge in edges:
        if not top or edge.start >= top[0].start or not edge.reason.endswith("+place"):
            continue
        inside = text[edge.start : tail]
        if (
            len(inside) <= 20
            and edge.reason.startswith(("delimiter", "after 的"))
            and not _NO_PART.search(inside)
            and not any(isinstance(h.value, Tail) for h in ending_between(cues.tails, edge.start, tail - 1))
        ):
            return [edge, *top]
    return top


def _begin(text: str, begin: int, tail: int, cues: Cues) -> int:
    """Return where the name begins that the edge at ``begin`` gives: after a school, a major, verbs."""
    for hit in between(cues.majors, begin - 6, begin):
        # 大|数据技术: an edge word inside a major's name is none.
        if hit.start < begin < hit.end <= tail and hit.end - hit.start >= 4:
            begin = hit.start
            break
    while begin < tail and text[begin] in "”’、）)":
        begin += 1
    if begin > 0 and text[begin - 1] in '“"' and "”" in text[begin:tail]:
        begin -= 1
    for hit in reversed(ending_between(cues.tails, begin + 2, tail)):
        if isinstance(hit.value, Tail) and hit.value.type == "School" and len(hit.value.text) > 1:
            begin = hit.end
            break
    for word in ("专业群", "专业"):
        at = text.rfind(word, begin, tail)
        if at >= 0 and tail - at - len(word) >= 2:
            begin = at + len(word)
            break
    if begin and text[begin - 1 : begin + 1] in ("设立", "建立", "成立", "建成", "建有"):
        # 在校内|设立: the edge word ran over the verb.
        begin += 1
    leading = _LEADING.match(text, begin, tail)
    return leading.end() if leading and leading.end() < tail else begin


def _branded(body: str, brands: Brands) -> bool:
    """Tell whether ``body`` begins with a firm's name; 船舶 and other words for a trade are none."""
    return bool(brands.names) and any(
        prefix in brands.names and not (len(prefix) == 2 and prefix in lexicon.industries())
        for prefix in _prefixes(body)
    )


def _prefixes(body: str) -> list[str]:
    plain = body.lstrip("“")
    return [plain[:n] for n in range(2, min(len(plain), 9) + 1)]


def _tail_of(body: str) -> str | None:
    for length in _tail_lengths().get(body[-1:], ()):
        if length < len(body) and body[-length:] in tails():
            return body[-length:]
    return None
