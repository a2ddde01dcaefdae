"""Which styles of a workbook show a number as a percentage: 0.85 as 85%.

The reader of values gives 0.85 for such a cell; whoever filled it in sees 85%.
"""

from __future__ import annotations

import re

from papibook.ground.numbers import round_half_up

_BUILT_IN = ("9", "10")
"""0% and 0.00% (ECMA-376, part 1, 18.8.30)."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')


class PercentStyles:
    """Fed with the elements of styles.xml; ``numbers`` are the styles as cells name them."""

    def __init__(self) -> None:
        self.numbers: set[str] = set()
        self._formats = set(_BUILT_IN)
        self._is_cells = False
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
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


class AmericanDays:
    """Fed with the elements of styles.xml; ``numbers``: the styles that show the month before the day."""

    def __init__(self) -> None:
        self.numbers: set[str] = set()
        self._formats: set[str] = set()
        self._is_cells = False
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            code = _QUOTED.sub("", attributes.get("formatCode", "")).casefold()
            if _MONTH_FIRST.search(code):
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


_MONTH_FIRST = re.compile(r"(?<![dmyh:])m{1,4}[/. -]+d{1,2}[/., -]+y")


def shown_percent(number: float) -> str:
    """``shown_percent(0.85)`` is ``"85%"``: what stands in the cell for whoever looks at it."""
    percent = round_half_up(number * 100, 10)
    return f"{int(percent) if percent.is_integer() else repr(percent).replace('.', ',')}%"
