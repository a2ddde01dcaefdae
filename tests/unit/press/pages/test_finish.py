"""An executed notebook becomes a page: stable, linked, with pictures and files; hostile text stays text."""

import json

import nbformat
import pytest

from papibook.model.figures import Figure
from papibook.model.inline import Run
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue
from papibook.press.pages.finish import EditionFiles, FinishedPage, failed_page, finish_page
from papibook.press.pages.values import DrawnChart, read_values, values_text
from papibook.press.recipe.jobs import PageJob
from papibook.views.common.display import (
    MIME,
    Chart,
    DataFiles,
    Heading,
    Html,
    Stack,
    Table,
    data_only,
    escape,
)

pytestmark = pytest.mark.usefixtures("converter")
JOB = PageJob("communes/xa-a", "unit", "Xã A", {"unit_id": "xa-a"})
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"a": "x", "b": 1.5}]},
    "mark": "bar",
    "width": "container",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a", "type": "nominal"}},
}
CHART = Chart("bars", SPEC, "Một biểu đồ", "Một thanh dài 1,5", "Nguồn: thử", "a,b\nx,1.5\n")
ROW = TableRow((Cell(("<b>một</b>",), "heading"), Cell(("1,5",), "number", (Figure(None, 1.5),), 1)))
TABLE = Table(
    "list",
    "Bảng",
    (ShownColumn("a", "A"), ShownColumn("n", "N", "number", "right")),
    (RowGroup(("Nhóm",), (ROW,)),),
    (("Xem ", Run("kế hoạch", link="plan:1.1")),),
    "a\n1\n",
    wide=True,
)


FILES = EditionFiles({"pdf": "a.pdf", "xlsx": "a.xlsx", "plan": "plan/part-2", "plan IV.1.1": "plan/part-4"})


def code(
    view: Html | Table | Chart | DataFiles | Stack, source: str = "v.show()", **metadata: object
) -> nbformat.NotebookNode:
    bundle = view._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data=bundle, execution_count=7)
    return nbformat.v4.new_code_cell(source, outputs=[output], execution_count=7, metadata=metadata)


def finish(*cells: nbformat.NotebookNode, job: PageJob = JOB) -> FinishedPage:
    title = nbformat.v4.new_markdown_cell("# Tên trang", metadata={"tags": ["title"]})
    return finish_page(job, nbformat.v4.new_notebook(cells=[title, *cells]), FILES)


def html_of(page: FinishedPage) -> str:
    return "\n".join(
        output.data["text/html"] for cell in page.notebook.cells for output in cell.get("outputs", [])
    )


def test_the_heading_is_the_jobs_title() -> None:
    assert finish().notebook.cells[0].source == "(page-communes-xa-a)=\n# Xã A"


def test_a_title_with_markup_stays_a_title() -> None:
    source = finish(job=PageJob("x", "t", "A *b* <script> [c](d)")).notebook.cells[0].source
    assert source.endswith(r"# A \*b\* \<script\> \[c\](d)")


def test_links_become_relative_to_the_page() -> None:
    html = html_of(
        finish(code(Html('<a href="page:dimensions/1#solution-1-1">x</a> <a href="plan:IV.1.1">y</a>')))
    )
    assert 'href="../../../book/pages/dimensions/1.html#solution-1-1" data-page="dimensions/1"' in html
    assert 'href="../../../book/plan/part-4.html#item-iv-1-1" data-page="plan/part-4"' in html


def test_links_of_a_top_page_go_two_steps_up() -> None:
    html = html_of(finish(code(Html('<a href="page:papi">x</a>')), job=PageJob("index", "summary", "Bìa")))
    assert 'href="../../book/pages/papi.html"' in html


def test_downloads_of_the_edition_are_named_by_kind() -> None:
    assert 'href="../../../_static/files/a.pdf" download' in html_of(
        finish(code(Html('<a href="file:pdf">x</a>')))
    )


def test_escaped_text_that_looks_like_a_link_is_left_alone() -> None:
    hostile = '<a href="page:index">'
    assert escape(hostile) in html_of(finish(code(Html(f"<p>{escape(hostile)}</p>"))))


@pytest.mark.parametrize(
    ("item", "place"), [("1.1", "plan/part-2"), ("8.4", "plan/part-2"), ("IV.1.1", "plan/part-4")]
)
def test_a_plan_item_stands_in_the_document_that_the_plan_names(item: str, place: str) -> None:
    assert FILES.plan_place(item) == (place, "#item-" + item.lower().replace(".", "-"))


def test_a_chart_has_a_still_a_spec_an_alt_text_and_its_data() -> None:
    page = finish(code(CHART))
    html = html_of(page)
    names = sorted(page.files)
    assert names[0].startswith("charts/")
    assert names[1] == "csv/communes-xa-a--bars.csv"
    assert page.files[names[1]].startswith(b"\xef\xbb\xbf")
    assert f'src="../../../_static/{names[0]}" alt="Một thanh dài 1,5"' in html
    spec = html.split('class="pb-chart-spec">')[1].split("</script>")[0]
    assert json.loads(spec) == SPEC


