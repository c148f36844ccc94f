"""The commands of ``ce-lint``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from ce_lint import __version__
from ce_lint.cli.exit_status import MISUSE
from ce_lint.cli.notes import print_note
from ce_lint.util.nearest import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETION_VARIABLE = "_CE_LINT_COMPLETE"
"""What the scripts of ``ce-lint completion`` set when they ask what may come next; the name is click's."""
_COMMANDS = {
    "check": ("ce_lint.cli.check", "Lint instance files and folders."),
    "poll": ("ce_lint.cli.poll", "Show what the platform will poll, with every time variable filled in."),
    "explain": ("ce_lint.cli.explain", "Explain a rule (why it exists, what to write instead, examples) or a family."),
    "rules": ("ce_lint.cli.rules", "List the rules."),
    "config": ("ce_lint.cli.config", "Show which settings apply to a file, and where each comes from."),
    "baseline": ("ce_lint.cli.baseline", "Record the current findings, so that only new ones fail a run."),
    "init": ("ce_lint.cli.init", "Set up a repository: configuration, commit hook, CI, baseline."),
    "schema": ("ce_lint.cli.schema", "Print a JSON Schema of what ce-lint reads and writes."),
    "completion": ("ce_lint.cli.completion", "Print the script for completion by bash, zsh or fish."),
    "lsp": ("ce_lint.cli.lsp", "Run the language server for editors."),
    "test-rules": ("ce_lint.cli.test_rules", "Run the examples of a folder of rules as tests."),
}


class _Commands(click.Group):
    """The commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = __import__(_COMMANDS[cmd_name][0], fromlist=["command"])
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            hint = did_you_mean(args[0], _COMMANDS) or f" The commands are {', '.join(_COMMANDS)}."
            if os.path.exists(args[0]):
                hint = f" To lint it, write: ce-lint check {args[0]}"
            raise click.UsageError(f"`{args[0]}` is not a command.{hint}", error.ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands by their names alone: importing each of them takes long."""
        from click.shell_completion import CompletionItem

        commands = [CompletionItem(name, help=text) for name, (_, text) in _COMMANDS.items()]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(command for command in commands if command.value.startswith(incomplete)), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="ce-lint", message="%(prog)s %(version)s")
def cli() -> None:
    """Lint the configuration of Cloud Elements instances (SAP Open Connectors, UiPath Integration Service)."""


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status; wrong use is reported and returns 2.

    Raises KeyboardInterrupt for Ctrl-C at a question, and what the commands raise.
    """
    if not arguments and COMPLETION_VARIABLE not in os.environ:
        click.echo(cli.get_help(click.Context(cli, info_name="ce-lint")))
        return MISUSE
    try:
        status = cli.main(arguments, prog_name="ce-lint", standalone_mode=False)
    except click.NoSuchOption as error:
        print_note(_describe_unknown_option(error))
        return MISUSE
    except click.ClickException as error:
        print_note(_lower(error.format_message()))
        return MISUSE
    except click.Abort:
        raise KeyboardInterrupt from None
    return status if isinstance(status, int) else 0


def _describe_unknown_option(error: click.NoSuchOption) -> str:
    """Name only a close option: click proposes every one that has some letters in common."""
    options = [name for parameter in (error.ctx.command.params if error.ctx else ()) for name in parameter.opts]
    hint = did_you_mean(error.option_name, options)
    command = error.ctx.command_path if error.ctx else "ce-lint"
    return f"`{error.option_name}` is not an option of `{command}`.{hint or f' `{command} --help` lists them.'}"


def _lower(message: str) -> str:
    return message if message[1:2].isupper() else message[:1].lower() + message[1:]
