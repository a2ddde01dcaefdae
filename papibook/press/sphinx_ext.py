"""The name under which ``_config.yml`` lists the book's Sphinx extension; it stays when rooms move."""

from papibook.press.theme.extension import setup

__all__ = ["setup"]
