"""Unit × dimension: the share on time of each, as one picture of who stands where."""

from __future__ import annotations

import textwrap

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number, format_share, round_half_up
from papibook.ground.texts import say
from papibook.measures.flags import is_true
from papibook.measures.precision import SHARE_DECIMALS, shown
from papibook.measures.standing import NOT_REPORTED_PARTS, is_unknown, standing
from papibook.model.groups import group_noun, members_of
from papibook.model.inline import Inline
from papibook.model.status import BY_ID
from papibook.views.common import sentences, theme, words
from papibook.views.common.charts import chart_value, layered, records, rows_height
from papibook.views.common.display import Chart, Html, escape
from papibook.views.common.edition import EditionRow, units_source
from papibook.views.common.links import linked_units
from papibook.views.common.rows import Row, cut, rows_of, tuples_of
from papibook.views.common.vega import alt

ALL = "all"
"""Key of the column and the row that stand for all together."""
_LIGHT, _DARK_FROM = "#EAF1F8", 55
_HEAD_LINE = 15
"""Pixels between the lines of a column's head."""
_NAMED = 3
"""Dimensions that share an end of the scale and are still named in the title."""

_MOST_ROWS, _AT_EACH_END = 60, 10
"""Of more units only both ends are drawn, or nobody could read the picture on paper."""


