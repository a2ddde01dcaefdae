"""plan.yml as a :class:`PlanFile`, or everything that is wrong in it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from papibook.data.given.earlier_format import in_todays_format
from papibook.data.given.place_words import with_words
from papibook.data.given.yaml_file import read_yaml, refused, shown
from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.plan import PlanFile


def read_plan_file(path: Path) -> PlanFile:
    """plan.yml, checked against the types of :mod:`papibook.model.plan`.

    Raises:
        RefusedFileError: the file is not there, not UTF-8, not YAML, or has wrong or misspelt keys.
    """
    name = f"{path.parent.name}/{path.name}"
    content = read_yaml(path, name, example="plan_id: 426-KH-UBND-2022").content
    try:
        return PlanFile.model_validate(with_words(in_todays_format(content)))
    except ValidationError as err:
        raise refused(*(_problem(name, detail) for detail in _told(err.errors()))) from None


def _told(details: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Without what pydantic says of a list only because its entries are wrong."""
    given = list(details)
    return [
        detail
        for detail in given
        if detail["type"] != "too_short"
        or not any(
            other is not detail and other["loc"][: len(detail["loc"])] == detail["loc"] for other in given
        )
    ]


def _problem(name: str, detail: ErrorDetails) -> Problem:
    """One pydantic error in plain words."""
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    found = shown(detail["input"])
    facts = {"file": name, "key": key, "found": found}
    match detail["type"]:
        case _ if detail["input"] is None and detail["type"] != "missing":
            return problem("{file}, {key}: the value is missing. Write it after the colon.", **facts)
        case "invalid_key":
            # The place is the key itself (or, for a date, a form of it that only Python writes).
            return problem("{file}: the key “{found}” is not known. Correct or remove it.", **facts)
        case "tuple_type" | "list_type":
            return problem("{file}, {key}: must be a list, each entry on lines that begin with “-”.", **facts)
        case "model_type" | "dict_type" | "model_attributes_type":
            return problem("{file}, {key}: must hold keys with values, not one value.", **facts)
        case "too_short":
            return problem("{file}, {key}: the list is empty. Write at least one entry.", **facts)
        case "extra_forbidden":
            fields = _fields_at(detail["loc"][:-1])
            return problem(
                "{file}: the key “{key}” is not known. Correct or remove it.",
                hint=did_you_mean(str(detail["loc"][-1]), fields),
                **facts,
            )
        case "missing":
            return problem("{file}: the key “{key}” is missing. Add it.", file=name, key=key)
        case "string_type":
            return problem("{file}, {key}: “{found}” must be text. Put it between double quotes.", **facts)
        case "string_pattern_mismatch":
            return problem("{file}, {key}: “{found}” does not have the form of such a value.", **facts)
        case "literal_error":
            known = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
            return problem(
                "{file}, {key}: “{found}” is not one of {known}.",
                hint=did_you_mean(str(found), known.split(", ")),
                known=known,
                **facts,
            )
        case "value_error":
            error = detail.get("ctx", {}).get("error")
            return _rule_problem(name, key, str(error))
        case kind if kind.startswith("date"):
            return problem("{file}, {key}: “{found}” is not a date. Write it as 2022-05-31.", **facts)
        case kind if kind.startswith("int"):
            return problem("{file}, {key}: “{found}” is not a whole number.", **facts)
        case _:
            return problem("{file}, {key}: not accepted ({cause}).", file=name, key=key, cause=detail["msg"])


_RULES = {
    "starts_on, cutoff_on and data_closed_on must follow each other": (
        "{file}, {key}: starts_on, cutoff_on and data_closed_on must follow each other in time."
    ),
    "revisions must be numbered 1, 2, …": "{file}, {key}: revisions must be numbered 1, 2, 3 and so on.",
    "revisions must be closed after the period and after each other": (
        "{file}, {key}: each revision's data_closed_on must lie after the one before it."
    ),
    "period_id must be unique": "{file}: two periods have the same period_id.",
    "items_outside_solutions must be unique": (
        "{file}: items_outside_solutions names an item twice, or two items with the same asks_for."
    ),
}
"""What the validators of papibook.model.plan say, as templates of ``errors``."""


def _rule_problem(name: str, key: str, said: str) -> Problem:
    message = _RULES.get(said)
    if message is None:
        return problem("{file}, {key}: not accepted ({cause}).", file=name, key=key, cause=said)
    return problem(message, file=name, key=key)


def _fields_at(loc: tuple[int | str, ...]) -> list[str]:
    """The known keys of the model that ``loc`` leads to."""
    model: type[BaseModel] = PlanFile
    for part in loc:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        found = _model_in(annotation)
        if found is None:
            return []
        model = found
    return list(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
