"""What the office sends: who was urged when, and who gets which part of an edition."""
