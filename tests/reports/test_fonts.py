"""The built fonts: static, named as what they are, with every character that names and places are written in."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from surveyapp import paths, words
from surveyapp.errors import DiskError
from surveyapp.reports import fonts
from surveyapp.reports.lettering import clean

ROOT = Path(__file__).resolve().parents[2]


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_fonts", ROOT / "packaging" / "build_fonts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def characters(encoding: str, first: range, second: list[int]) -> set[str]:
    found = set()
    for high in first:
        for low in second:
            try:
                found.add(bytes([high, low]).decode(encoding))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize(("style", "weight"), [("Regular", 400), ("Bold", 700)])
def test_fonts_are_static_and_named_as_what_they_are(style: str, weight: int):
    with TTFont(paths.resource("fonts", f"NotoSansSC-{style}.ttf"), lazy=True) as font:
        assert "fvar" not in font and "gvar" not in font and "glyf" in font
        names = {number: font["name"].getDebugName(number) for number in (1, 2, 4, 6)}
        assert names == {1: "Noto Sans SC", 2: style, 4: f"Noto Sans SC {style}", 6: f"NotoSansSC-{style}"}
        assert font["OS/2"].usWeightClass == weight
        have = {chr(point) for point in font.getBestCmap()}
    wanted = characters("gb2312", range(0xB0, 0xF8), [*range(0xA1, 0xFF)]) | characters(
        "big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    )
    assert len(wanted) > 8800 and wanted - have == set()
    assert set("㎡²³■◆●—…→←↑↓①⑩✓×÷≤≥±·“”‘’〔〕【】《》％℃冇咗啲嘅，。；：？！（）0123456789㙟𬒈") - have == set()
    assert sum(ord(char) >= 0x20000 for char in have) >= 196


def test_a_second_build_ends_at_once(capsys: pytest.CaptureFixture[str]):
    assert builder().main(paths.resource("fonts")) == 0
    assert capsys.readouterr().out == "fonts: up to date\n"


def test_an_old_stamp_or_a_missing_file_means_building(tmp_path: Path):
    module = builder()
    assert not module.is_up_to_date(tmp_path, module.stamp())
    for style in module.WEIGHTS:
        (tmp_path / f"NotoSansSC-{style}.ttf").write_bytes(b"")
    (tmp_path / "stamp.txt").write_text("old", "utf-8")
    assert not module.is_up_to_date(tmp_path, module.stamp())
    (tmp_path / "stamp.txt").write_text(module.stamp(), "utf-8")
    assert module.is_up_to_date(tmp_path, module.stamp())


def test_the_licence_travels_with_the_fonts():
    assert "SIL OPEN FONT LICENSE" in paths.resource("fonts", "OFL.txt").read_text("utf-8")


def test_to_unicode_is_utf_16_in_blocks_of_a_hundred():
    cmap = fonts.to_unicode_cmap("F", [0x20, 0x4E00, 0x2B7A9, *range(0x4E01, 0x4E01 + 147)])
    assert "<01> <4E00>" in cmap and "<02> <D86DDFA9>" in cmap
    assert cmap.count("beginbfchar") == 2 and "100 beginbfchar" in cmap and "50 beginbfchar" in cmap


def test_a_missing_font_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = fonts.paths.resource
    monkeypatch.setattr(fonts.paths, "resource", lambda *parts: tmp_path.joinpath(*parts) if parts[0] == "fonts" else real(*parts))
    fonts.register.cache_clear()
    with pytest.raises(DiskError) as caught:
        fonts.register()
    monkeypatch.undo()
    assert "字体" in words.say(caught.value.code, **caught.value.facts)
    fonts.register()


def test_what_the_font_has_not_is_printed_as_its_number():
    fonts.register()
    assert clean("𠮷野家\t\u202e甲\u200b\n乙") == "〔U+20BB7〕野家 甲\n乙"
    assert clean("连州 🏠") == "连州 〔U+1F3E0〕"
