"""JSON Schema as a check, in our own messages: those of jsonschema quote the values that they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

from ce_lint.checks.base import Check, join_keys
from ce_lint.checks.kinds.keys import Within
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.secrets.placeholders import has_placeholder
from ce_lint.util.linear_pattern import Pattern, PatternError
from ce_lint.util.nearest import ask_if_meant, nearest
from ce_lint.violation import Finding

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

_LONGEST_TEXT = 10_000
_Keyword = Callable[[Any, Any, Any, Any], Iterator["ValidationError"] | None]
"""The function of a keyword: it gets the validator, the keyword's value, the instance and the schema."""


class _Validators(NamedTuple):
    """Two readings of one schema: placeholders taken as they are written, and accepted as any value."""

    literal: Validator
    lenient: Validator


class Shape(Check):
    """A JSON Schema that the document, or its configuration, must match.

    A placeholder such as `${NAME}` can become any value, so it breaks neither type nor pattern nor enum. `pattern` and
    `patternProperties` have the syntax of the kind `matches`. References lead only to places in the schema itself.
    """

    kind: ClassVar[str] = "shape"
    message: Annotated[
        str,
        "The message. `{key}` is replaced by the key (or `The document`), `{problem}` by what the schema asks for.",
    ] = "{key} {problem}"
    schema: Annotated[Mapping[str, Any], "The schema as a table, or the name of a JSON file next to the rule file."]
    within: Within = "root"

    def find_parameter_error(self) -> tuple[str, str] | None:
        error = _find_schema_error(self.schema, self._validators)
        return ("schema", error) if error else None

    @cached_property
    def _validators(self) -> _Validators:
        return _make_validators(self.schema)

    def __getstate__(self) -> dict[str, Any]:
        """The parameters alone: the classes of the validators are made when they are needed, in each process."""
        return {name: value for name, value in vars(self).items() if name != "_validators"}

    def find(self, document: Document) -> Iterator[Finding]:
        is_root = self.within == "root"
        base = () if is_root else document.settings_route
        value = document.value if is_root else document.raw_settings
        errors = _find_errors(self._validators, value)
        for error in sorted(errors, key=lambda error: [str(step) for step in error.path]):
            for route, key, problem, help in _describe(document, base, error):
                message = self.message.replace("{key}", key).replace("{problem}", problem)
                yield Finding(route, message, help, on_key=error.validator == "additionalProperties")


def _find_schema_error(schema: Mapping[str, Any], validators: _Validators) -> str:
    """Why a schema cannot be used, in a sentence; nothing where it can."""
    from jsonschema.exceptions import SchemaError

    try:
        type(validators.literal).check_schema(dict(schema))
    except SchemaError as error:
        place = "/".join(map(str, error.path)) or "its root"
        return f"not a valid JSON Schema at {place}: {error.message}"
    for pattern in _find_patterns(schema):
        try:
            _compile(pattern)
        except PatternError as error:
            return f"the pattern {pattern!r} cannot be used: {error}"
    if _holds_key(schema, "unevaluatedProperties") and _holds_key(schema, "patternProperties"):
        return "`unevaluatedProperties` is not supported together with `patternProperties`"
    return _find_reference_error(schema, validators)


def _find_reference_error(schema: Mapping[str, Any], validators: _Validators) -> str:
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    resource = DRAFT202012.create_resource(schema)
    resolver = Registry().with_resource("", resource).resolver()
    for reference in _find_strings(schema, "$ref"):
        try:
            if not reference.startswith("#"):
                return f"the reference {reference!r} points outside the schema: use `$defs` and `#/$defs/…`"
            resolver.lookup(reference)
        except Unresolvable:
            return f"the reference {reference!r} points to nothing in the schema"
    try:
        list(validators.literal.iter_errors({}))
    except RecursionError:
        return "it refers to itself endlessly"
    return ""


