"""Findings: what is wrong with the units' data, collected and shown all together.

Codes: :mod:`papibook.model.findings.catalogue`. A finding keeps facts; its words are made from the
``findings`` catalogue when somebody reads it, so that it can be said in any language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from papibook.ground.shortened import shortened
from papibook.ground.texts import say
from papibook.model.findings.catalogue import CODES, CURES, KINDS
from papibook.model.findings.code import FindingCode
from papibook.model.tables import FINDINGS

ERROR, WARNING, NOTE = "error", "warning", "note"

TRANSLATED_VALUES = ("cause", "direction")
"""Values that are themselves texts of the catalogue."""

MAX_FOUND = 200
"""Characters of a cell that a finding quotes."""

EXPLANATION = "explanation"
"""The value of a finding that was confirmed: why what was found is right."""

OF_UNIT = "of_unit"
"""The value of a finding in a workbook that carries several units: the name of the unit that it is about."""


class Cause(NamedTuple):
    """What a finding is about, to be asked once: another value in the cell is another cause.

    ``part``: the label, the other answer or the column; ``found``: what stands there.
    """

    code: str
    subject_id: str
    part: str
    found: str


@dataclass(frozen=True)
class Finding:
    """One thing wrong, and where: file, sheet, cell, and the task or indicator of its row.

    ``found``: what stands there, shortened. ``values``: further facts for the message.
    """

    code: str
    unit_id: str = ""
    period_id: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    subject_id: str = ""
    found: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no such finding code: {self.code}")

    @property
    def kind(self) -> FindingCode:
        """What its code means."""
        return CODES[self.code]

    @property
    def severity(self) -> str:
        """error, warning or note; what was confirmed asks for nothing any more."""
        return NOTE if self.explanation else self.kind.severity

    @property
    def explanation(self) -> str:
        """Why what was found is right, as the unit or the office confirmed it."""
        return self.values.get(EXPLANATION, "")

    @property
    def cause(self) -> Cause:
        """What can be confirmed about it."""
        parts = (self.values.get(name, "") for name in ("label", "other", "header"))
        found = [self.quoted, self.values.get("other_found", "")]
        part = next((part for part in parts if part), "" if self.subject_id else self.sheet)
        return Cause(self.code, self.subject_id, part, " / ".join(text for text in found if text))

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The sheets and cells that it names: its own, then that of the other answer, where there is one."""
        other = (self.values.get("other_sheet", ""), self.values.get("other_cell", ""))
        return tuple(place for place in ((self.sheet, self.cell), other) if all(place))

    @property
    def quoted(self) -> str:
        """``found`` at a length that fits a table; what is shortened already stays."""
        is_shortened = len(self.found) <= MAX_FOUND + 1 and self.found.endswith("…")
        return self.found if is_shortened else shortened(self.found, MAX_FOUND)

    def text(self, lang: str = "vi") -> str:
        """What is wrong; or was asked, where it was confirmed; of whom, where the file is another unit's."""
        unit, said = self.values.get(OF_UNIT), self.said(lang)
        return f"{unit}: {said}" if unit else said

    def said(self, lang: str = "vi") -> str:
        """What is wrong, for a table that names the unit by itself."""
        told = say("findings", self.kind.message, lang=lang, **self._facts(lang))
        if not self.explanation:
            return told
        confirmed = say("findings", "Confirmed: {explanation}", lang=lang, explanation=self.explanation)
        return f"{told} {confirmed}"

    def cure(self, lang: str = "vi") -> str:
        """What to do."""
        if self.explanation:
            return say("findings", "Nothing has to be done.", lang=lang)
        return say("findings", self.kind.cure, lang=lang, **self._facts(lang))

    def _facts(self, lang: str) -> dict[str, object]:
        values = {
            name: say("findings", value, lang=lang) if name in TRANSLATED_VALUES else value
            for name, value in self.values.items()
        }
        return {
            "cure": say("findings", CURES.get(self.values.get("cause", ""), ""), lang=lang),
            "unit": self.unit_id,
            "file": self.file.rpartition("/")[2],
            "sheet": self.sheet,
            "cell": self.cell,
            "subject": self.subject_id,
            "found": self.quoted,
            **values,
        }


def to_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """``findings`` as a frame of schema FINDINGS, each once, in the schema's order; words in Vietnamese."""
    records: list[dict[str, object]] = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "unit_id": finding.unit_id or None,
            "period_id": finding.period_id or None,
            "file": finding.file or None,
            "sheet": finding.sheet or None,
            "cell": finding.cell or None,
            "subject_id": finding.subject_id or None,
            "other_id": finding.values.get("other"),
            "found": finding.quoted or None,
            "message": finding.said("vi"),
            "cure": finding.cure("vi"),
            "values": json.dumps(dict(finding.values), ensure_ascii=False, sort_keys=True),
        }
        for finding in findings
    ]
    frame = FINDINGS.from_records(records).drop_duplicates()
    order = pd.DataFrame({name: frame[name].fillna("") for name in ("file", "sheet")})
    rows, columns = zip(*(_place(cell) for cell in frame["cell"]), strict=True) if len(frame) else ((), ())
    order = order.assign(
        row=rows,
        column=columns,
        code=frame["code"],
        subject=frame["subject_id"].fillna(""),
        values=frame["values"],
    )
    order = order.sort_values(list(order.columns), kind="stable")
    return frame.loc[order.index].reset_index(drop=True)


def by_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of schema FINDINGS as readers see it: what each is about in words, in place of its code."""
    kinds = [say("findings", KINDS[str(code).partition(".")[0]]) for code in frame["code"]]
    shown = frame.drop(columns=["code", "values"])
    shown.insert(0, "finding_kind", pd.Series(kinds, index=frame.index, dtype="string"))
    return shown


def from_frame(frame: pd.DataFrame) -> tuple[Finding, ...]:
    """The findings of a frame of schema FINDINGS, to be said in another language."""
    fields = ["code", "unit_id", "period_id", "file", "sheet", "cell", "subject_id", "found"]
    plain = frame[fields].fillna("").astype(str).to_numpy()
    values = [json.loads(text) if isinstance(text, str) else {} for text in frame["values"]]
    return tuple(
        Finding(code, unit_id, period_id, file, sheet, cell, subject_id, found, held)
        for (code, unit_id, period_id, file, sheet, cell, subject_id, found), held in zip(
            plain, values, strict=True
        )
    )


def _place(cell: object) -> tuple[int, int]:
    """``"B12"`` as (12, 2), so that findings follow the sheet and B9 stands before B12."""
    if not isinstance(cell, str):
        return (0, 0)
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return (int(cell[len(letters) :] or 0), column)
