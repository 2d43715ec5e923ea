"""A statistical reader of names: a linear-chain CRF over characters, as a recogniser beside the grammars.

The grammars know tails, lists and frames; this model (Lafferty, McCallum & Pereira 2001, "Conditional random
fields") was shown annotated texts, `tests/sets`, by `training/names.py`, and knows names by what they look like
and by what stands around them. It finds firms that no tail gives away, and where it is sure it overrules the
edges that a grammar chose.

What a character's neighbours are, which words of the lexicon begin and end there, and into what words and parts of
speech jieba divides the text (a general dictionary of Chinese, and a hidden Markov model for the rest) make the
features: a word that everybody knows is seldom a firm's name. They are an array, (features, characters), each a row of
a table of weights into which all features are hashed (Weinberger et al. 2009, "Feature hashing"). The table gives
scores, (characters, labels), and forward-backward over each piece between two delimiters gives the probabilities of the
labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
import rjieba
from numpy.typing import NDArray

from extract.cues import OWN_WORDS, Cues
from extract.edges import QUOTES
from extract.findings import Proposal
from extract.typography import PART_NUMBER

#: The types that the model tells apart; all other names are one.
TYPES: Final = ("Enterprise", "Organization", "School", "other")
#: The labels of a character: outside, or the beginning or the inside of a name.
LABELS: Final = ("O", *(f"{place}-{type}" for type in TYPES for place in "BI"))
#: Rows of the table of weights.
SIZE: Final = 1 << 16
#: No name reaches over these: what stands between two of them is read by itself, so many characters of it at most.
_BOUNDS: Final = np.frombuffer("\n\t，。；、！？".encode("utf-32-le"), dtype=np.uint32)
_LONGEST_PIECE: Final = 200

#: How sure the model must be of a name for others not to look for its edges, and not to look beyond its end.
_SURE, _LIKELY = 0.9, 0.8
#: How sure, of 100, that no name stands somewhere, and that no unit or programme does, which it knows less well.
_NONE, _SURELY_NONE = 90, 99

Codes = NDArray[np.uint32]
Rows = NDArray[np.intp]
Counts = NDArray[np.int16]
Floats = NDArray[np.float32]

#: The characters of a feature, from and to which offset around the one that is described.
_WINDOWS: Final = (
    (0, 0), (-1, -1), (1, 1), (-2, -2), (2, 2), (-1, 0), (0, 1), (-2, -1), (1, 2), (-1, 1), (-3, -1), (1, 3),
)  # fmt: skip
#: So many characters are read at a time, up to the end of a line.
_PORTION: Final = 32_768
#: So many are scored at a time: what is worked out for them stays in the processor's cache.
_BLOCK: Final = 8_192
#: An odd number that spreads small ones.
_MIXED: Final = np.uint32(777767777)
#: A label is taken to be at most so many times (as a power of e) as likely as none at one character.
_STEEPEST: Final = 30.0
#: So far reaches the farthest of them.
_REACH: Final = 3


def _words(length: int, cues: Cues) -> Codes:
    """Return for each character, as bits, which words of the lexicon begin and end at it."""
    bits = np.zeros(length, dtype=np.uint32)

    def mark(places: list[int], bit: int) -> None:
        if places:
            bits[places] |= np.uint32(bit)

    # Of words of trade with one end the shortest counts, which begins last.
    bits[cues.industries.ends - 1] = np.where(cues.industries.are_strong, np.uint32(1), np.uint32(2))
    mark(list(cues.place_at), 4)
    mark([end - 1 for end in cues.place_at.values()], 8)
    mark([start for start, _, _ in cues.firms], 16)
    mark([end - 1 for _, end, _ in cues.firms], 32)
    edges = cues.edges
    bits[edges.ends[~edges.are_strong] - 1] |= np.uint32(64)
    bits[edges.ends[edges.are_strong] - 1] |= np.uint32(128)
    for type, bit in (("Enterprise", 256), ("Organization", 512), ("School", 1024)):
        mark([end - 1 for _, end, tail in cues.tails if not isinstance(tail, str) and tail.type == type], bit)
    mark([end - 1 for _, end, _ in cues.agencies], 2048)
    return bits


#: The parts of speech of jieba, in an order that is kept: their numbers are part of the features.
_PARTS: Final = {
    tag: number
    for number, tag in enumerate(
        (
            "a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "j", "k", "l", "m", "mg",
            "mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "rg", "rr", "rz", "s", "t",
            "tg", "u", "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y", "z", "zg",
        ),
        1,
    )
}  # fmt: skip


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _parts(text: str) -> Codes:
    """Return for each character the part of speech of its word and its place in it: alone, first, inside, last."""
    if not text:
        return np.zeros(0, dtype=np.uint32)
    try:
        tagged = rjieba.tag(text)
    except UnicodeEncodeError:
        tagged = rjieba.tag(_SURROGATE.sub("\ufffd", text))
    words, tags = map(itemgetter(0), tagged), map(itemgetter(1), tagged)
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(tagged))
    known = np.fromiter(map(_PARTS.get, tags, repeat(0)), dtype=np.uint32, count=len(tagged))
    codes = np.repeat(known * np.uint32(4) + np.uint32(2), lengths)
    ends = np.cumsum(lengths)
    codes[ends - lengths] -= np.uint32(1)
    codes[ends - 1] += np.where(lengths > 1, np.uint32(1), np.uint32(0xFFFFFFFF))
    return codes


def features(text: str, cues: Cues) -> list[Rows]:
    """Return the features of each character of ``text``: for each feature the rows of the table."""
    described = _described(text, _words(len(text), cues), 0, len(text))
    return _features(described, 0, len(text))


class _Described(NamedTuple):
    """What is known of each character of a portion: its code, the words of the lexicon, and the part of speech.

    Each array begins ``_REACH`` characters before the portion and ends as many behind it.
    """

    codes: Codes
    words: Codes
    parts: Codes


def _described(text: str, words: Codes, start: int, stop: int) -> _Described:
    low, high = max(0, start - _REACH), min(len(text), stop + _REACH)
    before, behind = np.zeros(_REACH - (start - low), np.uint32), np.zeros(_REACH - (high - stop), np.uint32)
    codes = np.frombuffer(text[low:high].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # The parts of speech are those of the words between the two, since a portion mostly ends where a line does.
    edge = np.zeros(_REACH, np.uint32)
    return _Described(
        np.concatenate((before, codes, behind)),
        np.concatenate((before, words[low:high], behind)),
        np.concatenate((edge, _parts(text[start:stop]), edge)),
    )


def _features(described: _Described, start: int, stop: int) -> list[Rows]:
    """Return the features of the characters from ``start`` to ``stop`` of a portion."""
    codes, words, parts = described

    def at(values: Codes, by: int) -> Codes:
        return values[_REACH + start + by : _REACH + stop + by]

    keys = []
    for number, (first, last) in enumerate(_WINDOWS, 1):
        key = at(codes, first) + np.uint32(number * 0x01000193)
        for by in range(first + 1, last + 1):
            key = key * np.uint32(1000003) + at(codes, by)
        keys.append(key)
    keys += [at(words, by) * np.uint32(4093) + np.uint32((by + 99) * 1000003) for by in (-1, 0, 1)]
    keys.append(at(words, 0) * np.uint32(31000093) + at(codes, 0) * np.uint32(97) + np.uint32(7))
    spoken = {by: at(parts, by) * _MIXED for by in (-2, -1, 0, 1, 2)}
    keys += [spoken[by] + np.uint32((by + 7) * 7919) for by in spoken]
    keys += [(spoken[by] + at(parts, by + 1)) * np.uint32(1000003) + np.uint32(by + 31) for by in (-1, 0)]
    keys.append((spoken[0] + at(codes, 0)) * np.uint32(15485863))
    # Fibonacci hashing (Knuth, TAOCP 3, 6.4), after the high bits were folded onto the low ones.
    return [
        (((key ^ (key >> np.uint32(15))) * np.uint32(2654435769)) >> np.uint32(16)).astype(np.intp)
        for key in keys
    ]


def _pieces(codes: Codes) -> Rows:
    """Return where the pieces of a portion begin and end, (pieces, 2)."""
    bounds = np.flatnonzero(np.isin(codes, _BOUNDS))
    starts, ends = np.append(0, bounds + 1), np.append(bounds, len(codes))
    parts = -(-(ends - starts) // _LONGEST_PIECE)
    # A long piece in several, each but the last of the greatest length.
    nth = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
    starts = np.repeat(starts, parts) + nth * _LONGEST_PIECE
    return np.stack((starts, np.minimum(starts + _LONGEST_PIECE, np.repeat(ends, parts))), axis=1)


def pieces(text: str) -> list[tuple[int, int]]:
    """Return where the pieces of ``text`` begin and end that are read by themselves."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return [(start, end) for start, end in _pieces(codes).tolist()]


