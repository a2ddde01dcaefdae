"""The numbers of the office's commentary against the figures of its pages, and against what they were."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from papibook.ground.problems import Problem, problem
from papibook.ground.similar import did_you_mean
from papibook.model.tables import KEPT_QUOTES, QUOTES
from papibook.views.common.rows import Row, rows_of
from papibook.views.quoted.known import Frames, KnownFigure, facts_for, known_figures, said, word_of
from papibook.views.quoted.numbers import Quoted, filled, quoted_in

_NEAREST = 3


def has_quotes(commentary: pd.DataFrame) -> bool:
    """Whether any text of ``commentary`` has a number or a hole to look at."""
    return any(True for text in commentary["markdown"].dropna() for _ in quoted_in(str(text)))


def fill_commentary(commentary: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """``commentary`` with the values of its holes, as ``{share_on_time}``.

    Args:
        commentary: schema COMMENTARY, rows of the edition's period.
    """
    texts = [
        filled(str(row["markdown"]), _values(str(row["place"]), frames))
        if "{" in str(row["markdown"])
        else row["markdown"]
        for row in rows_of(commentary)
    ]
    return commentary.assign(markdown=pd.Series(texts, index=commentary.index, dtype="string"))


def judge_commentary(commentary: pd.DataFrame, kept: pd.DataFrame, frames: Frames) -> pd.DataFrame:
    """Every number and hole of ``commentary``, and whether a figure of its page gives it.

    A number is one of the figures as they are shown. Where the text is still the one of which ``kept`` says
    what its figures were, one that none of them has any more has moved.

    Args:
        commentary: schema COMMENTARY, as the office wrote it. kept: schema KEPT_QUOTES.

    Returns:
        Schema QUOTES.
    """
    records: list[dict[str, object]] = []
    for row in rows_of(commentary):
        place, text = str(row["place"]), str(row["markdown"])
        own = kept[(kept["place"] == place) & (kept["text_digest"] == _digest(text))]
        quotes = list(quoted_in(text))
        known = known_figures(place, frames) if any(not each.hole for each in quotes) else []
        values = _values(place, frames) if any(each.hole for each in quotes) else {}
        lines = text.split("\n")
        for quoted in quotes:
            before = own[(own["text_line"] == quoted.line) & (own["written"] == quoted.written)]
            told = (
                _of_hole(quoted, values, before)
                if quoted.hole
                else _of_number(quoted, _of_line(known, lines[quoted.line - 1], frames), before)
            )
            records.append(
                {
                    "period_id": row["period_id"],
                    "place": place,
                    "text_line": quoted.line,
                    "written": quoted.written,
                    **told,
                }
            )
    return QUOTES.from_records(records)


def _of_hole(quoted: Quoted, values: dict[str, str], before: pd.DataFrame) -> dict[str, object]:
    if quoted.hole not in values:
        return {"status": "unknown", "nearest": did_you_mean(quoted.hole, sorted(values))}
    now = values[quoted.hole]
    was = [str(value) for value in before["value"]]
    if was and now not in was:
        return {"status": "moved", "figures": word_of(quoted.hole), "was": was[0], "now": now}
    return {"status": "found", "figures": quoted.hole, "now": now}


def _of_number(quoted: Quoted, known: Sequence[KnownFigure], before: pd.DataFrame) -> dict[str, object]:
    found = [each for each in known if each.is_written(quoted.value, quoted.decimals, quoted.kind)]
    if len(before):
        meant = {str(figure) for figure in before["figure"]}
        now = [each for each in known if each.figure in meant]
        if now and not any(each in found for each in now):
            return {"status": "moved", "figures": now[0].name, "was": quoted.written, "now": now[0].shown}
    if found:
        ids = ";".join(dict.fromkeys(each.figure for each in found))
        return {"status": "found", "figures": ids, "now": found[0].shown}
    return {"status": "unknown", "nearest": _nearest(quoted, known)}


def _of_line(known: Iterable[KnownFigure], line: str, frames: Frames) -> list[KnownFigure]:
    """The figures that a line can mean: those of single units only where it names the unit."""
    named = {
        str(row["unit_id"])
        for row in rows_of(frames.units)
        if re.search(rf"(?<!\w){re.escape(str(row['short_name']))}(?!\w)", line)
    }
    return [each for each in known if not each.unit_id or each.unit_id in named]


def _nearest(quoted: Quoted, known: Iterable[KnownFigure]) -> str:
    """The figures of that kind whose values are nearest, by name."""
    alike = [each for each in known if (each.kind == "percent") == (quoted.kind == "percent")]
    if quoted.kind:
        alike = [each for each in alike if each.kind == quoted.kind] or alike
    ordered = sorted(alike, key=lambda each: abs(abs(each.value) - quoted.value))
    told = dict.fromkeys(f"{each.name} {each.shown}" for each in ordered)
    return "; ".join(list(told)[:_NEAREST])


def quotes_to_keep(commentary: pd.DataFrame, kept: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """What is to be kept of what the figures of each text were: of an unchanged text, what was kept before.

    Args:
        quotes: schema QUOTES, of :func:`judge_commentary`.

    Returns:
        Schema KEPT_QUOTES.
    """
    parts = [KEPT_QUOTES.empty()]
    for row in rows_of(commentary):
        place, digest = str(row["place"]), _digest(str(row["markdown"]))
        same = kept[(kept["place"] == place) & (kept["text_digest"] == digest)]
        parts.append(same if len(same) else KEPT_QUOTES.from_records(list(_kept(place, digest, quotes))))
    return KEPT_QUOTES.coerce(pd.concat(parts, ignore_index=True))


def _kept(place: str, digest: str, quotes: pd.DataFrame) -> Iterator[dict[str, object]]:
    own = quotes[(quotes["place"] == place) & (quotes["status"] == "found")]
    for row in rows_of(own.drop_duplicates(["text_line", "written"])):
        for figure in str(row["figures"]).split(";"):
            yield {
                "place": place,
                "text_digest": digest,
                "text_line": row["text_line"],
                "written": row["written"],
                "figure": figure,
                "value": row["now"] if row["written"].startswith("{") else row["written"],
            }


def _values(place: str, frames: Frames) -> dict[str, str]:
    return {name: said(value) for name, value in facts_for(place, frames).named.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def commentary_problems(quotes: pd.DataFrame) -> list[Problem]:
    """What is wrong with numbers of the commentary, by file and line.

    Args:
        quotes: schema QUOTES.
    """
    return [_problem(row) for row in rows_of(quotes[quotes["status"] != "found"])]


def _problem(row: Row) -> Problem:
    place = {
        "file": f"data/commentary/{row['period_id']}/{row['place']}.md",
        "line": row["text_line"],
        "written": row["written"],
    }
    if row["status"] == "moved":
        return problem(
            "{file}, line {line}: “{written}” ({figure}) was {was} when the text was written and is {now} "
            "now. Read the text again; if it is right as it stands, delete its lines in figures.csv beside "
            "it.",
            **place,
            figure=row["figures"],
            was=row["was"],
            now=row["now"],
        )
    if str(row["written"]).startswith("{"):
        return problem(
            "{file}, line {line}: there is no value “{found}”.",
            hint=str(row["nearest"] or ""),
            file=place["file"],
            line=place["line"],
            found=str(row["written"]).strip("{}"),
        )
    return problem(
        "{file}, line {line}: no figure of its page is “{written}”. Nearest: {nearest}.",
        **place,
        nearest=row["nearest"] or "–",
    )
