"""Every command that takes a unit takes its name, short name, alias, id and code, with marks or without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from papibook.data.given.reference import Reference, find_unit, read_reference
from papibook.ground.errors import ConfigError
from papibook.ground.paths import Project

SHIPPED = Project(Path(__file__).resolve().parents[4])


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference(SHIPPED)


@pytest.mark.parametrize(
    ("name", "unit_id"),
    [
        ("xa-tan-lap", "xa-tan-lap"),
        ("Xã Tân Lập", "xa-tan-lap"),
        ("XA TAN LAP", "xa-tan-lap"),
        ("tân lập", "xa-tan-lap"),
        ("UBND xã Tân Lập", "xa-tan-lap"),
        ("03985", "xa-chieng-son"),
        ("TT Mộc Châu", "thi-tran-moc-chau"),
        ("nội vụ", "phong-noi-vu"),
        ("Quân sự", "ban-chqs-huyen"),
        ("GD&ĐT", "phong-giao-duc-dao-tao"),
    ],
)
def test_a_unit_is_found_by_each_of_its_names(reference: Reference, name: str, unit_id: str) -> None:
    assert find_unit(name, reference) == unit_id


@pytest.mark.parametrize(
    ("name", "said"),
    [("Xã Tân Lâpp", "Có phải là xa-tan-lap?"), ("Xã Không Có", "Không có đơn vị “Xã Không Có”")],
)
def test_a_name_of_nobody_is_refused_with_the_nearest(reference: Reference, name: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        find_unit(name, reference)
    assert said in caught.value.text("vi")


def test_who_sends_no_report_is_refused_where_one_is_needed(reference: Reference) -> None:
    assert find_unit("Tòa án", reference) == "toa-an-huyen"
    with pytest.raises(ConfigError) as caught:
        find_unit("Tòa án", reference, reports=True)
    assert caught.value.text("vi") == "toa-an-huyen không phải gửi báo cáo."


def test_a_name_that_means_two_units_is_asked_back(reference: Reference) -> None:
    twin = reference.units.assign(short_name="Tân Lập")
    both = replace(reference, units=twin, unit_aliases=reference.unit_aliases[:0])
    with pytest.raises(ConfigError, match="may be"):
        find_unit("Tan  lap.", both)
