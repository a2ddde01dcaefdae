"""The cache of still pictures, under ``_build/cache/stills``: an unchanged chart is not drawn again.

A page is made again for one cell of one workbook; most of its charts then say what they said before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from papibook.ground.kept_values import Codec, KeptValues
from papibook.ground.paths import Project
from papibook.press.pages.stills import Still, draw_still
from papibook.press.recipe.inputs import package_digest

_CODEC: Codec[Still] = Codec(1, asdict, lambda plain: Still(**plain))


class StillCache:
    """Still pictures by what they are drawn from, in ``folder``; where that is not there, none is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._values = KeptValues(folder, _CODEC)

    @classmethod
    def of(cls, project: Project) -> StillCache:
        """The cache of a project."""
        return cls(project.root / "_build" / "cache" / "stills")

    def draw(self, spec: Mapping[str, Any], *, font: str) -> Still:
        """As ``draw_still``, once for equal charts; many threads may call it."""
        key = _key(spec, font)
        if (stored := self._values.read(key)) is not None:
            return stored
        still = draw_still(spec, font=font)
        if self.folder.is_dir():
            self._values.write(key, still)
        return still

    def prune(self) -> None:
        """Remove what was not used for long."""
        self._values.prune()


def _key(spec: Mapping[str, Any], font: str) -> str:
    # The names of the specification in the order given, which the converter may draw in.
    drawn = json.dumps([spec, font, package_digest(), version("vl-convert-python")])
    return hashlib.sha256(drawn.encode()).hexdigest()
