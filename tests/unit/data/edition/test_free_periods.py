"""Quarters, nine months and Decree 09's windows, from plan.yml to what is compared."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from forms import PLAN_YML, make_project

from papibook import views as v
from papibook.data.edition.dataset import load_dataset, read_dataset
from papibook.data.forms.write import Forms
from papibook.data.given.reference import read_reference
from papibook.data.intake.examine import open_context, rules_of
from papibook.data.report.rules import floors_of, rules_by_unit
from papibook.demo.write import write_demo
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.model.edition import edition_row
from papibook.model.tables import WRITTEN_FIGURES

GROWING = {
    "2026-Q1": ("Quý I năm 2026", "2026-01-01", "2026-03-31", "[]"),
    "2026-S1": ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", "[2026-Q1]"),
    "2026-9T": ("9 tháng đầu năm 2026", "2026-01-01", "2026-09-30", "[2026-Q1, 2026-S1]"),
    "2026": ("Năm 2026", "2026-01-01", "2026-12-31", "[2026-Q1, 2026-S1, 2026-9T]"),
}
DECREE_09 = {
    "2026-S1": ("6 tháng đầu năm 2026", "2025-12-15", "2026-06-14", "[]"),
    "2026": ("Năm 2026", "2025-12-15", "2026-12-14", "[2026-S1]"),
}


def project_of(root: Path, periods: dict[str, tuple[str, str, str, str]]) -> Project:
    project = make_project(root)
    text = PLAN_YML[: PLAN_YML.index("periods:")].replace("2022-02-18", periods["2026-S1"][1]) + "periods:\n"
    for period_id, (name, starts_on, cutoff_on, cumulates) in periods.items():
        cutoff = date.fromisoformat(cutoff_on)
        text += (
            f'  - period_id: "{period_id}"\n    name: {name}\n    starts_on: {starts_on}\n'
            f"    cutoff_on: {cutoff_on}\n    data_closed_on: {cutoff + timedelta(8)}\n"
            f"    cumulates: {cumulates}\n    unit_deadline: {{on: {cutoff + timedelta(3)}, source: thử}}\n"
            f"    group_deadlines: {{departments: {{on: {cutoff + timedelta(5)}, source: thử}}}}\n"
        )
    (project.plans / "1-KH-2022" / "plan.yml").write_text(text, encoding="utf-8")
    tasks = project.plans / "1-KH-2022" / "tasks.csv"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("2022-03-31", "2026-03-31"), encoding="utf-8")
    (project.plans / "1-KH-2022" / "targets.csv").write_text(
        "indicator_id,period_id,target,source,is_proposed\n", encoding="utf-8"
    )
    write_demo(project)
    return project


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_of(tmp_path_factory.mktemp("growing"), GROWING)


@pytest.mark.parametrize(
    ("period_id", "flows", "said"),
    [
        ("2026-Q1", set(), "Báo cáo 6 tháng đầu năm 2026 sẽ so với kỳ này"),
        ("2026-S1", {"difference"}, "So với quý I năm 2026"),
        ("2026-9T", set(), "số phát sinh không so, vì 6 tháng đầu năm 2026 và phần còn lại của kỳ"),
        (
            "2026",
            {"difference"},
            "So với 6 tháng đầu năm 2026",
        ),  # not the nearest: as long as what came after
    ],
)
def test_each_period_is_read_and_compared_by_what_it_contains(
    growing: Project, period_id: str, flows: set[str], said: str
) -> None:
    data = load_dataset(growing, period_id)
    counted = count_all(data)
    changes = counted.district_changes.set_index("indicator_id")
    assert set(changes.loc[["I101", "I102"], "basis"]) - {"none"} == flows
    assert said in v.comparison_basis(edition_row(counted.edition)).html
    assert "figure.below_contained" not in set(counted.findings["code"])
    assert "cùng kỳ năm trước" not in v.comparison_basis(edition_row(counted.edition)).html


def test_a_report_that_never_came_frees_the_year_of_nothing_that_the_half_years_says(
    growing: Project, tmp_path: Path
) -> None:
    """The nearest period within the year is that of nine months, of which nothing was reported here."""
    project = Project(tmp_path / "p")
    shutil.copytree(growing.root, project.root)
    shutil.rmtree(project.submissions / "2026-9T")
    data = read_dataset(project, "2026")
    half, nine = (
        data.periods[period_id].floors["xa-a"]["I101", "value"] for period_id in ("2026-S1", "2026-9T")
    )
    assert nine == half
    assert half[1] == "6 tháng đầu năm 2026"
    rules = rules_by_unit(data.plan, data.reference, data.edition.period, data.periods["2026-9T"].floors)[
        "xa-a"
    ]
    assert rules.figures.contained["I101", "value"] == half[0]
    assert rules.figures.contained_names["I101", "value"] == "6 tháng đầu năm 2026"
    context = open_context(project, data.plan, read_reference(project))
    assert rules_of(context, "xa-a", "2026").figures.contained == rules.figures.contained


def test_what_was_given_last_is_what_counts() -> None:
    half = floors_of(written(("xa-a", "I101", 40.0), ("xa-a", "I103", 7.0)), "6 tháng")
    nine = floors_of(written(("xa-a", "I101", 55.0)), "9 tháng", half)
    assert nine == {"xa-a": {("I101", "value"): (55.0, "9 tháng"), ("I103", "value"): (7.0, "6 tháng")}}
    assert half["xa-a"]["I101", "value"] == (40.0, "6 tháng")


def written(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return WRITTEN_FIGURES.from_records(
        [{"unit_id": unit, "indicator_id": name, "value": value} for unit, name, value in rows]
    )


def test_annual_figures_are_asked_in_the_year_alone(growing: Project) -> None:
    asked = {
        period_id: "I105" in Forms.read(growing, period_id).asked.figures_of["xa-a"] for period_id in GROWING
    }
    assert asked == {"2026-Q1": False, "2026-S1": False, "2026-9T": False, "2026": True}


def test_a_groups_own_deadline_decides_whether_its_report_is_late(growing: Project) -> None:
    counted = count_all(load_dataset(growing, "2026-Q1"))
    days = counted.reports.set_index("unit_id")["deadline_on"].dt.date.to_dict()
    assert days == {"xa-a": date(2026, 4, 3), "xa-b": date(2026, 4, 3), "phong-x": date(2026, 4, 5)}
    assert set(counted.reports["report_status"]) == {"on_time"}


def test_decree_09s_year_is_compared_with_its_half(tmp_path: Path) -> None:
    counted = count_all(load_dataset(project_of(tmp_path, DECREE_09), "2026"))
    changes = counted.district_changes.set_index("indicator_id")
    assert changes.loc["I101", "basis"] == "difference"
    assert changes.loc["I103", "basis"] == "cutoff"
    assert changes.loc["I105", "basis"] == "none"
