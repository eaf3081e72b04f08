"""What floats above every page: the command palette, all tiles, the keys, the help of a page, and the clause behind a tier."""

from __future__ import annotations

from functools import partial

from surveyapp import settings
from surveyapp.domain.addresses import Address
from surveyapp.domain.walk_views import Door, PersonLine, Tile
from surveyapp.ui.acts import Acts
from surveyapp.ui.errands import Errands
from surveyapp.ui.jump.clause import ClauseSheet
from surveyapp.ui.jump.palette import Goal, find, read_all
from surveyapp.ui.jump.search import rank
from surveyapp.ui.jump.sheets import HelpSheet, KeysSheet
from surveyapp.ui.key_table import keys, written
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK
from surveyapp.ui.shell import Shell
from surveyapp.ui.theme import px
from surveyapp.ui.tour.tour import Tour
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD
from surveyapp.ui.widgets.finder import Entry, Finder
from surveyapp.words import say

PAGES = ((OVERVIEW, "Ctrl+1"), (WALK, "Ctrl+2"), (NEEDS, "Ctrl+4"), (REVIEW, "Ctrl+5"), (PLAN, "Ctrl+6"), (HANDOVER, "Ctrl+7"), (SETTINGS, "Ctrl+8"))
PHOTOS_KEY = "Ctrl+3"
"""The photos are no page of the rail but a part of the walk."""
PAGE_KEYS = tuple(sorted([*(key for _, key in PAGES), PHOTOS_KEY]))


def _also(page: str) -> tuple[str, ...]:
    """What a page is called elsewhere: in its help, or in short."""
    return tuple(each for each in (say(f"ui.help.title.{page}"), say("jump.also.map") if page == MAP else "") if each)


