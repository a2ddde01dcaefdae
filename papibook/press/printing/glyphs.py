"""Characters that the print edition's fonts cannot show.

PDF/UA and PDF/A refuse a document with a letter that no font has, and a unit may type anything, so such
characters are found beforehand and replaced by a box. The fonts are inside the Typst wheel, so it is asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from papibook.press.printing.typst_run import STANDARDS

BOX = "□"
"""What stands for a character that cannot be shown."""

_SURE = frozenset(
    "\n\t " + BOX + "".join(map(chr, range(0x21, 0x7F))) + "".join(map(chr, range(0xA0, 0x180)))
    + "ƠơƯư–—‘’“”•…‰" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
)  # fmt: skip
"""Letters of Vietnamese and what surrounds them: in every font that can set the book."""
_SPACES = "\u200b\u00ad\u202f\u2009"


def unprintable(text: str, font: str, font_paths: Sequence[Path], work: Path) -> frozenset[str]:
    """The characters of ``text`` that neither ``font`` nor those carried by the wheel can show."""
    doubtful = sorted(set(text) - _SURE)
    control = {char for char in doubtful if not char.isprintable() and char not in _SPACES}
    shown = [char for char in doubtful if char not in control]
    return frozenset(control) | _refused(shown, font, font_paths, work)


def _refused(chars: list[str], font: str, font_paths: Sequence[Path], work: Path) -> frozenset[str]:
    """Halves of ``chars`` are tried until what Typst refuses is alone."""
    if not chars or _is_accepted("".join(chars), font, font_paths, work):
        return frozenset()
    if len(chars) == 1:
        return frozenset(chars)
    middle = len(chars) // 2
    return _refused(chars[:middle], font, font_paths, work) | _refused(chars[middle:], font, font_paths, work)


def _is_accepted(text: str, font: str, font_paths: Sequence[Path], work: Path) -> bool:
    spaced = " ".join(text)
    source = work / "glyphs.typ"
    source.write_text(
        '#set document(title: "x", date: datetime(year: 1980, month: 1, day: 1))\n'
        f'#set text(font: {json.dumps(font, ensure_ascii=False)}, lang: "vi")\n'
        f"#{json.dumps(spaced, ensure_ascii=False)}\n",
        encoding="utf-8",
    )
    try:
        typst.compile(
            source,
            root=work,
            font_paths=list(font_paths),
            ignore_system_fonts=True,
            pdf_standards=list(STANDARDS),
        )
    except typst.TypstError:
        return False
    return True
