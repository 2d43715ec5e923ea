"""Read and extract documents that nobody writes, in two sizes: is the time linear, and the memory bounded?

    python benchmarks/robustness.py [--scale S] [CASE...]

Each case runs in a process of its own at half size and at full size; printed are the times, how they grow
(2 is linear), and the peak of resident memory. ``--scale 0.1`` makes every document a tenth as long.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extract.errors import ReadError
from extract.pipeline import extract
from extract.reading import read

_WORDS = "云杉江海山川星月春秋金银铜铁松柏梅兰竹菊东西南北华盛宏达恒通瑞丰泰和安康永利祥源嘉禾鼎新腾飞远博"
_TRADES = ("精密机械", "电子科技", "新能源汽车", "智能装备", "生物医药", "现代物流", "文化传媒", "食品饮料")


def names(count: int, tail: str = "有限公司") -> list[str]:
    """Return invented names, all different."""
    pairs = itertools.product(_WORDS, repeat=3)
    return [
        f"{''.join(three)}{_TRADES[i % len(_TRADES)]}{tail}"
        for i, three in zip(range(count), pairs, strict=False)
    ]


def _prose(size: int) -> str:
    """Return running text in which every sentence names a new firm, a new school and a major."""
    firms = names(size // 60)
    schools = names(size // 60, "职业技术学院")
    lines = []
    for i, (firm, school) in enumerate(zip(firms, schools, strict=True)):
        lines.append(
            f"{i + 1}月，学校与{firm}共建实训基地，联合{school}开设“{firm[:5]}订单班”，"
            f"获省级一等奖{i % 9 + 1}项，面向护理、会计专业。"
        )
        if i % 20 == 19:
            lines.append("\n\n")
    return "云杉职业技术学院质量年度报告（2023年度）\n" + "".join(lines)


def _random_bytes(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _random_characters(size: int) -> str:
    letters = _WORDS + "，。、；：“”（）学校公司专业与和共建合作获奖班\n\t 0123456789"
    return "".join(random.Random(7).choices(letters, k=size))


def _million_cells(size: int) -> str:
    rows = size // 10
    body = "\n".join(
        "\t".join(f"{r}.{c}" if c else names_of_rows[r % 997] for c in range(10)) for r in range(rows)
    )
    return "合作企业一览表\n" + "\t".join(["企业名称", *(f"列{c}" for c in range(1, 10))]) + "\n" + body


names_of_rows = names(997)


def _many_tables(size: int) -> str:
    """Return small tables of partners, each under its caption."""
    return "\n".join(
        f"表{i + 1} 校企合作企业一览表\n序号\t合作企业\t合作形式\n1\t{firm}\t订单班\n\n学校开展了合作。\n"
        for i, firm in enumerate(names(size))
    )


#: Case → full size and the document of a given size (characters, names or cells).
EXTREMES: dict[str, tuple[int, Callable[[int], str | bytes]]] = {
    "random bytes": (2_000_000, _random_bytes),
    "random characters": (1_000_000, _random_characters),
    "one endless line": (5_000_000, lambda n: ("学校与青穗精工有限公司共建基地，" * n)[:n]),
    "one endless line without a mark": (5_000_000, lambda n: ("云杉江海" * n)[:n]),
    "nested brackets": (10_000, lambda n: "（" * n + "云杉学院" + "）" * n),
    "opening brackets": (100_000, lambda n: "云杉学院（" * n),
    "table of a million cells": (1_000_000, _million_cells),
    "many small tables": (10_000, _many_tables),
    "two million characters of prose": (2_000_000, _prose),
    "the same tail": (100_000, lambda n: "有限公司" * n),
    "the same word 专业": (100_000, lambda n: "专业" * n),
    "the same word 学院": (100_000, lambda n: "学院" * n),
    "the same word 班": (100_000, lambda n: "班" * n),
    "a list of names": (100_000, lambda n: "合作企业有" + "、".join(names(n)) + "等企业。"),
    "a list of words": (100_000, lambda n: "、".join(names(n, "")) + "等100家企业参与共建。"),
    "quotes": (50_000, lambda n: "“云杉”" * n),
    "opening quotes": (50_000, lambda n: "“云杉班" * n),
    "conjunctions": (100_000, lambda n: "云杉和" * n),
    "labels": (50_000, lambda n: "合作企业有" * n),
    "programmes": (20_000, lambda n: "开设海尔班、" * n),
    "programmes and partners": (20_000, lambda n: "海尔集团共建海尔产业学院、" * n),
    "numerals": (1_000_000, lambda n: "一" * n + "专业"),
    "awards": (50_000, lambda n: "荣获全国技能大赛一等奖、" * n),
    "digits": (1_000_000, lambda n: "1" * n),
    "blank lines": (1_000_000, lambda n: "\n" * n + "云杉学院"),
    "tabs": (1_000_000, lambda n: "云杉\t" * (n // 3)),
    "paragraphs of one character": (200_000, lambda n: "云\n\n" * n),
}


def run(document: str | bytes) -> float:
    """Read and extract ``document`` as a file; return the processor time in seconds."""
    data = document.encode() if isinstance(document, str) else document
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_bytes(data)
        begin = time.process_time()
        # Refused with a reason: as good an answer as any for what is no text.
        with contextlib.suppress(ReadError):
            extract(read(path))
        return time.process_time() - begin


def _measure(case: str, size: int, answers: multiprocessing.Queue[tuple[float, int]]) -> None:
    run("云杉职业技术学院与青穗精工有限公司共建产业学院。")
    seconds = run(EXTREMES[case][1](size))
    answers.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def measure(case: str, size: int) -> tuple[float, int]:
    """Return the seconds and the peak MB of one case in a fresh process."""
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[tuple[float, int]] = context.Queue()
    process = context.Process(target=_measure, args=(case, size, answers))
    process.start()
    try:
        return answers.get(timeout=900)
    finally:
        process.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="names of cases; all without any")
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    print(
        "| case | size | half (s) | full (s) | growth | peak MB |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for case in options.cases or EXTREMES:
        size = int(EXTREMES[case][0] * options.scale)
        half, _ = measure(case, size // 2)
        full, peak = measure(case, size)
        growth = f"{full / half:.1f}" if half > 0.02 else "–"
        print(f"| {case} | {size:,} | {half:.2f} | {full:.2f} | {growth} | {peak} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
