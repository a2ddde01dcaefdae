"""Everything an edition is made of, read and checked once, with a digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

import pandas as pd

from papibook.data.edition.directives import told_directives
from papibook.data.edition.kept_quotes import read_kept_quotes
from papibook.data.edition.known import known_plan, known_reference
from papibook.data.edition.period import PeriodData, check_period
from papibook.data.edition.revised import edition_steps, revised_answers
from papibook.data.given.commentary import read_commentary
from papibook.data.given.csv_table import format_csv
from papibook.data.given.editions import read_life
from papibook.data.given.follow_up import read_follow_up
from papibook.data.given.plan import Plan, catalogue_of, check_plan, read_plan
from papibook.data.given.reference import Reference, read_reference
from papibook.data.given.units_of import reference_of
from papibook.data.letters.urgings import read_urgings
from papibook.data.persons import Decisions, masked_frame
from papibook.data.persons.decisions import check_persons, decisions_of, read_persons
from papibook.data.report.rules import rules_by_unit
from papibook.ground.errors import ConfigError, DataRefusedError
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.ground.similar import did_you_mean
from papibook.model.as_of import known_on
from papibook.model.groups import carriers
from papibook.model.layout import ILLUSTRATIVE_BANNER
from papibook.model.plan import (
    Edition,
    Period,
    PlanFile,
    comparable_of,
    compared_within,
    contained_in,
    find_edition,
    last_edition_before,
)
from papibook.model.tables import ISSUE_REASONS, KEPT_QUOTES, REVISED, TOLD_DIRECTIVES, URGINGS


@dataclass(frozen=True)
class Dataset:
    """What an edition reads. Personal data in texts are masked here: nothing that is made from it has them.

    ``periods``: the edition's own; the one that it contains; the one that it is compared with, where reports
    of it are there. ``commentary``: schema COMMENTARY. ``revised``: schema REVISED, what was
    revised in those periods since their last edition that was closed before this one. ``follow_up``: schema
    FOLLOW_UP, marks of those periods; ``urgings``: schema URGINGS, of those periods. ``directives``: schema
    TOLD_DIRECTIVES. ``kept_quotes``: schema KEPT_QUOTES. ``issue_reasons``: schema ISSUE_REASONS. ``digest``:
    the same for the same content, whatever the machine.
    """

    plan: Plan
    reference: Reference
    edition: Edition
    periods: Mapping[str, PeriodData] = field(hash=False)
    commentary: pd.DataFrame
    revised: pd.DataFrame
    follow_up: pd.DataFrame
    digest: str
    directives: pd.DataFrame = field(default_factory=TOLD_DIRECTIVES.empty)
    urgings: pd.DataFrame = field(default_factory=URGINGS.empty)
    kept_quotes: pd.DataFrame = field(default_factory=KEPT_QUOTES.empty)
    issue_reasons: pd.DataFrame = field(default_factory=ISSUE_REASONS.empty)

    @property
    def current(self) -> PeriodData:
        """The edition's own period."""
        return self.periods[self.edition.period.period_id]

    @property
    def silent(self) -> frozenset[str]:
        """The units of which no report is read for the edition's own period."""
        units, chosen = self.reference.units, self.current.chosen
        reporting = units.loc[units["is_reporting"].fillna(False), "unit_id"]
        return frozenset(reporting) - frozenset(chosen.loc[chosen["revision"].notna(), "unit_id"])


def plan_of_edition(project: Project, edition_id: str) -> tuple[Plan, Edition]:
    """The edition of that name and the plan that it is of, whichever of the project's plans that is.

    Raises:
        ConfigError: a plan.yml is wrong, or none knows such an edition.
        RefusedTablesError: tables of a plan are broken.
    """
    plan = read_plan(project, edition_id.partition(".")[0])
    edition = find_edition(plan.file, edition_id)
    return plan, edition if edition is not None else edition_of(plan.whole, edition_id)


