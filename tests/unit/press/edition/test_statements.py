"""What hand-written pages say of plan, periods and status, made from data: true of any plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from forms import Inbox, good_form, make_project
from projects import ROOT

from papibook.data.edition.dataset import load_dataset
from papibook.ground.numbers import format_date
from papibook.ground.paths import Project
from papibook.press.edition.statements import edition_texts

Edit = Callable[[str], str]


def texts(tmp_path: Path, edition_id: str = "2022-S1", edit: Edit = str) -> dict[str, dict[str, str]]:
    project = make_project(tmp_path / "one")
    Inbox(project).receive("xa-a", good_form("xa-a"))
    Inbox(project, "2022").receive("xa-a", good_form("xa-a", "2022"), at="2022-12-01T09:00:00")
    yml = project.plans / "1-KH-2022" / "plan.yml"
    yml.write_text(edit(yml.read_text(encoding="utf-8")), encoding="utf-8")
    return edition_texts(load_dataset(project, edition_id))


def real(text: str) -> str:
    return re.sub(r"data_status: \w+", "data_status: real", text)


def plus(lines: str) -> Edit:
    return lambda text: f"{text}{lines}\n"


def test_a_real_project_says_nowhere_that_its_figures_are_made_up(tmp_path: Path) -> None:
    said = str(texts(tmp_path, edit=real))
    assert "số liệu thực" in said
    assert "minh họa" not in said
    assert "sinh ra tự động" not in said


def test_a_project_of_made_up_figures_says_nowhere_that_they_are_real(tmp_path: Path) -> None:
    said = str(texts(tmp_path))
    assert "số liệu minh họa" in said
    assert "số liệu thực" not in said
    assert "số liệu do các đơn vị báo cáo" not in said


def test_the_log_holds_the_editions_closed_by_this_ones_day_the_latest_first(tmp_path: Path) -> None:
    def headings(edition_id: str) -> list[str]:
        folder = tmp_path / edition_id
        folder.mkdir()
        return re.findall(r"^\*\*(.+)\*\*$", texts(folder, edition_id)["statements"]["editions"], re.M)

    half, year = headings("2022-S1"), headings("2022")
    assert len(half) == 1
    assert half[0].startswith("Báo cáo 6 tháng đầu năm 2022")
    assert len(headings("2022-S1.1")) == 2
    assert [name.split(",")[0] for name in year] == [
        "Báo cáo năm 2022",
        "Báo cáo 6 tháng đầu năm 2022",
        "Báo cáo 6 tháng đầu năm 2022",
    ]


def test_the_year_says_that_it_contains_its_half_year(tmp_path: Path) -> None:
    periods = texts(tmp_path)["statements"]["periods"].split("\n")
    assert len(periods) == 2
    assert "gồm cả kỳ 6 tháng đầu năm 2022" in periods[1]
    assert "gồm cả" not in periods[0]


def test_a_remark_on_the_tasks_is_the_plans_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert texts(tmp_path / "a")["statements"]["tasks"] == ""
    edit = plus("tasks_remark: Phụ lục đã *thất lạc*.")
    assert texts(tmp_path / "b", edit=edit)["statements"]["tasks"] == r"Phụ lục đã \*thất lạc\*."


@pytest.mark.parametrize(
    ("lines", "word"), [("", "không có trong"), ("later_data: [papi_scores]", "nêu riêng")]
)
def test_methods_say_whether_later_scores_are_shown(tmp_path: Path, lines: str, word: str) -> None:
    assert word in texts(tmp_path, edit=plus(lines))["statements"]["later-data"]


def test_sources_of_the_plan_are_a_table_of_plain_text(tmp_path: Path) -> None:
    edit = plus('sources: [{what: "Bản | <b>văn</b>", source: quét, confidence: Cao}]')
    table = texts(tmp_path, edit=edit)["statements"]["plan-sources"].split("\n")
    assert len(table) == 3
    assert table[2] == r"| Bản \| \<b\>văn\</b\> | quét | Cao |"


def test_every_name_in_the_shipped_pages_is_there() -> None:
    known = edition_texts(load_dataset(Project(ROOT), "2022-S1"))
    used = {"facts": set[str](), "statements": set[str]()}
    for page in sorted((ROOT / "book").glob("**/*.md")):
        text = page.read_text(encoding="utf-8")
        used["facts"] |= set(re.findall(r"\{edition\}`(.+?)`", text))
        used["statements"] |= set(re.findall(r"^:+\{edition\} (.+)$", text, re.M))
    assert used["facts"] <= known["facts"].keys()
    assert used["statements"] == known["statements"].keys(), "one that no page shows is to be removed"


def test_the_hand_written_pages_leave_plan_and_periods_to_the_data() -> None:
    """Their own words would be wrong in the next project, and in this one's next period."""
    plan = load_dataset(Project(ROOT), "2022-S1").plan.file
    days = {
        format_date(day)
        for period in plan.periods
        for day in (period.starts_on, period.cutoff_on, period.data_closed_on, period.unit_deadline.on)
    }
    for name in ("methods", "glossary", "sources", "revisions"):
        text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8").casefold()
        assert [word for word in (plan.number.casefold(), *days) if word in text] == [], name


def test_no_page_or_template_says_of_itself_what_the_datas_status_is() -> None:
    own = [*(ROOT / "book").glob("**/*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
    pages = {path.name: path.read_text(encoding="utf-8") for path in own if "pages" not in path.parts}
    told = [name for name, text in pages.items() if re.search(r"minh họa|(?<!không phải )số liệu thực", text)]
    assert told == []
