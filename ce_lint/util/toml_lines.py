"""What ``tomllib`` does not report: the line of a key, and why a text is not valid TOML without a quote from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_lint.util.lazy_pattern import lazy_pattern

_KEY = lazy_pattern(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w-]+))\s*(\.?)""")
_TOKEN = lazy_pattern(
    r""""{3}(?:[^\\]|\\[\s\S])*?"{3,5}|'{3}[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]"""
)
"""Strings and comments, which may hold line breaks and brackets that mean nothing; then brackets and line breaks."""
_SAFE_PREFIXES = ("Expected ", "Unescaped ")
"""Messages of ``tomllib`` that begin so quote nothing of the text."""
_QUOTE = lazy_pattern(r"[:(]? *[\"'`]")
_LOCATION = lazy_pattern(r"line (\d+), column (\d+)")


def describe_toml_error(error: Exception) -> tuple[str, str]:
    """Where a text is not valid TOML, and why, for an error that ``tomllib.loads`` raised.

    The location is ``:3:14`` (line and column in code points, both from 1), or "" if it is unknown. The reason is that
    of the library without what it quotes of the text, which may be a secret.
    """
    from tomllib import TOMLDecodeError

    if isinstance(error, RecursionError):
        return "", "nested too deeply"
    if not isinstance(error, TOMLDecodeError):
        return "", "a number has too many digits"
    reason, _, where = str(error).partition(" (at ")
    if not reason.startswith(_SAFE_PREFIXES):
        reason = _QUOTE.split(reason)[0]
    location = _LOCATION.match(where)
    reason = reason[:1].lower() + reason[1:].strip()
    return (f":{location[1]}:{location[2]}", reason) if location else ("", f"{reason} at the end of the file")


def find_toml_line(text: str, route: Sequence[str | int]) -> int:
    """The line, from 1, of the key at ``route`` in a valid TOML text; that of the nearest table above if it is absent.

    An index in the route counts the tables of an array of tables, from 0. The items of an array in brackets have the
    line of its key.
    """
    longest, line = 0, 1
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    for number, statement in _split_into_statements(text):
        if statement.startswith("[["):
            here = table = _enter_array_table(statement, counts)
        elif statement.startswith("["):
            here = table = _resolve_table(_parse_keys(statement[1:]), counts)
        else:
            here = [*table, *_parse_keys(statement)]
        common = _count_common(here, route)
        if common > longest and common in {len(here), len(route)}:
            longest, line = common, number
    return line


def _split_into_statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement without its indentation, and the number of its first line, from 1."""
    start, line, depth = 0, 1, 0
    is_inside = False
    for token in _TOKEN.finditer(text + "\n"):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        breaks = token[0].count("\n")
        if breaks and not is_inside and (statement := text[start : token.start()].strip()) and statement[0] != "#":
            yield line, statement
        if breaks:
            is_inside = depth > 0 or token[0] != "\n"
            line += breaks
            start = token.end()


def _enter_array_table(statement: str, counts: dict[tuple[str | int, ...], int]) -> list[str | int]:
    """The route of the table that a ``[[header]]`` begins. ``counts`` holds the last index of each array of tables."""
    keys = _parse_keys(statement[2:])
    parent = _resolve_table(keys[:-1], counts)
    name = (*parent, *keys[-1:])
    counts[name] = counts.get(name, -1) + 1
    return [*name, counts[name]]


def _resolve_table(keys: list[str], counts: dict[tuple[str | int, ...], int]) -> list[str | int]:
    """The route of a table: a key that names an array of tables means the last table in it so far."""
    route: list[str | int] = []
    for key in keys:
        route.append(key)
        if tuple(route) in counts:
            route.append(counts[tuple(route)])
    return route


def _parse_keys(text: str) -> list[str]:
    """The keys of ``a."b c".d`` at the beginning of a text."""
    keys: list[str] = []
    position = 0
    while match := _KEY.match(text, position):
        keys.append(next(group for group in match.groups()[:3] if group is not None))
        position = match.end()
        if not match[4]:
            break
    return keys


def _count_common(one: Sequence[str | int], other: Sequence[str | int]) -> int:
    """How many steps two routes have in common at their beginning."""
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count
