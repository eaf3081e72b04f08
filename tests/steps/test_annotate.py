"""Drawing on photos: records that unite, originals that stay, reports that show what is drawn and nothing of what is hidden."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from surveyapp.domain.annotations import Annotation
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import show
from surveyapp.steps.annotate import annotate, details, drawn_on, picture, report_image, write_annotated
from surveyapp.steps.bring_in import bring_in_bytes, small_path
from surveyapp.steps.doctor import doctor
from surveyapp.steps.dossier import dossier
from surveyapp.steps.node import Node
from surveyapp.steps.undo import redo, undo
from surveyapp.store import find
from surveyapp.store.find import Row
from tests.conftest import Team
from tests.steps import acts
from tests.steps.conftest import HandOver, Pair
from tests.steps.test_bring_in import picture as sample

ARROW = Annotation("", "arrow", ((2000, 2000), (5000, 5000)))
CIRCLE = Annotation("", "ellipse", ((4000, 4000), (8000, 7000)), "red", weight=3)
MARK = Annotation("", "number", ((5000, 5000),))
HIDDEN = Annotation("", "pixelate", ((0, 0), (10_000, 10_000)))


def photographed(node: Node, stream: str, subject: str = "", seed: int = 1) -> str:
    """A photo; answers its record."""
    changed, _ = bring_in_bytes(node, stream, subject, f"{seed}.jpg", sample(seed))
    return changed.records[0][1]


def row(node: Node, stream: str, record: str) -> Row:
    """A record as it is held."""
    with node.store.reading() as connection:
        found = find.one(connection, stream, record)
    assert found is not None
    return found


@pytest.fixture
def site(team: Team) -> tuple[Node, str, str]:
    """A node, a community, a photo of one of its defects."""
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    defect = acts.born(node, stream, "defect", code="RF-01")
    return node, stream, photographed(node, stream, defect)


def test_a_stroke_is_a_record_and_an_act(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    changed = annotate(node, stream, photo, ARROW)
    assert (changed.act_name, [kind for _, _, kind in changed.records]) == ("new_annotation", ["annotation"])
    (drawn,) = drawn_on(node, stream, [photo])[photo]
    assert (drawn.tool, drawn.shape, drawn.author_name) == ("arrow", ARROW.shape, "陈静")
    undo(node)
    assert drawn_on(node, stream, [photo]) == {}
    redo(node)
    assert len(drawn_on(node, stream, [photo])[photo]) == 1
    assert doctor(node) == ()


def test_marks_are_numbered_photo_by_photo(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    other = photographed(node, stream, "", 2)
    for each in (photo, photo, other):
        annotate(node, stream, each, MARK)
    assert [each.number for each in drawn_on(node, stream, [photo, other])[photo]] == [1, 2]
    assert [each.number for each in drawn_on(node, stream, [other])[other]] == [1]


def test_what_cannot_be_painted_is_not_made(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    with pytest.raises(BadInput) as told:
        annotate(node, stream, photo, Annotation("", "arrow", ((1, 1),)))
    assert told.value.code == "finding.annotation.points"
    with pytest.raises(HomeMissing):
        annotate(node, stream, stream, ARROW)
    assert drawn_on(node, stream, [photo]) == {}


def test_two_inspectors_drawings_unite(pair: Pair, hand_over: HandOver) -> None:
    photo = photographed(pair.first, pair.stream, pair.building)
    hand_over(pair.first, pair.second)
    annotate(pair.first, pair.stream, photo, ARROW)
    annotate(pair.first, pair.stream, photo, MARK)
    annotate(pair.second, pair.stream, photo, CIRCLE)
    annotate(pair.second, pair.stream, photo, MARK)
    hand_over(pair.first, pair.second)
    hand_over(pair.second, pair.first)
    both = [drawn_on(node, pair.stream, [photo])[photo] for node in (pair.first, pair.second)]
    assert sorted(each.tool for each in both[0]) == ["arrow", "ellipse", "number", "number"]
    assert {each.record for each in both[0]} == {each.record for each in both[1]}
    assert acts.conflicts(pair.first) == acts.conflicts(pair.second) == ()
    assert acts.held(pair.first) == acts.held(pair.second)
    assert len({each.author_name for each in both[0]}) == 2


def test_the_original_is_untouched_and_travels_as_it_was(pair: Pair, hand_over: HandOver) -> None:
    photo = photographed(pair.first, pair.stream, pair.building)
    annotate(pair.first, pair.stream, photo, HIDDEN)
    report_image(pair.first, row(pair.first, pair.stream, photo), drawn_on(pair.first, pair.stream, [photo])[photo])
    hand_over(pair.first, pair.second)
    for node in (pair.first, pair.second):
        ((sha256, file),) = node.blobs
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256 == hashlib.sha256(sample(1)).hexdigest()
        assert details(node, pair.stream, photo).held == "same"


def test_a_report_image_is_passed_through_until_something_is_drawn(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    held = row(node, stream, photo)
    plain = small_path(node.folder, "report", str(held.get("sha256"))).read_bytes()
    assert report_image(node, held, ()) == plain
    annotate(node, stream, photo, CIRCLE)
    drawn = drawn_on(node, stream, [photo])[photo]
    made = report_image(node, held, drawn)
    assert made != plain
    folder = small_path(node.folder, "painted", str(held.get("sha256"))).parent
    (kept,) = folder.iterdir()
    kept.write_bytes(b"kept")
    assert report_image(node, held, drawn) == b"kept", "painted once"
    annotate(node, stream, photo, HIDDEN)
    assert report_image(node, held, drawn_on(node, stream, [photo])[photo]) != made
    assert len(list(folder.iterdir())) == 1, "what was painted before something was hidden is gone"


def test_a_painted_image_that_cannot_be_kept_is_made_all_the_same(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    annotate(node, stream, photo, CIRCLE)
    (node.folder / "derived" / "painted").write_bytes(b"a file where a folder should be")
    held = row(node, stream, photo)
    assert Image.open(io.BytesIO(report_image(node, held, drawn_on(node, stream, [photo])[photo]))).size == (1000, 750)


def test_nothing_of_a_hidden_picture_is_shown_when_it_cannot_be_hidden(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    held = row(node, stream, photo)
    small_path(node.folder, "report", str(held.get("sha256"))).write_bytes(b"damaged on the disk")
    assert report_image(node, held, (HIDDEN,)) == b""


def test_the_dossier_shows_what_is_drawn_and_hides_what_is_hidden(site: tuple[Node, str, str], tmp_path: Path) -> None:
    node, stream, photo = site

    def pictured(name: str) -> Image.Image:
        dossier(node, stream, "lianzhou", tmp_path / name)
        pdf = pypdfium2.PdfDocument(tmp_path / name)
        try:
            found = [each for page in pdf for each in page.get_objects(filter=[3])]
            assert len(found) == 1
            return found[0].get_bitmap().to_pil().convert("RGB")
        finally:
            pdf.close()

    plain = pictured("plain.pdf")
    annotate(node, stream, photo, CIRCLE)
    with_circle = pictured("circle.pdf")
    box = ImageChops.difference(plain, with_circle).convert("L").point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box is not None
    assert abs(box[0] - 400) < 20
    assert abs(box[2] - 800) < 20
    annotate(node, stream, photo, HIDDEN)
    blocks = pictured("hidden.pdf")
    block = blocks.crop((4, 4, 20, 20))
    assert max(ImageStat.Stat(block).stddev) < 6
    assert (tmp_path / "plain.pdf").read_bytes() != (tmp_path / "circle.pdf").read_bytes()


def test_annotated_pictures_are_written_beside_each_other(site: tuple[Node, str, str], tmp_path: Path) -> None:
    node, stream, photo = site
    bring_in_bytes(node, stream, "", "cut.jpg", sample(2)[:500])
    annotate(node, stream, photo, ARROW)
    with node.store.reading() as connection:
        rows = find.of_kind(connection, "photo", stream)
    done = write_annotated(node, stream, rows, tmp_path / "out")
    assert [(count, file is not None) for _, count, file in done] == [(1, True), (0, False)]
    assert [file.name for file in (tmp_path / "out").iterdir()] == [f"{rows[0].get('number')}.jpg"]


def test_photos_are_shown_with_what_is_drawn_on_them(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    annotate(node, stream, photo, ARROW)
    acts.born(node, stream, "annotation", photo=photo, tool="spray", shape=[1, 2])
    subject = str(row(node, stream, photo).get("subject"))
    (line,) = show.photos(node, stream, subject)
    assert [each.tool for each in line.annotations] == ["arrow"], "a tool of a newer version is kept and not painted"
    assert (line.width, line.height) == (1200, 900)


def test_to_look_closely_there_is_the_original_or_an_upright_copy(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    assert picture(node, stream, photo) == str(node.blobs.path(str(row(node, stream, photo).get("sha256")), "jpg"))
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(out, "PNG")
    changed, _ = bring_in_bytes(node, stream, "", "a.png", out.getvalue())
    copy = picture(node, stream, changed.records[0][1])
    assert Image.open(io.BytesIO(Path(copy).read_bytes())).size == (300, 200)
    changed, _ = bring_in_bytes(node, stream, "", "cut.jpg", sample(2)[:500])
    assert picture(node, stream, changed.records[0][1]) == ""


def test_details_say_whether_the_file_is_the_one_on_record(site: tuple[Node, str, str]) -> None:
    node, stream, photo = site
    told = details(node, stream, photo)
    assert (told.held, told.file_name, told.width, told.taken_by) == ("same", "1.jpg", 1200, "陈静")
    ((_, file),) = node.blobs
    file.write_bytes(b"other")
    assert details(node, stream, photo).held == "differs"
    file.unlink()
    assert details(node, stream, photo).held == "missing"
