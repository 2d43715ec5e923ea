"""Measure the whole way from documents to a graph and out of it again: seconds and memory of each command.

    python benchmarks/whole_way.py INPUT... [--runs N] [--jobs N]

Every command runs in a process of its own, as a user would start it; the best of N runs counts. Peak memory
is that of the largest single process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(command: list[str], runs: int) -> tuple[float, str]:
    """Run a command several times; return the shortest time in seconds and what the last run wrote."""
    best, out = float("inf"), ""
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        best = min(best, time.perf_counter() - began)
        if done.returncode not in {0, 1}:
            sys.exit(done.stderr)
        out = done.stdout
    return best, out


def peak(command: list[str]) -> float:
    """Return the peak memory of a command and its children in MB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True)
    return int(done.stdout) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


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
        rows: list[tuple[str, float, float]] = []

        def cold() -> tuple[float, str]:
            shutil.rmtree(kg, ignore_errors=True)
            return measure(build, 1)

        first = min(cold() for _ in range(arguments.runs))
        shutil.rmtree(kg)
        rows.append(("build, everything new", first[0], peak(build)))
        print(first[1].splitlines()[-1])
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
            rows.append((name, measure(command, arguments.runs)[0], peak(command)))
    print(f"{len(os.sched_getaffinity(0))} cores, {arguments.jobs} jobs, best of {arguments.runs}")
    print("| command | seconds | peak memory (MB) |\n|---|---:|---:|")
    for name, seconds, memory in rows:
        print(f"| `{name}` | {seconds:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
