"""The plan's deadlines as calendars (RFC 5545): one for the office, one for each unit.

A second import changes what it knows and doubles nothing: an event keeps its UID whatever is said of it, and
its SEQUENCE rises when that changes; what is due no longer is sent as cancelled. What was handed out
before is read from the file that is replaced. An event lasts a whole day of the plan's time zone, wherever
it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Event

from papibook.data.given.owed import owed_tasks
from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference
from papibook.data.given.units_of import reference_of
from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.numbers import format_date
from papibook.ground.whole_file import write_whole
from papibook.model.groups import split_ids
from papibook.model.plan import Deadline, Period, UnitDeadline
from papibook.model.recurrence import MONTHS, days_due_in, year_begin

OFFICE = "co-quan-thuong-truc"
"""The name of the office's own calendar; a unit's has its id."""
_PRODUCT = "-//papibook//papibook calendar//VI"
_ALARMS = (timedelta(days=-6, hours=-16), timedelta(hours=-16))
"""At 8 in the morning, a week and a day before."""


@dataclass(frozen=True)
class Entry:
    """What is due on a day; ``key``: the same whatever is said of it."""

    key: str
    day: date
    title: str
    text: str


@dataclass(frozen=True)
class PlanCalendar:
    """Entries in the order of their days; ``name``: what programs show."""

    name: str
    entries: tuple[Entry, ...]


def plan_calendars(plan: Plan, reference: Reference) -> dict[str, PlanCalendar]:
    """By the names of their files: the office's calendar, then that of each unit that reports."""
    office: dict[str, Entry] = {}
    of_units: dict[str, dict[str, Entry]] = {}
    names: dict[str, str] = {}
    groups = dict(zip(reference.groups["group_id"], reference.groups["name_many"], strict=True))
    for deadline in plan.file.deadlines:
        _put(office, _deadline(deadline))
    for period in plan.file.periods:
        units = reference_of(reference, period).units
        reporting = units[units["is_reporting"].fillna(False)]
        names |= dict(zip(reporting["unit_id"], reporting["unit_name"], strict=True))
        for entry in _of_office(period, groups):
            _put(office, entry)
        due = _tasks_due(plan, period)
        for entry in _task_entries(due, _leads(reference, units)):
            _put(office, entry)
        owed = owed_tasks(due, units)
        for unit_id, group in zip(reporting["unit_id"], reporting["unit_group"], strict=True):
            own = of_units.setdefault(str(unit_id), {})
            _put(own, _unit_deadline(period, period.deadline_of(group), "Gửi báo cáo"))
            for entry in _task_entries(owed[owed["unit_id"] == unit_id], None):
                _put(own, entry)
    title = f"Kế hoạch {plan.file.number}"
    calendars = {OFFICE: PlanCalendar(title, _in_order(office))}
    for unit_id, entries in of_units.items():
        calendars[unit_id] = PlanCalendar(f"{title}: {names[unit_id]}", _in_order(entries))
    return calendars


def calendar_file(plan: Plan, stem: str, calendar: PlanCalendar, earlier: bytes | None) -> bytes:
    """``calendar`` as an .ics file. ``earlier``: the file that it replaces.

    Raises:
        ConfigError: ``earlier`` is no calendar of this program.
    """
    known = _events_of(earlier, stem)
    file = Calendar()
    for name, value in {
        "prodid": _PRODUCT,
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": calendar.name,
        "x-wr-timezone": _zone(plan.file.timezone),
    }.items():
        file.add(name, value)
    # The only day that says when a plan's deadlines were set; never the clock.
    stamp = datetime.combine(plan.file.issued_on, time(), UTC)
    for entry in calendar.entries:
        uid = f"{stem}.{entry.key}@{plan.file.plan_id.lower()}.papibook"
        file.add_component(_event(uid, entry, stamp, known.pop(uid, None)))
    for _, old in sorted(known.items()):
        file.add_component(_cancelled(old))
    return bytes(file.to_ical())


