"""A project that takes in files, and what is handed in to it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd
from forms import Form, make_project, write_form

from papibook.data.given.csv_table import read_csv
from papibook.data.intake.answers import Answer
from papibook.data.intake.intake import HandIn, receive
from papibook.data.intake.recognise import Stated
from papibook.ground.paths import Project
from papibook.model.tables import RECEIPTS

NOW = datetime(2022, 6, 1, 9, 30)


@dataclass
class Office:
    """Takes in files of the folder ``post``, which lies outside the project."""

    root: Path
    project: Project = field(init=False)

    def __post_init__(self) -> None:
        self.project = make_project(self.root / "project")
        self.post.mkdir()

    @property
    def post(self) -> Path:
        return self.root / "post"

    def letter(self, name: str, content: Form | bytes) -> Path:
        """A file in the post."""
        path = self.post / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            write_form(content, path)
        return path

    def receive(
        self,
        *paths: Path,
        now: datetime = NOW,
        received_at: datetime | None = None,
        sender: str = "",
        unit: str = "",
        period: str = "",
        workers: int = 1,
    ) -> tuple[Answer, ...]:
        order = HandIn(now, received_at, sender, Stated(unit, period))
        return receive(self.project, paths or (self.post,), order, workers=workers)

    def one(self, *paths: Path, **options: object) -> Answer:
        """The only answer."""
        (answer,) = self.receive(*paths, **options)  # type: ignore[arg-type]
        return answer

    def receipts(self, period_id: str = "2022-S1") -> pd.DataFrame:
        path = self.project.submissions / period_id / "receipts.csv"
        return read_csv(path, RECEIPTS) if path.exists() else RECEIPTS.empty()

    def reports(self, period_id: str = "2022-S1") -> dict[str, bytes]:
        folder = self.project.submissions / period_id
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xls[xm]"))}

    def is_kept(self, content: bytes) -> bool:
        path = self.project.inbox / hashlib.sha256(content).hexdigest()
        return path.is_file() and path.read_bytes() == content and path.stat().st_mode & 0o222 == 0

    def everything(self) -> dict[str, bytes]:
        """Every file under the root that is not in the post: where an intake may have written."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not path.is_relative_to(self.post) and path.name != ".receive.lock"
        }


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def form_bytes(form: Form, tmp_path: Path) -> bytes:
    path = tmp_path / "form.xlsx"
    write_form(form, path)
    return path.read_bytes()


def with_macros(content: bytes, extra: dict[str, bytes]) -> bytes:
    """The workbook as Excel saves it under .xlsm."""
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).replace(plain, macro) for name in archive.namelist()}
    return zipped({**parts, **extra})
