"""JSON: the C parser for valid texts (``fast``), and a parser with spans and recovery for what is to be shown."""
