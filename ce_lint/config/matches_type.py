"""Whether plain data has the shape that a type says: the quick half of judging a configuration."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict


def fits(value: Any, hint: Any) -> bool:
    """Whether the value is of the type, strictly: no boolean is a number, no unknown key is taken.

    Knows what the models use: TypedDict (keys with dashes), Literal, list, dict with text keys, plain classes and Any.
    """
    if hint is Any:
        return True
    if is_typeddict(hint):
        return isinstance(value, dict) and _fits_table(value, hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return isinstance(value, str) and value in arguments
    if origin is list:
        return isinstance(value, list) and all(fits(item, arguments[0]) for item in value)
    if origin is dict:
        return isinstance(value, dict) and all(fits(item, arguments[1]) for item in value.values())
    return type(value) is hint


def _fits_table(value: dict[str, Any], table: Any) -> bool:
    hints = {dashed(name): hint for name, hint in get_type_hints(table).items()}
    required = {dashed(name) for name in table.__required_keys__}
    return required <= value.keys() <= hints.keys() and all(fits(item, hints[key]) for key, item in value.items())


def dashed(name: str) -> str:
    """A field's name as it is written in a file."""
    return name.replace("_", "-")
