"""Programmes and who and what they are tied to: hasProgram, programPartner, programMajor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from extract.cooperation import around, clause_around
from extract.mentions import Reading
from extract.programmes import kinds_of
from extract.records import Status
from extract.resolution import Resolved, normal
from extract.sentences import ACTORS, Named, Sentence, quote
from extract.short_names import cores
from extract.statements import Statement
from extract.status import has_ended, status_of

#: Verbs by which somebody takes part in a programme.
_TAKES_PART: Final = re.compile(
    r"共建|合建|援建|捐|投资|出资|投入|冠名|参与|牵头|发起|支持|合作|联合|联办|合办|共同|携手|签|开设|开办|开出|举办|办起|设|建立|建成|成立|组建|创办|打造|培养|定向|委托|运营|承办|引入|挂牌|揭牌|派驻"
)
#: What leads from a programme to its partners: X班（与某公司合办）, X学院由某公司投资, X班1个，与某公司.
_TO_PARTNER: Final = re.compile(
    r"^[”\"]?(?:[（(][^（）]{0,8}[）)]?)?[^，。；]{0,12}?，?(?:[^，。；：]{0,10}?)(?:由|与|和|系|是|为|依托|联合|携手|——|被|：)"
)
#: As above, but only where a new clause cannot begin.
_TO_PARTNER_STRICT: Final = re.compile(r"^[”\"]?(?:[（(][^（）]{0,8}|，?(?:该班|该院|系|是)?由|——|：)")
#: A label before partners, wherever it stands: 合作企业为, 企业方：, …，由学校与.
_LABELLED: Final = re.compile(
    r"(?:企业|合作方|企业方|外方|单位|院校|伙伴|机构)(?:分别)?(?:为|是|有|包括|：)$"
    r"|(?:合作|共建|联办|合办|联合|参与)(?:单位|企业|方|院校|机构|伙伴)$|[，年]由(?:[^，。；]{0,8}[与和、])?$"
)
#: What leads to the majors that a programme is for.
_FOR_MAJORS: Final = re.compile(
    r"面向|服务|依托|覆盖|涵盖|涉及|对接|招|限|：|——|[（(]|专业(?:为|是|有|包括)|选拔|来自|从|含|包括|所学|就读|学习"
)
_INTRODUCED: Final = re.compile(r"(?:面向|依托|以|在|为|从|针对|对接|立足|基于|服务)[^，。；]{0,4}$")
_LIST_GAP: Final = re.compile(r"[“”\"、和与及以，\s]{0,4}")
#: An item of a list that was not recognised, between two that were.
_GAP_MAJOR: Final = re.compile(r"、[^，。；：、]{2,10}[、和与及]|[、和与及][^，。；：、]{2,10}、")
_GAP_ITEM: Final = re.compile(r"[、和与及][^，。；：、]{2,18}[、和与及]")
_LINE: Final = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]+[）).、．]+|[●◆■★△•·※①-⑳])?\s*[“\"]?")
#: Farther from a programme a major is hardly its.
_FAR: Final = 80
#: Clauses that tell something of majors themselves.
_TOLD_OF_MAJORS: Final = re.compile(r"开设|设有|新增|增设|入选|获批|获评|评为|停招|撤销|列为|立项")
#: 前者与我校…共建: who, stands in the sentence before.
_WITH_OWN: Final = re.compile(r"与(?:我院|我校|学校|学院)[^，。；]{0,24}(?:共建|合建|合办|联办|合作)")
#: Another school gives the own school something.
_GIVEN: Final = re.compile(r"援建|捐建|捐赠|赠建|我校|我院|来校|到校")
_ENDED_LATER: Final = re.compile(r"图纸上|未批|搁置|破产|未果|夭折|告终")
_THIS: Final = re.compile(
    r"该(?:班|学院|院|基地|中心|实训室|实验室|工坊|工作室|工作站|平台|研究院|产业学院|订单班)"
)


@dataclass(slots=True)
class _Scene:
    """A sentence with programmes: their runs (lists), the runs of actors and majors, and who it is about."""

    sentence: Sentence
    head: int
    programmes: list[Named]
    actors: list[list[Named]]
    majors: list[list[Named]]
    partners: set[int]
    #: The list that each programme is in, by where it stands; made when it is asked for.
    runs: dict[int, list[Named]] = field(default_factory=dict)

    def between(self, a: Named, b: Named) -> str:
        return self.sentence.text[a.end - self.sentence.start : b.start - self.sentence.start]

    def between_spans(self, a: list[Named], b: list[Named]) -> str:
        """Return what stands between two lists, whichever is first."""
        return self.between(a[-1], b[0]) if a[0].start < b[0].start else self.between(b[-1], a[0])

    def name(self, n: Named) -> str:
        """Return how the sentence names ``n``."""
        return self.sentence.text[n.start - self.sentence.start : n.end - self.sentence.start]

    def run_of(self, p: Named) -> list[Named]:
        """Return the list of programmes that ``p`` is in: “甲班”“乙班”, 甲基地和乙基地."""
        if not self.runs:
            run: list[Named] = []
            for q in self.programmes:
                if not (run and _LIST_GAP.fullmatch(self.between(run[-1], q))):
                    run = []
                run.append(q)
                self.runs[q.start] = run
        return self.runs[p.start]


def relations(
    reading: Reading, resolved: Resolved, sentences: list[Sentence], partners: dict[int, set[int]]
) -> list[Statement]:
    """Return the statements about programmes in the prose of a document.

    ``partners`` are the entities found as partners, by the start of the sentence that says so.
    """
    text = reading.document.text
    out: list[Statement] = []
    brands = _brand_table(resolved)
    last: Named | None = None
    for at, sentence in enumerate(sentences):
        if sentence.head is None:
            continue
        if at and sentence.block is not sentences[at - 1].block:
            last = None
        programmes = sentence.of("Program") if sentence.named else []
        if not programmes and last is not None and (this := _THIS.search(sentence.text)) is not None:
            # 该班由某公司…: the programme of the sentence before.
            start = sentence.start + this.start()
            programmes = [Named(start, sentence.start + this.end(), last.entity, "Program")]
        if programmes:
            found = partners.get(sentence.start, set())
            _programmes(text, sentence, programmes, resolved, found, brands, out)
            last = programmes[-1]
    return out


def _brand_table(resolved: Resolved) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for at, draft in enumerate(resolved.entities):
        if draft.type not in ("Enterprise", "Organization"):
            continue
        forms: set[str] = set()
        for name in (draft.name, *draft.aliases):
            forms.add(normal(name))
            if draft.type == "Enterprise":
                for core in cores(name):
                    for n in range(2, len(core) + 1):
                        forms.add(normal(core[:n]))
        for form in forms:
            if len(form) >= 2:
                table.setdefault(form, []).append(at)
    return table


def _programmes(
    text: str,
    sentence: Sentence,
    programmes: list[Named],
    resolved: Resolved,
    partners: set[int],
    brands: dict[str, list[int]],
    out: list[Statement],
) -> None:
    head = sentence.head
    assert head is not None
    if resolved.own is not None and head != resolved.own and _GIVEN.search(sentence.text):
        # Another school builds it for the own school, whose programme it is then.
        partners = partners | {head}
        head = resolved.own
    actors = [
        [n for n in unit if n.entity != head]
        for unit in _runs(sentence, _GAP_ITEM, *ACTORS)
        # 被教育部列入…: who gave it a title is no partner.
        if any(n.entity != head for n in unit) and sentence.before(unit[0], 1) != "被"
    ]
    majors = _runs(sentence, _GAP_MAJOR, "Major")
    scene = _Scene(sentence, head, programmes, actors, majors, partners)
    for p in programmes:
        name = resolved.entities[p.entity].name
        status = _status(scene, p)
        start, end = quote(text, p.start, p.end, sentence.start, sentence.end)

        def say(
            subject: int,
            relation: str,
            tail: int,
            span: tuple[int, int],
            confidence: float,
            rule: str,
            status: Status = status,
        ) -> None:
            out.append(
                Statement(subject, relation, tail, *span, status=status, confidence=confidence, rule=rule)
            )

        def around_both(n: Named, p: Named = p) -> tuple[int, int]:
            return quote(text, min(n.start, p.start), max(n.end, p.end), sentence.start, sentence.end)

        say(head, "hasProgram", p.entity, (start, end), 0.8, "programme")
        named = _named_for(name, brands)
        linked = _partners(scene, p, named)
        for n in linked:
            say(p.entity, "programPartner", n.entity, around_both(n), 0.75, "programme:partner")
        if not linked and named is None:
            # 共建甲工作室、乙班, and 乙 is a firm: both are with it.
            others = (_named_for(resolved.entities[q.entity].name, brands) for q in scene.run_of(p))
            named = next((o for o in others if o is not None), None)
            if named is not None and not _WITH_OWN.search(scene.sentence.text):
                named = None
        if not linked and named is not None:
            say(p.entity, "programPartner", named, (start, end), 0.6, "programme:named for")
            out.append(
                Statement(
                    head, "partnersWith", named, start, end, kinds_of(name), status, None, 0.65,
                    "programme:named for",
                )
            )  # fmt: skip
        for m in _majors(scene, p):
            say(p.entity, "programMajor", m.entity, around_both(m), 0.65, "programme:major")


def _runs(sentence: Sentence, item: re.Pattern[str], *types: str) -> list[list[Named]]:
    """Return the lists of these types; an ``item`` that was not recognised does not part a list."""
    runs: list[list[Named]] = []
    for unit in sentence.units(*types):
        if runs:
            gap = sentence.text[runs[-1][-1].end - sentence.start : unit[0].start - sentence.start]
            if item.fullmatch(gap) and not _TAKES_PART.search(gap):
                runs[-1].extend(unit)
                continue
        runs.append(list(unit))
    return runs


def _status(scene: _Scene, p: Named) -> Status:
    """Return whether the programme is running: what its clause says, and what the rest says of its end."""
    sentence = scene.sentence
    comma = sentence.text.find("，", p.end - sentence.start)
    high = sentence.end if comma < 0 else sentence.start + comma
    if _is_line(scene, p):
        high = sentence.end
    # 物流产业 has 流产 in it, and nothing has ended.
    status = status_of(around(sentence, p.start, p.end, high).replace("物流产业", ""))
    if status != "active":
        return status
    nxt = min((q.start for q in scene.programmes if q.start >= p.end), default=sentence.end)
    rest = sentence.text[p.end - sentence.start : nxt - sentence.start].replace("物流产业", "")
    if _ENDED_LATER.search(rest) or has_ended(rest[:48]):
        return "ended"
    if re.match(r"[”\"]?，(?:拟|待|计划|尚未|正在筹)", rest):
        return "planned"
    return "active"


def _named_for(name: str, brands: dict[str, list[int]]) -> int | None:
    """Return the firm or organisation after which a programme is named, if one of the document is."""
    plain = normal(name)
    for length in range(min(10, len(plain) - 1), 1, -1):
        for candidate in brands.get(plain[:length], []):
            return candidate
    return None


def _is_line(scene: _Scene, p: Named) -> bool:
    """Tell whether the sentence is a line of a list that tells of ``p`` alone."""
    before = scene.sentence.text[: p.start - scene.sentence.start]
    return len(scene.programmes) == 1 and _LINE.fullmatch(before) is not None


def _partners(scene: _Scene, p: Named, named: int | None) -> list[Named]:
    """Return the actors that the sentence ties to ``p``."""
    if _is_line(scene, p):
        gap_ok = [
            n
            for unit in scene.actors
            for n in unit
            if re.search(r"[，：；—（(]", scene.between(p, n)) and len(scene.between(p, n)) < 60
        ]
        if gap_ok and re.match(r"[”\"]?\s*(?:[：，（(]|——)", scene.sentence.after(p, 4)):
            return gap_ok
    run = scene.run_of(p)
    last = run[-1]
    chosen = _partners_before(scene, p, run, named)
    chosen += [n for unit in scene.actors for n in unit if n.start >= p.start and n.end <= p.end]
    after = [unit for unit in scene.actors if unit[0].start >= last.end]
    if not after:
        return chosen
    unit, gap = after[0], scene.between(last, after[0][0])
    if any(last.end <= q.start < unit[0].start for q in scene.programmes):
        return chosen
    rule = _TO_PARTNER_STRICT if chosen or len(scene.programmes) > len(run) else _TO_PARTNER
    labelled = _LABELLED.search(gap) is not None and len(gap) < 70
    if not labelled and (len(gap) >= 40 or not rule.match(gap)):
        return chosen
    if re.match(r"[”\"]?[（(]", gap) and p is not last:
        # 甲班、乙班（与某公司合办）: the brackets speak of the last one.
        return chosen
    if len(unit) == len(run) > 1 and "分别" in gap:
        return [unit[run.index(p)]]
    return chosen + [n for n in unit if n not in chosen]


def _partners_before(scene: _Scene, p: Named, run: list[Named], named: int | None) -> list[Named]:
    """Return the actors of the nearest list before the programme's, as far as they take part in it."""
    first = run[0]
    before = [[n for n in unit if n.end <= first.start] for unit in scene.actors]
    before = [unit for unit in before if unit]
    if not before:
        return []
    unit = before[-1]
    gap = scene.between(unit[-1], first)
    if any(unit[-1].end <= q.start < first.start for q in scene.programmes):
        return []
    if not _leads_to(scene, unit, gap):
        return []
    if re.match(r"[（(][^）)]*$", gap):
        # 甲公司、乙公司（开办丙班）: the brackets speak of the last one.
        return unit[-1:]
    if len(unit) == len(run) > 1 and "分别" in gap:
        return [unit[run.index(p)]]
    if named is not None and any(n.entity == named for n in unit):
        own = [n for n in unit if n.entity == named]
        if len(run) > 1 or ("，" in gap and not _TAKES_PART.search(gap.rsplit("，", 1)[-1])):
            return own
    return list(unit)


