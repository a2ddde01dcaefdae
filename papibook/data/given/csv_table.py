"""CSV tables with a declared schema: read strictly, written so that a diff reads well."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd

from papibook.ground.errors import cause_of
from papibook.ground.numbers import all_digits
from papibook.ground.problems import Problem, problem, refuse_tables
from papibook.ground.similar import did_you_mean
from papibook.ground.whole_file import write_whole
from papibook.model.frames import DAY, FLAG, INTEGER, MOMENT, NUMBER, TEXT, Column, Schema

MAX_PROBLEMS = 20
"""Of one file; more of the same helps nobody."""

LINE = "line"
"""A schema's column of this name is none of the file: it holds the line in which the row ends."""

KINDS = {
    INTEGER: "a whole number such as 12",
    NUMBER: "a number such as 12.5 (decimal point, no thousands separator)",
    FLAG: "true or false",
    DAY: "a date such as 2022-05-31",
    MOMENT: "a local time such as 2022-05-31T16:30:00",
}
"""How each kind of column is written in a table; msgids of ``errors``."""


def read_csv(path: Path, schema: Schema) -> pd.DataFrame:
    """The table at ``path`` as a frame of ``schema``: UTF-8, comma, NFC text, empty cell = missing.

    Raises:
        RefusedTablesError: file, line and column of everything that is wrong, and what to do.
    """
    frame, problems = scan_csv(path, schema)
    refuse_tables(problems)
    return frame


def scan_csv(path: Path, schema: Schema, *, name: str = "") -> tuple[pd.DataFrame, list[Problem]]:
    """Like :func:`read_csv`, with the problems returned instead of raised.

    With problems the frame is empty: nobody should go on with half a table. ``name``: what messages call
    the file, where there are several of one name.
    """
    name = name or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return schema.empty(), [
            problem("{file} is missing. It must stand in {folder}.", file=name, folder=path.parent.name)
        ]
    except OSError as err:
        return schema.empty(), [problem("{file} cannot be opened ({cause}).", file=name, cause=cause_of(err))]
    except UnicodeDecodeError as err:
        line = err.object[: err.start].count(b"\n") + 1
        return schema.empty(), [
            problem("{file}, line {line}: not UTF-8. Save the file as “CSV UTF-8”.", file=name, line=line)
        ]
    return _parse(unicodedata.normalize("NFC", text), name, schema)


