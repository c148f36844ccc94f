"""The server: what it keeps, when it lints, and how it tells the client."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from lsprotocol import converters, types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException
from pygls.lsp.server import LanguageServer

from ce_lint import __version__
from ce_lint.lint.check_file import FileResult
from ce_lint.lsp.beside import Beside
from ce_lint.lsp.diagnostics import diagnostic
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.positions import Encoding
from ce_lint.lsp.protocol import SERVER_CANCELLED, Encoded, Protocol
from ce_lint.lsp.wire import Wire
from ce_lint.lsp.workshop import Workshop
from ce_lint.util.errors import UserError

T = TypeVar("T")
AT_ONCE = 64 * 1024
"""Texts of so many code points are linted between two messages; longer ones beside them, the last version alone."""
_MOST_BEFORE_LINTING = 64
_SWITCH = 0.0005
"""Seconds for which work beside the messages keeps the interpreter to itself."""
_GARBAGE = 10_000, 20, 200
"""How seldom to look for cycles: of a long text that takes as long as ten messages."""


class Server(LanguageServer):
    """Open documents, the workshop that judges them, and what the client can do."""

    protocol: Protocol  # pyright: ignore[reportIncompatibleVariableOverride]

    def __init__(self) -> None:
        super().__init__("ce-lint", __version__, protocol_cls=Protocol, converter_factory=converters.get_converter)
        self.documents: dict[str, OpenDocument] = {}
        self.folder = os.getcwd()
        self.workshop = Workshop()
        self.status: int | None = None
        self._told: set[str] = set()
        self._told_before: set[str] = set()
        self._due: dict[str, None] = {}
        self._linting = Beside()
        self._asking = Beside()
        self._under_way: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    # -- what the client can do

    @property
    def can(self) -> types.ClientCapabilities:
        return getattr(self.protocol, "client_capabilities", None) or types.ClientCapabilities()

    @property
    def encoding(self) -> Encoding:
        """How the client counts characters."""
        capabilities = getattr(self.protocol, "server_capabilities", None)
        chosen = getattr(capabilities, "position_encoding", None)
        found = chosen.value if isinstance(chosen, types.PositionEncodingKind) else chosen
        return "utf-8" if found == "utf-8" else "utf-32" if found == "utf-32" else "utf-16"

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics: then it is sent none on its own, or it would show them twice."""
        return self.can.text_document is not None and self.can.text_document.diagnostic is not None

    # -- the life of a document

    def opened(self, document: OpenDocument) -> None:
        self.documents[document.uri] = document
        self._refresh(document, at_once=True)

    def changed(self, document: OpenDocument) -> None:
        self.documents[document.uri] = document
        self._refresh(document)

    def saved(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is not None:
            self._refresh(document, at_once=True)

    def closed(self, uri: str) -> None:
        self.documents.pop(uri, None)
        self.workshop.forget(uri)
        if not self.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def reload(self) -> None:
        """The configuration changed: everything is judged anew."""
        self.workshop.reload()
        gc.collect()  # rules know each other, and nobody will look for such cycles soon
        self._judge_all_anew()

    def _judge_all_anew(self) -> None:
        self._told_before, self._told = self._told, set()
        if not self.pulls:
            self._due.update(dict.fromkeys(self.documents))
        elif (workspace := self.can.workspace) and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def _refresh(self, document: OpenDocument, at_once: bool = False) -> None:
        if self.workshop.notice(document, at_once):
            self._judge_all_anew()
        elif not self.pulls:
            self._due[document.uri] = None

    # -- linting

    def diagnostics(self, document: OpenDocument, result: FileResult) -> list[types.Diagnostic]:
        """The diagnostics of a version of a text."""
        rules = (
            {rule.name: rule for rule in self.workshop.context(document).settings.rules} if result.violations else {}
        )
        return [diagnostic(document, violation, rules.get(violation.rule)) for violation in result.violations]

    def result(self, document: OpenDocument) -> FileResult:
        """What comes of a document now. A configuration that cannot be used is told once, and nothing is found."""
        try:
            return self.workshop.result(document)
        except UserError as error:
            self.tell(str(error))
            return FileResult(document.name, skip_reason="the configuration cannot be used")

    def tell(self, words: str) -> None:
        """Show the first of some sentences to the user, once for as long as it is true."""
        if words not in self._told:
            self._told.add(words)
            sentence, _, more = words.partition("\n")
            if words not in self._told_before:
                shown = f"ce-lint: {sentence}" + (f" (and {more.count(chr(10)) + 1} more)" if more else "")
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, shown))

    def settle(self) -> None:
        """Lint one of the documents that changed. A mistake of ours costs no more than its diagnostics."""
        uri = next(iter(self._due))
        del self._due[uri]
        document = self.documents.get(uri)
        if document is None or uri in self._under_way:
            return
        if len(document.text) <= AT_ONCE:
            self.protocol.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self._published(document))
        else:
            self._under_way.add(uri)
            self._tasks.add(task := asyncio.ensure_future(self._push_beside(uri)))
            task.add_done_callback(self._tasks.discard)

    def _published(self, document: OpenDocument) -> Encoded:
        try:
            found = self.diagnostics(document, self.result(document))
        except Exception:
            found = []
        return self.protocol.encoded(types.PublishDiagnosticsParams(document.uri, found, document.version))

    async def _push_beside(self, uri: str) -> None:
        """Lint the last version of a long text, and again where there is a newer one by then."""
        try:
            while (document := self.documents.get(uri)) is not None:
                generation = self.workshop.generation
                params = await self._linting.run(partial(self._published, document))
                if self.documents.get(uri) is document and self.workshop.generation == generation:
                    self.protocol.tell(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
                    return
        finally:
            self._under_way.discard(uri)

    def pulled(
        self, params: types.DocumentDiagnosticParams
    ) -> types.DocumentDiagnosticReport | Awaitable[types.DocumentDiagnosticReport | Encoded]:
        """Answer a client that asks for diagnostics."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        if self.workshop.notice(document):
            self._judge_all_anew()
        if len(document.text) <= AT_ONCE:
            return self._report(document, params.previous_result_id)
        return self._pulled_beside(document, params.previous_result_id)

    def _report(self, document: OpenDocument, previous: str | None) -> types.DocumentDiagnosticReport:
        name = f"{self.workshop.generation}.{document.version}.{hash(document.text)}"
        if previous == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
        found = self.diagnostics(document, self.result(document))
        return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=name)

    async def _pulled_beside(self, document: OpenDocument, previous: str | None) -> Encoded:
        """What was asked of a text that changed meanwhile must be asked again."""

        def work() -> Encoded | None:
            return self.protocol.encoded(self._report(document, previous)) if self.is_last(document) else None

        found = await self._linting.run(work)
        if found is None or not self.is_last(document):
            raise JsonRpcException("", SERVER_CANCELLED, {"retriggerRequest": True})
        return found

    # -- other questions

    def answer(
        self, uri: str, make: Callable[[OpenDocument], T], nothing: T, at_once: int = AT_ONCE
    ) -> T | Awaitable[Encoded]:
        """What is made of an open document: of a long one beside the messages, as long as it does not change."""
        document = self.documents.get(uri)
        if document is None:
            return nothing
        return make(document) if len(document.text) <= at_once else self._answer_beside(document, make)

    async def _answer_beside(self, document: OpenDocument, make: Callable[[OpenDocument], Any]) -> Encoded:
        def work() -> Encoded:
            self.insist(document)
            return self.protocol.encoded(make(document))

        return await self._asking.run(work)

    def is_last(self, document: OpenDocument) -> bool:
        """Whether this is still the text that the editor shows."""
        return self.documents.get(document.uri) is document

    def insist(self, document: OpenDocument) -> None:
        """Raise JsonRpcContentModified where the text changed meanwhile: nobody waits for the answer any more."""
        if not self.is_last(document):
            raise JsonRpcContentModified

    def text_of(self, uri: str, path: str) -> str | None:
        """The text of a file as the editor has it, or else the disk."""
        if uri in self.documents:
            return self.documents[uri].text
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return None

    # -- the conversation

    async def talk(self, wire: Wire) -> int:
        """Handle messages until the client leaves; the status of the process."""
        self.protocol.set_writer(wire)
        count = 0
        while self.status is None:
            await asyncio.sleep(0)
            if self._due and (wire.is_idle or count > _MOST_BEFORE_LINTING):
                self.settle()
                count = 0
            elif (body := await wire.next()) is not None:
                self._receive(body)
                count += 1
            else:
                self.status = self.protocol.status
        wire.close()
        return self.status

    def _receive(self, body: bytes) -> None:
        try:
            self.protocol.receive(body)
        except Exception as error:
            self.report_server_error(error, type(error))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Nothing is told of an error: its words may quote the document."""


def serve() -> int:
    """Serve one client on standard input and output, until it leaves."""
    from ce_lint.lsp.features import register

    logging.disable(logging.CRITICAL)  # the library logs what it reads, and a document may hold secrets
    server = Server()
    register(server)
    sys.setswitchinterval(_SWITCH)
    gc.freeze()
    gc.enable()
    gc.set_threshold(*_GARBAGE)

    async def talk() -> int:
        return await server.talk(Wire(open(0, "rb", 0, closefd=False), open(1, "wb", 0, closefd=False)))

    return asyncio.run(talk())
