"""What several pages share: tables, charts, sentences, signs, words, links, and how they leave a notebook.

A view of one kind of page belongs to that page's room.
"""
