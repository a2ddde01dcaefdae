"""Which styles of a workbook show a number as a percentage: 0.85 as 85%.

The reader of values gives 0.85 for such a cell; whoever filled it in sees 85%.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from papibook.ground.numbers import round_half_up

_BUILT_IN = ("9", "10")
"""0% and 0.00% (ECMA-376, part 1, 18.8.30)."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')


_MONTH_FIRST = re.compile(r"(?<![dmyh:])m{1,4}[/. -]+d{1,2}[/., -]+y", re.IGNORECASE)


class StylesOf:
    """Fed with the elements of styles.xml; ``numbers``: the styles whose format looks so, as cells name them.

    ``wanted``: what its code holds, quoted text left out. ``built_in``: formats that need no code.
    """

    def __init__(self, wanted: re.Pattern[str], built_in: Iterable[str] = ()) -> None:
        self.numbers: set[str] = set()
        self._wanted = wanted
        self._formats = set(built_in)
        self._is_cells = False
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and self._wanted.search(_QUOTED.sub("", attributes.get("formatCode", ""))):
            self._formats.add(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            self._is_cells = True
        elif tag == "xf" and self._is_cells:
            if attributes.get("numFmtId") in self._formats:
                self.numbers.add(str(self._count))
            self._count += 1

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._is_cells = False


def percent_styles() -> StylesOf:
    """Of styles that show a number as a percentage."""
    return StylesOf(re.compile("%"), _BUILT_IN)


def american_days() -> StylesOf:
    """Of styles that show the month before the day."""
    return StylesOf(_MONTH_FIRST)


def shown_percent(number: float) -> str:
    """``shown_percent(0.85)`` is ``"85%"``: what stands in the cell for whoever looks at it."""
    percent = round_half_up(number * 100, 10)
    return f"{int(percent) if percent.is_integer() else repr(percent).replace('.', ',')}%"
