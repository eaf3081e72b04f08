"""Demo: the main job end to end. Two laptops record, package and hand over; a city receives on SQLite and on PostgreSQL and plans."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from surveyapp import paths
from surveyapp.errors import BadInput, Finding
from surveyapp.policy.packs import Pack
from surveyapp.steps import package, policies, sample
from surveyapp.steps.annotate import annotate
from surveyapp.steps.bring_in import bring_in_bytes
from surveyapp.steps.doctor import damage, doctor
from surveyapp.steps.dossier import dossier
from surveyapp.steps.node import Node, open_city, open_home
from surveyapp.steps.plan_table import PlanMade, plan_table_file
from surveyapp.steps.receive import Received, receive
from surveyapp.steps.record import Draft, record
from surveyapp.steps.sample import Sample, SampleCommunity
from surveyapp.steps.survey import add_person, new_survey, streams_of, work_as
from surveyapp.steps.totals import Totals, totals
from surveyapp.store import find
from surveyapp.store.own_server import is_available, own_server

Say = Callable[[str, dict[str, object]], None]
YEARS = range(2021, 2026)
MARKER = ".surveyapp-demo"


@dataclass
class Demo:
    """One run: where it writes, whom it tells, and how long each part took (seconds)."""

    out: Path
    say: Say
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time a part of the run and tell when it is done."""
        started = time.perf_counter()
        yield
        self.timings[name] = round(time.perf_counter() - started, 2)


def demo(out: Path, say: Say) -> dict[str, Any]:
    """Run the whole way into a folder; answers what `summary.json` says. Raises BadInput for a folder that holds something else."""
    run = Demo(_empty(out), say)
    what, chance = sample.read_sample(), Random(2021)
    with run.part("record_a"):
        first = open_home(out / "laptop-a")
        survey = new_survey(first, what.raw["name"], what.raw["policy"], what.raw["inspectors"][0])
        other = add_person(first, survey.id, what.raw["inspectors"][1])
        communities = _enter_roster(first, survey.id, what, chance)
    say("demo.roster", {"communities": len(communities), "buildings": sum(len(each.buildings) for each in communities)})
    with run.part("hand_over"):
        roster = out / "packages" / "roster.zip"
        package.write(first, roster, streams_of(first, survey.id))
        second = open_home(out / "laptop-b")
        receive(second, roster)
        work_as(second, survey.id, other)
    say("demo.handed_over", {"package": roster.name})
    with run.part("walk"):
        _walk(first, second, what, communities, chance, say)
    with run.part("package"):
        packages = _package(run, (("laptop-a", first), ("laptop-b", second)), survey.id)
    with _cities(run) as cities:
        return _city(run, cities, packages, communities[0], first, second)


def _empty(out: Path) -> Path:
    """The folder, emptied if an earlier demo made it."""
    try:
        if out.exists() and any(out.iterdir()):
            if not (out / MARKER).exists():
                raise BadInput("error.demo_folder", path=str(out))
            shutil.rmtree(out)
        out.mkdir(parents=True, exist_ok=True)
        (out / MARKER).touch()
    except OSError as problem:
        raise paths.disk_error(problem, out) from problem
    return out


def _enter_roster(node: Node, survey: str, what: Sample, chance: Random) -> list[SampleCommunity]:
    found = []
    for community, drafts in sample.roster(node, survey, what, chance):
        record(node, drafts, "import_roster")
        found.append(community)
    return found


def _walk(first: Node, second: Node, what: Sample, communities: list[SampleCommunity], chance: Random, say: Say) -> None:
    """Both inspectors work in the first community at once, apart from each other; then each walks through others."""
    shared, *rest = communities[:6]
    codes = list(policies.catalogue().defects)
    for node, half in ((first, codes[0::2]), (second, codes[1::2])):
        _visit(node, shared, half, what, chance)
    _disagree(first, second, shared)
    for number, community in enumerate(rest):
        node = (first, second)[number % 2]
        _visit(node, community, (codes * 2)[number * 11 % len(codes) :][:20], what, chance)
    say("demo.walked", {"community": shared.name})


def _visit(node: Node, community: SampleCommunity, codes: list[str], what: Sample, chance: Random) -> None:
    """Record the defects one by one, as a person would, with a photo of most; then some interviews."""
    day = datetime(2021, 3, 8, 9, 0, tzinfo=node.clock.now().tzinfo)
    for draft in sample.defect_drafts(node, community, codes, what, chance):
        record(node, [draft], "new_defect")
        seed = chance.randrange(1 << 20)
        if seed % 6:
            data = sample.photo_bytes(str(draft.changes["code"]), seed, what, day + timedelta(days=seed % 5))
            changed, _ = bring_in_bytes(node, draft.stream, draft.record, f"IMG_{seed % 10000:04d}.jpg", data)
            for stroke in sample.drawings(seed):
                annotate(node, draft.stream, changed.records[0][1], stroke)
    for draft in sample.need_drafts(node, community, 8, chance):
        record(node, [draft], "new_need")


