"""Reminders as files: a folder with a text for each unit."""

from collections.abc import Mapping
from pathlib import Path


def refuse_foreign(folder: Path) -> None:
    """Say so before anything is shown."""
    from papibook.ground.new_folder import refuse_foreign_files
    from papibook.views.office.reminders import heading

    refuse_foreign_files(folder, heading())


def write_reminders(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the texts by unit, in the place of those of an earlier run."""
    from papibook.ground.new_folder import write_folder
    from papibook.views.office.reminders import heading

    write_folder(folder, {f"{unit_id}.txt": text for unit_id, text in texts.items()}, marker=heading())
