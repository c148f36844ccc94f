"""A scalar as it is written (``raw``) and its value: which characters of the one stand for which of the other.

``style`` is that of ``Node.style``; a plain scalar of YAML within brackets has the style ``"flow"`` where an edit may
need quotes. ``raw`` is the text of the node, quotes included.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_lint.document.nodes import Edit, Span


def map_span(raw: str, style: str, part: Span, value: str | None = None) -> Span:
    """The span of ``raw`` that writes the code points ``part`` of the value.

    ``value`` helps with a block scalar of YAML whose indentation is given by a digit.
    """
    if style == "json":
        from ce_lint.document.json.strings import map_span as map_json

        return map_json(raw, part)
    if style == "bare":
        return part
    from ce_lint.document.yaml.scalars import map_span as map_yaml

    return map_yaml(raw, style, part, value)


def map_edits(raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits of ``value`` as edits of ``raw``.

    None unless it is certain that the edited raw text has the edited value, and no other.
    """
    if style == "json":
        from ce_lint.document.json.strings import map_edits as map_json

        return map_json(raw, value, edits)
    if style == "bare":
        return None
    from ce_lint.document.yaml.scalars import map_edits as map_yaml

    return map_yaml(raw, style, value, edits)


def decode_scalar(raw: str, style: str) -> tuple[str, list[int], list[int]]:
    """The value of a string as it is written, also of one that no parser has read.

    With it, the offsets in ``raw`` at which each code point of the value starts, and those at which each ends; the
    starts have one more, for the end of the value.
    """
    if style == "json":
        from ce_lint.document.json.strings import character_offsets, unescape

        offsets = character_offsets(raw)
        return unescape(raw[offsets[0] : offsets[-1]]), offsets, offsets[1:]
    from ce_lint.document.yaml.scalars import decode_scalar as decode_yaml

    text, pieces, end = decode_yaml(raw, style)
    return text, [*(piece.start for piece in pieces), end], [piece.end for piece in pieces]
