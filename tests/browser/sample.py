"""A small project for the browser tests: handmade pages after the HTML contract, and the shipped plan text."""

# ruff: noqa: E501 -- HTML as it stands on a page
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import yaml

from papibook.model.status import STATUSES
from papibook.views.common import theme
from papibook.views.common.words import status_word

ROOT = Path(__file__).resolve().parents[2]

COMMUNES = {
    "thi-tran-moc-chau": "Thị trấn Mộc Châu",
    "xa-chieng-hac": "Xã Chiềng Hắc",
    "xa-chieng-son": "Xã Chiềng Sơn",
    "xa-qui-huong": "Xã Quy Hướng",
}
DIMENSIONS = [
    ("Tham gia của người dân ở cấp cơ sở", "Tham gia", "84,1%", "partly", "◒"),
    ("Công khai, minh bạch trong hoạch định chính sách", "Công khai, minh bạch", "78,0%", "in_progress", "◐"),
    ("Trách nhiệm giải trình với người dân", "Giải trình", "91,2%", "done_on_time", "✓"),
    ("Kiểm soát tham nhũng trong khu vực công", "Kiểm soát tham nhũng", "62,5%", "behind", "!"),
    ("Thủ tục hành chính công", "Thủ tục hành chính", "88,0%", "partly", "◒"),
    ("Cung ứng dịch vụ công", "Dịch vụ công", "70,4%", "overdue", "!"),
    ("Quản trị môi trường", "Môi trường", "–", "not_due", "○"),
    ("Quản trị điện tử", "Quản trị điện tử", "55,0%", "not_reported", "∅"),
]
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "width": "container",
    "height": 240,
    "data": {
        "values": [
            {"name": name, "share": share}
            for name, share in zip(COMMUNES.values(), (92.5, 71.4, 88.0, 45.5), strict=True)
        ]
    },
    "mark": {"type": "bar", "color": "#0B5394"},
    "encoding": {
        "y": {"field": "name", "type": "nominal", "axis": {"title": None}, "sort": None},
        "x": {"field": "share", "type": "quantitative", "axis": {"title": "Đúng hạn (%)"}},
        "tooltip": [{"field": "share", "type": "quantitative", "format": ".1f"}],
    },
    "config": theme.CONFIG,
}
STILL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="240" viewBox="0 0 640 240">'
    '<rect x="150" y="20" width="440" height="40" fill="#0B5394"/></svg>'
)
STATUS_WORDS = [(status.id, status.sign, status_word(status.id)) for status in STATUSES]


