"""Which keys and values are secrets. Functions of strings, without state."""
