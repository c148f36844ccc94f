"""Compare ce-lint's dates and zones with a JDK, and write down a part of the answers for machines without one.

    python tests/oracle/record.py            compares all, and writes the tables beside this file
    python tests/oracle/record.py --check N  compares with N random patterns, and writes nothing

Exit 1 where the two disagree.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pathlib
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import questions  # noqa: E402

from ce_lint.dates import zones  # noqa: E402
from ce_lint.dates.format import format_date, to_epoch  # noqa: E402
from ce_lint.dates.patterns import find_error  # noqa: E402

_KEPT_PATTERNS, _KEPT_ZONES, _KEPT_FORMATS = 2500, 600, 700


def ask(question: str, lines: Iterable[tuple[str, ...]] = ()) -> list[str]:
    """The JDK's answers."""
    java = shutil.which("java")
    if java is None:
        sys.exit("no java on the path")
    asked = "".join("\t".join(map(_escaped, line)) + "\n" for line in lines)
    command = [java, "-Xshare:auto", str(HERE / "Oracle.java"), question]
    run = subprocess.run(command, input=asked, capture_output=True, encoding="ascii", check=True)
    return [json.loads(f'"{_quoted(line)}"') for line in run.stdout.splitlines()]


def _quoted(line: str) -> str:
    return line.replace('"', '\\"')


def _escaped(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    codes = [int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2)]
    return "".join(chr(code) if 32 <= code < 127 and code != 92 else f"\\u{code:04x}" for code in codes)


def compare_patterns(count: int) -> tuple[dict[str, bool], int]:
    asked = questions.patterns(count)
    answers = dict(zip(asked, (answer == "ok" for answer in ask("pattern", ((one,) for one in asked))), strict=True))
    return answers, _report("patterns", [one for one in asked if (find_error(one) is None) != answers[one]], len(asked))


def compare_zones(count: int) -> tuple[list[str], dict[str, str], int]:
    ids = ask("ids")
    known = sorted({*ids, *zones.list_zone_ids(), "Factory", "ROC"})
    asked = questions.zones(known, count)
    answers = dict(zip(asked, ask("zone", ((one,) for one in asked)), strict=True))
    newer = zones.list_zone_ids() - set(ids) - {one for one in asked if one.startswith("GMT")}
    wrong = [one for one in asked if one not in newer and zones.resolve_zone(one).id != answers[one]]
    print("ids of tzdata that this JDK does not have yet:", *sorted(newer))
    return ids, answers, _report("zones", wrong, len(asked))


def compare_formats(some: int | None) -> tuple[list[tuple[str, str, int, str]], int]:
    asked = list(questions.formats())
    if some is not None:
        asked = random.Random(questions.SEED).sample(asked, min(some, len(asked)))
    answers = ask("format", ((pattern, zone, str(to_epoch(moment))) for pattern, zone, moment in asked))
    rows = [(*one[:2], to_epoch(one[2]), answer) for one, answer in zip(asked, answers, strict=True)]
    wrong = [(one[0], one[1], one[2].isoformat(), a) for one, a in zip(asked, answers, strict=True) if _ours(*one) != a]
    return rows, _report("formatted dates", wrong, len(asked))


def _ours(pattern: str, zone: str, moment: datetime) -> str:
    return format_date(pattern, moment, zones.resolve_zone(zone))


def _report(what: str, wrong: list[object] | list[str] | list[tuple[str, str, str, str]], of: int) -> int:
    print(f"{what}: {of - len(wrong)} of {of} agree")
    for one in itertools.islice(wrong, 20):
        print("   ", ascii(one))
    return len(wrong)


def _write(name: str, table: dict[str, object]) -> None:
    text = json.dumps({"jdk": ask("version")[0], **table}, ensure_ascii=True, separators=(",", ":"))
    (HERE / name).write_text(text.replace("],[", "],\n[") + "\n", encoding="ascii")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=int, metavar="N", help="ask N of each, and write nothing")
    some = parser.parse_args().check
    patterns, wrong_patterns = compare_patterns(some or 120_000)
    ids, zones, wrong_zones = compare_zones(some or 20_000)
    formats, wrong_formats = compare_formats(some)
    if some is None:
        record(patterns, ids, zones, formats)
    return 1 if wrong_patterns or wrong_zones or wrong_formats else 0


def record(
    patterns: dict[str, bool], ids: list[str], zones: dict[str, str], formats: list[tuple[str, str, int, str]]
) -> None:
    chance = random.Random(questions.SEED)
    first = list(patterns)[:220]
    kept = [*first, *chance.sample(list(patterns)[220:], _KEPT_PATTERNS)]
    verdicts = {
        "accepted": [one for one in kept if patterns[one]],
        "refused": [one for one in kept if not patterns[one]],
    }
    _write("patterns.json", dict(verdicts))
    strange = [one for one in zones if one not in set(ids)]
    _write("zones.json", {"ids": ids, "resolved": {one: zones[one] for one in chance.sample(strange, _KEPT_ZONES)}})
    _write("formats.json", {"rows": chance.sample(formats, _KEPT_FORMATS)})


if __name__ == "__main__":
    sys.exit(main())
