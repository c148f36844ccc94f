"""Which keys bear secrets, and which values look like one: plain functions of strings."""
