"""Texts with a cursor, and the answers of the editor features for them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ruamel.yaml import YAML

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.ide.completion import complete
from ce_lint.ide.completion_items import Completion
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.hover import Hover, find_hover
from ce_lint.ide.inlay_hints import find_hints
from ce_lint.ide.outline import Symbol, find_folds, find_symbols

MARK = "‸"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

URL = "/hubs/crm/contacts?where=lastModified>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'"
MAP = {
    "contacts": {
        "url": URL,
        "idField": "id",
        "datesConfiguration": {"updatedDateField": "changed", "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ss'Z'"},
    },
    "leads": {"url": "/hubs/crm/leads?x=${dateTimeZone:America/Denver:yyyy-MM-dd}&y=${epoch:s}", "pageSize": 200},
}


def body(poller: Any) -> dict[str, Any]:
    """A body with a setting of every sort."""
    return {
        "element": {"key": "sfdc"},
        "configuration": {
            "oauth.api.key": "<KEY>",
            "event.notification.enabled": True,
            "event.vendor.type": "polling",
            "event.poller.refresh_interval": 90,
            "event.poller.configuration": poller,
            "site": "acmé 😀",
        },
        "providerData": {"code": "<CODE>"},
        "tags": ["a", "b"],
        "name": "Kunden 😀",
    }


BLOCK = f"""\
# Kunden 😀
element:
  key: sfdc
configuration:
  oauth.api.key: <KEY>
  'event.notification.enabled': true
  event.vendor.type: "polling"
  event.poller.refresh_interval: 90 # minutes
  event.poller.configuration:
    contacts:
      url: {URL}
      idField: id
      datesConfiguration:
        updatedDateField: changed
        updatedDateFormat: yyyy-MM-dd'T'HH:mm:ss'Z'
        updatedDateTimezone: America/Denver

  site: acmé 😀
tags:
- a
- b
name: >
  Kunden
  😀

externalAuthentication: initial
"""
LITERAL = f"""\
element: {{key: sfdc, id: 5}}
configuration:
  event.poller.configuration: |
    {{
      "contacts": {{
        "url": {json.dumps(URL)},
        "datesConfiguration": {{ "updatedDateFormat": "yyyy" }}
      }}
    }}
  site: 😀
name: a
"""
QUOTED = f"""\
element: {{ "key": 'sfdc' }}
configuration:
  event.poller.configuration: {json.dumps(json.dumps(MAP))}
  event.vendor.type: 'webhook'
---
element: {{key: sfdc}}
configuration:
  event.poller.configuration: '{json.dumps(MAP).replace("'", "''")}'
  event.notification.enabled: false
"""
LIST = [
    {"key": "event.notification.enabled", "propertyValue": "true"},
    {"key": "event.poller.configuration", "propertyValue": json.dumps(MAP)},
]
TEXTS = {
    "body.json": json.dumps(body(MAP), indent=2, ensure_ascii=False),
    "crlf.json": json.dumps(body(MAP), indent=2, ensure_ascii=False).replace("\n", "\r\n"),
    "text.json": json.dumps(body(json.dumps(MAP, ensure_ascii=False)), indent=1, ensure_ascii=False),
    "short.json": json.dumps(body({})),
    "map.json": json.dumps(body(MAP)["configuration"], indent=2),
    "poller.json": json.dumps(MAP, indent=2),
    "list.json": json.dumps(LIST, indent=2),
    "response.json": json.dumps({"id": 5, "token": "t", "valid": True, "name": "a", **body(json.dumps(MAP))}, indent=2),
    "block.yaml": BLOCK,
    "crlf.yaml": BLOCK.replace("\n", "\r\n"),
    "literal.yaml": LITERAL,
    "quoted.yaml": QUOTED,
}


def marked(name: str, text: str) -> tuple[EditorDocument, int]:
    """The editor of a text, and the offset of the mark in it."""
    assert text.count(MARK) == 1
    return EditorDocument(name, text.replace(MARK, "")), text.index(MARK)


def completions(name: str, text: str) -> dict[str, Completion]:
    return {one.label: one for one in complete(*marked(name, text))}


def hovered(name: str, text: str) -> Hover | None:
    return find_hover(*marked(name, text), NOW)


def applied(text: str, one: Completion, new: str | None = None) -> str:
    """The text with a completion, and a mark for the cursor nowhere."""
    changes = [(one.span.start, one.span.end, one.text if new is None else new)]
    changes += [(edit.start, edit.end, "".join(map(str, edit.pieces))) for edit in one.edits]
    for start, end, piece in sorted(changes, reverse=True):
        text = text[:start] + piece + text[end:]
    return text


def loaded(name: str, text: str) -> list[Any]:
    """What a text says, by a reader that is not ours."""
    if name.endswith(".json"):
        return [json.loads(text)]
    return list(YAML(typ="safe").load_all(text))


def everything(editor: EditorDocument, offset: int) -> Iterator[str]:
    """Every text that is shown for a cursor."""
    found = find_hover(editor, offset, NOW)
    if found is not None:
        assert 0 <= found.span.start <= found.span.end <= len(editor.text)
        yield found.markdown
    for one in complete(editor, offset):
        assert 0 <= one.span.start <= offset <= one.span.end <= len(editor.text)
        assert not {"\r", "\n"} & {*editor.text[one.span.start : one.span.end]}
        yield from (one.label, one.detail, one.documentation, one.text, one.snippet, one.filter)


def outline(editor: EditorDocument) -> Iterator[str]:
    """Every text that is shown beside a whole text."""
    for hint in find_hints(editor, Span(0, len(editor.text)), NOW):
        yield from (hint.text, hint.tooltip)
    open_: list[Symbol] = find_symbols(editor)
    for symbol in open_:
        yield from (symbol.name, symbol.detail, symbol.kind)
        assert 0 <= symbol.span.start <= symbol.selection.start <= symbol.selection.end <= symbol.span.end
        assert symbol.span.end <= len(editor.text)
        open_.extend(symbol.children)
    lines = len(Lines(editor.text).starts)
    assert all(0 <= first < last < lines for first, last in find_folds(editor))
