"""Many districts: one that fails stops no other, and the page that joins them says what became of each."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from papibook.ground.errors import BookError, ConfigError, DataRefusedError, PapibookError
from papibook.ground.paths import Project
from papibook.press.edition import many_districts as many
from papibook.press.edition.many_districts import District, build_many, worst
from papibook.press.edition.many_index import index_html, make_room, refuse_foreign_folder, write_index
from papibook.press.edition.record import BuildSummary, FailedPage
from papibook.press.pages.pool import PagePool
from papibook.press.progress import Progress

SUMMARY = BuildSummary(
    edition_id="2022-S1",
    pages=45,
    made=45,
    pdf_name="bao-cao.pdf",
    pdf_pages=90,
    units_reported=1200,
    units_expected=1301,
    findings={"error": 2, "warning": 7, "note": 0},
    share_on_time_pct=60.6,
)
POOL = PagePool(ThreadPoolExecutor(1), 1)
FAILED = replace(SUMMARY, failed=(FailedPage("district", "raised", "KeyError"),))


def district(folder: Path, name: str, summary: BuildSummary | None = SUMMARY, **more: object) -> District:
    return District(Project(folder / name), name, summary, **more)  # type: ignore[arg-type]


def rows(text: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in html.fromstring(text).findall(".//tbody/tr")]


def projects(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name / "data" / "plans").mkdir(parents=True)
        (folder / name / "_config.yml").touch()
    return [folder / name for name in names]


def pretend(monkeypatch: pytest.MonkeyPatch, ends: dict[str, Exception]) -> list[str]:
    """Builds that do nothing, or raise what ``ends`` holds for the folder's name; returns those called."""
    called: list[str] = []

    def build(project: Project, edition_id: str, progress: Progress, *, pool: PagePool) -> BuildSummary:
        called.append(project.root.name)
        if error := ends.get(project.root.name):
            raise error
        return SUMMARY

    monkeypatch.setattr(many, "build_edition", build)
    monkeypatch.setattr(many, "unchanged_edition", lambda project, edition_id: None)
    return called


def test_a_district_that_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = projects(tmp_path, "a", "b", "c", "d", "e")
    ends = {
        "a": DataRefusedError("x"),
        "b": BookError("y"),
        "c": OSError(28, "full", "/somewhere"),
        "d": ZeroDivisionError("bug"),
    }
    called = pretend(monkeypatch, ends)
    told: list[District] = []
    districts = build_many([*folders, tmp_path / "nowhere"], "2022-S1", pool=POOL, on_done=told.append)
    assert called == ["a", "b", "c", "d", "e"]
    assert list(districts) == told
    codes = [each.error.exit_code if each.error else 0 for each in districts]
    assert codes == [3, 5, 1, 1, 0, 2]
    assert [each.is_built for each in districts] == [False, False, False, False, True, False]
    assert worst(districts) == 5


def test_a_folder_named_twice_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = projects(tmp_path, "a")
    called = pretend(monkeypatch, {})
    build_many([folder, folder / ".." / "a"], "2022-S1", pool=POOL, on_done=lambda _: None)
    assert called == ["a"]


def test_a_folder_inside_a_project_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = projects(tmp_path, "a")
    called = pretend(monkeypatch, {})
    (found,) = build_many([folder / "data"], "2022-S1", pool=POOL, on_done=lambda _: None)
    assert not called
    assert isinstance(found.error, ConfigError)


def test_ctrl_c_ends_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def build(project: Project, *_: object, **__: object) -> BuildSummary:
        called.append(project.root.name)
        raise KeyboardInterrupt

    monkeypatch.setattr(many, "build_edition", build)
    with pytest.raises(KeyboardInterrupt):
        build_many(projects(tmp_path, "a", "b"), "2022-S1", pool=POOL, on_done=lambda _: None)
    assert called == ["a"]


def test_a_page_that_failed_counts_for_the_exit_code(tmp_path: Path) -> None:
    assert worst([district(tmp_path, "a"), district(tmp_path, "b", FAILED)]) == 4
    assert worst([district(tmp_path, "a")]) == 0


