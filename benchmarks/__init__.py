"""Benchmarks: the product beside the ecosystem's plain way, in one run. ``python -m benchmarks --help``."""
