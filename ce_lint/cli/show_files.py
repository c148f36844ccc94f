"""``check --show-files``: the files that a run would check."""

from __future__ import annotations

from ce_lint.cli.exit_status import CLEAN, MISUSE
from ce_lint.cli.notes import print_note
from ce_lint.cli.outputs import to_stdout
from ce_lint.cli.run import STDIN, CheckOptions, find_run_files, report_emptiness, validate_selection
from ce_lint.files.walk import Unreadable
from ce_lint.lint.context import Project
from ce_lint.lint.result import Summary
from ce_lint.util.escape import escape_path


def show_files(options: CheckOptions) -> int:
    """Write the path of each file that would be read, one on a line. Returns the exit status of a run without findings.

    Which of them contain an instance document shows only when they are read. Raises what ``Project`` raises.
    """
    project = Project(options.overrides)
    validate_selection(project, options.names[0])
    shown = unreadable = 0
    for file in find_run_files(options.paths, project):
        path = options.stdin_filename if file.path == STDIN else file.path
        settings = project.context(path).settings
        if isinstance(file, Unreadable):
            unreadable += 1
            print_note(f"{path}: {file.reason}")
        elif reason := settings.skip_reason(settings.relative_path(path)):
            if options.verbose:
                print_note(f"{path}: skipped: {reason}")
        else:
            shown += 1
            to_stdout(f"{escape_path(path)}\n")
    is_empty = report_emptiness(Summary(files=shown, documents=shown, unreadable=unreadable), options)
    return MISUSE if unreadable or (is_empty and options.fail_on_empty) else CLEAN
