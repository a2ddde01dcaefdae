"""Vietnamese words for the ids that stand in the data, and small ways of writing values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from papibook.ground.numbers import (
    MISSING_MARK,
    NONE_MARK,
    NOT_REPORTED_MARK,
    format_date,
    format_number,
    has_clock,
)
from papibook.ground.texts import say
from papibook.ground.vietnamese import uncapitalised
from papibook.model.code_words import DIRECTION, FIGURE, REASON, REPORT, STATUS, TARGET
from papibook.model.inline import list_mark

_KIND = {"difficulty": "Difficulties", "proposal": "Proposals"}


def status_word(status_id: str) -> str:
    """An obligation's status, or the grade of many: ``done_on_time`` → hoàn thành đúng hạn."""
    return say("views", STATUS[status_id])


def report_word(report_status: str) -> str:
    """A report's status: ``late`` → báo cáo muộn."""
    return say("views", REPORT[report_status])


def explained(explanation: object) -> str:
    """Why an unusual answer is right, as it was explained; empty where nobody had to."""
    text = text_of(explanation)
    return say("views", "explained: {explanation}", explanation=text) if text else ""


def reason_word(reason_code: object) -> str:
    """Why there is no figure; empty for no code."""
    return "" if is_missing(reason_code) else say("views", REASON.get(str(reason_code), "another reason"))


def figure_word(obs_status: str) -> str:
    """What there is of a figure: a value, nothing, an error."""
    return say("views", FIGURE[obs_status])


def target_word(target_status: str) -> str:
    """đạt, chưa đạt, chưa giao chỉ tiêu."""
    return say("views", TARGET[target_status])


def direction_word(direction_of_change: str) -> str:
    """tốt hơn, kém hơn, không đổi; empty for neutral indicators, which are not judged."""
    return say("views", DIRECTION[direction_of_change])


def remark_title(kind: str) -> str:
    """Khó khăn, vướng mắc; Kiến nghị, đề xuất."""
    return say("views", _KIND[kind])


def after_word() -> str:
    """What marks a score that was published only after the edition's data were closed."""
    return say("views_whole", "published after this period")


def is_missing(value: object) -> bool:
    """None, NaN, NaT, NA, or text without a sign in it."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or bool(pd.isna(value))


def is_yes(value: object) -> bool:
    """A flag that is known to be set; a missing one is not."""
    return not is_missing(value) and bool(value)


def text_of(value: object, missing: str = "") -> str:
    """``value`` as plain text, or ``missing``."""
    return missing if is_missing(value) else str(value)


def int_of(value: Any) -> int:
    """A count from a frame; missing counts are 0 only where nothing was counted."""
    return 0 if is_missing(value) else int(value)


def date_of(value: Any, missing: str = MISSING_MARK) -> str:
    """A day from a frame: 05/6/2022."""
    return missing if is_missing(value) else format_date(value)


def moment_of(value: Any, missing: str = MISSING_MARK) -> str:
    """A moment from a frame, hours first as officials write it: 14 giờ 05, ngày 02/6/2022.

    The day alone where the hour is not known.
    """
    if is_missing(value):
        return missing
    if not has_clock(value):
        return format_date(value)
    clock = say("views", "{hour} h {minute}", hour=value.hour, minute=f"{value.minute:02d}")
    return say("views", "{clock}, {day}", clock=clock, day=format_date(value))


def received_of(value: Any) -> str:
    """When a report came, within a sentence: nhận lúc 14 giờ 05 ngày 02/6/2022, or nhận ngày 02/6/2022."""
    if not is_missing(value) and not has_clock(value):
        return say("views", "received on {day}", day=format_date(value))
    return say("views", "received at {moment}", moment=moment_of(value))


def signed(value: float, decimals: int = 0) -> str:
    """A change with its sign: +3,2 and −3,2 (a true minus), 0,0 without."""
    text = format_number(value, decimals)
    if not text.strip("0,."):
        return text
    return text.replace("-", "−") if text.startswith("-") else f"+{text}"


def figure_text(value: Any, obs_status: str, kind: str, decimals: int) -> str:
    """A figure as it is shown: 78,5 · có · – (not applicable) · ∅ (not reported) · … (owed, not there)."""
    if obs_status == "not_reported":
        return NOT_REPORTED_MARK
    if obs_status == "not_applicable":
        return NONE_MARK
    if obs_status != "value" or is_missing(value):
        return MISSING_MARK
    if kind == "yes_no":
        return say("views", "yes") if float(value) >= 1 else say("views", "no")
    return format_number(float(value), decimals)


def measure_of(unit_measure: object, kind: str, *, total: bool = False) -> str:
    """The unit of measure; a value of all units of a yes/no indicator is the percentage of yes."""
    return "%" if kind == "ratio" or (total and kind == "yes_no") else text_of(unit_measure)


def with_setter(target: str, row: Mapping[Any, Any]) -> str:
    """A target with who set it: “80% (tỉnh giao)”; alone where the plan itself did."""
    name = row.get("target_set_by")
    return target if is_missing(name) else f"{target} ({name})"


def one_line(text: str) -> str:
    """What a template writes over several lines; other spaces stay as they are."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def join_words(words: Sequence[str]) -> str:
    """``a, b và c``; ``a; b, c và d`` where an entry has a comma itself."""
    if len(words) < 2:
        return "".join(words)
    first = list_mark(words).join(words[:-1])
    return say("views", "{first} and {last}", first=first, last=words[-1])


def issue_of(revision: object) -> str:
    """Which issue of a period's report it is: phát hành lần đầu; bản thay thế lần 1."""
    number = int_of(revision)
    return (
        say("views_whole", "revision {n} of the edition", n=number)
        if number
        else say("views_whole", "first issue")
    )


def edition_name(period_name: object, revision: object) -> str:
    """What readers call an edition: ``Báo cáo 6 tháng đầu năm 2022, phát hành lần đầu``."""
    period = within_sentence(period_name)
    return say("views_whole", "Report for {period}, {issue}", period=period, issue=issue_of(revision))


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def within_sentence(name: object) -> str:
    """A body's name inside a sentence: its kind is no proper name, ``Tỉnh Sơn La`` → ``tỉnh Sơn La``."""
    text = text_of(name)
    return uncapitalised(text)
