"""A document: one value of a file that is linted on its own, with its kind, its settings and its pollers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, TypeVar

from ce_lint.document import names
from ce_lint.document.kinds import DocumentKind
from ce_lint.document.locate import locate
from ce_lint.document.nodes import Node, Route, Span, SyntaxProblem
from ce_lint.document.pollers import POLLER_KEY, Poller, find_pollers
from ce_lint.document.source import SourceText
from ce_lint.document.walk import Scalar, collect_scalars, find_settings, iterate_keys, list_entries, name_after_entries
from ce_lint.secrets.redaction import may_bear_secret

_UNSET = frozenset({"", "false"})

T = TypeVar("T")


class Document:
    """One value of a file that is linted on its own: a body, a response, a poller map, ...

    Routes start at ``value``; ``base`` leads there from the root of its part of the text, whose index is ``part``.
    ``problems`` are those of the part, and belong to its first document. ``is_complete`` is False if the end of the
    value was not read, so that nothing can be said to be missing; ``has_broken_strings`` is True if a string may have
    been cut in two, so that a key may be a piece of a value.
    """

    __slots__ = (
        "_computed",
        "_pollers",
        "_raw_settings",
        "_settings",
        "_walk",
        "base",
        "has_broken_strings",
        "is_complete",
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
        kind: DocumentKind,
        base: Route = (),
        part: int = 0,
        problems: tuple[SyntaxProblem, ...] = (),
        has_broken_strings: bool = False,
        is_complete: bool = True,
    ) -> None:
        self.source = source
        self.value = value
        self.kind: DocumentKind = kind
        self.base = base
        self.part = part
        self.problems = problems
        self.has_broken_strings = has_broken_strings
        self.is_complete = is_complete
        self._walk: tuple[set[str], list[Scalar]] | None = None
        self._raw_settings: tuple[Route, Mapping[str, Any]] | None = None
        self._settings: dict[str, Any] | None = None
        self._computed: dict[Hashable, Any] = {}
        self._pollers: list[Poller] | None = None

    @property
    def root(self) -> Mapping[str, Any]:
        """The value if it is an object, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def keys(self) -> set[str]:
        """The keys of all objects, and those that the entries of a list of settings name."""
        return self._walked()[0]

    @property
    def scalars(self) -> list[Scalar]:
        """All strings and numbers below the root, those of outer objects first."""
        return self._walked()[1]

    @property
    def key_routes(self) -> Iterator[tuple[Route, str]]:
        """Every key, with the route of its object."""
        return iterate_keys(self.value)

    def _walked(self) -> tuple[set[str], list[Scalar]]:
        if self._walk is None:
            self._walk = collect_scalars(self.value)
            if self.kind == "list":
                self._walk = self._walk[0] | self.raw_settings.keys(), name_after_entries(self.value, self._walk[1])
        return self._walk

    # -- the configuration

    @property
    def settings(self) -> Mapping[str, Any]:
        """The configuration as the platform sees it, by key, wherever documents of this kind have it.

        A response has null, "" or "false" for a setting that is not set (domain.md 1.2): these are left out.
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
        """The configuration as it is written."""
        return self._located_settings()[1]

    @property
    def settings_route(self) -> Route:
        """The route of the object that has the configuration: ``("configuration",)`` in a body."""
        return self._located_settings()[0]

    def setting(self, key: str) -> Route:
        """The route of one key of the configuration."""
        if self.kind == "list":
            for index, entry in list_entries(self.value):
                if entry.get("key") == key:
                    return (*index, "propertyValue")
        return (*self.settings_route, key)

    def _located_settings(self) -> tuple[Route, Mapping[str, Any]]:
        if self._raw_settings is None:
            self._raw_settings = find_settings(self.kind, self.value)
        return self._raw_settings

    def compute_once(self, name: Hashable, make: Callable[[Document], T]) -> T:
        """The result of ``make`` for this document, which several checks need: computed once for each ``name``."""
        found: T
        try:
            found = self._computed[name]
        except KeyError:
            found = self._computed[name] = make(self)
        return found

    # -- pollers

    @property
    def pollers(self) -> list[Poller]:
        """The poller maps, as objects or as JSON in a string, and resources that are misplaced."""
        if self._pollers is None:
            self._pollers = find_pollers(self.kind, self.value, self._poller_setting())
        return self._pollers

    def _poller_setting(self) -> tuple[Route, Any] | None:
        value = self.settings.get(POLLER_KEY)
        return None if value is None else (self.setting(POLLER_KEY), value)

    # -- spans

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

    # -- which keys may be named

    def may_be_named(self, key: str) -> bool:
        """Whether a message may name a key.

        A known one always; another only if no broken string can have become a key, and ``names`` allows it.
        """
        if names.is_known_key(key):
            return True
        if self.has_broken_strings or key in self._uncertain_keys or not names.may_be_named(key):
            return False
        return key not in self.secret_texts

    def quote_key(self, key: str) -> str:
        """A key in backquotes, or words for one that may not be named."""
        return f"`{key}`" if self.may_be_named(key) else names.UNNAMED

    def redact_route(self, route: Route) -> Route:
        """The route as a report may show it: keys that may not be named are replaced."""
        return tuple(step if isinstance(step, int) or self.may_be_named(step) else names.HIDDEN_STEP for step in route)

    @property
    def secret_texts(self) -> frozenset[str]:
        """The texts under keys of secrets. By a YAML alias, such a text can also be written somewhere else."""
        return self.compute_once("secret texts", _find_secret_texts)

    @property
    def _uncertain_keys(self) -> set[str]:
        return self.compute_once("uncertain keys", _find_uncertain_keys)


def _find_uncertain_keys(document: Document) -> set[str]:
    """The keys of poller maps that are broken JSON in a string."""
    if document.kind != "poller" and POLLER_KEY not in document.keys:
        return set()
    return {key for poller in document.pollers if poller.broken for key in collect_scalars(poller.value)[0]}


def _find_secret_texts(document: Document) -> frozenset[str]:
    return frozenset(
        str(value)
        for parent, _, name, value in document.scalars
        if "providerData" in parent or (name != "key" and may_bear_secret(name))
    )


def is_set(value: Any) -> bool:
    """Whether a setting with this value in a response is set: not null, "" or "false" (domain.md 1.2)."""
    return value is not None and not (isinstance(value, str) and value.strip().lower() in _UNSET)
