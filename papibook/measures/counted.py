"""The whole dataset counted: one row per thing owed, and the district's values."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from papibook.data.edition.dataset import Dataset
from papibook.data.edition.period import PeriodData
from papibook.data.given.checklists import units_asked
from papibook.data.given.item_names import item_name, item_titles, items_without_dimension
from papibook.data.given.units_of import is_valid_on
from papibook.ground.vietnamese import fold
from papibook.measures.changes import district_changes
from papibook.measures.checklists import count_checklists
from papibook.measures.district import district_figures
from papibook.measures.figures import count_figures
from papibook.measures.flags import is_true
from papibook.measures.obligations import count_obligations
from papibook.measures.rebased import (
    Lineage,
    lineage,
    rebased_figures,
    rebased_obligations,
)
from papibook.measures.remarks import count_remarks
from papibook.measures.reports import count_reports
from papibook.measures.standing import standing
from papibook.model.answers import defined_alike
from papibook.model.edition import edition_row
from papibook.model.findings import CODES, SHIFTED
from papibook.model.frames import Schema
from papibook.model.layout import FIGURES_SHEET, TASKS_SHEET
from papibook.model.plan import compared_within, is_half_of, is_year_before
from papibook.model.recurrence import tasks_of
from papibook.model.tables import (
    CHECKLIST_ANSWERS,
    DEADLINES,
    EDITION,
    FIGURES,
    FINDINGS,
    ITEMS_ASKING,
    OBLIGATIONS,
    RECEIPTS,
    REMARKS,
    REPORTS,
    TARGETS,
)


@dataclass(frozen=True)
class Counted:
    """Every period that the edition reads, counted. Schemas by the same names.

    ``district_standing``: period_id, dimension_id and the columns of STANDING. ``district_changes``: as
    :func:`papibook.measures.district_changes` gives them.
    """

    edition: pd.DataFrame
    obligations: pd.DataFrame
    figures: pd.DataFrame
    reports: pd.DataFrame
    remarks: pd.DataFrame
    checklist_answers: pd.DataFrame
    findings: pd.DataFrame
    receipts: pd.DataFrame
    district_figures: pd.DataFrame
    district_standing: pd.DataFrame
    district_changes: pd.DataFrame


def count_all(dataset: Dataset) -> Counted:
    """Count every period of ``dataset``."""
    by_period = [
        _on_units_of(dataset, data, _count_period(dataset, data)) for data in dataset.periods.values()
    ]
    obligations, figures, reports, remarks, checklist_answers, findings, receipts = (
        _together(table, [counted[place] for counted in by_period])
        for place, table in enumerate(
            (
                OBLIGATIONS,
                FIGURES,
                REPORTS,
                REMARKS,
                CHECKLIST_ANSWERS,
                FINDINGS,
                RECEIPTS,
            )
        )
    )
    indicators, units = dataset.reference.indicators, dataset.reference.units
    edition = edition_table(dataset)
    return Counted(
        edition=edition,
        obligations=obligations,
        figures=figures,
        reports=reports,
        remarks=remarks,
        checklist_answers=checklist_answers,
        findings=findings,
        receipts=receipts,
        district_figures=district_figures(figures, indicators, _targets(dataset), units),
        district_standing=standing(obligations, ("period_id", "dimension_id")),
        district_changes=district_changes(figures, indicators, units, edition_row(edition)),
    )


def edition_table(dataset: Dataset) -> pd.DataFrame:
    """Schema EDITION, one row: what a page must know of the edition it belongs to."""
    plan, edition = dataset.plan.file, dataset.edition
    period = edition.period
    return EDITION.from_records(
        [
            {
                "edition_id": edition.edition_id,
                "period_id": period.period_id,
                "period_name": period.name,
                "revision": edition.revision,
                "starts_on": pd.Timestamp(period.starts_on),
                "cutoff_on": pd.Timestamp(period.cutoff_on),
                "data_closed_on": pd.Timestamp(edition.data_closed_on),
                "unit_deadline_on": pd.Timestamp(period.unit_deadline.last_day),
                "data_status": plan.data_status,
                "plan_id": plan.plan_id,
                "plan_number": plan.number,
                "plan_title": plan.title,
                "issuer": plan.issuer,
                "tasks_remark": plan.tasks_remark,
                "no_dimension": items_without_dimension(plan, dataset.plan.solutions, dataset.plan.tasks)
                or None,
                "place_name": plan.place.name,
                **{f"place_{name}": word for name, word in plan.place.words.by_name().items()},
                "parent_name": plan.place.parent.name if plan.place.parent else None,
                "papi_province": plan.place.papi_province,
                **_compared(dataset),
            }
        ]
    )


def _compared(dataset: Dataset) -> dict[str, object]:
    """With which of the periods that are read the edition's own is compared, and what is to be said of it."""
    plan, period = dataset.plan.file, dataset.edition.period
    contained = compared_within(plan, period)
    others = [
        (comparison, dataset.periods[period_id])
        for comparison, period_id in (
            ("comparable", period.comparable_to),
            ("contained", contained.period_id if contained else None),
        )
        if period_id is not None and period_id in dataset.periods
    ]
    read = [(comparison, data) for comparison, data in others if data.is_read]
    unread = [data for _, data in others if data.chosen["revision"].notna().any()]
    later = [
        each.name
        for each in plan.periods
        if each.comparable_to == period.period_id or compared_within(plan, each) == period
    ]
    about: dict[str, object] = {
        "unread_id": unread[0].period.period_id if unread and not read else None,
        "is_first": not any(each.cutoff_on < period.cutoff_on for each in plan.periods),
        "later_periods": "; ".join(later) or None,
        "comparison": "none",
    }
    if not read:
        return about
    comparison, data = read[0]
    return {
        **about,
        "comparison": comparison,
        "compared_id": data.period.period_id,
        "compared_name": data.period.name,
        "compared_plan": data.plan.file.number if data.plan.file.plan_id != plan.plan_id else None,
        "is_year_before": is_year_before(data.period, period),
        **_unit_changes(unit_lineage(dataset, data)),
        "has_difference": comparison == "contained" and is_half_of(data.period, period),
    }


