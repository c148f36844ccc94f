"""A document: one value of a text, its kind, and the way from a route to a place in the file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from ce_lint.document.kinds import Kind
from ce_lint.document.lines import Lines
from ce_lint.document.node import Node, Problem, Reading, Route, Span
from ce_lint.document.pollers import POLLER_KEY, Poller, find_pollers
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS, RESPONSE_FIELDS

_SAFE_WORDS = (
    CONFIGURATION_KEYS | REQUEST_FIELDS | RESPONSE_FIELDS | POLLER_FIELDS | DATE_FIELDS
    | {"id", "key", "propertyValue", "code", "username", "password", "oauth_token", "oauth_verifier", "secret"}
)  # fmt: skip
_UNSET = frozenset({"", "false"})


T = TypeVar("T")


class Source(Protocol):
    """The text that a document stands in, with its places; a reader implements it and reads them on demand."""

    text: str

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        ...

    def root(self, part: int) -> Node | None:
        """The root node of one of the text's values, with offsets into the whole text."""

    def embedded(self, text: str) -> Reading:
        """The JSON that is written inside a text value."""
        ...

    def plain(self, text: str) -> tuple[Any, bool]:
        """The value of the JSON inside a text value as far as it can be read, and whether it has no mistake."""
        ...

    def inside(self, raw: str, style: str, part: Span) -> Span:
        """The span within ``raw``, a scalar as written in ``style``, of the decoded code points ``part``."""
        ...


Scalar = tuple[Route, str | int, str, Any]
"""A text or a number with its place: ``(parent, key, name, value)``.

``parent`` is the route of what holds it, ``key`` the key or list position that leads to it, and ``name`` the key that
says what it means: its own, that of its list, or the ``key`` of its entry in a list of settings. A plain tuple, because
there is one for every value of every file.
"""


class Document:
    """One value of a text that is judged on its own.

    Routes start at the document's own value; ``base`` leads there from the root of its text. ``part`` counts the
    values of one text (the lines of a JSON Lines file, the documents of a YAML stream). ``complete`` is False
    where the end of it was never read, so that nothing can be said of what is missing; ``torn`` is True where any
    mistake of syntax was met, so that a key may really be a piece of a value.
    """

    __slots__ = (
        "_embedded",
        "_kept",
        "_pollers",
        "_raw_settings",
        "_settings",
        "_walk",
        "base",
        "complete",
        "kind",
        "part",
        "problems",
        "source",
        "torn",
        "value",
    )  # fmt: skip

    def __init__(
        self,
        source: Source,
        value: Any,
        kind: Kind,
        base: Route = (),
        part: int = 0,
        problems: tuple[Problem, ...] = (),
        torn: bool = False,
        complete: bool = True,
    ) -> None:
        self.source = source
        self.value = value
        self.kind: Kind = kind
        self.base = base
        self.part = part
        self.problems = problems
        self.torn = torn
        self.complete = complete
        self._walk: tuple[set[str], list[Scalar]] | None = None
        self._raw_settings: tuple[Route, Mapping[str, Any]] | None = None
        self._settings: dict[str, Any] | None = None
        self._embedded: dict[str, Reading] = {}
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
        return _key_routes(self.value)

    def _walked(self) -> tuple[set[str], list[Scalar]]:
        if self._walk is None:
            self._walk = _walk(self.value)
            if self.kind == "list":
                self._walk = self._walk[0] | self.raw_settings.keys(), _named_by_entry(self.value, self._walk[1])
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
            for index, entry in _entries(self.value):
                if entry.get("key") == key:
                    return (*index, "propertyValue")
        return (*self.settings_route, key)

    def _located_settings(self) -> tuple[Route, Mapping[str, Any]]:
        if self._raw_settings is None:
            self._raw_settings = _find_settings(self.kind, self.value)
        return self._raw_settings

    def kept(self, name: Hashable, make: Callable[[Document], T]) -> T:
        """What ``make`` says of this document, asked for by several checks and made once."""
        if name not in self._kept:
            self._kept[name] = make(self)
        found: T = self._kept[name]
        return found

    # -- JSON inside text values

    def embedded(self, text: str) -> Reading:
        """What is read of the JSON in a text value, with its places."""
        found = self._embedded.get(text)
        if found is None:
            found = self._embedded[text] = self.source.embedded(text)
        return found

    @property
    def pollers(self) -> list[Poller]:
        """The poller maps of the document, as objects or as JSON in text, and resources that stand elsewhere."""
        if self._pollers is None:
            self._pollers = find_pollers(self.kind, self.value, self._poller_setting(), self.source.plain)
        return self._pollers

    def _poller_setting(self) -> tuple[Route, Any] | None:
        value = self.settings.get(POLLER_KEY)
        return None if value is None else (self.setting(POLLER_KEY), value)

    # -- places

    def locate(self, route: Route, on_key: bool = False, part: tuple[int, int] | None = None) -> Span:
        """Where ``route`` stands in the file: its value, its key, or some code points of its text.

        A step may lead into JSON that is written in a text value. A route that leads nowhere ends at the last
        of its steps that does.
        """
        node = self.source.root(self.part)
        for step in self.base:
            node = node.step(step) if node is not None else None
        if node is None:
            return Span(0, min(1, len(self.source.text)))
        return self._locate(_Place(node, self.source.text, self.value), route, on_key, part)

    def _locate(self, place: _Place, route: Route, on_key: bool, part: tuple[int, int] | None) -> Span:
        for count, step in enumerate(route):
            below = place.step(step)
            if below is None:
                return self._locate_embedded(place, route[count:], on_key, part) or place.shown()
            place = below
        if on_key and place.node.key is not None:
            return place.node.key
        if part is not None and not place.is_container:
            return self._within(place, Span(*part))
        return place.shown()

    def _locate_embedded(self, place: _Place, route: Route, on_key: bool, part: tuple[int, int] | None) -> Span | None:
        if place.is_container or not isinstance(place.value, str):
            return None
        inner = self.embedded(place.value)
        if inner.root is None:
            return None
        return self._within(place, self._locate(_Place(inner.root, place.value, inner.value), route, on_key, part))

    def _within(self, place: _Place, part: Span) -> Span:
        node = place.node
        found = self.source.inside(place.text[node.start : node.end], node.style, part)
        return Span(node.start + found.start, node.start + found.end)

    # -- words

    def shown(self, key: str) -> str:
        """A key as a message names it. In a torn text a key may be a piece of a secret: only known words are named."""
        if (self.torn and key not in _SAFE_WORDS) or len(key) > 80 or not key.isprintable():
            return "this key"
        return f"`{key}`"

    def shown_route(self, route: Route) -> Route:
        """The route as a report may show it, by the same rule."""
        if not self.torn:
            return route
        return tuple(step if isinstance(step, int) or step in _SAFE_WORDS else "…" for step in route)


