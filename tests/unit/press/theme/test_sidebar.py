"""The table of contents beside each page stays short, however many pages the book has."""

from __future__ import annotations

from papibook.press.theme.sidebar import AROUND, LONG_PART, SidebarEntry, SidebarPart, shown_part


def part(count: int) -> SidebarPart:
    return SidebarPart(
        "part-1", "Xã", tuple(SidebarEntry(f"u/{number:03d}", f"Xã {number}") for number in range(count))
    )


def names(shown: SidebarPart) -> list[str]:
    return [entry.name for entry in shown.entries]


def test_a_short_part_lists_all_its_pages() -> None:
    shown = shown_part(part(LONG_PART), "u/003")
    assert (len(shown.entries), shown.left_out) == (LONG_PART, 0)


def test_a_long_part_shows_the_pages_around_the_open_one_and_says_how_many_there_are() -> None:
    shown = shown_part(part(204), "u/100")
    assert names(shown) == [f"u/{number:03d}" for number in range(97, 104)]
    assert (shown.count, shown.left_out) == (204, 197)


def test_a_long_part_is_closed_beside_pages_of_other_parts() -> None:
    shown = shown_part(part(204), "index")
    assert (names(shown), shown.left_out) == ([], 204)


def test_at_the_ends_of_a_long_part_less_is_shown() -> None:
    assert names(shown_part(part(204), "u/000")) == [f"u/{number:03d}" for number in range(AROUND + 1)]
    assert names(shown_part(part(204), "u/203")) == [f"u/{number:03d}" for number in range(203 - AROUND, 204)]


def test_pages_below_a_chapter_show_in_the_open_branch_only() -> None:
    child = SidebarEntry("a/b", "B")
    both = SidebarPart(
        "part-1", "A", (SidebarEntry("a", "A", (child,)), SidebarEntry("c", "C", (SidebarEntry("c/d", "D"),)))
    )
    assert [entry.children for entry in shown_part(both, "a/b").entries] == [(child,), ()]
    assert [entry.children for entry in shown_part(both, "index").entries] == [(), ()]
