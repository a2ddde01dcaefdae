"""A workbook that goes back holds all that the sender's did: marked, or as it came and the list beside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from desk import Desk
from forms import good_form
from handed_in import Office, form_bytes, with_macros, zipped

from papibook.data.intake.answers import Answer
from papibook.data.returns.inventory import Thing, things_of
from papibook.data.returns.marks import COLOURS, HEADER_ROW, LIST_SHEET
from papibook.data.returns.package import relations_file
from papibook.data.workbook.cells import workbook_of
from papibook.model.findings import ERROR
from papibook.model.layout import FIGURES_SHEET, IDENTITY_SHEET, INFO_SHEET

pytestmark = pytest.mark.slow

Parts = dict[str, bytes]
Change = Callable[[Parts], None]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INFO_PART, FIGURES_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Office(tmp_path_factory.mktemp("desk")))


@pytest.fixture(scope="module")
def sent_parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """A report with one error at I4 of the figures, as the members of its package."""
    form = good_form("xa-a")
    assert form.put(FIGURES_SHEET, "I101", "value", "khoảng 20") == "I4"
    with zipfile.ZipFile(io.BytesIO(form_bytes(form, tmp_path_factory.mktemp("form")))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _changed(parts: Parts, change: Change) -> bytes:
    mine = dict(parts)
    change(mine)
    return zipped(mine)


def _goes_back_whole(desk: Desk, content: bytes) -> Answer:
    """The original byte for byte, and the list beside it."""
    answer = desk.looked_at(content)
    assert "figure.not_a_number" in [finding.code for finding in answer.findings]
    assert desk.path(answer, "xlsx").read_bytes() == content
    listed, identity = openpyxl.load_workbook(desk.path(answer, "can-sua.xlsx")).worksheets
    assert (identity.title, identity.sheet_state) == (IDENTITY_SHEET, "veryHidden")
    assert listed.title == LIST_SHEET
    assert (FIGURES_SHEET, "I4") in list(listed.iter_rows(HEADER_ROW + 1, 99, 3, 4, values_only=True))
    assert "gửi lại nguyên vẹn" in desk.text(answer)
    assert "xa-a.r1.can-sua.xlsx" in desk.text(answer)
    return answer


def _goes_back_marked(desk: Desk, content: bytes) -> openpyxl.Workbook:
    answer = desk.looked_at(content)
    book = desk.book(answer)
    assert book.sheetnames[0] == LIST_SHEET
    assert book[FIGURES_SHEET]["I4"].fill.fgColor.rgb == COLOURS[ERROR]
    assert not desk.path(answer, "can-sua.xlsx").exists()
    return book


def _related(parts: Parts, part: str, kind: str, target: str, *, office: str = OFFICE) -> str:
    """One more relation of ``part``; its id."""
    name = relations_file(part)
    found = parts.get(name, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                            b'relationships"></Relationships>')  # fmt: skip
    line = f'<Relationship Id="rId99{len(parts)}" Type="{office}/{kind}" Target="{target}"/>'
    parts[name] = found.replace(b"</Relationships>", line.encode() + b"</Relationships>")
    return re.findall(r'Id="([^"]+)"', line)[0]


def _before(parts: Parts, part: str, ends: tuple[str, ...], xml: str) -> None:
    """``xml`` put before the first of those that the part has."""
    content = parts[part].decode()
    end = next(end for end in ends if end in content)
    parts[part] = content.replace(end, xml + end, 1).encode()


_R = f'xmlns:r="{OFFICE}"'
_ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>40</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff>"
    "<xdr:row>44</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{what}<xdr:clientData/></xdr:twoCellAnchor>"
)
_FORM = '<xdr:spPr><a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom></xdr:spPr>'
TEXT_BOX = (
    '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="3" name="Hộp chữ"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
    + _FORM.format(kind="rect")
    + "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Giải trình trong hộp chữ</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
)
LINE = (
    '<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id="4" name="Đường"/><xdr:cNvCxnSpPr/></xdr:nvCxnSpPr>'
    + _FORM.format(kind="line")
    + "</xdr:cxnSp>"
)
GROUP = (
    '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="5" name="Nhóm"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
    f"<xdr:grpSpPr/>{TEXT_BOX}</xdr:grpSp>"
)
PICTURE = (
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Ảnh"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId1"/></xdr:blipFill>' + _FORM.format(kind="rect") + "</xdr:pic>"
)


def _drawing(*what: str, part: str = INFO_PART) -> Change:
    def change(parts: Parts) -> None:
        anchors = "".join(_ANCHOR.format(what=each) for each in what)
        parts["xl/drawings/drawing1.xml"] = (
            '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
            f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {_R}>{anchors}</xdr:wsDr>'
        ).encode()
        if any("r:embed" in each for each in what):
            parts["xl/media/image1.png"] = PIXEL
            parts["xl/drawings/_rels/drawing1.xml.rels"] = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{OFFICE}/image" Target="../media/image1.png"/>'
                "</Relationships>"
            ).encode()
        relation = _related(parts, part, "drawing", "../drawings/drawing1.xml")
        _before(parts, part, ("</worksheet>",), f'<drawing {_R} r:id="{relation}"/>')
        _before(
            parts, "[Content_Types].xml", ("</Types>",),
            '<Default Extension="png" ContentType="image/png"/>'
            '<Override PartName="/xl/drawings/drawing1.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>',
        )  # fmt: skip

    return change


def _extension(xml: str) -> Change:
    def change(parts: Parts) -> None:
        _before(
            parts, FIGURES_PART, ("</worksheet>",),
            '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
            f'uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}">{xml}</ext></extLst>',
        )  # fmt: skip

    return change


_LIST_ELSEWHERE = (
    '<x14:dataValidations count="1"><x14:dataValidation type="list"><x14:formula1>'
    '<f xmlns="urn:f">x</f></x14:formula1></x14:dataValidation></x14:dataValidations>'
)
_SPARKLINE = (
    "<x14:sparklineGroups><x14:sparklineGroup><x14:sparklines><x14:sparkline/></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups>"
)


def _part(kind: str, name: str, content: bytes = b"<a/>", *, of: str = FIGURES_PART) -> Change:
    def change(parts: Parts) -> None:
        parts[f"xl/{name}"] = content
        _related(parts, of, kind, f"/xl/{name}")

    return change


LOSES = {
    "text_box": (_drawing(TEXT_BOX), "hình vẽ, hộp chữ (trang tính “Thông tin”)"),
    "picture_and_text_box": (_drawing(PICTURE, TEXT_BOX), "hình vẽ, hộp chữ (trang tính “Thông tin”)"),
    "line_across_a_table": (_drawing(LINE, part=FIGURES_PART), "hình vẽ, hộp chữ (trang tính “Số liệu”)"),
    "group_of_shapes": (_drawing(GROUP), "hình vẽ, hộp chữ (trang tính “Thông tin”)"),
    "picture_behind_a_sheet": (_part("image", "media/b.png", PIXEL), "ảnh (trang tính “Số liệu”)"),
    "list_from_another_sheet": (
        _extension(_LIST_ELSEWHERE),
        "danh sách chọn, kiểm tra nhập liệu (trang tính “Số liệu”)",
    ),
    "sparkline": (_extension(_SPARKLINE), "biểu đồ (trang tính “Số liệu”)"),
    "threaded_comment": (_part("threadedComment", "threadedComments/t.xml"), "thành phần khác"),
    "part_that_nobody_knows": (
        _part("somethingNew", "new/new.bin", b"1", of="xl/workbook.xml"),
        "thành phần",
    ),
}


@pytest.mark.parametrize("case", LOSES)
def test_what_a_marked_copy_would_lose_goes_back_as_it_came(case: str, desk: Desk, sent_parts: Parts) -> None:
    change, told = LOSES[case]
    answer = _goes_back_whole(desk, _changed(sent_parts, change))
    assert told in desk.text(answer)


def test_handed_case_with_a_picture_alone_is_marked_and_keeps_it(desk: Desk, sent_parts: Parts) -> None:
    content = _changed(sent_parts, _drawing(PICTURE))
    book = _goes_back_marked(desk, content)
    assert len(book[INFO_SHEET]._images) == 1
    assert not things_of(content) - things_of(desk.path(desk.looked_at(content), "xlsx").read_bytes())


def _strict(content: bytes) -> bytes:
    """The workbook in Strict Open XML: the same parts in the namespaces of ISO/IEC 29500."""
    places = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
    }
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        for transitional, strict in places.items():
            part = part.replace(transitional.encode(), strict.encode())
        parts[name] = part
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"<workbook ", b'<workbook conformance="strict" '
    )
    return zipped(parts)


STRICT = {
    "plain": lambda parts: None,
    "with_a_picture": _drawing(PICTURE),
    "with_a_text_box": _drawing(TEXT_BOX),
    "with_an_empty_fill": lambda parts: _fills(parts, "<fill/>"),
    "with_a_hidden_sheet": lambda parts: parts.update(
        {"xl/workbook.xml": parts["xl/workbook.xml"].replace(b'sheetId="2"', b'sheetId="2" state="hidden"')}
    ),
}


@pytest.mark.parametrize("case", STRICT)
def test_strict_workbook_goes_back_as_it_came(case: str, desk: Desk, sent_parts: Parts) -> None:
    _goes_back_whole(desk, _strict(_changed(sent_parts, STRICT[case])))


def _fills(parts: Parts, fill: str) -> None:
    styles = parts["xl/styles.xml"].decode()
    parts["xl/styles.xml"] = re.sub(r"(<fills[^>]*>)<fill>.*?</fill>", rf"\1{fill}", styles, count=1).encode()


def _in_styles(pattern: str, by: str) -> Change:
    def change(parts: Parts) -> None:
        styles, times = re.subn(pattern, by, parts["xl/styles.xml"].decode(), count=1)
        assert times == 1
        parts["xl/styles.xml"] = styles.encode()

    return change


def _without_styles(parts: Parts) -> None:
    del parts["xl/styles.xml"]
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(?:Relationship|Override) [^>]*styles[^>]*/>", b"", parts[name])


def _styles_nowhere(parts: Parts) -> None:
    del parts["xl/styles.xml"]


def _style_out_of_reach(parts: Parts) -> None:
    parts[FIGURES_PART] = parts[FIGURES_PART].replace(b'<c r="I4"', b'<c r="I4" s="400"')


BROKEN_STYLES: dict[str, Change] = {
    "empty_fill": lambda parts: _fills(parts, "<fill/>"),
    "fill_of_no_known_kind": lambda parts: _fills(parts, '<fill><patternFill patternType="plaid"/></fill>'),
    "colour_that_is_none": _in_styles("<fonts[^>]*>", r'\g<0><font><color rgb="red"/></font>'),
    "family_of_fonts_that_is_none": _in_styles(r'<family val="\d"/>', '<family val="77"/>'),
    "border_of_no_known_kind": _in_styles(r"<border>.*?</border>", '<border><left style="wavy"/></border>'),
    "alignment_of_another_language": _in_styles(
        r"(<cellXfs.*?<xf )([^>]*?)/>", r'\1\2><alignment vertical="middle"/></xf>'
    ),
    "no_cell_styles": _in_styles(r"<cellStyleXfs.*?</cellStyleXfs>", ""),
    "no_fills": _in_styles(r"<fills.*?</fills>", ""),
    "no_styles_part": _without_styles,
    "styles_part_that_is_not_there": _styles_nowhere,
    "style_of_a_cell_out_of_reach": _style_out_of_reach,
}


@pytest.mark.parametrize("case", BROKEN_STYLES)
def test_broken_styles_are_mended_for_the_copy(case: str, desk: Desk, sent_parts: Parts) -> None:
    content = _changed(sent_parts, BROKEN_STYLES[case])
    with pytest.raises(Exception):  # noqa: B017, PT011  openpyxl cannot read or write what is tried here
        openpyxl.load_workbook(io.BytesIO(content)).save(io.BytesIO())
    book = _goes_back_marked(desk, content)
    assert book[FIGURES_SHEET]["I4"].value == "khoảng 20"


def test_sound_looks_stay_when_others_are_mended(desk: Desk, sent_parts: Parts) -> None:
    def change(parts: Parts) -> None:
        _in_styles(r"(<fonts[^>]*>.*?)(</fonts>)", r'\1<font><b/><sz val="23"/></font>\2')(parts)
        _in_styles(r"(<cellXfs[^>]*>.*?)(</cellXfs>)", r'\1<xf fontId="1" xfId="0"/>\2')(parts)
        fonts = len(re.findall(r"<font>", parts["xl/styles.xml"].decode()))
        last = len(re.findall(r"<xf ", parts["xl/styles.xml"].decode().partition("<cellXfs")[2])) - 1
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
            b'<xf fontId="1" xfId="0"/>', f'<xf fontId="{fonts - 1}" xfId="0"/>'.encode()
        )
        parts[FIGURES_PART] = re.sub(rb'<c r="B1"', f'<c r="B1" s="{last}"'.encode(), parts[FIGURES_PART])
        _fills(parts, "<fill/>")

    font = _goes_back_marked(desk, _changed(sent_parts, change))[FIGURES_SHEET]["B1"].font
    assert (font.b, font.sz) == (True, 23)


def test_workbook_with_macros_that_cannot_be_marked_is_not_sent_back(desk: Desk, sent_parts: Parts) -> None:
    content = with_macros(_changed(sent_parts, _drawing(TEXT_BOX)), {"xl/vbaProject.bin": b"VBA"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _related(parts, "xl/workbook.xml", "vbaProject", "vbaProject.bin")
    answer = desk.looked_at(zipped(parts))
    assert not desk.path(answer, "xlsx").exists()
    assert desk.path(answer, "can-sua.xlsx").exists()
    assert "không được gửi lại vì có chứa macro hoặc liên kết ra ngoài" in desk.text(answer)


def test_original_that_reaches_outside_is_not_sent_back(desk: Desk, sent_parts: Parts) -> None:
    def change(parts: Parts) -> None:
        _drawing(TEXT_BOX)(parts)
        _before(
            parts, FIGURES_PART, ("</row>",), '<c r="AA1"><f>WEBSERVICE("http://e.example")</f><v>1</v></c>'
        )

    answer = desk.looked_at(_changed(sent_parts, change))
    assert not desk.path(answer, "xlsx").exists()
    assert desk.path(answer, "can-sua.xlsx").exists()


def test_a_list_of_an_earlier_return_goes_when_the_file_can_be_marked(desk: Desk, sent_parts: Parts) -> None:
    answer = desk.looked_at(_changed(sent_parts, _drawing(TEXT_BOX)))
    listed: Path = desk.path(answer, "can-sua.xlsx")
    assert listed.exists()
    desk.looked_at(zipped(sent_parts))
    assert not listed.exists()


def test_inventory_counts_what_cells_do_not_show(sent_parts: Parts) -> None:
    found = things_of(_changed(sent_parts, _drawing(PICTURE, TEXT_BOX)))
    assert found[Thing("shape", INFO_SHEET, "sp Giải trình trong hộp chữ")] == 1
    assert [thing.sheet for thing in found if thing.kind == "sheet"] == list(
        workbook_of(zipped(sent_parts)).sheets
    )
