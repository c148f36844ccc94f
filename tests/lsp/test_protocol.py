"""What a client may say: its shape is checked by hand, and nonsense in it is refused or ignored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.lsp.protocol import (
    ClientCapabilities,
    ContentChange,
    read_capabilities,
    read_changes,
    read_integer,
    read_kinds,
    read_position,
    read_range,
    read_uri,
)
from ce_lint.lsp.rpc import INVALID_PARAMS, RpcError

ABLE = {
    "general": {"positionEncodings": ["graphemes", "utf-32", "utf-8"]},
    "textDocument": {"diagnostic": {}, "completion": {"completionItem": {"snippetSupport": True}}},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename", "create"]},
        "diagnostics": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "window": {"showDocument": {"support": True}},
}
NONE, ALL = ClientCapabilities(), ClientCapabilities("utf-32", *[True] * 7)
NAMES = [
    "capabilities", "general", "positionEncodings", "textDocument", "diagnostic", "completion", "completionItem",
    "workspace", "workspaceEdit", "documentChanges", "resourceOperations", "uri", "position", "line", "character",
    "range", "start", "end", "contentChanges", "text", "context", "only",
]  # fmt: skip
NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["utf-8", "create", ""]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
)


def changed(value: Any, path: tuple[str, ...], new: Any) -> Any:
    return {**value, path[0]: changed(value[path[0]], path[1:], new)} if path else new


def test_the_capabilities_of_an_able_client_and_of_others() -> None:
    assert read_capabilities({"capabilities": ABLE}) == ALL
    for params in (None, 7, [], {}, {"capabilities": None}, {"capabilities": {"general": {}, "workspace": 1}}):
        assert read_capabilities(params) == NONE


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        (("general",), {"encoding": "utf-16"}),
        (("general", "positionEncodings"), {"encoding": "utf-16"}),
        (("textDocument",), {"has_pull_diagnostics": False, "has_snippets": False}),
        (("textDocument", "diagnostic"), {"has_pull_diagnostics": False}),
        (("textDocument", "completion", "completionItem"), {"has_snippets": False}),
        (("workspace", "workspaceEdit", "resourceOperations"), {"can_create_files": False}),
        (("workspace", "workspaceEdit", "documentChanges"), {"can_create_files": False, "has_versioned_edits": False}),
        (("workspace", "diagnostics"), {"has_diagnostic_refresh": False}),
        (("workspace", "didChangeWatchedFiles"), {"can_watch_files": False}),
        (("window", "showDocument"), {"can_show_documents": False}),
    ],
)
@pytest.mark.parametrize("nonsense", [None, 8, "yes", [[]], False])
def test_nonsense_in_one_capability_costs_no_other(path: tuple[str, ...], lost: dict[str, Any], nonsense: Any) -> None:
    assert read_capabilities({"capabilities": changed(ABLE, path, nonsense)}) == ALL._replace(**lost)


@pytest.mark.parametrize("value", [0, -1, 10**30, 2.0, 1e300])
def test_an_integer(value: float) -> None:
    found = read_integer({"a": {"b": value}}, "a", "b")
    assert found == value
    assert type(found) is int


@pytest.mark.parametrize("value", [True, None, "0", 1.5, float("inf"), float("nan"), [], {}])
def test_what_is_no_integer(value: Any) -> None:
    with pytest.raises(RpcError) as raised:
        read_integer({"a": value}, "a")
    assert raised.value.code == INVALID_PARAMS


def test_changes_of_a_range_and_of_the_whole_text() -> None:
    start, end = {"line": 0, "character": 1}, {"line": 2, "character": 3}
    changes = [{"range": {"start": start, "end": end}, "rangeLength": 9, "text": "a"}, {"text": "b"}]
    assert read_changes({"contentChanges": changes}) == [
        ContentChange({"start": {"line": 0, "character": 1}, "end": {"line": 2, "character": 3}}, "a"),
        ContentChange(None, "b"),
    ]


@given(NONSENSE)
def test_nonsense_is_refused_as_such(value: Any) -> None:
    readers: list[Callable[[Any], Any]] = [read_changes, read_kinds, read_position, read_range, read_uri]
    for read in readers:
        try:
            read(value)
        except RpcError as error:
            assert error.code == INVALID_PARAMS
    assert isinstance(read_capabilities(value), ClientCapabilities)
