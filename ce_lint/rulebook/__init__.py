"""The rules: those that are shipped and a project's own, loaded from their files."""
