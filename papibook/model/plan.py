"""plan.yml as frozen, strict types: a misspelt key is refused, not ignored.

Periods, cut-offs and deadlines are data (plan 426/KH-UBND, IV.1.2 and IV.2), never code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PlaceCode = Annotated[str, Field(pattern=r"^\d{1,8}$")]
Level = Literal["province", "district", "commune", "ward", "special_zone"]
PeriodId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]

DAYS_OF_A_YEAR = 350
"""From so many days on a period spans a whole year: some are shorter than 365."""

HALF = (0.4, 0.6)
"""A contained period of such a part of the days is about as long as what comes after it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parent(_Strict):
    """The place that a place belongs to."""

    name: str
    level: Level
    code: PlaceCode | None = None


class PlaceWords(_Strict):
    """What sentences call a place: ``noun`` its level, ``whole`` all of it, ``within`` what lies in it.

    A plan.yml overrides single ones; the others come from its level (papibook.data.given.place_words).
    """

    noun: str
    whole: str
    within: str
    noun_en: str
    whole_en: str
    within_en: str

    def by_name(self, lang: str = "vi") -> dict[str, str]:
        """The words for the holes of sentences in that language: noun, whole, within."""
        end = "_en" if lang == "en" else ""
        return {name: str(getattr(self, name + end)) for name in ("noun", "whole", "within")}


class Place(_Strict):
    """The place whose plan it is.

    ``unit_id``: its row in units.csv. ``papi_name``: the province whose official PAPI scores are shown; None:
    no province's.
    """

    name: str
    level: Level
    code: PlaceCode | None = None
    unit_id: Slug | None = None
    parent: Parent | None = None
    papi_name: str | None = None
    words: PlaceWords

    @property
    def papi_province(self) -> str | None:
        """The province that the official scores are of, as sentences name it; None where none are shown."""
        if self.papi_name is None:
            return None
        bodies: tuple[Place | Parent | None, ...] = (self, self.parent)
        found = (body.name for body in bodies if body is not None and body.level == "province")
        return next(found, self.papi_name)


class Signer(_Strict):
    """Who signed the plan."""

    post: str
    name: str
    note: str | None = None


class UnitDeadline(_Strict):
    """Until when units send their reports; the plan leaves it open."""

    on: date
    rule: Literal["before", "not_later_than"] = "not_later_than"
    source: str

    @property
    def last_day(self) -> date:
        """The last day that is still on time: "trước ngày" excludes the day, "chậm nhất" includes it."""
        return self.on - timedelta(days=1) if self.rule == "before" else self.on


class Deadline(_Strict):
    """A date that the plan sets, with who owes what to whom."""

    id: str
    item: str
    what: str
    from_whom: str
    to_whom: str
    on: date
    rule: Literal["before", "not_later_than"]
    note: str | None = None

    @property
    def last_day(self) -> date:
        return self.on - timedelta(days=1) if self.rule == "before" else self.on


class PeriodRevision(_Strict):
    """A later edition of a period: reads what was received up to its own closing day."""

    number: Annotated[int, Field(ge=1)]
    data_closed_on: date
    why: str | None = None


class Period(_Strict):
    """A reporting period: cumulative from ``starts_on`` to ``cutoff_on``, both included.

    ``kind``: a label; no rule reads it. ``cumulates``: the periods whose figures are contained in this one's.
    ``comparable_to``: the one period it may be compared with, of this plan or of another one of the project.
    ``group_deadlines``: by group, where it is not ``unit_deadline``.
    """

    period_id: PeriodId
    name: str
    kind: str | None = None
    starts_on: date
    cutoff_on: date
    data_closed_on: date
    cumulates: tuple[PeriodId, ...] = ()
    comparable_to: PeriodId | None = None
    unit_deadline: UnitDeadline
    group_deadlines: Mapping[Slug, UnitDeadline] = Field(default={}, repr=False)
    deadlines: tuple[Deadline, ...] = ()
    revisions: tuple[PeriodRevision, ...] = ()

    @model_validator(mode="after")
    def _dates_in_order(self) -> Period:
        if not self.starts_on < self.cutoff_on < self.data_closed_on:
            raise ValueError("starts_on, cutoff_on and data_closed_on must follow each other")
        numbers = [revision.number for revision in self.revisions]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("revisions must be numbered 1, 2, …")
        closed = [self.data_closed_on, *(revision.data_closed_on for revision in self.revisions)]
        if any(later <= earlier for earlier, later in pairwise(closed)):
            raise ValueError("revisions must be closed after the period and after each other")
        return self

    @property
    def n_days(self) -> int:
        """How many days it spans."""
        return (self.cutoff_on - self.starts_on).days + 1

    @property
    def spans_a_year(self) -> bool:
        """Whether it asks for what is measured once a year."""
        return self.n_days >= DAYS_OF_A_YEAR

    @property
    def deadline_days(self) -> tuple[date, ...]:
        """The last days on which a report is on time, each once, in order: of one group or another."""
        return tuple(sorted({each.last_day for each in (self.unit_deadline, *self.group_deadlines.values())}))

    def deadline_of(self, unit_group: object) -> UnitDeadline:
        """Until when units of that group send their reports."""
        return self.group_deadlines.get(str(unit_group), self.unit_deadline)


