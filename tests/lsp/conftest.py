"""Servers for the tests: one for each that wants its own, and one that many share."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator

import pytest

from tests.lsp.client import Client


@pytest.fixture
def connect(tmp_path: pathlib.Path) -> Iterator[Callable[[], Client]]:
    """Makes clients of servers that nobody spoke with before, all in one folder of their own."""
    (tmp_path / ".git").mkdir(exist_ok=True)
    made: list[Client] = []

    def connect_one() -> Client:
        made.append(Client(tmp_path))
        return made[-1]

    yield connect_one
    for client in made:
        client.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same for all tests of a process, which use documents of their own."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / ".git").mkdir()
    made = Client(folder)
    made.start()
    yield made
    made.close()


@pytest.fixture(scope="session", params=["utf-8", "utf-16", "utf-32"])
def counting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Client]]:
    """An encoding and a client that prefers it, with snippets for one of them; no other word of its list is known."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / ".git").mkdir()
    made = Client(folder)
    item = {"completionItem": {"snippetSupport": request.param == "utf-8"}}
    encodings = {"positionEncodings": ["graphemes", request.param, "utf-16"]}
    chosen = made.start({"general": encodings, "textDocument": {"completion": item}})
    assert chosen["capabilities"]["positionEncoding"] == request.param
    yield request.param, made
    made.close()


@pytest.fixture
def client(shared: Client, tmp_path: pathlib.Path) -> Iterator[Client]:
    """The shared client in a repository of its own, whose documents are closed behind the test."""
    (tmp_path / ".git").mkdir(exist_ok=True)
    before, shared.folder = shared.folder, tmp_path
    shared.said.clear()
    shared.opened.clear()
    yield shared
    for uri in shared.opened:
        shared.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    shared.request("textDocument/foldingRange", {"textDocument": {"uri": ""}})
    shared.folder = before