class NameSpan(NamedTuple):
    """What the model takes for a name, and how sure it is of its least sure character."""

    start: int
    end: int
    type: str
    probability: float


@dataclass(frozen=True, slots=True)
class Names:
    """What the model makes of a text.

    ``spans`` are the names in order, which do not overlap; ``ends`` those of them that it is sure of, by where
    they end; ``outside`` says for each character, of 100, how sure it is that no name holds it.
    """

    spans: list[NameSpan]
    ends: dict[int, NameSpan]
    outside: bytes

    def none_at(self, offset: int, *, surely: bool = False) -> bool:
        """Tell whether it sees no name that holds the character at ``offset``; ``surely`` asks for more."""
        return self.outside[offset] >= (_SURELY_NONE if surely else _NONE)

    def ends_before(self, start: int, end: int) -> bool:
        """Tell whether a name begins at ``start`` that quite surely ends before ``end``."""
        at = bisect_left(self.spans, (start,))
        span = self.spans[at] if at < len(self.spans) else None
        return span is not None and span.start == start and span.end < end and span.probability >= _LIKELY


@dataclass(frozen=True, slots=True)
class NameModel:
    """The weights: ``table`` (rows, labels but the first) and ``transitions`` (label, next label).

    The table says by how many ``steps`` a label outweighs the first one, that no name holds the character. Rows of
    16 bytes are quick to fetch, and their sums fit.
    """

    table: Counts
    step: float
    transitions: Floats

    @classmethod
    def of(cls, weights: NDArray[np.int8], step: float, transitions: Floats) -> NameModel:
        """Return the model whose ``weights``, (rows, labels), are in units of ``step``."""
        wide = weights.astype(np.int16)
        return cls(wide[:, 1:] - wide[:, :1], step, transitions)

    def read(self, text: str, cues: Cues) -> Names:
        """Return the names in ``text``, and where there are none."""
        words = _words(len(text), cues)
        outside = np.zeros(len(text), dtype=np.uint8)
        found: list[NameSpan] = []
        start = 0
        while start < len(text):
            # In portions, so that the arrays stay small however long the text is.
            stop = text.find("\n", start + _PORTION) + 1 or len(text)
            stop = min(stop, start + 2 * _PORTION)
            found += self._portion(text, words, start, stop, outside)
            start = stop
        return Names(
            found, {span.end: span for span in found if span.probability >= _SURE}, outside.tobytes()
        )

    def _portion(
        self, text: str, words: Codes, low: int, high: int, outside: NDArray[np.uint8]
    ) -> list[NameSpan]:
        described = _described(text, words, low, high)
        spans = _pieces(described.codes[_REACH:-_REACH])
        if not len(spans):
            return []
        scores = np.concatenate(
            [
                self._scores(_features(described, start, min(high - low, start + _BLOCK)))
                for start in range(0, high - low, _BLOCK)
            ]
        )
        # One piece beside the other, the longest first: those that go on at a step are the first few.
        spans = spans[np.argsort(spans[:, 0] - spans[:, 1], kind="stable")]
        starts, lengths = spans[:, 0], spans[:, 1] - spans[:, 0]
        going = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
        order = np.concatenate([starts[:count] + step for step, count in enumerate(going.tolist())])
        chances = self._chances(scores[order], going.tolist())
        outside[low + order] = chances[:, 0] * 100
        best = chances.argmax(axis=1)
        named = np.flatnonzero(best)
        places = order[named]
        sorting = places.argsort()
        named = named[sorting]
        runs = _joined(
            (places[sorting] + low).tolist(),
            best[named].tolist(),
            chances[named, best[named]].tolist(),
            set((starts + low).tolist()),
        )
        return [_bracketed(text, span) for span in runs if _is_word(text[span.start : span.end])]

    def _scores(self, rows: list[Rows]) -> Counts:
        """Return the scores of the labels but the first, (characters, labels)."""
        scores = self.table.take(rows[0], axis=0)
        more = np.empty_like(scores)
        for row in rows[1:]:
            scores += self.table.take(row, axis=0, out=more, mode="clip")
        return scores

    def _chances(self, scores: Counts, going: list[int]) -> Floats:
        """Return the probabilities of the labels by forward-backward, (characters, labels).

        ``scores`` are those of the first characters of all pieces, then of the second ones, and so on;
        ``going`` says how many pieces have a character at each step.
        """
        # Sums over so few columns are quicker as products.
        ones = np.ones((len(LABELS), 1), dtype=np.float32)
        potentials = np.ones((len(scores), len(LABELS)), dtype=np.float32)
        steepest = np.int16(_STEEPEST / self.step)
        np.exp(np.clip(scores, -steepest, steepest) * np.float32(self.step), out=potentials[:, 1:])
        moves = np.exp(self.transitions)
        back_moves = np.ascontiguousarray(moves.T)
        forward = np.empty_like(potentials)
        stops = np.cumsum(going).tolist()
        state = forward[: going[0]]
        state[:] = potentials[: going[0]]
        for count, stop in zip(going[1:], stops[1:], strict=True):
            here = forward[stop - count : stop]
            np.matmul(state[:count], moves, out=here)
            here *= potentials[stop - count : stop]
            here /= here @ ones
            state = here
        back = np.ones((going[0], len(LABELS)), dtype=np.float32)
        for count, stop in zip(going[:0:-1], stops[:0:-1], strict=True):
            forward[stop - count : stop] *= back[:count]
            before = (back[:count] * potentials[stop - count : stop]) @ back_moves
            back[:count] = before / (before @ ones)
        forward[: going[0]] *= back
        return np.asarray(forward / (forward @ ones))