def items_asking(dataset: Dataset) -> pd.DataFrame:
    """Schema ITEMS_ASKING: the items of the plan that ask for a checklist, and whom."""
    plan, units = dataset.plan, dataset.reference.units
    titles = item_titles(plan.file, plan.solutions)
    remarks = {outside.item: outside.remark for outside in plan.file.items_outside_solutions}
    asked = units_asked(plan.checklists, plan.tasks, units)
    return ITEMS_ASKING.from_records(
        [
            {
                "item": item,
                "item_name": item_name(str(item), titles),
                "remark": remarks.get(str(item)),
                "unit_ids": ";".join(own["unit_id"]),
            }
            for item, own in asked.groupby("item", sort=False)
        ]
    )


def _unit_changes(change: Lineage | None) -> dict[str, object]:
    if change is None:
        return {}
    return {
        "units_changed_on": pd.Timestamp(change.changed_on),
        "n_units_rebased": len(change.former),
        "n_units_cut": len(change.cut),
    }


def tables_of_office(dataset: Dataset, counted: Counted) -> dict[str, pd.DataFrame]:
    """What measures and views need to say how the units' reports stand, by the names of slices' tables."""
    names = ("reports", "obligations", "figures", "findings", "receipts")
    return {
        "units": dataset.reference.units,
        "tasks": dataset.plan.tasks,
        "indicators": dataset.reference.indicators,
        **{name: getattr(counted, name) for name in names},
    }


def deadline_table(dataset: Dataset) -> pd.DataFrame:
    """Schema DEADLINES: the dates that the plan sets for the edition's period, and those of no period."""
    plan = dataset.plan.file
    return DEADLINES.from_records(
        [
            {
                "deadline_id": deadline.id,
                "item": deadline.item,
                "what": deadline.what,
                "from_whom": deadline.from_whom,
                "to_whom": deadline.to_whom,
                "on_date": pd.Timestamp(deadline.on),
                "rule": deadline.rule,
                "last_day": pd.Timestamp(deadline.last_day),
                "note": deadline.note,
            }
            for deadline in (*plan.deadlines, *dataset.edition.period.deadlines)
        ]
    )


