"""The dossier of one community: a PDF to hand to a bureau – cover facts, defects by building with photos, items by tier with clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer, Table

from surveyapp import paths, words
from surveyapp.domain.dossier import TIERS, Dossier, DossierBuilding, DossierDefect, DossierItem, DossierPhoto
from surveyapp.reports import blocks, fonts
from surveyapp.reports.blocks import BESIDE_WIDTH, PHOTO_GAP, PHOTO_WIDTH, base_rules
from surveyapp.reports.lettering import ACCENT_INK, GAP, INK, INK2, INK3, RIGHT, WARN_INK, Run, clean, rich, text
from surveyapp.reports.pages import ACCENT, INNER, LINE, PAPER, CountedCanvas, Running, document_of

STATUS_WORDS = {
    "draft": "report.status.draft",
    "expired": "report.status.expired",
    "not_yet": "report.status.not_yet",
    "in_force": "report.status.in_force",
}
_ITEMS_A_TABLE = 400


def write_dossier(target: Path, dossier: Dossier) -> None:
    """Write the PDF: A4, its fonts embedded, photos passed through as they are, the same bytes for the same dossier.

    Raises DiskError (also when set-up has not built the fonts); there is either the whole file or none.
    """
    fonts.register()
    paths.write_durably(target, lambda file: _compose(file, dossier))


def _compose(file: Any, dossier: Dossier) -> None:
    title = words.say("report.dossier.title", community=dossier.community)
    document = document_of(_Document, file, _running(dossier), title, dossier.made_by, dossier.survey)
    document.build(list(_story(dossier)), canvasmaker=CountedCanvas)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Headings become the outline beside the pages."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        self._headings = getattr(self, "_headings", 0) + 1
        key = f"heading-{self._headings}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(flowable.outline_text, key, level, closed=level > 0)


def _running(dossier: Dossier) -> Running:
    status = "" if dossier.document.status == "in_force" else _status(dossier.document.status)
    foot = words.say("report.foot", made_at=dossier.made_at, made_by=dossier.made_by)
    if dossier.is_sample:
        foot += words.say("report.separator") + words.say("report.sample")
    return Running(clean(dossier.community), clean(dossier.document.title), clean(status), clean(foot))


def _status(status: str) -> str:
    return words.say(STATUS_WORDS[status]) if status in STATUS_WORDS else status


def _story(dossier: Dossier) -> Iterator[Flowable]:
    yield from _cover(dossier)
    yield from _defects(dossier)
    yield from _items(dossier)
    yield from _ending(dossier)


def _heading(kind: str, value: str, level: int) -> Flowable:
    heading = text(kind, value)
    heading.outline_level, heading.outline_text = level, value
    return heading


def _section(value: str) -> list[Flowable]:
    rule = HRFlowable(INNER, 1.2, color=ACCENT, spaceBefore=1.2 * mm, spaceAfter=2.5 * mm)
    return [Spacer(1, 7 * mm), _heading("section", value, 0), rule]


def _cover(dossier: Dossier) -> Iterator[Flowable]:
    yield Spacer(1, 4 * mm)
    yield text("body", words.say("report.dossier.kind"), ACCENT_INK)
    yield _heading("title", dossier.community, 0)
    yield text("body", dossier.survey, INK2)
    yield Spacer(1, 5 * mm)
    yield _document_panel(dossier)
    yield Spacer(1, 5 * mm)
    yield blocks.figure_cards(_figures(dossier))
    yield Spacer(1, 5 * mm)
    if dossier.facts:
        yield blocks.facts_table(dossier.facts)
    yield Spacer(1, 4 * mm)
    yield _tier_summary(dossier)


def _document_panel(dossier: Dossier) -> Table:
    """Under which document all tiers of this dossier stand, and whether that document is in force."""
    document = dossier.document
    lines: list[Flowable] = [rich("body", Run(words.say("report.judged_by") + GAP, INK3), Run(document.title, INK, True))]
    details = words.say("report.separator").join(part for part in (document.issuer, document.number) if part)
    if details:
        lines.append(text("small", details, INK3))
    is_calm = document.status == "in_force"
    lines.append(text("small", _status(document.status), "#0A5F50" if is_calm else WARN_INK))
    colour = HexColor("#DCEBE6" if is_calm else "#FDF0E1")
    bar = ACCENT if is_calm else HexColor("#DDA46F")
    return Table(
        [[lines]],
        colWidths=[INNER],
        style=[("BACKGROUND", (0, 0), (-1, -1), colour), ("LINEBEFORE", (0, 0), (0, -1), 2.4, bar), *base_rules(2.4 * mm, 4 * mm)],
    )


def _figures(dossier: Dossier) -> list[tuple[str, str]]:
    defects, severities = list(dossier.defects()), dossier.by_severity()
    return [
        (str(len(defects)), words.say("report.count.defects")),
        (str(severities[4]), words.say("report.count.urgent")),
        (str(severities[3]), words.say("report.count.severe")),
        (str(len(dossier.items)), words.say("report.count.items")),
        (str(sum(len(defect.photos) for defect in defects)), words.say("report.count.photos")),
    ]


def _tier_summary(dossier: Dossier) -> Table:
    cells: list[list[Any]] = [
        [rich("body", *blocks.tier_badge(tier)), text("body", words.say("report.count.items_of", count=len(dossier.items_of(tier))))]
        for tier in TIERS
        if dossier.items_of(tier)
    ]
    if not cells:
        cells = [[text("body", words.say("report.no_items"), INK3), ""]]
    return Table(cells, colWidths=[42 * mm, INNER - 42 * mm], style=[*base_rules(0.8 * mm, 1.2 * mm)])


def _defects(dossier: Dossier) -> Iterator[Flowable]:
    lead = _section(words.say("report.section.defects"))
    for building in dossier.buildings:
        yield from _building(building, lead)
        lead = []
    if lead:
        yield KeepTogether([*lead, text("body", words.say("report.no_defects"), INK3)])


def _building(building: DossierBuilding, lead: Sequence[Flowable]) -> Iterator[Flowable]:
    """The head of a building (after `lead`, if it is the first) stays with its first defect."""
    count = words.say("report.count.defects_of", count=len(building.defects))
    head = _heading("head", building.name, 1)
    bar = Table(
        [[head, text("small", count, INK3, RIGHT)]],
        colWidths=[INNER * 0.7, INNER * 0.3],
        style=[("BACKGROUND", (0, 0), (-1, -1), PAPER), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *base_rules(1.4 * mm, 2 * mm)],
    )
    bar.outline_level, bar.outline_text = 1, building.name
    top: list[Flowable] = [*lead, Spacer(1, 3 * mm), bar]
    if building.facts:
        top.append(blocks.facts_table(building.facts))
    if not building.defects:
        yield KeepTogether([*top, Spacer(1, 1.5 * mm), text("body", words.say("report.no_defects"), INK3)])
    for number, defect in enumerate(building.defects):
        head_block, *more = _defect(defect)
        yield KeepTogether([*(top if number == 0 else []), *head_block])
        yield from more


def _defect(defect: DossierDefect) -> tuple[list[Flowable] | Flowable, ...]:
    """First the pieces that stay together: what is said, with a photo beside it if their number is odd. Then the other photos, two a row."""
    beside = len(defect.photos) % 2
    rows = [defect.photos[at : at + 2] for at in range(beside, len(defect.photos), 2)]
    first: list[Flowable] = [Spacer(1, 3 * mm), _beside(defect, defect.photos[0]) if beside else _above(defect)]
    if rows and not beside:
        first.append(_photo_row(rows.pop(0)))
    return (first, *map(_photo_row, rows))


def _above(defect: DossierDefect) -> Table:
    """A defect without a photo beside it: what is so on the left, what the document says on the right."""
    return Table(
        [[blocks.Severity(defect.severity), _observed(defect), _judged(defect)]],
        colWidths=[8 * mm, INNER * 0.56 - 8 * mm, INNER * 0.44],
        splitInRow=1,
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), 0.4, LINE), *base_rules(1.4 * mm, 1 * mm)],
    )


def _beside(defect: DossierDefect, photo: DossierPhoto) -> Table:
    lines = [*_observed(defect), Spacer(1, 1.6 * mm), *_judged(defect)]
    width = INNER - BESIDE_WIDTH
    return Table(
        [[blocks.Severity(defect.severity), lines, [blocks.Picture(photo.image, BESIDE_WIDTH), Spacer(1, 0.8 * mm), _caption(photo)]]],
        colWidths=[8 * mm, width - 8 * mm, BESIDE_WIDTH],
        splitInRow=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, 0), 0.4, LINE),
            *base_rules(1.4 * mm, 1 * mm),
            ("LEFTPADDING", (2, 0), (2, 0), 0),
            ("RIGHTPADDING", (2, 0), (2, 0), 0),
            ("RIGHTPADDING", (1, 0), (1, 0), PHOTO_GAP),
        ],
    )


def _observed(defect: DossierDefect) -> list[Flowable]:
    lines: list[Flowable] = [rich("body", Run(defect.number + GAP, INK3), Run(defect.name, INK, True))]
    facts = words.say("report.separator").join(part for part in (defect.place, defect.quantity, _severity(defect), defect.found_on) if part)
    if facts:
        lines.append(text("small", facts, INK2))
    if defect.said:
        lines.append(text("small", words.say("report.said", words=defect.said), INK2))
    if defect.remark:
        lines.append(text("small", defect.remark, WARN_INK))
    return lines


def _judged(defect: DossierDefect) -> list[Flowable]:
    lines: list[Flowable] = [text("body", defect.item)] if defect.item else []
    lines.append(rich("small", *blocks.tier_line(defect.tier, defect.clause, defect.base_tier, defect.base_clause)))
    return lines


def _severity(defect: DossierDefect) -> str:
    return words.say(blocks.SEVERITY_WORDS[defect.severity]) if defect.severity in blocks.SEVERITY_WORDS else ""


def _photo_row(photos: Sequence[DossierPhoto]) -> Table:
    cells = [[blocks.Picture(photo.image), Spacer(1, 0.8 * mm), _caption(photo)] for photo in photos]
    return Table(
        [cells],
        colWidths=[PHOTO_WIDTH + PHOTO_GAP, PHOTO_WIDTH],
        hAlign="RIGHT",
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *base_rules(1 * mm, 0), ("RIGHTPADDING", (0, 0), (0, 0), PHOTO_GAP)],
    )


def _caption(photo: DossierPhoto) -> Flowable:
    return rich("caption", Run(photo.number + GAP, INK3), Run(photo.caption))


def _items(dossier: Dossier) -> Iterator[Flowable]:
    yield CondPageBreak(60 * mm)
    yield from _section(words.say("report.section.items"))
    if not dossier.items:
        yield text("body", words.say("report.no_items"), INK3)
    for tier in TIERS:
        items = dossier.items_of(tier)
        for at in range(0, len(items), _ITEMS_A_TABLE):
            yield CondPageBreak(30 * mm)
            yield Spacer(1, 2.5 * mm)
            yield _items_table(tier, items[at : at + _ITEMS_A_TABLE])


def _items_table(tier: str | None, items: Sequence[DossierItem]) -> Table:
    head = [
        rich("body", *blocks.tier_badge(tier)),
        text("small", words.say("report.item.clause"), INK3),
        text("small", words.say("report.item.defects"), INK3, RIGHT),
    ]
    rows = [head, *([_item_name(item), _item_clause(item), text("body", str(item.defects), align=RIGHT)] for item in items)]
    rules = [
        ("BACKGROUND", (0, 0), (-1, 0), PAPER),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *base_rules(1.5 * mm, 2 * mm),
    ]
    return Table(rows, colWidths=[INNER * 0.44, INNER * 0.42, INNER * 0.14], repeatRows=1, style=rules, splitInRow=1)


def _item_name(item: DossierItem) -> list[Flowable]:
    lines: list[Flowable] = [rich("body", Run(item.name), Run(GAP + item.code, INK3))]
    if item.reason:
        lines.append(text("small", words.say("report.override", reason=item.reason), WARN_INK))
    return lines


def _item_clause(item: DossierItem) -> list[Flowable]:
    lines: list[Flowable] = [text("small", item.clause)] if item.clause else []
    if item.base_tier and item.tier != item.base_tier:
        lines.append(text("small", blocks.base_tier(item.base_tier, item.base_clause), INK3))
    for taxonomy, category, clause in item.also:
        lines.append(text("small", words.say("report.also", taxonomy=taxonomy, category=category, clause=clause), INK3))
    return lines or [text("small", "—", INK3)]


def _ending(dossier: Dossier) -> Iterator[Flowable]:
    if dossier.notes:
        yield CondPageBreak(40 * mm)
        yield from _section(words.say("report.section.notes"))
        for note in dossier.notes:
            yield Table(
                [[text("body", "·", WARN_INK), text("body", note)]],
                colWidths=[4 * mm, INNER - 4 * mm],
                splitInRow=1,
                style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *base_rules(0.6 * mm, 0)],
            )
    if dossier.provenance:
        yield CondPageBreak(40 * mm)
        yield from _section(words.say("report.section.provenance"))
        yield blocks.facts_table(dossier.provenance, columns=1)
