"""From bytes to documents: JSON, JSON Lines, YAML, and JSON inside text values."""
