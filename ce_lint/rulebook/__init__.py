"""The rules: shipped ones and a project's own, read from their files and bound to their checks."""
