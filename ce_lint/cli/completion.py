"""``ce-lint completion SHELL``: completion of commands, options, rules and files by the Tab key."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ce_lint.cli import terminal

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS), metavar="bash|zsh|fish")
def command(shell: str) -> int:
    """Print the script that makes the Tab key complete commands, options, rules and files.

    \b
    bash (4.4 or later), in ~/.bashrc:      eval "$(ce-lint completion bash)"
    zsh, in ~/.zshrc after compinit:        eval "$(ce-lint completion zsh)"
    fish, in ~/.config/fish/config.fish:    ce-lint completion fish | source
    """  # noqa: D301 (click reads \b as the character)
    from ce_lint.cli.commands import COMPLETION_VARIABLE, cli

    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"this version of click does not support completion for {shell}")
    made = found(cli, {}, "ce-lint", COMPLETION_VARIABLE)
    terminal.write((made.source_template % made.source_vars()).strip("\n"))
    return 0
