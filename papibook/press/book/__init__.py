"""Jupyter Book in a process of its own: settings, start, what is kept, and whether it shows all.

Public: ``client.book_process``, ``project_files.check_project_files``, ``shown.check_shown``,
``vega_bundle.vega_bundle``. The looks of the book belong to :mod:`papibook.press.theme`. Nothing is imported
here, so that the process, which starts with the build, imports little.
"""
