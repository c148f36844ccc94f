"""A client of the language server that speaks JSON-RPC over pipes, so that it can also talk nonsense."""

from __future__ import annotations

import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

ROOT = pathlib.Path(__file__).parents[2]
PATIENCE = 60.0
Message = dict[str, Any]


class Client:
    """One process of the server, and everything that it said."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.said: list[Message] = []
        self.opened: list[str] = []
        self.errors = b""
        self._ids = 0
        self._came: queue.Queue[Message | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ce_lint", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            bufsize=0,
        )
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self._in, self._out, self._err = self.process.stdin, self.process.stdout, self.process.stderr
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    # -- bytes

    def raw(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._in.write(view) or 0 :]

    def send(self, message: Any) -> None:
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def _read(self) -> None:
        buffered = open(self._out.fileno(), "rb", closefd=False)  # noqa: SIM115
        while line := buffered.readline():
            name, _, value = line.partition(b":")
            assert name == b"Content-Length", line
            assert buffered.readline() == b"\r\n"
            self._came.put(json.loads(buffered.read(int(value))))
        self._came.put(None)

    def _read_errors(self) -> None:
        while chunk := self._err.read(4096):
            self.errors += chunk

    # -- messages

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any = None, id_: int | str | None = None) -> int | str:
        self._ids += 1
        asked = self._ids if id_ is None else id_
        self.send({"jsonrpc": "2.0", "id": asked, "method": method, "params": params})
        return asked

    def until(self, is_it: Callable[[Message], object], patience: float = PATIENCE) -> Message:
        """The first message from now on that is it."""
        end = time.monotonic() + patience
        while True:
            message = self._came.get(timeout=max(0.01, end - time.monotonic()))
            if message is None:
                raise EOFError(self.errors.decode())
            self.said.append(message)
            if is_it(message):
                return message

    def answer(self, asked: int | str | None) -> Message:
        return self.until(lambda message: "id" in message and message["id"] == asked and "method" not in message)

    def request(self, method: str, params: Any = None) -> Any:
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def fault(self, method: str, params: Any = None) -> int:
        return int(self.answer(self.ask(method, params))["error"]["code"])

    # -- the life of a client and of its documents

    def start(self, capabilities: Any = None, **params: Any) -> Any:
        whole = {"processId": None, "rootUri": self.folder.as_uri(), "capabilities": capabilities or {}, **params}
        result = self.request("initialize", whole)
        self.notify("initialized", {})
        return result

    def leave(self) -> int:
        """Say goodbye as the protocol wants it; the status of the process."""
        self.request("shutdown")
        self.notify("exit")
        return self.end()

    def end(self) -> int:
        status = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return status

    def rest(self) -> list[Message]:
        """Everything that was said when the process had ended."""
        while (message := self._came.get(timeout=PATIENCE)) is not None:
            self.said.append(message)
        return self.said

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.end()
        for pipe in (self._in, self._out, self._err):
            pipe.close()

    def hang_up(self) -> None:
        """Send nothing more."""
        self._in.close()

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "", version: int = 1) -> str:
        item = {"uri": self.uri(name), "languageId": language or name.rpartition(".")[2], "version": version}
        self.notify("textDocument/didOpen", {"textDocument": {**item, "text": text}})
        self.opened.append(str(item["uri"]))
        return str(item["uri"])

    def change(self, uri: str, version: int, *changes: Any) -> None:
        self.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": list(changes)},
        )

    def published(self, uri: str, version: int | None = None) -> list[Message]:
        """The diagnostics of the next publication of a document, of one of its versions if that matters."""

        def is_it(message: Message) -> bool:
            params = message.get("params") or {}
            is_ours = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return is_ours and version in {None, params.get("version")}

        found: list[Message] = self.until(is_it)["params"]["diagnostics"]
        return found

    def shown(self, name: str, text: str, language: str = "") -> list[Message]:
        """The diagnostics of a text that is opened."""
        return self.published(self.open(name, text, language))

    def actions(self, uri: str, only: Sequence[str] | None = None, range_: Any = None) -> list[Message]:
        context: Message = {"diagnostics": []} if only is None else {"diagnostics": [], "only": list(only)}
        params = {"textDocument": {"uri": uri}, "range": range_ or spread(0, 0, 10**6, 0), "context": context}
        found: list[Message] = self.request("textDocument/codeAction", params)
        return found

    def everything(self) -> str:
        """All that was said, on the wire and beside it."""
        return json.dumps(self.said, ensure_ascii=False) + self.errors.decode("utf-8", "replace")


def place(line: int, character: int) -> Message:
    return {"line": line, "character": character}


def spread(line: int, character: int, last: int, end: int) -> Message:
    return {"start": place(line, character), "end": place(last, end)}


def part(line: int, character: int, last: int, end: int, text: str) -> Message:
    """A change of a part of a text."""
    return {"range": spread(line, character, last, end), "text": text}


def at(uri: str, line: int, character: int) -> Message:
    return {"textDocument": {"uri": uri}, "position": place(line, character)}


def rules(diagnostics: Sequence[Message]) -> list[str]:
    return sorted(diagnostic["code"] for diagnostic in diagnostics)
