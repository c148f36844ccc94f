"""In which line of a TOML text a key stands: what the library that reads it does not tell."""

from __future__ import annotations

from collections.abc import Sequence

from ce_lint.values.lazy import lazy

_KEY = lazy(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+))\s*(\.?)""")


def toml_line(text: str, steps: Sequence[str | int]) -> int:
    """The line, from 1, of the key that the steps lead to, or of as much of the way as is written.

    A step into an array of tables is its position, from 0; one into an array that is a value ends at its key.
    """
    best, found = 0, 1
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("[["):
            table = _array_table(bare, counts)
            route = table
        elif bare.startswith("[") and "=" not in bare:
            route = table = _inside(_keys(bare[1:]), counts)
        elif bare and bare[0] != "#" and "=" in bare:
            route = [*table, *_keys(bare)]
        else:
            continue
        matched = _common(route, steps)
        if matched > best and matched in {len(route), len(steps)}:
            best, found = matched, number
    return found


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
