"""The next plan of a project, put together; nothing is written here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from papibook.data.given.earlier_format import in_todays_format
from papibook.data.given.plan import Plan, catalogue_of, check_plan, read_plan
from papibook.data.given.plan_text import FOLDER, MANY, contents_file
from papibook.data.given.reference import Reference, read_reference
from papibook.data.given.yaml_file import read_yaml
from papibook.data.review.plan_review import targets_to_set
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, RefusedFileError, problem
from papibook.model.tables import SOLUTIONS, TARGETS, TASKS
from papibook.starter.file_texts import rows_text, table_text, yaml_text
from papibook.starter.following.days import moved_day, moved_end
from papibook.starter.following.settings import next_settings, period_ids, periods_of_last_year, years_of
from papibook.starter.following.tables import (
    Moving,
    Row,
    carried_tasks,
    changed_items,
    linked_tasks,
    moved_rows,
    moved_solutions,
)
from papibook.starter.following.text import empty_pages
from papibook.starter.following.units import NextUnits, successors, units_of_project, with_list
from papibook.starter.new_project import group_part, plan_chapters, refuse_unreadable
from papibook.starter.plan_text import PlanText, read_plan_file
from papibook.starter.rows import dimensions_of, followed, plan_id_of, solution_rows, task_rows
from papibook.starter.tasks import Tasks, item_names, read_tasks
from papibook.starter.units import Units


@dataclass(frozen=True)
class Given:
    """The files of the new plan that there are already; None: what the plan before had, a year on."""

    plan: Path | None = None
    units: Path | None = None
    tasks: Path | None = None


@dataclass(frozen=True)
class NextPlan:
    """``files``: of the new plan, by path in the project. ``units``: what is added to the project's units.

    ``problems``: what is to be filled in or looked at, each with its place.
    """

    plan_id: str
    before: str
    files: Mapping[str, str] = field(hash=False)
    units: NextUnits
    begins: date
    n_tasks: int
    n_solutions: int
    problems: tuple[Problem, ...]


def next_plan(project: Project, given: Given) -> NextPlan:
    """The plan of the year after the project's plan in force.

    Raises:
        ConfigError: it is there already, or a given file can't be read.
        RefusedTablesError: the project's tables have problems.
    """
    refuse_unreadable(given.plan, given.units, given.tasks)
    before, reference = read_plan(project), read_reference(project)
    check_plan(before, catalogue_of(before, reference))
    _refuse_second(project, before)
    text = read_plan_file(given.plan) if given.plan else None
    _refuse_former(before, text)
    periods = periods_of_last_year(before.file)
    ids = period_ids(periods, [period.period_id for period in before.whole.periods])
    cutoffs = [moved_end(period.cutoff_on) for period in periods]
    plan_id = plan_id_of(text.number if text else None, max(cutoffs).year)
    folder = project.plans / before.file.plan_id
    settings, told = next_settings(_content(folder), before.file, ids, plan_id, text)
    begins = min(moved_day(period.starts_on) for period in periods)
    units = _units(project, reference, before, given.units, min(cutoffs), max(cutoffs), begins)
    tables = _Tables(
        folder,
        before,
        reference,
        units.units,
        text,
        given.tasks,
        max(cutoffs),
        given.plan.name if given.plan else "",
    )
    files = {f"data/plans/{plan_id}/{name}": content for name, content in tables.files().items()}
    files[f"data/plans/{plan_id}/plan.yml"] = yaml_text(settings)
    files |= {f"book/{MANY}/{plan_id}/{name}.md": page for name, page in tables.pages().items()}
    files |= _contents(project, before.file.plan_id, plan_id, text, units)
    problems = [
        *(text.problems if text else _no_text(plan_id)),
        *told,
        *units.problems,
        *tables.problems,
        *targets_to_set(before, ids, TARGETS.empty(), plan_id),
        *_named_year(project, years_of(periods)),
    ]
    return NextPlan(
        plan_id,
        before.file.number,
        files,
        units,
        begins,
        len(tables.tasks),
        len(tables.solutions),
        tuple(problems),
    )


def _content(folder: Path) -> Mapping[str, Any]:
    path = folder / "plan.yml"
    return in_todays_format(read_yaml(path, f"{folder.name}/plan.yml", example="number: 1/KH-UBND").content)


def _refuse_second(project: Project, plan: Plan) -> None:
    """Refuse where the plan in force is itself the next one of another, and nobody has reported on it yet."""
    others = {period.period_id for other in plan.others for period in other.file.periods}
    compared = {period.comparable_to for period in plan.file.periods}
    follows = bool(others & compared) or bool(plan.others and plan.tasks["continues"].notna().any())
    reported = any(
        (project.submissions / period.period_id / "receipts.csv").exists() for period in plan.file.periods
    )
    if follows and not reported:
        raise ConfigError(
            "The next year's plan is there already: {tables} and {text}. Go on with these, or delete both "
            "folders to have them made again. The year after it can be made once reports on it have come.",
            tables=f"data/plans/{plan.file.plan_id}",
            text=f"book/{MANY}/{plan.file.plan_id}",
        )


def _refuse_former(before: Plan, text: PlanText | None) -> None:
    """Refuse a text that is the former plan's, or an older one's."""
    if text is None:
        return
    file = before.file
    is_same = text.number == file.number and text.issued_on in (None, file.issued_on)
    if is_same or (text.issued_on is not None and text.issued_on < file.issued_on):
        raise RefusedFileError(
            "The text is of another plan.",
            problems=(
                problem(
                    "--plan: the text is that of plan {found}, not of one after plan {number}. Give the new "
                    "plan's text.",
                    found=text.number or "…",
                    number=file.number,
                ),
            ),
        )


def _units(
    project: Project,
    reference: Reference,
    before: Plan,
    path: Path | None,
    first: date,
    last: date,
    begins: date,
) -> NextUnits:
    level = before.file.place.level
    own = units_of_project(reference, level, project.root, first, last)
    if path is None:
        return NextUnits(own)
    return with_list(path, own, reference, level, project.root, begins)


class _Tables:
    """The new plan's tables and pages, from the former plan's folder, the new text and list of tasks."""

    def __init__(
        self,
        folder: Path,
        before: Plan,
        reference: Reference,
        units: Units,
        text: PlanText | None,
        tasks: Path | None,
        last: date,
        plan_file: str,
    ) -> None:
        self._folder, self._text, self._before = folder, text, before
        years = years_of(periods_of_last_year(before.file))
        earlier = _rows(folder / "solutions.csv")
        outside = text.outside if text else tuple(each.item for each in before.file.items_outside_solutions)
        names = (
            [each.solution_id for each in text.solutions] if text else [row["solution_id"] for row in earlier]
        )
        listed = self._listed(tasks, units, names, outside, last.year) if tasks else Tasks((), ())
        told = [*listed.problems]
        if text:
            known = {
                str(name): str(dimension_id)
                for column in ("dimension_name", "plan_name")
                for name, dimension_id in reference.dimensions[[column, "dimension_id"]]
                .dropna()
                .itertuples(index=False)
            }
            dimensions, unplaced = dimensions_of(text.solutions, listed, known, plan_file)
            told += unplaced
            self.solutions: list[Row] = solution_rows(text.solutions, dimensions)
        else:
            dimensions = {row["solution_id"]: row["dimension_id"] for row in earlier}
        self._moving = Moving(
            years,
            {*names, *outside},
            {*(unit.unit_id for unit in units.units), *(group.group_id for group in units.groups)},
            successors(reference, last),
        )
        if not text:
            self.solutions = moved_solutions(earlier, self._moving)
        former = _rows(folder / "tasks.csv")
        if tasks:
            rows = list(task_rows(listed, dimensions, outside))
            self.tasks, found = linked_tasks(rows, former, self._moving)
        else:
            self.tasks, found = carried_tasks(former, self._moving)
            told += changed_items(self.solutions, earlier, self._moving) if text else ()
        told += found
        self._has_list = tasks is not None
        self._outside = outside
        self._others, found = self._other_tables()
        self.problems = (*told, *found)

    def _listed(
        self, path: Path, units: Units, names: Sequence[str], outside: tuple[str, ...], year: int
    ) -> Tasks:
        texts = self._text.pages if self._text else self._before.texts
        heading = re.compile(r"^# ([IVX]+)\.", re.M)
        anchor = f"(item-{names[0].lower().replace('.', '-')})=" if names else ""
        page = next((page for page in texts.values() if anchor and anchor in page), "")
        numeral = heading.search(page)
        items = item_names({name: name for name in names}, outside, numeral[1] if numeral else "II")
        return read_tasks(path, units, items, year)

    def files(self) -> dict[str, str]:
        """The tables as texts by file name."""
        return {
            "solutions.csv": table_text(SOLUTIONS, self.solutions),
            "tasks.csv": table_text(TASKS, self.tasks),
            "targets.csv": table_text(TARGETS, []),
            **self._others,
        }

    def pages(self) -> dict[str, str]:
        """The pages of the plan's text by name."""
        if self._text is None:
            return empty_pages(self._before.texts, self._moving.years)
        owed = {str(row["solution_id"]) for row in self.tasks if str(row["is_request"]).lower() != "true"}
        return {name: followed(page, self._text.outside, owed) for name, page in self._text.pages.items()}

    def _other_tables(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Checklists, rules, what serves another index, the plan's own indicators, as far as they hold."""
        files: dict[str, str] = {}
        told: list[Problem] = []
        own = self._folder / "indicators.csv"
        if own.is_file():
            files["indicators.csv"] = own.read_text(encoding="utf-8-sig")
        moving = self._moving
        checklists = _rows(self._folder / "checklists.csv")
        kept = [row for row in checklists if row["item"] in moving.items]
        if kept:
            rows = moved_rows(kept, moving, ("label", "short_label", "hint"))
            files["checklists.csv"] = rows_text(rows)
        told += _left_out("checklists.csv", len(checklists) - len(kept))
        going_on = set() if self._has_list else {str(row["continues"]) for row in self.tasks}
        left = {*self._before.tasks["task_id"]} - going_on
        for name, columns in (("rules.csv", ("left", "right", "condition")), ("serves.csv", ("subject",))):
            every = _rows(self._folder / name)
            rows = [
                {**row, **{column: moving.words(row[column]) for column in columns}}
                for row in every
                if not _subjects(row, columns) & left
            ]
            if rows:
                files[name] = rows_text(rows)
            told += _left_out(name, len(every) - len(rows))
        return files, tuple(told)


def _subjects(row: Mapping[str, str], columns: Sequence[str]) -> set[str]:
    sides = [side for column in columns for side in row[column].split(";")]
    return {side.split()[0] for side in sides if side.split()}


def _left_out(name: str, count: int) -> Iterator[Problem]:
    if count:
        yield problem(
            "{file}: {count} lines name items or tasks that the new plan does not have, or that were listed "
            "anew, and were left out. Write those that it needs.",
            file=name,
            count=count,
        )


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table that was read and found good before; none where there is none."""
    if not path.is_file():
        return []
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def _no_text(plan_id: str) -> Iterator[Problem]:
    yield problem(
        "book/{many}/{plan}: the new plan's text is still to be written where “…” stands; headings, items "
        "and solutions.csv are those of the plan before.",
        many=MANY,
        plan=plan_id,
    )


def _named_year(project: Project, years: frozenset[int]) -> Iterator[Problem]:
    """A title of the book that names a year is on the next plan's pages too."""
    path = project.root / "_config.yml"
    title = str(read_yaml(path, path.name, example="title: Kế hoạch").content.get("title", ""))
    if named := [year for year in sorted(years) if str(year) in title]:
        yield problem(
            "_config.yml, title: it names the year {year} and stands on the pages of every plan. Take the "
            "year out.",
            year=named[-1],
        )


def _contents(
    project: Project, before: str, plan_id: str, text: PlanText | None, units: NextUnits
) -> dict[str, str]:
    """The plan's own contents, where its pages or groups are others than those that _toc.yml lists."""
    source = contents_file(project, before)
    content = dict(read_yaml(source, source.name, example="format: jb-book").content)
    parts: list[dict[str, Any]] = [dict(part) for part in content.get("parts", [])]
    mark = f"book/{FOLDER}/"
    for part in parts:
        chapters = part.get("chapters", [])
        own = [entry for entry in chapters if str(entry.get("file", "")).startswith(mark)]
        if own and text is not None:
            at = chapters.index(own[0])
            rest = [entry for entry in chapters if entry not in own]
            part["chapters"] = [*rest[:at], *plan_chapters(text), *rest[at:]]
    last = next((at for at, part in reversed(list(enumerate(parts))) if _takes_groups(part)), len(parts) - 1)
    parts[last + 1 : last + 1] = [group_part(group) for group in units.added_groups]
    if parts == content.get("parts", []):
        return {}
    return {f"book/{MANY}/{plan_id}/_toc.yml": yaml_text({**content, "parts": parts})}


def _takes_groups(part: Mapping[str, Any]) -> bool:
    return any("glob" in entry and "/pages/" in str(entry["glob"]) for entry in part.get("chapters", []))
