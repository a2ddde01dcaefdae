"""The office's own words on a period: ``data/commentary/<period>/*.md``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pandas as pd

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.paths import Project
from papibook.model.tables import COMMENTARY

PLACES = ("cover", "decisions", "district")
"""Beside the dimensions: what the office may write for."""


def read_commentary(project: Project, period_id: str, dimension_ids: Iterable[str]) -> pd.DataFrame:
    """Commentary by place (schema COMMENTARY); empty where the office has written nothing.

    ``dimension_ids``: whose pages may have one.

    Raises:
        ConfigError: a file is not UTF-8, cannot be opened, or has a name that no page shows.
    """
    records: list[dict[str, object]] = []
    places = (*PLACES, *(f"dimension-{dimension_id}" for dimension_id in dimension_ids))
    for path in sorted((project.commentary / period_id).glob("*.md")):
        file = f"data/commentary/{period_id}/{path.name}"
        if path.stem not in places:
            raise ConfigError(
                "{file}: no page shows a commentary of that name. Name it one of {known}.",
                file=file,
                known=", ".join(f"{place}.md" for place in places),
            )
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as err:
            line = err.object[: err.start].count(b"\n") + 1
            raise ConfigError(
                "{file}, line {line}: not UTF-8. Save the file with the encoding UTF-8.", file=file, line=line
            ) from None
        except OSError as err:
            raise ConfigError("{file} cannot be opened ({cause}).", file=file, cause=cause_of(err)) from None
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).rstrip()
        if text.strip():
            records.append({"period_id": period_id, "place": path.stem, "markdown": text})
    return COMMENTARY.from_records(records)
