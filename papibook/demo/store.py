"""Keep synthetic workbooks in a project: inbox, submissions, receipts; and take them away again.

What this module did not write it does not touch: it knows its own workbooks by their receipts, and its
receipts by the senders' domain. Everything is written aside first; a run that is stopped while it writes
leaves what was there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import read_csv, write_csv
from papibook.data.intake.provenance import Provenance, provenance_bytes
from papibook.demo.schedule import MAIL_DOMAIN
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.tables import RECEIPTS


@dataclass(frozen=True)
class Parcel:
    """A workbook that has arrived: its bytes, where it goes (None: refused), its line in the receipts."""

    content: bytes
    place: str | None
    receipt: dict[str, object]


def refuse_foreign(folder: Path) -> None:
    """Refuse a period's folder that holds workbooks which no synthetic receipt names.

    Raises:
        ConfigError: naming the first of them.
    """
    receipts = _receipts(folder)
    known = {name for receipt in receipts for name in _own_file(receipt)}
    foreign = sorted(path.name for path in folder.glob("*") if path.name not in {*known, "receipts.csv"})
    senders = [str(receipt["sender"]) for receipt in receipts]
    real = [sender for sender in senders if not sender.endswith(MAIL_DOMAIN)]
    if foreign or real:
        raise ConfigError(
            "{folder} holds {found}, which the demo did not write. Nothing was changed. "
            "Move it away, or work in another project folder.",
            folder=f"data/submissions/{folder.name}",
            found=(foreign or real)[0],
        )


def _receipts(folder: Path) -> list[dict[str, object]]:
    path = folder / "receipts.csv"
    if not path.is_file():
        return []
    rows = read_csv(path, RECEIPTS).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _own_file(receipt: dict[str, object]) -> Iterator[str]:
    if receipt["outcome"] == "accepted":
        yield f"{receipt['unit_id']}.r{receipt['revision']}.xlsx"


def _came(receipt: dict[str, object]) -> Provenance:
    moment = pd.Timestamp(str(receipt["received_at"])).to_pydatetime()
    return Provenance(str(receipt["original_name"]), str(receipt["sender"]), moment)


@dataclass(frozen=True)
class Aside:
    """The folder that a run writes into before anything of the project is changed."""

    project: Project
    folder: Path

    def store(self, period_id: str, parcels: Iterable[Parcel]) -> None:
        """Keep what has arrived: inbox, accepted revisions, receipts in the order of arrival."""
        submissions, inbox = self.folder / period_id, self.folder / "inbox"
        submissions.mkdir()
        inbox.mkdir(exist_ok=True)
        records = []
        for number, parcel in enumerate(parcels, start=1):
            kept = inbox / str(parcel.receipt["sha256"])
            kept.write_bytes(parcel.content)
            kept.chmod(0o444)
            kept.with_name(f"{kept.name}.json").write_bytes(provenance_bytes(_came(parcel.receipt)))
            if parcel.place:
                (submissions / parcel.place).write_bytes(parcel.content)
            records.append({"receipt_id": f"{period_id}-{number:03d}", **parcel.receipt})
        write_csv(RECEIPTS.from_records(records), submissions / "receipts.csv", RECEIPTS)

    def swap_in(self, period_ids: Iterable[str]) -> None:
        """Put what was stored in the place of what an earlier run wrote.

        The inbox comes first and is cleared last: whatever a receipt names is there at every moment.
        """
        submissions, inbox = self.project.submissions, self.project.inbox
        for folder in (submissions, inbox):
            folder.mkdir(parents=True, exist_ok=True)
        fresh = {path.name for path in (self.folder / "inbox").iterdir()}
        for name in fresh:
            (self.folder / "inbox" / name).replace(inbox / name)
        for period_id in period_ids:
            former = {str(receipt["sha256"]) for receipt in _receipts(submissions / period_id)}
            if (submissions / period_id).exists():
                (submissions / period_id).rename(self.folder / f"{period_id}.old")
            (self.folder / period_id).rename(submissions / period_id)
            for name in former - fresh:
                (inbox / name).unlink(missing_ok=True)
                (inbox / f"{name}.json").unlink(missing_ok=True)


@contextmanager
def written_aside(project: Project) -> Iterator[Aside]:
    """A folder to write into, on the same disk as the data; gone afterwards, whatever happens."""
    folder = project.submissions.parent / ".demo-new"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield Aside(project, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
