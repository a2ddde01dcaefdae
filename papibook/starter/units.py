"""The table of units of a new project, from the office's own list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from papibook.ground.problems import Problem, problem
from papibook.ground.vietnamese import bare_letters, fold, uncapitalised, without_marks
from papibook.starter.headed_table import GivenRow, Heading, read_headed
from papibook.starter.library import library_rows

HEADINGS = (
    Heading(
        "name",
        ("Tên đơn vị", "Đơn vị", "Cơ quan, đơn vị", "Tên cơ quan, đơn vị", "Tên cơ quan", "Tên"),
        is_required=True,
    ),
    Heading("short", ("Tên ngắn", "Viết tắt")),
    Heading("group", ("Nhóm", "Loại", "Khối")),
    Heading("code", ("Mã số", "Mã", "Mã đơn vị hành chính")),
    Heading("aliases", ("Tên gọi khác", "Tên khác")),
    Heading("reports", ("Gửi báo cáo", "Có báo cáo")),
    Heading("through", ("Báo cáo qua",)),
    Heading("unit_id", ("Mã định danh", "Định danh", "unit_id")),
)

SUBORDINATE = "communes"
"""The group whose units report in a province's or district's plan: each has a People's Committee."""
LEVELS = ("province", "district", "commune", "ward", "special_zone")


@dataclass(frozen=True)
class GroupPreset:
    """A group of groups.csv. ``begins``: how names of its units begin, folded."""

    row: Mapping[str, str]
    begins: tuple[str, ...]
    is_default: bool

    @property
    def group_id(self) -> str:
        return self.row["group_id"]

    @property
    def reports(self) -> bool:
        return self.row["reports"] == "true"

    @property
    def names(self) -> frozenset[str]:
        return frozenset(
            without_marks(self.row[key]) for key in ("group_id", "name_one", "name_many", "caption")
        )

    def is_named(self, bare: str) -> bool:
        """Whether ``bare`` (:func:`_bare`) is one of its names, as lists write them: “các tổ dân phố”."""
        names = {_bare(name) for name in self.names}
        return bare in names | {_bare(f"{lead} {name}") for lead in _LEADS for name in names}


@dataclass(frozen=True)
class Unit:
    """A row of units.csv, with the names that mean it. ``through``: the unit in whose workbook it reports."""

    unit_id: str
    name: str
    short_name: str
    group_id: str
    code: str
    reports: bool
    through: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Units:
    """``groups``: those that have units, and those of the level that the plan may name all the same."""

    units: tuple[Unit, ...]
    groups: tuple[GroupPreset, ...]
    problems: tuple[Problem, ...]

    def meant(self, words: str) -> tuple[str, ...]:
        """The unit or the groups that ``words`` name; nothing where nobody is meant."""
        bare = _bare(words)
        if bare in _EVERYBODY:
            return tuple(group.group_id for group in self.groups if group.reports)
        for unit in self.units:
            if bare in {_bare(name) for name in (unit.unit_id, unit.name, unit.short_name, *unit.aliases)}:
                return (unit.unit_id,)
        for group in self.groups:
            if group.is_named(bare):
                members = [unit for unit in self.units if unit.group_id == group.group_id]
                sends = group.reports or not members
                return (group.group_id,) if sends else tuple(unit.unit_id for unit in members)
        return ()


_EVERYBODY = frozenset(
    {"cac co quan, don vi", "cac don vi", "tat ca cac don vi", "toan bo cac don vi", "tat ca", "cac co quan"}
)
_LEADS = ("cac", "ubnd cac", "uy ban nhan dan cac", "tat ca cac", "lanh dao cac")


def _bare(words: str) -> str:
    return re.sub(r"\s*[-–,]\s*", ", ", without_marks(words)).strip(" ,")


def level_groups(level: str, like: Path | None = None) -> tuple[GroupPreset, ...]:
    """The groups that places of this level usually have, in the words of ``like``, and its others."""
    presets = {row["group_id"]: row for row in library_rows("groups") if row["level"] == level}
    own = {} if like is None else {row["group_id"]: row for row in library_rows("groups", like)}
    own = {name: row for name, row in own.items() if "level" not in row}
    return tuple(
        GroupPreset(
            {
                key: value
                for key, value in own.get(name, presets.get(name, {})).items()
                if key not in ("level", "begins", "is_default")
            },
            tuple(filter(None, presets.get(name, {}).get("begins", "").split(";"))),
            presets.get(name, {}).get("is_default") == "true",
        )
        for name in dict.fromkeys((*presets, *own))
    )


