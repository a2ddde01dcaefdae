"""The time of day where the plan is, and moments as people type them. Here alone the clock is read."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone

from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)


def read_moment(text: str, now: datetime | None, option: str = "--received-at") -> datetime:
    """A moment as it is typed: ``2022-06-01T09:30``, ``01/06/2022 9:30``, or a day alone.

    Raises:
        ConfigError: it is none, or lies ahead of ``now``, where that is given.
    """
    try:
        if match := _DAY_FIRST.fullmatch(text.strip()):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            moment = datetime(year, month, day, hour, minute, second)
        elif _YEAR_FIRST.fullmatch(text.strip()):
            moment = datetime.fromisoformat(text.strip())
        else:
            raise ValueError(text)
    except ValueError:
        raise ConfigError(
            "{option}: “{found}” is no moment such as 2022-06-01T09:30 or 01/06/2022 09:30.",
            option=option,
            found=text,
        ) from None
    if now is not None and moment > now:
        raise ConfigError("{option}: “{found}” lies in the future.", option=option, found=text)
    return moment


def read_day(text: str) -> date:
    """A day as it is typed: 2022-06-04 or 04/06/2022.

    Raises:
        ConfigError: it is none.
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise ConfigError("--today: “{found}” is no day such as 2022-06-04 or 04/06/2022.", found=text)


def moment_now(zone: timezone) -> datetime:
    """The local time of the plan, in whole seconds."""
    return datetime.now(zone).replace(microsecond=0, tzinfo=None)


def now_of(project: Project) -> datetime:
    """The local time of the project's plan, read from plan.yml alone."""
    from papibook.data.given.plan import plan_in_force
    from papibook.data.intake.inbox import zone_of

    return moment_now(zone_of(plan_in_force(project).timezone))