def _joined(
    places: list[int], labels: list[int], chances: list[float], borders: set[int]
) -> Iterator[NameSpan]:
    """Yield the runs of labelled characters as names."""
    start, type, sure = -1, 0, 1.0
    previous = -2
    for at, label, chance in zip(places, labels, chances, strict=True):
        if label % 2 == 1 or at != previous + 1 or (label - 1) // 2 != type or at in borders:
            if start >= 0:
                yield NameSpan(start, previous + 1, TYPES[type], sure)
            start, type, sure = at, (label - 1) // 2, 1.0
        sure = min(sure, chance)
        previous = at
    if start >= 0:
        yield NameSpan(start, previous + 1, TYPES[type], sure)


def _is_word(name: str) -> bool:
    """Tell whether a run of characters can be a name at all: not endless, and not signs only."""
    return len(name) <= _LONGEST and any(map(str.isalnum, name))


#: The number of an item before a name: 2-1某某合作社.
_NUMBER: Final = re.compile(PART_NUMBER + r"[ \u3000]*(?=[^\x00-\x7f])")


def _bracketed(text: str, span: NameSpan) -> NameSpan:
    """Return ``span`` with a bracket that it opens closed, or left out, and without an item's number."""
    number = _NUMBER.match(text, span.start, span.end)
    if number is not None:
        span = span._replace(start=number.end())
    opened = max(text.rfind("（", span.start, span.end), text.rfind("(", span.start, span.end))
    if (
        opened <= span.start
        or text.find("）", opened, span.end) >= 0
        or text.find(")", opened, span.end) >= 0
    ):
        return span
    closed = text[span.end : span.end + 1] in ("）", ")")
    return span._replace(end=span.end + 1 if closed else opened)


