"""The command line's own words (usage, wrong options) in the language in use: argparse knows only the gettext domain of the system."""

from __future__ import annotations

import argparse

from surveyapp import words

_CODES = {
    "usage: ": "cli.usage",
    "positional arguments": "cli.usage.positional",
    "options": "cli.usage.options",
    "show this help message and exit": "cli.usage.help",
    "show program's version number and exit": "cli.usage.version",
    "%(prog)s: error: %(message)s\n": "cli.usage.error",
    "argument %(argument_name)s: %(message)s": "cli.usage.argument",
    "unrecognized arguments: %s": "cli.usage.unrecognized",
    "not allowed with argument %s": "cli.usage.not_with",
    "ignored explicit argument %r": "cli.usage.ignored",
    "the following arguments are required: %s": "cli.usage.required",
    "one of the arguments %s is required": "cli.usage.one_of",
    "expected one argument": "cli.usage.one_value",
    "expected at most one argument": "cli.usage.most_one_value",
    "expected at least one argument": "cli.usage.least_one_value",
    "ambiguous option: %(option)s could match %(matches)s": "cli.usage.ambiguous",
    "invalid %(type)s value: %(value)r": "cli.usage.bad_value",
    "invalid choice: %(value)r (choose from %(choices)s)": "cli.usage.bad_choice",
}
"""What argparse says → our codes. What a later Python says differently stays English rather than being lost."""


def speak() -> None:
    """Let argparse speak the language in use, from now on."""
    setattr(argparse, "_", _said)  # noqa: B010 mypy knows no such name


def _said(message: str) -> str:
    code = _CODES.get(message)
    return words.say(code) if code else message
