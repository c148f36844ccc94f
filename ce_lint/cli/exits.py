"""Exit statuses: 0 clean, 1 violations at or above the level, 2 misuse or something unreadable, 130 Ctrl-C."""

CLEAN = 0
VIOLATIONS = 1
MISUSE = 2
INTERRUPTED = 130
