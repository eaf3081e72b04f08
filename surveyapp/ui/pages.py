"""The names of the pages of the shell."""

from __future__ import annotations

from collections.abc import Mapping

BEGIN, WALK, NEEDS, PLAN, HANDOVER, SETTINGS = "begin", "walk", "needs", "plan", "handover", "settings"
OVERVIEW, REVIEW = "overview", "review"
"""The two pages about the whole survey."""
IMPORT = "import"
"""Tables are brought in from the settings, from the needs, or by dropping one on the window."""
MAP = "map"
"""The map belongs to the walk: it is reached from there, and the rail shows the walk meanwhile."""
RAIL = (OVERVIEW, WALK, NEEDS, REVIEW, PLAN, HANDOVER, SETTINGS)
"""What stands in the rail, in its order."""
IN_RAIL_AS: Mapping[str, str] = {MAP: WALK, IMPORT: SETTINGS}
"""Which page the rail marks while one is shown that is not in it."""
