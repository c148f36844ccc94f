"""What is true at every place of every text, valid or not: no exception, no secret, and completions that parse."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.ide.completion import complete
from ce_lint.ide.editor_document import EditorDocument
from tests.ide.editors import TEXTS, applied, everything, loaded, outline

FEW = 3


@pytest.mark.parametrize("name", TEXTS)
def test_every_completion_leaves_a_text_that_reads(name: str) -> None:
    """At every cursor; of many completions some, other ones at each place."""
    text = TEXTS[name]
    editor = EditorDocument(name, text)
    turn = itertools.count()
    seen = 0
    for offset in range(len(text) + 1):
        found = complete(editor, offset)
        for one in {found[next(turn) % len(found)] for _ in range(FEW)} if found else ():
            seen += 1
            new = applied(text, one)
            try:
                values = loaded(name, new)
            except Exception as error:
                raise AssertionError(f"{one} at {offset}: {text[:offset]}‸{text[offset:]}") from error
            assert inner_reads(values), one
    assert seen > 50


def inner_reads(value: Any) -> bool:
    """Whether every poller map that is written as text is JSON still."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key in ("event.poller.configuration", "propertyValue") and str(member).lstrip().startswith("{"):
                json.loads(member) if isinstance(member, str) else None
        value = list(value.values())
    return all(map(inner_reads, value)) if isinstance(value, list) else True


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_broken_text_never_raises(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    end = data.draw(st.integers(0, len(text)))
    hole = data.draw(st.integers(0, 30))
    more = data.draw(st.sampled_from(["", "\n", '"', "'", "{", "}}", ": ", "\\", "- ", "${", "|", "\ud83d"]))
    start = data.draw(st.integers(0, end))
    broken = text[:start] + more + (text[start + hole :] if data.draw(st.booleans()) else "")
    editor = EditorDocument(name, broken)
    for offset in {
        0,
        start,
        len(broken),
        *data.draw(st.lists(st.integers(0, len(broken)), max_size=5)),
    }:
        list(everything(editor, min(offset, len(broken))))
    list(outline(editor))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="{}[]\",:'\\ \n\t-|>#$a.é😀", max_size=60), st.sampled_from(["a.json", "a.yaml", "a.jsonl"]))
def test_nor_does_any_other_text(text: str, name: str) -> None:
    editor = EditorDocument(name, text)
    for offset in range(len(text) + 1):
        list(everything(editor, offset))
    list(outline(editor))


SECRET = "Zq7xT4vB9nL2mK8p"
BODY = '{"element": {"key": "a"}, "configuration": '
PLACES = [
    '{"element": {"key": "SECRET"}, "configuration": {"password": "SECRET", "my.apikey": "SECRET"}, "name": "SECRET"}',
    BODY + '{"oauth.api.secret": "SECRET, "username": "SECRET"}, "name": "a"}',
    BODY + '{"event.vendor.type": "SECRET", "event.notification.enabled": "SECRET"}}',
    BODY + '{}, "providerData": {"code": "SECRET"}, "tags": ["SECRET"]}',
    BODY + '{"event.objects": "SECRET"}, "id": 1, "token": "SECRET", "valid": true}',
    '{"contacts": {"url": "/hubs/a?token=SECRET&x=${date:yyyy-MM-dd}", "idField": "SECRET"}}',
    '{"contacts": {"url": "/hubs/a?x=${date:yyyy-MM-dd\'SECRET\'}&y=${SECRET}", "idField": "SECRET"}}',
    '{"contacts": {"url": "/hubs/a?x=${dateTimeZone:SECRET:yyyy}", "idField": "id"}}',
    '{"a": {"url": "/a", "datesConfiguration": {"updatedDateTimezone": "SECRET", "updatedDateFormat": "SECRET"}}}',
    '{"contacts": {"url": "/a", "datesConfiguration": {"updatedDateFormat": "yyyy\'SECRET\'"}}}',
    BODY
    + '{"event.poller.configuration": "{\\"a\\": {\\"url\\": \\"/hubs/SECRET?x=${date:yyyy}\\", \\"SECRET: x\\"}}"}}',
    BODY + '{"password": "x "SECRET": "event.vendor.type": "polling"}}',
    '[{"key": "password", "propertyValue": "SECRET"}, {"key": "event.vendor.type", "propertyValue": "SECRET"}]',
    "element:\n  key: SECRET\nconfiguration:\n  password: SECRET\n  event.vendor.type: SECRET\n  SECRET\n",
    "element: {key: a}\nconfiguration:\n  oauth.api.key: SECRET\nname: |\n  SECRET\n",
    "element: {key: a}\nconfiguration: {password: SECRET, event.poller.urls: 'a|/hubs/a?key=SECRET'}\n",
    "element: {key: a}\nconfiguration:\n  password: x\n   SECRET: y\n  event.notification.enabled: SECRET\n",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_secret_is_never_shown(text: str) -> None:
    name = "a.yaml" if "\n" in text else "a.json"
    text = text.replace("SECRET", SECRET)
    editor = EditorDocument(name, text)
    pieces = {SECRET[start : start + 6] for start in range(len(SECRET) - 5)}
    shown = [part for offset in range(len(text) + 1) for part in everything(editor, offset)] + list(outline(editor))
    assert shown
    for part in shown:
        assert not any(piece in part for piece in pieces), part
