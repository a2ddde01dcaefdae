"""Official PAPI scores, and ranks recomputed from them, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_number
from papibook.ground.texts import say
from papibook.model.figures import ALL, PROVINCE, About
from papibook.model.table import Cell
from papibook.views.common import words
from papibook.views.common.display import Html, Table
from papibook.views.common.edition import EditionRow
from papibook.views.common.figure_cells import figure_cell, pair_cell
from papibook.views.common.rows import tuples_of
from papibook.views.common.tables import TableColumn, TableShape, make_table
from papibook.views.papi.page import TOTAL, dimension_names
from papibook.views.papi.words import BREAK_MARK, DECIMALS, nothing_published, source_text


def papi_scores_table(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Table | Html:
    """Scores, a row a dimension and the total, a column a year."""
    caption = say(
        "views_whole",
        "Official PAPI scores of {province}",
        province=words.within_sentence(edition.papi_province),
    )
    shape = TableShape("papi-scores", caption, notes=(_mark_note(), source_text(_whole(scores))))
    return _by_year(scores, dimensions, shape, _score)


def papi_ranks_table(scores: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow) -> Table | Html:
    """The recomputed ranks in the same rows and columns, each among how many provinces have a score."""
    caption = say(
        "views_whole",
        "PAPI ranks of {province}, recomputed among all provinces with a score",
        province=words.within_sentence(edition.papi_province),
    )
    return _by_year(
        scores, dimensions, TableShape("papi-ranks", caption, notes=(source_text(_whole(scores)),)), _rank
    )


def _by_year(
    scores: pd.DataFrame,
    dimensions: pd.DataFrame,
    shape: TableShape,
    cell: Callable[[pd.DataFrame, int, About], Cell],
) -> Table | Html:
    whole = _whole(scores)
    names = {**dimension_names(dimensions), TOTAL: say("views_whole", "Total")}
    years = _years(whole)
    if not years:
        return nothing_published(scores)
    rows = []
    for dimension_id, name in names.items():
        own = whole[whole["dimension_id"] == dimension_id].set_index("year")
        subject = ALL if dimension_id == TOTAL else f"dimension:{dimension_id}"
        shown = {str(year): cell(own, year, About(str(year), PROVINCE, subject)) for year in years}
        rows.append({"name": name, "is_total": dimension_id == TOTAL, **shown})
    columns = [
        TableColumn("name", say("views_whole", "Dimension")),
        *_year_columns(whole, str),
    ]
    shape = replace(shape, stub="name", total="is_total")
    return make_table(pd.DataFrame(rows), columns, shape, data=_behind(whole))


def _whole(scores: pd.DataFrame) -> pd.DataFrame:
    """The scores of whole dimensions and of all of PAPI."""
    return scores[scores["subdimension_id"].isna()]


def papi_subdimensions(
    scores: pd.DataFrame, subdimensions: pd.DataFrame, dimensions: pd.DataFrame, edition: EditionRow
) -> Table | Html:
    """Scores of the sub-dimensions, with the national median of the last year beside them."""
    parts = scores[scores["subdimension_id"].notna()]
    years = _years(parts)
    if not years:
        return nothing_published(scores)
    names = dimension_names(dimensions)
    rows = []
    for row in tuples_of(subdimensions):
        own = parts[parts["subdimension_id"] == row.subdimension_id].set_index("year")
        subject = f"subdimension:{row.subdimension_id}"
        cells: dict[str, object] = {
            "subject": subject,
            "group": names.get(row.dimension_id, row.dimension_id),
            "name": f"{row.subdimension_id} {row.subdimension_name}",
            "scale": f"{format_number(row.scale_min, 2)}–{format_number(row.scale_max, 2)}",
            **{f"score_{year}": _score(own, year, About(str(year), PROVINCE, subject)) for year in years},
        }
        cells["median"] = float(own.at[years[-1], "national_median"]) if years[-1] in own.index else None
        rows.append(cells)
    columns = [
        TableColumn("name", say("views_whole", "Sub-dimension")),
        TableColumn("scale", say("views_whole", "Scale"), align="right"),
        *_year_columns(parts, "score_{}".format, say("views_whole", "Score")),
        TableColumn(
            "median",
            say("views_whole", "Median {year}", year=years[-1]),
            "number",
            decimals=DECIMALS,
            missing=NONE_MARK,
            measure="papi_median",
            spanner=_above(parts, years[-1]),
        ),
    ]
    shape = TableShape(
        "papi-subdimensions",
        say(
            "views_whole",
            "Official PAPI scores by sub-dimension, {province}",
            province=words.within_sentence(edition.papi_province),
        ),
        stub="name",
        groups="group",
        notes=(_mark_note(), source_text(parts)),
        wide=True,
    )
    return make_table(
        pd.DataFrame(rows),
        columns,
        shape,
        data=_behind(parts),
        about=lambda row: About(str(years[-1]), PROVINCE, row["subject"]),
    )


def _years(scores: pd.DataFrame) -> list[int]:
    return sorted({int(year) for year in scores["year"]})


def _score(own: pd.DataFrame, year: int, about: About) -> Cell:
    if year not in own.index or words.is_missing(own.at[year, "score"]):
        return figure_cell(NONE_MARK, about.figure("papi_score", None))
    row = own.loc[year]
    text = format_number(float(row["score"]), DECIMALS)
    before = f"{BREAK_MARK} " if row["is_break"] is True or bool(row["is_break"]) else ""
    figure = about.figure("papi_score", row["score"])
    return figure_cell(f"{before}{text}", figure, decimals=DECIMALS)


def _rank(own: pd.DataFrame, year: int, about: About) -> Cell:
    rank = own.at[year, "province_rank"] if year in own.index else None
    among = None if words.is_missing(rank) else own.at[year, "n_provinces"]
    return pair_cell(about.figure("papi_rank", rank), about.figure("papi_n_provinces", among))


def _mark_note() -> str:
    return say("views_whole", "{mark} before a score: not comparable with the year before.", mark=BREAK_MARK)


def _year_columns(
    scores: pd.DataFrame, name_of: Callable[[int], str], heading: str = ""
) -> Iterator[TableColumn]:
    """A column a year; years published after the edition's data were closed stand apart, under their mark."""
    for year in _years(scores):
        yield TableColumn(name_of(year), str(year), "number", spanner=_above(scores, year, heading))


def _above(scores: pd.DataFrame, year: int, heading: str = "") -> str:
    """What heads the columns of a year: ``heading``, with the mark where the year's scores came later."""
    if not scores.loc[scores["year"] == year, "is_later"].any():
        return heading
    return f"{heading}, {words.after_word()}" if heading else words.sentence_case(words.after_word())


def _behind(scores: pd.DataFrame) -> pd.DataFrame:
    return scores.sort_values(
        ["dimension_id", "subdimension_id", "year"], na_position="first", ignore_index=True
    )
