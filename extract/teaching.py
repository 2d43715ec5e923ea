"""What a school teaches and how it is made up: offersMajor, hasCluster, inCluster, hasDepartment."""

from __future__ import annotations

import re
from typing import Final

from extract.mentions import Reading
from extract.records import Status
from extract.resolution import Resolved
from extract.sentences import Named, Sentence, quote
from extract.statements import Statement

#: What schools teach, and the relation and the rule that say so.
_TAUGHT: Final = (("Major", "offersMajor", "major"), ("MajorCluster", "hasCluster", "cluster"))
#: So near stands a school's name to what it teaches: 某校的某专业.
_BESIDE: Final = 3


def relations(reading: Reading, resolved: Resolved, sentences: list[Sentence]) -> list[Statement]:
    """Return the statements about majors, clusters and departments in the prose of a document."""
    text = reading.document.text
    out: list[Statement] = []
    schools = _schools(resolved)
    for sentence in sentences:
        if sentence.head is None or not sentence.named:
            continue
        for type, relation, rule in _TAUGHT:
            for run in sentence.units(type):
                for school in _teachers(sentence, run[0]):
                    for n in run:
                        s, e = quote(text, n.start, n.end, sentence.start, sentence.end)
                        out.append(Statement(school, relation, n.entity, s, e, confidence=0.85, rule=rule))
        if clusters := sentence.of("MajorCluster"):
            _in_cluster(text, sentence, clusters, out)
        for n in sentence.of("Department"):
            status: Status = (
                "planned" if re.search(r"筹建|拟建|拟成立|规划建设", sentence.before(n, 14)) else "active"
            )
            s, e = quote(text, n.start, n.end, sentence.start, sentence.end)
            owner = _owner(sentence, n, resolved.entities[n.entity].name, schools)
            out.append(
                Statement(
                    owner, "hasDepartment", n.entity, s, e, status=status, confidence=0.75, rule="department"
                )
            )
    return out


def _teachers(sentence: Sentence, first: Named) -> list[int]:
    """Return the schools that teach the majors of a list that begins with ``first``: those right before it."""
    assert sentence.head is not None
    before = [run for run in sentence.units("School") if run[-1].end <= first.start]
    if before and not any(school.own for school in before[-1]):
        schools = before[-1]
        gap = sentence.text[schools[-1].end - sentence.start : first.start - sentence.start]
        beside = "，" not in gap and len(gap) <= _BESIDE
        if beside and not sentence.before(schools[0], 1).endswith(("与", "和", "同", "、")):
            return [school.entity for school in schools]
    return [sentence.head]


#: Shorter names may open those of others.
_SHORTEST: Final = 4


def _schools(resolved: Resolved) -> dict[str, int]:
    """Return the names and aliases of the schools of a document, and whose each is first."""
    schools: dict[str, int] = {}
    for at, draft in enumerate(resolved.entities):
        if draft.type == "School":
            for form in (draft.name, *draft.aliases):
                schools.setdefault(form, at)
    return schools


def _owner(sentence: Sentence, n: Named, name: str, schools: dict[str, int]) -> int:
    """Return the school a department belongs to: the one whose name opens it or stands right before it."""
    assert sentence.head is not None
    for s in sentence.of("School"):
        if s.end == n.start:
            return s.entity
    opening = (schools.get(name[:length]) for length in range(_SHORTEST, len(name) + 1))
    return min((school for school in opening if school is not None), default=sentence.head)


#: What stands between a cluster and the majors that it holds.
_HOLDS: Final = re.compile(
    r"^[”\"]?(?:专业群|群)?[”\"]?(?:为核心)?(?:[（(](?:含|包括|包含|涵盖|由|下设|覆盖|以)?$|[：:]$|[^。；]{0,6}[该此本]群(?:另|还|共)?(?:含有?|包括|包含|涵盖)$|，?(?:主要|另|还)?(?:由|包含|包括|涵盖|含|覆盖|包括了|下设|以)[^，。；]{0,6}$)"
)
#: What stands between majors of one cluster.
_NEXT: Final = re.compile(
    r"[“”、和与及以专业\s]{0,6}(?:[（(][^（）()]{1,8}[）)])?(?:为(?:核心|龙头|主体|引领|骨干|支撑))?[，、]?(?:以|联合|会同|整合|辐射|联动|协同|带动|融合|涵盖|包含|包括|和|与)?[“”]?"
)
#: What stands between majors and the cluster that they make up or lead.
_MAKE_UP: Final = re.compile(
    r"(?:专业)?(?:等)?(?:\d|[一二三四五六七八九十])*个?(?:相关)?(?:专业)?，?(?:则|共同|联合|一起|[同均都皆])*"
    r"(?:属于?|归属于?|隶属于?|归入|纳入|编入|组成|组建|构成|引领|支撑|组群|带动|为(?:核心|龙头|支撑|引领|主体|骨干))(?:了|的|学校|学院|我校|本校|重点|建设|打造|组建|构建)*(?:一个)?[“\"]?|等"
)


def _in_cluster(text: str, sentence: Sentence, clusters: list[Named], out: list[Statement]) -> None:
    """Read X专业群（含A、B）, and A、B组成的X专业群, 以A专业引领X专业群."""
    majors = sentence.of("Major")
    if not majors:
        return

    def between(a: Named, b: Named) -> str:
        return sentence.text[a.end - sentence.start : b.start - sentence.start]

    def say(major: Named, cluster: Named, confidence: float, rule: str) -> None:
        low, high = min(major.start, cluster.start), max(major.end, cluster.end)
        s, e = quote(text, low, high, sentence.start, sentence.end, 140)
        out.append(
            Statement(major.entity, "inCluster", cluster.entity, s, e, confidence=confidence, rule=rule)
        )

    for c in clusters:
        following = [m for m in majors if m.start >= c.end]
        nxt = next((d for d in clusters if d.start > c.start), None)
        if nxt is not None:
            following = [m for m in following if m.start < nxt.start]
        if following and _HOLDS.match(between(c, following[0])):
            last = None
            for m in following:
                if last is not None and not _NEXT.fullmatch(between(last, m)):
                    break
                say(m, c, 0.85, "cluster:holds")
                last = m
        preceding = [m for m in majors if m.end <= c.start]
        if preceding and _MAKE_UP.fullmatch(between(preceding[-1], c)):
            later = c
            for m in reversed(preceding):
                if later is not c and not _NEXT.fullmatch(between(m, later)):
                    break
                say(m, c, 0.75, "cluster:made of")
                later = m
