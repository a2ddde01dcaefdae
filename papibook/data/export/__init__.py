"""The CSV and XLSX files that readers of an edition take away.

They are made from counted tables; a table of one page carries its own CSV (:mod:`papibook.views.common`).
"""

from papibook.data.export.excel_csv import csv_for_excel
from papibook.data.export.tidy import write_tidy

__all__ = ["csv_for_excel", "write_tidy"]
