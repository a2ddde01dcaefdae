"""The build's manifest: what an edition was made of and what came out, without any time or path."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from papibook import __version__
from papibook.press.recipe.inputs import (
    BOOK_LIBRARIES,
    PAGE_LIBRARIES,
    PRINT_LIBRARIES,
    library_versions,
    package_digest,
)
from papibook.press.recipe.jobs import PageJob


def file_digests(folder: Path) -> dict[str, str]:
    """sha256 of every file below ``folder``, by POSIX path, sorted."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def manifest_text(
    *,
    edition: Mapping[str, object],
    dataset_digest: str,
    texts_digest: str,
    jobs: Sequence[PageJob],
    failed: Sequence[str],
    folder: Path,
) -> str:
    """The manifest as JSON text: edition, data, code, libraries, pages, and a digest of each output file."""
    value = {
        "code": {"version": __version__, "digest": package_digest()},
        "edition": dict(edition),
        "dataset_sha256": dataset_digest,
        "texts_sha256": texts_digest,
        "libraries": library_versions((*PAGE_LIBRARIES, *BOOK_LIBRARIES, *PRINT_LIBRARIES)),
        "pages": [
            {"page": job.page_id, "template": job.template, "parameters": dict(job.parameters)}
            for job in jobs
        ],
        "failed_pages": list(failed),
        "files": file_digests(folder),
    }
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
