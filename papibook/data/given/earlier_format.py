"""plan.yml as projects of an earlier version have it, turned into what is read today.

Pure, and of the content alone: a file that people keep is never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_todays_format(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """``content`` of a plan.yml of any version, in today's keys; of today's version, as it is."""
    return _with_place(content)


def _with_place(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """``district``, ``province`` and ``place`` (a text) as ``place`` and ``signed_at``.

    A file of that version is always the plan of a district in a province.
    """
    if not isinstance(content.get("district"), dict):
        return content
    rest = {name: value for name, value in content.items() if name not in ("district", "province", "place")}
    place: dict[str, Any] = {"level": "district", **content["district"]}
    province = content.get("province")
    if isinstance(province, dict):
        place["parent"] = {"level": "province", **province}
        if (papi_name := place["parent"].pop("papi_name", None)) is not None:
            place["papi_name"] = papi_name
    if "place" in content:
        rest["signed_at"] = content["place"]
    return {**rest, "place": place}
