"""A configuration file and those that it extends, read and judged."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.find import SHARED_NAME
from ce_lint.values.lazy import lazy
from ce_lint.values.toml_places import toml_line
from ce_lint.values.user_error import UserError

_QUOTE = lazy(r"[:(]? *[\"'`]")
_DAY = lazy(r"\d{4}-\d\d-\d\d\Z")
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
        return ConfigError(f"{shown_path(self.path)}:{self.line(steps)}: {dotted(steps)}: {sentence}")


def load_chain(path: str) -> list[ConfigFile]:
    """The file at an absolute path and those that it extends, the farthest first. Raises ConfigError."""
    chain = [load_config(path)]
    while base := chain[0].data.get("extends"):
        found = os.path.normpath(os.path.join(chain[0].folder, base))
        if any(file.path == found for file in chain):
            raise chain[0].wrong(["extends"], "the files extend each other in a circle")
        if not os.path.isfile(found):
            raise chain[0].wrong(["extends"], f"there is no file {shown_path(found)}")
        chain.insert(0, load_config(found))
    return chain


def load_config(path: str) -> ConfigFile:
    """One file at an absolute path. Raises ConfigError."""
    import tomllib

    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{shown_path(path)}: {(error.strerror or 'it cannot be read').lower()}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown_path(path)}: it is not written in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{shown_path(path)}: no valid TOML: {_mistake(error)}") from None
    return _judged(path, text, data)


def _mistake(error: Exception) -> str:
    """The library's words but for what it quotes of the text."""
    words, _, place = str(error).partition(" (at ")
    return f"{_QUOTE.split(words)[0].lower().strip()} ({place.rstrip(')')})" if place else "too deep"


def _judged(path: str, text: str, data: dict[str, Any]) -> ConfigFile:
    from ce_lint.config.fits import fits
    from ce_lint.config.model import Config

    prefix, table = _own_table(path, data)
    table = _with_days(table)
    if not fits(table, Config):
        from ce_lint.config.judge import mistakes

        raise ConfigError("\n".join(mistakes(path, text, prefix, table)))
    return ConfigFile(path, text, prefix, table)


def _own_table(path: str, data: dict[str, Any]) -> tuple[tuple[str, ...], Any]:
    """The table of ce-lint. It is a whole ``ce-lint.toml``, where the longer form is understood too."""
    inner = data.get("tool", {}).get("ce-lint") if isinstance(data.get("tool"), dict) else None
    if os.path.basename(path) == SHARED_NAME or (inner is not None and data.keys() == {"tool"}):
        return _TABLE, inner if inner is not None else {}
    return (), data


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


def shown_path(path: str) -> str:
    """A path as a person would write it: from the working directory, where it is below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
