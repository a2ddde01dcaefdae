"""Signs of status as HTML: sign, colour class and word always together, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable

from papibook.ground.texts import say
from papibook.model.status import BY_ID, STATUSES
from papibook.views.common import words
from papibook.views.common.display import Html, escape


def status_text(status_id: str, days_late: object = None) -> str:
    """What a status says in words: ``đúng hạn``, ``trễ 5 ngày``, ``quá hạn 12 ngày``."""
    days = words.int_of(days_late)
    if days > 0 and status_id == "done_late":
        return say("views", "{n} days late", n=days)
    if days > 0 and status_id == "overdue":
        return say("views", "overdue by {n} days", n=days)
    return words.status_word(status_id)


def status_sign(status_id: str, days_late: object = None, *, refused: bool = False) -> Html:
    """Sign and word of an obligation's status, for a table cell or a line of text.

    ``refused``: the unit did report, but an error kept the row out; said in the title and marked with *.
    """
    text = status_text(status_id, days_late)
    title = say("views", "reported, but left out because of an error") if refused else text
    mark = "*" if refused else ""
    return Html(
        f'<span class="pb-status pb-{status_id}" title="{escape(title)}">{BY_ID[status_id].sign} '
        f'<span class="pb-status-word">{escape(text)}{mark}</span></span>'
    )


def status_mark(status_id: str, title: str) -> Html:
    """The sign alone, for the cells of a grid; its word goes to screen readers and the title."""
    return Html(
        f'<span class="pb-status pb-sign pb-{status_id}" title="{escape(title)}">'
        f'{BY_ID[status_id].sign}<span class="pb-sr"> {escape(words.status_word(status_id))}</span></span>'
    )


def legend_text(status_ids: Iterable[str]) -> str:
    """The key to the signs as plain text, for a table's source note."""
    wanted = set(status_ids)
    items = [f"{s.sign} {words.status_word(s.id)}" for s in STATUSES if s.id in wanted]
    return " · ".join(items)


def target_sign(target_status: str) -> Html:
    """Whether a figure meets its target; an empty cell's words where none is set."""
    if target_status == "met":
        return Html(f'<span class="pb-target pb-met">✓ {escape(words.target_word("met"))}</span>')
    if target_status == "not_met":
        return Html(f'<span class="pb-target pb-not-met">{escape(words.target_word("not_met"))}</span>')
    return Html(f'<span class="pb-target pb-no-target">{escape(words.target_word("none"))}</span>')


def change_sign(change: object, direction: str, decimals: int) -> Html:
    """A change with its sign and, for indicators that are judged, the word better or worse."""
    if words.is_missing(change):
        return Html("–")
    word = words.direction_word(direction)
    tail = f' <span class="pb-change-word">{escape(word)}</span>' if word else ""
    return Html(
        f'<span class="pb-change pb-{escape(direction)}">{escape(words.signed(float(str(change)), decimals))}'
        f"{tail}</span>"
    )


def report_sign(report_status: str, days_late: object = None) -> Html:
    """When a unit reported: on time, late by so many days, not at all."""
    status_id = {"on_time": "done_on_time", "late": "done_late", "not_reported": "not_reported"}[
        report_status
    ]
    text = words.report_word(report_status)
    if report_status == "late" and words.int_of(days_late) > 0:
        text = say("views", "reported {n} days late", n=words.int_of(days_late))
    return Html(
        f'<span class="pb-status pb-{status_id}">{BY_ID[status_id].sign} '
        f'<span class="pb-status-word">{escape(text)}</span></span>'
    )
