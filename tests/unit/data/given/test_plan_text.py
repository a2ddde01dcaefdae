"""The plan's pages say what the printed plan says, word by word, save for the corrections named here."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PRINTED = ROOT / "data" / "plans" / "426-KH-UBND-2022" / "printed.txt"
PRINTED_SHA256 = "9d8d7e1c15fb655a06cca17cff590c7880f3a5ce9b5588b7c11435237eddb230"
PAGES = {
    name: (ROOT / "book" / "plan" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("index", "part-1", "part-2", "part-3", "part-4")
}

HAND_WRITTEN = [*(f"plan/{name}" for name in PAGES), "methods", "glossary", "sources", "revisions"]

CORRECTIONS = (  # footnote, printed, corrected; each pair carries enough of the sentence to occur only once
    (
        "n-1-2",
        "trong công tác quy hoạch, kế hoạch sử dụng đất;",
        "trong công tác quy hoạch, kế hoạch sử dụng đất.",
    ),
    ("n-3-1", "đáp ứng yêu cầu; giải quyết khiếu nại", "đáp ứng yêu cầu giải quyết khiếu nại"),
    ("n-4-2", "quản lý đô thị....", "quản lý đô thị..."),
    ("n-5-6", "đề tổ chức", "để tổ chức"),
    ("n-8-2", "mức độ 3,4", "mức độ 3, 4"),
    ("n-iv-7", "Tòa án nhân huyện", "Tòa án nhân dân huyện"),
)
JOINS = (  # end of one page of the print, start of the next: one paragraph in the book
    ("ở xã, thị trấn", "và tạo điều kiện"),
    ("kiểm tra hoạt động của Bộ", "phận tiếp nhận"),
    ("cung cấp nước sạch", "cho người dân theo chương trình"),
    ("tuyên truyền và hỗ trợ", "người dân sử dụng"),
)
EDITORS_MARK = "[theo bản quét]"  # stands beside the signer's name, not in the print
SOLUTIONS_PER_DIMENSION = (3, 6, 5, 4, 6, 4, 3, 4)
SOLUTIONS = [f"{d}.{n}" for d, count in enumerate(SOLUTIONS_PER_DIMENSION, 1) for n in range(1, count + 1)]
ORGANISATION_ITEMS = ["IV.1.1", "IV.1.2", *(f"IV.{n}" for n in range(2, 8))]

ANCHOR = re.compile(r"^\(([a-z0-9-]+)\)=\n", re.M)
DIRECTIVE = re.compile(r"^:::\{(\w+)\}[ \t]*(.*?)\n(.*?)^:::$", re.M | re.S)
NOTE = re.compile(r"^\[\^([a-z0-9-]+)\]: (.+)$", re.M)
NOTE_MARK = re.compile(r"\[\^([a-z0-9-]+)\](?!:)")


def blocks(text: str) -> list[str]:
    """Paragraphs and list items of a text, in order; line breaks inside a paragraph kept."""
    apart = re.sub(r"\n(?=- )", "\n\n", text)
    return [block.strip("\n") for block in re.split(r"\n{2,}", apart) if block.strip()]


def without_markup(myst: str) -> str:
    """A page without what the book added; the single stars of italics stay, for the print has them too."""
    text = ANCHOR.sub("", DIRECTIVE.sub("", NOTE.sub("", myst)))
    text = NOTE_MARK.sub("", text)
    text = re.sub(r"^#+ ", "", text, flags=re.M)
    text = text.replace("**", "").replace("\\\n", "\n")
    text = re.sub(r"\\([\[\]])", r"\1", text)
    return text.replace(f" {EDITORS_MARK}", "")


def expected_text() -> str:
    """The printed text with the named joins and corrections, and nothing else, applied."""
    text = PRINTED.read_text(encoding="utf-8").replace("**", "")
    for end, start in JOINS:
        text = replace_once(text, f"{end}\n\n{start}", f"{end} {start}")
    for _, printed, corrected in CORRECTIONS:
        text = replace_once(text, printed, corrected)
    return text


def replace_once(text: str, old: str, new: str) -> str:
    """``text`` with its only ``old`` replaced; a pair that fits nowhere, or twice, is a wrong correction."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def anchor_of(item: str) -> str:
    return "item-" + item.lower().replace(".", "-")


