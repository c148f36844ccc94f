"""How long an editor waits for the language server: ``python benchmarks/lsp.py``. Medians, on a machine that is quiet.

The figures that were promised stand beside them. The long texts have findings at their beginning and at their end.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from tests.lsp.client import Client, Message, at, part  # the tests' own

KB = 1024
SMALL, LONG, HUGE = 1 * KB, 200 * KB, 2 * KB * KB
WORDS = "some words of a value that fills the line"
ROUNDS = 40


def text(suffix: str, size: int) -> str:
    """A body of about so many bytes, whose event keys are misspelt."""
    return _json(size) if suffix == "json" else _yaml(size)


def _json(size: int) -> str:
    settings = {"event.notifcation.enabled": True}
    settings |= {f"setting.{number}": WORDS for number in range(max(4, size // 66))}
    whole = {"element": {"key": "zendesk "}, "name": "long", "configuration": settings, "createdDate": 1}
    return json.dumps({**whole, "configuration": {**settings, "event.poller.refresh_intervall": 5}}, indent=1) + "\n"


def _yaml(size: int) -> str:
    lines = "".join(f"  setting.{number}: {WORDS}\n" for number in range(max(4, size // 60)))
    head = 'element: {key: "zendesk "}\nname: long\nconfiguration:\n  event.notifcation.enabled: true\n'
    return f"{head}{lines}  event.poller.refresh_intervall: 5\n"


@contextmanager
def server() -> Iterator[Client]:
    with tempfile.TemporaryDirectory() as folder:
        client = Client(pathlib.Path(folder))
        client.start()
        yield client
        client.leave()
        client.close()


def took(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typed(number: int) -> Message:
    """A blank in the first line, and away with it."""
    return part(0, 1, 0, 1, " ") if number % 2 == 0 else part(0, 1, 0, 2, "")


def edits(client: Client, suffix: str, size: int) -> list[float]:
    """From a change to its diagnostics."""
    uri = client.open(f"a-{size}.{suffix}", padded(suffix, size))
    client.published(uri)

    def edit(version: int) -> None:
        client.change(uri, version, typed(version))
        assert client.published(uri, version)

    return [took(lambda version=version: edit(version)) for version in range(2, ROUNDS + 2)]  # type: ignore[misc]


def padded(suffix: str, size: int) -> str:
    """A first line that takes blanks in its middle without any effect."""
    return text(suffix, size) if suffix == "json" else "# a comment\n" + text(suffix, size)


def answers_beside(client: Client, suffix: str, method: str = "") -> list[float]:
    """How long a hover over a small file takes while somebody types into a huge one, and asks about it too."""
    uri = client.open(f"huge.{suffix}", padded(suffix, HUGE))
    small = client.open("small.json", text("json", SMALL))
    found: list[float] = []
    for version in range(2, ROUNDS + 2):
        client.change(uri, version, typed(version))
        if method:
            client.ask(method, question(method, uri))
        time.sleep(0.005 * (version % 9))
        found.append(took(lambda: client.request("textDocument/hover", at(small, 5, 6))))
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return found


def question(method: str, uri: str) -> Message:
    lines = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    return {**at(uri, 20, 6), "range": lines, "context": {"diagnostics": [], "triggerKind": 1}}


def answers_about(client: Client, suffix: str, method: str) -> list[float]:
    """How long an answer about a huge file itself takes, right behind a change."""
    uri = client.open(f"asked.{suffix}", padded(suffix, HUGE))
    client.published(uri)
    found = []
    for version in range(2, 8):
        client.change(uri, version, typed(version))
        found.append(took(lambda: client.request(method, question(method, uri))))
    return found


def memory(client: Client) -> int:
    """The resident kilobytes of the server (Linux)."""
    status = pathlib.Path(f"/proc/{client.process.pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def growth(client: Client, changes: int) -> tuple[int, int]:
    """The memory after a tenth of so many changes, and after all of them."""
    uri = client.open("many.json", text("json", SMALL))
    early = 0
    for version in range(2, changes + 2):
        client.change(uri, version, typed(version))
        if version % 5 == 0:
            client.request("textDocument/hover", at(uri, 5, 6))
            client.said.clear()
        if version == changes // 10:
            early = memory(client)
    client.published(uri, changes + 1)
    return early, memory(client)


def show(name: str, times: list[float], limit: float) -> None:
    median, worst = statistics.median(times), max(times)
    print(f"{name:52}{median:9.1f}{worst:9.1f}{limit:9.0f}{median / limit:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=10_000, help="for the memory; 0 leaves it out")
    wanted = parser.parse_args()
    print(f"{'milliseconds':52}{'median':>9}{'worst':>9}{'promise':>9}{'ratio':>9}")
    for suffix in ("json", "yaml"):
        with server() as client:
            show(f"a change of 1 KB of {suffix}, to its diagnostics", edits(client, suffix, SMALL), 10)
            show(f"a change of 200 KB of {suffix}, to its diagnostics", edits(client, suffix, LONG), 60)
            show(f"hover elsewhere while 2 MB of {suffix} change", answers_beside(client, suffix), 100)
            for method in ("completion", "hover", "codeAction", "documentSymbol", "foldingRange"):
                name = f"textDocument/{method}"
                show(f"  and {method} is asked there", answers_beside(client, suffix, name), 100)
                show(f"  {method} itself", answers_about(client, suffix, name), 1000)
    if wanted.changes and pathlib.Path("/proc/self/status").exists():
        with server() as client:
            early, late = growth(client, wanted.changes)
            print(
                f"memory after {wanted.changes} changes: {late} KB, {late / early:.3f} times that after a tenth of them"
            )


if __name__ == "__main__":
    main()
