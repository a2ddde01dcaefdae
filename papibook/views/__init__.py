"""Views: frame and options in, a table, chart or sentence out. Pure: they read, write and look up nothing."""
