"""Helpers that know nothing about Cloud Elements or linting."""