class MissingFromPlan(_Strict):
    """Something that the plan's copy lacks, and what is done about it."""

    item: str
    note: str


class PlanSource(_Strict):
    """Where something about the plan was taken from, and how sure that is."""

    what: str
    source: str
    confidence: str


class OutsideItem(_Strict):
    """An item of the plan outside of its solutions, to which tasks and indicators may belong too.

    ``document``: the page of ``book/`` that holds the item; left out, it is the one page of the plan's text
    that has the item's anchor. ``title``: what it is called; ``remark``: what is said under its checklist
    (checklists.csv). ``asks_for``: what the item asks the units for, where the book follows that
    up: their own plans, or their reports. ``units``: the bodies that the item speaks to, where it says no
    more than that.
    """

    item: str
    document: str | None = None
    title: str | None = None
    remark: str | None = None
    asks_for: Literal["own_plans", "reports"] | None = None
    units: tuple[str, ...] = ()


class PrintSettings(_Strict):
    """``font``: a font family for the PDF; null takes the one that Typst carries."""

    font: str | None = None
    font_folder: str | None = None


class ReportSettings(_Strict):
    """What the official report says besides its figures (Decree 30/2020/NĐ-CP, Annex I).

    ``code``: behind its number; ``superior``: the body above the issuer, printed above it; ``receivers``:
    Kính gửi, else whom the period's first deadline is owed to; ``basis``: căn cứ, else the plan;
    ``authority`` and ``post``: above the signature; ``copies``: Nơi nhận. ``letter_code``: behind the number
    of a letter (công văn): the body and the office that drafts it, UBND-NV.
    """

    code: str = "BC-UBND"
    letter_code: str | None = None
    superior: str | None = None
    receivers: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    authority: str | None = None
    post: str | None = None
    copies: tuple[str, ...] = ()


class PlanFile(_Strict):
    """The whole of plan.yml.

    ``later_data``: tables of which an edition also shows what became known after its data were closed, marked
    as such (papibook.model.as_of). ``contact``: whom a unit asks about its report, as it is to be written in
    messages to it. ``tasks_remark``: what every list of tasks has to say of them. ``signed_at``: where the
    plan was signed, as a letter names it before the date. ``site``: the address where the book is published.
    """

    plan_id: str
    number: str
    title: str
    short_title: str
    issued_on: date
    issuer: str
    signed_at: str
    place: Place
    signer: Signer
    data_status: Literal["illustrative", "real"]
    contact: str | None = None
    later_data: tuple[Literal["papi_scores", "own_index"], ...] = ()
    timezone: Annotated[str, Field(pattern=r"^[+-]\d{2}:\d{2}$")]
    periods: Annotated[tuple[Period, ...], Field(min_length=1)]
    deadlines: tuple[Deadline, ...] = ()
    missing_from_plan: tuple[MissingFromPlan, ...] = ()
    tasks_remark: str | None = None
    sources: tuple[PlanSource, ...] = ()
    solutions_document: str | None = None
    site: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    items_outside_solutions: tuple[OutsideItem, ...] = ()
    report: ReportSettings = ReportSettings()
    print: PrintSettings = PrintSettings()

    @model_validator(mode="after")
    def _periods_are_unique(self) -> PlanFile:
        ids = [period.period_id.casefold() for period in self.periods]  # they are names of folders
        if len(set(ids)) != len(ids):
            raise ValueError("period_id must be unique")
        return self

    @model_validator(mode="after")
    def _items_are_unique(self) -> PlanFile:
        ids = [outside.item for outside in self.items_outside_solutions]
        asked = [outside.asks_for for outside in self.items_outside_solutions if outside.asks_for]
        if len(set(ids)) != len(ids) or len(set(asked)) != len(asked):
            raise ValueError("items_outside_solutions must be unique")
        return self

    def item_asking_for(self, what: Literal["own_plans", "reports"]) -> str | None:
        """The item that asks the units for ``what``; None where the plan has none."""
        return next((each.item for each in self.items_outside_solutions if each.asks_for == what), None)

    def period(self, period_id: str) -> Period | None:
        """The period of that id; None where plan.yml has none."""
        return next((period for period in self.periods if period.period_id == period_id), None)


