"""The kinds of check that a rule file may name: the vocabulary of people's own rules, see ``docs/rule-kinds.md``."""