@dataclass(frozen=True)
class WrittenCalendars:
    """``entries``: how many, by name of the calendar; ``n_changed``: files that are new or changed."""

    entries: Mapping[str, int]
    n_changed: int


def write_calendars(plan: Plan, reference: Reference, folder: Path) -> WrittenCalendars:
    """Write every calendar to ``folder``; each file is replaced whole.

    Raises:
        ConfigError: a file that would be replaced is none of this program, or the folder can't be written to.
    """
    calendars = plan_calendars(plan, reference)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = {stem: folder / f"{stem}.ics" for stem in calendars}
        there = {stem: path.read_bytes() if path.exists() else None for stem, path in paths.items()}
        files = {stem: calendar_file(plan, stem, each, there[stem]) for stem, each in calendars.items()}
        changed = [stem for stem, file in files.items() if file != there[stem]]
        for stem in changed:
            write_whole(paths[stem], files[stem])
    except OSError as err:
        raise ConfigError(
            "{folder} cannot be written to ({cause}).", folder=str(folder), cause=cause_of(err)
        ) from err
    return WrittenCalendars({stem: len(each.entries) for stem, each in calendars.items()}, len(changed))


def _put(entries: dict[str, Entry], entry: Entry) -> None:
    """A day that lies in two periods is told once, of the first."""
    entries.setdefault(entry.key, entry)


def _in_order(entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries.values(), key=lambda entry: (entry.day, entry.key)))


def _of_office(period: Period, groups: Mapping[str, str]) -> Iterator[Entry]:
    name = period.name
    yield Entry(
        f"cutoff.{period.period_id}",
        period.cutoff_on,
        f"Chốt số liệu: {name}",
        f"Kỳ báo cáo từ {format_date(period.starts_on)} đến hết {format_date(period.cutoff_on)}.",
    )
    yield _unit_deadline(period, period.unit_deadline, "Các đơn vị gửi báo cáo")
    for group, deadline in sorted(period.group_deadlines.items()):
        entry = _unit_deadline(period, deadline, f"{groups.get(group, group)} gửi báo cáo")
        yield Entry(f"{entry.key}.{group}", entry.day, entry.title, entry.text)
    closings = [("", period.data_closed_on), *((f".{r.number}", r.data_closed_on) for r in period.revisions)]
    for number, day in closings:
        yield Entry(
            f"closed.{period.period_id}{number}",
            day,
            f"Ngừng nhận báo cáo: {name}",
            "Báo cáo đến sau ngày này thuộc lần phát hành sau.",
        )
    yield from map(_deadline, period.deadlines)


def _unit_deadline(period: Period, deadline: UnitDeadline, what: str) -> Entry:
    return Entry(
        f"report.{period.period_id}",
        deadline.last_day,
        f"{what}: {period.name}",
        f"Hạn: {rule_words(deadline)}.",
    )


def _deadline(deadline: Deadline) -> Entry:
    text = f"{deadline.from_whom} gửi {deadline.to_whom}, {rule_words(deadline)} (mục {deadline.item})."
    note = f" {deadline.note}." if deadline.note else ""
    return Entry(
        f"deadline.{deadline.id}", deadline.last_day, f"{deadline.what}: {deadline.to_whom}", text + note
    )


def rule_words(deadline: Deadline | UnitDeadline) -> str:
    """“trước ngày 05/6/2022 (ngày cuối cùng là 04/6/2022)”, “chậm nhất là ngày 02/6/2022”."""
    if deadline.rule == "before":
        last = format_date(deadline.last_day)
        return f"trước ngày {format_date(deadline.on)} (ngày cuối cùng là {last})"
    return f"chậm nhất là ngày {format_date(deadline.on)}"


