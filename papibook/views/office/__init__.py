"""What the office itself uses: figures to follow up, and reminders to units.

What the template calls is listed here; what several pages share belongs to :mod:`papibook.views.common`.
"""

from papibook.views.office.follow_up import follow_up_table, proposed_table

__all__ = ["follow_up_table", "proposed_table"]
