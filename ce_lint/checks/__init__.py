"""The closed vocabulary of checks: what a rule file may ask for. A check yields findings in routes and knows no lines."""
