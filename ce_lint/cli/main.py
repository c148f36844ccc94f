"""``ce-lint``: from the arguments to the exit status, with every error turned into a message."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ce_lint.cli.exit_status import BROKEN_PIPE, INTERRUPTED, MISUSE
from ce_lint.cli.notes import print_error, print_note
from ce_lint.util.errors import UserError, describe_os_error


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. No error ends in a traceback."""
    try:
        status = _run(list(arguments))
        if not sys.stdout.closed:  # the language server closes it, which ends the talk with its client
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        print_note("interrupted")
        return INTERRUPTED
    except OSError as error:
        print_note(describe_os_error(error))
        return MISUSE
    except UserError as error:
        print_error(str(error))
        return MISUSE
    except Exception as error:
        print_note(_crash(error))
        return MISUSE
    return status


def _run(arguments: list[str]) -> int:
    """A hook calls ``check`` with files alone: that needs no option parser, whose import is half of a short run."""
    has_end = arguments[:2] == ["check", "--"]
    if has_end or (arguments[:1] == ["check"] and not any(argument.startswith("-") for argument in arguments)):
        from ce_lint.cli.run import CheckOptions, run_check

        paths = arguments[2 if has_end else 1 :]
        return run_check(CheckOptions(paths) if paths else CheckOptions())
    from ce_lint.cli.commands import run

    return run(arguments)


def _crash(error: Exception) -> str:
    """Describe a bug of ce-lint without the message of the exception, which may quote a value."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"internal error: {type(error).__name__} at {' > '.join(frames[-4:])}. Please report it."


def _drop_output() -> None:
    """Discard standard output: its reader is gone, and the interpreter flushes it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def entry() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))
