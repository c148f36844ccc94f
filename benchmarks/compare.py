"""ce-lint beside check-jsonschema and yamllint, on files that ``make_files.py`` makes.

    python benchmarks/compare.py [--rounds 7] [--write README.md]

Every command is a whole process on one core, started by turns with the others. The table gives medians, and in brackets
how many times as long as ``python -c pass`` of the same environment; ``--write`` puts it between README's marks.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

import make_files

SCHEMA = pathlib.Path(__file__).parents[1] / "schemas" / "instance.schema.json"
PROGRAMS = {
    "ce-lint": ("ce-lint", "check"),
    "check-jsonschema": ("check-jsonschema", "--schemafile", str(SCHEMA)),
    "yamllint": ("yamllint", "-d", "relaxed"),
}
COUNT = 1000
START = "python -c pass"


def commands(folder: pathlib.Path) -> dict[tuple[str, str], list[str]]:
    """Every command line, by program and task."""
    scripts = pathlib.Path(sys.executable).parent
    files = {kind: sorted(map(str, (folder / kind).iterdir())) for kind in ("json", "yaml")}
    tasks = {"one JSON file": files["json"][:1], f"{COUNT:,} JSON": files["json"], f"{COUNT:,} YAML": files["yaml"]}
    found = {(START, ""): [sys.executable, "-c", "pass"]}
    for name, (program, *options) in PROGRAMS.items():
        path = scripts / program
        if not path.exists():
            sys.exit(f"{program} is not installed: pip install -e '.[bench]'")
        for task, paths in tasks.items():
            found[name, task] = [str(path), *options, *paths]
    return found


def measure(lines: dict[tuple[str, str], list[str]], rounds: int) -> dict[tuple[str, str], list[float]]:
    """Seconds of every command, each round running all of them."""
    times: dict[tuple[str, str], list[float]] = {key: [] for key in lines}
    for number in range(rounds + 1):
        for key, line in lines.items():
            seconds = _time(line)
            if number:  # the first round warms the caches
                times[key].append(seconds)
    return times


def _time(line: Sequence[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        told = (done.stdout + done.stderr).decode()[-2000:]
        sys.exit(f"{' '.join(line[:4])} … ended with {done.returncode}:\n{told}")
    return seconds


def table(times: dict[tuple[str, str], list[float]]) -> str:
    """Medians and ratios as a Markdown table."""
    start = statistics.median(times[START, ""])
    tasks = list(dict.fromkeys(task for _, task in times if task))
    lines = [f"| | {' | '.join(tasks)} |", f"|---|{'---:|' * len(tasks)}"]
    for name in PROGRAMS:
        cells = [_cell(statistics.median(times[name, task]), start) for task in tasks]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", f"`{START}` takes {start * 1000:.0f} ms there; in brackets, how many times as long."]
    return "\n".join(lines)


def _cell(seconds: float, start: float) -> str:
    shown = f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
    ratio = seconds / start
    return f"{shown} ({ratio:.0f}×)" if ratio >= 10 else f"{shown} ({ratio:.1f}×)"


def write(path: pathlib.Path, made: str) -> None:
    """Put the table between the marks of a document."""
    marks = re.compile(r"(<!-- speed -->\n).*?(<!-- /speed -->)", re.DOTALL)
    text, count = marks.subn(lambda found: f"{found[1]}{made}\n{found[2]}", path.read_text("utf-8"))
    if not count:
        sys.exit(f"{path} has no marks <!-- speed --> and <!-- /speed -->")
    path.write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", type=pathlib.Path, metavar="DOCUMENT")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        make_files.make(pathlib.Path(name), COUNT)
        times = measure(commands(pathlib.Path(name)), arguments.rounds)
    made = table(times)
    print(made)
    start = min(times[START, ""])
    print("\nfastest of each:")
    for (program, task), seconds in times.items():
        print(f"  {program} {task}: {min(seconds) * 1000:.0f} ms ({min(seconds) / start:.1f}×)")
    if arguments.write:
        write(arguments.write, made)


if __name__ == "__main__":
    main()
