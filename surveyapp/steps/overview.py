"""Overview: what is done and what is left of a survey, counted in one look at the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from surveyapp import words
from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.domain.interviews import Tally, households_of
from surveyapp.domain.interviews import tally as added_up
from surveyapp.domain.overview import UNCLASSIFIED, Ages, CutOff, ItemCount, Overview, Place, Progress, Stop, TierCount, Wish
from surveyapp.domain.walking_order import walking_key
from surveyapp.domain.worklist import Task, state_of
from surveyapp.errors import Cancelled
from surveyapp.policy.packs import TIERS, Pack
from surveyapp.policy.tiers import verdict
from surveyapp.steps import policies
from surveyapp.steps.accounts import reconcile
from surveyapp.steps.assign import filled, tasks_in
from surveyapp.steps.flaws import flaws
from surveyapp.steps.node import Node
from surveyapp.steps.people import people_of
from surveyapp.steps.review import Names, names_of, tier_of, tier_words
from surveyapp.steps.talks import Said, talks_of, whole
from surveyapp.store import journal, local, tally
from surveyapp.store.connect import Transaction

Report = Callable[[int, int, str], None]
SPAN = 5
_STEPS = 4
_MOST_STOPS = 5
_ORDER = (*TIERS, "silent", "referred", "none", UNCLASSIFIED)
_Building = tuple[str, str, Mapping[str, Any]]
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class _Read:
    """What one look at the store found. `walked`: of (stream, building), how many defects and when the last; `counted`: defects by
    (code, override, severity)."""

    named: Names
    day: str
    buildings: Sequence[_Building]
    walked: Mapping[tuple[str, str], tuple[int, str]]
    counted: Sequence[tuple[str, str, int, int]]
    needs: Sequence[_Building]
    interviews: Sequence[_Building]
    communities: Sequence[_Building]
    stops: tuple[Stop, ...]
    is_assigned: bool
    unsent: int
    urgent: int
    frontier: Mapping[str, Mapping[str, int]]


def overview(
    node: Node,
    survey: str,
    pack: Pack,
    person: str | None = None,
    progress: Report = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Overview:
    """Everything that the overview shows, under one document. `person`: whose list of today; None for who records here, "" for everybody.

    Raises Cancelled between two of its parts.
    """

    def step(done: int, code: str) -> None:
        if cancelled():
            raise Cancelled
        progress(done, _STEPS, code)

    step(0, "overview.step.counts")
    whose = node.author if person is None else person
    read = _read(node, survey, whose, lambda: step(1, "overview.step.today"))
    step(2, "overview.step.todo")
    todo = {**flaws(node, read.named.filed, most=0).counts, "unsent": read.unsent}
    step(3, "overview.step.accounts")
    held = reconcile(node, (survey, *read.named.filed))
    talks = _tallies(read).values()
    answered = sum(each.answered for each in talks)
    households = [count for *_, values in read.buildings if (count := whole(values.get("households"))) is not None]
    tiers, items = _tiers(read.counted, pack)
    done = [key[:2] for key in read.buildings if filled(key[2]) == len(BUILDING_CORE)]
    severities = _severities(read.counted)
    return Overview(
        communities=_communities(tuple(read.named.communities), read.buildings, done),
        buildings=Progress(len(done), len(read.buildings)),
        households=Progress(answered, sum(each.households or 0 for each in talks)),
        today=read.stops,
        today_done=Progress(sum(each.state == "done" for each in read.stops), len(read.stops)),
        todo=todo,
        accounts=held,
        checked_at=node.clock.wall(),
        tiers=tiers,
        items=items,
        severities=dict(severities),
        ages=ages(read.buildings, pack),
        wishes=_wishes(talks, pack),
        answered=answered,
        unanswered=sum(sum(each.outcomes.values()) for each in talks) - answered,
        absent=sum(each.outcomes.get("absent", 0) for each in talks),
        known_households=Progress(len(households), len(read.buildings)),
        counted=sum(households),
        registered=sum(whole(values.get("households")) or 0 for *_, values in read.communities),
        defects=sum(severities.values()),
        places=_places(read.named.communities, read.buildings, done, read.walked),
        day=read.day,
        urgent_today=read.urgent,
        person=whose,
        people=tuple((line.record, f"{line.name} {line.told_apart}".strip()) for line in people_of(node, survey)),
        is_assigned=read.is_assigned,
        frontier=read.frontier,
    )


def _severities(counted: Sequence[tuple[str, str, int, int]]) -> Mapping[int, int]:
    """How many defects there are of each severity."""
    found = Counter[int]()
    for *_, severity, count in counted:
        found[severity] += count
    return found


def _read(node: Node, survey: str, whose: str, counted: Callable[[], None]) -> _Read:
    """Look at the store once. `counted()` is called when all is counted, before today's list is made."""
    today = node.clock.today()
    with node.store.reading() as connection:
        named = names_of(connection, survey)
        streams, filed = tuple(named.communities), named.filed
        buildings = [(named.who.root(stream), record, values) for stream, record, values in tally.values(connection, "building", streams)]
        walked = tally.by_building(connection, streams)
        defects = tally.defects(connection, streams)
        needs, interviews, places = (tally.values(connection, kind, streams) for kind in ("need", "interview", "community"))
        counted()
        tasks = tasks_in(connection, named, today, whose)
        if tasks:
            stops = tuple(_stop_of(connection, each, whose) for each in tasks)
        else:
            stops = _today(connection, named.communities, buildings, walked, today)
        frontier = {stream: origins for stream, origins in journal.frontier(connection).items() if stream in filed or stream == survey}
        urgent, unsent = tally.urgent_on(connection, streams, today), local.count_uncarried(connection)
        return _Read(named, today, buildings, walked, defects, needs, interviews, places, stops, bool(tasks), unsent, urgent, frontier)


