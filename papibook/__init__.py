"""papibook: a reproducible report book on a plan to raise the PAPI index."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("papibook")
except PackageNotFoundError:  # run from a source tree that was not installed
    __version__ = "0.0.0"
