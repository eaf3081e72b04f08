"""`judge`: JSON lines {"rule", "city", "input"} on stdin, one verdict line each on stdout."""

from __future__ import annotations

import json
import sys
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BufferedIOBase
from typing import TYPE_CHECKING, cast

from surveyapp import words
from surveyapp.cli.options import common
from surveyapp.errors import BadInput
from surveyapp.steps import judge

if TYPE_CHECKING:
    from argparse import ArgumentParser

LONGEST_LINE = 1 << 20
_CHUNK = 1 << 16


def add_commands(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command `judge`."""
    parser = common(subparsers.add_parser("judge", help=words.say("cli.judge.help"), description=words.say("cli.judge.about")))
    parser.add_argument("--as-of", type=_day, default=None, metavar="YYYY-MM-DD", help=words.say("cli.judge.as_of"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Answer every line of stdin with one line. Exit code 1 where a line could not be read or judged, else 0."""
    if options.lang:
        words.use_language(options.lang)
    refused = 0
    for number, lines in _in_batches(cast(BufferedIOBase, sys.stdin.buffer)):
        found = list(answers(lines, options.as_of, number))
        refused += sum("error" in answer for answer in found)
        sys.stdout.write("".join(f"{_ENCODER.encode(answer)}\n" for answer in found))
        sys.stdout.flush()
    if refused:
        print(words.say("error.judge.refused_lines", count=refused), file=sys.stderr)
    return 1 if refused else 0


def _in_batches(source: BufferedIOBase) -> Iterator[tuple[int, list[bytes]]]:
    """The lines as they arrive, with the number of the first: all that are there at once, and a single one without waiting for the next."""
    number = 1
    begun: list[bytes] = []
    while chunk := source.read1(_CHUNK):
        whole, mark, rest = chunk.rpartition(b"\n")
        if not mark:
            begun.append(rest)
            continue
        lines = b"".join([*begun, whole]).split(b"\n")
        begun = [rest]
        yield number, lines
        number += len(lines)
    if last := b"".join(begun):
        yield number, [last]


def answers(untrusted_lines: Iterable[bytes], as_of: date | None = None, first: int = 1) -> Iterator[dict[str, object]]:
    """One answer for every line, in order: a verdict, or {"line", "error", "code"} saying what is wrong with it. `first`: the first line's number."""
    for number, line in enumerate(untrusted_lines, start=first):
        try:
            yield judge.judge_line(_parsed(line, first=number == 1), as_of)
        except BadInput as problem:
            yield {"line": number, "error": words.say(problem.code, **problem.facts), "code": problem.code}


def _parsed(untrusted_line: bytes, first: bool) -> dict[str, object]:
    """One JSON object; numbers exact, no NaN, no key twice. Raises BadInput."""
    if len(untrusted_line) > LONGEST_LINE:
        raise BadInput("error.judge.line_too_long", most=LONGEST_LINE)
    try:
        text = untrusted_line.decode("utf-8-sig" if first else "utf-8")
        if not text.strip():
            raise BadInput("error.judge.empty_line")
        found = _DECODER.decode(text)
        if "\\u" in text:  # only an escape can bring in a lone surrogate: the bytes themselves were UTF-8
            json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeDecodeError as problem:
        raise BadInput("error.judge.not_utf8", position=problem.start + 1) from problem
    except UnicodeEncodeError as problem:
        raise BadInput("error.judge.not_text") from problem
    except json.JSONDecodeError as problem:
        raise BadInput("error.judge.not_json", position=problem.pos + 1) from problem
    except (ValueError, RecursionError) as problem:
        raise BadInput("error.judge.not_json", position=1) from problem
    if not isinstance(found, dict):
        raise BadInput("error.judge.not_object")
    return found


def _refuse_constant(name: str) -> object:
    raise BadInput("error.judge.not_a_number", found=name)


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise BadInput("error.judge.key_twice", key=next(key for key in keys if keys.count(key) > 1)[:40])
    return found


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_without_twins)
_ENCODER = json.JSONEncoder(ensure_ascii=False)
"""Made once: making them anew for every line takes as long as a verdict."""


def _day(text: str) -> date:
    return date.fromisoformat(text)
