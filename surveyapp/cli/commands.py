"""The parser of all commands, and what happens around each: the language, errors in words, never a traceback."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from surveyapp import __version__, paths, words
from surveyapp.cli import assess, city, demo, judge, output, package, policy, spoken, survey
from surveyapp.cli.stopping import calmly
from surveyapp.errors import SurveyError

Handler = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """All commands. Their help is in the language in use."""
    whole = argparse.ArgumentParser(prog="surveyapp", description=words.say("cli.help.program"))
    whole.add_argument("--version", action="version", version=f"surveyapp {__version__}", help=words.say("cli.usage.version"))
    leaves = whole.add_subparsers(metavar=words.say("cli.help.command"), required=True)
    for room in (demo, survey, package, city, policy, judge, assess):
        room.add_commands(leaves)
    return whole


def run(argv: Sequence[str]) -> int:
    """Run one command. Expected failures become a sentence on standard error; a bug becomes a report file and its name."""
    words.use_language(_language(argv))
    spoken.speak()
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")
    arguments = parser().parse_args(argv)
    handler: Handler = arguments.run
    try:
        with calmly():
            return handler(arguments)
    except SurveyError as problem:
        output.print_error(problem)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as problem:  # a path that was handed in, a disk that went away
        output.print_error(paths.disk_error(problem, Path(str(problem.filename or "."))))
        return 1
    except KeyboardInterrupt:
        print(words.say("error.cancelled"), file=sys.stderr)
        return 1
    except Exception:  # the last door: a bug is told with the name of the file to send, never as a traceback
        print(words.say("error.bug", path=str(_report(argv))), file=sys.stderr)
        return 1


def _language(argv: Sequence[str]) -> str:
    for here, following in pairwise(argv):
        if here == "--lang" and following in words.LANGUAGES:
            return following
    return next((each.removeprefix("--lang=") for each in argv if each in ("--lang=en", "--lang=zh")), "zh")


def _report(argv: Sequence[str]) -> Path:
    """Write what is needed to mend a bug; only the command's words go in, no record."""
    import tempfile

    file = Path(tempfile.mkdtemp(prefix="surveyapp-")) / "crash-report.txt"
    file.write_text(
        f"surveyapp {__version__}\nPython {sys.version}\n{sys.platform}\n{' '.join(argv[:2])}\n\n{traceback.format_exc()}", encoding="utf-8"
    )
    return file
