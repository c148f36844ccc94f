"""Placeholders in every syntax that the documents use, and references to places where secrets are kept (domain.md 4.2).

Which question to ask: a rule about the form of a value (URL, number, boolean) asks ``has_placeholder`` or
``has_no_form``; a rule about secrets asks ``is_secret_placeholder``; ``is_placeholder`` asks whether the whole value is
one placeholder.
"""

from __future__ import annotations

import re
from typing import Any

from ce_lint.secrets.words import is_instruction, is_made_up, is_name, is_prose
from ce_lint.util.lazy_pattern import lazy_pattern

_TAGS = (
    "a|abbr|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|iframe|img|li|ol|p|pre|script|small|span|"
    "strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_ANGLE = rf"<(?!/?(?:{_TAGS})[\s/>])[A-Za-z_{{$][^<>=]*>"
_DOLLAR = r"\$[{(][^{}()]*[})]|\$\{\{[^{}]*\}\}"
_BRACE = r"[%#]?\{(?!\{)[A-Za-z_][\w.:\- \[\]'/]*\}"
_DOLLAR_BRACKET = r"\$\[[A-Za-z_][\w.:/\- ]*\]"
_DOTS = r"\.{3}|…"
_RUN = r"\b(?:x{3,}|X{4,})\b|\*{3,}"
_NAME = r"\$[A-Z_]{3,}|%[A-Z_]{4,}%|@[A-Z][A-Z0-9_]{1,60}@|\b(?i:YOUR_[A-Z])\w*"
_PLAIN = f"{_DOLLAR_BRACKET}|{_DOTS}|{_RUN}|{_NAME}"
_NOT_BRACES = lazy_pattern(rf"<{_ANGLE}>|{_ANGLE}|\{{\{{[^{{}}]*\}}\}}|{_PLAIN}")
_PLACEHOLDER = lazy_pattern(rf"{_NOT_BRACES.pattern}|{_DOLLAR}|{_BRACE}")
_MARKS = frozenset("<{$%@*…")

_OPENING = frozenset("<${(%#@_[")
_BRACKETED = lazy_pattern(
    r"""
      <+[^<>]+>+ | <[^<>]*\{\{.*\}\}[^<>]*>
    | [\$%\#]?\{+[^{}"]+\}+
    | \$\([\w.\- ]+\) | \(\([\w.\-/:" ]+\)\) | \$\[[A-Za-z_][\w.:/\-\ ]*\]
    | \$[A-Z_][A-Z0-9_]* | \$[A-Za-z_.]+\d?
    | %[A-Za-z_][\w.\-]*% | @[A-Z_][A-Z0-9_.]*@ | __[A-Z][A-Z_]*__
    | \[(?:(?i:your|insert|enter)[\s_\-][^\[\]]*|[A-Z]+(?:[_ ][A-Z]+)+
        |[A-Z]*(?:KEY|NAME|TOKEN|SECRET|PASSWORD|URL|HOST|ID|VALUE))\]
    """,
    re.VERBOSE,
)
_FIRST_WORDS = ("your", "my_", "insert", "enter", "put", "replace", "change", "fake", "dummy", "sample", "example")
_FIRST_WORD = lazy_pattern(
    r"your[\w \-.]*|my_[a-z_\-]*\d{0,2}|changeme|replaceme|(?:fake|dummy|sample|example)[a-z]*[_\-][\w.\-]+"
    r"|(?:insert|enter|put|replace|change)(?:me|this|that|with|by|your|here)?[_\-][\w.\-]+"
)
_LONE_WORDS = frozenset({"todo", "fixme", "tbd", "placeholder", "n/a"})
_ELLIPSIS = lazy_pattern(r"[\w/+\-]{1,40}(?:\.{3}|…)[\w/+=\-.]{0,80}")
_CAPITALS = lazy_pattern(r"[A-Z]+\d{0,2}[A-Z]{0,4}(?:_(?:[A-Z]+\d{0,2}[A-Z]{0,4}|\d{1,2}))+")
_PARTIAL_RUN = lazy_pattern(r"x{3,}|X{4,}|[*•●]{3,}")
_MASK = lazy_pattern(r"[*•●∙·＊]{3,}")
_LONGEST = 400


def is_placeholder(text: str) -> bool:
    """Whether the whole text is a placeholder. The empty text is not."""
    bare = text.strip() if len(text) <= _LONGEST else ""
    if not bare:
        return bool(text) and _is_run(text)
    if bare[0] in _OPENING and _BRACKETED.fullmatch(bare):
        return True
    if bare.isupper() and (_CAPITALS.fullmatch(bare) or (bare not in _VALUES_IN_CAPITALS and is_name(bare))):
        return True
    return _begins_like_placeholder(bare) or _is_run(bare) or is_instruction(bare) or _is_only_placeholders(bare)


def is_bracketed(value: Any) -> bool:
    """Whether a value is a placeholder by its brackets alone: ``<NAME>``, ``${NAME}``, ``{{name}}``.

    This is fast, and finds only the most usual placeholders: False does not mean that the value is none.
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


_VALUES_IN_CAPITALS = frozenset({"NONE", "NULL", "TEST", "CUSTOM", "WEBHOOK", "OAUTH", "OAUTH2"})


def _begins_like_placeholder(bare: str) -> bool:
    low = bare.lower()
    if low.startswith(_FIRST_WORDS) and _FIRST_WORD.fullmatch(low):
        return True
    if ("..." in bare or "…" in bare) and _ELLIPSIS.fullmatch(bare):
        return True
    return low in _LONE_WORDS or (low.endswith("_here") and low.replace("_", "").isalnum())


def has_placeholder(text: str, *, braces: bool = True) -> bool:
    """Whether the text is a placeholder or contains one, such as ``https://<domain>.example.com/{{page.key}}``.

    With ``braces=False``, ``${…}`` and ``{…}`` do not count: in a poller they are variables of the platform.
    """
    if is_bracketed(text) and braces:
        return True
    if contains_placeholder(text) if braces else _may_contain_placeholder(text) and _NOT_BRACES.search(text):
        return True
    return is_placeholder(text) if braces or "{" not in text else False


def contains_placeholder(text: str) -> bool:
    """Whether a text contains a placeholder. ``is_placeholder`` knows more: a whole text in capitals, for example."""
    return _may_contain_placeholder(text) and _PLACEHOLDER.search(text) is not None


def _may_contain_placeholder(text: str) -> bool:
    if not _MARKS.isdisjoint(text) or "..." in text or "xxx" in text or "XXXX" in text:
        return True
    return "YOUR_" in text or "your_" in text


def has_no_form(value: object) -> bool:
    """Whether the form of a value cannot be checked, because it contains a placeholder or is a sentence about it."""
    return isinstance(value, str) and (has_placeholder(value) or (value.count(" ") >= 2 and is_prose(value)))


def remove_placeholders(text: str) -> str:
    """The text with a space in place of each placeholder."""
    return _PLACEHOLDER.sub(" ", text)


def _is_only_placeholders(text: str) -> bool:
    """Whether a text consists of placeholders: ``{{page.provider}} {{page.key}}``."""
    if "{" not in text and "<" not in text and "$" not in text:
        return False
    rest = remove_placeholders(text)
    return rest != text and not any(map(str.isalnum, rest))


def is_mask(text: str) -> bool:
    """Whether a text is what the platform answers in place of a secret: ``********`` (domain.md 1.2)."""
    return _MASK.fullmatch(text.strip()) is not None


def is_secret_placeholder(text: str) -> bool:
    """Whether a text is not a secret, under the key of one: placeholder, mask, reference, name, prose or made up."""
    return (
        is_placeholder(text)
        or is_mask(text)
        or is_reference(text)
        or is_name(text.strip())
        or is_prose(text)
        or is_made_up(text)
    )


def _is_run(text: str) -> bool:
    """Whether a quarter of a text or more is runs of x or *: ``2OFxxxxxxxxxxxx``."""
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


_LONGEST_HALF = 200
_ENDS = frozenset("<>{}")
_OPENED = lazy_pattern(rf"<{{1,2}}(?!/?(?:{_TAGS})(?:[\s/>]|\Z))(?=[A-Za-z_{{])[^<>;|=()]*\Z")
_CLOSED = lazy_pattern(r"\s*[A-Za-z_{][\w{}.\- ]*[\w}]>{1,2}\s*\Z")
_UNEQUAL = lazy_pattern(r"<<[^<>]+>(?!>)|(?<!<)<[^<>]+>>")
_BROKEN_BRACES = lazy_pattern(r"\{\{[^{}\"':,]*(?:\}(?!\})|\Z)|(?<![{$\w])\{\w[\w.\- ]*\}\}(?!\})|[$%#]\{[\w.:\- ]*\Z")
_CLOSED_BRACES = lazy_pattern(r"[A-Za-z][\w.\- ]*\}\}\Z")


def find_half_placeholder(text: str) -> tuple[int, int] | None:
    """Start and end, in code points, of a placeholder with a bracket too few or too many; None where there is none.

    ``<INSERT_SECRET`` and ``{{name}`` are examples. No pipeline fills them in: the platform takes them literally.
    """
    if _ENDS.isdisjoint(text) or len(text) > _LONGEST_HALF or "\n" in text:
        return None
    for found in _find_halves(text):
        if found is not None:
            return found.span()
    return None


def _find_halves(text: str) -> list[re.Match[str] | None]:
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


_REFERENCE = lazy_pattern(
    r"""\s*(?:
      \$\{[^{}]*\}\s*\Z                                     # the shell, docker compose, Spring
    | \$\{\{.*\}\}\s*\Z                                     # GitHub Actions
    | \{\{.*\}\}\s*\Z                                       # Ansible, Helm, Postman; CloudFormation's resolve:
    | \$\([\w.\- ]+\)\s*\Z                                  # Azure Pipelines
    | \(\([\w.\-/:" ]+\)\)\s*\Z                             # Concourse
    | \$\[[A-Za-z_][\w.:/\-\ ]*\]\s*\Z                      # $[secret:name]
    | \$[A-Z_][A-Z0-9_]*\s*\Z
    | !\w[\w:/.\-]*(?:\s|\Z)                                # a YAML tag: !secret x, !vault |, !env NAME, !GetAtt
    | \$ANSIBLE_VAULT;
    | ENC\[                                                 # SOPS, Jasypt, eyaml
    | arn:aws[\w\-]*:(?:secretsmanager|ssm|kms):
    | @Microsoft\.KeyVault\(
    | https://[\w\-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)/
    | (?:projects/[\w\-]+/)?secrets/[\w\-]+(?:/versions/\w+)?\s*\Z # Google
    | (?:op|sm|gcpsm|gcp|awssm|aws-sm|akv|azurekv|keyvault|vault|hcvault|doppler|bws|bw|keeper|keychain|lastpass
        |pass|kv|secret|secrets|secretref|infisical|conjur|berglas|chamber|ssm|ref\+\w+)://
    | (?:vault|keyvault|akv|secretref|valueFrom|conjur|doppler|lookup|ssm|env|ENV|file|secretsmanager|keyring)
        :[/\w.\-$\#:]+\s*\Z
    | process\.env\b | os\.environ\b | System\.getenv\b | ENV\[ | env\.[A-Z]
    )""",
    re.VERBOSE,
)
_REFERENCE_MARKS = frozenset("$({!:[./")


def is_reference(text: str) -> bool:
    """Whether a text refers to a secret store or an environment variable, or is an encrypted value."""
    head = text[:2000]
    return not _REFERENCE_MARKS.isdisjoint(head) and _REFERENCE.match(head) is not None
