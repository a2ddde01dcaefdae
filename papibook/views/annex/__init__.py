"""The annexes: the list of tasks, the catalogue of indicators, other indices.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.annex.indicators import dimension_links, indicators_table
from papibook.views.annex.serves import serving
from papibook.views.annex.tasks import task_facts, tasks_table

__all__ = ["dimension_links", "indicators_table", "serving", "task_facts", "tasks_table"]
