"""The page of the whole place: heatmap, status, deadlines, headline indicators, overdue, remarks.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.district.bars import dimension_status_bars
from papibook.views.district.heatmap import share_heatmap
from papibook.views.district.indicators import headline_indicators
from papibook.views.district.overdue import overdue_sentence, overdue_table
from papibook.views.district.page import (
    district_sentence,
    group_sentence,
    own_plans,
    own_plans_sentence,
    plan_deadlines,
)
from papibook.views.district.remarks import remarks_by_dimension, remarks_sentence
from papibook.views.district.timeline import deadline_timeline

__all__ = [
    "deadline_timeline",
    "dimension_status_bars",
    "district_sentence",
    "group_sentence",
    "headline_indicators",
    "overdue_sentence",
    "overdue_table",
    "own_plans",
    "own_plans_sentence",
    "plan_deadlines",
    "remarks_by_dimension",
    "remarks_sentence",
    "share_heatmap",
]