@dataclass(frozen=True)
class Edition:
    """The book of one period at one revision: what is built, sealed and published."""

    period: Period
    revision: int
    data_closed_on: date

    @property
    def edition_id(self) -> str:
        """``2022-S1``, or ``2022-S1.1`` for its first revision."""
        return f"{self.period.period_id}.{self.revision}" if self.revision else self.period.period_id


def find_edition(plan: PlanFile, edition_id: str) -> Edition | None:
    """The edition named ``2022-S1`` or ``2022-S1.1``; None where plan.yml knows no such edition."""
    period_id, _, number = edition_id.partition(".")
    period = plan.period(period_id)
    if period is None:
        return None
    if not number:
        return Edition(period, 0, period.data_closed_on)
    match = next((r for r in period.revisions if str(r.number) == number), None)
    return Edition(period, match.number, match.data_closed_on) if match else None


def editions_until(plan: PlanFile, day: date) -> tuple[Edition, ...]:
    """Every edition whose data were closed by ``day``, in that order."""
    editions = [edition for period in plan.periods for edition in _editions_of(period)]
    known = [edition for edition in editions if edition.data_closed_on <= day]
    return tuple(sorted(known, key=lambda edition: edition.data_closed_on))


def _editions_of(period: Period) -> list[Edition]:
    return [
        Edition(period, 0, period.data_closed_on),
        *(Edition(period, revision.number, revision.data_closed_on) for revision in period.revisions),
    ]


def last_edition_before(period: Period, closed_on: date) -> Edition | None:
    """The last edition of ``period`` that was closed before ``closed_on``; None where there is none."""
    earlier = [edition for edition in _editions_of(period) if edition.data_closed_on < closed_on]
    return earlier[-1] if earlier else None


def contained_in(plan: PlanFile, period: Period) -> Period | None:
    """Of the periods whose figures ``period`` contains, the one that was cut off last."""
    inner = [each for each in plan.periods if each.period_id in period.cumulates]
    return max(inner, key=lambda each: each.cutoff_on, default=None)


def compared_within(plan: PlanFile, period: Period) -> Period | None:
    """The contained period that ``period`` is compared with where there is no comparable one.

    One after which about as long is left, so that what came after it can be held against it: of a year with
    quarters the half-year, not the nine months. Else the nearest.
    """
    inner = [each for each in plan.periods if each.period_id in period.cumulates]
    halves = [each for each in inner if is_half_of(each, period)]
    return max(halves, key=lambda each: each.cutoff_on, default=contained_in(plan, period))


def comparable_of(plan: PlanFile, period: Period) -> Period | None:
    """The period of ``plan`` that ``period`` may be compared with, whatever plan it is of itself."""
    return plan.period(period.comparable_to) if period.comparable_to else None


def is_half_of(contained: Period, period: Period) -> bool:
    """Whether what comes after ``contained`` in ``period`` is about as long, and so comparable."""
    least, most = HALF
    return least <= contained.n_days / period.n_days <= most


def is_year_before(earlier: Period, period: Period) -> bool:
    """Whether ``earlier`` is the same period one year before, by its days."""
    days = (period.starts_on - earlier.starts_on, period.cutoff_on - earlier.cutoff_on)
    return all(365 <= each.days <= 366 for each in days)
