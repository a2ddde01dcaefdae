"""Who is meant by ``communes``, ``departments`` or a list of unit ids."""

from __future__ import annotations

import pandas as pd

GROUPS = ("communes", "departments")
"""Words that stand for all reporting units of that ``unit_group``."""


def split_ids(spec: object) -> tuple[str, ...]:
    """``"a;b"`` gives ``("a", "b")``; an empty or missing cell gives nothing."""
    if spec is None or spec is pd.NA or spec != spec:
        return ()
    return tuple(part.strip() for part in str(spec).split(";") if part.strip())


def group_members(spec: object, units: pd.DataFrame) -> tuple[str, ...]:
    """The units that ``spec`` names, each once, in the order of ``sort_order``.

    ``spec`` holds ``communes``, ``departments`` or unit ids, separated by ``;``. A group stands for its
    reporting units; a unit named by its id is taken whether it reports or not (the Front and the court).

    Args:
        units: schema UNITS.

    Raises:
        ValueError: a word is neither a group nor a unit; readers of the tables refuse such a word before.
    """
    wanted: set[str] = set()
    known = set(units["unit_id"])
    for word in split_ids(spec):
        if word in GROUPS:
            wanted.update(units.loc[(units["unit_group"] == word) & units["is_reporting"], "unit_id"])
        elif word in known:
            wanted.add(word)
        else:
            raise ValueError(f"neither a group nor a unit: {word!r}")
    ordered = units.sort_values(["sort_order", "unit_id"], kind="stable")["unit_id"]
    return tuple(str(unit_id) for unit_id in ordered if unit_id in wanted)


def explode_members(frame: pd.DataFrame, column: str, units: pd.DataFrame) -> pd.DataFrame:
    """``frame`` with one row for each unit that ``column`` names: its ``unit_id`` and ``is_reporting``.

    Rows whose cell names nobody are absent.
    """
    pairs = [
        (spec, unit_id) for spec in frame[column].dropna().unique() for unit_id in group_members(spec, units)
    ]
    named = pd.DataFrame(pairs, columns=[column, "unit_id"], dtype="string")
    rows = frame.merge(named, on=column, how="inner")
    return rows.merge(units[["unit_id", "is_reporting"]], on="unit_id", how="left", validate="many_to_one")