@cache
def model() -> NameModel:
    """Return the model that comes with the package."""
    with resources.files("extract").joinpath("models", "names.npz").open("rb") as file:
        stored = np.load(file)
        weights = np.zeros((SIZE, len(LABELS)), dtype=np.int8)
        weights[stored["rows"]] = stored["weights"]
        return NameModel.of(weights, float(stored["scale"]), stored["transitions"].astype(np.float32))


#: What a proposal of the model is worth that it is quite sure of.
_WORTH: Final = 0.9
#: How sure the model must be to propose a name, and to do so against what a name looks like.
_PROPOSES: Final = 0.85
_INSISTS: Final = 0.95


def find(text: str, start: int, end: int, cues: Cues) -> list[Proposal]:
    """Propose what the model takes for names in ``text[start:end]``."""
    found = []
    for span in _within(cues, start, end):
        if cues.text.startswith("杯", span.end):
            # “建行杯”…大赛: a contest's name.
            continue
        if span.type == "other":
            type = _by_tail(text[span.start : span.end]) if span.probability >= _SEES else ""
            opened = cues.text[span.start - 1 : span.start] in QUOTES
            # In quotes a programme's name is one as a whole; a college's may be a school's short name.
            if type and (not opened or (type == "Program" and cues.text[span.end : span.end + 1] in QUOTES)):
                found.append(Proposal(span.start, span.end, type, _ALONE * span.probability, "model"))
        elif (
            span.probability >= _PROPOSES
            and _COUNTED.match(text, span.start) is None
            and text[span.start : span.end] not in OWN_WORDS
            and (span.probability >= _INSISTS or not _unlike(text, span, cues))
        ):
            found.append(Proposal(span.start, span.end, span.type, _WORTH * span.probability, "model"))
    return found