def test_a_csv_file_of_made_up_figures_says_so_in_its_name_and_official_scores_do_not() -> None:
    marked = EditionFiles({"plan": "plan/part-2", "csv_mark": "-minh-hoa"})
    scores = Chart("papi-1", SPEC, "t", "a", "s", "year,score,national_median\n2021,1,2\n")
    cells = [code(CHART), code(TABLE), code(scores)]
    page = finish_page(JOB, nbformat.v4.new_notebook(cells=cells), marked)
    names = {name for name in page.files if name.endswith(".csv")}
    assert names == {
        "csv/communes-xa-a--bars-minh-hoa.csv",
        "csv/communes-xa-a--list-minh-hoa.csv",
        "csv/communes-xa-a--papi-1.csv",
    }
    assert all(f'href="../../../_static/{name}"' in html_of(page) for name in names)


def test_a_spec_cannot_end_its_script_element() -> None:
    spec = {**SPEC, "data": {"values": [{"a": "</script><script>alert(1)</script>", "b": 1}]}}
    html = html_of(finish(code(Chart("bars", spec, "t", "a", "s", "a\n"))))
    assert "<script>alert" not in html


def test_a_wide_table_says_so() -> None:
    assert '<div class="pb-table pb-wide" id="table-list">' in html_of(finish(code(TABLE)))


def test_a_table_is_rendered_from_its_value_with_relative_links() -> None:
    html = html_of(finish(code(TABLE)))
    assert '<th class="gt_stub gt_left" scope="row">&lt;b&gt;một&lt;/b&gt;</th>' in html
    assert '<p>Xem <a href="../../../book/plan/part-2.html#item-1-1" data-page="plan/part-2"' in html


def test_tables_and_charts_stay_values_also_in_a_stack() -> None:
    page = finish(code(Stack((Html("<p>x</p>"), TABLE), frame="pb-official")), code(CHART))
    table, drawn = page.values["table-list"], page.values["chart-bars"]
    assert list(page.values) == ["table-list", "chart-bars"]
    assert isinstance(table, TableValue)
    assert table.rows == (ROW,)
    assert isinstance(drawn, DrawnChart)
    assert drawn.chart.spec == SPEC
    assert drawn.picture in page.files
    assert read_values(values_text(page.values)).keys() == page.values.keys()
    assert '<div class="pb-official"><p>x</p>\n<div class="pb-table pb-wide"' in html_of(page)


def test_a_view_that_is_not_whole_is_refused() -> None:
    cell = code(TABLE)
    del cell.outputs[0].data[MIME]["columns"]
    with pytest.raises(ValueError, match="fields of Table"):
        finish(cell)


def test_two_views_with_one_id_on_a_page_are_refused() -> None:
    with pytest.raises(ValueError, match="share the id"):
        finish(code(Stack((TABLE, TABLE))))


def test_what_differs_from_run_to_run_is_gone() -> None:
    first = code(Html("<p>x</p>"), papermill={"start_time": "2026-01-01", "duration": 1.2})
    second = code(Html("<p>x</p>"), papermill={"start_time": "2027-01-01", "duration": 3.4})
    assert nbformat.writes(finish(first).notebook) == nbformat.writes(finish(second).notebook)


def test_code_is_folded_at_the_end_with_the_parameters_that_were_used() -> None:
    defaults = nbformat.v4.new_code_cell('slices = "latest"', metadata={"tags": ["parameters"]})
    injected = nbformat.v4.new_code_cell('slices = "slices"', metadata={"tags": ["injected-parameters"]})
    html = html_of(finish(defaults, injected, code(Html("<p>x</p>"), source="v.table(a < b)")))
    shown, folded = html.split('<details class="pb-code">')
    assert "slices" not in shown
    assert "slices = &quot;slices&quot;\n\nv.table(a &lt; b)" in folded
    assert "latest" not in html


def test_stray_output_is_reported_and_not_shown() -> None:
    cell = nbformat.v4.new_code_cell(
        "x",
        outputs=[
            nbformat.v4.new_output("stream", name="stderr", text="FutureWarning: y"),
            nbformat.v4.new_output("execute_result", data={"text/plain": "<object at 0x7f>"}),
        ],
    )
    page = finish(cell)
    assert page.noise == ("FutureWarning: y", "<object at 0x7f>")
    assert "0x7f" not in html_of(page)


def test_a_failed_page_says_so_in_plain_words() -> None:
    notebook = failed_page(JOB, "raised")
    text = notebook.cells[1].outputs[0].data["text/html"]
    assert "Trang này không dựng được." in text
    assert MIME not in notebook.cells[1].outputs[0].data


def test_a_views_headings_become_headings_of_the_page_and_each_has_its_own_views_below() -> None:
    stack = Stack((Heading("Xã, *thị trấn*"), Html("<p>một</p>"), Heading("Phòng"), Html("<p>hai</p>")))
    _, *cells, _ = finish(code(stack)).notebook.cells
    assert [cell.get("source") for cell in cells if cell.cell_type == "markdown"] == [
        "## Xã, \\*thị trấn\\*",
        "## Phòng",
    ]
    shown = [cell.outputs[0].data["text/html"] for cell in cells if cell.cell_type == "code"]
    assert shown == ["<p>một</p>", "<p>hai</p>"]


def test_data_without_a_table_are_files_with_a_link_and_nothing_else() -> None:
    page = finish(code(data_only(Html("<p>không có</p>"), TABLE)))
    assert list(page.files) == ["csv/communes-xa-a--list.csv"]
    assert page.files["csv/communes-xa-a--list.csv"].decode("utf-8-sig") == "a (a)\r\n1\r\n"
    assert 'Bảng: <a class="pb-download" download href="../../../_static/csv/communes-xa-a--list.csv"' in (
        html_of(page)
    )
    assert "<table" not in html_of(page)
    assert not page.values
