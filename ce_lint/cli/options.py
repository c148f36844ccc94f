"""Options that several commands have, and what they make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ce_lint.config.settings import RuleSelection
from ce_lint.lint.context import CliOverrides
from ce_lint.report.formats import FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


def complete_path(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell completes paths by itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_folder(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell completes folders by itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def complete_rules(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shipped rules and families, also after a comma."""
    from click.shell_completion import CompletionItem

    from ce_lint.rulebook.families import FAMILIES
    from ce_lint.rulebook.shipped import load_shipped_rules

    before, comma, name = incomplete.rpartition(",")
    names = [(family, f"the family {family}") for family in FAMILIES]
    names += [(rule.name, rule.title.replace("\n", " ")) for rule in load_shipped_rules()]
    return [CompletionItem(f"{before}{comma}{known}", help=title) for known, title in names if known.startswith(name)]


rules_option = click.option(
    "--rules",
    "folders",
    multiple=True,
    metavar="FOLDER",
    shell_complete=complete_folder,
    help="A folder of your own rules, besides the shipped ones.",
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether to use colours; auto follows NO_COLOR, FORCE_COLOR and the terminal.",
)


def format_option(
    choices: Iterable[str], default: str | None = None, help: str = "The output format."
) -> Callable[[F], F]:
    """``--format``, and its name in other linters."""
    return click.option(
        "--format",
        "--output-format",
        "format_",
        type=click.Choice([*choices]),
        default=default,
        show_default=default is not None,
        help=help,
    )


_config_options = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        help="Use this configuration for every file, instead of the nearest one above it.",
    ),
    click.option("--isolated", is_flag=True, help="Use no configuration."),
)
_baseline_options = (
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        help="Use this baseline, instead of the nearest ce-lint-baseline.json.",
    ),
    click.option("--no-baseline", is_flag=True, help="Use no baseline: report known findings too."),
)


def config_options(command: F) -> F:
    """Which rules and configuration a command uses."""
    for option in (*_config_options, rules_option):
        command = option(command)
    return command


def override_options(command: F) -> F:
    """As ``config_options``, and which baseline."""
    for option in _baseline_options:
        command = option(command)
    return config_options(command)


def parse_overrides(select: Iterable[str], ignore: Iterable[str], options: Mapping[str, Any]) -> CliOverrides:
    """What the command line says about configuration and baseline. Raises click.UsageError."""
    if options.get("config") and options.get("isolated"):
        raise click.UsageError("--config and --isolated exclude each other")
    choice = RuleSelection(tuple(select), tuple(ignore), tuple(options["folders"]))
    baseline, no_baseline = options.get("baseline"), bool(options.get("no_baseline"))
    return CliOverrides(choice, options["config"], options["isolated"], baseline, no_baseline)


def _report_pair(_ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = []
    for value in values:
        name, equals, path = value.partition("=")
        if not equals or not path or name not in FORMATS:
            raise click.BadParameter(f"write FORMAT=FILE; the formats are {', '.join(FORMATS)}")
        pairs.append((name, path))
    return pairs


report_option = click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    callback=_report_pair,
    help="Also write a report to a file. Can be repeated.",
)


def split(names: Iterable[str]) -> list[str]:
    """``a,b`` and ``-x a -x b`` alike."""
    return [name.strip() for group in names for name in group.split(",") if name.strip()]
