"""In which line of a TOML text a key stands, and what is wrong with a text that is none, told without quoting it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_lint.util.lazy_pattern import lazy_pattern

_KEY = lazy_pattern(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w-]+))\s*(\.?)""")
_PIECE = lazy_pattern(
    r""""{3}(?:[^\\]|\\[\s\S])*?"{3,5}|'{3}[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]"""
)
"""What may hold a line's end or a bracket that opens nothing: strings and comments; then brackets and line ends."""
_FIXED_WORDS = ("Expected ", "Unescaped ")
_QUOTE = lazy_pattern(r"[:(]? *[\"'`]")
_PLACE = lazy_pattern(r"line (\d+), column (\d+)")


def toml_mistake(error: Exception) -> tuple[str, str]:
    """Where a text is no valid TOML, as ``:3:14``, and what the library says but for what it quotes of the text."""
    from tomllib import TOMLDecodeError

    if isinstance(error, RecursionError):
        return "", "it is nested too deep"
    if not isinstance(error, TOMLDecodeError):
        return "", "it holds a number with too many digits"
    words, _, where = str(error).partition(" (at ")
    if not words.startswith(_FIXED_WORDS):
        words = _QUOTE.split(words)[0]
    place = _PLACE.match(where)
    words = words[:1].lower() + words[1:].strip()
    return (f":{place[1]}:{place[2]}", words) if place else ("", f"{words} at its end")


def toml_line(text: str, steps: Sequence[str | int]) -> int:
    """The line, from 1, of the key that the steps lead to, or of as much of the way as is written.

    A step into an array of tables is its position, from 0; one into an array that is a value ends at its key.
    """
    best, found = 0, 1
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    for number, statement in _statements(text):
        if statement.startswith("[["):
            route = table = _array_table(statement, counts)
        elif statement.startswith("["):
            route = table = _inside(_keys(statement[1:]), counts)
        else:
            route = [*table, *_keys(statement)]
        matched = _common(route, steps)
        if matched > best and matched in {len(route), len(steps)}:
            best, found = matched, number
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The first line of each statement, without its indent, and its number."""
    start, line, depth = 0, 1, 0
    is_inside = False
    for piece in _PIECE.finditer(text + "\n"):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        breaks = piece[0].count("\n")
        if breaks and not is_inside and (statement := text[start : piece.start()].strip()) and statement[0] != "#":
            yield line, statement
        if breaks:
            is_inside = depth > 0 or piece[0] != "\n"
            line += breaks
            start = piece.end()


def _array_table(line: str, counts: dict[tuple[str | int, ...], int]) -> list[str | int]:
    keys = _keys(line[2:])
    parent = _inside(keys[:-1], counts)
    name = (*parent, *keys[-1:])
    counts[name] = counts.get(name, -1) + 1
    return [*name, counts[name]]


def _inside(keys: list[str], counts: dict[tuple[str | int, ...], int]) -> list[str | int]:
    """The route of a table: below an array of tables, it stands in the last one so far."""
    route: list[str | int] = []
    for key in keys:
        route.append(key)
        if tuple(route) in counts:
            route.append(counts[tuple(route)])
    return route


def _keys(text: str) -> list[str]:
    """The keys of ``a."b c".d``, up to what is none."""
    keys: list[str] = []
    at = 0
    while found := _KEY.match(text, at):
        keys.append(next(group for group in found.groups()[:3] if group is not None))
        at = found.end()
        if not found[4]:
            break
    return keys


def _common(one: Sequence[str | int], other: Sequence[str | int]) -> int:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count
