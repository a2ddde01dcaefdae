"""The page of official PAPI scores: the province in its national context, no district or commune in sight."""

from __future__ import annotations

import pandas as pd

from papibook.ground.numbers import format_number
from papibook.ground.texts import say
from papibook.views import words
from papibook.views.display import Chart, Html, Stack, Table, escape
from papibook.views.edition import EditionRow
from papibook.views.papi_charts import BREAK_MARK, DECIMALS, is_after, score_lines, source_text
from papibook.views.tables import TableColumn, TableShape, make_table

TOTAL = "total"
AFTER_MARK = "*"


def papi_statement(edition: EditionRow) -> Html:
    """What these scores are and, first of all, what they are not."""
    text = say(
        "views_whole",
        "PAPI is measured by asking citizens and gives scores for provinces only. No district, commune or "
        "township has a PAPI score: the scores on this page are those of {province} and say nothing about any "
        "single unit of {district}.",
        province=words.within_sentence(edition.province_name),
        district=words.within_sentence(edition.district_name),
    )
    return Html(f'<div class="pb-official"><p>{escape(text)}</p></div>')


def papi_total(scores: pd.DataFrame, edition: EditionRow) -> Chart:
    """The total over the years."""
    return score_lines(
        _whole(scores, TOTAL),
        edition,
        chart_id="papi-total",
        name=say(
            "views_whole", "Total score of {province}", province=words.within_sentence(edition.province_name)
        ),
        axis_title=say("views_whole", "Points (8 to 80)"),
        height=280,
    )


