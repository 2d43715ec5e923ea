"""The recognisers that propose names in prose, by name: where one is added, replaced or left out.

A recogniser looks at one passage (a paragraph, an item, a heading) and proposes what may be a name in it;
`extract.decoder` decides. The spaCy components (`extract.components`) and the plain pipeline
(`extract.pipeline`) take their recognisers from here, so one that is registered takes part in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from extract import departments, majors, name_model, organisations, programmes
from extract.awards import find_awards
from extract.cues import Cues
from extract.findings import Proposal

#: ``recogniser(text, start, end, cues)`` proposes names in ``text[start:end]``, offsets into ``text``.
#: ``cues`` are the words of the lexicon found in the whole text.
Recogniser = Callable[[str, int, int, Cues], Iterable[Proposal]]


def _awards(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    return [finding.award for finding in find_awards(text, start, end)]


BUILT_IN: Final[Mapping[str, Recogniser]] = {
    "organisations": organisations.find,
    "majors": majors.find,
    "departments": departments.find,
    "awards": _awards,
    "programmes": programmes.find,
    "model": name_model.find,
}
_active: dict[str, Recogniser] = dict(BUILT_IN)


def register(name: str, recogniser: Recogniser) -> None:
    """Add a recogniser, or replace the one of that name.

    Register where worker processes do so too: in a module that they import. Replacing ``awards`` keeps the
    mentions but loses who won them, which only the built-in recogniser tells.

    >>> def parks(text, start, end, cues):
    ...     at = text.find("云杉产业园", start, end)
    ...     return [Proposal(at, at + 5, "Organization", 0.9, "park")] if at >= 0 else []
    >>> register("parks", parks)
    >>> "parks" in recognisers()
    True
    >>> unregister("parks")
    """
    _active[name] = recogniser


def unregister(name: str) -> None:
    """Take a recogniser out; a built-in one that was replaced comes back.

    Raises KeyError for unknown names.
    """
    if name in BUILT_IN and _active.get(name) is not BUILT_IN[name]:
        _active[name] = BUILT_IN[name]
    else:
        del _active[name]


def recognisers(without: Collection[str] = ()) -> dict[str, Recogniser]:
    """Return the recognisers by name, those named in ``without`` left out.

    Raises KeyError when ``without`` names none.
    """
    for name in without:
        if name not in _active and name not in BUILT_IN:
            raise KeyError(name)
    return {name: recogniser for name, recogniser in _active.items() if name not in without}
