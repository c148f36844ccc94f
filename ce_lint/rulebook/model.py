"""The judge of rule files: pydantic models, those of the check kinds made from the classes themselves."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from ce_lint.checks.base import Check
from ce_lint.checks.registry import check_class
from ce_lint.document.kinds import KINDS as DOCUMENT_KINDS
from ce_lint.document.kinds import Kind
from ce_lint.violation import Severity

FAMILIES: Mapping[str, tuple[Kind, ...]] = {
    "syntax": DOCUMENT_KINDS,
    "structure": ("body",),
    "events": ("body", "response", "map", "list"),
    "polling": ("body", "response", "map", "list", "poller"),
    "authentication": ("body",),
    "secrets": DOCUMENT_KINDS,
    "allowances": DOCUMENT_KINDS,
}
"""The families that are shipped, and the kinds of document that their rules judge where a file names none."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class Example(_Strict):
    """A document that a rule is shown on. ``file`` is the name it is read by, whose ending decides the format."""

    text: str
    file: str = "instance.json"


class BadExample(Example):
    """A document that breaks the rule, only this rule, and only at these places.

    A place is a route from the root with ``/`` between its steps (``configuration/event.poller.urls``; a ``/``
    inside a key is written ``~1``), or ``line:column`` for a mistake of syntax.
    """

    at: Annotated[list[str], Field(min_length=1)]


class RuleFile(_Strict):
    """One rule: why it hurts, how to mend it, the check that finds it, and examples that prove and explain it."""

    title: Annotated[str, Field(min_length=1, description="The mistake in one line, as a headline")]
    severity: Annotated[Severity, Field(description="error, warning, info; off: a project must ask for it")]
    why: Annotated[str, Field(min_length=1, description="What happens on the platform, in two sentences")]
    help: Annotated[str, Field(min_length=1, description="What to write instead")]
    applies: Annotated[list[Kind], Field(min_length=1)] | None = None
    options: Annotated[list[str], Field(description="The parameters of the check that a project may set")] = []
    check: dict[str, Any]
    bad: Annotated[list[BadExample], Field(min_length=1)]
    good: Annotated[list[Example], Field(min_length=1)]


@cache
def check_model(kind: str) -> type[BaseModel]:
    """The model of one kind's ``[check]`` table, from the annotations of its class."""
    cls = check_class(kind)
    fields: dict[str, Any] = {"kind": (Literal[kind], ...)}
    for name, hint in parameters(cls).items():
        default = getattr(cls, name, ...)
        fields[f"{name}_" if hasattr(BaseModel, name) else name] = (hint, Field(default, alias=name))
    made = create_model(f"Check_{kind.replace('-', '_')}", __base__=_Strict, **fields)
    made.__doc__ = inspect.getdoc(cls)
    return made


def parameters(cls: type[Check]) -> dict[str, Any]:
    """The parameters that a kind of check takes, with their types."""
    names = {name for base in cls.__mro__ for name in inspect.get_annotations(base) if not name.startswith("_")}
    hints = get_type_hints(cls, localns=_late_names(cls), include_extras=True)
    return {name: hint for name, hint in hints.items() if name in names and get_origin(hint) is not ClassVar}


def _late_names(cls: type[Check]) -> dict[str, Any]:
    return {"Validator": Any} if cls.kind == "shape" else {}
