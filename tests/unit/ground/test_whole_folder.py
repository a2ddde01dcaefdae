"""Folders that are replaced, copied and removed whole."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from papibook.ground import whole_folder
from papibook.ground.whole_folder import copy_folder, exchange, remove_folder, restore


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "a.txt").write_text(text)
    return path


def content(path: Path) -> str:
    return (path / "a.txt").read_text()


@pytest.fixture(params=["in one step", "by renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "by renames":
        monkeypatch.setattr(whole_folder, "_exchanged", lambda one, other: False)
    return str(request.param)


def test_exchanged_folders_have_each_others_names(tmp_path: Path, way: str) -> None:
    fresh, home = folder(tmp_path / "fresh", "new"), folder(tmp_path / "home", "old")
    exchange(fresh, home, parked=tmp_path / "parked")
    assert (content(home), content(fresh)) == ("new", "old")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "home"]


def test_a_first_folder_is_put_where_there_was_none(tmp_path: Path, way: str) -> None:
    exchange(folder(tmp_path / "fresh", "new"), tmp_path / "home", parked=tmp_path / "parked")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot")
def test_linux_exchanges_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, home = folder(tmp_path / "fresh", "new"), folder(tmp_path / "home", "old")
    monkeypatch.setattr(Path, "rename", lambda self, target: pytest.fail("there were two steps"))
    exchange(fresh, home, parked=tmp_path / "parked")
    assert content(home) == "new"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot")
def test_an_exchange_that_fails_says_why(tmp_path: Path) -> None:
    home = folder(tmp_path / "home", "old")
    with pytest.raises(FileNotFoundError) as caught:
        exchange(tmp_path / "fresh", home, parked=tmp_path / "parked")
    assert caught.value.errno == errno.ENOENT
    assert content(home) == "old"


def test_ctrl_c_between_the_renames_keeps_the_former_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, home = folder(tmp_path / "fresh", "new"), folder(tmp_path / "home", "old")
    monkeypatch.setattr(whole_folder, "_exchanged", lambda one, other: False)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == fresh:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        exchange(fresh, home, parked=tmp_path / "parked")
    assert content(home) == "old"
    assert not (tmp_path / "parked").exists()


def test_a_parked_folder_is_put_back_where_it_is_missing_and_else_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    restore(home, parked=folder(tmp_path / "parked", "old"))
    assert content(home) == "old"
    restore(home, parked=folder(tmp_path / "parked", "older"))
    assert content(home) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_copy_of_a_read_only_folder_can_be_written_to_and_removed(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "plan").mkdir(parents=True)
    for generated in (book / "pages", book / "__pycache__", book / "plan" / "__pycache__"):
        generated.mkdir()
    (book / "plan" / "pages").mkdir()
    (book / "plan" / "part-1.md").write_text("# 1")
    (book / "plan" / "part-1.md").chmod(0o444)
    for read_only in (book / "plan", book):
        read_only.chmod(0o555)
    copy = tmp_path / "copy"
    copy_folder(book, copy, leave_out={"__pycache__"}, leave_out_here={"pages"})
    found = sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*"))
    assert found == ["plan", "plan/pages", "plan/part-1.md"]
    for path in (copy, *copy.rglob("*")):
        assert path.stat().st_mode & 0o200
    remove_folder(book)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_read_only_folders_are_made_writable_before_they_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as the administrator, who is refused nothing: so it is the mode that is looked at."""
    inner = folder(tmp_path / "work", "x") / "plan"
    folder(inner, "y").chmod(0o555)
    modes = []
    real = Path.unlink

    def unlink(self: Path) -> None:
        modes.append(self.parent.stat().st_mode & 0o700)
        real(self)

    monkeypatch.setattr(Path, "unlink", unlink)
    remove_folder(tmp_path / "work")
    assert modes == [0o700, 0o700]
    assert list(tmp_path.iterdir()) == []


def test_of_a_link_only_the_link_is_removed(tmp_path: Path) -> None:
    other = folder(tmp_path / "other", "kept")
    (tmp_path / "work").mkdir()
    for link in (tmp_path / "link", tmp_path / "work" / "link"):
        link.symlink_to(other, target_is_directory=True)
    remove_folder(tmp_path / "link")
    remove_folder(tmp_path / "work")
    assert content(other) == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_nothing_is_removed_where_nothing_is(tmp_path: Path) -> None:
    remove_folder(tmp_path / "none")
