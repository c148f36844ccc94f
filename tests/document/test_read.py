"""From bytes to documents: encodings, formats, several documents in one file."""

from __future__ import annotations

import json

import pytest

from ce_lint.document import detect, encoding
from ce_lint.document.nodes import Span
from ce_lint.document.read import read
from tests.helpers import body, find, lint, lint_result

ONE = json.dumps(body())
BROKEN = json.dumps(body({"document.tagging": "x"}))


def kinds(text: str | bytes, name: str) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [document.kind for document in read(name, data).documents]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines_are_documents(name: str) -> None:
    text = f"{ONE}\n\n{BROKEN}\r\n{ONE}"
    assert kinds(text, name) == ["body"] * 3
    (found,) = find(text, name)
    assert (found.rule, found.start.line, found.start.column) == ("invalid-boolean", 3, BROKEN.index('"x"') + 1)


def test_a_broken_line_hides_no_other() -> None:
    text = f"{ONE}\n{ONE[:-1]},}}\n{BROKEN}"
    found = find(text, "a.jsonl")
    assert [(violation.rule, violation.start.line) for violation in found] == [
        ("invalid-json", 2),
        ("invalid-boolean", 3),
    ]


def test_the_documents_of_a_yaml_stream() -> None:
    text = "element: {key: a}\nconfiguration: {}\nname: n\n---\nelement: {key: b}\ntags: []\nname: n\n"
    assert kinds(text, "a.yaml") == ["body", "body"]
    (found,) = find(text, "a.yml")
    assert (found.rule, found.start) == ("missing-configuration", (5, 1))


def test_an_array_and_a_wrapper() -> None:
    response = {"id": 1, "element": {"key": "a", "id": 2}, "valid": True, "configuration": {"oauth.callback.url": "x"}}
    (found,) = find([{"a": 1}, response])
    assert found.route == (1, "configuration", "oauth.callback.url")
    (found,) = find({"status": "ok", "elementInstance": response})
    assert found.route == ("elementInstance", "configuration", "oauth.callback.url")
    assert found.start.line == 11


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_and_told(codec: str) -> None:
    (found,) = find(ONE.encode(codec))
    assert found.rule == "invalid-json"
    assert "instead of UTF-8" in found.message
    assert found.start == (1, 1)


def test_a_byte_that_is_no_utf8_is_shown_where_it_stands() -> None:
    data = json.dumps(body({"note": "é?"}), ensure_ascii=False).encode().replace(b"?", b"\xff")
    (found,) = find(data)
    assert (found.rule, found.message) == ("invalid-json", "The file is not valid UTF-8 at this character")
    assert found.start.column == data.decode("utf-8", "replace").index("\ufffd") + 1


def test_a_byte_order_mark_counts_for_nothing() -> None:
    (found,) = find(b"\xef\xbb\xbf" + BROKEN.encode())
    assert found.start.column == BROKEN.index('"x"') + 1


def test_line_breaks_of_every_system() -> None:
    for line_break in ("\n", "\r\n", "\r"):
        text = json.dumps(body({"document.tagging": "x"}), indent=1).replace("\n", line_break)
        (found,) = find(text)
        assert found.start.line == 7


def test_a_word_of_ours_is_needed() -> None:
    assert not detect.is_possible(b'{"name": "x", "version": "1.0.0"}')
    assert detect.is_possible(b'{"configuration": {}}')
    assert lint_result('{"x": [1, 2, 3]}').skip_reason == "it contains nothing that instances contain"


def test_a_file_without_a_known_name_is_json_or_nothing() -> None:
    assert kinds(ONE, "instance") == ["body"]
    assert kinds("element: {key: a}\nconfiguration: {}\n", "instance") == []
    assert kinds("element: {key: a}\nconfiguration: {}\n", "INSTANCE.YAML") == ["body"]


def test_numbers_beyond_python() -> None:
    text = ONE.replace('"acme"', "9" * 5000)
    assert lint(text) == []


def test_decoding_never_fails() -> None:
    for data in (b"", b"\x00", b"\xff\xfe", b"\xff\xfe\x00", b"\xfe\xff", b"a\x00", b"\x00a", bytes(range(256))):
        text, problems = encoding.decode(data, "invalid-json")
        assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in problems)


@pytest.mark.parametrize("value", ["acme", '"acme"', '"\\"acme\\""', "", "{", '{"a": "b"}'])
def test_a_route_that_leads_nowhere_ends_at_its_last_step_that_exists(value: str) -> None:
    text = json.dumps(body({"site.address": value}))
    (document,) = read("a.json", text.encode()).documents
    found = document.locate(("configuration", "site.address", "x", 1))
    start = text.index(json.dumps(value), text.index("site.address"))
    assert start <= found.start <= found.end <= start + len(json.dumps(value))
    assert document.locate(("name", 0)) == Span(text.index('"Support'), len(text) - 1)
