"""Checks of the sheet of figures: each row against the catalogue, the contained period and itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from math import inf

import pandas as pd

from papibook.data.report.explanations import shortened
from papibook.data.report.places import Entry, Origin, TableSheet, cell_findings, column_findings
from papibook.data.report.shifted import shifted
from papibook.data.report.table_rows import entries
from papibook.data.report.tasks import Rows
from papibook.data.workbook.clear_words import says_none
from papibook.data.workbook.readings import (
    Reading,
    read_beginning,
    read_number,
    read_yes_no,
    show_number,
    two_meanings,
)
from papibook.ground.numbers import round_half_up
from papibook.ground.similar import did_you_mean
from papibook.model.answers import VALUES, adds_up, value_columns
from papibook.model.findings import ERROR, Finding
from papibook.model.layout import MISSING_REASONS, NO, YES

KNOWN_REASONS = "; ".join(MISSING_REASONS.values())

LEAST_ANSWERS = {"I507": 30}
"""Surveys: with fewer valid answers (the denominator) the share says little (catalogue, note on I507)."""

MAX_FIGURE = 10**13
"""Nothing in a district comes to more; a slip of the keyboard does, and would drown every total."""


@dataclass(frozen=True)
class IndicatorRule:
    """What the rows of one indicator are checked against, in the form and when they come back.

    ``measure``: what is counted. ``adds_up``: a period's figure contains those of the periods within it.
    """

    indicator_id: str
    kind: str
    measure: str
    adds_up: bool
    is_whole: bool
    may_exceed: bool
    is_core: bool
    least: float | None
    greatest: float | None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> IndicatorRule:
        """The rule that a row of INDICATORS states."""
        least, greatest = (
            None if pd.isna(row[name]) else float(str(row[name])) for name in ("value_min", "value_max")
        )
        return cls(
            indicator_id=str(row["indicator_id"]),
            kind=str(row["kind"]),
            measure=str(row["unit_measure"]),
            adds_up=bool(adds_up(str(row["kind"]), str(row.get("period_type")))),
            is_whole=bool(row["is_integer_parts"]),
            may_exceed=bool(row["numerator_may_exceed"]),
            is_core=bool(row["is_core"]),
            least=least,
            greatest=greatest,
        )

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that this indicator is written in."""
        return value_columns(self.kind)


@dataclass(frozen=True)
class FigureRules:
    """What the figures of one unit's report are checked against.

    ``contained``: (indicator, column) → what the unit's report of the contained period says;
    ``contained_names``: that period's. ``far``: its figures that are far from usual
    (papibook.data.report.sizes): what is usual, None where nothing is known, and the greatest that is
    not far.
    """

    indicators: Mapping[str, IndicatorRule] = field(hash=False)
    asked: Collection[str] = field(hash=False)
    contained: Mapping[tuple[str, str], float] = field(hash=False)
    far: Mapping[tuple[str, str], tuple[float | None, float]] = field(default_factory=dict, hash=False)
    contained_names: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)

    def at_least(self, floors: Mapping[tuple[str, str], tuple[float, str]]) -> FigureRules:
        """These, with what a figure cannot fall below and the name of the period whose report says so."""
        return replace(
            self,
            contained={figure: value for figure, (value, _) in floors.items()},
            contained_names={figure: name for figure, (_, name) in floors.items()},
        )


