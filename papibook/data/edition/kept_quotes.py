"""What the figures of the commentary were when it was written: ``data/commentary/<period>/figures.csv``.

``papibook check`` writes it; a build only reads it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import read_csv, write_csv
from papibook.ground.paths import Project
from papibook.model.tables import KEPT_QUOTES

FILE = "figures.csv"


def quotes_file(project: Project, period_id: str) -> Path:
    """Where they are kept."""
    return project.commentary / period_id / FILE


def read_kept_quotes(project: Project, period_id: str) -> pd.DataFrame:
    """Schema KEPT_QUOTES; none where nothing was kept yet.

    Raises:
        RefusedTablesError: the file was broken.
    """
    path = quotes_file(project, period_id)
    return read_csv(path, KEPT_QUOTES) if path.is_file() else KEPT_QUOTES.empty()


def keep_quotes(project: Project, period_id: str, quotes: pd.DataFrame) -> bool:
    """Write ``quotes`` where they differ from what is kept; whether anything was written."""
    if quotes.equals(read_kept_quotes(project, period_id)):
        return False
    write_csv(quotes, quotes_file(project, period_id), KEPT_QUOTES)
    return True
