"""plan.yml as people spoil it: what is said is Vietnamese, names line or key, and quotes no library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from forms import PLAN_YML

from papibook.data.given.plan_file import read_plan_file
from papibook.ground.problems import RefusedFileError

# What yaml, pydantic and the system say; none of it may reach an officer.
ENGLISH = re.compile(
    r"\b(found|expected|token|mapping|scalar|input|should|valid|tuple|dictionary|keys?|day is|"
    r"month|directory|unacceptable|character|string|constructor|None)\b"
)


def refusal(tmp_path: Path, content: str) -> str:
    path = tmp_path / "1-KH-2022" / "plan.yml"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RefusedFileError) as caught:
        read_plan_file(path)
    return caught.value.text("vi")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    name: 6", "\tname: 6", "có dấu Tab"),
        ("title: Kế hoạch thử", "title: Kế hoạch: thử", "dấu hai chấm; đặt nội dung trong dấu nháy kép"),
        ("title: Kế hoạch thử", 'title: "Kế hoạch thử', "thiếu dấu đóng nháy"),
        ("title: Kế hoạch thử", "title:", "title: chưa có giá trị"),
        ("title: Kế hoạch thử", "title: A\ntitle: B", "dòng 4: khóa “title” xuất hiện hai lần"),
        ("title: Kế hoạch thử", "title: *abc", "có dấu sao"),
        ("title: Kế hoạch thử", "title: !!python/name:os.system", "có thẻ"),
        ("title: Kế hoạch thử", "title: a\x07b", "dòng 3: có ký tự điều khiển"),
        ("cutoff_on: 2022-05-31", "cutoff_on: 31/5/2022", "“31/5/2022” không phải là ngày tháng"),
        ("cutoff_on: 2022-05-31", "cutoff_on: 2022-02-30", "cutoff_on: “2022-02-30” không phải là ngày"),
        ("cumulates: [2022-S1]", "cumulates: 7", "cumulates: phải là danh sách"),
        ("number: 1, data_closed_on: 2022-06-20", "number: 1, data_closed_on: 2022-06-01", "sau ngày chốt"),
        ("signer: {post: CHỦ TỊCH, name: Người Ký}", "signer: Người Ký", "signer: phải gồm các khóa"),
        ("signer: {post: CHỦ TỊCH, name: Người Ký}", "signer: {post: a, name: b}\n7: x", "không có khóa “7”"),
        ("revisions: [{number: 1", "revisions: {number: 1", "thiếu dấu đóng nháy hoặc ngoặc"),
        ("revisions: [{number: 1, data_closed_on: 2022-06-20}]", "revisions: 1", "phải là danh sách"),
    ],
)
def test_each_slip_is_told_in_plain_vietnamese(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PLAN_YML
    text = refusal(tmp_path, PLAN_YML.replace(old, new, 1))
    assert re.search(said, text), text
    assert "1-KH-2022/plan.yml" in text
    assert not ENGLISH.search(text), text


def test_no_period_at_all_is_an_empty_list(tmp_path: Path) -> None:
    text = refusal(tmp_path, PLAN_YML[: PLAN_YML.index("periods:")] + "periods: []\n")
    assert "periods: danh sách đang trống" in text


def test_a_wrong_period_does_not_make_the_list_seem_empty(tmp_path: Path) -> None:
    spoilt = PLAN_YML.replace("unit_deadline", "unit_deadlines")
    assert "danh sách đang trống" not in refusal(tmp_path, spoilt)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "1-KH-2022" / "plan.yml"
    path.mkdir(parents=True)
    with pytest.raises(RefusedFileError) as caught:
        read_plan_file(path)
    assert "có thư mục nằm ở chỗ lẽ ra là tệp" in caught.value.text("vi")
