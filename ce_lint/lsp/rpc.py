"""JSON-RPC 2.0 with the lifecycle of LSP 3.17: requests, notifications, cancellation, and the way to the end.

Every request gets exactly one answer, whatever the client sends. No error quotes what came in: it may be a secret.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

from ce_lint.lsp.background import Task

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
SERVER_NOT_INITIALIZED = -32002
REQUEST_CANCELLED = -32800
CONTENT_MODIFIED = -32801
SERVER_CANCELLED = -32802

_MESSAGES: Mapping[int, str] = {
    PARSE_ERROR: "Parse error",
    INVALID_REQUEST: "Invalid request",
    METHOD_NOT_FOUND: "Method not found",
    INVALID_PARAMS: "Invalid params",
    SERVER_NOT_INITIALIZED: "Server not initialized",
    REQUEST_CANCELLED: "Request cancelled",
    CONTENT_MODIFIED: "Content modified",
    SERVER_CANCELLED: "Server cancelled the request",
}
_LONG_LIST = 100
_encode = json.JSONEncoder(separators=(",", ":")).encode

Id = int | str
Handler = Callable[[Any], Any]
"""Takes the params of a message as they came, and returns what a request is answered with: a value or a ``Task``."""


class RpcError(Exception):
    """Why a request cannot be answered: an error code of the protocol and its data."""

    def __init__(self, code: int, data: Any = None) -> None:
        super().__init__(_MESSAGES.get(code, ""))
        self.code = code
        self.data = data


class EncodedJson(bytes):
    """JSON that is ready to be sent. Encoding a long answer takes time, which a background thread can spend."""


class Connection:
    """One client: calls the handlers of what comes in, and sends answers, notifications and requests.

    ``requests`` must have ``initialize``; ``shutdown``, ``exit`` and ``$/cancelRequest`` are handled here. A handler
    raises RpcError to answer with an error; of any other exception the client learns the type alone. ``send`` takes
    the body of a message. ``notify`` and ``encode_json`` may be called from any thread, all else from the main one.
    """

    def __init__(
        self, send: Callable[[bytes], None], requests: Mapping[str, Handler], notifications: Mapping[str, Handler]
    ) -> None:
        self._send = send
        self._requests = {**requests, "shutdown": self._shut_down}
        self._notifications = {**notifications, "$/cancelRequest": self._cancel_request}
        self._in_flight: dict[Id, Task[Any]] = {}
        self._ids = count(1)
        self._is_initialized = False
        self._is_shut_down = False
        self.exit_status: int | None = None
        """The exit status of the process, from the moment on when it should end."""

    # -- incoming

    def receive(self, body: bytes) -> None:
        """Handle the body of one message, whatever it holds."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            self._send_error(None, PARSE_ERROR)
            return
        if not isinstance(message, dict) or not message.keys() & {"method", "result", "error"}:
            self._send_error(_read_id(message), INVALID_REQUEST)
        elif "method" not in message:
            return  # an answer: no request of ours needs one
        elif "id" in message:
            self._receive_request(message)
        else:
            self._receive_notification(message)

    def end(self) -> None:
        """The client is gone, or says that it goes: without ``shutdown`` before, that is an error."""
        if self.exit_status is None:
            self.exit_status = 0 if self._is_shut_down else 1

    def _receive_request(self, message: dict[str, Any]) -> None:
        id_, method = _read_id(message), message["method"]
        if id_ is None or message.get("jsonrpc") != "2.0" or not isinstance(method, str):
            self._send_error(id_, INVALID_REQUEST)
            return
        try:
            result = self._find_handler(method)(message.get("params"))
            if isinstance(result, Task):
                self._in_flight[id_] = result
                result.when_done(partial(self._finish_request, id_, result))
            else:
                self._send_result(id_, result)
        except Exception as error:
            self._send_failure(id_, error)

    def _find_handler(self, method: str) -> Handler:
        is_first = method == "initialize"
        if self._is_shut_down or (is_first and self._is_initialized):
            raise RpcError(INVALID_REQUEST)
        if method == "exit" or method in self._notifications:
            raise RpcError(INVALID_REQUEST)
        if not self._is_initialized and not is_first:
            raise RpcError(SERVER_NOT_INITIALIZED)
        if method not in self._requests:
            raise RpcError(METHOD_NOT_FOUND)
        return self._initialize if is_first else self._requests[method]

    def _finish_request(self, id_: Id, task: Task[Any], result: Any, error: Exception | None) -> None:
        if self._in_flight.get(id_) is task:
            del self._in_flight[id_]
        if error is not None:
            self._send_failure(id_, error)
            return
        try:
            self._send_result(id_, result)
        except Exception as raised:
            self._send_failure(id_, raised)

    def _receive_notification(self, message: dict[str, Any]) -> None:
        method = message["method"]
        if method == "exit":
            self.end()
        elif self._is_initialized and not self._is_shut_down and message.get("jsonrpc") == "2.0":
            handler = self._notifications.get(method) if isinstance(method, str) else None
            if handler is not None:
                with suppress(Exception):  # a notification has no answer that could be an error
                    handler(message.get("params"))

    def _initialize(self, params: Any) -> Any:
        result = self._requests["initialize"](params)
        self._is_initialized = True
        return result

    def _shut_down(self, _params: Any) -> None:
        for id_ in list(self._in_flight):
            self._cancel(id_)
        self._is_shut_down = True

    def _cancel_request(self, params: Any) -> None:
        id_ = _read_id(params)
        if id_ in self._in_flight:
            self._cancel(id_)

    def _cancel(self, id_: Id) -> None:
        self._in_flight.pop(id_).cancel()
        self._send_error(id_, REQUEST_CANCELLED)

    # -- outgoing

    def notify(self, method: str, params: Any) -> None:
        """Send a notification. Its params may be encoded already."""
        self._send(b'{"jsonrpc":"2.0","method":%b,"params":%b}' % (encode_json(method), encode_json(params)))

    def request(self, method: str, params: Any = None) -> None:
        """Send a request of whose answer nothing depends."""
        message = {"jsonrpc": "2.0", "id": next(self._ids), "method": method}
        self._send(encode_json(message if params is None else {**message, "params": params}))

    def _send_result(self, id_: Id, result: Any) -> None:
        self._send(b'{"jsonrpc":"2.0","id":%b,"result":%b}' % (encode_json(id_), encode_json(result)))

    def _send_failure(self, id_: Id, error: Exception) -> None:
        if isinstance(error, RpcError):
            self._send_error(id_, error.code, error.data)
        else:
            self._send_error(id_, INTERNAL_ERROR, message=f"ce-lint: internal error: {type(error).__name__}")

    def _send_error(self, id_: Id | None, code: int, data: Any = None, message: str = "") -> None:
        error = {"code": code, "message": message or _MESSAGES[code]}
        whole = error if data is None else {**error, "data": data}
        self._send(encode_json({"jsonrpc": "2.0", "id": id_, "error": whole}))


def encode_json(value: Any) -> EncodedJson:
    """A value as ASCII JSON. What is encoded already stays as it is."""
    return value if isinstance(value, EncodedJson) else EncodedJson(_write_json(value).encode("ascii"))


def _write_json(value: Any) -> str:
    """The JSON of a value; a long list item by item, for the encoder lets no other thread run meanwhile."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_encode(key)}:{_write_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list) and len(value) > _LONG_LIST:
        return "[" + ",".join(map(_encode, value)) + "]"
    return _encode(value)


def _read_id(message: Any) -> Id | None:
    """The id of a message; None where it has none that is allowed."""
    found = message.get("id") if isinstance(message, dict) else None
    return found if isinstance(found, (int, str)) and not isinstance(found, bool) else None
