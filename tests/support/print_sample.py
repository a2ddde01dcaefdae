"""A small HTML book as Sphinx makes it, by hand: two parts, a long wide table, a chart, a footnote, links."""

# ruff: noqa: E501 (HTML as it comes)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from papibook.model.chart import ChartValue
from papibook.model.inline import Inline, Sign
from papibook.model.table import Cell, RowGroup, ShownColumn, TableRow, TableValue
from papibook.press.pages.values import DrawnChart, PageValues, read_values, values_text
from papibook.press.printing.book import PrintBook, PrintDocument
from papibook.press.printing.pdf import PrintMeta
from papibook.press.printing.sheet_cache import SheetCache
from papibook.press.printing.volumes import VOLUME_SIZE
from papibook.press.theme.contents import CONTENTS, BookContents, BookPage, BookPart

VALUES = "values"
BANNER = "SỐ LIỆU MINH HỌA"
MADE_UP = ("book/pages/index", "book/pages/district")
HOSTILE = r"""-5 a-? ... --- –-b https://a.vn #set page(width: 1cm) $x$ <script>alert(1)</script> \ back\slash @ref *a* _b_ `c` // d /* e */ [f] ~ {g} "h" = i"""
ALT = 'Biểu đồ thanh "mẫu": cao nhất 96%.'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="660" height="200" viewBox="0 0 660 200">'
    '<rect width="500" height="40" fill="#0b5394"/><text x="10" y="100" font-family="Libertinus Serif, serif">Mộc Châu'
    "</text></svg>"
)


def meta(**changes: object) -> PrintMeta:
    values = {
        "title": "Báo cáo 6 tháng đầu năm 2022",
        "subtitle": "Nâng cao Chỉ số PAPI năm 2022",
        "edition_line": "Ấn bản 2022-S1, số liệu đến 31/5/2022",
        "edition_id": "2022-S1",
        "banner": BANNER,
        "made_up_pages": MADE_UP,
        "day": date(2022, 6, 8),
        "issuer": "Ủy ban nhân dân huyện Mộc Châu",
        "place": "Mộc Châu",
        "plan_number": "426/KH-UBND",
    }
    return PrintMeta(**{**values, **changes})  # type: ignore[arg-type]


def write_book(root: Path, *, rows: int = 120, said: str = HOSTILE) -> Path:
    """The folder that Sphinx's html builder would leave, with one chart; and what the book holds."""
    charts = root / "_static" / "charts"
    charts.mkdir(parents=True)
    (charts / "abc.svg").write_text(SVG, encoding="utf-8")
    for name, body in _pages(said).items():
        _write_page(root, name, body)
    write_values(root, "district", {"table-grid": GRID, "chart-shares": CHART})
    write_values(root, "tasks", {"table-tasks": tasks(rows)})
    parts = (
        BookPart("Phần kế hoạch", (BookPage("book/plan/part-1", 1),)),
        BookPart("Phần kết quả", (BookPage("book/pages/district", 1), BookPage("book/pages/tasks", 1))),
    )
    write_contents(root, parts)
    return root


