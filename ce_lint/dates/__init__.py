"""Java's date patterns and time zones, and the time variables of the platform, as plain functions of strings."""
