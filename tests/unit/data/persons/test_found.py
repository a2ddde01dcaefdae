"""What is personal in a text, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papibook.data.persons import find_personal, find_persons
from papibook.data.persons.found import key_of

PHONES = (
    "0912.345.678",
    "0912 345 678",
    "0912-345-678",
    "0912,345,678",
    "(091) 2345678",
    "0123456789",
    "0123 456 789",
    "+84 912 345 678",
    "(+84) 912 345 678",
    "0084 912 345 678",
    "84912345678",
    "+84.912.345.678",
    "+856 20 5512 3456",
    "(0212) 3868 999",
    "0212 3 868 999",
    "02123868999",
    "022 3866 999",
    "０９１２３４５６７８",
    "0912\u00a0345\u00a0678",
    "0912–345–678",
    "09\u200b12345678",
    "O912 345 678",
    "1900 1234",
    "18001234",
    "18001234.",
)
NAMED_PHONES = (
    ("đt: 09 12 34 56 78", "09 12 34 56 78"),
    ("ĐT: 3868 999", "3868 999"),
    ("Điện thoại của đồng chí: 868999", "868999"),
    ("SĐT0912345678", "0912345678"),
    ("hotline 1022", "1022"),
    ("Tổng đài 1022 của tỉnh", "1022"),
    ("đường dây nóng: 18001234", "18001234"),
    ("zalo.me/0912345678", "0912345678"),
    ("0912345678/Zalo", "0912345678"),
)
CARDS = (
    ("050123456", "050123456"),
    ("CMND: 123456789", "123456789"),
    ("số 123456789", "123456789"),
    ("CCCD 014085001234", "014085001234"),
    ("014 085 001 234", "014 085 001 234"),
    ("014.085.001.234", "014.085.001.234"),
    ("căn cước công dân số 0140-8500-1234", "0140-8500-1234"),
    ("hộ chiếu B1234567", "B1234567"),
)
EMAILS = ("hoa.nguyen@gmail.com", "ubnd＠sonla.gov.vn", "hoa(at)gmail.com", "hoa @ gmail.com", "hoa@gmail")
ADDRESSES = (
    ("số nhà 12, tổ 3, phố Tây Tiến, thị trấn Mộc", "số nhà 12, tổ 3, phố Tây Tiến, thị trấn Mộc"),
    ("bà Hoa trú tại bản Búa, xã Đông, huyện Tây đã gửi đơn", "bản Búa, xã Đông, huyện Tây"),
    ("Địa chỉ: 15 Hoàng Quốc Việt, thị trấn X", "15 Hoàng Quốc Việt, thị trấn X"),
    ("thường trú tại số 5 ngõ 12 đường Lê Lợi", "số 5 ngõ 12 đường Lê Lợi"),
    ("SN 45, tiểu khu 4", "SN 45, tiểu khu 4"),
    ("nhà riêng: bản Phiêng", "bản Phiêng"),
    ("TRÚ TẠI SỐ NHÀ 12, TỔ 3", "SỐ NHÀ 12, TỔ 3"),
)
NOTHING = (
    "Kế hoạch số 426/KH-UBND ngày 18/02/2022",
    "Số 0912345678/BC-UBND",
    "912.345.678 đồng",
    "125000000 đồng",
    "125.000.000",
    "2.035.123.456.789 đồng",
    "2.035.123.456.789",
    "số tiền 123456789",
    "kinh phí lắp điện thoại 12 500 000 đồng",
    "84.912.345.678 đồng",
    "84 912 345 678 đồng",
    "+1.234.567.890",
    "từ 09.5.2022-10.6.2022",
    "ngày 09.12.2022 31 hộ",
    "ngày 31/05/2022, 2022-05-31, tháng 05.2022",
    "giai đoạn 2021-2025, 02.2022 - 05.2022, 1900-1975",
    "điện thoại giai đoạn 2021-2025",
    "mã số thuế 0900123456; MST: 0312345678",
    "Mã dự án 7912345678, hồ sơ 000.12.34.H52-220531-0012",
    "15/29 cơ quan công khai số điện thoại",
    "công khai số điện thoại theo Quyết định số 1234/QĐ-UBND ngày 05/6/2022",
    "đường dây nóng tiếp nhận 120 cuộc gọi",
    "đường dây nóng: 120 cuộc",
    "các mục 01, 02, 03, 04, 05; 05,06,07,08,09; 01.02.03.04.05.06.07",
    "Nghị định 61/2018/NĐ-CP, Thông tư 01/2018/TT-VPCP",
    "3fb9a7be907d056521cd46fd5571133f9e31ee509962e1a7122485a43c8c9a70",
    "T1.1-01, I304, 07 giờ 30, 08h00 - 17h00",
    "16 hộ dân thường trú tại bản Pa Phách",
    "công khai địa chỉ tiếp nhận phản ánh, địa chỉ email",
    "Tổ dân phố 3 đã họp tại bản Áng, xã Đông",
    "Quyết định số 12, bản Áng",
    "nhà văn hóa bản, tiểu khu",
)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in find_personal(text)]


@pytest.mark.parametrize("phone", PHONES)
def test_phone_is_found_however_it_is_written(phone: str) -> None:
    assert found(f"gọi {phone} nhé") == [("phone", phone.rstrip("."))]


@pytest.mark.parametrize(("text", "phone"), NAMED_PHONES)
def test_phone_is_found_by_the_word_before_it(text: str, phone: str) -> None:
    assert found(text) == [("phone", phone)]


def test_every_number_of_a_list_is_found() -> None:
    told = found("SĐT 3868 999, 3868 998 hoặc 3868 997; di động 0912345678/0987654321")
    assert told == [
        ("phone", number) for number in ("3868 999", "3868 998", "3868 997", "0912345678", "0987654321")
    ]


@pytest.mark.parametrize(("text", "card"), CARDS)
def test_number_of_an_identity_card_is_found(text: str, card: str) -> None:
    assert found(text) == [("identity", card)]


@pytest.mark.parametrize("email", EMAILS)
def test_email_is_found(email: str) -> None:
    assert found(f"gửi về {email}, trước ngày 05/6/2022") == [("email", email)]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_home_address_is_found(text: str, address: str) -> None:
    assert found(text) == [("address", address)]


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_only_look_like_it_are_none(text: str) -> None:
    assert found(text) == []


GAPS = st.sampled_from(["", " ", ".", "-", "\u00a0", "–"])
WORDS = st.sampled_from(["gặp anh Bình", "(", "số liên lạc:", "", "và", "ngày 05/6/2022", "98,5% ", "/"])


@given(
    st.sampled_from(["032", "056", "070", "081", "091", "098", "+8491", "+84 98"]),
    st.text("0123456789", min_size=7, max_size=7),
    st.lists(GAPS, min_size=7, max_size=7),
    WORDS,
    WORDS,
)
def test_mobile_number_with_any_gaps_is_found_whole(
    head: str, digits: str, gaps: list[str], before: str, after: str
) -> None:
    number = head + "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    text = f"{before} {number} {after}"
    told = [each for each in find_personal(text) if each.kind == "phone"]
    assert [number in each.text for each in told] == [True], (text, told)


@given(st.integers(10**3, 10**12), st.sampled_from(["đồng", "triệu đồng", "VNĐ"]))
def test_amount_with_dots_is_none(amount: int, unit: str) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    assert found(f"Chi {grouped} {unit} trong kỳ") == []
    assert found(f"{grouped}") == []


@given(
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"), st.integers(1, 9999), st.sampled_from(["KH", "QĐ", "BC"])
)
def test_documents_and_dates_are_none(day: str, number: int, kind: str) -> None:
    assert found(f"{kind} số {number}/{kind}-UBND ngày {day}, {number}/2022/{kind}-TTg") == []


@given(st.text(max_size=200))
@example("ı\u0130ß 0912345678 \ud7ff")
@settings(max_examples=300)
def test_any_text_is_read_and_places_are_its_own(text: str) -> None:
    last = 0
    for each in (*find_personal(text),):
        assert each.start >= last
        assert text[each.start : each.end] == each.text != ""
        last = each.end
    for name in find_persons(text, frozenset()):
        assert text[name.start : name.end] == name.text != ""


@pytest.mark.parametrize(
    "part", ["0 9 ", "@a", "a@", "số nhà 1 ", "Nguyễn ", "đt ", "1.", "trú tại A ", "0-"]
)
def test_long_text_is_read_in_no_time(part: str) -> None:
    text = (part * 40_000)[:32_767]
    start = time.process_time()
    find_personal(text)
    find_persons(text, frozenset())
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+84 912.345.678", "912345678"),
        ("phone", "0212 3868 999", "(0212) 3868.999"),
        ("identity", "014 085 001 234", "14085001234"),
        ("email", "Hoa@Example.com", "hoa@example.com"),
        ("name", "NGUYỄN  VĂN A", "Nguyễn Văn A"),
    ],
)
def test_two_spellings_of_one_have_one_key(kind: str, one: str, other: str) -> None:
    assert key_of(kind, one) == key_of(kind, other)


def test_other_numbers_have_other_keys() -> None:
    assert key_of("phone", "0912345678") != key_of("phone", "0912345679")


NAMES = (
    ("bà Hoa ở bản Bình An, tỉnh Hòa Bình, vì hòa bình", ["Hoa"]),
    ("Chị An, anh Bình và Nguyễn Văn A", ["An", "Bình", "Nguyễn Văn A"]),
    ("đồng chí Trần Thị Hòa Bình phụ trách", ["Trần Thị Hòa Bình"]),
    ("Đ/c Lò Văn Giá, Chủ tịch UBND xã", ["Lò Văn Giá"]),
    ("đồng chí Chủ tịch UBND xã Nguyễn Văn Bình chủ trì", ["Nguyễn Văn Bình"]),
    ("Nguyễn Văn Toàn Phó Trưởng phòng", ["Nguyễn Văn Toàn"]),
    ("ông (bà) Lường Thị Hoa; bà H. và chị Lò T. H. kiến nghị", ["Lường Thị Hoa", "H.", "Lò T. H."]),
    ("Trưởng bản Lò Hặc, Bí thư Đảng ủy xã Vừ Nếnh, hộ Lò Văn Pánh", ["Lò Hặc", "Vừ Nếnh", "Lò Văn Pánh"]),
    ("trẻ em Mông, công dân Việt Nam, gia đình Văn hóa, dân tộc Thái, La QĐ-UBND", []),
    ("Mùa A Páo, Giàng A Chống", ["Mùa A Páo", "Giàng A Chống"]),
    ("NGUYỄN VĂN BÌNH", ["NGUYỄN VĂN BÌNH"]),
    ("Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh", []),
    ("Đoàn Thanh niên, Trường THCS Lê Quý Đôn, đường Nguyễn Lương Bằng", []),
    ("bà con nhân dân; Anh em; Ông bà; Bà Rịa - Vũng Tàu", []),
    ("An Giang, Hà Nội, tỉnh Ninh Bình, Thái Nguyên, ỦY BAN NHÂN DÂN XÃ LÊ LỢI", []),
    ("đồng chí Chủ tịch UBND, đồng chí Bí thư, Lý do: Lý lịch, Đào Tạo", []),
)


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_are_known_by_title_or_surname(text: str, names: list[str]) -> None:
    assert [each.text for each in find_persons(text, frozenset({"hòa bình"}))] == names


def test_names_of_the_plans_own_places_are_no_persons() -> None:
    assert find_persons("Lê Lợi và Lò Vân", frozenset({"lê lợi"}))[0].text == "Lò Vân"
