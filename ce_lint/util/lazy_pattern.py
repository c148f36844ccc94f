"""Regular expressions that are compiled on first use: a run needs few of them, and compiling all delays every start.

Fast on purpose: dozens of patterns are defined at import, and a run over clean JSON uses a handful.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def lazy_pattern(source: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[AnyStr]:
    """The same pattern as ``re.compile(source, flags)``, compiled when a method of it is first called.

    An invalid source raises re.error at that moment, not here.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))


class _LazyPattern:
    """Compiles its pattern at the first call; from then on its methods are those of the compiled pattern."""

    def __init__(self, source: str | bytes, flags: re.RegexFlag) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # the next call does not come through __getattr__
        return getattr(compiled, name)
