"""Findings that speak of another place point at it too."""

from __future__ import annotations

import json

from ce_lint.report.base import find_region
from tests.helpers import body, lint_result


def places(text: object, rule: str, name: str = "instance.json") -> list[tuple[int, int]]:
    """Where the related places of a rule's violations start."""
    result = lint_result(text if isinstance(text, str) else json.dumps(text, indent=2), name)
    assert result.source is not None
    return [
        tuple(find_region(other.span, result.source.lines).start)
        for found in result.violations
        if found.rule == rule
        for other in found.related
    ]


def test_the_first_of_two_keys() -> None:
    assert places('{"element": {"key": "a"}, "configuration": {},\n "name": "b",\n "name": "c"}', "duplicate-key") == [
        (2, 2)
    ]
    assert places("element: {key: a}\nconfiguration: {}\nname: b\nname: c\n", "duplicate-key", "a.yaml") == [(3, 1)]
    poller = r'"event.poller.configuration": "{\"a\": {\"url\": \"/a\", \"url\": \"/b\"}}"'
    text = f'{{"element": {{"key": "a"}}, "configuration": {{{poller}}}}}'
    assert places(text, "duplicate-key") == [(1, text.index(r"\"url") + 1)]


def test_the_resource_that_polls_the_same_url_first() -> None:
    polled = {name: {"url": "/contacts", "idField": "id"} for name in ("contacts", "people")}
    text = '{"configuration": {"event.poller.configuration": {\n"contacts": {"url": "/c"},\n"people": {"url": "/c"}}}}'
    assert places(body({"event.poller.configuration": polled}), "duplicate-poller-url") == [(9, 17)]
    assert places(text, "duplicate-poller-url") == [(2, 22)]


def test_the_switch_that_wants_a_callback_url() -> None:
    text = '{"element": {"key": "a"},\n"configuration": {\n"event.notification.enabled": true}, "name": "b"}'
    assert places(text, "missing-callback-url") == [(3, 31)]
