"""What the process that runs Jupyter Book is told. Light to import, since both sides do."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

HTML, SINGLE = "html", "single"
"""The two parts of a book, as orders, reports and logs name them."""


@dataclass(frozen=True)
class Order:
    """What to build: paths as text, None for a part that is not wanted.

    ``logs`` and ``scratch`` are folders for this build alone; ``moment`` is its only date. ``kept``: where
    doctrees and pages are kept from one build to the next; ``key``: digest of all they are made from
    but the texts.
    """

    source: str
    scratch: str
    logs: str
    moment: int
    html: str | None
    single: str | None
    kept: str | None = None
    key: str = ""

    def line(self) -> str:
        """As it goes over the pipe."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def read(cls, line: str) -> Order:
        """The order that came over the pipe."""
        return cls(**json.loads(line))
