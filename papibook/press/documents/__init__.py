"""Documents that an office sends: the official report as Word and PDF, from the values that the pages show.

Public: ``report.report_content``, ``word.word_file``, ``paper.pdf_file``. What a document says is composed
once (``content``); each medium only sets it.
"""