def share_heatmap(
    obligations: pd.DataFrame,
    units: pd.DataFrame,
    dimensions: pd.DataFrame,
    edition: EditionRow,
    unit_group: str,
    *,
    reading: str = "",
) -> Chart | Html:
    """Unit × dimension: the share on time in each cell, of few cases both numbers; darker is more.

    ``∅`` where nothing is known because the unit has not reported, ``–`` where nothing is due, blank where
    the unit has no task. The last column and row take all together, what belongs to no dimension
    included. Units stand by their share, the highest first, and those of which nothing is known last; the
    page lets a reader switch to the order of the units, in which the CSV has them. Of more units than a
    page can show it draws, of those that reported, the ones with the highest and the lowest share
    (the others: :func:`units_not_drawn`). A sentence stands where the plan has no such units.

    Args:
        obligations: schema OBLIGATIONS, rows of one period.
        units, dimensions: schemas SHOWN_UNITS, DIMENSIONS.
        unit_group: id of the group whose units are shown.
        reading: how to read the picture, in the template's words, before the source.
    """
    members = members_of(units, unit_group)
    if members.empty:
        nothing = say("views_whole", "No unit of this kind reports on the plan.")
        return Html(f'<p class="pb-muted">{escape(nothing)}</p>')
    own = obligations[obligations["unit_id"].isin(members["unit_id"])]
    row, column = _heat_rows(members), _heat_columns(dimensions)
    cells = _heat_cells(own, row, column)
    is_all = len(members) <= _MOST_ROWS
    drawn = _drawn(cells, [*_by_share(cells), *(_unknown(cells) if is_all else ())], is_all=is_all)
    across, down = list(column.values()), list(dict.fromkeys(drawn["row"]))
    base = alt.Chart(records(drawn)).encode(
        x=alt.X(
            "column:N",
            sort=None,
            scale=alt.Scale(domain=across, paddingInner=0.04),
            axis=alt.Axis(
                orient="top",
                title=None,
                labelAngle=0,
                labelFontSize=11,
                labelExpr="split(datum.label, '|')",
                labelLimit=120,
                domain=False,
                ticks=False,
                labelBaseline="bottom",
                labelLineHeight=_HEAD_LINE,
                labelPadding=_HEAD_LINE * (_head_lines(across) - 1) + 6,
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=None,
            scale=alt.Scale(domain=down, paddingInner=0.06),
            axis=alt.Axis(title=None, labelLimit=140),
        ),
        tooltip=[alt.Tooltip("tip:N", title=None)],
    )
    tiles = base.mark_rect(stroke=theme.FAINT, strokeWidth=0.6).encode(fill=alt.Fill("fill:N", scale=None))
    numbers = base.mark_text(fontSize=13).encode(
        text=alt.Text("label:N"), color=alt.Color("ink:N", scale=None)
    )
    return chart_value(
        layered(tiles, numbers, height=rows_height(drawn["row"], 26)),
        chart_id=f"heatmap-{unit_group}",
        title=_heat_title(cells, group_noun(units, unit_group)),
        alt_text=_heat_alt(drawn),
        source=units_source(
            edition, reading, _with_all(edition), "" if is_all else _ends_note(cells, len(members))
        ),
        min_width=600,
        orders={
            say("views_whole", "By standing"): down,
            say("views_whole", "In administrative order"): list(dict.fromkeys(cells["row"])),
        }
        if is_all
        else None,
        # The row of all stands for the group; "all" is every unit of the plan.
        data=cells.assign(unit_id=cells["unit_id"].replace(ALL, unit_group))[
            [
                "unit_id",
                "dimension_id",
                "n_counted",
                "n_on_time",
                "n_not_reported",
                *NOT_REPORTED_PARTS,
                "share_on_time_pct",
            ]
        ],
    )


def units_not_drawn(
    obligations: pd.DataFrame, units: pd.DataFrame, dimensions: pd.DataFrame, unit_group: str
) -> tuple[Html, ...]:
    """By name, those that :func:`share_heatmap` leaves out since they have no share, and why they have none.

    Nothing where it draws all.

    Args:
        obligations, units, dimensions, unit_group: as there.
    """
    members = members_of(units, unit_group)
    if len(members) <= _MOST_ROWS:
        return ()
    own = obligations[obligations["unit_id"].isin(members["unit_id"])]
    known = set(_by_share(_heat_cells(own, _heat_rows(members), _heat_columns(dimensions))))
    silent = set(own.loc[is_true(own["is_unsent"]), "unit_id"])
    due = set(own.loc[is_true(own["is_counted"]), "unit_id"])
    kinds: dict[str, list[Inline]] = {
        "{n} units not drawn have not reported": [],
        "{n} units not drawn: no valid answer to what was due": [],
        "{n} units not drawn: nothing was due of them": [],
    }
    not_sent, not_answered, not_due = kinds.values()
    for unit_id, name in linked_units(members).items():
        if unit_id not in known:
            (not_sent if unit_id in silent else not_answered if unit_id in due else not_due).append(name)
    return tuple(
        sentences.names_below(say("views_whole", text, n=len(names)), names)
        for text, names in kinds.items()
        if names
    )


def _heat_rows(members: pd.DataFrame) -> dict[str, str]:
    names = dict(zip(members["unit_id"], members["short_name"], strict=True))
    return {**names, ALL: say("views_whole", "All together")}


def _heat_columns(dimensions: pd.DataFrame) -> dict[str, str]:
    names = {d.dimension_id: _wrapped(d.dimension_id, d.short_name) for d in tuples_of(dimensions)}
    names[ALL] = say("views_whole", "All")
    lines = _head_lines(list(names.values()))
    # Vega sets the lines of a label downwards: blank first lines keep short names at the bottom.
    return {key: "|" * (lines - 1 - label.count("|")) + label for key, label in names.items()}


def _heat_cells(own: pd.DataFrame, row: dict[str, str], column: dict[str, str]) -> pd.DataFrame:
    by_both = standing(own, ("unit_id", "dimension_id"))
    by_unit = standing(own, ("unit_id",)).assign(dimension_id=ALL)
    by_dimension = standing(own, ("dimension_id",)).assign(unit_id=ALL)
    whole = standing(own.assign(unit_id=ALL), ("unit_id",)).assign(dimension_id=ALL)
    cells = pd.concat([by_both, by_unit, by_dimension, whole], ignore_index=True)
    cells = cells[cells["dimension_id"].isin(list(column)) & cells["unit_id"].isin(list(row))]
    places = {key: place for place, key in enumerate(row)}, {key: place for place, key in enumerate(column)}
    cells = cells.assign(i=cells["unit_id"].map(places[0]), j=cells["dimension_id"].map(places[1]))
    cells = cells.sort_values(["i", "j"], ignore_index=True).drop(columns=["i", "j"])
    looks = [_look(cell) for cell in rows_of(cells)]
    return cells.assign(
        row=cells["unit_id"].map(row),
        column=cells["dimension_id"].map(column),
        label=[look[0] for look in looks],
        fill=[look[1] for look in looks],
        ink=[look[2] for look in looks],
        tip=[
            f"{row[c['unit_id']]}, {column[c['dimension_id']].replace('|', ' ')}: "
            f"{sentences.standing_line(c)}"
            for c in rows_of(cells)
        ],
        share_on_time_pct=shown(cells["share_on_time_pct"], SHARE_DECIMALS),
    )


def _by_share(cells: pd.DataFrame) -> list[str]:
    """The units that reported and have a share, the highest first; alike ones in their order."""
    whole = cells[(cells["dimension_id"] == ALL) & (cells["unit_id"] != ALL)]
    known = whole.dropna(subset=["share_on_time_pct"])
    return [*known.sort_values("share_on_time_pct", ascending=False, kind="stable")["unit_id"]]


def _unknown(cells: pd.DataFrame) -> list[str]:
    """The other units, in their order."""
    known = {*_by_share(cells), ALL}
    return [unit_id for unit_id in cells["unit_id"].unique() if unit_id not in known]


def _drawn(cells: pd.DataFrame, unit_ids: list[str], *, is_all: bool) -> pd.DataFrame:
    """The cells of ``unit_ids`` in that order, or of both ends of them; and of all."""
    ends = (
        unit_ids
        if is_all or len(unit_ids) <= 2 * _AT_EACH_END
        else [*unit_ids[:_AT_EACH_END], *unit_ids[-_AT_EACH_END:]]
    )
    place = {unit_id: number for number, unit_id in enumerate([*ends, ALL])}
    kept = cells[cells["unit_id"].isin(list(place))]
    return kept.sort_values("unit_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True)


def _ends_note(cells: pd.DataFrame, total: int) -> str:
    ranked = _by_share(cells)
    if len(ranked) <= 2 * _AT_EACH_END:
        return say(
            "views_whole",
            "Of {total} units the {n} that have a share are drawn; the CSV file has all.",
            total=format_number(total),
            n=len(ranked),
        )
    note = say(
        "views_whole",
        "Of {total} units, among those that reported, the {n} with the highest share and the {n} with the "
        "lowest are drawn; the CSV file has all.",
        total=format_number(total),
        n=_AT_EACH_END,
    )
    shares = cells[cells["dimension_id"] == ALL].set_index("unit_id")["share_on_time_pct"]
    ranked = _by_share(cells)
    middle = ranked[_AT_EACH_END:-_AT_EACH_END]
    _, high = cut(ranked, _AT_EACH_END, shares.get)
    _, low = cut(ranked[::-1], _AT_EACH_END, shares.get)
    n_alike = len({*high, *low} & {*middle})
    alike = say("views_whole", "{n} of those not drawn equal the last of these.", n=n_alike)
    return f"{note} {alike}" if n_alike else note


def _look(cell: Row) -> tuple[str, str, str]:
    """What stands in a cell, on which colour, in which ink."""
    if is_unknown(cell):
        return BY_ID["not_reported"].sign, theme.PAPER, BY_ID["not_reported"].ink
    if not words.int_of(cell["n_counted"]):
        return NONE_MARK, theme.PAPER, theme.MUTED
    share = float(str(cell["share_on_time_pct"]))
    ink = theme.PAPER if share >= _DARK_FROM else theme.INK
    return format_share(cell["n_on_time"], cell["n_counted"], 0), _shade(share), ink


def _shade(share: float) -> str:
    """A colour between light (0 %) and the accent (100 %)."""
    pairs = [(int(_LIGHT[i : i + 2], 16), int(theme.ACCENT[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{int(round_half_up(low + (high - low) * share / 100)):02X}" for low, high in pairs)


def _head_lines(labels: list[str]) -> int:
    return max(label.count("|") + 1 for label in labels)


def _wrapped(dimension_id: str, short_name: str) -> str:
    return "|".join(textwrap.wrap(f"{dimension_id}. {short_name}", 9))


def _heat_title(cells: pd.DataFrame, noun: str) -> str:
    who = words.sentence_case(noun)
    total = cells[(cells["unit_id"] == ALL) & (cells["dimension_id"] != ALL)]
    if total["n_counted"].sum() and total["share_on_time_pct"].isna().all():
        return say("views_whole", "{who}: none has reported", who=who)
    total = total[total["share_on_time_pct"].notna()]
    if total.empty:
        return say("views_whole", "{who}: nothing was due yet", who=who)
    shares = total["share_on_time_pct"]
    if len(total) > 1 and shares.nunique() == 1:
        return say("views_whole", "{who}: equally on time in all {n} dimensions", who=who, n=len(total))
    if len(total) == 1:
        only = rows_of(total)[0]
        share = format_share(only["n_on_time"], only["n_counted"], 0)
        where = _at(total, shares.notna())
        return say(
            "views_whole", "{who}: {share} on time in {dimension}", who=who, share=share, dimension=where
        )
    low, high = (_at(total, shares == end) for end in (shares.min(), shares.max()))
    return say(
        "views_whole", "{who}: best on time in {best}, least in {least}", who=who, best=high, least=low
    )


def _at(total: pd.DataFrame, is_end: pd.Series) -> str:
    """The dimensions at one end of the shares: all of them by name, or how many they are."""
    names = [str(name).replace("|", " ").strip() for name in total.loc[is_end, "column"]]
    if len(names) > _NAMED:
        return say("views_whole", "{n} dimensions", n=len(names))
    return say("views_whole", "dimension {names}", names=sentences.names_list(names))


def _heat_alt(cells: pd.DataFrame) -> str:
    """Every cell in words, row by row: the share of all, then in brackets that of each dimension."""
    listed = []
    for name, row in cells.groupby("row", sort=False):
        labels = dict(zip(row["dimension_id"], row["label"], strict=True))
        whole = labels.pop(ALL)
        each = ", ".join(f"{dimension_id}: {_spoken(label)}" for dimension_id, label in labels.items())
        is_known = each and whole != BY_ID["not_reported"].sign
        inner = f" ({say('views_whole', 'dimension {list}', list=each)})" if is_known else ""
        listed.append(f"{name} {_spoken(whole)}{inner}")
    return say("views_whole", "Share done on time of all that was due: {list}.", list="; ".join(listed))


def _spoken(label: str) -> str:
    if label == BY_ID["not_reported"].sign:
        return words.status_word("not_reported")
    return say("views_whole", "nothing due") if label == NONE_MARK else label


def _with_all(edition: EditionRow) -> str:
    """What the last column takes in beside the dimensions."""
    if edition.no_dimension is None:
        return ""
    items = words.within_sentence(edition.no_dimension)
    return say("views_whole", "The column “All” takes in {items}.", items=items)
