"""A plan's paragraphs, put in order: head, parts, numbered items; as MyST pages and a table of solutions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from papibook.data.given.plan_text import item_anchor
from papibook.ground.numbers import roman
from papibook.ground.problems import Problem, RefusedFileError, problem
from papibook.ground.vietnamese import without_marks
from papibook.starter.paragraphs import Paragraph, escaped, read_paragraphs

_NUMBER = re.compile(r"Số:\s*([\wĐđ.-]+/[\wĐđ&.-]+)")
_DAY = re.compile(r"([^,]{2,40}),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.I)
_ISSUER = re.compile(r"^(?:ỦY|UỶ) BAN NHÂN DÂN\b.*", re.I)
_PART = re.compile(r"^(?:PHẦN\s+)?([IVX]+)[.:)]?\s+(\S.*)$")
_ITEM = re.compile(r"^(\d+(?:\.\d+)*)[.)]?\s+(\S.*)$")
_BULLET = re.compile(r"^[-+•–]\s*")
_BODY = ("thuc hien", "can cu", "nham", "de ", "uy ban", "ubnd", "trien khai")
"""How the text after a plan's title begins."""
_CLOSING = ("noi nhan", "tm. ", "kt. ", "tren day la")
"""How what stands below the plan's last item begins: it is not of the item."""
_SOLUTIONS = ("giai phap", "nhiem vu")
"""Words in the title of the part that holds the solutions, the surer first."""
_LONGEST_TITLE = 90
_LONGEST_HEADING = 160


@dataclass(frozen=True)
class Solution:
    """An item of the part with the solutions. ``under``: the heading it stands under."""

    solution_id: str
    under: str
    text: str
    place: int


@dataclass(frozen=True)
class PlanText:
    """What a plan's text says. ``None``: not found (:attr:`problems` says so).

    ``pages``: MyST by name (``index``, ``part-1`` …), with an anchor before every solution and every item of
    the parts after them, and a line that shows how the item stands. ``outside``: those items (``IV.1.1``).
    """

    number: str | None
    signed_at: str | None
    issued_on: date | None
    issuer: str | None
    title: str | None
    pages: Mapping[str, str] = field(hash=False)
    titles: Mapping[str, str] = field(hash=False)
    solutions: tuple[Solution, ...]
    outside: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Part:
    numeral: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def read_plan_file(path: Path) -> PlanText:
    """The plan's text in the file at ``path``.

    Raises:
        ConfigError: the file can't be read, or no item was found to which tasks could belong.
    """
    text = read_plan_text(read_paragraphs(path), path.name)
    if not text.solutions:
        raise RefusedFileError("The plan's text cannot be placed.", problems=text.problems)
    return text


def read_plan_text(paragraphs: Sequence[Paragraph], file: str) -> PlanText:
    """The plan in ``paragraphs``; ``file``: what messages call it."""
    head, parts = _divided(paragraphs)
    told = list(_head_problems(head, file))
    found = _solutions_part(parts)
    if not parts:
        told.append(
            problem(
                "{file}: no part was found. Each begins with a line of its own in capitals, like “II. NHIỆM "
                "VỤ, GIẢI PHÁP”; the first is I.",
                file=file,
            )
        )
    elif found is None:
        told.append(
            problem(
                "{file}: no part holds solutions. Their part has “giải pháp” or “nhiệm vụ” in its title, and "
                "each of them begins with its number (1.1, 1.2 …).",
                file=file,
            )
        )
    pages = {"index": _index_page(head)}
    titles = {"index": "Phần mở đầu"}
    solutions: list[Solution] = []
    outside: list[str] = []
    for number, part in enumerate(parts, start=1):
        name = f"part-{number}"
        titles[name] = f"{part.numeral}. {part.title}"
        if part is found:
            items = list(_solutions_of(part))
            solutions += items
            known = {each.place: each.solution_id for each in items}
        else:
            known = dict(_items_of(part)) if found in parts[: number - 1] else {}
            outside += known.values()
        pages[name] = _part_page(part, known, is_solutions=part is found)
    twice = _twice([each.solution_id for each in solutions] + outside)
    told += [problem("{file}: the item {item} stands there twice.", file=file, item=item) for item in twice]
    return PlanText(*_head_facts(head), pages, titles, tuple(solutions), tuple(outside), tuple(told))


def _divided(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], tuple[_Part, ...]]:
    """What comes before the first part, and the parts; their numerals must follow each other."""
    starts: list[tuple[int, str, str]] = []
    for at, paragraph in enumerate(paragraphs):
        match = _PART.match(paragraph.plain)
        if match and match[1] == roman(len(starts) + 1) and _is_title(match[2]):
            starts.append((at, match[1], match[2].rstrip(".:")))
    if not starts:
        return tuple(paragraphs), ()
    ends = [*(at for at, _, _ in starts[1:]), len(paragraphs)]
    parts = tuple(
        _Part(numeral, title, tuple(paragraphs[at + 1 : end]))
        for (at, numeral, title), end in zip(starts, ends, strict=True)
    )
    return tuple(paragraphs[: starts[0][0]]), parts


