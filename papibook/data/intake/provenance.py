"""Where a kept file came from: its name, its sender and its moment, beside its bytes as ``<sha256>.json``.

Written before the bytes are there, so that whoever finds them finds these too. A file kept by an earlier
version has no such record; its date is the moment at which it came, and nobody knows the rest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from papibook.ground.paths import Project
from papibook.ground.whole_file import write_whole


@dataclass(frozen=True)
class Provenance:
    """A file's first arrival: name and sender as they may be shown, and the plan's local time."""

    name: str
    sender: str
    received_at: datetime


def write_provenance(project: Project, sha256: str, provenance: Provenance) -> None:
    """Record it, forced to the disk."""
    write_whole(_file(project, sha256), provenance_bytes(provenance), is_durable=True)


def provenance_bytes(provenance: Provenance) -> bytes:
    """The record as it stands beside the bytes."""
    record = {
        "name": provenance.name,
        "sender": provenance.sender,
        "received_at": provenance.received_at.isoformat(),
    }
    return (json.dumps(record, ensure_ascii=False, indent=0) + "\n").encode()


def read_provenance(project: Project, sha256: str) -> Provenance | None:
    """What was recorded; None where nothing can be read that says it."""
    try:
        record = json.loads(_file(project, sha256).read_bytes())
        moment = datetime.fromisoformat(record["received_at"]).replace(microsecond=0, tzinfo=None)
        return Provenance(str(record["name"]), str(record["sender"]), moment)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _file(project: Project, sha256: str) -> Path:
    return project.inbox / f"{sha256}.json"
