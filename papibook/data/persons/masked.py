"""Texts as they may be shown: what is personal is replaced by words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pandas as pd

from papibook.data.persons.addresses import ADDRESS
from papibook.data.persons.decisions import THE_OFFICE, Decisions
from papibook.data.persons.found import MASKED_KINDS, Personal, find_personal, find_persons
from papibook.data.persons.names import NAME
from papibook.data.persons.numbers import EMAIL, IDENTITY, PHONE
from papibook.ground.texts import say
from papibook.model.findings import Finding

_WORDS = {
    PHONE: "[phone number hidden]",
    IDENTITY: "[identity number hidden]",
    EMAIL: "[e-mail address hidden]",
    ADDRESS: "[address hidden]",
    NAME: "[name hidden]",
}

FINDING_CODES = {f"person.{kind}": kind for kind in MASKED_KINDS}
"""Findings that quote nothing but the personal text itself."""

_IDS = ("unit_id", "period_id", "task_id", "indicator_id", "file", "cell", "sha256", "code", "receipt_id")


def masked_text(text: str, unit_id: str, decisions: Decisions) -> str:
    """``text``, written by the unit (the office itself: ``THE_OFFICE``), as it may be shown."""
    parts, place = [], 0
    for found in _hidden(text, unit_id, decisions):
        parts += [text[place : found.start], _mask(found.kind)]
        place = found.end
    return "".join([*parts, text[place:]])


def masked_frame(frame: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """``frame`` with every text as it may be shown; a column ``unit_id`` says who wrote the row."""
    units = frame["unit_id"].fillna(THE_OFFICE) if "unit_id" in frame.columns else None
    changed = {
        name: [
            masked_text(text, str(unit), decisions) if isinstance(text, str) else text
            for text, unit in zip(
                frame[name], units if units is not None else [THE_OFFICE] * len(frame), strict=True
            )
        ]
        for name in frame.columns
        if frame[name].dtype == "string" and name not in _IDS
    }
    return frame.assign(
        **{name: pd.Series(cells, index=frame.index, dtype="string") for name, cells in changed.items()}
    )


def masked_findings(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """``findings`` with what they quote as it may be shown, without those on texts that stay."""
    for finding in findings_to_say(findings, decisions):

        def shown(text: str, unit_id: str = finding.unit_id) -> str:
            return masked_text(text, unit_id, decisions)

        kind = FINDING_CODES.get(finding.code)
        yield replace(
            finding,
            file=shown(finding.file),
            sheet=shown(finding.sheet),
            subject_id=shown(finding.subject_id),
            found=_mask(kind) if kind else shown(finding.found),
            values={name: value if name in _IDS else shown(value) for name, value in finding.values.items()},
        )


def findings_to_say(findings: Iterable[Finding], decisions: Decisions) -> Iterator[Finding]:
    """``findings`` without those on personal texts of which the office has said that they stay."""
    for finding in findings:
        kind = FINDING_CODES.get(finding.code)
        if kind is None or not decisions.is_kept(finding.unit_id, kind, key_of_finding(kind, finding)):
            yield finding


def key_of_finding(kind: str, finding: Finding) -> str:
    """The key of the text that a finding quotes."""
    return Personal(kind, 0, len(finding.found), finding.found).key


def _hidden(text: str, unit_id: str, decisions: Decisions) -> list[Personal]:
    found = [each for each in find_personal(text) if not decisions.is_kept(unit_id, each.kind, each.key)]
    masked = decisions.masked_names(unit_id)
    if masked:
        found += _names(text, masked, decisions)
    ordered: list[Personal] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not ordered or each.start >= ordered[-1].end:
            ordered.append(each)
    return ordered


def _names(text: str, masked: tuple[str, ...], decisions: Decisions) -> Iterator[Personal]:
    """Masked names: of one word where a title shows that it is a name, of several wherever they stand."""
    for each in find_persons(text, decisions.places):
        if each.key in masked:
            yield each
    for key in masked:
        if " " in key:
            for match in name_pattern(key).finditer(text):
                yield Personal(NAME, match.start(), match.end(), match.group())


@cache
def name_pattern(key: str) -> re.Pattern[str]:
    """Where a name of that key stands, whatever its case and spaces."""
    words = r"\s+".join(re.escape(word) for word in key.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.I)


def _mask(kind: str) -> str:
    return say("persons", _WORDS[kind])
