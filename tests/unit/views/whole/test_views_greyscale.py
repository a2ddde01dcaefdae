"""Every status is told from the others in black and white: by its sign, and by the line to its neighbour."""

from __future__ import annotations

import io
from itertools import combinations, pairwise

import numpy as np
import pytest
import vl_convert
from lxml import etree
from PIL import Image
from views_frames import edition, obligation, obligations, units

from papibook import views as v
from papibook.model.status import BY_ID, GRADES, STATUSES, Status
from papibook.model.tables import DIMENSIONS
from papibook.views.common import theme
from papibook.views.common.display import Chart

SCALE = 2
PAIRS = list(combinations([status.id for status in STATUSES], 2))


def luminance(picture: bytes) -> np.ndarray:
    """Each pixel's relative luminance: what is left of a colour in black and white."""
    channels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(pixels: np.ndarray) -> float:
    """Between the lightest and the darkest of ``pixels`` (WCAG)."""
    return float((pixels.max() + 0.05) / (pixels.min() + 0.05))


def of_colours(*colours: str) -> np.ndarray:
    image = Image.new("RGB", (len(colours), 1))
    for place, colour in enumerate(colours):
        image.putpixel((place, 0), tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)))
    data = io.BytesIO()
    image.save(data, "png")
    return luminance(data.getvalue())


def of_status(status: str, number: int) -> dict[str, object]:
    return {**obligation("T1.1-01", status), "task_id": f"{status}{number}"}


def bars() -> Chart:
    """One bar for each two statuses, as neighbours: few of the first, many of the second."""
    rows, names = [], []
    for number, (left, right) in enumerate(PAIRS):
        names.append({"dimension_id": f"{number:02}", "short_name": f"{left} {right}"})
        for status, n in ((left, 10), (right, 12)):
            rows += [{**of_status(status, place), "dimension_id": f"{number:02}"} for place in range(n)]
    chart = v.dimension_status_bars(
        obligations(*rows), units(), DIMENSIONS.from_records(names), edition(), "communes"
    )
    assert isinstance(chart, Chart)
    return chart


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, list[tuple[float, float, float, float]]]:
    """The picture in black and white, and where each part of a bar is: left, top, width, height."""
    svg = vl_convert.vegalite_to_svg({**bars().spec, "width": theme.STILL_WIDTH})
    grey = luminance(vl_convert.svg_to_png(svg, scale=SCALE))
    parts = []
    for path in etree.fromstring(svg.encode()).iter("{*}path"):
        if path.get("stroke") != theme.INK or "bar" not in (path.get("aria-roledescription") or ""):
            continue
        x, y = 0.0, 0.0
        for node in path.iterancestors():
            moved = (node.get("transform") or "").removeprefix("translate(").removesuffix(")")
            if moved:
                x, y = (at + float(by) for at, by in zip((x, y), moved.split(","), strict=True))
        start, across, down, _ = path.get("d").replace("M", "").replace("v", "h").split("h")
        left, top = map(float, start.split(","))
        parts.append((x + left, y + top, float(across), float(down)))
    return grey, parts


def test_neighbours_in_a_bar_are_parted_in_black_and_white(
    drawn: tuple[np.ndarray, list[tuple[float, float, float, float]]],
) -> None:
    grey, parts = drawn
    assert len(parts) == 2 * len(PAIRS)
    for number, pair in enumerate(PAIRS):
        (left, top, width, _), (after, *_) = sorted(part for part in parts if part[1] == _tops(parts)[number])
        assert left + width == pytest.approx(after)
        row = grey[round((top + 3) * SCALE)]  # above the label
        edge = row[round((after - 2.5) * SCALE) : round((after + 2.5) * SCALE)]
        assert contrast(edge) >= 3, pair


def test_each_part_of_a_bar_shows_its_sign_in_black_and_white(
    drawn: tuple[np.ndarray, list[tuple[float, float, float, float]]],
) -> None:
    grey, parts = drawn
    for left, top, width, height in parts:
        inside = grey[
            round((top + 4) * SCALE) : round((top + height - 4) * SCALE),
            round((left + 4) * SCALE) : round((left + width - 4) * SCALE),
        ]
        assert contrast(inside) >= 3  # of thin lines, smoothed by the drawing


def test_a_part_too_narrow_for_its_number_shows_its_sign() -> None:
    many = [of_status("done_on_time", n) for n in range(60)]
    chart = v.dimension_status_bars(
        obligations(*many, obligation("T1.1-01", "overdue")),
        units(),
        DIMENSIONS.from_records([{"dimension_id": "1", "short_name": "A"}]),
        edition(),
        "communes",
    )
    texts = [row["label"] for layer in chart.spec["layer"][1:] for row in layer["data"]["values"]]
    assert texts == ["✓ 60", "!"]


@pytest.mark.parametrize("scale", [STATUSES, GRADES], ids=["statuses", "grades"])
def test_signs_differ_and_are_readable_on_their_colour(scale: tuple[Status, ...]) -> None:
    assert len({status.sign for status in scale}) == len(scale)
    for status in scale:
        assert contrast(of_colours(status.fill, status.ink)) >= 4.5, status.id
    coloured = [status for status in scale if status.id != "not_applicable"]
    for left, right in pairwise(coloured):
        assert contrast(of_colours(left.fill, right.fill)) >= 1.3, (left.id, right.id)


def test_late_is_told_from_on_time_by_its_sign() -> None:
    assert BY_ID["done_late"].sign != BY_ID["done_on_time"].sign


def _tops(parts: list[tuple[float, float, float, float]]) -> list[float]:
    return sorted({part[1] for part in parts})
