"""What a project says of its linting: found, judged and put together for each file."""
