"""Which keys are named: a piece of a secret never is."""

from __future__ import annotations

import json

import pytest

from ce_lint.document.document import Document
from ce_lint.document.names import HIDDEN_STEP, UNNAMED, is_known_key, is_plain_key, may_be_named
from ce_lint.document.read import read
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS, RESPONSE_FIELDS
from tests.helpers import body

WORDS = CONFIGURATION_KEYS | DATE_FIELDS | POLLER_FIELDS | REQUEST_FIELDS | RESPONSE_FIELDS
SECRET = "Zq8vK2mX5tR9wLp4Nb7c"


def only(text: str, name: str = "a.json") -> Document:
    (document,) = read(name, text.encode()).documents
    return document


@pytest.mark.parametrize("key", sorted(WORDS))
def test_the_keys_of_the_platform_are_named(key: str) -> None:
    assert is_known_key(key) and is_plain_key(key) and may_be_named(key)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("site.address", True), ("My key", True), ('a": "b', False), ("a\nb", False), ("x" * 81, False), (SECRET, False)],
)
def test_other_keys(key: str, expected: bool) -> None:
    document = only(json.dumps(body({key: "x"})))
    assert may_be_named(key) == document.may_be_named(key) == expected
    assert document.quote_key(key) == (f"`{key}`" if expected else UNNAMED)
    assert document.redact_route(("configuration", key, 0)) == ("configuration", key if expected else HIDDEN_STEP, 0)


def test_in_a_broken_document_only_known_keys_are_named() -> None:
    document = only('{"element": {"key": "zendesk"}, "configuration": {"oauth.scope": "a\n, "site": "b"}}')
    assert document.has_broken_strings
    assert document.may_be_named("oauth.scope") and not document.may_be_named("site")


def test_keys_of_a_broken_poller_map_in_a_string_are_not_named() -> None:
    poller = '{"contacts": {"url": "/x", "idField": "id" "half": "x}}'
    document = only(json.dumps(body({"event.poller.configuration": poller, "site": "x"})))
    assert not document.has_broken_strings
    assert not document.may_be_named("half") and not document.may_be_named("contacts")
    assert document.may_be_named("idField") and document.may_be_named("site")