def edition_of(plan: PlanFile, edition_id: str) -> Edition:
    """The edition of that name.

    Raises:
        ConfigError: plan.yml knows no such edition; the message lists those it knows.
    """
    edition = find_edition(plan, edition_id)
    if edition is not None:
        return edition
    known = [
        name
        for period in plan.periods
        for name in (period.period_id, *(f"{period.period_id}.{r.number}" for r in period.revisions))
    ]
    hint = did_you_mean(edition_id, known)
    if hint:
        raise ConfigError(
            "There is no period “{period}” in plan.yml. Did you mean {hint}? Known: {known}.",
            period=edition_id,
            hint=hint,
            known=", ".join(known),
        )
    raise ConfigError(
        "There is no period “{period}” in plan.yml. Known: {known}.",
        period=edition_id,
        known=", ".join(known),
    )


def load_dataset(project: Project, edition_id: str) -> Dataset:
    """Read and check everything that the edition reads; see :func:`read_dataset`.

    Raises:
        ConfigError: plan.yml is wrong, the edition unknown, a commentary file unreadable.
        DataRefusedError: plan or reference tables are broken, or no report can be read.
    """
    dataset = read_dataset(project, edition_id)
    require_reports(dataset)
    return dataset


def require_reports(dataset: Dataset) -> None:
    """Refuse an edition whose reports came and cannot be read: a book of it would say that none came.

    An edition of which no report was accepted yet is good: its book is that of the plan alone.

    Raises:
        DataRefusedError: of the accepted reports none could be read, or reports of a real project are made
            up.
    """
    current = dataset.current
    _refuse_made_up(dataset)
    accepted = int(current.chosen["revision"].notna().sum())
    if not current.is_read and accepted:
        raise DataRefusedError(
            "No report for {period} can be read ({count} accepted by {closed}). Look at the findings with "
            "“papibook check {period}”, and at data/submissions/{period}.",
            period=current.period.period_id,
            count=accepted,
            closed=format_date(dataset.edition.data_closed_on),
        )


def _refuse_made_up(dataset: Dataset) -> None:
    """Without them the figures would be too few, with them false; no page may show either as real."""
    files = [
        str(file)
        for data in dataset.periods.values()
        for file in data.findings.loc[data.findings["code"] == "identity.made_up", "file"]
    ]
    if files:
        raise DataRefusedError(
            "{count} reports are made up (their forms say “{banner}”), but plan.yml says data_status: real. "
            "The first: {file}. Empty data/submissions and data/inbox before real reports come in, or say "
            "data_status: illustrative.",
            count=len(files),
            banner=ILLUSTRATIVE_BANNER,
            file=files[0],
        )


def read_dataset(project: Project, edition_id: str, *, as_of: date | None = None) -> Dataset:
    """Read and check everything that the edition reads, even where no report can be read.

    All is read as it stood when this edition's data were closed (papibook.model.as_of): what came later
    changes nothing, not even the digest. ``as_of``: the edition's own period as it stood at the end of that
    day.

    Raises:
        ConfigError: plan.yml is wrong, the edition unknown, a commentary file unreadable.
        DataRefusedError: plan or reference tables are broken.
    """
    written, decisions = read_unmasked(project, edition_id, as_of=as_of)
    dataset = replace(
        written,
        periods={period_id: _masked(data, decisions) for period_id, data in written.periods.items()},
        commentary=masked_frame(written.commentary, decisions),
        revised=masked_frame(_revised_since(project, written), decisions),
        follow_up=masked_frame(written.follow_up, decisions),
        directives=masked_frame(written.directives, decisions),
    )
    return replace(dataset, digest=_digest(dataset))


