"""From the bytes of a file to its documents: parsed values, and where each of their parts is in the text."""
