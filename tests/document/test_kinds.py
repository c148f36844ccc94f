"""Whose document it is: ours of which kind, or nobody's business."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ce_lint.document.kinds import Skipped, find
from tests.helpers import lint_result, run

ELEMENT = {"key": "dropbox"}
CONFIGURATION = {"oauth.api.key": "<KEY>"}
RESPONSE = {"id": 1, "token": "<TOKEN>", "element": {"key": "dropbox", "id": 22}, "valid": True}
RESOURCE = {"url": "/hubs/crm/contacts", "idField": "id"}

OURS: list[tuple[str, Any, list[tuple[tuple[Any, ...], str]]]] = [
    ("create", {"element": ELEMENT, "configuration": {}, "name": "n"}, [((), "body")]),
    ("create without configuration", {"element": ELEMENT, "name": "n", "tags": ["a"]}, [((), "body")]),
    ("create with a misspelt configuration", {"element": ELEMENT, "configuraton": {}, "name": "n"}, [((), "body")]),
    ("create by a proxy", {"element": ELEMENT, "oauthProxy": {"isOauthProxy": True}, "name": "n"}, [((), "body")]),
    ("create with provider data alone", {"element": ELEMENT, "providerData": {"code": "<C>"}}, [((), "body")]),
    ("configuration as a placeholder", {"element": ELEMENT, "configuration": "${CONFIGURATION}"}, [((), "body")]),
    ("a misspelt element key", {"element": {"kye": "dropbox"}, "configuration": {"site.a": "x"}}, [((), "body")]),
    ("patch of a weak key", {"configuration": {"filter.response.nulls": True}}, [((), "body")]),
    ("element as text", {"element": "dropbox", "configuration": CONFIGURATION}, [((), "body")]),
    ("patch tags", {"id": 764, "tags": ["a"]}, [((), "body")]),
    ("patch configuration", {"configuration": CONFIGURATION}, [((), "body")]),
    ("patch provider data", {"name": "n", "providerData": {"code": "<CODE>"}}, [((), "body")]),
    ("patch element id", {"element": {"id": 5}}, [((), "body")]),
    ("response", RESPONSE, [((), "response")]),
    ("response of a list", [RESPONSE, RESPONSE], [((0,), "response"), ((1,), "response")]),
    ("wrapper", {"status": 200, "elementInstance": RESPONSE}, [(("elementInstance",), "response")]),
    ("wrapped list", {"data": {"instances": [RESPONSE]}}, [(("data", "instances", 0), "response")]),
    ("a body with a response's field", {"element": ELEMENT, "configuration": {}, "token": "x"}, [((), "body")]),
    ("map", {"event.notification.enabled": "true", "username": "u"}, [((), "map")]),
    ("map of two weak keys", {"event.objects": "Contact", "event.vendor.type": "polling"}, [((), "map")]),
    ("map of one strong key", {"oauth.scope": "read", "colour": "red"}, [((), "map")]),
    (
        "map with a misspelt key",
        {"event.notifcation.enabled": True, "event.objects": "a,b", "oauth.scope": "r"},
        [((), "map")],
    ),
    ("map with a resource", {"event.notification.enabled": True, "contacts": RESOURCE}, [((), "map")]),
    ("poller", {"contacts": RESOURCE}, [((), "poller")]),
    ("poller of another path", {"contacts": {"url": "/contacts", "idField": "id", "pageSize": 5}}, [((), "poller")]),
    (
        "poller by its dates",
        {"contacts": {"datesConfiguration": {}, "x": 1}, "leads": {"idField": "id"}},
        [((), "poller")],
    ),
    ("poller by its time", {"contacts": {"url": "/contacts?since=${date:yyyy}"}}, [((), "poller")]),
    ("trimmed response", {"element": ELEMENT, "token": "<TOKEN>"}, [((), "response")]),
    ("setting", {"key": "oauth.scope", "propertyValue": "read"}, [((), "list")]),
    ("settings", [{"key": "a", "propertyValue": "b"}], [((), "list")]),
    (
        "default of a definition",
        {"key": "event.poller.configuration", "type": "TEXTAREA", "defaultValue": json.dumps({"contacts": RESOURCE})},
        [(("defaultValue",), "poller")],
    ),
]

FOREIGN: list[tuple[str, Any]] = [
    ("package.json", {"name": "x", "version": "1.0.0", "dependencies": {"y": "^1"}, "config": {"element": "z"}}),
    ("short package.json", {"name": "x"}),
    ("tsconfig", {"compilerOptions": {"strict": True}, "include": ["src"]}),
    ("compose", {"services": {"web": {"image": "nginx", "configs": ["x"]}}, "configs": {"x": {"file": "./x"}}}),
    ("openapi", {"openapi": "3.0.0", "info": {}, "paths": {"/x": {"get": {"tags": ["x"]}}}, "tags": [{"name": "x"}]}),
    ("kubernetes", {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"event.x": "y"}}),
    ("translations", {"event.title": "Event", "oauth.error": "Error", "home.title": "Home"}),
    ("named urls", {"staging": {"url": "https://a.example.com"}, "live": {"url": "https://b.example.com"}}),
    ("element definition", {"key": "dropbox", "configuration": [{"key": "oauth.api.key", "type": "PASSWORD"}]}),
    ("element configuration", [{"key": "oauth.api.key", "type": "PASSWORD", "required": True}]),
    ("element keys", ["dropbox", "box"]),
    ("doctor backup", {"elements": [], "formulas": [], "vdrs": {}}),
    ("formula", {"name": "f", "steps": [], "triggers": []}),
    ("formula instance", {"formula": {"id": 1}, "configuration": {"event.notification.enabled": "true"}}),
    ("formula instance alone", {"name": "f", "configuration": {"event.notification.url": "x", "limit": 5}}),
    ("transformation", {"level": "x", "vendorName": "y", "fields": [], "configuration": [{"type": "a"}]}),
    ("number", 5),
    ("text", "configuration"),
    ("nothing", None),
    ("custom elements", {"element": {"name": "x-button", "attributes": []}, "tags": ["a"]}),
    ("one weak key", {"event.metadata": "x", "user": "y"}),
    (
        "log attributes",
        {"event.type": "click", "event.metadata": "x", "event.objects": "y", "event.id": 1, "event.source": "web"},
    ),
    ("labels", {"event.title": "Event", "oauth.token": "Token", "home.title": "Home"}),
    ("labels in words", {"event.notification.enabled": "Notifications are on", "oauth.scope": "Scope"}),
    ("labels in another language", {"event.notification.callback.url": "Adresse für Rückrufe", "ok": "OK"}),
    ("fields of a list box", {"countries": {"idField": "id", "textField": "name"}}),
    ("a list box with a source", {"countries": {"url": "/api/countries", "idField": "id", "textField": "name"}}),
    ("environments", {"staging": {"url": "https://${HOST}/api"}, "live": {"url": "${LIVE}"}}),
    ("requests", {"list": {"url": "/contacts", "method": "GET"}, "add": {"url": "/contacts", "method": "POST"}}),
    ("element and name", {"element": {"key": "x"}, "name": "n"}),
    ("element with a type", {"name": "n", "element": {"key": "x", "type": "button"}, "context": {}}),
    (
        "element with a type and settings",
        {"name": "n", "element": {"key": "x", "type": "button"}, "configuration": {"colour": "red"}},
    ),
    ("an element's word", {"name": "n", "element": "button", "configuration": {"colour": "red"}, "tags": []}),
    ("a checked element", {"element": {"tag": "input", "id": 5}, "valid": True}),
    ("a wrapped element", {"data": {"element": {"key": "x", "type": "button"}, "user": {"id": 1}}}),
    ("settings of a server", {"name": "x", "configuration": {"base.url": "https://example.com", "pagination.max": 5}}),
    ("attributes in a configuration", {"name": "x", "configuration": {"event.metadata": "x", "fields": []}}),
    ("tags as objects", {"name": "x", "tags": [{"name": "a"}]}),
    ("angular", {"configuration": {"production": True}, "name": "x"}),
]


@pytest.mark.parametrize(("value", "expected"), [row[1:] for row in OURS], ids=[row[0] for row in OURS])
def test_ours(value: Any, expected: list[tuple[tuple[Any, ...], str]]) -> None:
    found = find(value)
    assert not isinstance(found, Skipped)
    assert [(base, kind) for base, kind, _ in found] == expected


@pytest.mark.parametrize("value", [row[1] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_nobodys_business(value: Any) -> None:
    found = find(value)
    assert isinstance(found, Skipped)
    assert found.reason
    result = lint_result(json.dumps(value))
    assert (result.documents, result.violations) == (0, ())


BROKEN_FOREIGN = [
    ("tsconfig.json", '{\n  // comments are welcome here\n  "compilerOptions": { "strict": true, },\n}'),
    ("package.json", '{"name": "x", "dependencies": {"y": "^1",}}'),
    ("values.yaml", "image: {{ .Values.image }}\ntags: [a, b\n"),
    ("openapi.yaml", "openapi: 3.0.0\ntags:\n  - name: %x\n"),
    ("settings.json", '{"configuration": {"a": 1,}}'),
]


@pytest.mark.parametrize(("name", "text"), BROKEN_FOREIGN, ids=[row[0] for row in BROKEN_FOREIGN])
def test_a_broken_file_of_another_kind_is_skipped(name: str, text: str) -> None:
    result = lint_result(text, name)
    assert (result.documents, result.violations) == (0, ())
    assert result.skip_reason


BROKEN_OURS = [
    ("a.json", '{"element": {"key": "x"} "configuration": {}, "name": "n"}', ["invalid-json"]),
    ("b.json", '{"configuration": {"event.notification.enabled": tru', ["invalid-json"]),
    ("c.yaml", "element:\n  key: x\nconfiguration:\n  a: %b\nname: n\n", ["invalid-yaml"]),
    ("d.json", '"event.notification.enabled": true', ["invalid-json"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), BROKEN_OURS, ids=[row[0] for row in BROKEN_OURS])
def test_a_broken_body_is_still_ours(name: str, text: str, expected: list[str]) -> None:
    found = {violation.rule for violation in lint_result(text, name).violations}
    assert set(expected) <= found


def test_verbose_names_skipped_files_with_the_reason(tmp_path: Any) -> None:
    (tmp_path / "package.json").write_text('{"name": "x", "configuration": []}')
    quiet, told = run("check", str(tmp_path)), run("check", "-v", str(tmp_path))
    assert "no instance documents in 1 file" in quiet.out
    assert quiet.err == ""
    assert "package.json: skipped: " in told.err
