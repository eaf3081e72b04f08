"""The dossier as others read it: its text comes back, its fonts are inside, its photos are the very bytes, its pages are counted."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from surveyapp import words
from surveyapp.domain.dossier import Dossier, DossierBuilding, DossierDefect, DossierDocument, DossierItem, DossierPhoto
from surveyapp.errors import DiskError
from surveyapp.photos.draw import sample_photo
from surveyapp.photos.read import read_photo
from surveyapp.reports.dossier import write_dossier

DAY = datetime(2021, 3, 19, 9, 30, tzinfo=UTC)
IMAGES = [read_photo(sample_photo(seed, subject, DAY, "112.3", "24.7")).report for seed, subject in enumerate(("wall", "stair", "wires"))]


@pytest.fixture(autouse=True)
def _language():
    yield
    words.use_language("zh")


def photo(number: int) -> DossierPhoto:
    return DossierPhoto(f"Z-{number:04d}", "2单元 楼梯间", "踏步栏杆损坏", "2021-03-12", "陈志强", lambda: IMAGES[number % 3])


def defect(number: int, photos: int = 1, **changes: object) -> DossierDefect:
    made = DossierDefect(
        f"A-{number:04d}",
        "踏步栏杆损坏",
        "2单元 楼梯间 3—4层",
        4,
        "扶手 4.5 m",
        "扶手断了一截，老人上下要扶墙",
        "2021-03-12",
        "楼梯等公共部位维修",
        "basic",
        "柳州 一(三)1",
        photos=tuple(photo(number * 7 + each) for each in range(photos)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def dossier(*buildings: DossierBuilding, **changes: object) -> Dossier:
    made = Dossier(
        "连州中学教职工生活小区",
        "2021年踏勘",
        DossierDocument("连州市城镇老旧小区改造规划（2021—2025年）（草案）", "draft"),
        (("户数", "86 户"), ("计划年度", "2021 年"), ("建筑面积", "8,421.00 ㎡")),
        buildings,
        (
            DossierItem("JC-16", "楼梯等公共部位维修", "basic", "柳州 一(三)1", defects=3),
            DossierItem("WS-04", "适老设施", None, "", "improvement", "国办发〔2020〕23号 二(二)", 1),
            DossierItem("TS-05", "养老服务设施", "enhancement", "柳州 一(三)3", defects=1, also=(("三个革命", "环境", "咸宁 二(一)2"),)),
        ),
        "2021-03-19 16:20",
        "陈志强",
        (("前沿", "9f3a61b0"),),
        ("9号楼：建成年份待核。",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def pages(target: Path) -> list[str]:
    with pypdfium2.PdfDocument(target) as document:
        return [document[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(len(document))]


def fonts(target: Path) -> dict[str, bool]:
    """Name → embedded, of every font that any text object uses."""
    found = {}
    with pypdfium2.PdfDocument(target) as document:
        for number in range(len(document)):
            for each in document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(each)
                buffer = ctypes.create_string_buffer(128)
                raw.FPDFFont_GetBaseFontName(font, buffer, 128)
                found[buffer.value.decode()] = raw.FPDFFont_GetIsEmbedded(font) == 1
    return found


def test_what_it_says_comes_back_as_text(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("1号楼", (("建成年份", "1988 年"),), (defect(1), defect(2, photos=2)))))
    text = "\n".join(pages(target))
    for wanted in (
        "连州中学教职工生活小区", "草案（未正式）", "86 户", "8,421.00 ㎡", "1号楼", "1988 年", "A-0001", "踏步栏杆损坏", "4 紧急", "扶手断了一截",
        "2单元 楼梯间—踏步栏杆损坏—2021-03-12—陈志强", "楼梯等公共部位维修", "■ 基础类", "柳州 一(三)1", "— 本市文件未列", "国家底表为完善类",
        "● 提升类", "三个革命：环境 咸宁 二(一)2", "9号楼：建成年份待核。", "9f3a61b0",
    ):  # fmt: skip
        assert wanted in text, wanted


def test_pages_are_counted_and_carry_community_and_status(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(*(DossierBuilding(f"{n}号楼", (), tuple(defect(n * 10 + m) for m in range(4))) for n in range(6))))
    said = pages(target)
    assert len(said) >= 8
    for number, page in enumerate(said, 1):
        assert f"第 {number} 页，共 {len(said)} 页" in page
        assert "连州中学教职工生活小区" in page and "草案（未正式）" in page


def test_fonts_are_ours_and_embedded(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("1号楼", (), (defect(1), defect(2, severity=None, photos=0)))))
    found = fonts(target)
    assert found and all(found.values()) and all("NotoSansSC" in name for name in found)
    assert b"Helvetica" not in target.read_bytes()


def test_photos_are_passed_through_untouched_and_the_file_is_hardly_larger(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("1号楼", (), (defect(0, photos=3),))))
    data = target.read_bytes()
    assert all(image in data for image in IMAGES)
    assert b"ASCII85Decode" not in data and data.count(b"/DCTDecode") == 3


def test_a_photo_that_cannot_be_read_is_said_in_its_place(tmp_path: Path):
    broken = tuple(replace(photo(number), image=lambda data=data: data) for number, data in enumerate((b"", b"rubbish", IMAGES[0][:20])))
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("1号楼", (), (replace(defect(1), photos=broken),))))
    assert "\n".join(pages(target)).count("这张照片读不出") == 3


def test_characters_beyond_the_bmp_come_back(tmp_path: Path):
    """All that the font has: 196 of them belong to 通用规范汉字表."""
    from fontTools.ttLib import TTFont

    from surveyapp import paths

    with TTFont(paths.resource("fonts", "NotoSansSC-Regular.ttf"), lazy=True) as font:
        points = sorted(point for point in font.getBestCmap() if point >= 0x20000)
    assert len(points) >= 196
    said = "".join(map(chr, points))
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(notes=(said,)))
    text = "".join(pages(target))
    assert [char for char in said if char not in text] == []


@pytest.mark.parametrize(
    "hostile", ["<b>粗</b> & <img src=x/>", ")>>/JS (x)", "a\x00b\x1b\u202e", "一" * 3000, "x" * 3000, "<para>", "=1+1", "𠮷野家\n第二行\n\n"]
)
def test_hostile_text_is_only_text(tmp_path: Path, hostile: str):
    bad = defect(1, name=hostile, place=hostile, said=hostile, clause=hostile, item=hostile, remark=hostile)
    building = DossierBuilding(hostile[:300], ((hostile[:20], hostile),), (bad,))
    target = tmp_path / "dossier.pdf"
    write_dossier(
        target, dossier(building, community=hostile[:200], facts=((hostile[:20], hostile),), notes=(hostile,), provenance=((hostile[:20], hostile),))
    )
    text = "".join(pages(target))
    for piece in hostile.replace("\x00", "").replace("\x1b", "").replace("\u202e", "").replace("𠮷", "〔U+20BB7〕").split():
        if len(piece) < 40:
            assert piece in text
    assert b"/JavaScript" not in target.read_bytes() and b"/URI" not in target.read_bytes()


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path):
    paper = dossier(DossierBuilding("1号楼", (), (defect(1),)))
    write_dossier(tmp_path / "a.pdf", paper)
    write_dossier(tmp_path / "b.pdf", paper)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_an_empty_community_has_a_dossier_too(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(items=(), facts=(), notes=(), provenance=(), document=DossierDocument("桂政办发〔2020〕86号", "in_force")))
    text = "\n".join(pages(target))
    assert "没有记录问题。" in text and "没有对应的改造内容。" in text and "草案" not in text


def test_nothing_is_left_when_a_photo_cannot_be_fetched(tmp_path: Path):
    def gone() -> bytes:
        raise OSError("gone")

    with pytest.raises(DiskError, match=r"error\.disk"):
        write_dossier(tmp_path / "dossier.pdf", dossier(DossierBuilding("1号楼", (), (replace(defect(1), photos=(replace(photo(1), image=gone),)),))))
    assert list(tmp_path.iterdir()) == []


def test_english(tmp_path: Path):
    words.use_language("en")
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("Block 1", (("Built", "1988"),), (defect(1),)), is_sample=True))
    text = "\n".join(pages(target))
    for wanted in ("Draft (not adopted)", "Page 1 of", "Not listed by the city", "National base: Improve", "4 urgent", "sample data"):
        assert wanted in text, wanted


def test_no_text_leaves_the_page(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    long = defect(1, name="很长的问题名称" * 12, place="部位" * 60, said="原话" * 200, item="改造内容" * 30, clause="条款 " * 40, photos=1)
    write_dossier(target, dossier(DossierBuilding("楼名" * 60, (("标签", "值" * 200),), (long, defect(2, photos=5)))))
    with pypdfium2.PdfDocument(target) as document:
        for page in document:
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = each.get_bounds()
                assert left >= 40 and right <= 555.3 and bottom >= 20 and top <= 822


def test_outline_names_the_buildings(tmp_path: Path):
    target = tmp_path / "dossier.pdf"
    write_dossier(target, dossier(DossierBuilding("1号楼", (), (defect(1),)), DossierBuilding("2号楼", (), ())))
    with pypdfium2.PdfDocument(io.BytesIO(target.read_bytes())) as document:
        titles = [each.get_title() for each in document.get_toc()]
    assert titles == ["连州中学教职工生活小区", "问题与照片", "1号楼", "2号楼", "改造内容与层级", "待核与提示", "数据来源"]
