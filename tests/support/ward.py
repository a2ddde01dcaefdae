"""A ward's plan of 2026 as data alone: an invented place with offices, for tests to extend."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from papibook.data.given.csv_table import write_csv
from papibook.ground.paths import Project
from papibook.model.frames import Schema
from papibook.model.tables import (
    DIMENSIONS,
    GROUPS,
    INDICATORS,
    PAPI_SCORES,
    SOLUTIONS,
    SUBDIMENSIONS,
    TARGETS,
    TASKS,
    UNIT_ALIASES,
    UNITS,
)

PERIOD = "2026-S1"
PLAN_YML = """\
plan_id: 12-KH-2026
number: 12/KH-UBND
title: Nâng cao chỉ số hiệu quả quản trị và hành chính công năm 2026
short_title: Nâng cao Chỉ số PAPI năm 2026
issued_on: 2026-01-15
issuer: Ủy ban nhân dân phường Suối Bạc
signed_at: Suối Bạc
place:
  name: Phường Suối Bạc
  level: ward
  code: "99901"
  unit_id: phuong-suoi-bac
  parent: {name: Tỉnh Hòa Vân, level: province, code: "99"}
signer: {post: CHỦ TỊCH, name: Người Ký}
data_status: illustrative
timezone: "+07:00"
periods:
  - period_id: 2026-S1
    name: 6 tháng đầu năm 2026
    kind: half_year
    starts_on: 2025-12-15
    cutoff_on: 2026-06-14
    data_closed_on: 2026-06-22
    unit_deadline: {"on": 2026-06-16, source: đề xuất}
"""
OFFICES = {
    "van-phong": "Văn phòng HĐND và UBND",
    "phong-kinh-te": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "phong-van-hoa": "Phòng Văn hóa - Xã hội",
    "trung-tam-hcc": "Trung tâm Phục vụ hành chính công",
    "cong-an": "Công an phường",
    "tram-y-te": "Trạm Y tế phường",
}


def ward_project(root: Path) -> Project:
    """The ward's data in ``root``; nobody has reported yet."""
    project, plan = Project(root), root / "data/plans/12-KH-2026"
    for folder in (project.reference, plan, project.submissions):
        folder.mkdir(parents=True)
    (plan / "plan.yml").write_text(PLAN_YML, encoding="utf-8")
    tables: dict[Path, dict[Schema, list[dict[str, object]]]] = {
        project.reference: {
            DIMENSIONS: [
                {"dimension_id": number, "dimension_name": name, "short_name": name}
                for number, name in (("1", "Tham gia của người dân"), ("2", "Thủ tục hành chính công"))
            ],
            SUBDIMENSIONS: [],
            GROUPS: list(_groups()),
            UNITS: list(_units()),
            UNIT_ALIASES: [],
            INDICATORS: list(_indicators()),
            PAPI_SCORES: [],
        },
        plan: {
            SOLUTIONS: [
                {
                    "solution_id": f"{number}.1",
                    "dimension_id": str(number),
                    "title": title,
                    "sort_order": number,
                }
                for number, title in ((1, "Đối thoại với người dân"), (2, "Giải quyết hồ sơ đúng hạn"))
            ],
            TASKS: list(_tasks()),
            TARGETS: [{"indicator_id": "I102", "period_id": PERIOD, "target": 95.0, "is_proposed": True}],
        },
    }
    for folder, frames in tables.items():
        for schema, records in frames.items():
            write_csv(schema.from_records(records), folder / f"{schema.name}.csv", schema)
    return project


def _groups() -> Iterable[dict[str, object]]:
    yield {
        "group_id": "offices", "name_one": "cơ quan, đơn vị", "name_many": "cơ quan, đơn vị",
        "name_one_en": "office", "name_many_en": "offices", "caption": "Cơ quan, đơn vị",
        "sort_order": 1, "reports": True, "has_pages": True, "shows_supported": True,
    }  # fmt: skip
    yield {
        "group_id": "above", "name_one": "cấp trên", "name_many": "cấp trên", "name_one_en": "body above",
        "name_many_en": "bodies above", "caption": "Cấp trên", "sort_order": 2, "reports": False,
        "has_pages": False,
    }  # fmt: skip


def _units() -> Iterable[dict[str, object]]:
    for order, (unit_id, name) in enumerate(OFFICES.items(), start=1):
        yield {
            "unit_id": unit_id, "unit_name": name, "short_name": name, "unit_kind": "cơ quan",
            "unit_group": "offices", "parent_id": "phuong-suoi-bac", "is_reporting": True,
            "sort_order": order,
        }  # fmt: skip
    yield {
        "unit_id": "phuong-suoi-bac", "unit_code": "99901", "unit_name": "Phường Suối Bạc",
        "short_name": "Suối Bạc", "unit_kind": "phường", "unit_group": "above", "is_reporting": False,
        "sort_order": 90,
    }  # fmt: skip


def _indicators() -> Iterable[dict[str, object]]:
    kinds = {"I101": ("count", "cuộc"), "I102": ("ratio", "%"), "I103": ("yes_no", "có/không")}
    for code, (kind, measure) in kinds.items():
        yield {
            "indicator_id": code, "indicator_name": f"Chỉ tiêu {code}", "short_name": code,
            "dimension_id": "2" if kind == "ratio" else "1",
            "solution_ids": "2.1" if kind == "ratio" else "1.1",
            "unit_measure": measure, "kind": kind, "numerator_name": "Số hồ sơ đúng hạn",
            "denominator_name": "Số hồ sơ", "direction": "higher", "period_type": "flow_cumulative",
            "reporter_ids": "offices", "total_of": "offices", "decimals": 1, "value_min": 0.0,
            "numerator_may_exceed": False, "is_integer_parts": True, "is_core": True, "is_public": True,
        }  # fmt: skip


def _tasks() -> Iterable[dict[str, object]]:
    shared = {"is_request": False, "is_proposed": False, "needs_product": False}
    yield {
        "task_id": "T1.1-01", "solution_id": "1.1", "dimension_id": "1", "title": "Tổ chức đối thoại",
        "product": "Báo cáo", "lead": "offices", "support": "van-phong", "due_kind": "date",
        "due_date": pd.Timestamp("2026-04-30"), **shared,
    }  # fmt: skip
    yield {
        "task_id": "T2.1-01", "solution_id": "2.1", "dimension_id": "2", "title": "Công khai thủ tục",
        "lead": "trung-tam-hcc", "support": "offices", "due_kind": "each_period", **shared,
    }  # fmt: skip
