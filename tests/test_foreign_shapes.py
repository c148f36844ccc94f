"""Files of other programs that look like ours: nothing is found, whatever words are in them and whatever is broken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.foreign_shapes import SHAPES
from tests.helpers import lint_result

WORDS = (
    "account", "callback", "contacts", "element", "event.kind", "events", "field", "home", "hubs", "instance", "key",
    "name", "oauth", "oauth.error", "page", "password", "poller", "resource", "secret", "status", "tags", "token",
    "type", "user", "value", "webhook", "${NAME}", "{{ name }}", "<b>x", "last ", "Account, Lead", "null",
)  # fmt: skip

Rendering = tuple[str, Callable[[str], str]]


def _as_yaml(text: str) -> str:
    out = io.StringIO()
    YAML().dump(json.loads(text), out)
    return out.getvalue()


RENDERINGS: dict[str, Rendering] = {
    "JSON": ("a.json", lambda text: text),
    "YAML": ("a.yaml", _as_yaml),
    "JSON Lines": ("a.jsonl", lambda text: f"{text}\n{text}"),
    "in an array": ("a.json", lambda text: f"[{text}, {text}]"),
    "in an object": ("a.json", lambda text: f'{{"data": {text}}}'),
    "with a comment": ("a.json", lambda text: f"// a comment\n{text}"),
    "with a trailing comma": ("a.json", lambda text: f"{text[:-1]},{text[-1]}"),
    "without a comma": ("a.json", lambda text: text.replace(", ", " ", 1)),
    "broken off": ("a.json", lambda text: text[: len(text) * 2 // 3]),
}


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=3, unique=True))
def test_a_foreign_shape_has_no_finding(shape: str, words: list[str]) -> None:
    text = json.dumps(SHAPES[shape](words))
    for rendering, (name, render) in RENDERINGS.items():
        rendered = render(text)
        found = {violation.rule for violation in lint_result(rendered, name).violations}
        assert not found, f"{rendering}: {rendered}"


def test_there_are_many_shapes() -> None:
    assert len(SHAPES) * len(RENDERINGS) > 1000
