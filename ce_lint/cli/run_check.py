"""What ``ce-lint check`` does, once its arguments are read."""

from __future__ import annotations

import sys

from ce_lint.cli.exits import CLEAN, MISUSE, VIOLATIONS
from ce_lint.rulebook.rule import Rulebook
from ce_lint.run import Result, run, run_bytes, summarize
from ce_lint.sources.walk import files
from ce_lint.violation import SEVERITIES


class Options:
    """The options of ``check``; the values here are their defaults."""

    def __init__(
        self,
        paths: list[str],
        rulebook: Rulebook | None = None,
        stdin_filename: str = "stdin.json",
        fail_on: str = "error",
        format_: str = "text",
        color: str = "auto",
        quiet: bool = False,
        verbose: bool = False,
    ) -> None:
        self.paths = paths or ["."]
        self.rulebook = rulebook
        self.stdin_filename = stdin_filename
        self.fail_on = fail_on
        self.format = format_
        self.color = color
        self.quiet = quiet
        self.verbose = verbose


def run_check(options: Options) -> int:
    """Lint, report, and return the exit status."""
    results = _lint(options)
    _tell(results, options.verbose)
    _report(results, options)
    return _status(results, options.fail_on)


def _lint(options: Options) -> list[Result]:
    rulebook = options.rulebook or _shipped()
    results = list(run(files([path for path in options.paths if path != "-"]), rulebook))
    if "-" in options.paths:
        results.append(run_bytes(options.stdin_filename, sys.stdin.buffer.read(), rulebook))
    return results


def _shipped() -> Rulebook:
    from ce_lint.rulebook.choose import choose
    from ce_lint.rulebook.shipped import shipped_rules

    return Rulebook(choose(shipped_rules()))


def _tell(results: list[Result], verbose: bool) -> None:
    """What is no finding goes to standard error."""
    for result in results:
        if result.trouble:
            print(f"ce-lint: {result.path}: {result.trouble}", file=sys.stderr)
        elif verbose and result.passed:
            print(f"ce-lint: {result.path}: passed over: {result.passed}", file=sys.stderr)


def _report(results: list[Result], options: Options) -> None:
    if options.format == "json":
        from ce_lint.reports.json_report import render_json

        sys.stdout.write(render_json(results))
    elif any(result.violations for result in results):
        _report_text(results, options)
    elif not options.quiet:
        from ce_lint.reports.summary import summary_line

        print(summary_line(results))


def _report_text(results: list[Result], options: Options) -> None:
    from ce_lint.cli import terminal
    from ce_lint.reports.text_report import render_text

    style = terminal.style(options.color, options.quiet)
    for line in render_text(results, style):
        terminal.write(line, style)


def _status(results: list[Result], fail_on: str) -> int:
    if any(result.trouble for result in results):
        return MISUSE
    summary = summarize(results)
    counts = dict(zip(SEVERITIES, (summary.errors, summary.warnings, summary.infos), strict=True))
    if fail_on == "never":
        return CLEAN
    failing = SEVERITIES[: SEVERITIES.index(next(name for name in SEVERITIES if name == fail_on)) + 1]
    return VIOLATIONS if any(counts[name] for name in failing) else CLEAN
