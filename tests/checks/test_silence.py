"""When a rule speaks and when it must stay silent: one row for each line of the rules that an example does not show."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import EVENTS, body, find, lint, rules

OAUTH: dict[str, Any] = {
    "oauth.api.key": "<KEY>",
    "oauth.api.secret": "<SECRET>",
    "oauth.callback.url": "https://example.com/auth",
}
CODE: dict[str, Any] = {"providerData": {"code": "<CODE>"}}


def response(configuration: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "token": "<TOKEN>",
        "name": "n",
        "element": {"key": "zendesk", "id": 2},
        "valid": True,
        "configuration": configuration or {},
        **fields,
    }


FORMS = (
    "event.notification.enabled", "event.notification.callback.url", "event.vendor.type", "document.tagging",
    "event.poller.refresh_interval", "password", "event.notification.signature.key", "oauth.callback.url",
    "event.objects", "event.poller.configuration", "oauth.api.key", "oauth.api.secret", "oauth.user.token", "x.sandbox",
)  # fmt: skip
POLLED = {"url": "/hubs/crm/contacts?where=modified>='${date}'", "idField": "id"}

ROWS: list[tuple[str, Any, list[str]]] = [
    # structure
    ("put with an id", {"id": 3, "name": "n", "tags": ["a"]}, []),
    ("oauth proxy needs no configuration", body(oauthProxy={"isOauthProxy": True}, configuration=None), []),
    ("empty tags", body(tags=[]), []),
    ("tags as null", body(tags=None), []),
    ("a genuine key called name", body({"name": "x"}), []),
    ("name swallowed", {"element": {"key": "x"}, "configuration": {"name": "x"}}, ["misplaced-field"]),
    ("boolean placeholder", body({"document.tagging": "<BOOLEAN>"}), []),
    ("boolean in words", body({"document.tagging": "true or false, as you like"}), []),
    ("boolean null", body({"document.tagging": None}), []),
    ("sandbox word", body({"netsuite.sandbox": "no"}), ["invalid-boolean"]),
    ("sandbox misspelt", body({"netsuite.sandbox": "flase"}), ["invalid-boolean"]),
    ("sandbox number", body({"netsuite.sandbox": 1}), ["invalid-boolean"]),
    ("sandbox address", body({"evernote.sandbox": "https://sandbox.evernote.com"}), []),
    ("sandbox host", body({"evernote.sandbox": "sandbox.evernote.com"}), []),
    ("sandbox name", body({"acme.sandbox": "uat2"}), []),
    ("configuration to be filled in", {**body(), "configuration": "${CONFIGURATION}"}, []),
    ("configuration as text", {**body(), "configuration": "CONFIGURATION=1"}, ["missing-configuration"]),
    ("element to be filled in", body({"oauth.scope": "read"}, element="{{element}}"), []),
    ("fields of the vendor's tests", body(retrieveObjectsAfterInstantiation=True), []),
    ("a request in the configuration", body({"hook": {"url": "/x", "method": "POST"}}), ["nested-configuration"]),
    ("a link in the configuration", body({"hook": {"url": "https://example.com"}}), ["nested-configuration"]),
    (
        "a resource in the configuration",
        body({"contacts": {"url": "/hubs/crm/contacts?x='${date}'", "idField": "id"}}),
        ["misplaced-poller"],
    ),
    ("one letter as a password", body({"username": "<API_KEY>", "password": "X"}), []),
    ("two letters as a password", body({"username": "<API_KEY>", "password": "Xy"}), ["literal-secret"]),
    ("boolean in capitals", body({"document.tagging": "TRUE"}), []),
    ("response field", body(token="<TOKEN>"), ["response-field"]),
    ("response null form", response({"event.notification.callback.url": None, "event.poller.configuration": ""}), []),
    ("response text booleans", response({"event.notification.enabled": "false"}), []),
    ("blank around prose", body({"app.name": " my app "}), []),
    ("blank around an api key", body({"api.key": " short"}), ["surrounding-space"]),
    ("schema for editors", body(**{"$schema": "./instance.schema.json"}), []),
    ("unknown field near one", body(tag=["x"]), ["unknown-field"]),
    # events
    ("events off need no callback", body({"event.notification.enabled": False}), []),
    ("events off as text", body({"event.notification.enabled": "False"}), []),
    ("events on in capitals", body({"event.notification.enabled": "TRUE"}), ["missing-callback-url"]),
    ("callback null", body({**EVENTS, "event.notification.callback.url": None}), ["missing-callback-url"]),
    ("callback blank", body({**EVENTS, "event.notification.callback.url": " "}), ["missing-callback-url"]),
    (
        "callback false, events off",
        body({"event.notification.callback.url": "false", "event.notification.enabled": False}),
        ["invalid-callback-url"],
    ),
    ("callback placeholder", body({**EVENTS, "event.notification.callback.url": "<CALLBACK_URL>"}), []),
    ("callback with a placeholder", body({**EVENTS, "event.notification.callback.url": "https://{{host}}/events"}), []),
    (
        "callback without scheme",
        body({**EVENTS, "event.notification.callback.url": "example.com/x"}),
        ["invalid-callback-url"],
    ),
    ("callback number", body({**EVENTS, "event.notification.callback.url": 5}), ["invalid-callback-url"]),
    (
        "callback with a blank",
        body({**EVENTS, "event.notification.callback.url": "https://ex ample.com"}),
        ["invalid-callback-url"],
    ),
    (
        "callback https;//",
        body({**EVENTS, "event.notification.callback.url": "https;//example.com"}),
        ["invalid-callback-url"],
    ),
    (
        "callback ftp",
        body({**EVENTS, "event.notification.callback.url": "ftp://example.com"}),
        ["invalid-callback-url"],
    ),
    ("callback loopback", body({**EVENTS, "event.notification.callback.url": "http://127.0.0.1/x"}), []),
    ("callback loopback v6", body({**EVENTS, "event.notification.callback.url": "http://[::1]:80/x"}), []),
    ("callback with port", body({**EVENTS, "event.notification.callback.url": "https://example.com:8443/x"}), []),
    (
        "callback in the platform",
        body(
            {
                **EVENTS,
                "event.notification.callback.url": "https://api.cloud-elements.com/elements/api-v2/events/zendesk",
            }
        ),
        [],
    ),
    (
        "callback at instances",
        body(
            {**EVENTS, "event.notification.callback.url": "https://api.cloud-elements.com/elements/api-v2/instances/1"}
        ),
        ["unlikely-callback-url"],
    ),
    (
        "callback of another host",
        body({**EVENTS, "event.notification.callback.url": "https://cloudy-elephants.com/x"}),
        [],
    ),
    ("signature run", body({**EVENTS, "event.notification.signature.key": "1111111111111111"}), ["weak-signature-key"]),
    ("signature placeholder", body({**EVENTS, "event.notification.signature.key": "<KEY>"}), []),
    ("signature empty", body({**EVENTS, "event.notification.signature.key": ""}), []),
    ("type plural", body({**EVENTS, "event.vendor.type": "webhooks"}), []),
    ("type placeholder", body({**EVENTS, "event.vendor.type": "<TYPE>"}), []),
    ("type both", body({**EVENTS, "event.vendor.type": "polling OR webhook"}), ["unknown-event-type"]),
    ("an element's own events key", body({"events.list.ids": "5"}), []),
    ("all dots", body({**EVENTS, "event.poller.refresh.interval": 5}), ["unknown-event-key"]),
    ("interval placeholder", body({**EVENTS, "event.poller.refresh_interval": "<minutes>"}), []),
    ("interval zero", body({**EVENTS, "event.poller.refresh_interval": 0}), ["invalid-refresh-interval"]),
    ("interval negative", body({**EVENTS, "event.poller.refresh_interval": "-5"}), ["invalid-refresh-interval"]),
    ("interval half", body({**EVENTS, "event.poller.refresh_interval": 1.5}), ["invalid-refresh-interval"]),
    ("interval true", body({**EVENTS, "event.poller.refresh_interval": True}), ["invalid-refresh-interval"]),
    ("interval whole float", body({**EVENTS, "event.poller.refresh_interval": 15.0}), []),
    ("interval a day", body({**EVENTS, "event.poller.refresh_interval": "1440"}), []),
    (
        "interval to keep it quiet",
        body({**EVENTS, "event.poller.refresh_interval": 999999999}),
        ["extreme-refresh-interval"],
    ),
    ("poller settings without the switch", body({"event.objects": "Contact"}), ["events-not-enabled"]),
    ("poller settings in a patch", {"configuration": {"event.objects": "Contact"}}, []),
    ("webhook with objects", body({**EVENTS, "event.vendor.type": "webhook", "event.objects": "Contact"}), []),
    ("response with both", response({"event.vendor.type": "webhook", "event.poller.refresh_interval": "15"}), []),
    (
        "masked password pair",
        response({"event.notification.basic.username": "u", "event.notification.basic.password": "********"}),
        [],
    ),
    ("tokens one owns", body({"oauth.user.refresh_time": "1"}, externalAuthentication="initial"), []),
    ("response silent on one side", response({}, eventsEnabled=True), []),
    ("list of one setting", [{"key": "event.notification.enabled", "propertyValue": "true"}], []),
    ("one setting", {"key": "event.notification.enabled", "propertyValue": "true"}, []),
    (
        "list of settings",
        [
            {"key": "event.notification.enabled", "propertyValue": "true"},
            {"key": "event.notification.callback.url", "propertyValue": None},
        ],
        ["missing-callback-url"],
    ),
    ("patch of one setting", {"configuration": {"event.notification.enabled": True}}, []),
    ("patch to polling", {"id": 5, "configuration": {**EVENTS, "event.vendor.type": "polling"}}, []),
    ("patch of a clone", {"element": {"id": 5}, "configuration": {"event.notification.enabled": True}}, []),
    ("put of everything", {**body({"event.notification.enabled": True}), "id": 5}, ["missing-callback-url"]),
    ("patch of a password", {"configuration": {"event.notification.basic.password": "<PASSWORD>"}}, []),
    (
        "masked beside nothing",
        response({"event.notification.basic.username": "", "event.notification.basic.password": "********"}),
        [],
    ),
    (
        "masked beside null in a map",
        {**EVENTS, "event.notification.basic.username": None, "event.notification.basic.password": "********"},
        ["masked-secret"],
    ),
    (
        "masked beside false in a list",
        [
            {"key": "event.notification.basic.username", "propertyValue": "false"},
            {"key": "event.notification.basic.password", "propertyValue": "********"},
        ],
        [],
    ),
    (
        "user alone beside a mask",
        body({**EVENTS, "event.notification.basic.username": "u", "event.notification.basic.password": None}),
        ["unpaired-basic-auth"],
    ),
    ("a key of the vendor's tests", body({**EVENTS, "event.config.path": "/x"}), []),
    ("map", {"event.notification.enabled": "true"}, ["missing-callback-url"]),
    # authentication
    ("triple and code", body(OAUTH, **CODE), []),
    ("key pair", body({"oauth.api.key": "<KEY>", "oauth.api.secret": "<SECRET>"}), []),
    ("integrator key", body({"oauth.api.key": "<KEY>", "username": "<U>", "password": "<P>"}), []),
    ("console's own app", body({"oauth.callback.url": "https://example.com/auth"}, **CODE), []),
    (
        "no secret",
        body({"oauth.api.key": "<KEY>", "oauth.callback.url": "https://example.com"}, **CODE),
        ["incomplete-oauth"],
    ),
    ("tokens instead of a code", body({**OAUTH, "oauth.user.token": "<TOKEN>"}), []),
    ("external", body(OAUTH, externalAuthentication="initial"), []),
    ("provider data to be filled in", body(OAUTH, providerData="{{providerData}}"), []),
    ("provider data as text", body(OAUTH, providerData="code"), ["incomplete-provider-data"]),
    ("default callback", body({**OAUTH, "oauth.callback.url": "https://auth.cloudelements.io/oauth"}, **CODE), []),
    ("default callback, bare", response({"oauth.callback.url": "auth.cloudelements.io/oauth"}), []),
    (
        "another callback, bare",
        response({"oauth.callback.url": "example.com/oauth"}),
        ["invalid-oauth-callback-url"],
    ),
    ("triple alone in a patch", {"configuration": OAUTH}, []),
    ("unknown members", body(OAUTH, providerData={"code": "<C>", "realmId": "<R>", "anything": "x"}), []),
    ("empty provider data", body(OAUTH, providerData={}), ["incomplete-provider-data"]),
    ("none in a response", response(externalAuthentication="none"), []),
    ("none in a body", body(externalAuthentication="none"), ["unknown-external-authentication"]),
    # polling
    ("poller placeholder", body({**EVENTS, "event.poller.configuration": "<SEE_BELOW>"}), []),
    ("objects placeholder", body({**EVENTS, "event.objects": "<COMMA_SEPARATED_LIST>"}), []),
    ("objects with blanks", body({**EVENTS, "event.objects": "Account, Lead"}), []),
    ("objects twice", body({**EVENTS, "event.objects": "Account,Lead,Account"}), ["invalid-event-objects"]),
    ("objects empty item", body({**EVENTS, "event.objects": "Account,,Lead"}), ["invalid-event-objects"]),
    ("objects unfilled", body({**EVENTS, "event.objects": "{objectName}"}), ["invalid-event-objects"]),
    ("objects as a list", body({**EVENTS, "event.objects": ["Account"]}), ["invalid-event-objects"]),
    (
        "ten fields",
        body({**EVENTS, "event.poller.urls": "a|/a?x='${date}'|||||||GMT|10"}, element={"key": "sagelive"}),
        ["invalid-poller-urls"],
    ),
    (
        "names with line breaks",
        body({**EVENTS, "event.poller.urls": "contacts\r\nleads"}, element={"key": "sagelive"}),
        [],
    ),
    *(
        (f"resource {name}", body({**EVENTS, "event.poller.configuration": {name: POLLED}}), [])
        for name in ("YOUR_VALUE", "RESOURCE_NAME", "xxxxxxxx", "<resource>", "$[secret:name]", "{{resource}}")
    ),
    (
        "resource of another name",
        body({**EVENTS, "event.poller.configuration": {"leads": POLLED}}),
        ["poller-url-mismatch"],
    ),
    *(
        (f"everything is {value}", body(dict.fromkeys(FORMS, value), externalAuthentication=value, tags=value), [])
        for value in ("YOUR_VALUE", "SOME_VALUE", "xxxxxxxx", "$[secret:prod/crm.key]", "${VALUE}", "{{ value }}")
    ),
    ("poller map as text in a response", response({"event.poller.configuration": "{}"}), []),
]


@pytest.mark.parametrize(("value", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_speaks_and_stays_silent(value: Any, expected: list[str]) -> None:
    assert rules(value) == expected


def test_a_missing_key_points_at_the_key_of_what_lacks_it() -> None:
    text = '{\n  "element": {"key": "x"},\n  "configuration": {"event.notification.enabled": true},\n  "name": "n"\n}'
    (found,) = find(text)
    assert (found.start, found.end) == ((3, 3), (3, 18))
    (found,) = find('  {"element": {"key": "x"}, "configuration": {}}')
    assert (found.rule, found.start) == ("missing-name", (1, 3))


def test_an_unknown_key_points_at_the_key_and_a_wrong_value_at_the_value() -> None:
    (unknown,) = find('{"element": {"key": "x"}, "configuration": {"event.x": 1}, "name": "n"}')
    assert (unknown.start.column, unknown.end.column) == (45, 54)
    (wrong,) = find('{"element": {"key": "x"}, "configuration": {"document.tagging": "ja"}, "name": "n"}')
    assert (wrong.start.column, wrong.end.column) == (65, 69)


def test_code_points_are_counted() -> None:
    (found,) = find('{"name": "😀é", "element": {"key": "x"}, "configuration": {"document.tagging": "😀"}}')
    assert (found.start.column, found.end.column) == (79, 82)


def test_no_message_holds_a_value() -> None:
    value = body(
        {"event.vendor.type": "quux-value", "document.tagging": "quux-value", **EVENTS, "event.objects": "quux-value;b"}
    )
    for violation in lint(value):
        assert "quux" not in violation.message + violation.help


def test_a_flood_of_one_mistake_ends() -> None:
    found = lint(body({**EVENTS, "event.objects": "," * 100_000}))
    assert 45 < len(found) <= 50
    assert sum("(more findings like this are not shown)" in violation.message for violation in found) == 1


AUDITED: list[tuple[str, Any, list[str]]] = [
    ("poller in double braces", body({**EVENTS, "event.poller.configuration": "{{ poller }}"}), []),
    (
        "callback is the boolean false",
        body({**EVENTS, "event.notification.callback.url": False}),
        ["missing-callback-url"],
    ),
    ("map with a list", {**EVENTS, "event.objects": ["Contact"]}, ["invalid-event-objects"]),
    ("response not set", response(externalAuthentication=""), []),
    ("tags to be filled in", body(tags="{{tags}}"), []),
    (
        "names with commas",
        body({**EVENTS, "event.poller.urls": "a,b"}, element={"key": "sagelive"}),
        ["invalid-poller-urls"],
    ),
    (
        "id field on the wrong level",
        {"c": {"url": "/hubs/c?x='${date}'", "datesConfiguration": {"idField": "id"}}},
        ["misplaced-poller-field"],
    ),
    ("broken poller is not empty", body({**EVENTS, "event.poller.configuration": "{"}), ["invalid-poller-json"]),
    ("blank field", {**body(), "tags ": []}, ["surrounding-space"]),
    (
        "list as callback",
        body({**EVENTS, "event.notification.callback.url": ["https://example.com"]}),
        ["invalid-callback-url"],
    ),
    ("type in capitals", body({**EVENTS, "event.vendor.type": "Polling"}), ["unknown-event-type"]),
    (
        "account file",
        [{"name": "a", "userSecret": "<USER_SECRET>", "orgSecret": "3f8a1c9e7b2d4f60a5c8e1b39d7f2064"}],
        ["literal-secret"],
    ),
    (
        "managed key beside one's own tokens",
        body({"event.notification.subscription.id": "12"}, externalAuthentication="initial"),
        ["platform-managed-key"],
    ),
]


@pytest.mark.parametrize(("value", "expected"), [row[1:] for row in AUDITED], ids=[row[0] for row in AUDITED])
def test_what_an_audit_found(value: Any, expected: list[str]) -> None:
    assert rules(value) == expected


def test_a_block_scalar_says_how_to_lose_its_line_break() -> None:
    head = "element: {key: x}\nname: n\nconfiguration:\n"
    text = f"{head}  base.url: >\n    https://a.example.com\n  private.key: |\n    ${{PEM}}\n"
    (found,) = find(text, "a.yaml")
    assert (found.rule, found.start, found.help) == (
        "surrounding-space",
        (4, 13),
        "Delete the line break. In YAML, write `|-` or `>-`.",
    )


def test_a_body_broken_at_its_first_line_is_ours() -> None:
    assert rules('element:\n  key: "z\nname: n\nconfiguration:\n  a.b: x\n', "a.yaml") == ["invalid-yaml"]


def test_a_habit_is_told_once() -> None:
    assert len(lint("{'element':{'key':'z'},'name':'n','configuration':{'a.b':'x'}}")) == 1


URL = "/hubs/crm/contacts?where=u>'${date}'"
DATES = {"updatedDateField": "u", "updatedDateFormat": "yyyy-MM-dd"}


def poller(**fields: Any) -> dict[str, Any]:
    return body({**EVENTS, "event.poller.configuration": {"contacts": {"url": URL, "idField": "id", **fields}}})


EVENTS_OFF: dict[str, Any] = {"even.notification.enabled": True, "event.vendor.type": "webhook"}
MISSPELT_MAP: dict[str, Any] = {**EVENTS, "event.poller.cnofiguration": {"a": {"url": URL}}}
LEADS = {"url": "/hubs/crm/leads?where=u>'${date}'", "idField": "i"}
SWAPPED = {"updatedDateField": "createdAt", "updatedDateFormat": "yyyy-MM-dd", "createdDateField": "updatedAt"}


def resource(**fields: Any) -> dict[str, Any]:
    return body({**EVENTS, "event.poller.configuration": {"contacts": fields}})


ONE_CAUSE: list[tuple[str, Any, list[str]]] = [
    ("event misspelt", body(EVENTS_OFF), ["unknown-event-key"]),
    ("map misspelt", body(MISSPELT_MAP), ["unknown-event-key"]),
    ("beside the right key", body({"filter.response.nulls": True, "filter.response.nuls": True}), ["misspelt-key"]),
    ("capital", body({**OAUTH, "Oauth.api.secret": "<S>"}, **CODE), ["misspelt-key"]),
    ("key of an element", body({"auth.token": "<T>", "pagination.min": "1", "base-url": "https://a.example"}), []),
    ("plural of an element", body({"events.list.ids": "1"}), []),
    ("field in capitals", resource(URL=URL, idField="i"), ["unknown-poller-field"]),
    ("id in short", resource(url=URL, ID="i"), ["unknown-poller-field"]),
    (
        "format outside",
        poller(datesConfiguration={"updatedDateField": "u"}, updatedDateFormat="yyyy"),
        ["misplaced-poller-field"],
    ),
    ("resource in dates", poller(datesConfiguration={**DATES, "leads": LEADS}), ["misplaced-poller"]),
    ("body in element", {"element": {"key": "x", "configuration": EVENTS, "name": "n"}}, ["misplaced-field"]),
    ("swapped dates", poller(datesConfiguration=SWAPPED), ["swapped-date-fields"]),
    ("two starts", poller(url="/hubs/crm/contacts?from=${date}&updatedAfter=${date}"), []),
    ("a number that is no date", poller(url="/hubs/crm/contacts?listId=20200131"), ["missing-time-variable"]),
    ("connection string without a secret", body({"jdbc.url": "jdbc:a://h;user=b;password=<P>"}), []),
    ("organization of a person", body({"note": "User {{name}}, Organization Development"}), []),
]


@pytest.mark.parametrize(("value", "expected"), [row[1:] for row in ONE_CAUSE], ids=[row[0] for row in ONE_CAUSE])
def test_one_cause_is_one_finding(value: Any, expected: list[str]) -> None:
    assert rules(value) == expected


def test_an_odd_entry_leaves_a_poller_ours() -> None:
    assert "missing-poller-url" in rules({"contacts": {"url": URL, "idField": "id"}, "leads": {}})


def test_a_secret_is_told_once_for_all_its_aliases() -> None:
    secret = "Zk4vQ9tLm2Xc" + "W7bRn5YpD8s"
    text = f"element: {{key: x}}\nconfiguration:\n  password: &p {secret}\n  app.secret: *p\nname: n\n"
    assert [one.route for one in find(text, "instance.yaml")] == [("configuration", "password")]


@pytest.mark.parametrize(
    ("key", "is_safe"),
    [
        ("event.notification.calback.url", True),
        ("event.notifcation.calback.url", False),
        ("oauth.token.refresh_ulr", True),
        ("oauth.tokne.refresh_ulr", False),
        ("filter.response.nuls", True),
        ("fitler.response.nuls", False),
    ],
)
def test_a_rename_at_one_edit_is_safe_and_at_two_is_not(key: str, is_safe: bool) -> None:
    (violation,) = lint(body({key: "<X>"}))
    assert violation.fix is not None
    assert violation.fix.safe is is_safe
