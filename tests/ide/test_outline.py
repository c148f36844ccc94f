"""Symbols, folds and hints."""

from __future__ import annotations

import json

import pytest

from ce_lint.document.nodes import Span
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.inlay_hints import find_hints, format_minutes
from ce_lint.ide.outline import Symbol, find_folds, find_symbols
from tests.ide.editors import LITERAL, MAP, NOW, TEXTS, body


def drawn(found: list[Symbol] | tuple[Symbol, ...], depth: int = 0) -> list[str]:
    lines = []
    for symbol in found:
        lines.append(f"{'  ' * depth}{symbol.name} {symbol.kind} {symbol.detail}".rstrip())
        lines += drawn(symbol.children, depth + 1)
    return lines


OUTLINE = """\
element object sfdc
  key string
configuration object 6 settings
  oauth.api.key string
  event.notification.enabled boolean true
  event.vendor.type string polling
  event.poller.refresh_interval number
  event.poller.configuration KIND 2 resources
    contacts event
      url string
      idField string
      datesConfiguration object
        updatedDateField string
        updatedDateFormat string
    leads event
      url string
      pageSize number
  site string
providerData object
  code string
tags array 2 tags
  [0] string
  [1] string
name string"""


@pytest.mark.parametrize("name", ["body.json", "crlf.json", "text.json"])
def test_symbols(name: str) -> None:
    kind = "string" if name == "text.json" else "object"
    assert "\n".join(drawn(find_symbols(EditorDocument(name, TEXTS[name])))) == OUTLINE.replace("KIND", kind)


@pytest.mark.parametrize("name", ["text.json", "literal.yaml", "quoted.yaml"])
def test_a_symbol_within_a_text_is_where_it_stands(name: str) -> None:
    text = TEXTS[name]
    selected = set()
    open_ = find_symbols(EditorDocument(name, text))
    for symbol in open_:
        selected.add(text[symbol.selection.start : symbol.selection.end])
        open_.extend(symbol.children)
    assert {found.strip("\\\"'") for found in selected} >= {"contacts", "url", "updatedDateFormat"}


def test_documents_are_numbered() -> None:
    text = json.dumps([body({}), body({})])
    assert [(symbol.name, symbol.detail, symbol.kind) for symbol in find_symbols(EditorDocument("a.json", text))] == [
        ("instance 1", "sfdc", "module"), ("instance 2", "sfdc", "module")
    ]  # fmt: skip


def test_settings_are_named_after_their_keys() -> None:
    names = [symbol.name for symbol in find_symbols(EditorDocument("list.json", TEXTS["list.json"]))]
    assert names == ["event.notification.enabled", "event.poller.configuration"]


FOLDS = [
    ("a.json", '{\n "a": {"b": 1},\n "c": [\n  1\n ]\n}', [(0, 4), (2, 3)]),
    ("a.json", '{\r\n "a":\r\n {\r\n  "b": 1\r\n }\r\n}', [(0, 4), (2, 3)]),
    ("a.json", '{\n "a": {\n  "b": 1', [(0, 2), (1, 2)]),
    ("a.yaml", "a:\n  b: 1\n  c: 2\n\nd:\n- e\n- f\n", [(0, 2), (4, 6)]),
    ("a.yaml", "a: |\n  b\n  c\n\nd: 1\n", [(0, 2)]),
    ("a.yaml", "a: {\n  b: 1\n  }\n", [(0, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), FOLDS)
def test_folds(name: str, text: str, expected: list[tuple[int, int]]) -> None:
    editor = EditorDocument(name, text.replace('"a"', '"element"') if name.endswith("json") else text + "# element")
    assert find_folds(editor) == expected


def test_a_poller_map_in_a_block_folds() -> None:
    lines = LITERAL.splitlines()
    folded = [
        (lines[first].strip()[:12], lines[last].strip()[:10])
        for first, last in find_folds(EditorDocument("a.yaml", LITERAL))
    ]
    assert folded == [("configuratio", "site: 😀"), ("event.poller", "}"), ('"contacts": ', '"datesConf')]


def hinted(value: object, name: str = "a.json") -> list[tuple[str, str]]:
    text = json.dumps(value, ensure_ascii=False)
    found = find_hints(EditorDocument(name, text), Span(0, len(text)), NOW)
    return [(text[: hint.offset][-12:], hint.text) for hint in found]


def test_hints() -> None:
    expected = [
        ('nterval": 90', "= 1 h 30 min"),
        ("HH:mm:ss'Z'}'\"", "→ /hubs/crm/contacts?where=lastModified>='2026-11-23T12:30:00Z'"),
        ('=${epoch:s}"', "→ /hubs/crm/leads?x=2026-11-23&y=1795437000"),
    ]
    found = hinted(body(MAP))
    assert [text for _, text in found] == [text for _, text in expected]
    assert all(behind.endswith(wanted[-8:]) for (behind, _), (wanted, _) in zip(found, expected, strict=True))
    assert [text for _, text in hinted(body(json.dumps(MAP)))] == [text for _, text in expected]


@pytest.mark.parametrize(
    "url",
    [
        "/hubs/a?token=abc&x=${date:yyyy}", "https://u:hunter2@a.example/?x=${date:yyyy}", "/hubs/a",
        "/a?x=${date:bad}", "/a?key=4fA9kQ27vTz81LmX&x=${date:yyyy}",
    ],
)  # fmt: skip
def test_no_hint(url: str) -> None:
    assert hinted({"a": {"url": url, "idField": "id"}}) == []


def test_a_long_url_is_shortened_and_a_span_chooses() -> None:
    text = json.dumps({"a": {"url": "/hubs/" + "very-long/" * 20 + "?x=${date:yyyy}", "idField": "id"}})
    (hint,) = find_hints(EditorDocument("a.json", text), Span(0, len(text)), NOW)
    assert len(hint.text) == 82
    assert hint.text.endswith("?x=2026")
    assert find_hints(EditorDocument("a.json", text), Span(0, 10), NOW) == []


@pytest.mark.parametrize(("count", "text"), [(60, "1 h"), (90, "1 h 30 min"), (1440, "1 d"), (1501, "1 d 1 h 1 min")])
def test_spoken(count: int, text: str) -> None:
    assert format_minutes(count) == text
