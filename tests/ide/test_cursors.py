"""The scanners find in valid texts what the parsers find there: every key and every value, in the same place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ce_lint.document.json.parser import parse_json
from ce_lint.document.nodes import Node, Route
from ce_lint.document.yaml.parser import parse_yaml
from ce_lint.ide.json_cursor import BracketScanner
from ce_lint.ide.yaml_cursor import BlockScanner, find_document_bounds, make_scanner
from tests.ide.editors import TEXTS

keys = st.text(alphabet="ab.-_ :#'\"\\é😀{", min_size=1, max_size=8).map("k{}".format)
scalars = st.one_of(st.booleans(), st.integers(-9, 99), st.none(), st.text(alphabet="ab :#'\"\\é😀{}[],\n", max_size=8))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.dictionaries(keys, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=12,
)
objects = st.dictionaries(keys, values, min_size=1, max_size=5)


def holds_pair(value: Any) -> bool:
    """Whether a list holds an object of one field, which ruamel writes without braces: ``[a: 1]``."""
    if isinstance(value, list):
        return any((isinstance(item, dict) and len(item) == 1) or holds_pair(item) for item in value)
    return any(map(holds_pair, value.values())) if isinstance(value, dict) else False


def nodes(root: Node, route: Route = ()) -> Iterator[tuple[Route, Node]]:
    for key, member in (root.members or {}).items():
        yield (*route, key), member
        yield from nodes(member, (*route, key))
    for at, item in enumerate(root.items or ()):
        yield (*route, at), item
        yield from nodes(item, (*route, at))


def compare(root: Node, scanner: BracketScanner | BlockScanner, text: str) -> int:
    count = 0
    for route, node in nodes(root):
        if node.key is not None:
            place = scanner.find_place(node.key.start, on_character=True)
            assert place is not None, route
            assert (place.role, place.token, place.route) == ("key", node.key, route[:-1])
            assert place.has_colon
            count += 1
        is_scalar = node.members is None and node.items is None and node.start < node.end
        if is_scalar and (node.key is not None or isinstance(scanner, BracketScanner)):
            place = scanner.find_place(node.start, on_character=True)
            assert place is not None, route
            assert (place.role, place.route) == ("value", route)
            written = text[place.token.start : place.token.end]
            assert (place.token.start, written.rstrip()) == (node.start, text[node.start : node.end].rstrip())
            count += 1
    return count


@settings(max_examples=80, deadline=None)
@given(objects, st.sampled_from([None, 2]), st.booleans())
def test_json(value: dict[str, Any], indent: int | None, ascii_: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_)
    root = parse_json(text).root
    assert root is not None
    assert compare(root, BracketScanner(text), text) > 0


@settings(max_examples=80, deadline=None)
@given(objects, st.booleans(), st.sampled_from([None, "|", "'", '"']))
def test_yaml(value: dict[str, Any], flow: bool, style: str | None) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.default_style = style  # type: ignore[assignment]
    yaml.width = 10_000
    stream = io.StringIO()
    yaml.dump(value, stream)
    text = stream.getvalue()
    (reading,) = parse_yaml(text)
    assume(not reading.problems and reading.value == value)  # ruamel writes some texts that it does not read itself
    assume("? " not in text and "!!" not in text)  # keys on lines of their own, and tags: nobody writes bodies so
    assume(not flow or (text.count("\n") == 1 and not holds_pair(value)))  # nor texts of several lines between brackets
    assert reading.root is not None
    assert compare(reading.root, make_scanner(text, 0, len(text)), text) > 0


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".json")])
def test_json_examples(name: str) -> None:
    text = TEXTS[name]
    root = parse_json(text).root
    assert root is not None
    assert compare(root, BracketScanner(text), text) > 5


@pytest.mark.parametrize("name", [name for name in TEXTS if name.endswith(".yaml")])
def test_yaml_examples(name: str) -> None:
    text = TEXTS[name]
    for reading in parse_yaml(text):
        assert reading.root is not None
        assert compare(reading.root, BlockScanner(text, *find_document_bounds(text, reading.root.start)), text) > 5