def _walk_objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object of a schema. What only looks like a keyword, in an `enum` for example, counts as one."""
    if isinstance(schema, list):
        for item in schema:
            yield from _walk_objects(item)
    elif isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _walk_objects(value)


def _find_strings(schema: Any, key: str) -> Iterator[str]:
    return (holder[key] for holder in _walk_objects(schema) if isinstance(holder.get(key), str))


def _holds_key(schema: Any, key: str) -> bool:
    return any(key in holder for holder in _walk_objects(schema))


def _find_patterns(schema: Any) -> Iterator[str]:
    yield from _find_strings(schema, "pattern")
    for holder in _walk_objects(schema):
        if isinstance(properties := holder.get("patternProperties"), dict):
            yield from properties


def _find_errors(validators: _Validators, value: Any) -> list[ValidationError]:
    """The errors that are certain: those of both readings, so that no placeholder is the reason for one.

    Nothing for a document that is nested too deeply for a schema that refers to itself.
    """
    try:
        found = list(validators.lenient.iter_errors(value))
        certain = {_identify(error) for error in validators.literal.iter_errors(value)} if found else set()
    except RecursionError:
        return []
    return [error for error in found if _identify(error) in certain]


def _identify(error: ValidationError) -> tuple[Any, ...]:
    """What makes errors of the two readings the same: place, keyword, and whether other errors are the cause."""
    return tuple(error.absolute_path), tuple(error.absolute_schema_path), bool(error.context)


def _make_validators(schema: Mapping[str, Any]) -> _Validators:
    """The validators of a schema, of the draft that it names (2020-12 where it names none)."""
    from jsonschema.validators import Draft202012Validator, extend, validator_for
    from referencing.jsonschema import EMPTY_REGISTRY

    draft: Any = validator_for(schema, default=Draft202012Validator)
    make_class: Callable[[Any, Mapping[str, _Keyword]], Any] = extend
    keywords: dict[str, _Keyword] = {
        **draft.VALIDATORS,
        "pattern": _check_pattern,
        "patternProperties": _check_pattern_properties,
        "additionalProperties": _check_additional_properties,
    }
    literal = make_class(draft, keywords)
    lenient = make_class(draft, {name: _accept_placeholders(keyword) for name, keyword in keywords.items()})
    formats, references = draft.FORMAT_CHECKER, EMPTY_REGISTRY  # a registry of our own fetches nothing
    return _Validators(
        literal(schema, registry=references, format_checker=formats),
        lenient(schema, registry=references, format_checker=formats),
    )


def _accept_placeholders(keyword: _Keyword) -> _Keyword:
    def check(validator: Any, asked: Any, instance: Any, schema: Any) -> Iterator[ValidationError] | None:
        if isinstance(instance, str) and has_placeholder(instance):
            return None
        return keyword(validator, asked, instance, schema)

    return check


_compile = lru_cache(maxsize=256)(Pattern)


def _is_match(pattern: str, text: str) -> bool:
    """Whether a text matches; one that is too long to be searched does."""
    return len(text) > _LONGEST_TEXT or _compile(pattern).search(text)


def _check_pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if validator.is_type(instance, "string") and not _is_match(pattern, instance):
        yield ValidationError("does not match")


def _check_pattern_properties(validator: Any, asked: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    if validator.is_type(instance, "object"):
        for pattern, schema in asked.items():
            for key, value in instance.items():
                if _is_match(pattern, key):
                    yield from validator.descend(value, schema, path=key, schema_path=pattern)


def _check_additional_properties(validator: Any, asked: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    extra = _find_extra(instance, schema) if validator.is_type(instance, "object") else []
    if validator.is_type(asked, "object"):
        for key in extra:
            yield from validator.descend(instance[key], asked, path=key)
    elif not asked and extra:
        yield ValidationError("has additional properties")


def _find_extra(instance: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """The keys of an object that neither `properties` nor `patternProperties` of its schema describe."""
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return [key for key in instance if key not in known and not any(_is_match(pattern, key) for pattern in patterns)]


_Problem = tuple[Route, str, str, str]
"""A route, the key that leads there as a message shows it, what is wrong, and the help."""


def _describe(document: Document, base: Route, error: ValidationError) -> Iterator[_Problem]:
    """What an error of jsonschema means, without a value of the document."""
    route = (*base, *error.absolute_path)
    key = document.quote_key(str(route[-1])) if route else "The document"
    asked: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    if error.validator == "required":
        missing = [name for name in asked if name not in instance]
        if missing and error.message.startswith(repr(missing[0])):  # one error for each key: report them together
            yield route, key, f"must contain {join_keys(missing)}", ""
    elif error.validator == "additionalProperties":
        for name in _find_extra(instance, schema):
            meant = nearest(name, list(schema.get("properties", {})))
            yield (*route, name), document.quote_key(name), "is not allowed by the schema", ask_if_meant(meant)
    else:
        yield route, key, _word_keyword(str(error.validator), asked), ""


def _word_keyword(keyword: str, asked: Any) -> str:
    """What a keyword of JSON Schema asks for, as the rest of a sentence that begins with the key."""
    wordings = {
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
    return wordings.get(keyword, f"does not match the schema (`{keyword}`)")
