"""Whether a row that is owed has its answer."""

from __future__ import annotations

import pandas as pd

from papibook.measures.flags import is_true

ANSWERED, REFUSED, OPEN = "answered", "refused", "open"
"""An answer; one that an error keeps out, to be mended; none."""


def task_answers(obligations: pd.DataFrame) -> pd.Series:
    """How each row of OBLIGATIONS is answered: a status that was written and not refused is an answer."""
    return _told(obligations["written_status"].notna(), is_true(obligations["is_refused"]))


def figure_answers(figures: pd.DataFrame) -> pd.Series:
    """How each row of FIGURES is answered."""
    return _told(is_true(figures["is_answered"]), figures["obs_status"] == "refused")


def _told(answered: pd.Series, refused: pd.Series) -> pd.Series:
    words = pd.Series(OPEN, index=answered.index, dtype="string")
    return words.mask(answered, ANSWERED).mask(is_true(refused), REFUSED)


def one_row_each(written: pd.DataFrame, key: str) -> pd.DataFrame:
    """``written`` with one row per unit and ``key``; rows that stand there twice are refused.

    Which of two rows is meant cannot be known, so neither is read (finding ``task.duplicate`` or
    ``indicator.duplicate``); the first stays to show where they stand.
    """
    keys = ["unit_id", key]
    twice = written.duplicated(keys, keep=False)
    refused = is_true(written["is_refused"]) | twice
    return written.assign(is_refused=refused).drop_duplicates(keys, keep="first", ignore_index=True)
