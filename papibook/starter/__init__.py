"""A project's beginning: from a plan's text, a table of units and one of tasks to a folder that builds.

What was found is written, what was not is listed with its place; nothing is guessed. What a project does
after that is no business of this room.
"""
