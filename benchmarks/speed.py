"""Characters a second, growth with length, and start-up time, on one core.

    python benchmarks/speed.py [FOLDER] [--jiagu PYTHON] [--rounds N]

FOLDER holds texts (default: ../shared/reports where it is there, else the samples). The same text goes to
zhijiao (reading and extraction), to ``spacy.blank("zh")`` (tokenising alone) and, if ``--jiagu`` names a
Python that has jiagu installed, to jiagu (segmentation and named entities, line by line). They take turns
within one run, and of each the best round counts, so that other work on the machine disturbs all alike.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (20_000, 200_000, 2_000_000)

#: What each tool does with a file of texts (parted by form feeds) in a process of its own: it loads, warms
#: up, and for each line that it is sent does the work and prints the seconds of processor time.
_LOOP = """
import sys, time
texts = open(sys.argv[1], encoding="utf-8").read().split("\\f")
{setup}
work()
for _ in sys.stdin:
    begin = time.process_time()
    work()
    print(time.process_time() - begin, flush=True)
"""
#: What zhijiao keeps of names that it saw before is forgotten first: every round reads its texts for the first time.
_ZHIJIAO = """
from functools import _lru_cache_wrapper
from extract.pipeline import extract
from extract.reading import parse
def forget():
    for name, module in sys.modules.items():
        if name.startswith("extract."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"]:
                    value.cache_clear()
def work():
    forget()
    for text in texts:
        extract(parse(text, id="text"))
"""
_SPACY = """
import spacy
nlp = spacy.blank("zh")
def work():
    for text in texts:
        nlp(text)
"""
_JIAGU = """
import jiagu
lines = [line for text in texts for line in text.split("\\n") if line.strip()]
def work():
    for line in lines:
        jiagu.ner(jiagu.seg(line))
"""

#: A document of one page, read and extracted by a fresh interpreter.
_START = """
import sys
from extract.pipeline import extract
from extract.reading import read
assert extract(read(sys.argv[1])).entities
"""


def texts(folder: Path) -> list[str]:
    """Return the texts of a folder."""
    found = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))]
    if not found:
        sys.exit(f"no *.txt in {folder}")
    return found


def lengthened(parts: list[str], size: int) -> str:
    """Return ``size`` characters of the texts, repeated as often as needed."""
    text = "\n".join(parts)
    return (text * (size // len(text) + 1))[:size]


def compare(parts: list[str], rounds: int, jiagu: str | None) -> None:
    """Print characters a second of the three, side by side."""
    tools = {
        "zhijiao: read and extract": (sys.executable, _ZHIJIAO),
        "spacy.blank('zh'): tokens alone": (sys.executable, _SPACY),
    }
    if jiagu is None:
        print("jiagu: skipped (no --jiagu PYTHON)", file=sys.stderr)
    else:
        tools["jiagu: segmentation and entities"] = (jiagu, _JIAGU)
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.txt"
        path.write_text("\f".join(parts), encoding="utf-8")
        workers = {
            name: subprocess.Popen(
                [python, "-c", _LOOP.replace("{setup}", setup), str(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            for name, (python, setup) in tools.items()
        }
        for _ in range(rounds):
            for name, worker in workers.items():
                assert worker.stdin is not None and worker.stdout is not None
                worker.stdin.write("go\n")
                worker.stdin.flush()
                best[name] = min(float(worker.stdout.readline()), best.get(name, 1e9))
        for worker in workers.values():
            worker.communicate()
    size = sum(map(len, parts))
    print(f"| {size:,} characters, one core | characters/s |\n| --- | ---: |")
    for name, seconds in best.items():
        print(f"| {name} | {size / seconds:,.0f} |")
    names = list(best)
    if len(names) == 3:
        print(f"| zhijiao : jiagu | {best[names[2]] / best[names[0]]:.1f} |")


def linearity(parts: list[str]) -> None:
    """Print time and speed at three lengths, each in a process of its own."""
    print(
        "| characters | read (s) | extract (s) | characters/s | peak MB |\n| ---: | ---: | ---: | ---: | ---: |"
    )
    for size in SIZES:
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            _measure(lengthened(parts, size))
            os._exit(0)
        os.waitpid(child, 0)


def _measure(text: str) -> None:
    from extract.pipeline import extract
    from extract.reading import parse

    extract(parse("云杉职业技术学院与青穗精工有限公司共建产业学院。", id="warm"))
    begin = time.process_time()
    document = parse(text, id="text")
    middle = time.process_time()
    extract(document)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    speed = len(text) / (end - begin)
    print(
        f"| {len(text):,} | {middle - begin:.2f} | {end - middle:.2f} | {speed:,.0f} | {peak} |", flush=True
    )


def start_up(rounds: int) -> None:
    """Print the wall time of a fresh interpreter that extracts one page."""
    page = ROOT / "samples" / "weibei-signing-news.txt"
    walls = []
    for _ in range(rounds):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", _START, str(page)], check=True, cwd=ROOT)
        walls.append(time.perf_counter() - begin)
    print(f"start-up, a page included: {min(walls):.2f} s (best of {rounds}), {max(walls):.2f} s (worst)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--jiagu", metavar="PYTHON", help="a Python that has jiagu 0.2.3")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    shared = ROOT.parent / "shared" / "reports"
    parts = texts(options.folder or (shared if shared.is_dir() else ROOT / "samples"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    compare(parts, options.rounds, options.jiagu)
    print()
    linearity(parts)
    print()
    start_up(options.rounds)


if __name__ == "__main__":
    main()
