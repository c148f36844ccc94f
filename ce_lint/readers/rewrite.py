"""Edits of a scalar's value, as edits of the text that writes it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ce_lint.document.edits import placed
from ce_lint.document.node import Edit
from ce_lint.readers.json_escapes import offsets
from ce_lint.readers.json_strings import read_strict


def rewritten(raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits of ``value``, a text that ``raw`` writes in ``style``, as edits of ``raw``.

    None where it is not certain that the result says the changed value, and nothing else.
    """
    if style == "json":
        return _in_json(raw, value, edits)
    if style == "bare":
        return None
    from ce_lint.readers.yaml_rewrite import in_yaml

    return in_yaml(raw, style, value, edits)


def _in_json(raw: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    if read_strict(raw, 0) != (value, len(raw)):
        return None
    places = offsets(raw) if "\\" in raw else range(1, len(raw))
    return placed(edits, places.__getitem__, escaped)


def escaped(text: str) -> str:
    """Text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
