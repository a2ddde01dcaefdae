"""CSV that Excel opens right, and in which nothing that a unit wrote runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import format_csv
from papibook.ground.errors import ConfigError
from papibook.ground.whole_file import write_whole

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
PLAIN_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


def csv_for_excel(csv_text: str) -> bytes:
    """``csv_text`` as Excel wants it: UTF-8 with BOM, CRLF, cells that would run as formulas made text.

    Such a cell gets a leading apostrophe; a plain number with its sign stays a number.

    >>> csv_for_excel("a,b\\n=1+1,-5\\n").decode("utf-8-sig")
    "a,b\\r\\n'=1+1,-5\\r\\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in csv.reader(io.StringIO(csv_text.removeprefix(BOM), newline="")):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    starts_formula = cell.startswith(FORMULA_STARTS) or cell.lstrip().startswith(FORMULA_STARTS)
    return f"'{cell}" if starts_formula and not PLAIN_NUMBER.fullmatch(cell) else cell


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write ``frame`` as CSV that Excel opens right, to a file that the caller names, in one step.

    Raises:
        ConfigError: the folder is not there, or a folder stands in the file's place.
    """
    if not path.parent.is_dir() or path.is_dir():
        raise ConfigError(
            "--csv: {file} cannot be written; its folder must exist and the name must be a file's.",
            file=str(path),
        )
    write_whole(path, csv_for_excel(format_csv(frame)))
