"""Deadlines as calendars: every day that the plan sets, with its own id, imported again without doubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from papibook.data.export.calendar import OFFICE, calendar_file, plan_calendars, write_calendars
from papibook.data.given.plan import Plan, catalogue_of, read_plan
from papibook.data.given.reference import Reference, read_reference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def given() -> tuple[Plan, Reference]:
    project = Project(ROOT)
    plan = read_plan(project)
    return plan, catalogue_of(plan, read_reference(project))


def events(path: Path) -> dict[str, Event]:
    found = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_the_office_has_every_deadline_and_each_unit_its_own(
    given: tuple[Plan, Reference], tmp_path: Path
) -> None:
    plan, reference = given
    write_calendars(plan, reference, tmp_path)
    office = {(e["DTSTART"].dt, str(e["SUMMARY"])) for e in events(tmp_path / f"{OFFICE}.ics").values()}
    days = {day for day, _ in office}
    for period in plan.file.periods:
        assert {period.cutoff_on, period.data_closed_on, *period.deadline_days} <= days
        assert {each.last_day for each in period.deadlines} <= days
    assert (date(2022, 6, 4), "Báo cáo kết quả 6 tháng đầu năm 2022: Sở Nội vụ tỉnh Sơn La") in office
    reporting = reference.units.loc[reference.units["is_reporting"].fillna(False), "unit_id"]
    assert {path.stem for path in tmp_path.iterdir()} == {OFFICE, *reporting}
    unit = events(tmp_path / "xa-chieng-son.ics")
    titles = {str(event["SUMMARY"]): event for event in unit.values()}
    assert titles["Gửi báo cáo: Năm 2022"]["DTSTART"].dt == date(2022, 12, 2)
    assert titles["Ban hành kế hoạch nâng cao Chỉ số PAPI năm 2022 của đơn vị"]["DTSTART"].dt == date(
        2022, 2, 20
    )
    assert all(len(event.walk("VALARM")) == 2 for event in unit.values())
    text = (tmp_path / "xa-chieng-son.ics").read_text(encoding="utf-8")
    assert "Etc/GMT-7" in text
    assert "Sở Nội vụ" not in text  # the office's own duty


def test_written_again_it_is_the_same_bytes(given: tuple[Plan, Reference], tmp_path: Path) -> None:
    first = write_calendars(*given, tmp_path)
    bytes_ = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    second = write_calendars(*given, tmp_path)
    assert (first.n_changed, second.n_changed) == (len(bytes_), 0)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == bytes_


def test_what_changes_keeps_its_id_and_counts_up_and_what_goes_is_cancelled(
    given: tuple[Plan, Reference], tmp_path: Path
) -> None:
    plan, reference = given
    write_calendars(plan, reference, tmp_path)
    before = events(tmp_path / f"{OFFICE}.ics")
    first, second = plan.file.periods
    moved = first.model_copy(update={"data_closed_on": date(2022, 6, 9), "deadlines": first.deadlines[:1]})
    changed = replace(plan, file=plan.file.model_copy(update={"periods": (moved, second)}))
    write_calendars(changed, reference, tmp_path)
    after = events(tmp_path / f"{OFFICE}.ics")
    assert set(after) == set(before)
    (closed,) = (uid for uid in after if ".closed.2022-S1@" in uid)
    (gone,) = (uid for uid in after if ".deadline.DL3@" in uid)
    assert (after[closed]["DTSTART"].dt, after[closed]["SEQUENCE"]) == (date(2022, 6, 9), 1)
    assert (str(after[gone]["STATUS"]), after[gone]["SEQUENCE"]) == ("CANCELLED", 1)
    assert {uid for uid in after if after[uid]["SEQUENCE"]} == {closed, gone}
    write_calendars(plan, reference, tmp_path)
    back = events(tmp_path / f"{OFFICE}.ics")
    assert [(str(back[uid]["STATUS"]), back[uid]["SEQUENCE"]) for uid in (closed, gone)] == [
        ("CONFIRMED", 2)
    ] * 2


def test_another_calendar_is_not_replaced(given: tuple[Plan, Reference]) -> None:
    plan, reference = given
    calendar = plan_calendars(plan, reference)[OFFICE]
    for other in (b"BEGIN:VCALENDAR\r\nPRODID:mine\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", b"notes"):
        with pytest.raises(ConfigError, match="no calendar of papibook"):
            calendar_file(plan, OFFICE, calendar, other)
