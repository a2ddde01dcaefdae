"""Run inside the office suite's own Python: one workbook opened, worked on as a clerk would, and saved.

Reads from standard input a JSON object with ``connect`` (how to reach the running suite), ``file`` and
``steps``, each a list of a name from STEPS and its arguments; writes the list of their results.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table.CellContentType import FORMULA, VALUE
from com.sun.star.uno import RuntimeException

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97", "pdf": "calc_pdf_Export"}

VALUES_DAYS_TEXTS_FORMULAS = 1 | 2 | 4 | 16


def wish(name, value):
    wished = PropertyValue()
    wished.Name, wished.Value = name, value
    return wished


def connected(address):
    """The suite's service manager and context; it needs some seconds to start."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + 180
    while True:
        try:
            context = resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
            return context.ServiceManager, context
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


class Work:
    """A workbook that is open, without a window."""

    def __init__(self, manager, context, file):
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.document = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(file), "_blank", 0, (wish("Hidden", True),)
        )

    def type(self, entries):
        """Write texts into cells as the suite takes them from a keyboard; whether each cell took it.

        This way in asks the protection of the sheet, as the keyboard does; most others of the API do not. The
        keyboard itself cannot be played: without a window the suite dies of its own messages.
        """
        return [self._took(name, address, text) for name, address, text in entries]

    def _took(self, name, address, text):
        cell = self.document.Sheets.getByName(name).getCellRangeByName(address)
        # A cell formatted as text keeps such an entry as text.
        write = cell.setDataArray if text.startswith("=") else cell.setFormulaArray
        try:
            write(((text,),))
        except RuntimeException:
            return False
        return cell.String != ""

    def erase(self, entries):
        """Press Delete on cells; whether each changed. The suite asks the protection, as for a user."""
        changed = []
        for name, address in entries:
            cell = self.document.Sheets.getByName(name).getCellRangeByName(address)
            before = cell.Formula
            cell.clearContents(VALUES_DAYS_TEXTS_FORMULAS)
            changed.append(cell.Formula != before)
        return changed

    def cells(self, name):
        """Every used cell of a sheet: address, what it shows, its value, whether it can be written, its
        colour, its comment."""
        sheet = self.document.Sheets.getByName(name)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        notes = {
            (note.Position.Row, note.Position.Column): note.String
            for note in (sheet.Annotations.getByIndex(i) for i in range(sheet.Annotations.Count))
        }
        found = []
        for row in range(last.EndRow + 1):
            for column in range(last.EndColumn + 1):
                cell = sheet.getCellByPosition(column, row)
                found.append(
                    {
                        "at": cell.AbsoluteName.rpartition(".")[2].replace("$", ""),
                        "text": cell.String,
                        "value": cell.Value if cell.Type in (VALUE, FORMULA) else None,
                        "is_formula": cell.Type == FORMULA,
                        "error": cell.getError(),
                        "is_locked": cell.CellProtection.IsLocked,
                        "colour": cell.CellBackColor,
                        "comment": notes.get((row, column), ""),
                        "kind": cell.Type.value.lower(),
                    }
                )
        return found

    def calculate(self):
        """All formulas anew, also those with a saved result."""
        self.document.calculateAll()

    def heights(self, name, rows):
        """Heights of rows, in hundredths of a millimetre."""
        sheet = self.document.Sheets.getByName(name)
        return [sheet.Rows.getByIndex(row).Height for row in rows]

    def sheets(self):
        """Names of the sheets, and which are shown."""
        names = self.document.Sheets.ElementNames
        return [[name, self.document.Sheets.getByName(name).IsVisible] for name in names]

    def save(self, file, kind):
        self.document.storeToURL(uno.systemPathToFileUrl(file), (wish("FilterName", FILTERS[kind]),))


STEPS = ("type", "erase", "cells", "calculate", "heights", "sheets", "save")


def main():
    order = json.load(sys.stdin)
    work = Work(*connected(order["connect"]), order["file"])
    try:
        json.dump(
            [getattr(work, name)(*given) for name, *given in order["steps"] if name in STEPS], sys.stdout
        )
    finally:
        work.document.close(True)


if __name__ == "__main__":
    main()
