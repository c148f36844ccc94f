"""The hook in the configuration of pre-commit or prek: put in as text, every other byte stays."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from ce_lint.document.yaml.parser import read_yaml

NAME = ".pre-commit-config.yaml"
NAMES = ("prek.toml", NAME, ".pre-commit-config.yml")
"""The files that hold hooks; prek takes the first that there is."""
_FILES = r"(?i)\.(json|jsonl|ndjson|yaml|yml)$"
_DASH = re.compile(r"([ ]*)-[ \t]")


class Hook(NamedTuple):
    """A hook of a repository's own: it calls the program, or installs ``install`` into an environment first."""

    program: str = "ce-lint"
    install: str | None = None

    @property
    def value(self) -> dict[str, Any]:
        """The entry of ``repos`` as data."""
        language: dict[str, Any] = {"language": "system"}
        if self.install is not None:
            language = {"language": "python", "additional_dependencies": [self.install]}
        program = "ce-lint" if self.install is not None else self.program
        hook = {"id": "ce-lint", "name": "ce-lint", "entry": f"{program} check", "args": ["--"], **language}
        return {"repo": "local", "hooks": [{**hook, "files": _FILES, "require_serial": True}]}

    def written(self, name: str) -> str:
        """The entry as a person would add it to the file of that name."""
        return self.toml() if name.endswith(".toml") else self.yaml("  ")

    def yaml(self, indent: str) -> str:
        """The entry as an item of a block list."""
        (hook,) = self.value["hooks"]
        lines = ["- repo: local", "  hooks:"]
        for key, value in hook.items():
            lines.append(f"{'    - ' if key == 'id' else '      '}{key}: {_yaml(value)}")
        return "".join(f"{indent}{line}\n" for line in lines)

    def toml(self) -> str:
        """The entry as tables."""
        (hook,) = self.value["hooks"]
        lines = ["[[repos]]", 'repo = "local"', "", "[[repos.hooks]]"]
        return "\n".join([*lines, *(f"{key} = {_toml(value)}" for key, value in hook.items()), ""])


def _yaml(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[\w(][\w ./?()\\|$-]*", value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _toml(value: Any) -> str:
    return f"'{value}'" if value == _FILES else json.dumps(value, ensure_ascii=False)


def with_hook(name: str, text: str, hook: Hook) -> str | None:
    """The text of the file with the hook in it, or None where there is no safe place for it."""
    read, put_in = (_toml_value, _in_toml) if name.endswith(".toml") else (_yaml_value, _in_yaml)
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
    before = read(text)
    if not isinstance(before, dict) or not isinstance(before.get("repos", []), list):
        return None
    after = put_in(text, hook)
    wanted = {**before, "repos": [*before.get("repos", []), hook.value]}
    return mark + after if read(after) == wanted else None


def _in_yaml(text: str, hook: Hook) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    at, indent = _end_of_repos(text)
    head = "" if at is not None else "repos:\n"
    at = len(text) if at is None else at
    gap = newline if at and text[at - 1] != "\n" else ""
    return text[:at] + gap + (head + hook.yaml(indent)).replace("\n", newline) + text[at:]


def _end_of_repos(text: str) -> tuple[int | None, str]:
    """Where another entry may stand, and how far in; None where there is no entry yet."""
    (reading,) = read_yaml(text) or (None,)
    repos = reading.root.step("repos") if reading is not None and reading.root is not None else None
    if repos is None or not repos.items:
        return None, "  "
    last = repos.items[-1]
    dash = _DASH.match(text, text.rfind("\n", 0, last.start) + 1)
    indent = dash[1] if dash else ""
    end = text.find("\n", last.start + len(text[last.start : last.end].rstrip()))
    return _behind_comments(text, end + 1 if end >= 0 else len(text), len(indent)), indent


def _behind_comments(text: str, at: int, depth: int) -> int:
    """Past the comments that belong to the last entry, being further in than it."""
    position = at
    for line in text[at:].splitlines(keepends=True):
        position += len(line)
        bare = line.lstrip(" ")
        if bare.startswith("#") and len(line) - len(bare) > depth:
            at = position
        elif bare.strip():
            break
    return at


def _yaml_value(text: str) -> Any:
    readings = read_yaml(text)
    if not readings:
        return {}
    if len(readings) > 1 or readings[0].problems:
        return None
    return {} if readings[0].value is None else readings[0].value


def _in_toml(text: str, hook: Hook) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline * (2 - (text.endswith("\n") or not text)) if text else ""
    return text + gap + hook.toml().replace("\n", newline)


def _toml_value(text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
