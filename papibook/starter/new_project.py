"""A project folder from what is given: its texts, tables and settings, and what could not be placed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from papibook.data.given.plan_text import item_anchor
from papibook.ground.errors import ConfigError
from papibook.ground.problems import Problem, RefusedFileError, problem
from papibook.ground.vietnamese import uncapitalised, without_marks
from papibook.model.frames import Schema
from papibook.model.tables import (
    GROUPS,
    INDICATORS,
    PAPI_SCORES,
    SOLUTIONS,
    TARGETS,
    TASKS,
    UNIT_ALIASES,
    UNITS,
)
from papibook.starter.headed_table import read_headed
from papibook.starter.indicators import starting_indicators
from papibook.starter.library import library_rows
from papibook.starter.periods import ProposedPeriod
from papibook.starter.plan_text import PlanText, Solution, read_plan_file, standing_line
from papibook.starter.tasks import HEADINGS as TASK_HEADINGS
from papibook.starter.tasks import Tasks, dimension_of, item_names, read_tasks
from papibook.starter.units import HEADINGS as UNIT_HEADINGS
from papibook.starter.units import Unit, Units, read_units, slug

_LONGEST_TITLE = 90
"""Of a solution, in tables; its text stands in the plan's pages."""
_TIMEZONE = "+07:00"


@dataclass(frozen=True)
class Wishes:
    """What the office says of its plan that stands in none of its files.

    ``place``: its name (“Phường Thảo Nguyên”). ``parent``: whom it belongs to, with that one's level.
    ``like``: a project whose catalogues are taken in place of the package's.
    """

    level: str
    place: str
    parent: tuple[str, str] | None
    periods: tuple[ProposedPeriod, ...]
    plan: Path
    units: Path
    tasks: Path
    like: Path | None


@dataclass(frozen=True)
class NewProject:
    """``files``: by path in the project. ``problems``: what the office must look at, each with its place."""

    files: Mapping[str, str] = field(hash=False)
    problems: tuple[Problem, ...]
    n_units: int
    n_tasks: int
    n_solutions: int
    n_indicators: int


def new_project(wishes: Wishes) -> NewProject:
    """Everything that is made from ``wishes``; nothing is written.

    Raises:
        ConfigError: one of its files can't be read, or lacks what makes it such a file.
    """
    _refuse_unreadable(wishes)
    text = read_plan_file(wishes.plan)
    units = read_units(wishes.units, wishes.level, wishes.like)
    year = max(period.cutoff_on.year for period in wishes.periods)
    tasks = read_new_tasks(text, units, wishes.tasks, year)
    dimensions = library_rows("dimensions", wishes.like)
    names = {row[key]: row["dimension_id"] for row in dimensions for key in ("dimension_name", "plan_name")}
    of_solution, unplaced = _dimensions(text.solutions, tasks, names, wishes.plan.name)
    indicators, left_out = starting_indicators(units, frozenset(names.values()), wishes.like)
    plan_id = (
        slug((text.number or "ke-hoach").replace("/", "-") + f"-{year}").upper().replace("KE-HOACH", "KH")
    )
    tables = {
        f"data/plans/{plan_id}/solutions.csv": (SOLUTIONS, _solution_rows(text.solutions, of_solution)),
        f"data/plans/{plan_id}/tasks.csv": (TASKS, _task_rows(tasks, of_solution, text.outside)),
        f"data/plans/{plan_id}/targets.csv": (TARGETS, []),
        "data/reference/units.csv": (UNITS, _unit_rows(units.units, wishes)),
        "data/reference/unit_aliases.csv": (UNIT_ALIASES, _alias_rows(units.units)),
        "data/reference/indicators.csv": (INDICATORS, list(indicators)),
    }
    files = {name: _table(schema, rows) for name, (schema, rows) in tables.items()}
    files["data/reference/groups.csv"] = _table(GROUPS, [group.row for group in units.groups])
    for name in ("dimensions", "subdimensions"):
        files[f"data/reference/{name}.csv"] = _rows(library_rows(name, wishes.like))
    scores = library_rows("papi_scores", wishes.like)
    files["data/reference/papi_scores.csv"] = _rows(scores, None if scores else PAPI_SCORES.names)
    files[f"data/plans/{plan_id}/plan.yml"] = _plan_yml(wishes, text, plan_id, year)
    files |= {
        f"book/plan/{name}.md": _followed(page, text.outside, tasks) for name, page in text.pages.items()
    }
    files["_toc.yml"] = _toc(text, units)
    files["_config.yml"] = _config(text, wishes)
    return NewProject(
        files,
        (*text.problems, *units.problems, *tasks.problems, *unplaced, *left_out),
        len(units.units),
        len(tasks.tasks),
        len(text.solutions),
        len(indicators),
    )


