"""One row of what was written per unit and task or indicator."""

from __future__ import annotations

import pandas as pd

from papibook.measures.flags import is_true


def one_row_each(written: pd.DataFrame, key: str) -> pd.DataFrame:
    """``written`` with one row per unit and ``key``; rows that stand there twice are refused.

    Which of two rows is meant cannot be known, so neither is read (finding ``task.duplicate`` or
    ``indicator.duplicate``); the first stays to show where they stand.
    """
    keys = ["unit_id", key]
    twice = written.duplicated(keys, keep=False)
    refused = is_true(written["is_refused"]) | twice
    return written.assign(is_refused=refused).drop_duplicates(keys, keep="first", ignore_index=True)