def write_project(root: Path, *, with_edition: bool = True) -> Path:
    """A project in ``root`` that Jupyter Book can build: shipped configuration and plan, handmade pages."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "_config.yml", root / "_config.yml")
    shutil.copytree(ROOT / "book", root / "book", ignore=shutil.ignore_patterns("pages", ".*"))
    pages = root / "book" / "pages"
    pages.mkdir()
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        part["chapters"] = [entry for entry in part["chapters"] if _is_in_sample(entry)]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    (root / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _write(pages / "index.ipynb", "6 tháng đầu năm 2022", *_cover())
    _write(pages / "district.ipynb", "Toàn huyện", "<h2>Tình hình chung</h2>", _wide_table())
    for number, (name, *_) in enumerate(DIMENSIONS, start=1):
        _write(pages / "dimensions" / f"{number}.ipynb", f"{number}. {name}", *_dimension(number))
    for unit_id, name in COMMUNES.items():
        _write(pages / "communes" / f"{unit_id}.ipynb", name, *_commune())
    _write(
        pages / "departments" / "phong-noi-vu.ipynb",
        "Phòng Nội vụ",
        "<p class='pb-lead'>Không có số liệu.</p>",
    )
    static = pages / "_static"
    (static / "charts").mkdir(parents=True)
    (static / "charts" / "still.svg").write_text(STILL, encoding="utf-8")
    if with_edition:
        (pages / "edition.json").write_text(json.dumps(EDITION, ensure_ascii=False), encoding="utf-8")
        (pages / "standing.json").write_text(json.dumps(_standing(), ensure_ascii=False), encoding="utf-8")
    return root


EDITION = {
    "edition_id": "2022-S1",
    "period_name": "6 tháng đầu năm 2022",
    "cutoff_text": "31/5/2022",
    "revision": 0,
    "data_status": "illustrative",
    "place_name": "Huyện Mộc Châu",
    "plan_number": "426/KH-UBND",
    "banner": "SỐ LIỆU MINH HỌA",
    "made_up_pages": ["book/pages/index", "book/pages/dimensions/1"],
    "data_closed_on": "2022-06-08",
    "facts": {
        "plan": "Kế hoạch số 426/KH-UBND ngày 18/02/2022",
        "plan_number": "426/KH-UBND",
        "period": "6 tháng đầu năm 2022",
        "starts_on": "01/12/2021",
        "cutoff_on": "31/5/2022",
        "data_closed_on": "08/6/2022",
        "unit_deadline_on": "02/6/2022",
        "n_solutions": "35",
        "n_dimensions": "8",
    },
    "statements": {
        name: f"Một câu về {name}."
        for path in (ROOT / "book").rglob("*.md")
        for name in re.findall(
            r"^:{3,}\{edition\} ([a-z-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    },
}


def _is_in_sample(entry: dict[str, str]) -> bool:
    name = entry.get("file", entry.get("glob", ""))
    is_written = (ROOT / f"{name}.md").is_file()
    return is_written or "*" in name or name == "book/pages/district"


def _standing() -> dict[str, dict[str, object]]:
    return {
        f"{dimension}.{number}": {
            "status": DIMENSIONS[dimension - 1][3],
            "sign": DIMENSIONS[dimension - 1][4],
            "text": "12/15 đầu việc đúng hạn · 3 quá hạn",
            "page": f"dimensions/{dimension}",
            "anchor": f"solution-{dimension}-{number}",
        }
        for dimension in range(1, 9)
        for number in range(1, 12)
    }


def _write(path: Path, title: str, *pieces: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_markdown_cell(f"# {title}")]
    for piece in pieces:
        if piece.startswith("## "):
            cells.append(nbformat.v4.new_markdown_cell(piece))
            continue
        output = nbformat.v4.new_output("display_data", data={"text/html": piece})
        cells.append(nbformat.v4.new_code_cell("...", outputs=[output], metadata={"tags": ["remove-input"]}))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03d}"
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    nbformat.write(notebook, path)


def _status(status: str, sign: str, word: str) -> str:
    return f'<span class="pb-status pb-{status}">{sign} <span class="pb-status-word">{word}</span></span>'


def _mark(status: str, sign: str, word: str) -> str:
    return f'<span class="pb-status pb-sign pb-{status}" title="{word}">{sign}<span class="pb-sr"> {word}</span></span>'


def _cover() -> tuple[str, ...]:
    cards = [
        ("Nhiệm vụ đúng hạn", "78,4%", "412/525 đầu việc đến hạn", "Chưa có số liệu cùng kỳ để so sánh"),
        ("Quá hạn", "41", "ở 9 đơn vị", "Chưa có số liệu cùng kỳ để so sánh"),
        (
            "Đơn vị báo cáo đúng hạn",
            "25/29",
            "2 đơn vị chậm, 2 chưa báo cáo",
            "Chưa có số liệu cùng kỳ để so sánh",
        ),
        ("Chỉ tiêu đạt", "14/25", "chỉ tiêu được giao", "Chưa có số liệu cùng kỳ để so sánh"),
    ]
    headline = "".join(
        f'<div class="pb-card"><p class="pb-card-label">{label}</p><p class="pb-card-value">{value}</p>'
        f'<p class="pb-card-note">{note}</p><p class="pb-card-change">{change}</p></div>'
        for label, value, note, change in cards
    )
    strip = "".join(
        f'<li><a href="dimensions/{number}.html" data-page="dimensions/{number}">'
        f'<span class="pb-strip-number">{number}</span><span class="pb-strip-name">{short}</span>'
        f'<span class="pb-strip-share">{_mark(status, sign, status)} {share}</span>'
        f'<span class="pb-strip-bar"><span style="width:{share.replace(",", ".").replace("–", "0%")}"></span></span></a></li>'
        for number, (_, short, share, status, sign) in enumerate(DIMENSIONS, start=1)
    )
    return (
        '<p class="pb-lead">Đến ngày 31/5/2022, trong 525 đầu việc đến hạn, 412 hoàn thành đúng hạn (78,4%), '
        "41 quá hạn, 30 chưa báo cáo.</p>",
        f'<div class="pb-headline">{headline}</div>',
        "## Tám nội dung",
        f'<ol class="pb-strip">{strip}</ol>',
        '<div class="pb-commentary"><p class="pb-commentary-label">Nhận xét của cơ quan tổng hợp</p>'
        "<p>Các đơn vị đã ban hành kế hoạch riêng và chủ động triển khai; một số xã còn chậm công khai "
        "ngân sách và kế hoạch sử dụng đất. <em>(Nhận xét minh họa)</em></p></div>",
        "## Việc quá hạn",
        _overdue_table(),
    )


def _overdue_table() -> str:
    rows = "".join(
        f'<tr><th class="gt_stub gt_left" scope="row">{name}</th><td class="gt_left">Niêm yết công khai dự toán ngân '
        f'sách xã</td><td class="gt_right">30/4/2022</td><td class="gt_left">{_status(*STATUS_WORDS[2])}</td></tr>'
        for name in COMMUNES.values()
    )
    heads = "".join(
        f'<th class="gt_col_heading gt_{side}" scope="col">{text}</th>'
        for text, side in (
            ("Đơn vị", "left"),
            ("Nhiệm vụ", "left"),
            ("Thời hạn", "right"),
            ("Tình trạng", "left"),
        )
    )
    return (
        '<div class="pb-table" id="table-overdue">\n<div class="pb-scroll"><table class="pb-gt">'
        f"<caption>Nhiệm vụ quá hạn lâu nhất</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"
        '<div class="pb-table-notes"><p>“–”: không áp dụng.</p></div></div>\n'
        '<p class="pb-table-tools"><a class="pb-download" download href="#">Dữ liệu (CSV)</a></p>\n</div>'
    )


def _wide_table() -> str:
    heads = "".join(
        f'<th class="gt_col_heading gt_right" scope="col">Chỉ tiêu {n}</th>' for n in range(1, 15)
    )
    rows = "".join(
        f'<tr><th class="gt_stub gt_left" scope="row">{name}</th>'
        + "".join(f'<td class="gt_right">{1234 * n:,}'.replace(",", ".") + "</td>" for n in range(1, 15))
        + "</tr>"
        for name in COMMUNES.values()
    )
    return (
        '<div class="pb-table pb-wide" id="table-wide">\n<div class="pb-scroll"><table class="pb-gt">'
        '<caption>Số liệu theo xã</caption><thead><tr><th class="gt_col_heading gt_left" scope="col">Xã, thị trấn</th>'
        f"{heads}</tr></thead><tbody>{rows}</tbody></table></div>\n</div>"
    )


def _chart(chart_id: str, up: str) -> str:
    spec = json.dumps(SPEC, ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<figure class="pb-chart" id="chart-{chart_id}" data-chart="still">\n'
        '<figcaption class="pb-chart-title">Quy Hướng thấp nhất, 45,5% đúng hạn</figcaption>\n'
        f'<img class="pb-chart-still" src="{up}_static/charts/still.svg" alt="Tỷ lệ đúng hạn của bốn xã" '
        'width="640" height="240">\n'
        f'<script type="application/json" class="pb-chart-spec">{spec}</script>\n'
        '<p class="pb-chart-source">Nguồn: báo cáo của đơn vị. <a class="pb-download" download href="#">Dữ liệu (CSV)'
        "</a></p>\n</figure>"
    )


def _dimension(number: int) -> tuple[str, ...]:
    name, _, share, *_ = DIMENSIONS[number - 1]
    grid_heads = "".join(
        f'<th class="gt_col_heading gt_center" scope="col">T{number}-{n:02d}</th>' for n in range(1, 8)
    )
    grid = "".join(
        f'<tr><th class="gt_stub gt_left" scope="row">{unit}</th>'
        + "".join(f'<td class="gt_center">{_mark(*STATUS_WORDS[(row + n) % 7])}</td>' for n in range(7))
        + "</tr>"
        for row, unit in enumerate(COMMUNES.values())
    )
    legend = " ".join(_status(*entry) for entry in STATUS_WORDS)
    return (
        f'<p class="pb-lead">Nội dung “{name}”: {share} đầu việc đến hạn hoàn thành đúng hạn.</p>',
        '<div class="pb-official"><p class="pb-official-label">Điểm PAPI chính thức của tỉnh, không phải của huyện, xã</p>'
        '<p><span class="pb-official-score">5,12</span> điểm năm 2021, xếp thứ 35/60. '
        '<span class="pb-muted">Năm 2022: công bố sau kỳ này.</span></p></div>',
        "## Giải pháp",
        f'<section class="pb-solution" id="solution-{number}-1"><h3>Giải pháp {number}.1</h3><p>12/15 đúng hạn.</p></section>',
        "## Nhiệm vụ theo đơn vị",
        f'<p class="pb-legend">{legend}</p><div class="pb-table pb-wide" id="table-grid">\n<div class="pb-scroll">'
        '<table class="pb-gt"><caption>Tình trạng nhiệm vụ của từng xã, thị trấn</caption><thead><tr>'
        f'<th class="gt_col_heading gt_left" scope="col">Xã, thị trấn</th>{grid_heads}</tr></thead>'
        f"<tbody>{grid}</tbody></table></div>\n</div>",
        "## Chỉ tiêu",
        _chart("share", "../../../"),
    )


def _commune() -> tuple[str, ...]:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt; Thiếu kinh phí in ấn tài liệu."
    return (
        '<p class="pb-lead">Trong 20 đầu việc đến hạn, 15 hoàn thành đúng hạn (75,0%), 2 trễ hạn, 3 quá hạn.</p>',
        _chart("bars", "../../../"),
        "## Nhiệm vụ",
        _overdue_table(),
        "## Khó khăn, kiến nghị",
        f'<blockquote class="pb-quote"><p>{hostile}</p><footer>Nhiệm vụ T1.1-01</footer></blockquote>',
        '<details class="pb-code"><summary>Mã của trang này</summary><pre><code>page["obligations"]</code></pre></details>',
    )
