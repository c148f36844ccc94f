"""Editor features as functions of a text and an offset. Nothing in here knows a protocol."""
