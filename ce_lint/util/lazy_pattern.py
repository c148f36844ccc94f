"""Patterns that are compiled when they are first used: most runs need few of them, and every commit pays the start."""

from __future__ import annotations

import re
from typing import Any, cast


def lazy_pattern(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern like that of ``re.compile``, but for the moment of its making."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # so that the next call comes straight to it
        return getattr(compiled, name)