#: What a programme or unit is worth that only the model sees.
_ALONE: Final = 0.6
#: Tails of units and programmes, which the model does not tell apart.
_TAILS: Final = (
    (
        re.compile(
            r"(?:班|(?:产业|行业|企业|工匠|工程师)学院|工坊|工作室|[训验习]室|(?<!教)研室|基地|(?<!继续教育)(?<!管理)中心"
            r"|站|馆|园|小院|店|所|研究院|平台|工场)$"
        ),
        "Program",
    ),
    (re.compile(r"(?:[系部]|(?<!职业)(?<!技术)(?<!技师)学院)$"), "Department"),
)


def _by_tail(name: str) -> str:
    return next((type for tail, type in _TAILS if tail.search(name)), "")


def consult(cues: Cues) -> Names:
    """Return what the model makes of the text of ``cues``, which keep it: other recognisers then use it too."""
    if cues.modelled is None:
        cues.modelled = model().read(cues.text, cues)
    return cues.modelled


def _within(cues: Cues, start: int, end: int) -> list[NameSpan]:
    spans = consult(cues).spans
    low = bisect_left(spans, (start,))
    return [span for span in spans[low : bisect_left(spans, (end,), low)] if span.end <= end]


#: 多家公司, 某企业: names none.
_COUNTED: Final = re.compile(r"[多几数各某两]家|各|某|若干|一批|多所")
#: Words that end no firm's name.
_NO_END: Final = re.compile(
    r"(?:精神|教育|建设|模式|联动|循环|发展|素养|素质|能力|水平|布局|海外|理念|意识|信念|战略|产业|行业|专业|技术|人才)$"
)


def _unlike(text: str, span: NameSpan, cues: Cues) -> bool:
    """Tell whether a firm would hardly be called that: places only, or words for other things."""
    if span.type != "Enterprise":
        return False
    at = span.start
    while at < span.end and at in cues.place_at:
        at = cues.place_at[at]
    return at >= span.end or _NO_END.search(text, span.start, span.end) is not None


#: How sure the model must be of a unit or programme that only it sees.
_SEES: Final = 0.9
#: No name is longer.
_LONGEST: Final = 60
