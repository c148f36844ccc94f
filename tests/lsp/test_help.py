"""Hover, completion, outline, folds and hints: at the right places, however the client counts."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.helpers import EVENTS, body
from tests.lsp.client import Client, Message, at, place, spread
from tests.lsp.model import applied, offset

EMOJI = "🤖é中"
POLLED = {"contacts": {"url": "/🤖?since=${date:yyyy-MM-dd}", "idField": "id", "datesConfiguration": {}}}
WHOLE = body(
    {f"{EMOJI} key": EMOJI, **EVENTS, "event.poller.refresh_interval": 90, "event.poller.configuration": POLLED}
)
JSON = (
    f'{{ "name": "{EMOJI}", "configuration": {{ "{EMOJI}": 1, "event.notification.enabled": true,\r\n'
    f' "event.poller.refresh_interval": 90 }},\r\n"element": {{\r\n"key": "zendesk"\r\n}} }}'
)
YAML = (
    f'name: "{EMOJI}"\nelement: {{ key: zendesk }}\nconfiguration: {{ "{EMOJI}": 1, event.notification.enabled: true,\n'
    "  event.poller.refresh_interval: 90 }\n"
)
UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def where(text: str, word: str, encoding: str) -> tuple[int, int]:
    """The place of a word, in units."""
    before = text[: text.index(word)]
    line = before.rpartition("\n")[2]
    codec, size = UNITS[encoding]
    return before.count("\n"), len(line.encode(codec)) // size


def shown(text: str, range_: Any, encoding: str) -> str:
    start, end = (offset(text, range_[end]["line"], range_[end]["character"], encoding) for end in ("start", "end"))
    return text[start:end]


@pytest.mark.parametrize(("name", "text"), [("a.json", JSON), ("a.yaml", YAML), ("marked.json", "\ufeff" + JSON)])
def test_hover_is_about_the_key_that_is_pointed_at(name: str, text: str, counting: tuple[str, Client]) -> None:
    encoding, client = counting
    uri = client.open(name, text)
    for word in ("event.notification.enabled", "event.poller.refresh_interval"):
        line, character = where(text, word, encoding)
        found = client.request("textDocument/hover", at(uri, line, character + 3))
        assert shown(text, found["range"], encoding).strip('"') == word
        assert word in found["contents"]["value"]
        assert found["contents"]["kind"] == "markdown"
    line, character = where(text, EMOJI, encoding)
    assert EMOJI not in json.dumps(
        client.request("textDocument/hover", at(uri, line, character + 1)), ensure_ascii=False
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.json", f'{{ "configuration": {{ "{EMOJI}": 1, "event.poller.refr" }}, "name": "a" }}'),
        ("c.yaml", f'name: "{EMOJI}"\nconfiguration:\n  "{EMOJI}": 1\n  event.poller.refr'),
        ("marked.json", f'\ufeff{{ "configuration": {{ "{EMOJI}": 1, "event.poller.refr" }}, "name": "a" }}'),
    ],
)
def test_what_is_completed_stands_where_it_was_begun(name: str, text: str, counting: tuple[str, Client]) -> None:
    encoding, client = counting
    uri = client.open(name, text)
    line, character = where(text, "event.poller.refr", encoding)
    found = client.request("textDocument/completion", at(uri, line, character + len("event.poller.refr")))
    assert found["isIncomplete"] is False
    (item,) = [one for one in found["items"] if one["label"] == "event.poller.refresh_interval"]
    assert item["insertTextFormat"] == (2 if encoding == "utf-8" else 1)
    assert ("$" in item["textEdit"]["newText"]) == (encoding == "utf-8")
    edits = [item["textEdit"], *item.get("additionalTextEdits", [])]
    after = applied(text, edits, encoding)
    begun = text.index("event.poller.refr")
    assert after[begun:].startswith("event.poller.refresh_interval")
    assert after[: begun - 1].count(EMOJI) == text.count(EMOJI)
    assert shown(text, item["textEdit"]["range"], encoding).strip('"') == "event.poller.refr"


def symbols(found: list[Message]) -> Iterator[Message]:
    for symbol in found:
        yield symbol
        yield from symbols(symbol.get("children") or [])


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_the_outline_names_the_keys_and_each_selection_is_within_its_range(
    suffix: str, counting: tuple[str, Client]
) -> None:
    encoding, client = counting
    text = JSON if suffix == "json" else YAML
    uri = client.open(f"outlined.{suffix}", text)
    found = list(symbols(client.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})))
    names = {symbol["name"] for symbol in found}
    assert {"configuration", "event.poller.refresh_interval"} <= names
    for symbol in found:
        whole, selected = (
            [
                offset(text, symbol[kind][end]["line"], symbol[kind][end]["character"], encoding)
                for end in ("start", "end")
            ]
            for kind in ("range", "selectionRange")
        )
        assert whole[0] <= selected[0] <= selected[1] <= whole[1], "or an editor takes the outline for broken"


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_hints_stand_behind_their_values_and_only_in_the_range(suffix: str, counting: tuple[str, Client]) -> None:
    encoding, client = counting
    text = JSON if suffix == "json" else YAML
    uri = client.open(f"hinted.{suffix}", text)
    asked = {"textDocument": {"uri": uri}, "range": spread(0, 0, 99, 0)}
    (hint,) = client.request("textDocument/inlayHint", asked)
    assert hint["label"] == "= 1 h 30 min"
    line, character = where(text, "90", encoding)
    assert hint["position"] == place(line, character + 2)
    assert client.request("textDocument/inlayHint", {**asked, "range": spread(0, 0, 0, 5)}) == []


def test_folds_are_lines_whatever_is_counted(counting: tuple[str, Client]) -> None:
    _, client = counting
    uri = client.open("folded.json", json.dumps(WHOLE, indent=1, ensure_ascii=False))
    folds = client.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    lines = json.dumps(WHOLE, indent=1).split("\n")
    assert folds
    for fold in folds:
        assert lines[fold["startLine"]].endswith(("{", "["))
        assert fold["endLine"] > fold["startLine"]


def test_whatever_is_asked_of_every_place_of_a_text_is_answered(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start()
    for name, text in (("all.json", JSON), ("all.yaml", YAML), ("cut.json", JSON[:60]), ("cut.yaml", YAML[:60])):
        uri = client.open(name, text)
        for line, content in enumerate(text.split("\n")):
            for character in range(0, len(content) + 2, 2):
                client.request("textDocument/hover", at(uri, line, character))
                client.request("textDocument/completion", at(uri, line, character))


def test_of_what_is_not_open_nothing_is_known(shared: Client, tmp_path: pathlib.Path) -> None:
    uri = (tmp_path / "never.json").as_uri()
    one = {"textDocument": {"uri": uri}}
    assert shared.request("textDocument/hover", at(uri, 0, 0)) is None
    assert shared.request("textDocument/completion", at(uri, 0, 0)) is None
    for method in ("documentSymbol", "foldingRange"):
        assert shared.request(f"textDocument/{method}", one) == []
    assert shared.request("textDocument/inlayHint", {**one, "range": spread(0, 0, 9, 0)}) == []
    assert shared.request("textDocument/diagnostic", one)["items"] == []
    assert shared.actions(uri) == []
