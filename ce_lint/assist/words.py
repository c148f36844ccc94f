"""Facts in Markdown, as an editor shows them beside a key or in a list of completions."""

from __future__ import annotations

import re
from typing import Any

from ce_lint.assist.facts import Fact
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS
from ce_lint.values.secret_keys import Secrecy, kind

_CODE = frozenset(
    word
    for word in CONFIGURATION_KEYS | DATE_FIELDS | POLLER_FIELDS | REQUEST_FIELDS
    if "." in word or word != word.lower()
)
_WORD = re.compile(r"[A-Za-z$_]+(?:\.\w+)*")


def code(text: str) -> str:
    """A text as code; Markdown has no other way to write a backtick in it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def marked(description: str) -> str:
    """A description with the platform's keys as code."""
    return _WORD.sub(lambda found: code(found[0]) if found[0] in _CODE else found[0], description)


def literal(value: Any) -> str:
    """A value as JSON and YAML write it: ``true``, not ``True``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def summary(fact: Fact) -> str:
    """Type and default in a few words."""
    parts = [fact.type] if fact.type else []
    if fact.default is not None:
        parts.append(f"default {literal(fact.default)}")
    return ", ".join(parts)


def explained(fact: Fact, degree: Secrecy) -> str:
    """All that is known of a field, of which the value is a secret to this degree."""
    head = code(fact.key) + (f" ({summary(fact)})" if summary(fact) else "")
    notes = [marked(fact.description)]
    notes += ["The platform writes it: it is not for you to set."] if fact.read_only else []
    notes += ["Out of use: the platform still reads it."] if fact.deprecated else []
    parts = [f"**{head}**", " ".join(notes), _values(fact), secret_note(kind(fact.key), placeholder(fact.key), degree)]
    if fact.examples and not fact.words:
        parts.append("Such as " + ", ".join(code(literal(example)) for example in fact.examples[:3]) + ".")
    return "\n\n".join(part for part in parts if part)


def _values(fact: Fact) -> str:
    told = [word for word in fact.words if word.description]
    if not 1 < len(told) < 10:
        return ""
    return "\n".join(f"* {code(literal(word.value))}: {marked(word.description)}" for word in told)


def secret_note(what: str, stand_in: str, degree: Secrecy) -> str:
    """What to write for a secret instead of it."""
    if degree not in {"yes", "semi"}:
        return ""
    named = f" ({what})" if what not in {"secret", "value"} else ""
    is_one = f"The value is a secret{named}" if degree == "yes" else "The value may be a secret"
    return (
        f"{is_one}: keep it out of the file. Write a placeholder such as {code(stand_in)}; your pipeline fills it in."
    )


def placeholder(key: str) -> str:
    """A stand-in for the secret of a known key."""
    return "<" + re.sub(r"[^A-Z0-9]+", "_", key.upper()).strip("_") + ">"