def test_districts_stand_in_vietnamese_order_with_their_figures(tmp_path: Path) -> None:
    names = ("Huyện Vân Hồ", "Huyện Đà Bắc", "Huyện Dương Minh", "Huyện Mai Châu")
    found = rows(index_html([district(tmp_path, name) for name in names], "2022-S1", tmp_path / "out"))
    assert [row.split(" 1.200")[0] for row in found] == [names[2], names[1], names[3], names[0]]
    assert found[0] == "Huyện Dương Minh 1.200/1.301 60,6% 2 7 HTML · PDF"


def test_what_failed_is_said_and_an_older_book_still_linked(tmp_path: Path) -> None:
    error = PapibookError("{file}: x", file="<b>")
    text = index_html(
        [
            district(tmp_path, "A", None, error=error),
            district(tmp_path, "B", error=error),
            district(tmp_path, "C", FAILED),
        ],
        "2022-S1",
        tmp_path / "out",
    )
    assert "<b>" not in text
    first, second, third = rows(text)
    assert first == "A Không dựng được: <b>: x Chưa có báo cáo của kỳ này"
    assert "là bản dựng trước" in second
    assert "HTML · PDF" in second
    assert "1 trang không làm được" in third


def test_links_are_relative_and_lead_to_the_books(tmp_path: Path) -> None:
    folder = tmp_path / "mục lục"
    text = index_html([district(tmp_path, "Huyện 100% #1")], "2022-S1", folder)
    links = html.fromstring(text).xpath("//td/a/@href")
    start = "../Huy%E1%BB%87n%20100%25%20%231/_build/editions/2022-S1"
    assert links == [f"{start}/html/index.html", f"{start}/print/bao-cao.pdf"]


def test_every_volume_of_a_long_print_edition_is_linked(tmp_path: Path) -> None:
    summary = replace(SUMMARY, more_pdfs=("bao-cao-tap-2.pdf",))
    book = replace(district(tmp_path, "Huyện"), summary=summary)
    links = html.fromstring(index_html([book], "2022-S1", tmp_path / "index")).xpath("//td/a")
    assert [link.text for link in links] == ["HTML", "PDF", "Tập 2"]
    assert links[2].get("href").endswith("/print/bao-cao-tap-2.pdf")


def test_two_districts_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    twins = [District(Project(tmp_path / place), "Huyện A", SUMMARY) for place in ("x", "y")]
    found = rows(index_html(twins, "2022-S1", tmp_path / "out"))
    assert [row.split(" 1.200")[0] for row in found] == ["Huyện A (x)", "Huyện A (y)"]


def test_one_illustrative_district_puts_the_banner_over_all(tmp_path: Path) -> None:
    one, other = district(tmp_path, "A"), district(tmp_path, "B")
    folder = other.project.edition("2022-S1")
    folder.mkdir(parents=True)
    facts = {"banner": "SỐ LIỆU MINH HỌA", "period_name": "6 tháng đầu năm 2022"}
    (folder / "manifest.json").write_text(json.dumps({"edition": facts}), encoding="utf-8")
    text = index_html([one, other], "2022-S1", tmp_path / "out")
    assert html.fromstring(text).findtext(".//div[@class='pb-banner']/strong") == "SỐ LIỆU MINH HỌA"
    assert "6 tháng đầu năm 2022" in text


def test_the_page_is_replaced_whole_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_index([district(tmp_path, "A"), district(tmp_path, "B")], "2022-S1", folder)
    page = write_index([district(tmp_path, "A")], "2022-S1", folder)
    text = page.read_text(encoding="utf-8")
    assert rows(text)[0].startswith("A ")
    assert len(rows(text)) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert "http" not in text
    for target in html.fromstring(text).xpath("//link/@href"):
        assert (folder / target).is_file()


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>mine</p>")
    for folder in (tmp_path, tmp_path / "index.html"):
        with pytest.raises(ConfigError, match="--out"):
            write_index([], "2022-S1", folder)
    assert (tmp_path / "index.html").read_text() == "<p>mine</p>"
    refuse_foreign_folder(tmp_path / "not-there-yet")


def test_the_folder_one_stands_in_can_be_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        make_room(Path(), ())
        write_index([district(tmp_path / "elsewhere", "A")], "2022-S1", Path())
    assert {path.name for path in Path().iterdir()} == {"index.html", "_static"}


def test_an_index_that_cannot_stand_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    project = tmp_path / "a"
    with pytest.raises(ConfigError, match="outside"):
        make_room(project / "book" / "all", (project,))
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        make_room(tmp_path / "file" / "out", (project,))
