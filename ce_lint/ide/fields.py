"""What is known of the keys of a document and their values, from the descriptions in the JSON schemas."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from ce_lint.document.kinds import DocumentKind
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS
from ce_lint.rulebook.shipped import find_data_folder
from ce_lint.secrets.keys import SecretLevel, find_secret_kind
from ce_lint.util.scalars import format_scalar

Schema = tuple[str, Mapping[str, Any]]
"""A schema, and the name of its file, which its references are relative to."""

_BODY = "instance.schema.json"
_POLLER = "poller.schema.json"
_RESPONSE = "response.schema.json"


class ValueInfo(NamedTuple):
    """One of the values that a field may have, or one entry of another list, such as the letters of a date pattern."""

    value: Any
    title: str = ""
    description: str = ""


class FieldInfo(NamedTuple):
    """What is known of one field. ``type`` is the title of its schema; ``default`` is None where none is known."""

    key: str
    description: str
    type: str
    default: Any
    examples: tuple[Any, ...]
    values: tuple[ValueInfo, ...]
    is_object: bool
    is_array: bool
    is_read_only: bool
    is_deprecated: bool
    is_required: bool


class ObjectInfo:
    """What is known of one object: its fields, and the objects below them."""

    def __init__(self, file: str, schema: Mapping[str, Any]) -> None:
        self._file = file
        self._schema = schema
        self._children: dict[str, ObjectInfo | None] = {}

    @cached_property
    def fields(self) -> dict[str, FieldInfo]:
        """The known fields by their keys, in the order of the schema."""
        required = self._schema.get("required", ())
        return {
            key: _make_field(key, (self._file, schema), key in required)
            for key, schema in self._schema.get("properties", {}).items()
        }

    @property
    def has_free_keys(self) -> bool:
        """Whether its keys are names that people choose, as those of a poller map are the names of its resources."""
        return "properties" not in self._schema

    def find_child(self, key: str) -> ObjectInfo | None:
        """The object below a key; None if the value is not an object, or nothing is known of it."""
        if key not in self._children:
            properties = self._schema.get("properties", {})
            schema = properties.get(key, self._schema.get("additionalProperties"))
            self._children[key] = _make_object((self._file, schema)) if isinstance(schema, dict) else None
        return self._children[key]


@cache
def find_object(kind: DocumentKind | str) -> ObjectInfo | None:
    """The outermost object of a document of this kind, or of one ``"entry"`` of a list of settings."""
    pointer = {
        "body": (_BODY, ""),
        "response": (_RESPONSE, ""),
        "map": (_BODY, "/properties/configuration"),
        "poller": (_POLLER, ""),
        "entry": (_RESPONSE, "/$defs/entry"),
    }.get(kind)
    return None if pointer is None else _make_object(_follow(*pointer))


@cache
def find_values(name: str) -> Mapping[str, ValueInfo]:
    """A list of the poller schema: each ``"letter"`` of a date pattern, or each time ``"variable"`` of a URL."""
    return {str(one.value): one for one in _read_values(_follow(_POLLER, f"/$defs/{name}"))}


@cache
def find_setting(key: str) -> FieldInfo | None:
    """What is known of a key of the configuration."""
    configuration = find_object("map")
    return configuration.fields.get(key) if configuration is not None else None


@cache
def _load(name: str) -> Mapping[str, Any]:
    with open(os.path.join(find_data_folder("schemas"), name), encoding="utf-8") as file:
        schema: Mapping[str, Any] = json.load(file)
    return schema


def _follow(name: str, pointer: str) -> Schema:
    """What a JSON pointer leads to in the file called ``name``."""
    schema = _load(name)
    for step in pointer.split("/")[1:]:
        schema = schema[step]
    return name, schema


def _follow_reference(file: str, schema: Mapping[str, Any]) -> Schema:
    name, _, pointer = schema["$ref"].partition("#")
    return _follow(name or file, pointer)


def _find_alternatives(schema: Schema) -> Iterator[Schema]:
    """A schema, what it refers to and its alternatives (``anyOf``), the nearest first."""
    found = [schema]
    for file, inner in found:
        yield file, inner
        if "$ref" in inner:
            found.append(_follow_reference(file, inner))
        found.extend((file, alternative) for alternative in inner.get("anyOf", ()))


def _find_keyword(schema: Schema, keyword: str) -> Any:
    """The value of a keyword in a schema or what it refers to, but not in its alternatives; None if there is none."""
    while True:
        file, inner = schema
        if keyword in inner:
            return inner[keyword]
        if "$ref" not in inner:
            return None
        schema = _follow_reference(file, inner)


def _make_object(schema: Schema) -> ObjectInfo | None:
    for file, inner in _find_alternatives(schema):
        if "properties" in inner or isinstance(inner.get("additionalProperties"), dict):
            return ObjectInfo(file, inner)
    return None


def _make_field(key: str, schema: Schema, is_required: bool) -> FieldInfo:
    return FieldInfo(
        key,
        _find_keyword(schema, "description") or "",
        _find_keyword(schema, "title") or "",
        _find_keyword(schema, "default"),
        tuple(_find_keyword(schema, "examples") or ()),
        tuple(_read_values(schema)),
        is_object=_make_object(schema) is not None,
        is_array=any(inner.get("type") == "array" for _, inner in _find_alternatives(schema)),
        is_read_only=bool(_find_keyword(schema, "readOnly")),
        is_deprecated=bool(_find_keyword(schema, "deprecated")),
        is_required=is_required,
    )


def _read_values(schema: Schema) -> Iterator[ValueInfo]:
    for _, inner in _find_alternatives(schema):
        if "enum" in inner:
            descriptions = inner.get("enumDescriptions", [""] * len(inner["enum"]))
            for value, description in zip(inner["enum"], descriptions, strict=True):
                if value not in ("true", "false"):
                    yield ValueInfo(value, "", description)
        for one in ([inner] if "const" in inner else []) + inner.get("oneOf", []):
            yield ValueInfo(one["const"], one.get("title", ""), one.get("description", ""))


_CODE_WORDS = frozenset(
    word
    for word in CONFIGURATION_KEYS | DATE_FIELDS | POLLER_FIELDS | REQUEST_FIELDS
    if "." in word or word != word.lower()
)
_WORD = re.compile(r"[A-Za-z$_]+(?:\.\w+)*")


def format_code(text: str) -> str:
    """A text as code in Markdown, also if it holds backquotes."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def format_keys(description: str) -> str:
    """A description with the keys of the platform as code in Markdown."""
    return _WORD.sub(lambda found: format_code(found[0]) if found[0] in _CODE_WORDS else found[0], description)


