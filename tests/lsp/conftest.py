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


@pytest.fixture
def client(connect: Callable[[], Client]) -> Client:
    """A client that was welcomed, which is pushed its diagnostics and counts in UTF-16."""
    made = connect()
    made.start()
    return made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same for all tests of a module, which use documents of their own."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / ".git").mkdir()
    made = Client(folder)
    made.start()
    yield made
    made.close()
