"""What items of the plan ask the units besides their tasks: ``checklists.csv`` of the plan.

The answers are lines of the information sheet. A plan without the file asks for nothing; one whose plan.yml
says of an item ``asks_for: own_plans`` asks for what forms asked before there was such a file
(``own_plan.csv`` beside this module).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.data.given.owed import owed_tasks
from papibook.data.given.reference import Reference
from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import fold
from papibook.model.layout import INFO_FIELDS, InfoField
from papibook.model.plan import PlanFile
from papibook.model.tables import CHECKLISTS

FILE = "checklists.csv"


def scan_checklists(folder: Path, file: PlanFile) -> tuple[pd.DataFrame, list[Problem]]:
    """Schema CHECKLISTS of the plan in ``folder``, empty where it asks for nothing; and its problems."""
    if (folder / FILE).is_file():
        frame, problems = scan_csv(folder / FILE, CHECKLISTS)
        return frame, problems or list(_problems(frame))
    item = file.item_asking_for("own_plans")
    if item is None:
        return CHECKLISTS.empty(), []
    with resources.as_file(resources.files("papibook.data.given") / "own_plan.csv") as path:
        frame, problems = scan_csv(path, CHECKLISTS)
    return frame.assign(item=pd.Series(item, frame.index, dtype="string")), problems


def _problems(checklists: pd.DataFrame) -> Iterator[Problem]:
    labels = {fold(info.label): info.name for info in INFO_FIELDS}
    names = {info.name for info in INFO_FIELDS}
    for row in checklists.itertuples():
        name, label = str(row.field), fold(str(row.label))
        if not re.fullmatch("[a-z][a-z0-9_]*", name) or name in names:
            yield problem(
                "{file}: field “{found}” must be made of a-z, 0-9 and _, begin with a letter, and be none of "
                "{taken}.",
                file=FILE,
                found=name,
                taken=", ".join(sorted(names)),
            )
        if labels.setdefault(label, name) != name:
            yield problem(
                "{file}: “{row}” has the label “{found}”, which “{other}” has already. An answer is found by "
                "its label; write another one.",
                file=FILE,
                row=name,
                found=row.label,
                other=labels[label],
            )


def plan_names(dimensions: pd.DataFrame) -> dict[str, str]:
    """The dimensions by id, as the plan prints them."""
    names = dimensions["plan_name"].fillna(dimensions["dimension_name"])
    return dict(zip(dimensions["dimension_id"].astype(str), names.astype(str), strict=True))


def units_asked(checklists: pd.DataFrame, tasks: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """item, unit_id: whom each item with a checklist asks.

    Those that owe a task of the item; where no task belongs to it, every unit that reports.
    """
    reporting = units.loc[units["is_reporting"].fillna(False), "unit_id"]
    owed = owed_tasks(tasks, units)[["solution_id", "unit_id"]].drop_duplicates()
    with_tasks = set(tasks["solution_id"])
    pairs = [
        (item, unit_id)
        for item in checklists["item"].drop_duplicates()
        for unit_id in (owed.loc[owed["solution_id"] == item, "unit_id"] if item in with_tasks else reporting)
    ]
    return pd.DataFrame(pairs, columns=["item", "unit_id"], dtype="string")


def checklists_by_unit(
    checklists: pd.DataFrame, tasks: pd.DataFrame, reference: Reference
) -> Mapping[str, tuple[InfoField, ...]]:
    """The lines of each unit's information sheet that the plan asks for; no entry where it asks for none."""
    names = plan_names(reference.dimensions)
    lines = {str(row["field"]): _line(row, names) for row in checklists.to_dict("records")}
    asked = units_asked(checklists, tasks, reference.units)
    rows = checklists.merge(asked, on="item", how="inner")  # in the order of the form
    return {
        str(unit_id): tuple(lines[str(name)] for name in fields)
        for unit_id, fields in rows.groupby("unit_id")["field"]
    }


def _line(row: Mapping[Any, Any], names: Mapping[str, str]) -> InfoField:
    hint = names.get(str(row["dimension_id"]), "") if pd.isna(row["hint"]) else row["hint"]
    return InfoField(
        str(row["field"]),
        str(row["label"]),
        str(row["kind"]),
        is_required=bool(row["is_required"]),
        hint=str(hint),
    )
