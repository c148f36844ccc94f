"""Helpers that know nothing of the platform."""
