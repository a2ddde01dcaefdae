"""What the office runs between builds, on the shipped project: status, diff, follow-up."""

import csv
from pathlib import Path

import pytest
from projects import copy_project, papibook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("office") / "project")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_status_of_the_shipped_project(project: Path, tmp_path: Path) -> None:
    table, folder = tmp_path / "status.csv", tmp_path / "remind"
    done = papibook(
        project, "status", "2022-S1", "--today", "2022-06-04", "--csv", str(table), "--remind", str(folder)
    )
    assert done.returncode == 0, done.stderr
    assert "26/29 đơn vị đã gửi (trong đó 1 gửi muộn), 3 chưa gửi" in done.stdout
    told = rows(table)
    assert len(told) == 29
    assert [row["to_do"] for row in told[:5]] == ["send", "send", "send", "mend", "mend"]
    to_remind = {row["unit_id"] for row in told if row["to_do"] != "nothing"}
    assert {path.stem for path in folder.iterdir()} == to_remind
    assert "ô F16" in (folder / "xa-phieng-luong.txt").read_text(encoding="utf-8-sig")


def test_diff_of_the_shipped_project(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "diff.csv"
    done = papibook(project, "diff", "2022-S1", "--unit", "Xã Tân Lập", "--csv", str(table))
    assert done.returncode == 0, done.stderr
    (row,) = rows(table)
    assert (row["subject_id"], row["field"], row["old"], row["new"]) == ("I601", "numerator", "8080", "8978")
    assert "8.080" in done.stdout


def test_follow_up_of_the_shipped_project(project: Path) -> None:
    about = ("follow-up", "2022-S1", "--unit", "xa-na-muong", "--indicator", "I206")
    assert papibook(project, *about, "--note", "hỏi lại").returncode == 0
    listed = papibook(project, "follow-up", "2022-S1")
    assert listed.returncode == 0, listed.stderr
    assert "I206: hỏi lại" in listed.stdout
    assert "1 đang theo dõi" in listed.stdout
    assert papibook(project, *about, "--solved").returncode == 0
    (project / "data/followup.csv").unlink()