def _leads_to(scene: _Scene, unit: list[Named], gap: str) -> bool:
    """Tell whether what stands between a list of actors and a programme says that they take part in it."""
    if len(gap) > 60 or re.search(r"[；。]", gap):
        return False
    if re.match(r"[”\"]?(?:主办|发布|印发|认定|授予|批准|评为|公布|组织的)", gap):
        return False
    if gap.count("，") > 2 or re.search(r"合并|并入|升格", gap):
        return False
    if _TAKES_PART.search(gap.rsplit("，", 1)[-1]):
        return True
    known = any(n.entity in scene.partners for n in unit)
    return known and (gap.count("，") == 0 or (gap.count("，") == 1 and _TAKES_PART.search(gap) is not None))


def _majors(scene: _Scene, p: Named) -> list[Named]:
    """Return the majors that the sentence ties to ``p``."""
    text, start = scene.sentence.text, scene.sentence.start
    units = [[m for m in unit if not text.endswith("《", 0, m.start - start)] for unit in scene.majors]
    units = [unit for unit in units if unit]
    if _is_line(scene, p) and re.match(r"[”\"]?\s*(?:[：，（(]|——)", scene.sentence.after(p, 4)):
        return [m for unit in units for m in unit if m.start >= p.end]
    run = scene.run_of(p)
    first, last = run[0], run[-1]
    out: list[Named] = []
    before = [u for u in units if u[-1].end <= first.start]
    if before:
        unit = before[-1]
        gap = scene.between(unit[-1], first)
        lead = text[max(0, unit[0].start - start - 8) : unit[0].start - start]
        others = any(unit[-1].end <= q.start < first.start for q in scene.programmes)
        subject = re.match(r"专业(?:部|群)?(?:与|同|和|联合|携手|牵手|对接|依托)", gap)
        if not others and len(gap) < 100 and ("，" not in gap or subject or _INTRODUCED.search(lead)):
            out += [unit[run.index(p)]] if len(unit) == len(run) > 1 else unit
    after = [u for u in units if u[0].start >= last.end]
    if after:
        unit = after[0]
        gap = scene.between(last, unit[0])
        others = any(last.end <= q.start < unit[0].start for q in scene.programmes)
        actor = any(last.end <= n.start and n.end <= unit[0].start for u in scene.actors for n in u)
        near = gap[-10:]
        inside = [m for m in unit if scene.name(m) and scene.name(m) in scene.name(p)]
        if not others and len(gap) < 60 and inside:
            return out + inside
        if (
            not others
            and len(gap) < 60
            and _FOR_MAJORS.search(near)
            and not (actor and near.endswith(("（", "(")))
        ):
            out += unit
    if not out and units and all(q in run for q in scene.programmes):
        # Where only one programme and its like are spoken of, the majors spoken of are theirs.
        beside = [
            unit
            for unit in (*before[-1:], *after[:1])
            if len(scene.between_spans(unit, run)) < _FAR
            and not _TOLD_OF_MAJORS.search(clause_around(scene.sentence, unit[0].start, unit[-1].end))
        ]
        out += beside[0] if beside else []
    return out
