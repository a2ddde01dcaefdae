"""The table of tasks of a new project, from the office's own list, with leads, items and due dates found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.ground.vietnamese import without_marks
from papibook.starter.due_words import Due, read_due
from papibook.starter.headed_table import GivenCell, GivenRow, Heading, read_headed
from papibook.starter.units import Units

HEADINGS = (
    Heading(
        "item",
        ("Mục", "Giải pháp", "Mục kế hoạch", "Mục của kế hoạch", "Mục trong kế hoạch"),
        is_required=True,
    ),
    Heading(
        "title",
        (
            *("Nhiệm vụ", "Nội dung công việc", "Nội dung nhiệm vụ", "Tên nhiệm vụ"),
            *("Nhiệm vụ cụ thể", "Công việc", "Nội dung, nhiệm vụ"),
        ),
        is_required=True,
    ),
    Heading(
        "lead",
        ("Cơ quan chủ trì", "Chủ trì", "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì"),
        is_required=True,
    ),
    Heading(
        "due",
        (
            *("Thời hạn", "Thời gian", "Thời gian hoàn thành", "Hạn hoàn thành"),
            *("Thời hạn hoàn thành", "Thời gian thực hiện"),
        ),
        is_required=True,
    ),
    Heading("support", ("Cơ quan phối hợp", "Phối hợp", "Đơn vị phối hợp", "Cơ quan, đơn vị phối hợp")),
    Heading(
        "product",
        (
            "Sản phẩm",
            "Kết quả, sản phẩm",
            "Sản phẩm, kết quả",
            "Sản phẩm/Kết quả",
            "Kết quả",
            "Kết quả đầu ra",
        ),
    ),
    Heading("dimension", ("Nội dung PAPI", "Nội dung", "Lĩnh vực nội dung")),
    Heading("note", ("Ghi chú",)),
)


@dataclass(frozen=True)
class Task:
    """A row of tasks.csv. ``dimension``: as the list has it, where it has a column of it."""

    task_id: str
    item: str
    title: str
    product: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    due: Due
    due_text: str
    is_request: bool
    dimension: str
    note: str


@dataclass(frozen=True)
class Tasks:
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


def read_tasks(path: Path, units: Units, items: Mapping[str, str], year: int) -> Tasks:
    """The tasks of the list at ``path``; a row that can't be placed is among the problems, and left out.

    ``items``: the plan's items by how they may be written (“1.1”, “II.1.1”, “IV.2”). ``year``: the plan's.

    Raises:
        ConfigError: the file can't be read or lacks a column that is needed.
    """
    rows, problems = read_headed(path, HEADINGS)
    told = list(problems)
    tasks: list[Task] = []
    numbers: Counter[str] = Counter()
    reporting = {unit.unit_id for unit in units.units if unit.reports} | {
        group.group_id for group in units.groups if group.reports
    }
    for row in rows:
        item = items.get(_item(row.cells["item"]))
        lead, strange = _members(row.text("lead"), units)
        support, others = _members(row.text("support"), units)
        dues = _dues(row.cells["due"], year)
        wrong = [*_row_problems(row, item, strange, dues, items, units)]
        told += wrong
        told += [_nobody(row.cells["support"], name, units) for name in others]
        if wrong or item is None:
            continue
        for due in dues:
            numbers[item] += 1
            title = row.text("title")
            tasks.append(
                Task(
                    task_id=f"T{item}-{numbers[item]:02d}",
                    item=item,
                    title=f"{title} ({due.name})" if len(dues) > 1 else title,
                    product=row.text("product"),
                    lead=lead,
                    support=support,
                    due=due,
                    due_text=_as_written(row.cells["due"]),
                    is_request=not reporting & set(lead),
                    dimension=row.text("dimension"),
                    note=row.text("note"),
                )
            )
    return Tasks(tuple(tasks), tuple(told))


def _item(cell: GivenCell) -> str:
    """The item's number as it is written; of a number, with a point."""
    written = cell.text.replace(",", ".") if cell.number is not None else cell.text
    return re.sub(r"^(?:mục|giải pháp|điểm)\s+", "", written.strip(), flags=re.I).strip(" .").upper()


