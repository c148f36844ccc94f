"""Code actions: mend it, mend everything, explain it, allow it with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol import types

from ce_lint.document.nodes import Span
from ce_lint.lint.check_file import FileResult
from ce_lint.lsp.allowing import allowing
from ce_lint.lsp.diagnostics import diagnostic, rule_path
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.edits import differences, edit_of
from ce_lint.lsp.server import AT_ONCE, Server
from ce_lint.rulebook.explanation import load_explanation
from ce_lint.rulebook.rule import Rule
from ce_lint.util.errors import UserError
from ce_lint.violation import Violation

FIX_ALL = "source.fixAll.ce-lint"
EXPLAIN = "ce-lint.explain"
QUICK_FIX = types.CodeActionKind.QuickFix.value
KINDS = [QUICK_FIX, FIX_ALL]
_MOST_AT_HAND = 50
_LOOK_AT_IT = " (look at it: it may change what is meant)"

Action = types.CodeAction | types.Command


def actions(server: Server, document: OpenDocument, params: types.CodeActionParams) -> list[Action]:
    """What can be done about the findings within a range, quick fixes first."""
    result = server.result(document)
    if not result.violations:
        return []
    span = document.span(params.range)
    at_hand = [one for one in result.violations if _touches(span, one.span)]
    rules = {rule.name: rule for rule in server.workshop.context(document).settings.rules}
    found: list[Action] = []
    only = params.context.only
    if _is_wanted(QUICK_FIX, only):
        for violation in at_hand[:_MOST_AT_HAND]:
            found += _for_one(server, document, violation, result, rules.get(violation.rule))
    if not only:
        found += [_explanation(rules[name]) for name in dict.fromkeys(one.rule for one in at_hand)]
    if _is_wanted(FIX_ALL, only) and (only or len(document.text) <= AT_ONCE):
        found += _for_all(server, document, result)
    return found


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind is asked for: kinds are hierarchical, ``source`` holds ``source.fixAll``, and nothing all."""
    words = [getattr(asked, "value", asked) for asked in only or ("",)]
    return any(not word or f"{kind}.".startswith(f"{word}.") for word in words)


def _for_one(
    server: Server, document: OpenDocument, violation: Violation, result: FileResult, rule: Rule | None
) -> Iterator[types.CodeAction]:
    server.insist(document)
    told = [diagnostic(document, violation, rule)]
    if violation.fix is not None and result.source is not None and result.source.text == document.text:
        title = violation.help.rstrip(".") + ("" if violation.fix.safe else _LOOK_AT_IT)
        edit = edit_of(server.can, document, violation.fix.edits)
        yield types.CodeAction(title, QUICK_FIX, told, is_preferred=violation.fix.safe, edit=edit)
    allowed = allowing(server, document, violation, result)
    if allowed is not None:
        title = f"Allow `{violation.rule}` here, with a reason"
        yield types.CodeAction(title, QUICK_FIX, told, edit=allowed)


def _explanation(rule: Rule) -> types.Command:
    return types.Command(f"Explain `{rule.name}`", EXPLAIN, None, [rule.name, Path(rule_path(rule)).as_uri()])


def _for_all(server: Server, document: OpenDocument, result: FileResult) -> Iterator[types.CodeAction]:
    if any(one.fix is not None and one.fix.safe for one in result.violations):
        text = server.workshop.fixed(document, server.insist)
        if text != document.text:
            edit = edit_of(server.can, document, differences(document.text, text))
            yield types.CodeAction("Fix all that is safe to mend", FIX_ALL, edit=edit)


def explained(server: Server, name: str) -> str:
    """Why a rule exists and how to mend what it finds, for a client that cannot show a file."""
    for document in server.documents.values():
        try:
            rules = server.workshop.context(document).settings.rules
        except UserError:
            continue
        for rule in rules:
            if rule.name == name:
                return " ".join(f"{rule.title}. {load_explanation(rule).why} {rule.help}".split())
    return "ce-lint has no such rule."
