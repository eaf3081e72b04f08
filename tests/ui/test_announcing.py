"""A screen reader hears what has changed once: saved, a photo attached."""

from __future__ import annotations

from pathlib import Path

from tests.pause import pause

from .conftest import Person, drop, photo


def test_a_record_with_a_photo_is_announced_once_each(walked: tuple[Person, str, str], tmp_path: Path) -> None:
    person, _, _ = walked
    window = person.open()
    heard: list[str] = []
    window.announcer.announced.connect(heard.append)
    person.say(window, "屋面漏雨")
    pause(600)
    assert len(heard) == 1
    assert heard[0].startswith("已存 ")
    heard.clear()
    drop(window, [photo(tmp_path / "card", 1)])
    person.wait(window)
    person.wait(window)
    pause(600)
    assert [each for each in heard if each.startswith("已附照片")] == ["已附照片，共 1 张"]
    assert len([each for each in heard if each.startswith("已存 ")]) == 1


def test_the_newest_of_a_kind_is_said_and_nothing_twice(walked: tuple[Person, str, str]) -> None:
    window = walked[0].open()
    heard: list[str] = []
    window.announcer.announced.connect(heard.append)
    for words in ("一", "二", "三"):
        window.announcer.say("saved", words)
    window.announcer.say("attached", "四")
    pause(600)
    assert heard == ["三", "四"]
