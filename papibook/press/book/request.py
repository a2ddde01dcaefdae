"""What is asked of the process that runs Jupyter Book, and what it reports; both sides import it."""

from __future__ import annotations

import json
from dataclasses import KW_ONLY, asdict, dataclass
from pathlib import Path

COMPLETE, PAGE, WARNING = "complete", "page ", "warning "
"""Reports, a line each: the book is complete; the page whose name follows is written; Sphinx warned of what
follows as JSON."""

LOG = "html.log"
"""What Jupyter Book said, in the folder of logs."""


@dataclass(frozen=True)
class BookRequest:
    """What to build from ``source``: the new folder ``html``.

    ``logs`` and ``scratch`` are folders for this build alone. ``moment`` is the build's only date (seconds):
    the same source gives the same bytes. ``kept``: where doctrees and pages are kept from build to build,
    with ``key``, the digest of what they are made from except the texts.
    """

    source: Path
    html: Path
    _: KW_ONLY
    logs: Path
    scratch: Path
    moment: int = 0
    kept: Path | None = None
    key: str = ""

    def line(self) -> str:
        """The request as it goes over the pipe, its paths absolute."""
        values = {
            name: str(value.resolve()) if isinstance(value, Path) else value
            for name, value in asdict(self).items()
        }
        return json.dumps(values) + "\n"

    @classmethod
    def read(cls, line: str) -> BookRequest:
        """The request that came over the pipe."""
        values = json.loads(line)
        paths = ("source", "html", "logs", "scratch", "kept")
        return cls(**values | {name: Path(values[name]) for name in paths if values[name]})
