"""ce-lint: a linter for the configuration of Cloud Elements instances."""

__version__ = "0.1.0"