def papi_dimensions(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Stack:
    """One small chart a dimension."""
    return Stack(
        tuple(
            score_lines(
                _whole(scores, row.dimension_id),
                edition,
                chart_id=f"papi-{row.dimension_id}",
                name=f"{row.dimension_id}. {row.dimension_name}",
                axis_title=say("views_whole", "Points (1 to 10)"),
                height=150,
            )
            for row in dimensions.itertuples(index=False)
        )
    )


def papi_scores_table(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Table:
    """Scores and ranks, a row a dimension and the total, a column a year."""
    whole = scores[scores["subdimension_id"].isna()]
    names = {**_dimension_names(dimensions), TOTAL: say("views_whole", "Total")}
    years = _years(whole)
    rows = []
    for dimension_id, name in names.items():
        own = whole[whole["dimension_id"] == dimension_id].set_index("year")
        cells: dict[str, object] = {"name": name, "is_total": dimension_id == TOTAL}
        for year in years:
            cells[f"score_{year}"] = _score(own, year, edition)
            cells[f"rank_{year}"] = _rank(own, year)
        rows.append(cells)
    columns = [
        TableColumn("name", say("views_whole", "Dimension")),
        *(TableColumn(f"score_{y}", str(y), "number", spanner=say("views_whole", "Score")) for y in years),
        *(
            TableColumn(
                f"rank_{y}", str(y), "number", spanner=say("views_whole", "Rank of all ranked provinces")
            )
            for y in years
        ),
    ]
    shape = TableShape(
        "papi-scores",
        say(
            "views_whole",
            "Official PAPI scores and ranks of {province}",
            province=words.within_sentence(edition.province_name),
        ),
        stub="name",
        total="is_total",
        notes=(*_mark_notes(), source_text(whole)),
        wide=True,
    )
    return make_table(pd.DataFrame(rows), columns, shape, data=_behind(whole))


def papi_subdimensions(
    scores: pd.DataFrame, subdimensions: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Table:
    """Scores of the sub-dimensions, with the national median of the last year beside them."""
    parts = scores[scores["subdimension_id"].notna()]
    years = _years(parts)
    names = _dimension_names(dimensions)
    rows = []
    for row in subdimensions.itertuples(index=False):
        own = parts[parts["subdimension_id"] == row.subdimension_id].set_index("year")
        cells: dict[str, object] = {
            "group": names.get(row.dimension_id, row.dimension_id),
            "name": f"{row.subdimension_id} {row.subdimension_name}",
            "scale": f"{format_number(row.scale_min, 2)}–{format_number(row.scale_max, 2)}",
            **{f"score_{year}": _score(own, year, edition) for year in years},
        }
        cells["median"] = float(own.at[years[-1], "national_median"]) if years[-1] in own.index else None
        rows.append(cells)
    columns = [
        TableColumn("name", say("views_whole", "Sub-dimension")),
        TableColumn("scale", say("views_whole", "Scale"), "number"),
        *(TableColumn(f"score_{y}", str(y), "number", spanner=say("views_whole", "Score")) for y in years),
        TableColumn(
            "median",
            say("views_whole", "Median {year}", year=years[-1]),
            "number",
            decimals=DECIMALS,
            missing="–",
        ),
    ]
    shape = TableShape(
        "papi-subdimensions",
        say(
            "views_whole",
            "Official PAPI scores by sub-dimension, {province}",
            province=words.within_sentence(edition.province_name),
        ),
        stub="name",
        groups="group",
        notes=(*_mark_notes(), source_text(parts)),
        wide=True,
    )
    return make_table(pd.DataFrame(rows), columns, shape, data=_behind(parts))


def papi_breaks(scores: pd.DataFrame, dimensions: pd.DataFrame) -> Html:
    """What changed at each break, year by year."""
    names = _dimension_names(dimensions)
    broken = scores[scores["is_break"].fillna(False) & (scores["dimension_id"] != TOTAL)]
    items = []
    for row in broken.sort_values(
        ["year", "dimension_id", "subdimension_id"], na_position="first"
    ).itertuples():
        what = row.subdimension_id if not words.is_missing(row.subdimension_id) else names[row.dimension_id]
        items.append(
            f"<li><strong>{int(row.year)}</strong>, {escape(what)}: {escape(words.text_of(row.break_note))}</li>"
        )
    return Html(f'<ul class="pb-notes">{"".join(items)}</ul>')


def papi_sources(scores: pd.DataFrame, edition: EditionRow) -> Html:
    """Where the scores come from, when each year was published, and where sources disagree."""
    total = _whole(scores, TOTAL)
    items = [f"<li>{escape(source_text(scores))}</li>"]
    for row in total.assign(after=is_after(total, edition)).itertuples(index=False):
        when = say(
            "views_whole",
            "published on {day} ({source})",
            day=words.date_of(row.published_on),
            source=words.text_of(row.published_source),
        )
        after = f", {say('views_whole', 'published after this period')}" if row.after else ""
        note = words.text_of(row.note)
        items.append(
            f"<li><strong>{int(row.year)}</strong>: {escape(when)}{escape(after)}."
            + (f" {escape(note)}." if note else "")
            + "</li>"
        )
    return Html(f'<ul class="pb-notes">{"".join(items)}</ul>')


def _whole(scores: pd.DataFrame, dimension_id: str) -> pd.DataFrame:
    chosen = scores[(scores["dimension_id"] == dimension_id) & scores["subdimension_id"].isna()]
    return chosen.sort_values("year", ignore_index=True)


def _years(scores: pd.DataFrame) -> list[int]:
    return sorted({int(year) for year in scores["year"]})


def _dimension_names(dimensions: pd.DataFrame) -> dict[str, str]:
    return {
        row.dimension_id: f"{row.dimension_id}. {row.dimension_name}"
        for row in dimensions.itertuples(index=False)
    }


def _score(own: pd.DataFrame, year: int, edition: EditionRow) -> object:
    if year not in own.index or words.is_missing(own.at[year, "score"]):
        return "–"
    row = own.loc[year]
    text = format_number(float(row["score"]), DECIMALS)
    before = f"{BREAK_MARK} " if row["is_break"] is True or bool(row["is_break"]) else ""
    after = AFTER_MARK if row["published_on"] > pd.Timestamp(edition.data_closed_on) else ""
    return f"{before}{text}{after}"


def _rank(own: pd.DataFrame, year: int) -> object:
    if year not in own.index or words.is_missing(own.at[year, "province_rank"]):
        return "–"
    return f"{int(own.at[year, 'province_rank'])}/{int(own.at[year, 'n_provinces'])}"


def _mark_notes() -> tuple[str, str]:
    return (
        say("views_whole", "{mark} before a score: not comparable with the year before.", mark=BREAK_MARK),
        say("views_whole", "{mark} after a score: published after this period.", mark=AFTER_MARK),
    )


def _behind(scores: pd.DataFrame) -> pd.DataFrame:
    return scores.sort_values(
        ["dimension_id", "subdimension_id", "year"], na_position="first", ignore_index=True
    )
