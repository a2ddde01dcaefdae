"""Vietnamese typed for the fonts of the nineties: TCVN3 (.VnTime) and VNI (VNI-Times).

Such a text is only readable in its font; here, on a page and in print it is "Hoµn thµnh" or "Hoaøn thaønh".
It is recognised and answered with the cure, never converted: a wrong conversion would look right.
"""

from __future__ import annotations

import re

TCVN3, VNI = "TCVN3 (.VnTime)", "VNI"

_UNITS = re.compile(r"(?<![^\W\d])[µ][a-zA-Z]{1,2}(?![^\W\d])")
"""µm, µg: not a letter of TCVN3."""

_LETTER = "A-Za-z"
_ODD = "ÄÅÆÇËÎÏÑÖØÛÜÞßäåæçëîïðñöøûüþÿ"
"""Letters of Western Europe that Vietnamese does not have."""
_SIGNS = "µ¶¸¹¨©ª¬®¡¢£¤¥¦§«\u00ad"
"""Signs that stand for letters in TCVN3."""

_TCVN3 = re.compile(
    rf"(?<=[{_LETTER}{_ODD}])[{_SIGNS}](?=[{_LETTER}{_ODD}{_SIGNS}])|(?<![^\W\d])[{_SIGNS}](?=[a-zà-ÿ])"
    rf"|(?<=[{_LETTER}])[µ¶¸¹¨©ª¬](?![^\W\d])|[{_ODD}](?=[{_LETTER}])|(?<=[{_LETTER}])[{_ODD}]"
)
_INSIDE = re.compile(rf"(?<=[a-z])(?:[{_SIGNS}](?=[a-z])|[ÕÝÊÔÂÌÒÙ](?=[a-z]|\b))")
"""A sign or a capital inside a word of small letters."""

_VNI = re.compile(r"[aeiouyAEIOUY][øùûïäåëüØÙÛÏÄÅËÜ]|[ñÑ][a-zöôA-ZÖÔ]|[öÖ][ïøùûõôa-zA-Z]")


def old_encoding(text: str) -> str:
    """TCVN3 or VNI where ``text`` is surely written in one of them; else nothing.

    One odd letter is not enough: it may be a name from abroad.
    """
    if text.isascii():
        return ""
    text = _UNITS.sub("", text)
    vni, tcvn3 = len(_VNI.findall(text)), len(_TCVN3.findall(text)) + len(_INSIDE.findall(text))
    if max(vni, tcvn3) < 2:
        return ""
    has_signs = any(sign in text for sign in _SIGNS)
    return VNI if vni >= 2 and not has_signs else TCVN3