def _parse(text: str, name: str, schema: Schema) -> tuple[pd.DataFrame, list[Problem]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[dict[str, object]] = []
    problems: list[Problem] = []
    try:
        header = next(reader, [])
        if not any(header):
            return schema.empty(), [problem("{file} is empty. Restore the last good version.", file=name)]
        if len(header) == 1 and (separator := _other_separator(header[0], schema)):
            return schema.empty(), [
                problem(
                    "{file}: the cells are separated by “{found}”, not by commas. "
                    "Save the file as “CSV UTF-8”, separated by commas.",
                    file=name,
                    found=separator,
                )
            ]
        problems = _header_problems(header, name, schema)
        if problems:
            return schema.empty(), problems
        kinds = {column.name: column for column in schema.columns}
        for row in reader:
            if len(row) != len(header):
                if row:
                    problems.append(
                        problem(
                            "{file}, line {line}: {found} cells where the header has {wanted}. "
                            "Put text that has a comma between double quotes.",
                            file=name,
                            line=reader.line_num,
                            found=len(row),
                            wanted=len(header),
                        )
                    )
                continue
            record: dict[str, object] = {LINE: reader.line_num} if LINE in kinds else {}
            for column_name, cell in zip(header, row, strict=True):
                value, refused = _cell(cell.strip(), kinds[column_name])
                record[column_name] = value
                if refused:
                    problems.append(_cell_problem(name, reader.line_num, column_name, cell, refused))
            records.append(record)
    except csv.Error:
        problems.append(
            problem(
                "{file}, line {line}: not a readable CSV line. Look for a stray double quote.",
                file=name,
                line=reader.line_num,
            )
        )
    if problems:
        return schema.empty(), problems[:MAX_PROBLEMS]
    frame = schema.from_records(records)
    return (schema.empty(), found) if (found := _key_problems(frame, name, schema)) else (frame, [])


def _other_separator(header: str, schema: Schema) -> str:
    """What stands between the columns' names instead of a comma: Excel takes it from the system's region."""
    names = set(schema.names)
    signs = {";": ";", "\t": "Tab", "|": "|"}
    return next((shown for sign, shown in signs.items() if names & set(header.split(sign))), "")


def _cell_problem(name: str, line: int, column: str, cell: str, kind: str) -> Problem:
    # Each kind is a template of its own, because the words of a kind are translated with the sentence.
    return problem(
        "{file}, line {line}, column {column}: “{found}” is not " + KINDS[kind] + ".",
        file=name,
        line=line,
        column=column,
        found=cell,
    )


def _header_problems(header: list[str], name: str, schema: Schema) -> list[Problem]:
    names = [name for name in schema.names if name != LINE]
    added = {column.name for column in schema.columns if column.is_added}
    missing = [column for column in names if column not in header and column not in added]
    problems = []
    for position, column in enumerate(header, start=1):
        if column not in names:
            problems.append(
                problem(
                    "{file}, line 1: column {position} is named “{found}”; this table has no such column.",
                    hint=did_you_mean(column, missing),
                    file=name,
                    position=position,
                    found=column,
                )
            )
        elif header.index(column) != position - 1:
            problems.append(
                problem(
                    "{file}, line 1: column “{found}” stands there twice. Remove one.",
                    file=name,
                    found=column,
                )
            )
    problems += [
        problem(
            "{file}, line 1: column “{column}” is missing. Add it (its cells may be empty).",
            file=name,
            column=column,
        )
        for column in missing
    ]
    return problems


def _key_problems(frame: pd.DataFrame, name: str, schema: Schema) -> list[Problem]:
    key = list(schema.key)
    if not key:
        return []
    required = [column for column in key if column in schema.required]
    problems = [
        problem(
            "{file}: {count} rows have no {column}. It must be filled in.",
            file=name,
            count=int(count),
            column=column,
        )
        for column, count in frame[required].isna().sum().items()
        if count
    ]
    twice = frame.loc[frame.duplicated(key), key].drop_duplicates()
    for values in twice.itertuples(index=False):
        found = ", ".join(str(value) for value in values if value is not pd.NA)
        problems.append(
            problem(
                "{file}: {column} “{found}” stands there more than once. Keep one row.",
                file=name,
                column=", ".join(key),
                found=found,
            )
        )
    return problems[:MAX_PROBLEMS]


def _cell(cell: str, column: Column) -> tuple[object, str]:
    """The value of a cell, and the kind it fails to be (empty when it is right)."""
    if cell == "":
        return None, ""
    try:
        return _PARSERS[column.kind](cell), ""
    except ValueError:
        return None, column.kind


def _integer(cell: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", cell):
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        raise ValueError(cell)
    value = float(cell)
    if Decimal(all_digits(value)) != Decimal(cell):  # digits would be lost without a word
        raise ValueError(cell)
    return value


def _flag(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(cell)
    return cell == "true"


def _day(cell: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell):  # fromisoformat also takes week dates and 20220531
        raise ValueError(cell)
    day = date.fromisoformat(cell)
    return datetime(day.year, day.month, day.day)


def _moment(cell: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?", cell):
        raise ValueError(cell)
    return datetime.fromisoformat(cell)


_PARSERS: dict[str, Callable[[str], object]] = {
    TEXT: str,
    INTEGER: _integer,
    NUMBER: _number,
    FLAG: _flag,
    DAY: _day,
    MOMENT: _moment,
}


def format_csv(frame: pd.DataFrame, schema: Schema | None = None) -> str:
    """``frame`` as CSV text: comma, LF, ISO days, true/false, shortest numbers, missing = empty.

    Without a schema a column of midnights is written as days. A column that was added to the schema is left
    out while it is empty.
    """
    days = {column.name for column in schema.columns if column.kind == DAY} if schema else _day_columns(frame)
    added = {column.name for column in schema.columns if column.is_added} if schema else set()
    frame = frame[[name for name in frame.columns if name not in added or frame[name].notna().any()]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        writer.writerow(_written(value, name in days) for name, value in zip(frame.columns, row, strict=True))
    return out.getvalue()


def _day_columns(frame: pd.DataFrame) -> set[str]:
    moments = [name for name in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[name])]
    return {name for name in moments if (frame[name].dropna().dt.normalize() == frame[name].dropna()).all()}


def _written(value: object, is_day: bool) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if pd.api.types.is_bool(value):  # also numpy's
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, float):
        return all_digits(value)
    return str(value)


def write_csv(frame: pd.DataFrame, path: Path, schema: Schema | None = None) -> None:
    """Write ``frame`` to ``path`` in one step: a reader sees the old file or the whole new one."""
    write_whole(path, format_csv(frame, schema).encode("utf-8"), is_durable=True)
