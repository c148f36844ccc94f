"""Finding the classes of checks: by importing their modules, so that no table lists them.

``python -m ce_lint.generate`` writes the location of each shipped rule's check into ``compiled.json``. A run imports a
check from its location, and only when a document triggers its rule.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from ce_lint.checks.base import Check

_ALL = "ce_lint.checks"
_KINDS = "ce_lint.checks.kinds"


def find_kinds() -> dict[str, type[Check]]:
    """The checks that any rule file may use, by their kind."""
    return {cls.kind: cls for cls in _find_classes(_KINDS) if cls.kind}


def find_rule_checks() -> dict[str, type[Check]]:
    """The checks that belong to one shipped rule each, by the name of that rule."""
    return {cls.name: cls for cls in _find_classes(_ALL) if cls.name}


def locate_class(cls: type[Check]) -> str:
    """The location of a class: ``package.module:Class``."""
    return f"{cls.__module__}:{cls.__qualname__}"


def import_class(location: str) -> type[Check]:
    """The class at a location that ``locate_class`` returned."""
    module, _, name = location.partition(":")
    found: type[Check] = getattr(importlib.import_module(module), name)
    return found


def _find_classes(package: str) -> Iterator[type[Check]]:
    """The check classes that are defined in the modules of a package, its subpackages included."""
    import pkgutil

    path = importlib.import_module(package).__path__
    for info in pkgutil.walk_packages(path, f"{package}."):
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Check) and value.__module__ == info.name:
                yield value
