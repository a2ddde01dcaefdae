"""An office that takes in files and writes what goes back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from forms import Form
from handed_in import NOW, Office

from papibook.data.given.plan import read_plan
from papibook.data.given.reference import read_reference
from papibook.data.intake.answers import ACCEPTED, Answer
from papibook.data.intake.examine import FileToExamine, examine, open_context
from papibook.data.intake.ledger import Receipt
from papibook.data.intake.recognise import NOTHING_STATED
from papibook.data.returns.write import return_place, write_returns


@dataclass
class Desk:
    """An office that gives back what it takes in."""

    office: Office

    def take(self, content: Form | bytes, name: str = "a.xlsx", **options: object) -> Answer:
        path = self.office.letter(name, content)
        answers = self.office.receive(path, **options)  # type: ignore[arg-type]
        return self.send_back(*answers)[0]

    def send_back(self, *answers: Answer) -> tuple[Answer, ...]:
        project = self.office.project
        desk = open_context(project, read_plan(project), read_reference(project))
        return write_returns(desk, answers, lambda done, total: None)

    def looked_at(self, form: Form | bytes) -> Answer:
        """What goes back for a form that lies in the inbox, without an intake."""
        project = self.office.project
        content = self.office.letter("a.xlsx", form).read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        project.inbox.mkdir(exist_ok=True)
        (project.inbox / sha256).write_bytes(content)
        desk = open_context(project, read_plan(project), read_reference(project))
        findings = examine(desk, FileToExamine(sha256, "a.xlsx", NOTHING_STATED)).findings
        receipt = Receipt("1", "xa-a", "2022-S1", 1, NOW, "", "a.xlsx", sha256, ACCEPTED, ())
        return self.send_back(Answer("a.xlsx", ACCEPTED, receipt=receipt, findings=findings))[0]

    def path(self, answer: Answer, ending: str) -> Path:
        assert answer.receipt is not None
        return Path(f"{return_place(self.office.project, answer.receipt)}.{ending}")

    def book(self, answer: Answer) -> openpyxl.Workbook:
        return openpyxl.load_workbook(self.path(answer, "xlsx"))

    def text(self, answer: Answer) -> str:
        return self.path(answer, "txt").read_text(encoding="utf-8")
