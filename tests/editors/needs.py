"""The programs that the tests of editors need: a test is skipped without them, unless it is asked for."""

from __future__ import annotations

import os
import shutil

import pytest


def needed(*programs: str) -> None:
    """Skip the test where one of these is missing; with ``CE_LINT_NEEDS_EDITORS`` set it fails."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        without(f"there is no {', no '.join(missing)}")


def without(reason: str) -> None:
    if os.environ.get("CE_LINT_NEEDS_EDITORS"):
        pytest.fail(f"{reason}, and CE_LINT_NEEDS_EDITORS asks for it")
    pytest.skip(reason)
