"""The server: what it keeps, when it lints, and how it tells the client."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lsprotocol import converters, types
from pygls.exceptions import JsonRpcContentModified
from pygls.lsp.server import LanguageServer

from ce_lint import __version__
from ce_lint.lsp.diagnostics import diagnostic
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.positions import Encoding
from ce_lint.lsp.protocol import Protocol
from ce_lint.lsp.workshop import Workshop, judge
from ce_lint.rulebook.explanation import explanation
from ce_lint.run import Result
from ce_lint.values.user_error import UserError

AT_ONCE = 128 * 1024
"""Texts of so many code points are linted between two messages; longer ones beside them, the last version alone."""


class Server(LanguageServer):
    """Open documents, the workshop that judges them, and what the client can do."""

    def __init__(self) -> None:
        super().__init__("ce-lint", __version__, protocol_cls=Protocol, converter_factory=converters.get_converter)
        self.documents: dict[str, OpenDocument] = {}
        self.workshop = Workshop()
        self.is_told = ""
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="ce-lint")
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
        found = str(getattr(getattr(capabilities, "position_encoding", None), "value", "") or "utf-16")
        return "utf-8" if found == "utf-8" else "utf-32" if found == "utf-32" else "utf-16"

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics: then it is sent none on its own, or it would show them twice."""
        return self.can.text_document is not None and self.can.text_document.diagnostic is not None

    # -- the life of a document

    def opened(self, document: OpenDocument) -> None:
        self.documents[document.uri] = document
        self._refresh(document)

    def changed(self, document: OpenDocument) -> None:
        self.documents[document.uri] = document
        self._refresh(document)

    def saved(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document is not None:
            self._refresh(document)

    def closed(self, uri: str) -> None:
        self.documents.pop(uri, None)
        self.workshop.forget(uri)
        if not self.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def reload(self) -> None:
        """The configuration changed: everything is judged anew."""
        self.workshop.reload()
        self.is_told = ""
        self._judge_all_anew()

    def _judge_all_anew(self) -> None:
        if self.pulls:
            workspace = self.can.workspace
            if workspace is not None and workspace.diagnostics is not None and workspace.diagnostics.refresh_support:
                self.workspace_diagnostic_refresh(None)
        else:
            for document in list(self.documents.values()):
                self._push(document)

    def _refresh(self, document: OpenDocument) -> None:
        if self.workshop.notice(document):
            self._judge_all_anew()
        elif not self.pulls:
            self._push(document)

    # -- linting

    def diagnostics(self, document: OpenDocument, result: Result) -> list[types.Diagnostic]:
        """The diagnostics of a version of a text."""
        rules = {rule.name: rule for rule in self.workshop.ground(document).settings.rules} if result.violations else {}
        return [diagnostic(document, violation, rules.get(violation.rule)) for violation in result.violations]

    def result(self, document: OpenDocument) -> Result:
        """What comes of a document now. A configuration that cannot be used is told once, and nothing is found."""
        try:
            return self.workshop.result(document)
        except UserError as error:
            self.tell(str(error))
            return Result(document.name, passed="the configuration cannot be used")

    def tell(self, sentence: str) -> None:
        """Show a sentence to the user, once."""
        if self.is_told != sentence:
            self.is_told = sentence
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"ce-lint: {sentence}"))

    def _push(self, document: OpenDocument) -> None:
        if len(document.text) <= AT_ONCE:
            self._publish(document, self.result(document))
        elif document.uri not in self._under_way:
            self._under_way.add(document.uri)
            self._tasks.add(task := asyncio.ensure_future(self._push_beside(document.uri)))
            task.add_done_callback(self._tasks.discard)

    async def _push_beside(self, uri: str) -> None:
        """Lint the last version of a long text, and again where there is a newer one by then."""
        try:
            while (document := self.documents.get(uri)) is not None:
                await self.judged(document)
                if self.documents.get(uri) is document:
                    self._publish(document, self.result(document))
                    return
        finally:
            self._under_way.discard(uri)

    async def judged(self, document: OpenDocument) -> None:
        """Judge a document; a long one beside the messages that come in."""
        if len(document.text) <= AT_ONCE or self.workshop.has(document):
            return
        try:
            ground, generation = self.workshop.ground(document), self.workshop.generation
        except UserError:
            return
        loop = asyncio.get_running_loop()
        result = await loop.run_in_executor(self._beside, judge, document, ground)
        self.workshop.keep(document, generation, result)

    def _publish(self, document: OpenDocument, result: Result) -> None:
        found = self.diagnostics(document, result)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, found, document.version))

    async def pulled(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """Answer a client that asks. Raises JsonRpcContentModified where the text changed meanwhile."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        self.workshop.notice(document)
        await self.judged(document)
        if self.documents.get(document.uri) is not document:
            raise JsonRpcContentModified
        name = f"{self.workshop.generation}.{document.version}.{hash(document.text)}"
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
        found = self.diagnostics(document, self.result(document))
        return types.RelatedFullDocumentDiagnosticReport(items=found, result_id=name)

    def text_of(self, uri: str, path: str) -> str | None:
        """The text of a file as the editor has it, or else the disk."""
        if uri in self.documents:
            return self.documents[uri].text
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return None

    def explained(self, name: str) -> str:
        """Why a rule exists and how to mend what it finds, for a client that cannot show a file."""
        for document in self.documents.values():
            for rule in self.workshop.ground(document).settings.rules:
                if rule.name == name:
                    found = explanation(rule)
                    return " ".join(f"{rule.title}. {found.why} {rule.fix}".split())
        return f"There is no rule {name[:60]!r}."

    # -- errors

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Nothing is told of an error but its kind: its words may quote the document."""


def serve() -> int:
    """Serve one client on standard input and output, until it leaves."""
    from ce_lint.lsp.features import register

    logging.disable(logging.CRITICAL)  # the library logs what it reads, and a document may hold secrets
    server = Server()
    register(server)
    server.start_io()
    return 0
