"""An XLSX file as cells, and what a cell says as text, number, day or choice.

Nothing here knows a plan or judges a report: :mod:`papibook.data.report` does.
"""

from papibook.data.workbook.cells import Sheet, Workbook, read_workbook
from papibook.data.workbook.readings import Reading, read_choice, read_day, read_number

__all__ = ["Reading", "Sheet", "Workbook", "read_choice", "read_day", "read_number", "read_workbook"]