def _refuse_unreadable(wishes: Wishes) -> None:
    """Raise, of all files together, why they can't be read."""
    wrong: list[Problem] = []
    for read in (
        lambda: read_plan_file(wishes.plan),
        lambda: read_headed(wishes.units, UNIT_HEADINGS),
        lambda: read_headed(wishes.tasks, TASK_HEADINGS),
    ):
        try:
            read()
        except RefusedFileError as err:
            wrong += err.problems
        except ConfigError as err:
            wrong.append(Problem(err.message, err.facts))
    if wrong:
        raise RefusedFileError("What was given cannot be read.", problems=tuple(wrong))


def _followed(page: str, outside: Sequence[str], tasks: Tasks) -> str:
    """``page`` without the lines on how items stand that have no task which anybody owes."""
    owed = {each.item for each in tasks.tasks if not each.is_request}
    for item in outside:
        if item not in owed:
            page = page.replace(f"\n{standing_line(item)}\n", "")
    return page


def read_new_tasks(text: PlanText, units: Units, path: Path, year: int) -> Tasks:
    """The list of tasks at ``path`` under the items of ``text``, led by ``units``; see :func:`read_tasks`."""
    page = _solutions_page(text)
    part = text.titles[page].split(".")[0] if page else "II"
    solution_ids = {each.solution_id: each.solution_id for each in text.solutions}
    return read_tasks(path, units, item_names(solution_ids, text.outside, part), year)


def _solutions_page(text: PlanText) -> str | None:
    """The name of the page that holds the solutions."""
    anchor = f"({item_anchor(text.solutions[0].solution_id)})=" if text.solutions else None
    return next((name for name, page in text.pages.items() if anchor and anchor in page), None)


