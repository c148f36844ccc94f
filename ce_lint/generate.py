"""Make what is made from rules and types: ``python -m ce_lint.generate [--check]``.

``ce_lint/rulebook/compiled.json`` and ``rules/README.md`` come from the rule files, ``schemas/rule.schema.json`` from
the kinds of check, and ``schemas/config.schema.json`` from the classes that judge a configuration.
"""

from __future__ import annotations

import json
import os
import sys

from ce_lint.config.validate import config_schema
from ce_lint.rulebook.families import FAMILIES
from ce_lint.rulebook.loader import LoadedRule, load_folder
from ce_lint.rulebook.schema import rule_schema, text
from ce_lint.rulebook.shipped import data_folder


def compiled(rules: list[LoadedRule]) -> str:
    """The text of ``compiled.json``: name, family and what the linter needs of each rule, one rule on each line."""
    data = [(loaded.rule.name, loaded.rule.family, loaded.compiled) for loaded in rules]
    lines = ",\n".join(json.dumps(rule, ensure_ascii=False) for rule in data)
    return f"[\n{lines}\n]\n"


def index(rules: list[LoadedRule]) -> str:
    """The text of ``rules/README.md``: every rule with its severity, by family."""
    lines = [
        "# The rules",
        "",
        "Made by `python -m ce_lint.generate`: do not edit. `ce-lint explain RULE` tells the whole of one.",
        "",
    ]
    for family in FAMILIES:
        chosen = [loaded for loaded in rules if loaded.rule.family == family]
        if not chosen:
            continue
        lines += [f"## {family}", "", "| rule | severity | what it reports |", "|---|---|---|"]
        for loaded in chosen:
            rule = loaded.rule
            lines.append(f"| [{rule.name}]({family}/{rule.name}.toml) | {rule.severity} | {rule.title} |")
        lines.append("")
    return "\n".join(lines)


def made() -> dict[str, str]:
    """Every file that is made, by its path."""
    rules_folder, schemas = data_folder("rules"), data_folder("schemas")
    rules = load_folder(rules_folder)
    package = os.path.dirname(os.path.abspath(__file__))
    return {
        os.path.join(package, "rulebook", "compiled.json"): compiled(rules),
        os.path.join(rules_folder, "README.md"): index(rules),
        os.path.join(schemas, "rule.schema.json"): text(rule_schema()),
        os.path.join(schemas, "config.schema.json"): text(config_schema()),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` say which are out of step (exit 1)."""
    stale = {path: made_text for path, made_text in made().items() if _read(path) != made_text}
    is_check = "--check" in arguments
    for path, made_text in stale.items():
        print(f"{path} is out of step with what it is made from" if is_check else f"wrote {path}")
        if not is_check:
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(made_text)
    return int(bool(stale) and is_check)


def _read(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
