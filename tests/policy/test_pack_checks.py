"""A city engineer copies a pack and makes the usual mistakes: each is named with its line, its place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveyapp import paths, words
from surveyapp.policy.pack_checks import line_of
from surveyapp.steps import judge, policies

LIUZHOU = paths.resource("policies", "liuzhou.toml")


def copied(folder: Path, *changes: tuple[str, str], whole: bool = True) -> Path:
    """A pack for Luoyang made of Liuzhou's; `whole`: with every clause changed as it must be."""
    text = LIUZHOU.read_text(encoding="utf-8")
    if whole:
        text = text.replace('id = "liuzhou"', 'id = "luoyang"').replace("柳州", "洛阳")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "luoyang.toml"
    file.write_text(text, encoding="utf-8")
    return file


def found(file: Path) -> list[tuple[str, str, int | None]]:
    every = (*policies.check_pack_file(file), *judge.check_rules_file(file))
    return [(each.code.rpartition(".")[2], each.where, policies.line_in(file, each.where)) for each in every]


def test_a_careful_copy_has_nothing_wrong_and_judges_by_its_own_figures(tmp_path: Path) -> None:
    file = copied(
        tmp_path,
        ('agree_area = { at_least = "3/4"', 'agree_area = { at_least = "4/5"'),
        ('WS-03 = { tier = "improvement"', 'WS-03 = { tier = "basic"'),
    )
    assert found(file) == []
    pack = policies.load_pack(file)
    assert (pack.place.zh, pack.listings["WS-03"].tier) == ("洛阳", "basic")


def test_a_careless_copy_is_told_everything_that_is_still_of_the_other_city(tmp_path: Path) -> None:
    told = found(copied(tmp_path, ('place = { zh = "柳州", en = "Liuzhou" }', 'place = { zh = "洛阳", en = "Luoyang" }'), whole=False))
    assert told[0] == ("id_of_file", "id", 3)
    foreign = [each for each in told if each[0] == "foreign_clause"]
    assert len(foreign) > 80 and ("foreign_clause", "deadline.clause", line(LIUZHOU, 'clause = "柳州 三(一)"\nmonth')) in foreign


def line(file: Path, text: str) -> int:
    """The line on which a text begins."""
    return file.read_text(encoding="utf-8").partition(text)[0].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('agree_area = { at_least = "3/4"', 'agree_area = { at_least = "80%"', "bad_value", "consent.agree_area.at_least"),
        ('agree_heads = { at_least = "3/4"', "agree_heads = { at_least = 0.8", "bad_value", "consent.agree_heads.at_least"),
        ("month = 10", "month = 13", "bad_value", "deadline.month"),
        ("month = 10", 'month = "十"', "bad_value", "deadline.month"),
        ("[publicity]", "[publicty]", "unknown_section", "publicty"),
        ("min_working_days = 5", "min_workdays = 5", "unknown_key", "publicity.min_workdays"),
        ('status = "in_force"', 'status = "in_force"\neffective_untill = "2025-12-31"', "unknown_key", "document.effective_untill"),
        ('status = "in_force"', 'status = "有效"', "status", "document.status"),
        ('WS-07 = { tier = "improvement"', 'WS-07 = { teir = "improvement"', "unknown_key", "items.WS-07.teir"),
        ('WS-07 = { tier = "improvement"', 'WS-77 = { tier = "improvement"', "unknown_item", "items.WS-77"),
        ('WS-03 = { tier = "improvement"', 'WS-03 = { tier = "基础类"', "tier", "items.WS-03"),
        ("built_by = 2005-12-31", 'built_by = "2005年底"', "bad_value", "eligibility.periods[1].built_by"),
        ('payer = "公房产权单位"', 'payer = "房管局"', "no_english", "cost_responsibility.english"),
        ('items = ["WS-02"], zh', 'items = ["WS-99"], zh', "unknown_item", "provisions.lines[42].items"),
        ('kind = "land"', 'kind = "ground"', "bad_value", "provisions.lines[10].kind"),
        ('at_least = "1/5"', 'at_least = "20"', "bad_value", "funding_floor.at_least"),
    ],
)
def test_each_slip_is_named_with_its_line_in_both_languages(tmp_path: Path, old: str, new: str, code: str, where: str) -> None:
    file = copied(tmp_path, (old, new))
    told = found(file)
    assert (code, where) in [each[:2] for each in told]
    at = next(number for name, place, number in told if (name, place) == (code, where))
    changed = next((part for part in new.splitlines() if part not in LIUZHOU.read_text(encoding="utf-8")), new.splitlines()[-1])
    if code not in ("no_english",) and not where.startswith("provisions"):
        assert at is not None and changed.split(" ")[0].strip("[]") in file.read_text(encoding="utf-8").splitlines()[at - 1]
    for language in words.LANGUAGES:
        words.use_language(language)
        try:
            for each in (*policies.check_pack_file(file), *judge.check_rules_file(file)):
                sentence = policies.say_reason(each.code, {"where": each.where, **each.facts})
                assert sentence != each.code and "{" not in sentence.replace("{zh", "") and "Name(" not in sentence
        finally:
            words.use_language("zh")


def test_rules_are_checked_although_the_head_is_wrong(tmp_path: Path) -> None:
    told = found(copied(tmp_path, ("format = 1", "format = 9"), ("month = 10", "month = 13")))
    assert {"format", "bad_value"} <= {each[0] for each in told}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('format = 1\nid "x"\n', "第 2 行第 4 列：键后面缺等号"),
        ("format = 1\nid = x\n", "第 2 行"),
        ("[items\n", "节名的方括号没有收尾"),
        ('id = "x\n', "引号没有收尾"),
        ('id = "x"\nid = "y"\n', "写了两次"),
        ("a = [1, 2\n", "没有收尾"),
        ("a = 1 b = 2\n", "一行只写一项"),
    ],
)
def test_what_is_no_toml_is_told_with_line_and_reason(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "here.toml"
    file.write_text(text, encoding="utf-8")
    (only,) = policies.check_pack_file(file)
    sentence = policies.say_reason(only.code, only.facts)
    assert said in sentence
    assert judge.check_rules_file(file) == ()


def test_the_line_of_a_place() -> None:
    text = '[a]\nx = 1\n[[a.b]]\ny = 1\n[[a.b]]\ny = 2\n[a.c]\n"d e" = 3\n'
    assert [line_of(text, each) for each in ("a.x", "a.b[1].y", "a.b[0].y", "a.c", "a.c.missing", "z")] == [2, 6, 4, 7, 7, None]
