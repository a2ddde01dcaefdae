"""The constants of the made-up reports are read strictly and name what the shipped plan has."""

from __future__ import annotations

from pathlib import Path

import pytest

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.demo import tables
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.frames import Schema
from papibook.model.layout import info_fields

SCHEMAS = [each for each in vars(tables).values() if isinstance(each, Schema)]
SHIPPED = Project(Path(__file__).parents[3])


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_each_table_is_whole(schema: Schema) -> None:
    assert tables.rows_of(schema)


def test_every_table_of_the_folder_is_declared() -> None:
    assert {path.stem for path in tables.FOLDER.iterdir()} == {schema.name for schema in SCHEMAS}


def test_faults_are_those_of_units_tasks_and_indicators_that_there_are() -> None:
    reference, plan = read_reference(SHIPPED), read_plan(SHIPPED)
    subjects = {*reference.indicators["indicator_id"], *plan.tasks["task_id"]}
    subjects |= {info.name for info in info_fields()} | {*plan.checklists["field"]}
    rows = [*tables.rows_of(tables.FAULTS), *tables.rows_of(tables.ARRIVALS)]
    assert {row["unit_id"] for row in rows} <= set(reference.units["unit_id"])
    assert {row["subject_id"] for row in tables.rows_of(tables.FAULTS)} <= subjects
    assert {row["indicator_id"] for row in tables.rows_of(tables.SCALES)} - {"other"} <= subjects


def test_a_change_that_nobody_knows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (tables.FOLDER / "faults.csv").read_text(encoding="utf-8").replace(",blank,", ",blnk,", 1)
    (tmp_path / "faults.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    tables.rows_of.cache_clear()
    try:
        with pytest.raises(RefusedTablesError) as caught:
            tables.rows_of(tables.FAULTS)
    finally:
        tables.rows_of.cache_clear()
    assert "“blnk” is not one of" in caught.value.text("en")
