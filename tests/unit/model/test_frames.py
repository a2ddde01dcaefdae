"""Frames brought to a schema, and facts looked up in a table."""

import pandas as pd
import pytest

from papibook.model.frames import Schema, columns, left_lookup

TABLE = Schema("t", columns(name="text", n="integer", on="day"), ("name", "n"))
ROWS = [
    {"name": name, "n": n, "on": None} for name, n in (("b", 2), ("a", 3), ("b", None), ("b", 1), (None, 1))
]


def test_rows_come_in_the_order_of_the_key_missing_last() -> None:
    made = TABLE.coerce(pd.DataFrame(ROWS))
    found = list(zip(made["name"].fillna("-"), made["n"].fillna(0), strict=True))
    assert found == [("a", 3), ("b", 1), ("b", 2), ("b", 0), ("-", 1)]


def test_what_conforms_already_is_given_back_alike_and_apart() -> None:
    made = TABLE.coerce(pd.DataFrame(ROWS))
    again = TABLE.coerce(made)
    pd.testing.assert_frame_equal(again, made)
    again.loc[0, "name"] = "z"
    assert made.loc[0, "name"] == "a"


def test_a_part_of_a_table_is_counted_anew_and_mixed_rows_are_sorted() -> None:
    made = TABLE.coerce(pd.DataFrame(ROWS[:2]))
    pd.testing.assert_frame_equal(TABLE.coerce(made.iloc[::-1]), made)
    assert list(TABLE.coerce(made.iloc[1:]).index) == [0]


def test_facts_are_looked_up_row_by_row_and_missing_where_unknown() -> None:
    rows = pd.DataFrame({"name": ["b", "x", "b"]}, index=[5, 3, 9])
    facts = TABLE.coerce(pd.DataFrame([{"name": "b", "n": 7}, {"name": "c", "n": 8}]))
    found = left_lookup(rows, facts, "name", ["n"])
    assert found["n"].fillna(-1).tolist() == [7, -1, 7]
    assert list(found.index) == [5, 3, 9]


def test_facts_that_contradict_each_other_are_refused() -> None:
    twice = pd.DataFrame({"name": ["b", "b"], "n": [1, 2]})
    with pytest.raises(ValueError, match=r"name twice: .*b"):
        left_lookup(pd.DataFrame({"name": ["b"]}), twice, "name", ["n"])
