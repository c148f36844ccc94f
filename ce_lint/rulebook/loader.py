"""Loading rules from their files, with messages that say precisely what is wrong with one."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ce_lint.checks.base import Check
from ce_lint.checks.discovery import find_kinds, find_rule_checks, locate_class
from ce_lint.rulebook.families import FAMILIES
from ce_lint.rulebook.rule import Rule
from ce_lint.util.errors import UserError, describe_os_error
from ce_lint.util.nearest import did_you_mean
from ce_lint.util.text_file import read_text
from ce_lint.util.toml_lines import describe_toml_error, find_toml_line

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from ce_lint.rulebook.model import RuleFile

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


class RuleFileError(UserError):
    """A rule file that cannot be used; the message names the file, the line, the key and what is valid there."""


class LoadedRule(NamedTuple):
    """A rule, its file with the examples, and the data that ``compiled.json`` has of it."""

    rule: Rule
    file: RuleFile
    path: str
    compiled: dict[str, Any]


def load_folder(folder: str) -> list[LoadedRule]:
    """Load all rules of a folder, sorted by name. A file's name is that of its rule, its folder's that of the family.

    Raises RuleFileError for the first file that cannot be used.
    """
    if not os.path.isdir(folder):
        raise RuleFileError(f"{folder}: {'not a folder' if os.path.exists(folder) else 'the folder does not exist'}")
    found = sorted((load_file(path) for path in _find_files(folder)), key=lambda loaded: loaded.rule.name)
    for before, after in pairwise(found):
        if before.rule.name == after.rule.name:
            raise RuleFileError(f"{after.path}: {before.path} has the same name, and a rule's name is its identity")
    return found


def _find_files(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in sorted(files) if name.endswith(".toml"))


def load_file(path: str) -> LoadedRule:
    """Load one rule. Raises RuleFileError."""
    name = os.path.basename(path).removesuffix(".toml")
    family = os.path.basename(os.path.dirname(os.path.abspath(path)))
    if not _NAME.match(name):
        raise RuleFileError(f"{path}: a rule is named in lower case with dashes, such as missing-owner-tag.toml")
    text = read_text(path, RuleFileError)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        location, reason = describe_toml_error(error)
        raise RuleFileError(f"{path}{location}: not valid TOML: {reason}") from None
    _read_schema(path, data)
    rule_file, cls = _Validator(path, text).validate(name, data)
    compiled = _compile(rule_file, cls, family)
    return LoadedRule(Rule(name, family, compiled, path), rule_file, path, compiled)


def _compile(rule_file: RuleFile, cls: type[Check], family: str) -> dict[str, Any]:
    """What the linter needs of a rule file, as plain data; what is as usual is left out."""
    parameters = {key: value for key, value in rule_file.check.items() if key != "kind"}
    trigger_keys = cls(**parameters).trigger_keys()
    unusual: dict[str, Any] = {
        "options": rule_file.options,
        "fix": rule_file.fix if rule_file.fix != "none" else "",
        "fix_title": rule_file.fix_title,
        "tags": rule_file.tags,
        "redact": rule_file.redact,
        "syntax": rule_file.syntax,
        "parameters": parameters,
    }
    return {
        "title": rule_file.title,
        "severity": rule_file.severity,
        "help": rule_file.help,
        "applies": list(rule_file.applies or FAMILIES.get(family, ("body",))),
        "trigger_keys": None if trigger_keys is None else sorted(trigger_keys),
        "check": locate_class(cls),
        **{key: value for key, value in unusual.items() if value},
    }


def _read_schema(path: str, data: dict[str, Any]) -> None:
    """Put the schema of a check of kind ``shape`` in the place of the name of its file, next to the rule file."""
    check = data.get("check")
    if not (isinstance(check, dict) and check.get("kind") == "shape" and isinstance(check.get("schema"), str)):
        return
    schema_path = os.path.join(os.path.dirname(path), check["schema"])
    try:
        with open(schema_path, encoding="utf-8") as file:
            check["schema"] = json.load(file)
    except OSError as error:
        raise RuleFileError(f"{path}: check.schema: {schema_path}: {describe_os_error(error)}") from None
    except (ValueError, RecursionError) as error:
        raise RuleFileError(f"{path}: check.schema: {schema_path}: not valid JSON: {error}") from None


class _Validator:
    """Validates the data of one rule file. Raises RuleFileError."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text

    def validate(self, name: str, data: dict[str, Any]) -> tuple[RuleFile, type[Check]]:
        """The rule file and the class of its check."""
        from pydantic import ValidationError

        from ce_lint.rulebook.model import RuleFile, make_check_model

        cls: type[Check] | None = None
        try:
            rule_file = RuleFile.model_validate(data)
            cls = self._find_class(name, rule_file.check)
            make_check_model(cls).model_validate(rule_file.check)
        except ValidationError as error:
            raise RuleFileError("\n".join(self._word_errors(error, cls))) from None
        parameters = {key: value for key, value in rule_file.check.items() if key != "kind"}
        if wrong := cls(**parameters).find_parameter_error():
            raise self._make_error(("check", wrong[0]), wrong[1])
        self._validate_options(rule_file, cls)
        return rule_file, cls

    def _find_class(self, name: str, check: dict[str, Any]) -> type[Check]:
        """The class of a check: that of its kind, or the one that has the name of the rule."""
        if "kind" not in check and (own := find_rule_checks().get(name)):
            return own
        kind, kinds = check.get("kind"), find_kinds()
        if kind is None:
            raise self._make_error(("check", "kind"), f"it is missing. The kinds are {', '.join(sorted(kinds))}")
        if not isinstance(kind, str) or kind not in kinds:
            raise self._make_error(("check", "kind"), f"unknown kind {_quote(kind)}.{_suggest(kind, kinds, 'kinds')}")
        return kinds[kind]

    def _validate_options(self, rule_file: RuleFile, cls: type[Check]) -> None:
        """An option must be a parameter of the check, but no schema, which would have to be read and validated anew."""
        from ce_lint.rulebook.model import find_parameters

        known = find_parameters(cls).keys() - {"schema"}
        for option in rule_file.options:
            if option not in known:
                suggestion = _suggest(option, known, "parameters") if known else ""
                raise self._make_error(("options",), f"the check has no parameter {_quote(option)}.{suggestion}")

    def _make_error(self, steps: Sequence[str | int], sentence: str) -> RuleFileError:
        place = ".".join(map(str, steps))
        return RuleFileError(f"{self._path}:{find_toml_line(self._text, steps)}: {place}: {sentence}")

    def _word_errors(self, error: ValidationError, cls: type[Check] | None) -> Iterator[str]:
        """The messages for what pydantic found; ``cls`` is set if it found it in the ``[check]`` table."""
        for detail in error.errors(include_url=False, include_input=False):
            steps = detail["loc"] if cls is None else ("check", *detail["loc"])
            yield str(self._make_error(steps, _word_detail(detail, cls)))


def _word_detail(detail: ErrorDetails, cls: type[Check] | None) -> str:
    if detail["type"] == "missing":
        return "it is missing"
    if detail["type"] == "extra_forbidden":
        return f"unknown field.{_suggest(detail['loc'][-1], _find_fields(detail, cls), 'fields')}"
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _find_fields(detail: ErrorDetails, cls: type[Check] | None) -> list[str]:
    """The fields of the table in which an unknown one was found."""
    from ce_lint.rulebook.model import BadExample, Example, RuleFile, find_parameters

    if cls is not None:
        return [*(["kind"] if cls.kind else []), *find_parameters(cls)]
    tables: dict[str | int, type[BaseModel]] = {"bad": BadExample, "good": Example}
    fields = tables.get(detail["loc"][0], RuleFile).model_fields
    return [field.alias or name for name, field in fields.items()]


def _quote(name: object) -> str:
    return f"`{str(name)[:60]}`"


def _suggest(name: object, known: Iterable[str], noun: str) -> str:
    """The sentences that name the nearest of the known names, and all of them."""
    names = sorted(known)
    return f"{did_you_mean(str(name), names)} The {noun} are {', '.join(names)}"
