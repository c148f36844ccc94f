"""Rules from their files: reading, judging, and saying what is wrong with one."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ce_lint.checks.registry import KINDS, check_class
from ce_lint.rulebook.rule import Rule, make_check
from ce_lint.util.errors import UserError
from ce_lint.util.nearest import nearest
from ce_lint.util.toml_lines import describe_toml_error

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from ce_lint.rulebook.model import RuleFile

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


class RuleFileError(UserError):
    """A rule file that cannot be used; the text says the file, the place, what is wrong and what could stand there."""


class LoadedRule(NamedTuple):
    """A rule with the whole of its file."""

    rule: Rule
    file: RuleFile
    path: str


def load_folder(folder: str) -> list[LoadedRule]:
    """Every rule of a folder, by name. A file's name is the rule's, its folder's name the family's.

    Raises RuleFileError for the first file that cannot be used.
    """
    if not os.path.isdir(folder):
        raise RuleFileError(f"{folder}: there is no such folder of rules")
    found = sorted((load_file(path) for path in _paths(folder)), key=lambda loaded: loaded.rule.name)
    for before, after in pairwise(found):
        if before.rule.name == after.rule.name:
            raise RuleFileError(f"{after.path}: {before.path} has the same name, and a rule's name is its identity")
    return found


def _paths(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in sorted(files) if name.endswith(".toml"))


def load_file(path: str) -> LoadedRule:
    """One rule. Raises RuleFileError."""
    name = os.path.basename(path).removesuffix(".toml")
    family = os.path.basename(os.path.dirname(os.path.abspath(path)))
    if not _NAME.match(name):
        raise RuleFileError(f"{path}: a rule is named in lower case with dashes, such as missing-owner-tag.toml")
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise RuleFileError(f"{path}: {(error.strerror or 'it cannot be read').lower()}") from None
    except UnicodeDecodeError:
        raise RuleFileError(f"{path}: it is not written in UTF-8") from None
    except (ValueError, RecursionError) as error:
        place, words = describe_toml_error(error)
        raise RuleFileError(f"{path}{place}: no valid TOML: {words}") from None
    _resolve_schema(path, data)
    rule_file = _validate(path, text, data)
    return LoadedRule(Rule(name, family, content(rule_file, family), path), rule_file, path)


def content(rule_file: RuleFile, family: str) -> dict[str, Any]:
    """What the linter needs of a rule file, as plain data."""
    from ce_lint.rulebook.model import FAMILIES

    trigger_keys = make_check(rule_file.check).trigger_keys()
    return {
        "title": rule_file.title,
        "severity": rule_file.severity,
        "help": rule_file.help,
        "applies": list(rule_file.applies or FAMILIES.get(family, ("body",))),
        "trigger_keys": None if trigger_keys is None else sorted(trigger_keys),
        "options": rule_file.options,
        "check": rule_file.check,
    }


def _resolve_schema(path: str, data: dict[str, Any]) -> None:
    """A schema may stand in a file of its own beside the rule."""
    check = data.get("check")
    if not (isinstance(check, dict) and check.get("kind") == "shape" and isinstance(check.get("schema"), str)):
        return
    schema_path = os.path.join(os.path.dirname(path), check["schema"])
    try:
        with open(schema_path, encoding="utf-8") as file:
            check["schema"] = json.load(file)
    except OSError as error:
        raise RuleFileError(f"{path}: check.schema: {schema_path}: {error.strerror or 'unreadable'}") from None
    except ValueError as error:
        raise RuleFileError(f"{path}: check.schema: {schema_path} is no valid JSON: {error}") from None


def _validate(path: str, text: str, data: dict[str, Any]) -> RuleFile:
    from pydantic import ValidationError

    from ce_lint.rulebook.model import RuleFile, check_model

    try:
        rule_file = RuleFile.model_validate(data)
        kind = rule_file.check.get("kind")
        if kind not in KINDS:
            raise RuleFileError(f"{path}:{_line(text, ['check', 'kind'])}: check.kind: {_unknown_kind(kind)}")
        check_model(kind).model_validate(rule_file.check)
    except ValidationError as error:
        raise RuleFileError("\n".join(_worded(path, text, error, data))) from None
    _validate_options(path, text, rule_file)
    _validate_schema(path, rule_file)
    return rule_file


def _validate_options(path: str, text: str, rule_file: RuleFile) -> None:
    """An option is a parameter that the check has; a schema is none, for it would have to be rule_file each time."""
    from ce_lint.rulebook.model import parameters

    known = sorted(parameters(check_class(rule_file.check["kind"])).keys() - {"schema"})
    for option in rule_file.options:
        if option not in known:
            meant = nearest(option, known)
            guess = f" Did you mean {meant!r}?" if meant else ""
            raise RuleFileError(
                f"{path}:{_line(text, ['options'])}: options: the check has no parameter {option[:60]!r}.{guess} "
                f"The parameters are {', '.join(known)}"
            )


def _validate_schema(path: str, rule_file: RuleFile) -> None:
    if rule_file.check["kind"] != "shape":
        return
    from jsonschema.exceptions import SchemaError

    from ce_lint.checks.shape import validator

    schema: dict[str, Any] = rule_file.check["schema"]
    try:
        type(validator(schema)).check_schema(schema)
    except SchemaError as error:
        place = "/".join(map(str, error.path)) or "its root"
        raise RuleFileError(f"{path}: check.schema: no valid JSON Schema at {place}: {error.message}") from None


def _unknown_kind(kind: object) -> str:
    choices = ", ".join(sorted(KINDS))
    if kind is None:
        return f"it is missing; the kinds are {choices}"
    meant = nearest(str(kind), KINDS)
    guess = f"; did you mean {meant!r}?" if meant else ""
    return f"there is no kind {str(kind)[:60]!r}{guess} The kinds are {choices}"


def _worded(path: str, text: str, error: ValidationError, data: dict[str, Any]) -> Iterator[str]:
    is_check = error.title.startswith("Check_")
    for detail in error.errors(include_url=False, include_input=False):
        steps = [*(["check"] if is_check else []), *map(str, detail["loc"])]
        place = ".".join(steps)
        yield f"{path}:{_line(text, steps)}: {place}: {_wording(detail, error, data)}"


def _wording(detail: ErrorDetails, error: ValidationError, data: dict[str, Any]) -> str:
    kind = detail["type"]
    if kind == "missing":
        return "it is missing"
    if kind == "extra_forbidden":
        known = sorted(_known(error, data, detail))
        meant = nearest(str(detail["loc"][-1]), known)
        guess = f"; did you mean {meant!r}?" if meant else ""
        return f"there is no such field{guess} The fields are {', '.join(known)}"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _known(error: ValidationError, data: dict[str, Any], detail: ErrorDetails) -> list[str]:
    from ce_lint.rulebook.model import BadExample, Example, RuleFile, parameters

    if error.title.startswith("Check_"):
        return ["kind", *parameters(check_class(data["check"]["kind"]))]
    tables: dict[str, type[BaseModel]] = {"bad": BadExample, "good": Example}
    table = tables.get(str(detail["loc"][0]), RuleFile)
    return list(table.model_fields)


def _line(text: str, steps: list[str]) -> int:
    """The line of a key in a rule file, from 1; that of its table, or 1, where the key is absent."""
    found, table = 1, ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            table = bare.strip("[] ")
            if table == steps[0]:
                found = number
        elif table == (steps[0] if len(steps) > 1 else "") and re.match(rf"{re.escape(steps[-1])}\s*=", bare):
            return number
    return found
