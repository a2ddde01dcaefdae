"""CSV tables: read strictly with file, line and column of every fault; written canonically."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papibook.data.given.csv_table import format_csv, read_csv, write_csv
from papibook.ground.problems import RefusedTablesError
from papibook.model.frames import Schema, columns

THINGS = Schema(
    "things",
    columns(
        thing_id="text",
        name="text",
        count="integer",
        size="number",
        is_red="flag",
        made_on="day",
        seen_at="moment",
    ),
    ("thing_id",),
)
HEADER = "thing_id,name,count,size,is_red,made_on,seen_at\n"


def _refusal(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "things.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RefusedTablesError) as caught:
        read_csv(path, THINGS)
    assert caught.value.exit_code == 3
    assert caught.value.text("vi") != caught.value.text("en")
    return caught.value.text("en")


def test_values_have_the_kinds_of_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_text(
        HEADER + "b,,,,,,\na,Ti\u1ebfng Vi\u0065\u0323\u0302t,012,2.5,true,2022-05-31,2022-05-31T16:30:00\n"
    )
    frame = read_csv(path, THINGS)
    assert list(frame["thing_id"]) == ["a", "b"]
    first = frame.iloc[0]
    assert first["name"] == "Tiếng Việt"
    assert (first["count"], first["size"], first["is_red"]) == (12, 2.5, True)
    assert first["seen_at"] == pd.Timestamp(2022, 5, 31, 16, 30)
    assert frame.iloc[1].drop("thing_id").isna().all()


def test_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "a,,,,,,\n").replace("\n", "\r\n").encode())
    assert list(read_csv(path, THINGS)["thing_id"]) == ["a"]


def test_codes_keep_their_leading_zeros(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_text(HEADER + "03979,,,,,,\n")
    assert read_csv(path, THINGS)["thing_id"].item() == "03979"


def test_misspelt_column_is_named_with_the_one_meant(tmp_path: Path) -> None:
    text = _refusal(tmp_path, HEADER.replace("made_on", "madeon") + "a,,,,,,\n")
    assert "things.csv, line 1: column 6 is named “madeon”" in text
    assert "Did you mean “made_on”?" in text
    assert "column “made_on” is missing" in text


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("a,,1.5,,,,", "count", "1.5"),
        ('a,,,"1,5",,,', "size", "1,5"),
        ("a,,,nan,,,", "size", "nan"),
        ("a,,,1e3,,,", "size", "1e3"),
        ("a,,,,yes,,", "is_red", "yes"),
        ("a,,,,,31/05/2022,", "made_on", "31/05/2022"),
        ("a,,,,,20220531,", "made_on", "20220531"),
        ("a,,,,,2022-02-30,", "made_on", "2022-02-30"),
        ("a,,,,,,2022-05-31T16:30:00+07:00", "seen_at", "2022-05-31T16:30:00+07:00"),
    ],
)
def test_value_of_a_wrong_kind_is_named_by_line_and_column(
    tmp_path: Path, row: str, column: str, found: str
) -> None:
    text = _refusal(tmp_path, f"{HEADER}0,,,,,,\n{row}\n")
    assert f"things.csv, line 3, column {column}: “{found}” is not" in text


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    text = _refusal(tmp_path, HEADER + "a,,x,y,,,\nb,,,,z,,\nc,,\n")
    assert len(text.splitlines()) == 4
    assert "line 4: 3 cells where the header has 7" in text


def test_rows_with_the_same_key_are_refused(tmp_path: Path) -> None:
    assert "thing_id “a” stands there more than once" in _refusal(tmp_path, HEADER + "a,,,,,,\na,x,,,,,\n")


def test_row_without_key_is_refused(tmp_path: Path) -> None:
    assert "have no thing_id" in _refusal(tmp_path, HEADER + ",x,,,,,\n")


def test_wrong_encoding_names_the_line(tmp_path: Path) -> None:
    text = _refusal(tmp_path, HEADER.encode() + b"a,ok,,,,,\nb,\xe1\xba,,,,,\n")
    assert "things.csv, line 3: not UTF-8" in text


def test_stray_quote_and_empty_file_are_refused_in_words(tmp_path: Path) -> None:
    assert "not a readable CSV line" in _refusal(tmp_path, HEADER + 'a,"x"y,,,,,\n')
    assert "things.csv is empty" in _refusal(tmp_path, "")


def test_missing_file_says_where_it_must_stand(tmp_path: Path) -> None:
    with pytest.raises(RefusedTablesError, match=r"things\.csv is missing"):
        read_csv(tmp_path / "things.csv", THINGS)


def test_refusal_survives_the_way_between_processes(tmp_path: Path) -> None:
    with pytest.raises(RefusedTablesError) as caught:
        read_csv(tmp_path / "things.csv", THINGS)
    assert pickle.loads(pickle.dumps(caught.value)).text() == caught.value.text()


def test_what_is_written_reads_back_the_same(tmp_path: Path) -> None:
    frame = THINGS.from_records(
        [
            {"thing_id": "a", "name": 'Xã "A", dòng\nhai', "count": 3, "size": 0.1, "is_red": False,
             "made_on": datetime(2022, 5, 31), "seen_at": datetime(2022, 5, 31)},
            {"thing_id": "b", "size": 1e-9 * 3},
            {"thing_id": "c", "size": 12.0, "is_red": True},
        ]
    )  # fmt: skip
    path = tmp_path / "things.csv"
    write_csv(frame, path, THINGS)
    pd.testing.assert_frame_equal(read_csv(path, THINGS), frame, check_exact=True)
    assert b"\r" not in path.read_bytes()
    assert path.read_text(encoding="utf-8").endswith("c,,,12,true,,\n")
    assert [item.name for item in tmp_path.iterdir()] == ["things.csv"]


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("numbers") / "things.csv"


@settings(deadline=None)
@given(sizes=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
@example(sizes=[0.30000000000000004, 1e-07, 5e-324, 1.7976931348623157e308, -1e22, -0.0])
def test_every_number_written_reads_back_the_same(things: Path, sizes: list[float]) -> None:
    frame = THINGS.from_records([{"thing_id": f"{n:04}", "size": size} for n, size in enumerate(sizes)])
    things.write_text(format_csv(frame, THINGS))
    again = read_csv(things, THINGS)
    assert again["size"].tolist() == sizes
    assert format_csv(again, THINGS) == things.read_text()


def test_a_number_that_would_lose_digits_is_refused(tmp_path: Path) -> None:
    assert "12345678901234567" in _refusal(tmp_path, HEADER + "a,,,12345678901234567,,,\n")


def test_days_and_moments_are_told_apart_without_a_schema() -> None:
    text = format_csv(pd.DataFrame({"on": [pd.Timestamp(2022, 5, 31)], "at": [pd.Timestamp(2022, 5, 31, 8)]}))
    assert text == "on,at\n2022-05-31,2022-05-31T08:00:00\n"


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "things.csv"
    write_csv(THINGS.from_records([{"thing_id": "a"}]), path, THINGS)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_csv(THINGS.from_records([{"thing_id": "b"}]), path, THINGS)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1
