"""Standing: how the obligations of a unit, solution, dimension or the whole stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from papibook.ground.numbers import MISSING_MARK, NONE_MARK, NOT_REPORTED_MARK, round_half_up
from papibook.measures.flags import is_true
from papibook.measures.periods import compared_with, current, of_period
from papibook.measures.precision import SHARE_DECIMALS, percent, shown
from papibook.model.edition import EditionRow
from papibook.model.facts import Fact
from papibook.model.figures import About
from papibook.model.tables import STANDING

COUNTS = [name for name in STANDING.names if name.startswith("n_")]
SHORTFALLS = ("n_late", "n_overdue", "n_due_at_cutoff", "n_not_done_in_period", "n_not_reported")
"""What was due and not done on time, by what became of it: with n_on_time, all that is counted."""
NOT_REPORTED_PARTS = ("n_unsent", "n_unanswered")
"""Why n_not_reported of them are not: the unit sent nothing; its report is read, but not this row."""

ON_TRACK_PCT, BEHIND_PCT = 90.0, 70.0
"""Shares on time from which a group is on track, and below which it is behind: the report's own proposal (the
plan sets no such marks), said where the verdict stands."""
_OF_DUE = ["n_on_time", *(name for name in SHORTFALLS if name != "n_not_reported")]
_OF_ALL = ["n_in_progress", "n_not_due", "n_not_applicable", "n_done"]


def is_unknown(row: Mapping[Any, Any] | pd.Series[Any]) -> bool:
    """Whether nothing is known of what was due in a row of :func:`standing`: none of it is reported."""
    counted, unknown = row.get("n_counted"), row.get("n_not_reported")
    if counted is None or unknown is None or pd.isna(counted) or pd.isna(unknown):
        return False
    return 0 < int(counted) == int(unknown)


def grade(row: Mapping[Any, Any] | pd.Series[Any]) -> str:
    """How a row of :func:`standing` is graded: by its share on time as shown, whatever is late in it.

    Returns:
        on_track, partly, behind; not_due where nothing was due; not_reported where nothing of it is known.
    """
    if is_unknown(row):
        return "not_reported"
    share = row.get("share_on_time_pct")
    return "not_due" if share is None or pd.isna(share) else grade_of(float(share))


def grade_of(share_pct: float) -> str:
    """The grade of a share on time: on_track, partly, behind."""
    as_shown = round_half_up(share_pct, SHARE_DECIMALS)
    if as_shown >= ON_TRACK_PCT:
        return "on_track"
    return "behind" if as_shown < BEHIND_PCT else "partly"


def standing(
    obligations: pd.DataFrame, by: Sequence[str] = ("unit_id",), groups: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Counts and share on time, one row per group.

    Share on time = done on time ÷ obligations due by the cut-off, those of units that have not reported
    included; "not applicable", events and requests are not (design, section 2). Where nothing is counted
    there is no share. Requests stand outside every number here. n_on_time and SHORTFALLS add up to n_counted.

    Not reported is never 0: where all that was due is not reported, nobody knows how much of it was done, so
    there is no share and none of the numbers by status; nor of the rest, where all of it is not reported.

    Groups that owe nothing are absent, unless named in ``groups`` (a frame with the key columns): then they
    have zeros and no share. Obligations without a key (of no dimension) are in no group.

    Args:
        obligations: schema OBLIGATIONS. Of several periods only if ``by`` has ``period_id``: a year contains
            its halves, so adding them up would count the same duty twice.

    Returns:
        The keys, then the columns of schema STANDING; sorted by the keys.

    Raises:
        ValueError: several periods and no ``period_id`` in ``by``.
    """
    keys = list(by)
    if "period_id" not in keys and obligations["period_id"].nunique() > 1:
        raise ValueError("obligations of several periods: choose one (measures.current) or group by it")
    told = obligations[~is_true(obligations["is_request"])]
    status, counted = told["status"].fillna("").to_numpy(object), is_true(told["is_counted"]).to_numpy()
    unsent = is_true(told["is_unsent"]).to_numpy()
    flags = {
        "n_obligations": status != "",
        "n_counted": counted,
        "n_on_time": counted & (status == "done_on_time"),
        "n_late": counted & (status == "done_late"),
        "n_overdue": counted & (status == "overdue"),
        "n_due_at_cutoff": counted & (status == "due_at_cutoff"),
        "n_not_done_in_period": counted & (status == "not_done_in_period"),
        "n_not_reported": counted & (status == "not_reported"),
        "n_unsent": counted & (status == "not_reported") & unsent,
        "n_unanswered": counted & (status == "not_reported") & ~unsent,
        "n_in_progress": status == "in_progress",
        "n_not_due": status == "not_due",
        "n_not_applicable": status == "not_applicable",
        "n_done": (status == "done_on_time") | (status == "done_late"),
        "n_unreported_all": status == "not_reported",
    }
    numbers = pd.DataFrame({name: flag.astype("int64") for name, flag in flags.items()}, index=told.index)
    grouped = numbers.groupby([told[key] for key in keys], sort=True, dropna=True)
    result = grouped.sum().reset_index()
    if groups is not None:
        result = groups[keys].drop_duplicates().merge(result, on=keys, how="left", validate="one_to_one")
        result = result.sort_values(keys, kind="stable", ignore_index=True)
        result[COUNTS] = result[COUNTS].fillna(0)
    result[COUNTS] = result[COUNTS].astype("Int64")
    due, owed = result["n_counted"], result["n_obligations"]
    due_unknown, all_unknown = (
        (due > 0) & (due == result["n_not_reported"]),
        (owed > 0) & (owed == result["n_unreported_all"]),
    )
    result[_OF_DUE] = result[_OF_DUE].mask(due_unknown)
    result[_OF_ALL] = result[_OF_ALL].mask(all_unknown)
    result["share_on_time_pct"] = percent(result["n_on_time"], result["n_counted"])
    return result


