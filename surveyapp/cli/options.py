"""The options that stand behind every command."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from surveyapp import paths, words


def common(parser: ArgumentParser) -> ArgumentParser:
    """Add --home, --json and --lang to a command; answers the same parser."""
    parser.add_argument("--home", type=Path, default=paths.default_home(), metavar="DIR", help=words.say("cli.help.home"))
    parser.add_argument("--json", action="store_true", help=words.say("cli.help.json"))
    parser.add_argument("--lang", choices=words.LANGUAGES, default=None, help=words.say("cli.help.lang"))
    return parser
