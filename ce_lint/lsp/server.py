"""The language server: the table of its methods, what each of them does, and the loop that serves a client."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeVar

from ce_lint import __version__
from ce_lint.lsp.background import BackgroundRunner, Task
from ce_lint.lsp.convert import to_completion_item, to_hover, to_inlay_hint, to_symbol
from ce_lint.lsp.diagnostics import DiagnosticPublisher
from ce_lint.lsp.documents import LONG_TEXT, OpenDocument, find_root_folder, path_of
from ce_lint.lsp.protocol import (
    EXPLAIN,
    FIX_ALL,
    MESSAGE_ERROR,
    MESSAGE_INFO,
    QUICK_FIX,
    DocumentSymbol,
    Json,
    get_field,
    read_capabilities,
    read_changes,
    read_integer,
    read_kinds,
    read_position,
    read_range,
    read_string,
    read_uri,
)
from ce_lint.lsp.rpc import INVALID_PARAMS, Connection, EncodedJson, RpcError, encode_json
from ce_lint.lsp.session import CONFIG_NAMES, Session
from ce_lint.lsp.transport import EventQueue, Transport

T = TypeVar("T")
_TRIGGER_CHARACTERS = ['"', ".", "{", "$", ":", "'", "/", "-", " "]
_LONG_TEXT_TO_ACT_ON = 2 * 1024
"""Code actions lint a text many times, so that shorter texts are long ones for them."""
_LONGEST_OUTLINE = 1024 * 1024
_MOST_EVENTS_BEFORE_LINTING = 64
_SWITCH_INTERVAL = 0.0005
"""Seconds for which a background thread may keep the interpreter while a message waits."""
_GARBAGE_THRESHOLDS = 10_000, 20, 200
"""How seldom cycles are collected: with a long text open that takes as long as ten messages."""


class Server:
    """One client and everything that it is served."""

    def __init__(self, transport: Transport, events: EventQueue) -> None:
        self._transport = transport
        self._events = events
        self._connection = Connection(
            transport.send,
            requests={
                "initialize": self._initialize,
                "textDocument/diagnostic": self._pull_diagnostics,
                "textDocument/hover": self._hover,
                "textDocument/completion": self._complete,
                "textDocument/documentSymbol": self._outline,
                "textDocument/foldingRange": self._fold,
                "textDocument/inlayHint": self._hint,
                "textDocument/codeAction": self._find_code_actions,
                "workspace/executeCommand": self._execute_command,
            },
            notifications={
                "initialized": self._watch_files,
                "textDocument/didOpen": self._open,
                "textDocument/didChange": self._change,
                "textDocument/didSave": self._save,
                "textDocument/didClose": self._close,
                "workspace/didChangeConfiguration": self._reload,
                "workspace/didChangeWatchedFiles": self._reload_changed_files,
                "workspace/didChangeWorkspaceFolders": self._reload,
            },
        )
        self._session = Session(show_error=lambda text: self._show_message(MESSAGE_ERROR, text))
        self._diagnostics = DiagnosticPublisher(self._session, self._connection, BackgroundRunner(events.put))
        self._answers = BackgroundRunner(events.put)

    def run(self) -> int:
        """Serve the client until it leaves; the exit status of the process."""
        self._transport.start(self._connection.receive, self._connection.end)
        events_since_linting = 0
        while self._connection.exit_status is None:
            is_time_to_lint = self._events.is_empty or events_since_linting > _MOST_EVENTS_BEFORE_LINTING
            if self._diagnostics.has_due and is_time_to_lint:
                events_since_linting = 0
                work = self._diagnostics.lint_next_document
            else:
                events_since_linting += 1
                work = self._events.next()
            with suppress(Exception):  # an error is never printed: its words may quote the document
                work()
        self._transport.close()
        return self._connection.exit_status

    def _show_message(self, type_: int, text: str) -> None:
        self._connection.notify("window/showMessage", {"type": type_, "message": text})

    # -- the start

    def _initialize(self, params: Any) -> Any:
        self._session.capabilities = read_capabilities(params)
        if folder := find_root_folder(params):
            with suppress(OSError, ValueError):
                os.chdir(folder)  # so that messages name files by their paths in it
                self._session.folder = folder
        return {
            "capabilities": {
                "positionEncoding": self._session.capabilities.encoding,
                "textDocumentSync": {"openClose": True, "change": 2, "save": True},  # 2: incremental
                "diagnosticProvider": {
                    "identifier": "ce-lint",
                    "interFileDependencies": False,
                    "workspaceDiagnostics": False,
                },
                "hoverProvider": True,
                "completionProvider": {"triggerCharacters": _TRIGGER_CHARACTERS},
                "documentSymbolProvider": True,
                "foldingRangeProvider": True,
                "inlayHintProvider": {"resolveProvider": False},
                "codeActionProvider": {"codeActionKinds": [QUICK_FIX, FIX_ALL]},
                "executeCommandProvider": {"commands": [EXPLAIN]},
                "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
            },
            "serverInfo": {"name": "ce-lint", "version": __version__},
        }

    def _watch_files(self, _params: Any) -> None:
        if self._session.capabilities.can_watch_files:
            watchers = [{"globPattern": f"**/{name}"} for name in (*CONFIG_NAMES, "*.toml")]
            method = "workspace/didChangeWatchedFiles"
            registration = {"id": "ce-lint", "method": method, "registerOptions": {"watchers": watchers}}
            self._connection.request("client/registerCapability", {"registrations": [registration]})

    def _reload(self, _params: Any) -> None:
        self._session.reload()
        self._diagnostics.update_all()

    def _reload_changed_files(self, params: Any) -> None:
        if get_field(params, "changes"):
            self._reload(params)

    # -- documents

    def _open(self, params: Any) -> None:
        item = get_field(params, "textDocument")
        uri, language = read_string(item, "uri"), read_string(item, "languageId")
        path = path_of(uri, language, self._session.folder)
        version, encoding = read_integer(item, "version"), self._session.capabilities.encoding
        self._update(OpenDocument(uri, path, read_string(item, "text"), version, encoding), is_urgent=True)

    def _change(self, params: Any) -> None:
        document = self._session.documents.get(read_uri(params))
        if document is not None:
            version = read_integer(params, "textDocument", "version")
            self._update(document.apply_changes(read_changes(params), version))

    def _update(self, document: OpenDocument, is_urgent: bool = False) -> None:
        self._session.set_document(document)
        self._diagnostics.update(document, is_urgent)

    def _save(self, params: Any) -> None:
        document = self._session.documents.get(read_uri(params))
        if document is not None:
            self._diagnostics.update(document, is_urgent=True)

    def _close(self, params: Any) -> None:
        uri = read_uri(params)
        self._session.close(uri)
        self._diagnostics.clear(uri)

    # -- requests

    def _answer(
        self, params: Any, make: Callable[[OpenDocument], T], default: T, long_text: int = LONG_TEXT
    ) -> T | Task[EncodedJson]:
        """What ``make`` makes of an open document; of a long text in the background, unless it changes meanwhile.

        ``default`` is the answer for a document that is not open.
        """
        document = self._session.documents.get(read_uri(params))
        if document is None:
            return default
        if len(document.text) <= long_text:
            return make(document)

        def work() -> EncodedJson:
            self._session.raise_if_stale(document)
            return encode_json(make(document))

        return self._answers.run(work)

    def _pull_diagnostics(self, params: Any) -> Any:
        document = self._session.documents.get(read_uri(params))
        if document is None:
            return {"kind": "full", "items": []}
        return self._diagnostics.report(document, params.get("previousResultId"))

    def _hover(self, params: Any) -> Any:
        from ce_lint.ide.hover import find_hover

        position = read_position(get_field(params, "position"))

        def make(document: OpenDocument) -> Json | None:
            found = find_hover(document.page, document.offset_of(position), datetime.now(UTC))
            return to_hover(document, found) if found is not None else None

        return self._answer(params, make, None)

    def _complete(self, params: Any) -> Any:
        from ce_lint.ide.completion import complete

        position = read_position(get_field(params, "position"))
        has_snippets = self._session.capabilities.has_snippets

        def make(document: OpenDocument) -> Json | None:
            found = complete(document.page, document.offset_of(position))
            return {"isIncomplete": False, "items": [to_completion_item(document, one, has_snippets) for one in found]}

        return self._answer(params, make, None)

    def _outline(self, params: Any) -> Any:
        from ce_lint.ide.outline import find_symbols

        def make(document: OpenDocument) -> list[DocumentSymbol]:
            is_readable = len(document.text) <= _LONGEST_OUTLINE
            return [to_symbol(document, one) for one in find_symbols(document.page)] if is_readable else []

        return self._answer(params, make, [])

    def _fold(self, params: Any) -> Any:
        from ce_lint.ide.outline import find_folds

        def make(document: OpenDocument) -> list[Json]:
            return [{"startLine": first, "endLine": last} for first, last in find_folds(document.page)]

        return self._answer(params, make, [])

    def _hint(self, params: Any) -> Any:
        from ce_lint.ide.inlay_hints import find_hints

        range_ = read_range(get_field(params, "range"))

        def make(document: OpenDocument) -> list[Json]:
            found = find_hints(document.page, document.span_of(range_), datetime.now(UTC))
            return [to_inlay_hint(document, one) for one in found]

        return self._answer(params, make, [])

    def _find_code_actions(self, params: Any) -> Any:
        from ce_lint.lsp.code_actions import find_code_actions

        range_, kinds = read_range(get_field(params, "range")), read_kinds(params)
        return self._answer(
            params, lambda document: find_code_actions(self._session, document, range_, kinds), [], _LONG_TEXT_TO_ACT_ON
        )

    def _execute_command(self, params: Any) -> None:
        if read_string(params, "command") != EXPLAIN:
            raise RpcError(INVALID_PARAMS)
        arguments = get_field(params, "arguments")
        if not isinstance(arguments, list) or [type(one) for one in arguments] != [str, str]:
            raise RpcError(INVALID_PARAMS)
        self._explain_rule(*arguments)

    def _explain_rule(self, name: str, uri: str) -> None:
        """Show the file of a rule, or why the rule exists if the client cannot show files."""
        from ce_lint.rulebook.explanation import load_explanation

        if self._session.capabilities.can_show_documents:
            self._connection.request("window/showDocument", {"uri": uri, "takeFocus": True})
            return
        rule = self._session.find_rule(name)
        text = f"{rule.title}. {load_explanation(rule).why} {rule.help}" if rule else "ce-lint has no such rule."
        self._show_message(MESSAGE_INFO, " ".join(text.split()))


def serve() -> int:
    """Serve one client on standard input and output until it leaves; the exit status of the process."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    gc.freeze()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    events = EventQueue()
    return Server(Transport(open(0, "rb", 0, closefd=False), open(1, "wb", 0, closefd=False), events), events).run()
