"""A ward's plan, data alone: every page is made, and none speaks of a place of another kind."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest

from papibook.data.edition.dataset import Dataset, load_dataset
from papibook.demo.write import write_demo
from papibook.measures.counted import count_all
from papibook.press.edition.book_source import edition_jobs
from papibook.press.edition.freeze import freeze
from papibook.press.recipe.jobs import PageJob
from tests.support.ward import OFFICES, PERIOD, ward_project

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
FOREIGN = re.compile(r"(?<!\w)(?:huyện|xã(?! hội)|thị trấn|sở|426\S*|Mộc Châu|Sơn La)(?!\w)", re.I)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    project = ward_project(tmp_path_factory.mktemp("ward"))
    write_demo(project)
    return load_dataset(project, PERIOD)


@pytest.fixture(scope="module")
def pages(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    slices = tmp_path_factory.mktemp("slices")
    freeze(dataset, count_all(dataset), slices)
    return {job.page_id: shown(job, slices) for job in edition_jobs(dataset)}


def shown(job: PageJob, slices: Path) -> str:
    """What the page's template shows, run cell by cell in this process."""
    names: dict[str, object] = {}
    said = [job.title]
    for cell in nbformat.read(NOTEBOOKS / f"{job.template}.ipynb", as_version=4).cells:
        tags = cell.metadata.get("tags", [])
        if "parameters" in tags:
            names |= {"slices": str(slices), **job.parameters}
        elif cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            exec(compile(ast.Module(before, []), job.template, "exec"), names)
            if isinstance(last, ast.Expr):
                view = eval(compile(ast.Expression(last.value), job.template, "eval"), names)
                said.append(json.dumps(view.plain, ensure_ascii=False))
            else:
                exec(compile(ast.Module([last], []), job.template, "exec"), names)
        elif "title" not in tags:
            said.append(cell.source)
    return "\n".join(said)


def test_every_unit_that_reports_has_a_page_and_a_row_in_the_heatmap(pages: Mapping[str, str]) -> None:
    assert {f"offices/{unit_id}" for unit_id in OFFICES} <= set(pages)
    for name in OFFICES.values():
        assert name in pages["district"]


def test_the_page_of_the_whole_is_the_wards(pages: Mapping[str, str]) -> None:
    assert pages["district"].startswith("Toàn phường\n")
    assert '"text": "Cơ quan, đơn vị"' in pages["district"]
    assert "so với toàn phường" in pages["offices/cong-an"]


def test_no_page_speaks_of_another_kind_of_place(pages: Mapping[str, str]) -> None:
    found = {
        page_id: sorted({match[0] for match in FOREIGN.finditer(text)}) for page_id, text in pages.items()
    }
    assert {page_id: words for page_id, words in found.items() if words} == {}
    told = FOREIGN.findall("Toàn huyện, các xã; bảo hiểm xã hội; 426/KH-UBND")
    assert told == ["huyện", "xã", "426/KH-UBND"]
