"""Repairs: `plan` chooses edits that do not clash, `patch` carries them to the raw file, `settle` repeats it."""
