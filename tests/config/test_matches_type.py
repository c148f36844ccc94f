"""``matches_type``, pydantic and the JSON Schema agree on every configuration that TOML can express."""

from __future__ import annotations

import json
import pathlib
from datetime import date, datetime, time
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from ce_lint.config.load import parse_dates
from ce_lint.config.model import Config, matches_type
from ce_lint.config.validate import config_schema, make_model
from ce_lint.rulebook.shipped import find_data_folder

SCHEMA = Draft202012Validator(config_schema(), format_checker=FormatChecker())
SCALARS = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.sampled_from(["error", "off", "never", "2027-01-31", "2027-02-30", "20270131", "2027-1-1", "2027-W01-1"]),
    st.dates(),
    st.datetimes(),
    st.times(),
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
WORDS = st.lists(st.text(max_size=4), max_size=2)
SEVERITY = st.dictionaries(st.text(max_size=4), st.sampled_from(["error", "warning", "info", "off"]), max_size=2)
LIMITS = st.fixed_dictionaries(
    {}, optional={"refresh-interval": st.lists(st.integers()), "signature-key": st.integers()}
)
OPTIONS = st.dictionaries(st.text(max_size=3), st.dictionaries(st.text(max_size=3), ANYTHING, max_size=2), max_size=2)
PART = {"severity": SEVERITY, "limits": LIMITS, "options": OPTIONS}
OVERRIDE = st.fixed_dictionaries({"files": WORDS}, optional=PART)
ALLOW = st.fixed_dictionaries(
    {"rule": st.text(max_size=3), "reason": st.text(max_size=3)},
    optional={"files": WORDS, "at": st.text(max_size=3), "until": st.dates()},
)
SOUND = st.fixed_dictionaries(
    {},
    optional={
        **PART,
        "extends": st.text(max_size=4),
        "include": WORDS,
        "exclude": WORDS,
        "rules": st.text(max_size=4),
        "fail-on": st.sampled_from(["error", "warning", "info", "never"]),
        "overrides": st.lists(OVERRIDE, max_size=2),
        "allow": st.lists(ALLOW, max_size=2),
    },
)


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A sound configuration in which one place holds anything, or has another name, or is gone."""
    value = draw(SOUND)
    here: Any = value
    for _ in range(draw(st.integers(0, 4))):
        inner = list(here.values()) if isinstance(here, dict) else here
        tables = [one for one in inner if isinstance(one, (dict, list)) and one]
        if not tables:
            break
        here = draw(st.sampled_from(tables))
    keys = list(here) if isinstance(here, dict) else list(range(len(here)))
    if not keys:
        return value
    key = draw(st.sampled_from(keys))
    what = draw(st.sampled_from(["other", "rename", "remove"]))
    if what == "other" or isinstance(here, list):
        here[key] = draw(ANYTHING)
    else:
        old = here.pop(key)
        if what == "rename":
            here[draw(st.sampled_from(["fail_on", "x", "", "Files", "until"]))] = old
    return value


def as_json(value: Any) -> Any:
    """The value as an editor gives it to a JSON Schema: days and times are text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def takes(value: Any) -> bool:
    try:
        make_model().model_validate(value)
    except ValidationError:
        return False
    return True


@settings(max_examples=300, deadline=None)
@given(st.one_of(SOUND, damaged(), ANYTHING))
@example({"limits": {"signature-key": True}})
@example({"limits": {"signature-key": 1.0}})
@example({"allow": [{"rule": "x", "reason": "y", "until": datetime(2027, 1, 31)}]})
@example({"allow": [{"rule": "x", "reason": "y", "until": "2027-01-31"}]})
@example({"allow": [{"rule": "x", "reason": "y", "until": "2027-02-30"}]})
@example({"allow": [{"rule": "x", "reason": "y", "until": "20270131"}]})
@example({"allow": [{"rule": "x", "reason": "y", "until": "2027-W01-1"}]})
@example({"allow": [{"rule": "x", "reason": "y", "until": "２０２７-01-31"}]})
@example({"fail_on": "error"})
@example({"overrides": {"files": ["*"]}})
@example({"severity": {"events": "Error"}})
def test_three_validators_agree(value: Any) -> None:
    parsed = parse_dates(value)
    assert matches_type(parsed, Config) == takes(parsed)
    if has_float_number(value) or has_datetime(value):
        return  # JSON Schema calls 1.0 an integer, and knows a time only as text
    assert SCHEMA.is_valid(as_json(value)) == takes(parsed)


def has_float_number(value: Any) -> bool:
    return _any(value, lambda one: isinstance(one, float))


def has_datetime(value: Any) -> bool:
    return _any(value, lambda one: isinstance(one, (datetime, time, date)) and type(one) is not date) or _stray_day(
        value
    )


def _stray_day(value: Any) -> bool:
    """Whether a day stands where no day belongs: as text it would fit there."""
    allows = value.get("allow") if isinstance(value, dict) else None
    good = [one.get("until") for one in allows if isinstance(one, dict)] if isinstance(allows, list) else []
    days: list[Any] = []
    _any(value, lambda one: days.append(one) if type(one) is date else False)
    return len(days) > sum(type(day) is date for day in good)


def _any(value: Any, test: Any) -> bool:
    if isinstance(value, dict):
        return any(_any(inner, test) for inner in value.values())
    if isinstance(value, list):
        return any(_any(inner, test) for inner in value)
    return bool(test(value))


@settings(max_examples=100, deadline=None)
@given(SOUND)
def test_what_is_sound_is_taken(value: Any) -> None:
    assert matches_type(value, Config)


def test_the_schema_is_that_of_the_folder() -> None:
    written = json.loads(pathlib.Path(find_data_folder("schemas"), "config.schema.json").read_text("utf-8"))
    assert written == config_schema()
    Draft202012Validator.check_schema(written)


@pytest.mark.parametrize("value", [None, b"", {"include": None}, {"include": ()}, {"severity": {"x": None}}])
def test_what_toml_cannot_say_is_refused(value: Any) -> None:
    assert not matches_type(value, Config)
