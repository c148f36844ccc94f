"""Adding the hook to the configuration of pre-commit or prek, so that every other byte of the file stays."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from ce_lint.document.lines import detect_newline
from ce_lint.document.yaml.parser import parse_yaml

DEFAULT_HOOK_FILE = ".pre-commit-config.yaml"
HOOK_FILES = ("prek.toml", DEFAULT_HOOK_FILE, ".pre-commit-config.yml")
"""The files that configure hooks; prek reads the first one that exists."""
_FILES = r"(?i)\.(json|jsonl|ndjson|yaml|yml)$"
_DASH = re.compile(r"([ ]*)-[ \t]")


class Hook(NamedTuple):
    """A hook that is defined in the repository itself.

    It calls ``program``; or, with a pip requirement in ``install``, the ce-lint that it installs by that.
    """

    program: str = "ce-lint"
    install: str | None = None

    @property
    def entry(self) -> dict[str, Any]:
        """The entry of ``repos`` as data."""
        language: dict[str, Any] = {"language": "system"}
        if self.install is not None:
            language = {"language": "python", "additional_dependencies": [self.install]}
        program = "ce-lint" if self.install is not None else self.program
        hook = {"id": "ce-lint", "name": "ce-lint", "entry": f"{program} check", "args": ["--"], **language}
        return {"repo": "local", "hooks": [{**hook, "files": _FILES, "require_serial": True}]}

    def render(self, file: str) -> str:
        """The entry as text for the file of that name, to be added by hand."""
        return self.render_toml() if file.endswith(".toml") else self.render_yaml("  ")

    def render_yaml(self, indent: str) -> str:
        """The entry as an item of a block sequence, each line after ``indent``."""
        (hook,) = self.entry["hooks"]
        lines = ["- repo: local", "  hooks:"]
        for key, value in hook.items():
            lines.append(f"{'    - ' if key == 'id' else '      '}{key}: {_format_yaml(value)}")
        return "".join(f"{indent}{line}\n" for line in lines)

    def render_toml(self) -> str:
        """The entry as an item of an array of tables."""
        (hook,) = self.entry["hooks"]
        lines = ["[[repos]]", 'repo = "local"', "", "[[repos.hooks]]"]
        return "\n".join([*lines, *(f"{key} = {_format_toml(value)}" for key, value in hook.items()), ""])


def _format_yaml(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[\w(][\w ./?()\\|$-]*", value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _format_toml(value: Any) -> str:
    return f"'{value}'" if value == _FILES else json.dumps(value, ensure_ascii=False)


def insert_hook(file: str, text: str, hook: Hook) -> str | None:
    """The text of the hook file with the hook as its last entry.

    None where that cannot be done safely: the new text is parsed, and must have the hook and else the same data.
    """
    parse, insert = (_parse_toml, _insert_toml) if file.endswith(".toml") else (_parse_yaml, _insert_yaml)
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")
    before = parse(text)
    if not isinstance(before, dict) or not isinstance(before.get("repos", []), list):
        return None
    after = insert(text, hook)
    expected = {**before, "repos": [*before.get("repos", []), hook.entry]}
    return mark + after if parse(after) == expected else None


def _insert_yaml(text: str, hook: Hook) -> str:
    newline = detect_newline(text)
    end, indent = _find_end_of_repos(text)
    head = "" if end is not None else "repos:\n"
    position = len(text) if end is None else end
    gap = newline if position and text[position - 1] != "\n" else ""
    return text[:position] + gap + (head + hook.render_yaml(indent)).replace("\n", newline) + text[position:]


def _find_end_of_repos(text: str) -> tuple[int | None, str]:
    """The offset after the last entry of ``repos``, and the indentation of entries.

    The offset is None if there is no entry yet, so that ``repos`` itself must be added.
    """
    (parsed,) = parse_yaml(text) or (None,)
    repos = parsed.root.child("repos") if parsed is not None and parsed.root is not None else None
    if repos is None or not repos.items:
        return None, "  "
    last = repos.items[-1]
    dash = _DASH.match(text, text.rfind("\n", 0, last.start) + 1)
    indent = dash[1] if dash else ""
    end = text.find("\n", last.start + len(text[last.start : last.end].rstrip()))
    return _skip_comments(text, end + 1 if end >= 0 else len(text), len(indent)), indent


def _skip_comments(text: str, offset: int, depth: int) -> int:
    """The offset after the comments that belong to the last entry: those indented by more than ``depth`` spaces."""
    position = offset
    for line in text[offset:].splitlines(keepends=True):
        position += len(line)
        content = line.lstrip(" ")
        if content.startswith("#") and len(line) - len(content) > depth:
            offset = position
        elif content.strip():
            break
    return offset


def _parse_yaml(text: str) -> Any:
    """The value of a YAML text, an empty dict for an empty one; None if it is invalid or has several documents."""
    documents = parse_yaml(text)
    if not documents:
        return {}
    if len(documents) > 1 or documents[0].problems:
        return None
    return {} if documents[0].value is None else documents[0].value


def _insert_toml(text: str, hook: Hook) -> str:
    newline = detect_newline(text)
    gap = newline * (2 - (text.endswith("\n") or not text)) if text else ""
    return text + gap + hook.render_toml().replace("\n", newline)


def _parse_toml(text: str) -> Any:
    """The value of a TOML text; None if it is invalid."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