class Overlays:
    """Children of the shell. They are made with it: a change of language makes new ones."""

    def __init__(self, shell: Shell, errands: Errands, acts: Acts) -> None:
        self._shell, self._errands = shell, errands
        self._acts = acts
        self._doors: tuple[Door, ...] = ()
        self._tiles: tuple[Tile, ...] = ()
        self._offered: tuple[Entry, ...] = ()
        self.finder = Finder(shell)
        self.keys = KeysSheet(shell, keys(PAGE_KEYS))
        self.tour = Tour(shell)
        self.help = HelpSheet(shell)
        self.clause = ClauseSheet(shell)
        self.help.keys_wanted.connect(self.show_keys)
        self.help.tour_wanted.connect(self._tour_from_help)
        shell.sample.tour_wanted.connect(self.tour.begin)
        self.tour.ended.connect(self._tour_seen)
        if shell.is_sample:
            shell.standing.place_chosen.connect(self._tour_once)
        shell.walk.defects.all_wanted.connect(self.find_tile)
        shell.header.jump_wanted.connect(self.jump)
        shell.walk.defects.in_hand.clause_wanted.connect(self.show_clause)

    def _tour_from_help(self) -> None:
        self.help.close_it()
        self.tour.begin()

    def _tour_once(self) -> None:
        """The first time that someone tries out the sample, the tour begins by itself."""
        self._shell.standing.place_chosen.disconnect(self._tour_once)
        self._errands.ask(lambda verbs: verbs.setting(settings.TOUR.name), lambda seen: None if seen else self.tour.begin())

    def _tour_seen(self) -> None:
        if not self._shell.standing.read_only:
            self._errands.ask(lambda verbs: verbs.set_setting(settings.TOUR.name, "seen"))

    def jump(self) -> None:
        """Ctrl+K: go anywhere, do anything."""
        if self._shell.shown == BEGIN:
            return
        self._offered, standing = self._entries(), self._shell.standing
        goal = Goal(standing.stream, self._go_to, self._stand_at)
        self.finder.ask(say("ui.jump.name"), say("ui.jump.hint"), lambda text: find(text, self._offered, self._doors, goal))
        self._errands.ask(lambda verbs: (read_all(verbs.places()), verbs.people()), self._know, lane="doors")

    def _know(self, told: tuple[tuple[Door, ...], tuple[PersonLine, ...]]) -> None:
        self._doors = told[0]
        self._acts.know_people(told[1])
        self._offered = self._entries()
        if self.finder.isVisible():
            self.finder.look()

    def _entries(self) -> tuple[Entry, ...]:
        shell = self._shell
        pages = [Entry(page, say(f"ui.rail.{page}"), say("ui.jump.page"), written(key), partial(shell.go, page), _also(page)) for page, key in PAGES]
        pages.append(Entry("image", say("jump.photos"), say("ui.jump.page"), written(PHOTOS_KEY), self.go_to_photos))
        pages.sort(key=lambda each: each.key)
        pages += [
            Entry("map", say("ui.map.open_map"), say("ui.jump.page"), written("Ctrl+M"), lambda: shell.go(MAP), _also(MAP)),
            Entry("building", say("jump.record"), say("ui.jump.page"), "", partial(self._go_to_tab, RECORD)),
            Entry("table", say("importing.page"), say("ui.jump.page"), "", lambda: shell.go(IMPORT)),
        ]
        also = self._acts.other_words()
        acts = [Entry(icon, words, say("ui.jump.act"), key, act, also.get(words, ())) for icon, words, key, act in self._acts.commands()]
        return (*pages, *acts)

    def go_to_photos(self) -> None:
        """Ctrl+3: the photos of where one stands on the walk."""
        if self._shell.shown != BEGIN:
            self._go_to_tab(PHOTOS)

    def _go_to_tab(self, tab: str) -> None:
        self._shell.go(WALK)
        self._shell.walk.show_tab(tab)

    def _go_to(self, stream: str, building: str) -> None:
        standing = self._shell.standing
        if stream != standing.stream:
            standing.choose_community(stream, building)
        else:
            standing.choose_building(building)
        self._shell.go(WALK)

    def _stand_at(self, stream: str, building: str, place: Address) -> None:
        self._go_to(stream, building)
        self._shell.walk.show_tab(DEFECTS)
        self._shell.walk.defects.place.choose({"unit": place.unit, "storey": place.storey})

    def find_tile(self) -> None:
        """全部…: every defect of the catalogue; one that is taken is recorded like a tile."""

        def known(tiles: tuple[Tile, ...]) -> None:
            self._tiles = tiles
            self.finder.ask(say("ui.tiles.find"), say("ui.tiles.find_hint"), self._tiles_for)

        self._errands.ask(lambda verbs: verbs.all_tiles(), known, lane="all_tiles")

    def _tiles_for(self, text: str) -> tuple[Entry, ...]:
        scored = [(rank(text, tile.name) if text else 0, tile) for tile in self._tiles]
        scored = [(0 if text and tile.code.casefold().startswith(text.casefold()) else score, tile) for score, tile in scored]
        found = sorted(((score, tile) for score, tile in scored if score is not None), key=lambda each: each[0])
        record = self._shell.walk.defects.record_tile
        return tuple(Entry("plus", tile.name, tile.code, "", partial(record, tile)) for _, tile in found)

    def show_keys(self) -> None:
        """Ctrl+/: the keys; once more puts them away."""
        self.help.close_it()
        if self.keys.isVisible():
            self.keys.close_it()
        else:
            self.keys.open_at(px(1000))

    def show_help(self) -> None:
        """F1: what one does here; once more puts it away."""
        if self.help.isVisible():
            self.help.close_it()
            return
        page = self._shell.shown
        self.help.tell(say("ui.help.how", page=say(f"ui.help.title.{page}")), say(f"ui.help.{page}").split("\n"))

    def show_clause(self) -> None:
        """F2: the clause behind the candidate under Enter, or behind the defect in hand."""
        defects = self._shell.walk.defects
        if self.clause.isVisible():
            self.clause.close_it()
        elif self._shell.shown == WALK:
            current = defects.entry.list.current if defects.entry.list.isVisible() else None
            line = defects.line
            if current is not None and current.suggestion is not None:
                self.clause.show_badge(current.suggestion.badge)
            elif line is not None:
                self.clause.show_badge(line.badge)

    def close(self) -> bool:
        """Esc: put away what is open; answers whether anything was."""
        for sheet in (self.clause, self.help, self.keys):
            if sheet.isVisible():
                sheet.close_it()
                return True
        return False
