"""Annotations: what is read from records of any origin, how shapes move, and what is painted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.domain.annotation_looks import INKS, Letters, Pixelated, Polygon, Polyline, bounds, display_list, frame, is_hit, on_frame
from surveyapp.domain.annotation_shapes import drawn, handles, inside, moved, placed, pulled, scaled, simplified
from surveyapp.domain.annotations import (
    COLOURS,
    DRAWN,
    FULL,
    MOST_POINTS,
    SPANNED,
    TOOLS,
    WEIGHTS,
    Annotation,
    Shape,
    fits,
    needed,
    next_number,
    read_annotation,
    read_shape,
)
from surveyapp.domain.checks import check_record

POINT = st.tuples(st.integers(0, FULL), st.integers(0, FULL))
SIZE = st.tuples(st.integers(1, 9000), st.integers(1, 9000)).map(lambda size: frame(*size))
WORDS = st.text("ab 扶手1.m—\n", max_size=60)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 20_000), WORDS, st.lists(st.one_of(st.integers(-1, FULL + 1), WORDS, st.booleans()), max_size=6)
)


@st.composite
def annotation(draw: st.DrawFn) -> Annotation:
    """Any annotation that can be painted."""
    tool = draw(st.sampled_from(TOOLS))
    fewest, most = needed(tool)
    shape = tuple(draw(st.lists(POINT, min_size=fewest, max_size=min(most, 12))))
    text = draw(WORDS)
    number = draw(st.none() | st.integers(0, 999))
    return Annotation("r", tool, shape, draw(st.sampled_from(COLOURS)), text, number, draw(st.sampled_from(WEIGHTS)))


@given(annotation())
def test_what_is_written_reads_back_the_same(made: Annotation) -> None:
    told = made.fields("p")
    assert read_annotation("r", told) == made
    assert not [found for found in check_record("annotation", told) if found.code != "finding.annotation.no_text"]
    assert not [each for value in told.values() for each in (value if isinstance(value, list) else [value]) if isinstance(each, float)]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("tool", "shape", "colour", "text", "mark", "weight"), ANYTHING | st.sampled_from(TOOLS))))
def test_nothing_that_is_received_breaks_reading_or_painting(values: dict[str, object]) -> None:
    read = read_annotation("r", values)
    check_record("annotation", values)  # type: ignore[arg-type]
    if read is not None:
        assert display_list([read], frame(4000, 3000))


@pytest.mark.parametrize("wrong", [None, [], [1], [0, -1], [0, FULL + 1], [1.5, 2], [True, 2], "1,2", [[1, 2]], [0] * (2 * MOST_POINTS + 2)])
def test_what_is_no_shape_is_none_and_told(wrong: object) -> None:
    assert read_shape(wrong) is None
    told = {"tool": "arrow", "shape": wrong}
    assert read_annotation("r", told) is None
    if wrong is not None:
        assert [found.code for found in check_record("annotation", told)] == ["finding.value.impossible.shape"]  # type: ignore[arg-type]


def test_points_that_a_tool_does_not_take_are_told() -> None:
    (found,) = check_record("annotation", {"tool": "arrow", "shape": [1, 2]})
    assert (found.code, found.facts) == ("finding.annotation.points", {"fewest": 2, "most": 2, "count": 1})
    assert [each.code for each in check_record("annotation", {"tool": "text", "shape": [1, 2]})] == ["finding.annotation.no_text"]


@given(annotation(), st.integers(-20_000, 20_000), st.integers(-20_000, 20_000))
def test_a_move_keeps_the_form_and_stays_in_the_picture(made: Annotation, right: int, down: int) -> None:
    there = moved(made.shape, right, down)
    first, second = made.shape[0], there[0]
    shift = (second[0] - first[0], second[1] - first[1])
    assert there == tuple((x + shift[0], y + shift[1]) for x, y in made.shape)
    assert all(0 <= x <= FULL and 0 <= y <= FULL for x, y in there)
    assert abs(shift[0]) <= abs(right)
    assert abs(shift[1]) <= abs(down)


@given(st.sampled_from(TOOLS), POINT)
def test_what_is_set_down_fits_its_tool_and_the_picture(tool: str, at: tuple[int, int]) -> None:
    shape = placed(tool, at)
    assert fits(tool, shape)
    assert all(0 <= x <= FULL and 0 <= y <= FULL for x, y in shape)


@given(st.lists(POINT, min_size=2, max_size=900))
def test_a_drawn_line_keeps_its_ends_and_few_points_of_its_own(path: list[tuple[int, int]]) -> None:
    kept = simplified(path)
    assert kept[0] == path[0]
    assert kept[-1] == path[-1]
    assert len(kept) <= MOST_POINTS
    left = iter(path)
    assert all(point in left for point in kept), "in the order in which it was drawn"


def test_a_straight_line_is_two_points_and_a_corner_stays() -> None:
    assert simplified([(step * 10, step * 10) for step in range(500)]) == ((0, 0), (4990, 4990))
    corner = [(step * 10, 0) for step in range(100)] + [(990, step * 10) for step in range(1, 100)]
    assert simplified(corner) == ((0, 0), (990, 0), (990, 990))


def test_a_stroke_too_short_to_be_meant_is_none() -> None:
    for tool in DRAWN:
        assert drawn(tool, [(500, 500), (530, 520)]) is None
        assert drawn(tool, [(500, 500), (900, 900), (1500, 800)]) is not None
    assert drawn("number", [(500, 500), (1500, 800)]) is None


@given(st.sampled_from(sorted(SPANNED)), POINT, POINT, st.integers(0, 3), POINT)
def test_a_corner_that_is_pulled_leaves_the_opposite_one(
    tool: str, start: tuple[int, int], end: tuple[int, int], handle: int, to: tuple[int, int]
) -> None:
    made = Annotation("r", tool, (start, end))
    opposite = handles(made)[(handle + 2) % 4]
    assert {opposite, to} == set(pulled(made, handle, to).shape)


def test_the_tip_of_an_arrow_is_pulled_alone() -> None:
    made = Annotation("r", "arrow", ((100, 200), (300, 400)))
    assert pulled(made, 1, (FULL + 50, -3)).shape == ((100, 200), (FULL, 0))


@given(annotation(), st.sampled_from([91, 110]))
def test_growing_stays_in_the_picture(made: Annotation, percent: int) -> None:
    assert all(0 <= x <= FULL and 0 <= y <= FULL for x, y in scaled(made.shape, percent))


def test_shrinking_ends_before_nothing_is_left() -> None:
    shape: Shape = ((4000, 4000), (6000, 6000))
    for _ in range(200):
        shape = scaled(shape, 91)
    assert shape[1][0] - shape[0][0] > 100


@given(st.lists(annotation(), max_size=4), SIZE)
def test_a_display_list_is_whole_numbers_and_hides_before_it_draws(made: list[Annotation], size: tuple[int, int]) -> None:
    shown = display_list(made, size)
    kinds = [isinstance(each, Pixelated) for each in shown]
    assert kinds == sorted(kinds, reverse=True)
    for each in shown:
        if isinstance(each, (Polygon, Polyline)):
            assert all(type(part) is int for point in each.points for part in point)
        elif isinstance(each, Letters):
            assert (type(each.at[0]), type(each.height)) == (int, int)


@given(annotation(), SIZE)
def test_what_is_painted_lies_in_its_bounds_and_is_hit(made: Annotation, size: tuple[int, int]) -> None:
    left, top, right, bottom = bounds(made, size)
    x, y = on_frame(made.shape, size)[0]
    assert left <= right
    assert top <= bottom
    if made.tool in ("arrow", "measure", "freehand", "box", "pixelate", "number"):
        assert is_hit(made, (x, y), size, 10)
    assert not is_hit(made, (right + 500, bottom + 500), size, 10)


def test_the_same_on_portrait_and_landscape() -> None:
    assert frame(4000, 3000) == (10_000, 7_500)
    assert frame(3000, 4000) == (7_500, 10_000)
    assert frame(0, 0) == (10_000, 7_500)
    mark = Annotation("r", "number", ((5000, 5000),), number=1)
    sizes = [bounds(mark, frame(*size)) for size in ((4000, 3000), (3000, 4000))]
    assert {(right - left, bottom - top) for left, top, right, bottom in sizes} == {(668, 668)}


def luminance(ink: tuple[int, int, int]) -> float:
    """WCAG 2.1 relative luminance."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in ink)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("ground", [0, 32, 64, 96, 128, 160, 192, 224, 255])
