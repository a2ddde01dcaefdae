"""What the public is told where little is known: nothing is called 0 that is missing."""

from __future__ import annotations

from pathlib import Path

from forms import make_project

from papibook.data.edition.dataset import Dataset, read_dataset
from papibook.measures.counted import count_all
from papibook.model.inline import text_of
from papibook.press.documents.content import Paragraph, Picture
from papibook.press.edition.freeze import freeze
from papibook.press.letters.publicity import how_it_stands, loudspeaker_text, notice, portal_item
from papibook.press.letters.results import Results, results_of


def read(folder: Path) -> tuple[Dataset, Results]:
    data = read_dataset(make_project(folder / "p"), "2022-S1")
    freeze(data, count_all(data), folder / "slices")
    return data, results_of(folder / "slices")


def test_where_nobody_has_reported_nothing_is_said_to_be_done(tmp_path: Path) -> None:
    data, results = read(tmp_path)
    assert not results.is_known
    told = how_it_stands(data.edition, results)
    assert told == (
        "Đến hết ngày 31/5/2022, có 4 đầu việc đến hạn; chưa tổng hợp được kết quả từ báo cáo của các "
        "cơ quan, đơn vị."
    )
    aloud = loudspeaker_text(data.plan.file, data.edition, results)
    assert "bốn đầu việc đến hạn; chưa tổng hợp" in aloud
    assert "NA" not in aloud.replace("BẢN TIN TRUYỀN THANH", "")
    assert "<td>4</td><td>…</td>" in portal_item(data.plan.file, data.edition, results)


def test_a_notice_leads_to_the_site_where_the_plan_has_one(tmp_path: Path) -> None:
    data, results = read(tmp_path)
    assert not [b for b in notice(data.plan.file, data.edition, results).body if isinstance(b, Picture)]
    plan = data.plan.file.model_copy(update={"site": "https://example.vn/papi"})
    posted = notice(plan, data.edition, results)
    (code,) = (block for block in posted.body if isinstance(block, Picture))
    assert code.png.startswith(b"\x89PNG")
    assert posted == notice(plan, data.edition, results)
    assert "https://example.vn/papi" in text_of(
        next(b.said for b in reversed(posted.body) if isinstance(b, Paragraph))
    )
