"""What an office sends besides the report: letters, packs for each reader, what is posted and read out.

What such a text says is composed here; the renderers of :mod:`papibook.press.documents` set it.
"""
