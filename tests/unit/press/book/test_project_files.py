"""``_config.yml`` and ``_toc.yml`` as people spoil them: refused with file, line and what to do."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from projects import ROOT

from papibook.ground.problems import RefusedFileError
from papibook.ground.texts import say
from papibook.press.book import project_files
from papibook.press.book.project_files import check_groups_listed, check_project_files

PAGES = ("index", "district", "comparison", "papi", "quality", "follow-up", "tasks", "indicators")
PAGES += ("overdue", "remarks", "execution")
PAGES += ("dimensions/1", "communes/xa-a", "departments/phong-a")
GROUPS = ("communes", "departments", "asked", "other")
HOLE = re.compile(r"\{[a-z0-9_]+\}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "book", tmp_path / "book", ignore=shutil.ignore_patterns("pages"))
    return tmp_path


def refusal(project: Path, lang: str = "vi") -> str:
    with pytest.raises(RefusedFileError) as caught:
        check_project_files(project, PAGES, GROUPS)
    assert caught.value.exit_code == 2
    return caught.value.text(lang)


def edit(project: Path, name: str, old: str, new: str) -> int:
    """Returns the line of the change."""
    text = (project / name).read_text(encoding="utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_files_are_in_order(project: Path) -> None:
    assert check_project_files(project, PAGES, GROUPS) == ()


TITLE = "title: Kế hoạch nâng cao chỉ số PAPI\n"


@pytest.mark.parametrize(
    ("added", "line", "said"),
    [
        ("execute:\n  execute_notebooks: force\n", 2, "execute.execute_notebooks đang là “force”"),
        ("execute:\n  execute_notebooks: cache\n", 2, "chỉ dựng được với “off”"),
        ("execute:\n  timeout: 30\n", 2, "execute.timeout do chương trình tự đặt"),
        ("only_build_toc_files: false\n", 1, "chỉ dựng được với “true”"),
        ("exclude_patterns: [a, 'book/plan']\n", 1, "“book/plan” loại bỏ trang book/plan/index"),
        ("exclude_patterns:\n- '**/pages/*'\n", 2, "loại bỏ trang book/pages/communes"),
        ("exclude_patterns: book\n", 1, "phải là danh sách văn bản"),
        ("logo: book/khong-co.png\n", 1, "không có ảnh “book/khong-co.png”"),
        ("logo: _toc.yml\n", 1, "trong thư mục book/ không có ảnh"),
        ("copyright: 2022\n", 1, "html.extra_footer"),
        ("launch_buttons:\n  thebe: true\n", 1, "trang mạng khác"),
        ("repository: {url: 'https://a.vn'}\n", 1, "repository cần tải dữ liệu"),
        ("bibtex_bibfiles: [a.bib]\n", 1, "không có tác dụng"),
        ("titel: A\n", 1, "không có khóa “titel”. .* Có phải là “title”"),
        ("7: A\n", 1, "không có khóa “7”"),
        ("author: A\n", 1, "khóa “author” xuất hiện hai lần"),
        ("execute: off\n", 1, "execute phải gồm các khóa"),
        ("execute:\n\ttimeout: 3\n", 2, "có dấu Tab"),
        ("  exclude: 1\n", 1, "thụt đầu dòng|dấu hai chấm"),
    ],
)
def test_a_setting_is_refused_at_its_line(project: Path, added: str, line: int, said: str) -> None:
    at = edit(project, "_config.yml", TITLE, TITLE + added)
    if "author" in added:  # the second of the two is the one that is named
        line += 1
    text = refusal(project)
    assert text.startswith(f"_config.yml, dòng {at + line}: "), text
    assert re.search(said, text), text
    english = refusal(project, "en")
    assert english.startswith(f"_config.yml, line {at + line}: "), english


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (TITLE, "title: 2022\n", "title phải là văn bản"),
        (TITLE, "title: [\n", "thiếu dấu đóng nháy hoặc ngoặc"),
        (TITLE, "", "_config.yml: thiếu khóa “title”"),
        (
            "myst_enable_extensions: [attrs_block, attrs_inline, colon_fence, deflist, html_image]",
            "myst_enable_extensions: [attrs_block, colon_fence, deflist, dollarmath]",
            "phải có thêm attrs_inline, html_image.*\n.*dollarmath cần tải",
        ),
        ("    language: vi\n", "    language: en\n", "language đang là “en”"),
        ("      - papibook.press.sphinx_ext\n", "", "extensions đang là .*chỉ dựng được với .*sphinx_ext"),
        ("    language: vi\n", "    language: vi\n    nb_execution_mode: force\n", "do chương trình tự đặt"),
        ("    language: vi\n", "    language: vi\n    nb_remove_code_outputs: true\n", "không có khóa"),
        ("    language: vi\n", "    language: vi\n    suppress_warnings: ['*']\n", "không có khóa"),
        ("    language: vi\n", "    language: vi\n    html_file_suffix: .htm\n", "không có khóa"),
        ("    language: vi\n", "    language: vi\n    html_theme: alabaster\n", "do chương trình tự đặt"),
        ("sphinx:\n", "sphinx:\n  recursive_update: true\n", "do chương trình tự đặt"),
        ("html:\n", "html:\n  analytics: {google_analytics_id: G-1}\n", "trang mạng khác"),
        ("html:\n", "html:\n  anouncement: A\n", "không có khóa “html.anouncement”.*“announcement”"),
    ],
)
def test_what_would_spoil_the_book_is_refused(project: Path, old: str, new: str, said: str) -> None:
    edit(project, "_config.yml", old, new)
    assert re.search(said, refusal(project)), refusal(project)


def test_what_the_office_may_set_is_accepted(project: Path) -> None:
    (project / "book" / "logo đẹp.png").write_bytes(b"")
    added = "logo: book/logo đẹp.png\nexclude_patterns: [book/nhap.md]\nlaunch_buttons: {thebe: false}\n"
    edit(project, "_config.yml", TITLE, TITLE + added)
    edit(project, "_config.yml", "html:\n", "html:\n  announcement: A\n  extra_footer: <b>B</b>\n")
    assert check_project_files(project, PAGES, GROUPS) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("- file: book/methods", "- file: book/method", 0, "không có trang “book/method”.*“book/methods”"),
        ("- file: book/methods", "- file: papibook/x", 0, "không có trang “papibook/x”"),
        ("- file: book/methods", "- file: book/glossary", 1, "“book/glossary” đã có ở dòng"),
        ("- file: book/methods", "- file: 7", 0, "file phải là văn bản"),
        ("- file: book/methods", "- book/methods", 0, "ghi “file:” trước"),
        ("- file: book/methods", "- url: https://a.vn", 0, "mục lục không dẫn tới trang mạng khác"),
        ("- file: book/methods", "- fil: book/methods", 0, "“file”"),
        ("- file: book/methods", "- {file: book/methods, numbered: true}", 0, "numbered không có tác dụng"),
        ("- file: book/methods", "- {file: book/methods, glob: a/*}", 0, "một trong hai"),
        ("- file: book/methods", "- {file: book/methods, sections: x}", 0, "sections phải là danh sách"),
        ("- glob: book/pages/communes/*", "- glob: book/pages/xa/*", 0, "không có trang nào khớp"),
        ("format: jb-book", "format: jb-boek", 0, "chỉ dựng được với “jb-book”"),
        ("root: book/pages/index", "root: book/methods", 0, "chỉ dựng được với “book/pages/index”"),
        ("- caption: Kết quả", "- caption: 7", 0, "caption phải là văn bản"),
        ("- caption: Kết quả", "- capton: Kết quả", 0, "“capton”.*“caption”"),
        ("- caption: Kết quả", "-  caption: Kết quả", 1, "thụt đầu dòng"),
        ("- caption: Kết quả\n", "- caption: Kết quả\n\t", 1, "có dấu Tab"),
        (
            "root: book/pages/index",
            "root: book/pages/index\nchapters: [{file: book/methods}]",
            1,
            "cả “parts”",
        ),
    ],
)
def test_a_slip_in_the_contents_is_told_at_its_line(
    project: Path, old: str, new: str, line: int, said: str
) -> None:
    at = edit(project, "_toc.yml", old, new)
    text = refusal(project)
    assert f"_toc.yml, dòng {at + line}: " in text, text
    assert re.search(said, text), text


def test_all_problems_of_both_files_are_told_at_once(project: Path) -> None:
    edit(project, "_config.yml", TITLE, "title: A: B\n")
    edit(project, "_toc.yml", "file: book/methods", "file: book/a")
    edit(project, "_toc.yml", "file: book/glossary", "file: book/b")
    assert len(refusal(project).splitlines()) == 3
    for name in ("_config.yml", "_toc.yml"):
        (project / name).unlink()
    assert re.findall(r"_\w+\.yml", refusal(project)) == ["_config.yml", "_toc.yml"]


def test_a_page_that_the_contents_leaves_out_is_told(project: Path) -> None:
    edit(project, "_toc.yml", "      - file: book/pages/papi\n", "")
    assert check_project_files(project, PAGES, GROUPS) == ("papi",)


def test_every_message_has_a_vietnamese_text_with_the_same_holes() -> None:
    folder = Path(project_files.__file__).parent
    said = {
        node.value
        for name in ("config_file.py", "toc_file.py")
        for node in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("{file}")
    }
    assert len(said) > 20
    for message in said:
        assert say("errors", message) != message, message
        assert set(HOLE.findall(say("errors", message))) == set(HOLE.findall(message))


def test_a_plan_may_have_no_unit_of_a_group(project: Path) -> None:
    pages = [page for page in PAGES if not page.startswith("departments/")]
    assert check_project_files(project, pages, GROUPS) == ()


def test_a_group_whose_pages_no_line_takes_is_refused(project: Path) -> None:
    edit(project, "_toc.yml", "glob: book/pages/departments/*", "glob: book/pages/offices/*")
    said = refusal(project)
    assert "nhóm “departments”" in said
    assert "“- glob: book/pages/departments/*”" in said


def test_check_refuses_such_a_contents_too_and_asks_for_none(project: Path) -> None:
    pages = ("communes/xa-a", "offices/phong-a")
    with pytest.raises(RefusedFileError, match="offices"):
        check_groups_listed(project, pages, ("communes", "offices", "asked"))
    check_groups_listed(project, pages[:1], ("communes", "offices"))
    (project / "_toc.yml").unlink()
    check_groups_listed(project, pages, ("communes", "offices"))
