"""How an answer stands in a cell of the form: codes as words, text always as text."""

from __future__ import annotations

from datetime import date

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from papibook.model.layout import MISSING_REASONS, NO, WRITTEN_STATUSES, YES


def worded(kind: str, value: object) -> object:
    """``value`` as the workbook says it: codes and yes or no as words, anything else as it is."""
    if isinstance(value, str):
        return {"status": WRITTEN_STATUSES, "reason": MISSING_REASONS}.get(kind, {}).get(value, value)
    return (YES if value else NO) if pd.api.types.is_bool(value) else value


def write_cell(sheet: Worksheet, row: int, column: int, value: object, look: Format) -> None:
    """One answer, already worded; an answer that begins with ``=`` never becomes a formula."""
    if value is None or pd.isna(value):  # any scalar may come
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, pd.Timestamp(value).to_pydatetime(), look)
    else:
        sheet.write_number(row, column, float(value), look)  # type: ignore[arg-type]  # numbers are left
