"""One part of the page for each group of units: how it stands, unit by unit and by dimension."""

from __future__ import annotations

import pandas as pd

from papibook.model.figures import About
from papibook.model.groups import of_group, reporting_groups
from papibook.views.common.display import Heading, Stack
from papibook.views.common.edition import EditionRow
from papibook.views.common.filling import sentence
from papibook.views.district.bars import dimension_status_bars
from papibook.views.district.heatmap import share_heatmap, units_not_drawn
from papibook.views.district.page import standing_of


def group_parts(
    obligations: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    *,
    says: str,
    reading: str,
) -> Stack:
    """Each group of which units report, in their order: heading, sentence, heatmap, bars.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        units, dimensions: schemas SHOWN_UNITS, DIMENSIONS.
        says: the sentence, with the names of :func:`papibook.views.common.sentences.standing_facts` as holes.
        reading: how to read a heatmap.
    """
    return Stack(
        tuple(
            part
            for group in reporting_groups(units)
            for part in (
                Heading(group.caption),
                sentence(
                    says,
                    standing_of(
                        of_group(obligations, units, group.group_id),
                        About(str(edition.period_id), group.group_id),
                    ),
                    look="line",
                ),
                share_heatmap(obligations, units, dimensions, edition, group.group_id, reading=reading),
                *units_not_drawn(obligations, units, dimensions, group.group_id),
                dimension_status_bars(obligations, units, dimensions, edition, group.group_id),
            )
        )
    )
