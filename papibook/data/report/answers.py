"""What a report answers, and what of it another report loses, changes and adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from papibook.data.report.report import ReportRead
from papibook.model.answers import FIGURE_ANSWERS, TASK_ANSWERS, VALUES
from papibook.model.layout import REVISION_REASON

TASK, FIGURE, INFO = "task", "figure", "info"
KINDS = (TASK, FIGURE, INFO)

Key = tuple[str, str, str]
"""Kind of answer, task or indicator (empty for the information sheet), column or line of the form."""

Answers = Mapping[Key, str]

_OF_STATUS = ("percent_done", "completed_date", "result_text", "reason", "difficulty", "proposal")
"""What a unit writes beside a status to explain it."""


@dataclass(frozen=True)
class Difference:
    """What only the earlier of two reports answers (``lost``), both but not alike, only the later.

    ``n_kept``: how many answers are in both and alike.
    """

    lost: tuple[Key, ...] = ()
    changed: tuple[Key, ...] = ()
    added: tuple[Key, ...] = ()
    n_kept: int = 0

    def lost_of(self, kind: str) -> tuple[str, ...]:
        """The tasks, indicators or lines of the information sheet of which something is lost, each once."""
        place = 2 if kind == INFO else 1
        return tuple(dict.fromkeys(key[place] for key in self.lost if key[0] == kind))


def answers_of(read: ReportRead) -> dict[Key, str]:
    """Every answer of a report that counts: none of a row with an error, and no name or phone of a person."""
    return dict(_answers(read))


def _answers(read: ReportRead) -> Iterator[tuple[Key, str]]:
    for kind, rows, subject, names in (
        (TASK, read.tasks, "task_id", TASK_ANSWERS),
        (FIGURE, read.figures, "indicator_id", FIGURE_ANSWERS),
    ):
        for row in rows:
            if not row["is_refused"]:
                for name in names:
                    if text := answer_text(row.get(name)):
                        yield (kind, str(row[subject]), name), text
    for row in read.info:
        if row["field"] != REVISION_REASON:  # asked anew each time
            yield (INFO, "", str(row["field"])), str(row["value"])


def difference(old: Answers, new: Answers) -> Difference:
    """What became of the answers of ``old`` in ``new``, a later report of the same unit and period.

    What another answer took the place of is not lost: the reason for having no figure where there is one
    now, and what was written beside a status that is another one now.
    """
    return Difference(
        tuple(sorted(key for key in old if key not in new and not _is_replaced(key, old, new))),
        tuple(sorted(key for key in old if key in new and old[key] != new[key])),
        tuple(sorted(key for key in new if key not in old)),
        sum(new.get(key) == text for key, text in old.items()),
    )


def _is_replaced(key: Key, old: Answers, new: Answers) -> bool:
    kind, subject, name = key
    if kind == FIGURE:
        values, reason = [(kind, subject, each) for each in VALUES], (kind, subject, "reason_code")
        if name == "note":
            return any(old.get(each) != new[each] for each in (*values, reason) if each in new)
        if name == "reason_code":
            return any(each in new for each in values)
        return reason in new and not any(each in new for each in values)
    status = (kind, subject, "written_status")
    return kind == TASK and name in _OF_STATUS and status in new and new[status] != old.get(status)


def answer_text(value: object) -> str:
    """An answer as the tables write it: days ISO, numbers in their shortest form; empty for none."""
    match value:
        case None | False:
            return ""
        case True:
            return "true"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
