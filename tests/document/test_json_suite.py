"""The public JSONTestSuite (Nicolas Seriot): y_ must be accepted, n_ refused, i_ is left to the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ce_lint.document.json.parser import parse_json, parse_with_recovery
from ce_lint.document.nodes import ParsedText

SUITE = Path(__file__).parent.parent / "data" / "json-suite.json"


def _bytes(case: str | list[Any]) -> bytes:
    if isinstance(case, str):
        return case.encode("latin-1")
    return "".join(text * count for text, count in zip(case[::2], [*case[1::2], 1], strict=False)).encode("latin-1")


CASES: dict[str, bytes] = {name: _bytes(case) for name, case in json.loads(SUITE.read_text())["cases"].items()}


def _read(name: str) -> ParsedText | None:
    try:
        return parse_json(CASES[name].decode())
    except UnicodeDecodeError:
        return None


def test_the_suite_is_complete() -> None:
    assert len(CASES) > 300
    assert len(CASES["n_structure_100000_opening_arrays"]) == 100_000


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("y_")])
def test_valid(name: str) -> None:
    reading = _read(name)
    assert reading is not None
    assert [problem for problem in reading.problems if problem.rule != "duplicate-key"] == []
    assert reading.value == json.loads(CASES[name])


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("n_")])
def test_invalid(name: str) -> None:
    reading = _read(name)
    assert reading is None or {problem.rule for problem in reading.problems} >= {"invalid-json"}


@pytest.mark.parametrize("name", CASES)
def test_never_raises(name: str) -> None:
    text = CASES[name].decode("utf-8", "replace")
    for reading in (parse_json(text), parse_with_recovery(text)):
        assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in reading.problems)