def item_blocks(page: str, anchor: str) -> list[str]:
    """Blocks of one item: from its anchor to the next anchor, heading of a dimension or footnotes."""
    after = page.split(f"({anchor})=\n", 1)[1]
    return blocks(re.split(r"^(?:\([a-z0-9-]+\)=|#{1,2} |\[\^)", after, maxsplit=1, flags=re.M)[0])


def test_printed_text_is_the_one_received() -> None:
    assert hashlib.sha256(PRINTED.read_bytes()).hexdigest() == PRINTED_SHA256


def test_pages_say_what_the_print_says() -> None:
    shown = [block for page in PAGES.values() for block in blocks(without_markup(page))]
    assert shown == blocks(expected_text())


@pytest.mark.parametrize(("note", "printed", "corrected"), CORRECTIONS, ids=[c[0] for c in CORRECTIONS])
def test_each_correction_has_a_footnote_with_the_printed_form(
    note: str, printed: str, corrected: str
) -> None:
    notes = {label: text for page in PAGES.values() for label, text in NOTE.findall(page)}
    quoted = re.search(r"^Bản in: “(.+?)”", notes[note])
    assert quoted is not None
    assert quoted[1] in printed
    assert quoted[1] not in corrected


@pytest.mark.parametrize("name", PAGES)
def test_footnotes_are_defined_once_and_used_once(name: str) -> None:
    defined = [label for label, _ in NOTE.findall(PAGES[name])]
    used = NOTE_MARK.findall(PAGES[name])
    assert defined == used
    assert len(set(used)) == len(used)


def test_footnotes_are_one_to_three_short_sentences() -> None:
    notes = {label: text for page in PAGES.values() for label, text in NOTE.findall(page)}
    assert [label for label, text in notes.items() if len(text) > 220] == []


def test_every_numbered_item_and_dimension_has_its_anchor_once() -> None:
    anchors = [anchor for page in PAGES.values() for anchor in ANCHOR.findall(page)]
    dimensions = [f"dimension-{d}" for d in range(1, 9)]
    items = [anchor_of(item) for item in (*SOLUTIONS, *ORGANISATION_ITEMS)]
    assert len(SOLUTIONS) == 35
    assert sorted(anchors) == sorted(dimensions + items)


def test_dimension_anchors_stand_before_their_headings() -> None:
    assert re.findall(r"^\(dimension-(\d)\)=\n## (\d)\. ", PAGES["part-2"], re.M) == [
        (str(d), str(d)) for d in range(1, 9)
    ]


@pytest.mark.parametrize("solution", SOLUTIONS)
def test_solution_begins_with_its_number_and_ends_with_its_standing(solution: str) -> None:
    *paragraphs, last = item_blocks(PAGES["part-2"], anchor_of(solution))
    assert re.match(rf"\*\*{re.escape(solution)}\. ?", paragraphs[0])
    assert last == f":::{{standing}} {solution}\n:::"


@pytest.mark.parametrize("item", ORGANISATION_ITEMS)
def test_every_duty_of_part_four_has_a_standing(item: str) -> None:
    assert f":::{{standing}} {item}\n:::" in item_blocks(PAGES["part-4"], anchor_of(item))


def test_no_other_standing_in_the_plan() -> None:
    standing = [
        argument
        for page in PAGES.values()
        for kind, argument, _ in DIRECTIVE.findall(page)
        if kind == "standing"
    ]
    assert standing == [*SOLUTIONS, *ORGANISATION_ITEMS]


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_title_and_skips_no_heading_level(name: str) -> None:
    levels = [len(marks) for marks in re.findall(r"^(#+) ", PAGES[name], re.M)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_hand_written_pages_are_clean_text(name: str) -> None:
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert re.search(r"(?<=\S)  |[ \t]$", text, re.M) is None
    assert '"' not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
