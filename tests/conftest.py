"""The tests say what is in the environment: where they run, it may be a CI system, and ask for colours."""

from __future__ import annotations

import os

for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "PRE_COMMIT"):
    os.environ.pop(name, None)
