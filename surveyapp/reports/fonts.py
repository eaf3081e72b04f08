"""The application's font for ReportLab, and two of ReportLab 5.1's ways set right. Registered once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from surveyapp import paths
from surveyapp.errors import DiskError

REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
_ENTRIES_A_BLOCK = 100


def to_unicode_cmap(font_name: str, subset: Sequence[int]) -> str:
    """The ToUnicode map of a subset font, by ISO 32000-1 9.10.3: UTF-16BE (ReportLab writes five hex digits beyond the BMP, which no
    reader understands: 196 characters of 通用规范汉字表), in blocks of at most 100 entries."""
    lines = [f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>" for code, point in enumerate(subset)]
    blocks = [lines[at : at + _ENTRIES_A_BLOCK] for at in range(0, len(lines), _ENTRIES_A_BLOCK)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            f"/CIDSystemInfo\n<< /Registry ({font_name})\n/Ordering ({font_name})\n/Supplement 0\n>> def",
            f"/CMapName /{font_name} def\n/CMapType 2 def",
            f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        )
    )


@cache
def register() -> None:
    """Make REGULAR and BOLD known to ReportLab. Raises DiskError when set-up has not built the font files."""
    rl_config.useA85 = 0  # JPEGs go in as they are, not as pure-Python ASCII85
    ttfonts.makeToUnicodeCMap = to_unicode_cmap
    for name, file in _FILES.items():
        path = paths.resource("fonts", file)
        if not path.is_file():
            raise DiskError("error.font_missing", path=str(path))
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
