"""Findings that are accepted: with a reason in the configuration or in a comment, or because they were there before."""
