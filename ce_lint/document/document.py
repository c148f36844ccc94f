"""A document: one value of a text, its kind, and the way from a route to a place in the file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar

from ce_lint.document.kinds import Kind
from ce_lint.document.locate import locate
from ce_lint.document.nodes import Node, Route, Span, SyntaxProblem
from ce_lint.document.pollers import POLLER_KEY, Poller, find_pollers
from ce_lint.document.source import SourceText
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS, RESPONSE_FIELDS
from ce_lint.document.walk import Scalar, entries, find_settings, key_routes, named_by_entry, walk
from ce_lint.secrets.redaction import is_harmless
from ce_lint.util.lazy_pattern import lazy_pattern

_SAFE_WORDS = (
    CONFIGURATION_KEYS | REQUEST_FIELDS | RESPONSE_FIELDS | POLLER_FIELDS | DATE_FIELDS
    | {"id", "key", "propertyValue", "code", "username", "password", "oauth_token", "oauth_verifier", "secret"}
)  # fmt: skip
_UNSET = frozenset({"", "false"})


T = TypeVar("T")


class Document:
    """One value of a text that is linted on its own.

    Routes start at the document's own value; ``base`` leads there from the root of its text. ``part`` counts the
    values of one text (the lines of a JSON Lines file, the documents of a YAML stream). ``complete`` is False
    where the end of it was never read, so that nothing can be said of what is missing; ``has_broken_strings`` is True
    where a syntax problem may have cut a string, so that a key may be a piece of a value.
    """

    __slots__ = (
        "_kept",
        "_pollers",
        "_raw_settings",
        "_settings",
        "_walk",
        "base",
        "complete",
        "has_broken_strings",
        "kind",
        "part",
        "problems",
        "source",
        "value",
    )  # fmt: skip

    def __init__(
        self,
        source: SourceText,
        value: Any,
        kind: Kind,
        base: Route = (),
        part: int = 0,
        problems: tuple[SyntaxProblem, ...] = (),
        has_broken_strings: bool = False,
        complete: bool = True,
    ) -> None:
        self.source = source
        self.value = value
        self.kind: Kind = kind
        self.base = base
        self.part = part
        self.problems = problems
        self.has_broken_strings = has_broken_strings
        self.complete = complete
        self._walk: tuple[set[str], list[Scalar]] | None = None
        self._raw_settings: tuple[Route, Mapping[str, Any]] | None = None
        self._settings: dict[str, Any] | None = None
        self._kept: dict[Hashable, Any] = {}
        self._pollers: list[Poller] | None = None

    @property
    def root(self) -> Mapping[str, Any]:
        """The document's own object; empty where it is a list or a text."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def keys(self) -> set[str]:
        """Every key of every object, those of a list of settings too."""
        return self._walked()[0]

    @property
    def scalars(self) -> list[Scalar]:
        """Every text and every number below the root, parents first."""
        return self._walked()[1]

    @property
    def key_routes(self) -> Iterator[tuple[Route, str]]:
        """Every key with the route of the object that it stands in."""
        return key_routes(self.value)

    def _walked(self) -> tuple[set[str], list[Scalar]]:
        if self._walk is None:
            self._walk = walk(self.value)
            if self.kind == "list":
                self._walk = self._walk[0] | self.raw_settings.keys(), named_by_entry(self.value, self._walk[1])
        return self._walk

    # -- the flat configuration, wherever the kind of document keeps it

    @property
    def settings(self) -> Mapping[str, Any]:
        """The configuration as the platform sees it: key to value.

        A response writes "not set" as null, "" or "false" (1.2): such keys are left out of it.
        """
        if self._settings is None:
            raw = self.raw_settings
            if self.kind in {"response", "list"}:
                self._settings = {key: value for key, value in raw.items() if is_set(value)}
            else:
                self._settings = dict(raw)
        return self._settings

    @property
    def raw_settings(self) -> Mapping[str, Any]:
        """The configuration as written."""
        return self._located_settings()[1]

    @property
    def settings_route(self) -> Route:
        """The route of the object that holds the configuration: ``("configuration",)`` in a body."""
        return self._located_settings()[0]

    def setting(self, key: str) -> Route:
        """The route of one key of the configuration."""
        if self.kind == "list":
            for index, entry in entries(self.value):
                if entry.get("key") == key:
                    return (*index, "propertyValue")
        return (*self.settings_route, key)

    def _located_settings(self) -> tuple[Route, Mapping[str, Any]]:
        if self._raw_settings is None:
            self._raw_settings = find_settings(self.kind, self.value)
        return self._raw_settings

    def kept(self, name: Hashable, make: Callable[[Document], T]) -> T:
        """What ``make`` says of this document, asked for by several checks and made once."""
        found: T
        try:
            found = self._kept[name]
        except KeyError:
            found = self._kept[name] = make(self)
        return found

    # -- JSON inside text values

    @property
    def pollers(self) -> list[Poller]:
        """The poller maps of the document, as objects or as JSON in text, and resources that stand elsewhere."""
        if self._pollers is None:
            self._pollers = find_pollers(self.kind, self.value, self._poller_setting())
        return self._pollers

    def _poller_setting(self) -> tuple[Route, Any] | None:
        value = self.settings.get(POLLER_KEY)
        return None if value is None else (self.setting(POLLER_KEY), value)

    # -- places

    @property
    def node(self) -> Node | None:
        """The node of the document's own value; None if there is none, as in an empty file."""
        root = self.source.parts[self.part].root
        return root.descendant(self.base) if root is not None else None

    def locate(self, route: Route, on_key: bool = False, part: tuple[int, int] | None = None) -> Span:
        """The span of ``route`` in the file; see ``ce_lint.document.locate.locate``."""
        node = self.node
        if node is None:
            return Span(0, min(1, len(self.source.text)))
        return locate(self.source, self.source.text, node, route, on_key, part)

    # -- words

    def shown(self, key: str) -> str:
        """How a message names a key. In a broken text a key may be a piece of a secret: only known words are shown."""
        return f"`{key}`" if self.names(key) else "this key"

    def names(self, key: str) -> bool:
        """Whether a key may be named."""
        return key in _SAFE_WORDS or (self._is_sure(key) and is_plain_key(key) and is_harmless(key))

    def _is_sure(self, key: str) -> bool:
        """Whether a key is surely one: it stands in a sound text, outside of broken JSON in a text value."""
        if key in _SAFE_WORDS:
            return True
        return not self.has_broken_strings and key not in self.kept("unsure", _unsure_keys)

    def shown_route(self, route: Route) -> Route:
        """The route as a report may show it, by the same rule."""
        return tuple(step if isinstance(step, int) or self.names(step) else "…" for step in route)


def _unsure_keys(document: Document) -> set[str]:
    """The keys of poller maps that are broken JSON inside a text value."""
    if document.kind != "poller" and POLLER_KEY not in document.keys:
        return set()
    return {key for poller in document.pollers if poller.broken for key in walk(poller.value)[0]}


def is_set(value: Any) -> bool:
    """Whether a response means a value by it: not null, "" or "false"."""
    return value is not None and not (isinstance(value, str) and value.strip().lower() in _UNSET)


_PLAIN_KEY = lazy_pattern(r"[\w.$/{}<>\[\]()@+*~%#&=|, -]{0,80}")


def is_plain_key(key: str) -> bool:
    """Whether a key reads as one. In YAML a broken value may become a key, its quotes and its colon with it."""
    return _PLAIN_KEY.fullmatch(key) is not None and key.isprintable()


def is_known_word(word: str) -> bool:
    """Whether a key is a word of the platform, which can be no secret."""
    return word in _SAFE_WORDS
