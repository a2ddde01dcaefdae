"""Tables that a command writes to a file named by its caller."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from papibook.data.excel_csv import csv_for_excel
from papibook.data.tables import format_csv
from papibook.ground.errors import ConfigError


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write ``frame`` as CSV that Excel opens right, in one step.

    Raises:
        ConfigError: the folder is not there, or a folder stands in the file's place.
    """
    if not path.parent.is_dir() or path.is_dir():
        raise ConfigError(
            "--csv: {file} cannot be written; its folder must exist and the name must be a file's.",
            file=str(path),
        )
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(csv_for_excel(format_csv(frame)))
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
