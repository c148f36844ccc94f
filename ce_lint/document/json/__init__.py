"""The JSON parser: fast for valid JSON, and with positions and error recovery where something must be shown."""
