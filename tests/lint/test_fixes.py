"""What each fix does, in every form that a document is written in."""

from __future__ import annotations

import json

import pytest

from ce_lint.lint.fix import FixResult
from ce_lint.rulebook.rule import Rulebook
from ce_lint.rulebook.shipped import load_shipped_rules
from tests.helpers import fix_data, lint_result

BOOKS = {
    rule.name: Rulebook([rule if rule.severity != "off" else rule.with_severity("warning")])
    for rule in load_shipped_rules()
}

BODY = '{{"element": {{"key": "zendesk"}}, "configuration": {{"site.address": "acme", {}}}, "name": "FileChecker"}}'
POLLED = '"event.poller.configuration": {{"contacts": {{{}}}}}'
URL = "/contacts?where=u>'${gmtDate:yyyy-MM-dd}'"


def fixed(text: str, rule: str, unsafe: bool = False, name: str = "instance.json") -> FixResult:
    """What comes of a text when there is one rule alone."""
    return fix_data(name, text.encode(), lambda data: lint_result(data, name, BOOKS[rule]), unsafe)


def setting(written: str) -> str:
    return BODY.format(written)


def resource(written: str) -> str:
    return setting(POLLED.format(f'"url": "{URL}", "idField": "id"' + written))


PLAIN = '{"element": {"key": "a"}, "configuration": {}}'
TABLE = [
    ("invalid-json", '{"configuration": {"event.objects": "a",},}', '{"configuration": {"event.objects": "a"}}'),
    ("invalid-json", '{"element": {"key": "a"} "configuration": {}}', PLAIN),
    ("invalid-json", '{"element": {"key": "a"}; "configuration": {}}', PLAIN),
    ("invalid-json", '{“element”: {“key”: "a”}, "configuration": {}}', PLAIN),
    ("invalid-json", '{"element": {"key": "a"}, // x\n"configuration": {}}',
     '{"element": {"key": "a"},\n"configuration": {}}'),
    ("invalid-json", '{"element": {"key": "a"},\n  // x\n  # y\n"configuration": {}}',
     '{"element": {"key": "a"},\n"configuration": {}}'),
    ("invalid-json", '{"element": {"key": "a"}, /* x */ "configuration": {}}', PLAIN),
    ("invisible-character", setting('"base.url": "https://a.b\u200b"'), setting('"base.url": "https://a.b"')),
    ("invisible-character", setting('"base.url": "https://\u200ba.b\\u00a0"'), setting('"base.url": "https://a.b"')),
    ("invisible-character", setting('"base\u00a0url": "x"'), setting('"base url": "x"')),
    ("invisible-character", setting('"base.url": "“https://a.b”"'), setting('"base.url": "https://a.b"')),
    ("invisible-character", setting('"x": "/a?where=b=‘c’"'), setting('"x": "/a?where=b=\'c\'"')),
    ("unknown-field", '{"element": {"key": "a"}, "configuraton": {"event.objects": "b"}, "name": "c"}',
     '{"element": {"key": "a"}, "configuration": {"event.objects": "b"}, "name": "c"}'),
    ("misplaced-field", '{"element": {"key": "a"}, "configuration": {"x": "y", "tags": ["b"]}, "name": "c"}',
     '{"element": {"key": "a"}, "configuration": {"x": "y"}, "tags": ["b"], "name": "c"}'),
    ("misplaced-field", '{"element": {"key": "a"}, "configuration": {"tags": ["b"], "x": "y", "name": "c"}}',
     '{"element": {"key": "a"}, "configuration": {"x": "y"}, "name": "c", "tags": ["b"]}'),
    ("misplaced-field", '{\n  "element": {"key": "a"},\n  "configuration": {\n    "x": "y",\n    "tags": [\n      "b"\n'
     '    ]\n  },\n  "name": "c"\n}',
     '{\n  "element": {"key": "a"},\n  "configuration": {\n    "x": "y"\n  },\n  "tags": [\n    "b"\n'
     '  ],\n  "name": "c"\n}'),
    ("text-boolean", setting('"document.tagging": "True"'), setting('"document.tagging": true')),
    ("surrounding-space", setting('"base.url": " https://a.b  "'), setting('"base.url": "https://a.b"')),
    ("surrounding-space", setting('"base.url": "https://a.b\\t"'), setting('"base.url": "https://a.b"')),
    ("surrounding-space", setting('" base.url ": "https://a.b"'), setting('"base.url": "https://a.b"')),
    ("invalid-callback-url", setting('"event.notification.callback.url": "https;//a.b/c"'),
     setting('"event.notification.callback.url": "https://a.b/c"')),
    ("invalid-callback-url", setting('"event.notification.callback.url": "https//a.b/c"'),
     setting('"event.notification.callback.url": "https://a.b/c"')),
    ("invalid-oauth-callback-url", setting('"oauth.callback.url": "http:/a.b/c"'),
     setting('"oauth.callback.url": "http://a.b/c"')),
    ("unknown-event-type", setting('"event.vendor.type": "Polling"'), setting('"event.vendor.type": "polling"')),
    ("unknown-event-key", setting('"event.vendor.typ": "polling"'), setting('"event.vendor.type": "polling"')),
    ("invalid-event-objects", setting('"event.objects": "Contact;Account\\nLead"'),
     setting('"event.objects": "Contact,Account,Lead"')),
    ("invalid-event-objects", setting('"event.objects": ",Contact, Account,,Contact,"'),
     setting('"event.objects": "Contact, Account"')),
    ("invalid-poller-name", resource("").replace('"contacts"', '"/contacts "'), resource("")),
    ("unknown-poller-field", resource(', "filterByUpdateDate": false'), resource(', "filterByUpdatedDate": false')),
    ("misplaced-poller-field", resource(', "updatedDateFormat": "yyyy"'),
     resource(', "datesConfiguration": {"updatedDateFormat": "yyyy"}')),
    ("misplaced-poller-field",
     resource(', "updatedDateFormat": "yyyy", "datesConfiguration": {"updatedDateField": "u"}'),
     resource(', "datesConfiguration": {"updatedDateField": "u", "updatedDateFormat": "yyyy"}')),
    ("misplaced-poller-field", resource(', "datesConfiguration": {"pageSize": 5, "updatedDateField": "u"}'),
     resource(', "datesConfiguration": {"updatedDateField": "u"}, "pageSize": 5')),
    ("wrong-poller-type", resource(', "pageSize": " 200"'), resource(', "pageSize": 200')),
    ("wrong-poller-type", resource(', "useLastPollDate": "TRUE"'), resource(', "useLastPollDate": true')),
    ("invalid-poller-url", resource("").replace(URL, f" {URL} "), resource("")),
    ("invalid-time-variable", resource("").replace("gmtDate", "GMTdate"), resource("")),
    ("invalid-date-format", resource(', "datesConfiguration": {"updatedDateFormat": "yyyy\'"}'),
     resource(', "datesConfiguration": {"updatedDateFormat": "yyyy"}')),
    ("unknown-time-zone", resource(', "datesConfiguration": {"updatedDateTimezone": "-6:00"}'),
     resource(', "datesConfiguration": {"updatedDateTimezone": "GMT-6:00"}')),
    ("dead-oauth-key", setting('"oauth.user.refresh.token": "<TOKEN>"'),
     setting('"oauth.user.refresh_token": "<TOKEN>"')),
]  # fmt: skip