def check_figures(table: TableSheet, rules: FigureRules, origin: Origin) -> tuple[Rows, list[Finding]]:
    """The rows of schema WRITTEN_FIGURES, one an indicator, and all findings of the sheet."""
    sheet = table.sheet.name
    listed, findings = entries(table, list(rules.indicators), origin)
    moved = shifted(
        table,
        [each for each in listed if each.id in rules.asked],
        lambda entry: _fit(entry, rules.indicators[entry.id]),
        origin,
    )
    if moved is not None:
        return [], [moved]
    findings += column_findings(table, origin)
    rows: dict[str, dict[str, object]] = {}
    first: dict[str, Entry] = {}
    for entry in listed:
        where = {"sheet": sheet, "cell": entry.at("indicator_id"), "subject": entry.id, "found": entry.id}
        if entry.id not in rules.indicators:
            hint = did_you_mean(entry.id, sorted(rules.indicators), cutoff=0.0) or "–"
            findings.append(origin.finding("indicator.unknown", **where, hint=hint))
        elif entry.id in first:
            firsts = first[entry.id].at("indicator_id")
            findings.append(origin.finding("indicator.duplicate", **where, first=firsts))
            rows[entry.id]["is_refused"] = True
        elif entry.id not in rules.asked:
            if any(entry.text(name) for name in VALUES):
                findings.append(origin.finding("indicator.not_owed", **where))
        else:
            first[entry.id] = entry
            rows[entry.id], found = _check_row(entry, rules, origin)
            findings += found
    owed = {code for code in rules.asked if rules.indicators[code].is_core}
    findings += [
        origin.finding("figure.missing_row", sheet=sheet, subject=code) for code in sorted(owed - set(first))
    ]
    return list(rows.values()), findings


def _fit(entry: Entry, indicator: IndicatorRule) -> int:
    """Whether the entries are of the kind that the indicator asks for, in its columns."""
    filled = {name for name in VALUES if entry.text(name)}
    if not filled:
        return 0
    is_yes_no = read_yes_no(entry.cell("value")).value is not None and not says_none(entry.text("value"))
    if filled != set(indicator.used) or is_yes_no > (indicator.kind == "yes_no"):
        return -1
    return -1 if indicator.kind == "yes_no" and read_number(entry.cell("value")).value is not None else 1


def _check_row(entry: Entry, rules: FigureRules, origin: Origin) -> tuple[dict[str, object], list[Finding]]:
    indicator = rules.indicators[entry.id]
    findings = cell_findings(entry, origin)
    readings = {name: _read(entry, name, indicator) for name in indicator.used}
    reason = read_beginning(entry.cell("reason_code"), MISSING_REASONS)
    if not any(finding.severity == ERROR for finding in findings):
        findings += _form_findings(entry, indicator, readings, origin)
        findings += _reason_findings(entry, indicator, readings, reason, origin)
        values = {name: reading.value for name, reading in readings.items() if reading.value is not None}
        if indicator.kind != "yes_no":
            findings += _value_findings(entry, indicator, values, origin)
            findings += _far_findings(entry, rules.far, values, origin)
        if indicator.adds_up:
            findings += _contained_findings(entry, rules, values, origin)
    row: dict[str, object] = {
        "unit_id": origin.unit_id,
        "indicator_id": entry.id,
        **{name: reading.value for name, reading in readings.items()},
        "reason_code": reason.value,
        "note": entry.text("note") or None,
        "explanation": shortened(entry.text("explanation")) or None,
        "is_refused": any(finding.severity == ERROR for finding in findings),
        "file": origin.file,
        "sheet": entry.table.sheet.name,
        "row": entry.row + 1,
    }
    return row, findings


def _read(entry: Entry, name: str, indicator: IndicatorRule) -> Reading[float]:
    if indicator.kind == "yes_no":
        answer = read_yes_no(entry.cell(name))
        value = None if answer.value is None else float(answer.value == "yes")
        return Reading(value, is_blank=answer.is_blank, was_text=answer.was_text)
    if _says_none(entry, name, indicator):
        has_reason = bool(entry.text("reason_code"))
        return Reading(is_blank=True) if has_reason else Reading(0.0, was_text=True)
    return read_number(entry.cell(name), is_whole=indicator.is_whole, measure=indicator.measure)


def _says_none(entry: Entry, name: str, indicator: IndicatorRule) -> bool:
    """Whether words for none stand where 0 is possible: in a count, over a number, in both parts."""
    if not says_none(entry.text(name), indicator.measure):
        return False
    if indicator.kind != "ratio":
        return _is_within(0, indicator)
    other = "denominator" if name == "numerator" else "numerator"
    beside = read_number(entry.cell(other)).value
    return says_none(entry.text(other)) or beside == 0 or (name == "numerator" and beside is not None)


