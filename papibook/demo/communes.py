"""A plan of any size: the plan's own communes, as many as are wanted, and invented ones after them.

An invented commune is plainly one: ``xa-mau-016``, "Xã mẫu 016", with a code that no register has. It is
modelled on one of the communes that the demo's faults are declared for, in turn, so that late, silent and
faulty reports stay as frequent in a province as they are in a district.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from papibook.demo.tables import PROFILES, rows_of
from papibook.ground.errors import ConfigError
from papibook.model.tables import UNITS

_INVENTED = re.compile(r"xa-mau-(\d+)")


def model_of(unit_id: str) -> str:
    """Whose faults and strength a unit has: its own, or those of the commune it is modelled on."""
    invented = _INVENTED.fullmatch(unit_id)
    return _models()[(int(invented[1]) - 1) % len(_models())] if invented else unit_id


@cache
def _models() -> tuple[str, ...]:
    rows = [row for row in rows_of(PROFILES) if row["model_number"] is not None]
    return tuple(row["unit_id"] for row in sorted(rows, key=lambda row: int(row["model_number"])))


def with_communes(units: pd.DataFrame, count: int) -> pd.DataFrame:
    """``units`` (schema UNITS) with the first ``count`` communes reporting, invented ones where they run out.

    Communes that are left out stay in the table and do not report, so that a later call can take them in
    again; invented ones of an earlier call that are not wanted any more go.

    Raises:
        ConfigError: the table has no commune to start from.
    """
    is_invented = units["unit_id"].str.fullmatch(_INVENTED.pattern)
    is_own = (units["unit_group"] == "communes") & ~is_invented
    own = units[is_own].sort_values(["sort_order", "unit_id"], kind="stable")
    if own.empty:
        raise ConfigError("units.csv has no commune. The demo needs one at least to invent others from.")
    first, last = own.iloc[0], own.iloc[-1]
    kept = units[~is_invented].copy()
    is_commune = kept["unit_id"].isin(own["unit_id"])
    kept.loc[is_commune, "is_reporting"] = kept.loc[is_commune, "unit_id"].isin(own["unit_id"].head(count))
    # Equal numbers are ordered by unit_id: the width of all of them must be one.
    width = max(3, len(str(count)))
    invented = UNITS.from_records(
        [
            {
                "unit_id": f"xa-mau-{number:0{width}d}",
                "unit_code": f"M{number:05d}",
                "unit_name": f"Xã mẫu {number:0{width}d}",
                "short_name": f"Mẫu {number:0{width}d}",
                "unit_kind": "xa",
                "unit_group": "communes",
                "parent_id": first["parent_id"],
                "is_reporting": True,
                "sort_order": last["sort_order"],
                "note": "Xã giả định do lệnh demo đặt ra, không có thật",
            }
            for number in range(len(own) + 1, count + 1)
        ]
    )
    place = int(kept.index.get_loc(last.name)) + 1
    return UNITS.coerce(pd.concat([kept.iloc[:place], invented, kept.iloc[place:]], ignore_index=True))
