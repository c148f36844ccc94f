"""What is wrong with something that people write."""

from __future__ import annotations


class UserError(Exception):
    """A mistake in a configuration, a rule, a baseline or an argument, told in one sentence that holds no value."""
