"""The page that shows the same defects under five documents is what the program says."""

from __future__ import annotations

from surveyapp import paths
from surveyapp.steps import policies
from surveyapp.steps.example import DEFECTS, example


def test_the_page_is_what_the_program_says() -> None:
    written = paths.resource("policies", "EXAMPLE.md").read_text(encoding="utf-8")
    assert written == example(), "write it anew: python -m surveyapp.steps.example > resources/policies/EXAMPLE.md"


def test_it_shows_every_defect_under_every_document() -> None:
    page = example()
    for code in DEFECTS:
        section = page.partition(f"## {code} ")[2].partition("\n## ")[0]
        for pack in policies.pack_ids():
            assert f"| {policies.in_words(policies.pack(pack).place)}（" in section
    assert "未列（国家底表" in page
