"""What a row of the form still lacks, said live beside it: one formula a row.

The rules are those by which a row counts as answered (papibook.measures.answers): what would be an error
finding leaves it unanswered, what would be a warning is said and counts. The words of an answered row begin
with :data:`COMPLETE`, so that the first sheet can count them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from papibook.data.forms.conditions import Cell, Condition, Verdict, any_of, first_that_holds
from papibook.data.report.figures import MAX_FIGURE, IndicatorRule
from papibook.ground.texts import say
from papibook.model.layout import MISSING_REASONS, NO, OTHER_REASON, WRITTEN_STATUSES, YES
from papibook.model.plan import Period

Case = tuple[Condition, str]
Cells = Mapping[str, Cell]

COMPLETE = say("form", "Complete")


@dataclass(frozen=True)
class TaskFacts:
    """What the plan asks of a task's row."""

    needs_product: bool
    is_request: bool


def task_check(cells: Cells, facts: TaskFacts, period: Period, first_day: date) -> Verdict:
    """The verdict on a task's row; ``cells`` by column name.

    ``first_day``: none can have been done before.
    """
    done = cells["written_status"].says(WRITTEN_STATUSES["done"])
    cases = [*_task_gaps(cells, facts, period, first_day, done), *_task_doubts(cells, period, done)]
    if facts.is_request:
        cases.insert(0, (cells["written_status"].is_blank, say("form", "Not required")))
        return first_that_holds([(c, _uncounted(words)) for c, words in cases], say("form", "Answered"))
    return first_that_holds(cases, COMPLETE)


def _task_gaps(
    cells: Cells, facts: TaskFacts, period: Period, first_day: date, done: Condition
) -> Iterator[Case]:
    status, percent, day = cells["written_status"], cells["percent_done"], cells["completed_date"]
    yield status.is_blank, say("form", "No state chosen")
    yield ~status.says_one_of(list(WRITTEN_STATUSES.values())), say("form", "State not in the list")
    wrong = any_of(
        [~percent.is_number, percent.below(0), percent.above(100), percent.above(0) & percent.below(1)]
    )
    yield ~percent.is_blank & wrong, say("form", "Percentage must be 0 to 100")
    yield done & day.is_blank, say("form", "No day of completion")
    yield ~day.is_blank & ~day.is_number, say("form", "Day is not a date")
    yield ~day.is_blank & day.below(first_day), say("form", "Day is before the period and the plan")
    late = ~day.below(period.cutoff_on + timedelta(days=1))
    yield done & late, say("form", "Day is after the end of the period")
    if facts.needs_product:
        yield done & cells["result_text"].is_blank, say("form", "No result or document named")
    excused = cells["written_status"].says(WRITTEN_STATUSES["not_applicable"])
    yield excused & cells["reason"].is_blank, say("form", "No reason why it does not apply")


def _task_doubts(cells: Cells, period: Period, done: Condition) -> Iterator[Case]:
    percent, day = cells["percent_done"], cells["completed_date"]
    not_all = ~percent.is_blank & percent.below(100)
    yield done & not_all, _doubt(say("form", "is it done to 100 %?"))
    yield ~done & ~day.is_blank, _doubt(say("form", "a day, but not done?"))
    yield ~day.is_blank & day.below(period.starts_on), _doubt(say("form", "is the year right?"))


def figure_check(cells: Cells, rule: IndicatorRule, contained: Mapping[str, float]) -> Verdict:
    """The verdict on an indicator's row; ``cells`` by column name.

    ``contained``: what the contained period's report says, by column; a figure that adds up may not be less.
    """
    used = [cells[name] for name in rule.used]
    reason, note = cells["reason_code"], cells["note"]
    nothing = used[0].is_blank
    for cell in used[1:]:
        nothing = nothing & cell.is_blank
    known = reason.says_one_of(list(MISSING_REASONS.values()))
    cases: list[Case] = [(~reason.is_blank & ~known, say("form", "Reason not in the list"))]
    unanswered = say("form", "No figure, no reason") if rule.is_core else say("form", "Not required")
    cases.append((nothing & reason.is_blank, unanswered))
    other = reason.says(MISSING_REASONS[OTHER_REASON])
    cases.append((nothing & other & note.is_blank, _doubt(say("form", "write the reason into the note"))))
    cases.append((nothing, COMPLETE))
    cases += _yes_no_gaps(used[0]) if rule.kind == "yes_no" else _number_gaps(cells, rule, contained)
    cases.append((~reason.is_blank, _doubt(say("form", "a figure and a reason: delete one"))))
    if not rule.is_core:
        return first_that_holds([(c, _uncounted(words)) for c, words in cases], say("form", "Answered"))
    return first_that_holds(cases, COMPLETE)


def _yes_no_gaps(value: Cell) -> Iterator[Case]:
    yield ~value.says_one_of([YES, NO]), say("form", "Choose {yes} or {no}", yes=YES, no=NO)


def _number_gaps(cells: Cells, rule: IndicatorRule, contained: Mapping[str, float]) -> Iterator[Case]:
    used = [cells[name] for name in rule.used]
    if rule.kind == "ratio":
        yield used[0].is_blank, say("form", "No numerator")
        yield used[1].is_blank, say("form", "No denominator")
    yield any_of([~cell.is_number for cell in used]), say("form", "Not a number")
    if rule.is_whole:
        yield any_of([~cell.is_whole for cell in used]), say("form", "Must be a whole number")
    beyond = [edge for cell in used for edge in (cell.below(-MAX_FIGURE), cell.above(MAX_FIGURE))]
    if rule.kind == "ratio":
        numerator, denominator = used
        beyond += [numerator.below(0), denominator.below(0)]
        yield any_of(beyond), say("form", "Outside of what is possible")
        if not rule.may_exceed:
            yield numerator.above(denominator), say("form", "Numerator exceeds denominator")
        yield numerator.above(0) & ~denominator.above(0), say("form", "Denominator is 0")
        edges = []
        if rule.least is not None:
            edges.append(numerator.below(denominator, times=rule.least / 100))
        if rule.greatest is not None:
            edges.append(numerator.above(denominator, times=rule.greatest / 100))
        if edges:
            yield denominator.above(0) & any_of(edges), say("form", "Outside of what is possible")
    else:
        beyond += [used[0].below(rule.least)] if rule.least is not None else []
        beyond += [used[0].above(rule.greatest)] if rule.greatest is not None else []
        yield any_of(beyond), say("form", "Outside of what is possible")
    lower = [cells[name].below(least) for name, least in contained.items() if name in rule.used]
    if lower:
        yield any_of(lower), say("form", "Less than in the last report")


def _doubt(words: str) -> str:
    return f"{COMPLETE}; {words}"


def _uncounted(words: str) -> str:
    """The same words for a row that the unit need not answer; they must not be counted."""
    answered = say("form", "Answered")
    return answered + words.removeprefix(COMPLETE) if words.startswith(COMPLETE) else words
