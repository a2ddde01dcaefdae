"""How fast workbooks are taken in, and how it grows: ``python benchmarks/intake.py [COUNT …]``.

For each count a project with so many communes is made in a temporary folder, with one workbook each, and
handed in at once. "Keeping" is copying and forcing to the disk; the rest is reading, checking, receipts and
copies. CPU seconds count all processes: on a busy machine they say more than the clock does.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from papibook.data.intake.intake import HandIn, receive
from papibook.ground.paths import Project

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (1000, 4000, 10599)
PERIOD, MODEL_ID, MODEL_NAME = "2022-S1", "xa-chieng-son", "Xã Chiềng Sơn"
NOW = datetime(2022, 6, 1, 9)


@dataclass(frozen=True)
class Timing:
    """What one intake took; seconds of the clock, and of all processors."""

    count: int
    keeping: float
    checking: float
    cpu: float

    def line(self) -> str:
        return (
            f"{self.count:6d} workbooks: kept in {self.keeping:6.1f} s, read and checked in "
            f"{self.checking:6.1f} s ({self.count / self.checking:5.0f} a second); CPU {self.cpu:6.1f} s, "
            f"{1000 * self.cpu / self.count:5.1f} ms each"
        )


def make_project(root: Path, count: int) -> Project:
    """The shipped plan with ``count`` further communes."""
    for folder in ("reference", "plans"):
        shutil.copytree(ROOT / "data" / folder, root / "data" / folder)
    shutil.copy(ROOT / "_config.yml", root)
    path = root / "data/reference/units.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if row["unit_id"] == MODEL_ID)
    for number in range(count):
        name = _name(number)
        rows.append(
            {
                **model,
                "unit_id": _id(number),
                "unit_code": f"9{number:05d}",
                "unit_name": name,
                "short_name": name,
                "sort_order": str(1000 + number),
            }
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(model), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return Project(root)


def _id(number: int) -> str:
    return f"xa-thu-{number:05d}"


def _name(number: int) -> str:
    return f"Xã Thử {number:05d}"


def make_workbooks(folder: Path, count: int) -> None:
    """One filled-in form for each further commune, all different."""
    folder.mkdir()
    with zipfile.ZipFile(ROOT / f"data/submissions/{PERIOD}/{MODEL_ID}.r1.xlsx") as model:
        parts = {name: model.read(name) for name in model.namelist()}
    for number in range(count):
        (folder / f"{_id(number)}.xlsx").write_bytes(_renamed(parts, number))


def _renamed(parts: dict[str, bytes], number: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            renamed = content.replace(MODEL_ID.encode(), _id(number).encode())
            book.writestr(name, renamed.replace(MODEL_NAME.encode(), _name(number).encode()))
    return out.getvalue()


def measure(count: int) -> Timing:
    """Take in ``count`` workbooks with as many processes as there are processors."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        project = make_project(root / "project", count)
        make_workbooks(root / "post", count)
        kept_at = time.monotonic()

        def tell(stage: str, done: int, total: int | None) -> None:
            nonlocal kept_at
            if stage == "keep":
                kept_at = time.monotonic()

        began, cpu = time.monotonic(), _cpu()
        answers = receive(project, (root / "post",), HandIn(NOW), workers=os.cpu_count() or 1, progress=tell)
        ended = time.monotonic()
        accepted = sum(answer.outcome == "accepted" for answer in answers)
        if accepted != count:
            raise SystemExit(f"{accepted} of {count} were accepted")
        return Timing(count, kept_at - began, ended - kept_at, _cpu() - cpu)


def _cpu() -> float:
    return sum(_used(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _used(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timings(counts: tuple[int, ...]) -> Iterator[Timing]:
    """One timing for each count."""
    yield from (measure(count) for count in counts)


if __name__ == "__main__":
    for timing in timings(tuple(int(word) for word in sys.argv[1:]) or COUNTS):
        print(timing.line(), flush=True)
