"""One module for each output format, and the redaction of excerpts."""
