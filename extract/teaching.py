"""What a school teaches and how it is made up: offersMajor, hasCluster, inCluster, hasDepartment."""

from __future__ import annotations

import re
from typing import Final

from extract.mentions import Reading
from extract.records import Status
from extract.resolution import Resolved
from extract.sentences import Named, Sentence, quote
from extract.statements import Statement


def relations(reading: Reading, resolved: Resolved, sentences: list[Sentence]) -> list[Statement]:
    """Return the statements about majors, clusters and departments in the prose of a document."""
    text = reading.document.text
    out: list[Statement] = []
    for sentence in sentences:
        if sentence.head is None:
            continue
        for n in sentence.of("Major"):
            s, e = quote(text, n.start, n.end, sentence.start, sentence.end)
            out.append(
                Statement(_teacher(sentence, n), "offersMajor", n.entity, s, e, confidence=0.85, rule="major")
            )
        for n in sentence.of("MajorCluster"):
            s, e = quote(text, n.start, n.end, sentence.start, sentence.end)
            out.append(
                Statement(
                    _teacher(sentence, n), "hasCluster", n.entity, s, e, confidence=0.85, rule="cluster"
                )
            )
        _in_cluster(text, sentence, out)
        for n in sentence.of("Department"):
            status: Status = (
                "planned" if re.search(r"筹建|拟建|拟成立|规划建设", sentence.before(n, 14)) else "active"
            )
            s, e = quote(text, n.start, n.end, sentence.start, sentence.end)
            owner = _owner(sentence, n, resolved)
            out.append(
                Statement(
                    owner, "hasDepartment", n.entity, s, e, status=status, confidence=0.75, rule="department"
                )
            )
    return out


def _teacher(sentence: Sentence, n: Named) -> int:
    """Return the school that teaches a major: the one whose clause it stands in."""
    assert sentence.head is not None
    schools = [s for s in sentence.of("School") if s.end <= n.start]
    if schools and not schools[-1].own and schools[-1].entity != sentence.head:
        gap = sentence.text[schools[-1].end - sentence.start : n.start - sentence.start]
        lead = sentence.before(schools[-1], 2)
        if "，" not in gap and len(gap) <= 3 and not re.search(r"[与和同、]$", lead):
            return schools[-1].entity
    return sentence.head


def _owner(sentence: Sentence, n: Named, resolved: Resolved) -> int:
    """Return the school a department belongs to: the one whose name opens it or stands right before it."""
    assert sentence.head is not None
    name = resolved.entities[n.entity].name
    for s in sentence.of("School"):
        if s.end == n.start:
            return s.entity
    for at, draft in enumerate(resolved.entities):
        if draft.type == "School" and any(
            name.startswith(form) and len(form) > 3 for form in (draft.name, *draft.aliases)
        ):
            return at
    return sentence.head


_HOLDS: Final = re.compile(
    r"^(?:专业群|群)?[”\"]?(?:[（(](?:含|包括|包含|涵盖|由|下设|覆盖)?$|(?:由|包含|包括|涵盖|含|覆盖|包括了)[^，。；]{0,6}$)"
)


def _in_cluster(text: str, sentence: Sentence, out: list[Statement]) -> None:
    clusters = sentence.of("MajorCluster")
    majors = sentence.of("Major")
    if not clusters or not majors:
        return
    for c in clusters:
        following = [m for m in majors if m.start >= c.end]
        nxt = next((d for d in clusters if d.start > c.start), None)
        if nxt is not None:
            following = [m for m in following if m.start < nxt.start]
        if following:
            gap = sentence.text[c.end - sentence.start : following[0].start - sentence.start]
            if _HOLDS.match(gap):
                last = None
                for m in following:
                    if last is not None and not re.fullmatch(
                        r"[“”、和与及以专业\s]{0,6}",
                        sentence.text[last.end - sentence.start : m.start - sentence.start],
                    ):
                        break
                    s, e = quote(text, c.start, m.end, sentence.start, sentence.end, 140)
                    out.append(
                        Statement(
                            m.entity, "inCluster", c.entity, s, e, confidence=0.85, rule="cluster:holds"
                        )
                    )
                    last = m
                continue
        preceding = [m for m in majors if m.end <= c.start]
        if preceding:
            gap = sentence.text[preceding[-1].end - sentence.start : c.start - sentence.start]
            if re.fullmatch(
                r"(?:等)?(?:\d|[一二三四五六七八九十])*个?(?:专业)?(?:组成|组建|构成|引领|支撑|组群|共同组成|等组成|为核心的|为龙头的|引领的)(?:的)?[“\"]?",
                gap,
            ):
                for m in preceding:
                    s, e = quote(text, m.start, c.end, sentence.start, sentence.end, 140)
                    out.append(
                        Statement(
                            m.entity, "inCluster", c.entity, s, e, confidence=0.75, rule="cluster:made of"
                        )
                    )
