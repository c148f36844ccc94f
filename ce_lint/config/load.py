"""Reading a configuration file and those it extends, and checking that their data has the right types."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.discover import SHARED_NAME, TABLE, find_table
from ce_lint.util.errors import UserError
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.paths import display_path
from ce_lint.util.text_file import read_text
from ce_lint.util.toml_lines import describe_toml_error, find_toml_line

_DATE = lazy_pattern(r"\d{4}-\d\d-\d\d\Z")

Route = tuple[str | int, ...]
"""The keys and indexes that lead to a value of a configuration: ``("overrides", 0, "severity")``."""


class ConfigError(UserError):
    """A configuration that cannot be used: a line of text for each error, with the file, the line and the key."""


class ConfigFile(NamedTuple):
    """A configuration file.

    ``path`` is absolute, ``text`` the whole file, ``data`` its configuration, and ``prefix`` the route to that in the
    file: empty, or ``("tool", "ce-lint")``. Routes begin in ``data``.
    """

    path: str
    text: str
    prefix: Route
    data: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """The absolute folder that paths in the file are relative to."""
        return os.path.dirname(self.path)

    def line(self, route: Sequence[str | int]) -> int:
        """The line of the key at a route, from 1."""
        return find_toml_line(self.text, [*self.prefix, *route])

    def error(self, route: Sequence[str | int], problem: str) -> ConfigError:
        """The error to raise for the key at a route.

        ``problem`` continues a sentence that begins with the key: "must be a string." Control characters are replaced,
        since a key may contain any.
        """
        message = f"{display_path(self.path)}:{self.line(route)}: `{format_route(route or self.prefix)}` {problem}"
        return ConfigError("".join(character if character.isprintable() else "?" for character in message))

    def tables(self, key: str) -> Iterator[ConfigTable]:
        """The tables of an array of tables, in order; none if the key is absent."""
        for index, table in enumerate(self.data.get(key, ())):
            yield ConfigTable(self, (key, index), table)


class ConfigTable(NamedTuple):
    """A table of a configuration file, or the whole configuration where the route is empty."""

    file: ConfigFile
    route: Route
    data: Mapping[str, Any]

    def error(self, keys: Sequence[str | int], problem: str) -> ConfigError:
        """As ``ConfigFile.error``, for a key in this table."""
        return self.file.error([*self.route, *keys], problem)


def load_chain(path: str) -> list[ConfigFile]:
    """The configuration at an absolute path and those it extends, the most distant one first. Raises ConfigError."""
    chain = [load_config(path)]
    known = {os.path.realpath(path)}
    while (base := chain[0].data.get("extends")) is not None:
        extended = os.path.normpath(os.path.join(chain[0].folder, base))
        if os.path.realpath(extended) in known:
            raise chain[0].error(["extends"], f"is circular: {display_path(extended)} already extends this file.")
        known.add(os.path.realpath(extended))
        if not os.path.isfile(extended):
            problem = "is not a file" if os.path.isdir(extended) else "does not exist"
            raise chain[0].error(["extends"], f"refers to {display_path(extended)}, which {problem}.")
        chain.insert(0, load_config(extended))
    return chain


def load_config(path: str) -> ConfigFile:
    """The configuration file at an absolute path. Raises ConfigError."""
    return parse_config(path, read_text(path, ConfigError))


def parse_config(path: str, text: str) -> ConfigFile:
    """The configuration in a text, as if it were the content of the file at ``path``. Raises ConfigError."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        location, reason = describe_toml_error(error)
        raise ConfigError(f"{display_path(path)}{location}: not valid TOML: {reason}") from None
    prefix, table = _extract_table(path, data)
    file = ConfigFile(path, text, prefix, parse_dates(table))
    _check_type(file)
    return file


def _extract_table(path: str, data: dict[str, Any]) -> tuple[Route, Any]:
    """The configuration in the data of a file, and the route to it.

    It is the whole of a ``ce-lint.toml``, but there the form of ``pyproject.toml`` is accepted too.
    """
    table = find_table(data)
    if os.path.basename(path) == SHARED_NAME or (table is not None and data.keys() == {"tool"}):
        return TABLE, {} if table is None else table
    return (), data


def _check_type(file: ConfigFile) -> None:
    """Raise ConfigError if the data is not of the type of a configuration; only then is pydantic imported."""
    from ce_lint.config.model import Config, matches_type

    if not matches_type(file.data, Config):
        from ce_lint.config.validate import find_type_errors

        raise ConfigError("\n".join(str(file.error(route, problem)) for route, problem in find_type_errors(file.data)))


def parse_dates(table: Any) -> Any:
    """The table with dates for the strings like ``2027-01-31`` in ``until``: other formats write dates as strings."""
    entries = table.get("allow") if isinstance(table, dict) else None
    if not isinstance(entries, list):
        return table
    return {**table, "allow": [_parse_date(entry) for entry in entries]}


def _parse_date(entry: Any) -> Any:
    until = entry.get("until") if isinstance(entry, dict) else None
    if not (isinstance(until, str) and _DATE.match(until)):
        return entry
    from datetime import date

    try:
        return {**entry, "until": date.fromisoformat(until)}
    except ValueError:
        return entry


def format_route(route: Sequence[str | int]) -> str:
    """A route as messages show it: ``overrides[0].severity``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in route)
    return text.removeprefix(".")
