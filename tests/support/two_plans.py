"""A project of two years, as data alone: plans of 2022 and 2023, a merger of two communes between."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from forms import PLAN_YML, Form, Inbox, good_form, make_project
from projects import edit_csv

from papibook.ground.paths import Project
from papibook.model.layout import IDENTITY_SHEET, INFO_SHEET

FIRST, SECOND = "1-KH-2022", "2-KH-2023"

_PERIOD_2023 = """\
periods:
  - period_id: "2023"
    name: Năm 2023
    starts_on: 2022-12-01
    cutoff_on: 2023-11-30
    data_closed_on: 2023-12-08
    comparable_to: "2022"
    unit_deadline: {on: 2023-12-02, source: đề xuất}
"""

_MERGED = (
    "changed_on,kind,from_unit,to_unit,source\n"
    "2023-02-01,merge,xa-a,xa-ab,thử\n"
    "2023-02-01,merge,xa-b,xa-ab,thử\n"
)


def project_of_2022(root: Path) -> Project:
    """The plan of 2022, reported on by two communes and one department."""
    project = make_project(root)
    inbox = Inbox(project, "2022")
    for unit_id, meetings in (("xa-a", 12), ("xa-b", 20), ("phong-x", None)):
        form = good_form(unit_id, "2022")
        if meetings is not None:
            form.figure("I101", value=meetings)
            form.figure("I102", numerator=meetings, denominator=50)
        inbox.receive(unit_id, form, at="2022-12-01T09:00:00")
    return project


def add_2023(project: Project) -> None:
    """The plan of 2023 beside it, the merger, and the reports of the units that there are then."""
    add_plan_of_2023(project)
    inbox = Inbox(project, "2023")
    inbox.receive("xa-ab", form_of_2023("xa-ab"), at="2023-12-01T09:00:00")
    inbox.receive("phong-x", form_of_2023("phong-x"), at="2023-12-01T09:00:00")


def add_plan_of_2023(project: Project) -> None:
    """Plan, units and the merger; nobody has reported yet."""
    plan = project.plans / SECOND
    shutil.copytree(project.plans / FIRST, plan)
    head = PLAN_YML[: PLAN_YML.index("periods:")]
    head = head.replace(FIRST, SECOND).replace("1/KH", "2/KH").replace("2022-02-18", "2023-02-15")
    (plan / "plan.yml").write_text(head + _PERIOD_2023, encoding="utf-8")
    edit_csv(plan / "targets.csv", lambda row: None)
    edit_csv(
        plan / "tasks.csv",
        lambda row: (
            {**row, "due_date": row["due_date"].replace("2022", "2023"), "continues": row["task_id"]}
            if "continues" in row
            else {**row, "due_date": row["due_date"].replace("2022", "2023")}
        ),
    )
    # The same id, another meaning: 2023 asks the question of I103 in other words.
    shutil.copy(project.reference / "indicators.csv", plan / "indicators.csv")
    edit_csv(
        plan / "indicators.csv",
        lambda row: {**row, "indicator_name": "Hỏi khác"} if row["indicator_id"] == "I103" else row,
    )
    units = project.reference / "units.csv"
    edit_csv(
        units, lambda row: {**row, "valid_to": "2023-01-31"} if row["unit_id"] in ("xa-a", "xa-b") else row
    )
    lines = units.read_text(encoding="utf-8").splitlines()
    of_a = next(line for line in lines if line.startswith("xa-a,")).replace("2023-01-31", "")
    names = lines[0].split(",")
    cells = dict(zip(names, of_a.split(","), strict=True))
    cells |= {
        "unit_id": "xa-ab",
        "unit_code": "03986",
        "unit_name": "Xã AB",
        "short_name": "AB",
        "valid_from": "2023-02-01",
    }
    units.write_text("\n".join([*lines, ",".join(cells[name] for name in names)]) + "\n", encoding="utf-8")
    (project.reference / "unit_changes.csv").write_text(_MERGED, encoding="utf-8")


def form_of_2023(unit_id: str, *, plan_id: str = SECOND) -> Form:
    """A good report for 2023."""
    form = good_form("xa-a" if unit_id == "xa-ab" else unit_id, "2022")
    said = {"Xã A": "Xã AB", "Năm 2022": "Năm 2023"}
    info = form.cells[INFO_SHEET]
    for place, cell in info.items():
        info[place] = said.get(str(cell), cell) if unit_id == "xa-ab" or cell == "Năm 2022" else cell
    form.put(INFO_SHEET, "", "reported_date", date(2023, 12, 1))
    identity = form.cells[IDENTITY_SHEET]
    written = {"plan_id": plan_id, "period_id": "2023", "unit_id": unit_id}
    for (row, column), cell in list(identity.items()):
        if column == 0 and cell in written:
            identity[row, 1] = written[str(cell)]
    if unit_id == "xa-ab":
        form.task("T1.1-01", completed_date=date(2023, 3, 15))
        form.figure("I101", value=40)
        form.figure("I102", numerator=90, denominator=100)
    return form
