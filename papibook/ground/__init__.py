"""Ground: what every layer may stand on. Paths, texts, numbers, errors. No domain knowledge."""
