"""Checks of one report as a whole: is it this unit's, for this period; what does its first sheet say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from papibook.data.given.reference import Reference, recognise_unit
from papibook.data.report.places import (
    Origin,
    find_sheet,
    identity_of,
    info_sheet,
    labelled_cells,
    old_text_findings,
    unreadable_findings,
)
from papibook.data.report.shifted_info import shifted_info
from papibook.data.report.tasks import Rows
from papibook.data.workbook.cells import Sheet, Workbook, a1
from papibook.data.workbook.readings import read_day, read_text, read_yes_no, show_day
from papibook.ground.similar import similar_words
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.findings import ERROR, Finding
from papibook.model.layout import (
    GIVEN_NAMES,
    IDENTITY_SHEET,
    ILLUSTRATIVE_BANNER,
    INFO_SHEET,
    NO,
    PERSONAL_FIELDS,
    YES,
    InfoField,
    info_fields,
    part_fields,
)
from papibook.model.plan import Period

LEAST_PERSONAL = 3

HEAD_ROWS = 10
"""The mark of made-up data stands within these."""

SLIP, SLIP_OF_PERIOD, SLIP_OF_WORD = 0.9, 0.6, 0.7
"""How like its own name a unit's or a period's must be to be a slip (1: equal but for marks and capitals)."""


@dataclass(frozen=True)
class IdentityRules:
    """What a report's identity is compared with, and the day of its plan.

    ``data_status``: whether the project's data are real or made up (illustrative). ``checklist``: what the
    plan asks the unit on the information sheet besides what every form asks.
    """

    plan_id: str
    issued_on: date
    period: Period
    reference: Reference = field(hash=False)
    data_status: str = ""
    checklist: tuple[InfoField, ...] = ()


def check_identity(workbook: Workbook, rules: IdentityRules, origin: Origin) -> list[Finding]:
    """Whether the form was made for this plan, period and unit.

    A workbook without the hidden sheet is judged by what its information sheet says.
    """
    written = identity_fields(workbook)
    findings = []
    if not {"plan_id", "period_id", "unit_id"} <= set(written):
        findings.append(origin.finding("identity.missing", sheet=IDENTITY_SHEET))
    wanted = {
        "plan_id": ("identity.wrong_plan", rules.plan_id),
        "period_id": ("identity.wrong_period", rules.period.period_id),
        "unit_id": ("identity.wrong_unit", origin.unit_id),
    }
    for name, (code, value) in wanted.items():
        if name in written and written[name] != value:
            found, shown = written[name], value
            if name == "unit_id":
                found, shown = (_unit_name(unit_id, rules.reference) for unit_id in (found, value))
            findings.append(origin.finding(code, sheet=IDENTITY_SHEET, found=found, wanted=shown))
    findings += _kind_findings(workbook, written, rules, origin)
    return findings + _named_findings(workbook, written, rules, origin)


def _kind_findings(
    workbook: Workbook, written: Mapping[str, str], rules: IdentityRules, origin: Origin
) -> list[Finding]:
    """That made-up data are in a project of real ones, or the other way round.

    A made-up report says so on each of its sheets, so one such sheet is enough. Forms of before version 3 do
    not say that they are real.
    """
    if rules.data_status == "real":
        marked = next(_banners(workbook), None)
        if marked is not None:
            sheet, cell = marked
            return [origin.finding("identity.made_up", sheet=sheet, cell=cell, found=ILLUSTRATIVE_BANNER)]
        if written.get("data_status", "real") != "real":
            return [origin.finding("identity.made_up", sheet=IDENTITY_SHEET, found=written["data_status"])]
    elif rules.data_status and written.get("data_status") == "real":
        return [origin.finding("identity.real", sheet=IDENTITY_SHEET)]
    return []


def _banners(workbook: Workbook) -> Iterator[tuple[str, str]]:
    """Where sheets say that their data are made up: sheet and cell."""
    for sheet in workbook.sheets.values():
        for row, cells in enumerate(sheet.rows[:HEAD_ROWS]):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and fold(ILLUSTRATIVE_BANNER) in fold(cell):
                    yield sheet.name, a1(row, column)


def identity_fields(workbook: Workbook) -> dict[str, str]:
    """What the hidden sheet says; empty without one."""
    sheet = find_sheet(workbook, IDENTITY_SHEET)
    return identity_of(sheet) if sheet else {}


def named_in(workbook: Workbook) -> tuple[str, str]:
    """Unit and period as the information sheet names them; empty where it does not."""
    sheet = info_sheet(workbook)
    places = labelled_cells(sheet) if sheet else {}
    unit_name, period_name = (
        read_text(sheet.cell(*places[name])) if sheet and name in places else ""
        for name in ("unit_name", "period_name")
    )
    return unit_name, period_name


def is_like_unit(name: str, unit_id: str, reference: Reference) -> bool:
    """Whether ``name`` is the unit's own name or alias with a slip in it.

    >>> # "Xã Chiềng Hặc" is like "Xã Chiềng Hắc"
    """
    words = [known for known, meant in reference.unit_by_name.items() if meant == unit_id]
    return bool(
        similar_words(without_marks(name), [without_marks(word) for word in words], cutoff=SLIP, most=1)
    )


def is_like_period(name: str, period: Period) -> bool:
    """Whether ``name`` is that of the period with a slip or without some words; all its numbers are the same.

    Each of its words is like one of the period's own: "6 tháng cuối năm" is another half-year.
    """
    own, found = without_marks(period.name), without_marks(name)
    is_near = similar_words(found, [own], cutoff=SLIP_OF_PERIOD, most=1)
    known = [*own.split(), *_PERIOD_LABEL.split()]
    words = re.findall(r"[^\W\d]+", found)
    has_others = any(not similar_words(word, known, cutoff=SLIP_OF_WORD, most=1) for word in words)
    return _numbers(found) == _numbers(own) and bool(is_near) and not has_others


_PERIOD_LABEL = without_marks(next(each.label for each in info_fields() if each.name == "period_name"))


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"[0-9]+", text)]


def _named_findings(
    workbook: Workbook, written: Mapping[str, str], rules: IdentityRules, origin: Origin
) -> list[Finding]:
    """Unit and period as the information sheet names them, where the hidden sheet says nothing."""
    sheet = info_sheet(workbook)
    if sheet is None:
        return []
    places = labelled_cells(sheet)
    findings = []
    if "unit_id" not in written and "unit_name" in places:
        place = places["unit_name"]
        name = read_text(sheet.cell(*place))
        where = {"sheet": sheet.name, "cell": a1(*place), "found": name}
        unit_id = recognise_unit(name, rules.reference) if name else origin.unit_id
        if unit_id is None and not origin.is_given:
            findings.append(origin.finding("file.unrecognised_unit", **where))
        elif unit_id is not None and unit_id != origin.unit_id:
            wanted = _unit_name(origin.unit_id, rules.reference)
            findings.append(origin.finding("identity.wrong_unit", **where, wanted=wanted))
    elif "unit_name" in places:
        name = read_text(sheet.cell(*(place := places["unit_name"])))
        if name and recognise_unit(name, rules.reference) is None:
            where = {"sheet": sheet.name, "cell": a1(*place), "found": name}
            wanted = _unit_name(origin.unit_id, rules.reference)
            findings.append(origin.finding("identity.unit_name", **where, wanted=wanted))
    if "period_id" not in written and "period_name" in places and not origin.is_given:
        place = places["period_name"]
        name = read_text(sheet.cell(*place))
        if name and fold(name) not in (fold(rules.period.name), fold(rules.period.period_id)):
            where = {"sheet": sheet.name, "cell": a1(*place), "found": name}
            findings.append(origin.finding("identity.wrong_period", **where, wanted=rules.period.name))
    return findings


def _unit_name(unit_id: str, reference: Reference) -> str:
    units = reference.units
    names = units.loc[units["unit_id"] == unit_id, "unit_name"]
    return unit_id if names.empty else str(names.iloc[0])


def without_persons(findings: list[Finding], workbook: Workbook) -> list[Finding]:
    """``findings`` that quote no name or phone which the information sheet gives for a person.

    A clerk may have typed such a word into any cell; a finding on it is shown on a page, the word is not.
    """
    sheet = info_sheet(workbook)
    places = labelled_cells(sheet) if sheet else {}
    words = [read_text(sheet.cell(*places[name])) for name in PERSONAL_FIELDS if sheet and name in places]
    # Shorter answers ("A") would strike letters out of every word.
    persons = [word for word in words if len(word) >= LEAST_PERSONAL]

    def struck(text: str) -> str:
        for person in persons:
            text = text.replace(person, "…")
        return text

    return [
        replace(
            finding,
            found=struck(finding.found),
            values={name: struck(value) for name, value in finding.values.items()},
        )
        for finding in findings
    ]


def check_info(workbook: Workbook, rules: IdentityRules, origin: Origin) -> tuple[Rows, list[Finding]]:
    """The rows of schema WRITTEN_INFO and the findings of the information sheet.

    Names and phones of persons are looked at, but go no further than the workbook. Days are written ISO,
    yes and no as ``yes`` and ``no``.
    """
    sheet = info_sheet(workbook)
    if sheet is None:
        return [], [origin.finding("sheet.missing", sheet=INFO_SHEET)]
    lines = part_fields(rules.checklist) if origin.of_unit else info_fields(rules.checklist)
    places = labelled_cells(sheet, rules.checklist)
    if moved := shifted_info(sheet, lines, places, origin):
        return [], [moved]
    rows: Rows = []
    findings = []
    nobody = []
    for info in lines:
        place = places.get(info.name)
        text = read_text(sheet.cell(*place)) if place else ""
        cell = a1(*place) if place else ""
        unreadable = _unreadable(sheet, place, info, origin) if place else []
        findings += unreadable
        if any(finding.severity == ERROR for finding in unreadable):
            continue
        if text and place:
            value, found = _info_value(sheet, place, info, rules, origin)
            findings += found
            if value and info.name not in PERSONAL_FIELDS:
                rows.append(
                    {
                        "unit_id": origin.unit_id,
                        "field": info.name,
                        "value": value,
                        "file": origin.file,
                        "sheet": sheet.name,
                        "cell": cell,
                    }
                )
        elif info.name in GIVEN_NAMES:
            nobody.append((cell, info.label))
        elif info.is_required:
            findings.append(origin.finding("info.missing", sheet=sheet.name, cell=cell, label=info.label))
    if nobody:
        labels = ", ".join(label for _, label in nobody)
        where = {"sheet": sheet.name, "cell": nobody[0][0]}
        findings.append(origin.finding("info.persons_missing", **where, label=labels))
    return rows, findings


def _unreadable(sheet: Sheet, place: tuple[int, int], info: InfoField, origin: Origin) -> list[Finding]:
    """Why the answer cannot be read as it looks; names and phones of persons are not quoted."""
    if info.name in PERSONAL_FIELDS and place in sheet.looks:
        return []
    where = {"sheet": sheet.name, "cell": a1(*place)}
    return unreadable_findings(sheet, place, origin, where, is_free=info.kind == "text")


def _info_value(
    sheet: Sheet, place: tuple[int, int], info: InfoField, rules: IdentityRules, origin: Origin
) -> tuple[str, list[Finding]]:
    """The value as text, empty where it is unclear."""
    cell, text = sheet.cell(*place), read_text(sheet.cell(*place))
    where = {"sheet": sheet.name, "cell": a1(*place), "found": text}
    if info.kind == "day":
        day = read_day(cell, is_1904=sheet.is_1904)
        if day.value is None:
            return "", [origin.finding("info.date_invalid", **where, label=info.label)]
        read = show_day(day.value)
        first, last = min(rules.issued_on, rules.period.starts_on).year, rules.period.cutoff_on.year + 1
        if not first <= day.value.year <= last:
            years = {"first": str(first), "last": str(last)}
            return "", [origin.finding("info.date_impossible", **where, label=info.label, read=read, **years)]
        notes = [origin.finding("info.date_as_text", **where, label=info.label, read=read)]
        return day.value.isoformat(), notes if day.was_text else []
    if info.kind == "yes_no":
        answer = read_yes_no(cell)
        if answer.value is None:
            return "", [origin.finding("yes_no.unknown", **where)]
        said = YES if answer.value == "yes" else NO
        notes = [origin.finding("yes_no.in_words", **where, read=said)]
        return answer.value, notes if answer.was_text else []
    return text, old_text_findings(cell, origin, sheet=sheet.name, cell=a1(*place))
