"""Tears in a text: what editors, merges, copies and people do to files.

A mutation takes a text with the marks of ``writers`` and a random source, and gives another text. It draws the same
for a document and for its mirror, leaves marks where they are, and leaves the names whole that make a secret of a
value: nobody can know that what stands under `pwrd` was one. To add one, put a function into ``MUTATIONS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from tests.attack.writers import END, START, names_of


class Mutation(NamedTuple):
    """A text after mutations, and their names."""

    text: str
    names: tuple[str, ...]


Tear = Callable[[str, Random], str]

STRAY = (
    '"', "'", '"', "`", "\\", "{", "}", "[", "]", ":", ",", ": ", '", "', '":"', "\n", "\n  ", "#", " #", "&", "*", "!",
    "|", ">", "- ", "%", "@", "…", "“", "”", "’", "{{x}}", "${x}", "<NAME>", "<", "{% x %}", "//", "/*", "\\n", "\\u00",
    "\t", "=", "?", "---\n", "null", "''", '""', "&a ", "*a ", "!t ", "; ", "\r", "\u00a0",
)  # fmt: skip
CONTROLS = (
    "\0", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;x\x07", "\x1f", "\x7f", "\x85", "\u2028",
    "\u2029", "\u200b", "\ufeff", "\ud83d", "\udc00", "\x9b31m", "\r",
)  # fmt: skip
BIDI = ("\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u200f", "\u061c")


def _place(text: str, random: Random) -> int | None:
    """Where to tear: in or beside a secret more often than elsewhere, never in a name that makes one."""
    secrets = [found.start() for found in re.finditer(START, text)]
    turn, at = random.random(), random.random()
    if secrets and turn < 0.7:
        start = secrets[int(at * len(secrets)) % len(secrets)]
        end = text.find(END, start)
        end = len(text) if end < 0 else end + 1
        found = random.randint(max(0, start - 6), min(len(text), end + 6))
    else:
        found = int(at * (len(text) + 1))
    if any(name.start < found < name.end for name in names_of(text)):
        return None
    return found


def _inserted(text: str, random: Random, pieces: tuple[str, ...]) -> str:
    at, piece = _place(text, random), random.choice(pieces)
    return text if at is None else text[:at] + piece + text[at:]


def stray(text: str, random: Random) -> str:
    """A quote, a bracket, a placeholder or an indicator where none belongs."""
    return _inserted(text, random, STRAY)


def control(text: str, random: Random) -> str:
    """Control characters, escape sequences of terminals, halves of surrogate pairs."""
    return _inserted(text, random, CONTROLS)


def bidi(text: str, random: Random) -> str:
    """Characters that turn the direction of writing."""
    return _inserted(text, random, BIDI)


def deletion(text: str, random: Random) -> str:
    """One to three characters are gone; marks and names stay."""
    at, size = _place(text, random), random.randint(1, 3)
    if at is None or any(at < name.end and name.start < at + size for name in names_of(text)):
        return text
    kept = "".join(character for character in text[at : at + size] if "\ue000" <= character <= "\ue002")
    return text[:at] + kept + text[at + size :]


def missing(text: str, random: Random) -> str:
    """A comma, a colon, a brace, a bracket or a quote is gone."""
    places = [found.start() for found in re.finditer(r"[,:{}\[\]\"']", text)]
    at = places[int(random.random() * len(places))] if places else 0
    return text[:at] + text[at + 1 :] if places else text


def smart(text: str, random: Random) -> str:
    """Quotes as a word processor writes them."""
    places = [found.start() for found in re.finditer(r"[\"']", text)]
    at, size = random.random(), random.choice([1, 2, len(places)])
    first = int(at * len(places))
    for place in places[first : first + size]:
        text = text[:place] + "“" + text[place + 1 :]
    return text


def cut(text: str, random: Random) -> str:
    """The text ends in the middle."""
    return text[: random.randint(0, len(text))] if random.random() < 0.5 else text[: _place(text, random)]


def beheaded(text: str, random: Random) -> str:
    """The text begins in the middle, before the first secret and its name."""
    first = min([found.start() for found in re.finditer("[\ue000\ue002]", text)], default=len(text))
    return text[int(random.random() * (first + 1)) :]


def _lines(text: str, random: Random) -> tuple[list[str], int]:
    lines = text.splitlines(keepends=True)
    return lines, int(random.random() * len(lines))


def duplicated(text: str, random: Random) -> str:
    """Lines that stand twice."""
    lines, at = _lines(text, random)
    size = random.randint(1, 3)
    return "".join([*lines[: at + size], *lines[at : at + size], *lines[at + size :]])


def swapped(text: str, random: Random) -> str:
    """Two neighbours change places."""
    lines, at = _lines(text, random)
    lines[at : at + 2] = lines[at : at + 2][::-1]
    return "".join(lines)


def shifted(text: str, random: Random) -> str:
    """A line that is indented otherwise."""
    lines, at = _lines(text, random)
    more = random.choice([" ", "  ", "\t", ""])
    if lines:
        lines[at] = more + lines[at] if more else lines[at].lstrip(" ")
    return "".join(lines)


def conflict(text: str, random: Random) -> str:
    """The markers of a conflict, around lines that stand in both versions or in one."""
    lines, at = _lines(text, random)
    size = random.randint(1, 4)
    ours = lines[at : at + size]
    theirs = random.choice([ours, [], [line.replace("o", "0") for line in ours if START not in line]])
    base = random.choice([[], [], ["||||||| base\n", *ours]])
    middle = ["<<<<<<< HEAD\n", *ours, *base, "=======\n", *theirs, ">>>>>>> theirs\n"]
    return "".join([*lines[:at], *middle, *lines[at + size :]])


def comment(text: str, random: Random) -> str:
    """A comment at the end of a line, as JSON has none."""
    lines, at = _lines(text, random)
    if lines:
        lines[at] = lines[at].rstrip("\r\n") + random.choice(
            [" // as agreed\n", " /* as agreed */\n", " # as agreed\n"]
        )
    return "".join(lines)


def one_line(text: str, random: Random) -> str:
    """Everything in one line, and perhaps a long one."""
    text = text.replace("\n", random.choice([" ", ""]))
    return text + random.choice(["", " " * 5000])


def long_line(text: str, random: Random) -> str:
    """A line becomes very long."""
    at = _place(text, random)
    piece = random.choice([" ", "a", "x, ", '"', "\\", "{", "é"])
    return text if at is None else text[:at] + piece * random.choice([200, 2000]) + text[at:]


def deep(text: str, random: Random) -> str:
    """The text stands deep in brackets, which may never be closed."""
    opening, closing = random.choice([("[", "]"), ('{"a":', "}"), ("- ", "")])
    depth = random.choice([3, 50, 600, 1500])
    return opening * depth + text + closing * random.choice([depth, depth - 1, 0])


def python(text: str, random: Random) -> str:
    """What a program printed that is no JSON: its words, its quotes."""
    words = {"true": "True", "false": "False", "null": "None"}
    text = re.sub(r"\b(?:true|false|null)\b", lambda found: words[found[0]], text)
    return text.replace('"', "'") if random.random() < 0.5 else text


def trailing(text: str, random: Random) -> str:
    """Something stands behind the end."""
    return text + random.choice(["}", "]", ",", "x", "{}", '{"a": 1}', "---\na: b\n", "\0", "```\n", "EOF\n"])


def fenced(text: str, random: Random) -> str:
    """The text was pasted from Markdown or from a shell."""
    head, end = random.choice(
        [("```json\n", "\n```\n"), ("curl -d '", "'\n"), ("export const a = ", ";\n"), ("$ cat a\n", "")]
    )
    return f"{head}{text}{end}"


def template(text: str, random: Random) -> str:
    """An expression of a template in place of a line."""
    lines, at = _lines(text, random)
    lines.insert(at, random.choice(["{% if x %}\n", "{{ x }}\n", "<% x %>\n", "${x}\n", "...\n", "…\n"]))
    return "".join(lines)


MUTATIONS: Mapping[str, tuple[Tear, int]] = {
    tear.__name__: (tear, weight)
    for tear, weight in (
        (stray, 10), (deletion, 5), (missing, 5), (cut, 4), (beheaded, 1), (duplicated, 3), (swapped, 3), (shifted, 2),
        (conflict, 2), (comment, 2), (one_line, 1), (long_line, 1), (deep, 1), (python, 1), (trailing, 1), (fenced, 1),
        (template, 1), (control, 3), (bidi, 1), (smart, 2),
    )
}  # fmt: skip
"""The mutations, and how often each is chosen."""


def mutate(text: str, random: Random) -> Mutation:
    """One to three mutations."""
    names = random.choices([*MUTATIONS], [weight for _, weight in MUTATIONS.values()], k=random.choice([1, 1, 1, 2, 3]))
    for name in names:
        text = MUTATIONS[name][0](text, random)
    return Mutation(text, tuple(names))
