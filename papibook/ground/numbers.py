"""Numbers and dates as Vietnamese readers write them.

Decimal comma, thousands dot (Decree 30/2020 practice): ``1.234,5``. Halves are rounded away from zero,
as people do on paper; binary floats are rounded by their shortest decimal form, so 2.675 gives 2,68.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

NONE_MARK = "–"
"""Nothing to show by rule: a share of nothing, not applicable."""
MISSING_MARK = "…"
"""Something is owed and is not there: refused, no data."""
NOT_REPORTED_MARK = "∅"
"""Nothing is known, because no report was received: the sign of that status (papibook.model.status)."""


_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
"""Room for all the digits of every float."""


DATA_DECIMALS = 6
"""Places that numbers of exported data have at most: enough that rounding them gives what pages show."""


def round_half_up(value: float, decimals: int = 0) -> float:
    """``value`` rounded to ``decimals`` places, halves away from zero.

    >>> round_half_up(0.125, 2), round_half_up(-2.5), round_half_up(2.675, 2)
    (0.13, -3.0, 2.68)
    """
    return float(_rounded(value, decimals))


def _rounded(value: float, decimals: int) -> Decimal:
    """The one place where a number is rounded for a reader."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def all_digits(value: float) -> str:
    """``value`` with all its digits and no exponent: what files hold. ``float`` gives the same value back.

    >>> all_digits(12.0), all_digits(1e-07), all_digits(0.30000000000000004)
    ('12', '0.0000001', '0.30000000000000004')
    """
    if value == 0:
        return "0"  # never "-0"
    return f"{Decimal(repr(float(value))):f}".removesuffix(".0")


def format_number(value: float | None, decimals: int = 0, *, missing: str = MISSING_MARK) -> str:
    """``1234.5`` with one decimal gives ``1.234,5``; ``None``, NaN and NA give ``missing``.

    >>> format_number(1234.5, 1), format_number(-0.04, 1), format_number(None)
    ('1.234,5', '0,0', '…')
    """
    if value is None or not _is_number(value):
        return missing
    number = float(value)
    if not math.isfinite(number):
        return missing
    rounded = _rounded(number, decimals)
    if rounded == 0:
        rounded = abs(rounded)  # no "-0"
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]  # numpy scalars and pandas NA arrive here
    except (TypeError, ValueError):
        return False
    return True


def format_percent(value: float | None, decimals: int = 1, *, missing: str = MISSING_MARK) -> str:
    """A value already in percent: ``78.54`` gives ``78,5%``."""
    text = format_number(value, decimals, missing=missing)
    return text if text == missing else f"{text}%"


FEW_CASES = 10
"""Of fewer cases than these a percentage says more than is known: both numbers are written instead."""


def format_share(
    part: float | None, whole: float | None, decimals: int = 1, *, missing: str = NONE_MARK
) -> str:
    """``part`` of ``whole`` in percent, of fewer than ten cases as ``2/3``; ``missing`` where there is none.

    >>> format_share(2, 3), format_share(20, 30), format_share(0, 0)
    ('2/3', '66,7%', '–')
    """
    if part is None or whole is None or not (_is_number(part) and _is_number(whole)):
        return missing
    if not float(whole) > 0 or float(part) != float(part):
        return missing
    if is_few(whole):
        return f"{format_number(part)}/{format_number(whole)}"
    return format_percent(100 * float(part) / float(whole), decimals)


def is_few(whole: float | None) -> bool:
    """Whether ``whole`` is a number of cases too small for a percentage; a part of a case is none."""
    known = whole is not None and _is_number(whole)
    return known and 0 < float(whole) < FEW_CASES and float(whole) == int(whole)  # type: ignore[arg-type]


def has_clock(moment: datetime) -> bool:
    """Whether a moment names an hour: midnight stands for a day of which the hour is not known."""
    return (moment.hour, moment.minute, moment.second) != (0, 0, 0)


def format_moment(moment: datetime) -> str:
    """``01/6/2022 09:30``, or the day alone where the hour is not known."""
    day = format_date(moment.date())
    return f"{day} {moment:%H:%M}" if has_clock(moment) else day


def format_date(day: date | None, *, missing: str = MISSING_MARK) -> str:
    """``date(2022, 6, 5)`` gives ``05/6/2022``: days below 10 and months 1 and 2 get a leading zero.

    Decree 30/2020, Annex I: so "05/6/2022" but "18/02/2022".
    """
    if day is None or day != day:
        return missing
    return f"{day.day:02d}/{month_digits(day)}/{day.year}"


def month_digits(day: date) -> str:
    """The month as Decree 30/2020 has it written: months 1 and 2 with a leading zero, so 02 but 6."""
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """``14`` as ``XIV``.

    >>> [roman(number) for number in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    text = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            text, number = text + sign, number - worth
    return text
