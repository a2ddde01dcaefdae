"""The results of an edition that texts for readers state: of the whole, by dimension, by public indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from papibook.data.slices import open_page
from papibook.ground.numbers import format_number, format_share
from papibook.measures import current, headline, standing
from papibook.measures.flags import is_true
from papibook.model.edition import EditionRow
from papibook.model.figures import About
from papibook.model.table import TableValue
from papibook.views.common import words
from papibook.views.common.rows import rows_of
from papibook.views.common.sentences import share_text
from papibook.views.common.tables import TableColumn, TableShape, make_table


@dataclass(frozen=True)
class PublicFigure:
    """A value of all units that anybody may see, with its unit of measure, as it is written.

    ``units``: on the figures of how many it stands; empty: of all that owe one.
    """

    name: str
    value: str
    units: str


@dataclass(frozen=True)
class Results:
    """``dimensions``: dimension_id, name, columns of STANDING; ``figures``: of public indicators alone."""

    edition: EditionRow
    n_counted: int
    n_on_time: int | None
    n_overdue: int | None
    n_reporting: int
    n_sent: int
    n_tasks: int
    dimensions: pd.DataFrame
    figures: tuple[PublicFigure, ...]

    @property
    def is_known(self) -> bool:
        """Whether any of what was due is reported on."""
        return self.n_on_time is not None

    @property
    def share(self) -> str:
        """``89,2%``, of few cases ``2/3``."""
        return format_share(self.n_on_time, self.n_counted, 1)

    @property
    def dimension_table(self) -> TableValue:
        """How the obligations of each dimension stand."""
        columns = [
            TableColumn("number", "TT"),
            TableColumn("name", "Nội dung"),
            TableColumn("n_counted", "Đầu việc đến hạn", "number", measure="n_counted"),
            TableColumn("n_on_time", "Hoàn thành đúng hạn", "number", measure="n_on_time"),
            TableColumn("share", "Tỷ lệ", align="right"),
        ]
        shape = TableShape("by-dimension", "Kết quả theo từng nội dung", stub="name")
        frame = self.dimensions.assign(
            number=self.dimensions["dimension_id"],
            share=[share_text(row) for row in rows_of(self.dimensions)],
        )
        period_id = str(self.edition.period_id)
        return make_table(
            frame,
            columns,
            shape,
            about=lambda row: About(period_id, subject=f"dimension:{row['dimension_id']}"),
        )


def results_of(slices: Path) -> Results:
    """The results of the edition whose slices lie in that folder.

    Raises:
        ConfigError: the edition lacks one of the slices.
    """
    page = open_page(slices, "plan", "standing", "district")
    edition = page.edition
    head = headline(page["obligations"], page["reports"], page["district_figures"], edition)
    names = page["dimensions"][["dimension_id", "dimension_name"]].rename(columns={"dimension_name": "name"})
    by_dimension = current(page["district_standing"], edition)
    share, reports = head.share_on_time, head.reports_on_time
    is_known = share.value is not None
    return Results(
        edition,
        share.of,
        share.n if is_known else None,
        head.overdue.n if is_known else None,
        reports.of,
        reports.of - head.n_silent,
        len(page["tasks"]),
        by_dimension.merge(names, on="dimension_id", how="left", validate="one_to_one"),
        tuple(_figures(page["indicators"], current(page["district_figures"], edition))),
    )


def results_of_unit(slices: Path, unit_id: str) -> Results:
    """The results of one unit, with its own public figures.

    Raises:
        ConfigError: the edition lacks one of the slices.
    """
    page = open_page(slices, "plan", f"unit/{unit_id}")
    edition = page.edition
    own = current(page["obligations"], edition)
    names = page["dimensions"][["dimension_id", "dimension_name"]].rename(columns={"dimension_name": "name"})
    by_dimension = standing(own, ("period_id", "dimension_id"))
    counts = next(iter(rows_of(standing(own, ("period_id",)))), None)
    n_counted = words.int_of(counts["n_counted"]) if counts else 0
    is_known = counts is not None and n_counted > 0 and not words.is_missing(counts["n_on_time"])
    figures = current(page["figures"], edition)
    known = figures[figures["obs_status"] == "value"].assign(n_units=1, n_units_owing=1, target=None)
    return Results(
        edition,
        n_counted,
        words.int_of(counts["n_on_time"]) if counts and is_known else None,
        words.int_of(counts["n_overdue"]) if counts and is_known else None,
        1,
        int(is_known),
        own["task_id"].nunique(),
        by_dimension.merge(names, on="dimension_id", how="inner", validate="one_to_one"),
        tuple(_figures(page["indicators"], known)),
    )


def _figures(catalogue: pd.DataFrame, figures: pd.DataFrame) -> Iterator[PublicFigure]:
    """Those with a target first: they say most of how it goes."""
    public = catalogue[is_true(catalogue["is_public"]) & ~catalogue["direction"].isin(["neutral", "context"])]
    known = figures.set_index("indicator_id")
    rows = [row for row in rows_of(public) if row["indicator_id"] in known.index]
    for row in sorted(rows, key=lambda row: words.is_missing(known.at[row["indicator_id"], "target"])):
        own = known.loc[row["indicator_id"]]
        if not words.is_missing(own["obs_value"]):
            yield PublicFigure(str(row["indicator_name"]), _value(row, own), _units(own))


def _value(indicator: Any, own: Any) -> str:
    measure = words.measure_of(indicator["unit_measure"], str(indicator["kind"]), total=True)
    number = format_number(float(own["obs_value"]), int(indicator["decimals"]))
    if indicator["kind"] == "yes_no" and words.int_of(own["n_units_owing"]) == 1:
        return "có" if own["obs_value"] else "không"
    if indicator["kind"] == "yes_no":
        return f"{number}% số đơn vị thực hiện"
    return f"{number}%" if measure == "%" else f"{number} {measure}".rstrip()


def _units(own: Any) -> str:
    n, owing = words.int_of(own["n_units"]), words.int_of(own["n_units_owing"])
    return "" if n == owing else f"{n}/{owing}"