def _dimensions(
    solutions: Sequence[Solution], tasks: Tasks, names: Mapping[str, str], file: str
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Each solution's dimension: by its heading, by its tasks' column, by its own words; else it is told."""
    found: dict[str, str] = {}
    told: list[Problem] = []
    for solution in solutions:
        written = [
            each.dimension for each in tasks.tasks if each.item == solution.solution_id and each.dimension
        ]
        sources = (solution.under, *written, solution.text)
        meant = next((known for words in sources if words and (known := dimension_of(words, names))), None)
        number = solution.solution_id.split(".")[0]
        if meant is None and solution.under and number in names.values():
            meant = number
        if meant is None:
            told.append(
                problem(
                    "{file}: which dimension the item {item} belongs to was not found. Write it in "
                    "solutions.csv, or give the list of tasks a column “Nội dung PAPI”.",
                    file=file,
                    item=solution.solution_id,
                )
            )
        else:
            found[solution.solution_id] = meant
    return found, tuple(told)


def _solution_rows(solutions: Sequence[Solution], dimensions: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "solution_id": each.solution_id,
            "dimension_id": dimensions.get(each.solution_id, ""),
            "title": _shortened(each.text),
            "sort_order": order,
        }
        for order, each in enumerate(solutions, start=1)
    ]


def _shortened(text: str) -> str:
    """The first sentence, or as many whole words as a table holds."""
    sentence = text.split(". ")[0].split("; ")[0].rstrip(".;:")
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    return sentence[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _task_rows(
    tasks: Tasks, dimensions: Mapping[str, str], outside: Sequence[str]
) -> Iterator[dict[str, object]]:
    for each in tasks.tasks:
        yield {
            "task_id": each.task_id,
            "solution_id": each.item,
            "dimension_id": "" if each.item in outside else dimensions.get(each.item, ""),
            "title": each.title,
            "product": each.product,
            "lead": ";".join(each.lead),
            "support": ";".join(each.support),
            "due_kind": each.due.kind,
            "due_date": each.due.day.isoformat() if each.due.day else "",
            "due_text": each.due_text,
            "is_request": each.is_request,
            "is_proposed": False,
            "needs_product": bool(each.product) and each.due.kind == "date",
            "note": each.note,
        }


def _unit_rows(units: Sequence[Unit], wishes: Wishes) -> Iterator[dict[str, object]]:
    names = {unit.unit_id: unit.name for unit in units}
    for order, unit in enumerate(units, start=1):
        yield {
            "unit_id": unit.unit_id,
            "unit_code": unit.code,
            "unit_name": unit.name,
            "short_name": unit.short_name,
            "unit_kind": unit.group_id,
            "unit_group": unit.group_id,
            "parent_id": "",
            "is_reporting": unit.sends,
            "sort_order": order,
            "note": f"Báo cáo qua: {names[unit.through]}" if unit.through else "",
        }


def _alias_rows(units: Sequence[Unit]) -> Iterator[dict[str, object]]:
    taken = {without_marks(unit.name) for unit in units}
    for unit in units:
        for alias in unit.aliases:
            if without_marks(alias) not in taken:
                taken.add(without_marks(alias))
                yield {
                    "alias": alias,
                    "unit_id": unit.unit_id,
                    "added_by": "papibook",
                    "reason": "papibook new",
                }


def _table(schema: Schema, rows: Iterable[Mapping[str, object]]) -> str:
    names = [column.name for column in schema.columns if not column.is_added]
    given = list(rows)
    extra = [name for row in given for name in row if name not in names]
    return _rows(given, [*names, *dict.fromkeys(extra)])


def _rows(rows: Sequence[Mapping[str, object]], names: Sequence[str] | None = None) -> str:
    names = names or list(rows[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[_cell(row.get(name, "")) for name in names] for row in rows])
    return out.getvalue()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plan_yml(wishes: Wishes, text: PlanText, plan_id: str, year: int) -> str:
    content = {
        "plan_id": plan_id,
        "number": text.number or "…/KH-UBND",
        "title": text.title or f"Nâng cao Chỉ số PAPI năm {year}",
        "short_title": f"Nâng cao Chỉ số PAPI năm {year}",
        "issued_on": text.issued_on or date(year, 1, 1),
        "issuer": f"Ủy ban nhân dân {uncapitalised(wishes.place)}",
        "signed_at": text.signed_at or wishes.place,
        "place": {
            "name": wishes.place,
            "level": wishes.level,
            **({"parent": dict(zip(("name", "level"), wishes.parent, strict=True))} if wishes.parent else {}),
            **({"papi_name": _province(wishes)} if _province(wishes) else {}),
        },
        "signer": {"post": "CHỦ TỊCH", "name": "…"},
        "data_status": "real",
        "timezone": _TIMEZONE,
        "periods": [each.entry(None, "đề xuất của papibook") for each in wishes.periods],
        **({"solutions_document": f"plan/{page}"} if (page := _solutions_page(text)) else {}),
        "items_outside_solutions": [{"item": item} for item in text.outside],
    }
    return _yaml(content)


class _Plain(yaml.SafeDumper):
    """Says a value again where it stands again: people read these files."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _yaml(content: Mapping[str, object]) -> str:
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def _province(wishes: Wishes) -> str:
    """The province whose official scores the book may show, as PAPI names it."""
    name = wishes.parent[0] if wishes.parent else wishes.place if wishes.level == "province" else ""
    return re.sub(r"^(?:tỉnh|thành phố)\s+", "", name, flags=re.I)


def _toc(text: PlanText, units: Units) -> str:
    plan = [{"file": f"book/plan/{name}", "title": title} for name, title in text.titles.items()]
    results = ["district", "overdue", "remarks", "execution"]
    groups = [
        {"caption": group.row["caption"], "chapters": [{"glob": f"book/pages/{group.group_id}/*"}]}
        for group in units.groups
        if any(unit.group_id == group.group_id for unit in units.units if unit.reports and not unit.through)
    ]
    content = {
        "format": "jb-book",
        "root": "book/pages/index",
        "parts": [
            {"caption": "Kế hoạch", "chapters": plan},
            {
                "caption": "Kết quả",
                "chapters": [
                    *({"file": f"book/pages/{name}"} for name in results),
                    {"glob": "book/pages/dimensions/*"},
                    {"file": "book/pages/comparison"},
                    {"file": "book/pages/papi"},
                ],
            },
            *groups,
            {
                "caption": "Chất lượng số liệu và phụ lục",
                "chapters": [
                    *(
                        {"file": f"book/pages/{name}"}
                        for name in ("quality", "follow-up", "tasks", "indicators")
                    ),
                    {"glob": "book/pages/annexes/*"},
                    *({"file": f"book/{name}"} for name in ("methods", "glossary", "sources", "revisions")),
                ],
            },
        ],
    }
    return _yaml(content)


def _config(text: PlanText, wishes: Wishes) -> str:
    content = {
        "title": text.title or "Kế hoạch nâng cao Chỉ số PAPI",
        "author": f"UBND {uncapitalised(wishes.place)}",
        "parse": {
            "myst_enable_extensions": ["attrs_block", "attrs_inline", "colon_fence", "deflist", "html_image"]
        },
        "html": {"use_multitoc_numbering": False},
        "latex": {"use_jupyterbook_latex": False},
        "sphinx": {
            "config": {
                "language": "vi",
                "extensions": [
                    "myst_nb",
                    "jupyter_book",
                    "sphinx_external_toc",
                    "sphinx_book_theme",
                    "papibook.press.sphinx_ext",
                ],
            }
        },
    }
    return _yaml(content)
