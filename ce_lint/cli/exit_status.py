"""Exit statuses: 0 clean, 1 violations at or above the level, 2 misuse or something unreadable.

As in every shell, 130 is Ctrl-C and 141 a closed pipe.
"""

CLEAN = 0
VIOLATIONS = 1
MISUSE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141
