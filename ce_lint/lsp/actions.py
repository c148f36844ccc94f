"""Code actions: mend it, mend everything, explain it, allow it with a reason."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol import types

from ce_lint.allow.paste import comment, entry
from ce_lint.config.find import OWN_NAME
from ce_lint.document.lines import Lines
from ce_lint.document.node import Edit, Span
from ce_lint.fixes.engine import fix
from ce_lint.lsp.diagnostics import diagnostic, rule_path, span_of
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.server import Server
from ce_lint.lsp.workshop import judge
from ce_lint.run import Result
from ce_lint.sources.ignore import repository
from ce_lint.violation import Violation

FIX_ALL = "source.fixAll.ce-lint"
EXPLAIN = "ce-lint.explain"
KINDS = [types.CodeActionKind.QuickFix, FIX_ALL]


Action = types.CodeAction | types.Command


def actions(server: Server, document: OpenDocument, params: types.CodeActionParams) -> list[Action]:
    """What can be done about the findings within a range, quick fixes first."""
    result = server.result(document)
    span = document.span(params.range)
    at_hand = [one for one in result.violations if _touches(span, span_of(document, one.start, one.end))]
    only = params.context.only
    found: list[Action] = []
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        for violation in at_hand:
            found += _for_one(server, document, violation, result)
    if only is None:
        found += _explanations(server, document, at_hand)
    if _is_wanted(FIX_ALL, only) and any(one.mend is not None and one.mend.safe for one in result.violations):
        found += _for_all(server, document)
    return found


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind is asked for: kinds are hierarchical, ``source`` holds ``source.fixAll``."""
    return only is None or any(f"{kind}.".startswith(f"{_word(asked)}.") for asked in only)


def _word(kind: str | types.CodeActionKind) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _for_one(
    server: Server, document: OpenDocument, violation: Violation, result: Result
) -> Iterator[types.CodeAction]:
    rule = next((rule for rule in server.workshop.ground(document).settings.rules if rule.name == violation.rule), None)
    told = [diagnostic(document, violation, rule)]
    if violation.mend is not None:
        title = violation.fix.rstrip(".") + (
            "" if violation.mend.safe else " (look at it: it may change what is meant)"
        )
        yield types.CodeAction(
            title,
            types.CodeActionKind.QuickFix,
            told,
            is_preferred=violation.mend.safe,
            edit=_edit(server, document, violation.mend.edits),
        )
    allowed = _allowing(server, document, violation, result)
    if allowed is not None:
        yield types.CodeAction(
            f"Allow `{violation.rule}` here, with a reason", types.CodeActionKind.QuickFix, told, edit=allowed
        )


def _explanations(server: Server, document: OpenDocument, violations: Sequence[Violation]) -> Iterator[types.Command]:
    broken = {violation.rule for violation in violations}
    for rule in server.workshop.ground(document).settings.rules:
        if rule.name in broken:
            yield types.Command(f"Explain `{rule.name}`", EXPLAIN, None, [rule.name, Path(rule_path(rule)).as_uri()])


def _for_all(server: Server, document: OpenDocument) -> Iterator[types.CodeAction]:
    ground = server.workshop.ground(document)

    def lint(data: bytes) -> Sequence[Violation]:
        text = data.decode("utf-8", "surrogatepass")
        return judge(OpenDocument(document.uri, document.name, text, 0, document.encoding), ground).violations

    fixed = fix(document.name, document.text.encode("utf-8", "surrogatepass"), lint)
    if fixed.mended:
        whole = fixed.data.decode("utf-8", "surrogatepass")
        edit = _edit(server, document, [_difference(document.text, whole)])
        yield types.CodeAction("Mend all that is safe to mend", FIX_ALL, edit=edit)


def _difference(before: str, after: str) -> Edit:
    """The one edit between two texts that leaves their equal ends alone."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    return Edit(start, len(before) - end, (after[start : len(after) - end],))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (mine, yours) in pairs if mine != yours), min(len(one), len(other)))


def _edit(server: Server, document: OpenDocument, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    """The edits for the client, which applies them to this version alone."""
    made = [
        types.TextEdit(
            document.range(Span(edit.start, edit.end)),
            "".join(
                piece if isinstance(piece, str) else document.text[piece.start : piece.end] for piece in edit.pieces
            ),
        )
        for edit in edits
    ]
    if _can_version(server):
        which = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(which, [*made])])
    return types.WorkspaceEdit(changes={document.uri: made})


def _can_version(server: Server) -> bool:
    workspace = server.can.workspace
    edit = workspace.workspace_edit if workspace is not None else None
    return bool(edit is not None and edit.document_changes)


def _can_create(server: Server) -> bool:
    workspace = server.can.workspace
    edit = workspace.workspace_edit if workspace is not None else None
    return _can_version(server) and types.ResourceOperationKind.Create in (
        getattr(edit, "resource_operations", None) or []
    )


def _allowing(
    server: Server, document: OpenDocument, violation: Violation, result: Result
) -> types.WorkspaceEdit | None:
    """A comment in YAML; in JSON, which has none, an entry of the configuration."""
    if result.text is not None and result.text.has_comments:
        start = document.lines.starts[violation.start.line - 1]
        line = document.text[start : document.lines.span(violation.start.line - 1).end]
        indent = line[: len(line) - len(line.lstrip(" "))]
        eol = "\r\n" if "\r\n" in document.text else "\n"
        return _edit(server, document, [Edit(start, start, (f"{indent}{comment(violation)}{eol}",))])
    if not os.path.isabs(document.name):
        return None
    root = repository(document.name) or os.path.dirname(document.name)
    lines = "\n".join(entry(violation, result.config, root)) + "\n"
    if result.config is not None:
        return _appended(server, result.config, lines)
    return _created(server, os.path.join(root, OWN_NAME), lines)


def _appended(server: Server, path: str, lines: str) -> types.WorkspaceEdit | None:
    """The lines at the end of a file, as the editor or the disk has it."""
    uri = Path(path).as_uri()
    text = server.text_of(uri, path)
    if text is None:
        return None
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    last = Lines(text)
    number = len(last.starts) - 1
    end = types.Position(number, len(text) - last.starts[number])
    return types.WorkspaceEdit(changes={uri: [types.TextEdit(types.Range(end, end), gap + lines)]})


def _created(server: Server, path: str, lines: str) -> types.WorkspaceEdit | None:
    if not _can_create(server):
        return None
    uri, start = Path(path).as_uri(), types.Position(0, 0)
    which = types.OptionalVersionedTextDocumentIdentifier(uri, None)
    return types.WorkspaceEdit(
        document_changes=[
            types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)),
            types.TextDocumentEdit(which, [types.TextEdit(types.Range(start, start), lines)]),
        ]
    )
