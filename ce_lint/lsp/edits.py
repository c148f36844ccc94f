"""Edits of open documents and of other files, in the words of the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from lsprotocol import types

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Edit, Span
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.positions import Encoding, Positions

_MOST_LINES = 2000


def text_edits(document: OpenDocument, edits: Sequence[Edit]) -> list[types.TextEdit]:
    """Edits of a text for the client."""
    return [
        types.TextEdit(
            document.range(Span(edit.start, edit.end)),
            "".join(
                piece if isinstance(piece, str) else document.text[piece.start : piece.end] for piece in edit.pieces
            ),
        )
        for edit in edits
    ]


def edit_of(can: types.ClientCapabilities, document: OpenDocument, edits: Sequence[Edit]) -> types.WorkspaceEdit:
    """The edits of a document; the client applies them to this version alone, where it knows how."""
    made = text_edits(document, edits)
    if _can_version(can):
        which = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(which, [*made])])
    return types.WorkspaceEdit(changes={document.uri: made})


def appended(path: str, text: str, more: str, encoding: Encoding) -> types.WorkspaceEdit:
    """More text at the end of another file."""
    end = types.Position(*Positions(Lines(text), encoding).position(len(text)))
    return types.WorkspaceEdit(changes={Path(path).as_uri(): [types.TextEdit(types.Range(end, end), more)]})


def created(can: types.ClientCapabilities, path: str, text: str) -> types.WorkspaceEdit | None:
    """A new file, where the client can make one."""
    if not _can_create(can):
        return None
    uri, start = Path(path).as_uri(), types.Position(0, 0)
    which = types.OptionalVersionedTextDocumentIdentifier(uri, None)
    return types.WorkspaceEdit(
        document_changes=[
            types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True)),
            types.TextDocumentEdit(which, [types.TextEdit(types.Range(start, start), text)]),
        ]
    )


def differences(before: str, after: str) -> list[Edit]:
    """The edits that make one text of another: what is the same in both, line by line, they leave alone."""
    whole = _difference(before, after, 0)
    old, new = (text[whole.start : whole.end] if text is before else str(whole.pieces[0]) for text in (before, after))
    mine, yours = old.splitlines(True), new.splitlines(True)
    if max(len(mine), len(yours)) > _MOST_LINES:
        return [whole]
    found: list[Edit] = []
    at = whole.start
    for kind, start, end, other, last in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        lines = "".join(mine[start:end])
        if kind != "equal":
            found.append(_difference(lines, "".join(yours[other:last]), at))
        at += len(lines)
    return found


def _difference(before: str, after: str, at: int) -> Edit:
    """The one edit between two texts that leaves their equal ends alone, and cuts no CR LF."""
    start = _common(before, after)
    start -= "\r" in (before[start - 1 : start], after[start - 1 : start])
    end = min(_common(before[::-1], after[::-1]), len(before) - start, len(after) - start)
    end -= "\n" in (before[len(before) - end :][:1], after[len(after) - end :][:1])
    return Edit(at + start, at + len(before) - end, (after[start : len(after) - end],))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _can_version(can: types.ClientCapabilities) -> bool:
    edit = can.workspace.workspace_edit if can.workspace is not None else None
    return bool(edit is not None and edit.document_changes)


def _can_create(can: types.ClientCapabilities) -> bool:
    edit = can.workspace.workspace_edit if can.workspace is not None else None
    kinds = (edit.resource_operations if edit is not None else None) or ()
    return _can_version(can) and types.ResourceOperationKind.Create in kinds
