"""Reading a line as a whole: most lines are exactly what `write_edit` writes, and one look at their shape tells it.

What this reads, the close look of `edits.read_closely` reads the same; what this does not read, that one judges and words.
"""

from __future__ import annotations

import re

from surveyapp.domain import upcast
from surveyapp.domain.canonical import LARGEST_LINE, plain_text, plain_value
from surveyapp.domain.edits import LATEST, NAME, Edit, is_ids_by_field, is_name, line_id, read_closely

_U = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_H = "[0-9a-f]{64}"
_WHOLE = "[1-9][0-9]{0,14}"
_WALL = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}"
_FRONT = re.compile(f'{{"act":{{"id":"({_U})","name":"([^"]*)"}},"author":"({_U})","changes":(?={{)')
_BACK = re.compile(
    f',"kind":"({NAME.pattern})","made_at":(0|{_WHOLE}),"origin":"({_U})","prev":(?:null|"({_H})"),"record":"({_U})","replaces":({{[^{{}}]*}})'
    f'(?:,"saw":({{[^{{}}]*}}))?,"schema":({_WHOLE}),"seq":({_WHOLE}),"stream":"({_U})"(?:,"undoes":"({_U})")?,"wall":"({_WALL})"}}'
)
_BACK_BEGINS = ',"kind":"'
"""In a plain line no text holds a quotation mark, and behind the envelope's kind nothing begins like this: the last one is the envelope's."""
_ONE = re.compile(f'{{"({NAME.pattern})":\\["({_H})"\\]}}')
"""One field that replaces one edit: nearly every correction."""


def read_edit(untrusted_line: bytes) -> Edit:
    """The edit of a line. Raises BrokenEnvelope when the line is JSON but no edit, BadInput when it is not even JSON."""
    return read_whole(untrusted_line) or read_closely(untrusted_line)


def read_whole(untrusted_line: bytes) -> Edit | None:
    """The edit of a line that is good and has nothing unusual about it; None where it has to be looked at closely."""
    text = plain_text(untrusted_line) if len(untrusted_line) <= LARGEST_LINE else None
    if text is None or (front := _FRONT.match(text)) is None:
        return None
    border = text.rfind(_BACK_BEGINS)
    if border < front.end() or (back := _BACK.fullmatch(text, border)) is None:
        return None
    act, act_name, author = front.groups()
    kind, made_at, origin, prev, record, replaced, seen, schema, seq, stream, undoes, wall = back.groups()
    changes = plain_value(text[front.end() : border])
    replaces, saw = _ids(replaced), _ids(seen or "{}")
    if not changes or not all(map(is_name, changes)) or replaces is None or saw is None or not replaces.keys() <= changes.keys():
        return None
    if (seq == "1") != (prev is None) or int(made_at) > LATEST:
        return None
    if int(schema) < upcast.newest():
        return None
    said = (int(schema), stream, record, kind, changes, replaces, saw, act, act_name, author, origin, int(seq), prev, int(made_at), wall, undoes)
    return Edit(line_id(untrusted_line), untrusted_line, *said)


def _ids(text: str) -> dict[str, list[str]] | None:
    """The ids by field of a canonical text, None where it is something else."""
    if text == "{}":
        return {}
    if one := _ONE.fullmatch(text):
        return {one[1]: [one[2]]}
    value = plain_value(text)
    return value if isinstance(value, dict) and is_ids_by_field(value) else None
