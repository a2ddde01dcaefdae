"""A unit's figures beside target, district and the period before: what its page shows."""

from __future__ import annotations

import pandas as pd

from papibook.measures.changes import figure_changes
from papibook.measures.periods import current
from papibook.measures.targets import FURTHER, SET_BY, deciding_targets, further_targets, target_statuses
from papibook.model.edition import EditionRow
from papibook.model.frames import left_lookup

_DISTRICT = ["district_value", "n_units", "n_units_owing"]


def unit_figures(
    figures: pd.DataFrame,
    indicators: pd.DataFrame,
    targets: pd.DataFrame,
    district: pd.DataFrame,
    edition: EditionRow,
) -> pd.DataFrame:
    """The figures of the edition's period with what they are measured against.

    A ratio's target holds for each unit as for the district. A yes/no target is a percentage of units; of
    one unit it asks for yes (1) or, where lower is better, no (0). A count's target is the district's total:
    a unit has none, unless it is the only one counted or the target is 0.

    Args:
        figures: schema FIGURES, with the periods of ``edition`` among its rows.
        indicators, targets, district: schemas INDICATORS, TARGETS, DISTRICT_FIGURES.

    Returns:
        The columns of schema FIGURES and: target (in the unit of obs_value), target_status (met, not_met,
        none), target_set_by, further_targets (targets.FURTHER), district_value (percent of yes for yes/no),
        n_units, n_units_owing (what the district value stands on), value, previous, change, basis,
        change_status, direction_of_change (:func:`figure_changes`; ``value`` is the difference where
        ``basis`` is difference).
    """
    changes = figure_changes(figures, indicators, edition).rename(columns={"status": "change_status"})
    own = current(figures, edition)
    whole = current(district, edition).rename(columns={"obs_value": "district_value"})
    rows = left_lookup(own, indicators, "indicator_id", ["kind", "direction", "decimals"])
    asked = deciding_targets(current(targets, edition), indicators).rename(columns=SET_BY)
    rows = left_lookup(rows, asked, "indicator_id", ["target", "target_set_by"])
    rows = left_lookup(rows, whole, "indicator_id", _DISTRICT)
    rows = rows.merge(changes, on=["unit_id", "period_id", "indicator_id"], how="left", validate="one_to_one")
    rows[FURTHER] = further_targets(rows, indicators, current(targets, edition), _unit_targets)
    rows["target"] = _unit_targets(rows)
    rows["target_set_by"] = rows["target_set_by"].where(rows["target"].notna())
    rows["target_status"] = target_statuses(
        rows["obs_value"], rows["target"], rows["direction"], rows["decimals"]
    )
    new = ["target", "target_status", "target_set_by", FURTHER]
    new += ["district_value", "n_units", "n_units_owing"]
    return rows[
        [*own.columns, *new, "value", "previous", "change", "basis", "change_status", "direction_of_change"]
    ]


def _unit_targets(rows: pd.DataFrame) -> pd.Series:
    target = rows["target"].astype("float64")
    asked_yes = (rows["direction"] == "higher").astype("float64").where(target.notna())
    whole_district = (rows["kind"] == "count") & (target != 0) & (rows["n_units_owing"].fillna(0) != 1)
    return target.mask(rows["kind"] == "yes_no", asked_yes).mask(whole_district)
