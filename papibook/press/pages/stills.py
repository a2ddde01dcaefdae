"""Charts as still pictures: a Vega-Lite value becomes an SVG, the same on every machine.

Labels are measured with Liberation Sans, which the converter carries, so that a picture's bytes don't depend
on the machine's fonts; the drawn text then names the font of the edition, which is narrower. Browsers follow
the picture's own rule instead, which names the fonts of the pages; Typst passes over rules that begin with @.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from papibook.press.pages.converter import draw
from papibook.views.common.theme import SCREEN_FONTS, STILL_WIDTH

MEASURING_FONT = "Liberation Sans"
PRINT_FONT = "Libertinus Serif"
"""The text font that the Typst wheel carries; it has every Vietnamese letter."""


_ROOM = {"left": 16, "top": 5, "right": 10, "bottom": 5}
"""Pixels around a picture: words in a browser's font may be wider than they were measured."""
_SCREEN_RULE = f"@media all{{text{{font-family:{SCREEN_FONTS}}}}}"


@dataclass(frozen=True)
class Still:
    """A drawn chart; ``sha`` names its file."""

    sha: str
    svg: str
    width: int
    height: int


def draw_still(spec: Mapping[str, Any], *, font: str = PRINT_FONT) -> Still:
    """``spec`` (a Vega-Lite value with inline data) as an SVG picture.

    Raises:
        ValueError: the converter does not accept the value.
    """
    value = json.loads(json.dumps(spec))
    if value.get("width") == "container":
        value["width"] = STILL_WIDTH
    value.setdefault("config", {})["font"] = MEASURING_FONT
    value["padding"] = _ROOM
    value["config"].setdefault("background", "transparent")
    svg = draw(value)
    svg = svg.replace(f'font-family="{MEASURING_FONT}"', f'font-family="{font}, serif"')
    svg = re.sub(r"^(<svg[^>]*>)", rf"\1<style>{_SCREEN_RULE}</style>", svg, count=1)
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', svg)
    if size is None:
        raise ValueError("the converter returned a picture without a size")
    sha = hashlib.sha256(svg.encode()).hexdigest()[:20]
    return Still(sha, svg, round(float(size[1])), round(float(size[2])))
