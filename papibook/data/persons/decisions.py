"""What the office said about personal data in texts: ``data/persons.csv``.

An answer holds for everything that the unit writes, in every period: a published hotline stays one. Rows are
written by a command or in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from papibook.data.given.constraints import constraint_problems
from papibook.data.given.csv_table import scan_csv, write_csv
from papibook.data.given.plan import Plan, known_to
from papibook.data.given.reference import Reference
from papibook.data.persons.found import MASKED_KINDS, key_of
from papibook.data.persons.names import NAME
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.ground.vietnamese import fold
from papibook.model.tables import PERSONS

FILE = "persons.csv"
KEEP, MASK = "keep", "mask"
THE_OFFICE = ""
"""Stands for the unit where the office itself wrote the text."""

Key = tuple[str, str, str]
"""Unit, kind, key of the text."""


@dataclass(frozen=True)
class Decisions:
    """The office's answers, and the names of places that are no persons.

    ``answers``: keep or mask, by unit, kind and key; ``reasons``: of those that have one. ``places``: folded.
    """

    answers: Mapping[Key, str] = field(default_factory=dict, hash=False)
    places: frozenset[str] = frozenset()
    reasons: Mapping[Key, str] = field(default_factory=dict, hash=False)

    def is_kept(self, unit_id: str, kind: str, key: str) -> bool:
        """Whether the text stays: the office's answer, else what its kind asks for."""
        answer = self.answers.get((unit_id, kind, key))
        return answer == KEEP if kind in MASKED_KINDS else answer != MASK

    def masked_names(self, unit_id: str) -> tuple[str, ...]:
        """Keys of the names that are masked in the unit's texts."""
        return tuple(
            key
            for (unit, kind, key), answer in self.answers.items()
            if (unit, kind, answer) == (unit_id, NAME, MASK)
        )


@dataclass(frozen=True)
class Answer:
    """One answer of the office about a text of a unit; ``found_in``: where it stood."""

    unit_id: str
    kind: str
    text: str
    answer: str
    reason: str = ""
    decided_by: str = ""
    found_in: str = ""


def persons_file(project: Project) -> Path:
    """Where the answers stand."""
    return project.root / "data" / FILE


def read_persons(project: Project) -> pd.DataFrame:
    """All answers (schema PERSONS); none where the file is not there.

    Raises:
        RefusedTablesError: with all that is wrong, by row and column; see also :func:`check_persons`.
    """
    path = persons_file(project)
    if not path.exists():
        return PERSONS.empty()
    persons, problems = scan_csv(path, PERSONS)
    refuse_tables(problems or _problems(persons))
    return persons


def check_persons(persons: pd.DataFrame, plan: Plan, reference: Reference) -> None:
    """Refuse answers about units that there are not.

    Raises:
        RefusedTablesError: all of them.
    """
    refuse_tables(constraint_problems(persons, PERSONS, known_to(plan, reference), file=FILE))


def read_decisions(project: Project, plan: Plan, reference: Reference) -> Decisions:
    """The answers as they are asked for.

    Raises:
        RefusedTablesError: the file is broken.
    """
    return decisions_of(read_persons(project), plan, reference)


def decisions_of(persons: pd.DataFrame, plan: Plan, reference: Reference) -> Decisions:
    """The answers ``persons`` (schema PERSONS) as they are asked for."""
    units = reference.units
    names = [*units["unit_name"], *units["short_name"], *reference.unit_aliases["alias"]]
    file = plan.file
    place = file.place
    names += [file.signed_at, place.name, place.parent.name if place.parent else None, place.papi_name]
    rows = {_key(row): row for row in persons.to_dict("records")}
    return Decisions(
        {key: str(row["answer"]) for key, row in rows.items()},
        _places(names),
        {key: row["reason"] for key, row in rows.items() if isinstance(row["reason"], str)},
    )


def add_answer(persons: pd.DataFrame, answer: Answer, on: date) -> pd.DataFrame:
    """``persons`` with one more answer; an earlier one about the same text gives way to it.

    Raises:
        ConfigError: it says no reason why a number or an address is to be shown.
    """
    reason = " ".join(answer.reason.split())
    if answer.answer == KEEP and answer.kind in MASKED_KINDS and not reason:
        raise ConfigError("--reason: say why this may be published: {text}.", text=answer.text)
    key = (answer.unit_id, answer.kind, key_of(answer.kind, answer.text))
    others = [row for row in persons.to_dict("records") if _key(row) != key]
    fresh = {
        "unit_id": answer.unit_id or None,
        "kind": answer.kind,
        "text": " ".join(answer.text.split()),
        "answer": answer.answer,
        "reason": reason or None,
        "decided_on": pd.Timestamp(on),
        "decided_by": " ".join(answer.decided_by.split()) or None,
        "found_in": answer.found_in or None,
    }
    return PERSONS.from_records([*others, fresh])


def write_persons(project: Project, persons: pd.DataFrame) -> None:
    """Write the file in one step."""
    write_csv(persons, persons_file(project), PERSONS)


def _places(names: list[object]) -> frozenset[str]:
    """Names with and without the word for their level: "Xã Tân Lập" is also "Tân Lập"."""
    folded = {fold(str(name)) for name in names if isinstance(name, str) and name}
    kinds = ("thị trấn ", "thị xã ", "thành phố ", "đặc khu ", "xã ", "phường ", "huyện ", "tỉnh ", "quận ")
    return frozenset(folded | {name.removeprefix(kind) for name in folded for kind in kinds})


def _key(row: Mapping[object, object]) -> Key:
    unit_id = row["unit_id"]
    kind, text = str(row["kind"]), str(row["text"])
    return (unit_id if isinstance(unit_id, str) else THE_OFFICE, kind, key_of(kind, text))


def _problems(persons: pd.DataFrame) -> Iterator[Problem]:
    yield from constraint_problems(persons, PERSONS, file=FILE)
    seen: set[Key] = set()
    for row in persons.to_dict("records"):
        named = f"{row['kind']} {row['text']}"
        if _key(row) in seen:
            yield problem(
                "{file}: “{row}” has two answers, in two spellings. Keep one row.", file=FILE, row=named
            )
        seen.add(_key(row))
        if row["answer"] == KEEP and row["kind"] in MASKED_KINDS and not isinstance(row["reason"], str):
            yield problem(
                "{file}: “{row}” is to be published without a reason. Write it in the column reason.",
                file=FILE,
                row=named,
            )
