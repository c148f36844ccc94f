"""Every character of a YAML scalar's value is found again in the file."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

from ce_lint.document.nodes import Node, Span
from ce_lint.document.yaml.parser import parse_yaml
from ce_lint.document.yaml.scalars import decode_scalar, map_span

STYLES = (str, SingleQuotedScalarString, DoubleQuotedScalarString, LiteralScalarString, FoldedScalarString)
FRAGMENTS = ("a", "b", "  ", " ", "\n", "\n", "\n  ", "\t", "'", '"', "\\", "\\x41", "\\u0042", "\\n", "\\\n", "\\ ")
MORE = ("é", "😀", ": ", "#", "\r\n", '\\"', "''", "-", ",", "x y", "\\U0001F600", "\\t", "\\/", "\n\n")
BODIES = st.lists(st.sampled_from(FRAGMENTS + MORE), min_size=1, max_size=12).map("".join)
HOSTS = st.sampled_from(("%s", "k: %s", "- %s", "a:\n  b: %s", "[%s]", "--- %s"))


def scalars(value: Any, node: Node) -> list[tuple[str, Node]]:
    if node.members is not None:
        return [pair for key, member in node.members.items() for pair in scalars(value[key], member)]
    if node.items is not None:
        return [pair for index, item in enumerate(node.items) for pair in scalars(value[index], item)]
    return [(value, node)] if isinstance(value, str) and node.style != "bare" else []


def assert_found(text: str) -> None:
    for reading in parse_yaml(text):
        if reading.problems or reading.root is None:
            continue
        for value, node in scalars(reading.value, reading.root):
            raw = text[node.start : node.end]
            decoded = decode_scalar(raw, node.style, value)
            assert value.startswith(decoded.text) and not value[len(decoded.text) :].strip(), (raw, value)
            assert len(decoded.pieces) == len(decoded.text)
            for index, char in enumerate(value):
                if not char.isspace():
                    span = map_span(raw, node.style, Span(index, index + 1))
                    assert stands_for(raw[span.start : span.end], node.style) == char, (raw, index)


def ruamel_writes(data: Any, width: int) -> str:
    yaml, stream = YAML(), io.StringIO()
    yaml.width = width
    with suppress(IndexError, YAMLError):  # its emitter stumbles over some folded texts
        yaml.dump(data, stream)
    return stream.getvalue()


def ruamel_reads(text: str) -> Any:
    try:
        return YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return None


def stands_for(piece: str, style: str) -> str:
    if style == "single" and piece == "''":
        return "'"
    if style == "double" and piece.startswith("\\"):
        found: str = parse_yaml(f'"{piece}"')[0].value
        return found
    return piece


@settings(max_examples=1_000, deadline=None)
@given(BODIES, st.sampled_from(("", "'", '"')), HOSTS)
def test_flow_scalars(body: str, quote: str, host: str) -> None:
    assert_found(host % (quote + body + quote))


@settings(max_examples=1_000, deadline=None)
@given(BODIES, st.sampled_from(("|", ">", "|-", ">+", "> # c")), HOSTS)
def test_block_scalars(body: str, header: str, host: str) -> None:
    assert_found(host % (header + "\n" + "".join("    " + line for line in body.splitlines(keepends=True))))


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60) | BODIES, st.sampled_from(STYLES), st.integers(20, 100))
def test_what_ruamel_writes(value: str, style: type[str], width: int) -> None:
    text = ruamel_writes({"key": style(value)}, width)
    assume(ruamel_reads(text) == {"key": value})  # it cannot write every text in every style
    assume(not text.startswith(("key: |", "key: >")) or value[:1].strip())
    assert parse_yaml(text)[0].value == {"key": value}
    assert_found(text)


@pytest.mark.parametrize(
    ("raw", "style", "start", "end", "expected"),
    [
        ("abc", "plain", 1, 2, "b"),
        ("a  \n   b", "plain", 2, 3, "b"),
        ("a\n\n\n  b", "plain", 3, 4, "b"),
        ("'it''s'", "single", 2, 3, "''"),
        ("'it''s'", "single", 3, 4, "s"),
        ('"a\\x41b"', "double", 1, 2, "\\x41"),
        ('"a\\U0001F600b"', "double", 1, 3, "\\U0001F600b"),
        ('"a\\\n   b"', "double", 1, 2, "b"),
        ('"a\\\n\n   b"', "double", 2, 3, "b"),
        ('"a\r\n  b"', "double", 1, 3, "\r\n  b"),
        ("|\n  a\n   b\n  c", "literal", 2, 4, " b"),
        ("|2\n   a\n  b", "literal", 1, 2, "a"),
        ("|\n\n  a", "literal", 1, 2, "a"),
        (">- # c\n  a\n  b\n\n  c", "folded", 2, 5, "b\n\n  c"),
        (">\n  a\n    b\n  c", "folded", 4, 5, "b"),
        ("abc", "plain", 7, 9, ""),
        ("abc", "plain", 1, 1, ""),
        ("", "literal", 0, 1, ""),
    ],
)
def test_parts(raw: str, style: str, start: int, end: int, expected: str) -> None:
    span = map_span(raw, style, Span(start, end))
    assert raw[span.start : span.end] == expected


@settings(max_examples=300, deadline=None)
@given(
    BODIES | st.text(),
    st.sampled_from(("plain", "single", "double", "literal", "folded", "bare")),
    st.integers(),
    st.integers(),
)
def test_never_raises(raw: str, style: str, start: int, end: int) -> None:
    span = map_span(raw, style, Span(start, end))
    assert 0 <= span.start <= span.end <= len(raw)
