"""The print edition: pages as blocks, blocks as Typst's markup, markup as PDF, in volumes where long.

Public: ``book.PrintBook``, ``pdf.build_pdf``. What a page says is decided before; here it is laid out on
paper.
"""
