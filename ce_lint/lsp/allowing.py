"""Accepting a finding with a reason: by a comment, or by an entry of the configuration."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from ce_lint.config.discover import OWN_NAME
from ce_lint.config.load import parse_config
from ce_lint.config.overrides import Said
from ce_lint.document.nodes import Edit, apply
from ce_lint.document.source import SourceText
from ce_lint.files.gitignore import repository
from ce_lint.lint.allow import EXPIRED, UNUSED, Allowance, comment, entry
from ce_lint.lint.check_file import FileResult
from ce_lint.lint.comments import line_above
from ce_lint.lsp.documents import OpenDocument, is_file
from ce_lint.lsp.edits import appended, created, edit_of
from ce_lint.lsp.server import Server
from ce_lint.lsp.workshop import check_document
from ce_lint.util.errors import UserError
from ce_lint.util.paths import relative
from ce_lint.violation import Violation


def allowing(
    server: Server, document: OpenDocument, violation: Violation, result: FileResult
) -> types.WorkspaceEdit | None:
    """What accepts a finding: a comment in YAML, or an entry of the configuration. None where neither would do."""
    if violation.rule in {UNUSED, EXPIRED}:
        return None
    source = result.source
    if source is not None and source.has_comments and source.text == document.text:
        edit = _comment(document, source, violation)
        if _accepts(server, document, edit, violation, result):
            return edit_of(server.can, document, [edit])
    return _entry(server, document, violation, result)


def _comment(document: OpenDocument, source: SourceText, violation: Violation) -> Edit:
    """A comment above the value that the finding is about."""
    span = source.lines.span(line_above(source, source.lines.number(violation.span.start)))
    line = document.text[span.start : span.end]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return Edit(span.start, span.start, (f"{indent}{comment(violation)}{_line_end(document.text)}",))


def _accepts(server: Server, document: OpenDocument, edit: Edit, violation: Violation, result: FileResult) -> bool:
    """Whether with a comment there are findings less, this one among them, and none more."""
    changed = document.with_text(apply(document.text, [edit]), 0)
    after = _counted(check_document(changed, server.workshop.context(document)))
    before = _counted(result)
    return after < before and _key(violation) in before - after


def _counted(result: FileResult) -> Counter[tuple[object, ...]]:
    return Counter(_key(violation) for violation in result.violations)


def _key(violation: Violation) -> tuple[object, ...]:
    return violation.rule, violation.route


def _entry(
    server: Server, document: OpenDocument, violation: Violation, result: FileResult
) -> types.WorkspaceEdit | None:
    if not is_file(document.uri):
        return None
    root = repository(document.name) or os.path.dirname(document.name)
    path = result.config or os.path.join(root, OWN_NAME)
    text = server.text_of(Path(path).as_uri(), path) if result.config is not None else ""
    if text is None:
        return None
    for more in _entries(violation, result.config, root, text):
        if _is_good(path, text + more, violation):
            return appended(path, text, more, server.encoding) if result.config else created(server.can, path, more)
    return None


def _entries(violation: Violation, config: str | None, root: str, text: str) -> Iterator[str]:
    """An entry at the end of a configuration, in each form that there is."""
    end = _line_end(text)
    gap = "" if not text or text.endswith(("\n\n", "\r\n\r\n")) else end if text.endswith("\n") else end * 2
    _, *rest = entry(violation, config, root)
    for table in ("allow", "tool.ce-lint.allow"):
        yield gap + "".join(f"{line}{end}" for line in [f"[[{table}]]", *rest])


def _is_good(path: str, text: str, violation: Violation) -> bool:
    """Whether the last entry of a configuration accepts a finding, and the configuration can be used."""
    try:
        file = parse_config(path, text)
    except UserError:
        return False
    entries = file.data.get("allow") or [{}]
    last = len(entries) - 1
    if not entries[last]:
        return False
    allowance = Allowance(Said(file, ("allow", last), entries[last]))
    return allowance.is_for(relative(violation.path, file.folder)) and allowance.accepts(violation)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
