"""Whose report a workbook is, and for which period: by its hidden sheet, else by what its first sheet says.

Nothing is guessed: a name that is nearly one of ours is suggested to the office, which then says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from papibook.data.given.plan import Plan
from papibook.data.given.reference import Reference, recognise_unit
from papibook.data.intake.named import Names, names_of
from papibook.data.intake.reasons import Reason, reason
from papibook.data.report.identity import identity_fields, is_like_period, is_like_unit, named_in
from papibook.data.workbook.cells import Workbook
from papibook.ground.similar import similar_words
from papibook.ground.vietnamese import fold, without_marks
from papibook.model.findings import Finding
from papibook.model.groups import carriers, sending_units
from papibook.model.layout import IDENTITY_SHEET
from papibook.model.plan import PlanFile

NEAR = 0.75
MAX_SUGGESTED = 3


@dataclass(frozen=True)
class Known:
    """What a report can name: the periods of the project's plans, the units that report in one of them.

    ``plan``: plan.yml with the periods of all plans. ``numbers``: id and number of each period's own plan.
    """

    plan: PlanFile
    numbers: Mapping[str, tuple[str, str]] = field(hash=False)
    reference: Reference = field(hash=False)
    unit_names: Mapping[str, str] = field(hash=False)
    """Name of each unit that sends a workbook, by id."""
    names: Names = field(hash=False)


@dataclass(frozen=True)
class Stated:
    """What the office says about a file whose report does not say it itself; empty: nothing."""

    unit_id: str = ""
    period_id: str = ""

    def answers(self, code: str) -> bool:
        """Whether it answers what the reason of that code asks about: the unit or the period."""
        return bool(self.unit_id if code.startswith("unit.") else self.period_id)


NOTHING_STATED = Stated()


@dataclass(frozen=True)
class Recognised:
    """Unit and period as far as they are known (empty: not), and what stands against taking the report in.

    ``is_given``: the office had to say one of the two.
    """

    unit_id: str
    period_id: str
    is_given: bool = False
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()


def known_units(plan: Plan, reference: Reference) -> Known:
    """What the reports of the project's plans can name."""
    units = sending_units(reference.units)
    names = {str(row.unit_id): str(row.unit_name) for row in units.itertuples()}
    numbers = {
        period.period_id: (each.file.plan_id, each.file.number)
        for each in plan.all_plans
        for period in each.file.periods
    }
    return Known(plan.whole, numbers, reference, names, names_of(plan.whole, reference))


def recognise(workbook: Workbook, known: Known, said: Stated) -> Recognised:
    """Whose report ``workbook`` is."""
    written = identity_fields(workbook)
    unit_name, period_name = named_in(workbook)
    unit = _unit(written.get("unit_id", ""), unit_name, known, said)
    period = _period(written.get("period_id", ""), period_name, known.plan, said)
    findings = [part.objection for part in (unit, period) if isinstance(part.objection, Finding)]
    plan_id = written.get("plan_id", "")
    own = [known.numbers[period.id][0]] if period.id in known.numbers else []
    wanted = own or sorted({each for each, _ in known.numbers.values()})
    if "plan_id" in written and plan_id not in wanted:
        values = {"wanted": ", ".join(wanted)}
        findings = [Finding("identity.wrong_plan", sheet=IDENTITY_SHEET, found=plan_id, values=values)]
    return Recognised(
        unit.id,
        period.id,
        unit.is_given or period.is_given,
        tuple(part.objection for part in (unit, period) if isinstance(part.objection, Reason)),
        tuple(findings),
    )


@dataclass(frozen=True)
class _Part:
    """Unit or period: its id, what stands against it, and whether the office had to say it."""

    id: str
    objection: Reason | Finding | None = None
    is_given: bool = False


def _unit(written: str, name: str, known: Known, said: Stated) -> _Part:
    if written in known.unit_names:
        named = recognise_unit(name, known.reference) if name else written
        is_slip = named is None and is_like_unit(name, written, known.reference)
        if named == written or (is_slip and nearest_units(name, known)[:1] == [written]):
            return _Part(said.unit_id or written)  # the check refuses what contradicts the hidden sheet
        if said.unit_id:
            return _Part(said.unit_id, is_given=True)
        own = known.unit_names[written]
        return _Part("", reason("unit.contradicted", found=name, wanted=own, options=f"--unit {written}"))
    through = carriers(known.reference.units)
    meant = written or (recognise_unit(name, known.reference) if name else "")
    if meant in through:
        units = known.reference.units.set_index("unit_id")["unit_name"]
        facts = {"found": str(units[meant]), "through": str(units[through[meant]])}
        return _Part("", reason("unit.through", **facts))
    if written:
        objection = Finding("file.unrecognised_unit", sheet=IDENTITY_SHEET, found=written)
        return _Part(said.unit_id, objection)
    recognised = recognise_unit(name, known.reference) if name else None
    if recognised in known.unit_names:
        return _Part(said.unit_id or str(recognised))
    if recognised:
        return _Part(said.unit_id, Finding("file.unrecognised_unit", found=name))
    if said.unit_id:
        return _Part(said.unit_id, is_given=True)
    if not name:
        return _Part("", reason("unit.unclear"))
    near = nearest_units(name, known)
    if not near:
        return _Part("", reason("unit.unknown", found=name))
    names = ", ".join(f"“{known.unit_names[unit_id]}”" for unit_id in near)
    options = " / ".join(f"--unit {unit_id}" for unit_id in near)
    return _Part("", reason("unit.suggested", found=name, names=names, options=options))


def _period(written: str, name: str, plan: PlanFile, said: Stated) -> _Part:
    periods = [period.period_id for period in plan.periods]
    own = plan.period(written)
    if own is not None:
        named = period_named(name, plan)
        if named == written or (not named and (not name or is_like_period(name, own))):
            return _Part(said.period_id or written)
        if said.period_id:
            return _Part(said.period_id, is_given=True)
        options = f"--period {written}"
        return _Part("", reason("period.other_named", found=name, wanted=written, options=options))
    if written:
        return _Part(said.period_id, reason("period.foreign", found=written, known=", ".join(periods)))
    named = period_named(name, plan)
    if named and said.period_id not in ("", named):
        return _Part(said.period_id, reason("period.contradicted", found=named, wanted=said.period_id))
    if named or said.period_id:
        return _Part(named or said.period_id, is_given=not named)
    options = " / ".join(f"--period {period_id}" for period_id in periods)
    if name:
        return _Part("", reason("period.unknown", found=name, options=options))
    return _Part("", reason("period.unclear", options=options))


def period_named(name: str, plan: PlanFile) -> str:
    """The period of that name or id; empty where there is none."""
    return next(
        (p.period_id for p in plan.periods if name and fold(name) in (fold(p.name), fold(p.period_id))), ""
    )


def nearest_units(name: str, known: Known) -> list[str]:
    """The reporting units whose name, alias or id is nearest to ``name``, the nearest first."""
    words: dict[str, str] = {}
    for unit_id, unit_name in known.unit_names.items():
        words.setdefault(without_marks(unit_name), unit_id)
        words.setdefault(unit_id, unit_id)
    for row in known.reference.unit_aliases.itertuples():
        if row.unit_id in known.unit_names:
            words.setdefault(without_marks(str(row.alias)), str(row.unit_id))
    near = similar_words(without_marks(name), words, cutoff=NEAR, most=10)
    return list(dict.fromkeys(words[word] for word in near))[:MAX_SUGGESTED]
