"""Every surface of ce-lint on one document, in one process, and all text that comes out of it.

This is the one module of the campaign that knows ce-lint: the command line by ``main(arguments)``, the language server
by the messages that it takes and sends. Whoever renames something adapts it here.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple, TextIO, cast

from ce_lint.cli.main import main

MOST_CPU = 10.0
"""Seconds of work that a surface may take for one document."""
MOST_TIME = 120.0
"""Seconds that it may take at all."""
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
FORMATS = ("json", "sarif", "gitlab", "github", "junit", "rdjson", "markdown")


class Output(NamedTuple):
    """What a surface said. ``allowed`` is text of the document that it may repeat, since it takes its place.

    ``form`` names the syntax of the text where it has one; ``fixed`` holds the bytes of a file that was fixed;
    ``spans`` counts places outside of the document.
    """

    surface: str
    text: str
    status: int | None = None
    form: str = ""
    allowed: str = ""
    fixed: bytes | None = None
    stray: str = ""


class Hang(BaseException):
    """A surface took longer than it may. It is no Exception: ce-lint catches those."""


class Crash(Exception):
    """A surface raised. ``trace`` names the places, without the words of the error."""

    def __init__(self, error: BaseException) -> None:
        frames = []
        trace = error.__traceback__
        while trace is not None:
            frames.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
            trace = trace.tb_next
        super().__init__(f"{type(error).__name__} at {' > '.join(frames[-4:])}")


@contextmanager
def limited(cpu: float = MOST_CPU, time: float = MOST_TIME) -> Iterator[None]:
    """Raise Hang in what takes longer. Only in the main thread, and where the system has such timers."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hang

    before = [signal.signal(kind, stop) for kind in (signal.SIGVTALRM, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu)
    signal.setitimer(signal.ITIMER_REAL, time)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for kind, handler in zip((signal.SIGVTALRM, signal.SIGALRM), before, strict=True):
            signal.signal(kind, handler)


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


class _Output(io.StringIO):
    """A text stream that has bytes below it, as standard output has."""

    encoding = "utf-8"


def run_command(arguments: Sequence[str], stdin: bytes = b"") -> tuple[int, str]:
    """One command line in this process: its exit status, and all that it printed."""
    out, before = _Output(), sys.stdin
    sys.stdin = cast(TextIO, _Input(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(out):
            status = main(arguments)
    finally:
        sys.stdin = before
    return status, out.getvalue()


class Surfaces:
    """All surfaces, with a folder of their own to work in."""

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="attack", dir=_fast_folder())
        self._folder = os.path.join(self._temporary.name, "repository")
        os.makedirs(os.path.join(self._folder, ".git"))
        self._editor: Editor | None = None
        rules = json.loads(run_command(["rules", "--format", "json"])[1])["rules"]
        self.rules = frozenset(rule["rule"] for rule in rules)
        self._all_rules = ",".join(sorted(self.rules))

    def close(self) -> None:
        if self._editor is not None:
            self._editor.close()
        self._temporary.cleanup()

    def run(self, surface: str, name: str, data: bytes) -> list[Output]:
        """What one surface says of a file. Raises Hang and Crash."""
        try:
            with limited():
                return list(SURFACES[surface](self, name, data))
        except Hang:
            self._editor = None  # nobody knows what state it is in
            raise
        except Exception as error:
            self._editor = None
            raise Crash(error) from None

    # -- the command line

    def _path(self, name: str, data: bytes | None = None) -> str:
        path = os.path.join(self._folder, name)
        if data is not None:
            Path(path).write_bytes(data)
        return path

    def check(self, name: str, data: bytes) -> Iterator[Output]:
        """As a hook calls it: the file alone."""
        status, text = run_command(["check", self._path(name, data)])
        yield Output("check", text, status, "text")

    def text(self, name: str, data: bytes) -> Iterator[Output]:
        """The text report with all rules, colours, notes and the lines that accept a finding."""
        options = ["-v", "--color", "always", "--show-allow", "--select", self._all_rules]
        status, text = run_command(["check", *options, "--stdin-filename", self._path(name), "-"], data)
        yield Output("text", text, status, "colour")

    def quiet(self, name: str, data: bytes) -> Iterator[Output]:
        """A line for each finding."""
        status, text = run_command(["check", "-q", "--stdin-filename", self._path(name), "-"], data)
        yield Output("quiet", text, status, "text")

    def reports(self, name: str, data: bytes) -> Iterator[Output]:
        """Every format, of one run with all rules."""
        paths = {format_: self._path(f"report.{format_}") for format_ in FORMATS}
        options = [f"--report={format_}={path}" for format_, path in paths.items()]
        arguments = ["check", *options, "--select", self._all_rules, "--stdin-filename", self._path(name), "-"]
        status, _ = run_command(arguments, data)
        for format_, path in paths.items():
            text = Path(path).read_bytes().decode("utf-8", "surrogateescape")
            yield Output(format_, text, status, _FORMS.get(format_, "text"), stray=_stray(format_, text, data))

    def formats(self, name: str, data: bytes) -> Iterator[Output]:
        """Every format on standard output, as CI systems read it, by the rules that are on."""
        for format_ in FORMATS:
            arguments = ["check", "--format", format_, "--stdin-filename", self._path(name), "-"]
            status, text = run_command(arguments, data)
            yield Output(f"--format {format_}", text, status, "text")

    def diff(self, name: str, data: bytes) -> Iterator[Output]:
        """What safe fixes would change."""
        status, text = run_command(["check", "--diff", "--stdin-filename", self._path(name), "-"], data)
        yield Output("diff", text, status, "text")

    def unsafe_diff(self, name: str, data: bytes) -> Iterator[Output]:
        """What all fixes would change."""
        arguments = ["check", "--diff", "--unsafe-fixes", "--select", self._all_rules]
        status, text = run_command([*arguments, "--stdin-filename", self._path(name), "-"], data)
        yield Output("unsafe_diff", text, status, "text")

    def fix(self, name: str, data: bytes) -> Iterator[Output]:
        """Safe fixes in the file, and again."""
        path = self._path(name, data)
        status, text = run_command(["check", "--fix", path])
        fixed = Path(path).read_bytes()
        yield Output("fix", text, status, "text", fixed=fixed)
        run_command(["check", "--fix", path])
        if Path(path).read_bytes() != fixed:
            yield Output("fix", "", stray="a second --fix changes what the first one left")

    def unsafe_fix(self, name: str, data: bytes) -> Iterator[Output]:
        """All fixes in the file."""
        path = self._path(name, data)
        status, text = run_command(["check", "--fix", "--unsafe-fixes", path])
        yield Output("unsafe_fix", text, status, "text", fixed=Path(path).read_bytes())

    def poll(self, name: str, data: bytes) -> Iterator[Output]:
        """What will be polled, for people and for programs."""
        options = ["--now", NOW.isoformat(), "--stdin-filename", self._path(name)]
        for form, more in (("text", []), ("json", ["--format", "json"])):
            status, text = run_command(["poll", *more, *options, "-"], data)
            yield Output(f"poll {form}" if more else "poll", text, status, form)
        status, text = run_command(["poll", "--resource", "none", *options, "-"], data)
        yield Output("poll --resource", text, status, "text")

    def baseline(self, name: str, data: bytes) -> Iterator[Output]:
        """A baseline, the file itself, a check and the configuration by it."""
        path, known = self._path(name, data), self._path("baseline.json")
        Path(known).unlink(missing_ok=True)
        status, text = run_command(["baseline", "--include-secrets", "--output", known, path])
        yield Output("baseline", text, status, "text")
        if os.path.exists(known):
            yield Output("baseline file", Path(known).read_text("utf-8"), form="json")
            status, text = run_command(["check", "-v", "--baseline", known, path])
            yield Output("check --baseline", text, status, "text")
        status, text = run_command(["config", path])
        yield Output("config", text, status, "text")

    # -- the editor

    def editor(self, name: str, data: bytes) -> Iterator[Output]:
        """Everything that an editor can ask of the document."""
        if self._editor is None:
            self._editor = Editor(self._folder)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        return iter(self._editor.ask(name, text))


_FORMS = {"json": "json", "sarif": "json", "gitlab": "json", "rdjson": "json", "junit": "xml"}
SURFACES: Mapping[str, Callable[[Surfaces, str, bytes], Iterator[Output]]] = {
    "check": Surfaces.check,
    "text": Surfaces.text,
    "quiet": Surfaces.quiet,
    "reports": Surfaces.reports,
    "formats": Surfaces.formats,
    "diff": Surfaces.diff,
    "unsafe_diff": Surfaces.unsafe_diff,
    "fix": Surfaces.fix,
    "unsafe_fix": Surfaces.unsafe_fix,
    "poll": Surfaces.poll,
    "baseline": Surfaces.baseline,
    "editor": Surfaces.editor,
}


def _fast_folder() -> str | None:
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


def _stray(format_: str, text: str, data: bytes) -> str:
    """A place of a report that is not in the text, in words."""
    if format_ != "json":
        return ""
    try:
        decoded = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        found = json.loads(text)["violations"]
    except (UnicodeError, ValueError, KeyError):
        return ""
    lines = re.split(r"\r\n|\r|\n", decoded)
    for violation in found:
        start, end = violation["start"], violation["end"]
        pairs = [(place["line"], place["column"]) for place in (start, end)]
        for line, column in pairs:
            if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
                return f"{violation['rule']} at {line}:{column} is outside of the text"
        if pairs[0] > pairs[1]:
            return f"{violation['rule']} ends before it starts"
    return ""


# -- the language server, in this process


class _Transport:
    """Stands where the two streams to a client are: keeps what the server sends."""

    def __init__(self) -> None:
        self.answers: list[Any] = []

    def send(self, body: bytes) -> None:
        self.answers.append(json.loads(body))

    def count_answers(self) -> int:
        return sum("id" in answer and "method" not in answer for answer in self.answers)


class _Frozen(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


class Editor:
    """An editor with every capability that the server asks about, and a server of its own."""

    def __init__(self, folder: str) -> None:
        from ce_lint.lsp import server
        from ce_lint.lsp.transport import EventQueue

        server.datetime = _Frozen  # type: ignore[misc]
        self._folder = folder
        self._transport = _Transport()
        self._events = EventQueue()
        self._server = server.Server(self._transport, self._events)  # type: ignore[arg-type]
        before = os.getcwd()
        self._talk(
            [("initialize", {"processId": None, "rootUri": Path(folder).as_uri(), "capabilities": _CAPABILITIES})]
        )
        os.chdir(before)  # the server works in the folder that its client shows
        self._talk([], [("initialized", {})])

    def close(self) -> None:
        """Nothing runs on."""

    def ask(self, name: str, text: str) -> list[Output]:
        """Open a document, ask everything, close it."""
        uri = Path(os.path.join(self._folder, name)).as_uri()
        which = {"textDocument": {"uri": uri}}
        item = {"uri": uri, "languageId": name.rpartition(".")[2], "version": 1, "text": text}
        places = _places(text)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 10**6, "character": 0}}
        asked: list[tuple[str, Any]] = [
            ("textDocument/documentSymbol", which),
            ("textDocument/foldingRange", which),
            ("textDocument/inlayHint", {**which, "range": whole}),
            ("textDocument/codeAction", {**which, "range": whole, "context": {"diagnostics": []}}),
            (
                "textDocument/codeAction",
                {**which, "range": whole, "context": {"diagnostics": [], "only": ["source.fixAll"]}},
            ),
            *(("textDocument/hover", {**which, "position": place}) for place in places),
            *(
                ("textDocument/completion", {**which, "position": place})
                for place in places[:: max(1, len(places) // 24)]
            ),
        ]
        said = self._talk(asked, [("textDocument/didOpen", {"textDocument": item})])
        said += self._talk([], [("textDocument/didClose", which)])
        return _joined(_outputs(asked, said, uri, text))

    def _talk(self, asked: list[tuple[str, Any]], told: Sequence[tuple[str, Any]] = ()) -> list[Any]:
        """Send notifications, then requests; all that the server sends back, the answers by their number."""
        self._transport.answers = []
        for method, params in told:
            self._receive({"jsonrpc": "2.0", "method": method, "params": params})
        for number, (method, params) in enumerate(asked):
            self._receive({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while self._transport.count_answers() < len(asked):
            self._events.next()()
        while self._server._diagnostics.has_due:
            self._server._diagnostics.lint_next_document()
        return self._transport.answers

    def _receive(self, message: Any) -> None:
        self._server._connection.receive(json.dumps(message).encode())


_CAPABILITIES: Any = {
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}},
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
    "window": {"showMessage": {}},
}
_TOKEN = re.compile(r"[\w.$-]+|[\"'{\[:,|<>&*!#/?=]")
_MOST_PLACES = 70


def _places(text: str) -> list[Any]:
    """Where a token begins, in UTF-16 units; of many tokens some."""
    starts = [found.start() for found in _TOKEN.finditer(text)]
    starts = starts[:: len(starts) // _MOST_PLACES + 1]
    return [_position(text, start) for start in starts]


def _position(text: str, offset: int) -> Any:
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le", "surrogatepass")) // 2}


def _joined(outputs: Iterator[Output]) -> list[Output]:
    """One output for each method and each text that it may repeat, so that there is less to look through."""
    texts: dict[tuple[str, str], list[str]] = {}
    found: list[Output] = []
    for output in outputs:
        if output.stray:
            found.append(output)
        else:
            texts.setdefault((output.surface, output.allowed), []).append(output.text)
    return found + [Output(name, "\n".join(parts), allowed=allowed) for (name, allowed), parts in texts.items()]


def _outputs(asked: list[tuple[str, Any]], said: list[Any], uri: str, text: str) -> Iterator[Output]:
    lines = [len(line.encode("utf-16-le", "surrogatepass")) // 2 for line in re.split(r"\r\n|\r|\n", text)]
    for message in said:
        number = message.get("id")
        method = message.get("method") or (
            asked[number][0] if isinstance(number, int) and number < len(asked) else "error"
        )
        name = f"editor {method.rpartition('/')[2]}"
        if "error" in message:
            yield Output(name, json.dumps(message["error"]), stray=f"{method} failed: {message['error']['message']}")
            continue
        content = message.get("result") if "method" not in message else message.get("params")
        edits: list[tuple[str, str]] = []
        rest = _without_edits(content, text, uri, edits)
        yield Output(name, json.dumps(rest, ensure_ascii=False), stray=_outside(content, lines, uri))
        for new, replaced in edits:
            yield Output(f"{name} edit", new, allowed=replaced)


def _without_edits(content: Any, text: str, uri: str, edits: list[tuple[str, str]]) -> Any:
    """The content without the new texts of edits of the document, which go to ``edits`` with what they replace.

    What stands in another place of the same change may move too, so that all of it counts as replaced.
    """
    if isinstance(content, list):
        return [_without_edits(item, text, uri, edits) for item in content]
    if not isinstance(content, dict):
        return content
    if "edits" in content and content.get("textDocument", {}).get("uri") == uri:
        replaced = "\n".join(_cut(text, edit["range"]) for edit in content["edits"])
        edits += [(edit["newText"], replaced) for edit in content["edits"]]
        return {key: value for key, value in content.items() if key != "edits"}
    if "textEdit" in content:
        own = [content["textEdit"], *content.get("additionalTextEdits", ())]
        replaced = "\n".join(_cut(text, edit["range"]) for edit in own)
        edits += [(piece, replaced) for piece in (*(edit["newText"] for edit in own), content.get("filterText", ""))]
        without = {"textEdit", "additionalTextEdits", "filterText"}
        return {key: value for key, value in content.items() if key not in without}
    return {key: _without_edits(value, text, uri, edits) for key, value in content.items()}


def _cut(text: str, range_: Any) -> str:
    return text[_offset(text, range_["start"]) : _offset(text, range_["end"])]


def _offset(text: str, place: Any) -> int:
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
    if place["line"] >= len(starts):
        return len(text)
    start = starts[place["line"]]
    line = text[start : starts[place["line"] + 1] if place["line"] + 1 < len(starts) else len(text)]
    units: int = place["character"]
    data = line.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return int(start + len(data.decode("utf-16-le", "surrogatepass")))


def _outside(content: Any, lines: list[int], uri: str) -> str:
    """A range that is not in the document, in words."""
    if isinstance(content, list):
        return next((found for item in content if (found := _outside(item, lines, uri))), "")
    if not isinstance(content, dict) or content.get("textDocument", {}).get("uri", uri) != uri:
        return ""
    if content.keys() >= {"start", "end"} and isinstance(content["start"], dict):
        for place in (content["start"], content["end"]):
            if not (place["line"] < len(lines) and place["character"] <= lines[place["line"]]):
                return f"{place['line']}:{place['character']} is outside of the text"
        pairs = [(place["line"], place["character"]) for place in (content["start"], content["end"])]
        return "" if pairs[0] <= pairs[1] else "a range ends before it starts"
    return next((found for value in content.values() if (found := _outside(value, lines, uri))), "")
