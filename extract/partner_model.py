"""A statistical reader of sentences: whether the organisations named in one are partners of its school.

The slots (`extract.slots`) know the turns of phrase that were thought of; this model was shown annotated texts,
`tests/sets`, by `training/partners.py`, and knows what words stand around partners and around others. It is a
logistic regression over the words around a list of names: sequences of one to three characters, names blanked to
their types, to the left and to the right, near and far, hashed into a table of weights (`extract.name_model`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.sentences import ACTORS, Named, Sentence
from ontology.terms import COOPERATION_KINDS

#: What a name is blanked to.
_BLANKS: Final = {
    "School": "Ⓢ", "Enterprise": "Ⓔ", "Organization": "Ⓞ", "EducationGroup": "Ⓖ", "Program": "Ⓟ",
    "Department": "Ⓓ", "Major": "Ⓜ", "MajorCluster": "Ⓜ", "Award": "Ⓐ",
}  # fmt: skip
#: The school that the sentence is about.
_HEAD: Final = "Ⓗ"
#: Rows of the table of weights.
SIZE: Final = 1 << 16
#: So many characters to each side are looked at, so many of them are near.
WIDTH, NEAR = 32, 8

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]


class Context(NamedTuple):
    """What stands around a list of names, blanked: to its left and to its right, and of what types it is."""

    left: str
    right: str
    types: str


def contexts(sentence: Sentence, units: Sequence[Sequence[Named]]) -> list[Context]:
    """Return the contexts of lists of names in a sentence; what stands above it counts as its beginning."""
    pieces: list[str] = []
    at = sentence.start
    offset = 0
    where: dict[int, tuple[int, int]] = {}
    for n in sentence.named:
        if n.start < at:
            continue
        before = sentence.text[at - sentence.start : n.start - sentence.start]
        mark = _HEAD if n.own or n.entity == sentence.head else _BLANKS.get(n.type, "Ⓧ")
        offset += len(before)
        where[n.start] = (offset, offset + 1)
        offset += 1
        pieces += (before, mark)
        at = n.end
    pieces.append(sentence.text[at - sentence.start :])
    blanked = "".join(pieces)
    out = []
    for unit in units:
        start, end = where[unit[0].start][0], where[unit[-1].start][1]
        left = f"{sentence.lead[-12:]}¦{blanked[:start]}"
        types = "".join(sorted({_BLANKS[n.type] for n in unit if n.entity != sentence.head}))
        joined = "+" if any(n.entity == sentence.head for n in unit) else ""
        out.append(Context(left[-WIDTH:], blanked[end : end + WIDTH], types + joined))
    return out


def _codes(texts: Sequence[str]) -> Ints:
    """Return the characters of ``texts``, each of at most `WIDTH`, as rows filled up with zeros."""
    padded = "".join(text.ljust(WIDTH, "\0") for text in texts)
    return (
        np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        .astype(np.int64)
        .reshape(-1, WIDTH)
    )


#: Where a clause ends.
_STOPS: Final = [ord(char) for char in "，；：。！？、\n\t"]


def _number(word: str) -> int:
    """Return a number for ``word`` that is the same on every machine."""
    value = 11
    for char in word:
        value = value * 1000003 + ord(char)
    return value & 0x3FFFFFFFFFFFFFFF


#: Features that are always there: the types, the exact beginnings of both sides.
_EXACT: Final = 5


def features(found: Sequence[Context]) -> Ints:
    """Return the features of each context: rows of the table, shape (contexts, features); 0 is no feature."""
    count = len(found)
    # Both sides of all contexts at once: first what stands to the left, then what stands to the right.
    codes = _codes([*(c.left[::-1] for c in found), *(c.right for c in found)])
    side = np.repeat(np.arange(2, dtype=np.int64), count)
    types = np.array([_number(c.types) for c in found], dtype=np.int64)
    clause = (codes > 0) & ~np.logical_or.accumulate(np.isin(codes, _STOPS), axis=1)
    keys = []
    gram = np.broadcast_to(side[:, None] + 3, codes.shape)
    for n in range(1, 4):
        shifted = np.zeros_like(codes)
        shifted[:, : WIDTH - n + 1] = codes[:, n - 1 :]
        gram = gram * 1000003 + shifted
        whole = shifted > 0
        keys.append(np.where(whole, gram * 31, 0))
        keys.append(np.where(whole[:, :NEAR], gram[:, :NEAR] * 31 + 1, 0))
        last = np.zeros_like(clause)
        last[:, : WIDTH - n + 1] = clause[:, n - 1 :]
        keys.append(np.where(last, gram * 31 + 2, 0))
    exact = side + 17
    for n in range(_EXACT):
        exact = exact * 1000003 + codes[:, n]
        key = exact * 31 + 3 + n
        keys.append(key[:, None])
        keys.append((key * 1000003 + np.tile(types, 2))[:, None])
    sides = np.concatenate(keys, axis=1)
    table = np.concatenate((types[:, None], sides[:count], sides[count:]), axis=1)
    nothing = table == 0
    table ^= table >> 29
    table *= -7046029254386353131
    table = ((table >> 40) & (SIZE - 1)) | 1
    table[nothing] = 0
    return table


@dataclass(frozen=True, slots=True)
class PartnerModel:
    """The weights: ``partners`` (rows) with its bias, and ``kinds`` (rows, kinds) with theirs.

    The weights of the stored model are bytes, of so much each as the scales say: small enough to stay in the cache.
    """

    partners: Floats | Ints
    bias: float
    kinds: Floats | Ints
    kind_biases: Floats
    scale: float = 1.0
    kind_scales: Floats | float = 1.0

    def chances(self, rows: Ints) -> Floats:
        """Return for each context (``rows`` as `features` gives them) the probability that it names partners."""
        return _logistic(self.partners[rows].sum(axis=1) * self.scale + self.bias)

    def kinds_of(self, rows: Ints, *, surely: bool = False) -> tuple[str, ...]:
        """Return on what partners named in one context cooperate: the likely kinds, or else the likeliest if it may be.

        With ``surely`` only the likely ones.
        """
        weights = self.kinds.take(rows[rows > 0], axis=0).sum(axis=0)
        chances = _logistic(weights * self.kind_scales + self.kind_biases)
        least = _LIKELY if surely else max(_POSSIBLE, min(_LIKELY, float(chances.max())))
        likely = chances >= least
        return tuple(kind for kind, said in zip(COOPERATION_KINDS, likely.tolist(), strict=True) if said)


def _logistic(scores: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)


#: A kind is told of from this probability on; the likeliest one from that on.
_LIKELY, _POSSIBLE = 0.5, 0.15


@cache
def model() -> PartnerModel:
    """Return the model that comes with the package."""
    with resources.files("extract").joinpath("models", "partners.npz").open("rb") as file:
        stored = np.load(file)
        weights = np.zeros((SIZE, 1 + len(COOPERATION_KINDS)), dtype=np.int8)
        weights[stored["rows"]] = stored["weights"]
        biases, scales = stored["biases"], stored["scales"]
        return PartnerModel(
            weights[:, 0].copy(),
            float(biases[0]),
            weights[:, 1:].copy(),
            biases[1:],
            float(scales[0]),
            scales[1:],
        )


class Judgement:
    """What the model makes of the lists of actors of a document, asked by where a list begins."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        starts: list[int] = []
        found: list[Context] = []
        for sentence in sentences:
            head = sentence.head
            if (
                head is None
                or not sentence.named
                or all(n.own or n.entity == head for n in sentence.of(*ACTORS))
            ):
                continue
            units = sentence.units(*ACTORS)
            told = [unit for unit in units if any(not n.own and n.entity != head for n in unit)]
            starts += [unit[0].start for unit in told]
            found += contexts(sentence, told)
        self._rows: dict[int, Ints] = {}
        self._chances: dict[int, float] = {}
        for low in range(0, len(found), _PORTION):
            portion = slice(low, low + _PORTION)
            rows = features(found[portion])
            self._rows.update(zip(starts[portion], rows.astype(np.uint16), strict=True))
            self._chances.update(zip(starts[portion], model().chances(rows).tolist(), strict=True))

    def chance(self, start: int) -> float:
        """Return the probability that the list that begins at ``start`` names partners, 0.5 if there is none."""
        return float(self._chances.get(start, 0.5))

    def kinds(self, start: int, *, surely: bool = False) -> tuple[str, ...]:
        """Return on what they cooperate, if they are partners; with ``surely`` only what is likely."""
        rows = self._rows.get(start)
        return () if rows is None else model().kinds_of(rows, surely=surely)


#: So many contexts are looked at at a time, so that the arrays stay small however long the text is.
_PORTION: Final = 2048
