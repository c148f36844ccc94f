"""Placeholders, in every syntax that the documents use: the one place that knows them.

Which question to ask: a rule about a value's form (URL, number, boolean) asks ``has_placeholder``; a rule about secrets
asks ``is_stand_in``; ``is_placeholder`` is the narrow question, whether the whole value is one.
"""

from __future__ import annotations

import re
from typing import Any

from ce_lint.secrets.fakes import is_fake, is_instruction, is_prose, is_words
from ce_lint.secrets.references import is_reference
from ce_lint.util.lazy_pattern import lazy_pattern

__all__ = [
    "half_placeholder",
    "has_no_form",
    "has_placeholder",
    "is_bracketed",
    "is_mask",
    "is_placeholder",
    "is_reference",
    "is_stand_in",
    "without_placeholders",
]

_TAGS = (
    "a|abbr|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|iframe|img|li|ol|p|pre|script|small|span|"
    "strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_ANGLE = rf"<(?!/?(?:{_TAGS})[\s/>])[A-Za-z_{{$][^<>=]*>"
_DOLLAR = r"\$[{(][^{}()]*[})]|\$\{\{[^{}]*\}\}"
_BRACE = r"[%#]?\{(?!\{)[A-Za-z_][\w.:\- \[\]'/]*\}"
_PLAIN = r"\.{3}|…|\$[A-Z_]{3,}|%[A-Z_]{4,}%|\b(?:x{3,}|X{4,})\b|\*{3,}|@[A-Z][A-Z0-9_]{1,60}@|\b(?i:YOUR_[A-Z])\w*"
_NOT_BRACES = lazy_pattern(rf"<{_ANGLE}>|{_ANGLE}|\{{\{{[^{{}}]*\}}\}}|{_PLAIN}")
_EMBEDDED = lazy_pattern(rf"{_NOT_BRACES.pattern}|{_DOLLAR}|{_BRACE}")
_MARKS = frozenset("<{$%@*…")

_OPENING = frozenset("<${(%#@_[")
_BRACKETED = lazy_pattern(
    r"""
      <+[^<>]+>+ | <[^<>]*\{\{.*\}\}[^<>]*>
    | [\$%\#]?\{+[^{}"]+\}+
    | \$\([\w.\- ]+\) | \(\([\w.\-/:" ]+\)\)
    | \$[A-Z_][A-Z0-9_]* | \$[A-Za-z_.]+\d?
    | %[A-Za-z_][\w.\-]*% | @[A-Z_][A-Z0-9_.]*@ | __[A-Z][A-Z_]*__
    | \[(?:(?i:your|insert|enter)[\s_\-][^\[\]]*|[A-Z]+(?:[_ ][A-Z]+)+
        |[A-Z]*(?:KEY|NAME|TOKEN|SECRET|PASSWORD|URL|HOST|ID|VALUE))\]
    """,
    re.VERBOSE,
)
_FIRST_WORDS = ("your", "my_", "insert", "enter", "put", "replace", "change", "fake", "dummy", "sample", "example")
_FIRST_WORD = lazy_pattern(r"your[\w \-.]*|my_[a-z_\-]*\d{0,2}|(?:changeme|replaceme)|(?!your|my_)[a-z]+[_\-][\w.\-]+")
_LONE_WORDS = frozenset({"todo", "fixme", "tbd", "placeholder", "n/a"})
_TAIL_LEFT_OUT = lazy_pattern(r"[\w/+\-]{1,40}(?:\.{3}|…)[\w/+=\-.]{0,80}")
_CAPITALS = lazy_pattern(r"[A-Z]+\d{0,2}[A-Z]{0,4}(?:_(?:[A-Z]+\d{0,2}[A-Z]{0,4}|\d{1,2}))+")
_PARTIAL_RUN = lazy_pattern(r"x{3,}|X{4,}|[*•●]{3,}")
_MASK = lazy_pattern(r"[*•●∙·＊]{3,}")
_LONGEST = 400


def is_placeholder(text: str) -> bool:
    """Whether the whole text is a placeholder, so that its form says nothing. The empty text is none."""
    bare = text.strip() if len(text) <= _LONGEST else ""
    if not bare:
        return bool(text) and _is_run(text)
    if bare[0] in _OPENING and _BRACKETED.fullmatch(bare):
        return True
    if bare.isupper() and (_CAPITALS.fullmatch(bare) or (bare not in _LOUD_WORDS and is_words(bare))):
        return True
    return _begins_like_one(bare) or _is_run(bare) or is_instruction(bare) or _is_nothing_else(bare)


def is_bracketed(value: Any) -> bool:
    """Whether a value is surely a placeholder by its brackets alone: ``<NAME>``, ``${NAME}``, ``{{name}}``.

    The quick question for the most usual placeholders; False says nothing.
    """
    if value.__class__ is not str or len(value) < 4:
        return False
    text: str = value
    first = text[0]
    if first == "<":
        return text[-1] == ">" and text.count("<") == 1 == text.count(">") and "=" not in text
    if first == "$":
        return text[1] == "{" and text[-1] == "}" and text.count("{") == 1 == text.count("}")
    return first == "{" and text[1] == "{" and text[-2:] == "}}" and text.count("{") == 2 == text.count("}")


_LOUD_WORDS = frozenset({"NONE", "NULL", "TEST", "CUSTOM", "WEBHOOK", "OAUTH", "OAUTH2"})


def _begins_like_one(bare: str) -> bool:
    low = bare.lower()
    if low.startswith(_FIRST_WORDS) and _FIRST_WORD.fullmatch(low):
        return True
    if ("..." in bare or "…" in bare) and _TAIL_LEFT_OUT.fullmatch(bare):
        return True
    return low in _LONE_WORDS or (low.endswith("_here") and low.replace("_", "").isalnum())


def has_placeholder(text: str, *, braces: bool = True) -> bool:
    """Whether the text is a placeholder or holds one, such as ``https://<domain>.example.com/{{page.key}}``.

    With ``braces=False``, ``${…}`` and ``{…}`` are no placeholders: inside a poller they are the platform's own.
    """
    if is_bracketed(text) and braces:
        return True
    if embeds_placeholder(text) if braces else _may_hold_one(text) and _NOT_BRACES.search(text):
        return True
    return is_placeholder(text) if braces or "{" not in text else False


def embeds_placeholder(text: str) -> bool:
    """Whether a text that is no placeholder holds one."""
    return _may_hold_one(text) and _EMBEDDED.search(text) is not None


def _may_hold_one(text: str) -> bool:
    if not _MARKS.isdisjoint(text) or "..." in text or "xxx" in text or "XXXX" in text:
        return True
    return "YOUR_" in text or "your_" in text


def has_no_form(value: object) -> bool:
    """Whether a value holds a placeholder or describes itself in a sentence, so that its form says nothing."""
    return isinstance(value, str) and (has_placeholder(value) or (value.count(" ") >= 2 and is_prose(value)))


def without_placeholders(text: str) -> str:
    """What of a text is left beside its placeholders."""
    return _EMBEDDED.sub(" ", text)


def _is_nothing_else(text: str) -> bool:
    """Whether a text is made of several placeholders: ``{{page.provider}} {{page.key}}``."""
    if "{" not in text and "<" not in text and "$" not in text:
        return False
    rest = without_placeholders(text)
    return rest != text and not any(map(str.isalnum, rest))


def is_mask(text: str) -> bool:
    """Whether a text is what the platform shows instead of a secret: ``********``."""
    return _MASK.fullmatch(text.strip()) is not None


def is_stand_in(text: str) -> bool:
    """Whether a text under a secret's key is no secret: placeholder, mask, reference, prose, word or stock fake."""
    return (
        is_placeholder(text)
        or is_mask(text)
        or is_reference(text)
        or is_words(text.strip())
        or is_prose(text)
        or is_fake(text)
    )


def _is_run(text: str) -> bool:
    """Whether runs of x or * make a good part of a text: ``2OFxxxxxxxxxxxx``."""
    if len(text) > 1 and not text.strip("?."):
        return True
    if "xxx" not in text and "XXX" not in text and "***" not in text and "•••" not in text:
        return text == "…"
    if not text.strip("xX*•●"):
        return True
    if " " in text or "://" in text or "'" in text:
        return False
    runs = [len(run) for run in _PARTIAL_RUN.findall(text)]
    return 4 * sum(runs) >= len(text) or max(runs, default=0) >= 8


_HALF_LONGEST = 200
_ENDS = frozenset("<>{}")
_OPENED = lazy_pattern(rf"<{{1,2}}(?!/?(?:{_TAGS})(?:[\s/>]|\Z))(?=[A-Za-z_{{])[^<>;|=()]*\Z")
_CLOSED = lazy_pattern(r"\s*[A-Za-z_{][\w{}.\- ]*[\w}]>{1,2}\s*\Z")
_UNEQUAL = lazy_pattern(r"<<[^<>]+>(?!>)|(?<!<)<[^<>]+>>")
_BROKEN_BRACES = lazy_pattern(r"\{\{[^{}\"':,]*(?:\}(?!\})|\Z)|(?<![{$\w])\{\w[\w.\- ]*\}\}(?!\})|[$%#]\{[\w.:\- ]*\Z")
_CLOSED_BRACES = lazy_pattern(r"[A-Za-z][\w.\- ]*\}\}\Z")


def half_placeholder(text: str) -> tuple[int, int] | None:
    """Where half of a placeholder stands, such as ``<INSERT_SECRET`` or ``{{name}``: a literal, to the platform."""
    if _ENDS.isdisjoint(text) or len(text) > _HALF_LONGEST or "\n" in text:
        return None
    for found in _halves(text):
        if found is not None:
            return found.span()
    return None


def _halves(text: str) -> list[re.Match[str] | None]:
    found: list[re.Match[str] | None] = []
    if "<" in text or ">" in text:
        if _is_comparison(text):
            return found
        bare = text.strip()
        found.append(_UNEQUAL.search(text))
        if "<" in bare and ">" not in bare:
            found.append(_OPENED.search(text) if bare.startswith("<") or "://" in text else None)
        elif ">" in bare and "<" not in bare:
            found.append(_CLOSED.match(text))
    if "{" in text or "}" in text:
        found.append(_BROKEN_BRACES.search(text))
        found.append(_CLOSED_BRACES.match(text) if "{" not in text else None)
    return found


_COMPARISON = lazy_pattern(r"where=|[<>]=|[=\-]>|<-|<>|\s[<>]\s|[<>]\s*['\"\d$]|&lt;|&gt;|</|/>")


def _is_comparison(text: str) -> bool:
    return _COMPARISON.search(text) is not None
