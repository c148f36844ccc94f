"""One tear in a real document, at every place where it is possible: one problem of the right cause."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from ce_lint.document.json.parser import parse_json

BODY = {
    "element": {"key": "sfdc", "id": 12, "on": True},
    "providerData": {"code": "x"},
    "configuration": {
        "oauth.api.key": "<KEY>",
        "event.notification.enabled": True,
        "event.notification.callback.url": "https://a.b/c?x=1&y={z}",
        "event.poller.configuration": {
            "contacts": {"url": "/crm?where=a>'${date:yyyy-MM-dd'T'HH:mm}'", "n": None, "f": -1500.5}
        },
        "list": [1, 2, {"a": [True, None, "x"]}],
    },
    "tags": ["Docs", "b c"],
    "name": "API Instance",
}
STYLES: dict[str, dict[str, Any]] = {"indented": {"indent": 2}, "one line": {}, "dense": {"separators": (",", ":")}}
_TOKEN = re.compile(r'"[^"]*"|[{}\[\],:]|[^\s{}\[\],:"]+')


class Token(NamedTuple):
    start: int
    end: int
    text: str
    before: str
    after: str


def _tokens(text: str) -> Iterator[Token]:
    found = list(_TOKEN.finditer(text))
    for index, match in enumerate(found):
        before = found[index - 1][0] if index else ""
        after = found[index + 1][0] if index + 1 < len(found) else ""
        yield Token(match.start(), match.end(), match[0], before, after)


def _replacements(token: Token) -> Iterator[tuple[str, str]]:
    text = token.text
    if text == ",":
        if not (token.before[-1].isalnum() and token.after[0].isalnum()):
            yield "missing-comma", " "
        yield from (("extra-comma", ",,"), ("missing-comma", ";"))
    elif text == ":":
        yield from (("missing-colon", " "), ("missing-colon", "="))
    elif text in "}]":
        yield "mismatched-bracket", "]" if text == "}" else "}"
        yield "extra-closing|data-after-end", text * 2
        yield "unclosed", ""
        if token.before not in ("{", "["):
            yield "trailing-comma", f",{text}"
    elif text[0] == '"':
        yield from _torn_strings(text[1:-1], is_key=token.after == ":")
    if token.before == ":" and text not in "{[":
        yield from (("missing-value", ""), ("template-expression", "{{a.b}}"), ("not-a-number", "NaN"))
        yield from (("bad-number", "01"), ("unquoted-value", "True"), ("comment", f"/* x */{text}"))


def _torn_strings(inner: str, *, is_key: bool) -> Iterator[tuple[str, str]]:
    unquoted = "unquoted-key" if is_key else "unquoted-value"
    yield from (("unterminated-string|unescaped-quote", f'"{inner}'), (unquoted, f'{inner}"'))
    yield from (("smart-quote", f"“{inner}”"), ("smart-quote", f"«{inner}»"))
    if "'" not in inner:
        yield "single-quote", f"'{inner}'"
    if re.fullmatch(r"[\w.]+", inner):
        yield unquoted, inner
    if not is_key:
        yield from (("unescaped-quote", f'"a "b" c{inner}"'), ("bad-escape", f'"C:\\xyz{inner}"'))
        yield from (("unescaped-quote", f'"{inner}<a href="http://x" t="_b">y</a>"'),)
        yield from (("raw-line-break", f'"ab\n cd{inner}"'), ("control-character", f'"a\tb{inner}"'))


@pytest.mark.parametrize("style", STYLES)
def test_one_tear_is_one_problem(style: str) -> None:
    text = json.dumps(BODY, **STYLES[style])
    assert parse_json(text).problems == []
    wrong = []
    for token in _tokens(text):
        for causes, replacement in _replacements(token):
            torn = text[: token.start] + replacement + text[token.end :]
            found = [problem.cause for problem in parse_json(torn).problems]
            if len(found) != 1 or found[0] not in causes.split("|"):
                wrong.append((causes, found, torn[max(0, token.start - 30) : token.start + 30]))
    assert wrong == []


@pytest.mark.parametrize("style", STYLES)
def test_a_missing_sign_hides_nothing(style: str) -> None:
    text = json.dumps(BODY, **STYLES[style])
    for token in _tokens(text):
        if token.text in ",:" and not (token.before[-1].isalnum() and token.after[0].isalnum()):
            assert parse_json(text[: token.start] + " " + text[token.end :]).value == BODY
