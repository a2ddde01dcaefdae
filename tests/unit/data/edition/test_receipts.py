"""Which revision is read, when a unit reported, and files that do not fit their receipts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from forms import Inbox, good_form, make_project

from papibook.data.edition.receipts import check_receipts, chosen_revisions, read_receipts
from papibook.ground.paths import Project
from papibook.ground.problems import RefusedTablesError
from papibook.model.tables import CHOSEN, RECEIPTS

CLOSED = date(2022, 6, 8)


def _receipts(*lines: tuple[str, int | None, str, str]) -> pd.DataFrame:
    return RECEIPTS.from_records(
        [
            {
                "receipt_id": f"R{number}",
                "unit_id": unit_id,
                "period_id": "2022-S1",
                "revision": revision,
                "received_at": datetime.fromisoformat(at),
                "sha256": "0",
                "outcome": outcome,
            }
            for number, (unit_id, revision, at, outcome) in enumerate(lines)
        ]
    )


def _chosen(*lines: tuple[str, int | None, str, str]) -> pd.Series:
    chosen = chosen_revisions(_receipts(*lines), CLOSED)
    assert list(chosen.columns) == CHOSEN.names
    return chosen.iloc[0]


def test_highest_accepted_revision_is_read() -> None:
    row = _chosen(("a", 2, "2022-06-03T10:00", "accepted"), ("a", 1, "2022-06-01T10:00", "accepted"))
    assert row["revision"] == 2
    assert row["file"] == "data/submissions/2022-S1/a.r2.xlsx"
    assert pd.isna(row["waiting_revision"])


def test_later_correction_does_not_make_a_unit_late() -> None:
    row = _chosen(("a", 1, "2022-06-01T10:00", "accepted"), ("a", 2, "2022-06-07T10:00", "accepted"))
    assert row["first_received_at"] == pd.Timestamp("2022-06-01 10:00")
    assert row["received_at"] == pd.Timestamp("2022-06-07 10:00")


def test_last_minute_of_the_closing_day_is_in_time() -> None:
    assert _chosen(("a", 1, "2022-06-08T23:59:59", "accepted"))["revision"] == 1


def test_first_minute_after_the_closing_day_waits() -> None:
    row = _chosen(("a", 1, "2022-06-09T00:00:00", "accepted"))
    assert pd.isna(row["revision"])
    assert pd.isna(row["file"])
    assert row["waiting_revision"] == 1


def test_revision_after_closing_waits_while_the_earlier_is_read() -> None:
    row = _chosen(("a", 1, "2022-06-01T10:00", "accepted"), ("a", 2, "2022-06-10T10:00", "accepted"))
    assert (row["revision"], row["waiting_revision"]) == (1, 2)


def test_refused_reports_do_not_count() -> None:
    row = _chosen(
        ("a", None, "2022-05-30T10:00", "refused"),
        ("a", 1, "2022-06-01T10:00", "accepted"),
        ("a", 2, "2022-06-02T10:00", "refused"),
    )
    assert row["revision"] == 1
    assert row["first_received_at"] == pd.Timestamp("2022-06-01 10:00")


def test_unit_with_refused_reports_only_has_not_reported() -> None:
    assert chosen_revisions(_receipts(("a", None, "2022-05-30T10:00", "refused")), CLOSED).empty


def test_tenth_revision_is_higher_than_the_ninth() -> None:
    lines = [("a", number, "2022-06-01T10:00", "accepted") for number in range(1, 11)]
    assert _chosen(*lines)["revision"] == 10


def test_period_without_folder_has_no_receipts(tmp_path: Path) -> None:
    assert read_receipts(make_project(tmp_path), "2022-S1").empty


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path)
    Inbox(project).receive("xa-a", good_form("xa-a"))
    return project


def test_reports_beside_missing_receipts_are_refused(project: Project) -> None:
    (project.submissions / "2022-S1" / "receipts.csv").unlink()
    with pytest.raises(RefusedTablesError, match=r"receipts\.csv is missing"):
        read_receipts(project, "2022-S1")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",accepted,", ",taken,", "“taken” is not one of accepted, refused"),
        ("2022-S1,1,", "2022,1,", "belongs to the period 2022"),
        (",1,2022", ",,2022", "“R001” has no revision"),
    ],
)
def test_receipts_that_cannot_be_are_refused(project: Project, old: str, new: str, said: str) -> None:
    path = project.submissions / "2022-S1" / "receipts.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RefusedTablesError) as caught:
        read_receipts(project, "2022-S1")
    assert said in caught.value.text("en")


def test_revision_accepted_twice_is_refused(project: Project) -> None:
    inbox = Inbox(project)
    inbox.receive("xa-a", good_form("xa-a"))
    inbox.receive("xa-a", good_form("xa-a"), at="2022-06-02T09:00:00")
    with pytest.raises(RefusedTablesError, match="revision 1 of xa-a was accepted twice"):
        read_receipts(project, "2022-S1")


def test_superseded_files_are_compared_with_their_receipts_too(project: Project) -> None:
    inbox = Inbox(project)
    inbox.receive("xa-a", good_form("xa-a"))
    inbox.receive("xa-a", good_form("xa-a"), revision=2, at="2022-06-02T09:00:00")
    inbox.path("xa-a", 1).write_bytes(b"changed")
    findings = check_receipts(project, "2022-S1", read_receipts(project, "2022-S1"))
    assert [(finding.code, finding.file) for finding in findings] == [
        ("file.hash_differs", "data/submissions/2022-S1/xa-a.r1.xlsx")
    ]


def test_lock_files_of_a_spreadsheet_program_are_no_reports(project: Project) -> None:
    folder = project.submissions / "2022-S1"
    for name in ("~$xa-a.r1.xlsx", ".DS_Store", ".~lock.xa-a.r1.xlsx#"):
        (folder / name).write_bytes(b"")
    assert check_receipts(project, "2022-S1", read_receipts(project, "2022-S1")) == []
