"""What a client is shown is what ``ce-lint check`` finds, place for place."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ce_lint.lint.check_file import run_bytes
from ce_lint.lsp.convert import to_diagnostic
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.protocol import UNNECESSARY, PositionEncoding
from ce_lint.lsp.rpc import SERVER_CANCELLED
from ce_lint.lsp.session import Session
from tests.helpers import BOOK, EVENTS, body, regions, run
from tests.lsp.client import ROOT, Client, part, rules

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
STRANGE = """{
\t"element": { "key": "zendesk " },\r
\t"name": "Büro 🤖\u2028🏽",\r\t"configuration": {
\t\t"🤖 key": "🤖", "event.notification.callback.url": "https//🤖.example.com/events",
"event.notification.enabled": true, "event.poller.refresh_interval": "15m", "event.poller.refresh_interval": "16m" }
}
"""
STRANGE_YAML = """# 🤖
element: { key: "zendesk " } # 🏽\r
name: "Büro 🤖\u2028🏽"\r\nconfiguration:
  "🤖 key": "🤖"
  event.notification.callback.url: "https//🤖.example.com/events"
  event.notification.enabled: true
  event.poller.refresh_interval: 15m
"""
TEXTS = {
    "strange.json": STRANGE,
    "strange.yaml": STRANGE_YAML,
    "marked.json": "\ufeff" + STRANGE,
    "marked.yaml": "\ufeff" + STRANGE_YAML,
    "crlf.json": json.dumps(body({"event.notifcation.enabled": True}, name="🤖"), indent=1).replace("\n", "\r\n"),
    "cr.json": json.dumps(body({"event.notifcation.enabled": True}, name="🤖"), indent=1).replace("\n", "\r"),
    "one-line.json": json.dumps(body({"🤖" * 9: "🏽", "event.notifcation.enabled": True}), ensure_ascii=False),
    "silent.json": (ROOT / "examples" / "silent-events.json").read_text("utf-8"),
    "hubspot.yaml": (ROOT / "examples" / "hubspot.yaml").read_text("utf-8"),
    "polling.json": (ROOT / "examples" / "polling.json").read_text("utf-8"),
    "lines.jsonl": f'{json.dumps(body(name="🤖"))}\n{json.dumps(body({"event.notifcation.enabled": True}))}\n',
    "clean.json": json.dumps(body()),
    "foreign.json": '{"name": "web", "version": "1.0.0", "scripts": {"test": "true"}}',
    "broken.json": '{"element": {"key": "zendesk"}, "configuration": {"site.address": "🤖" "b": 1}, "name": "x"}',
    "empty.json": "",
    "notes.md": "# Notes\n\nAuthorization: User 4b1f0c6a9d8e7f3a2b5c==, Organization 9c8b7a6f5e4d3c2b1a0f9e8d\n",
}  # fmt: skip


def expected(folder: pathlib.Path, name: str, text: str, encoding: PositionEncoding) -> list[Any]:
    """What the command line reports, counted in the units of an encoding."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    report = json.loads(run("check", str(path), "--format", "json").out)
    codec, size = CODECS[encoding]
    shown = text.removeprefix("\ufeff")
    starts = [
        0,
        *(at + 1 for at, char in enumerate(shown) if char == "\n" or (char == "\r" and shown[at + 1 : at + 2] != "\n")),
    ]

    def unit(line: int, column: int) -> tuple[int, int]:
        start = starts[line - 1]
        before = shown[start : start + column - 1]
        mark = len("\ufeff".encode(codec)) // size if line == 1 and shown != text else 0
        return line - 1, len(before.encode(codec)) // size + mark

    return sorted(
        (one["rule"], unit(*one["start"].values()), unit(*one["end"].values()), one["message"], one["help"])
        for one in report["violations"]
    )


def seen(diagnostics: list[Any]) -> list[Any]:
    return sorted(
        (
            one["code"],
            tuple(one["range"]["start"].values()),
            tuple(one["range"]["end"].values()),
            *one["message"].split(".\n", 1),
        )
        for one in diagnostics
    )


@pytest.mark.parametrize("name", TEXTS)
def test_a_client_is_shown_what_the_command_line_finds(name: str, counting: tuple[PositionEncoding, Client]) -> None:
    encoding, client = counting
    wanted = expected(client.folder, name, TEXTS[name], encoding)
    assert seen(client.shown(name, TEXTS[name])) == wanted
    assert wanted or name in {"clean.json", "foreign.json", "empty.json"}


