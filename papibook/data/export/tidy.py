"""Data for readers to take away: all tidy tables as one XLSX with a codebook.

Cells of units are text and stay text: a spreadsheet never runs what a unit wrote. Names and phones of
persons, and who sent a file, are left out whatever table they stand in.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

import pandas as pd
import xlsxwriter

from papibook.data.export.readable import names_of, readable_frame
from papibook.data.export.sheets import (
    Looks,
    Title,
    book_title,
    sheet_name,
    table_title,
    write_codebook,
    write_readme,
    write_table,
)
from papibook.ground.texts import say
from papibook.ground.whole_file import write_whole
from papibook.model.findings import by_kind
from papibook.model.layout import ILLUSTRATIVE_BANNER, PERSONAL_FIELDS
from papibook.model.tables import GIVEN

PRIVATE_COLUMNS = ("sender", "original_name")


def write_tidy(
    path: Path,
    tables: Mapping[str, pd.DataFrame],
    *,
    edition: Mapping[str, str],
    is_illustrative: bool,
) -> None:
    """Write ``tables`` as one workbook: a page to read first, one sheet a table, a codebook.

    The same tables give the same bytes.

    Args:
        tables: frames by the name of their schema (papibook.model.tables) or ``district_standing``; each
            becomes a sheet, in this order.
        edition: facts of the edition for the first sheet, by name; ``data_closed_on`` (ISO) dates the file.
    """
    names = names_of(tables)
    public = {name: readable_frame(_for_readers(frame), names) for name, frame in tables.items()}
    banner = ILLUSTRATIVE_BANNER if is_illustrative else ""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 11},
    }
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, options)
    book.set_properties(
        {
            "title": book_title(edition),
            "subject": banner,
            "created": _made_at(edition),
        }
    )
    looks = Looks(book)
    write_readme(book.add_worksheet(say("export", "Read first")), looks, banner, edition, public)
    for name, frame in public.items():
        title = Title(table_title(name), "" if name in GIVEN else banner)
        write_table(book.add_worksheet(sheet_name(name)), looks, title, frame, name)
    codebook_title = Title(say("export", "Codebook"), "")
    write_codebook(book.add_worksheet(say("export", "Codebook")), looks, codebook_title, public)
    book.close()
    write_whole(path, content.getvalue())


def _for_readers(frame: pd.DataFrame) -> pd.DataFrame:
    """Without persons, and with findings by their kind."""
    kept = by_kind(frame) if "severity" in frame.columns else frame
    kept = kept.drop(columns=[name for name in PRIVATE_COLUMNS if name in kept.columns])
    if "field" in kept.columns:
        kept = kept[~kept["field"].isin(PERSONAL_FIELDS)]
    return kept


def _made_at(edition: Mapping[str, str]) -> datetime:
    try:
        day = date.fromisoformat(edition.get("data_closed_on", ""))
    except ValueError:
        day = date(1980, 1, 1)  # what a ZIP file calls no date
    return datetime.combine(day, time())
