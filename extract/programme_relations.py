"""Programmes and who and what they are tied to: hasProgram, programPartner, programMajor."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.cooperation import ACTORS, around, status_of
from extract.mentions import Reading
from extract.programmes import kinds_of
from extract.resolution import Resolved, normal
from extract.sentences import Named, Sentence, quote
from extract.short_names import cores
from extract.statements import Statement


def relations(
    reading: Reading, resolved: Resolved, sentences: list[Sentence], partners: dict[int, set[int]]
) -> list[Statement]:
    """Return the statements about programmes in the prose of a document.

    ``partners`` are the entities found as partners, by the start of the sentence that says so.
    """
    out: list[Statement] = []
    brands = _brand_table(resolved)
    for sentence in sentences:
        if sentence.head is not None:
            found = partners.get(sentence.start, set())
            _programmes(reading.document.text, sentence, resolved, sentence.head, found, brands, out)
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
    resolved: Resolved,
    head: int,
    partners: set[int],
    brands: dict[str, list[int]],
    out: list[Statement],
) -> None:
    programmes = sentence.of("Program")
    if not programmes:
        return
    majors = sentence.of("Major")
    actors = [n for n in sentence.of(*ACTORS) if n.entity != head]
    for p in programmes:
        draft = resolved.entities[p.entity]
        status = status_of(around(sentence, p.start, p.end, _next_boundary(sentence, p)))
        start, end = quote(text, p.start, p.end, sentence.start, sentence.end)
        out.append(
            Statement(
                head, "hasProgram", p.entity, start, end, status=status, confidence=0.8, rule="programme"
            )
        )
        linked: list[Named] = []
        named = _named_for(draft.name, brands, resolved)
        clause_actors = [
            n for n in actors if n.entity in partners and _same_passage(sentence, n, p, programmes, actors)
        ]
        if named is not None and (
            len(programmes) > 1
            or (clause_actors and not any(_one_clause(sentence, n, p) for n in clause_actors))
        ):
            clause_actors = [n for n in clause_actors if n.entity == named]
        linked = clause_actors
        for n in linked:
            s, e = quote(text, min(n.start, p.start), max(n.end, p.end), sentence.start, sentence.end)
            out.append(
                Statement(
                    p.entity,
                    "programPartner",
                    n.entity,
                    s,
                    e,
                    status=status,
                    confidence=0.75,
                    rule="programme:partner",
                )
            )
        if not linked and named is not None:
            out.append(
                Statement(
                    p.entity,
                    "programPartner",
                    named,
                    start,
                    end,
                    status=status,
                    confidence=0.6,
                    rule="programme:named for",
                )
            )
            out.append(
                Statement(
                    head,
                    "partnersWith",
                    named,
                    start,
                    end,
                    kinds_of(draft.name),
                    status,
                    None,
                    0.65,
                    "programme:named for",
                )
            )
        for m in majors:
            if _major_for(sentence, m, p, programmes):
                s, e = quote(text, min(m.start, p.start), max(m.end, p.end), sentence.start, sentence.end)
                out.append(
                    Statement(
                        p.entity,
                        "programMajor",
                        m.entity,
                        s,
                        e,
                        status=status,
                        confidence=0.65,
                        rule="programme:major",
                    )
                )


def _one_clause(sentence: Sentence, a: Named, b: Named) -> bool:
    low, high = min(a.end, b.end) - sentence.start, max(a.start, b.start) - sentence.start
    return "，" not in sentence.text[low:high]


def _next_boundary(sentence: Sentence, p: Named) -> int:
    at = sentence.text.find("，", p.end - sentence.start)
    return sentence.end if at < 0 else sentence.start + at


def _named_for(name: str, brands: dict[str, list[int]], resolved: Resolved) -> int | None:
    """Return the firm or organisation after which a programme is named, if one of the document is."""
    plain = normal(name)
    for length in range(min(10, len(plain) - 1), 1, -1):
        for candidate in brands.get(plain[:length], []):
            return candidate
    return None


def _same_passage(
    sentence: Sentence, actor: Named, p: Named, programmes: list[Named], actors: list[Named]
) -> bool:
    """Tell whether the sentence ties ``actor`` to programme ``p`` rather than to another programme."""
    if len(programmes) == 1:
        gap = sentence.text[
            min(actor.end, p.end) - sentence.start : max(actor.start, p.start) - sentence.start
        ]
        return len(gap) < 120
    if actor.end <= p.start:
        # The actor belongs to the first programme after it.
        nxt = next((q for q in programmes if q.start >= actor.end), None)
        if nxt is p:
            return True
        if nxt is not None:
            gap = sentence.text[nxt.end - sentence.start : p.start - sentence.start]
            return bool(re.fullmatch(r"[“”\"、和与及以]{0,4}", gap))
        return False
    # Programme before the actor: 班（与某公司合办）, 学院由某公司投资.
    later = [q for q in programmes if q.start < actor.start]
    if later and later[-1] is p:
        gap = sentence.text[p.end - sentence.start : actor.start - sentence.start]
        return (
            bool(
                re.match(
                    r"^[”\"]?(?:[（(][^（）]{0,8})?(?:由|与|系|是|依托|——|，企业方|，合作方|，由|联合)", gap
                )
            )
            and len(gap) < 40
        )
    return False


def _major_for(sentence: Sentence, m: Named, p: Named, programmes: list[Named]) -> bool:
    if len(programmes) == 1:
        return abs(m.start - p.start) < 120
    nearest = min(programmes, key=lambda q: abs(q.start - m.start))
    return nearest is p or all(
        re.fullmatch(r"[“”\"、和与及]{0,4}", sentence.text[a.end - sentence.start : b.start - sentence.start])
        for a, b in pairwise(programmes)
    )
