"""Jupyter Book in a process of its own: its start, what it kept, an update that writes only what changed.

Public: ``client.book_process``, ``client.build_html``, ``vega_bundle.vega_bundle``. The looks of the book
belong to :mod:`papibook.press.theme`. Nothing is imported here: the process starts with the build and
imports as little.
"""