def _tasks_due(plan: Plan, period: Period) -> pd.DataFrame:
    """The plan's tasks with a ``due_date``, recurring ones once for each time in the period."""
    tasks, begins = plan.tasks, year_begin(plan.file, period)
    rows = []
    for row in tasks.astype(object).where(tasks.notna(), None).to_dict("records"):
        if row["due_kind"] == "date" and row["due_date"] is not None:
            rows.append(row)
        elif row["due_kind"] == "each_period":
            rows.append(row | {"due_date": pd.Timestamp(period.cutoff_on)})
        elif row["due_kind"] in MONTHS:
            days = days_due_in(str(row["due_kind"]), str(row["due_rule"] or ""), begins, period)
            rows += [row | {"due_date": pd.Timestamp(day)} for day in days]
    return pd.DataFrame.from_records(rows, columns=tasks.columns)


def _leads(reference: Reference, units: pd.DataFrame) -> Mapping[str, str]:
    groups = reference.groups
    return {
        **dict(zip(units["unit_id"], units["unit_name"], strict=True)),
        **dict(zip(groups["group_id"], groups["name_many"], strict=True)),
    }


def _task_entries(due: pd.DataFrame, leads: Mapping[str, str] | None) -> Iterator[Entry]:
    """One for each task with a date; those that come again, one for each day. ``leads``: who is named."""
    is_dated = due["due_kind"] == "date"
    for row in due[is_dated].to_dict("records"):
        yield Entry(f"task.{row['task_id']}", row["due_date"].date(), str(row["title"]), _said(row, leads))
    for day, rows in due[~is_dated].groupby("due_date"):
        lines = [f"- {row['title']}. {_said(row, leads)}" for row in rows.to_dict("records")]
        yield Entry(
            f"recurring.{pd.Timestamp(str(day)):%Y-%m-%d}",
            pd.Timestamp(str(day)).date(),
            f"{len(rows)} nhiệm vụ thường xuyên, định kỳ đến hạn",
            "\n".join(lines),
        )


def _said(row: Mapping[object, object], leads: Mapping[str, str] | None) -> str:
    product = "" if pd.isna(row["product"]) else f" Sản phẩm: {row['product']}."
    whose = "; ".join(leads.get(each, each) for each in split_ids(row["lead"])) if leads else ""
    return f"Nhiệm vụ {row['task_id']} (mục {row['solution_id']}).{product}" + (
        f" Chủ trì: {whose}." if whose else ""
    )


def _event(uid: str, entry: Entry, stamp: datetime, old: Any) -> Event:
    event = Event()
    for name, value in {
        "uid": uid,
        "dtstamp": stamp,
        "dtstart": entry.day,
        "dtend": entry.day + timedelta(days=1),
        "summary": entry.title,
        "description": entry.text,
        "transp": "TRANSPARENT",
        "status": "CONFIRMED",
    }.items():
        event.add(name, value)
    number = int(old["SEQUENCE"]) if old else 0
    event.add("sequence", number if old is None or _says(old) == _says(event) else number + 1)
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _says(event: Any) -> tuple[object, ...]:
    return event["DTSTART"].dt, *(str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "STATUS"))


def _cancelled(old: Any) -> Any:
    """``old`` as one that is no longer; its reminders go."""
    if str(old["STATUS"]) != "CANCELLED":
        old["SEQUENCE"] = int(old["SEQUENCE"]) + 1
        del old["STATUS"]
        old.add("status", "CANCELLED")
        old.subcomponents = []
    return old


def _events_of(file: bytes | None, stem: str) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        calendar = Calendar.from_ical(file)
    except ValueError:
        calendar = None
    if calendar is None or str(calendar.get("PRODID", "")) != _PRODUCT:
        raise ConfigError(
            "{file} is no calendar of papibook and would be replaced. Name another folder.",
            file=f"{stem}.ics",
        )
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def _zone(offset: str) -> str:
    """“+07:00” as calendars call it; the names of these zones count westwards."""
    hours, minutes = offset[1:].split(":")
    sign = "-" if offset[0] == "+" else "+"
    return f"Etc/GMT{sign}{int(hours)}" if minutes == "00" else f"UTC{offset}"
