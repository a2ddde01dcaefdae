"""Editions that are issued: frozen outside of ``_build``, proved, published. Nothing is built here."""
