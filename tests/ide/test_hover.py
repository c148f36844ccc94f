"""What hover shows for the key or value under the mouse; ``‸`` is before the character."""

from __future__ import annotations

import json

import pytest

from ce_lint.ide.hover import find_hover
from tests.ide.editors import NOW, URL, hovered, marked

BODY = '{{"element": {{"key": "sfdc"}}, "configuration": {{{}}}}}'


INTERVAL = "event.poller.refresh_interval"


def in_json(settings: str) -> str:
    return BODY.format(settings)


def in_yaml(settings: str) -> str:
    return f"# 😀\r\nelement: {{key: sfdc}}\r\nconfiguration:\r\n  {settings}\r\n"


def poller(url: str, **dates: str) -> str:
    return json.dumps({"contacts": {"url": url, "datesConfiguration": dates}}, ensure_ascii=False)


CASES = [
    ("a.json", '{"ele‸ment": {"key": "sfdc"}, "name": "a"}', '"element"', "An element is called a connector"),
    ("a.json", '{"element": {"key": "sf‸dc"}, "name": "a"}', '"sfdc"', "Salesforce Sales Cloud. Events: polling"),
    ("a.json", in_json('"😀": 1, "event.poller.ref‸resh_interval": 5'), f'"{INTERVAL}"', "default 15"),
    ("a.json", in_json('‸"event.vendor.type": "polling"'), '"event.vendor.type"', "`webhooks`: The same as webhook"),
    ("a.json", in_json('"event.vendor.type": "pol‸ling"'), '"polling"', "**`polling`** The platform asks"),
    ("a.json", in_json('"event.objects‸": "a"'), '"event.objects"', "only when `event.notification.enabled` is true"),
    ("a.json", in_json('"base.u‸rl\n'), '"base.url', "The root of the application's API"),
    ("a.yaml", in_yaml("oauth.callback.u‸rl: https://a.example"), "oauth.callback.url", "(URL)"),
    ("a.yaml", in_yaml("'event.raw.en‸abled': true"), "'event.raw.enabled'", "(boolean)"),
    ("a.yaml", in_yaml("oauth.api.secret: hun‸ter2"), "hunter2", "`<OAUTH_API_SECRET>`"),
    ("a.yaml", in_yaml("acme.to‸ken: hunter2"), "acme.token", "The value is a secret (token)"),
    ("a.yaml", in_yaml("event.notification.subscription.i‸d: 1"), "event.notification.subscription.id", "leave it out"),
    ("a.json", '[{"key": "event.objects", "propertyValue": "‸a"}]', '"a"', "`event.objects`"),
    ("a.json", '{"id": 1, "element": {"key": "a", "id": 2}, "val‸id": true}', '"valid"', "Whether the credentials"),
    ("a.json", poller(URL).replace('"url"', '"u‸rl"'), '"url"', "every poll pages through all"),
    ("a.json", poller("/a?x=${gmt‸Date:yyyy}"), "${gmtDate:yyyy}", "In a poll now: `2026`"),
    ("a.json", poller("/a?x=${epo‸ch:s}"), "${epoch:s}", "`1795441500`"),
    ("a.json", poller("/a?x=${gmtDate:yyyy-M‸M-dd}"), "MM", "**`MM`** the month; three or more letters are its name."),
    ("a.json", poller("/a?x=${dateTimeZone:Ameri‸ca/Denver:HH}"), "America/Denver", "now 2026-11-23 07:00, GMT-07:00"),
    ("a.json", poller("/a?x=${dateTimeZone:Mar‸s:HH}"), "Mars", "falls back to GMT"),
    ("a.json", poller("/a", updatedDateFormat="yyyy-DD‸D"), "DDD", "the day of the year"),
    ("a.json", poller("/a", updatedDateFormat="milli‸seconds"), "milliseconds", "`1795441500000`"),
    ("a.json", poller("/a", updatedDateFormat="yyyy'‸T'HH"), "'T'", "The whole pattern"),
    ("a.json", poller("/a", updatedDateTimezone="P‸ST"), '"PST"'[1:-1], "Java's id for `America/Los_Angeles`"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "span", "expected_text"), CASES)
def test_hover(name: str, text: str, span: str, expected_text: str) -> None:
    editor, offset = marked(name, text)
    found = find_hover(editor, offset, NOW)
    assert found is not None
    assert editor.text[found.span.start : found.span.end] == span
    assert expected_text in found.markdown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"name": "web", "ver‸sion": "1"}'),
        ("a.json", '{"element": {"key": "a"}‸, "name": "a"}'),
        ("a.json", in_json('"acme.s‸ite": "x"')),
        ("a.json", in_json('"event.no‸thing": "x"')),
        ("a.yaml", in_yaml("base.url: x # com‸ment")),
        ("a.yaml", "services:\n  w‸eb: {image: a}\n"),
        ("a.json", "‸"),
    ],
)
def test_nothing(name: str, text: str) -> None:
    assert hovered(name, text) is None


@pytest.mark.parametrize("quoted", [True, False])
def test_within_a_poller_map_in_a_text(quoted: bool) -> None:
    """Escapes count: what is shown is where it stands in the file."""
    inner = poller("/é?x='${gmtDate:yyyy'\"'MM‸}'", createdDateTimezone="GMT")
    text = json.dumps(inner, ensure_ascii=quoted).replace("\\u2038", "‸")
    editor, offset = marked("a.json", in_json(f'"event.poller.configuration": {text}'))
    found = find_hover(editor, offset - 1, NOW)
    assert found is not None
    assert editor.text[found.span.start : found.span.end] == "MM"
    assert "**`MM`** the month" in found.markdown


def test_the_interval_counts() -> None:
    text = in_json(
        '"event.poller.refresh_interval": "60", "event.poller.configuration": ' + poller("/a?x=${gmtDate:H‸H}")
    )
    found = hovered("a.json", text)
    assert found is not None
    assert "`13`" in found.markdown
