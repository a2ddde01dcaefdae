"""Pages that the contents take in by a pattern stand in the edition's order."""

from __future__ import annotations

from papibook.press.theme.page_order import in_page_order

RANKS = {"p/xa-b": 0, "p/xa-a": 1, "p/xa-c": 2}


def test_pages_of_a_pattern_stand_in_the_editions_order_and_the_others_keep_their_places() -> None:
    listed = ["first", "p/xa-a", "p/xa-b", "p/xa-c", "last"]
    assert in_page_order(listed, ["p/*"], RANKS) == ["first", "p/xa-b", "p/xa-a", "p/xa-c", "last"]


def test_pages_that_the_edition_does_not_have_follow_by_their_names() -> None:
    listed = ["p/xa-0", "p/xa-1", "p/xa-b"]
    assert in_page_order(listed, ["p/*"], RANKS) == ["p/xa-b", "p/xa-0", "p/xa-1"]


def test_a_reversed_part_stays_reversed() -> None:
    listed = ["p/xa-c", "p/xa-b", "p/xa-a"]
    assert in_page_order(listed, ["p/*"], RANKS, is_reversed=True) == ["p/xa-c", "p/xa-a", "p/xa-b"]
