"""What a plan's text and the office's lists say, as rows of the plan's tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from papibook.data.given.plan_text import item_anchor
from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import without_marks
from papibook.starter.plan_text import PlanText, Solution, standing_line
from papibook.starter.tasks import Tasks, dimension_of
from papibook.starter.units import Unit, slug

_LONGEST_TITLE = 90
"""Of a solution, in tables; its text stands in the plan's pages."""


def plan_id_of(number: str | None, year: int) -> str:
    """``15-KH-UBND-2026``; without a number, ``KH-2026``."""
    return slug((number or "ke-hoach").replace("/", "-") + f"-{year}").upper().replace("KE-HOACH", "KH")


def followed(page: str, outside: Sequence[str], owed: Collection[str]) -> str:
    """``page`` without the lines on how items stand that have no task which anybody owes (``owed`` do)."""
    for item in outside:
        if item not in owed:
            page = page.replace(f"\n{standing_line(item)}\n", "")
    return page


def solutions_page(text: PlanText) -> str | None:
    """The name of the page that holds the solutions."""
    anchor = f"({item_anchor(text.solutions[0].solution_id)})=" if text.solutions else None
    return next((name for name, page in text.pages.items() if anchor and anchor in page), None)


def dimensions_of(
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


def solution_rows(solutions: Sequence[Solution], dimensions: Mapping[str, str]) -> list[dict[str, object]]:
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


def task_rows(
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


def unit_rows(units: Sequence[Unit]) -> Iterator[dict[str, object]]:
    """Rows of units.csv; ``reports_through`` only where a unit reports through another."""
    for order, unit in enumerate(units, start=1):
        yield {
            "unit_id": unit.unit_id,
            "unit_code": unit.code,
            "unit_name": unit.name,
            "short_name": unit.short_name,
            "unit_kind": unit.group_id,
            "unit_group": unit.group_id,
            "parent_id": "",
            "is_reporting": unit.reports,
            "sort_order": order,
            **({"reports_through": unit.through} if unit.through else {}),
        }


def alias_rows(units: Sequence[Unit]) -> Iterator[dict[str, object]]:
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
