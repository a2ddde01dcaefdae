"""Conditions on cells that a spreadsheet and Python judge alike.

Each condition is made once and carries both: the formula that a spreadsheet calculates while the form is
being filled in, and whether it holds now, which is the result that the file is saved with. Only functions
that Excel 2007 and LibreOffice share are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd


@dataclass(frozen=True)
class Condition:
    """A formula that is true or false, and which of both it is now."""

    formula: str
    holds: bool

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"AND({self.formula},{other.formula})", self.holds and other.holds)

    def __or__(self, other: Condition) -> Condition:
        return Condition(f"OR({self.formula},{other.formula})", self.holds or other.holds)

    def __invert__(self) -> Condition:
        return Condition(f"NOT({self.formula})", not self.holds)


@dataclass(frozen=True)
class Cell:
    """A cell by its address in formulas, with what it holds when the form is written."""

    at: str
    value: object

    @property
    def _number(self) -> float | None:
        """The cell as a spreadsheet calculates with it; days count from 30/12/1899."""
        if isinstance(self.value, (bool, str)) or self.value is None or pd.isna(self.value):
            return None
        if isinstance(self.value, date):
            moment = pd.Timestamp(self.value)
            return float((moment - pd.Timestamp(1899, 12, 30)) / timedelta(days=1))
        return float(self.value)  # type: ignore[arg-type]  # numbers are left

    @property
    def _text(self) -> str:
        return self.value.strip(" ") if isinstance(self.value, str) else ""

    @property
    def is_blank(self) -> Condition:
        """Nothing stands there, or spaces only."""
        return Condition(f'TRIM({self.at})=""', self._number is None and not self._text)

    @property
    def is_number(self) -> Condition:
        """A number or a day, not a text that looks like one."""
        return Condition(f"ISNUMBER({self.at})", self._number is not None)

    @property
    def is_whole(self) -> Condition:
        """No fraction; to be asked of numbers only."""
        number = self._number
        return Condition(f"{self.at}=INT({self.at})", number is not None and number.is_integer())

    def says(self, word: str) -> Condition:
        """The cell holds this word, whatever its case."""
        return Condition(f'{self.at}="{word}"', self._text.casefold() == word.casefold())

    def says_one_of(self, words: Sequence[str]) -> Condition:
        """The cell holds one of these words."""
        said = [self.says(word) for word in words]
        return Condition(f"OR({','.join(one.formula for one in said)})", any(one.holds for one in said))

    def below(self, limit: float | date | Cell, *, times: float = 1) -> Condition:
        """Less than a number, a day, or a multiple of another cell."""
        return self._compared("<", limit, times)

    def above(self, limit: float | date | Cell, *, times: float = 1) -> Condition:
        """Greater than a number, a day, or a multiple of another cell."""
        return self._compared(">", limit, times)

    def _compared(self, sign: str, limit: float | date | Cell, times: float) -> Condition:
        other = limit if isinstance(limit, Cell) else Cell(_literal(limit), limit)
        formula = f"{self.at}{sign}{other.at}" + (f"*{_literal(times)}" if times != 1 else "")
        mine, theirs = self._number, other._number
        if mine is None or theirs is None:
            return Condition(formula, False)
        return Condition(formula, mine < theirs * times if sign == "<" else mine > theirs * times)


def _literal(limit: float | date) -> str:
    if isinstance(limit, (date, datetime)):
        return f"DATE({limit.year},{limit.month},{limit.day})"
    return repr(int(limit)) if float(limit).is_integer() else repr(float(limit))


def any_of(conditions: Sequence[Condition]) -> Condition:
    """At least one of them holds."""
    formulas = ",".join(condition.formula for condition in conditions)
    return Condition(f"OR({formulas})", any(condition.holds for condition in conditions))


@dataclass(frozen=True)
class Verdict:
    """A formula that answers with words, and the words it answers with now."""

    formula: str
    words: str


def first_that_holds(cases: Sequence[tuple[Condition, str]], otherwise: str) -> Verdict:
    """The words of the first condition that holds. Later conditions may rely on the earlier ones."""
    formula, words = f'"{otherwise}"', otherwise
    for condition, said in reversed(cases):
        formula = f'IF({condition.formula},"{said}",{formula})'
        words = said if condition.holds else words
    return Verdict(f"={formula}", words)