def _disagree(first: Node, second: Node, community: SampleCommunity) -> None:
    """The same building seen by two: one field told differently by each is a conflict, different fields merge silently."""
    building, storeys, units = community.buildings[0]
    stream = community.stream
    record(first, [Draft(stream, building, "building", {"structure": "masonry_precast", "height_m": str(storeys * 3)})], "set_building")
    record(second, [Draft(stream, building, "building", {"structure": "concrete", "per_floor": 2})], "set_building")
    record(first, [Draft(stream, building, "building", {"units": units})], "set_building")
    record(first, [Draft(stream, stream, "community", {"enclosure": "half"})], "set_community")
    record(second, [Draft(stream, stream, "community", {"enclosure": "open"})], "set_community")


def _package(run: Demo, laptops: tuple[tuple[str, Node], ...], survey: str) -> list[Path]:
    packages = []
    for name, node in laptops:
        target = run.out / "packages" / f"{name}.zip"
        written = package.write(node, target, streams_of(node, survey))
        run.say("demo.packaged", {"package": target.name, "edits": written.edits, "photos": written.photos, "mb": f"{written.bytes / 1e6:.1f}"})
        packages.append(target)
    return packages


@contextmanager
def _cities(run: Demo) -> Iterator[dict[str, Node]]:
    """The city's stores: a SQLite file, and a PostgreSQL where the wheel is installed."""
    available = is_available()
    if not available:
        run.say("demo.no_postgresql", {})
    with own_server() if available else nullcontext() as url:
        cities = {"sqlite": open_city(str(run.out / "city.db"))}
        if url:
            cities["postgresql"] = open_city(url, run.out / "city-pg.photos")
        try:
            yield cities
        finally:
            for node in cities.values():
                node.close()


def _city(run: Demo, cities: dict[str, Node], packages: list[Path], shared: SampleCommunity, first: Node, second: Node) -> dict[str, Any]:
    received: dict[str, list[Received]] = {}
    for name, node in cities.items():
        with run.part(f"receive_{name}"):
            received[name] = [receive(node, each) for each in packages]
        again = [receive(node, each) for each in packages]
        if any(each.new_edits or each.new_photos for each in again):
            raise AssertionError("receiving twice changed something")
        run.say("demo.received", {"store": name, "edits": sum(each.new_edits for each in received[name]), "conflicts": again[-1].conflicts})
    agree = _agree(cities)
    run.say("demo.stores_agree" if agree else "demo.stores_differ", {})
    with run.part("plan"):
        made = plan_table_file(cities["sqlite"], run.out / "plan.xlsx", "lianzhou", YEARS)
    run.say("demo.planned", {"total": made.rows["total"]["communities"][2], "findings": len(made.findings)})
    with run.part("dossier"):
        dossier(cities["sqlite"], shared.stream, "lianzhou", run.out / "dossier.pdf")
    with run.part("doctor"):
        findings = [found for node in (first, second, cities["sqlite"]) for found in doctor(node)]
    run.say("demo.examined", {"count": len(findings)})
    counted = totals(cities["sqlite"])
    first.close()
    second.close()
    summary = _summary(run, counted, made, received, agree, findings, shared)
    text = json.dumps(summary, ensure_ascii=False, indent=1, default=str).encode()
    paths.write_durably(run.out / "summary.json", lambda file: _write(file, text))
    return summary


def _write(file: Any, data: bytes) -> None:
    file.write(data)


def _agree(cities: dict[str, Node]) -> bool:
    held = []
    for node in cities.values():
        with node.store.reading() as connection:
            held.append(find.everything(connection))
    return all(each == held[0] for each in held)


def _summary(
    run: Demo, counted: Totals, made: PlanMade, received: dict[str, list[Received]], agree: bool, findings: list[Finding], shared: SampleCommunity
) -> dict[str, Any]:
    packs: list[Pack] = [policies.pack(each) for each in counted.policies]
    return {
        "sample": True,
        "counts": dict(counted.counts),
        "tiers": dict(counted.tiers),
        "conflicts": counted.conflicts,
        "plan": made.rows,
        "plan_findings": [{"code": each.code, "where": each.where, "facts": each.facts} for each in made.findings],
        "stores": {name: {"new_edits": sum(r.new_edits for r in each), "photos": sum(r.new_photos for r in each)} for name, each in received.items()},
        "stores_agree": agree,
        "doctor": [each.code for each in damage(findings)],
        "notes": [each.code for each in findings if each not in damage(findings)],
        "frontier": counted.frontier,
        "policies": {pack.id: pack.version for pack in packs},
        "dossier_of": shared.name,
        "files": sorted(str(each.relative_to(run.out)) for each in run.out.glob("*.*"))
        + sorted(f"packages/{each.name}" for each in run.out.glob("packages/*")),
        "timings": run.timings,
    }
