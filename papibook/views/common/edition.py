"""What the pages say of the edition; for them also its shape, and how to take the rows of its own period."""

from __future__ import annotations

from papibook.ground.texts import say
from papibook.measures.periods import current
from papibook.model.edition import EditionRow
from papibook.views.common import words

__all__ = ["EditionRow", "current", "units_source"]


def units_source(edition: EditionRow, *before: str) -> str:
    """The source note of everything that units reported, after the notes ``before`` it.

    ``{whole}``, ``{noun}`` and ``{within}`` in a note are the place's words.
    """
    source = say(
        "views_whole",
        "Source: reports of the units for {period}, as they stood on {cutoff}.",
        period=words.within_sentence(edition.period_name),
        cutoff=words.date_of(edition.cutoff_on),
    )
    notes = " ".join(before)
    for name in ("whole", "noun", "within"):
        notes = notes.replace(f"{{{name}}}", str(getattr(edition, f"place_{name}")))
    return words.one_line(f"{notes} {source}")
