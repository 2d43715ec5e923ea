"""Where partners stand in a sentence: the frames of `lexicon/slots.tsv`, matched around a list of names.

A frame looks at what stands before and after the list (与…共建, 在…实习, 企业方：…), at the words close by, in
the list's clause and in the sentence, and says how surely a list that stands so names partners.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract import tsv

_LEADING: Final = re.compile(r"与|和|同|跟|联合|携手|牵手|会同|依托|为|在|由|向|从|进入|赴|走进")
_JOINED: Final = "{joined}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A frame: its name, what must stand where (None: anything), its worth in 0..1, and the kinds it implies."""

    name: str
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    near: re.Pattern[str] | None
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    worth: float
    joined: bool = False
    kinds: tuple[str, ...] = ()


@cache
def _slots() -> tuple[Slot, ...]:
    words = {row[0]: row[1] for row in tsv.rows("slot_words")}

    def compiled(pattern: str) -> re.Pattern[str] | None:
        if pattern == _JOINED:
            return None
        for name, meaning in words.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{meaning})")
        return re.compile(pattern) if pattern else None

    out = []
    for name, before, not_before, after, near, context, unless, worth, kinds in tsv.rows("slots"):
        out.append(
            Slot(
                name,
                compiled(before),
                compiled(not_before),
                compiled(after),
                compiled(near),
                compiled(context),
                compiled(unless),
                float(worth),
                before == _JOINED,
                tuple(kinds.split(",")) if kinds else (),
            )
        )
    return tuple(out)


def find_slot(before: str, after: str, clause: str, sentence: str, joined: bool = False) -> Slot | None:
    """Return the first frame that fits a list of names, None when none does.

    ``before`` and ``after`` are the text around the list, ``clause`` its own clause, ``joined`` whether the
    school itself is in the list.
    """
    if before.endswith("、"):
        # An item of the list that was not recognised stands before: what leads the list counts.
        leading = list(_LEADING.finditer(before, before.rfind("，") + 1))
        before = before[: leading[-1].end()] if leading else before
    near = f"{before[-10:]}〇{after[:10]}"
    for slot in _slots():
        if slot.joined:
            if joined:
                return slot
        elif (
            (slot.before is None or slot.before.search(before))
            and (slot.after is None or slot.after.match(after))
            and (slot.not_before is None or not slot.not_before.search(before))
            and (slot.near is None or slot.near.search(near))
            and (slot.context is None or slot.context.search(sentence))
            and (slot.unless is None or not slot.unless.search(clause))
        ):
            return slot
    return None
