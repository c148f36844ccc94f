"""``ce-lint lsp``."""

from __future__ import annotations

import gc

import click

from ce_lint.cli.exit_status import MISUSE


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What some editors add; there is no other way to talk.")
def command(stdio: bool) -> int:
    """Serve an editor, by the language server protocol on standard input and output.

    The editor starts it; docs/editors.md has the lines for each. Needs the extra: pip install 'ce-lint[lsp]'.
    """
    gc.disable()  # thousands of classes are made now, and stay: looking for cycles among them takes a fifth of the time
    try:
        import pygls.lsp.server  # noqa: F401 (whether it is there)
    except ImportError:
        gc.enable()
        click.echo("ce-lint: the language server needs more packages: pip install 'ce-lint[lsp]'", err=True)
        return MISUSE
    from ce_lint.lsp.server import serve

    return serve()
