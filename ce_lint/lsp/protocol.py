"""The protocol of pygls, where this server does otherwise.

Open texts are ours: the library counts lines as Python does, not as the protocol says, and copies all of them for each
change. Its handlers of notifications are kept for ever, and its errors quote what they met, which may be a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError, JsonRpcInvalidParams, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method

from ce_lint.lsp.documents import OpenDocument, name_of

if TYPE_CHECKING:
    from ce_lint.lsp.server import Server


class Protocol(LanguageServerProtocol):
    """Keeps the open documents, and answers what it does not understand."""

    _server: Server  # pyright: ignore[reportIncompatibleVariableOverride]

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        item = params.text_document
        name = name_of(item.uri, item.language_id)
        document = OpenDocument(item.uri, name, item.text, item.version, self._server.encoding)
        self._server.opened(document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        document = self._server.documents.get(params.text_document.uri)
        if document is not None:
            self._server.changed(document.changed(params.content_changes, params.text_document.version))

    @lsp_method(types.TEXT_DOCUMENT_DID_SAVE)
    def lsp_text_document__did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        self._server.saved(params.text_document.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._server.closed(params.text_document.uri)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read one message. What cannot be understood is answered, where the client waits for an answer."""
        if "jsonrpc" not in data:
            return data
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "method" in data and isinstance(data.get("id"), (int, str)):
                self._send_response(data["id"], None, JsonRpcInvalidParams().to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Handle one message. Raises JsonRpcInvalidRequest for what is none."""
        if not hasattr(message, "jsonrpc"):
            raise JsonRpcInvalidRequest
        super().handle_message(message)

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Send what a handler made. Of an error that is not the protocol's own, nothing but its kind is told."""
        error = None if future.cancelled() else future.exception()
        if error is None or isinstance(error, JsonRpcException):
            super()._send_handler_result(future, msg_id=msg_id)
            return
        self._request_futures.pop(msg_id, None)
        answer = JsonRpcInternalError(f"ce-lint: a mistake of its own: {type(error).__name__}")
        self._send_response(msg_id, error=answer.to_response_error())
