"""Code actions: fix a finding, apply all safe fixes, explain a rule, allow a finding with a reason."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ce_lint.config.discover import OWN_NAME
from ce_lint.config.load import ConfigTable, parse_config
from ce_lint.document.lines import detect_newline
from ce_lint.document.nodes import Edit, Span, apply
from ce_lint.document.source import SourceText
from ce_lint.files.gitignore import find_repository
from ce_lint.lint.allow import EXPIRED, UNUSED, Allowance, comment, entry
from ce_lint.lint.comments import line_above
from ce_lint.lint.result import FileResult
from ce_lint.lsp.convert import (
    append_to_file,
    create_file,
    edit_document,
    find_differences,
    rule_uri,
    to_diagnostic,
)
from ce_lint.lsp.documents import OpenDocument, is_file_uri
from ce_lint.lsp.protocol import EXPLAIN, FIX_ALL, QUICK_FIX, CodeAction, Command, Range, WorkspaceEdit
from ce_lint.lsp.session import Session
from ce_lint.rulebook.rule import Rule
from ce_lint.util.errors import UserError
from ce_lint.util.paths import relativize_posix
from ce_lint.violation import Violation

_MOST_VIOLATIONS = 50
_TO_REVIEW = " (unsafe: review it)"


def find_code_actions(
    session: Session, document: OpenDocument, range_: Range, kinds: Sequence[str]
) -> list[CodeAction | Command]:
    """What can be done about the findings within a range, quick fixes first.

    ``kinds`` are those that the client asks for; none means all. Raises RpcError when the document changes meanwhile.
    """
    result = session.lint(document)
    if not result.violations:
        return []
    span = document.span_of(range_)
    nearby = [one for one in result.violations if _touches(span, one.span)]
    rules = session.rules_for(document)
    found: list[CodeAction | Command] = []
    if _is_wanted(QUICK_FIX, kinds):
        for violation in nearby[:_MOST_VIOLATIONS]:
            session.raise_if_stale(document)
            found += _find_quick_fixes(session, document, violation, result, rules.get(violation.rule))
    if not kinds:
        found += [_explain(rules[name]) for name in dict.fromkeys(one.rule for one in nearby)]
    if _is_wanted(FIX_ALL, kinds) and (kinds or not document.is_long):
        found += _fix_all(session, document, result)
    return found


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_wanted(kind: str, asked: Sequence[str]) -> bool:
    """Whether a kind is asked for. Kinds are hierarchical: ``source`` includes ``source.fixAll``."""
    return not asked or any(not prefix or f"{kind}.".startswith(f"{prefix}.") for prefix in asked)


def _find_quick_fixes(
    session: Session, document: OpenDocument, violation: Violation, result: FileResult, rule: Rule | None
) -> Iterator[CodeAction]:
    solved = [to_diagnostic(document, violation, rule)]
    if violation.fix is not None and result.source is not None and result.source.text == document.text:
        yield {
            "title": violation.help.rstrip(".") + ("" if violation.fix.safe else _TO_REVIEW),
            "kind": QUICK_FIX,
            "diagnostics": solved,
            "isPreferred": violation.fix.safe,
            "edit": edit_document(session.capabilities, document, violation.fix.edits),
        }
    edit = _allow(session, document, violation, result)
    if edit is not None:
        title = f"Allow `{violation.rule}` here, with a reason"
        yield {"title": title, "kind": QUICK_FIX, "diagnostics": solved, "edit": edit}


def _explain(rule: Rule) -> Command:
    return {"title": f"Explain `{rule.name}`", "command": EXPLAIN, "arguments": [rule.name, rule_uri(rule)]}


def _fix_all(session: Session, document: OpenDocument, result: FileResult) -> Iterator[CodeAction]:
    if any(one.fix is not None and one.fix.safe for one in result.violations):
        text = session.fix(document)
        if text != document.text:
            edit = edit_document(session.capabilities, document, find_differences(document.text, text))
            yield {"title": "Apply all safe fixes", "kind": FIX_ALL, "edit": edit}


# -- allow with a reason


def _allow(session: Session, document: OpenDocument, violation: Violation, result: FileResult) -> WorkspaceEdit | None:
    """The edit that allows a finding: a comment in YAML, or else an entry of the configuration. None if neither does.

    A comment is offered only if linting the changed text shows that it removes this finding and adds none.
    """
    if violation.rule in {UNUSED, EXPIRED}:
        return None
    source = result.source
    if source is not None and source.has_comments and source.text == document.text:
        edit = _insert_comment(document, source, violation)
        if _is_accepted(session, document, edit, violation, result):
            return edit_document(session.capabilities, document, [edit])
    return _add_entry(session, document, violation, result)


def _insert_comment(document: OpenDocument, source: SourceText, violation: Violation) -> Edit:
    """A comment on the line above the value that the finding is about."""
    span = source.lines.span(line_above(source, source.lines.number(violation.span.start)))
    line = document.text[span.start : span.end]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return Edit(span.start, span.start, (f"{indent}{comment(violation)}{detect_newline(document.text)}",))


def _is_accepted(
    session: Session, document: OpenDocument, edit: Edit, violation: Violation, result: FileResult
) -> bool:
    after = _count_violations(session.lint_text(document, apply(document.text, [edit])))
    before = _count_violations(result)
    return after < before and _key_of(violation) in before - after


def _count_violations(result: FileResult) -> Counter[tuple[object, ...]]:
    return Counter(_key_of(violation) for violation in result.violations)


def _key_of(violation: Violation) -> tuple[object, ...]:
    """What stays the same of a finding when lines are inserted above it."""
    return violation.rule, violation.route


def _add_entry(
    session: Session, document: OpenDocument, violation: Violation, result: FileResult
) -> WorkspaceEdit | None:
    if not is_file_uri(document.uri):
        return None
    root = find_repository(document.name) or os.path.dirname(document.name)
    path = result.config or os.path.join(root, OWN_NAME)
    text = session.read_text(Path(path).as_uri(), path) if result.config is not None else ""
    if text is None:
        return None
    for addition in _write_entries(violation, result.config, root, text):
        if _is_valid_entry(path, text + addition, violation):
            if result.config is None:
                return create_file(session.capabilities, path, addition)
            return append_to_file(path, text, addition, session.capabilities.encoding)
    return None


def _write_entries(violation: Violation, config: str | None, root: str, text: str) -> Iterator[str]:
    """The lines to append to a configuration, in each form that there is."""
    newline = detect_newline(text)
    gap = "" if not text or text.endswith(("\n\n", "\r\n\r\n")) else newline if text.endswith("\n") else newline * 2
    _, *rest = entry(violation, config, root)
    for table in ("allow", "tool.ce-lint.allow"):
        yield gap + "".join(f"{line}{newline}" for line in [f"[[{table}]]", *rest])


def _is_valid_entry(path: str, text: str, violation: Violation) -> bool:
    """Whether a configuration can be used and its last entry allows a finding."""
    try:
        file = parse_config(path, text)
    except UserError:
        return False
    entries = file.data.get("allow") or [{}]
    last = len(entries) - 1
    if not entries[last]:
        return False
    allowance = Allowance(ConfigTable(file, ("allow", last), entries[last]))
    return allowance.is_for(relativize_posix(violation.path, file.folder)) and allowance.accepts(violation)
