"""Press: from counted tables to the finished book. Knows papermill, nbformat, Sphinx and Typst."""
