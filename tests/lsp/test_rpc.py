"""JSON-RPC as a client sees it: every request has one answer, in the order of the protocol's lifecycle."""

from __future__ import annotations

import gc
import json
import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.lsp import rpc
from ce_lint.lsp.background import Task
from ce_lint.lsp.rpc import Connection, EncodedJson, RpcError, encode_json

SECRET = "sk_live_51HzRkPJx8vQeWmTnYb"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
METHODS = ["initialize", "shutdown", "exit", "echo", "later", "fail", "refuse", "noted", "$/cancelRequest", "nobody"]


class Rpc:
    """A connection with handlers for every case, and what it sent."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.noted: list[Any] = []
        self.tasks: list[Task[Any]] = []
        self.initialize_error: Exception | None = None
        self.connection = Connection(
            lambda body: self.sent.append(json.loads(body)),
            requests={
                "initialize": self._initialize,
                "echo": lambda params: params,
                "later": self._later,
                "fail": self._fail,
                "refuse": self._refuse,
                "unencodable": lambda _: object(),
            },
            notifications={"noted": self.noted.append, "broken": self._fail},
        )

    def _initialize(self, params: Any) -> Any:
        if self.initialize_error is not None:
            raise self.initialize_error
        return {"got": params}

    def _later(self, params: Any) -> Task[Any]:
        self.tasks.append(Task(lambda: params))
        return self.tasks[-1]

    @staticmethod
    def _fail(params: Any) -> None:
        raise ValueError(SECRET, params)

    @staticmethod
    def _refuse(params: Any) -> None:
        raise RpcError(rpc.CONTENT_MODIFIED, {"because": "it changed"})

    def take(self, message: Any) -> list[Any]:
        """Have a message received; what is sent by then."""
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        count = len(self.sent)
        self.connection.receive(body)
        return self.sent[count:]

    def ask(self, method: str, params: Any = None, id_: Any = 1) -> Any:
        (answer,) = self.take({"jsonrpc": "2.0", "id": id_, "method": method, "params": params})
        assert answer["jsonrpc"] == "2.0"
        assert answer["id"] == id_
        return answer["error"]["code"] if "error" in answer else answer["result"]

    def note(self, method: Any, params: Any = None) -> None:
        assert self.take({"jsonrpc": "2.0", "method": method, "params": params}) == []


@pytest.fixture
def started() -> Rpc:
    made = Rpc()
    assert made.ask("initialize", 7) == {"got": 7}
    return made


def test_a_request_is_answered_with_what_its_handler_returns(started: Rpc) -> None:
    for value in (None, 0, False, "", "🤖\ud800", [], {"a": [1.5, {}]}):
        assert started.ask("echo", value, "id") == value


def test_an_error_has_a_code_and_tells_nothing_of_what_came_in(started: Rpc) -> None:
    (failed,) = started.take({"jsonrpc": "2.0", "id": 1, "method": "fail", "params": SECRET})
    assert failed["error"] == {"code": rpc.INTERNAL_ERROR, "message": "ce-lint: internal error: ValueError"}
    (refused,) = started.take({"jsonrpc": "2.0", "id": 2, "method": "refuse"})
    assert refused["error"] == {
        "code": rpc.CONTENT_MODIFIED, "message": "Content modified", "data": {"because": "it changed"},
    }  # fmt: skip
    assert started.ask("unencodable") == rpc.INTERNAL_ERROR
    assert started.ask(SECRET) == rpc.METHOD_NOT_FOUND
    assert SECRET not in json.dumps(started.sent)


def test_an_answer_that_comes_later_and_one_that_is_cancelled(started: Rpc) -> None:
    for id_ in range(4):
        assert started.take({"jsonrpc": "2.0", "id": id_, "method": "later", "params": id_}) == []
    cancel = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1}}
    (cancelled,) = started.take(cancel)
    assert (cancelled["id"], cancelled["error"]["code"]) == (1, rpc.REQUEST_CANCELLED)
    assert started.take(cancel) == []
    count = len(started.sent)
    started.tasks[0].settle("done", None)
    started.tasks[1].settle("done", None)
    started.tasks[2].settle(None, ValueError(SECRET))
    started.tasks[3].settle(object(), None)
    done, failed, unencodable = started.sent[count:]
    assert done == {"jsonrpc": "2.0", "id": 0, "result": "done"}
    assert (failed["id"], failed["error"]["message"]) == (2, "ce-lint: internal error: ValueError")
    assert (unencodable["id"], unencodable["error"]["code"]) == (3, rpc.INTERNAL_ERROR)
    assert SECRET not in json.dumps(started.sent)


def test_a_request_that_was_answered_or_cancelled_is_forgotten_without_the_garbage_collector(started: Rpc) -> None:
    gc.disable()
    try:
        for id_ in range(3):
            started.take({"jsonrpc": "2.0", "id": id_, "method": "later", "params": "done"})
        alive = [weakref.ref(task) for task in started.tasks]
        started.tasks[0].settle(started.tasks[0].work(), None)
        started.tasks[1].settle(None, ValueError())
        started.take({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 2}})
        started.tasks.clear()
        assert [task() for task in alive] == [None] * 3
    finally:
        gc.enable()


def test_shutdown_cancels_what_is_in_flight_and_then_nothing_is_served(started: Rpc) -> None:
    assert started.take({"jsonrpc": "2.0", "id": 5, "method": "later"}) == []
    cancelled, done = started.take({"jsonrpc": "2.0", "id": 6, "method": "shutdown"})
    assert (cancelled["id"], cancelled["error"]["code"]) == (5, rpc.REQUEST_CANCELLED)
    assert done == {"jsonrpc": "2.0", "id": 6, "result": None}
    for method in ("echo", "shutdown", "initialize", "nobody"):
        assert started.ask(method) == rpc.INVALID_REQUEST
    started.note("noted")
    assert started.noted == []
    assert started.connection.exit_status is None
    started.note("exit")
    assert started.connection.exit_status == 0


def test_without_shutdown_the_end_is_an_error(started: Rpc) -> None:
    started.note("exit")
    started.connection.end()
    assert started.connection.exit_status == 1
    gone = Rpc()
    gone.connection.end()
    assert gone.connection.exit_status == 1


def test_before_initialize_nothing_is_served() -> None:
    made = Rpc()
    made.note("noted")
    for method in ("echo", "shutdown", "nobody"):
        assert made.ask(method) == rpc.SERVER_NOT_INITIALIZED
    assert made.ask("noted") == rpc.INVALID_REQUEST
    made.initialize_error = ValueError(SECRET)
    assert made.ask("initialize") == rpc.INTERNAL_ERROR
    assert made.ask("echo") == rpc.SERVER_NOT_INITIALIZED
    made.initialize_error = None
    assert made.ask("initialize", 1) == {"got": 1}
    assert made.ask("initialize", 1) == rpc.INVALID_REQUEST
    assert made.ask("echo", 2) == 2
    assert made.noted == []


def test_notifications_are_taken_and_never_answered(started: Rpc) -> None:
    started.note("noted", {"a": 1})
    started.note("nobody")
    started.note("broken", SECRET)
    started.note(["noted"])
    started.note("echo")
    assert started.take({"method": "noted", "params": "of another version"}) == []
    assert started.noted == [{"a": 1}]
    for method in ("noted", "exit", "$/cancelRequest"):
        assert started.ask(method) == rpc.INVALID_REQUEST


def test_what_the_server_sends_of_its_own(started: Rpc) -> None:
    count = len(started.sent)
    started.connection.notify("window/showMessage", {"type": 1})
    started.connection.notify("window/logMessage", EncodedJson(b'{"type": 2}'))
    started.connection.request("workspace/diagnostic/refresh")
    started.connection.request("client/registerCapability", {"registrations": []})
    shown, logged, refresh, register = started.sent[count:]
    assert shown == {"jsonrpc": "2.0", "method": "window/showMessage", "params": {"type": 1}}
    assert logged["params"] == {"type": 2}
    assert "params" not in refresh
    assert register["params"] == {"registrations": []}
    assert refresh["id"] != register["id"]
    for answer in ({"result": None}, {"error": {"code": 1, "message": "no"}}, {"error": SECRET}):
        assert started.take({"jsonrpc": "2.0", "id": refresh["id"], **answer}) == []


@given(JSON)
def test_a_value_is_encoded_as_json(value: Any) -> None:
    assert json.loads(encode_json(value)) == value
    assert json.loads(encode_json({"a": [value] * 200, "b": {"": value}})) == {"a": [value] * 200, "b": {"": value}}
    assert encode_json(encode_json(value)) == encode_json(value)


def messages(methods: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    ids = st.integers(0, 3) | st.sampled_from(["a", "", None, True, 1.5])
    fields = {"jsonrpc": st.sampled_from(["2.0", "2.0", "2.0", "1.0"]), "method": methods, "id": ids}
    return st.fixed_dictionaries({}, optional={**fields, "params": JSON | st.fixed_dictionaries({"id": ids})})


@given(st.lists(messages(st.sampled_from(METHODS) | JSON), max_size=12))
def test_whatever_comes_each_request_is_answered_once(sent: list[Any]) -> None:
    made = Rpc()
    for message in sent:
        made.take(message)
    for task in made.tasks:
        task.settle(None, None)
    answers = Counter(json.dumps(answer["id"]) for answer in made.sent)
    asked = Counter(
        json.dumps(message["id"] if type(message.get("id")) in (int, str) else None)
        for message in sent
        if ("id" in message and "method" in message) or "method" not in message
    )
    assert answers == asked


@pytest.mark.parametrize("make", [lambda: b"\xff", lambda: b"", lambda: b"[" * 10**5, lambda: b"1" * 5000])
def test_what_is_no_json_is_refused(make: Callable[[], bytes], started: Rpc) -> None:
    (answer,) = started.take(make())
    assert answer == {"jsonrpc": "2.0", "id": None, "error": {"code": rpc.PARSE_ERROR, "message": "Parse error"}}
