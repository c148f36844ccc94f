"""The messages of LSP 3.17 that this server uses, by the names of the specification.

What goes out is built of the types below. What comes in is read by the functions, which raise RpcError (invalid
params) for anything that does not have the shape the protocol demands.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, NotRequired, TypedDict

from ce_lint.lsp.rpc import INVALID_PARAMS, RpcError

Json = dict[str, Any]
"""An object of the protocol that has no type of its own here: it is built in one place only."""
PositionEncoding = Literal["utf-8", "utf-16", "utf-32"]

MESSAGE_ERROR, MESSAGE_INFO = 1, 3
"""MessageType"""
PLAIN_TEXT, SNIPPET = 1, 2
"""InsertTextFormat"""
AS_IS = 1
"""InsertTextMode"""
UNNECESSARY, DEPRECATED = 1, 2
"""DiagnosticTag"""
DEPRECATED_COMPLETION = 1
"""CompletionItemTag"""
QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll.ce-lint"
"""CodeActionKind"""
EXPLAIN = "ce-lint.explain"
"""The command of this server that shows what a rule is about."""


class Position(TypedDict):
    """Line and character, both from 0; characters are counted in the units of the position encoding."""

    line: int
    character: int


class Range(TypedDict):
    start: Position
    end: Position


class TextEdit(TypedDict):
    range: Range
    newText: str


class Diagnostic(TypedDict):
    range: Range
    message: str
    severity: int
    code: str
    codeDescription: NotRequired[Json]
    source: str
    tags: NotRequired[list[int]]
    relatedInformation: NotRequired[list[Json]]


class CompletionItem(TypedDict):
    label: str
    kind: int
    insertTextFormat: int
    insertTextMode: int
    textEdit: TextEdit
    tags: NotRequired[list[int]]
    detail: NotRequired[str]
    documentation: NotRequired[Json]
    sortText: NotRequired[str]
    filterText: NotRequired[str]
    additionalTextEdits: NotRequired[list[TextEdit]]


class DocumentSymbol(TypedDict):
    name: str
    kind: int
    range: Range
    selectionRange: Range
    children: list[DocumentSymbol]
    detail: NotRequired[str]


class WorkspaceEdit(TypedDict):
    changes: NotRequired[dict[str, list[TextEdit]]]
    documentChanges: NotRequired[list[Json]]


class CodeAction(TypedDict):
    title: str
    kind: str
    diagnostics: NotRequired[list[Diagnostic]]
    isPreferred: NotRequired[bool]
    edit: WorkspaceEdit


class Command(TypedDict):
    title: str
    command: str
    arguments: list[str]


class ContentChange(NamedTuple):
    """A change of an open document: of a range, or of the whole text where that is None."""

    range: Range | None
    text: str


class ClientCapabilities(NamedTuple):
    """What the client can do, and how it counts characters."""

    encoding: PositionEncoding = "utf-16"
    has_pull_diagnostics: bool = False
    has_diagnostic_refresh: bool = False
    has_snippets: bool = False
    has_versioned_edits: bool = False
    can_create_files: bool = False
    can_show_documents: bool = False
    can_watch_files: bool = False


def read_capabilities(params: Any) -> ClientCapabilities:
    """The capabilities in the params of ``initialize``. Values of a wrong type count as not set."""

    def find(*path: str) -> Any:
        found = params
        for name in ("capabilities", *path):
            found = found.get(name) if isinstance(found, dict) else None
        return found

    has_versioned_edits = find("workspace", "workspaceEdit", "documentChanges") is True
    operations = find("workspace", "workspaceEdit", "resourceOperations")
    return ClientCapabilities(
        encoding=_choose_encoding(find("general", "positionEncodings")),
        has_pull_diagnostics=isinstance(find("textDocument", "diagnostic"), dict),
        has_diagnostic_refresh=find("workspace", "diagnostics", "refreshSupport") is True,
        has_snippets=find("textDocument", "completion", "completionItem", "snippetSupport") is True,
        has_versioned_edits=has_versioned_edits,
        can_create_files=has_versioned_edits and isinstance(operations, list) and "create" in operations,
        can_show_documents=find("window", "showDocument", "support") is True,
        can_watch_files=find("workspace", "didChangeWatchedFiles", "dynamicRegistration") is True,
    )


def _choose_encoding(preferred: Any) -> PositionEncoding:
    """The first encoding of the client's list that is known here; the protocol's default if there is none."""
    for name in preferred if isinstance(preferred, list) else ():
        if name in ("utf-8", "utf-16", "utf-32"):
            found: PositionEncoding = name
            return found
    return "utf-16"


def get_field(params: Any, *path: str) -> Any:
    """The value of a field within nested objects."""
    for name in path:
        if not isinstance(params, dict) or name not in params:
            raise RpcError(INVALID_PARAMS)
        params = params[name]
    return params


def read_string(params: Any, *path: str) -> str:
    found = get_field(params, *path)
    if not isinstance(found, str):
        raise RpcError(INVALID_PARAMS)
    return found


def read_integer(params: Any, *path: str) -> int:
    """An integer, which some clients write with a decimal point."""
    found = get_field(params, *path)
    if isinstance(found, bool) or not isinstance(found, (int, float)) or found != found // 1:
        raise RpcError(INVALID_PARAMS)
    return int(found)


def read_uri(params: Any) -> str:
    """The URI of the document that a message is about."""
    return read_string(params, "textDocument", "uri")


def read_position(value: Any) -> Position:
    return {"line": read_integer(value, "line"), "character": read_integer(value, "character")}


def read_range(value: Any) -> Range:
    return {"start": read_position(get_field(value, "start")), "end": read_position(get_field(value, "end"))}


def read_changes(params: Any) -> list[ContentChange]:
    """The changes of a document in the order in which they are to be made."""
    changes = get_field(params, "contentChanges")
    if not isinstance(changes, list):
        raise RpcError(INVALID_PARAMS)
    return [_read_change(change) for change in changes]


def _read_change(change: Any) -> ContentChange:
    text = read_string(change, "text")
    return ContentChange(read_range(change["range"]) if change.get("range") is not None else None, text)


def read_kinds(params: Any) -> list[str]:
    """The kinds of code action that are asked for; none means all."""
    context = get_field(params, "context")
    kinds = context.get("only") if isinstance(context, dict) else None
    if kinds is not None and not (isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds)):
        raise RpcError(INVALID_PARAMS)
    return kinds or []
