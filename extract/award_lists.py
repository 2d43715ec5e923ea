"""Lists of winners under the name of a prize, as in the annexes of a notice (``附件2 优秀组织奖（3个）``).

The finding has the rule `LISTED`: its winners are all that are named in its subject (``优秀组织奖：甲校、乙校``)
or, where that is empty, on the lines below (`extract.prizes`).
"""

from __future__ import annotations

import re
from typing import Final

from extract.award_honours import head_strength
from extract.award_paragraph import APART, Paragraph
from extract.award_scale import NUMERAL, award_rank, number, opens_with_level, rank_kinds

#: The rule of a finding whose winners are listed, not told by a verb.
LISTED: Final = "award-listed"

_OPENING: Final = re.compile(
    rf"[\s　]*(?P<annex>附件\s?\d{{0,2}}[：:.、\s　]*)?"
    rf"(?:(?:[一二三四五六七八九十]{{1,3}}、|[（(]{NUMERAL}[）)]|\d{{1,2}}[.．、])[\s　]*)?"
)
_PRIZE: Final = re.compile(
    r"[“「]?(?P<what>[^，。；：、:（）()“”「」\s]{3,24}?)[”」]?(?P<list>(?:获奖|获得|表彰|受表彰)?(?:名单|单位名单|者名单|公示名单))?"
    rf"[\s　]*(?P<count>[（(]\s?(?:共|计)?\s?(?P<n>{NUMERAL})\s?[个名项所家人位件篇]\s?[）)])?[\s　]*(?:(?P<colon>[：:])|$)"
)
#: With these a line ends that announces a list, has no colon and is no annex.
_CLOSES: Final = ("名单", "）", ")")
_LONGEST: Final = 400
#: None of these is in a prize's name or in what follows it, but for the colon at its end.
_MARK: Final = re.compile(r"[，。；、：:]")


def read_winners_list(paragraph: Paragraph, start: int, end: int) -> bool:
    """Add the prize that ``text[start:end]`` announces a list of winners of; tell whether it does."""
    text = paragraph.text
    if end - start > _LONGEST:
        return False
    told = text[start:end].rstrip()
    if not (told.endswith(_CLOSES) or "：" in told or ":" in told or "附件" in told):
        return False
    opening = _OPENING.match(text, start, end)
    at = opening.end() if opening else start
    mark = _MARK.search(text, at, end)
    if mark and mark.group() not in "：:":
        return False
    annex = opening is not None and opening["annex"] is not None
    match = _PRIZE.match(text, at, end)
    if not match or not (match["count"] or match["list"] or annex or match["colon"]):
        return False
    what = match["what"]
    rank = award_rank(what)
    ranked = rank is not None and what.endswith(rank)
    if not ranked and head_strength(what) != "strong":
        return False
    if match["colon"] and not (match["count"] or match["list"]) and not ranked:
        return False  # 先进个人：… may be anything
    contest = paragraph.contest or paragraph.known
    anchored = opens_with_level(what) is not None
    name = contest.name + APART + what if contest and not anchored else what
    if ranked and rank_kinds().get(rank or "") == "special":
        rank = None
    subject = (match.end("colon"), end) if match["colon"] else (end, end)
    paragraph.add(
        name,
        match.span("what"),
        0.8,
        LISTED,
        rank=rank,
        count=number(match["n"]) if match["n"] else None,
        subject=subject,
        evidence=(at, match.end() if not match["colon"] else min(end, at + 80)),
    )
    return True