def _communities(streams: Sequence[str], buildings: Sequence[_Building], done: Sequence[tuple[str, str]]) -> Progress:
    """A community is done when it has buildings and every one of them is."""
    has, finished = Counter(stream for stream, *_ in buildings), Counter(stream for stream, _ in done)
    return Progress(sum(has[stream] > 0 and has[stream] == finished[stream] for stream in streams), len(streams))


def _places(
    communities: Mapping[str, str],
    buildings: Sequence[_Building],
    done: Sequence[tuple[str, str]],
    walked: Mapping[tuple[str, str], tuple[int, str]],
) -> tuple[Place, ...]:
    """The communities in walking order, each with its progress."""
    has, finished = Counter(stream for stream, *_ in buildings), Counter(stream for stream, _ in done)
    defects = Counter[str]()
    for (stream, _), (count, _wall) in walked.items():
        defects[stream] += count
    named = sorted(communities.items(), key=lambda pair: walking_key(pair[1]))
    return tuple(Place(stream, name, Progress(finished[stream], has[stream]), defects[stream]) for stream, name in named)


def _year(values: Mapping[str, Any]) -> int | None:
    built = values.get("built")
    return whole(built.get("value")) if isinstance(built, dict) else None


def _today(
    connection: Transaction,
    communities: Mapping[str, str],
    buildings: Sequence[_Building],
    walked: Mapping[tuple[str, str], tuple[int, str]],
    today: str,
) -> tuple[Stop, ...]:
    """Where something was recorded today, then what comes next in the community in hand, in walking order."""
    here = local.get(connection, "setting.last_stream")
    touched = [each for each in buildings if walked.get(each[:2], (0, ""))[1][:10] == today]
    ahead = [each for each in buildings if each[0] == here and each not in touched and filled(each[2]) < len(BUILDING_CORE)]
    ahead.sort(key=lambda each: walking_key(str(each[2].get("name", ""))))
    touched.sort(key=lambda each: walked[each[:2]][1])
    chosen = [*touched[-(_MOST_STOPS - 1) :], *ahead][:_MOST_STOPS]
    return tuple(_stop(connection, each, communities.get(each[0], ""), walked.get(each[:2], (0, ""))[0]) for each in chosen)


def _stop_of(connection: Transaction, task: Task, whose: str) -> Stop:
    """A task as a stop: where the last defect was recorded is told for a building that is under way."""
    last = tally.last_place(connection, task.stream, task.building) if task.building and task.state == "going" and task.defects else (None, None)
    state, size = task.state, (task.storeys, task.units, task.households)
    counts = (task.defects, task.without_photo, task.filled, task.fields)
    who, since = "" if whose else task.assignee_name, task.day if task.late else ""
    name = task.name if task.building else task.community_name
    community = task.community_name if task.building else ""
    stop = Stop(task.stream, task.building, community, name, state, *counts, *size, *last, task.record, who, task.note)
    return replace(stop, since=since, houses=task.buildings, filed=task.filed)


def _stop(connection: Transaction, building: _Building, community: str, defects: int) -> Stop:
    stream, record, values = building
    bare = tally.bare_by_building(connection, (stream,)).get((stream, record), 0) if defects else 0
    full = filled(values)
    unit, storey = tally.last_place(connection, stream, record) if defects else (None, None)
    storeys, units, households = (whole(values.get(name)) for name in ("storeys", "units", "households"))
    size, state = (storeys, units, households, unit, storey), state_of(None, full, len(BUILDING_CORE), bool(defects))
    return Stop(stream, record, community, str(values.get("name", "")), state, defects, bare, full, len(BUILDING_CORE), *size)


