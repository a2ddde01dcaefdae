"""The workbook that a unit fills in: what it owes, its earlier answers, a live count of what is missing.

Reading a form that came back belongs to :mod:`papibook.data.report`.
"""

from papibook.data.forms.asked import Asked, asked_in
from papibook.data.forms.workbook import FilledForm, write_workbook
from papibook.data.forms.write import write_forms

__all__ = ["Asked", "FilledForm", "asked_in", "write_forms", "write_workbook"]
