"""When documents are linted, and how the client gets what is found: published, or as the answer to a request."""

from __future__ import annotations

from functools import partial

from ce_lint.lsp.background import BackgroundRunner, Task
from ce_lint.lsp.convert import to_diagnostic
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.protocol import Diagnostic, Json
from ce_lint.lsp.rpc import SERVER_CANCELLED, Connection, EncodedJson, RpcError, encode_json
from ce_lint.lsp.session import Session

_METHOD = "textDocument/publishDiagnostics"


class DiagnosticPublisher:
    """Lints the open documents of a session: short ones between two messages, long ones in the background.

    A client that asks for diagnostics is sent none unasked, for it would show them twice.
    """

    def __init__(self, session: Session, connection: Connection, runner: BackgroundRunner) -> None:
        self._session = session
        self._connection = connection
        self._runner = runner
        self._due: dict[str, None] = {}
        self._in_flight: set[str] = set()

    @property
    def has_due(self) -> bool:
        """Whether a document waits for being linted."""
        return bool(self._due)

    def update(self, document: OpenDocument, is_urgent: bool = False) -> None:
        """A document was opened, changed or saved."""
        if self._session.reload_if_changed(document, is_urgent):
            self.update_all()
        elif not self._session.capabilities.has_pull_diagnostics:
            self._due[document.uri] = None

    def update_all(self) -> None:
        """The configuration changed: nothing that was found before counts any more."""
        client = self._session.capabilities
        if not client.has_pull_diagnostics:
            self._due.update(dict.fromkeys(self._session.documents))
        elif client.has_diagnostic_refresh:
            self._connection.request("workspace/diagnostic/refresh")

    def clear(self, uri: str) -> None:
        """A document was closed: its diagnostics vanish."""
        if not self._session.capabilities.has_pull_diagnostics:
            self._connection.notify(_METHOD, {"uri": uri, "diagnostics": []})

    # -- published

    def lint_next_document(self) -> None:
        """Lint one of the documents that are due and publish what is found."""
        uri = next(iter(self._due))
        del self._due[uri]
        document = self._session.documents.get(uri)
        if document is None or uri in self._in_flight:
            return
        if document.is_long:
            self._lint_in_background(document)
        else:
            self._connection.notify(_METHOD, self._encode_found(document))

    def _lint_in_background(self, document: OpenDocument) -> None:
        self._in_flight.add(document.uri)
        generation = self._session.generation
        self._runner.run(partial(self._encode_found, document), partial(self._publish, document, generation))

    def _publish(self, document: OpenDocument, generation: int, params: EncodedJson) -> None:
        """Publish what was found in a long text, or lint its last version if that is another by now."""
        self._in_flight.discard(document.uri)
        current = self._session.documents.get(document.uri)
        if current is document and self._session.generation == generation:
            self._connection.notify(_METHOD, params)
        elif current is not None:
            self._lint_in_background(current)

    def _encode_found(self, document: OpenDocument) -> EncodedJson:
        """The params of a publication. An error of ours costs no more than the diagnostics of one document."""
        try:
            found = self._find(document)
        except Exception:
            found = []
        return encode_json({"uri": document.uri, "diagnostics": found, "version": document.version})

    # -- asked for

    def report(self, document: OpenDocument, previous_id: str | None) -> Json | Task[EncodedJson]:
        """Answer a client that asks. ``previous_id`` names the report that it has already."""
        if self._session.reload_if_changed(document):
            self.update_all()
        if not document.is_long:
            return self._make_report(document, previous_id)
        return self._runner.run(
            lambda: self._encode_report(document, previous_id), lambda report: self._keep_if_current(document, report)
        )

    def _make_report(self, document: OpenDocument, previous_id: str | None) -> Json:
        id_ = f"{self._session.generation}.{document.version}.{hash(document.text)}"
        if previous_id == id_:
            return {"kind": "unchanged", "resultId": id_}
        return {"kind": "full", "items": self._find(document), "resultId": id_}

    def _encode_report(self, document: OpenDocument, previous_id: str | None) -> EncodedJson:
        self._raise_if_stale(document)
        return encode_json(self._make_report(document, previous_id))

    def _keep_if_current(self, document: OpenDocument, report: EncodedJson) -> EncodedJson:
        self._raise_if_stale(document)
        return report

    def _raise_if_stale(self, document: OpenDocument) -> None:
        """Have the client ask again about a document that changed meanwhile."""
        if not self._session.is_current(document):
            raise RpcError(SERVER_CANCELLED, {"retriggerRequest": True})

    def _find(self, document: OpenDocument) -> list[Diagnostic]:
        violations = self._session.lint(document).violations
        rules = self._session.rules_for(document) if violations else {}
        return [to_diagnostic(document, violation, rules.get(violation.rule)) for violation in violations]