def _is_title(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(text) <= _LONGEST_TITLE and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _head_facts(
    head: Sequence[Paragraph],
) -> tuple[str | None, str | None, date | None, str | None, str | None]:
    number = next((found[1] for each in head if (found := _NUMBER.search(each.plain))), None)
    day = next((found for each in head if (found := _DAY.search(each.plain))), None)
    issuer = _issuer(head)
    signed_at = day[1].strip() if day else None
    return number, signed_at, _day(day) if day else None, issuer, _title_of(head)


def _issuer(head: Sequence[Paragraph]) -> str | None:
    """“ỦY BAN NHÂN DÂN” with the place, which may stand on the next line."""
    for at, each in enumerate(head):
        if _ISSUER.match(each.plain) and each.plain.isupper():
            after = head[at + 1].plain if at + 1 < len(head) else ""
            ends = len(each.plain.split()) == 4 and after.isupper() and not _NUMBER.search(after)
            return f"{each.plain} {after}" if ends else each.plain
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[4]), int(found[3]), int(found[2]))
    except ValueError:
        return None


def _title_of(head: Sequence[Paragraph]) -> str | None:
    """The lines between “KẾ HOẠCH” and the text's first sentence."""
    at = next((n for n, each in enumerate(head) if without_marks(each.plain) == "ke hoach"), None)
    if at is None:
        return None
    lines: list[str] = []
    for each in head[at + 1 :]:
        if len(each.plain) > 200 or without_marks(each.plain).startswith(_BODY):
            break
        if set(each.plain) - set("-_*– ."):
            lines.append(each.plain)
    return " ".join(lines) or None


def _head_problems(head: Sequence[Paragraph], file: str) -> Iterator[Problem]:
    number, _, day, _, title = _head_facts(head)
    if number is None:
        yield problem("{file}: the plan's number was not found (“Số: 12/KH-UBND”).", file=file)
    if day is None:
        yield problem("{file}: the plan's date was not found (“…, ngày 18 tháng 02 năm 2022”).", file=file)
    if title is None:
        yield problem("{file}: the plan's title was not found (the lines after “KẾ HOẠCH”).", file=file)


def _solutions_part(parts: Sequence[_Part]) -> _Part | None:
    for words in _SOLUTIONS:
        for part in parts:
            if words in without_marks(part.title) and any(
                _ITEM.match(each.plain) for each in part.paragraphs
            ):
                return part
    return None


def _numbered(part: _Part) -> list[tuple[Paragraph, str, str]]:
    return [
        (each, found[1], found[2])
        for each in part.paragraphs
        if (found := _ITEM.match(each.plain)) is not None
    ]


def _solutions_of(part: _Part) -> Iterator[Solution]:
    """Items of the second level under headings of the first; those of the first that have none below."""
    numbered = _numbered(part)
    is_deep = any("." in number for _, number, _ in numbered)
    under = ""
    for paragraph, number, text in numbered:
        depth = number.count(".")
        if is_deep and depth == 0:
            under = text
        has_own = any(other.startswith(f"{number}.") for _, other, _ in numbered)
        if depth == (1 if is_deep else 0) or (depth == 0 and not has_own):
            yield Solution(number, under, text, paragraph.place)


def _items_of(part: _Part) -> Iterator[tuple[int, str]]:
    """Where an item of another part stands, and its name; an item with items below is only their heading."""
    numbers = [(paragraph.place, number) for paragraph, number, _ in _numbered(part)]
    names = {number for _, number in numbers}
    for place, number in numbers:
        if not any(other.startswith(f"{number}.") for other in names):
            yield place, f"{part.numeral}.{number}"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _index_page(head: Sequence[Paragraph]) -> str:
    blocks: list[str] = []
    for each in head:
        if without_marks(each.plain) == "ke hoach":
            blocks.append(f"# {each.myst.strip('*')}")
        elif each.rows:
            blocks.append(_rows(each.rows))
        else:
            blocks.append(each.myst)
    if not any(block.startswith("# ") for block in blocks):
        blocks.insert(0, "# KẾ HOẠCH")
    return _page(blocks)


def _part_page(part: _Part, known: Mapping[int, str], *, is_solutions: bool) -> str:
    """The part with an anchor before each item and, after its text, how it stands."""
    blocks = [f"# {part.numeral}. {escaped(part.title)}"]
    open_item, depth = "", 0
    for each in part.paragraphs:
        item, numbered = known.get(each.place, ""), _ITEM.match(each.plain)
        ends = numbered is not None and numbered[1].count(".") <= depth
        if open_item and (item or ends or without_marks(each.plain).startswith(_CLOSING)):
            blocks.append(standing_line(open_item))
            open_item = ""
        if item:
            blocks.append(f"({item_anchor(item)})=\n{_item_block(each)}")
            open_item, depth = item, numbered[1].count(".") if numbered else 0
        elif each.rows:
            blocks.append(_rows(each.rows))
        elif numbered and len(each.plain) <= _LONGEST_HEADING and "." not in numbered[1]:
            blocks.append(f"## {each.myst.replace('*', '')}")
        elif _BULLET.match(each.plain):
            blocks.append(f"- {_BULLET.sub('', each.myst)}")
        else:
            blocks.append(_not_a_list(each.myst))
    if open_item:
        blocks.append(standing_line(open_item))
    return _page(blocks)


def _item_block(each: Paragraph) -> str:
    number, _, text = each.myst.replace("**", "").partition(" ")
    return f"**{number}** {text}"


def _not_a_list(myst: str) -> str:
    """A paragraph that begins like a list's entry begins with its number all the same."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", myst)


def standing_line(item: str) -> str:
    """The line that shows in the book how the item stands."""
    return f":::{{standing}} {item}\n:::"


def _rows(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join([*map(escaped, row), *[""] * (width - len(row))]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _page(blocks: Sequence[str]) -> str:
    """Blocks apart by an empty line; entries of one list stand together."""
    text = "\n\n".join(blocks)
    return re.sub(r"(?m)^(- .*)\n\n(?=- )", r"\1\n", text) + "\n"
