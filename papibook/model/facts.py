"""Facts: values by name, as a sentence states them. What they are, not how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from papibook.ground.numbers import MISSING_MARK
from papibook.model.figures import Figure
from papibook.model.inline import Inline


@dataclass(frozen=True)
class Fact:
    """One value.

    ``kind``: number, percent, change (a number with its sign), date. ``missing``: the mark that stands where
    there is none, … (owed) or – (nothing by rule); it is never written as 0. ``of``: part and whole of a
    percentage, which are written in its place where the cases are few (papibook.ground.numbers).
    """

    figure: Figure
    kind: Literal["number", "percent", "change", "date"] = "number"
    decimals: int = 0
    missing: str = MISSING_MARK
    of: tuple[float, float] | None = None


Named: TypeAlias = Mapping[str, "Fact | Inline"]


@dataclass(frozen=True)
class Facts:
    """What a sentence may name: a value, or a phrase that must agree with the values by rule.

    ``nothing``: what is said in place of a sentence where there is nothing to state (empty: nothing at all);
    None where there is something.
    """

    named: Named = field(hash=False)
    nothing: Inline | None = None
