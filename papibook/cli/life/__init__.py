"""Commands of an edition's life: where it stands, issue, verify, publish."""
