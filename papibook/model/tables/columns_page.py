"""``docs/columns.md``: every table and setting that the office keeps, column by column, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from papibook.ground.texts import say
from papibook.model.frames import Column, Schema
from papibook.model.plan import PlaceWords, PlanFile
from papibook.model.tables import given
from papibook.model.tables.plan_keys import KEYS

FILES: Mapping[str, str] = {
    "dimensions": "data/reference/dimensions.csv",
    "subdimensions": "data/reference/subdimensions.csv",
    "groups": "data/reference/groups.csv",
    "units": "data/reference/units.csv",
    "unit_changes": "data/reference/unit_changes.csv",
    "unit_aliases": "data/reference/unit_aliases.csv",
    "indicators": "data/reference/indicators.csv",
    "papi_scores": "data/reference/papi_scores.csv",
    "solutions": "data/plans/<plan_id>/solutions.csv",
    "tasks": "data/plans/<plan_id>/tasks.csv",
    "targets": "data/plans/<plan_id>/targets.csv",
    "checklists": "data/plans/<plan_id>/checklists.csv",
    "serves": "data/plans/<plan_id>/serves.csv",
    "directives": "data/plans/<plan_id>/directives.csv",
    "own_index": "data/plans/<plan_id>/own_index.csv",
    "follow_up": "data/followup.csv",
    "recipients": "data/plans/<plan_id>/recipients.csv",
    "urgings": "data/urgings.csv",
    "confirmations": "data/confirmations.csv",
    "persons": "data/persons.csv",
    "edition_steps": "data/editions.csv",
}
"""Where each table lies in a project; those that this version has are on the page."""

_INTRO = """\
# Columns · Từ điển các cột

Every table that the office keeps, and plan.yml. This page is made from the schemas
(`papibook.model.tables.columns_page`); a test compares. CSV files are UTF-8, with the names below in their
first line. A cell that holds several ids has `;` between them. An empty cell is a missing value, never 0. A
column or key that is *not required* may be empty; one marked *may be absent* need not be in the file at all.

*Các bảng do cơ quan thường trực quản lý và tệp plan.yml. Trang này được lập từ mã nguồn. Tệp CSV dùng bảng mã
UTF-8, dòng đầu là tên cột như dưới đây. Ô ghi nhiều mã thì ngăn cách bằng dấu `;`. Ô trống là chưa có số
liệu, không phải số 0. Cột không bắt buộc được để trống; cột ghi “may be absent · có thể không có” thì tệp
không cần có.*

| kind · kiểu | |
|---|---|
| text · văn bản | |
| integer · số nguyên, number · số | `12`, `12.5` |
| flag · đúng, sai | `true`, `false` |
| day · ngày | `2026-06-30` |
"""

_HEAD = (
    "\n| column · cột | Tiếng Việt | English | kind · kiểu | required · bắt buộc | values · giá trị |\n"
    "|---|---|---|---|---|---|\n"
)
_KINDS = {
    "text": "text · văn bản",
    "integer": "integer · số nguyên",
    "number": "number · số",
    "flag": "flag · đúng, sai",
    "day": "day · ngày",
    "moment": "moment · thời điểm",
}
_SETTINGS = """
<a id="plan-yml"></a>

## plan.yml

`data/plans/<plan_id>/plan.yml`. A key that is not here is refused.