def read_unmasked(
    project: Project, edition_id: str, *, as_of: date | None = None
) -> tuple[Dataset, Decisions]:
    """What :func:`read_dataset` reads, as it was written, and what the office said of personal texts.

    For the review list alone: what was revised, and the digest, are not in it. It raises the same.
    """
    plan, edition = plan_of_edition(project, edition_id)
    everything = read_reference(project)
    reference = catalogue_of(plan, everything)
    check_plan(plan, reference)
    persons = read_persons(project)
    check_persons(persons, plan, reference)
    marks = read_follow_up(project, plan, reference)
    urgings = read_urgings(project, plan, reference)
    closed_on = edition.data_closed_on
    directives = told_directives(plan, edition)
    reference, plan = known_reference(reference, plan, closed_on), known_plan(plan, closed_on)
    decisions = decisions_of(persons, plan, reference)

    read: dict[str, PeriodData] = {}

    def check(own: Plan, period: Period, catalogue: Reference, known_by: date | None = None) -> None:
        """Read the period, and those within it before."""
        inner = contained_in(own.file, period)
        if inner is not None:
            check(own, inner, catalogue)
        read[period.period_id] = check_period(
            project,
            own,
            reference_of(catalogue, period),
            period,
            closed_on,
            contained=read[inner.period_id] if inner else None,
            as_of=known_by,
            decisions=decisions,
        )

    check(plan, edition.period, reference, as_of)
    within = compared_within(plan.file, edition.period)
    if within is not None and within.period_id not in read:
        check(plan, within, reference)
    chosen = [contained_in(plan.file, edition.period), within, edition.period]
    before = comparable_of(plan.whole, edition.period)
    if before is not None and (project.submissions / before.period_id).is_dir():
        chosen.append(before)
        if before.period_id not in read:
            own = plan.of(before.period_id)
            catalogue = catalogue_of(own, everything)
            own, catalogue = known_plan(own, closed_on), known_reference(catalogue, own, closed_on)
            check(own, before, catalogue)
    periods = {each.period_id: read[each.period_id] for each in chosen if each is not None}
    reference = reference_of(reference, edition.period)
    commentary = read_commentary(project, edition.period.period_id, reference.dimensions["dimension_id"])
    kept = read_kept_quotes(project, edition.period.period_id)
    marks = marks[marks["period_id"].isin(list(periods))].reset_index(drop=True)
    given = read_life(project).reasons(edition.edition_id)
    reasons = ISSUE_REASONS.from_records([{"subject": name, "why": why} for name, why in given.items()])
    urgings = known_on(urgings, URGINGS, as_of or closed_on)
    urgings = urgings[urgings["period_id"].isin(list(periods))].reset_index(drop=True)
    read_too = (marks, "", directives, urgings, kept, reasons)
    written = Dataset(plan, reference, edition, periods, commentary, REVISED.empty(), *read_too)
    return written, decisions


def _masked(data: PeriodData, decisions: Decisions) -> PeriodData:
    """Every text of the units as it may be shown; receipts are the office's own book."""
    return replace(
        data,
        info=masked_frame(data.info, decisions),
        tasks=masked_frame(data.tasks, decisions),
        figures=masked_frame(data.figures, decisions),
        reports={},
    )


def _revised_since(project: Project, dataset: Dataset) -> pd.DataFrame:
    periods = dataset.periods
    closed_on = dataset.edition.data_closed_on
    parts = []
    for data in periods.values():
        earlier = last_edition_before(data.period, closed_on)
        if earlier is None:
            continue
        steps = edition_steps(
            data.receipts, earlier.data_closed_on, closed_on, carriers(data.reference.units)
        )
        inner = contained_in(data.plan.file, data.period)
        written = periods[inner.period_id].floors if inner and inner.period_id in periods else None
        rules = rules_by_unit(data.plan, data.reference, data.period, written) if steps else {}
        known = [step for step in steps if step.unit_id in rules]
        parts.append(revised_answers(project, data.period.period_id, known, rules))
    return REVISED.coerce(pd.concat(parts, ignore_index=True)) if parts else REVISED.empty()


def _digest(dataset: Dataset) -> str:
    total = hashlib.sha256()
    for name, text in _canonical(dataset):
        total.update(f"{name}\n{hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    return total.hexdigest()


def _canonical(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every part of the dataset as a name and a text."""
    edition = dataset.edition
    yield "edition", f"{edition.edition_id} {edition.data_closed_on.isoformat()}"
    yield "plan", dataset.plan.file.model_dump_json()
    for name in ("commentary", "follow_up", "directives", "urgings", "issue_reasons"):
        yield name, format_csv(getattr(dataset, name))
    for owner, prefix in ((dataset.plan, "plan"), (dataset.reference, "reference")):
        yield from _frames(owner, prefix)
    for period_id, data in sorted(dataset.periods.items()):
        yield from _frames(data, period_id)


def _frames(owner: Plan | Reference | PeriodData, prefix: str) -> Iterator[tuple[str, str]]:
    for item in fields(owner):
        value = getattr(owner, item.name)
        if isinstance(value, pd.DataFrame):
            yield f"{prefix}/{item.name}", format_csv(value)
