"""Many files: ``python benchmarks/many.py``.

How many times as fast two processes are as one over 20,000 files of 1 KB, a tenth of them with findings (medians of
runs side by side), and the peak memory of one process over 10,000 and 100,000 files.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

from make_files import body

ROUNDS = 5
IN_FOLDER = 500


def make(folder: pathlib.Path, count: int) -> None:
    """Write ``count`` bodies, every tenth with events on and no callback."""
    chance = random.Random(20261124)
    for number in range(count):
        value = body(number, chance)
        if number % 10 == 0:
            del value["configuration"]["event.notification.callback.url"]
        place = folder / f"{number // IN_FOLDER:04}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.json").write_text(json.dumps(value, indent=2), "utf-8")


def run(folder: pathlib.Path, processes: int) -> tuple[float, int]:
    """Seconds, and the peak memory of the first process in KB."""
    command = [sys.executable, "-m", "ce_lint", "check", str(folder), "-j", str(processes), "--fail-on", "never"]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder / "20000", 20_000)
        times = [(run(folder / "20000", 1)[0], run(folder / "20000", 2)[0]) for _ in range(ROUNDS)]
        one, two = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"20,000 files: {one:.2f} s with one process, {two:.2f} s with two: {one / two:.2f} times as fast")
        for count in (10_000, 100_000):
            make(folder / str(count), count)
            print(f"{count:,} files: {run(folder / str(count), 1)[1] / 1024:.1f} MB at most in one process")


if __name__ == "__main__":
    main()
