"""Train `extract/models/names.npz`, the model of names (`extract.name_model`), from annotated sets.

    python -m training.names [FOLDER …] [--out FILE] [--test FOLDER …]

Each text is shown as it is and in copies in which the names of firms are replaced by others, real and made up
(mention replacement, Dai & Adel 2020), so that the model learns what firms' names look like rather than those that it
saw; texts in which no organisation is named (`training/plain`) show what is none. The CRF is fitted by CRFsuite (L-BFGS,
L1 and L2) over hashed features.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from extract import lexicon
from extract.cues import scan
from extract.name_model import LABELS, SIZE, TYPES, NameModel, features, pieces
from training.sets import Annotated, arguments, load, plain

#: Copies with other names of each text, and how often a name is replaced in one.
COPIES: Final = 2
_REPLACED: Final = 0.7
#: Shares of made-up names and of well-known firms among the replacements; the rest are names of other texts.
_MADE_UP, _KNOWN = 0.3, 0.55
#: Characters that made-up firms are called by.
_CALLED: Final = (
    "鑫盛华恒瑞泰康嘉源锦宏达通海天金龙凤安信诚德润丰利昌隆兴旺福祥云山川江河青白红紫东西南北中新正大长永"
    "科创智慧联合汇众力星月光明亮远景程迈捷腾飞翔宇航辰晨曦森林木禾谷田园"
)
_TYPES: Final = frozenset(
    ("Enterprise", "Organization", "School", "EducationGroup", "Program", "Department", "MajorCluster")
)

Spans = list[tuple[int, int, str]]


def _spans(annotated: Annotated) -> Spans:
    return [
        (start, end, type if type in TYPES else "other")
        for start, end, type in annotated.spans()
        if type in _TYPES
    ]


def _made_up(rng: random.Random, trades: list[str], places: list[str]) -> str:
    name = "".join(rng.choice(_CALLED) for _ in range(rng.choice((2, 2, 2, 3)))) + rng.choice(trades)
    if rng.random() < 0.4:
        name = rng.choice(places) + name
    if rng.random() < 0.3:
        name += rng.choice(("公司", "集团", "有限公司", "股份", "科技有限公司"))
    return name


def _replaced(text: str, spans: Spans, pools: dict[str, list[str]], rng: random.Random) -> tuple[str, Spans]:
    """Return a copy of ``text`` in which names are replaced by others of their type."""
    parts: list[str] = []
    moved: Spans = []
    position = length = 0
    for start, end, type in spans:
        name = text[start:end]
        if type in pools and rng.random() < _REPLACED:
            name = rng.choice(pools[type])
        parts += (text[position:start], name)
        length += start - position
        moved.append((length, length + len(name), type))
        length += len(name)
        position = end
    return "".join((*parts, text[position:])), moved


def examples(sets: Iterable[Annotated], seed: int = 1) -> list[tuple[str, Spans]]:
    """Return the texts of ``sets`` and their copies, with where the names stand."""
    rng = random.Random(seed)
    originals = [(annotated.document.text, _spans(annotated)) for annotated in sets]
    seen: dict[str, list[str]] = {}
    for text, spans in originals:
        for start, end, type in spans:
            if "\n" not in text[start:end] and type != "other":
                seen.setdefault(type, []).append(text[start:end])
    trades = [word for word, weight in lexicon.industries().items() if weight >= 0.5]
    places = [place for place in lexicon.places() if len(place) == 2]
    firms = [name for name, firm in lexicon.firms().items() if not firm.ambiguous]
    out = []
    for text, spans in originals:
        out.append((text, spans))
        for _ in range(COPIES):
            firm_names = []
            for _ in range(60):
                chance = rng.random()
                if chance < _MADE_UP:
                    firm_names.append(_made_up(rng, trades, places))
                else:
                    firm_names.append(rng.choice(firms if chance < _KNOWN else seen["Enterprise"]))
            out.append(_replaced(text, spans, {**seen, "Enterprise": firm_names}, rng))
    return out


def _labels(length: int, spans: Spans) -> list[str]:
    labels = ["O"] * length
    for start, end, type in spans:
        labels[start:end] = [f"B-{type}"] + [f"I-{type}"] * (end - start - 1)
    return labels


class Trained(NamedTuple):
    """Weights, (rows, labels), rounded to bytes in units of ``step``, and transitions, (label, next label)."""

    weights: NDArray[np.int8]
    step: float
    transitions: NDArray[np.float32]


def train(texts: Iterable[tuple[str, Spans]]) -> Trained:
    """Fit the CRF to ``texts``."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text, spans in texts:
        rows = np.stack(features(text, scan(text))).T.astype(str).tolist()
        labels = _labels(len(text), spans)
        for start, end in pieces(text):
            trainer.append(rows[start:end], labels[start:end])
    trainer.set_params({"c1": 0.2, "c2": 0.02, "max_iterations": 100})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "model"))
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    weights = np.zeros((SIZE, len(LABELS)), dtype=np.float32)
    for (row, label), weight in info.state_features.items():
        weights[int(row), LABELS.index(label)] = weight
    transitions = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[LABELS.index(before), LABELS.index(after)] = weight
    step = float(np.abs(weights).max()) / 127
    return Trained(np.rint(weights / step).astype(np.int8), step, transitions)


def save(trained: Trained, path: Path) -> None:
    """Write what was trained, only the rows that say something."""
    rows = np.flatnonzero(trained.weights.any(axis=1))
    np.savez_compressed(
        path,
        rows=rows.astype(np.uint16),
        weights=trained.weights[rows],
        scale=np.float64(trained.step),
        transitions=trained.transitions,
    )


def report(model: NameModel, sets: Iterable[Annotated]) -> str:
    """Return precision, recall and F1 of each type of name, each place where one stands counted."""
    counts: Counter[tuple[str, str]] = Counter()
    for annotated in sets:
        text = annotated.document.text
        gold = set(_spans(annotated))
        found = {span[:3] for span in model.read(text, scan(text)).spans}
        for what, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update((type, what) for _, _, type in spans)
    lines = []
    for type in TYPES:
        gold_n, found_n, right = (counts[type, what] for what in ("gold", "found", "right"))
        lines.append(
            f"{type:<14}P {right / max(found_n, 1):.3f}  R {right / max(gold_n, 1):.3f}"
            f"  F1 {2 * right / max(gold_n + found_n, 1):.3f}  n {gold_n}"
        )
    return "\n".join(lines)


def main() -> None:
    """Train from the command line."""
    args = arguments(__doc__ or "", "names.npz")
    trained = train([*examples(load(args.sets)), *((text, []) for text in plain())])
    save(trained, args.out)
    model = NameModel.of(*trained)
    for folder in args.test:
        print(folder, report(model, load([folder])), sep="\n")


if __name__ == "__main__":
    main()
