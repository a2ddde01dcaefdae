"""What the hand-written pages say of plan, periods and the data's status, made from data.

Pages take them by name (:mod:`papibook.press.theme.edition_text`), so that no page of ``book/`` has to be
mended when plan.yml says something else. A fact is plain text within a sentence; a statement is Markdown, and
empty where there is nothing to state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from papibook.data.edition.dataset import Dataset
from papibook.data.given.item_names import item_titles
from papibook.data.given.plan import Plan
from papibook.ground.numbers import format_date
from papibook.ground.texts import say
from papibook.model.groups import group_noun
from papibook.model.plan import Edition, Period, PlanFile, contained_in, editions_until
from papibook.views.common.words import edition_name, within_sentence

_MARKUP = re.compile(r"([\\`*_{}\[\]<>$|~#])")


def edition_texts(dataset: Dataset) -> dict[str, dict[str, str]]:
    """``facts`` and ``statements`` of the edition by name."""
    return {"facts": _facts(dataset), "statements": _statements(dataset)}


def _facts(dataset: Dataset) -> dict[str, str]:
    plan, edition = dataset.plan.file, dataset.edition
    return {
        "plan": say(
            "press",
            "Plan No. {number} of {day} of {issuer} on {title}",
            number=plan.number,
            day=format_date(plan.issued_on),
            issuer=plan.issuer,
            title=within_sentence(plan.title),
        ),
        "plan_number": plan.number,
        "place": within_sentence(plan.place.name),
        "parent": within_sentence(plan.place.parent.name) if plan.place.parent else "",
        "province": within_sentence(plan.place.papi_province),
        **plan.place.words.by_name(),
        "period": within_sentence(edition.period.name),
        "starts_on": format_date(edition.period.starts_on),
        "cutoff_on": format_date(edition.period.cutoff_on),
        "data_closed_on": format_date(edition.data_closed_on),
        "unit_deadline_on": format_date(edition.period.unit_deadline.last_day),
        "n_solutions": str(len(dataset.plan.solutions)),
        "n_dimensions": str(len(dataset.reference.dimensions)),
    }


def _statements(dataset: Dataset) -> dict[str, str]:
    plan = dataset.plan.file
    return {
        "data-status": _data_status(plan),
        "periods": _items(_period(plan, period, dataset.reference.shown_units) for period in plan.periods),
        "tasks": _plain(plan.tasks_remark or ""),
        "targets": _targets(dataset),
        "later-data": _later_data(plan),
        "plan-remarks": _items(
            say("press", "Item {item}: {note}", item=each.item, note=_plain(each.note))
            for each in plan.missing_from_plan
        ),
        "plan-sources": _table(
            (say("press", "What"), say("press", "Source"), say("press", "Confidence")),
            ((each.what, each.source, each.confidence) for each in plan.sources),
        ),
        "plan-rules": _plan_rules(dataset.plan, dataset.edition.period),
        "editions": _editions(dataset),
    }


def _data_status(plan: PlanFile) -> str:
    if plan.data_status == "real":
        return say("press", "The figures of this report are those that the units reported.")
    return say(
        "press",
        "The reports of the units behind this report were made up by a program to show what it looks like. "
        "Every page, printed page and sheet with such figures says so; a line on how an item of the plan "
        "stands says so in its text, a CSV file in its name (“-{mark}”). Judge no unit by these figures. The "
        "text of plan {number} and the official PAPI scores are not made up.",
        mark=say("press", "made-up (in file names)"),
        number=_plain(plan.number),
    )


def _period(plan: PlanFile, period: Period, units: pd.DataFrame) -> str:
    text = say(
        "press",
        "**{period}**: from {start} to {cutoff} (the cut-off); the units report by the end of {deadline} "
        "({source}); reports are taken until the end of {closed}.",
        period=_plain(period.name),
        start=format_date(period.starts_on),
        cutoff=format_date(period.cutoff_on),
        deadline=format_date(period.unit_deadline.last_day),
        source=_plain(period.unit_deadline.source),
        closed=format_date(period.data_closed_on),
    )
    for group, own in sorted(period.group_deadlines.items()):
        text += " " + say(
            "press",
            "Other deadline ({group}): the end of {deadline} ({source}).",
            group=group_noun(units, group),
            deadline=format_date(own.last_day),
            source=_plain(own.source),
        )
    inner = contained_in(plan, period)
    if inner is None:
        return text
    contains = say(
        "press",
        "It contains the period {period}: counts of what happened are cumulative.",
        period=_plain(within_sentence(inner.name)),
    )
    return f"{text} {contains}"


def _targets(dataset: Dataset) -> str:
    targets = dataset.plan.targets
    proposed = int(targets["is_proposed"].fillna(False).sum())
    if not proposed:
        return ""
    if proposed == len(targets):
        return say("press", "The targets in this report are proposals.")
    return say(
        "press", "{n} of {total} targets in this report are proposals.", n=proposed, total=len(targets)
    )


def _later_data(plan: PlanFile) -> str:
    if plan.later_data:
        return say(
            "press",
            "Scores published after the data were closed stand apart in this report, marked “published after "
            "this period”.",
        )
    return say("press", "Scores published after the data were closed are not in this report.")


def _plan_rules(given: Plan, period: Period) -> str:
    """A table: what the plan itself rules, and in which item."""
    plan, rules = given.file, []
    if reporting := plan.item_asking_for("reports"):
        rules.append((say("press", "Reporting periods, cut-offs"), reporting))
    titles = item_titles(plan, given.solutions)
    rules += [
        (titles.get(item, say("press", "Checklist")), item) for item in given.checklists["item"].unique()
    ]
    rules += [
        (say("press", "Deadline: {what}, to {to_whom}", what=each.what, to_whom=each.to_whom), each.item)
        for each in period.deadlines
    ]
    return _table(
        (say("press", "Rule"), say("press", "Ground")),
        (
            (rule, say("press", "Plan No. {number}, item {item}", number=plan.number, item=item))
            for rule, item in rules
        ),
    )


def _editions(dataset: Dataset) -> str:
    """Every edition whose data were closed by this edition's day, the latest first."""
    known = editions_until(dataset.plan.file, dataset.edition.data_closed_on)
    return "\n\n".join(_edition(dataset.plan.file, edition) for edition in reversed(known))


def _edition(plan: PlanFile, edition: Edition) -> str:
    period = edition.period
    is_made_up = plan.data_status == "illustrative"
    status = say("press", "made-up figures") if is_made_up else say("press", "real figures")
    facts = [
        say(
            "press",
            "Period from {start} to {cutoff}; reports are taken until the end of {closed}.",
            start=format_date(period.starts_on),
            cutoff=format_date(period.cutoff_on),
            closed=format_date(edition.data_closed_on),
        ),
        say(
            "press",
            "The units report by the end of {deadline} ({source}).",
            deadline=format_date(period.unit_deadline.last_day),
            source=_plain(period.unit_deadline.source),
        ),
        say("press", "Data: {status}.", status=status),
    ]
    why = next((each.why for each in period.revisions if each.number == edition.revision), None)
    if why:
        facts.append(say("press", "Why it was issued anew: {why}", why=_plain(why)))
    return f"**{_plain(edition_name(period.name, edition.revision))}**\n\n{_items(facts)}"


def _items(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table of plain text; nothing where there are no rows."""
    lines = [_line(row) for row in rows]
    return "\n".join((_line(head), "|" + "---|" * len(head), *lines)) if lines else ""


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """``text`` as Markdown that says just that."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
