"""Kinds about the values of some keys: one of a few, a boolean, a number in a range, a string of some form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from ce_lint.checks.base import Check, is_blank
from ce_lint.checks.kinds.keys import Within, route_to, select_object
from ce_lint.document.changes import Change, rewrite
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_boolean
from ce_lint.document.nodes import Route
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_placeholder, remove_placeholders
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import ask_if_meant, nearest
from ce_lint.violation import Finding

if TYPE_CHECKING:
    from ce_lint.util.linear_pattern import Pattern


class ValueCheck(Check):
    """The base of checks that look at the values of some keys, one by one."""

    keys: Annotated[list[str], "The keys whose values are checked, where they are set."]
    within: Within = "configuration"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        members = select_object(document, self.within)
        for key in self.keys:
            value = members.get(key)
            if not is_blank(value):
                yield from self.check_value(document, key, value)

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        """Yield what is wrong with a value that is set."""
        raise NotImplementedError

    def route_to(self, document: Document, key: str) -> Route:
        """The route of one of the keys, for a finding."""
        return route_to(document, self.within, key)


class OneOf(ValueCheck):
    """Values that must be one of a few strings. The fix corrects their case and removes whitespace around them."""

    kind: ClassVar[str] = "one-of"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]
    values: Annotated[list[str], 'The valid values. The number 1 and the boolean true count as "1" and "true".']

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        text = _to_text(value)
        if text is None or text in self.values or has_placeholder(text):
            return
        route = self.route_to(document, key)
        meant: str | None = None
        changes: tuple[Change, ...] = ()
        if isinstance(value, str) and (meant := nearest(value.strip().lower(), self.values)):
            changes = (rewrite(route, (0, len(value), meant)),) if value.strip().lower() == meant.lower() else ()
        yield Finding(route, self.message.replace("{key}", f"`{key}`"), ask_if_meant(meant), changes=changes)


def _to_text(value: Any) -> str | None:
    """A string, number or boolean as a string; None for an object or an array."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, float)) else None


class BooleanCheck(Check):
    """The base of checks over settings that are booleans: some keys, and all keys that end with a suffix."""

    keys: Annotated[list[str], "The settings that are checked, where they are set."]
    suffixes: Annotated[
        list[str],
        "Settings with one of these endings, such as `.enabled`, are checked too if the value is meant as a boolean.",
    ] = []

    def find_booleans(self, document: Document) -> Iterator[tuple[str, Any]]:
        """The settings to check that are set, with their values."""
        settings = document.settings
        names = [key for key in self.keys if key in settings]
        ends = tuple(self.suffixes)
        if ends:  # a sandbox may have a URL or a name instead of a boolean
            names += [key for key in settings if key.endswith(ends) and _is_meant_as_boolean(settings[key])]
        return ((key, settings[key]) for key in names if not is_blank(settings[key]))


_BOOLEAN_WORDS = frozenset({"yes", "no", "on", "off", "y", "n", "t", "f", "0", "1", "enabled", "disabled", "enable"})


def _is_meant_as_boolean(value: Any) -> bool:
    """Whether a value is a boolean, or a word or number that people write for one, also misspelt."""
    word = str(value).strip().lower()
    return is_boolean(value) or word in _BOOLEAN_WORDS or nearest(word, ("true", "false")) is not None


class Boolean(BooleanCheck):
    """Settings that must be true or false, as a boolean or as a string in any case."""

    kind: ClassVar[str] = "boolean"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in self.find_booleans(document):
            if is_boolean(value) or isinstance(value, (dict, list)):
                continue
            if not has_no_form(value) and str(value).isprintable():  # other characters have a rule of their own
                yield Finding(document.setting(key), self.message.replace("{key}", document.quote_key(key)))


_NUMBER = lazy_pattern(r"[+-]?\d{1,18}(?:\.\d{1,18})?")


class NumberRange(ValueCheck):
    """Values that must be a number, as a number or as a string, between a lowest and a highest one."""

    kind: ClassVar[str] = "number-range"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]
    min: Annotated[float | None, "The lowest valid number."] = None
    max: Annotated[float | None, "The highest valid number."] = None
    whole: Annotated[bool, "The number must be a whole one."] = True

    def find_parameter_error(self) -> tuple[str, str] | None:
        is_empty = self.min is not None and self.max is not None and self.min > self.max
        return ("max", "it is less than `min`, so that no number is valid") if is_empty else None

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if isinstance(value, (dict, list)) or has_no_form(value):
            return
        number = _read_number(value)
        if number is None or not self._is_valid(number):
            message = self.message.replace("{key}", f"`{key}`")
            yield Finding(self.route_to(document, key), message, self._describe())

    def _is_valid(self, number: float) -> bool:
        if self.whole and number % 1 != 0:
            return False
        return (self.min is None or number >= self.min) and (self.max is None or number <= self.max)

    def _describe(self) -> str:
        """The advice: which numbers are valid."""
        noun = "a whole number" if self.whole else "a number"
        if self.min is not None and self.max is not None:
            return f"Write {noun} from {self.min:.15g} to {self.max:.15g}."
        if self.min is not None:
            return f"Write {noun} of at least {self.min:.15g}."
        return f"Write {noun}." if self.max is None else f"Write {noun} of at most {self.max:.15g}."


def _read_number(value: Any) -> float | None:
    """The number that a value is or that its string spells; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else None


_LONGEST = 10_000


class Matches(ValueCheck):
    """Values that must match a regular expression, or must not.

    A value that contains a placeholder is skipped; with `forbidden`, the text outside of its placeholders is checked.
    Values of more than 10,000 characters are skipped. The syntax is that of Python without lookaround,
    backreferences, atomic groups, and flags other than `(?i)` at the start; such patterns are matched in linear time,
    so that no pattern can hang a run.
    """

    kind: ClassVar[str] = "matches"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]
    pattern: Annotated[str, "The regular expression, searched for anywhere in the value: anchor it with `^` and `$`."]
    forbidden: Annotated[bool, "Report the values that match. By default those that do not match are reported."] = False

    def find_parameter_error(self) -> tuple[str, str] | None:
        from ce_lint.util.linear_pattern import PatternError

        try:
            _ = self._pattern
        except PatternError as error:
            return "pattern", str(error)
        return None

    @cached_property
    def _pattern(self) -> Pattern:
        from ce_lint.util.linear_pattern import Pattern

        return Pattern(self.pattern)

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        text = _to_text(value)
        if text is None or len(text) > _LONGEST or is_placeholder(text):
            return
        if has_placeholder(text) and not self.forbidden:
            return
        checked = remove_placeholders(text) if self.forbidden else text
        if self._pattern.search(checked) is self.forbidden:
            yield Finding(self.route_to(document, key), self.message.replace("{key}", f"`{key}`"))