def test_a_stroke_is_seen_on_any_ground(colour: str, ground: int) -> None:
    """Ink or casing has a contrast of 2 or more to every grey there is, and 4.5 to each other."""

    def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    ink, casing = INKS[colour]
    grey = (ground, ground, ground)
    assert max(contrast(ink, grey), contrast(casing, grey)) >= 2
    assert contrast(ink, casing) >= 4.5


def test_numbers_go_on_from_the_highest() -> None:
    marks = [Annotation("a", "number", ((1, 1),), number=each) for each in (1, 4)]
    assert next_number([]) == 1
    assert next_number([*marks, replace(marks[0], tool="text", number=9)]) == 5


def test_words_stand_on_lines_that_fit() -> None:
    text = Annotation("r", "text", ((9900, 9900),), text="扶手松动三根缺失从三层到四层楼梯间的转角处都有，老人不敢扶")
    size = frame(4000, 3000)
    lines = [each for each in display_list([text], size) if isinstance(each, Letters)]
    assert len(lines) == 2
    assert "".join(line.text for line in lines) == text.text
    left, top, right, bottom = bounds(text, size)
    assert left >= 0
    assert top >= 0
    assert (right, bottom) <= size, "a plate at the corner is moved into the picture"


def test_points_outside_come_to_the_edge() -> None:
    assert inside(-4.2, 10_000.6) == (0, FULL)
