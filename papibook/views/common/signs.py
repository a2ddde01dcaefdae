"""Signs of status and marks of change, as pieces of text: a sign never stands without its word."""

from __future__ import annotations

from collections.abc import Iterable

from papibook.ground.numbers import NONE_MARK, format_percent
from papibook.ground.texts import say
from papibook.measures.standing import BEHIND_PCT, ON_TRACK_PCT
from papibook.model.inline import Inline, Run, Sign, styled
from papibook.model.status import BY_ID, STATUSES
from papibook.views.common import words


def status_text(status_id: str, days_late: object = None) -> str:
    """What a status says in words: ``đúng hạn``, ``hoàn thành quá hạn 5 ngày``."""
    days = words.int_of(days_late)
    if days > 0 and status_id == "done_late":
        return say("views", "{n} days late", n=days)
    if days > 0 and status_id == "overdue":
        return say("views", "overdue by {n} days", n=days)
    return words.status_word(status_id)


def status_sign(status_id: str, days_late: object = None, *, refused: bool = False) -> Inline:
    """Sign and word of an obligation's status, for a table cell or a line of text.

    ``refused``: the unit did report, but an error kept the row out; said in the title and marked with *.
    """
    text = status_text(status_id, days_late)
    if refused:
        return (Sign(status_id, f"{text}*", say("views", "reported, but left out because of an error")),)
    return (Sign(status_id, text, text),)


def status_mark(status_id: str, title: str) -> Inline:
    """The sign alone, for the cells of a grid; its word goes to screen readers and the title."""
    return (Sign(status_id, words.status_word(status_id), title, is_alone=True),)


def legend_text(status_ids: Iterable[str]) -> str:
    """The key to the signs as plain text, for a table's source note."""
    wanted = set(status_ids)
    items = [f"{s.sign} {words.status_word(s.id)}" for s in STATUSES if s.id in wanted]
    return " · ".join(items)


def grade_key() -> str:
    """By which marks the signs of groups are given, for a note."""
    return say(
        "views",
        "The sign goes by the share of due tasks done on time: {good} from {from_pct}, "
        "{bad} below {below_pct}, {between} between.",
        good=BY_ID["on_track"].sign,
        from_pct=format_percent(ON_TRACK_PCT, 0),
        bad=BY_ID["behind"].sign,
        below_pct=format_percent(BEHIND_PCT, 0),
        between=BY_ID["partly"].sign,
    )


def target_sign(target_status: str) -> Inline:
    """Whether a figure meets its target; an empty cell's words where none is set."""
    if target_status == "met":
        return styled(f"✓ {words.target_word('met')}", "met")
    return styled(words.target_word(target_status), "not_met" if target_status == "not_met" else "no_target")


def change_sign(change: object, direction: str, decimals: int) -> Inline:
    """A change with its sign and, for indicators that are judged, the word better or worse."""
    if words.is_missing(change):
        return (NONE_MARK,)
    word = words.direction_word(direction)
    amount = words.signed(float(str(change)), decimals)
    if not word:
        return styled(amount, direction)
    return Run(f"{amount} ", (direction,)), Run(word, (direction, "direction"))


def report_sign(report_status: str, days_late: object = None) -> Inline:
    """When a unit reported: on time, late by so many days, not at all."""
    status_id = {"on_time": "done_on_time", "late": "done_late", "not_reported": "not_reported"}[
        report_status
    ]
    text = words.report_word(report_status)
    if report_status == "late" and words.int_of(days_late) > 0:
        text = say("views", "reported {n} days late", n=words.int_of(days_late))
    return (Sign(status_id, text),)
