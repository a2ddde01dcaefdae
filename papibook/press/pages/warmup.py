"""What the kernel server does once, so that no kernel has to: find plugins, compile patterns, import.

Libraries put such work off until it is first needed, and each page is a process of its own that would pay
for it: a third of the time its cells take. The warm-up knows no page and leaves nothing behind except those
caches.
"""

from __future__ import annotations

import pandas as pd

from papibook.views.common.charts import Spec, chart_value, share_bars, status_bars
from papibook.views.common.tables import TableColumn, TableShape, make_table


def warm_up() -> None:
    """Do once what a page does: merge, group and sort a table, write it and draw it."""
    rows = pd.DataFrame(
        {
            "name": pd.Series(["a", "b"], dtype="string"),
            "status_id": pd.Series(["overdue", "overdue"], dtype="string"),
            "n": pd.Series([1, None], dtype="Int64"),
            "share": [12.5, None],
            "is_late": pd.Series([True, None], dtype="boolean"),
            "due": pd.to_datetime(pd.Series(["2022-05-31", None])),
        }
    )
    rows = rows.assign(label=rows["name"].str.upper(), tip=rows["due"].dt.strftime("%d/%m/%Y"), status="x")
    counts = rows.groupby("name", as_index=False, dropna=False).agg(total=("n", "sum"))
    merged = rows.merge(counts, on="name", how="left", validate="one_to_one")
    merged = pd.concat([merged, merged], ignore_index=True).drop_duplicates(ignore_index=True)
    drawn = merged.sort_values(["name", "due"], kind="stable", ignore_index=True)
    drawn.to_dict("records")
    make_table(drawn, [TableColumn("name", "Name")], TableShape("warmup", "Warm-up"))
    bars = share_bars(
        drawn, name="name", share="share", reference="share", axis_title="%", reference_label="%"
    )
    _draw(bars, drawn)
    _draw(status_bars(drawn, name="name", axis_title="n"), drawn)


def _draw(spec: Spec, data: pd.DataFrame) -> None:
    chart_value(spec, chart_id="chart", title="title", alt_text="alt", source="source", data=data)
