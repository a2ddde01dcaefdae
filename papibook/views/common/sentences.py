"""Sentences that say what a table or chart beside them shows, made from the same frame.

Only building blocks and sentences that several pages share; a page's own sentence stands in its module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from papibook.ground.numbers import NONE_MARK, format_percent
from papibook.ground.texts import say
from papibook.views.common import words
from papibook.views.common.display import Html, escape

Standing: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"
"""One row of papibook.measures.standing: the columns of papibook.model.tables.STANDING."""


def n_of(n: int, total: int, noun: str) -> str:
    """``12 trong 15 xã, thị trấn``; ``cả 15 …`` when none is missing."""
    if n == total and total > 1:
        return say("views", "all {total} {noun}", total=total, noun=noun)
    return say("views", "{n} of {total} {noun}", n=n, total=total, noun=noun)


def paragraph(*sentences: str, css: str = "pb-lead") -> Html:
    """Sentences as one escaped paragraph; empty ones are left out."""
    text = " ".join(sentence for sentence in sentences if sentence)
    return Html(f'<p class="{css}">{escape(text)}</p>') if text else Html("")


def share_text(standing: Standing) -> str:
    """``80,0%``, or – where nothing is due yet."""
    return format_percent(standing["share_on_time_pct"], 1, missing=NONE_MARK)


def standing_line(standing: Standing) -> str:
    """The quiet line of a solution or task: ``12/15 nhiệm vụ được giao đúng hạn · 3 quá hạn``."""
    counted = words.int_of(standing["n_counted"])
    if counted == 0:
        return say("views", "nothing due yet in this period")
    parts = [
        say(
            "views",
            "{n}/{total} assigned tasks on time",
            n=words.int_of(standing["n_on_time"]),
            total=counted,
        )
    ]
    parts += [text for text in _shortfalls(standing).values() if text]
    return " · ".join(parts)


def standing_sentence(standing: Standing) -> str:
    """``Trong 20 nhiệm vụ đến hạn, 15 hoàn thành đúng hạn (75,0%), 2 trễ hạn, 3 quá hạn.``"""
    counted = words.int_of(standing["n_counted"])
    if counted == 0:
        return say("views", "No assigned task was due by the cut-off.")
    on_time = words.int_of(standing["n_on_time"])
    head = say(
        "views",
        "Of {total} assigned tasks due by the cut-off, {n} were done on time ({share})",
        total=counted,
        n=on_time,
        share=share_text(standing),
    )
    tail = [text for text in _shortfalls(standing).values() if text]
    return (head + ", " + words.join_words(tail) if tail else head) + "."


def _shortfalls(standing: Standing) -> dict[str, str]:
    late, overdue = words.int_of(standing["n_late"]), words.int_of(standing["n_overdue"])
    silent = words.int_of(standing["n_not_reported"])
    return {
        "late": say("views", "{n} done late", n=late) if late else "",
        "overdue": say("views", "{n} overdue", n=overdue) if overdue else "",
        "not_reported": say("views", "{n} not reported", n=silent) if silent else "",
    }


def reported_sentence(reports: pd.DataFrame, noun: str) -> str:
    """``12 trong 15 xã, thị trấn đã báo cáo, 10 đúng hạn; 3 chưa báo cáo: Tà Lai, …``

    ``reports``: REPORTS of one period and one kind of unit, with ``short_name`` beside.
    """
    status = reports["report_status"]
    total, silent = len(reports), reports[status == "not_reported"]
    sent = total - len(silent)
    head = say(
        "views",
        "{who} reported, {n} of them on time",
        who=words.sentence_case(n_of(sent, total, noun)),
        n=int((status == "on_time").sum()),
    )
    if sent and bool((status == "on_time").sum() == sent):
        head = say("views", "{who} reported, all on time", who=words.sentence_case(n_of(sent, total, noun)))
    if silent.empty:
        return head + "."
    return say("views", "{head}; not reported: {names}.", head=head, names=", ".join(silent["short_name"]))


def names_list(names: Sequence[str], most: int = 5) -> str:
    """``A, B và C``; beyond ``most`` names the rest is counted: ``A, B, C và 4 đơn vị khác``."""
    if len(names) <= most + 1:
        return words.join_words(list(names))
    return say("views", "{names} and {n} more units", names=", ".join(names[:most]), n=len(names) - most)
