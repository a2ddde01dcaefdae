"""What a line of the receipts says: what became of a file, or what the office decided about another line."""

from __future__ import annotations

ACCEPTED = "accepted"
REFUSED = "refused"
WAITING = "waiting"
"""Kept and not in use: the office must decide."""
SUPERSEDED = "superseded"
"""Kept and not in use: it came before the report that is."""
EXPLAINED = "explained"
"""Kept and read beside the reports: a list that had gone back, with the unit's explanations and no report."""
WITHDRAWN = "withdrawn"
RESTORED = "restored"
"""Lines about an accepted one: it no longer counts, it counts again."""
RETURNED = "returned"
"""A line about a waiting one: it was sent back."""

OUTCOMES = (ACCEPTED, REFUSED, WAITING, SUPERSEDED, EXPLAINED, WITHDRAWN, RESTORED, RETURNED)

REPLACE, MERGE = "replace", "merge"
TAKES = (REPLACE, MERGE)
"""How an accepted report is taken over: it replaces the one before it, or what it fills in replaces the rest.

A line that says neither replaces."""
