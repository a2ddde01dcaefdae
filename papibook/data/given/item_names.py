"""What items of the plan are called: by their title in plan.yml or solutions.csv, and by their number."""

from __future__ import annotations

import pandas as pd

from papibook.ground.texts import say
from papibook.model.plan import PlanFile


def item_titles(file: PlanFile, solutions: pd.DataFrame) -> dict[str, str]:
    """The title of each item that has one."""
    titles = dict(zip(solutions["solution_id"].astype(str), solutions["title"].astype(str), strict=True))
    own_plans = file.item_asking_for("own_plans")
    if own_plans is not None:
        titles[own_plans] = say("form", "The unit's own plan")
    return titles | {each.item: each.title for each in file.items_outside_solutions if each.title}


def item_name(item: str, titles: dict[str, str]) -> str:
    """An item with its title, where it has one: “Kế hoạch của đơn vị (mục IV.1.1)”, “Mục IV.1.1”."""
    if item in titles:
        return say("form", "{title} (item {item})", title=titles[item], item=item)
    return say("form", "Item {item}", item=item)


def items_without_dimension(file: PlanFile, solutions: pd.DataFrame, tasks: pd.DataFrame) -> str:
    """The items whose tasks belong to no dimension, as a heading; empty where every task has one."""
    items = tasks.loc[tasks["dimension_id"].isna(), "solution_id"].drop_duplicates()
    titles = item_titles(file, solutions)
    return "; ".join(item_name(str(item), titles) for item in items)
