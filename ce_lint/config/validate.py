"""What is wrong with a configuration, in sentences: pydantic judges, the words are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model

from ce_lint.checks.base import Check
from ce_lint.config.matches_type import dashed
from ce_lint.config.model import Allow, Config, FailOn, Limits, Override
from ce_lint.rulebook.schema import DIALECT, tidy
from ce_lint.util.nearest import nearest
from ce_lint.violation import Severity

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_TABLES: dict[str, Any] = {"limits": Limits, "overrides": Override, "allow": Allow}
_STRICT = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, alias_generator=dashed)


@cache
def model(table: Any = Config) -> type[BaseModel]:
    """The pydantic model of a configuration, or of one of its tables."""
    hints = get_type_hints(table, include_extras=True)
    fields: dict[str, Any] = {name: _field(hint, name in table.__required_keys__) for name, hint in hints.items()}
    made: type[BaseModel] = create_model(table.__name__, __config__=_STRICT, __doc__=table.__doc__, **fields)
    return made


def _field(hint: Any, required: bool) -> tuple[Any, Any]:
    kind, *about = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if is_typeddict(kind):
        kind = model(kind)
    elif get_origin(kind) is list and is_typeddict(get_args(kind)[0]):
        kind = list[model(get_args(kind)[0])]  # type: ignore[misc]
    return kind, Field(... if required else None, description=about[0] if about else None)


def is_of_type(check: Check, parameter: str, value: Any) -> bool:
    """Whether a parameter of a check takes a value."""
    from ce_lint.rulebook.model import find_parameters

    try:
        TypeAdapter(find_parameters(type(check))[parameter], config=ConfigDict(strict=True)).validate_python(value)
    except ValidationError:
        return False
    return True


def mistakes(path: str, text: str, prefix: Sequence[str], data: Any) -> Iterator[str]:
    """Every mistake of shape: file, line, place, and what could stand there."""
    from ce_lint.config.load import ConfigFile

    file = ConfigFile(path, text, tuple(prefix), {})
    if not isinstance(data, dict):
        yield str(file.wrong([], "it must be a table"))
        return
    try:
        model().model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            steps = list(detail["loc"])
            yield str(file.wrong(steps, _sentence(detail, steps)))


def _sentence(detail: ErrorDetails, steps: list[str | int]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown(str(steps[-1]), _keys(steps[:-1]), "key")
    if kind == "missing":
        return "it is missing" + (": write why the findings are accepted" if steps[-1] == "reason" else "")
    if kind == "literal_error":
        choices = get_args(FailOn) if steps[-1] == "fail-on" else get_args(Severity)
        return f"it must be one of {', '.join(choices)}"
    if kind == "list_type":
        return f"it must be {_LISTS.get(str(steps[-1]), _PATTERNS)}"
    return _FORMS.get(kind, "it cannot stand here")


_PATTERNS = 'a list of patterns, such as ["instances/*.json"]'
_LISTS = {
    "refresh-interval": "the shortest and the longest, such as [1, 1440]",
    "overrides": "tables, each under [[overrides]] (in pyproject.toml [[tool.ce-lint.overrides]])",
    "allow": "tables, each under [[allow]] (in pyproject.toml [[tool.ce-lint.allow]])",
}
_FORMS = {
    "string_type": "it must be text",
    "int_type": "it must be a whole number",
    "dict_type": "it must be a table",
    "model_type": "it must be a table",
    "date_from_datetime_inexact": "it must be a day without a time, such as 2027-01-31",
    "date_type": "it must be a day, such as 2027-01-31",
}


def _keys(steps: Sequence[str | int]) -> list[str]:
    """The keys of the table that the steps lead to."""
    names = [step for step in steps if isinstance(step, str)]
    table = _TABLES.get(names[-1], Config) if names else Config
    return [dashed(name) for name in get_type_hints(table)]


def _unknown(word: str, known: Sequence[str], noun: str) -> str:
    meant = nearest(word, known)
    guess = f" Did you mean {meant!r}?" if meant else ""
    return f"there is no such {noun}.{guess} The {noun}s are {', '.join(sorted(known))}"


def config_schema() -> dict[str, Any]:
    """The schema of ``ce-lint.toml``, and of the table ``[tool.ce-lint]``."""
    made = _without_defaults(tidy(model().model_json_schema(by_alias=True)))
    return {"$schema": DIALECT, "title": "The configuration of ce-lint", **made}


def _without_defaults(schema: Any) -> Any:
    """Without the null that stands for every absent key."""
    if isinstance(schema, list):
        return [_without_defaults(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_defaults(value) for key, value in schema.items() if not (key == "default" and value is None)}
