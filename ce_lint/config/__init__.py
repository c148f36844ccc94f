"""The configuration of a project: finding, reading and validating its files, and what they set for each linted file."""
