"""``python -m tests.attack --seconds 600 --seed 1``: attack ce-lint, and keep the smallest document for each fault."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.attack.campaign import Campaign, Found
from tests.attack.corpus import FOLDER, save
from tests.attack.grammar import PLACES, document
from tests.attack.surfaces import SURFACES, Surfaces


def main(arguments: Sequence[str]) -> int:
    """Run a campaign; 1 if anything was found."""
    options = _parser().parse_args(arguments)
    if options.guided:
        from tests.attack.guided import run_guided

        return run_guided(options.seconds, options.seed, options.surface, Path(options.keep) if options.keep else None)
    surfaces = Surfaces()
    campaign = Campaign(surfaces, options.surface)
    started = time.monotonic()
    number = options.first
    while not _is_over(options, campaign, started):
        made = document(options.seed, number, options.torn, options.place)
        if made is not None:
            campaign.attack(made, f"{options.seed}/{number}")
        number += 1
        if options.verbose and number % 1000 == 0:
            print(campaign.summary(time.monotonic() - started), file=sys.stderr)
    line = campaign.summary(time.monotonic() - started)
    for found in sorted(campaign.smallest(options.shrink), key=lambda one: len(one.document.text)):
        _tell(found, save(found, Path(options.keep)) if options.keep else None)
    surfaces.close()
    print(line)
    return 1 if campaign.kept else 0


def _is_over(options: argparse.Namespace, campaign: Campaign, started: float) -> bool:
    if options.documents is not None:
        return bool(campaign.documents >= options.documents)
    return bool(time.monotonic() - started > options.seconds)


def _tell(found: Found, path: Path | None) -> None:
    """What was found, with the document: every secret in it is made up."""
    fault = found.fault
    where = f" -> {os.path.relpath(path)}" if path is not None else ""
    print(f"{fault.kind} by {fault.surface}: {fault.detail or ascii(fault.piece)} ({found.seed}){where}")
    print(f"  {' '.join(found.document.labels)}")
    print(f"  shown: {fault.line!a}")
    for text in found.document.text[:2000].splitlines():
        print(f"  | {text if text.isprintable() else ascii(text)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long; --documents wins")
    parser.add_argument("--documents", type=int, help="how many documents")
    parser.add_argument("--seed", type=int, default=0, help="other seeds make other documents")
    parser.add_argument("--first", type=int, default=0, help="the number of the first document of the seed")
    parser.add_argument("--surface", action="append", default=[], choices=[*SURFACES], help="only this one; repeatable")
    parser.add_argument(
        "--place", action="append", default=[], choices=[*PLACES], help="secrets only there; repeatable"
    )
    parser.add_argument("--torn", type=float, default=0.6, help="the share of torn documents")
    parser.add_argument("--shrink", type=float, default=120.0, help="seconds to make what was found smaller")
    parser.add_argument("--keep", default=str(FOLDER), help="the folder for what was found; empty for none")
    parser.add_argument("--guided", action="store_true", help="let coverage guide the choices (needs atheris)")
    parser.add_argument("--verbose", action="store_true", help="say how it goes")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
