"""Bringing ce-lint into a repository: what is there is looked at, the rest is planned, shown, and written as one."""
