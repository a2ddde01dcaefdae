"""Tables and settings as the texts of files that people go on with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import yaml

from papibook.model.frames import Schema


def table_text(schema: Schema, rows: Iterable[Mapping[str, object]]) -> str:
    """``rows`` as CSV: the schema's columns, of those added later and of others the ones that are filled."""
    names = [column.name for column in schema.columns if not column.is_added]
    given = list(rows)
    extra = [name for row in given for name in row if name not in names]
    return rows_text(given, [*names, *dict.fromkeys(extra)])


def rows_text(rows: Sequence[Mapping[str, object]], names: Sequence[str] | None = None) -> str:
    """``rows`` as CSV with the columns ``names``; without them, those of the first row."""
    names = names or list(rows[0])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(names)
    return out.getvalue() + lines_text(rows, names)


def lines_text(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> str:
    """``rows`` as lines of CSV below a head that is there already."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[_cell(row.get(name, "")) for name in names] for row in rows]
    )
    return out.getvalue()


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Plain(yaml.SafeDumper):
    """Says a value again where it stands again: people read these files."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def yaml_text(content: Mapping[str, object]) -> str:
    """``content`` as YAML, in its own order."""
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
