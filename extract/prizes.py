"""Who received an award: receivedAward, from the award phrases of the prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from extract.mentions import Reading
from extract.resolution import Resolved
from extract.sentences import Sentence
from extract.statements import Statement

_WINNERS: Final = ("School", "EducationGroup", "Program", "Enterprise")
_EMPLOYER: Final = re.compile(r"^(?:公司)?的?(?:[^，。；]{0,6})?(?:技师|工程师|职工|员工|师傅|选手|工匠)")


def relations(reading: Reading, resolved: Resolved, sentences: list[Sentence]) -> list[Statement]:
    """Return the receivedAward statements of the prose of a document."""
    out: list[Statement] = []
    starts = [s.start for s in sentences]
    chosen = {id(m) for m in reading.mentions}
    for finding in reading.awards:
        if id(finding.award) not in chosen:
            continue
        award = resolved.of(finding.award)
        at = bisect_right(starts, finding.award.start) - 1
        sentence = sentences[at] if at >= 0 else None
        winner = _winner(reading.document.text, finding.subject, sentence, resolved)
        if winner is None:
            winner = sentence.head if sentence is not None and sentence.head is not None else resolved.own
        if winner is None:
            winner = _nearest_school(sentences, at)
        if winner is None or winner == award:
            continue
        start, end = finding.evidence
        year = finding.award.attributes.get("year", "")
        out.append(
            Statement(
                winner,
                "receivedAward",
                award,
                start,
                end,
                year=int(year) if year.isdigit() else None,
                confidence=round(min(0.95, finding.award.weight), 3),
                rule=finding.award.rule,
            )
        )
    return out


def _winner(text: str, subject: tuple[int, int], sentence: Sentence | None, resolved: Resolved) -> int | None:
    """Return the winner named in the stretch before the verb, None when that is the school itself."""
    if sentence is None:
        return None
    inside = [n for n in sentence.of(*_WINNERS) if subject[0] <= n.start and n.end <= subject[1]]
    for n in reversed(inside):
        after = text[n.end : subject[1]]
        if n.type == "School":
            return n.entity
        if n.type in ("EducationGroup", "Program"):
            if len(after) <= 14 or re.match(r"^[”\"]?(?:[（(][^）)]*[）)])?(?:[^，。；]{0,8})?$", after):
                return n.entity
        elif n.type == "Enterprise" and (_EMPLOYER.match(after) or len(after) <= 2):
            return n.entity
    return None


def _nearest_school(sentences: list[Sentence], at: int) -> int | None:
    for index in range(at, -1, -1):
        schools = sentences[index].of("School")
        if schools:
            return schools[0].entity
    return None
