"""What is wrong with the types of a configuration: pydantic finds it, the messages are ours. Makes the JSON Schema.

Imported only when a configuration has an error: pydantic takes longer than linting a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model

from ce_lint.checks.base import Check
from ce_lint.config.model import Allow, Config, FailOn, Limits, Override, to_key
from ce_lint.rulebook.schema import DIALECT, tidy
from ce_lint.util.nearest import did_you_mean
from ce_lint.violation import Severity

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_TABLES: dict[str, Any] = {"limits": Limits, "overrides": Override, "allow": Allow}
_STRICT = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, alias_generator=to_key)


@cache
def make_model(table: Any = Config) -> type[BaseModel]:
    """The pydantic model of a configuration, or of another TypedDict of ``model.py``."""
    hints = get_type_hints(table, include_extras=True)
    fields: dict[str, Any] = {name: _make_field(hint, name in table.__required_keys__) for name, hint in hints.items()}
    created: type[BaseModel] = create_model(table.__name__, __config__=_STRICT, __doc__=table.__doc__, **fields)
    return created


def _make_field(hint: Any, is_required: bool) -> tuple[Any, Any]:
    kind, *descriptions = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if is_typeddict(kind):
        kind = make_model(kind)
    elif get_origin(kind) is list and is_typeddict(get_args(kind)[0]):
        kind = list[make_model(get_args(kind)[0])]  # type: ignore[misc]
    return kind, Field(... if is_required else None, description=descriptions[0] if descriptions else None)


def find_type_errors(data: Any) -> Iterator[tuple[list[str | int], str]]:
    """The route and the problem of everything in a configuration that is unknown, missing or of a wrong type.

    A problem continues a sentence that begins with the key: "must be a string.".
    """
    if not isinstance(data, dict):
        yield [], "must be a table."
        return
    try:
        make_model().model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            route = list(detail["loc"])
            yield route, _describe(detail, route)


def is_valid_option(check: Check, name: str, value: Any) -> bool:
    """Whether a value is of the type that a parameter of a check has."""
    from ce_lint.rulebook.model import find_parameters

    try:
        TypeAdapter(find_parameters(type(check))[name], config=ConfigDict(strict=True)).validate_python(value)
    except ValidationError:
        return False
    return True


def _describe(detail: ErrorDetails, route: list[str | int]) -> str:
    kind, key = detail["type"], route[-1]
    if kind == "extra_forbidden":
        keys = _list_keys(route[:-1])
        return f"is not a valid key.{did_you_mean(str(key), keys)} The valid keys are {', '.join(sorted(keys))}."
    if kind == "missing":
        return "is missing: write why these findings are accepted." if key == "reason" else "is missing."
    if kind == "literal_error":
        choices = get_args(FailOn) if key == "fail-on" else get_args(Severity)
        return f"must be one of {', '.join(choices)}."
    if kind == "list_type":
        return f"must be {_ARRAYS.get(str(key), _PATTERNS)}"
    return _TYPES.get(kind, "has an invalid value.")


_PATTERNS = 'an array of patterns, such as ["instances/*.json"].'
_ARRAYS = {
    "refresh-interval": "an array of the shortest and the longest interval in minutes, such as [1, 1440].",
    "overrides": "an array of tables: write [[overrides]] (in pyproject.toml [[tool.ce-lint.overrides]]).",
    "allow": "an array of tables: write [[allow]] (in pyproject.toml [[tool.ce-lint.allow]]).",
}
_TYPES = {
    "string_type": "must be a string.",
    "int_type": "must be an integer.",
    "dict_type": "must be a table.",
    "model_type": "must be a table.",
    "date_type": "must be a date without a time, such as 2027-01-31.",
}


def _list_keys(route: Sequence[str | int]) -> list[str]:
    """The keys of the table at a route."""
    names = [step for step in route if isinstance(step, str)]
    table = _TABLES.get(names[-1], Config) if names else Config
    return [to_key(name) for name in get_type_hints(table)]


def config_schema() -> dict[str, Any]:
    """The JSON Schema of a ``ce-lint.toml``, and of the table ``[tool.ce-lint]``."""
    schema = _remove_null_defaults(tidy(make_model().model_json_schema(by_alias=True)))
    return {"$schema": DIALECT, "title": "The configuration of ce-lint", **schema}


def _remove_null_defaults(schema: Any) -> Any:
    """The schema without ``default: null``, which pydantic writes for every key that may be absent."""
    if isinstance(schema, list):
        return [_remove_null_defaults(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _remove_null_defaults(value) for key, value in schema.items() if not (key == "default" and value is None)
    }
