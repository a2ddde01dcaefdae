"""The rules between answers: between indicators in ``data/reference/rules.csv``, with tasks beside the plan.

A side is the id of a task or an indicator, then, after a space, what of it: ``T2.4-01``, ``T2.4-01 begun``,
``I302``, ``I206 numerator``, ``I206 all`` (:mod:`papibook.model.rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import scan_csv
from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.groups import group_members, split_ids
from papibook.model.rules import TASK_PARTS, Rule, Side, indicator_parts
from papibook.model.tables import RULES

FILE = "rules.csv"
_REQUIRED = ("left", "relation", "right", "severity", "words")


@dataclass(frozen=True)
class _Line:
    """A line of a file that problems are of."""

    file: str
    line: int

    def problem(self, message: str, *, hint: str = "", **facts: object) -> Problem:
        return problem(message, hint=hint, file=self.file, line=self.line, **facts)


@dataclass(frozen=True)
class Subjects:
    """What rules may name: each task and indicator with its parts, and who answers it (groups and units)."""

    parts: Mapping[str, tuple[str, ...]] = field(hash=False)
    answered_by: Mapping[str, frozenset[str]] = field(hash=False)
    task_ids: frozenset[str]

    def side(self, text: str) -> Side | None:
        """The side that ``text`` means; None where it names no part that its subject has."""
        subject_id, _, part = text.partition(" ")
        known = self.parts.get(subject_id, ())
        if not part and known and (len(known) == 1 or subject_id in self.task_ids):
            return Side(subject_id, known[0])
        return Side(subject_id, part.strip()) if part.strip() in known else None


def subjects_of(tasks: pd.DataFrame, indicators: pd.DataFrame, units: pd.DataFrame) -> Subjects:
    """What rules may name (schemas TASKS, INDICATORS, UNITS)."""
    of_tasks = {str(task_id): TASK_PARTS for task_id in tasks["task_id"]}
    kinds = indicators[["indicator_id", "kind"]].itertuples(index=False)
    asked = [(tasks, "task_id", "lead"), (indicators, "indicator_id", "reporter_ids")]
    specs = {spec for frame, _, column in asked for spec in frame[column].dropna()}
    members = {spec: frozenset({*split_ids(spec), *group_members(spec, units)}) for spec in specs}
    return Subjects(
        {**of_tasks, **{str(code): indicator_parts(str(kind)) for code, kind in kinds}},
        {
            str(subject): members.get(spec, frozenset())
            for frame, key, column in asked
            for subject, spec in frame[[key, column]].itertuples(index=False)
        },
        frozenset(of_tasks),
    )


def scan_rules(folder: Path, name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The rules in ``folder`` (schema RULES) in the file's order; none where there is no file.

    ``name``: what messages call the file. Whether what they name is there, :func:`rule_problems` says.
    """
    path = folder / FILE
    if not path.exists():
        return RULES.empty(), []
    rules, problems = scan_csv(path, RULES, name=name)
    return rules, problems or [*_cell_problems(rules, name)]


def _cell_problems(rules: pd.DataFrame, file: str) -> Iterator[Problem]:
    allowed = {column.name: column.allowed for column in RULES.columns if column.allowed}
    seen: dict[tuple[str, ...], int] = {}
    for row in _records(rules):
        at = _Line(file, int(row["line"]))
        for name in _REQUIRED:
            if not row[name]:
                yield at.problem("{file}, line {line}: {column} is empty. It must be filled in.", column=name)
        for name, words in allowed.items():
            if row[name] and row[name] not in words:
                yield at.problem(
                    "{file}, line {line}, column {column}: “{found}” is not one of {known}.",
                    hint=did_you_mean(row[name], words),
                    column=name,
                    found=row[name],
                    known=", ".join(words),
                )
        rule = tuple(row[name] for name in ("left", "relation", "right", "condition"))
        if seen.setdefault(rule, at.line) != at.line:
            yield at.problem(
                "{file}, line {line}: the rule stands in line {first} already. Keep one.", first=seen[rule]
            )


def rule_problems(rules: pd.DataFrame, subjects: Subjects, file: str, *, of_plan: bool) -> Iterator[Problem]:
    """Everything that is wrong with what ``rules`` (schema RULES) name.

    ``of_plan``: they stand with the plan; each must name a task. Elsewhere none may.
    """
    for row in _records(rules):
        at = _Line(file, int(row["line"]))
        texts = [("left", row["left"]), ("right", row["right"])]
        texts += [("condition", text) for text in split_ids(row["condition"])]
        unclear = [(name, text) for name, text in texts if subjects.side(text) is None]
        for name, text in unclear:
            yield _side_problem(name, text, subjects, at)
        if unclear:
            continue
        rule = _rule(row, subjects)
        names_task = any(side.subject_id in subjects.task_ids for side in rule.sides)
        if names_task and not of_plan:
            yield at.problem(
                "{file}, line {line}: the rule names a task. Write it into rules.csv of the plan: tasks "
                "belong to the plan.",
            )
        elif of_plan and not names_task:
            yield at.problem(
                "{file}, line {line}: the rule names no task. Write it into data/reference/rules.csv: it "
                "holds for every plan.",
            )
        yield from _relation_problems(rule, at)
        answering = [subjects.answered_by[side.subject_id] for side in rule.sides]
        if not frozenset.intersection(*answering):
            yield at.problem(
                "{file}, line {line}: no unit answers all of {subjects}, so the rule can never be checked.",
                subjects=", ".join(dict.fromkeys(side.subject_id for side in rule.sides)),
            )


def _side_problem(column: str, text: str, subjects: Subjects, at: _Line) -> Problem:
    subject_id = text.partition(" ")[0]
    if subject_id not in subjects.parts:
        return at.problem(
            "{file}, line {line}, column {column}: “{found}” is no task and no indicator.",
            hint=did_you_mean(subject_id, sorted(subjects.parts)),
            column=column,
            found=subject_id,
        )
    return at.problem(
        "{file}, line {line}, column {column}: “{found}” does not say what is meant. Write one of: {known}.",
        column=column,
        found=text,
        known=", ".join(f"{subject_id} {part}" for part in subjects.parts[subject_id]),
    )


def _relation_problems(rule: Rule, at: _Line) -> Iterator[Problem]:
    if rule.left == rule.right:
        yield at.problem(
            "{file}, line {line}: both sides are the same.",
        )
    if rule.relation in ("at_most", "at_least") and not rule.compares_numbers:
        yield at.problem(
            "{file}, line {line}: {relation} compares two numbers. Write numbers on both sides, or implies "
            "or equals.",
            relation=rule.relation,
        )


def read_rules(rules: pd.DataFrame, subjects: Subjects) -> tuple[Rule, ...]:
    """The rules of a frame (schema RULES) that :func:`rule_problems` found nothing wrong with."""
    return tuple(_rule(row, subjects) for row in _records(rules))


def _rule(row: Mapping[str, str], subjects: Subjects) -> Rule:
    left, right, *condition = (
        subjects.side(text) for text in (row["left"], row["right"], *split_ids(row["condition"]))
    )
    if left is None or right is None or None in condition:
        raise ValueError(f"not a rule that was checked: {dict(row)}")
    sides = tuple(side for side in condition if side is not None)
    return Rule(left, row["relation"], right, sides, row["severity"], row["words"])


def _records(rules: pd.DataFrame) -> list[dict[str, str]]:
    """The rows as texts; empty cells are empty."""
    return [
        {str(name): "" if pd.isna(cell) else str(cell) for name, cell in row.items()}
        for row in rules.to_dict("records")
    ]
