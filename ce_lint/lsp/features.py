"""The features of the server, by the methods of the protocol."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from lsprotocol import types

from ce_lint.config.discover import OWN_NAME, SHARED_NAME
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.lsp import answers
from ce_lint.lsp.actions import EXPLAIN, KINDS, actions, explained
from ce_lint.lsp.documents import OpenDocument, is_file, name_of
from ce_lint.lsp.server import Server

_WATCHED = (OWN_NAME, SHARED_NAME, BASELINE_NAME, "*.toml")
_TRIGGERS = ['"', ".", "{", "$", ":", "'", "/", "-", " "]
_ACT_AT_ONCE = 2 * 1024
"""To know what to do about a text, it is linted again and again."""


def register(server: Server) -> None:
    """Give a server its features."""
    _diagnostics(server)
    _help(server)
    _outline(server)
    _actions(server)
    _watching(server)


def _diagnostics(server: Server) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="ce-lint")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    def diagnostic(params: types.DocumentDiagnosticParams) -> Any:
        return server.pulled(params)


def _help(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> Any:
        return server.answer(params.text_document.uri, lambda shown: answers.hovered(shown, params.position), None)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def complete(params: types.CompletionParams) -> Any:
        def make(shown: OpenDocument) -> types.CompletionList | None:
            return answers.completed(shown, params.position, _takes_snippets(server))

        return server.answer(params.text_document.uri, make, None)


def _takes_snippets(server: Server) -> bool:
    capabilities = server.can.text_document.completion if server.can.text_document is not None else None
    item = capabilities.completion_item if capabilities is not None else None
    return bool(item is not None and item.snippet_support)


def _outline(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> Any:
        return server.answer(params.text_document.uri, answers.outlined, [])

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folds(params: types.FoldingRangeParams) -> Any:
        return server.answer(params.text_document.uri, answers.folded, [])

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def hints(params: types.InlayHintParams) -> Any:
        return server.answer(params.text_document.uri, lambda shown: answers.hinted(shown, params.range), [])


def _actions(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=KINDS))
    def act(params: types.CodeActionParams) -> Any:
        return server.answer(params.text_document.uri, lambda shown: actions(server, shown, params), [], _ACT_AT_ONCE)

    @server.command(EXPLAIN)
    def explain(name: str, uri: str) -> None:
        window = server.can.window
        if window is not None and window.show_document is not None and window.show_document.support:
            server.window_show_document(types.ShowDocumentParams(uri, take_focus=True))
        else:
            server.window_show_message(types.ShowMessageParams(types.MessageType.Info, explained(server, name)))


def _watching(server: Server) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        workspace = server.can.workspace
        watching = workspace.did_change_watched_files if workspace is not None else None
        if watching is not None and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration("ce-lint", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: types.DidChangeWatchedFilesParams) -> None:
        if params.changes:
            server.reload()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_params: Any) -> None:
        server.reload()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def moved(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.reload()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        """Documents that were never saved belong to the folder that the editor shows."""
        folders = [folder.uri for folder in params.workspace_folders or ()]
        root = server.workspace.root_uri or next(iter(folders), "")
        if is_file(root):
            with suppress(OSError):
                os.chdir(name_of(root))
                server.folder = name_of(root)
