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
    ("create without configuration", {"element": ELEMENT, "name": "n"}, [((), "body")]),
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
    ("poller", {"contacts": RESOURCE}, [((), "poller")]),
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
