"""The code behind the rules: each check yields findings at routes; it counts neither lines nor offsets of the file.

The check of one rule has the rule's name and is in the module of the rule's family. ``kinds`` are the checks that
people's own rules may use as well.
"""
