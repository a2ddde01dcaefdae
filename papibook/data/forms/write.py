"""``papibook forms``: one workbook for each unit to fill in, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

from papibook.data.edition.dataset import edition_of
from papibook.data.edition.period import PeriodData
from papibook.data.forms.asked import Asked, asked_in
from papibook.data.forms.folder import checksum, fresh_folder, listed, write_list
from papibook.data.forms.prefill import (
    earlier_info,
    earlier_revision,
    read_earlier,
    read_last,
    with_figures,
    with_last,
    with_tasks,
)
from papibook.data.forms.workbook import FilledForm, write_workbook
from papibook.data.given.plan import Plan, check_plan, read_plan
from papibook.data.given.reference import Reference, read_reference, recognise_unit
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.similar import did_you_mean
from papibook.ground.vietnamese import fold
from papibook.model.plan import Edition


class FormProgress(Protocol):
    """Told what is being done; the command line shows it."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins."""

    def step(self, what: str) -> None:
        """One step of it is done."""


@dataclass(frozen=True)
class FormsSummary:
    """What was written, by file name; ``n_prefilled``: those that hold an earlier report's answers."""

    files: tuple[str, ...]
    n_prefilled: int


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
        plan, reference = read_plan(project), read_reference(project)
        edition = edition_of(plan.file, edition_id)
        check_plan(plan, reference)
        last = read_last(project, plan, reference, edition)
        earlier = read_earlier(project, plan, reference, edition, last)
        return cls(plan, reference, edition, asked_in(plan, reference, edition.period), last, earlier)

    def form(self, unit_id: str) -> FilledForm:
        """The unit's form, with what it reported before."""
        period, units = self.edition.period, self.reference.units
        figures = with_last(self.asked.figures_for(unit_id), self.last, unit_id, period)
        return FilledForm(
            plan=self.plan.file,
            period=period,
            unit_id=unit_id,
            unit_name=str(units.loc[units["unit_id"] == unit_id, "unit_name"].iloc[0]),
            info=earlier_info(self.earlier, unit_id),
            tasks=with_tasks(self.asked.tasks_for(unit_id), self.earlier, unit_id),
            figures=with_figures(figures, self.earlier, unit_id),
            made_on=period.cutoff_on,
            dimension_names=self.asked.dimension_names,
            prefilled_revision=(revision := earlier_revision(self.earlier, unit_id)),
            is_prefilled=revision is not None,
        )


def write_forms(
    project: Project, edition_id: str, folder: Path, units: Sequence[str], progress: FormProgress
) -> FormsSummary:
    """Write the forms of a period into ``folder``, of all units that report or of the ones named.

    Raises:
        ConfigError: no such period or unit; the folder holds something else, or forms that were filled in.
        DataRefusedError: plan or reference tables are broken.
    """
    progress.stage("data", None)
    forms = Forms.read(project, edition_id)
    chosen = _chosen_units(units, forms.reference)
    names = [form_name(unit_id, forms.edition.period.period_id) for unit_id in chosen]
    fresh: dict[str, str] = {}
    n_prefilled = 0
    with fresh_folder(folder, names) as bench:
        progress.stage("forms", len(chosen))
        for unit_id, name in zip(chosen, names, strict=True):
            form = forms.form(unit_id)
            stream = BytesIO()
            write_workbook(stream, form)
            (bench / name).write_bytes(stream.getvalue())
            fresh[name] = checksum(stream.getvalue())
            n_prefilled += form.prefilled_revision is not None
            progress.step(unit_id)
        write_list(bench, listed(folder), fresh)
    return FormsSummary(tuple(names), n_prefilled)


def _chosen_units(named: Sequence[str], reference: Reference) -> list[str]:
    """The reporting units, in their order; those ``named`` by id, name, code or alias, or all."""
    units = reference.units.sort_values(["sort_order", "unit_id"], kind="stable")
    reporting = [str(unit_id) for unit_id in units.loc[units["is_reporting"].fillna(False), "unit_id"]]
    wanted = {_named_unit(name, reference, reporting) for name in named}
    return [unit_id for unit_id in reporting if not wanted or unit_id in wanted]


def _named_unit(name: str, reference: Reference, reporting: list[str]) -> str:
    unit_id = recognise_unit(name, reference)
    if unit_id in reporting:
        return str(unit_id)
    if unit_id is not None:
        raise ConfigError("{unit} sends no report, so there is no form for it.", unit=unit_id)
    units = reference.units[reference.units["unit_id"].isin(reporting)]
    known = {fold(str(value)): str(row.unit_id) for row in units.itertuples()
             for value in (row.unit_id, row.unit_name, row.short_name)}  # fmt: skip
    hint = known.get(did_you_mean(fold(name), known), "")
    if hint:
        raise ConfigError("There is no unit “{unit}”. Did you mean {hint}?", unit=name, hint=hint)
    raise ConfigError("There is no unit “{unit}”. Units stand in data/reference/units.csv.", unit=name)