def _at(entry: Entry, name: str) -> dict[str, str]:
    return {"sheet": entry.table.sheet.name, "cell": entry.at(name), "subject": entry.id}


def _form_findings(
    entry: Entry, indicator: IndicatorRule, readings: Mapping[str, Reading[float]], origin: Origin
) -> list[Finding]:
    """Entries that are no numbers, typed as text, in a wrong column or only half there."""
    findings = []
    headers = entry.table.headers
    for name in VALUES:
        written, where = entry.text(name), _at(entry, name)
        if name not in readings:
            if written:
                wanted = ", ".join(f"“{headers[used]}”" for used in indicator.used)
                findings.append(
                    origin.finding(
                        "figure.value_in_wrong_column",
                        **where,
                        found=written,
                        header=headers[name],
                        wanted=wanted,
                    )
                )
            continue
        reading = readings[name]
        if reading.is_unclear and indicator.kind == "yes_no":
            findings.append(origin.finding("yes_no.unknown", **where, found=written))
        elif reading.is_unclear:
            findings.append(_unclear_number(entry, name, indicator, origin))
        elif reading.was_text and reading.value is not None:
            if indicator.kind == "yes_no":
                code, read = "yes_no.in_words", YES if reading.value else NO
            elif _says_none(entry, name, indicator):
                code, read = "figure.none_as_zero", "0"
            else:
                code, read = "figure.number_as_text", show_number(reading.value)
            findings.append(origin.finding(code, **where, found=written, header=headers[name], read=read))
    blank = [name for name, reading in readings.items() if reading.is_blank]
    if len(blank) == 1 and len(readings) == 2:
        findings.append(
            origin.finding("figure.part_missing", **_at(entry, blank[0]), header=headers[blank[0]])
        )
    return findings


def _unclear_number(entry: Entry, name: str, indicator: IndicatorRule, origin: Origin) -> Finding:
    """Why an entry is no number: it may be two of them, has no digit at all, or is unclear otherwise."""
    values = {**_at(entry, name), "found": entry.text(name), "header": entry.table.headers[name]}
    if both := two_meanings(entry.cell(name), indicator.measure):
        return origin.finding("figure.two_meanings", **values, one=both[0], other=both[1])
    if isinstance(entry.cell(name), str) and not any(sign.isdigit() for sign in entry.text(name)):
        return origin.finding("figure.no_digits", **values)
    return origin.finding("figure.not_a_number", **values)


def _reason_findings(
    entry: Entry,
    indicator: IndicatorRule,
    readings: Mapping[str, Reading[float]],
    reason: Reading[str],
    origin: Origin,
) -> list[Finding]:
    where, written = _at(entry, "reason_code"), entry.text("reason_code")
    is_empty = all(reading.is_blank for reading in readings.values())
    if reason.is_unclear:
        return [origin.finding("figure.reason_unknown", **where, found=written, known=KNOWN_REASONS)]
    if reason.is_blank:
        has_stray = any(entry.text(name) for name in VALUES)
        if is_empty and indicator.is_core and not has_stray:
            return [origin.finding("figure.missing_without_reason", **_at(entry, indicator.used[0]))]
        return []
    if not is_empty:
        return [origin.finding("figure.reason_with_value", **where, found=written)]
    if reason.value == "other" and not entry.text("note"):
        return [origin.finding("figure.reason_without_note", **_at(entry, "note"), found=written)]
    return []


