"""The command line: options in, text and exit codes out. Only this layer prints, reads the clock and exits.

Exit codes: 0 good (findings are counted and shown), 2 configuration, 3 data refused, 4 a page failed,
5 the book failed, 130 stopped with Ctrl-C.
"""

from papibook.cli.app import main

__all__ = ["main"]
