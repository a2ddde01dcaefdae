"""A project folder from what is given: its texts, tables and settings, and what could not be placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from papibook.ground.errors import ConfigError
from papibook.ground.problems import Problem, RefusedFileError
from papibook.ground.vietnamese import uncapitalised
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
from papibook.starter.file_texts import rows_text, table_text, yaml_text
from papibook.starter.headed_table import read_headed
from papibook.starter.indicators import starting_indicators
from papibook.starter.library import library_rows
from papibook.starter.periods import ProposedPeriod
from papibook.starter.plan_text import PlanText, read_plan_file
from papibook.starter.rows import (
    alias_rows,
    dimensions_of,
    followed,
    plan_id_of,
    solution_rows,
    solutions_page,
    task_rows,
    unit_rows,
)
from papibook.starter.tasks import HEADINGS as TASK_HEADINGS
from papibook.starter.tasks import Tasks, item_names, read_tasks
from papibook.starter.units import HEADINGS as UNIT_HEADINGS
from papibook.starter.units import GroupPreset, Units, read_units

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
    refuse_unreadable(wishes.plan, wishes.units, wishes.tasks)
    text = read_plan_file(wishes.plan)
    units = read_units(wishes.units, wishes.level, wishes.like)
    year = max(period.cutoff_on.year for period in wishes.periods)
    tasks = read_new_tasks(text, units, wishes.tasks, year)
    dimensions = library_rows("dimensions", wishes.like)
    names = {row[key]: row["dimension_id"] for row in dimensions for key in ("dimension_name", "plan_name")}
    of_solution, unplaced = dimensions_of(text.solutions, tasks, names, wishes.plan.name)
    indicators, left_out = starting_indicators(units, frozenset(names.values()), wishes.like)
    plan_id = plan_id_of(text.number, year)
    tables = {
        f"data/plans/{plan_id}/solutions.csv": (SOLUTIONS, solution_rows(text.solutions, of_solution)),
        f"data/plans/{plan_id}/tasks.csv": (TASKS, task_rows(tasks, of_solution, text.outside)),
        f"data/plans/{plan_id}/targets.csv": (TARGETS, []),
        "data/reference/units.csv": (UNITS, unit_rows(units.units)),
        "data/reference/unit_aliases.csv": (UNIT_ALIASES, alias_rows(units.units)),
        "data/reference/indicators.csv": (INDICATORS, list(indicators)),
    }
    files = {name: table_text(schema, rows) for name, (schema, rows) in tables.items()}
    files["data/reference/groups.csv"] = table_text(GROUPS, [group.row for group in units.groups])
    for name in ("dimensions", "subdimensions"):
        files[f"data/reference/{name}.csv"] = rows_text(library_rows(name, wishes.like))
    scores = library_rows("papi_scores", wishes.like)
    files["data/reference/papi_scores.csv"] = rows_text(scores, None if scores else PAPI_SCORES.names)
    files[f"data/plans/{plan_id}/plan.yml"] = _plan_yml(wishes, text, plan_id, year)
    owed = {each.item for each in tasks.tasks if not each.is_request}
    files |= {f"book/plan/{name}.md": followed(page, text.outside, owed) for name, page in text.pages.items()}
    files["_toc.yml"] = _toc(text, units)
    files["_config.yml"] = _config(wishes)
    return NewProject(
        files,
        (*text.problems, *units.problems, *tasks.problems, *unplaced, *left_out),
        len(units.units),
        len(tasks.tasks),
        len(text.solutions),
        len(indicators),
    )


def refuse_unreadable(plan: Path | None, units: Path | None, tasks: Path | None) -> None:
    """Raise, of all given files together, why they can't be read."""
    wrong: list[Problem] = []
    given: tuple[tuple[Path | None, Callable[[Path], object]], ...] = (
        (plan, read_plan_file),
        (units, lambda path: read_headed(path, UNIT_HEADINGS)),
        (tasks, lambda path: read_headed(path, TASK_HEADINGS)),
    )
    for path, read in given:
        if path is None:
            continue
        try:
            read(path)
        except RefusedFileError as err:
            wrong += err.problems
        except ConfigError as err:
            wrong.append(Problem(err.message, err.facts))
    if wrong:
        raise RefusedFileError("What was given cannot be read.", problems=tuple(wrong))


def read_new_tasks(text: PlanText, units: Units, path: Path, year: int) -> Tasks:
    """The list of tasks at ``path`` under the items of ``text``, led by ``units``; see :func:`read_tasks`."""
    page = solutions_page(text)
    part = text.titles[page].split(".")[0] if page else "II"
    solution_ids = {each.solution_id: each.solution_id for each in text.solutions}
    return read_tasks(path, units, item_names(solution_ids, text.outside, part), year)


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
        "periods": [each.entry(None, "đề xuất") for each in wishes.periods],
        **({"solutions_document": f"plan/{page}"} if (page := solutions_page(text)) else {}),
        "items_outside_solutions": [{"item": item} for item in text.outside],
    }
    return yaml_text(content)


def _province(wishes: Wishes) -> str:
    """The province whose official scores the book may show, as PAPI names it."""
    name = wishes.parent[0] if wishes.parent else wishes.place if wishes.level == "province" else ""
    return re.sub(r"^(?:tỉnh|thành phố)\s+", "", name, flags=re.I)


def plan_chapters(text: PlanText) -> list[dict[str, str]]:
    """The pages of the plan's own text, as the contents lists them."""
    return [{"file": f"book/plan/{name}", "title": title} for name, title in text.titles.items()]


def group_part(group: GroupPreset) -> dict[str, object]:
    """The part of the contents with the pages of a group's units."""
    return {"caption": group.row["caption"], "chapters": [{"glob": f"book/pages/{group.group_id}/*"}]}


def _toc(text: PlanText, units: Units) -> str:
    results = ["district", "overdue", "remarks", "execution"]
    reporting = {unit.group_id for unit in units.units if unit.reports}
    groups = [group_part(group) for group in units.groups if group.group_id in reporting]
    content = {
        "format": "jb-book",
        "root": "book/pages/index",
        "parts": [
            {"caption": "Kế hoạch", "chapters": plan_chapters(text)},
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
    return yaml_text(content)


def _config(wishes: Wishes) -> str:
    content = {
        "title": "Kế hoạch nâng cao Chỉ số PAPI",  # of every year's plan in this project
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
    return yaml_text(content)
