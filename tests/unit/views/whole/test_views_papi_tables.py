"""Official scores and ranks are two tables: a reader compares years, not fourteen columns."""

from __future__ import annotations

from test_views_whole_charts import scores
from views_frames import dimensions, edition

from papibook import views as v
from papibook.model.table import Cell, TableValue


def test_scores_and_ranks_have_a_table_each_with_one_column_a_year() -> None:
    published = scores().iloc[:3]
    tables = [
        build(published, dimensions(), edition()) for build in (v.papi_scores_table, v.papi_ranks_table)
    ]
    shown = [[str(cell.content[0]) for cell in last(table)] for table in tables]
    assert [[column.heading for column in table.columns][1:] for table in tables] == [
        ["2019", "2020", "2021"]
    ] * 2
    assert shown[0][1:3] == ["40,00", "41,00"]
    assert shown[1][-3:] == ["50/60", "49/60", "48/60"]
    assert not any(column.spanner for table in tables for column in table.columns)


def last(table: object) -> tuple[Cell, ...]:
    assert isinstance(table, TableValue)
    return table.rows[-1].cells
