"""What each mechanism of the extractor is worth: quality with it switched off, on annotated sets.

    python benchmarks/ablation.py FOLDER... [--authority FILE.csv]

Each FOLDER holds texts/*.txt (or *.txt) and gold/*.tsv; several are scored together. Prints a Markdown table
of F1 scores in points, and the loss against the whole extractor.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.quality import frames
from extract import (
    cooperation,
    cues,
    lexicon,
    mentions,
    name_model,
    pipeline,
    programme_relations,
    resolution,
    sentences,
    short_names,
)
from extract.authority import Authority, load_authority
from extract.findings import TableFindings
from extract.partner_model import PartnerModel
from extract.reading import read
from extract.slots import Slot
from tests import scoring


def _none(*_: Any, **__: Any) -> list[Any]:
    return []


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _unread(cues: Any) -> name_model.Names:
    return name_model.Names([], {}, bytes(len(cues.text)))


#: What is replaced by what to switch a mechanism off.
SWITCHES: dict[str, list[tuple[Any, str, Any]]] = {
    "tables": [(mentions, "read_table", lambda *_: TableFindings())],
    "places": [(lexicon, "places", dict)],
    "well-known firms": [(lexicon, "firms", dict)],
    "agencies": [(lexicon, "agencies", dict)],
    "well-known schools": [(lexicon, "schools", dict)],
    "catalogue of majors": [(lexicon, "majors", dict)],
    "trades (industries)": [(lexicon, "industries", dict)],
    "unknown items of lists": [(short_names, "in_lists", _none)],
    "branches": [(short_names, "branches", _none)],
    "short forms and names seen elsewhere": [(mentions, "_third_round", None)],
    "the model of names": [(name_model, "consult", _unread)],
    "the model of partners": [
        (cooperation, "_INSISTS", 2.0),
        (cooperation, "_DENIES", -1.0),
        (PartnerModel, "kinds_of", lambda *_, **__: ()),
    ],
    "partners that the model adds": [(cooperation, "_INSISTS", 2.0)],
    "partners that the model takes away": [(cooperation, "_DENIES", -1.0)],
    "kinds by the model": [(PartnerModel, "kinds_of", lambda *_, **__: ())],
    "short forms joined to full names": [(resolution, "_short_forms", _nothing)],
    "contractions": [(resolution, "_contractions", _nothing)],
    "introduced and former names": [(resolution, "_introduced", _nothing)],
    "merging awards told twice": [(resolution, "_award_clusters", _nothing)],
    "partners' slots in the sentence": [
        (cooperation, "find_slot", lambda *_, **__: Slot("any", None, None, None, None, None, None, 1.0))
    ],
    "headings, labels and questions above lists": [(cooperation, "_LISTS_PARTNERS", re.compile("(?!)"))],
    "clauses about another school": [(sentences, "_turns", _none)],
    "programmes' own relations": [(programme_relations, "relations", _none)],
    "partners through programmes": [(pipeline, "_implied", _none)],
}


@contextmanager
def without(name: str) -> Iterator[None]:
    """Switch a mechanism off."""
    with ExitStack() as stack:
        for module, attribute, replacement in SWITCHES[name]:
            if attribute == "_third_round":
                replacement = _two_rounds
            stack.enter_context(mock.patch.object(module, attribute, replacement))
        _forget()
        yield
    _forget()


def _two_rounds(reading: mentions.Reading, rounds: list[Any], *_: Any, **__: Any) -> None:
    for found in rounds:
        reading.mentions += found.chosen


def _forget() -> None:
    """Drop what was computed from the lexicon, so that a changed table takes effect."""
    cues._lexicon.cache_clear()
    short_names.cores.cache_clear()


def score(folders: list[Path], authority: Authority | None = None) -> scoring.Agreement:
    """Score the extractor as it is now on annotated sets."""
    predicted, gold = {}, {}
    for folder in folders:
        texts = folder / "texts" if (folder / "texts").is_dir() else folder
        truth = scoring.read_gold(folder / "gold")
        extractions, read_texts = [], {}
        for path in sorted(texts.glob("*.txt")):
            if path.stem in truth:
                document = read(path, id=path.stem)
                extractions.append(pipeline.extract(document, authority=authority))
                read_texts[path.stem] = document.text
        gold |= truth
        predicted |= scoring.readings_of(*frames(extractions, read_texts))
    return scoring.compare(predicted, gold)


MEASURES: dict[str, Callable[[scoring.Agreement], float]] = {
    "core entities": lambda a: a.core_entity_f1,
    "entities": lambda a: a.entity_f1,
    "partnerships": lambda a: a.partnership_f1,
    "relations": lambda a: a.relation_f1,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--authority", type=Path, action="append", default=[])
    args = parser.parse_args()
    agreement = score(args.folders)
    whole = {name: 100 * measure(agreement) for name, measure in MEASURES.items()}
    print("| without | " + " | ".join(MEASURES) + " |")
    print("|---|" + "---|" * len(MEASURES))
    print("| nothing (the whole extractor) | " + " | ".join(f"{v:.1f}" for v in whole.values()) + " |")

    def row(name: str, agreement: scoring.Agreement) -> None:
        cells = []
        for measure, value in whole.items():
            now = 100 * MEASURES[measure](agreement)
            cells.append(f"{now:.1f} ({now - value:+.1f})")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)

    for name in SWITCHES:
        with without(name):
            row(name, score(args.folders))
    if args.authority:
        row("*with* authority lists", score(args.folders, load_authority(args.authority)))


if __name__ == "__main__":
    main()
