"""docs/columns.md cannot drift from the schemas, and says every column and key in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from papibook.ground.texts import say
from papibook.model.frames import Schema
from papibook.model.tables import given
from papibook.model.tables.columns_page import FILES, columns_page, kept_tables, keys_of_settings
from papibook.model.tables.plan_keys import KEYS

ROOT = Path(__file__).parents[3]
NOT_KEPT = {"commentary", "rules"}
"""Commentary is text; how rules are written is told where they are read (docs/architecture.md)."""


def test_page_of_columns_is_the_one_made_from_the_schemas(golden: Callable[[str, str], None]) -> None:
    golden("../../docs/columns.md", columns_page())


def test_every_table_that_the_office_keeps_is_on_the_page() -> None:
    kept = {value.name for value in vars(given).values() if isinstance(value, Schema)}
    assert {schema.name for schema in kept_tables()} == kept - NOT_KEPT


def test_every_file_stands_where_the_page_says() -> None:
    (plan_id,) = [path.name for path in (ROOT / "data/plans").iterdir() if path.is_dir()]
    may_be_absent = {
        "unit_changes",
        "serves",
        "own_index",
        "follow_up",
        "urgings",
        "recipients",
        "confirmations",
        "edition_steps",
        "persons",
        "groups",
        "checklists",
    }
    for schema in kept_tables():
        file = ROOT / FILES[schema.name].replace("<plan_id>", plan_id)
        assert file.is_file() or schema.name in may_be_absent, file


def test_every_column_and_key_has_its_words() -> None:
    columns = [f"{schema.name} {column.name}" for schema in kept_tables() for column in schema.columns]
    assert [name for name in columns if say("columns", name) == name] == []
    keys = [f"{place} {name}" for place, model in keys_of_settings() for name in model.model_fields]
    assert set(keys) == set(KEYS)
    assert [name for name in keys if say("columns", KEYS[name]) == KEYS[name]] == []
