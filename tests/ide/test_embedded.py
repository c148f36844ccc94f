"""JSON within a string: decoded as a YAML reader that is not ours decodes it, each character where it is written."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ce_lint.document.nodes import Node, Span
from ce_lint.document.yaml.parser import parse_yaml
from ce_lint.ide.embedded import EmbeddedText

KEY = "event.poller.configuration"
names = st.text(alphabet="abé😀 '\"\\", min_size=1, max_size=12)
maps = st.dictionaries(names, st.dictionaries(names, names, max_size=3), min_size=1, max_size=4)


def dump(value: dict[str, Any], style: str | None, width: int) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_style = style  # type: ignore[assignment]
    yaml.width = width
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def find_string(text: str) -> tuple[Node, str] | None:
    (parsed,) = parse_yaml(text)
    assume(not parsed.problems and parsed.root is not None)
    node = parsed.root.members[KEY] if parsed.root is not None and parsed.root.members is not None else None
    return None if node is None else (node, parsed.value[KEY])


@settings(max_examples=150, deadline=None)
@given(maps, st.sampled_from([None, "|", ">", "'", '"']), st.sampled_from([20, 60, 10_000]), st.sampled_from([None, 2]))
def test_a_string_of_yaml(value: dict[str, Any], style: str | None, width: int, indent: int | None) -> None:
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    text = dump({KEY: written, "name": "a"}, style, width)
    found = find_string(text)
    assert found is not None
    node, decoded = found
    assume(decoded == written)
    inner = EmbeddedText(text).decode_scalar(node.span, node.style)
    assert json.loads(inner.text) == value
    brackets = [at for at, character in enumerate(inner.text) if character in "{}"]
    for at in brackets:
        span = inner.to_file(Span(at, at + 1))
        assert text[span.start : span.end] == inner.text[at]
        assert inner.from_outer(span.start) == at
        assert inner.starts_character(span.start)


@pytest.mark.parametrize("raw", ['"a\\\n   b"', '"a\\\r\n b"', '"\\x61b"', '"\\u0061\\\n  \\\n b"'])
def test_an_escaped_line_break_is_no_character(raw: str) -> None:
    inner = EmbeddedText(raw).decode_scalar(Span(0, len(raw)), "double")
    assert inner.text == "ab"
    assert inner.to_file(Span(0, 1)).start == 1
    end = inner.to_file(Span(1, 2))
    assert (raw[end.start : end.end], end.end) == ("b", len(raw) - 1)
    assert not inner.starts_character(2)
