"""Hover, completion, symbols, folds and hints in the words of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from lsprotocol import types

from ce_lint.ide import completion, hover, inlay_hints, outline
from ce_lint.ide.completion_items import Completion
from ce_lint.ide.outline import Symbol
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.edits import text_edits

_MOST_OUTLINED = 1024 * 1024
_KINDS: Mapping[str, types.CompletionItemKind] = {
    "property": types.CompletionItemKind.Property,
    "enum": types.CompletionItemKind.EnumMember,
    "value": types.CompletionItemKind.Value,
    "constant": types.CompletionItemKind.Constant,
    "snippet": types.CompletionItemKind.Snippet,
}


def hovered(document: OpenDocument, place: types.Position) -> types.Hover | None:
    """What is to be said of the character at a place."""
    found = hover.hover(document.page, document.offset(place), datetime.now(UTC))
    if found is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
    return types.Hover(content, document.range(found.span))


def completed(document: OpenDocument, place: types.Position, snippets: bool) -> types.CompletionList:
    """What may be written at a place. The list is whole: the client filters it while the user goes on."""
    found = completion.complete(document.page, document.offset(place))
    return types.CompletionList(False, [_item(document, one, snippets) for one in found])


def _item(document: OpenDocument, one: Completion, snippets: bool) -> types.CompletionItem:
    edit = types.TextEdit(document.range(one.span), one.snippet if snippets else one.text)
    return types.CompletionItem(
        one.label,
        kind=_KINDS[one.kind],
        tags=[types.CompletionItemTag.Deprecated] if one.deprecated else None,
        detail=one.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, one.documentation) if one.documentation else None,
        sort_text=one.sort or None,
        filter_text=one.filter or None,
        insert_text_format=types.InsertTextFormat.Snippet if snippets else types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=edit,
        additional_text_edits=text_edits(document, one.edits) or None,
    )


def outlined(document: OpenDocument) -> list[types.DocumentSymbol]:
    """The outline of a document, as long as somebody could read it."""
    if len(document.text) > _MOST_OUTLINED:
        return []
    return [_symbol(document, one) for one in outline.symbols(document.page)]


def _symbol(document: OpenDocument, one: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        one.name or "…",
        _SYMBOLS.get(one.kind, types.SymbolKind.Property),
        document.range(one.span),
        document.range(one.selection),
        one.detail or None,
        children=[_symbol(document, child) for child in one.children],
    )


_SYMBOLS: Mapping[str, types.SymbolKind] = {str(kind.name).lower(): kind for kind in types.SymbolKind}


def folded(document: OpenDocument) -> list[types.FoldingRange]:
    """What folds away."""
    return [types.FoldingRange(first, last) for first, last in outline.folds(document.page)]


def hinted(document: OpenDocument, range_: types.Range) -> list[types.InlayHint]:
    """The hints within a range."""
    found = inlay_hints.hints(document.page, document.span(range_), datetime.now(UTC))
    return [
        types.InlayHint(
            document.position(one.offset),
            one.text,
            tooltip=types.MarkupContent(types.MarkupKind.Markdown, one.tooltip),
            padding_left=True,
        )
        for one in found
    ]
