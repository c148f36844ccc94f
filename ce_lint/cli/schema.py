"""``ce-lint schema NAME``: the JSON Schemas of what ce-lint reads and writes."""

from __future__ import annotations

import json
import os

import click
from click.shell_completion import CompletionItem

from ce_lint.cli import terminal
from ce_lint.rulebook.shipped import find_data_folder
from ce_lint.util.nearest import did_you_mean

_SUFFIX = ".schema.json"


def _complete(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=title) for name, title in _list_schemas() if name.startswith(incomplete)]


@click.command()
@click.argument("name", metavar="[NAME]", required=False, shell_complete=_complete)
def command(name: str | None) -> int:
    """Print the JSON Schema NAME, for an editor or another program; without NAME, list them."""
    schemas = dict(_list_schemas())
    if name is None:
        width = max(map(len, schemas))
        for listed, title in schemas.items():
            terminal.write(f"{listed:<{width}}  {title}")
        return 0
    wanted = name.removesuffix(_SUFFIX)
    if wanted not in schemas:
        names = ", ".join(schemas)
        raise click.UsageError(f"`{name}` is not a schema.{did_you_mean(wanted, schemas)} The schemas are {names}.")
    terminal.write(_read(wanted).rstrip("\n"))
    return 0


def _list_schemas() -> list[tuple[str, str]]:
    """The name and the title of each schema, in order of name. Raises click.ClickException."""
    try:
        files = sorted(os.listdir(find_data_folder("schemas")))
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from None
    names = [file.removesuffix(_SUFFIX) for file in files if file.endswith(_SUFFIX)]
    return [(name, json.loads(_read(name))["title"]) for name in names]


def _read(name: str) -> str:
    with open(os.path.join(find_data_folder("schemas"), f"{name}{_SUFFIX}"), encoding="utf-8") as file:
        return file.read()
