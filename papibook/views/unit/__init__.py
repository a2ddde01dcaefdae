"""The page of a unit: its head, tasks, figures, gaps and remarks.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.unit.contradictions import unit_contradictions
from papibook.views.unit.figures import unit_figures
from papibook.views.unit.gaps import unit_gaps
from papibook.views.unit.head import unit_facts, unit_head, unit_neighbours
from papibook.views.unit.remarks import unit_remarks
from papibook.views.unit.standing import dimension_bars
from papibook.views.unit.tasks import supported_tasks, tasks_heading, unit_tasks

__all__ = [
    "dimension_bars",
    "supported_tasks",
    "tasks_heading",
    "unit_contradictions",
    "unit_facts",
    "unit_figures",
    "unit_gaps",
    "unit_head",
    "unit_neighbours",
    "unit_remarks",
    "unit_tasks",
]
