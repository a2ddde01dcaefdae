"""Keep synthetic workbooks in a project: inbox, submissions, receipts; and take them away again.

What this module did not write it does not touch: it knows its own workbooks by their receipts, and its
receipts by the senders' domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from papibook.data.demo_schedule import MAIL_DOMAIN
from papibook.data.tables import read_csv, write_csv
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project
from papibook.model.schema import RECEIPTS


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
    known = {name for receipt in _receipts(folder) for name in _own_file(receipt)}
    foreign = sorted(path.name for path in folder.glob("*") if path.name not in {*known, "receipts.csv"})
    senders = [str(receipt["sender"]) for receipt in _receipts(folder)]
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


def clear_demo(project: Project, period_id: str) -> None:
    """Take away what an earlier run wrote, so that no old revision stays behind."""
    folder = project.submissions / period_id
    for receipt in _receipts(folder):
        (project.inbox / str(receipt["sha256"])).unlink(missing_ok=True)
        for name in _own_file(receipt):
            (folder / name).unlink(missing_ok=True)


def store_demo(project: Project, period_id: str, parcels: list[Parcel]) -> None:
    """Keep what has arrived: inbox, accepted revisions, receipts in the order of arrival."""
    folder = project.submissions / period_id
    folder.mkdir(parents=True, exist_ok=True)
    project.inbox.mkdir(parents=True, exist_ok=True)
    records = []
    for number, parcel in enumerate(parcels, start=1):
        kept = project.inbox / str(parcel.receipt["sha256"])
        _write(kept, parcel.content)
        kept.chmod(0o444)
        if parcel.place:
            _write(folder / parcel.place, parcel.content)
        records.append({"receipt_id": f"{period_id}-{number:03d}", **parcel.receipt})
    write_csv(RECEIPTS.from_records(records), folder / "receipts.csv", RECEIPTS)


def _write(path: Path, content: bytes) -> None:
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content)
    aside.replace(path)
