"""The tables of the next plan: from the rows of the plan before, or from the new plan's own text and list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from papibook.ground.numbers import format_date
from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import fold
from papibook.starter.following.days import SATURDAY, moved_day, moved_words

Row = dict[str, object]
_ALIKE = 0.6
"""Two titles of items that share less than this are another item's."""
_MOST_NAMES = 7


@dataclass(frozen=True)
class Moving:
    """How words and ids of the plan before become the new plan's.

    ``years``: its own. ``items``: the new plan's. ``there``: ids of groups and of units that there are in its
    time. ``became``: of units that ended, what they are now.
    """

    years: Collection[int]
    items: Collection[str]
    there: Collection[str]
    became: Mapping[str, str]

    def words(self, text: str) -> str:
        return moved_words(text, self.years)


def moved_solutions(rows: Sequence[Mapping[str, str]], moving: Moving) -> list[Row]:
    """Rows of solutions.csv; what was said of the former plan's print is left out."""
    dropped = ("note", "note_known_from", "deadline_text")
    return [
        {
            key: "" if key in dropped else moving.words(value) if key == "title" else value
            for key, value in row.items()
        }
        for row in rows
    ]


def carried_tasks(rows: Sequence[Mapping[str, str]], moving: Moving) -> tuple[list[Row], tuple[Problem, ...]]:
    """Rows of tasks.csv a year on, each carrying on the one that it was; all are proposals."""
    carried: list[Row] = []
    told: list[Problem] = []
    weekend: list[str] = []
    for row in rows:
        if row["solution_id"] not in moving.items:
            told.append(
                problem(
                    "tasks.csv: the new plan has no item {item}, so the task “{task}” was left out.",
                    item=row["solution_id"],
                    task=row["task_id"],
                )
            )
            continue
        members: dict[str, str] = {}
        for column in ("lead", "support"):
            members[column], gone = _members(row[column], moving)
            told += [_ended(row["task_id"], column, unit) for unit in gone]
        due = row["due_date"]
        if due:
            day = date.fromisoformat(due)
            due = moved_day(day).isoformat()
            if moved_day(day).weekday() >= SATURDAY or (day.month, day.day) == (2, 29):
                weekend.append(f"{row['task_id']} {format_date(moved_day(day))}")
        moved = {key: moving.words(row[key]) for key in ("task_id", "title", "product", "due_text")}
        carried.append(
            {
                **row,
                **moved,
                **members,
                "due_date": due,
                "is_proposed": True,
                "note": "",
                "continues": row["task_id"],
            }
        )
    if weekend:
        told.append(
            problem(
                "tasks.csv, due_date: {count} fall on a Saturday or Sunday, or were 29 February: {days}. "
                "Write other days if they are to be working days.",
                count=len(weekend),
                days=", ".join(weekend),
            )
        )
    told.append(
        problem(
            "tasks.csv: {count} tasks of the plan before are carried on as proposals (is_proposed). Once the "
            "new plan has them, write false.",
            count=len(carried),
        )
    )
    return carried, tuple(told)


def _members(cell: str, moving: Moving) -> tuple[str, list[str]]:
    """The units and groups of a cell as they are now, and those that there are no more."""
    now: list[str] = []
    gone: list[str] = []
    for name in filter(None, cell.split(";")):
        found = name if name in moving.there else moving.became.get(name, "")
        if found not in moving.there:
            gone.append(name)
            found = name
        now.append(found)
    return ";".join(dict.fromkeys(now)), gone


def _ended(task_id: str, column: str, unit_id: str) -> Problem:
    return problem(
        "tasks.csv, “{task}”, {column}: there is no unit {unit} in the new plan's time. Name the one that "
        "does its work now.",
        task=task_id,
        column=column,
        unit=unit_id,
    )


def linked_tasks(
    rows: Sequence[Row], before: Sequence[Mapping[str, str]], moving: Moving
) -> tuple[list[Row], tuple[Problem, ...]]:
    """``rows`` of a new list, each with the task that it carries on, where one alone has its title."""
    titles: dict[str, list[str]] = {}
    for row in before:
        titles.setdefault(fold(moving.words(row["title"])), []).append(row["task_id"])
    linked = [
        {**row, "continues": same[0]}
        if len(same := titles.get(fold(str(row["title"])), [])) == 1
        else {**row, "continues": ""}
        for row in rows
    ]
    going_on = {str(row["continues"]) for row in linked}
    left = [row["task_id"] for row in before if row["task_id"] not in going_on]
    told = []
    if left:
        told.append(
            problem(
                "tasks.csv: {count} tasks of the plan before have no task of the same title in the new list: "
                "{names}. Where one goes on in other words, write its id into the column continues.",
                count=len(left),
                names=_named(left),
            )
        )
    return linked, tuple(told)


def changed_items(
    rows: Sequence[Row], before: Sequence[Mapping[str, str]], moving: Moving
) -> Iterator[Problem]:
    """Items of the new plan that have the number of another: tasks are carried on by it."""
    titles = {row["solution_id"]: moving.words(row["title"]) for row in before}
    for row in rows:
        earlier = titles.get(str(row["solution_id"]))
        if earlier and SequenceMatcher(None, fold(earlier), fold(str(row["title"]))).ratio() < _ALIKE:
            yield problem(
                "solutions.csv: item {item} is now “{title}”; in the plan before it was “{earlier}”. Look at "
                "its tasks.",
                item=row["solution_id"],
                title=row["title"],
                earlier=earlier,
            )


def moved_rows(rows: Sequence[Mapping[str, str]], moving: Moving, words: Collection[str]) -> list[Row]:
    """``rows`` with the years of the columns ``words`` moved."""
    return [
        {key: moving.words(value) if key in words else value for key, value in row.items()} for row in rows
    ]


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown} …" if len(names) > _MOST_NAMES else shown
