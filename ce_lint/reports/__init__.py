"""How results are shown: text for people, JSON for programs. No report writes to the terminal itself."""
