"""Tokens: every place is filled, every token is used, no other colour or font size anywhere, and the contrasts are as promised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from surveyapp import paths
from surveyapp.ui import theme

ROOM = paths.program_root() / "surveyapp" / "ui"
SHEET = paths.resource("styles", "app.qss").read_text("utf-8")
COLOURS = theme.tokens()["palette"]
TEXT_PAIRS = [
    ("text", "surface"),
    ("text", "window"),
    ("text", "hover"),
    ("text", "sunken"),
    ("text", "raised"),
    ("text", "rail"),
    ("text2", "surface"),
    ("text2", "sunken"),
    ("text2", "rail"),
    ("text2", "selected"),
    ("text3", "surface"),
    ("text3", "raised"),
    ("placeholder", "surface"),
    ("placeholder", "focus_ground"),
    ("accent_text", "surface"),
    ("accent_text", "accent_tint"),
    ("accent_text", "selected"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("primary_text", "primary_ground"),
    ("text", "focus_ground"),
    ("text3", "focus_ground"),
    ("text2", "hover"),
    ("err", "selected"),
    ("warn", "warn_tint"),
    ("warn", "surface"),
    ("err", "err_tint"),
    ("err", "surface"),
    *((f"{tier}_text", f"{tier}_tint") for tier in ("basic", "improvement", "enhancement", "unlisted")),
    *((f"severity{each}_text", f"severity{each}") for each in (1, 2, 3, 4)),
]
LINE_PAIRS = [
    ("line_strong", "surface"),
    ("focus", "window"),
    ("focus", "surface"),
    ("accent", "surface"),
    ("focus_line", "surface"),
    ("focus_line", "focus_ground"),
]
PROMISED = {  # the table of the interface language: light, dark, high contrast, high contrast dark
    ("text", "surface"): (16.4, 14.3, 21, 21),
    ("text2", "surface"): (8.1, 9.1, 18.9, 18.8),
    ("text3", "surface"): (5.5, 6.3, 14.2, 15.0),
    ("text2", "selected"): (6.6, 6.8, 14.8, 11.1),
    ("accent_text", "surface"): (7.6, 9.2, 12.9, 15.9),
    ("on_accent", "accent"): (6.5, 7.8, 10.7, 14.9),
    ("line_strong", "surface"): (3.3, 4.2, 21, 21),
    ("warn", "warn_tint"): (5.4, 8.1, 9.7, 11.7),
    ("err", "err_tint"): (6.4, 7.6, 10.1, 10.9),
    ("basic_text", "basic_tint"): (6.9, 8.3, 12.8, 13.0),
    ("improvement_text", "improvement_tint"): (6.8, 9.1, 11.1, 16.0),
    ("enhancement_text", "enhancement_tint"): (7.7, 9.0, 13.6, 15.0),
    ("unlisted_text", "unlisted_tint"): (6.2, 7.6, 15.9, 15.9),
    ("severity1_text", "severity1"): (7.0, 7.3, 21, 21),
    ("severity2_text", "severity2"): (6.3, 7.7, 10.9, 9.8),
    ("severity3_text", "severity3"): (4.8, 6.9, 7.4, 10.5),
    ("severity4_text", "severity4"): (9.3, 7.0, 12.6, 9.3),
    ("focus", "window"): (5.8, 10.1, 21, 21),
}


def luminance(colour: str) -> float:
    """WCAG 2.1 relative luminance of #RRGGBB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("percent", [100, 115, 130])
def test_every_place_of_the_style_sheet_is_filled(palette: str, percent: int) -> None:
    sheet = theme.style_sheet(palette, percent)
    assert theme.PLACE.search(sheet) is None
    assert sheet.count("{") == sheet.count("}")


def test_no_name_stands_for_two_things() -> None:
    told = theme.tokens()
    assert not set(told["sizes"]) & set(told["palette"]["light"])
    assert len({tuple(sorted(colours)) for colours in told["palette"].values()}) == 1


def test_every_token_is_used() -> None:
    source = "\n".join(file.read_text("utf-8") for file in ROOM.rglob("*.py"))
    placed = set(theme.PLACE.findall(SHEET))
    spoken = set(re.findall(r"\"([a-z][a-z0-9_]*)\"", source))
    begun = {f"severity{each}" for each in (1, 2, 3, 4)} | {f"severity{each}_text" for each in (1, 2, 3, 4)}
    begun |= {f"{tier}{part}" for tier in ("basic", "improvement", "enhancement", "unlisted") for part in ("", "_text", "_tint")}
    begun |= {f"{side}_{look}" for side in ("list", "hand") for look in ("compact", "normal", "wide")}
    told = theme.tokens()
    assert {name for name in told["palette"]["light"] if name not in placed | spoken | begun} == set()
    assert {name for name in told["sizes"] if name not in placed | spoken | begun} == set()
    assert {name for name in told["type"] if f"type_{name}" not in placed and name not in spoken} == set()


@pytest.mark.parametrize("file", sorted(ROOM.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOM)))
def test_no_colour_style_sheet_or_font_size_but_in_the_theme(file: Path) -> None:
    if file.name == "theme.py":
        return
    source = file.read_text("utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}['\"]", source)
    assert "setStyleSheet" not in source
    assert not re.search(r"setPixelSize|setPointSize|font-size", source)


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=lambda pair: "-on-".join(pair))
def test_words_are_readable(palette: str, pair: tuple[str, str]) -> None:
    colours = COLOURS[palette]
    least = 7.0 if palette.startswith("hc") else 4.5
    assert contrast(colours[pair[0]], colours[pair[1]]) >= least


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("pair", LINE_PAIRS, ids=lambda pair: "-on-".join(pair))
def test_borders_and_focus_are_seen(palette: str, pair: tuple[str, str]) -> None:
    assert contrast(COLOURS[palette][pair[0]], COLOURS[palette][pair[1]]) >= 3


@pytest.mark.parametrize("pair", PROMISED, ids=lambda pair: "-on-".join(pair))
def test_the_contrast_table_is_true(pair: tuple[str, str]) -> None:
    found = [round(contrast(COLOURS[palette][pair[0]], COLOURS[palette][pair[1]]), 1) for palette in theme.PALETTES]
    assert found == pytest.approx(PROMISED[pair], abs=0.051)


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("percent", [100, 130])
def test_a_control_is_equally_high_with_every_line(palette: str, percent: int) -> None:
    filled = {name: int(value) for name, value in theme.values(palette, percent).items() if value.isdecimal()}
    usual = {name: int(value) for name, value in theme.values("light", percent).items() if value.isdecimal()}
    for control in ("control", "touch", "small"):
        whole = usual[control] + 2 * usual["hair"]
        assert filled[control] + 2 * filled["hair"] == whole
        assert filled[f"{control}_strong"] + 2 * filled["strong"] == whole
    assert filled["strong"] == 2 * filled["hair"], "what has the focus is told from what has not by twice the line"
