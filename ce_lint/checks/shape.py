"""A JSON Schema that a project brings, judged by jsonschema in our words.

jsonschema's own messages quote the values that they reject; ours name keys and what the schema asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from ce_lint.checks.base import Check, listed
from ce_lint.checks.generic import Within
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.util.nearest import nearest
from ce_lint.violation import Finding

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


class Shape(Check):
    """What a JSON Schema says of the document, or of its configuration. ``schema`` is the schema itself."""

    kind: ClassVar[str] = "shape"
    schema: Mapping[str, Any]
    within: Within = "root"
    _validator: Validator | None = None

    def find(self, document: Document) -> Iterator[Finding]:
        if self._validator is None:
            self._validator = validator(self.schema)
        base = () if self.within == "root" else document.settings_route
        value = document.value if self.within == "root" else document.raw_settings
        for error in sorted(self._validator.iter_errors(value), key=lambda error: [str(step) for step in error.path]):
            yield from _findings(document, base, error)


def validator(schema: Mapping[str, Any]) -> Validator:
    """The validator for a schema, of the draft that it names (2020-12 where it names none)."""
    from jsonschema.validators import Draft202012Validator, validator_for

    found: type[Validator] = validator_for(schema, default=Draft202012Validator)
    return found(schema)


def _findings(document: Document, base: Route, error: ValidationError) -> Iterator[Finding]:
    route = (*base, *error.absolute_path)
    name = document.shown(str(route[-1])) if route else "The document"
    asked: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "required":
        missing = [key for key in asked if key not in instance]
        if missing and error.message.startswith(
            repr(missing[0])
        ):  # one error comes for each key; one finding names all
            yield Finding(route, f"{name} must contain {listed(missing)}")
        return
    if error.validator == "additionalProperties":
        yield from _unknown(document, route, error)
        return
    yield Finding(route, f"{name} {_wording(str(error.validator), asked)}")


def _unknown(document: Document, route: Route, error: ValidationError) -> Iterator[Finding]:
    schema: Any = error.schema
    instance: Any = error.instance
    known = list(schema.get("properties", {}))
    for key in instance:
        if key not in known:
            meant = nearest(key, known)
            help = f"Did you mean `{meant}`?" if meant else ""
            yield Finding((*route, key), f"{document.shown(key)} is not allowed by the schema", help, on_key=True)


def _wording(keyword: str, asked: Any) -> str:
    simple = {
        "type": f"must be of type {' or '.join(asked) if isinstance(asked, list) else asked}",
        "enum": f"must be one of {', '.join(map(str, asked)) if isinstance(asked, list) else asked}",
        "const": f"must be {asked}",
        "pattern": f"must match the pattern `{asked}`",
        "format": f"must have the format `{asked}`",
        "minLength": f"must have at least {asked} characters",
        "maxLength": f"must have at most {asked} characters",
        "minimum": f"must be at least {asked}",
        "maximum": f"must be at most {asked}",
        "exclusiveMinimum": f"must be greater than {asked}",
        "exclusiveMaximum": f"must be less than {asked}",
        "multipleOf": f"must be a multiple of {asked}",
        "minItems": f"must have at least {asked} items",
        "maxItems": f"must have at most {asked} items",
        "minProperties": f"must have at least {asked} properties",
        "maxProperties": f"must have at most {asked} properties",
        "uniqueItems": "must not contain the same item twice",
    }
    return simple.get(keyword, f"does not match the schema (`{keyword}`)")
