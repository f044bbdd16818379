"""Wrong or inconsistent names and terms."""
