"""The campaign that attacks ce-lint: documents with planted secrets, whole and torn, through everything that prints."""
