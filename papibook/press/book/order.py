"""What the process that runs Jupyter Book is told, and what it reports. Light to import: both sides do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

COMPLETE, PAGE = "complete", "page "
"""Reports, a line each: the book stands complete; a page, whose name follows, stands written."""

LOG = "html.log"
"""What Jupyter Book said, in the folder of logs."""


@dataclass(frozen=True)
class Order:
    """What to build: paths as text.

    ``logs`` and ``scratch`` are folders for this build alone; ``moment`` is its only date. ``kept``: where
    doctrees and pages are kept from one build to the next; ``key``: digest of all they are made from
    but the texts.
    """

    source: str
    html: str
    scratch: str
    logs: str
    moment: int
    kept: str | None = None
    key: str = ""

    def line(self) -> str:
        """As it goes over the pipe."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> Order:
        """The order that came over the pipe."""
        return cls(**json.loads(line))
