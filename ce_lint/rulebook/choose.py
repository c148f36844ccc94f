"""Which rules a run uses: the names and families of ``--select`` and ``--ignore``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ce_lint.rulebook.rule import Rule
from ce_lint.values.user_error import UserError


class UnknownRuleError(UserError):
    """A name that is neither a rule nor a family; the text names the nearest that is."""


def choose(rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Rule]:
    """The rules of a run. A rule that is off runs only when it is selected by its own name, as a warning.

    Raises UnknownRuleError.
    """
    selected, ignored = set(select), set(ignore)
    known = {rule.name for rule in rules} | {rule.family for rule in rules}
    for name in sorted((selected | ignored) - known):
        raise UnknownRuleError(unknown(name, known))
    chosen = []
    for rule in rules:
        if rule.name in ignored or (rule.family in ignored and rule.name not in selected):
            continue
        if rule.severity == "off":
            if rule.name in selected:
                chosen.append(rule.at("warning"))
        elif not selected or rule.name in selected or rule.family in selected:
            chosen.append(rule)
    return chosen


def unknown(name: str, known: Iterable[str]) -> str:
    """What to say of a name that is no rule."""
    from ce_lint.values.nearest import nearest

    meant = nearest(name, known)
    hint = f"Did you mean {meant!r}?" if meant else "`ce-lint rules` lists them all."
    return f"there is no rule or family {name[:60]!r}. {hint}"
