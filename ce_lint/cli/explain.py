"""``ce-lint explain RULE`` and ``ce-lint explain FAMILY``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import color_option, complete_rules, rules_option
from ce_lint.report.summary import count
from ce_lint.rulebook.loader import LoadedRule, load_folder
from ce_lint.rulebook.rule import FixSafety, Rule, word_unknown_rule
from ce_lint.rulebook.shipped import load_rules, load_shipped_file
from ce_lint.util.scalars import format_scalar


@click.command()
@click.argument("name", metavar="RULE|FAMILY", shell_complete=complete_rules)
@rules_option
@color_option
def command(name: str, folders: tuple[str, ...], color: str) -> int:
    """Explain RULE: why it exists, what to write instead, a bad and a good example. Of FAMILY, list the rules."""
    style = terminal.style(color)
    rules = load_rules(folders)
    family = [rule for rule in rules if rule.family == name]
    for line in list_family(name, family) if family else explain(_load(name, rules, folders), style.width):
        terminal.write(style.paint("place", line) if line and not line.startswith(" ") else line, style)
    return 0


def list_family(name: str, rules: Sequence[Rule]) -> Iterator[str]:
    """The lines that list the rules of a family: name, severity, title."""
    yield f"{name} ({count(len(rules), 'rule')})"
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        yield f"  {rule.name:<{width}}  {rule.severity:<7}  {rule.title}"
    yield ""
    yield f"  `ce-lint explain {rules[0].name}` explains one of them; `--select {name}` runs them alone."


def _load(name: str, rules: Sequence[Rule], folders: Sequence[str]) -> LoadedRule:
    own = {loaded.rule.name: loaded for folder in folders for loaded in load_folder(folder)}
    if name in own:
        return own[name]
    found = next((rule for rule in rules if rule.name == name), None)
    if found is None:
        known = [*(rule.name for rule in rules), *dict.fromkeys(rule.family for rule in rules)]
        raise click.UsageError(word_unknown_rule(name, known))
    try:
        return load_shipped_file(found)
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from None


_FIXES: dict[FixSafety, str] = {
    "safe": "Safe: `ce-lint check --fix` applies it, unless it would change a secret.",
    "unsafe": "Unsafe, because it may change what you meant: only `ce-lint check --fix --unsafe-fixes` applies it.",
}


def explain(loaded: LoadedRule, width: int) -> Iterator[str]:
    """The lines of an explanation, wrapped at ``width`` columns, but 100 at most."""
    rule, file = loaded.rule, loaded.file
    facts = [rule.family, _word_severity(rule.severity), *([f"{rule.fix} fix"] if rule.fix in _FIXES else [])]
    yield f"{rule.name} ({', '.join(facts)})"
    yield from _wrap(file.title)
    sections = [("Why", file.why), ("Help", file.help)]
    if rule.fix in _FIXES:
        title = f"{rule.fix_title}. " if rule.fix_title else ""
        sections.append(("Fix", title + _FIXES[rule.fix]))
    for head, text in sections:
        yield from ("", head)
        yield from _wrap(text, width)
    if rule.options:
        options = ", ".join(f"{name} = {format_scalar(rule.get_option(name))}" for name in rule.options)
        yield from ("", "Options", f"  [options.{rule.name}] in the configuration: {options}")
    bad = next((example for example in file.bad if example.fixed is not None), file.bad[0])
    for head, example in (("Bad", bad.text), ("Fixed", bad.fixed), ("Good", file.good[0].text)):
        if example is not None:
            yield from ("", head)
            yield from (f"  {line}".rstrip() for line in example.strip("\n").splitlines())


def _word_severity(severity: str) -> str:
    return "off: run it with --select" if severity == "off" else severity


def _wrap(text: str, width: int = 100) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), min(width, 100), initial_indent="  ", subsequent_indent="  ")
