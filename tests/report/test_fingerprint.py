"""A finding stays the same finding when lines move, and no secret has a part in what says so."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.lint.result import FileResult
from ce_lint.report.fingerprint import LineHashes, fingerprints, line_hashes
from ce_lint.report.formats import create_report
from tests.helpers import EVENTS, WHOLE_BOOK, body, lint_result
from tests.report.samples import NAMES, span, text, violation
from tests.test_redaction import CASES, pieces, plant, torn

FIXED = settings(derandomize=True, deadline=None, database=None)

# -- primaryLocationLineHash: the values are those of the tests of github/codeql-action

BREAKS = [
    "e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
]  # fmt: skip
KNOWN = [
    ("", ["c129715d7a2bc9a3:1"]),
    (
        " a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ),
    (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", BREAKS),
    (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", BREAKS),
    (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", BREAKS),
    (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", BREAKS),
    (
        "Lorem ipsum dolor sit amet.\n" * 10,
        [
            *(f"a7f2ff13bc495cf2:{number}" for number in range(1, 7)),
            "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "hashes"), KNOWN)
def test_lines_are_hashed_as_github_does(content: str, hashes: list[str]) -> None:
    assert line_hashes(content, 1000) == hashes
    assert line_hashes(content, 2) == hashes[:2]
    assert line_hashes(content, 0) == []


def rolled(content: str) -> list[str]:
    """The same, step by step: a window rolls over the units and gives a hash when a line's start falls out of it."""
    starts: list[int] = []
    units: list[int] = []
    is_start, before = True, ""
    for character in content:
        skipped = character in " \t" or (character == "\n" and before == "\r")
        before = character
        if skipped:
            continue
        if is_start:
            starts.append(len(units))
        is_start = character in "\r\n"
        data = ("\n" if is_start else character).encode("utf-16-be", "surrogatepass")
        units += [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
    if is_start:
        starts.append(len(units))
    units += [65535] + [0] * 100
    state, hashes = 0, []
    for at, unit in enumerate(units):
        if at >= 100:
            if at - 100 in starts:
                hashes.append(f"{state:x}")
            state -= units[at - 100] * 37**99
        state = (state * 37 + unit) % 2**64
    hashes += [f"{state:x}"] * (len(units) - 100 in starts)
    return [f"{one}:{hashes[: at + 1].count(one)}" for at, one in enumerate(hashes)]


@settings(FIXED, max_examples=300)
@given(st.text(st.sampled_from("ab \t\n\r😀ä\ud800") | st.characters(), max_size=300))
def test_lines_are_hashed_as_a_window_rolls(content: str) -> None:
    assert line_hashes(content, 1000) == rolled(content)


# -- our own


def found(content: str, name: str = "a.json") -> FileResult:
    return lint_result(content, name, WHOLE_BOOK)


BROKEN = {
    **EVENTS, "event.poller.refresh_interval": "15m", "event.vendor.type": "pollng", "event.x": "1", "event.y": "2",
    "event.poller.configuration": {"leads": {"url": "/leads?a='${gmtDate:YYYY-mm-DD}'&b='${gmtDate:YYYY-mm-DD}'"}},
}  # fmt: skip


def test_a_line_above_changes_no_fingerprint() -> None:
    text = json.dumps(body(BROKEN), indent=1)
    before, after = found(text), found("\n\n" + text.replace(",\n", " ,\n\n"))
    assert before.violations != after.violations
    assert len(before.violations) > 7
    own = fingerprints(before.violations, "a.json")
    assert own == fingerprints(after.violations, "a.json")
    assert len(set(own)) == len(own)
    assert not set(own) & set(fingerprints(before.violations, "b.json"))


def test_the_messages_have_no_part_but_rule_and_route_do() -> None:
    first = violation()
    (print_,) = fingerprints([first], "a")
    assert fingerprints([violation("Another", severity="info", line=5)], "a") == [print_]
    for other in (violation(rule="b"), violation(route=("configuration", "b")), violation(route=("configuration/a",))):
        assert fingerprints([other], "a") != [print_]
    assert len(set(fingerprints([first] * 50, "a"))) == 50
    assert fingerprints([first] * 3, "a")[:2] == fingerprints([first] * 2, "a")


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_reports_have_them(name: str) -> None:
    result = found(json.dumps(body(BROKEN), indent=1))
    issues = [json.loads(entry) for entry in create_report(name, [], ".").entries(result)]
    own = [issue.get("fingerprint") or issue["partialFingerprints"]["ceLint/v1"] for issue in issues]
    assert own == fingerprints(result.violations, "a.json")


# -- secrets


def hashed(content: str, name: str = "a.json") -> dict[str, str | None]:
    """The hash of the line of each finding, by its rule."""
    issues: list[Any] = [json.loads(entry) for entry in create_report("sarif", [], ".").entries(found(content, name))]
    return {issue["ruleId"]: issue["partialFingerprints"].get("primaryLocationLineHash") for issue in issues}


SPACE = '"note": "%s",\n' % ("n" * 100)


def test_a_line_has_its_hash_where_no_secret_is_near() -> None:
    text = '{"element": {"key": "a"}, "name": "b", "configuration": {\n"event.x": "1",\n' + SPACE + '"password": "%s"}}'
    first, second = (hashed(text % secret) for secret in ("Zq7Xw9Kv2Lp8Tn4", "Ar8Yx0Lw3Mq9Uo5"))
    assert first == second
    assert first["unknown-event-key"] == line_hashes(text, 2)[1]
    assert first["literal-secret"] is None


@pytest.mark.parametrize(
    "text",
    [
        '{"element": {"key": "a"}, "name": "b", "configuration": {"password": "Zq7Xw9Kv2", "event.x": "1"}}',
        '{"element": {"key": "a"}, "name": "b", "configuration": {"event.x": "1",\n\n"password": "Zq7Xw9Kv2"}}',
        '{"element": {"key": "a"}, "name": "b", "configuration": {"event.x": "1",\n"pin": {"password": 12345678}}}',
        '{"element": {"key": "a"}, "name": "b", "configuration": {"event.x": "1"\n' + SPACE + '"a": true}}',
    ],
)
def test_a_line_near_a_secret_or_in_a_broken_file_has_none(text: str) -> None:
    assert hashed(text)["unknown-event-key"] is None


def test_where_a_rule_finds_a_secret_there_is_one() -> None:
    """Also one that no excerpt would hide."""
    content = text("{" + SPACE + '"b": "b",\n"a": "b",\n' + SPACE.replace("note", "more") + '"z": 1}')
    for family, hashed_ in (("secrets", [True, False, False, True]), ("events", [True] * 4)):
        found_ = violation(span=span(3, (1, 2), content.text), family=family, redact=family == "secrets")
        hashes = LineHashes(content, [found_, violation(span=span(5, (1, 2), content.text))])
        assert [hashes.of(line) is not None for line in (1, 2, 3, 4)] == hashed_


@pytest.mark.parametrize("comment", ["", "  # Zq7Xw9Kv2Lp8Tn4"])
def test_a_comment_may_be_a_secret(comment: str) -> None:
    text = f"element: {{key: a}}\nname: b\nconfiguration:\n  event.x: true{comment}\n"
    assert (hashed(text, "a.yaml")["unknown-event-key"] is None) == bool(comment)


IN_ASCII = [(place, shape) for place, shape in CASES if shape != "unicode"]  # columns of rdjson count its bytes


@settings(FIXED, max_examples=150)
@given(st.sampled_from(IN_ASCII), st.integers(0, 2**32), st.booleans())
def test_no_report_depends_on_a_secret(case: tuple[str, str], seed: int, has_broken_strings: bool) -> None:
    """Where the same is found in a file with another secret, every report is the same, letter by letter."""
    planted = plant(Random(seed), *case)
    if has_broken_strings:
        planted = torn(planted, Random(seed))
    one, other = (lint_result(file.text, file.name, WHOLE_BOOK) for file in (planted.file, planted.mirror))
    for name in NAMES:
        made = create_report(name, [], ".")
        written, mirror = ["".join(made.entries(result)) for result in (one, other)]
        if one.violations == other.violations:
            assert written == mirror
        else:
            assert not [piece for piece in pieces(planted) if piece in written and piece not in mirror]
