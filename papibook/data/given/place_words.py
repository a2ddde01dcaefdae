"""The words that a place's level brings along: ``levels.csv`` beside this module, one row a level."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def preset_words() -> Mapping[str, Mapping[str, str]]:
    """Each level's words by name (:class:`papibook.model.plan.PlaceWords`)."""
    text = (resources.files("papibook.data.given") / "levels.csv").read_text(encoding="utf-8")
    return {row.pop("level"): row for row in csv.DictReader(text.splitlines())}


def with_words(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """``content`` of a plan.yml, the words of its place filled from its level where it says none itself.

    What has not the shape of a place stays as it is; whoever checks it says what is wrong.
    """
    place = content.get("place")
    if not isinstance(place, dict):
        return content
    own = place.get("words", {})
    if not isinstance(own, dict):
        return content
    presets = preset_words()
    # Of a level that is none the words are blank: that the level is wrong is all there is to say.
    preset = presets.get(str(place.get("level")), dict.fromkeys(presets["district"], ""))
    return {**content, "place": {**place, "words": {**preset, **own}}}
