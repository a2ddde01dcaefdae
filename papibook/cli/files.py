"""Tables that a command writes to a file named by its caller."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from papibook.data.excel_csv import csv_for_excel
from papibook.data.tables import format_csv
from papibook.ground.errors import ConfigError
from papibook.ground.whole_file import write_whole


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
    write_whole(path, csv_for_excel(format_csv(frame)))
