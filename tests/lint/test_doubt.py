"""Texts that could be meant in another way than a fix would have it: they stay as they are."""

from __future__ import annotations

import json

import pytest

from tests.helpers import body, fix_data, lint_result

TEXTS = [
    '{"element": {"key": "a"}, "configuration": {"base.url": "https:"//a.b",\n"c": "d"}, "name": "e"}',
    '{"element": {"key": "a"}, "configuration": {"base.url": "https:"//a.b\n}, "name": "e"}',
    '{"element": {"key": "a"}, "configuration": {"b": "c" # d",\n"e": "f"}, "name": "g"}',
    '{"element": {"key": "a"}", configuration": {"b": "c"}, "name": "d"}',
    '{"element": {"key": "a"}, "configuration": {}, "tags": ["say ""b"], "name": "c"}',
]


@pytest.mark.parametrize("text", TEXTS)
def test_broken_json(text: str) -> None:
    after = fix_data("a.json", text.encode(), lambda data: lint_result(data, "a.json"))
    assert after.data.decode() == text


SETTINGS = [
    {"x.url": "/a?where=n='O’Brien'"},
    {"x.url": "/a?where=n=’b"},
    {"x.url": "“/a” and “/b”"},
    {"x.path": "/C:\bin"},
    {"x.path": "/a\u2028/b"},
    {"x.path": "/a?n='👩\u200d💻'"},
    {"event.notification.callback.url": "https:/events/callback"},
    {"event.objects": "Contact (a;b);Lead"},
    {"name.separator": " / ", "x": " / ", "path.prefix": " /a"},
    {"event.poller.configuration": {"a": {"url": "/a?where=u>'${gmtDate:yyyy-MM-dd'}", "idField": "id"}}},
    {"event.poller.urls": "a|/a?where=u>'${gmtDate:yyyy-MM-dd'}"},
]


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_settings(settings: dict[str, object], name: str) -> None:
    text = json.dumps(body(settings))
    assert fix_data(name, text.encode(), lambda data: lint_result(data, name)).data.decode() == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"x.url": "/a?where=u>‘${gmtDate:yyyy-MM-dd’T’HH}’"}, {"x.url": "/a?where=u>'${gmtDate:yyyy-MM-dd'T'HH}'"}),
        ({"event.notification.callback.url": "https:/a.b/c"}, {"event.notification.callback.url": "https://a.b/c"}),
        ({"event.objects": "Lead;Custom Object"}, {"event.objects": "Lead,Custom Object"}),
        ({"x.path": "/a\u200db"}, {"x.path": "/ab"}),
    ],
)
def test_what_is_certain_is_fixed(before: dict[str, str], after: dict[str, str]) -> None:
    text = json.dumps(body(before), ensure_ascii=False)
    done = fix_data("a.json", text.encode(), lambda data: lint_result(data, "a.json")).data
    assert json.loads(done) == body(after)


def test_a_field_that_is_two_letters_away() -> None:
    text = json.dumps({**body(), "providrDta": {"code": "<CODE>"}})
    assert fix_data("a.json", text.encode(), lambda data: lint_result(data, "a.json")).data.decode() == text


def test_blanks_at_the_end_of_a_block_scalar() -> None:
    """A tab behind a plain scalar is read by some readers of YAML, and refused by others."""
    text = (
        "element: {key: a}\nconfiguration:\n  event.poller.configuration:\n    a:\n      url: /a\n      idField: id\n"
    )
    text += "      useLastPollDate: %s\nname: b\n"
    before, after = (text % value for value in (">-\n        true\t", "true"))
    assert fix_data("a.yaml", before.encode(), lambda data: lint_result(data, "a.yaml")).data.decode() == after