*Khóa không có trong bảng này thì không được nhận.*
"""
_LIST, _MAP = "list · danh sách", "by name · theo tên"


def kept_tables() -> tuple[Schema, ...]:
    """The tables of :data:`FILES` that there are, in that order."""
    known = {value.name: value for value in vars(given).values() if isinstance(value, Schema)}
    return tuple(known[name] for name in FILES if name in known)


def keys_of_settings() -> tuple[tuple[str, type[BaseModel]], ...]:
    """The parts of plan.yml by where they stand in it: the file itself, then each part once."""
    found: dict[type[BaseModel], str] = {PlanFile: "plan.yml"}
    waiting: list[type[BaseModel]] = [PlanFile]
    while waiting:
        model = waiting.pop(0)
        for name, key in model.model_fields.items():
            for inner in _models_in(key.annotation):
                if inner not in found:
                    found[inner] = name if found[model] == "plan.yml" else f"{found[model]}.{name}"
                    waiting.append(inner)
    return tuple((place, model) for model, place in found.items())


def columns_page() -> str:
    """The page as Markdown."""
    listed = "".join(f"- [`{schema.name}`](#{schema.name})\n" for schema in kept_tables())
    parts = [f"{_INTRO}\n{listed}- [plan.yml](#plan-yml)\n", *map(_table, kept_tables()), _SETTINGS]
    return "".join([*parts, *(_keys(place, model) for place, model in keys_of_settings())])


def _table(schema: Schema) -> str:
    key = ", ".join(f"`{name}`" for name in schema.key)
    told = f"One row for each {key}. · *Mỗi dòng một {key}.*\n" if key else ""
    head = f'\n<a id="{schema.name}"></a>\n\n## {schema.name}\n\n`{FILES[schema.name]}`. {told}'
    return f"{head}{_HEAD}" + "".join(_column(schema, column) for column in schema.columns)


def _column(schema: Schema, column: Column) -> str:
    required = "yes · có" if column.name in schema.required else ""
    if column.is_added:
        required = "may be absent · có thể không có"
    words = ", ".join(f"`{word}`" for word in column.allowed)
    referred = ", ".join(_link(name) for name in column.refers_to)
    values = "; ".join(filter(None, (words, f"id · mã: {referred}" if referred else "")))
    english = column.meaning if column.meaning != ", ".join(column.allowed) else ""
    return _row(
        column.name,
        say("columns", f"{schema.name} {column.name}"),
        english or column.name.replace("_", " "),
        _KINDS[column.kind],
        required,
        values,
    )


def _link(name: str) -> str:
    if name == "items":
        return "[`items_outside_solutions`](#plan-yml)"
    return f"[`{name}`](#{'plan-yml' if name == 'periods' else name})"


def _keys(place: str, model: type[BaseModel]) -> str:
    title = "" if place == "plan.yml" else f"\n### {place}\n"
    return f"{title}{_HEAD}" + "".join(
        _row(
            name,
            say("columns", KEYS[f"{place} {name}"]),
            KEYS[f"{place} {name}"],
            _kind(key.annotation),
            "yes · có" if key.is_required() and not _from_level(model, key.annotation) else "",
            _words(key.annotation),
        )
        for name, key in model.model_fields.items()
    )


def _from_level(model: type[BaseModel], annotation: Any) -> bool:
    """Whether what plan.yml leaves out is taken from the place's level."""
    return PlaceWords in (model, annotation)


def _row(name: str, vietnamese: str, *others: str) -> str:
    return "| " + " | ".join((f"`{name}`", vietnamese, *others)) + " |\n"


def _kind(annotation: Any) -> str:
    """What a key holds."""
    origin = get_origin(annotation)
    inner = [each for each in get_args(annotation) if each is not NoneType]
    if origin is Annotated:
        return _kind(inner[0])
    if origin in (Union, UnionType):
        return _kind(inner[0])
    if origin is Literal:
        return _KINDS["text"]
    if origin is tuple:
        return f"{_LIST}: {_kind(inner[0])}"
    if origin is not None:
        return f"{_MAP}: {_kind(inner[-1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return next(f"[{place}](#plan-yml)" for place, model in keys_of_settings() if model is annotation)
    kinds = {"str": "text", "int": "integer", "float": "number", "bool": "flag", "date": "day"}
    return _KINDS[kinds[annotation.__name__]]


def _words(annotation: Any) -> str:
    return ", ".join(f"`{word}`" for word in _literals(annotation))


def _literals(annotation: Any) -> Iterator[str]:
    for each in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield str(each)
        else:
            yield from _literals(each)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models_in(each)
