"""What a view shows to whoever runs a template by hand, in JupyterLab or elsewhere.

It is HTML that stands by itself: tables with their looks, charts as pictures, links as plain text, since no
page of the edition is near. The press reads nothing of it and says so in the environment of its kernels:
no build pays for pictures that nobody sees.
"""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from papibook.model.status import BY_ID
from papibook.views.common.theme import STILL_WIDTH
from papibook.views.common.vega import alt

PRESS = "PAPIBOOK_PRESS"
"""The variable that the press sets for its kernels."""
_LINK = re.compile(r'<a href="(?:page|plan|file):[^>]*>(.*?)</a>', re.DOTALL)
_STYLE = """
.pb-hand table { border-collapse: collapse; margin: 0 0 .5em; table-layout: auto }
.pb-hand caption { caption-side: top; color: inherit; font-weight: 600; padding: .5em 0; text-align: left }
.pb-hand .pb-gt :is(th, td) { border-bottom: 1px solid #9aa5b1; padding: .3em .6em; vertical-align: top }
.pb-hand .pb-gt thead th { vertical-align: bottom }
.pb-hand .pb-gt .gt_stub { font-weight: 400 }
.pb-hand .pb-gt .gt_left { text-align: left }
.pb-hand .pb-gt .gt_center { text-align: center }
.pb-hand .pb-gt .gt_right { text-align: right }
.pb-hand .pb-gt .pb-total :is(th, td) { font-weight: 600 }
.pb-hand .pb-chart { margin: .5em 0 }
.pb-hand .pb-chart figcaption { font-weight: 600 }
.pb-hand .pb-headline { display: flex; flex-wrap: wrap; gap: 2em }
.pb-hand .pb-status { border-radius: 3px; border: 1px solid #c9ced6; padding: 0 .3em; white-space: nowrap }
.pb-hand .pb-sr { clip-path: inset(50%); position: absolute }
"""
_COLOURS = "".join(
    f".pb-hand .pb-status.pb-{status.id} {{ background: {status.fill}; color: {status.ink} }}\n"
    for status in BY_ID.values()
)


def by_hand(html: Callable[[], str]) -> dict[str, str]:
    """What is shown of ``html``, by its MIME type; nothing where the press runs the kernel."""
    nothing = {"text/plain": ""}  # where this is missing, IPython puts the whole view in, as Python writes it
    if PRESS in os.environ:
        return nothing
    shown = _LINK.sub(r"\1", html())
    return nothing | {"text/html": f'<style>{_STYLE}{_COLOURS}</style>\n<div class="pb-hand">{shown}</div>'}


def picture(spec: Mapping[str, Any]) -> str:
    """The address of an SVG that shows the Vega-Lite value ``spec``: the picture itself."""
    svg = io.StringIO()
    alt.Chart.from_dict({**spec, "width": STILL_WIDTH}).save(svg, format="svg")
    return "data:image/svg+xml;base64," + base64.b64encode(svg.getvalue().encode()).decode()
