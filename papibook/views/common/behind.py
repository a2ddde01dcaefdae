"""The data behind a view: rounded to what is shown, and as CSV text to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

import pandas as pd

from papibook.ground.numbers import DATA_DECIMALS, all_digits, round_half_up
from papibook.views.common.rows import values_of


def rounded(frame: pd.DataFrame, decimals: Mapping[str, int]) -> pd.DataFrame:
    """``frame`` with the named columns rounded (halves away from zero) to the places shown.

    A chart's rows are rounded before they are drawn, so that a change nobody sees changes no byte.
    """
    changed = {
        name: frame[name]
        .map(lambda value, n=places: round_half_up(value, n), na_action="ignore")
        .astype("float64")
        for name, places in decimals.items()
    }
    return frame.assign(**changed)


def csv_text(frame: pd.DataFrame) -> str:
    """``frame`` as CSV: comma, LF, a header row, ISO days, point decimals (at most DATA_DECIMALS),
    whole numbers without a point.

    Guarding against spreadsheet formulas is the writer's business, who knows the reader's program
    (papibook.data.export.tidy).
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(zip(*(_machine(frame[name]) for name in frame.columns), strict=True))
    return text.getvalue()


def _machine(values: pd.Series) -> list[object]:
    missing = values.isna().tolist()
    return ["" if gone else cell for cell, gone in zip(_written(values), missing, strict=True)]


def _written(values: pd.Series) -> Iterable[object]:
    if pd.api.types.is_datetime64_any_dtype(values):
        known = values.dropna()
        has_time = bool((known != known.dt.normalize()).any())
        return values_of(values.dt.strftime("%Y-%m-%d %H:%M:%S" if has_time else "%Y-%m-%d"))
    if pd.api.types.is_bool_dtype(values):
        return values_of(values.map({True: "true", False: "false"}))
    if pd.api.types.is_float_dtype(values):
        return (
            cell if cell != cell else all_digits(round_half_up(cell, DATA_DECIMALS))
            for cell in values_of(values)
        )
    return values_of(values)
