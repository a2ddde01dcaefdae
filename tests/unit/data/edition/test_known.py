"""The as-of rule: what became known after an edition's data were closed changes nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from forms import Inbox, good_form, make_project

from papibook.data.edition.dataset import load_dataset
from papibook.data.edition.known import known_plan, known_reference
from papibook.data.given.csv_table import read_csv, write_csv
from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.ground.paths import Project
from papibook.measures.counted import count_all
from papibook.model.frames import DAY, MOMENT, Schema
from papibook.model.tables import (
    FOLLOW_UP,
    INDICATORS,
    PAPI_SCORES,
    RECEIPTS,
    SOLUTIONS,
    TARGETS,
    TASKS,
    UNITS,
)

KEPT = (UNITS, INDICATORS, PAPI_SCORES, SOLUTIONS, TASKS, TARGETS, FOLLOW_UP, RECEIPTS)
"""Tables of the project that hold days."""
NOT_BY_THE_RULE = {
    ("units", "valid_from"): "units that are there are declared when they begin",
    ("tasks", "due_date"): "the plan set it for the future",
    ("receipts", "decided_at"): "what the office says of a report holds from the report's arrival on",
    ("follow_up", "marked_on"): "the office's own word on the edition",
    ("follow_up", "resolved_on"): "the office's own word on the edition",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "one")
    receive_all(project)
    return project


def receive_all(project: Project) -> Inbox:
    """The three reports; those that are there already, byte for byte again."""
    inbox = Inbox(project)
    for unit_id in ("xa-a", "xa-b", "phong-x"):
        there = project.submissions / "2022-S1" / f"{unit_id}.r1.xlsx"
        inbox.receive(unit_id, there.read_bytes() if there.exists() else good_form(unit_id))
    return inbox


def correct(project: Project, at: str) -> None:
    corrected = good_form("xa-a")
    corrected.figure("I101", value=11)
    receive_all(project).receive("xa-a", corrected, revision=2, at=at)


def change(project: Project, schema: Schema, edit: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    folder = project.plans / "1-KH-2022" if schema is SOLUTIONS else project.reference
    path = folder / f"{schema.name}.csv"
    write_csv(schema.coerce(edit(read_csv(path, schema))), path, schema)


def ask_for_later_scores(project: Project) -> None:
    yml = project.plans / "1-KH-2022" / "plan.yml"
    yml.write_text(yml.read_text(encoding="utf-8") + "later_data: [papi_scores]\n", encoding="utf-8")


def later_score(project: Project) -> None:
    change(
        project,
        PAPI_SCORES,
        lambda scores: pd.concat([scores, scores.assign(year=2022, published_on=pd.Timestamp("2023-04-12"))]),
    )


def later_note(schema: Schema) -> Callable[[Project], None]:
    def write(project: Project) -> None:
        day = pd.Timestamp("2022-08-15")
        change(project, schema, lambda frame: frame.assign(note="Từ 15/8/2022: khác", note_known_from=day))

    return write


def later_end_of_a_unit(project: Project) -> None:
    change(
        project, UNITS, lambda units: units.assign(valid_to=pd.Timestamp("2025-01-31"), successors="03985")
    )


def later_correction(project: Project) -> None:
    correct(project, "2022-06-09T00:00:00")


def later_refused_file(project: Project) -> None:
    path = project.submissions / "2022-S1" / "receipts.csv"
    receipts = read_csv(path, RECEIPTS)
    refused = receipts.iloc[[0]].assign(
        receipt_id="2022-S1-999",
        outcome="refused",
        revision=pd.NA,
        received_at=pd.Timestamp("2022-06-10 08:00"),
    )
    write_csv(RECEIPTS.coerce(pd.concat([receipts, refused])), path, RECEIPTS)


@pytest.mark.parametrize(
    "happens",
    [
        later_score,
        later_note(UNITS),
        later_note(INDICATORS),
        later_note(SOLUTIONS),
        later_end_of_a_unit,
        later_correction,
        later_refused_file,
    ],
)
def test_what_comes_later_changes_nothing_of_an_edition(
    project: Project, happens: Callable[[Project], None]
) -> None:
    before = load_dataset(project, "2022-S1").digest
    happens(project)
    assert load_dataset(project, "2022-S1").digest == before


@pytest.mark.parametrize(
    "happens", [later_score, later_note(UNITS), later_end_of_a_unit, later_correction, later_refused_file]
)
def test_on_its_day_it_is_known(project: Project, happens: Callable[[Project], None]) -> None:
    yml = project.plans / "1-KH-2022" / "plan.yml"
    text = yml.read_text(encoding="utf-8")
    yml.write_text(text.replace("data_closed_on: 2022-06-20", "data_closed_on: 2025-01-31"), encoding="utf-8")
    before = load_dataset(project, "2022-S1.1").digest
    happens(project)
    assert load_dataset(project, "2022-S1.1").digest != before


def test_a_receipt_of_the_closing_day_itself_is_read(project: Project) -> None:
    correct(project, "2022-06-08T23:59:59")
    reports = count_all(load_dataset(project, "2022-S1")).reports.set_index("unit_id")
    assert reports.loc["xa-a", "revision"] == 2


def test_a_plan_may_ask_for_later_scores_and_they_are_marked(project: Project) -> None:
    later_score(project)
    assert load_dataset(project, "2022-S1").reference.papi_scores["year"].tolist() == [2021]
    ask_for_later_scores(project)
    scores = load_dataset(project, "2022-S1").reference.papi_scores
    assert scores[["year", "is_later"]].to_numpy().tolist() == [[2021, False], [2022, True]]


def test_every_day_in_a_table_passes_the_rule_or_is_named_with_its_reason() -> None:
    ruled = {
        (schema.name, name)
        for schema in KEPT
        for name in (schema.known_from, *(column.known_from for column in schema.columns))
        if name
    }
    days = {
        (schema.name, column.name)
        for schema in KEPT
        for column in schema.columns
        if column.kind in (DAY, MOMENT)
    }
    assert days == ruled | NOT_BY_THE_RULE.keys()
    assert not ruled & NOT_BY_THE_RULE.keys()


def test_the_tables_with_a_rule_pass_it(project: Project) -> None:
    """One that is forgotten where an edition is read would keep its later rows."""
    later_score(project)
    for schema in (UNITS, INDICATORS, SOLUTIONS):
        later_note(schema)(project)
    plan, reference = read_plan(project), read_reference(project)
    day = plan.file.periods[0].data_closed_on
    known = known_reference(reference, plan, day)
    assert known.papi_scores["year"].tolist() == [2021]
    for frame in (known.units, known.indicators, known_plan(plan, day).solutions):
        assert frame["note"].isna().all()