UNSAFE = [
    ("response-field", '{"element": {"key": "a"}, "configuration": {}, "subscriptionId": 1, "name": "b"}',
     '{"element": {"key": "a"}, "configuration": {}, "name": "b"}'),
    ("insecure-callback-url", setting('"event.notification.callback.url": "http://a.b"'),
     setting('"event.notification.callback.url": "https://a.b"')),
    ("insecure-oauth-callback-url", setting('"oauth.callback.url": "http://a.b"'),
     setting('"oauth.callback.url": "https://a.b"')),
    ("legacy-poller-urls", setting(f'"event.poller.urls": "contacts|{URL}||u|yyyy-MM-dd|GMT\\nleads|/leads"'),
     setting(f'"event.poller.configuration": {{"contacts": {{"url": "{URL}", "idField": "id", "datesConfiguration": '
             '{"updatedDateField": "u", "updatedDateFormat": "yyyy-MM-dd", "updatedDateTimezone": "GMT"}}, '
             '"leads": {"url": "/leads", "idField": "id"}}')),
    ("literal-secret", setting('"password": "tR9vKq27LmZx84Wp"'), setting('"password": "${PASSWORD}"')),
    ("literal-secret", setting('"userApiSecret": "tR9vKq27LmZx84Wp"'),
     setting('"userApiSecret": "${USER_API_SECRET}"')),
    ("literal-secret", setting('"password": 84716295'), setting('"password": "${PASSWORD}"')),
    ("literal-grant-code",
     '{"element": {"key": "a"}, "configuration": {}, "providerData": {"code": "xrz2KXaPwM4qcL19pNVI"}, "name": "d"}',
     '{"element": {"key": "a"}, "configuration": {}, "providerData": {"code": "${CODE}"}, "name": "d"}'),
    ("surrounding-space", setting('"password": " tR9vKq27LmZx84Wp"'), setting('"password": "tR9vKq27LmZx84Wp"')),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after"), TABLE)
def test_a_safe_fix(rule: str, before: str, after: str) -> None:
    done = fixed(before, rule)
    assert done.data.decode() == after
    assert rule in {violation.rule for violation in done.applied}
    assert rule not in {violation.rule for violation in done.result.violations}
    assert fixed(after, rule).applied == ()


@pytest.mark.parametrize(("rule", "before", "after"), UNSAFE)
def test_an_unsafe_fix_is_asked_for(rule: str, before: str, after: str) -> None:
    assert fixed(before, rule).data.decode() == before
    done = fixed(before, rule, unsafe=True)
    assert done.data.decode() == after
    assert rule not in {violation.rule for violation in done.result.violations}


@pytest.mark.parametrize(("rule", "before", "after"), [row for row in TABLE + UNSAFE if row[0] != "invalid-json"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_fix_keeps_every_other_byte(rule: str, before: str, after: str, end: str) -> None:
    """The same behind emoji and a byte order mark, between line breaks of every kind."""
    around = [f'\ufeff{end}{{"oauthProxy": ["😀",{end}{end} "é"], ', f"{end}"]
    written = [around[0] + text.replace("\n", end).lstrip("{") + around[1] for text in (before, after)]
    assert fixed(written[0], rule, unsafe=True).data.decode() == written[1]


NOTHING = [
    ("invalid-json", '{"configuration": {}, "element": {"key": "a" /* x }, "name": "b"}'),
    ("invalid-json", '{"configuration": {}, "element": {"key": “a"b”}, "name": “c”}'),
    ("invalid-json", '{"configuration": {}, "element": {"key": "say "hello" to"}, "name": "b"}'),
    ("invisible-character", setting('"base\u200b.url": "a", "base.url": "b"')),
    ("unknown-field", '{"element": {"key": "a"}, "configuraton": {}, "configuration": {"b": "c"}, "name": "d"}'),
    ("surrounding-space", setting('" base.url": "https://a.b", "base.url": "https://a.c"')),
    ("surrounding-space", setting('" base.url": "https://a.b", " base.url": "https://a.c"')),
    ("invalid-callback-url", setting('"event.notification.callback.url": "https;//"')),
    ("invalid-callback-url", setting('"event.notification.callback.url": "https;//a b/c"')),
    ("unknown-event-type", setting('"event.vendor.type": "pollling"')),
    ("unknown-event-key", setting('"vendor.event.type": "polling"')),
    ("unknown-event-key", setting('"event.vendor.typ": "polling", "event.vendor.type": "polling"')),
    ("misplaced-poller-field",
     resource(', "updatedDateFormat": "yyyy", "datesConfiguration": {"updatedDateFormat": "yyyy-MM-dd"}')),
    ("wrong-poller-type", resource(', "pageSize": "0"')),
    ("wrong-poller-type", resource(', "pageSize": "-5"')),
    ("unknown-time-zone", resource(', "datesConfiguration": {"updatedDateTimezone": "EDT"}')),
    ("legacy-poller-urls", setting('"event.poller.urls": "contacts|leads"')),
    ("legacy-poller-urls", setting('"event.poller.urls": "a|/contacts\\na|/leads"')),
    ("literal-secret", '{"contacts": {"url": "/hubs/crm/contacts", "idField": "id", "token": "tR9vKq27LmZx84Wp"}}'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), NOTHING)
def test_what_is_in_doubt_stays(rule: str, text: str) -> None:
    done = fixed(text, rule, unsafe=True)
    assert done.data.decode() == text
    assert rule in {violation.rule for violation in done.result.violations}


POLLER = {"/contacts": {"url": f"{URL} ", "idField": "id", "pageSize": "200", "updatedDateTimezone": "GMT"}}
MENDED = {
    "contacts": {
        "url": URL,
        "idField": "id",
        "pageSize": 200,
        "datesConfiguration": {"updatedDateTimezone": "GMT"},
    }
}


def fix_all(text: str, name: str) -> str:
    return fix_data(name, text.encode()).data.decode()


@pytest.mark.parametrize("indent", [None, 2])
def test_json_inside_a_json_string(indent: int | None) -> None:
    before, after = (json.dumps(json.dumps(value, indent=indent)) for value in (POLLER, MENDED))
    if indent:
        after = json.dumps(
            json.dumps(POLLER, indent=2)
            .replace('/contacts"', 'contacts"', 1)
            .replace("}' ", "}'")
            .replace('"200"', "200")
            .replace('"updatedDateTimezone": "GMT"', '"datesConfiguration": {"updatedDateTimezone": "GMT"}')
        )
    key = '"event.poller.configuration": '
    assert fix_all(setting(key + before), "a.json") == setting(key + after)


YAML = """\
# polls
element: {key: zendesk}
configuration:
  site.address: acme # 😀
  event.poller.configuration: %s
name: FileChecker
"""


def _yaml_forms() -> list[tuple[str, str]]:
    before, after = json.dumps(POLLER), json.dumps(MENDED)
    forms = [(text, text2) for text, text2 in [(before, after)]]
    forms.append(("'" + before.replace("'", "''") + "'", "'" + after.replace("'", "''") + "'"))
    forms.append((json.dumps(before), json.dumps(after)))
    forms.append((f"|\n    {before}", f"|\n    {after}"))
    forms.append((f">-\n    {before}", f">-\n    {after}"))
    lines = json.dumps(POLLER, indent=2).replace("\n", "\n    ")
    new = lines.replace('/contacts"', 'contacts"', 1).replace("}' ", "}'").replace('"200"', "200")
    new = new.replace('"updatedDateTimezone": "GMT"', '"datesConfiguration": {"updatedDateTimezone": "GMT"}')
    forms.append((f"|\n    {lines}", f"|\n    {new}"))
    return forms


@pytest.mark.parametrize(("before", "after"), _yaml_forms())
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_poller_map_in_yaml(before: str, after: str, end: str) -> None:
    assert fix_all((YAML % before).replace("\n", end), "a.yaml") == (YAML % after).replace("\n", end)


BLOCK = """\
element:
  key: zendesk
configuration: # settings
  site.address: acme
%s
name: FileChecker
"""
MAP = "  event.poller.configuration:\n    contacts:\n"
BLOCK_TABLE = [
    ("surrounding-space", "  base.url: 'https://a.b '", "  base.url: 'https://a.b'"),
    ("surrounding-space", '  base.url: "https://a.b\\t"', '  base.url: "https://a.b"'),
    ("surrounding-space", "  base.url: |\n    https://a.b", "  base.url: |-\n    https://a.b"),
    ("surrounding-space", "  base.url: >+\n    https://a.b\n", "  base.url: >-\n    https://a.b\n"),
    ("surrounding-space", "  'base.url ': https://a.b", "  'base.url': https://a.b"),
    ("text-boolean", "  document.tagging: 'False' # off", "  document.tagging: false # off"),
    ("text-boolean", "  document.tagging: >-\n    true", "  document.tagging: true"),
    ("invalid-callback-url", "  event.notification.callback.url: https;//a.b", "  event.notification.callback.url: https://a.b"),
    ("unknown-event-type", "  event.vendor.type: Polling", "  event.vendor.type: polling"),
    ("unknown-event-key", "  event.vendor.typ: polling", "  event.vendor.type: polling"),
    ("invalid-event-objects", "  event.objects: Contact;Account", "  event.objects: Contact,Account"),
    ("invalid-event-objects", "  event.objects: |-\n    Contact\n    Account",
     "  event.objects: |-\n    Contact,Account"),
    ("literal-secret", "  password: tR9vKq27LmZx84Wp", '  password: "${PASSWORD}"'),
    ("legacy-poller-urls", "  event.poller.urls: contacts|/contacts",
     '  event.poller.configuration: {"contacts": {"url": "/contacts", "idField": "id"}}'),
    ("legacy-poller-urls", "  event.poller.urls: |\n    contacts|/contacts\n    leads|/leads",
     '  event.poller.configuration: {"contacts": {"url": "/contacts", "idField": "id"}, '
     '"leads": {"url": "/leads", "idField": "id"}}'),
    ("misplaced-poller-field",
     f"{MAP}      updatedDateField: u # x\n      url: /c\n      idField: id",
     f"{MAP}      datesConfiguration:\n        updatedDateField: u # x\n      url: /c\n      idField: id"),
    ("misplaced-poller-field",
     f"{MAP}      url: /c\n      datesConfiguration:\n        updatedDateField: u\n        pageSize: 5 # x\n      a: b",
     f"{MAP}      url: /c\n      datesConfiguration:\n        updatedDateField: u\n      pageSize: 5\n      a: b"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after"), BLOCK_TABLE)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_in_block_yaml(rule: str, before: str, after: str, end: str) -> None:
    done = fixed((BLOCK % before).replace("\n", end), rule, unsafe=True, name="a.yaml")
    assert done.data.decode() == (BLOCK % after).replace("\n", end)


def test_a_field_leaves_a_block_mapping() -> None:
    before = "configuration:\n  x: y\n  tags: # ours\n    - a\n    - b\n  z: 1\nelement: {key: a}\nname: b\n"
    after = "configuration:\n  x: y\n  z: 1\ntags: # ours\n  - a\n  - b\nelement: {key: a}\nname: b\n"
    assert fixed(before, "misplaced-field", name="a.yaml").data.decode() == after


def test_a_field_leaves_braces_for_a_block() -> None:
    before = "element: {key: a}\nconfiguration: {x: y, tags: [b]}\nname: c\n"
    after = "element: {key: a}\nconfiguration: {x: y}\ntags: [b]\nname: c\n"
    assert fixed(before, "misplaced-field", name="a.yaml").data.decode() == after


@pytest.mark.parametrize(
    "written",
    [
        "  base.url: &url 'https://a.b '",
        "  x: &url 'https://a.b '\n  base.url: *url",
        "  <<: {base.url: 'https://a.b '}",
        "  base.url: !!str 'https://a.b '",
        "  base.url: 'https://a.b\n    /c '",
    ],
)
def test_what_yaml_shares_or_folds_stays(written: str) -> None:
    done = fixed(BLOCK % written, "surrounding-space", name="a.yaml")
    assert done.data.decode() == BLOCK % written


def test_a_plain_scalar_is_quoted_where_it_must_be() -> None:
    """``'`` for ``’`` at the beginning of a plain text would open a quoted one."""
    before = BLOCK % "  x: /a?where=b=‘c’ #d"
    assert fixed(before, "invisible-character", name="a.yaml").data.decode() == BLOCK % "  x: /a?where=b='c' #d"
    before = '{configuration: {x: "\u200btrue", y: \u200b5, event.objects: a}}'
    after = "{configuration: {x: \"true\", y: '5', event.objects: a}}"
    assert fixed(before, "invisible-character", name="a.yaml").data.decode() == after


def test_a_list_of_settings() -> None:
    before = (
        '[{"key": "event.notifcation.type", "propertyValue": ""}, {"key": "event.objects", "propertyValue": "a;b"}]'
    )
    after = (
        '[{"key": "event.notification.type", "propertyValue": ""}, {"key": "event.objects", "propertyValue": "a,b"}]'
    )
    assert fix_all(before, "a.json") == after


def test_lines_of_json() -> None:
    line = setting('"event.vendor.type": "Polling",')
    after = setting('"event.vendor.type": "polling"')
    assert fix_all(f"{line}\n\n{line}\n", "a.jsonl") == f"{after}\n\n{after}\n"
