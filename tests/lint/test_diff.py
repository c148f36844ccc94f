"""What `--diff` shows: where a file changes, and no secret of it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.read import read
from ce_lint.document.source import SourceText
from ce_lint.report.diff import LineMatcher, render_diff
from tests.helpers import body, fix_data

SECRET = "tR9vKq27LmZx84Wp"


def source(data: bytes, name: str = "a.json") -> SourceText:
    found = read(name, data, included=True).source
    assert found is not None
    return found


def diff(text: str, name: str = "a.json", unsafe: bool = True) -> list[str]:
    data = text.encode()
    return list(render_diff(name, source(data, name), source(fix_data(name, data, unsafe=unsafe).data, name)))


def test_a_changed_value_is_seen_and_its_neighbours_are_not() -> None:
    text = json.dumps(body({"base.url": " https://a.b", "x": "Quagga"}), indent=2)
    assert diff(text) == [
        "--- a/a.json",
        "+++ b/a.json",
        "@@ -4,7 +4,7 @@",
        "   },",
        '   "configuration": {',
        '     "site.address": "acme",',
        '-    "base.url": " https://a.b",',
        '+    "base.url": "https://a.b",',
        '     "x": "Quagga"',
        "   },",
        '   "name": "Support desk"',
    ]


def test_no_change_no_line() -> None:
    assert diff(json.dumps(body())) == []


def test_lines_that_move() -> None:
    text = '{\n"element": {"key": "a"},\n"configuration": {\n  "x": "y",\n  "tags": ["Quagga"]\n},\n"name": "b"\n}'
    assert diff(text)[3:] == [
        " {",
        ' "element": {"key": "a"},',
        ' "configuration": {',
        '-  "x": "y",',
        '-  "tags": ["Quagga"]',
        '+  "x": "y"',
        " },",
        '+"tags": ["Quagga"],',
        ' "name": "b"',
        " }",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "configuration",
    [
        {"password": SECRET},
        {"password": SECRET, "base.url": " https://a.b"},
        {"password": f"{SECRET} "},
        {"oauth.callback.url": f"https;//a.b/c?client_secret={SECRET}"},
        {"oauth.callback.url": f"http://u:{SECRET}@a.b/c"},
        {"event.poller.configuration": {"/a": {"url": f"/a?access_token={SECRET} ", "idField": "id"}}},
        {"event.poller.configuration": json.dumps({"/a": {"url": "/a ", "idField": "id", "token": SECRET}})},
        {"event.poller.urls": f"a|/a?access_token={SECRET}"},
        {"x": "y", "tags": [SECRET], "api.key": SECRET},
    ],
)
def test_no_secret_is_seen(configuration: dict[str, object], indent: int | None) -> None:
    text = json.dumps(body(configuration, tags=None), indent=indent)
    lines = diff(text)
    assert lines
    assert not [line for line in lines if SECRET[:6] in line or SECRET[-6:] in line]
    for name, dump in (("b.jsonl", text.replace("\n", "")), ("b.yaml", text)):
        assert SECRET[:6] not in "".join(diff(dump, name))


def test_what_takes_the_place_of_a_secret_is_seen() -> None:
    assert '+    "password": "${PASSWORD}"' in diff(json.dumps(body({"password": SECRET}), indent=2))


def test_colours() -> None:
    text = json.dumps(body({"base.url": " https://a.b"}), indent=2).encode()
    painted = list(
        render_diff("a", source(text), source(text.replace(b'" h', b'"h')), lambda style, line: f"<{style}>{line}")
    )
    assert painted[0] == "<place>--- a/a"
    assert [line for line in painted if line.startswith(("<error>-", "<good>+"))] == [
        '<error>-    "base.url": " https://a.b"',
        '<good>+    "base.url": "https://a.b"',
    ]


LINES = st.lists(st.sampled_from([*"abcdefghij", "x", "x", "y"]), max_size=30)


@given(LINES, LINES)
def test_lines_are_matched_as_they_are(old: list[str], new: list[str]) -> None:
    matcher = LineMatcher(old, new)
    blocks = matcher.get_matching_blocks()
    assert all(old[at : at + size] == new[other : other + size] for at, other, size in blocks)
    assert all(one.a + one.size <= two.a and one.b + one.size <= two.b for one, two in pairwise(blocks))
    rebuilt: list[str] = []
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        rebuilt += old[start:stop] if tag == "equal" else new[new_start:new_stop]
    assert rebuilt == new


def test_many_changes_are_quickly_told() -> None:
    """As many lines alike as there are changes: a plain comparison would take hours."""
    old = [
        line for at in range(20_000) for line in ("{\n", f'"url": "/{at} "\n', '"idField": "id"\n', "},\n", f"{at}\n")
    ]
    new = [line.replace(' "', '"') for line in old]
    assert len([code for code in LineMatcher(old, new).get_opcodes() if code[0] == "replace"]) == 20_000
