"""What a schema asks of a table's cells: each broken constraint is one problem that says where and what."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from forms import make_project

from papibook.data.given.constraints import constraint_problems, known_ids
from papibook.data.given.plan import TABLES as PLAN_TABLES
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import TABLES as REFERENCE_TABLES
from papibook.ground.problems import RefusedTablesError
from papibook.model.frames import Schema, column, columns
from papibook.model.tables import FOLLOW_UP, RECEIPTS

THINGS = Schema(
    "things",
    columns(
        thing_id="text",
        on=column("day", required=False),
        colour=column("text", required=True, allowed=("red", "green")),
        owner=column("text", allowed=("nobody",), refers_to=("people",)),
    ),
    ("thing_id", "on"),
)
PEOPLE = {"people": known_ids(["an", "binh"], "people.csv")}


def said(**cells: object) -> list[str]:
    frame = THINGS.from_records([{"thing_id": "a", "colour": "red", **cells}])
    return [problem.text("en") for problem in constraint_problems(frame, THINGS, PEOPLE)]


def test_a_row_that_keeps_all_constraints_is_no_problem() -> None:
    assert said(owner="an; nobody") == []
    assert said() == []


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"colour": None}, "things.csv: “a” has no colour. It must be filled in."),
        (
            {"colour": "gren"},
            "things.csv: “a”, column colour: “gren” is not one of red, green. Did you mean “green”?",
        ),
        (
            {"owner": "an;bin"},
            "things.csv: “a”, column owner: “bin” does not stand in people.csv. Did you mean “binh”?",
        ),
        (
            {"owner": "nobodi", "on": pd.Timestamp("2022-05-31")},
            "things.csv: “a 2022-05-31”, column owner: “nobodi” does not stand in people.csv. "
            "Did you mean “nobody”?",
        ),
    ],
)
def test_a_broken_constraint_says_row_column_and_what_was_meant(
    cells: dict[str, object], message: str
) -> None:
    assert said(**cells) == [message]


def test_ids_are_not_looked_up_in_what_is_not_read() -> None:
    frame = THINGS.from_records([{"thing_id": "a", "colour": "red", "owner": "x"}])
    assert list(constraint_problems(frame, THINGS)) == []


def test_every_set_of_ids_that_a_column_names_is_one_that_readers_know() -> None:
    known = {schema.name for schema in (*REFERENCE_TABLES, *PLAN_TABLES)} | {"periods", "items"}
    named = {
        name
        for schema in (*REFERENCE_TABLES, *PLAN_TABLES, FOLLOW_UP, RECEIPTS)
        for each in schema.columns
        for name in each.refers_to
    }
    assert named <= known


def test_a_plan_without_items_outside_its_solutions_is_told_the_lines_to_add(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    folder = project.plans / "1-KH-2022"
    (folder / "checklists.csv").unlink()
    yml = (folder / "plan.yml").read_text(encoding="utf-8")
    without = re.sub("items_outside_solutions: .*\n", "", yml)
    (folder / "plan.yml").write_text(without, encoding="utf-8")
    tasks = (folder / "tasks.csv").read_text(encoding="utf-8")
    (folder / "tasks.csv").write_text(tasks.replace("T2.1-01,2.1", "T2.1-01,V.2", 1), encoding="utf-8")
    with pytest.raises(RefusedTablesError) as caught:
        read_plan(project)
    lines = "items_outside_solutions:\n  - {item: V.2}"
    assert lines in caught.value.text("en")
    assert lines in caught.value.text("vi")
    with (folder / "plan.yml").open("a", encoding="utf-8") as file:
        file.write(lines.replace("V.2", "V.2, document: plan/part-5, asks_for: own_plans") + "\n")
    plan = read_plan(project)
    assert plan.file.item_asking_for("own_plans") == "V.2"
    assert plan.file.item_asking_for("reports") is None


def test_an_outcome_that_no_receipt_has_is_refused() -> None:
    receipts = RECEIPTS.from_records([{"receipt_id": "1", "outcome": "acepted"}])
    (problem,) = constraint_problems(receipts, RECEIPTS, file="2022/receipts.csv")
    assert "2022/receipts.csv: “1”, column outcome: “acepted” is not one of" in problem.text("en")
