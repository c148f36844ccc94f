"""The language server. Only this package knows the protocol and its ways to count characters."""
