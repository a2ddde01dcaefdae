"""What the public is told, of public figures alone: a page to post, a text to read aloud, a portal item."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

import segno

from papibook.ground.numbers import MISSING_MARK, format_date, format_number
from papibook.ground.spoken import spoken
from papibook.model.plan import Edition, PlanFile
from papibook.press.documents.content import Block, DocumentContent, Paragraph, Picture
from papibook.press.documents.report import authority_of, drawn_up, in_words, remark_of, subject_of
from papibook.press.letters.results import Results
from papibook.views.common.rows import rows_of
from papibook.views.common.words import is_missing, within_sentence

_POSTED = 3
"""Figures on the page to post: it is one page."""
SPOKEN_WORDS = (400, 450)
"""Read in three minutes."""
_SHORT = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TTHC": "thủ tục hành chính",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "DVC": "dịch vụ công",
    "GCN": "giấy chứng nhận",
    "QSDĐ": "quyền sử dụng đất",
    "KHSDĐ": "kế hoạch sử dụng đất",
    "ANTT": "an ninh, trật tự",
    "PCTN": "phòng, chống tham nhũng",
    "TTND": "thanh tra nhân dân",
}
_ABBREVIATION = re.compile(r"\b(?:" + "|".join(_SHORT) + r")\b")


def notice(
    plan: PlanFile, edition: Edition, results: Results, *, place: str = "", page: str = ""
) -> DocumentContent:
    """The page to post (bản niêm yết), with a QR code to the book where plan.yml has its address.

    ``place``: the unit whose results they are, where they are not those of all; ``page``: its page.
    """
    subject = subject_of(plan, edition) + (f" của {within_sentence(place)}" if place else "")
    return replace(
        drawn_up(plan, edition.data_closed_on, "THÔNG BÁO", subject),
        code="TB-" + plan.report.code.partition("-")[2],
        body=tuple(_notice_body(plan, edition, results, page)),
        authority=authority_of(plan),
        post=plan.report.post or plan.signer.post,
        copies=("Niêm yết công khai", "Lưu: VT"),
    )


def _notice_body(plan: PlanFile, edition: Edition, results: Results, page: str) -> Iterator[Block]:
    yield Paragraph((how_it_stands(edition, results),))
    yield in_words(results.dimension_table)
    figures = results.figures[:_POSTED]
    if figures:
        yield Paragraph(("Một số kết quả:",))
    for figure in figures:
        yield Paragraph((f"{figure.name}: {figure.value}{_standing_on(figure.units)};",), is_item=True)
    if plan.site:
        address = f"{plan.site.rstrip('/')}/book/pages/{page}.html" if page else plan.site
        yield Picture(_qr(address), f"Mã QR dẫn đến {address}", 22)
    where = f" tại {plan.site}" if plan.site else ""
    yield Paragraph((f"Báo cáo đầy đủ được công khai{where}. {_invitation(plan)}",))


def _standing_on(units: str) -> str:
    return f" (theo báo cáo của {units} đơn vị)" if units else ""


def _number(value: object) -> str:
    return MISSING_MARK if is_missing(value) else format_number(float(str(value)))


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def _invitation(plan: PlanFile) -> str:
    to = plan.contact or plan.issuer
    return f"Ý kiến, phản ánh, kiến nghị của người dân xin gửi về {to}."


def how_it_stands(edition: Edition, results: Results) -> str:
    """What was due and done, and on how many reports that stands."""
    day, counted = format_date(edition.period.cutoff_on), format_number(results.n_counted)
    if not results.is_known:
        return (
            f"Đến hết ngày {day}, có {counted} đầu việc đến hạn; chưa tổng hợp được kết quả từ báo cáo của "
            "các cơ quan, đơn vị."
        )
    n_late, n_done = format_number(results.n_overdue), format_number(results.n_on_time)
    late = f"; {n_late} đầu việc quá hạn mà chưa hoàn thành" if results.n_overdue else ""
    told = (
        f"Đến hết ngày {day}, trong {counted} đầu việc đến hạn có {n_done} đầu việc hoàn thành đúng hạn, đạt "
        f"{results.share}{late}."
    )
    if results.n_reporting == 1:
        return told
    of = f"{results.n_sent}/{results.n_reporting}"
    return f"{told} Kết quả tổng hợp từ báo cáo của {of} cơ quan, đơn vị."


def loudspeaker_text(plan: PlanFile, edition: Edition, results: Results) -> str:
    """The text to read aloud (bản tin truyền thanh): numbers in words, SPOKEN_WORDS long where that much is
    known."""
    parts = _spoken_parts(plan, edition, results)
    figures: list[str] = []
    for each in results.figures:
        units = f", theo báo cáo của {each.units} đơn vị" if each.units else ""
        line = _aloud(f"{each.name}: {each.value}{units}.")
        if _n_words([*parts, *figures]) >= SPOKEN_WORDS[0]:
            break
        if _n_words([*parts, *figures, line]) <= SPOKEN_WORDS[1]:
            figures.append(line)
    told = " ".join(["Một số kết quả cụ thể như sau.", *figures]) if figures else ""
    lines = [each for each in (*parts[:-1], told, parts[-1]) if each]
    head = ["BẢN TIN TRUYỀN THANH", *([remark_of(plan)] if remark_of(plan) else [])]
    return "\n\n".join([*head, *lines]) + "\n"


def _n_words(parts: list[str]) -> int:
    return len(" ".join(parts).split())


def _spoken_parts(plan: PlanFile, edition: Edition, results: Results) -> list[str]:
    row = results.edition
    period = within_sentence(edition.period.name)
    number = plan.number.partition("/")[0]
    greeting = f"Kính thưa toàn thể nhân dân {row.place_within}!"
    what = (
        f"Sau đây là kết quả thực hiện Kế hoạch số {number} của {plan.issuer} về "
        f"{within_sentence(plan.title)}, kỳ báo cáo {period}. Chỉ số hiệu quả quản trị và hành chính công, "
        "thường gọi là Chỉ số PAPI, cho biết người dân "
        "đánh giá hoạt động của chính quyền các cấp như thế nào. Kế hoạch giao "
        f"{format_number(results.n_tasks)} nhiệm vụ cho các cơ quan, đơn vị."
    )
    by_dimension = "Số đầu việc hoàn thành đúng hạn theo từng nội dung như sau. " + " ".join(
        f"Về {within_sentence(str(each['name']))}: {each['n_on_time']}/{each['n_counted']} đầu việc."
        for each in rows_of(results.dimensions)
        if each["n_counted"] and not is_missing(each["n_on_time"])
    )
    end = (
        "Kết quả chi tiết được niêm yết công khai để nhân dân theo dõi, giám sát. "
        f"{_invitation(plan)} Xin trân trọng cảm ơn sự theo dõi của toàn thể nhân dân!"
    )
    return [_aloud(each) for each in (greeting, what, how_it_stands(edition, results), by_dimension, end)]


def _aloud(text: str) -> str:
    return spoken(_ABBREVIATION.sub(lambda match: _SHORT[match[0]], text))


def portal_item(plan: PlanFile, edition: Edition, results: Results) -> str:
    """The item for the portal, as an HTML page that works alone."""
    title = subject_of(plan, edition)
    rows = "".join(
        f"<tr><th scope=row>{escape(str(row['name']))}</th>"
        f"<td>{_number(row['n_counted'])}</td><td>{_number(row['n_on_time'])}</td></tr>"
        for row in rows_of(results.dimensions)
    )
    figures = "".join(
        f"<li>{escape(each.name)}: {escape(each.value)}{escape(_standing_on(each.units))}</li>"
        for each in results.figures
    )
    remark = f"<p><strong>{escape(remark_of(plan))}</strong></p>" if remark_of(plan) else ""
    link = f'<p><a href="{escape(plan.site)}">Xem báo cáo đầy đủ</a></p>' if plan.site else ""
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body><main>\n<h1>{escape(title)}</h1>\n{remark}\n"
        f"<p>{escape(how_it_stands(edition, results))}</p>\n"
        "<table><caption>Kết quả theo từng nội dung</caption><thead><tr><th scope=col>Nội dung</th>"
        "<th scope=col>Đầu việc đến hạn</th><th scope=col>Hoàn thành đúng hạn</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>\n<h2>Số liệu</h2>\n<ul>{figures}</ul>\n"
        f"<p>{escape(_invitation(plan))}</p>\n{link}\n</main></body></html>\n"
    )
