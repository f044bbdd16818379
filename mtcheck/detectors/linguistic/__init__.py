"""Grammar, punctuation, spelling, spacing, character encoding and joins of sentences."""