def _tiers(counted: Sequence[tuple[str, str, int, int]], pack: Pack) -> tuple[tuple[TierCount, ...], tuple[ItemCount, ...]]:
    """Defects by tier, and the items that most of them call for first."""
    of_code, catalogue = tier_of(pack), policies.catalogue()
    tiers, items = Counter[str](), Counter[str]()
    for code, override, _, count in counted:
        tiers[override or of_code.get(code, UNCLASSIFIED)] += count
        defect = catalogue.defects.get(code)
        if defect and defect.items:
            items[defect.items[0]] += count
    order = sorted(tiers, key=lambda tier: _ORDER.index(tier) if tier in _ORDER else len(_ORDER))
    names = {tier: words.say("ui.tier.none") if tier == UNCLASSIFIED else tier_words(pack, tier) for tier in order}
    shown = tuple(TierCount(tier, names[tier], tiers[tier]) for tier in order)
    return shown, tuple(ItemCount(code, _item_name(code), _item_tier(pack, code), count) for code, count in items.most_common())


def _item_name(code: str) -> str:
    item = policies.catalogue().items[code]
    return words.pick(item.name, item.name_en)


def _item_tier(pack: Pack, code: str) -> str:
    judged = verdict(pack, policies.catalogue().items[code])
    return judged.tier or ("referred" if judged.how == "referred" else "silent")


def ages(buildings: Sequence[_Building], pack: Pack) -> Ages:
    """Buildings by spans of five years that end with the years of the documents' lines (1996–2000), and those lines."""
    spans, unknown = Counter[int](), 0
    for *_, values in buildings:
        year = _year(values)
        if year is None:
            unknown += 1
        else:
            spans[(year - 1) // SPAN * SPAN + 1] += 1
    return Ages(dict(sorted(spans.items())), unknown, cut_offs(pack))


def cut_offs(pack: Pack) -> tuple[CutOff, ...]:
    """The document's own lines on the year of completion; none where it draws none."""
    untrusted = pack.rules.get("eligibility")
    section: dict[str, Any] = untrusted if isinstance(untrusted, dict) else {}
    found: dict[int, CutOff] = {}
    for each in section.get("periods", ()):
        day = each.get("built_by")
        if isinstance(day, date) and day.year not in found:
            found[day.year] = CutOff(day.year, words.say(f"overview.line.{each.get('obligation', 'priority')}"), str(section.get("clause", "")))
    return tuple(found.values())


def _tallies(read: _Read) -> dict[str, Tally]:
    """What the talks of each community add up to, counted as its page of needs counts them."""
    root = read.named.who.root
    houses = _by_community(root, ((stream, (record, values)) for stream, record, values in read.buildings))
    talks, wished = (_by_community(root, _said(each)) for each in (read.interviews, read.needs))
    told = {root(stream): whole(values.get("households")) for stream, record, values in read.communities if stream == record}
    found = {}
    for stream in (root(each) for each in read.named.communities):
        here = dict(houses[stream])
        units = {record: whole(values.get("units")) for record, values in here.items()}
        total = households_of([whole(values.get("households")) for values in here.values()], told.get(stream))
        found[stream] = added_up(talks_of(talks[stream], wished[stream], units), total.count, total.base)
    return found


def _said(records: Sequence[_Building]) -> Iterator[tuple[str, Said]]:
    return ((stream, Said(record, values, born)) for born, (stream, record, values) in enumerate(records))


def _by_community(root: Callable[[str], str], records: Iterable[tuple[str, _Each]]) -> Mapping[str, list[_Each]]:
    found: dict[str, list[_Each]] = defaultdict(list)
    for stream, each in records:
        found[root(stream)].append(each)
    return found


def _wishes(tallies: Iterable[Tally], pack: Pack) -> tuple[Wish, ...]:
    """What the households that answered wish for, most often first."""
    counts = Counter[str]()
    for each in tallies:
        counts.update({wish.code: wish.wished for wish in each.wishes})
    catalogue = policies.catalogue()
    found = []
    for code, count in counts.items():
        need = catalogue.needs.get(code)
        if need is not None and count:
            tier = _item_tier(pack, need.items[0]) if need.items else "silent"
            found.append(Wish(code, words.pick(need.name, need.name_en), tier, count))
    return tuple(sorted(found, key=lambda each: (-each.households, each.code)))