def write_units(root: Path, count: int) -> Path:
    """The same with a third part, ``count`` units, each of which links to its neighbours and to the grid."""
    write_book(root, rows=1, said="lời")
    names = [f"book/pages/communes/xa-{number}" for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        _write_page(root, name, _unit(number))
    units = BookPart("Các xã", tuple(BookPage(name, 1) for name in names))
    write_contents(root, (*BookContents.read(root / CONTENTS).parts, units))
    return root


def write_contents(root: Path, parts: tuple[BookPart, ...]) -> None:
    BookContents("book/pages/index", parts).write(root / CONTENTS)


def write_values(root: Path, page_id: str, values: PageValues) -> None:
    path = root / VALUES / f"{page_id}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(values_text(values), encoding="utf-8")


def values_of(root: Path, page_id: str) -> PageValues:
    return read_values((root / VALUES / f"{page_id}.json").read_text(encoding="utf-8"))


def documents(
    root: Path, *, limit: int = VOLUME_SIZE, cache: SheetCache | None = None
) -> Iterator[PrintDocument]:
    """The book in ``root`` for paper."""
    book = PrintBook(root, BookContents.read(root / CONTENTS), root / VALUES, cache, made_up=MADE_UP)
    return book.documents(root, limit=limit)


def _write_page(root: Path, name: str, body: str) -> None:
    path = root / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    around = ("<!DOCTYPE html><html><body><nav>KHÔNG IN</nav>", "<footer>KHÔNG IN</footer></body></html>")
    path.write_text(f'<article class="bd-article">{body}</article>'.join(around), encoding="utf-8")


def _unit(number: int) -> str:
    links = "; ".join(
        f'<a href="#" data-page="{page}">{words}</a>'
        for page, words in (
            (f"communes/xa-{number - 1}", "trước"),
            (f"communes/xa-{number + 1}", "sau"),
            ("district", "huyện"),
        )
    )
    table = f'<table><tr><td><a href="#" data-page="communes/xa-{number + 1}">ô</a></td></tr></table>'
    return f'<section id="u{number}"><h1>Xã số {number}</h1>{_view(f"<p>{links}</p>{table}")}</section>'


def _view(html: str) -> str:
    return (
        f'<div class="cell"><div class="cell_output"><div class="output text_html">{html}</div></div></div>'
    )


CHART = DrawnChart(
    ChartValue("shares", {"a": "KHÔNG IN"}, "11 xã đạt mức chung", ALT, "Nguồn: mẫu.", "KHÔNG IN\n"),
    "charts/abc.svg",
    660,
    200,
)


def row(*texts: str | Inline, anchor: str = "") -> TableRow:
    """A row whose first cell names it."""
    contents = [(text,) if isinstance(text, str) else text for text in texts]
    cells = [Cell(content, "text" if place else "heading") for place, content in enumerate(contents)]
    return TableRow(tuple(cells), anchor=anchor)


GRID = TableValue(
    "grid",
    "Lưới",
    (ShownColumn("unit", "Xã"), ShownColumn("1", "1", side="center")),
    (RowGroup((), (row("Tân Lập", (Sign("overdue", "KHÔNG IN", "KHÔNG IN", is_alone=True),)),)),),
    (),
    "KHÔNG IN\n",
)


def tasks(rows: int) -> TableValue:
    """A wide table of ``rows`` high rows in a group, followed by groups without any."""
    own = tuple(
        row(
            f"T{n:03d}",
            f"Việc cần làm thứ {n}, viết cho dài để dòng này phải xuống hàng nhiều lần trên trang đứng và trang phải xoay ngang",
            "Kế hoạch của Ủy ban nhân dân xã về công khai, minh bạch; báo cáo kết quả, biên bản niêm yết",
            "15 xã, thị trấn và các phòng chuyên môn, cơ quan, đơn vị trực thuộc huyện",
            "1.234,5",
        )
        for n in range(1, rows + 1)
    )
    names = (("task", "Nhiệm vụ"), ("product", "Sản phẩm"), ("lead", "Chủ trì"))
    columns = (
        ShownColumn("id", "Mã"),
        *(ShownColumn(key, heading, spanner="Nhóm cột") for key, heading in names),
        ShownColumn("value", "Giá trị", "number", "right"),
    )
    groups = (RowGroup(("Nhóm một",), own), RowGroup(("Nhóm rỗng",), ()), RowGroup(("Nhóm cuối",), ()))
    return TableValue(
        "tasks", "Bảng nhiệm vụ", columns, groups, (("Ghi chú dưới bảng.",),), "KHÔNG IN\n", wide=True
    )


def _shown(name: str) -> str:
    """A table or chart as it stands in a page: only its id is read."""
    if name.startswith("chart-"):
        return f'<figure class="pb-chart" id="{name}"><p class="pb-chart-source">KHÔNG IN</p></figure>'
    return f'<div class="pb-table" id="{name}"><table><tr><td>KHÔNG IN</td></tr></table><p>KHÔNG IN</p></div>'


def _pages(said: str) -> dict[str, str]:
    lead = _view(
        '<p class="pb-lead">Câu mở đầu; xem <a href="../x.html" data-page="district" data-anchor="table-grid">lưới</a>, '
        '<a href="../y.html" data-page="communes/khong-co">xã khác</a>, <a href="https://example.org/a">ngoài</a>.</p>'
    )
    downloads = _view('<p class="pb-downloads"><a class="pb-download">x</a></p>')
    cover = f"""<section id="cover"><span id="page-index"></span>
<h1>Tên sách<a class="headerlink" href="#cover">¶ KHÔNG IN</a></h1>{lead}
<section id="tai-ve"><h2>Tải về KHÔNG IN</h2>{downloads}</section><div class="toctree-wrapper compound"></div></section>"""
    plan = """<section id="i"><h1>I. Mục đích</h1>
<p id="item-1-1">Lời văn<a class="footnote-reference" href="#n-1" id="id1" role="doc-noteref">1</a>
<a href="../pages/tasks.html">bảng</a>.</p>
<p class="pb-standing" data-status="overdue"><span class="pb-sign pb-overdue">!</span> <span>12/15 đúng hạn</span>
<a class="pb-standing-link" href="#x" data-page="district" data-anchor="s-1">Chi tiết</a></p>
<hr class="footnotes docutils"><aside class="footnote-list"><aside class="footnote" id="n-1" role="doc-footnote">
<span class="label"><a href="#id1">1</a></span><p>Lời chú cuối trang.</p></aside></aside></section>"""
    results = _view(
        f'<h2 id="s-1">Mục nhỏ {escape(said)}</h2><p>{escape(said)}</p>{_shown("table-grid")}{_shown("chart-shares")}<blockquote class="pb-quote">'
        f'<p>{escape(said)}</p></blockquote><details class="pb-code"><summary>Mã KHÔNG IN</summary></details>'
    )
    return {
        "book/pages/index": cover,
        "book/plan/part-1": plan,
        "book/pages/district": f'<section id="d"><h1>Toàn huyện</h1>{results}</section>',
        "book/pages/tasks": f'<section id="t"><h1>Danh mục</h1>{_view(_shown("table-tasks"))}</section>',
    }
