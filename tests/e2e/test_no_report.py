"""A project with no report yet: ``check`` says what comes next, ``build`` makes the plan's book."""

import re
import shutil
from pathlib import Path

from lxml import html as lxml_html
from projects import papibook, small_project

NOTHING = ("0 trong", "không có đầu việc quá hạn", "không còn đầu việc nào", "Xem toàn bộ 0", "Toàn bộ 0")
"""What only reports can say."""


def test_a_project_without_a_report_is_good_and_builds(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    for folder in (project / "data/submissions").iterdir():
        shutil.rmtree(folder)

    checked = papibook(project, "check", "2022-S1")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Chưa tiếp nhận được báo cáo nào của kỳ 2022-S1" in checked.stdout
    assert "papibook forms 2022-S1" in checked.stdout

    built = papibook(project, "build", "2022-S1")
    assert built.returncode == 0, built.stdout + built.stderr
    edition = project / "_build/editions/2022-S1"
    assert list((edition / "print").glob("*.pdf"))
    pages = {page.stem: said(page) for page in (edition / "html/book/pages").rglob("*.html")}
    assert {"index", "district", "overdue", "quality", "execution"} <= set(pages)
    cover = pages["index"]
    first = cover.index(
        "Chưa tiếp nhận được báo cáo nào của các đơn vị; hạn gửi báo cáo: hết ngày 02/6/2022."
    )
    assert first < cover.index("Nội dung xin ý kiến chỉ đạo")
    for name in ("index", "district", "overdue"):
        text = re.sub(r"0 trong \d+ [^.]* đã báo cáo|0 trong 3 đơn vị báo cáo", "", pages[name])
        assert not [claim for claim in NOTHING if claim in text], name


def said(page: Path) -> str:
    article = lxml_html.fromstring(page.read_bytes()).xpath("//article")[0]
    for code in article.xpath(".//details[@class='pb-code'] | .//script | .//style"):
        code.drop_tree()
    return " ".join(article.text_content().split())
