"""The scripts that make the models: they learn from a few texts, and their files are read back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from extract.cues import scan
from extract.name_model import NameModel
from training.sets import HELD_OUT, load, shown

SETS = Path(__file__).resolve().parent / "sets"

pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed: make setup")
pytest.importorskip("sklearn", reason="scikit-learn is not installed: make setup")

from training import names, partners  # noqa: E402


def test_what_is_held_out_is_not_shown() -> None:
    assert not {path.name for path in shown()} & set(HELD_OUT)
    assert any((SETS / name).is_dir() for name in HELD_OUT)


def test_names_are_found_again_in_their_texts() -> None:
    annotated = next(load([SETS / "e"]))
    spans = annotated.spans()
    assert len(spans) > 10
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_model_of_names_learns_and_is_read_back(tmp_path: Path) -> None:
    sets = list(load([SETS / "g"]))[:8]
    learned = names.train(names.examples(sets))
    names.save(learned, tmp_path / "names.npz")
    stored = np.load(tmp_path / "names.npz")
    assert len(stored["rows"]) > 100
    model = NameModel.of(*learned)
    text = sets[0].document.text
    found = {(s.start, s.end) for s in model.read(text, scan(text)).spans}
    right = {(start, end) for start, end, _ in names._spans(sets[0])}
    assert len(found & right) > 0.8 * len(right)
    assert "Enterprise" in names.report(model, sets)


def test_a_model_of_partners_learns_and_is_read_back(tmp_path: Path) -> None:
    sets = list(load([SETS / "g"]))[:12]
    learned = partners.train(partners.examples(sets))
    partners.save(learned, tmp_path / "partners.npz")
    assert np.load(tmp_path / "partners.npz")["weights"].dtype == np.int8
    assert " n " in partners.report(learned, sets)


def test_copies_have_the_names_where_they_say() -> None:
    annotated = next(load([SETS / "g"]))
    (text, spans), *copies = names.examples([annotated])
    assert text == annotated.document.text
    assert len(copies) == names.COPIES
    for copy, moved in copies:
        assert len(moved) == len(spans)
        assert all(0 <= start < end <= len(copy) for start, end, _ in moved)
        assert [type for *_, type in moved] == [type for *_, type in spans]
