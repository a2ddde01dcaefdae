"""The process that draws: Vega-Lite values in, SVG out, one line of JSON each, until standard input ends.

Run as a file, so that nothing but the converter is imported. It draws one chart at a time, and while it draws
it holds Python's lock: in the process of the build, no kernel would get its next cell meanwhile.

The machine's own fonts are kept from the converter: an older Liberation Sans among them has no Vietnamese
letters, and looking for each of these in hundreds of fonts takes longer than all the rest.
"""

from __future__ import annotations

import html
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import vl_convert

VEGA_LITE = "6.4"
_ONE_LETTER = {"data": {"values": [{}]}, "mark": {"type": "text", "text": "a"}}


def main() -> int:
    """Draw whatever comes in."""
    os.environ["TZ"] = "UTC"  # a picture is the same wherever it is drawn
    _look_for_fonts_in_vain()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_answer(json.loads(line))) + "\n")
        sys.stdout.flush()
    return 0


def _look_for_fonts_in_vain() -> None:
    """The converter looks for fonts once, with its first picture; here it finds none but its own."""
    with tempfile.TemporaryDirectory() as empty:
        config = Path(empty) / "fonts.conf"
        config.write_text(f"<fontconfig><dir>{html.escape(empty)}</dir></fontconfig>", encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(config)
        vl_convert.vegalite_to_svg(_ONE_LETTER, vl_version=VEGA_LITE)


def _answer(value: dict[str, Any]) -> dict[str, str]:
    try:
        return {"svg": vl_convert.vegalite_to_svg(value, vl_version=VEGA_LITE)}
    except ValueError as err:
        return {"error": str(err)}


if __name__ == "__main__":
    raise SystemExit(main())
