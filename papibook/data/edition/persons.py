"""The review list: every personal text of the reports that an edition reads, one line for each, and answers.

Made from what was read, before a dataset has these texts masked. Nothing that is built opens this list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from papibook.data.edition.dataset import Dataset
from papibook.data.persons.decisions import (
    MASK,
    THE_OFFICE,
    Answer,
    Decisions,
    add_answer,
    read_persons,
    write_persons,
)
from papibook.data.persons.found import Personal, find_personal, find_persons, key_of
from papibook.data.persons.masked import name_pattern
from papibook.data.persons.names import NAME
from papibook.data.report.persons import WrittenText
from papibook.data.report.report import ReportRead
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.ground.shortened import shortened

AROUND = 40
"""Signs of the text that are shown before and behind."""


@dataclass(frozen=True)
class ReviewLine:
    """One personal text of one unit, however often it stands there.

    Attributes:
        number: by which it is answered; answered lines keep theirs.
        unit_id: who wrote it; ``THE_OFFICE``: commentary and marks.
        period_id, place: where it stands first: sheet and cell, or the office's file.
        before, after: what stands around it there.
        n_places: how many cells have it.
        is_published: a page may show it; names of those who made the report stand on none.
        answer, reason: the office's; empty where there is none.
        is_hidden: whether it is masked now.
    """

    number: int
    unit_id: str
    kind: str
    text: str
    period_id: str
    place: str
    before: str
    after: str
    n_places: int = 1
    is_published: bool = True
    answer: str = ""
    reason: str = ""
    is_hidden: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for the office's word."""
        return self.is_published and not self.answer


def review_list(written: Dataset, decisions: Decisions) -> tuple[ReviewLine, ...]:
    """Every personal text of the edition's reports and of the office's own words, what is published first.

    The order is that of units, periods and cells, so a line's number stays while the reports do.
    """
    of_units = (_of_unit(unit_id, reports, decisions) for unit_id, reports in _reports(written))
    found = [*_of_office(written, decisions), *(line for lines in of_units for line in lines)]
    lines = []
    for number, line in enumerate(sorted(found, key=lambda each: not each.is_published), start=1):
        key = (line.unit_id, line.kind, key_of(line.kind, line.text))
        lines.append(
            replace(
                line,
                number=number,
                answer=decisions.answers.get(key, ""),
                reason=decisions.reasons.get(key, ""),
                is_hidden=not decisions.is_kept(*key),
            )
        )
    return tuple(lines)


def answer_lines(
    project: Project,
    lines: Sequence[ReviewLine],
    answers: Sequence[tuple[int, str]],
    reason: str,
    by: str,
    on: date,
) -> tuple[ReviewLine, ...]:
    """Write the office's answers, keep or mask by number of the line; the lines with their answers.

    Raises:
        ConfigError: there is no such line, or a reason is missing; then nothing is written.
    """
    reason = " ".join(reason.split())
    known = {line.number: line for line in lines}
    persons = read_persons(project)
    answered = []
    for number, answer in answers:
        if number not in known:
            raise ConfigError(
                "There is no line {number}. The list has {count} lines.", number=number, count=len(known)
            )
        line = known[number]
        given = Answer(line.unit_id, line.kind, line.text, answer, reason, by, line.place)
        persons = add_answer(persons, given, on)
        answered.append(replace(line, answer=answer, reason=reason, is_hidden=answer == MASK))
    write_persons(project, persons)
    return tuple(answered)


_Report = tuple[str, ReportRead]


def _reports(written: Dataset) -> Iterator[tuple[str, list[_Report]]]:
    """By unit, in the office's order: its reports of the edition's periods, the edition's own first.

    Marks beside a unit's figures count as texts of that unit.
    """
    found: dict[str, list[_Report]] = {}
    for data in sorted(written.periods.values(), key=lambda data: data is not written.current):
        for unit_id, report in data.reports.items():
            found.setdefault(unit_id, []).append((data.period.period_id, report))
    for row in written.follow_up.itertuples():
        note = WrittenText("followup.csv", "", str(row.subject_id), str(row.note))
        found.setdefault(str(row.unit_id), []).append((str(row.period_id), ReportRead(texts=[note])))
    for unit_id in written.reference.units["unit_id"]:
        if unit_id in found:
            yield str(unit_id), found[str(unit_id)]


def _of_unit(unit_id: str, reports: Sequence[_Report], decisions: Decisions) -> list[ReviewLine]:
    lines: dict[tuple[str, str], ReviewLine] = {}
    given: list[ReviewLine] = []
    for period_id, report in reports:
        for text in dict.fromkeys(report.texts):
            for found in (*find_personal(text.text), *find_persons(text.text, decisions.places)):
                _add(lines, _line(unit_id, period_id, text, found))
        for text in report.given_names:
            names = find_persons(text.text, decisions.places)
            whole = Personal(NAME, 0, len(text.text), text.text)
            given += [_line(unit_id, period_id, text, name) for name in names or (whole,)]
    for line in given:
        key = key_of(line.kind, line.text)
        if (line.kind, key) not in lines:
            for written in _written(key, unit_id, reports) or (replace(line, is_published=False),):
                _add(lines, written)
    return list(lines.values())


def _written(key: str, unit_id: str, reports: Iterable[_Report]) -> list[ReviewLine]:
    """Where the unit's texts have a name that neither a title nor a surname shows; one word may be any."""
    return [
        _line(unit_id, period_id, text, Personal(NAME, match.start(), match.end(), match.group()))
        for period_id, report in reports
        for text in dict.fromkeys(report.texts)
        for match in (name_pattern(key).finditer(text.text) if " " in key else ())
    ]


def _of_office(written: Dataset, decisions: Decisions) -> list[ReviewLine]:
    """Of the commentary and of the register of directing."""
    lines: dict[tuple[str, str], ReviewLine] = {}
    texts = [(f"{row.place}.md", str(row.markdown)) for row in written.commentary.itertuples()]
    for row in written.directives.itertuples():
        texts += [
            (f"directives.csv {row.directive_id}", str(cell))
            for cell in (row.issuer, row.subject, row.result)
            if not pd.isna(cell)
        ]
    for place, said in texts:
        text = WrittenText(place, "", "", said)
        for found in (*find_personal(text.text), *find_persons(text.text, decisions.places)):
            _add(lines, _line(THE_OFFICE, written.edition.period.period_id, text, found))
    return list(lines.values())


def _add(lines: dict[tuple[str, str], ReviewLine], line: ReviewLine) -> None:
    key = (line.kind, key_of(line.kind, line.text))
    former = lines.get(key)
    lines[key] = line if former is None else replace(former, n_places=former.n_places + 1)


def _line(unit_id: str, period_id: str, text: WrittenText, found: Personal) -> ReviewLine:
    place = " ".join(part for part in (text.sheet, text.cell) if part)
    before, after = (re.sub(r"\s+", " ", part) for part in (text.text[: found.start], text.text[found.end :]))
    return ReviewLine(
        0,
        unit_id,
        found.kind,
        " ".join(found.text.split()),
        period_id,
        place,
        shortened(before, AROUND, from_end=True),
        shortened(after, AROUND),
    )
