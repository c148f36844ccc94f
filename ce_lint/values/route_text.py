"""A route as one text: ``configuration/event.poller.urls``, a slash inside a key being ``~1``."""

from __future__ import annotations

from collections.abc import Iterable


def route_text(route: Iterable[str | int]) -> str:
    """The route as rule files, configurations and baselines have it; the root is the empty text."""
    return "/".join(str(step).replace("/", "~1") for step in route)


def leads_to(route: str, other: str) -> bool:
    """Whether a route is another, or one above it."""
    return not route or other == route or other.startswith(f"{route}/")