def summarize(field: FieldInfo) -> str:
    """Type and default in a few words: "minutes, default 15"."""
    parts = [field.type] if field.type else []
    if field.default is not None:
        parts.append(f"default {format_scalar(field.default)}")
    return ", ".join(parts)


def explain_field(field: FieldInfo, level: SecretLevel) -> str:
    """All that is known of a field, in Markdown. ``level`` tells whether its value is a secret."""
    summary = summarize(field)
    notes = [format_keys(field.description)]
    notes += ["Read-only."] if field.is_read_only else []
    notes += ["Deprecated; the platform still supports it."] if field.is_deprecated else []
    parts = [
        f"**{format_code(field.key)}{f' ({summary})' if summary else ''}**",
        " ".join(notes),
        _list_values(field),
        explain_secret(find_secret_kind(field.key), make_placeholder(field.key), level),
    ]
    if field.examples and not field.values:
        examples = ", ".join(format_code(format_scalar(one)) for one in field.examples[:3])
        parts.append(f"For example {examples}.")
    return "\n\n".join(part for part in parts if part)


def _list_values(field: FieldInfo) -> str:
    described = [one for one in field.values if one.description]
    if not 1 < len(described) < 10:
        return ""
    return "\n".join(f"* {format_code(format_scalar(one.value))}: {format_keys(one.description)}" for one in described)


def explain_secret(kind: str, placeholder: str, level: SecretLevel) -> str:
    """What to write instead of a secret, which is called ``kind``; empty where the value is none."""
    if level == "no":
        return ""
    named = f" ({kind})" if kind not in {"secret", "value"} else ""
    claim = f"The value is a secret{named}" if level == "yes" else "The value may be a secret"
    example = format_code(placeholder)
    return f"{claim}. Keep it out of the file: write a placeholder such as {example}, which your pipeline replaces."


def make_placeholder(key: str) -> str:
    """A placeholder for the value of a key: ``<OAUTH_API_KEY>``."""
    return "<" + re.sub(r"[^A-Z0-9]+", "_", key.upper()).strip("_") + ">"