def test_every_example_is_linted_as_the_command_line_does(shared: Client) -> None:
    for path in sorted((ROOT / "examples").glob("*.*")):
        text = path.read_text("utf-8")
        assert seen(shared.shown(path.name, text)) == expected(shared.folder, path.name, text, "utf-16"), path.name


@given(
    st.text(st.sampled_from('{}[]",:\n\r\t \u2028é🤖aeky\ud800\x00\ufeff'), max_size=60),
    st.sampled_from(["json", "yaml", "jsonl"]),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_linted_as_files_are(middle: str, suffix: str) -> None:
    text = (
        '{"element": {"key": "zendesk "}, "name": "' + middle + '", "configuration": {"event.notifcation.enabled": 1}}'
    )
    name = f"/nowhere/instance.{suffix}"
    document = OpenDocument(f"file://{name}", name, text, 1, "utf-32")
    result = Session().lint(document)
    assert result.violations == run_bytes(name, text.encode("utf-8", "replace"), BOOK).violations
    for violation, region in zip(result.violations, regions(result), strict=True):
        range_ = to_diagnostic(document, violation, None)["range"]
        if "\0" not in text:  # which is taken for the mark of another encoding
            for end, position in (("start", region.start), ("end", region.end)):
                assert range_[end] == {"line": position.line - 1, "character": position.column - 1}


def test_a_finding_says_its_rule_where_that_is_explained_and_what_to_write(shared: Client) -> None:
    text = json.dumps(body({"event.notifcation.enabled": True}), indent=1)
    (found,) = shared.shown("one.json", text)
    assert found["source"] == "ce-lint"
    assert found["code"] == "unknown-event-key"
    assert found["severity"] == 1
    assert found["message"].endswith(".\nDid you mean `event.notification.enabled`?")
    explained = found["codeDescription"]["href"]
    assert explained.startswith("file:///")
    assert explained.endswith("/rules/events/unknown-event-key.toml")
    assert pathlib.Path(explained.removeprefix("file://")).exists()


def test_each_severity_is_that_of_the_protocol(shared: Client) -> None:
    (shared.folder / "kinds").mkdir()
    (shared.folder / "kinds" / "ce-lint.toml").write_text(
        '[severity]\nextreme-refresh-interval = "info"\nunknown-event-key = "warning"\n', "utf-8"
    )
    text = json.dumps(
        body({**EVENTS, "event.notifcation.x": 1, "event.poller.refresh_interval": 99999, "filter.response.nulls": 1})
    )
    found = {one["code"]: one["severity"] for one in shared.shown("kinds/a.json", text)}
    assert found["unknown-event-key"] == 2
    assert found["extreme-refresh-interval"] == 3


def test_of_two_equal_keys_each_knows_the_other(shared: Client) -> None:
    text = '{"element": {"key": "zendesk"},\n "name": "a", "configuration": {"🤖": 1, "site": 1,\n  "site": 2}}'
    uri = shared.open("twice.json", text)
    (found,) = shared.published(uri)
    assert found["code"] == "duplicate-key"
    (related,) = found["relatedInformation"]
    assert related["location"]["uri"] == uri
    lines = text.split("\n")

    def shown(range_: Any) -> str:
        assert range_["start"]["line"] == range_["end"]["line"]
        line = lines[range_["start"]["line"]].encode("utf-16-le")
        return line[range_["start"]["character"] * 2 : range_["end"]["character"] * 2].decode("utf-16-le")

    assert shown(found["range"]) == shown(related["location"]["range"]) == '"site"'
    assert found["range"] != related["location"]["range"]


def test_what_does_nothing_is_faded_out(shared: Client) -> None:
    (found,) = shared.shown("response.json", json.dumps({**body(), "eventsEnabled": True}))
    assert (found["code"], found["tags"]) == ("response-field", [UNNECESSARY])
    (found,) = shared.shown("other.json", json.dumps(body({"event.notifcation.enabled": True})))
    assert "tags" not in found


def test_a_document_that_is_being_typed_shows_one_place_to_fix(shared: Client) -> None:
    """Cut off anywhere: where it breaks off and what is open there. Typed into: nothing beside what is typed."""
    text = json.dumps(body({**EVENTS, "event.poller.refresh_interval": 15}), indent=2)
    uri = shared.open("typed.json", "{")
    shared.published(uri)
    version = 1
    for cut in range(0, len(text), 3):
        version += 1
        shared.change(uri, version, {"text": text[:cut]})
        found = shared.published(uri, version)
        assert len(found) <= 3, text[:cut]
        assert rules(found).count("invalid-json") <= 2, text[:cut]
    before, after = text.split('  "name"')
    for typed in ('"', '"a', '"a":', '"a": t', '"a": "b', "tru", ",", '"event.', "{", "}}", "'", "🤖"):
        version += 1
        shared.change(uri, version, {"text": f'{before}  {typed}\n  "name"{after}'})
        found = shared.published(uri, version)
        line = before.count("\n")
        assert "invalid-json" in rules(found), typed
        assert len(found) <= 3, typed
        assert {one["range"]["start"]["line"] for one in found} <= {line, line - 1, line + 1}, typed


def test_changes_are_followed_and_the_last_version_counts(shared: Client) -> None:
    uri = shared.open("changing.json", json.dumps(body()), version=1)
    assert shared.published(uri, 1) == []
    shared.change(uri, 2, {"text": json.dumps(body({"event.notifcation.enabled": True}), indent=1)})
    assert rules(shared.published(uri, 2)) == ["unknown-event-key"]
    shared.change(uri, 3, part(6, 0, 7, 0, ""), part(5, 24, 5, 25, ""))
    assert shared.published(uri, 3) == []
    for version in range(4, 300):
        shared.change(uri, version, part(0, 1, 0, 1 if version % 2 else 2, " " if version % 2 else ""))
    shared.change(uri, 300, {"text": "{"})
    shared.change(uri, 301, {"text": json.dumps(body({"event.notifcation.enabled": True}))})
    assert rules(shared.published(uri, 301)) == ["unknown-event-key"]
    shared.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert shared.published(uri) == []


def test_two_files_and_a_new_name(shared: Client) -> None:
    bad, good = json.dumps(body({"event.notifcation.enabled": True})), json.dumps(body())
    one, two = shared.open("one-of-two.json", bad), shared.open("two-of-two.json", good)
    assert rules(shared.published(one)) == ["unknown-event-key"]
    assert shared.published(two) == []
    shared.notify("textDocument/didClose", {"textDocument": {"uri": one}})
    assert shared.published(one) == []
    three = shared.open("renamed.json", bad)
    assert rules(shared.published(three)) == ["unknown-event-key"]
    assert shared.shown("renamed.txt", bad[1:], "plaintext") == []
    shared.change(two, 2, {"text": bad})
    assert rules(shared.published(two, 2)) == ["unknown-event-key"]


def test_an_editor_that_pulls_is_pushed_nothing(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start({"textDocument": {"diagnostic": {}, "publishDiagnostics": {}}})
    bad = json.dumps(body({"event.notifcation.enabled": True}))
    uri = client.open("pulled.json", bad)
    params: dict[str, Any] = {"textDocument": {"uri": uri}}
    first = client.request("textDocument/diagnostic", params)
    assert first["kind"] == "full"
    assert rules(first["items"]) == ["unknown-event-key"]
    again = client.request("textDocument/diagnostic", {**params, "previousResultId": first["resultId"]})
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    client.change(uri, 2, {"text": json.dumps(body())})
    changed = client.request("textDocument/diagnostic", {**params, "previousResultId": first["resultId"]})
    assert (changed["kind"], changed["items"]) == ("full", [])
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.request("textDocument/diagnostic", params)["items"] == []
    assert client.leave() == 0
    assert not [message for message in client.said if "Diagnostics" in message.get("method", "")]


LONG = 'element: { key: "zendesk " }\nname: long\nconfiguration:\n' + "".join(
    f"  setting.{number}: some words of a value that fills the line\n" for number in range(3000)
)


def test_a_long_text_that_changes_while_it_is_linted(connect: Callable[[], Client]) -> None:
    """Pushed is the last version; pulled, the answer to an older one is that it must be asked again."""
    client = connect()
    client.start()
    uri = client.open("long.yaml", LONG)
    for version in range(2, 8):
        client.change(uri, version, part(1, 6, 1, 6, "x"))
    client.change(uri, 8, part(0, 24, 0, 25, ""))
    assert client.published(uri, 8) == []
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.published(uri) == []

    puller = connect()
    puller.start({"textDocument": {"diagnostic": {}}})
    uri = puller.open("long.yaml", LONG)
    params = {"textDocument": {"uri": uri}}
    early = [puller.ask("textDocument/diagnostic", params) for _ in range(3)]
    puller.change(uri, 2, part(0, 24, 0, 25, ""))
    late = puller.ask("textDocument/diagnostic", params)
    answers = [puller.answer(asked) for asked in early]
    assert {answer["error"]["code"] for answer in answers} == {SERVER_CANCELLED}
    assert all(answer["error"]["data"] == {"retriggerRequest": True} for answer in answers)
    assert puller.answer(late)["result"]["items"] == []
