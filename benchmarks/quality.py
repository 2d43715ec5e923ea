"""Score the extractor on annotated texts without building a graph: quick, for work on the rules.

    python benchmarks/quality.py GOLD FOLDER... [--errors N] [--scorer score.py]
        [--authority LIST.csv]...

Documents in the FOLDERs that GOLD annotates are extracted; the CSV export's columns are written to a
temporary folder and handed to the scorer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from extract.authority import load_authority
from extract.pipeline import extract
from extract.reading import document_ids, read
from extract.records import Extraction

Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def frames(extractions: list[Extraction], texts: dict[str, str]) -> Frames:
    """Return entities, mentions and relations with the columns that scoring needs, one entity a document."""
    entities, mentions, relations = [], [], []
    for x in extractions:
        ids = [f"{x.document}#{i}" for i in range(len(x.entities))]
        for i, e in zip(ids, x.entities, strict=True):
            told = dict(e.attributes)
            aliases = "|".join(e.aliases)
            entities.append(
                (i, e.type, e.name, aliases, x.document, told.get("level", ""), told.get("rank", ""))
            )
            mentions += [
                (i, x.document, texts[x.document][m.start : m.end], m.start, m.end) for m in e.mentions
            ]
        for r in x.relations:
            kinds = "|".join(r.kinds)
            quote = r.evidence[0].quote
            relations.append(
                (ids[r.head], r.relation, ids[r.tail], kinds, r.status, x.document, quote, r.rule)
            )
    return (
        pd.DataFrame(entities, columns=["id", "type", "name", "aliases", "documents", "level", "rank"]),
        pd.DataFrame(mentions, columns=["entity", "document", "surface", "start", "end"]),
        pd.DataFrame(
            relations, columns=["head", "relation", "tail", "kind", "status", "document", "evidence", "rule"]
        ),
    )


def write(tables: Frames, folder: Path) -> None:
    """Write entities.csv, mentions.csv and relations.csv."""
    for name, table in zip(("entities", "mentions", "relations"), tables, strict=True):
        table.to_csv(folder / f"{name}.csv", index=False)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("inputs", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--documents", default="")
    parser.add_argument("--authority", type=Path, action="append", default=[], help="a list of known names")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/eval/score.py"))
    args = parser.parse_args()
    wanted = {p.name.split(".")[0] for p in args.gold.glob("*.entities.tsv")}
    paths = [
        p for folder in args.inputs for p in (sorted(folder.glob("*.txt")) if folder.is_dir() else [folder])
    ]
    extractions, texts, spent, size = [], {}, 0.0, 0
    authority = load_authority(args.authority)
    for path, name in document_ids(paths).items():
        if name not in wanted or (args.documents and name not in args.documents.split(",")):
            continue
        began = time.perf_counter()
        document = read(path, id=name)
        extractions.append(extract(document, authority=authority))
        spent += time.perf_counter() - began
        size += len(document.text)
        texts[name] = document.text
    print(f"{size} characters in {spent:.2f} s: {size / spent:,.0f} a second")
    with tempfile.TemporaryDirectory() as folder:
        write(frames(extractions, texts), Path(folder))
        command = [sys.executable, str(args.scorer), folder, str(args.gold), "--errors", str(args.errors)]
        if args.documents:
            command += ["--documents", args.documents]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
