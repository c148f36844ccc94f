"""The protocol of pygls, where this server does otherwise.

Open texts are ours: the library counts lines as Python does, not as the protocol says, and copies all of them for each
change. It leaves some requests without an answer, keeps the handlers of notifications for ever, and its errors quote
what they met, which may be a secret.
"""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import exceptions
from pygls.protocol import LanguageServerProtocol, lsp_method

from ce_lint.lsp.documents import OpenDocument, is_file, name_of

if TYPE_CHECKING:
    from ce_lint.lsp.server import Server

SERVER_CANCELLED = types.LSPErrorCodes.ServerCancelled.value
_WORDS: dict[int, str] = {
    kind.CODE: kind.MESSAGE
    for kind in (
        exceptions.JsonRpcParseError,
        exceptions.JsonRpcInvalidRequest,
        exceptions.JsonRpcMethodNotFound,
        exceptions.JsonRpcInvalidParams,
        exceptions.JsonRpcServerNotInitialized,
        exceptions.JsonRpcRequestCancelled,
        exceptions.JsonRpcContentModified,
    )
}
_SHORT_LIST = 100
_INTERNAL = exceptions.JsonRpcInternalError.CODE


class Encoded(bytes):
    """A value as it goes over the wire."""


class Protocol(LanguageServerProtocol):
    """Keeps the open documents, and answers whatever has an id."""

    _server: Server  # pyright: ignore[reportIncompatibleVariableOverride]

    @property
    def status(self) -> int:
        """The status of a process whose client leaves now: it should have said so before."""
        return 0 if self._shutdown else 1

    # -- open documents

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        item = params.text_document
        name = name_of(item.uri, item.language_id, self._server.folder)
        self._server.opened(OpenDocument(item.uri, name, item.text, item.version, self._server.encoding))

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

    # -- what comes in

    def receive(self, body: bytes) -> None:
        """Handle one message, whatever it is."""
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            self.refuse(None, exceptions.JsonRpcParseError.CODE)
            return
        if not isinstance(data, dict) or not data.keys() & {"method", "result", "error"}:
            self.refuse(_id_of(data), exceptions.JsonRpcInvalidRequest.CODE)
        elif "method" not in data:
            self._take_answer(data)
        elif "id" in data:
            self._take_request(data)
        elif data["method"] == types.EXIT:
            self._server.status = self.status
        elif self._workspace is not None:
            self._take(data)

    def _take_answer(self, data: dict[str, Any]) -> None:
        expected = _id_of(data)
        if expected in self._request_futures:
            self._take(data)
            self._request_futures.pop(expected, None)
            self._result_types.pop(expected, None)

    def _take_request(self, data: dict[str, Any]) -> None:
        fault = self._fault(data)
        if fault is not None:
            self.refuse(_id_of(data), fault)
        elif data["method"] == types.INITIALIZE:
            self._welcome(data)
        elif not self._take(data):
            self.refuse(data["id"], exceptions.JsonRpcInvalidParams.CODE)

    def _welcome(self, data: dict[str, Any]) -> None:
        is_odd = bool(_root(data)) and not is_file(_root(data))
        if is_odd or not self._take(data):
            self._take(_modest(data))

    def _fault(self, data: dict[str, Any]) -> int | None:
        """Why a request cannot be served, as the code of an error."""
        method, is_ready = data["method"], self._workspace is not None
        is_wrong = _id_of(data) is None or data.get("jsonrpc") != self.VERSION or not isinstance(method, str)
        if is_wrong or self._shutdown or (is_ready and method == types.INITIALIZE) or _is_notification(method):
            return exceptions.JsonRpcInvalidRequest.CODE
        if not is_ready and method != types.INITIALIZE:
            return exceptions.JsonRpcServerNotInitialized.CODE
        if method not in self.fm.features and method not in self.fm.builtin_features:
            return exceptions.JsonRpcMethodNotFound.CODE
        return None

    def _take(self, data: dict[str, Any]) -> bool:
        """Handle a message; False for one that cannot be understood."""
        try:
            message: Any = self.structure_message(data)
        except (exceptions.JsonRpcException, RecursionError):
            return False
        self.handle_message(message)
        return True

    def _execute_handler(
        self,
        msg_id: Any,
        handler: Callable[[Any], Any],
        callback: Callable[[Any], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """Run a handler, and remember it no longer than it runs."""
        super()._execute_handler(msg_id, handler, callback, args, kwargs)
        future = self._request_futures.get(msg_id)
        if future is not None and future.done():
            del self._request_futures[msg_id]

    # -- what goes out

    def refuse(self, msg_id: int | str | None, code: int, words: str = "", data: Any = None) -> None:
        """Answer with an error, in words that quote nothing."""
        error = {"code": code, "message": words or _WORDS.get(code, "ce-lint cannot answer this")}
        whole = error if data is None else {**error, "data": data}
        self._send(self.encoded({"jsonrpc": self.VERSION, "id": msg_id, "error": whole}))

    def encoded(self, value: Any) -> Encoded:
        """A value of the protocol as it goes over the wire, wherever it is made."""
        return Encoded(_json(self._converter.unstructure(value)).encode("ascii"))

    def tell(self, method: str, params: Encoded) -> None:
        """Send a notification."""
        self._send(b'{"jsonrpc": "2.0", "method": %b, "params": %b}' % (json.dumps(method).encode("ascii"), params))

    def _send_data(self, data: Any) -> None:
        self._send(self.encoded(data))

    def _send(self, body: bytes) -> None:
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        if error is not None:
            self.refuse(msg_id, error.code, data=error.data if error.code == SERVER_CANCELLED else None)
        elif isinstance(result, Encoded):
            self._send(b'{"jsonrpc": "2.0", "id": %b, "result": %b}' % (json.dumps(msg_id).encode("ascii"), result))
        else:
            super()._send_response(msg_id, result)

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Send what a handler made, or will have made. Of a mistake of ours nothing but its kind is told."""
        error = None if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, exceptions.JsonRpcException):
            self._request_futures.pop(msg_id, None)
            self.refuse(msg_id, _INTERNAL, f"ce-lint: internal error: {type(error).__name__}")
        elif error is None and not future.cancelled() and inspect.isawaitable(future.result()):
            self._send_later(future.result(), msg_id)
        else:
            super()._send_handler_result(future, msg_id=msg_id)

    def _send_later(self, result: Awaitable[Any], msg_id: Any) -> None:
        future = self._request_futures[msg_id] = asyncio.ensure_future(result)  # type: ignore[assignment]
        future.add_done_callback(partial(self._send_handler_result, msg_id=msg_id))


def _json(plain: Any) -> str:
    """The JSON of a value; a long list item by item, for the encoder lets no other thread work meanwhile."""
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_json(value)}" for key, value in plain.items()) + "}"
    if isinstance(plain, list) and len(plain) > _SHORT_LIST:
        return "[" + ", ".join(map(json.dumps, plain)) + "]"
    return json.dumps(plain)


def _id_of(data: Any) -> int | str | None:
    """The id of a message; None where it has none that is allowed."""
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, (int, str)) and not isinstance(found, bool) else None


def _is_notification(method: str) -> bool:
    return method in types.METHOD_TO_TYPES and types.METHOD_TO_TYPES[method][1] is None


def _modest(data: dict[str, Any]) -> dict[str, Any]:
    """The first request without whatever a client says of itself: better a modest server than none."""
    root = _root(data)
    modest: dict[str, Any] = {"processId": None, "rootUri": root if is_file(root) else None, "capabilities": {}}
    return {**data, "params": modest}


def _root(data: dict[str, Any]) -> str:
    params = data.get("params")
    root = params.get("rootUri") if isinstance(params, dict) else None
    return root if isinstance(root, str) else ""
