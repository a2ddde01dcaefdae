"""A moment of which only the day is known shows no hour."""

from datetime import datetime

import pytest

from papibook.views.common import words


@pytest.mark.parametrize(
    ("moment", "alone", "within"),
    [
        (datetime(2022, 6, 3), "03/6/2022", "nhận ngày 03/6/2022"),
        (datetime(2022, 6, 3, 8, 5), "8 giờ 05 ngày 03/6/2022", "nhận lúc 8 giờ 05 ngày 03/6/2022"),
        (datetime(2022, 6, 3, 0, 0, 1), "0 giờ 00 ngày 03/6/2022", "nhận lúc 0 giờ 00 ngày 03/6/2022"),
    ],
)
def test_a_moment_is_told_as_far_as_it_is_known(moment: datetime, alone: str, within: str) -> None:
    assert (words.moment_of(moment), words.received_of(moment)) == (alone, within)
