"""What the window shows of a defect is what the command prints."""

from __future__ import annotations

import json

import pytest

from surveyapp.cli.commands import run
from surveyapp.ui.widgets.marks import badge_words

from .conftest import Person


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_defect_reads_alike_in_the_window_and_on_the_command_line(
    walked: tuple[Person, str, str], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    person, stream, _ = walked
    window = person.open()
    window.use_language(language)
    person.wait(window)
    for sentence in ("屋面漏雨", "扶手松动", "围墙破损", "说不清的事情"):
        person.say(window, sentence)
    lines = window.shell.walk.defects.list.defects.lines
    survey = window.shell.standing.survey
    assert survey is not None
    person.close(window)
    capsys.readouterr()
    assert run(["survey", "show", "--survey", survey.id, "--community", stream, "--home", str(person.home), "--json", "--lang", language]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    printed = {each["number"]: each for each in told if each.get("number") in {line.number for line in lines}}
    assert len(printed) == len(lines) == 4
    for line in lines:
        said = printed[line.number]
        assert (said["name"], said["words"], said["severity"]) == (line.name, line.words, line.severity)
        if line.badge is None:
            assert said["badge"] is None
        else:
            assert (said["badge"]["tier_name"], said["badge"]["clause"]) == (line.badge.tier_name, line.badge.clause)
            assert badge_words(line.badge)[0] == said["badge"]["tier_name"]