class _Place(NamedTuple):
    """A node, the text it stands in, and its value."""

    node: Node
    text: str
    value: Any

    @property
    def is_container(self) -> bool:
        return self.node.members is not None or self.node.items is not None

    def step(self, step: str | int) -> _Place | None:
        below = self.node.step(step)
        if below is None:
            return None
        value: Any = None
        if isinstance(self.value, dict) or (isinstance(self.value, list) and isinstance(step, int)):
            value = self.value[step]  # type: ignore[index]
        return _Place(below, self.text, value)

    def shown(self) -> Span:
        """An object or a list is shown by the key that leads to it, or by its first character."""
        node = self.node
        if not self.is_container:
            return node.span
        return node.key if node.key is not None else Span(node.start, min(node.start + 1, node.end))


def is_set(value: Any) -> bool:
    """Whether a response means a value by it: not null, "" or "false"."""
    return value is not None and not (isinstance(value, str) and value.strip().lower() in _UNSET)


def is_known_word(word: str) -> bool:
    """Whether a key is a word of the platform, which can be no secret."""
    return word in _SAFE_WORDS


def _walk(root: Any) -> tuple[set[str], list[Scalar]]:
    keys: set[str] = set()
    scalars: list[Scalar] = []
    open_: list[tuple[Route, str, Any]] = [((), "", root)]
    for parent, name, holder in open_:
        if holder.__class__ is dict:
            keys.update(holder)
            for key, value in holder.items():
                if value.__class__ is str or value.__class__ is int or value.__class__ is float:
                    scalars.append((parent, key, key, value))
                elif value.__class__ is dict or value.__class__ is list:
                    open_.append(((*parent, key), key, value))
        elif holder.__class__ is list:
            for index, value in enumerate(holder):
                if value.__class__ is str or value.__class__ is int or value.__class__ is float:
                    scalars.append((parent, index, name, value))
                elif value.__class__ is dict or value.__class__ is list:
                    open_.append(((*parent, index), name, value))
    return keys, scalars


def _key_routes(root: Any) -> Iterator[tuple[Route, str]]:
    open_: list[tuple[Route, Any]] = [((), root)] if isinstance(root, (dict, list)) else []
    for parent, holder in open_:
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(key, str):
                yield parent, key
            if isinstance(value, (dict, list)):
                open_.append(((*parent, key), value))


def _named_by_entry(value: Any, scalars: list[Scalar]) -> list[Scalar]:
    """A setting's value means what its entry's key says."""
    names = {route: str(entry.get("key", "")) for route, entry in _entries(value)}
    return [
        (parent, key, names.get(parent, name) if key == "propertyValue" else name, value)
        for parent, key, name, value in scalars
    ]


def _find_settings(kind: Kind, value: Any) -> tuple[Route, Mapping[str, Any]]:
    if kind == "list":
        return (), {
            entry["key"]: entry.get("propertyValue")
            for _, entry in _entries(value)
            if isinstance(entry.get("key"), str)
        }
    if kind == "map" and isinstance(value, dict):
        return (), value
    if kind in {"body", "response"} and isinstance(value, dict):
        configuration = value.get("configuration")
        if isinstance(configuration, dict):
            return ("configuration",), configuration
        element = value.get("element")
        if isinstance(element, dict) and isinstance(element.get("configuration"), dict):
            return ("element", "configuration"), element["configuration"]
    return ("configuration",), {}


def _entries(value: Any) -> list[tuple[Route, dict[str, Any]]]:
    if isinstance(value, dict):
        return [((), value)]
    return [((index,), entry) for index, entry in enumerate(value) if isinstance(entry, dict)]
