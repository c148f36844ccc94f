"""Lines and columns, against what ``str.splitlines`` says of the line breaks that editors know."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span

TEXTS = st.text(st.sampled_from("ab\n\ré😀 "), max_size=40)


@given(TEXTS, st.data())
def test_a_position_counts_breaks_and_code_points(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset] if text[offset - 1 : offset + 1] != "\r\n" else text[: offset - 1]
    line, column = Lines(text).position(offset)
    breaks = re.findall(r"\r\n|\n|\r", before)
    assert line == len(breaks) + 1
    assert column == offset - (before.rfind(breaks[-1]) + len(breaks[-1]) if breaks else 0) + 1


@given(TEXTS, st.data())
def test_a_span_is_clipped_to_its_first_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    clipped = Lines(text).clip(Span(start, end))
    assert start == clipped.start <= clipped.end
    assert not set(text[clipped.start : clipped.end]) & set("\r\n")
