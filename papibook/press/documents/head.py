"""What a document's head and end say, as fields and lists for a template; and the first template itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from papibook.model.facts import Facts
from papibook.press.documents.content import DocumentContent, Heading, Paragraph, ended
from papibook.press.documents.outline import AnnexPlace, Each, Line, ListPlace, OutlinePart
from papibook.press.documents.told import Told

_GUIDE = (
    "% Mẫu báo cáo của cơ quan: sửa được lời, thứ tự, kiểu chữ, thêm hình; đoạn bắt đầu bằng dấu % "
    "không in ra.",
    "% Chỗ trong ngoặc nhọn lấy từ số liệu (viết HOA thì in hoa). Xem tất cả: papibook report KỲ --fields. "
    "Kiểm tra mẫu sau khi sửa: papibook report KỲ --check-template.",
)


def head_of(content: DocumentContent) -> Told:
    """The parts of a document's head and end. A sentence with one that there is not says nothing."""
    texts = {
        "superior_body": content.superior,
        "issuing_body": content.issuer,
        "number_code": content.code,
        "signed_at": content.place,
        "month_year": content.month_year,
        "subject": content.subject,
        "receivers": "; ".join(content.receivers),
        "authority": content.authority,
        "post": content.post,
        "remark": content.remark,
        "report_due": content.due,
    }
    sources = tuple(
        Facts({name: (text,) if text else ()}, None if text else ()) for name, text in texts.items()
    )
    lists = {"grounds": content.basis, "copies": content.copies, "receivers": content.receivers}
    return Told(sources, {name: [(entry,) for entry in ended(entries)] for name, entries in lists.items()})


def first_template(parts: Sequence[OutlinePart]) -> DocumentContent:
    """The outline ``parts`` as a document with all its fields and lists, to be set as a Word file."""
    return DocumentContent(
        superior="{superior_body}",
        issuer="{issuing_body}",
        code="{number_code}",
        place="{signed_at}",
        month_of=date(2000, 1, 1),
        month_said="{month_year}",
        kind="BÁO CÁO",
        subject="{subject}",
        receivers=("{receivers}",),
        basis=(":::{list} grounds",),
        body=(*(Paragraph((line,)) for line in _GUIDE), *_blocks(parts)),
        authority="{authority}",
        post="{post}",
        copies=(":::{list} copies",),
        opening="{issuing_body} báo cáo kết quả thực hiện như sau:",
        remark="{remark}",
    )


def _blocks(parts: Sequence[OutlinePart]) -> Iterator[Heading | Paragraph]:
    for part in parts:
        match part:
            case Line(text=text, level=level):
                yield Heading(level, text) if level else Paragraph((text,))
            case ListPlace(name=name):
                yield Paragraph((f":::{{list}} {name}",))
            case Each(lines=lines):
                yield Paragraph((":::{each} dimension",))
                yield from _blocks(lines)
                yield Paragraph((":::",))
            case AnnexPlace():
                pass


def annex_lines(parts: Sequence[OutlinePart]) -> tuple[str, ...]:
    """The annexes of an outline, as lines of a template."""
    return tuple(f":::{{annex}} {part.table} {part.title}" for part in parts if isinstance(part, AnnexPlace))
