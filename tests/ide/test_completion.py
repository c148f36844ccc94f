"""The completions at a cursor, which is at ``‸``."""

from __future__ import annotations

import json

import pytest

from ce_lint.document.vocabulary import CONFIGURATION_KEYS
from ce_lint.ide.completion import complete
from tests.ide.editors import MARK, applied, completions, marked

CONFIGURATION = '{{"element": {{"key": "a"}}, "configuration": {{{}}}}}'
SIGN_IN = {"username", "password"}
PATTERN = "yyyy-MM-dd'T'HH:mm:ss'Z'"


def setting(text: str) -> str:
    return CONFIGURATION.format(text)


BLOCK = "configuration:\n  event.poller.configuration: "
APPLIED = [
    ("a.json", '{‸}', "element", '{"element": {}}'),
    ("a.json", '{"el‸', "element", '{"element": {}'),
    ("a.json", '{"configuration": {"event.no‸', "event.notification.enabled",
     '{"configuration": {"event.notification.enabled": true'),
    ("a.json", '{"configuration": {"event.no‸"}}', "event.notification.enabled",
     '{"configuration": {"event.notification.enabled": true}}'),
    ("a.json", '{"configuration": {event.no‸}}', "event.notification.enabled",
     '{"configuration": {"event.notification.enabled": true}}'),
    ("a.json", '{"configuration": {"event.no‸": 1}}', "event.notification.enabled",
     '{"configuration": {"event.notification.enabled": 1}}'),
    ("a.json", '{"configuration": {"event.no‸\r\n "b": 2}}', "event.vendor.type",
     '{"configuration": {"event.vendor.type": "polling",\r\n "b": 2}}'),
    ("a.json", '{"configuration": {"a": "😀"\n ‸}}', "event.objects",
     '{"configuration": {"a": "😀",\n "event.objects": "Contact,Account"}}'),
    ("a.json", setting('"oauth.api.s‸"'), "oauth.api.secret", setting('"oauth.api.secret": "<OAUTH_API_SECRET>"')),
    ("a.json", setting('"event.vendor.type": "‸"'), "webhook", setting('"event.vendor.type": "webhook"')),
    ("a.json", setting('"event.vendor.type": "po‸\n, "a": 1'), "polling",
     setting('"event.vendor.type": "polling"\n, "a": 1')),
    ("a.json", setting('"event.notification.enabled": t‸'), "true", setting('"event.notification.enabled": true')),
    ("a.json", setting('"event.notification.enabled":‸ "a": 1'), "true",
     setting('"event.notification.enabled": true, "a": 1')),
    ("a.json", '{"element": {"key": ‸}}', "sfdc", '{"element": {"key": "sfdc"}}'),
    ("a.json", '[{"key": "event.notification.enabled", "propertyValue": ‸}]', "false",
     '[{"key": "event.notification.enabled", "propertyValue": "false"}]'),
    ("a.json", '[{"key": "event.‸", "propertyValue": ""}]', "event.objects",
     '[{"key": "event.objects", "propertyValue": ""}]'),
    ("a.json", '{"externalAuthentication": "‸", "element": {"key": "a"}, "configuration": {}}', "initial",
     '{"externalAuthentication": "initial", "element": {"key": "a"}, "configuration": {}}'),
    ("a.json", '{"element": {"key": "sf‸\n"}, "configuration": {}}', "sfdc",
     '{"element": {"key": "sfdc"\n"}, "configuration": {}}'),
    ("a.yaml", "‸", "configuration", "configuration:\n  "),
    ("a.yaml", "element:\r\n  ‸", "key", 'element:\r\n  key: ""'),
    ("a.yaml", "# 😀\r\nconfiguration:\r\n  event.po‸\r\n  a: 1\r\n", "event.poller.configuration",
     "# 😀\r\nconfiguration:\r\n  event.poller.configuration:\r\n    \r\n  a: 1\r\n"),
    ("a.yaml", "configuration:\n  event.vendor.type:‸\n", "polling", "configuration:\n  event.vendor.type: polling\n"),
    ("a.yaml", "configuration:\n  event.vendor.type: 'w‸'\n", "webhook",
     "configuration:\n  event.vendor.type: 'webhook'\n"),
    ("a.yaml", "configuration: {event.vendor.type: p‸}\n", "polling", "configuration: {event.vendor.type: polling}\n"),
    ("a.yaml", "configuration: {a: 1, ‸}\n", "event.objects",
     'configuration: {a: 1, event.objects: "Contact,Account"}\n'),
    ("a.yaml", "element: {key: sf‸\nname: a\n", "sfdc", "element: {key: sfdc\nname: a\n"),
    ("a.json", '{"a": {"url": "/a?x=\'${‸", "idField": "id"}}', "gmtDate",
     '{"a": {"url": "/a?x=\'${gmtDate:PATTERN}", "idField": "id"}}'),
    ("a.json", '{"a": {"url": "/a?x=\'${da‸}\'", "idField": "id"}}', "date",
     '{"a": {"url": "/a?x=\'${date:PATTERN}\'", "idField": "id"}}'),
    ("a.json", '{"a": {"url": "/a?x=${da‸te:yyyy}"}}', "gmtDate", '{"a": {"url": "/a?x=${gmtDate:yyyy}"}}'),
    ("a.json", '{"a": {"url": "/a?x=${gmtDate:‸}&y=${date}"}}', "yyyy-MM-dd",
     '{"a": {"url": "/a?x=${gmtDate:yyyy-MM-dd}&y=${date}"}}'),
    ("a.json", '{"a": {"url": "/a?x=${epoch:‸}"}}', "ms", '{"a": {"url": "/a?x=${epoch:ms}"}}'),
    ("a.json", '{"a": {"url": "/a?x=${dateTimeZone:E‸:yyyy}"}}', "Europe/Paris",
     '{"a": {"url": "/a?x=${dateTimeZone:Europe/Paris:yyyy}"}}'),
    ("a.json", '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateFormat": "yy‸"}}}', PATTERN,
     '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateFormat": "PATTERN"}}}'),
    ("a.json", '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateFormat": "yyyy-M‸"}}}', "MM",
     '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateFormat": "yyyy-MM"}}}'),
    ("a.json", '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateTimezone": "‸"}}}', "UTC",
     '{"a": {"url": "/${date}", "datesConfiguration": {"updatedDateTimezone": "UTC"}}}'),
    ("a.json", setting(r'"event.poller.configuration": "{\"a\": {\"url\": \"/a\", \"idF‸\"}}"'), "idField",
     setting(r'"event.poller.configuration": "{\"a\": {\"url\": \"/a\", \"idField\": \"id\"}}"')),
    ("a.yaml", 'a:\n  url: /${date}\n  datesConfiguration:\n    updatedDateFormat: "‸"\n', PATTERN,
     'a:\n  url: /${date}\n  datesConfiguration:\n    updatedDateFormat: "PATTERN"\n'),
    ("a.yaml", BLOCK + '|\n    {"a": {"url": "/a?x=${‸"}}\n', "milliseconds",
     BLOCK + '|\n    {"a": {"url": "/a?x=${milliseconds}"}}\n'),
    ("a.yaml", BLOCK + '\'{"a": {"url": "/a?x=${‸"}}\'\n', "date",
     BLOCK + '\'{"a": {"url": "/a?x=${date:yyyy-MM-dd\'\'T\'\'HH:mm:ss\'\'Z\'\'}"}}\'\n'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "label", "expected"), APPLIED)
