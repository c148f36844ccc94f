"""A campaign: documents through surfaces, what is wrong with the outputs, and the smallest document that shows it."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import NamedTuple

from tests.attack import oracle
from tests.attack.grammar import Document
from tests.attack.oracle import Fault
from tests.attack.shrink import shrunk
from tests.attack.surfaces import SURFACES, Crash, Hang, Output, Surfaces

SHARES = {
    "check": 0.2, "text": 1.0, "quiet": 0.15, "reports": 0.5, "formats": 0.05, "diff": 0.6, "unsafe_diff": 0.7,
    "fix": 0.3, "unsafe_fix": 0.2, "poll": 0.7, "baseline": 0.2, "editor": 0.4,
}  # fmt: skip
"""Which share of the documents goes through a surface."""
_MIRRORED = 0.1
"""Which share of the outputs is held against those of the mirror though no piece of a secret was found."""


class Found(NamedTuple):
    """A fault, the surface as it is run, and the document that shows it."""

    fault: Fault
    surface: str
    document: Document
    seed: str = ""

    @property
    def signature(self) -> tuple[str, ...]:
        """What makes two faults likely to be one: the kind, where it shows, and for some how the secret was written."""
        fault, labels = self.fault, self.document.labels
        if fault.kind != "leak":
            return fault.kind, fault.surface, re.sub(r"\d+", "#", fault.detail)[:80]
        if fault.channel != "excerpt":
            return fault.kind, fault.channel, fault.rule
        place = next((label for label in labels if label.startswith(("under", "in_", "as_", "of_"))), "")
        ways = sorted({"yaml", "tag", "indicator", "continuation", "fold", "alias"} & {*labels})
        return fault.kind, fault.channel, place, "whole" if self.document.is_sound else "torn", *ways

    @property
    def cost(self) -> tuple[int, int]:
        """How long it takes to look at it again: the surface, and the length of the document."""
        return [*SURFACES].index(self.surface) if self.surface in _QUICK else len(SURFACES), len(self.document.text)


_QUICK = ("text", "check", "quiet", "diff", "unsafe_diff", "poll")


def examine(surfaces: Surfaces, surface: str, document: Document, with_mirror: bool = False) -> list[Fault]:
    """What is wrong with a surface's outputs for a document. ``with_mirror`` looks for hashes too."""
    try:
        outputs = surfaces.run(surface, document.name, document.data)
    except Hang:
        return [Fault("hang", surface, "it takes longer than it may")]
    except Crash as error:
        return [Fault("crash", surface, str(error))]
    found = [fault for output in outputs for fault in oracle.faults(document, output)]
    suspects = [(output, pieces) for output in outputs if (pieces := oracle.leaks(output, document))]
    if suspects or with_mirror:
        found += _leaks(surfaces, surface, document, outputs, suspects)
    return found


def _leaks(
    surfaces: Surfaces,
    surface: str,
    document: Document,
    outputs: list[Output],
    suspects: Sequence[tuple[Output, set[str]]],
) -> Iterator[Fault]:
    """The pieces that were not there by chance: the mirror's outputs show none of them."""
    try:
        mirrored = surfaces.run(surface, document.name, document.mirror_data)
    except (Hang, Crash):
        mirrored = []
    for output, pieces in suspects:
        others = [other for other in mirrored if other.surface == output.surface]
        left = pieces - oracle.by_chance(pieces, others)
        if left:
            yield from oracle.leaks_of(output, left, surfaces.rules)
    if not suspects:
        yield from oracle.hash_faults(outputs, mirrored)


class Campaign:
    """Counts what was run, and keeps the smallest document for each signature of a fault."""

    def __init__(self, surfaces: Surfaces, chosen: Iterable[str] = (), most: int = 2) -> None:
        self.surfaces = surfaces
        self.chosen = tuple(chosen) or tuple(SURFACES)
        self.most = most
        self.documents = 0
        self.runs: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.leaking = 0
        self.kept: dict[tuple[str, ...], list[Found]] = {}

    def attack(self, document: Document, seed: str) -> list[Found]:
        """Run the surfaces on one document."""
        random = Random(seed)
        self.documents += 1
        found: list[Found] = []
        for surface in self.chosen:
            if len(self.chosen) > 1 and random.random() >= SHARES[surface]:
                continue
            self.runs[surface] += 1
            for fault in examine(self.surfaces, surface, document, random.random() < _MIRRORED):
                found.append(Found(fault, surface, document, seed))
        for one in found:
            self.faults[one.fault.kind] += 1
            kept = self.kept.setdefault(one.signature, [])
            kept.append(one)
            kept.sort(key=lambda one: one.cost)
            del kept[self.most :]
        self.leaking += any(one.fault.kind == "leak" for one in found)
        return found

    def smallest(self, seconds: float) -> Iterator[Found]:
        """What was found, made small, the rarest kinds first; what is left when time is up comes as it is."""
        end = time.monotonic() + seconds
        for signature in sorted(self.kept):
            for one in self.kept[signature][:1]:
                left = max(0.0, end - time.monotonic())
                yield smaller(self.surfaces, one, min(left, 15.0)) if left else one

    def summary(self, seconds: float) -> str:
        """One line."""
        runs = sum(self.runs.values())
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self.faults.items())) or "nothing"
        return (
            f"attack: {self.documents:,} documents, {runs:,} runs of {len(self.runs)} surfaces in {seconds:.0f} s: "
            f"{kinds}; {self.leaking:,} documents leaked; {len(self.kept)} signatures"
        )


_PREFIXES = {
    "sk_" + "live_": "qz7_kv4_", "xo" + "xb-": "Qk7x-", "AI" + "za": "Qk7x", "S" + "G.": "Qk7",
    "AK" + "IA": "QK7X", "glp" + "at-": "qz7kv-", "gh" + "p_": "qz7_",
}  # fmt: skip
"""The beginnings of tokens that hosts of repositories refuse to take, and others of their length."""


def unprefixed(document: Document) -> Document:
    """The document with secrets of nobody's form in place of those of a provider's."""

    def plain(text: str) -> str:
        for prefix, other in _PREFIXES.items():
            text = text.replace(prefix, other)
        return text

    secrets, mirrors = (tuple(map(plain, each)) for each in (document.secrets, document.mirrors))
    return document._replace(text=plain(document.text), mirror=plain(document.mirror), secrets=secrets, mirrors=mirrors)


def has_prefix(document: Document) -> bool:
    """Whether a host of repositories may take a made-up secret for a real one."""
    whole = "\n".join([document.text, document.mirror, *document.secrets, *document.mirrors])
    return "PRIVATE KEY" in whole or any(prefix in whole for prefix in _PREFIXES if prefix != "S" + "G.")


def smaller(surfaces: Surfaces, found: Found, seconds: float) -> Found:
    """The same fault in a smaller document."""
    last = found.fault

    def shows(document: Document) -> bool:
        nonlocal last
        with_mirror = found.fault.kind == "hash"
        for fault in examine(surfaces, found.surface, document, with_mirror):
            if fault[:2] == found.fault[:2] and fault.channel == found.fault.channel and fault.rule == found.fault.rule:
                last = fault
                return True
        return False

    document = shrunk(found.document, shows, seconds)
    plain = unprefixed(document)
    document = plain if plain != document and shows(plain) else document
    shows(document)
    return found._replace(document=document, fault=last)
