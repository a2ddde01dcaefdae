"""Still pictures: drawn with the converter's own fonts, and once for equal charts."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from papibook.press.pages import still_cache
from papibook.press.pages.still_cache import StillCache
from papibook.press.pages.stills import Still, draw_still
from papibook.views.common.theme import SCREEN_FONTS

pytestmark = pytest.mark.usefixtures("converter")
Spec = dict[str, Any]


def chart(label: str = "Xã A") -> Spec:
    return {
        "width": 300,
        "data": {"values": [{"name": label, "n": 1}]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "n", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal", "axis": {"labelLimit": 0}},
        },
    }


def room_for(label: str) -> str:
    found = re.search(r"translate\((\d+),", draw_still(chart(label)).svg)
    assert found
    return found[1]


@pytest.mark.parametrize("letter", ["ấ", "ệ", "ầ"])
def test_letters_are_measured_in_a_font_that_has_them_whatever_the_machine_has(letter: str) -> None:
    plain = {"ấ": "a", "ệ": "e", "ầ": "a"}[letter]
    assert room_for(letter * 20) == room_for(plain * 20)


def test_a_browser_sets_a_still_in_the_fonts_of_the_pages_and_paper_in_its_own() -> None:
    svg = draw_still(chart()).svg
    assert f"<style>@media all{{text{{font-family:{SCREEN_FONTS}}}}}</style>" in svg
    assert 'font-family="Libertinus Serif, serif"' in svg


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What was drawn and not found."""
    asked: list[Mapping[str, Any]] = []

    def counted(spec: Mapping[str, Any], *, font: str) -> Still:
        asked.append(spec)
        return Still("0" * 20, f"<svg>{font}</svg>", len(asked), 1)

    monkeypatch.setattr(still_cache, "draw_still", counted)
    return asked


def test_equal_charts_are_drawn_once(tmp_path: Path, drawn: list[Spec]) -> None:
    first = StillCache(tmp_path).draw(chart(), font="F")
    assert StillCache(tmp_path).draw(chart(), font="F") == first
    assert len(drawn) == 1


def test_another_chart_or_font_is_drawn(tmp_path: Path, drawn: list[Spec]) -> None:
    cache = StillCache(tmp_path)
    pictures = [cache.draw(chart(), font="F"), cache.draw(chart("Xã B"), font="F")]
    pictures.append(cache.draw(chart(), font="G"))
    assert [picture.width for picture in pictures] == [1, 2, 3]


def test_a_broken_picture_is_drawn_again_and_kept(tmp_path: Path, drawn: list[Spec]) -> None:
    cache = StillCache(tmp_path)
    cache.draw(chart(), font="F")
    (path,) = tmp_path.glob("*/*.json")
    path.write_bytes(path.read_bytes()[:-9])
    again = cache.draw(chart(), font="F")
    assert cache.draw(chart(), font="F") == again
    assert len(drawn) == 2


def test_where_the_folder_is_not_there_charts_are_drawn_and_none_is_kept(
    tmp_path: Path, drawn: list[Spec]
) -> None:
    assert StillCache(tmp_path / "elsewhere").draw(chart(), font="F").width == 1
    assert not (tmp_path / "elsewhere").exists()


def test_pruning_leaves_what_was_just_used(tmp_path: Path, drawn: list[Spec]) -> None:
    cache = StillCache(tmp_path)
    cache.draw(chart(), font="F")
    (path,) = tmp_path.glob("*/*.json")
    os.utime(path, (0, 0))
    cache.draw(chart("Xã B"), font="F")
    cache.prune()
    cache.draw(chart("Xã B"), font="F")
    assert len(drawn) == 2
    assert not path.exists()