def _count_period(dataset: Dataset, data: PeriodData) -> tuple[pd.DataFrame, ...]:
    period, units, plan = data.period, data.reference.units, data.plan
    read = data.chosen[data.chosen["revision"].notna()]
    reported = set(read["unit_id"])
    obligations = count_obligations(
        tasks_of(plan.tasks, plan.file, period),
        units,
        data.tasks,
        reported,
        period_id=period.period_id,
        cutoff_on=period.cutoff_on,
        refused_units=_refused_units(read, data.findings, TASKS_SHEET),
    )
    figures = count_figures(
        data.reference.indicators,
        units,
        data.figures,
        reported,
        period_id=period.period_id,
        spans_a_year=period.spans_a_year,
        refused_units=_refused_units(read, data.findings, FIGURES_SHEET),
    )
    reports = count_reports(
        units,
        data.chosen,
        obligations,
        figures,
        data.findings,
        period_id=period.period_id,
        deadline_on=period.unit_deadline.last_day,
        group_deadlines={group: each.last_day for group, each in period.group_deadlines.items()},
    )
    remarks = count_remarks(obligations, data.info, period_id=period.period_id)
    checklists = count_checklists(data.info, data.plan.checklists, period_id=period.period_id)
    return obligations, figures, reports, remarks, checklists, data.findings, data.receipts


def _targets(dataset: Dataset) -> pd.DataFrame:
    """Schema TARGETS: of each period those of its own plan."""
    parts = [
        data.plan.targets[data.plan.targets["period_id"] == period_id]
        for period_id, data in sorted(dataset.periods.items())
    ]
    return TARGETS.coerce(pd.concat(parts, ignore_index=True))


def _on_units_of(
    dataset: Dataset, data: PeriodData, counted: tuple[pd.DataFrame, ...]
) -> tuple[pd.DataFrame, ...]:
    """What was counted of ``data``, so that it can be compared with the edition's period.

    Obligations and figures on the edition's units; figures of indicators that its plan defines alike.
    """
    if data is dataset.current:
        return counted
    obligations, figures, *rest = counted
    change = unit_lineage(dataset, data)
    alike = defined_alike(dataset.reference.indicators, data.reference.indicators)
    figures = figures[figures["indicator_id"].isin(list(alike))].reset_index(drop=True)
    return (
        rebased_obligations(obligations, change),
        rebased_figures(figures, data.reference.indicators, change),
        *rest,
    )


def unit_lineage(dataset: Dataset, data: PeriodData) -> Lineage | None:
    """What became of units between the cut-off of ``data`` and that of the edition's period."""
    cutoff = dataset.edition.period.cutoff_on
    units = data.reference.units
    existing = units.loc[is_valid_on(units, data.period.cutoff_on), "unit_id"]
    return lineage(dataset.reference.unit_changes, set(existing), data.period.cutoff_on, cutoff)


def _refused_units(read: pd.DataFrame, findings: pd.DataFrame, sheet: str) -> set[str]:
    """Units whose report, or that sheet of it, an error keeps out as a whole.

    Where a workbook carries several units, answers that stand some rows off keep those of one unit out.
    """
    scopes = findings["code"].map({code: kind.scope for code, kind in CODES.items()})
    errors = findings["severity"] == "error"
    is_sheet = findings["sheet"].map(fold, na_action="ignore") == fold(sheet)  # its name may be in capitals
    whole = errors & ((scopes == "file") | ((scopes == "sheet") & is_sheet))
    shifted = is_true(whole) & findings["code"].isin(SHIFTED)
    files = findings.loc[is_true(whole) & ~shifted, "file"]
    units = findings.loc[shifted, "unit_id"]
    return set(read.loc[read["file"].isin(files) | read["unit_id"].isin(units), "unit_id"])


def _together(table: Schema, parts: list[pd.DataFrame]) -> pd.DataFrame:
    return table.coerce(pd.concat([table.coerce(part) for part in parts], ignore_index=True))
