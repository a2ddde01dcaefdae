"""Which files of the project can have changed a slice."""

import pytest

from papibook.press.edition.lineage import is_behind


@pytest.mark.parametrize("name", ["unit/xa-a", "words", "commentary", "follow-up", "revised", "dimension/3"])
def test_an_answer_about_persons_is_behind_every_slice_with_texts(name: str) -> None:
    assert is_behind("data/persons.csv", name, ["2022-S1"], None)


@pytest.mark.parametrize("name", ["plan", "papi"])
def test_an_answer_about_persons_is_not_behind_what_no_unit_wrote(name: str) -> None:
    assert not is_behind("data/persons.csv", name, ["2022-S1"], None)
