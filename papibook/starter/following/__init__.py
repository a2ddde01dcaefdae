"""The plan of the year after, beside the one in force: dates moved, the rest left to fill in.

Nothing of the past is changed: the new plan has folders of its own, and new units are added below the others.
"""
