"""``ce-lint lsp``."""

from __future__ import annotations

import click


@click.command(short_help="Serve an editor over the Language Server Protocol.")
@click.option(
    "--stdio", is_flag=True, hidden=True, help="Accepted because some editors add it; there is no other transport."
)
def command(stdio: bool) -> int:
    """Serve an editor over the Language Server Protocol, on standard input and output.

    The editor starts it; docs/editors.md has the lines for each.
    """
    from ce_lint.lsp.server import serve

    return serve()