def share_parts(row: Mapping[Any, Any] | pd.Series[Any]) -> tuple[float, float] | None:
    """On time and due, of which a row's share is; None where there is no share."""
    part, whole = row.get("n_on_time"), row.get("n_counted")
    if part is None or whole is None or pd.isna(part) or pd.isna(whole) or not whole:
        return None
    return float(part), float(whole)


def compared_rows(obligations: pd.DataFrame, edition: EditionRow) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The obligations of the edition's period and of the one it is compared with, of the same units.

    A unit of which nothing is known in one of them is in neither: what it did not report would look like work
    that was not done then, and its first report like progress.

    Args:
        obligations: schema OBLIGATIONS, rows of both periods.
    """
    sides = (current(obligations, edition), of_period(obligations, compared_with(edition)[0]))
    known = [set(rows.loc[rows["status"] != "not_reported", "unit_id"]) for rows in sides]
    both = list(known[0] & known[1])
    now, before = (rows[rows["unit_id"].isin(both)].reset_index(drop=True) for rows in sides)
    return now, before


def standing_changes(obligations: pd.DataFrame, by: Sequence[str], edition: EditionRow) -> pd.DataFrame:
    """The share on time of each group now and in the period it is compared with.

    Compared with the comparable period where its data is there, else with the one contained. Of groups of
    units both shares are those of the same units (:func:`compared_rows`). The change is that between the
    shares as shown, in percentage points.

    Returns:
        The keys, n_counted, n_on_time, share_on_time_pct, the same three of before (previous_n_counted,
        previous_n_on_time, previous_pct), change, n_same_units (on how many units both stand; empty where
        nothing is compared, and of a group within one unit), n_units (of how many), basis (comparable,
        contained, none), direction_of_change (better, worse, same; empty without comparison).
    """
    keys = list(by)
    period_id, basis = compared_with(edition)
    told = [*keys, "n_counted", "n_on_time", "share_on_time_pct"]
    owed = current(obligations, edition)
    now, before = owed, of_period(obligations, period_id)
    n_same_units: int | None = None
    if "unit_id" not in keys and len(before):
        same = compared_rows(obligations, edition)
        n_same_units = same[0]["unit_id"].nunique()
        now, before = same if n_same_units else (owed, same[1])
    before = standing(before, keys)[told].rename(
        columns={
            "n_counted": "previous_n_counted",
            "n_on_time": "previous_n_on_time",
            "share_on_time_pct": "previous_pct",
        }
    )
    everything = standing(owed, keys)
    rows = standing(now, keys, everything)[told].merge(before, on=keys, how="left", validate="one_to_one")
    share, previous = (shown(rows[name], SHARE_DECIMALS) for name in ("share_on_time_pct", "previous_pct"))
    rows["change"] = shown(share - previous, SHARE_DECIMALS)
    compared = rows["change"].notna()
    rows["n_same_units"] = pd.Series(n_same_units, index=rows.index, dtype="Int64").where(compared)
    rows["n_units"] = owed["unit_id"].nunique()
    rows["basis"] = pd.Series(basis, index=rows.index, dtype="string").where(compared, "none")
    rows["direction_of_change"] = (
        pd.Series("same", index=rows.index, dtype="string")
        .mask(rows["change"] > 0, "better")
        .mask(rows["change"] < 0, "worse")
        .where(compared)
    )
    return rows


def standing_facts(row: Mapping[Any, Any] | pd.Series[Any], about: About) -> dict[str, Fact]:
    """A row of :func:`standing` as named values; a count that is not there is missing, not 0.

    Where it is not there because nobody reported, its mark says so.

    Returns:
        n_obligations, n_counted, n_on_time, those of SHORTFALLS and NOT_REPORTED_PARTS, n_later (in progress
        or not yet due), share_on_time.
    """
    counts = ["n_obligations", "n_counted", "n_on_time", *SHORTFALLS, *NOT_REPORTED_PARTS]
    mark = NOT_REPORTED_MARK if is_unknown(row) else MISSING_MARK
    facts = {name: Fact(about.figure(name, row.get(name)), missing=mark) for name in counts}
    later = [row.get(name) for name in ("n_in_progress", "n_not_due")]
    known = [int(value) for value in later if value is not None and not pd.isna(value)]
    facts["n_later"] = Fact(
        about.figure("n_later", sum(known) if len(known) == len(later) else None), missing=mark
    )
    share = about.figure("share_on_time", row.get("share_on_time_pct"))
    nothing = NOT_REPORTED_MARK if is_unknown(row) else NONE_MARK
    facts["share_on_time"] = Fact(share, "percent", SHARE_DECIMALS, nothing, share_parts(row))
    return facts