def item_names(solutions: Mapping[str, str], outside: tuple[str, ...], part: str) -> dict[str, str]:
    """How the plan's items may be written: 1.1 also as II.1.1, where ``part`` is the solutions' numeral."""
    plain = {name.upper(): name for name in (*solutions, *outside)}
    return {**{f"{part}.{name}": name for name in solutions}, **plain}


def _as_written(cell: GivenCell) -> str:
    return cell.day.strftime("%d/%m/%Y") if cell.day else cell.text


def _dues(cell: GivenCell, year: int) -> tuple[Due, ...]:
    if cell.day is not None:
        return (Due("date", date(cell.day.year, cell.day.month, cell.day.day)),)
    return read_due(cell.text, year)


def _row_problems(
    row: GivenRow,
    item: str | None,
    strange: list[str],
    dues: tuple[Due, ...],
    items: Mapping[str, str],
    units: Units,
) -> Iterator[Problem]:
    cell = row.cells["item"]
    if cell.day is not None:
        yield problem(
            "{place}: Excel made the date {day} of the item's number. Make the column Text, and write the "
            "item's number again. The row was left out.",
            place=cell.place,
            day=cell.text,
        )
    elif item is None:
        yield problem(
            "{place}: the plan has no item “{item}”. The row was left out.",
            hint=did_you_mean(_item(cell), items),
            place=cell.place,
            item=cell.text,
        )
    elif cell.number is not None and f"{item}0" in items.values():
        yield problem(
            "{place}: Excel writes {item} and {other} as one number. Make the column Text, and write the "
            "item's number again. The row was left out.",
            place=cell.place,
            item=item,
            other=f"{item}0",
        )
    for name in strange:
        yield _nobody(row.cells["lead"], name, units)
    if not dues:
        yield problem(
            "{place}: “{due}” is no due date that is understood. Write for example 15/6/2026, Quý II, "
            "tháng 9, hằng quý, thường xuyên, khi phát sinh. The row was left out.",
            place=row.cells["due"].place,
            due=row.text("due"),
        )


def _nobody(cell: GivenCell, name: str, units: Units) -> Problem:
    known = [unit.name for unit in units.units]
    return problem(
        "{place}: “{name}” is neither a unit of the list nor a group of units.",
        hint=did_you_mean(name, known),
        place=cell.place,
        name=name,
    )


def _members(written: str, units: Units) -> tuple[tuple[str, ...], list[str]]:
    """Who is named, and the names that mean nobody. Names hold commas too: the longest that fits counts."""
    found: list[str] = []
    strange: list[str] = []
    for part in re.split(r"[;\n]", written):
        words = [word.strip(" .-") for word in re.split(r",|\bvà\b", part)]
        cuts = re.findall(r",|\bvà\b", part)
        at = 0
        while at < len(words):
            for end in range(len(words), at, -1):
                name = words[at] + "".join(
                    f"{', ' if cut == ',' else ' và '}{word}"
                    for cut, word in zip(cuts[at : end - 1], words[at + 1 : end], strict=True)
                )
                meant = units.meant(name)
                if meant or end == at + 1:
                    break
            if meant:
                found += meant
            elif words[at]:
                strange.append(words[at])
            at = end
    return tuple(dict.fromkeys(found)), strange


def dimension_of(written: str, names: Mapping[str, str]) -> str | None:
    """The dimension whose number or name ``written`` begins with or holds; None where none is meant.

    ``names``: each dimension's name in full, and as the plan may print it, by what it is called.
    """
    bare = without_marks(written)
    number = re.match(r"(\d+)\b", bare)
    ids = set(names.values())
    head = re.split(r"[:.;]", bare)[0].strip()
    for name, dimension_id in names.items():
        plain = without_marks(name)
        if plain and (plain in bare or (len(head.split()) > 1 and plain.startswith(head))):
            return dimension_id
    return number[1] if number and number[1] in ids else None
