"""Train `extract/models/partners.npz`, the model of partners (`extract.partner_model`), from annotated sets.

    python -m training.partners [FOLDER …] [--out FILE] [--test FOLDER …]

An example is a list of names that the extractor sees in a sentence. It is a partner's where the annotation
quotes that sentence for a partnership under way, none's where the annotation knows of no partnership or only of
a planned one; a partner in a sentence that the annotation does not quote is no example.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from extract.mentions import find_mentions
from extract.partner_model import SIZE, Context, PartnerModel, contexts, features
from extract.resolution import resolve
from extract.sentences import ACTORS, sentences
from ontology.terms import COOPERATION_KINDS
from training.sets import Annotated, arguments, load

_BLANK = re.compile(r"\s+")
#: The bias of a kind that no example is of.
_NEVER = -10.0
#: So much of a quote from its beginning or end is enough to know the sentence by.
_KNOWN_BY = 10


def _quoted(quote: str, sentence: str) -> bool:
    """Tell whether ``quote``, or the greater part of it, is of ``sentence``; both without blanks."""
    if not quote:
        return False
    if quote in sentence or sentence in quote or sentence[: _KNOWN_BY + 2] in quote:
        return True
    long = len(quote) > _KNOWN_BY + 6
    return long and (quote[:_KNOWN_BY] in sentence or quote[-_KNOWN_BY:] in sentence)


class Example(NamedTuple):
    """A list of names in a sentence; ``kinds`` on what they cooperate, None if they are no partners."""

    context: Context
    kinds: frozenset[str] | None


def examples(sets: Iterable[Annotated]) -> Iterator[Example]:
    """Yield the lists of names of annotated texts."""
    for annotated in sets:
        quotes: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        # What leads from school to school is told in the same words as a partnership, and says nothing of them.
        unclear = {tail for _, relation, tail, *_ in annotated.relations if relation == "articulatesWith"}
        unclear.update(head for head, relation, *_ in annotated.relations if relation == "articulatesWith")
        for _, relation, tail, kinds, evidence in annotated.relations:
            if relation == "partnersWith":
                words = frozenset(re.split("[,，:：]", kinds))
                quotes[tail].append((words, _BLANK.sub("", evidence)))
        reading = find_mentions(annotated.document)
        resolved = resolve(reading)
        names = [
            next((annotated.names[form] for form in (e.name, *e.aliases) if form in annotated.names), "")
            for e in resolved.entities
        ]
        for sentence in sentences(reading, resolved):
            if sentence.head is None:
                continue
            units = sentence.units(*ACTORS)
            text = _BLANK.sub("", sentence.text)
            for unit, context in zip(units, contexts(sentence, units), strict=True):
                for n in unit:
                    if n.own or n.entity == sentence.head:
                        continue
                    said = quotes.get(names[n.entity])
                    here = [words for words, quote in said or () if _quoted(quote, text)]
                    if here or (not said and names[n.entity] not in unclear):
                        yield Example(
                            context, next((words for words in here if "planned" not in words), None)
                        )


def _matrix(found: list[Context]) -> csr_matrix:
    rows = features(found)
    count, width = rows.shape
    matrix = csr_matrix(
        (np.ones(rows.size), rows.ravel(), np.arange(0, rows.size + 1, width)), shape=(count, SIZE)
    )
    matrix.sum_duplicates()
    # Row 0 stands for no feature.
    matrix[:, 0] = 0
    matrix.eliminate_zeros()
    return matrix


def train(seen: Iterable[Example]) -> PartnerModel:
    """Fit a logistic regression for whether they are partners, and one for each kind of cooperation."""
    found = list(seen)
    matrix = _matrix([example.context for example in found])
    labels = np.array([example.kinds is not None for example in found])
    partners = LogisticRegression(C=0.1, max_iter=1000).fit(matrix, labels)
    told = [example.kinds for example in found if example.kinds is not None]
    weights, biases = [], []
    for kind in COOPERATION_KINDS:
        of_kind = [kind in kinds for kinds in told]
        if not any(of_kind):
            weights.append(np.zeros(SIZE))
            biases.append(_NEVER)
            continue
        one = LogisticRegression(C=0.1, max_iter=1000).fit(matrix[labels], of_kind)
        weights.append(one.coef_[0])
        biases.append(float(one.intercept_[0]))
    return PartnerModel(
        partners.coef_[0], float(partners.intercept_[0]), np.stack(weights, axis=1), np.array(biases)
    )


def save(model: PartnerModel, path: Path) -> None:
    """Write ``model``, its weights rounded to bytes."""
    table = np.concatenate((model.partners[:, None], model.kinds), axis=1)
    scales = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    weights = np.rint(table / scales).astype(np.int8)
    rows = np.flatnonzero(weights.any(axis=1))
    np.savez_compressed(
        path,
        rows=rows.astype(np.uint16),
        weights=weights[rows],
        scales=scales,
        biases=np.array([model.bias, *model.kind_biases]),
    )


def report(model: PartnerModel, sets: Iterable[Annotated]) -> str:
    """Return precision, recall and F1 at even odds, and how often the kinds given to partners meet the right ones."""
    found = list(examples(sets))
    rows = features([example.context for example in found])
    said = model.chances(rows) > 0.5
    labels = np.array([example.kinds is not None for example in found])
    right = int((said & labels).sum())
    told = [
        (example.kinds, row) for example, row in zip(found, rows, strict=True) if example.kinds is not None
    ]
    met = sum(not kinds.isdisjoint(model.kinds_of(row)) for kinds, row in told)
    return (
        f"P {right / max(said.sum(), 1):.3f}  R {right / max(labels.sum(), 1):.3f}"
        f"  F1 {2 * right / max(said.sum() + labels.sum(), 1):.3f}  n {labels.sum()} of {len(found)}"
        f"  kinds {met / max(len(told), 1):.3f}"
    )


def main() -> None:
    """Train from the command line."""
    args = arguments(__doc__ or "", "partners.npz")
    model = train(examples(load(args.sets)))
    save(model, args.out)
    for folder in args.test:
        print(folder, report(model, load([folder])))


if __name__ == "__main__":
    main()
