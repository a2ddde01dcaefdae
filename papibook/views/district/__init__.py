"""The page of the whole place: heatmap, status, deadlines, headline indicators, overdue, remarks.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.district.bars import dimension_status_bars
from papibook.views.district.checklists import checklists
from papibook.views.district.deadlines import plan_deadlines, unmet_deadlines, unmet_facts
from papibook.views.district.directives import (
    conclusion_entries,
    conclusion_facts,
    directive_entries,
    directive_facts,
    directives,
)
from papibook.views.district.groups import group_parts
from papibook.views.district.heatmap import share_heatmap
from papibook.views.district.indicators import headline_indicators
from papibook.views.district.items import asked_bodies, asked_facts, item_figures
from papibook.views.district.overdue import not_done_table, overdue_facts, overdue_table
from papibook.views.district.page import district_facts
from papibook.views.district.remarks import remark_facts, remarks_by_dimension
from papibook.views.district.shared_remarks import held_up, shared_proposals
from papibook.views.district.timeline import deadline_timeline

__all__ = [
    "asked_bodies",
    "asked_facts",
    "checklists",
    "conclusion_entries",
    "conclusion_facts",
    "deadline_timeline",
    "dimension_status_bars",
    "directive_entries",
    "directive_facts",
    "directives",
    "district_facts",
    "group_parts",
    "headline_indicators",
    "held_up",
    "item_figures",
    "not_done_table",
    "overdue_facts",
    "overdue_table",
    "plan_deadlines",
    "remark_facts",
    "remarks_by_dimension",
    "share_heatmap",
    "shared_proposals",
    "unmet_deadlines",
    "unmet_facts",
]
