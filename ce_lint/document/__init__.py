"""A document: a value, its kind, and where each of its parts stands in the text."""
