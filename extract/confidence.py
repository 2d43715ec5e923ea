"""Confidence that means something: what the rules give, fitted to how often they are right.

A rule gives each of its finds a number in 0..1 that orders them. How often the finds of a rule are right was
counted on annotated texts (`lexicon/confidence.tsv`, made by `benchmarks/calibrate.py`); the rule's numbers are
shifted on the logistic scale so that their mean is that share (Platt scaling with the slope left at
`SLOPE`; J. Platt, Probabilistic outputs for support vector machines, 1999).
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import Final

from extract import tsv

#: How much of the differences within a rule is kept: what a rule thinks of its finds is only half right.
SLOPE: Final = 0.5
_LOW, _HIGH = 0.02, 0.99


def family(rule: str) -> str:
    """Return the family that a rule's finds are counted in: the rule's name up to its details."""
    return rule.split(":", 1)[0].split(" ", 1)[0]


def logit(p: float) -> float:
    """Return the log odds of ``p``, kept away from 0 and 1."""
    p = min(_HIGH, max(_LOW, p))
    return log(p / (1.0 - p))


@cache
def _table() -> dict[tuple[str, str], tuple[float, float]]:
    """Return the log odds of the mean and of the precision of each rule's finds."""
    return {
        (what, rule): (logit(float(mean)), logit(float(precision)))
        for what, rule, _, mean, precision in tsv.rows("confidence")
    }


def calibrated(what: str, rule: str, raw: float) -> float:
    """Return the probability that a find is right.

    ``what`` is a relation or an entity type, ``rule`` the rule that found it, ``raw`` the rule's own number.
    A rule that was not counted is taken as the average of all rules for ``what``.
    """
    table = _table()
    entry = table.get((what, family(rule))) or table.get((what, "*"))
    if entry is None:
        return round(raw, 3)
    mean, precision = entry
    shifted = precision + SLOPE * (logit(raw) - mean)
    return round(min(_HIGH, max(_LOW, 1.0 / (1.0 + exp(-shifted)))), 3)
