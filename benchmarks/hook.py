"""What the commit hook adds in a repository of unrelated JSON files: ``python benchmarks/hook.py [COUNT]``.

pre-commit and prek run over all files, once with ce-lint and once with a hook that does nothing; medians of seven runs.
"""

from __future__ import annotations

import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from ce_lint.init.hooks import Hook

ROUNDS = 7


def make(folder: pathlib.Path, count: int) -> None:
    """Write ``count`` files such as ``package.json``, of 1 to 4 KB, and a hook of each kind."""
    for number in range(count):
        dependencies = {f"package-{at}": f"^{at}.{number}.0" for at in range(40 + number % 120)}
        value = {"name": f"web-{number}", "version": "1.0.0", "dependencies": dependencies}
        path = folder / f"folder {number % 30}" / f"{number}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2), "utf-8")
    nothing = Hook("nothing").render_yaml("").replace("id: ce-lint", "id: nothing")
    nothing = nothing.replace("entry: nothing check", f"entry: {json.dumps(sys.executable + ' -c pass')}")
    (folder / ".pre-commit-config.yaml").write_text(f"repos:\n{Hook().render_yaml('')}{nothing}", "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "-A"], cwd=folder, check=True)


def seconds(program: str, hook: str, folder: pathlib.Path) -> float:
    """The median time of a run over all files."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run([program, "run", hook, "--all-files"], cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> None:
    """Print a line for each program."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make(folder, count)
        for program in ("pre-commit", "prek"):
            nothing, ours = (seconds(program, hook, folder) for hook in ("nothing", "ce-lint"))
            print(f"{program:<10} {ours:.2f} s, and {nothing:.2f} s without: ce-lint adds {ours - nothing:.2f} s")


if __name__ == "__main__":
    main()
