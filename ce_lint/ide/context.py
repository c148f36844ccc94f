"""What an editor's cursor is on: its place in the text, and what the schemas know of it."""

from __future__ import annotations

from typing import NamedTuple

from ce_lint.document.document import Document
from ce_lint.document.kinds import Kind
from ce_lint.document.nodes import Route, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.vocabulary import PLATFORM_KEYS, REQUEST_FIELDS, RESPONSE_FIELDS
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.embedded import EmbeddedText
from ce_lint.ide.fields import FieldInfo, ObjectInfo, find_object, find_setting
from ce_lint.ide.json_cursor import BracketScanner, CursorPlace
from ce_lint.ide.yaml_cursor import BlockScanner
from ce_lint.secrets.keys import SecretLevel, find_secret_level

_BODY_FIELDS = REQUEST_FIELDS | RESPONSE_FIELDS | {"id", "$schema"}
_SETTING_PREFIXES = ("event.", "oauth.")
_DESCRIBED_KINDS: frozenset[Kind] = frozenset({"body", "response", "map", "poller", "list"})


class CursorContext(NamedTuple):
    """The key or value that a cursor is on.

    * ``place``, ``cursor``: where it is, in offsets of ``text``
    * ``text``: the file's text, or that of a poller map that is written as a string
    * ``kind``: the kind of the document; a guess by its outermost keys while it is incomplete
    * ``holder``: what is known of the object that holds the key; None for an unknown one
    * ``key``: the key, or the one that the value belongs to
    * ``field``: what is known of the key; None for an unknown one
    * ``document``: the document that was parsed here, if any
    """

    place: CursorPlace
    text: EmbeddedText
    cursor: int
    kind: Kind
    holder: ObjectInfo | None
    key: str
    field: FieldInfo | None
    document: Document | None

    @property
    def level(self) -> SecretLevel:
        """Whether the value is a secret, or may be one."""
        if "providerData" in self.place.route[:-1] or (self.kind == "response" and self.place.route == ("token",)):
            return "yes"
        if self.field is not None and self.field.type.startswith("key of"):
            return "no"
        return find_secret_level(self.key)

    @property
    def span(self) -> Span:
        """The span of the token in the file."""
        return self.text.to_file(self.place.token)

    def decode_token(self) -> EmbeddedText:
        """The text of the token, without its quotes and escapes."""
        return _decode_token(self.place, self.text)


def find_context(editor: EditorDocument, offset: int, on_character: bool = False) -> CursorContext | None:
    """What a cursor at ``offset``, in code points of the file, is on; None where nothing is known.

    With ``on_character``, the question is about the character after ``offset``, as for a mouse pointer.
    """
    scanner = editor.find_scanner(offset)
    place = scanner.find_place(offset, on_character)
    if place is None:
        return None
    document = editor.find_document(offset)
    kind, base = _find_kind(document, scanner)
    if kind is None:
        return None
    context = _make_context(place, editor.file_text, offset, kind, base, document)
    return _look_into_string(context, base, on_character) if place.role == "value" else context


def _make_context(
    place: CursorPlace, text: EmbeddedText, cursor: int, kind: Kind, base: Route, document: Document | None
) -> CursorContext:
    route = place.route[len(base) :] if place.route[: len(base)] == base else place.route
    if document is None or kind == "list":
        while route and isinstance(route[0], int):
            route = route[1:]
    if place.role == "key":
        holder = _find_object(kind, route)
        key = _decode_token(place, text).text
        field = holder.fields.get(key) if holder else None
        return CursorContext(place, text, cursor, kind, holder, key, field, document)
    holder, key = _find_object(kind, route[:-1]), _find_last_key(place.route)
    field = holder.fields.get(key) if holder is not None and route and route[-1] == key else None
    if kind == "list" and key == "propertyValue":
        key = place.siblings.get("key", "")
        field = find_setting(key)
    return CursorContext(place, text, cursor, kind, holder, key, field, document)


def _decode_token(place: CursorPlace, text: EmbeddedText) -> EmbeddedText:
    return text.decode_scalar(place.token, "plain" if place.style == "bare" else place.style)


def _find_last_key(route: Route) -> str:
    return next((step for step in reversed(route) if isinstance(step, str)), "")


def _find_object(kind: Kind, route: Route) -> ObjectInfo | None:
    found = find_object("entry" if kind == "list" else kind)
    for step in route:
        found = found.find_child(step) if found is not None and isinstance(step, str) else None
    return found


def _look_into_string(context: CursorContext, base: Route, on_character: bool) -> CursorContext | None:
    """The context within a poller map that is written as a string, if the value is one; else ``context``."""
    is_whole_document = context.kind == "poller" and context.place.route == base and bool(base)
    if not is_whole_document and context.key != POLLER_KEY:
        return context
    inner = context.decode_token()
    if inner.text.lstrip()[:1] != "{":
        return context
    if not on_character and not inner.starts_character(context.cursor):
        return None
    cursor = inner.from_outer(context.cursor)
    place = BracketScanner(inner.text).find_place(cursor, on_character)
    if place is None:
        return None
    if context.kind == "list":
        return _make_context(place, inner, cursor, "poller", (), context.document)
    place = place._replace(route=(*context.place.route, *place.route))
    return _make_context(place, inner, cursor, context.kind, base, context.document)


def _find_kind(document: Document | None, scanner: BracketScanner | BlockScanner) -> tuple[Kind | None, Route]:
    """The kind of the document and the route to it; where it is not known yet, a guess by the outermost keys."""
    if document is not None and document.kind in _DESCRIBED_KINDS:
        return document.kind, document.base
    if document is not None and document.kind != "broken":
        return None, ()
    keys = scanner.find_top_keys()
    if keys <= _BODY_FIELDS:
        return "body", ()
    return ("map" if any(key in PLATFORM_KEYS or key.startswith(_SETTING_PREFIXES) for key in keys) else None), ()
