"""What a rule file must look like: pydantic models, those of the ``[check]`` tables made from the classes of checks."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from ce_lint.checks.base import Check
from ce_lint.checks.discovery import import_class, locate_class
from ce_lint.document.kinds import DocumentKind
from ce_lint.rulebook.rule import FixSafety, Tag
from ce_lint.violation import Severity


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class Example(_Strict):
    """A document that shows a rule. ``file`` is the name that it is read by; its ending decides the format."""

    text: str
    file: str = "instance.json"


class BadExample(Example):
    """A document that breaks the rule, only this rule, and only at these places.

    A place is a route from the root with ``/`` between its steps (``configuration/event.poller.urls``; a ``/``
    inside a key is written ``~1``), or ``line:column`` for a syntax error. ``fixed`` is the text after
    ``ce-lint check --fix`` applied the fixes of this rule alone, with ``--unsafe-fixes`` if its fix is unsafe.
    """

    at: Annotated[list[str], Field(min_length=1)]
    fixed: str | None = None


class RuleFile(_Strict):
    """One rule: why it matters, how to fix what it finds, the check that finds it, and examples that are tested."""

    title: Annotated[str, Field(min_length=1, description="The problem in one line, as a headline")]
    severity: Annotated[Severity, Field(description="error, warning, info; off: a project must select it")]
    why: Annotated[str, Field(min_length=1, description="What happens on the platform, in two sentences")]
    help: Annotated[str, Field(min_length=1, description="What to write instead")]
    applies: (
        Annotated[list[DocumentKind], Field(min_length=1, description="The kinds of document that are checked")] | None
    ) = None
    options: Annotated[list[str], Field(description="The parameters of the check that a project may set")] = []
    fix: Annotated[FixSafety, Field(description="Whether the check's fix is offered, and with which safety")] = "none"
    fix_title: Annotated[str, Field(alias="fix-title", description="What an editor calls the fix")] = ""
    tags: Annotated[list[Tag], Field(description="How an editor draws the place: faded out or struck through")] = []
    redact: Annotated[bool, Field(description="The place holds a secret: no report shows it")] = False
    syntax: Annotated[bool, Field(description="The rule reports syntax errors, which may hide other findings")] = False
    check: Annotated[dict[str, Any], Field(description="The kind of the check, and its parameters")] = {}
    bad: Annotated[list[BadExample], Field(min_length=1)]
    good: Annotated[list[Example], Field(min_length=1)]


def make_check_model(cls: type[Check]) -> type[BaseModel]:
    """The model of the ``[check]`` table of a class: its parameters, and ``kind`` if it has one."""
    return _make_check_model(locate_class(cls))


@cache
def _make_check_model(location: str) -> type[BaseModel]:
    cls = import_class(location)
    fields: dict[str, Any] = {"kind": (Literal[cls.kind], ...)} if cls.kind else {}
    for name, hint in find_parameters(cls).items():
        default = getattr(cls, name, ...)
        about = get_meaning(hint) or None
        fields[f"{name}_" if hasattr(BaseModel, name) else name] = (hint, Field(default, alias=name, description=about))
    made = create_model(f"Check_{(cls.kind or cls.name).replace('-', '_')}", __base__=_Strict, **fields)
    made.__doc__ = inspect.getdoc(cls)
    return made


def find_parameters(cls: type[Check]) -> dict[str, Any]:
    """The parameters of a check with their types, ``message`` first; the meanings are part of the types."""
    names = {name for base in cls.__mro__ for name in inspect.get_annotations(base) if not name.startswith("_")}
    hints = get_type_hints(cls, include_extras=True)
    found = {name: hint for name, hint in hints.items() if name in names and get_origin(hint) is not ClassVar}
    return {name: found[name] for name in sorted(found, key=lambda name: name != "message")}


def get_meaning(hint: Any) -> str:
    """The meaning of a parameter, from its type ``Annotated[type, "meaning"]``; empty where there is none."""
    if get_origin(hint) is not Annotated:
        return ""
    return next((about for about in get_args(hint)[1:] if isinstance(about, str)), "")


def get_type(hint: Any) -> Any:
    """The type of a parameter without its meaning."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint
