"""What ``ce-lint init`` finds in a repository, and what it writes into it."""