def _value_findings(
    entry: Entry, indicator: IndicatorRule, values: Mapping[str, float], origin: Origin
) -> list[Finding]:
    """Numbers that cannot be: not whole, out of range, a part greater than the whole."""
    findings = []
    headers = entry.table.headers
    for name, value in values.items():
        found = show_number(value)
        if abs(value) > MAX_FIGURE:
            greatest = f"≤ {MAX_FIGURE}"
            findings.append(
                origin.finding("figure.out_of_range", **_at(entry, name), found=found, range=greatest)
            )
            continue
        if indicator.is_whole and not value.is_integer():
            findings.append(
                origin.finding("figure.not_whole", **_at(entry, name), found=found, header=headers[name])
            )
        is_ratio = indicator.kind == "ratio"
        if value < 0 if is_ratio else not _is_within(value, indicator):
            possible = "≥ 0" if is_ratio else _range_text(indicator)
            findings.append(
                origin.finding("figure.out_of_range", **_at(entry, name), found=found, range=possible)
            )
    parts = values.values() if indicator.kind == "ratio" else ()
    if len(parts) == 2 and min(parts) >= 0 and max(parts) <= MAX_FIGURE:
        findings += _ratio_findings(entry, indicator, values["numerator"], values["denominator"], origin)
    return findings


def _far_findings(
    entry: Entry,
    far: Mapping[tuple[str, str], tuple[float | None, float]],
    values: Mapping[str, float],
    origin: Origin,
) -> list[Finding]:
    """Figures that nobody means: many times what the unit and its like report."""
    findings = []
    for name, value in values.items():
        usual, most = far.get((entry.id, name), (None, inf))
        if value > most:
            facts = {
                "found": show_number(value),
                "most": show_number(most),
                "header": entry.table.headers[name],
            }
            if usual is None:
                findings.append(origin.finding("figure.far_alone", **_at(entry, name), **facts))
            else:
                facts["usual"] = show_number(usual)
                findings.append(origin.finding("figure.far_from_usual", **_at(entry, name), **facts))
    return findings


def _ratio_findings(
    entry: Entry, indicator: IndicatorRule, numerator: float, denominator: float, origin: Origin
) -> list[Finding]:
    where = _at(entry, "numerator")
    if denominator == 0 and numerator > 0:
        found = show_number(numerator)
        return [origin.finding("figure.zero_denominator", **_at(entry, "denominator"), found="0", part=found)]
    findings = []
    if numerator > denominator and not indicator.may_exceed:
        parts = {"numerator": show_number(numerator), "denominator": show_number(denominator)}
        findings.append(
            origin.finding("figure.numerator_exceeds_denominator", **where, found=parts["numerator"], **parts)
        )
    elif denominator > 0 and not _is_within(100 * numerator / denominator, indicator):
        share = f"{show_number(round_half_up(100 * numerator / denominator, 2))} %"
        findings.append(
            origin.finding("figure.out_of_range", **where, found=share, range=_range_text(indicator, " %"))
        )
    least = LEAST_ANSWERS.get(indicator.indicator_id)
    if least is not None and 0 < denominator < least:
        found = show_number(denominator)
        findings.append(
            origin.finding("figure.small_sample", **_at(entry, "denominator"), found=found, least=str(least))
        )
    return findings


def _is_within(value: float, indicator: IndicatorRule) -> bool:
    return not (
        (indicator.least is not None and value < indicator.least)
        or (indicator.greatest is not None and value > indicator.greatest)
    )


def _range_text(indicator: IndicatorRule, unit: str = "") -> str:
    ends = [("≥", indicator.least), ("≤", indicator.greatest)]
    return ", ".join(f"{sign} {show_number(end)}{unit}" for sign, end in ends if end is not None)


def _contained_findings(
    entry: Entry, rules: FigureRules, values: Mapping[str, float], origin: Origin
) -> list[Finding]:
    """A cumulative figure is at least that of the contained period, each part for itself."""
    return [
        origin.finding(
            "figure.below_contained",
            **_at(entry, name),
            found=show_number(value),
            header=entry.table.headers[name],
            before=show_number(rules.contained[entry.id, name]),
            period=rules.contained_names.get((entry.id, name), ""),
        )
        for name, value in values.items()
        if (entry.id, name) in rules.contained and value < rules.contained[entry.id, name]
    ]
