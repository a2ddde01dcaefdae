"""Made-up reports for a plan whose real ones are not public, the same for the same seed.

A project with real reports needs nothing of this package; only the command line calls it.
"""

from papibook.demo.write import write_demo

__all__ = ["write_demo"]
