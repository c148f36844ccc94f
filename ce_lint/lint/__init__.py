"""Linting and fixing one file: the linter, what applies to a file, suppressions, the baseline, and the fixes."""
