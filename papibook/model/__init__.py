"""Model: the words of design as types and table schemas. No I/O, no measures."""
