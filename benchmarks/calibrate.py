"""Count how often each rule is right on annotated texts, and show how well confidence tells it.

    python benchmarks/calibrate.py FOLDER... [--write]

Each FOLDER holds texts/*.txt and gold/*.tsv, or *.txt beside gold/. The reliability table compares the mean
confidence of the finds of each tenth with the share of them that is right. With --write, the counts go to
extract/lexicon/confidence.tsv, from which `extract.confidence` fits what it writes out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from benchmarks.quality import frames
from extract import confidence
from extract.pipeline import extract
from extract.reading import read
from extract.records import Extraction
from tests import scoring

TABLE = Path(confidence.__file__).parent / "lexicon" / "confidence.tsv"
Find = tuple[str, str, float, bool]


def documents(folder: Path) -> Iterator[tuple[Extraction, str]]:
    """Yield the extraction and the text of every annotated document of a set."""
    texts = folder / "texts" if (folder / "texts").is_dir() else folder
    for path in sorted(texts.glob("*.txt")):
        if (folder / "gold" / f"{path.stem}.entities.tsv").exists():
            document = read(path, id=path.stem)
            yield extract(document), document.text


def finds(folder: Path) -> Iterator[Find]:
    """Yield (what, rule, confidence, right) for every entity and relation found in a set."""
    read_documents = list(documents(folder))
    extractions = [x for x, _ in read_documents]
    gold = scoring.read_gold(folder / "gold")
    claims = scoring.readings_of(*frames(extractions, {x.document: text for x, text in read_documents}))
    for x in extractions:
        truth, claim = gold[x.document], claims[x.document]
        pairing = scoring.pair_up(truth.entities, claim.entities)
        hits = set(pairing.values())
        keys = [f"{x.document}#{i}" for i in range(len(x.entities))]
        for key, e in zip(keys, x.entities, strict=True):
            yield e.type, e.rule, e.confidence, key in hits

        def edge(head: str, relation: str, tail: str) -> tuple[str, str, str]:
            ends = sorted((head, tail)) if relation in ("partnersWith", "articulatesWith") else (head, tail)
            return ends[0], relation, ends[1]

        right, planned = set(), set()
        for r in truth.relations:
            if r.head in pairing and r.tail in pairing:
                (planned if r.planned else right).add(edge(pairing[r.head], r.name, pairing[r.tail]))
        for r in x.relations:
            key = edge(keys[r.head], r.relation, keys[r.tail])
            if r.status == "active" and key not in planned:
                yield r.relation, r.rule, r.confidence, key in right


def write(found: list[Find]) -> None:
    """Write the table of counts, with precisions smoothed towards that of all rules for the same thing."""
    groups: dict[tuple[str, str], list[Find]] = defaultdict(list)
    for find in found:
        groups[find[0], confidence.family(find[1])].append(find)
        groups[find[0], "*"].append(find)
    lines = [
        "# How often each rule's finds are right, counted on the annotated sets of this repository by benchmarks/calibrate.py.",
        "# mean: of the rule's own numbers; precision: share of right finds, smoothed by ten finds of the average of all rules.",
        "what\trule\tfinds\tmean\tprecision",
    ]
    for (what, rule), group in sorted(groups.items()):
        everything = groups[what, "*"]
        average = sum(f[3] for f in everything) / len(everything)
        precision = (sum(f[3] for f in group) + 10 * average) / (len(group) + 10)
        mean = sum(f[2] for f in group) / len(group)
        lines.append(f"{what}\t{rule}\t{len(group)}\t{mean:.3f}\t{min(0.985, precision):.3f}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def reliability(found: list[Find]) -> str:
    """Return the reliability table as Markdown."""
    bins: dict[int, list[Find]] = defaultdict(list)
    for find in found:
        bins[min(9, int(find[2] * 10))].append(find)
    lines = ["| confidence | finds | mean | right |", "|---|---|---|---|"]
    for tenth in sorted(bins):
        group = bins[tenth]
        mean = sum(f[2] for f in group) / len(group)
        right = sum(f[3] for f in group) / len(group)
        lines.append(f"| {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f} | {len(group)} | {mean:.2f} | {right:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.write:
        # The rules' own numbers are counted, not what an older table made of them.
        with mock.patch.object(confidence, "_table", dict):
            write([find for folder in args.folders for find in finds(folder)])
        confidence._table.cache_clear()
        confidence.tsv.rows.cache_clear()
    found = [find for folder in args.folders for find in finds(folder)]
    types = {
        "School",
        "Enterprise",
        "EducationGroup",
        "Major",
        "MajorCluster",
        "Award",
        "Program",
        "Department",
        "Organization",
    }
    print("entities\n" + reliability([f for f in found if f[0] in types]))
    print("\nrelations\n" + reliability([f for f in found if f[0] not in types]))


if __name__ == "__main__":
    main()
