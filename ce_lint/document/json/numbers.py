"""Numbers of a JSON text, and what people write in their place."""

from __future__ import annotations

import re

from ce_lint.util.lazy_pattern import lazy_pattern

NOT_A_NUMBER = lazy_pattern(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
BAD_NUMBER = lazy_pattern(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[bBoO][0-7]+|(?=[\d.]*\d)[\d_]*\.?\d*(?:[eE][+-]?\d*)?)|-")
"""What most likely means a number, but is not written as JSON wants it."""


def parse_number(text: str, *, is_integer: bool) -> int | float:
    """The value of a valid number, as ``json.loads`` has it; an integer of too many digits for that is a float."""
    if is_integer:
        try:
            return int(text)
        except ValueError:  # more digits than Python converts
            return float(text)
    return float(text)


def guess_number(text: str) -> int | float | str:
    """What a text that matches ``BAD_NUMBER`` most likely means; the text itself if that is unknown."""
    digits = text.replace("_", "")
    try:
        return int(digits, 0) if digits[1:2].isalpha() and digits[0] == "0" else int(digits)
    except ValueError:
        pass
    try:
        return float(digits)
    except ValueError:
        return text
