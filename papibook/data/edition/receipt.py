"""One line of the receipts as a value, and which of a unit's lines count.

The receipts are only ever added to. What counts on a day follows from the lines that there are by then, in
the order in which the reports arrived and not in the order of the lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from papibook.model.outcomes import ACCEPTED, MERGE, RESTORED, WAITING, WITHDRAWN

MACROS = "file.macros"
"""Stands among a receipt's findings where the workbook is one with macros."""

GIVEN = "identity.given"
"""Stands among a receipt's findings where the office said whose report it is, because the report does not."""


@dataclass(frozen=True)
class Receipt:
    """One line of the receipts; texts are empty, ``revision`` 0 and ``decided_at`` None where there is none.

    Schema RECEIPTS says what each means; ``codes`` are its findings.
    """

    receipt_id: str
    unit_id: str
    period_id: str
    revision: int
    received_at: datetime
    sender: str
    original_name: str
    sha256: str
    outcome: str
    codes: tuple[str, ...]
    takes: str = ""
    about: str = ""
    reason: str = ""
    decided_at: datetime | None = None

    @property
    def number(self) -> int:
        """The receipts of a period are numbered as they are written."""
        found = re.search(r"\d+$", self.receipt_id)
        return int(found[0]) if found else 0

    @property
    def is_accepted(self) -> bool:
        return self.outcome == ACCEPTED

    @property
    def is_merged(self) -> bool:
        """Whether it only adds to the report before it."""
        return self.is_accepted and self.takes == MERGE

    @property
    def is_given(self) -> bool:
        """Whether the office said whose report it is."""
        return GIVEN in self.codes

    @property
    def file(self) -> str:
        """The place of the accepted report in the project."""
        return submission_file(self.period_id, self.unit_id, self.revision, self.codes)


def submission_file(period_id: str, unit_id: str, revision: int, codes: Collection[str] = ()) -> str:
    """The place of an accepted revision in the project, with forward slashes on every system.

    ``codes``: of its receipt. A workbook with macros keeps its ending: Excel opens it under no other, and
    everybody sees what it is.
    """
    ending = "xlsm" if MACROS in codes else "xlsx"
    return f"data/submissions/{period_id}/{unit_id}.r{revision}.{ending}"


def counted(lines: Iterable[Receipt]) -> list[Receipt]:
    """The accepted reports among ``lines`` (in the order written) that are not withdrawn, as they arrived.

    Of two that arrived at the same moment the one with the higher revision is the later.
    """
    listed = list(lines)
    withdrawn: set[str] = set()
    for line in listed:
        if line.outcome == WITHDRAWN:
            withdrawn.add(line.about)
        elif line.outcome == RESTORED:
            withdrawn.discard(line.about)
    kept = (line for line in listed if line.is_accepted and line.receipt_id not in withdrawn)
    return sorted(kept, key=lambda line: (line.received_at, line.revision))


def counted_on(lines: Iterable[Receipt], day: date) -> list[Receipt]:
    """As :func:`counted`, of what had come and been withdrawn by the end of ``day``."""
    return counted(line for line in lines if line.received_at.date() <= day)


def in_use(arrived: Sequence[Receipt]) -> tuple[Receipt, ...]:
    """The report that is in use, of one unit's counted lines: the last that replaced all, and what was merged
    into it since. Empty where there is none."""
    whole = max((place for place, line in enumerate(arrived) if not line.is_merged), default=0)
    return tuple(arrived[whole:])


def undecided(lines: Iterable[Receipt], decided: Collection[str] = ()) -> list[Receipt]:
    """Of one unit's lines those that wait for the office: no line is about them, and no later report has
    replaced all since. ``decided``: receipts about which lines of others are."""
    listed = list(lines)
    settled = {*decided, *(line.about for line in listed)}
    used = in_use(counted(listed))
    since = used[0].received_at if used and not used[0].is_merged else datetime.min
    return [
        line
        for line in listed
        if line.outcome == WAITING and line.receipt_id not in settled and line.received_at >= since
    ]


def receipts_of(frame: pd.DataFrame, period_id: str) -> list[Receipt]:
    """The lines of a frame of schema RECEIPTS as they were written; ``period_id``: whose they are."""
    moments = ("received_at", "decided_at")
    texts = frame.drop(columns=["revision", *moments]).astype("string").fillna("")
    plain = (frame["revision"].fillna(0), *(frame[name] for name in moments))
    found = [
        Receipt(
            receipt_id=row.receipt_id,
            unit_id=row.unit_id,
            period_id=period_id,
            revision=int(revision),
            received_at=datetime.min if pd.isna(received_at) else received_at.to_pydatetime(),
            sender=row.sender,
            original_name=row.original_name,
            sha256=row.sha256.lower(),
            outcome=row.outcome,
            codes=tuple(code for code in row.findings.split(";") if code),
            takes=row.takes,
            about=row.about,
            reason=row.reason,
            decided_at=None if pd.isna(decided_at) else decided_at.to_pydatetime(),
        )
        for row, revision, received_at, decided_at in zip(texts.itertuples(index=False), *plain, strict=True)
    ]
    return sorted(found, key=lambda line: line.number)  # as texts, 1000 would stand before 999


def record_of(receipt: Receipt) -> dict[str, object]:
    """The line as a row of schema RECEIPTS."""
    return {
        "receipt_id": receipt.receipt_id,
        "unit_id": receipt.unit_id or None,
        "period_id": receipt.period_id or None,
        "revision": receipt.revision or None,
        "received_at": receipt.received_at,
        "sender": receipt.sender or None,
        "original_name": receipt.original_name or None,
        "sha256": receipt.sha256,
        "outcome": receipt.outcome,
        "findings": ";".join(receipt.codes) or None,
        "takes": receipt.takes or None,
        "about": receipt.about or None,
        "reason": receipt.reason or None,
        "decided_at": receipt.decided_at,
    }
