"""A plan of any size: a group's own units, as many as are wanted, and invented ones after them.

An invented unit is plainly one: called what most units of its group are called, "mẫu" and a number, with a
code that no register has. It is modelled on one of the units that the demo's faults are declared for, in
turn, so that late, silent and faulty reports stay as frequent among many as among few.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from papibook.demo.tables import PROFILES, rows_of
from papibook.ground.errors import ConfigError
from papibook.ground.vietnamese import without_marks
from papibook.model.tables import UNITS

_INVENTED = re.compile(r"[a-z0-9]+-mau-(\d+)")


def model_of(unit_id: str) -> str:
    """Whose faults and strength a unit has: its own, or those of the unit it is modelled on."""
    invented = _INVENTED.fullmatch(unit_id)
    return _models()[(int(invented[1]) - 1) % len(_models())] if invented else unit_id


@cache
def _models() -> tuple[str, ...]:
    rows = [row for row in rows_of(PROFILES) if row["model_number"] is not None]
    return tuple(row["unit_id"] for row in sorted(rows, key=lambda row: int(row["model_number"])))


def enlarged(units: pd.DataFrame, group_id: str, count: int) -> pd.DataFrame:
    """``units`` (schema UNITS) with the first ``count`` of a group reporting, some invented if need be.

    Units that are left out stay in the table and do not report, so that a later call can take them in
    again; invented ones of an earlier call that are not wanted any more go.

    Raises:
        ConfigError: the table has no unit of the group to start from.
    """
    in_group = units["unit_group"] == group_id
    is_invented = in_group & units["unit_id"].str.fullmatch(_INVENTED.pattern)
    own = units[in_group & ~is_invented].sort_values(["sort_order", "unit_id"], kind="stable")
    if own.empty:
        raise ConfigError(
            "units.csv has no unit of the group “{group}”. The demo needs one at least to invent "
            "others from.",
            group=group_id,
        )
    last = own.iloc[-1]
    kept = units[~is_invented].copy()
    is_own = kept["unit_id"].isin(own["unit_id"])
    kept.loc[is_own, "is_reporting"] = kept.loc[is_own, "unit_id"].isin(own["unit_id"].head(count))
    # Equal numbers are ordered by unit_id: the width of all of them must be one.
    width = max(3, len(str(count)))
    words = own["unit_name"].str.partition(" ")[0]
    called = str(words.mode().iloc[0])
    like = own[words == called].iloc[0]
    invented = UNITS.from_records(
        [
            {
                "unit_id": f"{without_marks(called)}-mau-{number:0{width}d}",
                "unit_code": f"M{number:05d}" if pd.notna(like["unit_code"]) else None,
                "unit_name": f"{called} mẫu {number:0{width}d}",
                "short_name": f"Mẫu {number:0{width}d}",
                "unit_kind": like["unit_kind"],
                "unit_group": group_id,
                "parent_id": own.iloc[0]["parent_id"],
                "is_reporting": True,
                "sort_order": last["sort_order"],
                "note": f"{called} giả định do lệnh demo đặt ra, không có thật",
            }
            for number in range(len(own) + 1, count + 1)
        ]
    )
    place = int(kept.index.get_loc(last.name)) + 1
    return UNITS.coerce(pd.concat([kept.iloc[:place], invented, kept.iloc[place:]], ignore_index=True))
