"""Numbers of a JSON text, and what people write for one."""

from __future__ import annotations

import re

NOT_A_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
BAD_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[bBoO][0-7]+|(?=[\d.]*\d)[\d_]*\.?\d*(?:[eE][+-]?\d*)?)|-")


def number(text: str, *, whole: bool) -> int | float:
    """The value of a number, as ``json.loads`` has it; of too many digits for that, a float."""
    if whole:
        try:
            return int(text)
        except ValueError:  # more digits than Python wants to convert
            return float(text)
    return float(text)


def guess(rough: str) -> int | float | str:
    """What a number that JSON does not know most likely means; the text itself if nothing."""
    text = rough.replace("_", "")
    try:
        return int(text, 0) if text[1:2].isalpha() and text[0] == "0" else int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return rough
