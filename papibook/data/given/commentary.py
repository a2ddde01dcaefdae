"""The office's own words on a period: ``data/commentary/<period>/*.md``."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from papibook.ground.errors import ConfigError, cause_of
from papibook.ground.paths import Project
from papibook.model.tables import COMMENTARY

PLACES = re.compile(r"cover|decisions|district|dimension-[1-8]")


def read_commentary(project: Project, period_id: str) -> pd.DataFrame:
    """Commentary by place (schema COMMENTARY); empty where the office has written nothing.

    Raises:
        ConfigError: a file is not UTF-8, cannot be opened, or has a name that no page shows.
    """
    records: list[dict[str, object]] = []
    for path in sorted((project.commentary / period_id).glob("*.md")):
        file = f"data/commentary/{period_id}/{path.name}"
        if not PLACES.fullmatch(path.stem):
            raise ConfigError(
                "{file}: no page shows a commentary of that name. Name it cover.md, decisions.md, "
                "district.md or dimension-1.md to dimension-8.md.",
                file=file,
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
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
        if text:
            records.append({"period_id": period_id, "place": path.stem, "markdown": text})
    return COMMENTARY.from_records(records)
