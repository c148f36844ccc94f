"""Random documents with random mistakes: fixed, they are the bytes that would have been written without them."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ce_lint.document.nodes import apply_edits
from ce_lint.lint.fix import FixResult
from ce_lint.rulebook.rule import Rulebook
from ce_lint.rulebook.shipped import load_shipped_rules
from tests.helpers import fix_data, lint_result

_RULES = frozenset(
    {
        "invisible-character", "text-boolean", "surrounding-space", "invalid-callback-url", "unknown-event-type",
        "unknown-event-key", "invalid-event-objects", "invalid-poller-name", "unknown-poller-field",
        "wrong-poller-type", "invalid-poller-url", "invalid-time-variable", "invalid-date-format",
        "unknown-time-zone", "dead-oauth-key", "invalid-json",
    }
)  # fmt: skip
BOOK = Rulebook([rule.with_severity("warning") for rule in load_shipped_rules() if rule.name in _RULES])

Pair = tuple[str, Any, str, Any]
"""A key and its value as they are written, and as they are meant."""


def _same(key: str, before: Any, after: Any) -> Pair:
    return key, before, key, after


SETTINGS: list[Pair] = [
    _same("base.url", " https://a.b \t", "https://a.b"),
    _same("web.url", "https://a.b/é\u200b", "https://a.b/é"),
    _same("document.tagging", "True", True),
    _same("event.vendor.type", "Polling", "polling"),
    _same("event.notification.callback.url", "https;//a.b", "https://a.b"),
    _same("event.objects", "Contact;Account,,Contact", "Contact,Account"),
    ("event.notifcation.type", "webhook", "event.notification.type", "webhook"),
    ("oauth.user.refresh.token", "<TOKEN>", "oauth.user.refresh_token", "<TOKEN>"),
    (" site.url", "a", "site.url", "a"),
    ("shop\u200b.url", "/a", "shop.url", "/a"),
]
FIELDS: list[Pair] = [
    _same("url", " /contacts?u='${gmtdate:yyyy-MM-dd}'", "/contacts?u='${gmtDate:yyyy-MM-dd}'"),
    _same("pageSize", "200", 200),
    _same("useLastPollDate", "FALSE", False),
    _same("datesConfiguration", {"updatedDateTimezone": "-6:00"}, {"updatedDateTimezone": "GMT-6:00"}),
    _same("datesConfiguration", {"updatedDateFormat": "yyyy'"}, {"updatedDateFormat": "yyyy"}),
    ("filterByUpdateDate", False, "filterByUpdatedDate", False),
]
NOTES = st.lists(st.text(st.characters(exclude_categories=["Cs"])).map("~".__add__), max_size=4)
PRINTABLE = st.lists(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])).map("~".__add__), max_size=4)


def _objects(pairs: list[Pair], notes: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two objects that differ in their mistakes alone, with other members between them."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for count, (key, value, meant_key, meant) in enumerate(pairs):
        if meant_key in after:
            continue
        before[key], after[meant_key] = value, meant
        if count < len(notes):
            before[f"note{count}"] = after[f"note{count}"] = notes[count]
    return before, after


@st.composite
def documents(draw: st.DrawFn, notes: st.SearchStrategy[list[str]] = NOTES) -> tuple[dict[str, Any], dict[str, Any]]:
    """A body with mistakes and the one that was meant; the poller map may be JSON in a text."""
    before, after = _objects(draw(st.lists(st.sampled_from(SETTINGS), max_size=6)), draw(notes))
    fields, meant = _objects(draw(st.lists(st.sampled_from(FIELDS), max_size=4)), [])
    polled, meant_polled = ({"/contacts": {"idField": "id", **fields}}, {"contacts": {"idField": "id", **meant}})
    as_text = draw(st.sampled_from([None, {}, {"indent": 2}, {"ensure_ascii": False}]))
    key = "event.poller.configuration"
    before[key] = polled if as_text is None else json.dumps(polled, **as_text)
    after[key] = meant_polled if as_text is None else json.dumps(meant_polled, **as_text)
    return tuple(
        {"element": {"key": "zendesk"}, "configuration": one, "name": "FileChecker"} for one in (before, after)
    )  # type: ignore[return-value]


def fixed(data: bytes, name: str) -> FixResult:
    return fix_data(name, data, lambda data: lint_result(data, name, BOOK))


FORMS = st.fixed_dictionaries({"indent": st.sampled_from([None, 0, 2, "\t"]), "ensure_ascii": st.booleans()})


@settings(max_examples=150, deadline=None)
@given(documents(), FORMS, st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_json(pair: tuple[Any, Any], form: dict[str, Any], mark: str, end: str, is_last: bool) -> None:
    before, after = ((mark + json.dumps(value, **form) + "\n" * is_last).replace("\n", end).encode() for value in pair)
    once = fixed(before, "a.json")
    assert once.data == after
    assert once.result.violations == ()
    assert fixed(after, "a.json").applied == ()


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_broken_json(pair: tuple[Any, Any], data: st.DataObject) -> None:
    """Commas that are missing between lines, or stand before a closing brace."""
    before, after = (json.dumps(value, indent=2).split("\n") for value in pair)
    for at in range(len(before)):
        if before[at].endswith(",") and data.draw(st.booleans()):
            before[at] = before[at][:-1]
        elif before[at].endswith('"') and data.draw(st.booleans()):
            before[at] += ","
    assert fixed("\n".join(before).encode(), "a.json").data.decode() == "\n".join(after)


@settings(max_examples=80, deadline=None)
@given(documents(PRINTABLE), st.sampled_from([None, "'", '"', "|"]), st.sampled_from([True, False, None]))
def test_yaml(pair: tuple[Any, Any], style: str | None, flow: bool | None) -> None:
    """Written by ruamel and read by it, the fixed document is the one that was meant, or what is left is told."""
    writer = YAML(typ="safe", pure=True)
    writer.default_style, writer.default_flow_style, writer.width = style, flow, 10_000  # type: ignore[assignment]
    out = io.StringIO()
    writer.dump(pair[0], out)
    once = fixed(out.getvalue().encode(), "a.yaml")
    read = YAML(typ="safe", pure=True).load(once.data.decode())
    assert once.result.violations or read == pair[1]
    assert not [violation for violation in once.result.violations if violation.rule == "invalid-yaml"]
    assert fixed(once.data, "a.yaml").data == once.data
    found = lint_result(out.getvalue(), "a.yaml", BOOK)
    for violation in found.violations:
        if violation.fix and violation.fix.safe and found.source:
            changed = apply_edits(found.source.text, violation.fix.edits)
            assert len(lint_result(changed, "a.yaml", BOOK).violations) < len(found.violations)
