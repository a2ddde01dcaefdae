"""A small HTML book as Sphinx makes it, by hand: two parts, a long wide table, a chart, a footnote, links."""

# ruff: noqa: E501 (HTML as it comes)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from papibook.press.printing.book import PrintBook, PrintDocument
from papibook.press.printing.pdf import PrintMeta
from papibook.press.printing.sheet_cache import SheetCache
from papibook.press.printing.volumes import VOLUME_SIZE
from papibook.press.theme.contents import CONTENTS, BookContents, BookPage, BookPart

BANNER = "SỐ LIỆU MINH HỌA"
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
        "banner": BANNER,
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
    for name, body in _pages(rows, said).items():
        _write_page(root, name, body)
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


def documents(
    root: Path, *, limit: int = VOLUME_SIZE, cache: SheetCache | None = None
) -> Iterator[PrintDocument]:
    """The book in ``root`` for paper."""
    return PrintBook(root, BookContents.read(root / CONTENTS), cache).documents(root, limit=limit)


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


def _chart() -> str:
    return (
        '<figure class="pb-chart" id="chart-shares"><figcaption class="pb-chart-title">11 xã đạt mức chung</figcaption>'
        f'<img class="pb-chart-still" src="../../../_static/charts/abc.svg" alt="{escape(ALT)}" width="660" height="200">'
        '<script type="application/json" class="pb-chart-spec">{"a": "KHÔNG IN"}</script>'
        '<p class="pb-chart-source">Nguồn: mẫu. <a class="pb-download" download href="x.csv">CSV KHÔNG IN</a></p></figure>'
    )


def _tasks(rows: int) -> str:
    body = "".join(
        f'<tr><th class="gt_stub gt_left" scope="row">T{n:03d}</th><td class="gt_left">Việc cần làm thứ {n}, '
        f"viết cho dài để dòng này phải xuống hàng nhiều lần trên trang đứng và trang phải xoay ngang</td>"
        f'<td class="gt_left">Kế hoạch của Ủy ban nhân dân xã về công khai, minh bạch; báo cáo kết quả, biên bản niêm yết</td>'
        f'<td class="gt_left">15 xã, thị trấn và các phòng chuyên môn, cơ quan, đơn vị trực thuộc huyện</td>'
        f'<td class="gt_right">1.234,5</td></tr>'
        for n in range(1, rows + 1)
    )
    return (
        '<div class="pb-table pb-wide" id="table-tasks"><div class="pb-scroll"><table class="pb-gt">'
        "<caption>Bảng nhiệm vụ</caption><thead>"
        '<tr><th class="gt_col_heading gt_left" rowspan="2">Mã</th><th class="gt_column_spanner gt_center" colspan="3">'
        'Nhóm cột</th><th class="gt_col_heading gt_right" rowspan="2">Giá trị</th></tr>'
        '<tr><th class="gt_left">Nhiệm vụ</th><th class="gt_left">Sản phẩm</th><th class="gt_left">Chủ trì</th></tr></thead>'
        '<tbody><tr class="gt_group_heading_row"><th class="gt_group_heading gt_left" scope="rowgroup" colspan="5">'
        f"Nhóm một</th></tr>{body}"
        '<tr class="gt_group_heading_row"><th class="gt_group_heading gt_left" colspan="5">Nhóm rỗng</th></tr>'
        '<tr class="gt_group_heading_row"><th class="gt_group_heading gt_left" colspan="5">Nhóm cuối</th></tr>'
        "</tbody></table>"
        '<div class="pb-table-notes"><p>Ghi chú dưới bảng.</p></div></div>'
        '<p class="pb-table-tools"><a class="pb-download" href="x.csv">CSV KHÔNG IN</a></p></div>'
    )


def _pages(rows: int, said: str) -> dict[str, str]:
    grid = (
        '<div class="pb-table" id="table-grid"><table class="pb-gt"><caption>Lưới</caption><thead><tr><th>Xã</th><th>1</th>'
        '</tr></thead><tbody><tr><th class="gt_stub">Tân Lập</th><td class="gt_center"><span class="pb-status pb-sign '
        'pb-overdue">!<span class="pb-sr"> KHÔNG IN</span></span></td></tr></tbody></table></div>'
    )
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
        f'<h2 id="s-1">Mục nhỏ {escape(said)}</h2><p>{escape(said)}</p>{grid}{_chart()}<blockquote class="pb-quote">'
        f'<p>{escape(said)}</p></blockquote><details class="pb-code"><summary>Mã KHÔNG IN</summary></details>'
    )
    return {
        "book/pages/index": cover,
        "book/plan/part-1": plan,
        "book/pages/district": f'<section id="d"><h1>Toàn huyện</h1>{results}</section>',
        "book/pages/tasks": f'<section id="t"><h1>Danh mục</h1>{_view(_tasks(rows))}</section>',
    }
