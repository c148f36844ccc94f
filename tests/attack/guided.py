"""Documents whose random choices are guided by coverage: bytes of libFuzzer decide what the grammar draws."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.attack.campaign import Campaign, Found
from tests.attack.corpus import save
from tests.attack.grammar import make
from tests.attack.surfaces import SURFACES, Surfaces

_GUIDED = ("text", "reports", "diff", "unsafe_diff", "poll", "editor")


class Choices(Random):
    """A random source that takes its numbers from bytes, two for each; behind their end, from a seed made of them."""

    def __init__(self, data: bytes) -> None:
        super().__init__(zlib.crc32(data))
        self._data = data
        self._at = 0

    def random(self) -> float:
        """A number from 0 to below 1. Everything else that is drawn is made of such numbers."""
        if self._at + 2 > len(self._data):
            return super().random()
        found = int.from_bytes(self._data[self._at : self._at + 2], "big") / 65536
        self._at += 2
        return found


def run_guided(seconds: float, seed: int, chosen: Sequence[str], keep: Path | None) -> int:
    """Fuzz in a process of its own, which libFuzzer ends; then make small what it found. 1 if there was anything."""
    with tempfile.TemporaryDirectory(prefix="attack") as folder:
        results = Path(folder, "found.jsonl")
        arguments = [str(results), str(int(seconds)), str(seed), ",".join(chosen or _GUIDED), folder]
        subprocess.run([sys.executable, "-m", "tests.attack.guided", *arguments], check=False)
        lines = results.read_text("utf-8").splitlines() if results.exists() else []
    surfaces = Surfaces()
    campaign = Campaign(surfaces, chosen or _GUIDED)
    executed = 0
    for line in lines:
        entry = json.loads(line)
        executed = max(executed, entry["number"])
        if entry["data"]:
            data = bytes.fromhex(entry["data"])
            campaign.attack(make(lambda data=data: Choices(data)), entry["data"][:16])  # type: ignore[misc]
    for found in campaign.smallest(120.0):
        _tell(found, keep)
    surfaces.close()
    print(f"{campaign.summary(seconds)} (guided by coverage: {executed:,} documents executed)")
    return 1 if campaign.kept else 0


def _tell(found: Found, keep: Path | None) -> None:
    where = f" -> {save(found, keep)}" if keep is not None else ""
    print(f"{found.fault.kind} by {found.fault.surface}: {found.fault.detail or ascii(found.fault.line)}{where}")


def _fuzz(arguments: Sequence[str]) -> None:
    """What the other process does: it never comes back, so that every finding is written at once."""
    import atheris  # type: ignore[import-untyped, unused-ignore]

    results, seconds, seed, chosen, folder = arguments
    with atheris.instrument_imports(include=["ce_lint"]):
        import ce_lint.cli.main  # noqa: F401
    surfaces = Surfaces()
    for surface in SURFACES:  # whatever is imported late is instrumented too
        with atheris.instrument_imports(include=["ce_lint"]):
            surfaces.run(
                surface, "a.json", b'{"element": {"key": "sfdc"}, "configuration": {"event.vendor.type": "pollng"}}'
            )
            surfaces.run(surface, "a.yaml", b"element: {key: sfdc}\nconfiguration: {event.vendor.type: pollng}\n")
    campaign = Campaign(surfaces, chosen.split(","))
    seen: set[tuple[str, ...]] = set()

    def one(data: bytes) -> None:
        try:
            document = make(lambda: Choices(data))
        except ValueError:
            return
        found = {each.signature for each in campaign.attack(document, data.hex()[:16])}
        if found - seen or campaign.documents % 100 == 0:
            entry = {"number": campaign.documents, "data": data.hex() if found - seen else ""}
            seen.update(found)
            with Path(results).open("a", encoding="utf-8") as file:
                file.write(f"{json.dumps(entry)}\n")

    corpus = Path(folder, "corpus")
    corpus.mkdir()
    for number in range(64):
        (corpus / str(number)).write_bytes(Random(f"{seed}/{number}").randbytes(600))
    options = [f"-max_total_time={seconds}", f"-seed={int(seed) + 1}", "-max_len=2000", "-timeout=300", "-verbosity=0"]
    atheris.Setup(["attack", str(corpus), *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    _fuzz(sys.argv[1:])
