"""``papibook forms``: one workbook for each unit to fill in, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from papibook.data.edition.dataset import plan_of_edition
from papibook.data.edition.period import PeriodData
from papibook.data.forms.asked import Asked, asked_in
from papibook.data.forms.folder import checksum, fresh_folder, listed, saved_since, write_list
from papibook.data.forms.prefill import (
    carried,
    earlier_info,
    earlier_revision,
    read_earlier,
    read_last,
    with_figures,
    with_last,
    with_tasks,
)
from papibook.data.forms.workbook import FilledForm, write_workbook
from papibook.data.given.plan import Plan, catalogue_of, check_plan
from papibook.data.given.reference import Reference, find_unit, read_reference
from papibook.data.given.units_of import reference_of
from papibook.ground.paths import Project
from papibook.model.groups import carriers, sending_units
from papibook.model.plan import Edition, contained_in


class FormProgress(Protocol):
    """Told what is being done; the command line shows it."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins."""

    def step(self, what: str) -> None:
        """One step of it is done."""


@dataclass(frozen=True)
class FormsSummary:
    """What was written, by file name; ``n_prefilled``: those that hold an earlier report's answers.

    ``saved``: forms that lay there and were saved since they were handed out, perhaps filled in; they stay.
    """

    files: tuple[str, ...]
    n_prefilled: int
    saved: tuple[str, ...] = ()


def form_name(unit_id: str, period_id: str) -> str:
    """The file of a unit's form: letters that every system and mail program keeps."""
    return f"{unit_id}_{period_id}.xlsx"


@dataclass(frozen=True)
class Forms:
    """Everything that the forms of one period are made from."""

    plan: Plan
    reference: Reference
    edition: Edition
    asked: Asked
    last: PeriodData | None
    earlier: PeriodData

    @classmethod
    def read(cls, project: Project, edition_id: str) -> Forms:
        """Read the plan, the reference and the earlier reports, once for all units.

        Raises:
            ConfigError: no such period.
            DataRefusedError: plan or reference tables are broken.
        """
        plan, edition = plan_of_edition(project, edition_id)
        everything = read_reference(project)
        check_plan(plan, catalogue_of(plan, everything))
        reference = reference_of(catalogue_of(plan, everything), edition.period)
        last = read_last(project, plan, everything, edition)
        earlier = read_earlier(project, plan, reference, edition, last)
        return cls(plan, reference, edition, asked_in(plan, reference, edition.period), last, earlier)

    def form(self, unit_id: str) -> FilledForm:
        """The unit's form, with what it reported before."""
        period, units = self.edition.period, self.reference.units
        figures = with_last(self.asked.figures_for(unit_id), self.last, unit_id, period)
        half = self._carried_on(unit_id)
        parts = tuple(self.form(each) for each, sender in carriers(units).items() if sender == unit_id)
        carried_from = (half.period.name if half else "", *(part.carried_from for part in parts))
        tasks = self.asked.tasks_for(unit_id)
        checklist = self.asked.checklist_of.get(unit_id, ())
        return FilledForm(
            plan=self.plan.file,
            period=period,
            unit_id=unit_id,
            unit_name=str(units.loc[units["unit_id"] == unit_id, "unit_name"].iloc[0]),
            info=earlier_info(half or self.earlier, unit_id, checklist),
            tasks=carried(tasks, half, unit_id) if half else with_tasks(tasks, self.earlier, unit_id),
            figures=with_figures(figures, self.earlier, unit_id),
            made_on=period.cutoff_on,
            checklist=checklist,
            prefilled_revision=earlier_revision(self.earlier, unit_id),
            carried_from=next(filter(None, carried_from), ""),
            unit_group=str(units.loc[units["unit_id"] == unit_id, "unit_group"].iloc[0]),
            parts=parts,
        )

    def _carried_on(self, unit_id: str) -> PeriodData | None:
        """The contained period's report, where the unit has sent it and none of this period yet."""
        half = self.last if contained_in(self.plan.file, self.edition.period) else None
        if half is None or earlier_revision(self.earlier, unit_id) is not None:
            return None
        return half if (half.tasks["unit_id"] == unit_id).any() else None


def write_forms(
    project: Project, edition_id: str, folder: Path, units: Sequence[str], progress: FormProgress
) -> FormsSummary:
    """Write the forms of a period into ``folder``, of all units that report or of the ones named.

    Raises:
        ConfigError: no such period or unit; the folder holds something else.
        DataRefusedError: plan or reference tables are broken.
    """
    progress.stage("data", None)
    forms = Forms.read(project, edition_id)
    chosen = _chosen_units(units, forms.reference)
    named = {form_name(unit_id, forms.edition.period.period_id): unit_id for unit_id in chosen}
    fresh: dict[str, str] = {}
    n_prefilled = 0
    with fresh_folder(folder) as bench:
        saved = saved_since(
            folder, list(named)
        )  # only now: a stop may have left the folder under another name
        progress.stage("forms", len(named) - len(saved))
        for name, unit_id in named.items():
            if name in saved:
                continue
            form = forms.form(unit_id)
            stream = BytesIO()
            write_workbook(stream, form)
            (bench / name).write_bytes(stream.getvalue())
            fresh[name] = checksum(stream.getvalue())
            n_prefilled += form.is_prefilled
            progress.step(unit_id)
        write_list(bench, listed(folder), fresh)
    return FormsSummary(tuple(fresh), n_prefilled, saved)


def _chosen_units(named: Sequence[str], reference: Reference) -> list[str]:
    """The units that send a workbook, in their order; those ``named`` by id, name, code or alias, or all."""
    units = reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
    reporting = [str(unit_id) for unit_id in sending_units(units)["unit_id"]]
    wanted = {find_unit(name, reference, reports=True) for name in named}
    return [unit_id for unit_id in reporting if not wanted or unit_id in wanted]
