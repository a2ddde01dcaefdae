"""Which files of the project stand behind a slice, so that a page's reason can be told by their names.

The folder says what a file is about. Where the former slice is still there, the rows that differ say which
units it is about, and reports of other units are left out.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_NO_REPORTS = frozenset({"plan", "papi", "commentary", "follow-up", "directives"})
"""Kinds of slices in which nothing comes from a report."""

Change = Literal["changed", "new", "gone"]


@dataclass(frozen=True, order=True)
class ChangedFile:
    """A file that is not as it was at the build before."""

    path: str
    change: Change


def changed_files(former: Mapping[str, str], now: Mapping[str, str]) -> tuple[ChangedFile, ...]:
    """Files whose digests differ, by path."""
    paths = sorted(path for path in {*former, *now} if former.get(path) != now.get(path))
    return tuple(ChangedFile(path, _change(path, former, now)) for path in paths)


def _change(path: str, former: Mapping[str, str], now: Mapping[str, str]) -> Change:
    if path not in former:
        return "new"
    return "changed" if path in now else "gone"


def is_behind(path: str, slice_name: str, periods: Collection[str], units: Collection[str] | None) -> bool:
    """Whether the file at ``path`` can have changed the slice of an edition that reads ``periods``.

    ``units``: those whose rows differ in it, where that is known.
    """
    kind, _, which = slice_name.partition("/")
    match path.split("/"):
        case ["data", "reference", "papi_scores.csv"]:
            return kind in ("papi", "dimension")
        case ["data", "plans", _, "directives.csv"]:
            return kind == "directives"
        case ["data", "reference" | "plans", *_]:
            return kind not in ("papi", "commentary")
        case ["data", "followup.csv"]:
            return kind == "follow-up"
        case ["data", "persons.csv" | "confirmations.csv" | "editions.csv"]:
            return kind not in ("plan", "papi")
        case ["data", "commentary", period, name]:
            if name.startswith("dimension-"):
                return period in periods and kind == "dimension" and name == f"dimension-{which}.md"
            return period in periods and kind in ("commentary", "quotes")
        case ["data", "submissions", period, name]:
            if period not in periods or kind in _NO_REPORTS:
                return False
            unit_id = name.split(".")[0]
            if unit_id == "receipts":
                return True
            if units is not None:
                return unit_id in units
            return kind != "unit" or unit_id == which
    return False


def units_that_differ(former: Path, now: Path) -> frozenset[str] | None:
    """Units whose rows differ between two files of one slice; None where that does not show."""
    try:
        before, after = (_rows(json.loads(path.read_text(encoding="utf-8"))) for path in (former, now))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    differing = {unit_id for unit_id, _ in before ^ after}
    return frozenset(differing) if differing and "" not in differing else None


def _rows(tables: Mapping[str, Mapping[str, list[object]]]) -> set[tuple[str, str]]:
    """Every row of every table with its unit, empty for a row that is about no unit."""
    found: set[tuple[str, str]] = set()
    for name, table in tables.items():
        columns = list(map(str, table["columns"]))
        place = columns.index("unit_id") if "unit_id" in columns else None
        for row in table["rows"]:
            unit_id = row[place] if isinstance(row, list) and place is not None else None
            text = json.dumps([name, columns, row], ensure_ascii=False)
            found.add((unit_id if isinstance(unit_id, str) else "", text))
    return found