def test_applied(name: str, text: str, label: str, expected: str) -> None:
    editor, offset = marked(name, text)
    (one,) = [found for found in complete(editor, offset) if found.label == label]
    assert applied(editor.text, one) == expected.replace("PATTERN", PATTERN)
    written = editor.text[one.span.start : offset]
    assert not written or one.filter[0] == written[0] or text.count("da‸te") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", setting('"password": "hun‸ter2"')),
        ("a.json", setting('"oauth.api.key": "‸"')),
        ("a.json", setting('"acme.token": ‸')),
        ("a.json", '{"element": {"key": "a"}, "providerData": {"code": "‸"}}'),
        ("a.json", '{"element": {"key": "a"}, "configuration": {}, "name": "a ‸b"}'),
        ("a.json", '{"element": {"key": "a"}, "configuration": {}, "tags": ["‸"]}'),
        ("a.json", setting('"event.notification.callback.url": "https://‸"')),
        ("a.json", setting('"event.objects": "‸"')),
        ("a.json", '{"name": "web", "version": "1", "‸'),
        ("a.json", '{"element"‸: {"key": "a"}}'),
        ("a.json", '{"element": {"key": "a"}‸}'),
        ("a.yaml", "element: {key: a}\nconfiguration:\n  password: ‸\n"),
        ("a.yaml", "element: {key: a} # ‸\n"),
        ("a.yaml", "element: {key: a}\nname: a\n  ‸\n"),
        ("a.yaml", "element:\n  key: a\n‸\n  id: 1\n"),
        ("a.yaml", "services:\n  web:\n    ‸\n"),
        ("a.yaml", "element: {key: a}\nname: |\n  Some text ‸\n"),
        ("a.json", '{"a": {"url": "/a?x=${date:yyyy}‸", "idField": "id"}}'),
    ],
)
def test_nothing(name: str, text: str) -> None:
    assert complete(*marked(name, text)) == []


@pytest.mark.parametrize(
    ("label", "snippet"),
    [
        ("event.notification.enabled", '"event.notification.enabled": ${1|true,false|}'),
        ("event.vendor.type", '"event.vendor.type": ${1|"polling","webhook","webhooks"|}'),
        ("event.poller.configuration", '"event.poller.configuration": {$1\\}'),
        ("event.poller.refresh_interval", '"event.poller.refresh_interval": ${1:15}'),
        ("username", '"username": "${1:<USERNAME>}"'),
        ("base.url", '"base.url": "$1"'),
    ],
)
def test_snippets(label: str, snippet: str) -> None:
    assert completions("a.json", setting('"event.objects": 1, "‸'))[label].snippet == snippet


def test_keys_that_are_there_are_left_out() -> None:
    found = completions("a.json", setting('"event.objects": "a", ‸, "event.vendor.type": "polling"'))
    assert {"event.notification.enabled", "oauth.api.key"} <= found.keys() <= CONFIGURATION_KEYS | SIGN_IN
    written_by_the_platform = {"event.notification.subscription.id", "oauth.user.refresh_time"}
    assert not found.keys() & {"event.objects", "event.vendor.type", *written_by_the_platform}
    assert found["event.poller.urls"].is_deprecated
    assert found["event.poller.urls"].sort > found["password"].sort


@pytest.mark.parametrize(("name", "text"), [("a.json", '{"‸'), ("a.yaml", "‸")])
def test_required_fields_come_first(name: str, text: str) -> None:
    found = sorted(completions(name, text).values(), key=lambda one: one.sort)
    assert [one.label for one in found[:3]] == ["element", "configuration", "name"]


def test_a_whole_resource() -> None:
    text = setting('"event.poller.configuration": {‸}')
    one = completions("a.json", text)["resource"]
    value = json.loads(applied(text.replace(MARK, ""), one))
    assert (
        value["configuration"]["event.poller.configuration"]["contacts"]["datesConfiguration"]["updatedDateFormat"]
        == PATTERN
    )
    assert r"\${gmtDate:" in one.snippet
