"""From what the linter and the editor features find to the types of the protocol."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Edit, Span
from ce_lint.lsp import protocol
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.positions import Positions
from ce_lint.lsp.protocol import ClientCapabilities, Json, PositionEncoding, TextEdit, WorkspaceEdit
from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import find_data_folder
from ce_lint.util.difference import count_common
from ce_lint.violation import Severity, Violation

if TYPE_CHECKING:
    from ce_lint.ide.completion_items import Completion
    from ce_lint.ide.hover import Hover
    from ce_lint.ide.inlay_hints import InlayHint
    from ce_lint.ide.outline import Symbol

_SEVERITIES: Mapping[Severity, int] = {"error": 1, "warning": 2, "info": 3}
"""DiagnosticSeverity"""
_COMPLETION_KINDS: Mapping[str, int] = {"property": 10, "enum": 20, "value": 12, "constant": 21, "snippet": 15}
"""CompletionItemKind; an enum is shown as one of its members."""
_SYMBOL_KINDS: Mapping[str, int] = {
    "module": 2, "string": 15, "number": 16, "boolean": 17, "array": 18, "object": 19, "null": 21, "event": 24,
}  # fmt: skip
"""SymbolKind"""
_TAGS: Mapping[str, int] = {"unnecessary": protocol.UNNECESSARY, "deprecated": protocol.DEPRECATED}
_MOST_LINES_TO_COMPARE = 2000


# -- diagnostics


def to_diagnostic(document: OpenDocument, violation: Violation, rule: Rule | None) -> protocol.Diagnostic:
    """A violation of this version of a text: what is wrong, and below it what to write instead."""
    found: protocol.Diagnostic = {
        "range": document.range_of(_fit(document, violation.span)),
        "severity": _SEVERITIES[violation.severity],
        "code": violation.rule,
        "source": "ce-lint",
        "message": f"{violation.message}.\n{violation.help}",
    }
    if rule is not None:
        found["codeDescription"] = {"href": rule_uri(rule)}
        if rule.tags:
            found["tags"] = [_TAGS[tag] for tag in rule.tags]
    if violation.related:
        found["relatedInformation"] = [
            {
                "location": {"uri": document.uri, "range": document.range_of(_fit(document, one.span))},
                "message": one.message,
            }
            for one in violation.related
        ]
    return found


def _fit(document: OpenDocument, span: Span) -> Span:
    """A span of the text that was linted, cut at the end of the document: its bytes may be decoded in another way."""
    end = len(document.text)
    return Span(min(span.start, end), min(span.end, end))


def rule_uri(rule: Rule) -> str:
    """The URI of the file that defines a rule, and explains it."""
    path = rule.path or os.path.join(find_data_folder("rules"), rule.family, f"{rule.name}.toml")
    return Path(os.path.abspath(path)).as_uri()


# -- edits


def to_text_edits(document: OpenDocument, edits: Sequence[Edit]) -> list[TextEdit]:
    return [
        {"range": document.range_of(Span(edit.start, edit.end)), "newText": _new_text(document, edit)} for edit in edits
    ]


def _new_text(document: OpenDocument, edit: Edit) -> str:
    pieces = (piece if isinstance(piece, str) else document.text[piece.start : piece.end] for piece in edit.pieces)
    return "".join(pieces)


def edit_document(client: ClientCapabilities, document: OpenDocument, edits: Sequence[Edit]) -> WorkspaceEdit:
    """Edits of an open document, bound to this version of it if the client can check that."""
    made = to_text_edits(document, edits)
    if client.has_versioned_edits:
        target = {"uri": document.uri, "version": document.version}
        return {"documentChanges": [{"textDocument": target, "edits": made}]}
    return {"changes": {document.uri: made}}


def append_to_file(path: str, text: str, addition: str, encoding: PositionEncoding) -> WorkspaceEdit:
    """An addition at the end of a file that holds ``text``."""
    line, character = Positions(Lines(text), encoding).position(len(text))
    return {"changes": {Path(path).as_uri(): [_insert(line, character, addition)]}}


def create_file(client: ClientCapabilities, path: str, text: str) -> WorkspaceEdit | None:
    """A new file, or None if the client cannot make one. A file that exists by then gets the text at its start."""
    if not client.can_create_files:
        return None
    uri = Path(path).as_uri()
    return {
        "documentChanges": [
            {"kind": "create", "uri": uri, "options": {"ignoreIfExists": True}},
            {"textDocument": {"uri": uri, "version": None}, "edits": [_insert(0, 0, text)]},
        ]
    }


def _insert(line: int, character: int, text: str) -> TextEdit:
    position: protocol.Position = {"line": line, "character": character}
    return {"range": {"start": position, "end": position}, "newText": text}


def find_differences(before: str, after: str) -> list[Edit]:
    """The edits that turn one text into the other, without the lines that are equal in both."""
    from difflib import SequenceMatcher

    whole = _find_difference(before, after, 0)
    old = before[whole.start : whole.end].splitlines(True)
    new = str(whole.pieces[0]).splitlines(True)
    if max(len(old), len(new)) > _MOST_LINES_TO_COMPARE:
        return [whole]
    found: list[Edit] = []
    offset = whole.start
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        lines = "".join(old[start:end])
        if kind != "equal":
            found.append(_find_difference(lines, "".join(new[new_start:new_end]), offset))
        offset += len(lines)
    return found


def _find_difference(before: str, after: str, offset: int) -> Edit:
    """One edit between two texts, without their common start and end. It never separates CR from LF."""
    start = count_common(before, after)
    start -= "\r" in (before[start - 1 : start], after[start - 1 : start])
    end = min(count_common(before[::-1], after[::-1]), len(before) - start, len(after) - start)
    end -= "\n" in (before[len(before) - end :][:1], after[len(after) - end :][:1])
    return Edit(offset + start, offset + len(before) - end, (after[start : len(after) - end],))


# -- editor features


def to_hover(document: OpenDocument, hover: Hover) -> Json:
    return {"contents": _to_markdown(hover.markdown), "range": document.range_of(hover.span)}


def to_completion_item(document: OpenDocument, completion: Completion, has_snippets: bool) -> protocol.CompletionItem:
    new_text = completion.snippet if has_snippets else completion.text
    item: protocol.CompletionItem = {
        "label": completion.label,
        "kind": _COMPLETION_KINDS[completion.kind],
        "insertTextFormat": protocol.SNIPPET if has_snippets else protocol.PLAIN_TEXT,
        "insertTextMode": protocol.AS_IS,
        "textEdit": {"range": document.range_of(completion.span), "newText": new_text},
    }
    if completion.is_deprecated:
        item["tags"] = [protocol.DEPRECATED_COMPLETION]
    if completion.detail:
        item["detail"] = completion.detail
    if completion.documentation:
        item["documentation"] = _to_markdown(completion.documentation)
    if completion.sort:
        item["sortText"] = completion.sort
    if completion.filter:
        item["filterText"] = completion.filter
    if completion.edits:
        item["additionalTextEdits"] = to_text_edits(document, completion.edits)
    return item


def to_symbol(document: OpenDocument, symbol: Symbol) -> protocol.DocumentSymbol:
    found: protocol.DocumentSymbol = {
        "name": symbol.name or "…",  # the protocol wants a name
        "kind": _SYMBOL_KINDS[symbol.kind],
        "range": document.range_of(symbol.span),
        "selectionRange": document.range_of(symbol.selection),
        "children": [to_symbol(document, child) for child in symbol.children],
    }
    if symbol.detail:
        found["detail"] = symbol.detail
    return found


def to_inlay_hint(document: OpenDocument, hint: InlayHint) -> Json:
    position, tooltip = document.position_of(hint.offset), _to_markdown(hint.tooltip)
    return {"position": position, "label": hint.text, "tooltip": tooltip, "paddingLeft": True}


def _to_markdown(text: str) -> Json:
    return {"kind": "markdown", "value": text}
