"""plan.yml as projects of an earlier version have it, turned into what is read today.

Pure, and of the content alone: a file that people keep is never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def in_todays_format(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """``content`` of a plan.yml of any version, in today's keys; of today's version, as it is."""
    return _with_periods(_with_place(content))


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


def _with_periods(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What periods contain and compare with, where it followed from ``kind`` and ``year``."""
    periods = content.get("periods")
    return {**content, "periods": _periods(periods)} if isinstance(periods, list) else content


def _periods(periods: list[Any]) -> list[Any]:
    earlier = [each for each in periods if _is_earlier(each)]
    return [_period(each, earlier) if _is_earlier(each) else each for each in periods]


def _is_earlier(period: Any) -> bool:
    if not isinstance(period, Mapping) or period.get("kind") not in ("half_year", "year"):
        return False
    return isinstance(period.get("year"), int)


def _period(period: Mapping[str, Any], earlier: list[Mapping[str, Any]]) -> dict[str, Any]:
    """A year contains the half-year that begins with it; each is compared with its like a year before."""
    kept = {name: value for name, value in period.items() if name != "year"}
    contained = [
        each.get("period_id")
        for each in earlier
        if period["kind"] == "year"
        and each["kind"] == "half_year"
        and each.get("starts_on") == period.get("starts_on")
    ]
    before = [
        each.get("period_id")
        for each in earlier
        if each["kind"] == period["kind"] and each["year"] == period["year"] - 1
    ]
    return {
        **kept,
        **({"cumulates": contained[:1]} if contained else {}),
        **({"comparable_to": before[0]} if before else {}),
    }
