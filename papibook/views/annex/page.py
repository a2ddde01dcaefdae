"""What the two annexes share: how bodies and notes are written in a cell."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.groups import groups_of, split_ids
from papibook.model.inline import Inline, Run
from papibook.views.common import words
from papibook.views.common.rows import by_id


def bodies(spec: object, units: pd.DataFrame) -> str:
    """The bodies that a cell names, groups as all of their units.

    Args:
        units: schema SHOWN_UNITS.
    """
    names = by_id(units, "unit_id", "unit_name")
    groups = {
        group.group_id: say("views_whole", "all {units}", units=group.many) for group in groups_of(units)
    }
    found = [groups.get(part, str(names.get(part, part))) for part in split_ids(spec)]
    return words.sentence_case("; ".join(found))


def with_note(text: str, note: object) -> Inline:
    """A cell's text with its note below it, smaller."""
    below = words.text_of(note)
    return (f"{text}\n", Run(below, ("note",))) if below else (text,)
