"""A configuration file and those that it extends, read and judged."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.discover import SHARED_NAME
from ce_lint.util.errors import UserError
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.paths import shown_path
from ce_lint.util.toml_lines import toml_line, toml_mistake

_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d\Z")
_TABLE = ("tool", "ce-lint")


class ConfigError(UserError):
    """A configuration that cannot be used: one sentence for each mistake, with its line and what could stand there."""


class ConfigFile(NamedTuple):
    """One file: what it says, and where. ``prefix`` leads to its table."""

    path: str
    text: str
    prefix: tuple[str, ...]
    data: Mapping[str, Any]

    @property
    def folder(self) -> str:
        return os.path.dirname(self.path)

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of a key, from 1."""
        return toml_line(self.text, [*self.prefix, *steps])

    def wrong(self, steps: Sequence[str | int], sentence: str) -> ConfigError:
        """What to raise about a key."""
        place = f"{shown_path(self.path)}:{self.line(steps)}: {dotted(steps or self.prefix)}"
        told = f"{place}: {sentence}"
        return ConfigError("".join(character if character.isprintable() else "?" for character in told))


def load_chain(path: str) -> list[ConfigFile]:
    """The file at an absolute path and those that it extends, the farthest first. Raises ConfigError."""
    chain = [load_config(path)]
    known = {os.path.realpath(path)}
    while (base := chain[0].data.get("extends")) is not None:
        found = os.path.normpath(os.path.join(chain[0].folder, base))
        if os.path.realpath(found) in known:
            raise chain[0].wrong(["extends"], "the files extend each other in a circle")
        known.add(os.path.realpath(found))
        if not os.path.isfile(found):
            raise chain[0].wrong(["extends"], f"there is no file {shown_path(found)}")
        chain.insert(0, load_config(found))
    return chain


def load_config(path: str) -> ConfigFile:
    """One file at an absolute path. Raises ConfigError."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{shown_path(path)}: {(error.strerror or 'it cannot be read').lower()}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown_path(path)}: it is not written in UTF-8") from None
    return parse_config(path, text)


def parse_config(path: str, text: str) -> ConfigFile:
    """The text of a file, whether it stands there already or not. Raises ConfigError."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place, words = toml_mistake(error)
        raise ConfigError(f"{shown_path(path)}{place}: no valid TOML: {words}") from None
    return _validate(path, text, data)


def _validate(path: str, text: str, data: dict[str, Any]) -> ConfigFile:
    from ce_lint.config.matches_type import fits
    from ce_lint.config.model import Config

    prefix, table = _own_table(path, data)
    table = _with_days(table)
    if not fits(table, Config):
        from ce_lint.config.validate import mistakes

        raise ConfigError("\n".join(mistakes(path, text, prefix, table)))
    return ConfigFile(path, text, prefix, table)


def _own_table(path: str, data: dict[str, Any]) -> tuple[tuple[str, ...], Any]:
    """The table of ce-lint. It is a whole ``ce-lint.toml``, where the longer form is understood too."""
    inner = _inner(data)
    if os.path.basename(path) == SHARED_NAME or (inner is not None and data.keys() == {"tool"}):
        return _TABLE, {} if inner is None else inner
    return (), data


def _inner(data: dict[str, Any]) -> Any:
    return data["tool"].get("ce-lint") if isinstance(data.get("tool"), dict) else None


def has_table(text: str) -> bool:
    """Whether a ``pyproject.toml`` speaks of ce-lint. One that cannot be read may: whoever loads it says why."""
    import tomllib

    try:
        return _inner(tomllib.loads(text)) is not None
    except (ValueError, RecursionError):
        return True


def _with_days(table: Any) -> Any:
    """A day may be written as text, as in other formats."""
    allows = table.get("allow") if isinstance(table, dict) else None
    if not isinstance(allows, list):
        return table
    return {**table, "allow": [_with_day(allow) for allow in allows]}


def _with_day(allow: Any) -> Any:
    until = allow.get("until") if isinstance(allow, dict) else None
    if not (isinstance(until, str) and _DAY.match(until)):
        return allow
    from datetime import date

    try:
        return {**allow, "until": date.fromisoformat(until)}
    except ValueError:
        return allow


def dotted(steps: Sequence[str | int]) -> str:
    """A place as a message names it: ``overrides[0].severity``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")
