"""Groups of units (groups.csv) with their words, and who is meant by a group's id or a list of unit ids."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from papibook.model.frames import left_lookup


def split_ids(spec: object) -> tuple[str, ...]:
    """``"a;b"`` gives ``("a", "b")``; an empty or missing cell gives nothing."""
    if spec is None or spec is pd.NA or spec != spec:
        return ()
    return tuple(part.strip() for part in str(spec).split(";") if part.strip())


def group_words(spec: object, units: pd.DataFrame) -> tuple[str, ...]:
    """The groups that ``spec`` names, without the units that it names one by one.

    Args:
        units: schema UNITS.
    """
    known = set(units["unit_id"])
    return tuple(word for word in split_ids(spec) if word not in known)


def group_members(spec: object, units: pd.DataFrame) -> tuple[str, ...]:
    """The units that ``spec`` names, each once, in the order of ``sort_order``.

    ``spec`` holds ids of groups or units, separated by ``;``. A group stands for its reporting units; a unit
    named by its id is taken whether it reports or not (a body that is only asked).

    Args:
        units: schema UNITS.

    Raises:
        ValueError: a word is neither a group nor a unit; readers of the tables refuse such a word before.
    """
    wanted: set[str] = set()
    known, groups = set(units["unit_id"]), set(units["unit_group"])
    for word in split_ids(spec):
        if word in known:
            wanted.add(word)
        elif word in groups:
            wanted.update(units.loc[(units["unit_group"] == word) & units["is_reporting"], "unit_id"])
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


def with_groups(units: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """``units`` (schema UNITS) with what pages must know of each one's group: schema SHOWN_UNITS.

    ``page_id``: the unit's own page; missing where it does not report, or its group has no pages.

    Args:
        groups: schema GROUPS.
    """
    names = {
        "group_id": "unit_group",
        "name_one": "group_one",
        "name_many": "group_many",
        "caption": "group_caption",
        "sort_order": "group_order",
    }
    columns = [*list(names.values())[1:], "has_pages", "shows_supported"]
    rows = left_lookup(units, groups.rename(columns=names), "unit_group", columns)
    has_page = rows["is_reporting"].fillna(False) & rows["has_pages"].fillna(False)
    pages = (rows["unit_group"] + "/" + rows["unit_id"]).astype("string").where(has_page)
    return rows.drop(columns=["has_pages"]).assign(page_id=pages)


@dataclass(frozen=True)
class UnitGroup:
    """A group by id; ``one``, ``many``: what sentences call its units; ``caption``: the heading over them."""

    group_id: str
    one: str
    many: str
    caption: str


def groups_of(units: pd.DataFrame) -> tuple[UnitGroup, ...]:
    """The groups to which units belong, in their order.

    Args:
        units: schema SHOWN_UNITS.
    """
    names = ["unit_group", "group_one", "group_many", "group_caption", "group_order"]
    rows = (
        units[names].drop_duplicates("unit_group").sort_values(["group_order", "unit_group"], kind="stable")
    )
    return tuple(UnitGroup(*map(str, row)) for row in rows[names[:-1]].to_numpy(dtype=object))


def reporting_groups(units: pd.DataFrame) -> tuple[UnitGroup, ...]:
    """The groups of which units report, in their order: each has its part on a page."""
    return groups_of(units[units["is_reporting"].fillna(False)])


def group_noun(units: pd.DataFrame, group_id: str) -> str:
    """What several units of a group are called within a sentence; of a group without units its id."""
    return next((group.many for group in groups_of(units) if group.group_id == group_id), group_id)


def sending_units(units: pd.DataFrame) -> pd.DataFrame:
    """The reporting units that send a workbook; the others report through one of them."""
    return units[units["is_reporting"].fillna(False) & units["reports_through"].isna()]


def carriers(units: pd.DataFrame) -> dict[str, str]:
    """Of each unit that reports through another, the unit whose workbook carries its figures."""
    carried = units[units["is_reporting"].fillna(False) & units["reports_through"].notna()]
    pairs = carried[["unit_id", "reports_through"]].itertuples(index=False)
    return {str(unit_id): str(through) for unit_id, through in pairs}


def members_of(units: pd.DataFrame, group_id: str) -> pd.DataFrame:
    """The reporting units of a group."""
    return units[(units["unit_group"] == group_id) & units["is_reporting"].fillna(False)]


def of_group(frame: pd.DataFrame, units: pd.DataFrame, group_id: str) -> pd.DataFrame:
    """The rows of a group's units."""
    members = units.loc[units["unit_group"] == group_id, "unit_id"]
    return frame[frame["unit_id"].isin(members)].reset_index(drop=True)
