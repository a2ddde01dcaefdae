"""What a view shows in JupyterLab, without the press."""

import base64
import re

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from papibook.views.common import by_hand
from papibook.views.common.display import MIME, Chart, Html, Stack, Table
from papibook.views.common.tables import TableColumn, TableShape, make_table

SPEC = {
    "data": {"values": [{"a": "x", "b": 1.5}]},
    "mark": "bar",
    "width": "container",
    "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a", "type": "nominal"}},
}
CHART = Chart("bars", SPEC, "Số <liệu>", "Một thanh dài 1,5", "Nguồn: thử", "a,b\nx,1.5\n")
TABLE = make_table(pd.DataFrame({"a": [1]}), [TableColumn("a", "A", "number")], TableShape("list", "Bảng"))
LINKS = Html(
    '<p><a href="page:dimensions/1#s-1">Nội dung <b>1</b></a>, <a href="plan:1.1">mục 1.1</a>, '
    '<a href="file:pdf">PDF</a>, <a href="https://papi.org.vn">PAPI</a></p>'
)
ALL = Stack((LINKS, TABLE, CHART))


def shown(view: Html | Table | Chart | Stack) -> str:
    html: str = view._repr_mimebundle_()["text/html"]
    return html


def test_a_table_is_shown_with_its_looks() -> None:
    html = shown(TABLE)
    assert TABLE.html in html
    assert ".pb-hand .pb-status.pb-overdue { background: #B84F00" in html


def test_links_into_the_book_are_text_and_others_stay() -> None:
    html = shown(LINKS)
    assert "<p>Nội dung <b>1</b>, mục 1.1, PDF, <a " in html
    assert re.findall(r'href="([^"]*)"', html) == ["https://papi.org.vn"]


@pytest.mark.parametrize("view", [CHART, ALL], ids=["alone", "in a stack"])
def test_a_chart_is_shown_as_a_picture_that_holds_itself(view: Chart | Stack) -> None:
    html = shown(view)
    assert "Số &lt;liệu&gt;" in html
    assert "Nguồn: thử" in html
    picture = re.search(r'<img alt="Một thanh dài 1,5" src="data:image/svg\+xml;base64,([^"]+)">', html)
    assert picture
    assert "mark-rect" in base64.b64decode(picture[1]).decode()


def test_the_press_gets_the_value_alone_and_no_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(by_hand.PRESS, "1")
    monkeypatch.setattr("papibook.views.common.display.picture", None)
    data, _ = DisplayFormatter().format(ALL)
    assert data == {MIME: ALL.plain, "text/plain": ""}
