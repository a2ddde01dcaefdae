"""Names of the files that an edition offers to its readers."""

from __future__ import annotations


def file_names(edition_id: str) -> dict[str, str]:
    """Names of the edition's downloads, by kind."""
    return {"pdf": f"bao-cao-papi-{edition_id}.pdf", "xlsx": f"so-lieu-papi-{edition_id}.xlsx"}
