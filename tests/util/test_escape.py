"""What anyone may write into a name never moves the cursor, forges a line, or is a command of a CI runner."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.util.escape import blot, escape, escape_lines, escape_path

ESCAPED = [
    ("a.json", "a.json"),
    ("zürich 東京 👩‍🚀.yaml", "zürich 東京 👩‍🚀.yaml"),
    ("a\u3000b\xa0c.json", "a\u3000b\xa0c.json"),
    ("a\nb", r"a\nb"),
    ("a\r\tb", r"a\r\tb"),
    ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
    ("\x1b]8;;https://evil.example\x07", r"\x1b]8;;https://evil.example\x07"),
    ("\x9b31m\x7f\x85", r"\x9b31m\x7f\x85"),
    ("invoice\u202enosj.exe", r"invoice\u202enosj.exe"),
    ("\u2066a\u2069\u200e\u061c", r"\u2066a\u2069\u200e\u061c"),
    ("a\u2028b\u2029", r"a\u2028b\u2029"),
    ("a\ufeffb\u200b", r"a\ufeffb\u200b"),
    ("tag\U000e0041", r"tag\U000e0041"),
    (b"caf\xe9.json".decode("utf-8", "surrogateescape"), r"caf\xe9.json"),
    ("half \ud800", r"half \ud800"),
    ("x ##[error]y", r"x #\x23[error]y"),
    ("#[a] ## [b]", "#[a] ## [b]"),
    ("C:\\a", "C:\\a"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPED, ids=[ascii(row[0]) for row in ESCAPED])
def test_what_cannot_be_printed_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("::error::x.json", "./::error::x.json"),
        ("  ::error::x.json", "./  ::error::x.json"),
        ("\u3000::error::x.json", "./\u3000::error::x.json"),
        ("a::error::x.json", "a::error::x.json"),
        ("\n::error::x.json", r"\n::error::x.json"),
    ],
)
def test_no_path_begins_like_a_command(path: str, expected: str) -> None:
    assert escape_path(path) == expected


def test_lines_stay() -> None:
    assert escape_lines("a\nb\x1bc\r\n") == "a\nb\\x1bc\\r\n"


HARMFUL = "\n\r\x00\x1b\x7f\x85\x9b\u200e\u2028\u202e\u2066\ufeff\udcff\U000e0001:#["


@settings(derandomize=True, deadline=None, database=None, max_examples=300)
@given(st.text(st.sampled_from(HARMFUL + "a .") | st.characters(), max_size=30))
def test_nothing_harmful_is_left(text: str) -> None:
    for shown in (escape(text), escape_path(text)):
        assert not set(shown) & set(HARMFUL) - set(":#[")
        shown.encode()
        assert len(shown.splitlines()) <= 1
        assert "##[" not in shown
    assert not escape_path(text).lstrip().startswith("::")
    assert len(blot(text)) == len(text)
    assert not set(blot(text)) & set(HARMFUL) - set(":#[")
