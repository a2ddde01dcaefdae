"""The data behind a view: rounded to what is shown, and as CSV text to download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from papibook.ground.numbers import round_half_up


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


def csv_text(frame: pd.DataFrame, names: Sequence[str] | None = None) -> str:
    """``frame`` as CSV: comma, LF, a header row, ISO days, point decimals, whole numbers without a point.

    Guarding against spreadsheet formulas is the writer's business, who knows the reader's program
    (papibook.data.export).
    """
    shown = frame if names is None else frame[list(names)]
    columns = {name: _machine(shown[name]) for name in shown.columns}
    return str(pd.DataFrame(columns, columns=list(shown.columns)).to_csv(index=False, lineterminator="\n"))


def _machine(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        has_time = bool((values.dropna() != values.dropna().dt.normalize()).any())
        return values.dt.strftime("%Y-%m-%d %H:%M:%S" if has_time else "%Y-%m-%d")
    if pd.api.types.is_bool_dtype(values):
        return values.map({True: "true", False: "false"})
    if pd.api.types.is_float_dtype(values):
        return values.map(_plain_number, na_action="ignore").astype("object")
    return values


def _plain_number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(float(value))
