"""Who gets which part of an edition: ``recipients.csv`` of the plan; without it those that plan.yml names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.data.given.plan import Plan
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.ground.similar import did_you_mean
from papibook.model.groups import split_ids
from papibook.model.tables import RECIPIENTS

PARTS = ("brief", "report", "data", "unit", "notice", "loudspeaker", "portal")
PUBLIC_PARTS = ("notice", "loudspeaker", "portal")
"""What holds no figure but public ones."""
_FILE = "recipients.csv"


@dataclass(frozen=True)
class Recipient:
    """``parts``: of PARTS, in that order."""

    recipient_id: str
    name: str
    parts: tuple[str, ...]


def recipients_of(project: Project, plan: Plan, units: pd.DataFrame) -> tuple[Recipient, ...]:
    """Who gets what, units last.

    Args:
        units: schema UNITS.

    Raises:
        RefusedTablesError: recipients.csv is wrong, by row and column.
    """
    path = project.plans / plan.file.plan_id / _FILE
    reporting = units[units["is_reporting"].fillna(False)]
    names = dict(zip(reporting["unit_id"], reporting["unit_name"], strict=True))
    if not path.exists():
        receivers = plan.file.report.receivers
        return (
            Recipient("lanh-dao", "Lãnh đạo", ("brief", "report")),
            *(
                Recipient(f"noi-nhan-{number}", name, ("report", "data"))
                for number, name in enumerate(receivers, start=1)
            ),
            Recipient("cong-khai", "Công khai", PUBLIC_PARTS),
            *(Recipient(str(unit_id), str(name), ("unit",)) for unit_id, name in names.items()),
        )
    frame, problems = scan_csv(path, RECIPIENTS)
    refuse_tables(problems or list(_problems(frame, names)))
    return tuple(
        Recipient(
            str(row.recipient_id),
            str(row.name),
            tuple(part for part in PARTS if part in split_ids(row.what)),
        )
        for row in frame.itertuples(index=False)
    )


def _problems(frame: pd.DataFrame, units: dict[str, str]) -> Iterator[Problem]:
    for row in frame.itertuples(index=False):
        known = PUBLIC_PARTS if row.audience == "public" else PARTS
        for part in split_ids(row.what):
            if part not in known:
                yield problem(
                    "{file}: “{row}”, column what: “{found}” is no part for that audience. There are: "
                    "{known}.",
                    hint=did_you_mean(part, known),
                    file=_FILE,
                    row=str(row.recipient_id),
                    found=part,
                    known=", ".join(known),
                )
        if "unit" in split_ids(row.what) and row.recipient_id not in units:
            yield problem(
                "{file}: “{row}” gets the part “unit”, but no unit that reports has this id.",
                hint=did_you_mean(str(row.recipient_id), units),
                file=_FILE,
                row=str(row.recipient_id),
            )
