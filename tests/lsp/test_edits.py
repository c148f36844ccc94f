"""Edits in the words of the protocol: a client that applies them has the text that was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.nodes import apply, is_apart
from ce_lint.lsp.convert import find_differences, to_text_edits
from ce_lint.lsp.documents import OpenDocument
from tests.lsp.model import applied

TEXTS = st.text(st.sampled_from("ab{} é🤖\n\r\u2028\x0b"), max_size=30)


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_the_differences_of_two_texts_make_one_of_the_other(
    first: str, middle: str, last: str, one: str, other: str, encoding: str
) -> None:
    before, after = first + one + middle + last, first + middle + other + last
    edits = find_differences(before, after)
    assert is_apart(edits)
    assert apply(before, edits) == after
    document = OpenDocument("file:///a.json", "/a.json", before, 1, encoding)  # type: ignore[arg-type]
    if not document.mark_width:
        assert applied(before, to_text_edits(document, edits), encoding) == after


def test_what_is_equal_is_not_sent_again() -> None:
    before = "".join(f"line {number}\n" for number in range(99))
    after = before.replace("line 7\n", "line seven\n").replace("line 80\n", "").replace("line 90\n", "line 90\nmore\n")
    assert sum(len(piece) for edit in find_differences(before, after) for piece in edit.pieces) < 20
    assert find_differences(before, before) == []


def test_very_long_differences_are_one_edit() -> None:
    before, after = "a\n" * 9000, "b\n" * 9000
    assert len(find_differences(before, after)) == 1
    assert apply(before, find_differences(before, after)) == after
