"""The server with a client that talks nonsense: it stays right and alive, and every request gets one answer."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers import body
from tests.lsp.client import ROOT, Client, Message, at, part, rules, spread

PARSE, INVALID, UNKNOWN, PARAMS = -32700, -32600, -32601, -32602
NOT_READY, CANCELLED = -32002, -32800
BAD = json.dumps(body({"event.notifcation.enabled": True}))
SECRET = "sk_live_51HzRkPJx8vQeWmTnYb"
HOVER = "textDocument/hover"


def is_well(client: Client) -> bool:
    """Whether the server still lints and answers."""
    uri = client.open(f"well-{len(client.said)}.json", BAD)
    is_linted = rules(client.published(uri)) == ["unknown-event-key"]
    return is_linted and client.request(HOVER, at(uri, 0, BAD.index("event.") + 2)) is None


# -- messages that are none


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"no json", PARSE),
        (b"", PARSE),
        (b"{", PARSE),
        (b"\xff\xfe{}", PARSE),
        (b"[" * 100_000, PARSE),
        (b'{"id": ' + b"9" * 5000 + b"}", PARSE),
        (b"[]", INVALID),
        (b"null", INVALID),
        (b'"words"', INVALID),
        (b"{}", INVALID),
        (b'{"jsonrpc": "2.0", "id": 1}', INVALID),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]', INVALID),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "shutdown"}', INVALID),
        (b'{"id": 1, "method": "shutdown"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1, "method": ["shutdown"]}', INVALID),
        (b'{"jsonrpc": "2.0", "id": null, "method": "shutdown"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": true, "method": "shutdown"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "shutdown"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "shutdown"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/didOpen", "params": {}}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "$/cancelRequest", "params": {"id": 1}}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "exit"}', INVALID),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "nobody/knows"}', UNKNOWN),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "$/nobody", "params": [1]}', UNKNOWN),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "window/workDoneProgress/create", "params": {"token": 1}}', UNKNOWN),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover"}', PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": 7}', PARAMS),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {"position": {}}}', PARAMS),
    ],
)
def test_a_message_that_is_none_is_refused(body: bytes, code: int, shared: Client) -> None:
    shared.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    has_id = isinstance(code, int) and b'"id": 1,' in body and not body.startswith(b"[")
    answer = shared.until(lambda message: "error" in message)
    assert answer["error"]["code"] == code
    assert answer["id"] == (1 if has_id or body.endswith(b'"id": 1}') else None)
    assert shared.answer(shared.ask("textDocument/foldingRange", {"textDocument": {"uri": "x"}}))["result"] == []


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "2.0", "method": "nobody/knows", "params": {"a": 1}},
        {"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "loud"}},
        {"jsonrpc": "2.0", "method": "$/progress", "params": {"token": [], "value": 1}},
        {"jsonrpc": "2.0", "method": 7},
        {"jsonrpc": "2.0", "method": "initialize", "params": {"capabilities": {}}},
        {"jsonrpc": "2.0", "method": HOVER, "params": at("file:///a.json", 0, 0)},
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": 7}}},
        {"jsonrpc": "2.0", "method": "textDocument/didOpen"},
        {"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///never"}}},
        {"jsonrpc": "2.0", "method": "textDocument/didSave", "params": {"textDocument": {"uri": "file:///never"}}},
        {"jsonrpc": "2.0", "method": "workspace/didChangeConfiguration", "params": {"settings": None}},
        {"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": 1}]}},
        {"jsonrpc": "2.0", "method": "workspace/didChangeWorkspaceFolders", "params": {}},
        {"jsonrpc": "2.0", "method": "notebookDocument/didOpen", "params": {}},
        {"jsonrpc": "2.0", "method": "window/workDoneProgress/cancel", "params": {"token": "?"}},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 12345}},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "never"}},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": {"a": []}}},
        {"jsonrpc": "2.0", "method": "$/cancelRequest"},
        {"jsonrpc": "2.0", "id": 99, "result": {"to": "nothing"}},
        {"jsonrpc": "2.0", "id": "99", "error": {"code": 1, "message": "to nothing"}},
        {"jsonrpc": "2.0", "id": [], "result": None},
        {"jsonrpc": "2.0", "error": "what"},
    ],
    ids=str,
)
def test_a_notification_that_means_nothing_is_passed_over(message: Message, shared: Client) -> None:
    shared.send(message)
    assert is_well(shared)


def test_the_way_back_after_a_wrong_length(shared: Client) -> None:
    whole = json.dumps({"jsonrpc": "2.0", "id": "cut", "method": "shutdown"}).encode()
    shared.raw(b"Content-Length: 10\r\n\r\n" + whole)
    assert shared.answer(None)["error"]["code"] == PARSE
    shared.raw(b"\r\n\r\nGET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n")
    assert is_well(shared)


# -- the order of things


def test_before_the_welcome_nothing_is_served(connect: Callable[[], Client]) -> None:
    client = connect()
    uri = client.open("early.json", BAD)
    assert client.fault(HOVER, at(uri, 0, 0)) == NOT_READY
    assert client.fault("shutdown") == NOT_READY
    assert client.fault("nobody/knows") == NOT_READY
    client.change(uri, 2, {"text": BAD})
    client.start()
    assert client.request(HOVER, at(uri, 0, 0)) is None
    assert client.fault("initialize", {"processId": None, "rootUri": None, "capabilities": {}}) == INVALID
    assert is_well(client)
    client.request("shutdown")
    assert client.fault(HOVER, at(uri, 0, 0)) == INVALID
    assert client.fault("shutdown") == INVALID
    client.open("late.json", BAD)
    client.notify("exit")
    assert client.end() == 0
    assert "late.json" not in client.everything()
    assert not client.errors


@pytest.mark.parametrize(
    "params",
    [
        {"processId": None, "rootUri": None, "capabilities": {"general": {"positionEncodings": 8}}},
        {"processId": None, "rootUri": "file:///no/such/folder", "capabilities": {}, "workspaceFolders": [{}]},
        {"processId": None, "rootUri": "http://[broken", "capabilities": {}, "initializationOptions": [[]] * 9},
        7,
    ],
)
def test_a_client_that_says_strange_things_of_itself_is_served_modestly(
    params: Any, connect: Callable[[], Client]
) -> None:
    client = connect()
    result = client.request("initialize", params)
    assert result["serverInfo"]["name"] == "ce-lint"
    assert is_well(client)


# -- how it ends


@pytest.mark.parametrize(
    ("last_words", "status"),
    [
        (b"", 1),
        (b"Content-Length: 500\r\n\r\n{", 1),
        (b'Content-Length: 36\r\n\r\n{"jsonrpc": "2.0", "method": "exit" }', 1),
    ],
)
def test_when_its_input_ends_it_ends_at_once(last_words: bytes, status: int, connect: Callable[[], Client]) -> None:
    client = connect()
    client.start()
    client.open("long.json", "[" + BAD * 2000)  # which is still linted by then
    client.raw(last_words)
    client.hang_up()
    assert client.end() == status
    assert not client.errors


def test_exit_without_shutdown_shows_in_the_status_and_after_a_kill_a_new_server_serves(
    connect: Callable[[], Client],
) -> None:
    client = connect()
    client.start()
    client.notify("exit")
    assert client.end() == 1
    killed = connect()
    killed.start()
    killed.open("a.json", BAD)
    killed.process.kill()
    assert killed.end() != 0
    again = connect()
    again.start()
    assert rules(again.shown("a.json", BAD)) == ["unknown-event-key"]
    assert again.leave() == 0
    assert not client.errors + killed.errors + again.errors


def test_a_client_that_never_reads_stops_nothing(tmp_path: pathlib.Path) -> None:
    """Far more is said than a pipe holds; every change is still taken, and the end of the input ends it all."""
    command = [sys.executable, "-m", "ce_lint", "lsp"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=env) as process:
        assert process.stdin is not None
        for message in a_flood():
            process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(message), message))
        process.stdin.close()
        assert process.wait(60) == 1


def a_flood() -> Iterator[bytes]:
    params: Any = {"processId": None, "rootUri": None, "capabilities": {}}
    yield json.dumps({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}).encode()
    item = {"uri": "file:///a.json", "languageId": "json", "version": 1, "text": BAD}
    params = {"textDocument": item}
    yield json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}).encode()
    for number in range(1, 50):
        params = {**at("file:///a.json", 0, BAD.index("event.") + 2)}
        yield json.dumps(
            {"jsonrpc": "2.0", "id": number, "method": "textDocument/completion", "params": params}
        ).encode()


# -- requests


def test_every_request_has_one_answer_whatever_its_id(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start()
    uri = client.open("asked.json", BAD)
    asked: list[int | str] = [0, -1, 2**31, 10**30, "", "0", "a" * 1000, "🤖", "null"]
    methods = [HOVER, "textDocument/completion", "textDocument/documentSymbol", "nobody/knows", "textDocument/rename"]
    for id_ in asked:
        for method in methods:
            client.ask(method, at(uri, 0, 0), id_)
        client.notify("$/cancelRequest", {"id": id_})
    client.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    answers = Counter(json.dumps(message["id"]) for message in client.said if "method" not in message)
    assert [answers[json.dumps(id_)] for id_ in asked] == [len(methods)] * len(asked)


def test_a_request_about_a_long_text_can_be_cancelled_and_is_answered_once(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start()
    uri = client.open(
        "long.yaml", "element: { key: zendesk }\nname: a\nconfiguration:\n" + "  a.b: some words\n" * 9000
    )
    params = {"textDocument": {"uri": uri}}
    asked = [client.ask("textDocument/documentSymbol", params) for _ in range(6)]
    for id_ in asked[1:]:
        client.notify("$/cancelRequest", {"id": id_})
    codes = [client.answer(id_).get("error", {}).get("code") for id_ in asked[1:]]
    assert codes == [CANCELLED] * 5
    assert client.answer(asked[0])["result"]
    assert client.leave() == 0
    ids = [message.get("id") for message in client.rest() if "method" not in message]
    assert all(ids.count(id_) == 1 for id_ in asked)


@pytest.mark.parametrize(
    ("line", "character"),
    [(10**9, 0), (0, 10**9), (2**31 - 1, 2**31 - 1), (-1, 0), (0, -1), (2**31, 0), (1.5, 0), ("0", 0)],
)
def test_places_beyond_every_text_are_answered(line: Any, character: Any, shared: Client) -> None:
    uri = shared.open("beyond.json", BAD)
    shared.published(uri)
    for method in (HOVER, "textDocument/completion"):
        answer = shared.answer(shared.ask(method, at(uri, line, character)))
        assert "result" in answer or answer["error"]["code"] == PARAMS
    for method in ("textDocument/inlayHint", "textDocument/codeAction"):
        params = {"textDocument": {"uri": uri}, "range": spread(line, character, 0, 0), "context": {"diagnostics": []}}
        answer = shared.answer(shared.ask(method, params))
        assert "result" in answer or answer["error"]["code"] == PARAMS
    assert is_well(shared)


def test_changes_that_make_no_sense(shared: Client) -> None:
    uri = shared.open("strange.json", BAD)
    assert rules(shared.published(uri)) == ["unknown-event-key"]
    shared.change("file:///never/opened.json", 2, {"text": BAD})
    shared.change(uri, 2, part(0, 9, 0, 2, ""))  # the end before the start: nothing is taken away
    assert rules(shared.published(uri, 2)) == ["unknown-event-key"]
    shared.change(uri, 3)
    assert rules(shared.published(uri)) == ["unknown-event-key"]
    shared.change(uri, 4, part(10**6, 10**6, 10**6, 10**6, "\n"))
    assert rules(shared.published(uri, 4)) == ["unknown-event-key"]
    shared.change(uri, -7, part(0, 0, 10**6, 0, BAD))
    assert rules(shared.published(uri, -7)) == ["unknown-event-key"]
    shared.open("strange.json", json.dumps(body()), version=1)  # it is open already
    assert shared.published(uri, 1) == []


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "vscode-notebook-cell:/work/book.ipynb#W0sZmlsZQ%3D%3D",
        "file:///c%3A/Users/me/a.json",
        "file:///C:/Users/me/a.json",
        "file://server/share/a.json",
        "file:///%C3%A9%F0%9F%A4%96%20%23.json",
        "file:///a%00b.json",
        "git:/work/a.json?%7B%22ref%22%3A%22HEAD%22%7D",
        "http://[broken/a.json",
        "",
        "🤖",
        "file:///" + "a" * 5000 + ".json",
        "file:///\ud800.json",
    ],
)
def test_documents_of_every_uri_are_linted(uri: str, shared: Client) -> None:
    item = {"uri": uri, "languageId": "json", "version": 1, "text": BAD}
    shared.notify("textDocument/didOpen", {"textDocument": item})
    assert rules(shared.published(uri)) == ["unknown-event-key"]
    shared.actions(uri)
    assert is_well(shared)


def test_a_folder_is_a_document_like_another(shared: Client) -> None:
    uri = shared.folder.as_uri() + "/"
    item = {"uri": uri, "languageId": "json", "version": 1, "text": BAD}
    shared.notify("textDocument/didOpen", {"textDocument": item})
    assert rules(shared.published(uri)) == ["unknown-event-key"]


def test_a_folder_that_is_gone(connect: Callable[[], Client]) -> None:
    client = connect()
    gone = client.folder / "gone"
    gone.mkdir()
    client.start(rootUri=gone.as_uri())
    gone.rmdir()
    assert rules(client.shown("gone/a.json", BAD)) == ["unknown-event-key"]
    assert rules(client.shown("untitled:a.json", BAD, "json")) == ["unknown-event-key"]


# -- secrets


def test_no_secret_is_sent(connect: Callable[[], Client]) -> None:
    """A document with a secret in every kind of value, asked everything, and nonsense that holds it too."""
    client = connect()
    client.start()
    text = json.dumps(
        body(
            {
                "password": SECRET,
                "oauth.api.secret": SECRET,
                "event.notification.signature.key": SECRET,
                "event.notification.callback.url": f"https//user:{SECRET}@example.com/?token={SECRET}",
                "event.notification.enabled": "true",
                "event.poller.refresh_interval": SECRET,
                "event.poller.urls": f"/a?key={SECRET}${{date:YYYY}}",
            }
        ),
        indent=1,
    )
    for file in ("secret.json", "broken.json"):
        name = client.open(file, text if file == "secret.json" else text.replace('",\n', '"\n', 1))
        assert client.published(name)
        assert client.actions(name)
        assert bool(client.actions(name, ["source.fixAll"])) == (file == "broken.json")
        for line in range(text.count("\n")):
            client.request(HOVER, at(name, line, 9))
            client.request(HOVER, at(name, line, 45))
        params = {"textDocument": {"uri": name}}
        client.request("textDocument/inlayHint", {**params, "range": spread(0, 0, 99, 0)})
        client.request("textDocument/foldingRange", params)
    for method in (HOVER, SECRET, "textDocument/completion", "workspace/executeCommand", "textDocument/codeAction"):
        for params in (SECRET, {"textDocument": SECRET}, {"command": SECRET}, {"command": "ce-lint.explain"}):
            assert client.fault(method, params)
    explained = {"command": "ce-lint.explain", "arguments": [SECRET, SECRET]}
    client.request("workspace/executeCommand", explained)
    client.fault("workspace/executeCommand", {"command": "ce-lint.explain", "arguments": [SECRET] * 3})
    client.raw(b"Content-Length: 40\r\n\r\n" + SECRET.encode() * 2)
    client.notify("textDocument/didOpen", {"textDocument": {"text": SECRET}})
    client.notify(SECRET, SECRET)
    assert client.leave() == 0
    assert SECRET not in client.everything()
    assert not client.errors
