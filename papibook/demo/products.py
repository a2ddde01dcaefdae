"""The products and document numbers that synthetic units name for a finished task."""

from __future__ import annotations

from datetime import date
from random import Random

from papibook.demo.chance import keyed
from papibook.ground.numbers import format_date

OFFICES = {
    "phong-noi-vu": "PNV",
    "phong-tu-phap": "PTP",
    "phong-tai-chinh-ke-hoach": "TCKH",
    "phong-tai-nguyen-moi-truong": "TNMT",
    "phong-lao-dong-tbxh": "LĐTBXH",
    "phong-van-hoa-thong-tin": "VHTT",
    "phong-giao-duc-dao-tao": "GDĐT",
    "phong-nong-nghiep-ptnt": "NNPTNT",
    "phong-kinh-te-ha-tang": "KTHT",
    "thanh-tra-huyen": "TTr",
    "van-phong-hdnd-ubnd": "VP",
    "trung-tam-truyen-thong-van-hoa": "TTVH",
    "bhxh-huyen": "BHXH",
    "cong-an-huyen": "CAH",
}
COMMUNE_OFFICE = "UBND"

KINDS = (
    ("báo cáo", "BC số {number}/BC-{office} ngày {day}"),
    ("kết luận", "Thông báo kết luận số {number}/TB-{office} ngày {day}"),
    ("thông báo", "TB số {number}/TB-{office} ngày {day}"),
    ("biên bản", "Biên bản ngày {day}, lưu hồ sơ tại {place}"),
    ("quyết định", "QĐ số {number}/QĐ-{office} ngày {day}"),
    ("quy chế", "QĐ số {number}/QĐ-{office} ngày {day} ban hành Quy chế"),
    ("kế hoạch", "KH số {number}/KH-{office} ngày {day}"),
    ("phương án", "Phương án số {number}/PA-{office} ngày {day}"),
    ("danh mục", "Danh mục kèm theo TB số {number}/TB-{office} ngày {day}"),
    ("danh sách", "Danh sách kèm theo BC số {number}/BC-{office} ngày {day}"),
    ("văn bản", "Công văn số {number}/{office}-TH ngày {day}"),
    ("đường dẫn", "Đã đăng trên trang thông tin điện tử ngày {day}"),
    ("chuyên mục", "Chuyên mục phát đến ngày {day}, lịch phát kèm BC số {number}/BC-{office}"),
    ("tin, bài", "Tin, bài đã phát đến ngày {day}, kê tại BC số {number}/BC-{office}"),
    ("lịch", "Lịch tiếp công dân niêm yết ngày {day}"),
    ("hội nghị", "Hội nghị tại các bản, tiểu khu đến ngày {day}; BC số {number}/BC-{office}"),
    ("số liệu", "Số liệu một cửa điện tử đến ngày {day}, kèm BC số {number}/BC-{office}"),
)
ELSE = "BC số {number}/BC-{office} ngày {day}"


def office_code(unit_id: str) -> str:
    """The unit's part of a document number: ``UBND`` for a commune, ``PNV`` for the home-affairs office."""
    return OFFICES.get(unit_id, COMMUNE_OFFICE)


def document_number(chance: Random, unit_id: str, template: str, day: date) -> str:
    """Each unit numbers each kind of document from January on; 01, not 1 (Decree 30/2020)."""
    register = template.partition("/")[2].partition("-")[0]
    pace = keyed(0, "documents", unit_id, register).uniform(0.3, 0.9)
    return f"{round(day.timetuple().tm_yday * pace) + chance.randint(1, 3):02d}"


def result_text(chance: Random, unit_id: str, product: str, day: date) -> str:
    """What a unit writes as result: the first kind of document that the required product names."""
    wanted = product.casefold()
    found = [(wanted.index(word), template) for word, template in KINDS if word in wanted]
    template = min(found)[1] if found else ELSE
    office = office_code(unit_id)
    return template.format(
        number=document_number(chance, unit_id, template, day),
        office=office,
        day=format_date(day),
        place="UBND xã" if unit_id.startswith("xa-") else "UBND thị trấn" if office == "UBND" else "cơ quan",
    )
