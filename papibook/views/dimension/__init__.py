"""The page of a PAPI dimension: its solutions, tasks, indicators and the official scores beside them.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.dimension.dots import by_unit_heading, indicator_dots
from papibook.views.dimension.figures import figure_grid, indicator_table
from papibook.views.dimension.grid import task_grid
from papibook.views.dimension.page import dimension_facts, solution_standing
from papibook.views.dimension.papi import official_scores

__all__ = [
    "by_unit_heading",
    "dimension_facts",
    "figure_grid",
    "indicator_dots",
    "indicator_table",
    "official_scores",
    "solution_standing",
    "task_grid",
]
