"""Charts as still pictures: one warm converter draws every Vega-Lite value of a build to SVG.

The converter takes half a second to start and some 20 ms a chart, so it runs here, once, and not in each
kernel. Labels are measured with Liberation Sans, which the converter carries, so that a picture's bytes don't
depend on the machine's fonts; the drawn text then names the font of the edition, which is narrower. The
machine's own fonts are kept from the converter: an older Liberation Sans among them has no Vietnamese
letters, and looking for each of these in hundreds of fonts takes longer than all the rest.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from papibook.views.theme import STILL_WIDTH

MEASURING_FONT = "Liberation Sans"
_VEGA_LITE = "6.4"
_FONTS_FROM = "FONTCONFIG_FILE"
PRINT_FONT = "Libertinus Serif"
"""The text font that the Typst wheel carries; it has every Vietnamese letter."""


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
    value["config"].setdefault("background", "transparent")
    _start()
    svg = vl_convert.vegalite_to_svg(value, vl_version=_VEGA_LITE)
    svg = svg.replace(f'font-family="{MEASURING_FONT}"', f'font-family="{font}, serif"')
    size = re.search(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"', svg)
    if size is None:
        raise ValueError("the converter returned a picture without a size")
    sha = hashlib.sha256(svg.encode()).hexdigest()[:20]
    return Still(sha, svg, round(float(size[1])), round(float(size[2])))


_STARTING = threading.Lock()
_ONE_LETTER = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "a"}}


def _start() -> None:
    """Let the converter look for fonts, which it does once, where there are none."""
    with _STARTING:
        _start_once()


@cache
def _start_once() -> None:
    before = os.environ.get(_FONTS_FROM)
    with tempfile.TemporaryDirectory() as empty:
        config = Path(empty) / "fonts.conf"
        config.write_text(f"<fontconfig><dir>{html.escape(empty)}</dir></fontconfig>", encoding="utf-8")
        os.environ[_FONTS_FROM] = str(config)
        try:
            vl_convert.vegalite_to_svg(_ONE_LETTER, vl_version=_VEGA_LITE)
        finally:
            if before is None:
                del os.environ[_FONTS_FROM]
            else:
                os.environ[_FONTS_FROM] = before
