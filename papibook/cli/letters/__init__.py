"""Commands for what an office sends: letters that urge, calendars, packs for each reader."""
