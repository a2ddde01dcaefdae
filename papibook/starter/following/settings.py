"""plan.yml of the next plan, from that of the plan before and the new plan's text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from papibook.data.given.plan_text import OPEN_TEXT as OPEN
from papibook.ground.errors import ConfigError
from papibook.ground.problems import Problem, problem
from papibook.model.plan import Deadline, OutsideItem, Period, PlanFile, UnitDeadline
from papibook.starter.following.days import day_problems, moved_day, moved_end, moved_words
from papibook.starter.plan_text import PlanText

_KEPT: tuple[str, ...] = ("issuer", "signed_at", "place", "data_status", "contact", "later_data")
_KEPT += ("timezone", "report", "print")


def periods_of_last_year(file: PlanFile) -> tuple[Period, ...]:
    """The periods of the plan's last year; it may have those of a year before to compare with."""
    last = max(period.cutoff_on for period in file.periods)
    return tuple(period for period in file.periods if moved_day(period.cutoff_on) > last)


def years_of(periods: Sequence[Period]) -> frozenset[int]:
    """The years that the plan's own texts name as theirs."""
    first = min(period.starts_on for period in periods).year
    return frozenset(range(first, max(period.cutoff_on for period in periods).year + 1))


def period_ids(periods: Sequence[Period], taken: Collection[str]) -> dict[str, str]:
    """The id of the moved period by that of each period.

    Raises:
        ConfigError: an id is taken already by a period of the project.
    """
    years = years_of(periods)
    ids = {}
    for period in periods:
        moved = moved_words(period.period_id, years)
        if moved == period.period_id:
            moved = f"{period.period_id}-{moved_end(period.cutoff_on).year}"
        if moved.casefold() in {period_id.casefold() for period_id in taken}:
            raise ConfigError(
                "The project has a period “{period}” already. Make the new plan from its own text and lists "
                "in a folder of its own (papibook new DIR --like).",
                period=moved,
            )
        ids[period.period_id] = moved
    return ids


def next_settings(
    content: Mapping[str, Any],
    file: PlanFile,
    ids: Mapping[str, str],
    plan_id: str,
    text: PlanText | None,
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """The new plan.yml as YAML has it, and what is to be looked at or filled in.

    Args:
        content: the former plan.yml in today's keys. file: the same, read. ids: :func:`period_ids`.
        text: of the new plan; None: there is none yet.
    """
    periods = periods_of_last_year(file)
    years = years_of(periods)
    number = text.number if text and text.number else f"{OPEN}/KH-UBND"
    issued_on = text.issued_on if text and text.issued_on else moved_day(file.issued_on)
    source = f"chuyển từ Kế hoạch {file.number}"
    items = [*_items(file.items_outside_solutions, years, text)]
    settings = {
        "plan_id": plan_id,
        "number": number,
        "title": (text.title if text else None) or moved_words(file.title, years),
        "short_title": moved_words(file.short_title, years),
        "issued_on": issued_on,
        **{key: content[key] for key in _KEPT if key in content},
        "signer": {"post": file.signer.post, "name": OPEN},
        "periods": [_period(period, ids, years, source) for period in periods],
        "deadlines": [_deadline(each, years) for each in file.deadlines],
        "items_outside_solutions": items,
    }
    if text and text.signed_at:
        settings["signed_at"] = text.signed_at
    told = [*_to_fill(file, text, items), *_days(periods, file.deadlines)]
    return settings, tuple(told)


def _period(period: Period, ids: Mapping[str, str], years: Collection[int], source: str) -> dict[str, object]:
    cumulates = [ids[each] for each in period.cumulates if each in ids]
    groups = {group: _unit_deadline(deadline, source) for group, deadline in period.group_deadlines.items()}
    return {
        "period_id": ids[period.period_id],
        "name": moved_words(period.name, years),
        **({"kind": period.kind} if period.kind else {}),
        "starts_on": _moved_start(period.starts_on),
        "cutoff_on": moved_end(period.cutoff_on),
        "data_closed_on": moved_day(period.data_closed_on),
        **({"cumulates": cumulates} if cumulates else {}),
        "comparable_to": period.period_id,
        "unit_deadline": _unit_deadline(period.unit_deadline, source),
        **({"group_deadlines": groups} if groups else {}),
        **({"deadlines": [_deadline(each, years) for each in period.deadlines]} if period.deadlines else {}),
    }


def _moved_start(day: date) -> date:
    """The day after the moved end of what came before."""
    return moved_end(day - timedelta(days=1)) + timedelta(days=1)


def _unit_deadline(deadline: UnitDeadline, source: str) -> dict[str, object]:
    return {"on": moved_day(deadline.on), "rule": deadline.rule, "source": source}


def _deadline(deadline: Deadline, years: Collection[int]) -> dict[str, object]:
    """Without its note, which is about the former plan's print."""
    given = deadline.model_dump(exclude={"note"})
    return {**given, "what": moved_words(deadline.what, years), "on": moved_day(deadline.on)}


def _items(
    items: Sequence[OutsideItem], years: Collection[int], text: PlanText | None
) -> Iterator[dict[str, object]]:
    """The items outside of the solutions; where there is a text, its own, with what was known of the same."""
    known = {each.item: each.model_dump(exclude_defaults=True, exclude={"document"}) for each in items}
    for item in text.outside if text else known:
        yield {
            key: moved_words(value, years) if isinstance(value, str) and key != "item" else _plain(value)
            for key, value in known.get(item, {"item": item}).items()
        }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _to_fill(
    file: PlanFile, text: PlanText | None, items: Sequence[Mapping[str, object]]
) -> Iterator[Problem]:
    """What cannot be moved in certainty, key by key."""
    if text is None:
        yield problem(
            "plan.yml, number and issued_on: write them once the plan is issued; title, short_title: look "
            "whether they are right."
        )
    elif text.number is None or text.issued_on is None:
        yield problem("plan.yml, number and issued_on: they were not found in the text. Write them.")
    yield problem("plan.yml, signer: write who signs.")
    if file.report.basis:
        yield problem("plan.yml, report, basis: it is that of plan {plan}. Look at it.", plan=file.number)
    if left := [key for key in ("sources", "missing_from_plan", "tasks_remark") if getattr(file, key)]:
        yield problem(
            "plan.yml: {keys} speak of plan {plan} and were left out. Write what is to be said of the new "
            "one.",
            keys=", ".join(left),
            plan=file.number,
        )
    taken = [str(each["item"]) for each in items if len(each) > 1]
    if text is not None and taken:
        yield problem(
            "plan.yml, items_outside_solutions: what plan {plan} said of the items {items} was taken over. "
            "Look whether they are the same items.",
            plan=file.number,
            items=", ".join(taken),
        )


def _days(periods: Sequence[Period], deadlines: Sequence[Deadline]) -> Iterator[Problem]:
    dated: list[tuple[str, UnitDeadline | Deadline]] = []
    for number, period in enumerate(periods, start=1):
        key = f"plan.yml, periods.{number}"
        dated.append((f"{key}.unit_deadline", period.unit_deadline))
        dated += [(f"{key}.group_deadlines.{name}", each) for name, each in period.group_deadlines.items()]
        dated += [(f"{key}.deadlines {each.id}", each) for each in period.deadlines]
    dated += [(f"plan.yml, deadlines {each.id}", each) for each in deadlines]
    for place, deadline in dated:
        moved = deadline.model_copy(update={"on": moved_day(deadline.on)})
        yield from day_problems(place, deadline.on, moved.last_day)
