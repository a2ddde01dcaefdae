"""Slices: the files that a page may open, written by the press and read by a template.

What goes into which slice is decided in the press; a template needs ``open_page`` alone.
"""

from papibook.data.slices.files import WrittenTable, write_texts
from papibook.data.slices.page import NoTableError, Page, open_page, write_slice

__all__ = ["NoTableError", "Page", "WrittenTable", "open_page", "write_slice", "write_texts"]
