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

#: Run by the Python that has jiagu: loads its models, then prints seconds of processor time for each round.
_JIAGU = """
import sys, time
import jiagu
lines = [line for line in open(sys.argv[1], encoding="utf-8").read().split("\\n") if line.strip()]
jiagu.ner(jiagu.seg("云杉职业技术学院"))
for _ in sys.stdin:
    begin = time.process_time()
    for line in lines:
        jiagu.ner(jiagu.seg(line))
    print(time.process_time() - begin, flush=True)
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
    import spacy

    from extract.pipeline import extract
    from extract.reading import parse

    blank = spacy.blank("zh")
    blank.max_length = 10_000_000

    def zhijiao() -> float:
        begin = time.process_time()
        for text in parts:
            extract(parse(text, id="text"))
        return time.process_time() - begin

    def tokens() -> float:
        begin = time.process_time()
        for text in parts:
            blank(text)
        return time.process_time() - begin

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text("\n".join(parts), encoding="utf-8")
        other = _start_jiagu(jiagu, path)
        seconds: dict[str, list[float]] = {"zhijiao: read and extract": [], "spacy.blank('zh'): tokens": []}
        if other is not None:
            seconds["jiagu: segmentation and entities"] = []
        zhijiao()
        for _ in range(rounds):
            seconds["zhijiao: read and extract"].append(zhijiao())
            seconds["spacy.blank('zh'): tokens"].append(tokens())
            if other is not None and other.stdin is not None and other.stdout is not None:
                other.stdin.write("go\n")
                other.stdin.flush()
                seconds["jiagu: segmentation and entities"].append(float(other.stdout.readline()))
        if other is not None:
            other.kill()
    size = sum(map(len, parts))
    print(f"| {size:,} characters, one core | characters/s |\n| --- | ---: |")
    for name, measured in seconds.items():
        print(f"| {name} | {size / min(measured):,.0f} |")
    if other is not None:
        ours, theirs = (
            min(seconds[k]) for k in ("zhijiao: read and extract", "jiagu: segmentation and entities")
        )
        print(f"| zhijiao : jiagu | {theirs / ours:.1f} |")


def _start_jiagu(python: str | None, path: Path) -> subprocess.Popen[str] | None:
    if python is None:
        print("jiagu: skipped (no --jiagu PYTHON)", file=sys.stderr)
        return None
    return subprocess.Popen(
        [python, "-c", _JIAGU, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


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
