"""Slices: equal tables give equal bytes, and a page sees what it opened and nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest
from measured_frames import indicator, indicators, obligation, obligations, task, tasks

from papibook.data.slices.page import NoTableError, open_page, write_slice
from papibook.ground.errors import ConfigError, PapibookError
from papibook.model.tables import EDITION, FINDINGS, OBLIGATIONS, RECEIPTS, REPORTS

EDITION = EDITION.from_records(
    [
        {
            "edition_id": "2022-S1",
            "period_id": "2022-S1",
            "revision": 0,
            "cutoff_on": pd.Timestamp("2022-05-31"),
        }
    ]
)


def test_what_was_written_is_read_back_alike(tmp_path: Path) -> None:
    owed = obligations(
        obligation(difficulty='Dòng 1\nDòng 2 "x" {y} <b> \u2028', percent_done=0.1 + 0.2),
        obligation(task_id="T1.1-02", due_date=None, days_late=3),
    )
    reports = REPORTS.from_records(
        [{"unit_id": "xa-1", "received_at": pd.Timestamp("2022-06-01 08:30:05"), "revision": 2}]
    )
    write_slice(tmp_path, "unit/xa-1", {"obligations": owed, "reports": reports})
    page = open_page(tmp_path, "unit/xa-1")

    pd.testing.assert_frame_equal(page["obligations"], owed)
    pd.testing.assert_frame_equal(page["reports"], reports)


def test_empty_table_is_read_back_with_its_columns(tmp_path: Path) -> None:
    write_slice(tmp_path, "whole", {"findings": FINDINGS.empty()})

    pd.testing.assert_frame_equal(open_page(tmp_path, "whole")["findings"], FINDINGS.empty())


def test_equal_tables_give_equal_bytes_in_whatever_order(tmp_path: Path) -> None:
    rows = [obligation(task_id=f"T1.1-0{number}") for number in (1, 2, 3)]
    given = {"tasks": tasks(task()), "obligations": obligations(*rows)}
    mixed = {"obligations": pd.DataFrame(rows[::-1])[list(rows[0])[::-1]], "tasks": tasks(task())}
    names = OBLIGATIONS.names
    mixed["obligations"] = mixed["obligations"].reindex(columns=names)

    one = write_slice(tmp_path / "a", "plan", given).read_bytes()
    two = write_slice(tmp_path / "b", "plan", mixed).read_bytes()

    assert one == two


def test_one_row_stands_on_one_line(tmp_path: Path) -> None:
    path = write_slice(tmp_path, "plan", {"edition": EDITION})

    line = path.read_text(encoding="utf-8").splitlines()[2]
    assert line.startswith('["2022-S1", "2022-S1", null, 0, null, "2022-05-31", null')


def test_columns_left_out_are_read_as_empty(tmp_path: Path) -> None:
    receipts = RECEIPTS.from_records([{"receipt_id": "R1", "sender": "Người lập A"}])
    path = write_slice(tmp_path, "whole", {"receipts": receipts.drop(columns="sender")})

    assert "sender" not in path.read_text(encoding="utf-8")
    assert open_page(tmp_path, "whole")["receipts"]["sender"].isna().all()


def test_table_in_several_slices_is_put_together_each_row_once(tmp_path: Path) -> None:
    write_slice(tmp_path, "unit/xa-1", {"obligations": obligations(obligation())})
    both = obligations(obligation(), obligation(unit_id="xa-2"))
    write_slice(tmp_path, "dimension/1", {"obligations": both})

    page = open_page(tmp_path, "unit/xa-1", "dimension/1")

    pd.testing.assert_frame_equal(page["obligations"], both)


def test_page_sees_only_what_it_opened(tmp_path: Path) -> None:
    write_slice(tmp_path, "plan", {"indicators": indicators(indicator()), "edition": EDITION})
    write_slice(tmp_path, "whole", {"obligations": obligations(obligation())})
    page = open_page(tmp_path, "plan")

    assert list(page) == ["edition", "indicators"]
    with pytest.raises(NoTableError, match="obligations") as caught:
        page["obligations"]
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, PapibookError)
    assert "plan" in str(pickle.loads(pickle.dumps(caught.value)))


def test_changing_a_frame_does_not_change_the_page(tmp_path: Path) -> None:
    write_slice(tmp_path, "plan", {"edition": EDITION})
    page = open_page(tmp_path, "plan")
    frame = page["edition"]
    frame.loc[0, "period_id"] = "x"

    assert page["edition"].loc[0, "period_id"] == "2022-S1"


def test_edition_is_the_one_row_with_none_for_empty_cells(tmp_path: Path) -> None:
    write_slice(tmp_path, "plan", {"edition": EDITION})
    edition = open_page(tmp_path, "plan").edition

    assert (edition.edition_id, edition.revision, edition.compared_id) == ("2022-S1", 0, None)
    assert edition.cutoff_on == pd.Timestamp("2022-05-31")


@pytest.mark.parametrize("name", ["nowhere", "../plan", "unit/../../x", "/etc/passwd", ""])
def test_slice_that_is_not_there_is_refused_by_name(tmp_path: Path, name: str) -> None:
    write_slice(tmp_path, "plan", {"edition": EDITION})

    with pytest.raises(ConfigError, match="does not have"):
        open_page(tmp_path / "unit", name)


def test_broken_slice_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"plan\.json"):
        open_page(tmp_path, "plan")


@pytest.mark.parametrize("tables", [{"strangers": EDITION}])
def test_unknown_table_is_not_written(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match="strangers"):
        write_slice(tmp_path, "plan", tables)


def test_infinite_number_is_not_written_and_leaves_the_old_slice(tmp_path: Path) -> None:
    write_slice(tmp_path, "whole", {"obligations": obligations(obligation())})
    with pytest.raises(ValueError, match="JSON"):
        write_slice(tmp_path, "whole", {"obligations": obligations(obligation(percent_done=float("inf")))})

    assert len(open_page(tmp_path, "whole")["obligations"]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["whole.json"]


def project(root: Path) -> Path:
    (root / "data" / "plans").mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "_config.yml").write_text("", encoding="utf-8")
    return root


def test_latest_opens_the_edition_built_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    write_slice(root / "_build" / "editions" / "2022-S1" / "slices", "plan", {"edition": EDITION})
    (root / "_build" / "editions" / "latest.txt").write_text("2022-S1\n", encoding="utf-8")
    monkeypatch.chdir(root / "notebooks")

    assert open_page("latest", "plan").edition.edition_id == "2022-S1"


@pytest.mark.parametrize("mark", [None, "", "../../x"])
def test_latest_before_any_build_says_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str | None
) -> None:
    root = project(tmp_path)
    if mark is not None:
        (root / "_build" / "editions").mkdir(parents=True)
        (root / "_build" / "editions" / "latest.txt").write_text(mark, encoding="utf-8")
    monkeypatch.chdir(root / "notebooks")

    with pytest.raises(ConfigError, match="papibook build"):
        open_page("latest", "plan")
