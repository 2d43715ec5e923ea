"""Measure the whole way from documents to a graph and out of it again: time and memory of each command.

    python benchmarks/whole_way.py INPUT... [--runs N] [--jobs N]

Every command runs in a process of its own, as a user would start it; the best of N runs counts. CPU
seconds add up all its processes; peak memory is that of the largest.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """What a command took: wall and CPU time in seconds, peak memory in MB; and what it wrote."""

    seconds: float
    cpu: float
    memory: float
    out: str


#: Runs a command and writes, on the last line, the CPU time and the peak memory of it and its children.
_METER = """
import resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"\\n{seconds} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(done.stderr if done.returncode not in (0, 1) else 0)
"""


def measure(command: list[str], runs: int, before: Callable[[], object] = lambda: None) -> Cost:
    """Run a command several times and return what the quickest run cost."""
    costs = []
    for _ in range(runs):
        before()
        done = subprocess.run(
            [sys.executable, "-c", _METER, *command], capture_output=True, text=True, encoding="utf-8"
        )
        if done.returncode != 0:
            sys.exit(done.stderr)
        out, _, figures = done.stdout.rstrip("\n").rpartition("\n")
        seconds, cpu, memory = map(float, figures.split())
        # macOS counts memory in bytes, Linux in kilobytes.
        costs.append(Cost(seconds, cpu, memory / (1 << 20 if sys.platform == "darwin" else 1 << 10), out))
    return min(costs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    arguments = parser.parse_args()
    zhijiao = [sys.executable, "-m", "zhijiao"]
    with tempfile.TemporaryDirectory() as folder:
        kg = str(Path(folder, "kg"))
        build = [*zhijiao, "build", *arguments.inputs, "--out", kg, "--jobs", str(arguments.jobs)]
        first = measure(build, arguments.runs, lambda: shutil.rmtree(kg, ignore_errors=True))
        rows = [("build, everything new", first)]
        print(first.out.rstrip().splitlines()[-1])
        commands = {
            "build, nothing new": build,
            "query --name bridges": [*zhijiao, "query", kg, "--name", "bridges"],
            "export --format csv": [*zhijiao, "export", kg, str(Path(folder, "csv")), "--format", "csv"],
            "export --format nq": [*zhijiao, "export", kg, str(Path(folder, "out.nq"))],
            "map": [*zhijiao, "map", kg, "--out", str(Path(folder, "map.html"))],
            "analyze": [*zhijiao, "analyze", kg, "--out", str(Path(folder, "analysis"))],
            "check": [*zhijiao, "check", kg],
            "--help": [*zhijiao, "--help"],
        }
        for name, command in commands.items():
            rows.append((name, measure(command, arguments.runs)))
    print(f"{len(os.sched_getaffinity(0))} cores, {arguments.jobs} jobs, best of {arguments.runs}")
    print("| command | seconds | CPU seconds | peak memory (MB) |\n|---|---:|---:|---:|")
    for name, cost in rows:
        print(f"| `{name}` | {cost.seconds:.2f} | {cost.cpu:.2f} | {cost.memory:.0f} |")


if __name__ == "__main__":
    main()
