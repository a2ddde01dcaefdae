"""What a comparison calls the period that this one is compared with: by that period's own name."""

from __future__ import annotations

from papibook.ground.texts import say
from papibook.model.edition import EditionRow
from papibook.views.common import words


def compared_name(edition: EditionRow) -> str:
    """The compared period within a sentence; “cùng kỳ năm trước” only where it is that one."""
    name = str(edition.compared_name)
    return (
        say("views", "the same period of the year before")
        if edition.is_year_before
        else words.within_sentence(name)
    )


def against(edition: EditionRow) -> str:
    """``so với 6 tháng đầu năm 2022``."""
    return say("views", "against {period}", period=compared_name(edition))
