"""The YAML reader: values, places, and the same answer from both parsers."""

from __future__ import annotations

import io
import math
import time
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ce_lint.document.nodes import Node, ParsedText
from ce_lint.document.yaml import parser
from ce_lint.document.yaml.parser import parse_yaml
from tests.document.texts import holds_its_values

FRAGMENTS = (
    *("a", "b", "key", "1", "~", "null", "0x1F", "1.5", "😀", "...", "---", "http://x.y:80/?a=b", "=", "@", "`", "%"),
    *("- ", "- ", "-", "? ", ": ", ": ", ":", "\n", "\n", "\n  ", "\n    ", " ", "  ", "\t", "#", "# c", ", ", ","),
    *("&x ", "*x", "!t ", "!!str ", "!!int ", "!", "!<x>", "<<: ", "|\n", ">\n", "|-\n", ">+\n", "|2\n", '"', "'"),
    *("[", "]", "{", "}", "{{ x }}", "{% if %}", "---\n", "\n---\n", "\n...\n", "%YAML 1.2\n", "%TAG ! x\n", "\\"),
    *("\\x41", "\\u0041", "\\UFFFFFFFF", "\r\n", "\r", "\x85", "\u2028", "\ufeff", "\x00", "\x07", "\ud800", "\x7f"),
    *("a: b\n", "key: value\n", "- item\n", "a: |\n  text\n  more\n\n", 'x: "a\n  b"\n', "b: &x\n  c: d\n", "<<: *x\n"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.text(max_size=40)
# What YAML 1.1 took for a line break or a byte order mark, ruamel's emitter still writes for one.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\ufeff"), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4))


def nodes(node: Node | None) -> Any:
    if node is None:
        return None
    members = {key: nodes(member) for key, member in (node.members or {}).items()}
    return node.start, node.end, node.style, node.key, members, [nodes(item) for item in node.items or ()]


def told(readings: list[ParsedText]) -> str:
    return repr([(reading.value, nodes(reading.root), reading.problems) for reading in readings])


def read_without_c(text: str) -> list[ParsedText]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "c_events", lambda _: None)
        return parse_yaml(text)


def only(text: str) -> ParsedText:
    (reading,) = parse_yaml(text)
    return reading


def value(text: str) -> Any:
    reading = only(text)
    assert reading.problems == []
    return reading.value


def place(text: str, *route: str | int) -> str:
    node = only(text).root
    for step in route:
        assert node is not None
        node = node.child(step)
    assert node is not None
    return text[node.start : node.end]


@settings(max_examples=1_500, deadline=None)
@given(TEXTS)
def test_any_text_is_read_alike_by_both_parsers_and_stays_inside_itself(text: str) -> None:
    readings = parse_yaml(text)
    assert told(readings) == told(read_without_c(text))
    for reading in readings:
        assert_inside(text, reading.root)
        assert holds_its_values(reading.root)
        for problem in reading.problems:
            assert 0 <= problem.span.start < problem.span.end <= len(text)


def assert_inside(text: str, node: Node | None, depth: int = 0) -> None:
    if node is None or depth > 50:
        return
    assert 0 <= node.start <= node.end <= len(text)
    for part in node.children:
        assert_inside(text, part, depth + 1)


def ruamel_reads(text: str, data: Any) -> bool:
    """Whether ruamel understands what it wrote itself; it does not for ``{?a: b}``."""
    try:
        return bool(YAML(typ="safe", pure=True).load(text) == data)
    except YAMLError:
        return False


@settings(max_examples=300, deadline=None)
@given(VALUES, st.sampled_from((True, False, None)))
def test_what_ruamel_writes_is_what_was_meant(data: Any, flow: bool | None) -> None:
    yaml, stream = YAML(typ="safe", pure=True), io.StringIO()
    yaml.default_flow_style = flow
    yaml.dump(data, stream)
    assume(ruamel_reads(stream.getvalue(), data))
    assert value(stream.getvalue()) == data


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, {y: z}]\nc:\n- d\n- e: f\n  g: h\n",
        "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n",
        "a: &x {b: 1, c: 2}\nd: {<<: [*x, {c: 3, e: 4}], b: 5}\n",
        "a: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n\n  z\nc: |+\n  x\n\n",
        "'it''s': \"a\\x41\\u00e9\\\n   b\"\n? x\n: y\n",
        "--- a\n--- [b]\n...\n---\nc: d\n",
        "a: http://x.y:80/z\nb: [http://x.y, a#b]\nc: a b # d\n",
        "a: 0o17\nb: 0x1F\nc: -1\nd: +1.5e3\ne: .5\nf: -.inf\ng: True\nh: yes\ni: NO\nj: ~\nk:\n",
        "a:\r\n  - b\r\n  - >\r\n    c\r\n    d\r\n",
    ],
)
def test_ruamel_reads_the_same_values(text: str) -> None:
    assert [reading.value for reading in parse_yaml(text)] == list(YAML(typ="safe", pure=True).load_all(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("2024-01-01", "2024-01-01"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.", 1.0),
        ("1e3", 1000.0),
        (".", "."),
        ("--", "--"),
        ("٣", "٣"),
        ("~", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("FALSE", False),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("! 1", "1"),
        ("!!int '7'", 7),
        ("!!float 7", 7.0),
        ("!!bool 'true'", True),
        ("!secret db_password", "!secret db_password"),
        ("!Ref", "!Ref"),
        ("--- !vault |\n  abc\n  def\n", "!vault abc\ndef\n"),
        ("!<tag:x.org,1:y> z", "!<tag:x.org,1:y> z"),
        ("!!python/name:os x", "!!python/name:os x"),
        ("!mine {a: 1}", {"a": 1}),
        ("{123: a, null: b, true: c, 0x1F: d, : e}", {"123": "a", "null": "b", "true": "c", "0x1F": "d", "": "e"}),
        ("'<<': {a: 1}", {"<<": {"a": 1}}),
        ("<<: text", {"<<": "text"}),
        ("a: &k key\n*k : 2", {"a": "key", "key": 2}),
        ("a:\tb\t# c\n\t\nd: e\tf\n", {"a": "b", "d": "e\tf"}),
        ('{\n\t"a": [1,\n\t\t2]\n}', {"a": [1, 2]}),
        ("a\x85b: c\u2028d", {"a\x85b": "c\u2028d"}),
        ("%YAML 1.1\n---\na: yes", {"a": "yes"}),
        ("|\n \n  a\n", "\na\n"),
        ("a: |\n \n    b\tc\n", {"a": "\nb\tc\n"}),
        ("---", None),
        ("# only a comment", None),
    ],
)
def test_values_follow_the_core_schema(text: str, expected: Any) -> None:
    read = value(text)
    assert read == expected
    assert type(read) is type(expected)


def test_numbers_without_bounds() -> None:
    assert value("9" * 5_000) == math.inf
    assert value("0x" + "f" * 5_000) == math.inf
    assert math.isnan(value(".nan"))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t\n"])
def test_an_empty_stream_has_no_documents(text: str) -> None:
    assert parse_yaml(text) == []


@pytest.mark.parametrize(
    ("text", "route", "expected"),
    [
        ("a: 1 # c\n\n# d\n", (), "a: 1"),
        ("# c\na: 'b' # d", ("a",), "'b'"),
        ("a: !t &x b", ("a",), "b"),
        ("a: &x\n  b: c\n\n# d\ne: f", ("a",), "b: c"),
        ("a: &x [1, 2]\n", ("a",), "[1, 2]"),
        ("a: [b: c, d]", ("a", 0), "b: c"),
        ("a:\n- b\n- - c\n  - d\n# e\n", ("a",), "- b\n- - c\n  - d"),
        ("a:\n- b\n- - c\n  - d\n# e\n", ("a", 1), "- c\n  - d"),
        ("a: |  # c\n  b\n   d\n\n\n# e\nf: g", ("a",), "|  # c\n  b\n   d"),
        ("a: !t |\n  b\n", ("a",), "|\n  b"),
        ("a:\nb: 1", ("a",), ""),
        ("a: &x {b: c}\nd: *x\n", ("d",), "{b: c}"),
        ("a: &x {b: c}\nd:\n  <<: *x\n  e: f\n", ("d", "b"), "c"),
        ("😀: é\r\nb: c\r\n", ("b",), "c"),
        ("a: 1\n---\nb: 2", (), "a: 1"),
    ],
)
def test_places(text: str, route: tuple[str | int, ...], expected: str) -> None:
    first = parse_yaml(text)[0].root
    for step in route:
        assert first is not None
        first = first.child(step)
    assert first is not None
    assert text[first.start : first.end] == expected


def test_an_alias_has_its_own_key_and_the_places_of_the_anchor() -> None:
    root = only("a: &x {b: c}\nd: *x\n").root
    assert root is not None
    node = root.child("d")
    assert node is not None
    assert node.key == (13, 14)
    assert node.span == (6, 12)


def test_empty_values_stand_after_their_colon() -> None:
    text = "a:\nb: # c\n\nd:\n"
    root = only(text).root
    assert root is not None
    assert root.members is not None
    assert [text[: node.end].splitlines()[-1] for node in root.members.values()] == ["a:", "b:", "d:"]
    assert all(node.start == node.end for node in root.members.values())


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = {
    "billion laughs": (BOMB, "alias-bomb"),
    "merge bomb": (
        "a: &a {"
        + ",".join(f"k{n}: 1" for n in range(500))
        + "}\n"
        + "".join(f"b{n}: {{<<: *a}}\n" for n in range(3000)),
        "alias-bomb",
    ),
    "deep by aliases": ("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 5000)), "alias-bomb"),
    "brackets": ("[" * 100_000, "too-deep"),
    "bracket lines": ("[\n" * 100_000, "too-deep"),
    "dashes": ("- " * 100_000, "too-deep"),
    "braces": ("{a: " * 100_000, "too-deep"),
    "staircase": ("".join(" " * depth + "a:\n" for depth in range(2_000)), "too-deep"),
    "control characters": ("\x00" * 100_000, "special-character"),
    "stars": ("a: " + "* " * 100_000, "unquoted-asterisk"),
    "open quote": ('a: "' + "x" * 500_000, "unclosed-quote"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_in_one_problem_and_soon(name: str) -> None:
    text, cause = HOSTILE[name]
    started = time.perf_counter()
    (reading,) = parse_yaml(text)
    assert time.perf_counter() - started < 5
    assert [problem.cause for problem in reading.problems] == [cause]


@pytest.mark.parametrize(
    "text", ["a: x" + " " * 200_000 + "y", 'a: "' + " " * 200_000 + '"', "- " + "!a " * 50_000, "- *x\n" * 5_000]
)
def test_long_texts_take_no_quadratic_time(text: str) -> None:
    started = time.perf_counter()
    parse_yaml(text)
    assert time.perf_counter() - started < 5
