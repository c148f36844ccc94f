"""Results that are made by hand, so that the tests of reports do not move with the rules; and a whole report."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence

from ce_lint.document.document import Document
from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Edit, Span
from ce_lint.document.read import ParsedFile
from ce_lint.document.source import SourceText, parse_json
from ce_lint.lint.result import FileResult, summarize
from ce_lint.report.base import Report
from ce_lint.report.formats import FORMATS, create_report
from ce_lint.rulebook.loader import load_file
from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import load_shipped_rules
from ce_lint.violation import Fix, Related, Violation

ROOT = pathlib.Path(__file__).parents[2]
NAMES = [name for name in FORMATS if name != "text"]
OWN_RULE = load_file(str(ROOT / "examples" / "own-rules" / "ownership" / "missing-tags.toml")).rule
RULES: list[Rule] = [*(rule for rule in load_shipped_rules() if rule.name == "missing-name"), OWN_RULE]

TEXT = """{
  "näme 😀": "Zq7Xw9Kv2Lp8", "event.notification.enabled": "true",
  "a|b": 1, "password": "hunter22"
  "tags": 5
}
"""


SOUND = '{"configuration": {\n  "a": true\n}}\n'


def text(content: str = TEXT) -> SourceText:
    return SourceText(content, lambda whole: [parse_json(whole)])


def violation(
    message: str = "The key is wrong",
    path: str = "a.json",
    rule: str = "missing-name",
    line: int = 1,
    columns: tuple[int, int] = (1, 2),
    **fields: object,
) -> Violation:
    """A violation in ``TEXT``; lines and columns count from 1."""
    made = Violation(path, rule, "structure", "error", message, "Fix it.", span(line, columns), ("configuration", "a"))
    return made._replace(**fields)


def span(line: int, columns: tuple[int, int], content: str = TEXT) -> Span:
    """Where the columns of a line are in a text."""
    start = Lines(content).starts[line - 1]
    return Span(start + columns[0] - 1, start + columns[1] - 1)


def parsed(content: str = TEXT, documents: int = 1) -> ParsedFile:
    """A file with this text, and so many documents."""
    source = text(content)
    return ParsedFile([Document(source, {}, "body")] * documents, source)


def samples() -> list[FileResult]:
    """Two files with every kind of finding, one that cannot be read, one without a mistake, one that is not ours."""
    path = os.path.join("confi gs", "ä#1 100%.json")
    comma = TEXT.index("\n", TEXT.index("hunter22"))
    key = TEXT.index('"tags"')
    hidden = Fix((Edit(comma - 10, comma, ('"<PASSWORD>"',)),), False)
    related = (Related("The first of the two", span(2, (3, 11))),)
    found = [
        violation("`näme 😀` is `a|b` <b>, 100%", path, line=2, columns=(29, 57), severity="warning", related=related),
        violation("`näme 😀` is `a|b` <b>, 100%", path, line=2, columns=(59, 65), severity="info", help=""),
        violation("Two\nlines: one, two", path, "own-rule-of-nobody", 3, (3, 8), route=("a|b", 0)),
        violation("A secret", path, "literal-secret", 3, (25, 35), family="secrets", redact=True, fix=hidden),
        violation("A comma is missing", path, columns=(35, 36), line=3, fix=Fix((Edit(comma, comma, (",",)),), True)),
        violation("Two", path, line=4, fix=Fix((Edit(key, key + 6, ('"x"',)), Edit(key + 8, key + 9, ())), False)),
        violation("Moved", path, line=4, columns=(3, 9), fix=Fix((Edit(key, key, (Span(2, 9), ",")),), True)),
    ]
    in_sound = violation(path="sound.json", span=span(2, (3, 6), SOUND))
    return [
        FileResult(path, parsed(), tuple(found)),
        FileResult("sound.json", parsed(SOUND), (in_sound,)),
        FileResult("gone.json", read_error="there is no such file or folder"),
        FileResult("clean.yaml", parsed("", 2)),
        FileResult("package.json", skip_reason="it holds no instance document"),
    ]


def report(name: str, rules: Sequence[Rule] = RULES, root: str = ".") -> Report:
    return create_report(name, rules, os.path.abspath(root))


def whole(made: Report, results: Sequence[FileResult]) -> str:
    """A report as a run writes it."""
    entries = [entry for result in results for entry in made.entries(result)]
    kept = entries if made.most is None else entries[: made.most]
    return made.opening() + made.separator.join(kept) + made.closing(summarize([*results]), len(entries))
