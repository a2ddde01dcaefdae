"""The annexes: the list of tasks and the catalogue of indicators.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.annex.indicators import indicators_note, indicators_table
from papibook.views.annex.tasks import tasks_note, tasks_table

__all__ = ["indicators_note", "indicators_table", "tasks_note", "tasks_table"]
