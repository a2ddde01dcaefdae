"""The place whose plan it is: words from its level or of the plan's own, and the earlier format."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from forms import PLAN_YML

from papibook.data.given.earlier_format import in_todays_format
from papibook.data.given.place_words import preset_words
from papibook.data.given.plan_file import read_plan_file
from papibook.ground.problems import RefusedFileError
from papibook.model.plan import PlanFile

EARLIER = """\
place: Thử
district: {unit_id: huyen-thu, name: Huyện Thử, code: "999"}
province: {name: Tỉnh Thử, code: "99", papi_name: Thử}
"""
START, END = PLAN_YML.index("signed_at:"), PLAN_YML.index("signer:")


def read(folder: Path, place: str) -> PlanFile:
    path = folder / "plan.yml"
    path.write_text(PLAN_YML[:START] + place + PLAN_YML[END:], encoding="utf-8")
    return read_plan_file(path)


def refusal(folder: Path, place: str) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read(folder, place)
    return caught.value.text("en")


def test_a_plan_of_the_earlier_format_is_read_as_one_of_todays(tmp_path: Path) -> None:
    assert read(tmp_path, EARLIER) == read(tmp_path, PLAN_YML[START:END])


def test_todays_format_is_left_as_it_is() -> None:
    content = yaml.safe_load(PLAN_YML)
    assert in_todays_format(content) == content


@pytest.mark.parametrize(
    ("level", "whole"),
    [
        ("province", "toàn tỉnh"),
        ("commune", "toàn xã"),
        ("ward", "toàn phường"),
        ("special_zone", "toàn đặc khu"),
    ],
)
def test_the_words_follow_from_the_level(tmp_path: Path, level: str, whole: str) -> None:
    place = read(tmp_path, f"signed_at: Thử\nplace: {{name: Nơi Thử, level: {level}}}\n").place
    assert place.words.whole == whole
    assert place.papi_province is None


def test_a_plan_overrides_single_words(tmp_path: Path) -> None:
    own = "words: {noun: thị xã, whole: toàn thị xã}"
    words = read(tmp_path, f"signed_at: T\nplace: {{name: Thị xã Thử, level: district, {own}}}\n").place.words
    assert words.by_name() == {
        "noun": "thị xã",
        "whole": "toàn thị xã",
        "within": preset_words()["district"]["within"],
    }
    assert words.by_name("en")["whole"] == "the whole district"


def test_the_official_scores_are_those_of_the_province(tmp_path: Path) -> None:
    parent = "parent: {name: Tỉnh Thử, level: province}"
    ward = read(tmp_path, f"signed_at: T\nplace: {{name: Phường A, level: ward, {parent}, papi_name: Thử}}\n")
    assert ward.place.papi_province == "Tỉnh Thử"
    province = read(tmp_path, "signed_at: T\nplace: {name: Tỉnh Thử, level: province, papi_name: Thử}\n")
    assert province.place.papi_province == "Tỉnh Thử"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("level: wards", "place.level: “wards” is not one of"),
        ("level: ward, words: {hole: x}", "the key “place.words.hole” is not known"),
        ("level: ward, words: x", "place.words: must hold keys"),
        ("level: ward, code: 123456789", "place.code: “123456789” must be text"),
        ('level: ward, code: "123456789"', "place.code: “123456789” does not have the form"),
    ],
)
def test_what_is_wrong_in_a_place_is_told_once(tmp_path: Path, place: str, said: str) -> None:
    text = refusal(tmp_path, f"signed_at: Thử\nplace: {{name: Nơi Thử, {place}}}\n")
    assert said in text
    assert text.count("plan.yml") == 1
