"""A plan of any size: how many units of a group report on the made-up plan."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from test_demo import SHIPPED, everything_in, project_with, receipts

from papibook.data.edition.period import check_period
from papibook.data.given.csv_table import format_csv, read_csv
from papibook.data.given.plan import check_plan, read_plan
from papibook.data.given.reference import read_reference
from papibook.demo.enlarged import enlarged, model_of
from papibook.demo.write import write_demo
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.groups import group_members
from papibook.model.tables import UNITS

pytestmark = pytest.mark.slow

UNITS_CSV = SHIPPED / "reference" / "units.csv"


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return read_csv(UNITS_CSV, UNITS)


@pytest.fixture(scope="module")
def eighteen(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A plan with 18 communes and one department that report."""
    made = project_with(tmp_path_factory.mktemp("eighteen"), ("phong-noi-vu",))
    write_demo(made, enlarge=("communes", 18))
    return made


@pytest.mark.parametrize("count", [1, 3, 15, 20, 204])
def test_so_many_communes_report_in_one_order(units: pd.DataFrame, count: int):
    members = group_members("communes", enlarged(units, "communes", count))
    shipped = group_members("communes", units)
    assert len(members) == count
    assert members[:15] == shipped[:count]
    assert list(members[15:]) == [f"xa-mau-{number:03d}" for number in range(16, count + 1)]


def test_fifteen_is_the_shipped_table_byte_for_byte_also_after_other_sizes(units: pd.DataFrame):
    for sizes in ((15,), (3, 15), (204, 15), (1000, 2, 20, 15)):
        table = units
        for size in sizes:
            table = enlarged(table, "communes", size)
        assert format_csv(table, UNITS).encode() == UNITS_CSV.read_bytes(), sizes


def test_a_thousand_are_in_the_order_of_their_numbers(units: pd.DataFrame):
    members = group_members("communes", enlarged(units, "communes", 1000))
    assert members[15:] == tuple(f"xa-mau-{number:04d}" for number in range(16, 1001))


def test_a_table_without_communes_is_refused(units: pd.DataFrame):
    with pytest.raises(ConfigError, match=r"units\.csv"):
        enlarged(units[units["unit_group"] != "communes"], "communes", 3)


def test_invented_communes_take_the_faults_of_the_known_ones_in_turn():
    assert model_of("xa-mau-016") == model_of("xa-mau-031") == "thi-tran-moc-chau"
    assert model_of("xa-mau-030") == "xa-ta-lai"
    assert model_of("xa-tan-lap") == "xa-tan-lap"


def test_every_table_agrees_with_the_larger_plan(eighteen: Project):
    plan, reference = read_plan(eighteen), read_reference(eighteen)
    check_plan(plan, reference)
    reporting = set(reference.units.loc[reference.units["is_reporting"], "unit_id"])
    sent = {row["unit_id"] for row in receipts(eighteen, "2022") if row["unit_id"]}
    assert sent == reporting
    assert {"xa-mau-016", "xa-mau-017", "xa-mau-018"} < sent


def test_the_check_finds_in_the_larger_plan_what_its_receipts_say(eighteen: Project):
    plan, reference = read_plan(eighteen), read_reference(eighteen)
    half = None
    for period in plan.file.periods:
        half = check_period(eighteen, plan, reference, period, date(2023, 1, 1), contained=half)
        told = {row["sha256"]: row["findings"] for row in receipts(eighteen, period.period_id)}
        for row in half.chosen.itertuples():
            found = half.findings.loc[half.findings["file"] == row.file, "code"]
            sha256 = next(
                each["sha256"]
                for each in receipts(eighteen, period.period_id)
                if (each["unit_id"], each["revision"]) == (row.unit_id, str(row.revision))
            )
            assert set(found) == set(filter(None, told[sha256].split(";"))), row.file


def test_the_plans_own_communes_send_the_same_bytes_in_a_plan_of_any_size(eighteen: Project, tmp_path: Path):
    small = project_with(tmp_path, ("phong-noi-vu",))
    write_demo(small, enlarge=("communes", 3))
    for path in sorted(small.submissions.rglob("*.xlsx")):
        twin = eighteen.submissions / path.relative_to(small.submissions)
        assert twin.read_bytes() == path.read_bytes(), path.name


def test_a_smaller_plan_leaves_nothing_of_the_larger_one(tmp_path: Path):
    project, fresh = (project_with(tmp_path / name, ("phong-noi-vu",)) for name in ("a", "b"))
    write_demo(project, enlarge=("communes", 4))
    write_demo(project, enlarge=("communes", 2))
    write_demo(fresh, enlarge=("communes", 2))
    assert everything_in(project) == everything_in(fresh)


def test_stopped_while_it_writes_it_leaves_what_was_there(tmp_path: Path):
    project = project_with(tmp_path, ("phong-noi-vu",))
    write_demo(project, enlarge=("communes", 2))
    before, table = everything_in(project), (project.reference / "units.csv").read_bytes()

    def stop(done: int, total: int, what: str) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo(project, enlarge=("communes", 5), progress=stop)
    assert everything_in(project) == before
    assert (project.reference / "units.csv").read_bytes() == table
    assert {path.name for path in (tmp_path / "data").iterdir()} == {
        "inbox",
        "plans",
        "reference",
        "submissions",
    }


def test_without_a_number_the_table_is_left_alone(tmp_path: Path):
    project = project_with(tmp_path, ("phong-noi-vu", "xa-tan-lap"))
    before = (project.reference / "units.csv").read_bytes()
    write_demo(project)
    assert (project.reference / "units.csv").read_bytes() == before
    with (project.submissions / "2022" / "receipts.csv").open(encoding="utf-8", newline="") as file:
        assert {row["unit_id"] for row in csv.DictReader(file)} == {"phong-noi-vu", "xa-tan-lap"}
