"""The shape of a poller map: ``{resource: {url, idField, datesConfiguration, …}}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from ce_lint.checks.base import cut_around, is_blank, is_on, lower_first
from ce_lint.checks.misspelt import find_meant_field, is_field_explained, is_one_edit
from ce_lint.checks.polling.pieces import PollerCheck, collect_resources, get_dates
from ce_lint.document.changes import (
    Change,
    insert,
    move_in,
    move_out,
    rename,
    replace_scalar,
    rewrite_key,
    unquote_number,
)
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_boolean, is_resource
from ce_lint.document.nodes import Route
from ce_lint.document.pollers import POLLER_KEY, Poller, Resource
from ce_lint.document.vocabulary import DATE_FIELDS, POLLER_FIELDS
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_placeholder
from ce_lint.util.nearest import ask_if_meant
from ce_lint.violation import Finding


class InvalidPollerJson(PollerCheck):
    """Poller maps that are not an object of objects, as JSON or as a string of JSON."""

    name: ClassVar[str] = "invalid-poller-json"

    def find(self, document: Document) -> Iterator[Finding]:
        for poller in document.pollers:
            if not poller.misplaced and not self._is_placeholder(poller):
                yield from self._check(document, poller)

    @staticmethod
    def _is_placeholder(poller: Poller) -> bool:
        text = (poller.text or "").strip()
        is_json = text[:1] in {"{", "[", '"'} and text[:2] not in {"{{", "{%"}
        return bool(text) and not is_json and (is_placeholder(text) or has_no_form(text))

    def _check(self, document: Document, poller: Poller) -> Iterator[Finding]:
        if poller.broken and poller.text is not None:
            problems = [
                problem for problem in document.source.parse_embedded(poller.text).problems if problem.is_syntax
            ]
            for problem in problems:
                message = f"In `{POLLER_KEY}`, {lower_first(problem.message)}"
                yield Finding(poller.route, message, problem.help, part=(problem.span.start, problem.span.end))
            if problems:
                return
        if not isinstance(poller.value, dict):
            words = "must contain a JSON object" if poller.text is not None else "must be an object"
            yield Finding(poller.route, f"`{POLLER_KEY}` {words}")
            return
        for name, value in poller.value.items():
            if not isinstance(value, dict) and not (isinstance(value, str) and has_placeholder(value)):
                yield Finding(
                    (*poller.route, name), f"{document.quote_key(name)} must be an object with `url` and `idField`"
                )


class EmptyPoller(PollerCheck):
    """A poller map without a resource while events are enabled."""

    name: ClassVar[str] = "empty-poller"

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        kind = settings.get("event.vendor.type")
        if not is_on(settings) or not (is_blank(kind) or str(kind).strip().lower() == "polling"):
            return
        for poller in document.pollers:
            if poller.value == {} and not poller.misplaced and not poller.broken:
                yield Finding(
                    poller.route, f"`{POLLER_KEY}` is empty, so nothing is polled although events are enabled"
                )


class InvalidPollerName(PollerCheck):
    """Names of resources that begin with a slash or have whitespace around them."""

    name: ClassVar[str] = "invalid-poller-name"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            stripped = resource.name.strip()
            name = stripped.strip("/ ") if stripped.startswith("/") else stripped
            changes = (rewrite_key(resource.route, *cut_around(resource.name, name)),) if name else ()
            if stripped != resource.name:
                message, help = "The resource name has leading or trailing whitespace", "Delete the whitespace."
                yield Finding(resource.route, message, help, on_key=True, changes=changes)
            elif stripped.startswith("/"):
                message, help = "The resource name begins with a slash", "Delete the slash."
                yield Finding(resource.route, message, help, on_key=True, changes=changes)


def _collect_complete(document: Document) -> list[Resource]:
    """The resources of poller maps that were parsed completely: only there is something known to be missing."""
    return [resource for poller in document.pollers if not poller.broken for resource in poller.resources]


class MissingPollerUrl(PollerCheck):
    """Resources without a ``url``."""

    name: ClassVar[str] = "missing-poller-url"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in _collect_complete(document):
            if is_blank(resource.value.get("url")) and not is_field_explained(resource, "url"):
                route = (*resource.route, "url") if "url" in resource.value else resource.route
                changes = _set_field(resource, "url", "<URL>")
                yield Finding(route, f"{document.quote_key(resource.name)} has no `url`", changes=changes)


def _set_field(resource: Resource, key: str, placeholder: str) -> tuple[Change, ...]:
    """The change that writes a placeholder for a missing field."""
    if key in resource.value:
        return (replace_scalar((*resource.route, key), placeholder),)
    return (insert(resource.route, key, f'"{placeholder}"'),)


class MissingIdField(PollerCheck):
    """Resources without an ``idField``; an empty one is usual for change feeds."""

    name: ClassVar[str] = "missing-id-field"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in _collect_complete(document):
            if is_blank(resource.value.get("url")) and not is_field_explained(resource, "url"):
                continue  # the missing URL is reported
            if is_field_explained(resource, "idField"):
                continue
            if resource.value.get("idField") is None:
                message = f"{document.quote_key(resource.name)} has no `idField`{_NO_ID}"
                yield Finding(resource.route, message, changes=_set_field(resource, "idField", "<ID_FIELD>"))
            elif is_blank(resource.value["idField"]):
                message = f"The `idField` of {document.quote_key(resource.name)} is not set{_NO_ID}"
                yield Finding((*resource.route, "idField"), message, severity="info")


_NO_ID = ", so its events do not identify the object"


class UnknownPollerField(PollerCheck):
    """Fields that are unknown on every level of a poller map."""

    name: ClassVar[str] = "unknown-poller-field"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            yield from _find_unknown(document, resource.route, resource.value, False)
            yield from _find_unknown(document, (*resource.route, "datesConfiguration"), get_dates(resource), True)


def _find_unknown(document: Document, route: Route, holder: Mapping[str, Any], is_date: bool) -> Iterator[Finding]:
    known = DATE_FIELDS if is_date else POLLER_FIELDS
    for key, value in holder.items():
        if key in POLLER_FIELDS or key in DATE_FIELDS or is_resource(value) or not key.isprintable():
            continue
        meant = find_meant_field(key, is_date)
        if meant is None and has_placeholder(key):
            continue
        is_absent = meant in known and meant not in holder
        yield Finding(
            (*route, key),
            f"{document.quote_key(key)} is not a known poller field",
            ask_if_meant(meant),
            on_key=True,
            severity="error" if is_absent else None,
            changes=(rename((*route, key), meant),) if meant is not None and is_absent else (),
            is_unsafe=meant is None or not is_one_edit(key, meant),
        )


class MisplacedPollerField(PollerCheck):
    """Date fields outside of ``datesConfiguration``, and other fields inside it."""

    name: ClassVar[str] = "misplaced-poller-field"

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            can_move = True
            for key in resource.value:
                if key in DATE_FIELDS:
                    message = f"`{key}` must be inside `datesConfiguration`"
                    route, help = (*resource.route, key), f"Move `{key}` into `datesConfiguration`."
                    changes = (move_in(route, "datesConfiguration"),) if can_move else ()
                    yield Finding(route, message, help, on_key=True, changes=changes)
                    can_move = "datesConfiguration" in resource.value  # the first fix creates it for the others
            for key in get_dates(resource):
                if key in POLLER_FIELDS:
                    message = f"`{key}` must be outside `datesConfiguration`"
                    route = (*resource.route, "datesConfiguration", key)
                    help = f"Move `{key}` out of `datesConfiguration`, next to it."
                    yield Finding(route, message, help, on_key=True, changes=(move_out(route),))


class MisplacedPoller(PollerCheck):
    """Resources outside of ``event.poller.configuration``, or inside another resource."""

    name: ClassVar[str] = "misplaced-poller"

    def find(self, document: Document) -> Iterator[Finding]:
        for poller in document.pollers:
            for resource in poller.resources if poller.misplaced else ():
                yield Finding(resource.route, self._word_message(document, poller, resource), on_key=True)

    @staticmethod
    def _word_message(document: Document, poller: Poller, resource: Resource) -> str:
        name = document.quote_key(resource.name)
        if len(resource.route) == len(poller.route) + 1 and POLLER_KEY not in resource.route:
            return f"{name} is outside `{POLLER_KEY}`; the poller ignores it"
        return f"{name} is nested inside another resource; the poller ignores it"


class WrongPollerType(PollerCheck):
    """Fields of a resource that have the wrong type, or a number that is too low."""

    name: ClassVar[str] = "wrong-poller-type"
    least: Annotated[dict[str, int], "The fields that are numbers, each with its lowest valid number."]
    booleans: Annotated[list[str], "The fields that are booleans."]

    def find(self, document: Document) -> Iterator[Finding]:
        for resource in collect_resources(document):
            for key, value in resource.value.items():
                wrong = self._find_error(key, value)
                if wrong is not None:
                    route = (*resource.route, key)
                    changes = self._remove_quotes(route, key, value)
                    yield Finding(route, f"`{key}` {wrong[0]}", wrong[1], changes=changes)

    def _remove_quotes(self, route: Route, key: str, value: Any) -> tuple[Change, ...]:
        """The change that writes the number or boolean of a string without quotes."""
        text = value.strip() if isinstance(value, str) else ""
        if key in self.booleans and is_boolean(text):
            return (replace_scalar(route, text.lower() == "true"),)
        if key in self.least and text.isascii() and text.isdigit() and int(text) >= self.least[key]:
            return (unquote_number(route, value.index(text), value.index(text) + len(text)),)
        return ()

    def _find_error(self, key: str, value: Any) -> tuple[str, str] | None:
        if key in self.booleans:
            wrong = _find_boolean_error(value)
        elif key in self.least:
            wrong = _find_number_error(value, self.least[key])
        elif key == "datesConfiguration":
            wrong = (
                None
                if isinstance(value, dict)
                else ("must be an object", 'Write an object such as {"updatedDateField": …}.')
            )
        elif key in {"url", "idField"}:
            wrong = (
                None if value is None or isinstance(value, str) else ("must be a string", "Put the value in quotes.")
            )
        else:
            return None
        return None if wrong is not None and isinstance(value, str) and has_placeholder(value) else wrong


def _find_boolean_error(value: Any) -> tuple[str, str] | None:
    if isinstance(value, bool) or value is None:
        return None
    if is_boolean(value):
        return "is a boolean written as a string", "Write true or false without quotes."
    return "must be true or false", "Write true or false without quotes."


def _find_number_error(value: Any, least: int) -> tuple[str, str] | None:
    if value is None:
        return None
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return "is a number written as a string", "Write the number without quotes."
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value % 1 != 0:
        return "must be a whole number", f"Write a whole number, {least} or more."
    return None if value >= least else (f"must be at least {least}", f"Write {least} or more.")
