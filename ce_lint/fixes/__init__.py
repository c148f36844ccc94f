"""Mending what the linter found."""
