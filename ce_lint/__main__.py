"""``python -m ce_lint``."""

from ce_lint.cli.main import entry

if __name__ == "__main__":
    entry()
