"""Shares on time then and now as tables."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import NONE_MARK
from papibook.ground.texts import say
from papibook.measures.periods import compared_with
from papibook.model.figures import ALL, About
from papibook.views.common import words
from papibook.views.common.compared import compared_name
from papibook.views.common.display import Table
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.figure_cells import ON_TIME, change_cell, few_share
from papibook.views.common.filling import fill
from papibook.views.common.rows import Row, rows_of
from papibook.views.common.same_units import on_same_units
from papibook.views.common.signs import status_sign
from papibook.views.common.tables import TableColumn, TableShape, make_table


def _as_shown(named: pd.DataFrame, edition: EditionRow) -> pd.DataFrame:
    """``named`` with its shares as shown: not reported as its sign, of few cases both numbers."""
    columns = {}
    for share, before, period_id in (
        ("share_on_time_pct", "", str(edition.period_id)),
        ("previous_pct", "previous_", str(compared_with(edition)[0])),
    ):
        unknown = named[share].isna() & (named[f"{before}n_counted"] > 0).fillna(False)
        values = zip(named[share].astype(object), unknown, strict=True)
        columns[share] = pd.Series(
            [
                status_sign("not_reported")
                if quiet
                else few_share(value, _about(row, edition, period_id), row, before, _measures(named))
                for row, (value, quiet) in zip(rows_of(named), values, strict=True)
            ],
            index=named.index,
            dtype="object",
        )
    return named.assign(**columns)


def moves_table(named: pd.DataFrame, key: str, head: str, id_column: str, edition: EditionRow) -> Table:
    before, now = period_names(edition)
    earlier = str(compared_with(edition)[0])
    _, of_whole, of_share = _measures(named)
    on = on_same_units(named[named["change"].notna()], edition)
    shown = _as_shown(named, edition).assign(
        moved=[
            change_cell(
                _about(row, edition).figure("change_in_share_on_time", row["change"]),
                row["direction_of_change"],
                1,
            )
            for row in rows_of(named)
        ]
    )
    columns = [
        TableColumn("link", head),
        TableColumn(
            "previous_n_counted",
            say("views_whole", "Tasks due"),
            "number",
            spanner=before,
            missing=NONE_MARK,
            measure=of_whole,
            period_id=earlier,
        ),
        TableColumn(
            "previous_pct",
            say("views_whole", "On time"),
            "percent",
            decimals=1,
            spanner=before,
            missing=NONE_MARK,
            measure=of_share,
            period_id=earlier,
        ),
        TableColumn("n_counted", say("views_whole", "Tasks due"), "number", spanner=now, measure=of_whole),
        TableColumn(
            "share_on_time_pct",
            say("views_whole", "On time"),
            "percent",
            decimals=1,
            spanner=now,
            missing=NONE_MARK,
            measure=of_share,
        ),
        TableColumn("moved", say("views_whole", "Change (percentage points)"), align="right"),
    ]
    shape = TableShape(
        f"moves-table-{key}",
        say("views_whole", "Share on time, then and now"),
        stub="link",
        notes=(*([fill(say("views_whole", "Shares {on}."), on=on)] if on else []), units_source(edition)),
        folds=True,
    )
    return make_table(
        shown, columns, shape, data=_behind(named, id_column), about=lambda row: _about(row, edition)
    )


def baseline_table(named: pd.DataFrame, key: str, head: str, id_column: str, edition: EditionRow) -> Table:
    columns = [
        TableColumn("link", head),
        TableColumn("n_counted", say("views_whole", "Tasks due"), "number", measure="n_counted"),
        TableColumn(
            "share_on_time_pct",
            say("views_whole", "On time"),
            "percent",
            decimals=1,
            missing=NONE_MARK,
            measure="share_on_time",
        ),
    ]
    shape = TableShape(
        f"baseline-{key}",
        say("views_whole", "Share on time of this period: the baseline for later comparison"),
        stub="link",
        notes=(units_source(edition),),
        folds=True,
    )
    return make_table(
        _as_shown(named, edition),
        columns,
        shape,
        data=_behind(named, id_column),
        about=lambda row: _about(row, edition),
    )


def _about(row: Row, edition: EditionRow, period_id: str = "") -> About:
    """A dimension of all units, or all of one unit."""
    period_id = period_id or str(edition.period_id)
    if "unit_id" in row:
        return About(period_id, row["unit_id"])
    return About(period_id, ALL, f"dimension:{row['dimension_id']}")


def _measures(named: pd.DataFrame) -> tuple[str, str, str]:
    """Of part, whole and share: of groups of units both stand on the same units, and can differ from all."""
    if named["n_same_units"].notna().any():
        return "n_on_time_on_same_units", "n_counted_on_same_units", "share_on_same_units"
    return ON_TIME


def _behind(named: pd.DataFrame, id_column: str) -> pd.DataFrame:
    return named[
        [
            id_column,
            "previous_n_counted",
            "previous_n_on_time",
            "previous_pct",
            "n_counted",
            "n_on_time",
            "share_on_time_pct",
            "change",
            "n_same_units",
        ]
    ]


def period_names(edition: EditionRow) -> tuple[str, str]:
    before = words.sentence_case(compared_name(edition))
    if edition.compared_plan:
        before = say("views_whole", "{period} (plan {plan})", period=before, plan=edition.compared_plan)
    return before, words.sentence_case(str(edition.period_name))
