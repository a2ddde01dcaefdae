"""An item of the plan of which there is nothing to say has no line and is no warning; a strange one is."""

from __future__ import annotations

import json
from pathlib import Path

from papibook.press.theme.standing_directive import STANDING_FILE, read_standing


def test_an_item_without_an_entry_is_known(tmp_path: Path) -> None:
    path = tmp_path / STANDING_FILE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"1.1": {"text": "x"}, "III.1": None}), encoding="utf-8")
    found = read_standing(path)
    assert found is not None
    assert "III.1" in found
    assert found["III.1"] is None
    assert "IX" not in found