def read_units(path: Path, level: str, like: Path | None = None) -> Units:
    """The units of the list at ``path``; what can't be placed is among the problems, and left out.

    Raises:
        ConfigError: the file can't be read or has no column of names.
    """
    rows, problems = read_headed(path, HEADINGS)
    groups = level_groups(level, like)
    units: list[Unit] = []
    told = list(problems)
    taken: dict[str, str] = {}
    for row in rows:
        group, new = _group_of(row, groups)
        if new:
            groups = (*groups, group)
        unit = _unit(row, group)
        clash = next((name for name in _names(unit) if taken.get(name, unit.name) != unit.name), None)
        if unit.unit_id in {other.unit_id for other in units} or fold(unit.name) in taken:
            told.append(
                problem(
                    "{place}: “{name}” stands there twice, or its id {id} is another unit's. "
                    "Give it an id of its own (“Mã định danh”). The row was left out.",
                    place=row.place,
                    name=unit.name,
                    id=unit.unit_id,
                )
            )
            continue
        if clash is not None:
            kept = tuple(
                name for name in unit.aliases if taken.get(without_marks(name), unit.name) == unit.name
            )
            told.append(
                problem(
                    "{place}: “{alias}” may mean {one} or {other}. Neither is found by it; the full name is.",
                    place=row.place,
                    alias=clash,
                    one=unit.name,
                    other=taken[clash],
                )
            )
            unit = replace(unit, aliases=kept)
        taken |= dict.fromkeys((fold(unit.name), *_names(unit)), unit.name)
        units.append(unit)
    known = _ids_by_name(units)
    carried = {unit.unit_id for unit in units if unit.through}
    told += _through_problems(known, carried, rows)
    units = [replace(unit, through=_through(unit, known, carried)) for unit in units]
    return Units(tuple(units), _used(groups, units), tuple(told))


def _names(unit: Unit) -> list[str]:
    return [without_marks(name) for name in unit.aliases]


def _group_of(row: GivenRow, groups: Sequence[GroupPreset]) -> tuple[GroupPreset, bool]:
    """The group of the row, and whether it is a new one.

    That is the one that it names, else the one that names like it begin with, else that of the line above
    it (“II. Các tổ dân phố”).
    """
    named, name = row.text("group"), fold(row.text("name"))
    if named:
        for group in groups:
            if without_marks(named) in group.names:
                return group, False
        return _new_group(named, len(groups)), True
    for group in groups:
        if any(name.startswith(f"{begin} ") for begin in group.begins):
            return group, False
    for group in groups:
        if row.section and group.is_named(_bare(row.section)):
            return group, False
    return next((group for group in groups if group.is_default), groups[-1]), False


def _new_group(named: str, n_groups: int) -> GroupPreset:
    lower = uncapitalised(named)
    row = {
        "group_id": slug(named),
        "name_one": lower,
        "name_many": lower,
        "name_one_en": slug(named).replace("-", " "),
        "name_many_en": slug(named).replace("-", " "),
        "caption": named,
        "sort_order": str(n_groups + 1),
        "reports": "true",
        "has_pages": "true",
    }
    return GroupPreset(row, (), False)


def _unit(row: GivenRow, group: GroupPreset) -> Unit:
    name = " ".join(row.text("name").split())
    short = row.text("short") or _short(name, group)
    said = without_marks(row.text("reports"))
    aliases = [
        *(part.strip() for part in re.split(r"[;\n]", row.text("aliases")) if part.strip()),
        *([short] if fold(short) != fold(name) else []),
        *([f"UBND {uncapitalised(name)}"] if group.group_id == SUBORDINATE else []),
    ]
    return Unit(
        unit_id=row.text("unit_id") or slug(name),
        name=name,
        short_name=short,
        group_id=group.group_id,
        code=row.text("code"),
        reports=group.reports or bool(row.text("through"))
        if not said
        else said in ("co", "x", "yes", "true", "1"),
        through=row.text("through"),
        aliases=tuple(dict.fromkeys(aliases)),
    )


def _short(name: str, group: GroupPreset) -> str:
    """The name without its kind, where its group's names begin with one: “Xã Tân Lập” is Tân Lập."""
    for begin in group.begins:
        if fold(name).startswith(f"{begin} ") and (rest := " ".join(name.split()[len(begin.split()) :])):
            return rest if not rest.isdecimal() else name
    return name


def slug(name: str) -> str:
    """``xa-tan-lap``: an id from a name."""
    return "-".join(re.findall(r"[a-z0-9]+", bare_letters(name))) or "don-vi"


def _ids_by_name(units: Sequence[Unit]) -> dict[str, str]:
    return {
        without_marks(name): unit.unit_id
        for unit in units
        for name in (unit.unit_id, unit.name, *unit.aliases)
    }


def _through_problems(
    known: Mapping[str, str], carried: Collection[str], rows: Sequence[GivenRow]
) -> Iterator[Problem]:
    for row in rows:
        through = row.text("through")
        if through and without_marks(through) not in known:
            yield problem(
                "{place}: it reports through “{through}”, which the list does not have.",
                place=row.cells["through"].place,
                through=through,
            )
        elif through and known[without_marks(through)] in carried:
            yield problem(
                "{place}: it reports through “{through}”, which reports through another itself. Name the "
                "unit that sends the workbook.",
                place=row.cells["through"].place,
                through=through,
            )


def _through(unit: Unit, known: Mapping[str, str], carried: Collection[str]) -> str:
    """The unit in whose workbook it reports; empty where it sends its own, or reports nothing."""
    sender = known.get(without_marks(unit.through), "")
    return sender if unit.reports and sender not in carried else ""


def _used(groups: Sequence[GroupPreset], units: Sequence[Unit]) -> tuple[GroupPreset, ...]:
    """The groups that have units: one of which units report has pages, the others have none."""
    named = {unit.group_id for unit in units}
    reporting = {unit.group_id for unit in units if unit.reports}
    return tuple(
        group
        if group.reports == (says := group.group_id in reporting)
        else replace(group, row={**group.row, **dict.fromkeys(("reports", "has_pages"), str(says).lower())})
        for group in groups
        if group.group_id in named
    )
